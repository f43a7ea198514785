"""The live data of the week beside the texts: visits, calls, complaints, promises, what comes next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.visits import VisitState
from workbench.domain.week_texts import short_day, visit_cause, visit_result
from workbench.domain.weekly_reports import WeekDuty, WeekFacts, WeekPromise, WeekVisit
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.marks import CAUTION, HALF, RING, Mark
from workbench.ui.kit.surfaces import SidePane, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, Tone
from workbench.ui.navigation import Destination, PageId

_MARKS = {
    VisitState.DONE: Mark("check", Tone.OK),
    VisitState.AGREED: Mark(HALF, Tone.ACCENT),
    VisitState.PLANNED: Mark(RING, Tone.TEXT2),
    VisitState.MISSED: Mark("x", Tone.DANGER),
    VisitState.CANCELLED: Mark("x", Tone.TEXT2),
}


class WeekData(SidePane):
    """Groups of lines; a click goes to the visit or the promise. ``requested`` gives a ``Destination``."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("From the data"), width=376, closable=False, parent=parent)
        self.nothing = Label(
            lambda: _(
                "Nothing is on record for this week. Visits that are reported, calls that are logged and "
                "promises that are noted appear here by themselves."
            ),
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.column.addWidget(self.nothing)
        self.groups: dict[str, tuple[SectionHeader, ItemList, QWidget]] = {}
        for name, title in _TITLES.items():
            header, lines = SectionHeader(title), ItemList(title, fit=True, padding=0, pane=True)
            lines.opened.connect(self._open)
            group = QWidget()
            self.groups[name] = (header, lines, group)
            column = vertical(group, margins=(0, 0, 0, S2), gap=S1)
            column.addWidget(header)
            column.addWidget(lines)
            self.column.addWidget(group)
        self.column.addStretch(1)

    def show_facts(self, facts: WeekFacts) -> None:
        """Show the data of another week, or of the same one changed."""
        found: dict[str, Sequence[Item]] = {
            "done": [_visit_item(one) for one in facts.done],
            "ahead": [_visit_item(one) for one in facts.ahead],
            "dropped": [_visit_item(one) for one in (*facts.dropped, *facts.unreported)],
            "contacts": [
                Item(
                    key=None,
                    title=" · ".join(part for part in (one.account, one.person) if part),
                    lead=short_day(one.entry.on),
                    second=" ".join(one.entry.text.split()) or one.entry.channel.label,
                    right=one.entry.channel.label,
                    tooltip=one.entry.text,
                )
                for one in facts.contacts
            ],
            "complaints": [
                Item(
                    key=None,
                    title=one.account,
                    lead=short_day(one.complaint.received_on),
                    second=" ".join((one.complaint.text or one.complaint.demand).split())
                    or one.complaint.kind.label,
                    right=one.complaint.kind.label,
                    tooltip=one.complaint.text,
                )
                for one in facts.complaints
            ],
            "made": [_promise_item(one) for one in facts.made],
            "kept": [_promise_item(one) for one in facts.kept],
            "open": [_promise_item(one) for one in (*facts.late, *facts.due)],
            "next": [_visit_item(one) for one in facts.next_visits],
            "duties": [_duty_item(place, one) for place, one in enumerate(facts.next_duties)],
        }
        for name, items in found.items():
            header, lines, group = self.groups[name]
            lines.set_items(items)
            header.note.say(str(len(items)))
            group.setVisible(bool(items))
        self.nothing.setVisible(not any(found.values()))

    def _open(self, key: object) -> None:
        if isinstance(key, Destination):
            self.requested.emit(key)


def _visit_item(one: WeekVisit) -> Item:
    visit = one.visit
    told = visit_cause(one) if visit.state in (VisitState.MISSED, VisitState.CANCELLED) else visit_result(one)
    is_silent = visit.state.is_open and not told
    return Item(
        key=Destination(PageId.CALENDAR, subject=visit.id),
        title=one.account,
        lead=short_day(visit.on),
        second=told or visit.kind.label,
        right=visit.kind.label if not is_silent else "",
        mark=_MARKS[visit.state],
        tooltip="\n".join(part for part in (f"{visit.state.label} · {visit.kind.label}", told) if part),
    )


def _promise_item(one: WeekPromise) -> Item:
    action = one.action
    if one.late_days and action.done_on is None:
        right = ngettext("{days} day late", "{days} days late", one.late_days).format(days=one.late_days)
    else:
        right = format_short_date(action.due_on) if action.due_on else ""
    is_late = bool(one.late_days) and action.done_on is None
    return Item(
        key=Destination(PageId.PROMISES, item=action.id),
        title=action.text,
        second=" · ".join(part for part in (one.account, action.side.label, action.owner) if part),
        right=right,
        right_tone=Tone.DANGER if is_late else Tone.TEXT2,
        mark=CAUTION if is_late else Mark("check", Tone.OK) if action.done_on else Mark(RING, Tone.TEXT2),
        tooltip=action.text,
    )


def _duty_item(place: int, one: WeekDuty) -> Item:
    late = ngettext("{days} day late", "{days} days late", one.days_late).format(days=one.days_late)
    return Item(
        key=place,
        title=one.account,
        note=one.kind.label,
        right=late if one.days_late else _("by {date}").format(date=format_short_date(one.due_on)),
        right_tone=Tone.DANGER if one.days_late else Tone.TEXT2,
    )


_TITLES: dict[str, Text] = {
    "done": lambda: _("Visits made"),
    "dropped": lambda: _("Not made, or without a report"),
    "ahead": lambda: _("Still to come this week"),
    "contacts": lambda: _("Calls and messages"),
    "complaints": lambda: _("Complaints received"),
    "made": lambda: _("Promised this week"),
    "kept": lambda: _("Promises kept this week"),
    "open": lambda: _("Promises late or due"),
    "next": lambda: _("Next week"),
    "duties": lambda: _("Required and without a day"),
}
