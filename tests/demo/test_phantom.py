"""A phantom and the facts about it."""

import numpy as np
import pytest

from sacroread.demo import variety
from sacroread.demo.phantom import phantom
from sacroread.errors import SacroReadError
from sacroread.study.model import Grade, Lesion, Side

MIXED = {Side.RIGHT: Grade.UNEQUIVOCAL, Side.LEFT: Grade.NORMAL}
SMALL = (150, 180)


def test_a_seed_gives_identical_bytes():
    one, other = (phantom(17, MIXED, SMALL) for _ in range(2))
    assert one.stored.tobytes() == other.stored.tobytes()
    assert one.joint_outlines[Side.LEFT].tolist() == other.joint_outlines[Side.LEFT].tolist()


def test_another_seed_gives_another_patient():
    assert phantom(17, MIXED, SMALL).stored.tobytes() != phantom(18, MIXED, SMALL).stored.tobytes()


def test_the_patients_right_joint_lies_on_the_pictures_left(films):
    for film in films[Grade.NORMAL]:
        right, left = (film.joint_outlines[side][:, 0].mean() for side in Side)
        assert right < film.stored.shape[1] / 2 < left


def test_a_lesion_on_the_right_changes_the_pictures_left_only(grey):
    clear = phantom(23, dict.fromkeys(Side, Grade.NORMAL), (300, 360))
    fused = phantom(23, {Side.RIGHT: Grade.ANKYLOSIS, Side.LEFT: Grade.NORMAL}, (300, 360))
    change = np.abs(grey(clear) - grey(fused))
    boxes = {side: _box(clear.joint_outlines[side]) for side in Side}
    assert change[boxes[Side.RIGHT]].mean() > 4 * change[boxes[Side.LEFT]].mean()


def test_away_from_the_joints_the_picture_does_not_tell_the_grade(films, grey):
    for clear, eroded in zip(films[Grade.NORMAL], films[Grade.UNEQUIVOCAL], strict=True):
        away = np.ones(clear.stored.shape, dtype=bool)
        for side in Side:
            away[_box(clear.joint_outlines[side], margin=12)] = False
        change = np.abs(grey(clear) - grey(eroded))
        assert change[away].mean() < 2.5  # grey levels of 255: the processing looks at the whole picture
        assert change[~away].mean() > 2 * change[away].mean()


def test_distractors_do_not_depend_on_the_grades(films):
    for patient in zip(*films.values(), strict=True):
        assert len({film.distractors for film in patient}) == 1


def test_lesions_are_those_that_the_grade_is_made_of(films):
    for film in films[Grade.NORMAL] + films[Grade.SUSPICIOUS]:
        assert film.lesions == dict.fromkeys(Side, frozenset())
    for film in films[Grade.MINIMAL]:
        for side in Side:
            assert film.lesions[side] <= {Lesion.EROSION, Lesion.SCLEROSIS}
            assert film.lesions[side]
    for film in films[Grade.UNEQUIVOCAL]:
        assert all(Lesion.EROSION in film.lesions[side] for side in Side)
    for film in films[Grade.ANKYLOSIS]:
        assert all(film.lesions[side] == {Lesion.ANKYLOSIS} for side in Side)


def test_acquisitions_differ_as_in_a_study_of_many_sites():
    rooms = [variety.room(np.random.default_rng(k)) for k in range(200)]
    assert {room.photometric for room in rooms} == {"MONOCHROME1", "MONOCHROME2"}
    assert {room.bits_stored for room in rooms} == {10, 12, 14, 16}
    assert 0.5 < np.mean([room.has_window for room in rooms]) < 0.9
    assert 0.1 < np.mean([room.photometric == "MONOCHROME1" for room in rooms]) < 0.5


def test_stored_values_fill_the_bits_that_are_stated(films):
    for film in films[Grade.NORMAL]:
        assert 0.8 * 2**film.bits_stored < film.stored.max() < 2**film.bits_stored


def test_a_poor_film_shows_less_of_the_joint_line_than_a_good_one_of_the_same_patient(films, grey):
    for seed, good in enumerate(films[Grade.NORMAL][:1], start=4000):
        poor = phantom(seed, dict.fromkeys(Side, Grade.NORMAL), good.stored.shape, is_poor=True)
        assert poor.is_poor
        assert _edges(grey(poor)) < 0.5 * _edges(grey(good))


def test_a_size_that_is_not_made_is_refused_in_words():
    with pytest.raises(SacroReadError, match="50 x 60 pixels"):
        phantom(1, MIXED, (50, 60))


def _box(outline, margin=0):
    low, high = outline.min(axis=0).astype(int) - margin, outline.max(axis=0).astype(int) + margin + 1
    return slice(low[1], high[1]), slice(low[0], high[0])


def _edges(picture):
    """Strength of sharp upright structure about the joints, noise averaged, against all contrast."""
    middle = picture[80:190, 90:270].reshape(11, 10, 180).mean(axis=1)
    return np.abs(np.diff(middle, n=2, axis=1)).mean() / picture.std()
