"""A field for a text that is often one of a few: they are offered while one types, and any other is fine."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.suggest_field import SuggestField, Suggestion
from workbench.ui.kit.texts import Text


class KnownField(SuggestField):
    """Down, or a click on the arrow, shows all that is known; Enter takes the chosen, or what was typed."""

    def __init__(self, known: Sequence[str] = (), *, hint: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self._known: Sequence[str] = tuple(known)
        self._arrow = QAction(self)
        set_icon(self._arrow, "chevron-down")
        self._arrow.triggered.connect(self._offer_all)
        self._arrow.setVisible(bool(known))
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.asked.connect(self._offer)

    def set_known(self, known: Sequence[str]) -> None:
        """Offer these texts."""
        self._known = tuple(known)
        self._arrow.setVisible(bool(known))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down and not event.modifiers() and not self.suggestions():
            self._offer_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen_place() >= 0:
                self._take(self.chosen_place())
                return
            self._forget()
            QLineEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._forget()

    def _offer(self, text: str) -> None:
        wanted = text.casefold()
        self._show([one for one in self._known if wanted in one.casefold() and one != text])

    def _offer_all(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setModified(True)
        self._show(self._known)

    def _show(self, texts: Sequence[str]) -> None:
        self.set_suggestions([Suggestion(one, one) for one in texts])
