"""An error that is told in one line and ends with exit code 2."""


class Refused(Exception):
    """The request was not understood or cannot be carried out; the message says what was expected."""
