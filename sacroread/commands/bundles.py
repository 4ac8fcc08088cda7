"""`bundle`: what second readers there are, whether one is sound, who signed it, and which one reads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.second_reader.bundle import Bundle
    from sacroread.second_reader.shelf import Shelf

app = typer.Typer(help="Second readers: list, check, activate, remove, sign.", rich_markup_mode=None)
KeyOption = Annotated[
    Path | None, typer.Option("--key", help="The public key (.pub) that must have signed the bundle.")
]
BundleArgument = Annotated[Path, typer.Argument(help="A bundle's folder or ZIP archive.")]


@app.command("list")
def list_() -> None:
    """Name the bundles that are installed; * marks the one that reads."""
    for each in shelf().installed():
        mark = "*" if each.is_active else " "
        named = f"{each.manifest.bundle_id} {each.manifest.version}"
        typer.echo(f"{mark} {named}  {each.sha256[:12]}  {each.folder}")


@app.command()
def check(bundle: BundleArgument, key: KeyOption = None) -> None:
    """Verify a bundle: files, hashes, signature, manifest, network, self-test."""
    sound = _sound(bundle, key)
    by = f"signed by {sound.signer}" if sound.signer else "not signed"
    named = f"{sound.manifest.bundle_id} {sound.manifest.version}"
    typer.echo(f"{named}: sound, {by}, self-test passed, SHA-256 {sound.sha256}")


@app.command()
def activate(
    bundle: Annotated[
        str, typer.Argument(help="A bundle's folder or archive, or the id of an installed one.")
    ],
    key: KeyOption = None,
) -> None:
    """Check a bundle and make it the one that reads; the one before stays."""
    path = Path(bundle) if Path(bundle).exists() else shelf().found(bundle).folder
    sound = _sound(path, key)
    place = shelf().activate(sound)
    typer.echo(f"{sound.manifest.bundle_id} {sound.manifest.version} reads from now on: {place}")
    typer.echo("Go back with: sacroread bundle roll-back")


@app.command("roll-back")
def roll_back() -> None:
    """Make the bundle read again that read before."""
    from sacroread.second_reader.bundle import stated

    folder = shelf().roll_back()
    manifest, sha256 = stated(folder)
    typer.echo(f"{manifest.bundle_id} {manifest.version} ({sha256[:12]}) reads again.")


@app.command()
def remove(
    bundle_id: Annotated[str, typer.Argument(metavar="ID", help="A bundle's id, or its hash.")],
) -> None:
    """Remove a bundle that does not read."""
    removed = shelf().remove(bundle_id)
    typer.echo(f"{removed.manifest.bundle_id} {removed.manifest.version} is removed.")


@app.command()
def keygen(file: Annotated[Path, typer.Argument(help="Where the private key goes.")]) -> None:
    """Make an Ed25519 key for signing; the public one goes beside it as .pub."""
    from sacroread.second_reader.signature import new_key

    public = new_key(file)
    typer.echo(f"{file} is the private key: keep it. Give away {file.name}.pub: {public}")


@app.command()
def sign(
    bundle: Annotated[Path, typer.Argument(help="A bundle's folder.")],
    key: Annotated[Path, typer.Option("--key", help="The private key.")],
) -> None:
    """Sign a bundle with a key that the study owns."""
    from sacroread.second_reader.bundle import sign_bundle

    signed = sign_bundle(bundle, key)
    typer.echo(f"{signed.manifest.bundle_id} is signed by {signed.signer}.")


@app.command("import")
def import_(
    checkpoint: Annotated[Path, typer.Argument(help="A checkpoint of torch that you brought yourself.")],
    like: Annotated[str, typer.Option(help="What it is: anatomy-aware-2024.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The new bundle's folder.")],
    licence: Annotated[str, typer.Option(help="The licence under which you may use it, in your words.")],
    sensitivity: Annotated[float, typer.Option(help="As published for its cut-off, 0 to 1.")],
    specificity: Annotated[float, typer.Option(help="As published for its cut-off, 0 to 1.")],
) -> None:
    """Make a bundle from somebody else's checkpoint; nothing of the file is run."""
    from sacroread.second_reader.foreign import Answerable, import_checkpoint

    made = import_checkpoint(checkpoint, like, out, Answerable(licence, sensitivity, specificity))
    typer.echo(f"{out}: made from {checkpoint.name}, SHA-256 {made.sha256}. Read its MODEL_CARD.md first.")


def shelf() -> "Shelf":
    """Return this user's bundles."""
    from sacroread.second_reader.shelf import shelf_of_user

    return shelf_of_user()


def _sound(path: Path, key: Path | None) -> "Bundle":
    from sacroread.second_reader.bundle import load_bundle
    from sacroread.second_reader.predictor import Predictor

    loaded = load_bundle(path)
    if key is not None:
        _require_signer(loaded, key)
    return Predictor(loaded, "cpu").bundle


def _require_signer(loaded: "Bundle", key: Path) -> None:
    from sacroread.second_reader.signature import public_key_in

    wanted = public_key_in(key)
    if loaded.signer != wanted:
        by = f"by another key ({loaded.signer})" if loaded.signer else "by nobody"
        raise SacroReadError(
            f"{loaded.manifest.bundle_id} is signed {by}, not by {key.name}. It is not used. Ask its "
            "maker for a signed one."
        )
