"""The columns of the list of complaints."""

from collections.abc import Callable, Sequence
from datetime import date

from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaints import ComplaintSeverity
from workbench.foundation.i18n import _, format_money, format_short_date, pgettext
from workbench.services.complaint_board import ComplaintLine
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.complaints.words import SEVERITY_MARKS, answerable_words, left_short, title_of

_GRADES = {severity: grade for grade, severity in enumerate(ComplaintSeverity)}


def complaint_columns(today: Callable[[], date]) -> Sequence[Column[ComplaintLine]]:
    """The columns as of today."""
    return (
        Column(
            "number",
            lambda: pgettext("complaint", "Number"),
            lambda one: one.complaint.number,
            width=118,
            falling_first=True,
        ),
        _day("received", lambda: _("Received"), lambda one: one.complaint.received_on, today),
        Column(
            "account",
            lambda: _("Account"),
            lambda one: Cell(one.account.short, bold=True, tooltip=one.account.name),
            width=150,
            kind=Kind.CHOICE,
            stretch=True,
        ),
        Column(
            "text",
            lambda: pgettext("complaint", "What it is about"),
            lambda one: Cell(title_of(one.complaint), tooltip=one.complaint.text),
            width=138,
            stretch=True,
        ),
        Column("kind", lambda: _("Kind"), lambda one: one.complaint.kind.label, width=160, kind=Kind.CHOICE),
        Column(
            "severity",
            lambda: _("Severity"),
            _severity,
            sort=lambda one: _GRADES[one.complaint.severity],
            width=84,
            kind=Kind.CHOICE,
            falling_first=True,
        ),
        Column(
            "product",
            lambda: _("Product"),
            lambda one: one.complaint.product,
            width=80,
            kind=Kind.CHOICE,
            shown=False,
        ),
        Column(
            "state",
            lambda: pgettext("complaint", "State"),
            _state,
            sort=lambda one: (one.step.number, one.state.label),
            width=188,
            kind=Kind.CHOICE,
        ),
        Column(
            "left",
            lambda: pgettext("complaint", "Days left"),
            _left,
            raw=lambda one: one.deadline.left if one.deadline else None,
            kind=Kind.NUMBER,
            width=88,
            right=True,
        ),
        Column(
            "answerable",
            lambda: _("Responsible"),
            lambda one: answerable_words(one.answerable),
            width=168,
            kind=Kind.CHOICE,
        ),
        _day("replied", lambda: _("First reply"), lambda one: _first_reply(one.progress), today, shown=False),
        _day("closed", lambda: pgettext("complaint", "Closed on"), lambda one: one.progress.closed_on, today),
        Column(
            "cost",
            lambda: pgettext("complaint", "Cost"),
            _cost,
            raw=lambda one: one.progress.cost_fen,
            kind=Kind.MONEY,
            currency="CNY",
            width=96,
            right=True,
            falling_first=True,
            shown=False,
            total=_total_cost,
        ),
        Column(
            "repeats",
            lambda: pgettext("complaint", "Similar"),
            lambda one: str(one.repeats) if one.repeats else "",
            raw=lambda one: one.repeats or None,
            kind=Kind.NUMBER,
            width=68,
            right=True,
            falling_first=True,
            tooltip=lambda: _("Similar complaints within the days of the policy"),
        ),
    )


def _day(
    key: str,
    header: Callable[[], str],
    day: Callable[[ComplaintLine], date | None],
    today: Callable[[], date],
    *,
    shown: bool = True,
) -> Column[ComplaintLine]:
    def words(one: ComplaintLine) -> str:
        on = day(one)
        return format_short_date(on, year=on.year != today().year) if on else ""

    return Column(key, header, words, raw=day, kind=Kind.DAY, width=76, falling_first=True, shown=shown)


def _severity(line: ComplaintLine) -> Cell:
    severity = line.complaint.severity
    usual = severity is ComplaintSeverity.NORMAL
    return Cell(severity.label, mark=None if usual else SEVERITY_MARKS[severity])


def _state(line: ComplaintLine) -> Cell:
    return Cell(line.state.label, Tone.TEXT if line.is_open else Tone.TEXT2, tooltip=line.state.label)


def _left(line: ComplaintLine) -> Cell:
    words, tone = left_short(line)
    return Cell(words, tone, bold=tone is Tone.DANGER)


def _cost(line: ComplaintLine) -> str:
    cost = line.progress.cost_fen
    return "" if cost is None else format_money(cost)


def _first_reply(progress: ComplaintProgress) -> date | None:
    return progress.replies[0].on if progress.replies else None


def _total_cost(lines: Sequence[ComplaintLine]) -> str:
    cost = sum(one.progress.cost_fen or 0 for one in lines)
    return _("Cost {sum}").format(sum=format_money(cost)) if cost else ""
