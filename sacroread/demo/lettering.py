"""Letters for the side marker and for the word that marks a phantom: a font of five by seven dots."""

import numpy as np
from numpy.typing import NDArray

FONT = {
    "C": (".###.", "#...#", "#....", "#....", "#....", "#...#", ".###."),
    "E": ("#####", "#....", "#....", "####.", "#....", "#....", "#####"),
    "H": ("#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"),
    "I": (".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."),
    "L": ("#....", "#....", "#....", "#....", "#....", "#....", "#####"),
    "N": ("#...#", "##..#", "#.#.#", "#.#.#", "#..##", "#...#", "#...#"),
    "R": ("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"),
    "S": (".####", "#....", "#....", ".###.", "....#", "....#", "####."),
    "T": ("#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."),
    "Y": ("#...#", "#...#", ".#.#.", "..#..", "..#..", "..#..", "..#.."),
}


def lettering(word: str, dot_px: int) -> NDArray[np.bool_]:
    """Return a word as an upright picture, (7 * dot_px, 6 * letters * dot_px) bool."""
    rows = ["".join(FONT[letter][row] + "." for letter in word) for row in range(7)]
    dots = np.array([[dot == "#" for dot in row] for row in rows])
    return np.kron(dots, np.ones((dot_px, dot_px), dtype=bool))
