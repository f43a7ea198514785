"""The three most pressing needs of a person: typed in place, put into order by keys or a menu."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.needs import Need
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.screens.accounts.influence.rows import make_low

NEEDS = 3
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class NeedsPart(QWidget):
    """``saved`` gives the place, from 0 on, and the text; ``moved`` the place and by how much, −1 or +1."""

    saved = Signal(int, str)
    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._is_moving = False
        column = vertical(self, gap=0)
        column.addWidget(Label(lambda: _("Three most pressing needs"), size=SMALL, tone=Tone.TEXT2))
        self.fields: list[InPlaceField] = []
        self.numbers: list[Button] = []
        for place in range(NEEDS):
            field = InPlaceField(_need_name(place + 1), hint=lambda: _("A need"))
            field.saved.connect(lambda text, place=place: self.saved.emit(place, text))
            field.installEventFilter(self)
            make_low(field)
            number = Button(str(place + 1), Kind.PLAIN, small=True, name=_order_name(place + 1))
            number.clicked.connect(lambda _on, place=place: self._offer(place))
            row = horizontal(gap=0)
            row.addWidget(number)
            row.addWidget(field, 1)
            column.addLayout(row)
            self.fields.append(field)
            self.numbers.append(number)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show what presses, the most pressing first; what is being typed stays."""
        self._count, self._is_moving = len(needs), False
        for place, field in enumerate(self.fields):
            field.set_value(needs[place].text if place < len(needs) else "")
            field.setEnabled(place <= len(needs))
            self.numbers[place].setEnabled(place < len(needs))

    def order_menu(self, place: int) -> QMenu:
        """What can be done with the need in that place."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        ways = ((_("More pressing") + "\tAlt ↑", -1), (_("Less pressing") + "\tAlt ↓", 1))
        for word, by in ways:
            entry = menu.addAction(word)
            entry.setEnabled(0 <= place + by < self._count)
            entry.triggered.connect(lambda _on, by=by: self.move_need(place, by))
        menu.addSeparator()
        away = menu.addAction(_("Not pressing any more"))
        away.triggered.connect(lambda _on: self.saved.emit(place, ""))
        return menu

    def move_need(self, place: int, by: int) -> bool:
        """Let a need change places with its neighbour; False where there is none, or one is under way."""
        there = place + by
        is_there = 0 <= place < self._count and 0 <= there < self._count
        # One that was just emptied is about to go.
        if self._is_moving or not is_there or not self.fields[place].text().strip():
            return False
        # What is being typed is stored first, and where it was typed.
        self.fields[place].clearFocus()
        self._is_moving = True
        self.moved.emit(place, by)
        self.fields[there].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, InPlaceField) and watched in self.fields:
            by = _STEPS.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                if event.type() == QEvent.Type.KeyPress:
                    self.move_need(self.fields.index(watched), by)
                    return True
                event.accept()
                return event.type() == QEvent.Type.ShortcutOverride
        return False

    def _offer(self, place: int) -> None:
        number = self.numbers[place]
        self.order_menu(place).popup(number.mapToGlobal(number.rect().bottomLeft()))


def _need_name(rank: int) -> Text:
    return lambda: _("Need {number}").format(number=rank)


def _order_name(rank: int) -> Text:
    return lambda: _("How pressing need {number} is").format(number=rank)
