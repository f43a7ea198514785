"""Two texts as one, word by word: what was taken away struck out, what was added underlined."""

from collections.abc import Sequence
from enum import Enum
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.tokens import tokens


class Piece(Enum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class DifferenceLabel(QLabel):
    """A paragraph with its changes. Markup in the texts is shown, never interpreted."""

    def __init__(self, pieces: Sequence[tuple[str, Piece]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: Sequence[tuple[str, Piece]] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_pieces(pieces)

    def show_pieces(self, pieces: Sequence[tuple[str, Piece]]) -> None:
        """Show these, in order."""
        self._pieces = tuple(pieces)
        self._dress()
        removed = " ".join(text for text, piece in pieces if piece is Piece.REMOVED)
        added = " ".join(text for text, piece in pieces if piece is Piece.ADDED)
        said = [
            _("Taken away: {text}").format(text=removed) if removed else "",
            _("Added: {text}").format(text=added) if added else "",
        ]
        self.setAccessibleDescription(". ".join(part for part in said if part))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        look = tokens()
        looks = {
            Piece.SAME: "",
            Piece.REMOVED: f"color:{look.danger};text-decoration:line-through;",
            Piece.ADDED: f"color:{look.ok};text-decoration:underline;",
        }
        spans = [
            f'<span style="{looks[piece]}">{escape(text)}</span>'.replace("\n", "<br>")
            for text, piece in self._pieces
        ]
        text = "".join(spans)
        if text != self.text():
            self.setText(text)
