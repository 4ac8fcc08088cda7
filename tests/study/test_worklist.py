from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.worklist import worklist

CASES = [f"case-{number:03d}" for number in range(50)]


@given(st.permutations(CASES), st.integers())
def test_the_order_depends_on_seed_reader_and_session_alone(shuffled, seed):
    assert worklist(shuffled, "reader-1", 0, seed) == worklist(CASES, "reader-1", 0, seed)


@given(st.integers())
def test_every_case_comes_exactly_once(seed):
    assert sorted(worklist(CASES, "reader-1", 0, seed)) == CASES


def test_two_readers_two_sessions_and_two_seeds_have_different_orders():
    orders = {
        worklist(CASES, reader, session, seed) for reader in "ab" for session in (0, 1) for seed in (1, 2)
    }
    assert len(orders) == 8
