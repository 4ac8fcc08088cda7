"""The command line: `sacroread` alone opens the window. Commands stand in `sacroread.commands`."""

import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from sacroread import __version__
from sacroread.commands import bundles, opinions, studies, window
from sacroread.commands.convert import convert
from sacroread.commands.curating import curate
from sacroread.commands.deidentifying import deidentify
from sacroread.commands.guide import guide
from sacroread.commands.info import info
from sacroread.commands.operations import evidence, self_test
from sacroread.commands.place import is_study, typed_in
from sacroread.commands.report import report
from sacroread.commands.status import Exit
from sacroread.errors import SacroReadError

app = typer.Typer(
    name="sacroread",
    help="Reader studies of sacroiliac-joint radiographs. For research; not for diagnosis.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS: dict[str, Callable[..., None]] = {
    "open": window.open_window,
    "demo": window.demo,
    "info": info,
    "convert": convert,
    "curate": curate,
    "deidentify": deidentify,
    "new": studies.new,
    "reader": studies.reader,
    "import": studies.import_,
    "predict": opinions.predict,
    "report": report,
    "verify": studies.verify,
    "evidence": evidence,
    "self-test": self_test,
    "guide": guide,
}
for name, command in COMMANDS.items():
    app.command(name)(command)
app.add_typer(bundles.app, name="bundle")


def _version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"SacroRead {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reader studies of sacroiliac-joint radiographs. For research; not for diagnosis."""


def is_mistyped(words: Sequence[str]) -> bool:
    """Whether the first word is neither a command, an option nor a study: no other word follows a study."""
    if not words or words[0].startswith("-") or words[0] in {*COMMANDS, "bundle"}:
        return False
    is_there = is_study(words[0]) or Path(words[0]).exists()
    return not is_there or len(words) > 1


def main() -> None:
    """Run the command line and end the process with its status."""
    words = sys.argv[1:]
    if is_mistyped(words):
        near = get_close_matches(words[0], [*COMMANDS, "bundle"], 1)
        perhaps = f" Did you mean {near[0]}?" if near else ""
        unknown = f"There is no command {typed_in(words[0])}.{perhaps}"
        sys.stderr.write(f"{unknown} sacroread --help names them all.\n")
        sys.exit(Exit.WRONG_USAGE)
    if not words or not (words[0].startswith("-") or words[0] in {*COMMANDS, "bundle"}):
        words = ["open", *words]
    try:
        app(words)
    except SacroReadError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(Exit.USER_CAN_ACT)
