"""Commands on a study: `new`, `import`, `report`, `verify`."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.decoding import decoding
from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError
from sacroread.study.protocol import Design, Scale, default_protocol, protocol_from_toml

if TYPE_CHECKING:
    from sacroread.report.material import Material
    from sacroread.study.protocol import Protocol

SEED = 2020
SEEDS = 1 << 31  # one is drawn for each study: a seed that everybody knows would give the decoys away


def new(
    study: Annotated[Path, typer.Argument(help="The study file to make (.sacro).")],
    design: Annotated[Design, typer.Option(help="Who reads what.")],
    protocol: Annotated[
        Path | None, typer.Option(help="A protocol as TOML; it decides, and names the design.")
    ] = None,
) -> None:
    """Make an empty study."""
    from sacroread.store.store import create_study

    rules = _protocol(study, design, protocol)
    _require_ready(rules)
    create_study(study, rules, datetime.now(UTC)).close()
    typer.echo(
        f"{study}: {rules.design} study, protocol {rules.hash[:12]}. Next: sacroread import {study} FOLDER"
    )


def import_(
    study: Annotated[Path, typer.Argument(help="The study file.")],
    src: Annotated[
        list[Path] | None, typer.Argument(help="Radiographs, folders, ZIP archives or a DICOMDIR.")
    ] = None,
    cases: Annotated[Path | None, typer.Option(help="cases.csv: names, patients and files.")] = None,
    reads: Annotated[Path | None, typer.Option(help="reads.csv: reads made elsewhere.")] = None,
) -> None:
    """Bring radiographs and reads into a study."""
    from sacroread.imaging.sources import radiograph_files
    from sacroread.intake import add_listed, add_radiographs, add_reads
    from sacroread.store.store import open_study

    if not (src or cases or reads):
        raise typer.BadParameter("give radiographs, --cases or --reads", param_hint="SRC")
    with open_study(study) as store, decoding() as loader:
        before = len(store.cases())
        refused = add_listed(store, cases, loader) if cases else ()
        refused += add_radiographs(store, radiograph_files(src or (), study.with_suffix(".files")), loader)
        count = add_reads(store, reads) if reads else 0
        typer.echo(
            f"{study}: {len(store.cases()) - before} cases and {count} reads taken, {len(refused)} refused."
        )
    tell_refused(refused, study.parent)


def report(
    study: Annotated[Path | None, typer.Argument(help="A study file; or give --reads.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="The dossier's folder.")] = Path("dossier"),
    reads: Annotated[Path | None, typer.Option(help="reads.csv instead of a study.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="predictions.csv of the second reader.")] = None,
    reference: Annotated[Path | None, typer.Option(help="reference.csv: the reference standard.")] = None,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = SEED,
) -> None:
    """Write the dossier: agreement statistics, tables, curves."""
    from sacroread.report.dossier import dossier
    from sacroread.report.write import write_dossier

    material = _from_study(study) if study else _from_csv(reads, predictions, reference)
    write_dossier(dossier(material, seed), material, out)
    typer.echo(f"{out / 'dossier.html'}")


def verify(study: Annotated[Path, typer.Argument(help="The study file.")]) -> None:
    """Check that the radiographs of a study are the ones that were imported."""
    from sacroread.intake import changed_radiographs
    from sacroread.store.store import open_study

    with open_study(study) as store, decoding() as loader:
        refused = changed_radiographs(store, loader)
        typer.echo(
            f"{study}: {len(store.cases()) - len(refused)} of {len(store.cases())} radiographs unchanged."
        )
    typer.echo(
        "Audit chains of the reads do not exist yet in this version; nothing was said about them.", err=True
    )
    tell_refused(refused, study.parent)


def _require_ready(rules: "Protocol") -> None:
    if rules.scale is not Scale.MNY:
        raise SacroReadError(
            f"The scale {rules.scale} is not ready in this version: the reading room takes grades 0 to 4. "
            f'Use scale = "{Scale.MNY}"; reads made elsewhere may still give the decision alone. '
            "No study was made."
        )
    if rules.repeat_share:
        typer.echo(
            "Repeats are not shown to readers yet in this version; repeat_share has no effect.", err=True
        )


def _protocol(study: Path, design: Design, file: Path | None) -> "Protocol":
    if file is None:
        return default_protocol(study.stem, design, secrets.randbelow(SEEDS))
    from sacroread.intake import csv_text

    rules = protocol_from_toml(csv_text(file), file.name)
    if rules.design is not design:
        raise SacroReadError(
            f"{file.name} says design = {rules.design}, the command says {design}. Make them agree."
        )
    return rules


def _from_study(study: Path) -> "Material":
    from sacroread.outcome import material_of
    from sacroread.paths import resource
    from sacroread.store.store import open_study

    with open_study(study) as store:
        return material_of(store, resource("bundles/demo"))


def _from_csv(reads: Path | None, predictions: Path | None, reference: Path | None) -> "Material":
    from sacroread.outcome import material_from_csv

    if reads is None and predictions is None:
        raise typer.BadParameter("give a study, --reads or --predictions", param_hint="STUDY")
    return material_from_csv(reads, predictions, reference)
