"""One way to refuse: a named error with a code, a sentence, a hint and a place.

Services raise these; the window shows them where they happened and the command line prints them
with the exit status of their code (spec: command line). Messages are already in the user's language.
"""

from typing import ClassVar


class WorkbenchError(Exception):
    """Something the user can act on. ``message`` says what, ``hint`` what to do, ``where`` the place."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where


class BadInput(WorkbenchError):
    """A value or a file's content cannot be taken as it is."""

    code = "bad_input"


class NotAWorkspace(WorkbenchError):
    """The file is some other program's."""

    code = "not_a_workspace"


class Damaged(WorkbenchError):
    """The file is a workspace, but its content does not check out."""

    code = "damaged"


class NewerVersion(WorkbenchError):
    """The file was written by a newer version of the program."""

    code = "newer_version"


class WrongPassphrase(WorkbenchError):
    """The file is encrypted and the passphrase given does not open it."""

    code = "wrong_passphrase"


class FileLocked(WrongPassphrase):
    """The open file was locked by its user, who has to enter the passphrase before anything is read."""


class Locked(WorkbenchError):
    """Another instance has the file open."""

    code = "locked"


class NoSpace(WorkbenchError):
    """The disk is full."""

    code = "no_space"


class ReadOnly(WorkbenchError):
    """The file or folder cannot be written."""

    code = "read_only"


class NotFound(WorkbenchError):
    """What was asked for does not exist."""

    code = "not_found"


class NotAllowed(WorkbenchError):
    """A rule forbids this step now."""

    code = "not_allowed"


class Cancelled(WorkbenchError):
    """The user stopped the work; nothing was changed."""

    code = "cancelled"
