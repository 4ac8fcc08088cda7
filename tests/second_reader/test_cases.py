from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sacroread.second_reader.cases import case_names


def test_a_case_is_named_after_its_file_and_a_uid_keeps_its_dots():
    files = [Path("x/one.dcm"), Path("x/1.2.840.10008"), Path("x/two.PNG")]

    assert list(case_names(files)) == ["one", "1.2.840.10008", "two"]


def test_files_of_one_name_are_told_apart_by_their_folders_and_then_counted():
    files = [Path("s/p1/a.dcm"), Path("s/p2/a.dcm"), Path("t/s/p2/a.dcm")]

    assert list(case_names(files)) == ["s__p1__a", "s__p2__a", "s__p2__a__2"]
    assert list(case_names([Path("q/r/a.dcm")], {"a": Path("a.dcm")})) == ["q__r__a"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from(["a", "a__2"]))))
def test_no_file_is_lost_whatever_the_names(parts):
    files = [Path(*each) for each in parts]

    assert list(case_names(files).values()) == files
