"""The first window and the first crop, whatever lies around the anatomy."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from sacroread.demo import film, variety
from sacroread.demo import phantom as phantoms
from sacroread.demo.phantom import phantom
from sacroread.demo.rays import Grid, lengths
from sacroread.imaging.autowindow import automatic_window, first_window, preset_windows, proposed_crop
from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import Radiograph, Rescale, load
from sacroread.paths import resource
from sacroread.study.model import Grade, Presentation, Side, Window

SPACING = (0.6, 0.6)
WHITE, BLACK = 4000, 0


def radiograph_of(attenuation, **facts):
    stored = np.clip(np.rint(attenuation), 0, 4095).astype(np.uint16)
    return Radiograph(stored, "MONOCHROME2", 12, **{"pixel_spacing_mm": SPACING, **facts})


def change_percent(before, after):
    return 100 * max(abs(after.center - before.center), abs(after.width - before.width)) / before.width


def blades(picture, share, grey, degrees=0.0):
    """Collimator blades over the outer `share` of each side."""
    rows, cols = picture.shape
    y, x = round(rows * share), round(cols * share)
    is_open = np.zeros(picture.shape)
    is_open[y : rows - y, x : cols - x] = 1
    is_open = ndimage.rotate(is_open, degrees, reshape=False, order=0) > 0
    scatter = np.random.default_rng(3).normal(0, 10, picture.shape)
    return np.where(is_open, picture, np.clip(grey + scatter, 0, 4095))


def padded(picture, share, grey):
    rows, cols = picture.shape
    return np.pad(picture, ((round(rows * share),) * 2, (round(cols * share),) * 2), constant_values=grey)


def with_letter(picture, grey=WHITE):
    """A letter L of lead, 8 % of the height, in the upper corner of the field."""
    picture, size = picture.copy(), picture.shape[0] // 12
    picture[size : 2 * size, size : size + size // 4] = grey
    picture[2 * size - size // 4 : 2 * size, size : size + size // 2] = grey
    return picture


def real_radiographs(dicom_folder, knee_folder):
    paths = [*sorted(dicom_folder.glob("dx_pelvis*.dcm"))[1:], *sorted(knee_folder.glob("*.png"))[:6]]
    for path in paths:
        stored = load(path).stored.astype(float) * 12  # to 12 bits, so that blades can be brighter
        yield path.name, stored + 400, (350 / min(stored.shape),) * 2


@pytest.mark.parametrize("grey", [WHITE, BLACK])
@given(share=st.floats(0.02, 0.14))
@settings(max_examples=12, deadline=None)
def test_a_collimation_border_changes_the_window_by_less_than_two_percent(simple_pelvis, share, grey):
    plain = automatic_window(radiograph_of(simple_pelvis[0]))
    for border in (blades, padded):
        window = automatic_window(radiograph_of(border(simple_pelvis[0], share, grey)))
        assert change_percent(plain, window) < 2


@pytest.mark.parametrize("degrees", [-4, 3])
def test_tilted_blades_change_the_window_by_less_than_two_percent(simple_pelvis, degrees):
    plain = automatic_window(radiograph_of(simple_pelvis[0]))
    tilted = blades(simple_pelvis[0], 0.1, WHITE, degrees)
    assert change_percent(plain, automatic_window(radiograph_of(tilted))) < 2


def test_a_letter_changes_the_window_by_less_than_two_percent(simple_pelvis):
    plain = automatic_window(radiograph_of(simple_pelvis[0]))
    assert change_percent(plain, automatic_window(radiograph_of(with_letter(simple_pelvis[0])))) < 2


def test_a_hip_prosthesis_changes_the_window_by_less_than_two_percent(simple_pelvis):
    metal = simple_pelvis[0].copy()
    metal[390:470, 140:190] = WHITE
    plain = automatic_window(radiograph_of(simple_pelvis[0]))
    assert change_percent(plain, automatic_window(radiograph_of(metal))) < 2


def test_borders_and_letters_hardly_change_the_window_of_real_radiographs(dicom_folder, knee_folder):
    for name, picture, spacing in real_radiographs(dicom_folder, knee_folder):
        plain = automatic_window(radiograph_of(picture, pixel_spacing_mm=spacing))
        for changed in (blades(picture, 0.08, WHITE), padded(picture, 0.1, BLACK), with_letter(picture)):
            window = automatic_window(radiograph_of(changed, pixel_spacing_mm=spacing))
            assert change_percent(plain, window) < 2, name


@pytest.mark.parametrize("grey", [WHITE, BLACK])
def test_without_a_spacing_blades_and_declared_padding_still_do_not_count(simple_pelvis, grey):
    plain = automatic_window(radiograph_of(simple_pelvis[0], pixel_spacing_mm=None))
    covered = radiograph_of(blades(simple_pelvis[0], 0.1, grey), pixel_spacing_mm=None)
    added = radiograph_of(padded(simple_pelvis[0], 0.1, 4095), pixel_spacing_mm=None, padding=(4095, 4095))
    for radiograph in (covered, added):
        assert change_percent(plain, automatic_window(radiograph)) < 2


@pytest.mark.parametrize("grey", [WHITE, BLACK])
@given(share=st.floats(0.005, 0.04))
@settings(max_examples=8, deadline=None)
def test_without_a_spacing_a_drawn_border_hardly_counts_whether_it_covers_or_extends(
    simple_pelvis, share, grey
):
    picture = simple_pelvis[0]
    plain = automatic_window(radiograph_of(picture, pixel_spacing_mm=None))
    rows, cols = (round(size * share) for size in picture.shape)
    covered = np.full(picture.shape, grey)
    covered[rows : picture.shape[0] - rows, cols : picture.shape[1] - cols] = picture[
        rows : picture.shape[0] - rows, cols : picture.shape[1] - cols
    ]
    for changed in (covered, padded(picture, share, grey)):
        window = automatic_window(radiograph_of(changed, pixel_spacing_mm=None))
        assert change_percent(plain, window) < 2


@pytest.mark.parametrize("is_put_around", [True, False])
def test_without_a_spacing_a_border_of_four_percent_hardly_moves_the_window_of_the_demo(is_put_around):
    changes = []
    for path in sorted(resource("demo/radiographs").glob("*.dcm"))[::2]:
        plain = replace(load(path), pixel_spacing_mm=None)
        rows, cols = (round(0.04 * size) for size in plain.stored.shape)
        inner = plain.stored[rows:-rows, cols:-cols]
        around = ((rows, rows), (cols, cols))
        bordered = replace(plain, stored=np.pad(plain.stored if is_put_around else inner, around))
        changes.append(change_percent(automatic_window(plain), automatic_window(bordered)))
    assert np.median(changes) < 1
    assert np.percentile(changes, 75) < 2


@pytest.mark.parametrize("seed", [3, 6])
def test_on_phantoms_borders_do_not_move_the_window_and_the_crop_holds_both_joints(seed):
    made = phantom(seed, {Side.RIGHT: Grade.NORMAL, Side.LEFT: Grade.UNEQUIVOCAL}, (250, 300))
    facts = {"pixel_spacing_mm": (made.pixel_spacing,) * 2}
    radiograph = Radiograph(made.stored, made.photometric, made.bits_stored, **facts)
    plain = automatic_window(radiograph)
    for share in (0.05, 0.1):
        covered = blades(made.stored, share, 0).astype(np.uint16)
        changed = Radiograph(covered, made.photometric, made.bits_stored, **facts)
        assert change_percent(plain, automatic_window(changed)) < 2
    crop = proposed_crop(radiograph)
    for outline in made.joint_outlines.values():
        inside = (outline >= [crop.x, crop.y]) & (outline <= [crop.x + crop.width, crop.y + crop.height])
        assert inside.all()


def test_declared_padding_does_not_count(simple_pelvis):
    plain = automatic_window(radiograph_of(simple_pelvis[0]))
    half = simple_pelvis[0].copy()
    half[:, ::3] = 4095
    assert change_percent(plain, automatic_window(radiograph_of(half, padding=(4095, 4095)))) < 2


def test_the_window_shows_bone_bright_and_soft_tissue_grey(simple_pelvis):
    attenuation, is_bone = simple_pelvis
    screen = to_screen(radiograph_of(attenuation), Presentation())
    dense = is_bone & (attenuation > 2200)
    assert np.median(screen[dense]) > 170
    assert (screen[dense] == 255).mean() < 0.05
    assert np.median(screen[:, :10]) < 10  # air


def test_monochrome1_looks_like_the_same_picture_in_monochrome2(simple_pelvis):
    plain = radiograph_of(simple_pelvis[0])
    turned = Radiograph(4095 - plain.stored, "MONOCHROME1", 12, pixel_spacing_mm=SPACING)
    screens = [to_screen(radiograph, Presentation()).astype(int) for radiograph in (plain, turned)]
    assert np.abs(screens[0] - screens[1]).max() <= 1
    assert proposed_crop(plain) == proposed_crop(turned)


@pytest.mark.parametrize("slope", [0.001, 30.0, -1.0])
def test_the_window_fits_whatever_the_rescaled_units(simple_pelvis, slope):
    attenuation = simple_pelvis[0] if slope > 0 else 4095 - simple_pelvis[0]
    plain = to_screen(radiograph_of(simple_pelvis[0]), Presentation())
    scaled = to_screen(radiograph_of(attenuation, rescale=Rescale(slope, -1.0)), Presentation())
    assert np.abs(plain.astype(int) - scaled).max() <= 1


def test_presets_for_bone_and_joint_show_less_of_the_range_than_the_automatic_window(simple_pelvis):
    for photometric in ("MONOCHROME1", "MONOCHROME2"):
        stored = np.rint(simple_pelvis[0]).astype(np.uint16)
        stored = 4095 - stored if photometric == "MONOCHROME1" else stored
        radiograph = Radiograph(stored, photometric, 12, pixel_spacing_mm=SPACING)
        automatic, presets = automatic_window(radiograph), preset_windows(radiograph)
        assert presets["joint"].width < presets["bone"].width < automatic.width
        for preset in presets.values():
            assert abs(preset.center - automatic.center) < automatic.width / 2


def test_a_picture_of_one_grey_is_shown_as_the_middle_grey():
    blank = Radiograph(np.full((9, 9), 77, np.uint8), "MONOCHROME2", 8)
    assert set(to_screen(blank, Presentation()).ravel()) == {128}


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (3, 2)])
def test_the_smallest_pictures_have_a_window_and_a_crop(shape):
    radiograph = Radiograph(np.arange(np.prod(shape), dtype=np.uint16).reshape(shape), "MONOCHROME1", 16)
    assert automatic_window(radiograph).width > 0
    crop = proposed_crop(radiograph)
    assert crop.width >= 1
    assert crop.x + crop.width <= shape[1]
    assert crop.height >= 1
    assert crop.y + crop.height <= shape[0]


def test_a_reader_starts_from_the_files_own_linear_window():
    stored = np.arange(100, dtype=np.uint16).reshape(10, 10)
    assert first_window(Radiograph(stored, "MONOCHROME2", 12, windows=(Window(5, 9),))) == Window(5, 9)


def test_an_exact_window_of_the_file_is_written_as_the_same_linear_one():
    stored = np.arange(256, dtype=np.uint8).reshape(16, 16)
    exact = Radiograph(stored, "MONOCHROME2", 8, windows=(Window(100, 60),), voi_function="LINEAR_EXACT")
    assert np.array_equal(
        to_screen(exact, Presentation()), to_screen(exact, Presentation(first_window(exact)))
    )


def test_the_proposed_crop_leaves_out_borders_and_air_but_never_bone(simple_pelvis):
    attenuation, is_bone = simple_pelvis
    for share, grey in ((0.0, BLACK), (0.05, WHITE), (0.12, BLACK)):
        changed = padded(attenuation, share, grey)
        bone = padded(is_bone, share, 0) > 0
        crop = proposed_crop(radiograph_of(changed))
        inside = np.zeros(changed.shape, bool)
        inside[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width] = True
        assert not (bone & ~inside).any()
        assert crop.width * crop.height <= 0.95 * attenuation.size


def bones_of(seed, grades, size):
    """Where rays cross each bone of a phantom, and where its shutters are open: (rows, cols) bool each."""
    subject, on = phantoms._subject(seed, grades), phantoms.picture_grid(size)
    every_third, bones = Grid(on.u[::3], on.v[::3]), phantoms._bones(subject)
    solids = {"pelvis": (-95, 130), "spine": (-10, 100), "femora": (-40, 55)}
    crossed = {
        name: lengths(getattr(bones, name), every_third, np.arange(*depths, 5.0), subject.pose).whole > 1
        for name, depths in solids.items()
    }
    room = variety.room(phantoms._stream(seed, "room"))
    is_open = film.collimated(np.ones(size, np.float32), on, room) > 0.5
    fine = {name: bone.repeat(3, 0).repeat(3, 1)[: size[0], : size[1]] for name, bone in crossed.items()}
    return fine, is_open


@pytest.mark.parametrize("seed", [5009, 5041, 5048, 5051])
def test_the_proposed_crop_never_cuts_a_bone_of_a_phantom_that_can_be_seen(seed):
    size, grades = (180, 216), {Side.RIGHT: Grade.SUSPICIOUS, Side.LEFT: Grade.MINIMAL}
    made, (bones, is_open) = phantom(seed, grades, size), bones_of(seed, grades, size)
    crop = proposed_crop(Radiograph(made.stored, made.photometric, made.bits_stored))
    is_outside = np.ones(size, bool)
    is_outside[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width] = False
    white = 2**made.bits_stored - 1
    bright = made.stored if made.photometric == "MONOCHROME2" else white - made.stored.astype(int)
    can_be_seen = is_open & (bright >= 0.03 * white)  # the rest is burnt out
    lost = {name: (bone & can_be_seen & is_outside).sum() for name, bone in bones.items()}
    assert lost == {"pelvis": 0, "spine": 0, "femora": 0}
