"""From reads to estimates: agreement, accuracy, curves, intervals."""
