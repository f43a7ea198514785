"""The four numbers over the day, each with its trend; a click opens its list."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from workbench.domain.alarms import AlarmKind
from workbench.domain.attainment import Score
from workbench.domain.attainment_board import Grouping, Within
from workbench.foundation.i18n import _, format_money, format_number, format_percent_bp, in_a_row, ngettext
from workbench.services.over_limit_pace import OverLimitPace
from workbench.services.today import TodayView
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.navigation import Destination, PageId


class Numbers(KeyNumberStrip):
    """Attainment and coverage of this month, open complaints, receivables over the limit."""

    destination_requested = Signal(object)

    def __init__(self) -> None:
        self.attainment = KeyNumber(lambda: _("Attainment this month"))
        self.coverage = KeyNumber(lambda: _("Coverage this month"))
        self.complaints = KeyNumber(lambda: _("Open complaints"))
        self.owed = KeyNumber(lambda: _("Receivables over the limit"))
        places = {
            self.attainment: Destination(PageId.ATTAINMENT, view=Within.THIS_MONTH),
            self.coverage: Destination(PageId.ATTAINMENT, view=Grouping.ACCOUNT),
            self.complaints: Destination(PageId.COMPLAINTS),
            self.owed: Destination(PageId.ALARMS, view=AlarmKind.RECEIVABLE),
        }
        # An amount of money with its change needs the most room.
        super().__init__(tuple(places), (10, 10, 9, 12))
        for number, place in places.items():
            number.clicked.connect(lambda _on=False, place=place: self.destination_requested.emit(place))

    def show_view(self, view: TodayView) -> None:
        """Show the numbers of another day."""
        self._show_attainment(view)
        self._show_coverage(view)
        self._show_complaints(view)

    def _show_attainment(self, view: TodayView) -> None:
        score, before = view.pace.score, view.pace.before
        if not score.required:
            self.attainment.show_value("–", _("nothing is required"))
            return
        gone = format_percent_bp(view.workday_number * 10_000 // max(1, view.workdays_in_month))
        told = _("{done} of {required}").format(
            done=format_number(score.attained), required=format_number(score.required)
        )
        note = _("{done} of {required} · time {gone}").format(
            done=format_number(score.attained), required=format_number(score.required), gone=gone
        )
        tip = in_a_row(
            _("{done_of_required} required visits are made, {gone} of the working days have passed.").format(
                done_of_required=told, gone=gone
            ),
            _then(before, lambda one: one.attainment_bp) if before and before.required else "",
        )
        bars = [one.attainment_bp if one.required else 0 for one in view.pace.scores]
        self.attainment.show_value(format_percent_bp(score.attainment_bp), note, _bars(bars), tip=tip)

    def _show_coverage(self, view: TodayView) -> None:
        score, before = view.pace.score, view.pace.before
        if not score.accounts_due:
            self.coverage.show_value("–", _("nothing is required"))
            return
        told = _("{seen} of {due}").format(
            seen=format_number(score.accounts_visited), due=format_number(score.accounts_due)
        )
        note, tip = told, ""
        if before is not None and before.accounts_due:
            points = (score.coverage_bp - before.coverage_bp) // 100
            change = _("{points} pts").format(points=abs(points))
            note = f"{told} · {change_sign(points, change)}"
            tip = _then(before, lambda one: one.coverage_bp)
        of = ngettext(
            "{seen_of_due} account was seen.", "{seen_of_due} accounts were seen.", score.accounts_due
        )
        bars = [one.coverage_bp if one.accounts_due else 0 for one in view.pace.scores]
        value = format_percent_bp(score.coverage_bp)
        self.coverage.show_value(value, note, _bars(bars), tip=in_a_row(of.format(seen_of_due=told), tip))

    def _show_complaints(self, view: TodayView) -> None:
        behind = sum(line.is_overdue for line in view.complaints)
        more = len(view.complaints) - view.open_before
        late = ngettext("{count} overdue", "{count} overdue", behind).format(count=format_number(behind))
        change = change_sign(more, format_number(abs(more)))
        note = " · ".join(part for part in (late if behind else "", change if more else "") if part)
        tip = in_a_row(
            _("{count} were open a week ago.").format(count=format_number(view.open_before)),
            _("The bars show how many were open at the end of each month.")
            if any(view.open_by_month)
            else "",
        )
        bars = view.open_by_month if any(view.open_by_month) else ()
        self.complaints.show_value(format_number(len(view.complaints)), note, bars, tip=tip)

    def show_over_limit(self, pace: OverLimitPace) -> None:
        """Show what is owed beyond the limits, which is read after the day."""
        if not pace.is_known:
            tip = _("No sales record says what was settled: import sales with what was settled and by when.")
            self.owed.show_value("–", _("not on record"), tip=tip)
            return
        if not pace.accounts:
            self.owed.show_value("0", "", tip=_("Nobody owes more than their credit limit."))
            return
        count = ngettext("{count} account", "{count} accounts", pace.accounts)
        more = pace.by_month_fen[-1] - pace.by_month_fen[-2]
        change = change_sign(more, format_money(abs(more), short=True)) if more else ""
        accounts = count.format(count=format_number(pace.accounts))
        late = _("{amount} of what they owe is overdue.").format(
            amount=format_money(pace.overdue_fen, short=True)
        )
        bars = _(
            "The bars show how much of it was owed by the end of each month, as far as it is still owed."
        )
        self.owed.show_value(
            format_money(pace.over_fen, short=True),
            " · ".join(filter(None, (accounts, change))),
            pace.by_month_fen,
            tip=in_a_row(late if pace.overdue_fen else "", bars),
        )


def change_sign(change: int, words: str) -> str:
    """``▲ 4 pts`` or ``▼ 4 pts``; ``=`` where nothing changed."""
    return "=" if not change else f"{'▲' if change > 0 else '▼'} {words}"


def _then(before: Score, share_bp: Callable[[Score], int]) -> str:
    told = _("On the same working day of last month it was {share}.")
    return told.format(share=format_percent_bp(share_bp(before)))


def _bars(values: list[int]) -> list[int]:
    """One month alone is no trend."""
    return values if len(values) > 1 else []
