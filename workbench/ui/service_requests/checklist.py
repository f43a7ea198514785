"""What is ticked off with a request: our commitments, and the customer's documents."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.service_requests import ServiceDocument
from workbench.domain.service_stand import CommitmentStand
from workbench.domain.service_types import shown_text
from workbench.foundation.i18n import _, format_date, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.service_requests.words import left_tone

DAYS_WIDTH = 92


class Checklist(QWidget):
    """A title, lines to tick, and a row to add one more; ``with_days`` asks for working days too.

    Space or a click ticks, Del or the menu takes a line away.
    """

    ticked = Signal(object, bool)
    removed = Signal(object)
    added = Signal(str, str)

    def __init__(
        self, title: Text, empty: Text, add: Text, *, with_days: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S1)
        self.title = SectionHeader(title, link=add)
        self.title.link_requested.connect(self.begin)
        self.list = ItemList(title, fit=True, padding=0, pane=True)
        self.list.ticked.connect(self.ticked)
        self.list.opened.connect(self._toggle)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._remove_current)
        self.empty = Label(empty, size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.row = QWidget()
        line = horizontal(self.row, gap=S2)
        self.text: Field[TextField] = Field(add, TextField())
        self.days: Field[TextField] = Field(lambda: _("Working days"), TextField())
        self.days.setFixedWidth(DAYS_WIDTH)
        self.days.setVisible(with_days)
        for field in (self.text, self.days):
            field.control.returnPressed.connect(self._add)
        self.add_button = Button(lambda: _("Add"), small=True)
        self.add_button.clicked.connect(self._add)
        line.addWidget(self.text, 1)
        line.addWidget(self.days)
        line.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.row.hide()
        for widget in (self.title, self.list, self.empty, self.row):
            column.addWidget(widget)

    def begin(self) -> None:
        """Let one more be typed."""
        self.row.show()
        self.text.control.setFocus()

    def end(self) -> bool:
        """Close the row; False if it is not open."""
        was_open = not self.row.isHidden()
        self.row.hide()
        for field in (self.text, self.days):
            field.control.clear()
            field.set_error("")
        return was_open

    def show_items(self, items: Sequence[Item], note: str) -> None:
        """Show these lines."""
        self.list.set_items(items)
        self.list.setVisible(bool(items))
        self.empty.setVisible(not items)
        self.title.note.say(note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.end():
            super().keyPressEvent(event)

    def _add(self) -> None:
        text, days = self.text.control.text().strip(), self.days.control.text().strip()
        self.text.set_error("" if text else _("A few words will do."))
        is_number = days.isascii() and days.isdecimal()
        with_days = not self.days.isHidden()
        self.days.set_error("" if is_number or not with_days else _("Give a whole number."))
        if not self.text.has_error() and not self.days.has_error():
            self.added.emit(text, days)

    def _toggle(self, key: object) -> None:
        item = next((one for one in self.list.items_model.items if one.key == key), None)
        if item is not None:
            self.ticked.emit(key, not item.checked)

    def _remove_current(self) -> None:
        key = self.list.current_key()
        if isinstance(key, bytes):
            self.removed.emit(Id(key))

    def _show_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        key = self.list.items_model.items[index.row()].key
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Take away"), lambda: self.removed.emit(key))
        menu.popup(self.list.viewport().mapToGlobal(at))


def commitment_items(stands: Sequence[CommitmentStand]) -> list[Item]:
    """The commitments as lines to tick, with their day and what is left of it in words."""
    found = []
    for one in stands:
        done_on, text = one.commitment.done_on, shown_text(one.commitment.text)
        day = _("until {date}").format(date=format_date(one.due_on, weekday=True)) if one.due_on else ""
        right, tone = one.words, left_tone(one.left)
        if done_on is not None:
            day = " · ".join(
                part
                for part in (_("done {date}").format(date=format_date(done_on)), one.commitment.done_by)
                if part
            )
            right, tone = _lateness(one), Tone.TEXT2
        found.append(
            Item(
                key=one.commitment.id,
                title=text,
                second=day or " ",
                right=right,
                right_tone=tone,
                right_bold=one.is_overdue,
                checked=done_on is not None,
                tooltip=text,
            )
        )
    return found


def _lateness(one: CommitmentStand) -> str:
    done_on, due_on = one.commitment.done_on, one.due_on
    if done_on is None or due_on is None:
        return ""
    return _("in time") if done_on <= due_on else _("late")


def document_items(documents: Sequence[ServiceDocument]) -> list[Item]:
    """The documents as lines to tick; what is missing says so."""
    return [
        Item(
            key=one.id,
            title=shown_text(one.name),
            right=format_short_date(one.received_on) if one.received_on else _("missing"),
            right_tone=Tone.TEXT2 if one.received_on else Tone.WARN,
            checked=one.received_on is not None,
            tooltip=shown_text(one.name),
        )
        for one in documents
    ]


def missing_words(missing: int, total: int) -> str:
    """How many documents are missing."""
    if not total:
        return ""
    return (
        ngettext("{count} missing", "{count} missing", missing).format(count=missing)
        if missing
        else _("complete")
    )
