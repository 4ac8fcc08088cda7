"""`predict` on a study: the second reader over all cases that nobody reads any more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from sacroread.commands.status import Exit, tell_refused

PREDICT_SECONDS = 300.0


def predict_study(study: str, bundle: Path, device: str, *, is_half_wanted: bool) -> None:
    """Ask for every ended case without a prediction of this bundle; each is kept as it comes."""
    from sacroread.asking import ask, questions
    from sacroread.second_reader.opinion import opinion
    from sacroread.store.store import open_study
    from sacroread.workers.child import Child

    child = Child(opinion, PREDICT_SECONDS)
    try:
        with open_study(study) as store:
            found = questions(store, bundle)
            wanted = [replace(each, device=device, is_half_wanted=is_half_wanted) for each in found]
            asked = ask(store, wanted, child.submit, _telling(len(wanted)), datetime.now(UTC))
    except KeyboardInterrupt as error:
        typer.echo("\nCancelled. What was predicted is kept in the study; run it again to go on.", err=True)
        raise typer.Exit(Exit.DONE_IN_PART) from error
    finally:
        child.close()
    typer.echo("", err=True)
    typer.echo(f"{store.name}: {asked.given} predictions of ended cases, {len(asked.refused)} refused.")
    tell_refused(asked.refused, store.path.parent)


def _telling(count: int) -> Callable[[float, str], None]:
    return lambda share, _: typer.echo(f"\r{round(share * count)} of {count}", nl=False, err=True)
