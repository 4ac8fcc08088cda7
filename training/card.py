"""The model card: what the manifest says, in words for the person who reads with the second reader."""

from sacroread.second_reader.manifest import Manifest, Performance

RESEARCH = "For research; not for diagnosis."
SYNTHETIC = (
    "**SYNTHETIC.** This second reader was trained and measured on computed phantoms only. Nothing here says "
    "anything about radiographs of patients, and no accuracy about sacroiliitis may be claimed from it."
)


def model_card(manifest: Manifest, minutes: float, machine: str) -> str:
    """Return the model card in Markdown; `minutes` of wall clock that training took on `machine`."""
    sections = (
        f"# Second reader {manifest.bundle_id}, version {manifest.version}",
        RESEARCH,
        SYNTHETIC if manifest.training.is_synthetic else "",
        f"**Intended use.** {manifest.intended_use}",
        f"**Output.** {manifest.output.meaning}",
        _input(manifest),
        _training(manifest),
        _performance(manifest),
        _cut_offs(manifest),
        _attention(manifest),
        _making(manifest, minutes, machine),
        f"**Licence.** {manifest.licence}",
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _making(manifest: Manifest, minutes: float, machine: str) -> str:
    software = ", ".join(f"{name} {number}" for name, number in manifest.software.items())
    start = manifest.starting_weights
    return (
        f"**Making.** Recipe {manifest.recipe.name} (SHA-256 {manifest.recipe.sha256}); "
        f"{minutes:.1f} minutes on {machine}; {software}. "
        f"Starting weights: {start.name}, licence {start.licence}."
    )


def _input(manifest: Manifest) -> str:
    spec = manifest.input
    return (
        f"**Input.** {spec.cols} x {spec.rows} grey pixels of the reader's crop; without one, or where it "
        "holds all of the following, of part "
        f"{spec.part.left:g} to {spec.part.right:g} (across) and {spec.part.top:g} to {spec.part.bottom:g} "
        f"(down) of the {spec.crop} crop. Window: {spec.window}. Padding: {spec.padding}. "
        f"Interpolation: {spec.interpolation}."
    )


def _training(manifest: Manifest) -> str:
    stated = manifest.training
    rows = "\n".join(f"| {s.name} | {s.patients} | {s.cases} | {s.definite} |" for s in stated.splits)
    return (
        f"**Training data.** {stated.description} Split {stated.exclusions}\n\n"
        f"| split | patients | cases | definite |\n| --- | --- | --- | --- |\n{rows}\n\n"
        f"Curated set: SHA-256 {stated.curated_set_sha256}."
    )


def _performance(manifest: Manifest) -> str:
    rows = "\n".join(_row(each) for each in manifest.performance)
    header = "| measure | value | interval | n | method |\n| --- | --- | --- | --- | --- |"
    return f"**Performance.**\n\n{header}\n{rows}"


def _row(each: Performance) -> str:
    interval = f"{each.low:.3f} to {each.high:.3f} ({each.level:.0%})"
    return f"| {each.name} | {each.value:.3f} | {interval} | {each.n} | {each.method} |"


def _cut_offs(manifest: Manifest) -> str:
    rows = "\n".join(
        f"| {c.name} | {c.probability:.4f} | {c.sensitivity:.3f} | {c.specificity:.3f} |"
        for c in manifest.cut_offs.values
    )
    return (
        f"**Cut-offs** (a case counts as definite from the cut-off on; {manifest.cut_offs.provenance}).\n\n"
        f"| cut-off | probability | sensitivity | specificity |\n| --- | --- | --- | --- |\n{rows}"
    )


def _attention(manifest: Manifest) -> str:
    joints = manifest.joints
    if not joints.boxes:
        return f"**Heatmap.** No share inside the joints is given: {joints.origin}."
    return (
        f"**Heatmap.** Class activation of the output. Below a share of {joints.least_share:.2f} inside the "
        f"joints a warning is given ({joints.origin})."
    )
