"""The study file: append-only reads on disk."""
