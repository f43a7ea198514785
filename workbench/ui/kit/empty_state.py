"""What an empty page says: what will stand here, and the first step."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.labels import Label
from workbench.ui.kit.narrowing import Narrowing, yielding_in
from workbench.ui.kit.surfaces import Card, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import CARD_RADIUS, LARGE, RAIL_ICON_SIZE, S2, S3, S4, TITLE, Tone, tokens

_WIDTH, _LEAST = 420, 160


class IconTile(QWidget):
    """An icon in a tinted square of 40 px."""

    SIZE = 40

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(self.SIZE, self.SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().selected))
        painter.drawRoundedRect(QRectF(self.rect()), CARD_RADIUS, CARD_RADIUS)
        at = (self.SIZE - RAIL_ICON_SIZE) / 2
        paint_icon(painter, at, at, self._icon, tokens().accent, RAIL_ICON_SIZE)


class EmptyState(QWidget):
    """Icon, title, one sentence and the buttons of the first steps, in the middle of the room."""

    def __init__(
        self,
        icon: str,
        title: Text,
        sentence: Text = "",
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = vertical(self, margins=(S4, S4, S4, S4), gap=S2)
        column.addStretch(2)
        column.addWidget(IconTile(icon), 0, middle)
        column.addSpacing(S2)
        self.title = Label(title, size=TITLE, bold=True, wrap=True)
        self.sentence = Label(sentence, tone=Tone.TEXT2, wrap=True)
        for label in (self.title, self.sentence):
            label.setAlignment(middle)
            label.setFixedWidth(_WIDTH)
            # In a row, not aligned: only so does a layout ask how high a wrapped sentence is.
            told = horizontal(gap=0)
            told.addStretch(1)
            told.addWidget(label)
            told.addStretch(1)
            column.addLayout(told)
        column.addSpacing(S2)
        row = horizontal(gap=S2)
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        Narrowing(self, row, lambda: yielding_in(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label in (self.title, self.sentence):
            label.setFixedWidth(max(min(_WIDTH, self.width() - 2 * S4), _LEAST - 2 * S4))


class Tile(Card):
    """One of a few ways to begin: icon, title, two lines of what happens, buttons."""

    def __init__(
        self,
        icon: str,
        title: Text,
        sentence: Text,
        actions: Sequence[QWidget],
        *,
        chosen: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(chosen=chosen, parent=parent)
        # Tiles side by side are equally wide, whatever stands on them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inset = 20 if chosen else 21
        column = vertical(self, margins=(inset, inset, inset, inset), gap=S2)
        column.addWidget(IconTile(icon))
        column.addSpacing(S2)
        column.addWidget(Label(title, size=LARGE, bold=True, wrap=True))
        text = Label(sentence, tone=Tone.TEXT2, wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        column.addWidget(text, 1)
        column.addSpacing(S2)
        row = horizontal(gap=S3)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        column.addLayout(row)
