"""What is counted where the reads lie is what the rules say about all of them read one by one."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sacroread.coordination import exclude, overview
from sacroread.store.store import create_study
from sacroread.store.tally import ReaderTally, case_tallies, reader_tallies, waiting
from sacroread.study.adjudication import standings
from sacroread.study.correction import Correction
from sacroread.study.model import Case, Condition, Draft, Read, Reader, Role
from sacroread.study.protocol import Design, default_protocol

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
CASES = ("c1", "c2", "c3")
READERS = (
    Reader("local-1", Role.LOCAL),
    Reader("local-2", Role.LOCAL),
    Reader("central-1", Role.CENTRAL_1),
    Reader("central-2", Role.CENTRAL_2),
)
RULES = default_protocol("Study", Design.ADJUDICATED, 7)
definites = st.none() | st.booleans()
firsts = st.tuples(
    st.sampled_from(READERS),
    st.sampled_from(CASES),
    st.sampled_from(Condition),
    st.sampled_from((0, 0, 0, 1)),
)
steps = st.lists(st.tuples(firsts, definites), max_size=25)


def locked(some):
    """Each step as a read; a step that names the same read again corrects what counts of it."""
    newest, reads = {}, []
    for number, ((reader, case_id, condition, repeat), definite) in enumerate(some):
        at = NOW + timedelta(minutes=number)
        who = (f"t{number}", reader.reader_id, reader.role, case_id, condition, repeat, Draft(), definite, at)
        before = newest.get(who[1:6])
        reads.append(
            Correction(*who, supersedes=before, correction_reason="mixed up") if before else Read(*who)
        )
        newest[who[1:6]] = f"t{number}"
    return reads


def study(folder):
    """A file with three cases and four readers, two of them of one role, who all have all cases."""
    store = create_study(f"{folder}/study.sacro", RULES, NOW)
    store.add_cases([Case(each, f"p-{each}", f"{each}.dcm", each) for each in CASES])
    for reader in READERS:
        store.add_reader(reader)
        store.extend_worklist(reader, 1, CASES)
    return store


@given(steps)
@settings(deadline=None, max_examples=40)
def test_every_count_is_that_of_the_reads_one_by_one(some):
    with TemporaryDirectory() as folder, study(folder) as store:
        for each in locked(some):
            store.append([each])
        first = [read for read in store.reads() if not read.repeat]
        with store.reading() as connection:
            by_case, by_reader, waits = (ask(connection) for ask in (case_tallies, reader_tallies, waiting))
        assert {case_id: each.read_count for case_id, each in by_case.items()} == Counter(
            read.case_id for read in first
        )
        mine = {reader: {r.case_id for r in first if r.reader_id == reader} for reader in by_reader}
        last = {read.reader_id: read.locked_at for read in store.all_reads() if not read.repeat}
        assert by_reader == {each: ReaderTally(len(mine[each]), last[each]) for each in last}
        for reader in READERS:
            left = set(CASES) - mine.get(reader.reader_id, set())
            assert waits.get(reader.reader_id, set()) == left
        standing = tuple(each.standing for each in overview(store).cases)
        assert standing == standings(RULES, CASES, store.reads())


def test_an_excluded_case_waits_for_nobody_and_reclassifies_nothing(tmp_path):
    local, _, central, _ = READERS
    with study(tmp_path) as store:
        for case_id in CASES[:2]:
            for reader, definite in ((local, True), (central, False), (READERS[3], False)):
                where = (case_id, Condition.UNAIDED, 0, Draft(), definite, NOW)
                token = f"{reader.reader_id}/{case_id}"
                store.append([Read(token, reader.reader_id, reader.role, *where)])
        assert overview(store).reclassified == 2
        exclude(store, ["c1", "c3"], "no pelvis", NOW)
        seen = overview(store)
        assert seen.reclassified == 1
        assert [(each.locked, each.waiting) for each in seen.readers] == [(2, 0), (0, 1), (2, 0), (2, 0)]


def test_what_the_local_reader_said_after_the_second_reader_reclassifies_nothing(tmp_path):
    with study(tmp_path) as store:
        for token, reader, condition, definite in (
            ("1", READERS[0], Condition.UNAIDED, True),
            ("2", READERS[0], Condition.AIDED, False),
            ("3", READERS[2], Condition.UNAIDED, True),
        ):
            store.append(
                [Read(token, reader.reader_id, reader.role, "c1", condition, 0, Draft(), definite, NOW)]
            )
        seen = overview(store)
        assert (seen.flow.final, seen.reclassified) == (1, 0)


def test_a_local_read_that_is_ungradable_is_not_reclassified(tmp_path):
    with study(tmp_path) as store:
        for reader, definite in zip((READERS[0], *READERS[2:]), (None, True, True), strict=True):
            where = ("c1", Condition.UNAIDED, 0, Draft(), definite, NOW)
            store.append([Read(f"{reader.reader_id}/c1", reader.reader_id, reader.role, *where)])
        seen = overview(store)
        assert (seen.flow.final, seen.reclassified) == (1, 0)
