"""Making a model bundle: curated set, recipe, fit, evaluation, export."""
