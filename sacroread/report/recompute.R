# Computes the main numbers of this dossier again, with R alone: irr (kappa) and pROC (areas).
# Run it in the dossier's folder:  Rscript recompute.R
# It reads data/cases.csv, data/cut_offs.csv and data/expected.csv, prints both numbers of every estimate
# that it knows how to compute, and ends with status 1 when one differs.
# Where irr or pROC is not installed it says so: kappa then comes from its formula, and areas are left out.
has_irr <- requireNamespace("irr", quietly = TRUE)
has_proc <- requireNamespace("pROC", quietly = TRUE)
cat(sprintf("irr: %s, pROC: %s\n", if (has_irr) packageVersion("irr") else "not installed",
            if (has_proc) packageVersion("pROC") else "not installed"))

cases <- read.csv("data/cases.csv", check.names = FALSE, colClasses = c(case_id = "character"))
cut_offs <- read.csv("data/cut_offs.csv", colClasses = c(key = "character"))
expected <- read.csv("data/expected.csv", colClasses = c(name = "character"))
tolerance <- 1e-6

# A column of 0 and 1: a reader, the reference standard, or the second reader at a cut-off (probability >= it).
answers <- function(about) {
  if (length(about) == 2 && about[1] == "second_reader" && about[2] %in% cut_offs$key)
    return(as.integer(cases$second_reader >= cut_offs$cut_off[cut_offs$key == about[2]]))
  if (length(about) == 1 && about != "second_reader" && about %in% names(cases)) cases[[about]] else NULL
}

# Two columns, the last word naming the second one.
two_answers <- function(about) {
  first <- answers(head(about, -1)); second <- answers(tail(about, 1))
  if (is.null(first) || is.null(second)) NULL else na.omit(data.frame(first, second))
}

# The grades of two readers on one side of the patient, or on both.
two_grades <- function(about) {
  sides <- if (tail(about, 1) == "both") c("right", "left") else tail(about, 1)
  columns <- lapply(head(about, -1), function(reader) paste(reader, sides, sep = "."))
  if (length(columns) != 2 || !all(unlist(columns) %in% names(cases))) return(NULL)
  na.omit(data.frame(first = unlist(cases[columns[[1]]]), second = unlist(cases[columns[[2]]])))
}

# Cohen's kappa over a whole scale: the levels, and weights that fall with the power of the distance.
kappa_of <- function(pairs, levels, power) {
  observed <- table(factor(pairs$first, levels), factor(pairs$second, levels)) / nrow(pairs)
  distance <- abs(outer(levels, levels, "-") / max(levels))
  weights <- if (power == 0) diag(length(levels)) else 1 - distance^power
  by_chance <- sum(weights * outer(rowSums(observed), colSums(observed)))
  (sum(weights * observed) - by_chance) / (1 - by_chance)
}

# irr takes its scale from the answers that occur, so it is asked only where both readers used both.
definite_kappa <- function(pairs) {
  is_whole <- all(vapply(pairs, function(column) all(0:1 %in% column), logical(1)))
  if (has_irr && is_whole) irr::kappa2(pairs)$value else kappa_of(pairs, 0:1, 0)
}

share <- function(test, among, hit) {
  known <- !is.na(test) & !is.na(cases$reference)
  mean((test == hit)[known & among])
}

area <- function() pROC::roc(cases$reference, cases$second_reader, levels = c(0, 1), direction = "<", quiet = TRUE)

of_pairs <- function(about, statistic, pairs_of = two_answers) {
  pairs <- pairs_of(about)
  if (is.null(pairs) || nrow(pairs) == 0) NULL else statistic(pairs)
}

of_test <- function(about, statistic) {
  test <- answers(about)
  if (is.null(test) || !"reference" %in% names(cases)) NULL else statistic(test)
}

of_area <- function(about, statistic) if (has_proc && identical(about, "second_reader")) statistic(area()) else NULL

computed <- function(quantity, about) switch(quantity,
  kappa = of_pairs(about, definite_kappa),
  agreement = of_pairs(about, function(pairs) mean(pairs$first == pairs$second)),
  pabak = of_pairs(about, function(pairs) 2 * mean(pairs$first == pairs$second) - 1),
  discordant = of_pairs(about, function(pairs) mean(pairs$first != pairs$second)),
  kappa_linear = of_pairs(about, function(pairs) kappa_of(pairs, 0:4, 1), two_grades),
  kappa_quadratic = of_pairs(about, function(pairs) kappa_of(pairs, 0:4, 2), two_grades),
  same_grade = of_pairs(about, function(pairs) mean(pairs$first == pairs$second), two_grades),
  within_one_grade = of_pairs(about, function(pairs) mean(abs(pairs$first - pairs$second) <= 1), two_grades),
  share_definite = of_test(about, function(test) mean(test, na.rm = TRUE)),
  sensitivity = of_test(about, function(test) share(test, cases$reference %in% 1, 1)),
  specificity = of_test(about, function(test) share(test, cases$reference %in% 0, 0)),
  ppv = of_test(about, function(test) share(cases$reference, test %in% 1, 1)),
  npv = of_test(about, function(test) share(cases$reference, test %in% 0, 0)),
  auroc = of_area(about, function(roc) as.numeric(pROC::auc(roc))),
  auroc_delong = of_area(about, function(roc) as.numeric(pROC::ci.auc(roc, method = "delong"))[c(2, 1, 3)]),
  NULL
)

differs <- 0; known <- 0
for (row in seq_len(nrow(expected))) {
  words <- strsplit(expected$name[row], ".", fixed = TRUE)[[1]]
  again <- computed(words[1], words[-1])
  if (is.null(again)) next
  here <- as.numeric(expected[row, c("value", "low", "high")])[seq_along(again)]
  is_same <- all(is.finite(again) & is.finite(here)) && all(abs(again - here) <= tolerance)
  known <- known + 1; differs <- differs + !is_same
  cat(sprintf("%-60s %12.8f %12.8f  %s\n", expected$name[row], here[1], again[1], if (is_same) "same" else "DIFFERS"))
}
cat(sprintf("%d of %d estimates computed again, %d differ by more than %g\n", known, nrow(expected), differs, tolerance))
if (differs > 0) quit(status = 1)
