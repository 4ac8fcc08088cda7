"""A dossier as a folder of files: all of it, or nothing."""

import hashlib
import json
import platform
import shutil
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.report.content import Dossier
from sacroread.report.delimited import drawing_csv, estimates_json, material_csv, table_csv
from sacroread.report.material import Material
from sacroread.report.recompute import recompute_files
from sacroread.report.steps import Step, announced, part, quiet
from sacroread.report.style import Picture

DRAWING_SHARE, TEXT_SHARE = 0.4, 0.5  # of the time that all files take
MANIFEST = "manifest.json"
FORMAT = "sacroread dossier 1"
LIBRARIES = ("numpy", "scipy", "matplotlib", "Jinja2", "reportlab", "XlsxWriter", "python-docx")


def write_dossier(dossier: Dossier, material: Material, folder: Path, step: Step = quiet) -> None:
    """Write the dossier's folder; an older dossier there is replaced, once the new one is complete.

    `step` is told how far it is; what it raises ends the work, and the folder is as it was.

    Raises:
        SacroReadError: the folder holds something else, or cannot be written.
    """
    _refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            fresh = Path(beside) / "new"
            _write_files(files(dossier, material, step), fresh)
            _replace(folder, fresh, Path(beside) / "old")
    except OSError as error:
        raise SacroReadError(
            f"The dossier could not be written to {folder.name}: {error.strerror}. Choose another folder."
        ) from error


def files(dossier: Dossier, material: Material, step: Step = quiet) -> dict[str, bytes]:
    """Return every file of the dossier by its path in the folder; the same bytes for the same dossier."""
    drawn = _drawn(dossier, part(step, 0, DRAWING_SHARE))
    texts = _texts(dossier, material, part(step, DRAWING_SHARE, TEXT_SHARE))
    found = {path: text.encode() for path, text in texts.items()}
    for name, picture in drawn.items():
        found |= {f"figures/{name}.svg": picture.svg, f"figures/{name}.png": picture.png}
    return found | _documents(dossier, drawn, part(step, TEXT_SHARE, 1))


def _texts(dossier: Dossier, material: Material, step: Step) -> dict[str, str]:
    """Return the files that are text: material, estimates, tables, what R computes from, and the manifest."""
    inputs = {f"data/{name}": text for name, text in material_csv(material, part(step, 0, 0.6)).items()}
    found = {"estimates.json": estimates_json(dossier), **inputs, MANIFEST: manifest(dossier, inputs)}
    found |= recompute_files(dossier, material, part(step, 0.6, 0.8))
    found |= {"anchor.json": material.anchor} if material.anchor else {}
    for each in announced(dossier.tables, part(step, 0.8, 1), "Writing the tables"):
        found[f"tables/{each.name}.csv"] = table_csv(each, dossier.word)
    return found | {f"figures/{each.name}.csv": drawing_csv(each, dossier.word) for each in dossier.drawings}


def _drawn(dossier: Dossier, step: Step) -> dict[str, Picture]:
    from sacroread.report.figures import drawing_pictures

    many = max(1, len(dossier.drawings))
    shares = (part(step, number / many, (number + 1) / many) for number in range(many))
    return {
        each.name: drawing_pictures(each, dossier.word, within)
        for each, within in zip(dossier.drawings, shares, strict=False)
    }


def _documents(dossier: Dossier, drawn: Mapping[str, Picture], step: Step) -> dict[str, bytes]:
    from sacroread.report.html import html
    from sacroread.report.pdf import pdf
    from sacroread.report.word import word
    from sacroread.report.xlsx import xlsx

    makers: dict[str, Callable[[], bytes]] = {
        "dossier.html": lambda: html(dossier, drawn).encode(),
        "dossier.xlsx": lambda: xlsx(dossier),
        "dossier.docx": lambda: word(dossier, drawn, part(step, 0.5, 0.75)),
        "dossier.pdf": lambda: pdf(dossier, drawn, part(step, 0.75, 1)),
    }
    return {name: makers[name]() for name in announced(makers, step, lambda name: f"Writing {name}")}


def manifest(dossier: Dossier, inputs: Mapping[str, str]) -> str:
    """Return what is needed to make the same dossier again: inputs with SHA-256, seed, versions."""
    entries = {
        "format": FORMAT,
        "title": dossier.title,
        "synthetic": dossier.is_synthetic,
        "seed": dossier.seed,
        "repetitions": dossier.repetitions,
        "software": dossier.software,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "inputs": {path: hashlib.sha256(text.encode()).hexdigest() for path, text in inputs.items()},
    }
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise SacroReadError(f"{folder.name} is a file. Choose a folder for the dossier.")
    if folder.exists() and any(folder.iterdir()) and not _is_dossier(folder):
        raise SacroReadError(
            f"The folder {folder.name} holds something that is no dossier. Choose an empty or a new folder."
        )


def _is_dossier(folder: Path) -> bool:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT


def _write_files(found: Mapping[str, bytes], folder: Path) -> None:
    for path, content in found.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _replace(folder: Path, fresh: Path, aside: Path) -> None:
    if folder.exists():
        folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)
