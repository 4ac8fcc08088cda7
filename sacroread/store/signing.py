"""Readers' passwords, and their signatures under what they have read.

In a file a password is kept as an argon2 hash, and the program asks for it; whoever holds the file holds its
reads as well. On a server it is the password of the reader's database role, and the server asks for it.
"""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from sacroread.errors import SacroReadError
from sacroread.store import tables
from sacroread.store.audit import GENESIS, Head
from sacroread.store.dialect import is_server, upsert
from sacroread.store.server import accepts, set_role_password
from sacroread.store.store import Store
from sacroread.study.model import Reader, Role
from sacroread.study.protocol import Design
from sacroread.study.signature import Meaning, Signature, signature_event

MIN_LENGTH = 8  # NIST SP 800-63B, 5.1.1.1


def has_password(store: Store, reader: Reader) -> bool:
    """Say whether a reader must sign in; on a server he has done so by connecting."""
    return _verifier(store, reader.reader_id) is not None


def has_no_password_yet(store: Store, reader: Reader) -> bool:
    """Say whether a reader of a study file can still choose his first password; on a server he has one."""
    with store.reading() as connection:
        return not is_server(connection) and not has_password(store, reader)


def must_choose_password(store: Store, reader: Reader) -> bool:
    """Say whether a reader of a study file chooses a password before he reads: where several people read.

    The synthetic demo asks nobody.
    """
    is_alone = store.protocol.design is Design.SINGLE or store.protocol.is_synthetic
    return not is_alone and has_no_password_yet(store, reader)


def coordinators_with_password(store: Store) -> tuple[Reader, ...]:
    """Return the coordinators who must sign in to see a study; none on a server, where they have done so."""
    coordinators = (each for each in store.readers() if each.role is Role.COORDINATOR)
    return tuple(each for each in coordinators if has_password(store, each))


def set_password(store: Store, reader_id: str, password: str) -> None:
    """Give a reader a password, as the coordinator does; `change_password` is the reader's own way.

    Raises:
        SacroReadError: shorter than 8 characters, or no such reader.
    """
    require_long(password)
    if reader_id not in {each.reader_id for each in store.readers()}:
        raise SacroReadError(f"There is no reader {reader_id} in this study. Let them join first.")
    with store.writing() as connection:
        if is_server(connection):
            set_role_password(connection, reader_id, password)
            return
        verifier = PasswordHasher().hash(password)  # argon2id with the parameters of RFC 9106
        row = upsert(connection, tables.passwords).values(reader_id=reader_id, verifier=verifier)
        connection.execute(
            row.on_conflict_do_update(index_elements=["reader_id"], set_={"verifier": verifier})
        )


def require_long(password: str) -> None:
    """Refuse a password that is too short.

    Raises:
        SacroReadError: it has less than 8 characters.
    """
    if len(password) < MIN_LENGTH:
        raise SacroReadError(f"A password has at least {MIN_LENGTH} characters. Choose a longer one.")


def change_password(store: Store, reader: Reader, current: str, wanted: str) -> None:
    """Let a reader change his password.

    Raises:
        SacroReadError: the current one is wrong, or the new one too short.
    """
    sign_in(store, reader, current)
    set_password(store, reader.reader_id, wanted)


def sign_in(store: Store, reader: Reader, password: str) -> None:
    """Let a reader sit down who knows his password; call it before the desk is shown.

    Raises:
        SacroReadError: the password is wrong, or none has been given to this reader yet.
    """
    if not _is_right(store, reader.reader_id, password):
        raise SacroReadError(f"That is not the password of {reader.reader_id}. Type it again.")


def sign_off(store: Store, reader: Reader, signed: tuple[str, int], password: str, at: datetime) -> Signature:
    """Sign what a reader has locked; `signed` is the person's own name and the session, `at` is UTC.

    What is signed is the reader's chain as it stands, named by its count and last hash; the signature becomes
    an event, so that it cannot be moved to other reads or taken away unseen. What waits for a server is sent
    before.

    Raises:
        SacroReadError: the password is wrong, there is no name, nothing has been read, or something still
            waits, which the signature would not cover.
    """
    name, session = signed
    if not name.strip():
        raise SacroReadError("A signature needs the name of the person who signs. Type your name.")
    _require_all_sent(store)
    sign_in(store, reader, password)
    head = store.anchor().readers.get(reader.reader_id, Head(0, GENESIS))
    if not head.count:
        raise SacroReadError(f"{reader.reader_id} has not locked any read yet. Sign after the session.")
    made = Signature(reader.reader_id, at, name.strip(), Meaning.READ, session, head.count, head.chain_hash)
    store.note(signature_event(made))
    return made


def _require_all_sent(store: Store) -> None:
    if waiting := store.send_waiting().waiting:
        raise SacroReadError(
            f"Of what you entered {waiting} wait on this computer for the server. Sign once they are sent; "
            "the status bar says when."
        )


def _is_right(store: Store, reader_id: str, password: str) -> bool:
    with store.reading() as connection:
        if is_server(connection):
            database = connection.engine.url.database
            return accepts(connection.engine, f"{database}.{reader_id}", password)
    verifier = _verifier(store, reader_id)
    if verifier is None:
        raise SacroReadError(f"{reader_id} has no password yet. Ask the coordinator to set one.")
    try:
        return PasswordHasher().verify(verifier, password)
    except VerifyMismatchError:
        return False


def _verifier(store: Store, reader_id: str) -> str | None:
    with store.reading() as connection:
        if is_server(connection):
            return None
        wanted = select(tables.passwords.c.verifier).where(tables.passwords.c.reader_id == reader_id)
        found: str | None = connection.execute(wanted).scalar()
        return found
