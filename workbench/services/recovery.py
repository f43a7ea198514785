"""The recovery code of the open file, for paper and for nothing else (5-quality, Security; A11)."""

from workbench.domain.papers import Paper, PaperSize
from workbench.domain.recovery_code import read_code, write_code
from workbench.foundation.errors import NotAllowed, WrongPassphrase
from workbench.foundation.i18n import _, language
from workbench.storage.recognition import recognise
from workbench.storage.workspace import Workspace


def print_recovery(
    workspace: Workspace,
    passphrase: str,
    *,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The sheet with the code, for who enters the passphrase again.

    Raises ``WrongPassphrase``, and ``NotAllowed`` for a file without a passphrase, which needs no code.
    """
    # Paper takes longer to load than a file to open, and codes are asked about at every opening.
    from workbench.documents.recovery_page import RecoveryPage, recovery_page_pdf

    check_passphrase(workspace, passphrase)
    page = RecoveryPage(
        file_name=workspace.path.name,
        author=workspace.author,
        printed_on=workspace.clock.today(),
        groups=write_code(workspace.key.raw),
    )
    return recovery_page_pdf(page, language=in_language or language(), paper_size=paper_size)


def check_passphrase(workspace: Workspace, passphrase: str) -> None:
    """Raise ``WrongPassphrase`` unless the open file is under this passphrase, or it is the file's code.

    Raises ``NotAllowed`` for a file without one.
    """
    if not workspace.encrypted:
        raise NotAllowed(
            _("This file has no passphrase, so it needs no recovery code."),
            hint=_("Give it a passphrase first."),
            where=str(workspace.path),
        )
    if recognise(workspace.path, passphrase) != workspace.key:
        raise WrongPassphrase(
            _("The passphrase does not open this file."),
            hint=_("Close the file and open it again: it was changed meanwhile."),
            where=str(workspace.path),
        )


def is_recovery_code(typed: str) -> bool:
    """Whether somebody who opened a file did so by its recovery code: a new passphrase is due."""
    return read_code(typed) is not None
