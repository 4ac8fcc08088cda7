import csv

import numpy as np
import pytest
import tifffile

ROWS, COLS = 96, 144


def _table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _picture(number, is_definite):
    """Two grey joints on noise; in definite cases they are speckled."""
    rng = np.random.default_rng(number)
    picture = rng.normal(20000, 1500, (ROWS, COLS))
    for left in (30, 94):
        joint = picture[30:66, left : left + 20]
        joint += 9000 if not is_definite else rng.choice([-12000, 24000], joint.shape)
    return np.clip(picture, 0, 65535).astype(np.uint16)


@pytest.fixture
def cases():
    """Rows of cases.csv, and which of them are definite; two cases per patient."""
    rows = [
        {"case_id": f"C{n:02d}", "patient_id": f"P{n // 2:02d}", "file": f"{n:02d}.tiff"} for n in range(32)
    ]
    return rows, {row["case_id"]: number // 2 % 2 == 0 for number, row in enumerate(rows)}


@pytest.fixture
def source(tmp_path, cases):
    """A folder with radiographs, cases.csv, reference.csv and joints.csv."""
    rows, definite = cases
    folder = tmp_path / "source"
    folder.mkdir()
    for number, row in enumerate(rows):
        tifffile.imwrite(
            folder / row["file"], _picture(number, definite[row["case_id"]]), photometric="minisblack"
        )
    _table(folder / "cases.csv", rows)
    _table(
        folder / "reference.csv",
        [{"case_id": c, "definite": int(d), "origin": "majority"} for c, d in definite.items()],
    )
    _table(
        folder / "joints.csv",
        [
            {"case_id": row["case_id"], "side": side, "x": x, "y": 30, "width": 20, "height": 36}
            for row in rows
            for side, x in (("right", 30), ("left", 94))
        ],
    )
    return folder


@pytest.fixture
def rewrite():
    """Write a table anew."""
    return _table


@pytest.fixture
def recipe_text():
    from training.recipe import load_recipe

    text = load_recipe("quick").text
    for before, after in (
        ("rows = 224", "rows = 64"),
        ("cols = 320", "cols = 96"),
        ("batch = 16", "batch = 8"),
        (" epochs = 9", " epochs = 3"),
    ):
        assert before in text
        text = text.replace(before, after)
    lines = ['crop = "whole"' if line.startswith("crop = ") else line for line in text.splitlines()]
    part = "part = { left = 0.0, top = 0.0, right = 1.0, bottom = 1.0 }"
    return "\n".join(part if line.startswith("part = ") else line for line in lines) + "\n"
