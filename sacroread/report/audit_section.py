"""The section on the audit: the heads of all chains when the dossier was made."""

import json

from sacroread.report.content import Cell, Column, Kind, Section
from sacroread.report.material import Material
from sacroread.report.tables import table

NAME, TITLE = "audit", "Audit anchor"
WORDS = (
    "Every locked read is a link of its reader's chain, and the last link's hash covers all before it. Below "
    "are length and last hash of every chain when this dossier was made; anchor.json holds the same. "
    "sacroread verify STUDY --anchor anchor.json finds what was changed, cut off or written anew since."
)


def audit_section(material: Material) -> Section | None:
    """List the chains of the study file; None where the dossier was made from CSV files."""
    if not material.anchor:
        return None
    anchor = json.loads(material.anchor)
    chains = {**dict(sorted(anchor["readers"].items())), "events of the study": anchor["events"]}
    rows: list[tuple[Cell, ...]] = [
        (name, int(head["count"]), str(head["chain_hash"])) for name, head in chains.items()
    ]
    columns = (Column("Chain"), Column("Links", Kind.COUNT), Column("Hash of the last link (SHA-256)"))
    note = f"Study: {anchor['study']}."
    return Section(NAME, TITLE, (WORDS,), tables=(table(NAME, "Heads of the chains", columns, rows, note),))
