"""What is wrong with the files of a group, told in one line."""


class GroupError(ValueError):
    """There can be no report about these; the message says what was expected."""


class BadFile(GroupError):
    """This file is not what it was given for; the message goes on behind the file's name."""
