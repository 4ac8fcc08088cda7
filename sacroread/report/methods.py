"""The statistical methods in words that can go into a manuscript, with versions and seed."""

from collections.abc import Sequence
from importlib.metadata import version

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.content import Section
from sacroread.report.material import CaseTable, Material
from sacroread.study.model import Condition

NAME, TITLE = "methods", "Statistical methods"
LIBRARIES = ("numpy", "scipy")
CRITERION = """
Definite sacroiliitis is the radiographic criterion of the modified New York criteria: grade 2 or more on
both sides, or grade 3 or more on one (van der Linden 1984). Ungradable and missing reads are left out
pair by pair; the number of cases behind every estimate is given with it.
"""
AGREEMENT = """
Agreement of two readers on definite sacroiliitis is given as Cohen's kappa (Cohen 1960) and absolute
agreement, with PABAK, prevalence and bias index (Byrt 1993) and Gwet's AC1 (Gwet 2008), because kappa
depends on prevalence. Reporting follows GRRAS (Kottner 2011).
"""
GRADES = """
Agreement on grades is given for each side and for both as linear and quadratic weighted kappa over the whole
scale 0 to 4 (Cohen 1968), with the shares of joints given the same grade and grades at most one apart.
"""
MANY = """
All readers together are described by Fleiss' kappa (Fleiss 1971), Gwet's AC1 and, of grades, AC2 (Gwet 2008),
and Krippendorff's alpha (Krippendorff 2011), which take readers as interchangeable and use every case with
two reads or more.
"""
REPEATS = """
Reads of a case that its reader was shown again are compared with the first read by the same coefficients.
"""
LESIONS = """
A lesion counts as marked differently in a pair of reads when one of the two readers marks it on a side and
the other does not; its excess is the share of discordant pairs in which it is, minus that of concordant ones.
"""
SECOND_READER = """
The second reader is described by the area under the ROC curve and by average precision, the sum of
precision times recall step (Manning 2008). Cut-offs were {origin}; a case counts as definite when its
probability is greater than or equal to the cut-off. Sensitivity, specificity and predictive values are
shares of cases. Calibration is described by the Brier score (Brier 1950) and by slope and intercept of a
logistic regression of the reference standard on the logit of the probability (Cox 1958).
"""
AIDED = """
Readers unaided and aided are compared by the exact McNemar test (McNemar 1947) reader by reader, and over all
readers and cases by Obuchowski and Rockette's method (Obuchowski 1995) with Hillis' degrees of freedom
(Hillis 2007).
"""
OF_CASES = """
Intervals of kappa and its kin and of areas are 95 % percentile intervals of a bootstrap of cases (Efron
1993), of both joints together of a bootstrap of patients; areas have DeLong's interval as well (DeLong
1988); shares of cases have Wilson's interval (Wilson 1927).
"""
OF_PATIENTS = """
Some patients have several cases, so intervals are 95 % percentile intervals of a bootstrap that draws
patients with all their cases (Efron 1993).
"""
COMPUTED = """
Computed with {software}. {repetitions} repetitions, seed {seed}: the same material and seed give the same
numbers.
"""
WORDS_OF = {"grades": GRADES, "all_readers": MANY, "repeats": REPEATS, "lesions": LESIONS}


def methods_section(
    material: Material, cases: CaseTable, how: Bootstrap, sections: Sequence[Section]
) -> Section:
    """Say how every kind of number in the sections before was made, and only of those that are there."""
    there = {name for each in sections for name in (each.name, *(t.name.split(".")[0] for t in each.tables))}
    origin = "fixed before these reads" if material.cut_offs else "chosen on these cases and so exploratory"
    paragraphs = [
        CRITERION,
        *((AGREEMENT,) if cases.readers else ()),
        *(words for name, words in WORDS_OF.items() if name in there),
        *((SECOND_READER.format(origin=origin),) if material.predictions else ()),
        *((AIDED,) if any(each.condition is Condition.AIDED for each in cases.readers) else ()),
        OF_CASES if how.patients is None else OF_PATIENTS,
        COMPUTED.format(software=software(material), repetitions=how.repetitions, seed=how.seed),
    ]
    return Section(NAME, TITLE, tuple(map(_flat, paragraphs)))


def software(material: Material) -> str:
    """Name the program and the libraries that compute, with versions."""
    return ", ".join([material.software, *(f"{name} {version(name)}" for name in LIBRARIES)])


def _flat(text: str) -> str:
    return " ".join(text.split())
