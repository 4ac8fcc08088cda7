"""Radiographs without the persons: whose word is taken on burned-in text, and under which name."""

from __future__ import annotations

import hashlib
import hmac
import warnings
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.imaging.deidentify import write_deidentified
from sacroread.imaging.radiograph import Radiograph, is_picture, load, opening_of

PSEUDONYM_DIGITS = 12
PREVIEW_SIDE = 1600  # pixels of the picture that a person looks at for text


class Word(StrEnum):
    """Who says that no name, number or date is burned into a picture."""

    HEADER = "the header"
    PERSON = "a person who looked"
    SET = "a person, for the whole set"


@dataclass(frozen=True)
class Order:
    """One radiograph to write into `folder` without the person.

    `word` is whose word is taken where the header says nothing; without one a picture to look at is written
    to `preview`. `key` is the secret that pseudonyms depend on, 16 bytes or more.
    """

    source: Path
    folder: Path
    key: bytes = field(repr=False)
    word: Word | None = None
    preview: Path | None = None


@dataclass(frozen=True)
class Nameless:
    """A radiograph without the person: its file, its patient's pseudonym, and whose word was taken.

    Without a word nothing was written: a person must look at the preview first.
    """

    file: str
    pseudonym: str
    word: Word | None


def carry_out(order: Order) -> Nameless:
    """Write the radiograph unless it is there, or the preview where a person must look first.

    Burned In Annotation (PS3.3 C.7.6.1) NO is trusted; YES is refused whatever a person says about the set;
    absent it is asked about, never guessed.

    Raises:
        SacroReadError: the file is refused, text is burned in, or nobody can be asked.
    """
    radiograph = load(order.source)
    if radiograph.burned_in_annotation:
        raise SacroReadError(
            f"{order.source.name} says that text is burned into its picture. Curate it with a crop instead."
        )
    word = order.word if radiograph.burned_in_annotation is None else Word.HEADER
    pseudonym = patient_pseudonym(order.source, radiograph, order.key)
    file = f"{pseudonym}_{_digits(order.key, radiograph.pixel_hash)[:8]}.dcm"
    if word is None:
        _write_preview(radiograph, order)
    elif not (order.folder / file).exists():
        write_deidentified(order.folder / file, radiograph, pseudonym, order.key, is_free_of_text=True)
    return Nameless(file, pseudonym, word)


def patient_pseudonym(path: Path, radiograph: Radiograph, key: bytes) -> str:
    """Return a name that depends on Patient ID and its issuer (PS3.3 C.7.1.1) and on the key.

    So all radiographs of a patient carry one pseudonym. A radiograph without a Patient ID counts as a
    patient of its own.
    """
    identity = () if is_picture(opening_of(path)) else _identity(path)
    name = "\0".join(("patient", *identity)) if any(identity[:1]) else f"pixels\0{radiograph.pixel_hash}"
    return f"P{_digits(key, name)}"


def _identity(path: Path) -> tuple[str, str]:
    from sacroread.imaging import codecs, dicom_file, elements

    with warnings.catch_warnings(), codecs.refusing_damage(path.name):
        warnings.simplefilter("ignore")
        dataset = dicom_file.dataset_of(path)
        return elements.text(dataset, "PatientID"), elements.text(dataset, "IssuerOfPatientID")


def _digits(key: bytes, name: str) -> str:
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:PSEUDONYM_DIGITS]


def _write_preview(radiograph: Radiograph, order: Order) -> None:
    from sacroread.imaging.curate import write_curated
    from sacroread.study.model import Presentation

    if order.preview is None:
        raise SacroReadError(
            f"Nobody has said whether text is burned into {order.source.name}, and its header does not. "
            "Look at it in a terminal, or look at all and say it for the whole set."
        )
    write_curated(order.preview, radiograph, Presentation(), 8, PREVIEW_SIDE)
