"""What protects a file that goes out, and what may open one that came in."""

from collections.abc import Sequence
from pathlib import Path

from workbench.cli.options import FILE, Invocation, option, read_passphrase
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import N_, _

EXPORT_PASSPHRASE = option(
    "--export-passphrase-file",
    type=FILE,
    metavar="F",
    help=N_("The passphrase of the exported file, if it is not that of the workspace."),
)
FOR_RECIPIENTS = option(
    "--for",
    "recipients",
    multiple=True,
    metavar="NAME-OR-KEY",
    help=N_("Only for this recipient, or whoever has this key; may be repeated."),
)


def passphrase_given(recipients: Sequence[str], export_passphrase_file: Path | None) -> str | None:
    """The passphrase of the exported file, if one is given; raises ``BadInput`` if recipients are as well."""
    if export_passphrase_file is None:
        return None
    if recipients:
        raise BadInput(
            _("A file is either under a passphrase or for recipients, not both."),
            hint=_("Leave out --for or --export-passphrase-file."),
            where="for",
        )
    return read_passphrase(export_passphrase_file)


def passphrases_of(invocation: Invocation, export_passphrase_file: Path | None) -> list[str]:
    """What may open a file from elsewhere, the likeliest first."""
    given = [read_passphrase(export_passphrase_file)] if export_passphrase_file else []
    own = invocation.passphrase
    return given + ([own] if own else [])
