"""Files made to exhaust the machine are refused at once and in little memory."""

import json
import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_SECONDS, MAX_GROWTH_MB = 1.0, 100  # of the processor: others may use the machine meanwhile
MEASURE = """
import json, resource, sys, time
from pathlib import Path
from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import load

def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)

def refusal(path):
    before, started = peak_mb(), time.process_time()
    try:
        load(path)
    except SacroReadError as error:
        return str(error), time.process_time() - started, peak_mb() - before
    return "", time.process_time() - started, peak_mb() - before

for path in map(Path, sys.argv[1:3]):
    load(path)  # what is imported at first use does not count
print(json.dumps([refusal(path) for path in map(Path, sys.argv[3:])]))
"""


def explicit(group, element, vr, value):
    long = vr in (b"OB", b"OW", b"SQ", b"UN")
    length = struct.pack("<HI", 0, len(value)) if long else struct.pack("<H", len(value))
    return struct.pack("<HH", group, element) + vr + length + value


def dicom(syntax, dataset):
    uid = syntax.encode() + b"\0" * (len(syntax) % 2)
    meta = explicit(2, 0x10, b"UI", uid)
    return b"\0" * 128 + b"DICM" + explicit(2, 0, b"UL", struct.pack("<I", len(meta))) + meta + dataset


def header(rows, cols):
    return b"".join(
        [
            explicit(8, 0x60, b"CS", b"DX"),
            explicit(0x28, 2, b"US", struct.pack("<H", 1)),
            explicit(0x28, 4, b"CS", b"MONOCHROME2 "),
            *(
                explicit(0x28, element, b"US", struct.pack("<H", value))
                for element, value in (
                    (0x10, rows),
                    (0x11, cols),
                    (0x100, 16),
                    (0x101, 16),
                    (0x102, 15),
                    (0x103, 0),
                )
            ),
        ]
    )


def encapsulated(frame):
    frame += b"\0" * (len(frame) % 2)
    items = struct.pack("<HHI", 0xFFFE, 0xE000, 0) + struct.pack("<HHI", 0xFFFE, 0xE000, len(frame)) + frame
    end = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return struct.pack("<HH", 0x7FE0, 0x10) + b"OB" + struct.pack("<HI", 0, 0xFFFFFFFF) + items + end


def inflating_dicom():
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    pixels = squeezer.compress(header(20000, 20000) + explicit(0x7FE0, 0x10, b"OW", b""))
    pixels += b"".join(squeezer.compress(bytes(2**20)) for _ in range(256)) + squeezer.flush()
    return dicom("1.2.840.10008.1.2.1.99", pixels)


def jpeg_2000_that_calls_itself_huge():
    size = struct.pack(">HHIIIIIIIIH", 41, 0, 60000, 60000, 0, 0, 60000, 60000, 0, 0, 1) + b"\x0f\x01\x01"
    stream = (
        b"\xff\x4f\xff\x51"
        + size
        + b"\xff\x52\0\x0c\0\0\0\x01\0\x05\x04\x04\0\x01"
        + bytes(1000)
        + b"\xff\xd9"
    )
    return dicom("1.2.840.10008.1.2.4.90", header(64, 64) + encapsulated(stream))


def jpeg_that_calls_itself_huge():
    stream = b"\xff\xd8\xff\xc3\0\x0b\x10\xff\xff\xff\xff\x01\x01\x11\0" + bytes(1000) + b"\xff\xd9"
    return dicom("1.2.840.10008.1.2.4.70", header(64, 64) + encapsulated(stream))


def nested_sequences(depth):
    opening = struct.pack("<HH", 0x40, 0xA730) + b"SQ" + struct.pack("<HI", 0, 0xFFFFFFFF)
    opening += struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    closing = struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return dicom("1.2.840.10008.1.2.1", opening * depth + closing * depth)


def millions_of_elements():
    return dicom("1.2.840.10008.1.2.1", explicit(9, 0x10, b"LO", b"") * 3_000_000)


def endless_numbers():
    window = explicit(0x28, 0x1050, b"UN", b"1\\" * 8_000_000)
    return dicom("1.2.840.10008.1.2.1", header(2, 2) + window + explicit(0x7FE0, 0x10, b"OW", bytes(8)))


def png_that_calls_itself_huge():
    head = b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 16, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + bytes(500)
    )


def tiff(rows, cols, strip, compression):
    tags = (
        (256, cols),
        (257, rows),
        (258, 16),
        (259, compression),
        (262, 1),
        (273, 200),
        (277, 1),
        (278, rows),
    )
    tags += ((279, len(strip)),)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    return (b"II*\0" + struct.pack("<I", 8) + directory).ljust(200, b"\0") + strip


BOMBS = {
    "a quarter of a gigabyte deflated": (inflating_dicom, "inflates beyond"),
    "4 gigapixels without data": (
        lambda: dicom("1.2.840.10008.1.2.1", header(60000, 60000) + encapsulated(b"")),
        "60000",
    ),
    "90 megapixels of JPEG 2000 in a kilobyte": (
        lambda: dicom("1.2.840.10008.1.2.4.90", header(9500, 9500) + encapsulated(bytes(1000))),
        "declares",
    ),
    "JPEG 2000 that calls itself huge": (jpeg_2000_that_calls_itself_huge, "60000"),
    "JPEG that calls itself huge": (jpeg_that_calls_itself_huge, "65535"),
    "sequences nested 3,000 deep": (lambda: nested_sequences(3000), "nests"),
    "millions of elements": (millions_of_elements, "damaged"),
    "a window of eight million numbers": (endless_numbers, "damaged"),
    "PNG that calls itself huge": (png_that_calls_itself_huge, "60000"),
    "TIFF that inflates": (lambda: tiff(1000, 1000, zlib.compress(bytes(2**27), 9), 8), "damaged|inflates"),
    "TIFF without its data": (lambda: tiff(9500, 9500, bytes(1000), 1), "cut short"),
    "TIFF that calls itself huge": (lambda: tiff(60000, 60000, bytes(1000), 1), "60000"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell a process its peak memory this way")
def test_bombs_are_refused_in_a_second_and_a_hundred_megabytes(tmp_path, dicom_file):
    import tifffile

    tifffile.imwrite(
        tmp_path / "warm.tif", np.zeros((4, 4), np.uint8), photometric="minisblack", compression="deflate"
    )
    warm = [dicom_file(np.zeros((4, 4), np.uint16)), tmp_path / "warm.tif"]
    for name, (content, _) in BOMBS.items():
        (tmp_path / name).write_bytes(content())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, warm), *(str(tmp_path / name) for name in BOMBS)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    measured = dict(zip(BOMBS, json.loads(done.stdout), strict=True))
    refusals = {name: sentence for name, (sentence, _, _) in measured.items()}
    assert {name: said for name, said in refusals.items() if not re.search(BOMBS[name][1], said)} == {}
    assert {
        name: worst for name, worst in measured.items() if worst[1] > MAX_SECONDS or worst[2] > MAX_GROWTH_MB
    } == {}
