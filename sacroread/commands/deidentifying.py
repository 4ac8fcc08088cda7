"""`deidentify`: copies of radiographs without the persons; burned-in text is asked about, never guessed."""

import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.status import Exit
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.imaging.nameless import Nameless, Order
    from sacroread.workers.child import Child

SECONDS, BYTES = 60.0, 6 << 30
KEY_FILE, KEY_BYTES = "pseudonyms.key", 32
CASES = "cases.csv"
COLUMNS = ("case_id", "patient_id", "file", "free_of_text_says")


class BurnedIn(StrEnum):
    """What a person says about text burned into the pictures of the whole set."""

    ASK = "ask"
    NO = "no"
    YES_REFUSE = "yes-refuse"


@dataclass
class Outcome:
    """What became of the files so far. A refused one is named by its place: its name may name a person."""

    nameless: "list[Nameless]" = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def take(self, made: "Nameless") -> None:
        """Take a copy down.

        Raises:
            SacroReadError: there is one of the same patient with the same pixels.
        """
        if any(made.file == other.file for other in self.nameless):
            raise SacroReadError(f"It shows the same pixels as {made.file}, which stands for both.")
        self.nameless.append(made)


def deidentify(
    src: Annotated[list[Path], typer.Argument(help="Radiographs, folders, ZIP archives or a DICOMDIR.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the copies.")],
    burned_in: Annotated[
        BurnedIn,
        typer.Option(
            help="Is text burned into pictures whose header does not say? ask: look at each; "
            "no: somebody has looked at all; yes-refuse: leave them out."
        ),
    ] = BurnedIn.ASK,
    key: Annotated[
        Path | None,
        typer.Option(help="The secret that pseudonyms depend on; made where it is missing. Keep it apart."),
    ] = None,
) -> None:
    """Copy radiographs without the persons: new files from listed facts, pixels and side marker unchanged.

    A copy's name and pseudonym follow from the key: the same patient keeps one pseudonym, and a run that was
    interrupted goes on where it stopped.
    """
    outcome = copy_without_persons(src, out, burned_in, key)
    _tell(outcome, out)


def copy_without_persons(src: Sequence[Path], out: Path, burned_in: BurnedIn, key: Path | None) -> Outcome:
    """Do what `deidentify` does: write the copies, cases.csv and refused.csv into `out`."""
    from sacroread.imaging.nameless import Order, Word
    from sacroread.imaging.sources import radiograph_files
    from sacroread.paths import user_folder

    secret = _key(key or user_folder() / KEY_FILE)
    with TemporaryDirectory(prefix="sacroread-") as scratch, _child() as child:
        files = radiograph_files(src, Path(scratch) / "unpacked")
        word = Word.SET if burned_in is BurnedIn.NO else None
        may_ask = burned_in is BurnedIn.ASK and sys.stdin.isatty()
        preview = Path(scratch) / "look.png" if may_ask else None
        outcome = _carry_out_all([Order(file, out, secret, word, preview) for file in files], child)
    _write_lists(outcome, out)
    return outcome


def _key(path: Path) -> bytes:
    """The key of a file; a new one, for this user alone to read, where there is none."""
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(secrets.token_bytes(KEY_BYTES))
        return path.read_bytes()
    except OSError as error:
        raise SacroReadError(
            f"The key {path.name} cannot be used ({error.strerror}). Name another with --key."
        ) from error


@contextmanager
def _child() -> "Iterator[Child[Order, Nameless]]":
    from sacroread.imaging.nameless import carry_out
    from sacroread.workers.child import Child

    child = Child(carry_out, SECONDS, BYTES)
    try:
        yield child
    finally:
        child.close()


def _carry_out_all(orders: "Sequence[Order]", child: "Child[Order, Nameless]") -> Outcome:
    outcome = Outcome()
    for number, order in enumerate(orders, start=1):
        typer.echo(f"\r{number} of {len(orders)}", nl=False, err=True)
        try:
            outcome.take(_carry_out(order, child))
        except SacroReadError as error:
            name = f"radiograph {number}"
            typer.echo(f"\rrefused: {name}, {order.source}: {error}", err=True)
            outcome.refused.append((name, str(error).replace(order.source.name, name)))
    typer.echo("", err=True)
    return outcome


def _carry_out(order: "Order", child: "Child[Order, Nameless]") -> "Nameless":
    from sacroread.imaging.nameless import Word

    made = child.submit(order, order.source.name).result()
    if made.word is None:
        _ask(order)
        made = child.submit(replace(order, word=Word.PERSON), order.source.name).result()
    return made


def _ask(order: "Order") -> None:
    typer.echo(f"\r{order.source.name}: look at {order.preview}", err=True)
    if not typer.confirm("Is it free of names, numbers and dates (R and L do not count)?", err=True):
        raise SacroReadError(
            f"A person sees text burned into {order.source.name}. Curate it with a crop instead."
        )


def _write_lists(outcome: Outcome, out: Path) -> None:
    from sacroread.files import write_whole
    from sacroread.study.exchange import to_csv

    made = {each.file: _case(each) for each in outcome.nameless}
    cases = {**_cases_before(out / CASES), **made}
    write_whole(out / CASES, to_csv(COLUMNS, cases.values()).encode())
    refused = ({"file": file, "reason": reason} for file, reason in outcome.refused)
    write_whole(out / "refused.csv", to_csv(("file", "reason"), refused).encode())


def _case(made: "Nameless") -> dict[str, object]:
    name = made.file.removesuffix(".dcm")
    return dict(zip(COLUMNS, (name, made.pseudonym, made.file, made.word), strict=True))


def _cases_before(path: Path) -> dict[str, dict[str, object]]:
    """What earlier runs wrote into the same folder."""
    from sacroread.intake import csv_text
    from sacroread.study.exchange import rows

    if not path.exists():
        return {}
    found = rows(csv_text(path), path.name, COLUMNS)
    return {row.text("file"): {column: row.cells[column] for column in COLUMNS} for row in found}


def _tell(outcome: Outcome, out: Path) -> None:
    typer.echo(f"{out}: {len(outcome.nameless)} radiographs without names; {len(outcome.refused)} refused.")
    if outcome.refused:
        raise typer.Exit(Exit.DONE_IN_PART)
