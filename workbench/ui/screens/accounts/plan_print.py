"""Printing the account plan from the list and from the account itself, and the brief of its next visit."""

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account
from workbench.foundation.i18n import _
from workbench.services.papers import print_account_plan
from workbench.services.visit_papers import print_account_brief
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def preview_plan(context: Context, parent: QWidget, account: Account, year: int | None = None) -> None:
    """Open the preview of the account's plan of ``year``, or of the year that is worked on."""
    preview_paper(
        context,
        parent,
        lambda: _("Account plan"),
        _("Account plan {name}").format(name=account.short),
        lambda workspace, profile, size, code: print_account_plan(
            workspace, account.id, year=year, profile=profile, paper_size=size, in_language=code
        ),
    )


def preview_brief(context: Context, parent: QWidget, account: Account) -> None:
    """Open the preview of the brief of the account's next visit, or of the account without one."""
    preview_paper(
        context,
        parent,
        lambda: _("Visit brief"),
        _("Visit brief {account}").format(account=account.short),
        lambda workspace, profile, size, code: print_account_brief(
            workspace, account.id, profile=profile, paper_size=size, in_language=code
        ),
    )
