"""A Debian package around the frozen program: a folder, a command, a desktop file, a MIME type, a man page.

    python packaging/debian.py build/frozen/sacroread build/debian

The libraries that Qt takes from the system are dependencies; everything else is inside.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
MAINTAINER = "The SacroRead developers <developers@sacroread.invalid>"
DEPENDS = (
    "libc6", "libegl1", "libgl1", "libxkbcommon0", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4",
    "libxcb-keysyms1", "libxcb-shape0", "libxcb-image0", "libxcb-render-util0", "libdbus-1-3",
    "libfontconfig1", "libglib2.0-0 | libglib2.0-0t64",
)  # fmt: skip
CONTROL = """\
Package: sacroread
Version: {version}
Section: science
Priority: optional
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Description: reader studies of sacroiliac-joint radiographs
 Readers window, crop and grade radiographs of the sacroiliac joints, blinded;
 the program applies the modified New York criterion, runs the adjudication,
 shows a model's probability as a second reader once the own grade is locked,
 and writes the agreement statistics. For research; not for diagnosis.
"""


def main(frozen: Path, out: Path) -> int:
    """Lay the tree out, and let dpkg-deb pack it."""
    sys.path.insert(0, str(ROOT))
    from sacroread import __version__

    tree = out / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree, frozen)
    architecture = _said("dpkg", "--print-architecture")
    write_control(tree, __version__, architecture)
    package = out / f"sacroread_{__version__}_{architecture}.deb"
    _said("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(tree), str(package))
    print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")
    return 0


def lay_out(tree: Path, frozen: Path) -> None:
    """Put every file where Debian wants it."""
    shutil.copytree(frozen, tree / "usr/lib/sacroread", symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/sacroread").symlink_to("../lib/sacroread/sacroread")
    places = {
        "sacroread.desktop": "usr/share/applications",
        "sacroread.svg": "usr/share/icons/hicolor/scalable/apps",
        "sacroread.xml": "usr/share/mime/packages",
    }
    for name, place in places.items():
        (tree / place).mkdir(parents=True)
        shutil.copy(LINUX / name, tree / place / name)
    manual = tree / "usr/share/man/man1/sacroread.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((LINUX / "sacroread.1").read_bytes(), 9, mtime=0))
    rights = tree / "usr/share/doc/sacroread/copyright"
    rights.parent.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", rights)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def write_control(tree: Path, version: str, architecture: str) -> None:
    """Write what the package says about itself."""
    kilobytes = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    words = CONTROL.format(
        version=version,
        architecture=architecture,
        maintainer=MAINTAINER,
        kilobytes=kilobytes,
        depends=", ".join(DEPENDS),
    )
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(words, "utf-8")


def _said(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
