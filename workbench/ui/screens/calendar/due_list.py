"""What is to be placed: overdue and due visits by week, each with its reason; totals of the period."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from workbench.domain.accounts import Account
from workbench.domain.search_text import folded
from workbench.domain.slots import Slot
from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _, format_number, format_short_date, ngettext
from workbench.services.due_view import DueView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Surface, horizontal, name_widget, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.calendar.legend import Legend
from workbench.ui.tier_marks import TIER_MARKS

WIDTH = 288
DUE_MIME = "application/x-workbench-duties"


@dataclass(frozen=True)
class DueFilter:
    """What is looked for; empty for everything."""

    text: str = ""
    kind: VisitKind | None = None
    city: str = ""

    def takes(self, slot: Slot, account: Account) -> bool:
        """Whether a duty of ``account`` is shown."""
        return (
            self.kind in (None, slot.kind)
            and self.city in ("", account.city)
            and (not self.text or self.text in folded(f"{account.name} {account.short_name} {account.code}"))
        )


@dataclass(frozen=True)
class DueLines:
    """What the list shows, and the duty and ideal date behind each line by its key."""

    items: list[Item]
    slots: dict[Hashable, tuple[Slot, date]]
    kinds: tuple[VisitKind, ...] = ()
    cities: tuple[str, ...] = ()


class DueList(Surface):
    """Choosing a line shades its window in the calendar; Enter or a drag puts it on a day."""

    slot_chosen = Signal(object)
    """A ``Slot`` or ``None``."""
    place_requested = Signal(object)
    """Slots for the chosen day."""
    ideal_requested = Signal(object)
    """Pairs of a slot and its ideal date."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setFixedWidth(WIDTH)
        self._context = context
        self._view: DueView | None = None
        self._filter = DueFilter()
        self._slots: dict[Hashable, tuple[Slot, date]] = {}
        column = vertical(self, margins=(0, S3, 0, 0), gap=S2)
        self.header = SectionHeader(lambda: _("To be placed"), size=LARGE, right=lambda: _("Drag, or Enter"))
        self.header.setContentsMargins(S4, 0, S4, 0)
        column.addWidget(self.header)
        column.addLayout(self._make_filter())
        column.addWidget(Line())
        self.list = ItemList(lambda: _("To be placed"), selectable=True, pane=True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.enable_drag(DUE_MIME, lambda _key: b"duties")
        self.list.chosen.connect(lambda key: self.slot_chosen.emit(self.slot_of(key)))
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._tell_buttons())
        self.list.opened.connect(lambda _key: self._place())
        column.addWidget(self.list, 1)
        self._nothing = Label(tone=Tone.TEXT2, wrap=True)
        self._nothing.setContentsMargins(S4, S2, S4, S2)
        column.addWidget(self._nothing)
        column.addStretch(0)
        column.addWidget(self._make_buttons())
        column.addWidget(Line())
        self._totals = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._totals.setContentsMargins(S4, S2, S4, 0)
        column.addWidget(self._totals)
        self.legend = Legend()
        column.addWidget(self.legend)

    def _make_filter(self) -> QVBoxLayout:
        box = vertical(margins=(S4, 0, S4, 0), gap=S2)
        self.search = SearchField(lambda: _("Account or code"), small=True)
        self.search.textChanged.connect(lambda _text: self._refilter())
        box.addWidget(self.search)
        row = horizontal(gap=S2)
        self.kinds = ComboBox([(None, lambda: _("All kinds"))], small=True)
        name_widget(self.kinds, lambda: _("Kind of visit"))
        self.cities = ComboBox([("", lambda: _("All cities"))], small=True)
        name_widget(self.cities, lambda: _("City"))
        for field in (self.kinds, self.cities):
            field.picked.connect(lambda _key: self._refilter())
            row.addWidget(field, 1)
        box.addLayout(row)
        return box

    def _make_buttons(self) -> QWidget:
        self.buttons = QWidget()
        row = horizontal(self.buttons, margins=(S4, 0, S4, 0), gap=S2)
        self.place_button = Button("", small=True)
        self.place_button.clicked.connect(self._place)
        self.ideal_button = Button("", small=True)
        self.ideal_button.clicked.connect(lambda: self.ideal_requested.emit(self.chosen_pairs()))
        row.addWidget(self.place_button)
        row.addWidget(self.ideal_button)
        row.addStretch(1)
        self.buttons.hide()
        return self.buttons

    def show_view(self, view: DueView, lines: DueLines) -> None:
        """Show what another period, or another person, has to place."""
        self._view = view
        kinds: list[tuple[VisitKind | None, Text]] = [(None, lambda: _("All kinds"))]
        kinds += [(kind, kind.label) for kind in lines.kinds]
        cities: list[tuple[str, Text]] = [
            ("", lambda: _("All cities")),
            *((one, one) for one in lines.cities),
        ]
        self.kinds.set_choices(kinds)
        self.cities.set_choices(cities)
        self._totals.say(
            _("Due by {date}: {required} · made {done} · scheduled {scheduled} · to schedule {open}").format(
                date=format_short_date(view.end),
                required=format_number(view.score.required),
                done=format_number(view.score.attained),
                scheduled=format_number(view.score.scheduled),
                open=format_number(view.score.to_schedule),
            )
        )
        self._show_lines(lines)

    def filter(self) -> DueFilter:
        """What is looked for now."""
        return DueFilter(folded(self.search.text().strip()), self.kinds.key(), self.cities.key() or "")

    def slot_of(self, key: Hashable | None) -> Slot | None:
        """The duty of that line."""
        pair = self._slots.get(key)
        return pair[0] if pair is not None else None

    def current_slot(self) -> Slot | None:
        """The duty chosen, if any."""
        return self.slot_of(self.list.current_key()) if self.list.selectionModel().hasSelection() else None

    def chosen_pairs(self) -> list[tuple[Slot, date]]:
        """The duties chosen with their ideal dates, in the order of the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        keys = (self.list.items_model.items[row].key for row in rows)
        return [self._slots[key] for key in keys if key in self._slots]

    def chosen_slots(self) -> list[Slot]:
        """The duties chosen."""
        return [slot for slot, _ideal in self.chosen_pairs()]

    def retranslate(self) -> None:
        """Say the buttons in the language in force."""
        self._tell_buttons()

    def tell_day(self, day: date | None) -> None:
        """Where the button would place what is chosen."""
        self._day = day
        self._tell_buttons()

    _day: date | None = None

    def _tell_buttons(self) -> None:
        count = len(self.chosen_pairs())
        self.buttons.setVisible(count > 0)
        if count:
            day = format_short_date(self._day) if self._day else ""
            self.place_button.say(_("Place on {date}").format(date=day))
            text = ngettext("On its ideal date", "{count} on ideal dates", count)
            self.ideal_button.say(text.format(count=format_number(count)))

    def _refilter(self) -> None:
        view, wanted = self._view, self.filter()
        if view is not None and wanted != self._filter:
            # Thousands of lines are nothing for the thread of the window.
            self._context.read(lambda _workspace: due_lines(view, wanted), self._show_lines, key="due-filter")
        self._filter = wanted

    def _show_lines(self, lines: DueLines) -> None:
        self._slots = lines.slots
        self.list.set_items(lines.items)
        self.list.setVisible(bool(lines.items))
        everything = self._view is not None and not (self._view.due or self._view.overdue)
        self._nothing.say(
            (lambda: _("Nothing is left to be placed in this period."))
            if everything
            else (lambda: _("Nothing of this kind is left to be placed."))
        )
        self._nothing.setVisible(not lines.items)
        self.header.note.say(format_number(len(self._slots)))
        self._tell_buttons()

    def _place(self) -> None:
        slots = self.chosen_slots()
        if slots:
            self.place_requested.emit(slots)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Escape lets go of what is chosen before it closes anything.
        if event.key() == Qt.Key.Key_Escape and self.list.selectionModel().hasSelection():
            self.list.clearSelection()
            self.slot_chosen.emit(None)
        else:
            super().keyPressEvent(event)


def due_lines(view: DueView, wanted: DueFilter | None = None) -> DueLines:
    """The lines of a period; with thousands of them nothing for the thread of the window."""
    wanted = wanted or DueFilter()
    items: list[Item] = []
    slots: dict[Hashable, tuple[Slot, date]] = {}
    kinds: set[VisitKind] = set()
    cities: set[str] = set()

    def taken(slot: Slot) -> bool:
        account = view.accounts[slot.account_id]
        kinds.add(slot.kind)
        cities.add(account.city)
        return wanted.takes(slot, account)

    overdue = [late for late in view.overdue if taken(late.slot)]
    if overdue:
        items.append(_heading("overdue", _("Overdue"), len(overdue)))
        for late in overdue:
            items.append(_item(late.slot, view.accounts[late.slot.account_id], late=late.days_late))
            slots[items[-1].key] = (late.slot, late.slot.middle_on)
    passed: list[Item] = []
    weeks: dict[date, list[Item]] = {}
    this_week = view.today - timedelta(days=view.today.weekday())
    for duty in sorted(view.due, key=lambda duty: (duty.ideal_on, duty.key)):
        if not taken(duty.slot):
            continue
        week = duty.ideal_on - timedelta(days=duty.ideal_on.weekday())
        lines = passed if week < this_week else weeks.setdefault(week, [])
        lines.append(_item(duty.slot, view.accounts[duty.account_id], ideal=duty.ideal_on))
        slots[lines[-1].key] = (duty.slot, duty.ideal_on)
    if passed:
        items += [_heading("passed", _("Ideal date has passed"), len(passed)), *passed]
    for week, lines in weeks.items():
        title = _("Week of {date}").format(date=format_short_date(week))
        if week == this_week:
            title = _("This week")
        elif week == this_week + timedelta(days=7):
            title = _("Next week, from {date}").format(date=format_short_date(week))
        items += [_heading(("week", week), title, len(lines)), *lines]
    order = list(VisitKind)
    return DueLines(items, slots, tuple(sorted(kinds, key=order.index)), tuple(sorted(cities - {""})))


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
    return Item(key=("heading", key), title=title, right=format_number(count), heading=True)
