"""The blinded order in which a reader gets the cases of a session."""

import hashlib
import random
from collections.abc import Iterable


def worklist(case_ids: Iterable[str], reader_id: str, session: int, seed: int) -> tuple[str, ...]:
    """Return the cases in an order that only the seed, the reader and the session decide.

    The order in which the cases were imported does not matter. The realised order is stored with the study,
    so a later Python that shuffles differently changes nothing that was read.
    """
    order = sorted(case_ids)
    origin = hashlib.sha256(f"{seed}/{reader_id}/{session}".encode()).digest()
    random.Random(origin).shuffle(order)  # noqa: S311 - an order for blinding, not a secret
    return tuple(order)
