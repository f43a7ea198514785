"""Printing the account plan from the list and from the account itself, and the brief of its next visit."""

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def preview_plan(context: Context, parent: QWidget, account: Account, year: int | None = None) -> None:
    """Open the preview of the account's plan of ``year``, or of the year that is worked on."""

    def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
        # Loaded by the worker: what makes papers takes longer to load than a page.
        from workbench.services.papers import print_account_plan

        return print_account_plan(
            workspace, account.id, year=year, profile=profile, paper_size=size, in_language=code
        )

    name = _("Account plan {name}").format(name=account.short)
    preview_paper(context, parent, lambda: _("Account plan"), name, make)


def preview_brief(context: Context, parent: QWidget, account: Account) -> None:
    """Open the preview of the brief of the account's next visit, or of the account without one."""

    def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
        from workbench.services.visit_papers import print_account_brief

        return print_account_brief(workspace, account.id, profile=profile, paper_size=size, in_language=code)

    name = _("Visit brief {account}").format(account=account.short)
    preview_paper(context, parent, lambda: _("Visit brief"), name, make)
