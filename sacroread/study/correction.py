"""The correction of a locked read."""

from dataclasses import dataclass

from sacroread.study.model import Read


@dataclass(frozen=True, kw_only=True)
class Correction(Read):
    """A later read that counts instead of a locked one, which stays on record.

    `supersedes` is the token of the read that counted until now, of the same reader, case, condition and
    repeat; `correction_reason` says in words why it was wrong.
    """

    supersedes: str
    correction_reason: str
