"""Work that children do in the tests: a child imports it by name."""

import os
import signal
import time

from sacroread.errors import SacroReadError


def double(number):
    return 2 * number


def misbehave(how):
    if how == "refuse":
        raise SacroReadError("pelvis.dcm holds no pixel data.")
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "hang":
        time.sleep(60)
    if how == "fill memory":
        return len(bytearray(8 << 30))
    return how
