"""The papers of the calendar, each in the preview: the month as a sheet, the report of a visit."""

from datetime import date

from PySide6.QtWidgets import QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.visits import VisitView
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def preview_month(context: Context, parent: QWidget, month: date, manager_id: Id | None) -> None:
    """Show the sheet of ``month``, of one manager or of all."""

    def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
        # Loaded by the worker: what makes papers takes longer to load than a page.
        from workbench.services.papers_calendar import print_month

        return print_month(workspace, month, manager_id, profile=profile, paper_size=size, in_language=code)

    title, name = (lambda: _("The month as a sheet")), f"{month:%Y-%m}"
    preview_paper(context, parent, title, name, make, for_readers=False)


def preview_report(context: Context, parent: QWidget, view: VisitView) -> None:
    """Show the report of a visit that was made."""

    def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
        from workbench.services.visit_papers import print_visit_report

        return print_visit_report(
            workspace, view.visit.id, profile=profile, paper_size=size, in_language=code
        )

    name = f"{view.account.short} {view.visit.on}"
    preview_paper(context, parent, lambda: _("Visit report"), name, make)
