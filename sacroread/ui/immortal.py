"""A guard against a fault of the Qt binding: before Python 3.12 it gives None away once too often.

Each call of PySide6 6.12 that returns nothing drops a reference to None that it never took. From Python 3.12
on None is immortal (PEP 683) and this is harmless; before, the count of None reaches zero after some hours of
reading, and the interpreter ends with "deallocating None".
"""

import ctypes
import sys

MANY = 1 << 40


def make_none_immortal() -> None:
    """Give None so many references that no session can use them up; nothing from Python 3.12 on."""
    if sys.version_info < (3, 12):
        count = ctypes.c_ssize_t.from_address(id(None))  # ob_refcnt is the first field of every object
        if count.value < MANY:
            count.value += MANY
