"""Every number of the reference folder, made with R, comes out within its tolerance; none is left out.

The folder holds one folder per case with `data.csv` and `expected.json`. It is taken from the environment
variable SACROREAD_R_REFERENCE, by default from the folder of reference numbers beside this checkout, and
where there is none from the copy in `tests/published`.
"""

import csv
import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
from scipy.special import chdtrc, ndtr

from sacroread.analysis import multireader
from sacroread.analysis.accuracy import Share, Summary, likelihood_ratio, odds_ratio, share, summary
from sacroread.analysis.agreement import (
    agreement,
    cohen_kappa,
    kappa_error,
    kappa_null_error,
    kappa_of,
    mcnemar,
    pair_measure,
    pair_sample,
)
from sacroread.analysis.auroc import area_cells, auroc, delong_covariance, placements
from sacroread.analysis.bootstrap import Bootstrap, Kind, Units, interval, replicates
from sacroread.analysis.chance import Weights
from sacroread.analysis.curves import (
    average_precision,
    curve,
    known,
    precision_recall_integral,
    precision_recall_trapezoid,
)
from sacroread.analysis.cut_offs import most_sensitive, most_specific, youden
from sacroread.analysis.krippendorff import Metric, krippendorff_alpha
from sacroread.analysis.paired import difference_error, discordant, paired_areas, paired_share
from sacroread.analysis.panel import (
    Coefficient,
    conger_kappa,
    fleiss_by_grade,
    fleiss_null_error,
    light_kappa,
    panel_agreement,
)
from sacroread.analysis.panel_counts import all_agree, complete_reads, reader_pairs
from sacroread.analysis.proportions import clopper_pearson
from sacroread.analysis.reference_standard import definite_reads, majority
from sacroread.analysis.reliability import Model, icc, icc_test
from sacroread.analysis.table import MISSING, contingency_table, two_by_two

TESTS = Path(__file__).resolve().parents[1]
BESIDE, COPY = TESTS.parents[1] / "shared" / "reference" / "stats", TESTS / "published" / "r_reference"
ROOT = Path(os.environ.get("SACROREAD_R_REFERENCE") or (BESIDE if BESIDE.is_dir() else COPY))
CASES = sorted(path.parent.name for path in ROOT.glob("*/expected.json"))
REPETITIONS = 10_000
SEED = 20260101
WEIGHTS = {"unweighted": Weights.NONE, "linear": Weights.LINEAR, "quadratic": Weights.QUADRATIC}
GWET = {"ac1": Weights.NONE, "ac2_linear": Weights.LINEAR, "ac2_quadratic": Weights.QUADRATIC}


def columns(case):
    with (ROOT / case / "data.csv").open() as file:
        header, *rows = csv.reader(file)
    return {name: [row[place] for row in rows] for place, name in enumerate(header)}


def reads_of(values):
    return np.array([int(float(value)) if value else MISSING for value in values])


def scores_of(values):
    return np.array([float(value) if value else math.nan for value in values])


def reads_matrix(data):
    return np.column_stack([reads_of(values) for name, values in data.items() if name != "case"])


def put(found, name, estimate, *ends):
    """Add an estimate's value, and its ends under the names given."""
    found[f"{name}.estimate"] = estimate.value
    found.update(zip((f"{name}.{end}" for end in ends), (estimate.low, estimate.high), strict=False))


def error_of(estimate, factor=1.959963984540054):
    return None if estimate.low is None else (estimate.high - estimate.low) / 2 / factor


def resampled(found, name, units, statistic, kinds=tuple(Kind)):
    """Add all ends by resampling, with 10,000 repetitions as the reference numbers ask."""
    values = replicates(units, statistic, Bootstrap(SEED, REPETITIONS))
    found[f"{name}.undefined_fraction"] = float(np.isnan(values).mean())
    defined = values[~np.isnan(values)]
    found[f"{name}.se"] = float(defined.std(ddof=1)) if defined.size > 1 else None
    for kind in kinds:
        for label, ties in (
            {"bca_boot": 0.0, "bca_midp": 0.5}.items() if kind is Kind.BCA else {str(kind): 0.5}.items()
        ):
            ends = interval(units, statistic, Bootstrap(SEED, REPETITIONS, kind), ties)
            found[f"{name}.{label}_lower"], found[f"{name}.{label}_upper"] = ends.low, ends.high


def beyond_chance(found, reads, levels):
    """Coefficients that kappa2 and multi have in common: Gwet, Brennan-Prediger, Krippendorff."""
    asked = {name: (Coefficient.GWET, weights) for name, weights in GWET.items()}
    asked["brennan_prediger"] = (Coefficient.BRENNAN_PREDIGER, Weights.NONE)
    gwet_like(found, reads, levels, asked)
    for metric in Metric:
        found[f"krippendorff_alpha.{metric}.estimate"] = krippendorff_alpha(reads, metric, levels).value


def gwet_like(found, reads, levels, asked):
    from scipy.special import stdtrit

    n = int((reads != MISSING).any(axis=1).sum())
    for name, (coefficient, weights) in asked.items():
        estimate = panel_agreement(reads, coefficient, levels, weights)
        found[f"{name}.estimate"] = estimate.value
        found[f"{name}.se"] = error_of(estimate, stdtrit(n - 1, 0.975) if n > 1 else math.nan)


def kappa2(data, params, wanted):
    reads, levels = reads_matrix(data), len(params["levels"])
    first, second = reads.T
    table = contingency_table(first, second, levels)
    found = {"n_pairs": int(table.sum())}
    for name, within in {"percent_agreement": 0, "percent_within_1": 1}.items():
        value = agreement(first, second, levels, within).value
        found[name] = None if value is None else 100 * value
    for name, weights in WEIGHTS.items():
        label, matrix = f"kappa.{name}", weights.matrix(levels)
        estimate = cohen_kappa(first, second, levels, weights)
        put(found, label, estimate, "ci_lower", "ci_upper")
        found[f"{label}.se"] = kappa_error(table, matrix)
        z = float(kappa_of(table, matrix)) / (kappa_null_error(table, matrix) or math.nan)
        found[f"{label}.z_null"], found[f"{label}.p_null"] = z, float(2 * ndtr(-abs(z)))
        pairs = pair_measure(None, pair_sample(first, second, levels), lambda t, m=matrix: kappa_of(t, m))
        if f"{label}.bootstrap.se" in wanted:
            resampled(found, f"{label}.bootstrap", pairs.drawn.units, pairs.drawn.statistic(pairs.of_totals))
    beyond_chance(found, complete_reads(reads, levels), levels)
    if levels == 2:
        mcnemar_tests(found, first, second)
    return found


def mcnemar_tests(found, first, second):
    b, c = (int(contingency_table(first, second, 2)[cell]) for cell in ((1, 0), (0, 1)))
    found["mcnemar.p_exact"] = mcnemar(first, second).value
    for suffix, less in {"": 0, "_corrected": 1}.items():
        found[f"mcnemar.chi2{suffix}"] = (
            (abs(b - c) - min(less, abs(b - c))) ** 2 / (b + c) if b + c else math.nan
        )
        found[f"mcnemar.p{suffix}"] = float(chdtrc(1, found[f"mcnemar.chi2{suffix}"]))


def multi(data, params, wanted):
    reads, levels = reads_matrix(data), len(params["levels"])
    complete = complete_reads(reads, levels)
    found = {"n_subjects": int((reads != MISSING).any(axis=1).sum()), "n_complete": len(complete)}
    for name, within in {"percent_agreement_all": 0, "percent_within_1_all": 1}.items():
        agree, n = all_agree(reads, levels, within)
        found[name] = 100 * agree / n
    fleiss = panel_agreement(complete, Coefficient.FLEISS, levels)
    found["fleiss_complete.estimate"] = fleiss.value
    z = (fleiss.value if fleiss.value is not None else math.nan) / (
        fleiss_null_error(reads, levels) or math.nan
    )
    found["fleiss_complete.z_null"], found["fleiss_complete.p_null"] = z, float(2 * ndtr(-abs(z)))
    found |= {
        f"fleiss_complete.category_{grade}": kappa.value
        for grade, kappa in enumerate(fleiss_by_grade(reads, levels))
    }
    for kind in (Kind.PERCENTILE, Kind.BASIC, Kind.NORMAL):
        how = Bootstrap(SEED, REPETITIONS, kind)
        estimate = panel_agreement(complete, Coefficient.FLEISS, levels, how=how)
        name = f"fleiss_complete.bootstrap.{kind}"
        found[f"{name}_lower"], found[f"{name}_upper"] = estimate.low, estimate.high
    found["fleiss_complete.bootstrap.se"] = error_of(estimate)
    found["conger_complete.estimate"] = conger_kappa(complete, levels).value
    found["conger_all.estimate"] = conger_kappa(reads, levels).value
    asked = {
        "fleiss_all": (Coefficient.FLEISS, Weights.NONE),
        "fleiss_all_quadratic": (Coefficient.FLEISS, Weights.QUADRATIC),
    }
    gwet_like(found, reads, levels, asked)
    beyond_chance(found, reads, levels)
    intraclass(found, reads, levels)
    pairwise(found, reads, complete, levels)
    return found


def intraclass(found, reads, levels):
    for model in Model:
        for of_mean, suffix in ((False, "1"), (True, "k")):
            put(
                found,
                f"icc{model.value}_{suffix}",
                icc(reads, model, of_mean, levels),
                "ci_lower",
                "ci_upper",
            )
        if found["n_complete"] > 1:
            name = f"icc{model.value}_1"
            found[f"{name}.F"], found[f"{name}.p"] = icc_test(reads, model, levels)


def pairwise(found, reads, complete, levels):
    for i, j in reader_pairs(reads.shape[1]):
        for name in ("unweighted", "quadratic"):
            kappa = cohen_kappa(reads[:, i], reads[:, j], levels, WEIGHTS[name])
            found[f"pairwise.{i + 1}_{j + 1}.kappa_{name}"] = kappa.value
    found["light_complete.estimate"] = light_kappa(complete, levels).value


def mny(data, params, wanted):
    readers = sorted({name.split("_")[0] for name in data if name != "case"})
    sides = [[reads_of(data[f"{reader}_{side}"]) for side in ("right", "left")] for reader in readers]
    definite = definite_reads(np.array(sides).transpose(2, 0, 1))
    central = majority(definite)
    found = {"majority": listed(central), "n_majority": int((central != MISSING).sum())}
    found["n_majority_positive"] = int((central == 1).sum())
    found["fleiss_complete"] = panel_agreement(complete_reads(definite, 2), Coefficient.FLEISS, 2).value
    for place, reader in enumerate(readers):
        own = definite[:, place]
        found |= {
            f"definite.{reader}": listed(own),
            f"n_definite.{reader}": int((own == 1).sum()),
            f"n_read.{reader}": int((own != MISSING).sum()),
            f"{reader}_vs_majority.kappa": cohen_kappa(own, central, 2).value,
            f"{reader}_vs_majority.sensitivity": share(Share.SENSITIVITY, own, central).value,
            f"{reader}_vs_majority.specificity": share(Share.SPECIFICITY, own, central).value,
        }
    for i, j in reader_pairs(len(readers)):
        kappa, exact = (f(definite[:, i], definite[:, j], 2) for f in (cohen_kappa, agreement))
        name = f"pairwise.{i + 1}_{j + 1}"
        found |= {
            f"{name}.kappa": kappa.value,
            f"{name}.n": kappa.n,
            f"{name}.percent_agreement": 100 * exact.value,
        }
    return found


def listed(reads):
    return [None if read == MISSING else int(read) for read in reads]


def diag2x2(data, params, wanted):
    test, truth = reads_of(data["test"]), reads_of(data["truth"])
    table = two_by_two(test, truth)
    found = {"tn": table.tn, "fn": table.fn, "fp": table.fp, "tp": table.tp}
    for what in Share:
        name = what.name.lower()
        counted, among = (int(count) for count in what.counted(table.table))
        found[f"{name}.x"], found[f"{name}.n"] = counted, among
        put(found, name, share(what, test, truth), "wilson_lower", "wilson_upper")
        exact = share(what, test, truth, closed_form=clopper_pearson)
        put(found, name, exact, "clopper_pearson_lower", "clopper_pearson_upper")
    for answer, name in ((1, "lr_positive"), (0, "lr_negative")):
        put(found, name, likelihood_ratio(answer, test, truth), "ci_lower", "ci_upper")
    put(found, "diagnostic_odds_ratio", odds_ratio(test, truth), "ci_lower", "ci_upper")
    found |= {what.name.lower(): summary(what, test, truth).value for what in Summary}
    found["kappa"] = cohen_kappa(test, truth, 2).value
    return found


def paired_binary(data, params, wanted):
    truth, *tests = (reads_of(data[name]) for name in ("truth", "test1", "test2"))
    found = {}
    for what in (Share.SENSITIVITY, Share.SPECIFICITY, Share.ACCURACY):
        name, result = what.name.lower(), paired_share(what, tuple(tests), truth)
        b, c, _ = discordant(what, tuple(tests), truth)
        found |= {
            f"{name}.test1": share(what, tests[0], truth).value,
            f"{name}.test2": share(what, tests[1], truth).value,
            f"{name}.difference": result.difference.value,
            f"{name}.tango_lower": result.difference.low,
            f"{name}.tango_upper": result.difference.high,
            f"{name}.b": b,
            f"{name}.c": c,
            f"{name}.mcnemar_p_exact": result.p.value,
        }
        if b + c:
            found[f"{name}.mcnemar_chi2"] = (b - c) ** 2 / (b + c)
            found[f"{name}.mcnemar_p"] = float(chdtrc(1, found[f"{name}.mcnemar_chi2"]))
    return found


def roc(data, params, wanted):
    truth, scores = reads_of(data["truth"]), scores_of(data["score"])
    points, area = curve(truth, scores), auroc(truth, scores)
    found = {"n_positive": points.positives, "n_negative": points.negatives}
    put(found, "auc", area, "delong_ci_lower", "delong_ci_upper")
    if not (points.positives and points.negatives):
        return found
    found["auc.delong_se"] = float(np.sqrt(delong_covariance([placements(*known(truth, scores))])[0, 0]))
    found["aucpr.average_precision"] = average_precision(points)
    found["aucpr.trapezoid"] = precision_recall_trapezoid(points)
    found["aucpr.integral"] = precision_recall_integral(points)
    best = youden(points)
    found["youden.J"] = float(points.sensitivity[best] + points.specificity[best] - 1)
    found["youden.cutoffs"] = float(points.cut_offs[best])
    for target in (0.8, 0.9, 0.95, 1):
        operating(found, points, f"max_spec_at_sens_{target:g}", most_specific(points, target))
        operating(found, points, f"max_sens_at_spec_{target:g}", most_sensitive(points, target))
    if "auc.bootstrap.se" not in wanted:
        return found
    cells = area_cells(*known(truth, scores))
    resampled(found, "auc.bootstrap", Units(cells.counts), cells.area)
    strata = (cells.counts.size - cells.ends[0].size, cells.ends[0].size)
    resampled(found, "auc.bootstrap_stratified", Units(cells.counts, strata), cells.area, (Kind.PERCENTILE,))
    return found


def operating(found, points, name, place):
    found |= {
        f"{name}.cutoff": float(points.cut_offs[place]),
        f"{name}.tp": int(points.tp[place]),
        f"{name}.fp": int(points.fp[place]),
        f"{name}.sensitivity": float(points.sensitivity[place]),
        f"{name}.specificity": float(points.specificity[place]),
    }


def roc_paired(data, params, wanted):
    truth, scores = reads_of(data["truth"]), (scores_of(data["score1"]), scores_of(data["score2"]))
    places = [placements(*known(truth, score)) for score in scores]
    result, error = paired_areas(scores, truth), difference_error(places)
    found = {f"auc{number}": auroc(truth, score).value for number, score in enumerate(scores, 1)}
    found |= {
        "auc_difference": result.difference.value,
        "delong.se_difference": error,
        "delong.covariance": float(delong_covariance(places)[0, 1]),
        "delong.z": result.difference.value / error if error else 0.0,
        "delong.p": result.p.value,
        "delong.ci_lower": result.difference.low,
        "delong.ci_upper": result.difference.high,
    }
    for kind in (Kind.PERCENTILE, Kind.BASIC, Kind.NORMAL):
        estimate = paired_areas(scores, truth, Bootstrap(SEED, REPETITIONS, kind)).difference
        name = f"auc_difference.bootstrap.{kind}"
        found[f"{name}_lower"], found[f"{name}_upper"] = estimate.low, estimate.high
    found["auc_difference.bootstrap.se"] = error_of(estimate)
    return found


def mrmc(data, params, wanted):
    places = [np.unique(data[name], return_inverse=True) for name in ("treatment", "reader", "case")]
    shape = tuple(names.size for names, _ in places)
    ratings, truth = np.full(shape, math.nan), np.zeros(shape[2], int)
    where = tuple(inverse for _, inverse in places)
    ratings[where], truth[where[2]] = scores_of(data["rating"]), reads_of(data["truth"])
    found = {}
    for covariance, name in (
        (multireader.Covariance.JACKKNIFE, "jackknife"),
        (multireader.Covariance.DELONG, "delong"),
    ):
        study = multireader.anova(truth, ratings, covariance)
        components(found, f"{name}.or", study)
        inferred(found, f"{name}.rrrc", multireader.infer(study, multireader.Scope.READERS_AND_CASES), study)
        inferred(found, f"{name}.frrc", multireader.infer(study, multireader.Scope.CASES), study)
        if covariance is multireader.Covariance.JACKKNIFE:
            inferred(found, "rrfc", multireader.infer(study, multireader.Scope.READERS), study)
            for i, j in np.ndindex(study.areas.shape):
                found[f"reader_auc.t{i + 1}_r{j + 1}"] = float(study.areas[i, j])
                found[f"reader_auc.t{i + 1}_r{j + 1}.jackknife_se"] = math.sqrt(study.covariances[i, j, i, j])
    return found


def components(found, name, study):
    error, cov1 = study.covariance(True, True), study.covariance(False, True)
    cov3 = study.covariance(False, False)
    found |= {
        f"{name}.var_error": error,
        f"{name}.cov1": cov1,
        f"{name}.cov2": study.covariance(True, False),
        f"{name}.cov3": cov3,
        f"{name}.var_treatment_reader": study.var_interaction,
        f"{name}.var_reader": study.var_readers,
    }


def inferred(found, name, result, study):
    df1, df2 = result.df
    found |= {f"{name}.test.ms_t": study.ms_conditions, f"{name}.test.ms_tr": study.ms_interaction}
    found[f"{name}.test.p"] = result.p.value
    if math.isinf(df2):
        found |= {f"{name}.test.chi2": result.statistic, f"{name}.test.df": df1}
    else:
        found |= {
            f"{name}.test.F": result.statistic,
            f"{name}.test.df1": df1,
            f"{name}.test.df2": df2,
            f"{name}.test.denominator": study.ms_conditions / result.statistic,
        }
    for (i, j), contrast in result.differences.items():
        contrasted(found, f"{name}.diff_{i + 1}_{j + 1}", contrast)
    for i, contrast in enumerate(result.areas):
        contrasted(found, f"{name}.treatment_{i + 1}", contrast)


def contrasted(found, name, contrast):
    put(found, name, contrast.estimate, "ci_lower", "ci_upper")
    letter = "z" if math.isinf(contrast.df) else "t"
    found |= {
        f"{name}.se": contrast.error,
        f"{name}.df": contrast.df,
        f"{name}.{letter}": contrast.statistic,
        f"{name}.p": contrast.p.value,
    }


FAMILIES = {
    "kappa2": kappa2,
    "multi": multi,
    "mny": mny,
    "diag2x2": diag2x2,
    "paired_binary": paired_binary,
    "roc": roc,
    "roc_paired": roc_paired,
    "mrmc": mrmc,
}


def number(value):
    if isinstance(value, float) and math.isnan(value):
        return None
    return {"Inf": math.inf, "-Inf": -math.inf}.get(value, value) if isinstance(value, str) else value


def same(found, wanted, tolerance):
    found, wanted = number(found), number(wanted)
    if isinstance(wanted, list):
        return (
            isinstance(found, list)
            and len(found) == len(wanted)
            and all(same(f, w, tolerance) for f, w in zip(found, wanted, strict=True))
        )
    if found is None or wanted is None or math.isinf(wanted) or math.isinf(found):
        return found == wanted
    return abs(found - wanted) <= tolerance * max(1.0, abs(wanted))


def agrees(item, found):
    wanted = item["value"] if item.get("compare") == "any_of" else [item["value"]]
    return any(same(found, value, item["abs_tol"]) for value in wanted)


@pytest.mark.parametrize("case", CASES)
def test_every_quantity_of_a_case_equals_r(case, record_property):
    fixture = json.loads((ROOT / case / "expected.json").read_text())
    wanted = fixture["expected"]
    names = {item["quantity"] for item in wanted}
    found = FAMILIES[fixture["family"]](columns(case), fixture["params"], names)
    missing = [item["quantity"] for item in wanted if item["quantity"] not in found]
    wrong = [
        (item["quantity"], found[item["quantity"]], item["value"], item["abs_tol"])
        for item in wanted
        if item["quantity"] in found and not agrees(item, found[item["quantity"]])
    ]
    record_property("equal to R", len(wanted) - len(missing) - len(wrong))
    record_property("asked of R", len(wanted))
    assert not missing
    assert not wrong


def test_all_cases_of_the_index_are_run():
    listed_cases = [case["id"] for case in json.loads((ROOT / "index.json").read_text())["cases"]]
    assert sorted(listed_cases) == CASES
    assert CASES
