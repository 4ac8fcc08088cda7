"""The bundles of this user: which are installed, which one reads, and the way back.

A bundle lies in a folder named after its hash. `history` lists the hashes that became active, the last one
reads; an empty history means the bundle that ships with the program.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.paths import resource, user_folder
from sacroread.second_reader.bundle import Bundle, stated
from sacroread.second_reader.manifest import Manifest
from sacroread.second_reader.parts import parts_of

HISTORY = "history.txt"
ENOUGH_DIGITS = 16  # of the SHA-256, for a folder's name


@dataclass(frozen=True)
class Installed:
    """A bundle that is there; `is_active` where it is the one that reads."""

    folder: Path
    manifest: Manifest
    sha256: str
    is_active: bool


@dataclass(frozen=True)
class Shelf:
    """The folder of this user's bundles, which need not exist, and the bundle that ships with the program."""

    folder: Path
    shipped: Path

    def active(self) -> Path:
        """Return the bundle that reads."""
        places = {self.shipped, *self._folders()}
        for folder in (self._place(sha256) for sha256 in reversed(self.history())):
            if folder in places:
                return folder
        return self.shipped

    def installed(self) -> tuple[Installed, ...]:
        """Return all bundles, the shipped one first.

        Raises:
            SacroReadError: One of them is damaged.
        """
        active = self.active()
        folders = (self.shipped, *self._folders())
        return tuple(Installed(folder, *stated(folder), folder == active) for folder in folders)

    def found(self, named: str) -> Installed:
        """Return the one installed bundle of that id, or whose hash begins so.

        Raises:
            SacroReadError: None or several are.
        """
        each = self.installed()
        fits = [one for one in each if named == one.manifest.bundle_id or one.sha256.startswith(named)]
        if len(fits) == 1:
            return fits[0]
        known = ", ".join(f"{one.manifest.bundle_id} ({one.sha256[:12]})" for one in each)
        many = "Several bundles are" if fits else "No bundle is"
        raise SacroReadError(f"{many} called {named!r}. There are: {known}. Name one by its hash.")

    def activate(self, bundle: Bundle) -> Path:
        """Let a verified bundle read from now on; it is copied, and the one before stays."""
        shipped_sha256 = stated(self.shipped)[1]
        place = self.shipped if bundle.sha256 == shipped_sha256 else self._place(bundle.sha256)
        if not place.exists():
            self._copy(bundle, place)
        self._keep([*self.history(), bundle.sha256])
        return place

    def roll_back(self) -> Path:
        """Let the bundle read again that read before.

        Raises:
            SacroReadError: None was active before.
        """
        history = self.history()
        if not history:
            raise SacroReadError("No other bundle was active before the one that ships with the program.")
        self._keep(history[:-1])
        return self.active()

    def remove(self, named: str) -> Installed:
        """Remove a bundle that does not read.

        Raises:
            SacroReadError: It is active, or ships with the program, or is not there.
        """
        found = self.found(named)
        if found.folder == self.shipped:
            raise SacroReadError(f"{found.manifest.bundle_id} ships with the program and stays.")
        if found.is_active:
            raise SacroReadError(
                f"{found.manifest.bundle_id} is the bundle that reads. Activate another one, or "
                "roll back, before."
            )
        shutil.rmtree(found.folder)
        self._keep([sha256 for sha256 in self.history() if sha256 != found.sha256])
        return found

    def history(self) -> Sequence[str]:
        """Return the hashes of the bundles that became active, the last one last."""
        path = self.folder / HISTORY
        return path.read_text(encoding="ascii").split() if path.is_file() else []

    def _place(self, sha256: str) -> Path:
        is_shipped = sha256 == stated(self.shipped)[1]
        return self.shipped if is_shipped else self.folder / sha256[:ENOUGH_DIGITS]

    def _folders(self) -> Sequence[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.is_dir() and path.suffix != ".part")

    def _copy(self, bundle: Bundle, place: Path) -> None:
        """Copy the files into place at once, so that a cut leaves no half bundle."""
        partial = place.with_suffix(".part")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, content in parts_of(bundle.folder).items():
            (partial / name).write_bytes(content)
        partial.rename(place)

    def _keep(self, history: Sequence[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{HISTORY}.part"
        partial.write_text("\n".join(history), encoding="ascii")
        partial.replace(self.folder / HISTORY)


def shelf_of_user() -> Shelf:
    """Return the shelf in this user's folder."""
    return Shelf(user_folder() / "bundles", resource("bundles/demo"))
