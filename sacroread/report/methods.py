"""The statistical methods in words that can go into a manuscript, with versions and seed."""

from importlib.metadata import version

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.content import Column, Section
from sacroread.report.material import CaseTable, Material
from sacroread.report.tables import table
from sacroread.study.model import Condition

NAME, TITLE = "methods", "Statistical methods"
LIBRARIES = ("numpy", "scipy")
REFERENCES = """
Byrt T, Bishop J, Carlin JB. J Clin Epidemiol 1993;46:423-429.
Cohen J. Educ Psychol Meas 1960;20:37-46.
Cohen J. Psychol Bull 1968;70:213-220.
DeLong ER, DeLong DM, Clarke-Pearson DL. Biometrics 1988;44:837-845.
Efron B, Tibshirani RJ. An introduction to the bootstrap. Chapman & Hall; 1993.
Fleiss JL. Psychol Bull 1971;76:378-382.
Gwet KL. Br J Math Stat Psychol 2008;61:29-48.
Hillis SL. Stat Med 2007;26:596-619.
Krippendorff K. Computing Krippendorff's alpha-reliability. University of Pennsylvania; 2011.
Manning CD, Raghavan P, Schuetze H. Introduction to information retrieval. Cambridge University Press; 2008.
Obuchowski NA, Rockette HE. Commun Stat Simul Comput 1995;24:285-308.
van der Linden S, Valkenburg HA, Cats A. Arthritis Rheum 1984;27:361-368.
Wilson EB. J Am Stat Assoc 1927;22:209-212.
"""
CRITERION = """
Definite sacroiliitis is the radiographic criterion of the modified New York criteria: grade 2 or more on
both sides, or grade 3 or more on one (van der Linden 1984). Ungradable and missing reads are left out
pair by pair; the number of cases behind every estimate is given with it.
"""
AGREEMENT = """
Agreement of two readers on definite sacroiliitis is given as Cohen's kappa (Cohen 1960) and absolute
agreement, with PABAK, prevalence and bias index (Byrt 1993) and Gwet's AC1 (Gwet 2008), because kappa
depends on prevalence. Agreement on grades is given for each side and for both as linear and quadratic
weighted kappa over the whole scale 0 to 4 (Cohen 1968).
"""
SECOND_READER = """
The second reader is described by the area under the ROC curve and by average precision, the sum of
precision times recall step. Cut-offs are {origin}; a case counts as definite when its probability is
greater than or equal to the cut-off. Sensitivity, specificity and predictive values are shares of cases.
"""
AIDED = """
Readers unaided and aided are compared by the exact McNemar test reader by reader, and over all readers and
cases by Obuchowski and Rockette's method (Obuchowski 1995) with Hillis' degrees of freedom (Hillis 2007).
"""
OF_CASES = """
Intervals of kappa and its kin and of areas are 95 % percentile intervals of a bootstrap of cases (Efron &
Tibshirani 1993), of both joints together of a bootstrap of patients; areas have DeLong's interval as well
(DeLong 1988); shares of cases have Wilson's interval (Wilson 1927).
"""
OF_PATIENTS = """
Some patients have several cases, so intervals are 95 % percentile intervals of a bootstrap that draws
patients with all their cases (Efron & Tibshirani 1993).
"""
COMPUTED = """
Computed with {software}. {repetitions} repetitions, seed {seed}: the same material and seed give the same
numbers.
"""


def methods_section(material: Material, cases: CaseTable, how: Bootstrap) -> Section:
    """Say how every kind of number in the dossier was made; only of what the material allows."""
    origin = "fixed before these reads" if material.cut_offs else "chosen on these cases and so exploratory"
    paragraphs = [
        CRITERION,
        *((AGREEMENT,) if cases.readers else ()),
        *((SECOND_READER.format(origin=origin),) if material.predictions else ()),
        *((AIDED,) if any(each.condition is Condition.AIDED for each in cases.readers) else ()),
        OF_CASES if how.patients is None else OF_PATIENTS,
        COMPUTED.format(software=software(material), repetitions=how.repetitions, seed=how.seed),
    ]
    rows = [(each,) for each in REFERENCES.strip().splitlines()]
    listed = table("references", "References", (Column("Reference"),), rows)
    return Section(NAME, TITLE, tuple(map(_flat, paragraphs)), tables=(listed,))


def software(material: Material) -> str:
    """Name the program and the libraries that compute, with versions."""
    return ", ".join([material.software, *(f"{name} {version(name)}" for name in LIBRARIES)])


def _flat(text: str) -> str:
    return " ".join(text.split())
