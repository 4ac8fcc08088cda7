"""What a word on the command line names: a study, or something else."""

from pathlib import Path

from sacroread.files import head_of, is_database


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
    return is_database(head_of(Path(name)))
