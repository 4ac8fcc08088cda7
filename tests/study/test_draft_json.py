"""A draft in the study file: what was entered comes back, and older files are read as they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.draft_json import draft_from_json, draft_to_json, drafts_from_json
from sacroread.study.model import (
    Confidence,
    Crop,
    Draft,
    Grade,
    Lesion,
    Presentation,
    Quality,
    QualityForm,
    Side,
    Ungradable,
    Window,
)

PRESENTATION = (
    '"presentation":{"crop":null,"is_flipped":false,"is_inverted":false,"rotation_degrees":0.0,"window":null}'
)
OLD = [  # texts as the first version wrote them
    f'{{"grades":{{"left":3,"right":2}},"lesions":{{}},{PRESENTATION},"ungradable":null}}',
    f'{{"grades":{{}},"lesions":{{}},{PRESENTATION},"ungradable":"low resolution"}}',
]
reasons = st.none() | st.sampled_from(Ungradable)
numbers = st.floats(allow_nan=False, allow_infinity=False)
WORDS = ["", "dunkel, verkürzt", '},"ungradable":null}', ',"presentation":{"crop":1},"q', "\\"]
drafts = st.builds(
    Draft,
    st.dictionaries(st.sampled_from(Side), st.sampled_from(Grade)),
    st.dictionaries(st.sampled_from(Side), st.frozensets(st.sampled_from(Lesion), min_size=1)),
    quality=st.none() | st.builds(QualityForm, st.sampled_from(Quality), reasons, st.sampled_from(WORDS)),
    presentation=st.builds(
        Presentation,
        st.none() | st.builds(Window, numbers, numbers),
        st.booleans(),
        st.none() | st.builds(Crop, *[st.integers(0, 5000)] * 4),
        numbers,
        st.booleans(),
    ),
    confidence=st.none() | st.sampled_from(Confidence),
    definite=st.none() | st.booleans(),
)


@given(drafts)
def test_whatever_was_entered_comes_back(draft):
    assert draft_from_json(draft_to_json(draft)) == draft


@given(st.lists(drafts, max_size=5))
def test_many_at_once_come_back_as_one_by_one(some):
    texts = [draft_to_json(draft) for draft in some]
    assert drafts_from_json(texts) == [draft_from_json(text) for text in texts] == some


@pytest.mark.parametrize("text", OLD)
def test_the_text_of_an_older_version_is_read_and_written_to_the_letter(text):
    assert draft_to_json(draft_from_json(text)) == text


def test_an_older_draft_says_nothing_about_quality_and_confidence():
    draft = draft_from_json(OLD[0])
    assert (draft.quality, draft.confidence, draft.definite) == (None, None, None)
    assert draft_from_json(OLD[1]).ungradable is Ungradable.LOW_RESOLUTION


def test_what_was_not_entered_has_no_key():
    assert set(json.loads(draft_to_json(Draft()))) == {"grades", "lesions", "presentation", "ungradable"}
