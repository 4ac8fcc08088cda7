"""What SacroRead is made of: the licence gate, the notices and the bill of materials of the default install.

    python packaging/supply.py gate              fail where a licence of the default install is not allowed
    python packaging/supply.py notices FILE      names, versions, licences and their texts
    python packaging/supply.py sbom FILE         a CycloneDX bill of materials (JSON)
    python packaging/supply.py audit             look for known vulnerabilities (asks the network)

Run it with the environment's own Python: it reads what is installed there.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sacroread.installation import PROJECT, licence

COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|GNU (Library or )?Lesser", re.IGNORECASE)
LICENCE_FILES = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One distribution of the default install and the licence it states."""

    name: str
    version: str
    licence: str

    @property
    def is_allowed(self) -> bool:
        """Whether its licence may be in the default install: permissive, LGPL, or a choice that holds one."""
        return bool(self.licence) and any(map(_allowed, re.split(r"\s+OR\s+", self.licence)))


def _allowed(licence: str) -> bool:
    return bool(LESSER.search(licence)) or not COPYLEFT.search(licence)


def default_install() -> tuple[Part, ...]:
    """Return what `pip install sacroread` brings along, by name; the project itself is not in it."""
    seen: dict[str, Distribution] = {}
    waiting = list(_needs(distribution(PROJECT), ""))
    while waiting:
        name, extras = waiting.pop()
        if name in seen:
            continue
        try:
            seen[name] = distribution(name)
        except PackageNotFoundError:
            continue  # a marker of another platform
        waiting += [need for extra in ("", *extras) for need in _needs(seen[name], extra)]
    return tuple(Part(name, seen[name].version, licence(seen[name])) for name in sorted(seen))


def _needs(found: Distribution, extra: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in found.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            yield canonicalize_name(need.name), tuple(sorted(need.extras))


def gate(_: Sequence[str]) -> int:
    """Print every part whose licence is not allowed; answer 1 where there is one."""
    parts = default_install()
    refused = [part for part in parts if not part.is_allowed]
    for part in refused:
        print(f"{part.name} {part.version}: {part.licence or 'states no licence'}")
    print(f"{len(parts)} parts in the default install, {len(refused)} with a licence that is not allowed")
    return 1 if refused else 0


def notices(words: Sequence[str]) -> int:
    """Write the third-party notices."""
    parts = default_install()
    texts = [f"{part.name} {part.version}\n{part.licence}\n\n{_text(part.name)}" for part in parts]
    rule = f"\n{'=' * 78}\n"
    Path(words[0]).write_text(f"Third-party software in SacroRead\n{rule}{rule.join(texts)}", "utf-8")
    print(f"{words[0]}: {len(parts)} parts")
    return 0


def _text(name: str) -> str:
    files = [file for file in distribution(name).files or () if LICENCE_FILES.search(str(file))]
    found = [Path(str(file.locate())) for file in files]
    return "\n\n".join(path.read_text("utf-8", errors="replace").strip() for path in found if path.is_file())


def sbom(words: Sequence[str]) -> int:
    """Write the bill of materials of this environment."""
    command = ["cyclonedx_py", "environment", "--of", "JSON", "--output-reproducible", "-o", words[0]]
    return subprocess.run([sys.executable, "-m", *command, sys.executable], check=False).returncode


def audit(_: Sequence[str]) -> int:
    """Ask the vulnerability databases about what is installed."""
    return subprocess.run([sys.executable, "-m", "pip_audit", "--skip-editable"], check=False).returncode


def main(words: Sequence[str]) -> int:
    """Do what the first word says."""
    verbs = {"gate": gate, "notices": notices, "sbom": sbom, "audit": audit}
    if not words or words[0] not in verbs or (words[0] in {"notices", "sbom"} and len(words) != 2):
        print(__doc__)
        return 2
    return verbs[words[0]](words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
