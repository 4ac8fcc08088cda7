"""How a reader may be called: so that the name can be typed again, and so that a server can serve him."""

import sqlite3
from contextlib import closing

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.signing import set_password
from sacroread.store.store import open_study
from sacroread.study.model import Reader, Role

SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
UNSEEN = (
    "a\nb",
    "a\0b",
    "a\tb",
    "a\u200bb",
    "a\u202eb",
    "a\u2028b",
    "a\u2029b",
    "\ufeffa",
    " a",
    "a ",
    "a\u00a0",
)
SEEN = ("Jürgen", "o'neill", "reader 1", "=x", "読影者", "a.b", "x%sy")


@pytest.fixture(scope="module")
def site(server, on_server):
    """The store of a server study's owner, and a way to open the study as one of its readers."""
    name, owner = on_server()
    opened = [open_study(owner)]

    def as_reader(reader_id):
        set_password(opened[0], reader_id, SECRET)
        place = server.address(name, f"{name}.{reader_id}".replace("%", "%25"), SECRET)
        opened.append(open_study(place))
        return opened[-1]

    yield opened[0], as_reader
    for each in opened:
        each.close()


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_that_nobody_can_type_again_is_refused_and_shown_so_that_it_can_be_seen(two_readers, name):
    before = two_readers.readers()
    with pytest.raises(SacroReadError, match="begins or ends with a space, or holds a character") as refused:
        two_readers.add_reader(Reader(name, Role.PANEL))
    assert str(refused.value).isprintable()
    assert two_readers.readers() == before


@pytest.mark.parametrize("name", SEEN)
def test_any_other_name_joins(two_readers, name):
    two_readers.add_reader(Reader(name, Role.PANEL))
    assert Reader(name, Role.PANEL) in two_readers.readers()


@pytest.mark.parametrize("name", UNSEEN)
def test_a_reader_of_an_older_study_reads_on_under_such_a_name(two_readers, read_of, name):
    with closing(sqlite3.connect(two_readers.path)) as behind:
        behind.execute("INSERT INTO readers VALUES (?, 'panel')", (name,))
        behind.commit()
    reader = Reader(name, Role.PANEL)
    two_readers.add_reader(reader)
    two_readers.append([read_of("c1", reader_id=name)])
    assert len(two_readers.reads(reader)) == 1


@pytest.mark.parametrize("name", ["a/b", "../x", "a\\b", "a:b", 'a"b', "a*", "a?", "<a>", "a|b"])
def test_a_name_that_no_file_can_have_is_refused_on_a_server_only(site, two_readers, name):
    owner, _ = site
    before = owner.readers()
    with pytest.raises(SacroReadError, match=r"Leave out .* as in reader-1"):
        owner.add_reader(Reader(name, Role.PANEL))
    assert owner.readers() == before
    two_readers.add_reader(Reader(name, Role.PANEL))


def assert_reads(site, read_of, name):
    """A reader of that name joins, signs in on the server, and reads."""
    owner, as_reader = site
    reader = Reader(name, Role.PANEL)
    owner.add_reader(reader)
    owner.extend_worklist(reader, 1, ["c1"])
    mine = as_reader(name)
    mine.append([read_of("c1", reader_id=name)])
    assert [read.reader_id for read in mine.reads(reader)] == [name]


@pytest.mark.parametrize("letter", ["r", "ä"])
def test_a_name_that_just_fits_reads_and_a_longer_one_is_refused(site, read_of, letter):
    owner, _ = site
    room = 63 - len(owner.path.name) - 1  # bytes
    fits = (letter * room).encode()[:room].decode(errors="ignore")
    fits += "x" * (room - len(fits.encode()))
    with pytest.raises(
        SacroReadError, match=r"64 bytes, and 63 are the most\. Choose a name that is shorter by 1"
    ):
        owner.add_reader(Reader(f"{fits}x", Role.PANEL))
    assert_reads(site, read_of, fits)


@pytest.mark.parametrize("name", [each for each in SEEN if each.isascii()])
def test_a_name_with_marks_in_it_reads_on_a_server(site, read_of, name):
    assert_reads(site, read_of, name)
