"""Labels, chips and headings: text with a size and a tone, never with a colour of its own."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import BODY, CHIP_ICON_SIZE, CHIP_RADIUS, LARGE, S1, S2, SMALL, Tone, tokens


class Label(QLabel):
    """A line or paragraph of plain text. Markup in the text is shown, never interpreted."""

    def __init__(
        self,
        text: Text = "",
        *,
        size: int = BODY,
        tone: Tone = Tone.TEXT,
        bold: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._bold = size, bold
        if size != BODY or bold:
            self.setFont(interface_font(size, bold=bold))
        if tone is not Tone.TEXT:
            self.setProperty("tone", tone.value)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        say(self, self.setText, text)

    def say(self, text: Text) -> None:
        """Show another text."""
        say(self, self.setText, text)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour by its meaning."""
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)

    def retranslate(self) -> None:
        """Ask for the families of the language in force again."""
        if self._size != BODY or self._bold:
            self.setFont(interface_font(self._size, bold=self._bold))


class ElidedLabel(Label):
    """One line that ends in … where there is no room; the whole text is in the tooltip then, with its why."""

    def __init__(
        self, text: Text = "", *, size: int = BODY, tone: Tone = Tone.TEXT, bold: bool = False
    ) -> None:
        self._whole = self._why = ""
        super().__init__("", size=size, tone=tone, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.say(text)

    def say(self, text: Text) -> None:
        say(self, self._set_whole, text)

    def explain(self, why: str) -> None:
        """Say ``why`` to whoever rests on the words."""
        self._why = why
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _set_whole(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def _elide(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        parts = (self._whole if shown != self._whole else "", self._why)
        self.setToolTip("\n".join(part for part in parts if part))


class Chip(QWidget):
    """A word in a small box: tinted = a state that holds, outlined = only intended."""

    HEIGHT = 20

    def __init__(
        self,
        text: Text,
        *,
        tone: Tone = Tone.TEXT2,
        icon: str = "",
        outline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon, self._outline = "", tone, icon, outline
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        say(self, self._set_text, text)

    def show_state(self, text: Text, *, tone: Tone, icon: str = "", outline: bool = False) -> None:
        """Show another state."""
        self._tone, self._icon, self._outline = tone, icon, outline
        say(self, self._set_text, text)

    def _set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text, icon=bool(self._icon)), self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), 0, 0, self._text, tone=self._tone, icon=self._icon, outline=self._outline)


def chip_width(text: str, *, icon: bool = False) -> int:
    """The width of a chip, in pixels."""
    room = 2 * 6 + (CHIP_ICON_SIZE + S1 if icon else 0)
    return QFontMetrics(interface_font(SMALL)).horizontalAdvance(text) + room


def paint_chip(
    painter: QPainter,
    x: float,
    y: float,
    text: str,
    *,
    tone: Tone = Tone.TEXT2,
    icon: str = "",
    outline: bool = False,
) -> int:
    """Draw a chip with its top left corner at (x, y); return its width."""
    width = chip_width(text, icon=bool(icon))
    box = QRectF(x, y, width, Chip.HEIGHT)
    colours = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if outline:
        painter.setPen(QPen(QColor(colours.line_strong), 1))
        painter.setBrush(QColor(colours.page))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CHIP_RADIUS, CHIP_RADIUS)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint(tone)))
        painter.drawRoundedRect(box, CHIP_RADIUS, CHIP_RADIUS)
    left = x + 6
    if icon:
        paint_icon(
            painter, left, y + (Chip.HEIGHT - CHIP_ICON_SIZE) / 2, icon, colours.of(tone), CHIP_ICON_SIZE
        )
        left += CHIP_ICON_SIZE + S1
    painter.setPen(QColor(colours.of(tone)))
    painter.setFont(interface_font(SMALL))
    painter.drawText(QRectF(left, y, width, Chip.HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()
    return width


class Line(QFrame):
    """A hairline between groups."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "line")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class SectionHeader(QWidget):
    """The heading of a group with its count or a remark, and at the right a link or a remark."""

    link_requested = Signal()

    def __init__(
        self,
        text: Text,
        *,
        note: Text = "",
        link: Text = "",
        right: Text = "",
        size: int = BODY,
        parent: QWidget | None = None,
    ) -> None:
        from workbench.ui.kit.buttons import Button, Kind

        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S2)
        self.title = Label(text, size=size, bold=True)
        self.note = Label(note, size=SMALL, tone=Tone.TEXT2)
        self.right = Label(right, size=SMALL, tone=Tone.TEXT2)
        row.addWidget(self.title)
        row.addWidget(self.note)
        row.addStretch(1)
        row.addWidget(self.right)
        self.link = Button(link, Kind.LINK)
        if not link:
            # Never shown without a parent: it would be a window of its own for a moment.
            self.link.hide()
        self.link.clicked.connect(self.link_requested)
        row.addWidget(self.link)
        self.setMinimumHeight(24 if size < LARGE else 28)
