"""What is wrong with a set, a recipe or a code, told in one line."""


class SetError(ValueError):
    """There can be no such set; the message says what was expected."""
