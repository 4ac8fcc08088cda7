"""Commands for whoever answers for an installation or a study: `self-test` and `evidence`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.errors import SacroReadError
from sacroread.files import require_replaceable

if TYPE_CHECKING:
    from sacroread.self_test import Answer


def self_test() -> None:
    """Ask this installation questions whose answers are known, from statistics to the bundle."""
    answers = _answers()
    for each in answers:
        told = each.found if each.is_correct else f"{each.found}, and should be {each.known} ({each.source})"
        typer.echo(f"{'correct' if each.is_correct else 'WRONG'}  {each.question}: {told}")
    if wrong := sum(not each.is_correct for each in answers):
        raise SacroReadError(
            f"{wrong} of {len(answers)} answers are wrong. Do not use this installation; install it anew."
        )
    typer.echo(f"All {len(answers)} answers are correct.")


def evidence(
    study: Annotated[str, typer.Argument(help="The study file, or its address on a server.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The ZIP file.")] = Path("evidence.zip"),
) -> None:
    """Pack protocol, versions, hashes, anchor and checks of a study: no read, no radiograph, no patient."""
    from sacroread.evidence import evidence as made
    from sacroread.evidence import write_pack
    from sacroread.second_reader.shelf import shelf_of_user
    from sacroread.store.store import open_study

    require_replaceable(out)
    now = datetime.now(UTC)
    with open_study(study) as store:
        files = made(store, shelf_of_user().active(), _answers(), now)
    write_pack(out, files, now)
    typer.echo(f"{out}: {len(files)} files")


def _answers() -> "tuple[Answer, ...]":
    from sacroread.second_reader.shelf import shelf_of_user
    from sacroread.self_test import self_test as ask

    return ask(shelf_of_user().active())
