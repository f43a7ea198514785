"""A text field that proposes things as one types; Down and Enter, or a click, takes one."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.texts import Text
from workbench.ui.kit.theme import dress_popup

SHOWN = 10


@dataclass(frozen=True)
class Suggestion:
    """Something to take: its key, the text that the field then holds, and what else is shown of it."""

    key: Hashable
    text: str
    detail: str = ""


class SuggestField(TextField):
    """``asked`` gives what is being typed; answer with ``set_suggestions``.

    ``taken`` gives the key of the one taken. Enter without a choice in the list takes the first.
    """

    asked = Signal(str)
    taken = Signal(object)

    def __init__(self, *, hint: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self._suggestions: Sequence[Suggestion] = ()
        self._words = QStringListModel(self)
        self._list = QCompleter(self._words, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(SHOWN)
        self._popup = QListView()
        self._popup.setObjectName("suggestions")
        self._popup.setUniformItemSizes(True)
        self._list.setPopup(self._popup)
        self._list.setWidget(self)
        self._list.activated.connect(lambda _text: self._take(self._popup.currentIndex().row()))
        self.textEdited.connect(self._ask)

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Propose these, as long as the user is still in the field."""
        self._suggestions = suggestions
        self._words.setStringList(
            [f"{one.text}  ·  {one.detail}" if one.detail else one.text for one in suggestions]
        )
        if suggestions and self.hasFocus() and self.isModified():
            dress_popup(self._popup, self)
            self._list.complete()
        else:
            self._popup.hide()

    def suggestions(self) -> Sequence[Suggestion]:
        """What is proposed now."""
        return self._suggestions

    def chosen_place(self) -> int:
        """Which of the suggestions the arrow keys have reached in the open list; -1 for none."""
        chosen = self._popup.selectedIndexes() if self._popup.isVisible() else []
        return chosen[0].row() if chosen else -1

    def set_text(self, text: str) -> None:
        """Show ``text`` unless the user is typing just now."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self.setCursorPosition(0)
            self._entered = self._right = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._forget()
            self.give_back()
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._suggestions and self.isModified():
            self._take(max(0, self.chosen_place()))
        else:
            super().keyPressEvent(event)

    def _ask(self, text: str) -> None:
        if text.strip():
            self.asked.emit(text.strip())
        else:
            self._forget()

    def _take(self, place: int) -> None:
        if not 0 <= place < len(self._suggestions):
            return
        taken = self._suggestions[place]
        self._forget()
        self.setText(taken.text)
        self._entered = self._right = taken.text
        self.taken.emit(taken.key)

    def _forget(self) -> None:
        self._suggestions = ()
        self._popup.hide()
