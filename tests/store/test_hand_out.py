"""A server hands out cases by itself: the third reader's worklist fills while only readers are there."""

import json
import secrets
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from sacroread.coordination import exclude, include, overview
from sacroread.desks import desk_of
from sacroread.store.signing import set_password
from sacroread.store.store import create_study, open_study
from sacroread.study.adjudication import Basis, standings
from sacroread.study.correction import Correction
from sacroread.study.model import Case, Condition, Draft, Read, Reader, Role
from sacroread.study.protocol import SEED_BITS, Design, Discordant, default_protocol
from sacroread.study.worklist import draw, is_decoy, shared_out
from sacroread.worklists import assign, may_grow, seat

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
LOCAL, CENTRAL_1 = Reader("local-1", Role.LOCAL), Reader("central-1", Role.CENTRAL_1)
CENTRAL_2, CENTRAL_3 = Reader("central-2", Role.CENTRAL_2), Reader("central-3", Role.CENTRAL_3)
CASES = [f"Fall {number:02d}, \N{LATIN SMALL LETTER O WITH DIAERESIS}" for number in range(24)]
CONTESTED = set(CASES[::4])
LARGEST = (1 << SEED_BITS) - 1
RULES = replace(default_protocol("Study", Design.ADJUDICATED, 4711), decoy_share=0.5, repeat_share=0.0)
PAIRED = replace(RULES, design=Design.PAIRED, discordant=Discordant.THIRD_READER)


class Site:
    """A study on the server, and the ways in: as its owner, or as one of its readers."""

    def __init__(self, server, rules, readers):
        self._server, self.name, self._open = server, f"study-{secrets.token_hex(4)}", []
        self._owner = server.database(self.name)
        with create_study(self._owner, rules, NOW) as store:
            store.add_cases([Case(each, f"p-{each}", f"{each}.dcm", each) for each in CASES])
            for reader in readers:
                store.add_reader(reader)
                set_password(store, reader.reader_id, SECRET)

    def opened(self, reader=None):
        login = f"{self.name}.{reader.reader_id}" if reader else ""
        place = self._server.address(self.name, login, SECRET) if reader else self._owner
        self._open.append(open_study(place))
        return self._open[-1]

    def plain(self, reader):
        dsn = self._server.dsn(self.name, f"{self.name}.{reader.reader_id}", SECRET)
        return closing(psycopg.connect(dsn, autocommit=True))

    def close(self):
        for each in self._open:
            each.close()


@pytest.fixture
def site(server):
    made = []

    def make(rules=RULES, readers=(LOCAL, CENTRAL_1, CENTRAL_2)):
        made.append(Site(server, rules, readers))
        return made[-1]

    yield make
    for each in made:
        each.close()


def read(reader, case_id, *, definite):
    token = f"{reader.reader_id}/{case_id}"
    return Read(token, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, Draft(), definite, NOW)


def first_reads(first=LOCAL, second=CENTRAL_1):
    """Both readers' reads of all cases, in an order that mixes them; they differ on every fourth."""
    both = [read(first, case_id, definite=True) for case_id in CASES]
    both += [read(second, case_id, definite=case_id not in CONTESTED) for case_id in CASES]
    return sorted(both, key=lambda each: draw(7, each.token))


def expected(rules, reads):
    """The contested cases and the decoys, from the rules in Python."""
    found = standings(rules, CASES, reads)
    return {each.case_id for each in found if each.is_discordant or is_decoy(rules, each)}


def lock_plainly(connection, each):
    connection.execute(
        "INSERT INTO reads (token, reader_id, role, case_id, condition, repeat, draft, definite, locked_at, "
        "protocol_hash, software, chain_hash) "
        "VALUES (%s, %s, %s, %s, 'unaided', 0, '{}', %s, %s, '', '', %s)",
        (
            *(each.token, each.reader_id, each.role, each.case_id),
            *(int(each.definite), NOW.isoformat(), secrets.token_hex(8)),
        ),
    )


@pytest.mark.parametrize(
    ("rules", "readers"),
    [
        (replace(RULES, seed=LARGEST), (LOCAL, CENTRAL_1, CENTRAL_2)),
        (PAIRED, (CENTRAL_1, CENTRAL_2, CENTRAL_3)),
    ],
)
def test_each_case_comes_to_the_third_reader_at_the_lock_that_completes_it(site, rules, readers):
    study = site(rules, readers)
    stores = {each.reader_id: study.opened(each) for each in readers}
    for each in readers:
        seat(stores[each.reader_id], each)
    third, waiting = readers[2], stores[readers[2].reader_id]
    assert may_grow(waiting, third)
    locked, seen = [], ()
    for each in first_reads(*readers[:2]):
        stores[each.reader_id].append([each])
        locked.append(each)
        now = waiting.worklist(third)
        assert now in (seen, (*seen, each.case_id))
        assert set(now) == expected(rules, locked)
        seen = now
    assert set(seen) > CONTESTED
    assert not may_grow(waiting, third)


def test_it_comes_whatever_program_a_reader_locks_with(site):
    study = site()
    for each in (LOCAL, CENTRAL_1, CENTRAL_2):
        with study.plain(each) as connection:
            connection.execute("SELECT take_seat()")
    with study.plain(LOCAL) as local, study.plain(CENTRAL_1) as central, study.plain(CENTRAL_2) as third:
        for case_id in CASES:
            lock_plainly(local, read(LOCAL, case_id, definite=True))
        assert third.execute("SELECT count(*) FROM worklists").fetchone() == (0,)
        for case_id in CASES:
            lock_plainly(central, read(CENTRAL_1, case_id, definite=case_id not in CONTESTED))
        held = third.execute("SELECT case_id FROM worklists ORDER BY position").fetchall()
        assert {case_id for (case_id,) in held} == expected(RULES, first_reads())
        assert third.execute("SELECT count(*) FROM reads").fetchone() == (0,)
        assert central.execute("SELECT DISTINCT reader_id FROM worklists").fetchall() == [("central-1",)]


def test_a_first_reader_finds_all_cases_in_an_order_of_his_own_without_a_coordinator(site):
    study = site()
    orders = []
    for each in (LOCAL, CENTRAL_1):
        store = study.opened(each)
        seat(store, each)
        orders.append(store.worklist(each))
        seat(store, each)
        assert store.worklist(each) == orders[-1] == desk_of(store, each, NOW).worklist
    assert [sorted(order) for order in orders] == [sorted(CASES), sorted(CASES)]
    assert orders[0] != orders[1]
    assert all(list(order) != sorted(order) for order in orders)


def test_two_local_readers_never_get_the_same_case_and_one_with_assigned_cases_no_others(site):
    other, third = Reader("local-2", Role.LOCAL), Reader("local-3", Role.LOCAL)
    study = site(readers=(LOCAL, other, third))
    assign(study.opened(), LOCAL, CASES[:5], NOW)
    for each in (LOCAL, other, third):
        seat(study.opened(each), each)
    owner = study.opened()
    assert sorted(owner.worklist(LOCAL)) == CASES[:5]
    assert sorted(owner.worklist(other)) == CASES[5:]
    assert owner.worklist(third) == ()


def corrected(each):
    said = {**vars(each), "token": f"{each.token} again", "supersedes": each.token}
    return Correction(**said, correction_reason="sides were mixed up")


def test_who_corrects_himself_still_speaks_for_his_role_before_one_who_locked_later(site):
    """Imported reads of two local readers: the first says *definite* again, the second never counts."""
    other = Reader("local-2", Role.LOCAL)
    study = site(replace(RULES, decoy_share=0.0), (LOCAL, other, CENTRAL_1, CENTRAL_2))
    owner, central, third = study.opened(), study.opened(CENTRAL_1), study.opened(CENTRAL_2)
    seat(central, CENTRAL_1)
    seat(third, CENTRAL_2)
    first = read(LOCAL, CASES[0], definite=True)
    for each in (first, read(other, CASES[0], definite=False), corrected(first)):
        owner.append([each])
    central.append([read(CENTRAL_1, CASES[0], definite=True)])
    assert third.worklist(CENTRAL_2) == ()
    (standing,) = standings(RULES, CASES[:1], owner.reads())
    assert (standing.basis, overview(owner).cases[0].standing) == (Basis.AGREEMENT, standing)


def test_a_correction_that_makes_two_differ_brings_the_case_and_an_excluded_case_comes_to_nobody(site):
    study = site(replace(RULES, decoy_share=0.0))
    local, central, third = (study.opened(each) for each in (LOCAL, CENTRAL_1, CENTRAL_2))
    for store, each in ((local, LOCAL), (central, CENTRAL_1), (third, CENTRAL_2)):
        seat(store, each)
    agreed, gone = CASES[:2]
    exclude(study.opened(), [gone], "no pelvis", NOW)
    for case_id in (agreed, gone):
        local.append([read(LOCAL, case_id, definite=True)])
        central.append([read(CENTRAL_1, case_id, definite=case_id == agreed)])
    assert third.worklist(CENTRAL_2) == ()
    said = {**vars(read(LOCAL, agreed, definite=False)), "token": "corrected"}
    local.append([Correction(**said, supersedes=f"local-1/{agreed}", correction_reason="other patient")])
    assert third.worklist(CENTRAL_2) == (agreed,)
    include(study.opened(), [gone], "a pelvis after all", NOW)
    assert third.worklist(CENTRAL_2) == (agreed, gone)


def test_third_readers_share_the_cases_as_in_a_file_and_one_with_imported_reads_gets_none(site):
    imported, other = Reader("central-2a", Role.CENTRAL_2), Reader("central-2b", Role.CENTRAL_2)
    study = site(readers=(LOCAL, CENTRAL_1, CENTRAL_2, imported, other))
    owner = study.opened()
    owner.append([read(imported, CASES[0], definite=True)])
    stores = {each.reader_id: study.opened(each) for each in (LOCAL, CENTRAL_1)}
    for each in (LOCAL, CENTRAL_1):
        seat(stores[each.reader_id], each)
    for each in first_reads():
        stores[each.reader_id].append([each])
    due = expected(RULES, first_reads()) - {CASES[0]}
    shares = shared_out(due, [CENTRAL_2.reader_id, other.reader_id], RULES.seed)
    assert {name: set(mine) for name, mine in shares.items()} == {
        each.reader_id: set(owner.worklist(each)) for each in (CENTRAL_2, other)
    }
    assert owner.worklist(imported) == ()


def test_one_who_joins_late_finds_all_that_is_due_in_a_blinded_order(site):
    study = site(readers=(LOCAL, CENTRAL_1))
    stores = {each.reader_id: study.opened(each) for each in (LOCAL, CENTRAL_1)}
    for each in (LOCAL, CENTRAL_1):
        seat(stores[each.reader_id], each)
    for each in first_reads():
        stores[each.reader_id].append([each])
    owner = study.opened()
    owner.add_reader(CENTRAL_2)
    set_password(owner, CENTRAL_2.reader_id, SECRET)
    third = study.opened(CENTRAL_2)
    seat(third, CENTRAL_2)
    order = third.worklist(CENTRAL_2)
    assert set(order) == expected(RULES, first_reads())
    contested = [case_id in CONTESTED for case_id in order]
    assert contested not in (sorted(contested), sorted(contested, reverse=True))


def test_of_two_who_lock_one_case_at_the_same_time_the_second_brings_it(site):
    study = site(replace(RULES, decoy_share=1.0))
    for each in (LOCAL, CENTRAL_1, CENTRAL_2):
        seat(study.opened(each), each)
    with study.plain(LOCAL) as local, study.plain(CENTRAL_1) as central:
        local.autocommit = False
        lock_plainly(local, read(LOCAL, CASES[0], definite=True))
        late = threading.Thread(
            target=lock_plainly, args=(central, read(CENTRAL_1, CASES[0], definite=False))
        )
        late.start()
        late.join(0.3)
        assert late.is_alive()
        local.commit()
        late.join(10)
        assert not late.is_alive()
    assert study.opened().worklist(CENTRAL_2) == (CASES[0],)


def test_the_server_draws_as_the_program_does(site):
    study = site(readers=())
    with psycopg.connect(study._server.dsn(study.name)) as connection:
        for about in (
            (4711, "decoy", CASES[3]),
            (LARGEST, "share", "a/b"),
            (-1, "order", ""),
            (0, "crossover", ""),
        ):
            ((drawn,),) = connection.execute("SELECT draw(VARIADIC %s)", ([str(each) for each in about],))
            assert drawn == draw(*about)


def test_a_reader_is_told_neither_seed_nor_decoys(site):
    study = site(replace(RULES, seed=LARGEST))
    with study.plain(CENTRAL_2) as connection:
        ((text,),) = connection.execute("SELECT stated_protocol()").fetchall()
        assert json.loads(text)["seed"] == 0
        for name in ("due_to_third", "first_statements", "rules", "excluded_cases"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(name)))
