from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from training.split import Shares, split_by_patient

patients = st.dictionaries(
    st.text("abcdefghij", min_size=1, max_size=4), st.booleans(), min_size=1, max_size=60
)


@given(patients, st.integers(0, 1000))
def test_each_patient_gets_one_split_whatever_the_order(has_definite, seed):
    backwards = dict(reversed(has_definite.items()))
    split = split_by_patient(has_definite, Shares(0.2, 0.2), seed)

    assert set(split) == set(has_definite)
    assert split == split_by_patient(backwards, Shares(0.2, 0.2), seed)


def test_each_stratum_is_divided_by_the_same_shares():
    has_definite = {f"d{n}": True for n in range(40)} | {f"n{n}": False for n in range(100)}
    split = split_by_patient(has_definite, Shares(0.15, 0.25), 3)

    counted = Counter((split[patient], definite) for patient, definite in has_definite.items())
    assert counted == {
        ("test", True): 10,
        ("tune", True): 6,
        ("train", True): 24,
        ("test", False): 25,
        ("tune", False): 15,
        ("train", False): 60,
    }


def test_another_seed_gives_another_split():
    has_definite = {f"p{n}": n % 2 == 0 for n in range(40)}

    assert split_by_patient(has_definite, Shares(), 1) != split_by_patient(has_definite, Shares(), 2)
