"""What the numbers of a dossier are drawn with, in the window as on the command line."""

# Not the study's own seed: a dossier names its seed, and readers who get to see it would know the decoys.
SEED = 2020
