"""Every command, as a user runs it."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacroread.coordination import include
from sacroread.imaging.curate import read_curated
from sacroread.imaging.curation import Decision, Kind
from sacroread.imaging.decisions import add_decision
from sacroread.imaging.radiograph import load
from sacroread.paths import resource
from sacroread.store.store import open_study
from sacroread.study.exchange import READ_COLUMNS_NEEDED
from sacroread.study.model import Crop, Presentation, Window
from sacroread.study.protocol import Design, Scale
from sacroread.worklists import excluded

DEMO = resource("demo")
DICOM = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dicom"
HEADER = ",".join(READ_COLUMNS_NEEDED)


@pytest.fixture
def study(sacroread, tmp_path):
    """A study with the demo's radiographs and reads, made by commands."""
    path = tmp_path / "study.sacro"
    assert sacroread("new", path, "--design", "panel").returncode == 0
    taken = sacroread("import", path, "--cases", DEMO / "cases.csv", "--reads", DEMO / "reads.csv")
    assert taken.returncode == 0, taken.stderr
    assert "24 cases and 48 reads taken, 0 refused" in taken.stdout
    with open_study(path) as store:
        assert [(event.kind, event.detail) for event in store.events()] == [("import", "24 cases, 48 reads")]
    return path


def test_help_names_every_command(sacroread):
    said = sacroread("--help").stdout
    reading = ("demo", "new", "import", "predict", "report", "verify", "bundle")
    for name in (*reading, "info", "convert", "curate", "deidentify"):
        assert name in said


def test_wrong_usage_ends_with_2(sacroread):
    assert sacroread("convert", "--depth", "9").returncode == 2
    assert sacroread("report").returncode == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("repor", "study.sacro"), "There is no command repor. Did you mean report?"),
        (("veryfy",), "There is no command veryfy. Did you mean verify?"),
        (("xyzzy", "-o", "x"), "There is no command xyzzy. sacroread --help names them all."),
    ],
)
def test_a_mistyped_command_is_told_and_is_not_taken_for_a_study(sacroread, words, told):
    ended = sacroread(*words)
    assert ended.returncode == 2
    assert told in ended.stderr


def test_a_command_that_is_mistyped_shows_no_password(sacroread):
    ended = sacroread("postgresql+psycopg://owner:secret@host/study", "veryfy")
    assert ended.returncode == 2
    assert "There is no command postgresql+psycopg://owner@host/study." in ended.stderr


def test_what_the_user_can_put_right_ends_with_1_and_one_sentence(sacroread, tmp_path):
    ended = sacroread("verify", tmp_path / "gone.sacro")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("There is no study gone.sacro")
    assert "Traceback" not in ended.stderr


def test_info_tells_what_a_radiograph_is(sacroread):
    ended = sacroread("info", "--json", DEMO / "radiographs" / "SYN00001.dcm")
    (facts,) = json.loads(ended.stdout)
    assert (ended.returncode, facts["readable"], facts["modality"]) == (0, True, "DX")
    assert (facts["rows"], facts["cols"], facts["patient_orientation"]) == (900, 1080, ["L", "F"])


@pytest.mark.skipif(not DICOM.is_dir(), reason="the folder of real DICOM files is not beside this checkout")
def test_every_real_file_opens_or_is_refused_with_a_reason(sacroread):
    files = sorted(path for path in DICOM.rglob("*") if path.is_file())
    ended = sacroread("info", "--json", *files)
    told = json.loads(ended.stdout)
    assert ended.returncode in {0, 3}
    assert "Traceback" not in ended.stderr
    wanted = {str(path) for path in files if path.name != "DICOMDIR"}  # it stands for the files that it names
    assert {each["file"] for each in told} == wanted
    assert all(each["readable"] or each["reason"] for each in told)
    readable = {Path(each["file"]).name for each in told if each["readable"]}
    assert {"cr_leg_RG3_UNC.dcm", "cr_chest_mono1_10bit.dcm", "dx_pelvis_infant_DDH_1.dcm"} <= readable


def test_convert_again_gives_the_same_pixels(sacroread, tmp_path):
    source = DEMO / "radiographs" / "SYN00002.dcm"
    for name in ("a.tif", "b.tif"):
        options = ("--window", "2000,3000", "--crop", "10,20,300,200", "--depth", "16")
        assert sacroread("convert", source, tmp_path / name, *options).returncode == 0
    first, second = (json.loads((tmp_path / f"{name}.tif.json").read_text()) for name in "ab")
    assert first == second
    assert first["presentation"]["crop"] == {"x": 10, "y": 20, "width": 300, "height": 200}


def test_a_folder_is_converted_once_resumed_and_its_refused_files_named(sacroread, tmp_path):
    source, target = tmp_path / "from", tmp_path / "to"
    source.mkdir()
    for number in (1, 2):
        shutil.copy(DEMO / "radiographs" / f"SYN0000{number}.dcm", source)
    (source / "bent.dcm").write_bytes((source / "SYN00001.dcm").read_bytes()[:3000])
    first = sacroread("convert", source, target, "--crop", "auto")
    assert first.returncode == 3, first.stderr
    assert "2 pictures, 0 of them made before; 1 refused" in first.stdout
    assert (target / "refused.csv").read_text().startswith("file,reason\nbent.dcm,")
    before = (target / "SYN00001.dcm.tif").stat().st_mtime_ns
    again = sacroread("convert", source, target, "--crop", "auto")
    assert "2 pictures, 2 of them made before; 1 refused" in again.stdout
    assert (target / "SYN00001.dcm.tif").stat().st_mtime_ns == before


def test_a_folder_made_by_other_rules_is_not_mixed(sacroread, tmp_path):
    assert sacroread("convert", DEMO / "radiographs", tmp_path / "to", "--depth", "16").returncode == 0
    ended = sacroread("convert", DEMO / "radiographs", tmp_path / "to", "--depth", "8")
    assert ended.returncode == 1
    assert "made by other rules" in ended.stderr


def test_a_study_is_made_and_its_dossier_written_by_commands(sacroread, study, tmp_path):
    ended = sacroread("report", study, "-o", tmp_path / "dossier")
    assert ended.returncode == 0, ended.stderr
    names = {each["name"] for each in json.loads((tmp_path / "dossier" / "estimates.json").read_text())}
    assert {"kappa.local.central_1", "agreement.local.central_1"} <= names
    for part in ("dossier.html", "manifest.json", "tables", "data"):
        assert (tmp_path / "dossier" / part).exists()
    with open_study(study) as store:
        assert [(event.kind, event.detail) for event in store.events()][1:] == [("export", "dossier")]


def test_a_dossier_is_written_from_csv_files_alone(sacroread, tmp_path):
    reads, reference = DEMO / "reads.csv", DEMO / "reference.csv"
    ended = sacroread("report", "--reads", reads, "--reference", reference, "-o", tmp_path / "dossier")
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "dossier" / "estimates.json").exists()


def test_verify_finds_a_radiograph_that_was_exchanged(sacroread, tmp_path):
    copied = shutil.copytree(DEMO, tmp_path / "files")
    study = tmp_path / "files" / "study.sacro"
    sacroread("new", study, "--design", "panel")
    sacroread("import", study, "--cases", copied / "cases.csv")
    assert sacroread("verify", study).returncode == 0
    shutil.copy(copied / "radiographs" / "SYN00001.dcm", copied / "radiographs" / "SYN00002.dcm")
    (study.parent / "refused.csv").write_text("what the import left out\n")
    ended = sacroread("verify", study)
    assert ended.returncode == 3
    assert "SYN00002.dcm has other pixels than when it was imported" in ended.stderr
    assert (study.parent / "refused.csv").read_text() == "what the import left out\n"


def test_verify_names_the_read_that_was_changed_behind_the_program_s_back(sacroread, study, tmp_path):
    anchor = shutil.copy(f"{study}.anchor.json", tmp_path / "kept.json")
    ended = sacroread("verify", study)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "48 reads and 1 events, 0 findings" in ended.stdout
    with closing(sqlite3.connect(study)) as connection:
        connection.execute("DROP TRIGGER reads_forbid_delete")
        connection.execute("DELETE FROM reads WHERE number = 48")
        connection.commit()
    study.with_name(f"{study.name}.anchor.json").unlink()
    assert (
        "a cut tail, chains written anew or an older copy would not show" in sacroread("verify", study).stderr
    )
    ended = sacroread("verify", study, "--anchor", anchor)
    assert ended.returncode == 1
    assert "the anchor counts 24, the file holds 23, the last of them read 23" in ended.stderr


def test_a_bad_row_is_named_and_nothing_of_its_file_is_taken(sacroread, study, tmp_path):
    bent = tmp_path / "bent.csv"
    bent.write_text(f"{HEADER}\nSYN00001,P,r9,panel,unaided,0,2,2,,\nSYN00002,P,r9,panel,unaided,0,2,7,,\n")
    ended = sacroread("import", study, "--reads", bent)
    assert ended.returncode == 1
    assert "bent.csv, line 3, column grade_left" in ended.stderr
    with open_study(study) as store:
        assert {read.reader_id for read in store.reads()} == {"local-1", "central-1"}


def test_the_same_reads_twice_are_told_and_noted_as_none_new(sacroread, study):
    ended = sacroread("import", study, "--reads", DEMO / "reads.csv")
    assert "0 cases and 0 reads taken, 0 refused; 48 reads were there already" in ended.stdout, ended.stderr
    with open_study(study) as store:
        assert store.events()[-1].detail == "0 cases, 0 reads"


def test_an_import_whose_reads_are_refused_is_on_record_with_its_cases(sacroread, tmp_path):
    study, bent = tmp_path / "study.sacro", tmp_path / "bent.csv"
    bent.write_text(f"{HEADER}\nSYN00001,,r9,panel,unaided,0,2,7,,\n")
    sacroread("new", study, "--design", "panel")
    ended = sacroread("import", study, DEMO / "radiographs" / "SYN00001.dcm", "--reads", bent)
    assert (ended.returncode, "bent.csv, line 2, column grade_left" in ended.stderr) == (1, True)
    with open_study(study) as store:
        assert [(event.kind, event.detail) for event in store.events()] == [("import", "1 cases, 0 reads")]


def test_a_list_that_comes_again_tells_which_exclusions_were_taken_back(sacroread, tmp_path):
    study, listed = tmp_path / "study.sacro", tmp_path / "cases.csv"
    file = DEMO / "radiographs" / "SYN00001.dcm"
    listed.write_text(f"case_id,patient_id,file,excluded_reason\nc1,p1,{file},too dark\n")
    sacroread("new", study, "--design", "panel")
    sacroread("import", study, "--cases", listed)
    with open_study(study) as store:
        include(store, ["c1"], "a better window shows it", datetime.now(UTC))
    ended = sacroread("import", study, "--cases", listed)
    assert "; 1 excluded by the list stay in the study, as was decided later." in ended.stdout, ended.stderr
    with open_study(study) as store:
        assert excluded(store) == {}


def test_the_same_radiograph_twice_is_refused_with_status_3(sacroread, study, tmp_path):
    again = shutil.copy(DEMO / "radiographs" / "SYN00001.dcm", tmp_path / "again.dcm")
    ended = sacroread("import", study, again)
    assert ended.returncode == 3
    assert "same pixels as a case" in ended.stderr
    assert (study.parent / "refused.csv").read_text().startswith("file,reason\nagain.dcm,")


def test_predict_twice_gives_identical_bytes(sacroread, tmp_path):
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
        files = [DEMO / "radiographs" / f"SYN0000{number}.dcm" for number in (1, 2, 3)]
        ended = sacroread("predict", *files, "-o", folder / "predictions.csv", "--heatmaps", folder / "maps")
        assert ended.returncode == 0, ended.stderr
    names = sorted(path.relative_to(folders[0]) for path in folders[0].rglob("*") if path.is_file())
    assert len(names) == 4
    assert all((folders[0] / name).read_bytes() == (folders[1] / name).read_bytes() for name in names)


def test_predict_refuses_what_is_no_radiograph_and_goes_on(sacroread, tmp_path):
    (tmp_path / "letter.dcm").write_text("Dear colleague")
    source = DEMO / "radiographs" / "SYN00001.dcm"
    ended = sacroread("predict", tmp_path / "letter.dcm", source, "-o", tmp_path / "predictions.csv")
    assert ended.returncode == 3
    assert "1 predictions, 1 refused" in ended.stdout
    assert (tmp_path / "refused.csv").exists()


def test_the_shipped_bundle_is_listed_and_sound(sacroread):
    assert "demo" in sacroread("bundle", "list").stdout
    assert "self-test passed" in sacroread("bundle", "check", resource("bundles/demo")).stdout


@pytest.mark.parametrize("design", Design)
def test_every_design_makes_a_study_that_opens(sacroread, tmp_path, design):
    ended = sacroread("new", tmp_path / "study.sacro", "--design", design)
    assert ended.returncode == 0, ended.stderr
    with open_study(tmp_path / "study.sacro") as store:
        assert store.protocol.design is design


def test_each_study_draws_a_seed_of_its_own(sacroread, tmp_path):
    seeds = set()
    for name in ("a.sacro", "b.sacro"):
        sacroread("new", tmp_path / name, "--design", "adjudicated")
        with open_study(tmp_path / name) as store:
            seeds.add(store.protocol.seed)
    assert len(seeds) == 2
    assert max(seeds) > 1 << 100  # nobody tries them all; both below it once in 2 ** 56 times


def test_a_study_of_decisions_alone_is_made(sacroread, tmp_path):
    rules = tmp_path / "protocol.toml"
    rules.write_text((DEMO / "protocol.toml").read_text().replace('"mny"', '"definite_only"'))
    ended = sacroread("new", tmp_path / "study.sacro", "--design", "adjudicated", "--protocol", rules)
    assert ended.returncode == 0, ended.stderr
    with open_study(tmp_path / "study.sacro") as store:
        assert store.protocol.scale is Scale.DEFINITE_ONLY


def test_phantoms_are_written_with_their_tables(sacroread, tmp_path):
    ended = sacroread("demo", "--phantoms", "2", "-o", tmp_path / "set", "--seed", "5")
    assert ended.returncode == 0, ended.stderr
    written = {path.name for path in (tmp_path / "set").iterdir()}
    assert {"cases.csv", "reference.csv", "joints.csv"} <= written


def test_what_was_accepted_is_exported_by_command_and_again_without_new_work(sacroread, tmp_path):
    source, out = tmp_path / "from", tmp_path / "set"
    source.mkdir()
    for number in (1, 2, 3):
        shutil.copy(DEMO / "radiographs" / f"SYN0000{number}.dcm", source)
    shown = Presentation(Window(2000.0, 3000.0), crop=Crop(10, 20, 300, 200))
    for name, kind, reason in (
        ("SYN00001.dcm", Kind.ACCEPTED, ""),
        ("SYN00002.dcm", Kind.EXCLUDED, "low resolution"),
    ):
        pixel_hash = load(source / name).pixel_hash
        add_decision(out, Decision(name, kind, datetime.now(UTC), reason, pixel_hash, shown))
    first = sacroread("curate", source, "-o", out, "--export", "--depth", "16")
    assert first.returncode == 0, first.stderr
    assert "1 pictures; 1 excluded, 0 refused, 1 not decided yet" in first.stdout
    (picture,) = (out / "pictures").glob("*.tif")
    assert read_curated(picture).shape == (200, 300)
    before = picture.stat().st_mtime_ns
    assert sacroread("curate", source, "-o", out, "--export", "--depth", "16").returncode == 0
    assert picture.stat().st_mtime_ns == before
    shutil.copy(source / "SYN00003.dcm", source / "SYN00001.dcm")
    ended = sacroread("curate", source, "-o", out, "--export", "--depth", "8")
    assert ended.returncode == 3
    assert "other pixels" in (out / "refused.csv").read_text()


def test_a_set_that_lies_below_its_source_is_not_made_of_itself(sacroread, tmp_path):
    shutil.copy(DEMO / "radiographs" / "SYN00001.dcm", tmp_path)
    out = tmp_path / "set"
    pixel_hash = load(tmp_path / "SYN00001.dcm").pixel_hash
    add_decision(out, Decision("SYN00001.dcm", Kind.ACCEPTED, datetime.now(UTC), "", pixel_hash))
    for _ in range(2):
        assert "0 not decided yet" in sacroread("curate", tmp_path, "-o", out, "--export").stdout


def test_curating_nothing_says_so(sacroread, tmp_path):
    ended = sacroread("curate", tmp_path, "-o", tmp_path / "set")
    assert ended.returncode == 1
    assert "holds nothing that may be a radiograph" in ended.stderr


def test_an_import_takes_copies_without_the_persons(sacroread, tmp_path):
    sacroread("new", tmp_path / "study.sacro", "--design", "panel")
    source = tmp_path / "from the archive"
    shutil.copytree(DEMO / "radiographs", source, ignore=lambda _, names: sorted(names)[2:])
    ended = sacroread("import", tmp_path / "study.sacro", source, "--deidentify", "no")
    assert ended.returncode == 0, ended.stderr
    shutil.rmtree(source)
    with open_study(tmp_path / "study.sacro") as store:
        cases = store.cases()
        assert len({case.patient_id for case in cases}) == 2
        assert all(load(store.path.parent / case.file).pixel_hash == case.pixel_hash for case in cases)
    assert not any(b"SYN0" in file.read_bytes() for file in (tmp_path / "study.files").glob("*.dcm"))
