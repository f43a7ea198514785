"""A section of the settings: a title, groups of rows, its own reading and refreshing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from workbench.ui.context import Context
from workbench.ui.kit.keyboard_place import put_keyboard_after
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.pointing import point_out
from workbench.ui.kit.surfaces import Scroll
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, S6, SMALL, TITLE, Tone

WIDTH = 640


class Section(Scroll):
    """Put widgets with ``put``; ``refresh`` reads anew what may have changed."""

    def __init__(self, context: Context, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S4, S6, S6), gap=S3, parent=parent)
        self.context = context
        self._first = True
        self.column.addWidget(Label(title, size=TITLE, bold=True))
        self.column.addStretch(1)

    def refresh(self, topics: frozenset[str] | None) -> None:
        """Read again what is shown; ``topics`` are the entities that changed, ``None`` for all."""

    def new_thing(self) -> bool:
        """Begin a new one of what the section lists; False if it lists nothing."""
        return False

    def close_innermost(self) -> bool:
        """Close what is open inside; False if nothing is."""
        return False

    def point_out(self, text: str) -> None:
        """Bring what bears ``text`` into sight, and let it be seen for a moment."""
        bearing: list[Label | QAbstractButton] = [*self.findChildren(Label)]
        bearing += self.findChildren(QAbstractButton)
        widget = next((one for one in bearing if one.text() == text), None)
        if widget is not None:
            point_out(self, widget)
            put_keyboard_after(widget, self)

    def put(self, widget: QWidget) -> None:
        """Append a widget, no wider than a line one likes to read."""
        widget.setMaximumWidth(WIDTH)
        self.column.insertWidget(self.column.count() - 1, widget)

    def put_left(self, widget: QWidget) -> None:
        """Append a widget that is as wide as it needs to be."""
        self.column.insertWidget(self.column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Beside the text, not within: asked how high they are, wrapped words must know how wide they get.
        beside = max(S6, self.viewport().width() - S6 - WIDTH)
        self.column.setContentsMargins(S6, S4, beside, S6)
        super().resizeEvent(event)

    def note(self, text: Text) -> None:
        """Append a remark that explains what follows."""
        self._first = False
        self.put(Label(text, size=SMALL, tone=Tone.TEXT2, wrap=True))

    def part(self, title: Text, note: Text = "") -> None:
        """Begin a group with a heading, and a remark that explains it."""
        if not self._first:
            line = Line()
            self.column.insertSpacing(self.column.count() - 1, S2)
            self.put(line)
        self._first = False
        self.put(Label(title, size=LARGE, bold=True))
        if note:
            self.note(note)
