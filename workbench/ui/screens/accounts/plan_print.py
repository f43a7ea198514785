"""Printing the account plan from the list and from the account itself."""

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account
from workbench.foundation.i18n import _
from workbench.services.papers import print_account_plan
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def preview_plan(context: Context, parent: QWidget, account: Account) -> None:
    """Open the preview of the account's plan."""
    preview_paper(
        context,
        parent,
        lambda: _("Account plan"),
        _("Account plan {name}").format(name=account.short),
        lambda workspace, profile, size, code: print_account_plan(
            workspace, account.id, profile=profile, paper_size=size, in_language=code
        ),
    )
