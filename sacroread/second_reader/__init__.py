"""From a model bundle to a prediction and its heatmap."""
