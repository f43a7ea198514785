"""A vertical timeline: numbered steps under each other, joined by a line, each with a head and a body."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.labels import Chip, ElidedLabel, Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, S1, S2, S4, SMALL, Tone, tokens

RING, INDENT, HEAD = 24, 40, 24


class StepLook(Enum):
    """How a step stands: a ring with a tick, filled, a red ring, or grey."""

    DONE = "done"
    CURRENT = "current"
    LATE = "late"
    TO_COME = "to_come"


_TITLES = {StepLook.CURRENT: Tone.ACCENT, StepLook.LATE: Tone.DANGER, StepLook.TO_COME: Tone.TEXT2}


class _Head(QWidget):
    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class TimelineStep(QWidget):
    """One step. Put what belongs to it into ``body``; ``make_foldable`` lets the user hide that."""

    def __init__(
        self, number: int, title: Text, *, is_last: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._number, self._is_last = number, is_last
        self._look, self._foldable = StepLook.TO_COME, False
        column = vertical(self, margins=(INDENT, 0, 0, 0), gap=S1)
        self._head = _Head()
        self._head.setFixedHeight(HEAD)
        self._row = horizontal(self._head, gap=S2)
        self.title = Label(title, bold=True)
        self.facts = ElidedLabel(tone=Tone.TEXT2)
        self.chip = Chip("")
        self.chip.hide()
        self.right = Label(size=SMALL, tone=Tone.TEXT2)
        self.state = Chip("")
        self.state.hide()
        self.fold = Button("", Kind.PLAIN, icon="chevron-down", small=True, name=lambda: _("Show or hide"))
        self.fold.hide()
        self._row.addWidget(self.title)
        self._row.addWidget(self.facts)
        self._row.addWidget(self.chip)
        self._row.addStretch(1)
        for widget in (self.right, self.state, self.fold):
            self._row.addWidget(widget)
        column.addWidget(self._head)
        self.holder = QWidget()
        self.holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body: QVBoxLayout = vertical(self.holder, gap=S2)
        self.holder.hide()
        column.addWidget(self.holder)
        column.addSpacing(S2 if not is_last else S4)
        self._head.clicked.connect(self._toggle)
        self.fold.clicked.connect(self._toggle)

    def add_to_head(self, widget: QWidget) -> None:
        """Put something at the right end of the head."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def show_look(self, look: StepLook) -> None:
        """Show how the step stands."""
        self._look = look
        self.title.set_tone(_TITLES.get(look, Tone.TEXT))
        font = interface_font(bold=look is not StepLook.TO_COME)
        self.title.setFont(font)
        self.update()

    def show_body(self, on: bool) -> None:
        """Show or hide what belongs to the step."""
        self.holder.setVisible(on)
        self.fold.show_icon("chevron-up" if on else "chevron-down")

    def make_foldable(self, on: bool) -> None:
        """Let a click on the head, or its button, show and hide the body."""
        self._foldable = on
        self.fold.setVisible(on)
        self._head.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def is_unfolded(self) -> bool:
        """Whether the body is to be seen."""
        return not self.holder.isHidden()

    def _toggle(self) -> None:
        if self._foldable:
            self.show_body(self.holder.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done, current = self._look is StepLook.DONE, self._look is StepLook.CURRENT
        if not self._is_last:
            painter.setPen(QPen(QColor(look.text2 if done else look.line_strong), 2))
            painter.drawLine(QPointF(RING / 2, HEAD), QPointF(RING / 2, self.height()))
        edge = {StepLook.CURRENT: look.accent, StepLook.LATE: look.danger, StepLook.DONE: look.text2}
        colour = QColor(edge.get(self._look, look.line_strong))
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if current else QColor(look.page))
        painter.drawEllipse(QRectF(1, 1, RING - 2, RING - 2))
        if done:
            place = (RING - CHIP_ICON_SIZE) / 2
            paint_icon(painter, place, place, "check", look.text2, CHIP_ICON_SIZE)
            return
        ink = look.on_accent if current else look.danger if self._look is StepLook.LATE else look.text2
        painter.setPen(QColor(ink))
        painter.setFont(interface_font(SMALL, bold=True))
        painter.drawText(QRectF(0, 0, RING, RING), Qt.AlignmentFlag.AlignCenter, str(self._number))
