"""Printing briefs from Today: the one that is open, those of a day, those of its week."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.accounts import Account
from workbench.domain.visits import Visit
from workbench.foundation.i18n import _, format_date, format_short_date
from workbench.services.visit_papers import print_briefs, print_visit_brief
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def print_visit(context: Context, parent: QWidget, visit: Visit, account: Account) -> None:
    """Open the preview of one visit's brief."""
    preview_paper(
        context,
        parent,
        lambda: _("Visit brief"),
        _("Visit brief {account} {date}").format(account=account.short, date=visit.on),
        lambda workspace, profile, size, code: print_visit_brief(
            workspace, visit.id, profile=profile, paper_size=size, in_language=code
        ),
    )


def print_between(context: Context, parent: QWidget, first: date, last: date) -> None:
    """Open the preview of the briefs of all open visits of these days."""
    days = str(first) if first == last else f"{first} {last}"
    preview_paper(
        context,
        parent,
        lambda: _("Visit briefs"),
        _("Visit briefs {days}").format(days=days),
        lambda workspace, profile, size, code: print_briefs(
            workspace, first, last, profile=profile, paper_size=size, in_language=code
        ),
    )


def offer_briefs(context: Context, button: QWidget, day: date) -> None:
    """Let the user choose: the briefs of ``day``, or of the rest of its week."""
    sunday = day + timedelta(days=6 - day.weekday())
    menu = QMenu(button)
    menu.addAction(format_date(day, weekday=True)).triggered.connect(
        lambda _on=False: print_between(context, button, day, day)
    )
    if sunday > day:
        week = _("The week to {date}").format(date=format_short_date(sunday))
        menu.addAction(week).triggered.connect(lambda _on=False: print_between(context, button, day, sunday))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
