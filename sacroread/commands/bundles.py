"""`bundle`: what second readers there are, and whether one is sound."""

from pathlib import Path
from typing import Annotated

import typer

from sacroread.errors import SacroReadError

app = typer.Typer(help="Second readers: list, check, activate, remove.", rich_markup_mode=None)


@app.command("list")
def list_() -> None:
    """Name the bundles that are installed."""
    from sacroread.paths import resource
    from sacroread.second_reader.bundle import stated

    for folder in sorted(path for path in resource("bundles").iterdir() if path.is_dir()):
        manifest, sha256 = stated(folder)
        typer.echo(f"{manifest.bundle_id} {manifest.version}  {sha256[:12]}  {folder}")


@app.command()
def check(bundle: Annotated[Path, typer.Argument(help="A bundle's folder.")]) -> None:
    """Verify a bundle: files, hashes, manifest, self-test."""
    from sacroread.second_reader.bundle import load_bundle
    from sacroread.second_reader.predictor import Predictor

    predictor = Predictor(load_bundle(bundle), "cpu")
    sha256 = predictor.bundle.sha256
    typer.echo(f"{predictor.bundle.manifest.bundle_id}: sound, self-test passed, SHA-256 {sha256}")


@app.command()
def activate(bundle: Annotated[Path, typer.Argument(help="A bundle's folder.")]) -> None:
    """Make a bundle the one that reads."""
    raise SacroReadError(
        f"{bundle.name} was not activated: this version has one active bundle, the one it ships with. "
        "Name another one for a single run with: sacroread predict --bundle FOLDER."
    )


@app.command()
def remove(bundle_id: Annotated[str, typer.Argument(metavar="ID", help="A bundle's id.")]) -> None:
    """Remove a bundle."""
    raise SacroReadError(f"{bundle_id} was not removed: this version keeps only the bundle it ships with.")
