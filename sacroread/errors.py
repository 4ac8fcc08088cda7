"""The one error that a user can act on."""


class SacroReadError(Exception):
    """Something the user can put right: the message says what is wrong, where, and what to do.

    Any other exception is a fault of the program and stays loud.
    """


def not_as_written(what: str) -> SacroReadError:
    """Return in words that something in a study cannot be read, because another program changed it."""
    return SacroReadError(
        f"{what} is not as it was written: something else than SacroRead changed the study. Keep it as it "
        "is, as evidence, and go on with a copy made before."
    )
