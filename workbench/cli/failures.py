"""How a command fails: the exit status of each error code, as JSON or as a message for people."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from workbench.foundation.clock import SystemClock
from workbench.foundation.errors import NotFound, WorkbenchError
from workbench.foundation.i18n import _
from workbench.foundation.logs import write_crash_report

USAGE = 2
REFUSED = 3
CANNOT_OPEN = 4
MACHINE = 5
_EXIT_STATUS = {
    "bad_input": REFUSED,
    "not_found": REFUSED,
    "not_allowed": REFUSED,
    "cancelled": REFUSED,
    "not_a_workspace": CANNOT_OPEN,
    "damaged": CANNOT_OPEN,
    "newer_version": CANNOT_OPEN,
    "wrong_passphrase": CANNOT_OPEN,
    "locked": MACHINE,
    "no_space": MACHINE,
    "read_only": MACHINE,
    "internal": MACHINE,
}


class Internal(WorkbenchError):
    """A defect of the program."""

    code = "internal"


class NoSuchFile(NotFound):
    """The workspace or the file to merge is not there, so it cannot be opened."""


@contextmanager
def opening() -> Iterator[None]:
    """In this block, what is not found is a file to open."""
    try:
        yield
    except NotFound as error:
        raise NoSuchFile(error.message, hint=error.hint, where=error.where) from error


def exit_status(error: WorkbenchError) -> int:
    """What the process returns for ``error``."""
    return CANNOT_OPEN if isinstance(error, NoSuchFile) else _EXIT_STATUS[error.code]


def defect(error: Exception) -> WorkbenchError:
    """What to say of an error nobody foresaw; a crash report without personal data is kept."""
    report = write_crash_report(error, SystemClock().now())
    return Internal(
        _("Something went wrong that should not: {kind}.").format(kind=type(error).__name__),
        hint=_("Nothing was saved half. Please send us the crash report.") if report else "",
        where=str(report or ""),
    )


def usage_error(error: click.ClickException) -> dict[str, str]:
    """A wrong call in the form of the other errors."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "workbench"
    return {
        "code": "bad_input",
        "message": error.format_message(),
        "hint": _("“{command} --help” shows how it is called.").format(command=command),
        "where": "",
    }


def described(error: WorkbenchError) -> dict[str, str]:
    """The error as JSON shows it."""
    return {"code": error.code, "message": error.message, "hint": error.hint, "where": error.where}


def error_text(error: dict[str, str]) -> str:
    """The error as people read it."""
    lines = [_("Error: {message}").format(message=error["message"]), error["where"], error["hint"]]
    return "\n  ".join(line for line in lines if line)
