"""The papers of the calendar, each in the preview: the month as a sheet, the report of a visit."""

from datetime import date

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.papers_calendar import print_month
from workbench.services.visit_papers import print_visit_report
from workbench.services.visits import VisitView
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def preview_month(context: Context, parent: QWidget, month: date, manager_id: Id | None) -> None:
    """Show the sheet of ``month``, of one manager or of all."""
    preview_paper(
        context,
        parent,
        lambda: _("The month as a sheet"),
        f"{month:%Y-%m}",
        lambda workspace, profile, size, code: print_month(
            workspace, month, manager_id, profile=profile, paper_size=size, in_language=code
        ),
        for_readers=False,
    )


def preview_report(context: Context, parent: QWidget, view: VisitView) -> None:
    """Show the report of a visit that was made."""
    preview_paper(
        context,
        parent,
        lambda: _("Visit report"),
        f"{view.account.short} {view.visit.on}",
        lambda workspace, profile, size, code: print_visit_report(
            workspace, view.visit.id, profile=profile, paper_size=size, in_language=code
        ),
    )
