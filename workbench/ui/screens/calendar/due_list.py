"""What is to be placed: overdue and due visits by week, each with its reason; totals of the month."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account
from workbench.domain.duties import Slot
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.services.month import MonthView
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Surface, vertical
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, SMALL, Tone
from workbench.ui.tier_marks import TIER_MARKS

WIDTH = 288


@dataclass(frozen=True)
class DueLines:
    """What the list shows, and the duty behind each line by its key."""

    items: list[Item]
    slots: dict[Hashable, Slot]


class DueList(Surface):
    """Choosing a line shades its window in the calendar; Enter puts it on the chosen day."""

    slot_chosen = Signal(object)
    """A ``Slot`` or ``None``."""
    place_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setFixedWidth(WIDTH)
        self._slots: dict[Hashable, Slot] = {}
        column = vertical(self, margins=(0, S3, 0, 0), gap=S2)
        self.header = SectionHeader(lambda: _("To be placed"), size=LARGE)
        self.header.setContentsMargins(S4, 0, S4, 0)
        column.addWidget(self.header)
        column.addWidget(Line())
        self.list = ItemList(lambda: _("To be placed"), selectable=True, pane=True)
        self.list.chosen.connect(lambda key: self.slot_chosen.emit(self._slots.get(key)))
        self.list.opened.connect(self._place)
        self.list.action_requested.connect(self._place)
        column.addWidget(self.list, 1)
        self._nothing = Label(
            lambda: _("Nothing is left to be placed in this month."), tone=Tone.TEXT2, wrap=True
        )
        self._nothing.setContentsMargins(S4, S2, S4, S2)
        column.addWidget(self._nothing)
        column.addStretch(0)
        column.addWidget(Line())
        self._totals = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._totals.setContentsMargins(S4, S2, S4, S3)
        column.addWidget(self._totals)

    def show_view(self, view: MonthView, lines: DueLines) -> None:
        """Show what another month, or another person, has to place."""
        items, self._slots = lines.items, lines.slots
        self.list.set_items(items)
        self.list.setVisible(bool(items))
        self._nothing.setVisible(not items)
        self.header.note.say(str(len(self._slots)))
        self._totals.say(
            _("Required {required} · done {done} · planned {planned} · to be placed {open}").format(
                required=view.score.required,
                done=view.score.attained,
                planned=view.planned,
                open=len(view.due) + len(view.overdue),
            )
        )

    def current_slot(self) -> Slot | None:
        """The duty chosen, if any."""
        key = self.list.current_key()
        return self._slots.get(key) if key is not None else None

    def _place(self, key: Hashable) -> None:
        slot = self._slots.get(key)
        if slot is not None:
            self.place_requested.emit(slot)


def due_lines(view: MonthView) -> DueLines:
    """The lines of a month; with thousands of them nothing for the thread of the window."""
    items: list[Item] = []
    slots: dict[Hashable, Slot] = {}
    if view.overdue:
        items.append(_heading("overdue", _("Overdue"), len(view.overdue)))
        for late in view.overdue:
            items.append(_item(late.slot, view.accounts[late.slot.account_id], late=late.days_late))
            slots[items[-1].key] = late.slot
    passed: list[Item] = []
    weeks: dict[date, list[Item]] = {}
    this_week = view.today - timedelta(days=view.today.weekday())
    for duty in sorted(view.due, key=lambda duty: (duty.ideal_on, duty.key)):
        week = duty.ideal_on - timedelta(days=duty.ideal_on.weekday())
        lines = passed if week < this_week else weeks.setdefault(week, [])
        lines.append(_item(duty.slot, view.accounts[duty.account_id], ideal=duty.ideal_on))
        slots[lines[-1].key] = duty.slot
    if passed:
        items += [_heading("passed", _("Ideal date has passed"), len(passed)), *passed]
    for week, lines in weeks.items():
        title = _("Week of {date}").format(date=format_short_date(week))
        items += [_heading(("week", week), title, len(lines)), *lines]
    return DueLines(items, slots)


def _item(slot: Slot, account: Account, *, late: int = 0, ideal: date | None = None) -> Item:
    why = slot.required.label
    if late:
        right = ngettext("{days} day late", "{days} days late", late).format(days=late)
    else:
        right = _("ideal {date}").format(date=format_short_date(ideal)) if ideal else ""
    return Item(
        key=(slot.account_id, slot.kind, slot.period.key, slot.number),
        title=account.short,
        second=f"{why} · {account.city}" if account.city else why,
        right=right,
        right_tone=Tone.DANGER if late else Tone.ACCENT,
        mark=TIER_MARKS[account.tier] if account.tier else None,
        tooltip=slot.required.reason(),
    )


def _heading(key: Hashable, title: str, count: int) -> Item:
    return Item(key=("heading", key), title=title, right=str(count), heading=True)
