"""Stands for `torchvision._meta_registrations` in the frozen program, whose operators are left out."""
