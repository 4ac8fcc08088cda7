"""Synthetic radiographs with known grades, and the demo study made of them."""
