"""The alarms of an account over its overview, and its major events in the relationship section."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.alarms import AlarmKey, AlarmKind, MajorEvent, MajorEventKind
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.alarms import AlarmBoard, AlarmLine
from workbench.ui.alarm_items import alarm_item, page_of_alarm
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Line, SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, S4, Tone
from workbench.ui.navigation import Destination, PageId

SHOWN = 4
# What the overview tells of in other words anyway comes after the rest of its severity.
_TOLD_HERE = frozenset({AlarmKind.CONTRACT, AlarmKind.COMPLAINT, AlarmKind.PROFILE_PART})


class AlarmsPart(QWidget):
    """Hidden while there is none. ``destination_requested`` gives where an alarm is told in full."""

    destination_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[AlarmKey, AlarmLine] = {}
        column = vertical(self, gap=S2)
        self._title = SectionHeader(lambda: _("Alarms"), link=lambda: _("All alarms"))
        self._title.link_requested.connect(
            lambda: self.destination_requested.emit(Destination(PageId.ALARMS))
        )
        self.list = ItemList(lambda: _("Alarms"), fit=True, padding=0)
        self.list.opened.connect(self._open)
        column.addWidget(self._title)
        column.addWidget(self.list)
        column.addSpacing(S4 - S2)
        column.addWidget(Line())
        self.hide()

    def show_alarms(self, board: AlarmBoard) -> None:
        """Show the gravest of them."""
        lines = sorted(board.alarms, key=_rank)
        self._lines = {line.alarm.key: line for line in lines}
        self._title.note.say(str(len(lines)) if lines else "")
        self.list.set_items([alarm_item(line, board.looked_on) for line in lines[:SHOWN]])
        self.setVisible(bool(lines))

    def _open(self, key: AlarmKey) -> None:
        if key in self._lines:
            self.destination_requested.emit(page_of_alarm(self._lines[key].alarm))


def _rank(line: AlarmLine) -> tuple[int, bool]:
    return line.alarm.severity.rank, line.alarm.kind in _TOLD_HERE


class MajorEventsPart(QWidget):
    """What happened at the account. ``event_requested``: one of them, or ``None`` for a new one."""

    event_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: dict[Id, MajorEvent] = {}
        column = vertical(self, gap=S2)
        self._title = SectionHeader(lambda: _("Major events"), link=lambda: _("Record one"))
        self._title.link_requested.connect(lambda: self.event_requested.emit(None))
        self.list = ItemList(lambda: _("Major events"), fit=True, padding=0)
        self.list.opened.connect(lambda key: self.event_requested.emit(self._events.get(key)))
        column.addWidget(self._title)
        column.addWidget(self.list)

    def show_events(self, events: Sequence[MajorEvent], today: date) -> None:
        """Show these."""
        self._events = {one.id: one for one in events}
        self._title.note.say(str(len(events)) if events else "")
        nothing = Item(key=None, title=_("None is on record: theft, accident, illness, insolvency …"))
        self.list.set_items([_item(one, today) for one in events] or [nothing])


def _item(event: MajorEvent, today: date) -> Item:
    is_over = event.ended_on is not None and event.ended_on <= today
    kind = (event.kind or MajorEventKind.OTHER).label
    told = " ".join(event.text.split())
    over = _("over on {date}").format(date=format_date(event.ended_on)) if event.ended_on else ""
    return Item(
        key=event.id,
        title=kind,
        note=told,
        second=event.answer and _("What we do: {text}").format(text=" ".join(event.answer.split())),
        right=over or (format_date(event.happened_on) if event.happened_on else ""),
        mark=Mark("check", Tone.TEXT2) if is_over else Mark("triangle-alert", Tone.WARN),
        tooltip="\n".join(filter(None, (kind, event.text, event.answer))),
    )
