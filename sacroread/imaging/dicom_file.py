"""A DICOM file to a radiograph: read under limits, judged once, decoded, made grey."""

from __future__ import annotations

import logging
import warnings
import zlib
from io import BytesIO
from pathlib import Path

from pydicom import dcmread, uid
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag

from sacroread.errors import SacroReadError
from sacroread.imaging import codecs, facts
from sacroread.imaging.radiograph import DICOM_PREFIX, OPENING_BYTES, Radiograph, is_dicom

MAX_FILE_BYTES = 512 * 2**20
MAX_INFLATED_BYTES = 64 * 2**20
MAX_READS = 50_000  # a radiograph's header takes about a thousand
FILE_META_GROUP = 2

logging.getLogger("pydicom").disabled = True  # it quotes header values, which may name the patient


def load(path: Path, modalities: frozenset[str]) -> Radiograph:
    """Read a DICOM radiograph; see `radiograph.load`."""
    with warnings.catch_warnings(), codecs.refusing_damage(path.name):
        warnings.simplefilter("ignore")  # pydicom warns about values that `facts` judges by its own rules
        dataset = dataset_of(path)
        facts.check_is_radiograph(dataset, path.name, modalities)
        pixels = codecs.decoded_pixels(dataset, path.name)
        del dataset.PixelData  # two copies at a time are enough: 15 megapixels have 30 MB each
        return facts.radiograph_of(dataset, pixels, path.name)


def dataset_of(path: Path) -> Dataset:
    """Return the data set with its file meta information, inflated under a cap.

    Raises:
        SacroReadError: not DICOM, too large, or damaged.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise SacroReadError(
            f"{path.name} is larger than {MAX_FILE_BYTES >> 20} MB: no radiograph. Choose another file."
        )
    content = path.read_bytes()
    if not is_dicom(content[:OPENING_BYTES]):
        raise SacroReadError(
            f"{path.name} is not a DICOM, TIFF, PNG or JPEG file. Choose the radiograph itself."
        )
    dataset = _read(content, path.name)
    _check_syntax(dataset, path.name)
    return dataset


def _read(content: bytes, name: str) -> Dataset:
    """Read the file meta first: pydicom would inflate without a limit, even to read nothing."""
    meta, start = _file_meta(content)
    if str(meta.get("TransferSyntaxUID", "")) != uid.DeflatedExplicitVRLittleEndian:
        return _whole(content)
    return _inflated(content[start:], name)


def _whole(content: bytes) -> FileDataset:
    with _Counted(content) as file:  # closed, because the data set would keep it, and with it the content
        return dcmread(file, force=True)


class _Counted(BytesIO):
    """A file that gives up after MAX_READS: millions of tiny elements would cost minutes and gigabytes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as BytesIO does.

        Raises:
            ValueError: read too often.
        """
        self._reads += 1
        if self._reads > MAX_READS:
            raise ValueError("too many elements")
        return super().read(size)


def _file_meta(content: bytes) -> tuple[Dataset, int]:
    """Return the file meta information, or an empty one, and where the data set begins (PS3.10 7.1)."""
    start = (
        OPENING_BYTES if content[:OPENING_BYTES].endswith(DICOM_PREFIX) else 0
    )  # some writers leave out the preamble
    file = _Counted(content)
    file.seek(start)
    meta = read_dataset(file, is_implicit_VR=False, is_little_endian=True, stop_when=_is_past_meta)
    return meta, file.tell()


def _is_past_meta(tag: BaseTag, vr: str | None, length: int) -> bool:
    return tag.group != FILE_META_GROUP


def _inflated(deflated: bytes, name: str) -> Dataset:
    """Inflate under a cap and read as explicit VR little endian (PS3.5 A.5: raw deflate after the meta)."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = inflater.decompress(deflated, MAX_INFLATED_BYTES)
    if inflater.unconsumed_tail:
        raise SacroReadError(
            f"{name} inflates beyond {MAX_INFLATED_BYTES >> 20} MB: no radiograph. Export it uncompressed."
        )
    dataset = _whole(inflated)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
    return dataset


def _check_syntax(dataset: Dataset, name: str) -> None:
    """Settle the transfer syntax: of the file meta, or the default where there is no meta (PS3.5 10.1)."""
    if "TransferSyntaxUID" in dataset.file_meta:
        return
    if len(dataset.file_meta):
        raise SacroReadError(
            f"{name} does not say how its pixels are stored (no Transfer Syntax). Export it again."
        )
    is_implicit, _ = dataset.original_encoding
    dataset.file_meta.TransferSyntaxUID = (
        uid.ImplicitVRLittleEndian if is_implicit else uid.ExplicitVRLittleEndian
    )
