"""What a word on the command line names: a study, or something else."""

from pathlib import Path

_SQLITE = b"SQLite format 3\x00"  # how every study file begins (SQLite, "Database File Format", 1.3)


def typed_in(word: str) -> str:
    """Return a word as it was typed, but for a password in an address."""
    if "://" not in word:
        return word
    from sacroread.store.address import without_password

    return without_password(word) or "of that name"


def is_study(name: str) -> bool:
    """Say whether a person names a study: an address, a file of a study's name, or one that is a database."""
    if "://" in name or name.casefold().endswith(".sacro"):
        return True
    path = Path(name)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
