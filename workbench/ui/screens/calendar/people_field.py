"""People to tick by typing: a few letters and Enter tick the first who fits, and the next can be typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import name_widget, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, SMALL, Tone

SHOWN = 6


@dataclass(frozen=True)
class Person:
    """Somebody who can be ticked. ``spoken`` are spellings to find them by; ``why`` they are suggested."""

    id: Id
    name: str
    title: str = ""
    why: str = ""
    spoken: str = ""

    def fits(self, typed: str) -> bool:
        """Whether they may be meant by what was typed."""
        typed = "".join(typed.casefold().split())
        known = (self.name, self.title, *self.spoken.split())
        return any(typed in "".join(text.casefold().split()) for text in known if text)


class _Line(TextField):
    """The line one types into. Enter takes the first; Ctrl+Enter is left to the form."""

    entered = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class PeopleField(QWidget):
    """Those ticked on top, then those suggested with the reason; typing narrows to all who fit.

    ``changed`` is told after a tick. Other names are not taken: people are added at their account.
    """

    changed = Signal()

    def __init__(self, title: Text, hint: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[Id, Person] = {}
        self._ticked: dict[Id, None] = {}
        column = vertical(self, gap=S1)
        self.title = Label(title, size=SMALL, tone=Tone.TEXT2)
        self.line = _Line(hint=hint)
        name_widget(self.line, title)
        self.title.setBuddy(self.line)
        self.line.textChanged.connect(lambda _text: self._show())
        self.line.entered.connect(self._take_first)
        self.list = ItemList(title, fit=True, padding=2, pane=True)
        self.line.down.connect(self.list.setFocus)
        self.list.ticked.connect(self.tick)
        self.list.opened.connect(self._turn)
        self.more = Label(size=SMALL, tone=Tone.TEXT2)
        for widget in (self.title, self.line, self.list, self.more):
            column.addWidget(widget)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.ticked = self.list.ticked

    def set_people(self, people: Sequence[Person], ticked: Iterable[Id]) -> None:
        """Offer these; ``ticked`` are those that hold. An id that nobody has is kept, unseen."""
        self._people = {one.id: one for one in people}
        self._ticked = dict.fromkeys(ticked)
        self.line.clear()
        self._show()

    def ticked_ids(self) -> tuple[Id, ...]:
        """Who is ticked, in the order of ticking."""
        return tuple(self._ticked)

    def tick(self, person: Id, checked: bool) -> None:
        """Tick somebody, or take the tick away."""
        if checked:
            self._ticked[person] = None
        else:
            self._ticked.pop(person, None)
        self.line.clear()
        self._show()
        self.changed.emit()

    def _turn(self, person: Id | None) -> None:
        if person is not None:
            self.tick(person, person not in self._ticked)

    def _take_first(self) -> None:
        typed = self.line.text().strip()
        found = next((one for one in self._fitting(typed) if one.id not in self._ticked), None)
        if typed and found is not None:
            self.tick(found.id, True)
        elif not typed:
            self.focusNextChild()

    def _fitting(self, typed: str) -> list[Person]:
        return [one for one in self._people.values() if one.fits(typed)]

    def _show(self) -> None:
        typed = self.line.text().strip()
        if typed:
            shown = self._fitting(typed)
        else:
            shown = [self._people[one] for one in self._ticked if one in self._people]
            shown += [one for one in self._people.values() if one.why and one.id not in self._ticked]
            if len(self._people) <= SHOWN:
                shown += [one for one in self._people.values() if one not in shown]
        most = max(SHOWN, len(self._ticked) if not typed else 0)
        left = (len(self._fitting(typed)) if typed else len(self._people)) - len(shown[:most])
        items = [self._item(one) for one in shown[:most]]
        if not self._people:
            items = [Item(key=None, title=_("No person is known here"))]
        elif typed and not items:
            items = [Item(key=None, title=_("Nobody of that name"))]
        self.list.set_items(items)
        self.more.setVisible(left > 0)
        told = ngettext("{count} more: type a name", "{count} more: type a name", left)
        self.more.say(told.format(count=left))

    def _item(self, one: Person) -> Item:
        ticked = one.id in self._ticked
        return Item(
            key=one.id,
            title=one.name,
            note=one.title,
            second="" if ticked else one.why,
            checked=ticked,
            tooltip=" · ".join(part for part in (one.title, one.why) if part),
        )
