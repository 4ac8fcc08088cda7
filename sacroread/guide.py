"""The user guide: its chapters in the order of reading, and each of them as HTML."""

from functools import cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from sacroread.errors import SacroReadError
from sacroread.paths import resource

CHAPTERS = (
    "welcome",
    "central-reader",
    "coordinator",
    "rheumatologist",
    "model-developer",
    "administrator",
    "statistics",
    "troubleshooting",
    "intended-use",
    "privacy",
    "commands",
    "keys",
)  # files in resources/guide
_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} - SacroRead</title><style>
body {{ font: 16px/1.55 Inter, system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }}
nav {{ font-size: 14px; }} a {{ color: #0b5cad; }} table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #c9d1d9; padding: .35em .6em; text-align: left; vertical-align: top; }}
code, pre {{ background: #f0f2f4; padding: .1em .25em; }} pre {{ padding: .7em; overflow-x: auto; }}
img {{ max-width: 100%; }}
</style></head><body><nav>{nav}</nav>
{body}</body></html>
"""


@cache
def text(chapter: str) -> str:
    """Return a chapter in Markdown."""
    return (resource("guide") / f"{chapter}.md").read_text(encoding="utf-8")


def title(chapter: str) -> str:
    """Return what a chapter is called."""
    return text(chapter).partition("\n")[0].lstrip("# ")


def body(chapter: str) -> str:
    """Return a chapter as HTML without a head."""
    made = str(MarkdownIt("commonmark").enable("table").render(text(chapter)))
    return made.replace("\n</code></pre>", "</code></pre>")


def write(folder: Path) -> tuple[Path, ...]:
    """Write the guide as HTML pages with their pictures; return the pages.

    Args:
        folder: made where it is missing; pages of the same names are written anew.

    Raises:
        SacroReadError: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for picture in resource("guide").glob("*.webp"):
            (folder / picture.name).write_bytes(picture.read_bytes())
        return tuple(_write_page(folder / f"{chapter}.html", chapter) for chapter in CHAPTERS)
    except OSError as error:
        raise SacroReadError(
            f"The guide cannot be written to {folder} ({error.strerror}). Choose another folder."
        ) from error


def _write_page(path: Path, chapter: str) -> Path:
    links = (f'<a href="{each}.html">{escape(title(each))}</a>' for each in CHAPTERS)
    linked = body(chapter).replace('.md"', '.html"')
    page = _PAGE.format(title=escape(title(chapter)), nav=" | ".join(links), body=linked)
    path.write_text(page, encoding="utf-8")
    return path
