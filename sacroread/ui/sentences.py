"""Sentences that other rooms make in English, said in the user's language.

A sentence is recognised by its form, and each of its parts by a form of its own; what has no form here is
said as it is. So the rooms that judge know nothing of languages, and English is left word for word.
"""

import re
from functools import cache
from re import Pattern

from PySide6.QtCore import QCoreApplication

CONTEXT = "sentences"
SEVERAL = {"list": ", ", "reasons": "; "}  # a part of such a name holds several parts, with this between them

# The first form that fits is taken, so the special ones stand before the general ones.
FORMS = (
    # the criterion, and what was changed
    "Not gradable: say why.",
    "Not yet decided.",
    "Not yet graded: right and left.",
    "Not yet graded: right.",
    "Not yet graded: left.",
    "Ungradable: {reason}. No statement about sacroiliitis.",
    "Right {right}, left {left}: {reason}. {conclusion}.",
    "Definite sacroiliitis.",
    "No definite sacroiliitis.",
    "Definite sacroiliitis",
    "No definite sacroiliitis",
    "at least grade 3 on one side",
    "at least grade 2 on both sides",
    "neither grade 2 on both sides nor grade 3 on one",
    "grade 2 or 3, or fusion, on at least one side",
    "no grade 2 or 3 and no fusion on either side",
    "low resolution",
    "atypical projection",
    "other",
    "As unaided.",
    "Changed: {list}.",
    "right {before} to {after}",
    "left {before} to {after}",
    "definite to {after}",
    "not definite to {after}",
    "no decision to {after}",
    "no grade",
    "definite",
    "not definite",
    "no decision",
    # who is compared, and on which cases
    "Second reader",
    "Reference standard",
    "Local reader",
    "Central reader 1",
    "Central reader 2",
    "Panel reader",
    "{who}, aided",
    "unaided",
    "aided",
    "all cases",
    "discordant cases",
    "cases on which the readers agreed",
    "definite by the reference standard",
    "not definite by the reference standard",
    # where a probability stands
    "this second reader states no tuning set, so nothing is known about such cases.",
    "only {size} such cases in the tuning set, {definite} of them definite by reference.",
    (
        "{definite} of {size} such cases in the tuning set had definite sacroiliitis by reference "
        "(95 % interval: {low} to {high} of 100)."
    ),
    "Refer: {reasons}.",
    "{standing}; {experience}",
    "{shown}: at the {reached} cut-off {value} and below the {next} cut-off {limit}",
    "{shown}: above the {reached} cut-off {value} and below the {next} cut-off {limit}",
    "{shown}: below the {next} cut-off {limit}",
    "{shown}: at the {reached} cut-off {value}",
    "{shown}: above the {reached} cut-off {value}",
    "sensitivity-favouring",
    "balanced",
    "specificity-favouring",
    # why a person should decide
    "limited in its quality",
    "not gradable",
    "the file says that it shows {part}",
    "the part shown is smaller than any training radiograph",
    "the radiograph is brighter or darker than the training radiographs",
    "the contrast is unlike that of the training radiographs",
    "the crop shows another part of the body than the training radiographs",
    "poor quality ({poor}: check window and exposure)",
    "most of the part shown is black or white",
    "the part shown has hardly any shades of grey",
    "most of the part shown is black or white and the part shown has hardly any shades of grey",
)


def in_own_words(sentence: str) -> str:
    """Return an English sentence in the user's language, or as it is where its form is unknown."""
    for form in FORMS:
        if (found := _pattern(form).fullmatch(sentence)) is not None:
            parts = {name: _part(name, words) for name, words in found.groupdict().items()}
            return QCoreApplication.translate(CONTEXT, form).format(**parts)
    return sentence


def _part(name: str, words: str) -> str:
    between = SEVERAL.get(name)
    return between.join(map(in_own_words, words.split(between))) if between else in_own_words(words)


@cache
def _pattern(form: str) -> Pattern[str]:
    """A form as what it fits: each of its parts is as short as can be."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(form)))
