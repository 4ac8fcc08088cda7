"""The one error that a user can act on."""


class SacroReadError(Exception):
    """Something the user can put right: the message says what is wrong, where, and what to do.

    Any other exception is a fault of the program and stays loud.
    """
