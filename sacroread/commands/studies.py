"""Commands on a study: `new`, `reader`, `import`, `verify`."""

import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.decoding import decoding
from sacroread.commands.deidentifying import CASES, BurnedIn, copy_without_persons
from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError
from sacroread.study.model import Reader, Role
from sacroread.study.protocol import SEED_BITS, Design, default_protocol, protocol_from_toml

if TYPE_CHECKING:
    from sacroread.intake import Loader, Refused
    from sacroread.store.store import Store
    from sacroread.study.protocol import Protocol

STUDY = "The study file, or its address on a server (postgresql+psycopg://USER@HOST/DATABASE)."
PASSWORD = "SACROREAD_PASSWORD"  # noqa: S105 - the name of a variable


def new(
    study: Annotated[str, typer.Argument(help="The study file to make (.sacro), or an empty database.")],
    design: Annotated[Design, typer.Option(help="Who reads what.")],
    protocol: Annotated[
        Path | None, typer.Option(help="A protocol as TOML; it decides, and names the design.")
    ] = None,
) -> None:
    """Make an empty study."""
    from sacroread.store.address import Address, located
    from sacroread.store.store import create_study

    where = located(study)
    name = where.database if isinstance(where, Address) else where.stem
    rules = _protocol(name, design, protocol)
    create_study(study, rules, datetime.now(UTC)).close()
    typer.echo(
        f"{where}: {rules.design} study, protocol {rules.hash[:12]}. Next: sacroread import {where} FOLDER"
    )


def reader(
    study: Annotated[str, typer.Argument(help=STUDY)],
    name: Annotated[str, typer.Argument(help="The reader's name in the study; not the person's own.")],
    role: Annotated[Role, typer.Option(help="What this person is in the study.")],
    password: Annotated[str, typer.Option(envvar=PASSWORD, help="Asked for where it is not given.")] = "",
) -> None:
    """Let a reader or a coordinator join, with the cases that are his, and give him a password."""
    from sacroread.store.address import Address, located
    from sacroread.store.refusals import require_name
    from sacroread.store.signing import set_password
    from sacroread.store.store import open_study
    from sacroread.worklists import seat

    where, joins = located(study), Reader(name, role)
    with open_study(study) as store:
        if joins not in store.readers():
            require_name(joins, where.database if isinstance(where, Address) else "")
        secret = password or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        (store.add_reader if role is Role.COORDINATOR else lambda each: seat(store, each))(joins)
        set_password(store, name, secret)
        count = len(store.worklist(joins))
    login = f", signs in on the server as {where.database}.{name}" if isinstance(where, Address) else ""
    typer.echo(f"{where}: {name} is {role}, {count} cases{login}.")


def import_(
    study: Annotated[str, typer.Argument(help=STUDY)],
    src: Annotated[
        list[Path] | None, typer.Argument(help="Radiographs, folders, ZIP archives or a DICOMDIR.")
    ] = None,
    cases: Annotated[Path | None, typer.Option(help="cases.csv: names, patients and files.")] = None,
    reads: Annotated[Path | None, typer.Option(help="reads.csv: reads made elsewhere.")] = None,
    deidentify: Annotated[
        BurnedIn | None,
        typer.Option(
            help="Take copies of SRC without the persons, beside the study. Is text burned into pictures "
            "whose header does not say? As for deidentify."
        ),
    ] = None,
) -> None:
    """Bring radiographs and reads into a study; run again, it goes on where it was interrupted."""
    from sacroread.intake import add_listed, add_reads, exclude_listed, noted
    from sacroread.store.store import open_study

    if not (src or cases or reads):
        raise typer.BadParameter("give radiographs, --cases or --reads", param_hint="SRC")
    with open_study(study) as store, decoding() as loader:
        before = len(store.cases())
        with noted(store, lambda: datetime.now(UTC)):
            refused = add_listed(store, cases, loader, _count) if cases else ()
            refused += _take(store, src or (), deidentify, loader)
            left = exclude_listed(store, cases, datetime.now(UTC))[1] if cases else 0
            count, known = add_reads(store, reads, datetime.now(UTC)) if reads else (0, 0)
        after = len(store.cases())
        _end_count()
        taken = f"{after - before} cases and {count} reads taken, {len(refused)} refused"
        taken += f"; {known} reads were there already" if known else ""
        taken += f"; {left} excluded by the list stay in the study, as was decided later" if left else ""
        typer.echo(f"{store.name}: {taken}. The study has {after} cases now.")
        typer.echo(f"Read them: sacroread {store.name}")
    tell_refused(refused, store.path.parent)


def _take(
    store: "Store", src: "Sequence[Path]", deidentify: BurnedIn | None, loader: "Loader"
) -> "tuple[Refused, ...]":
    """Add radiographs where they lie, or copies of them without the persons."""
    from sacroread.imaging.sources import radiograph_files
    from sacroread.intake import Refused, add_listed, add_radiographs

    folder = store.path.with_suffix(".files")
    if deidentify is None or not src:
        return add_radiographs(store, radiograph_files(src, folder), loader, _count)
    outcome = copy_without_persons(src, folder, deidentify, None)
    refused = tuple(Refused(Path(name), reason) for name, reason in outcome.refused)
    return (*refused, *add_listed(store, folder / CASES, loader, _count))


def _count(done: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done} radiographs", nl=False, err=True)


def _end_count() -> None:
    if sys.stderr.isatty():
        typer.echo(err=True)


def verify(
    study: Annotated[str, typer.Argument(help=STUDY)],
    anchor: Annotated[
        Path | None, typer.Option(help="An anchor kept elsewhere; without it, the one beside the study.")
    ] = None,
) -> None:
    """Check that reads and events are as they were written, and radiographs as they were imported."""
    from sacroread.intake import changed_radiographs
    from sacroread.store.store import open_study

    with open_study(study) as store, decoding() as loader:
        found = _findings(store, anchor)
        refused = changed_radiographs(store, loader)
        count = len(store.cases())
        typer.echo(f"{store.name}: {count - len(refused)} of {count} radiographs unchanged.")
    if found:
        changed = (each.reason for each in refused)
        advice = f"Keep {store.name} as it is, as evidence, and go on with a copy made before."
        raise SacroReadError("\n".join((*found, *changed, advice)))
    tell_refused(refused, beside=None)  # refused.csv there lists what an import left out


def _findings(store: "Store", kept: Path | None) -> tuple[str, ...]:
    """Say what the chains hold, and return what is wrong with them or with the file."""
    from sacroread.store.integrity import check

    seen = check(store, kept)
    typer.echo(f"{store.name}: {seen.reads} reads and {seen.events} events, {len(seen.findings)} findings.")
    if not seen.has_anchor:
        typer.echo(
            f"There is no {seen.anchor}: a cut tail, chains written anew or an older copy would not show. "
            "Give an anchor of an export: --anchor FILE.",
            err=True,
        )
    elif not seen.findings and seen.newer:
        typer.echo(f"{seen.newer} reads are newer than {seen.anchor}.")
    return seen.findings


def _protocol(name: str, design: Design, file: Path | None) -> "Protocol":
    if file is None:
        return default_protocol(name, design, secrets.randbits(SEED_BITS))
    from sacroread.intake import csv_text

    rules = protocol_from_toml(csv_text(file), file.name)
    if rules.design is not design:
        raise SacroReadError(
            f"{file.name} says design = {rules.design}, the command says {design}. Make them agree."
        )
    return rules
