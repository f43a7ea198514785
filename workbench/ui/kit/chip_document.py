"""Text with placeholders as a document: each ``{{ name }}`` is one character that is painted as a chip."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, CHIP_RADIUS, S1, SMALL, tokens

# Only a name, perhaps with filters: whatever else stands in braces is shown as it is typed.
CHIP = re.compile(r"\{\{-?[^\S\n]*([^\W\d]\w*)[^\S\n]*(?:\|[^\S\n]*\w+[^\S\n]*){0,4}-?\}\}")
OBJECT = "\ufffc"
CHIP_TYPE = QTextFormat.ObjectTypes.UserObject + 1
SOURCE = QTextFormat.Property.UserProperty + 1
HEIGHT, _SIDE, _WIDEST = 18, 6, 360


@dataclass(frozen=True)
class ChipFace:
    """How a placeholder reads: its label, and what stands for it now.

    The value is ``""`` while it is missing, ``None`` where none is expected; ``group`` is the
    heading under which it is offered.
    """

    label: str
    value: str | None = ""
    group: str = ""


def plain_source(text: str) -> str:
    """``text`` with the line ends and without the characters that a document keeps for itself."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    return "".join(one for one in text if one not in "\ufffc\ufdd0\ufdd1\0")


def name_of(source: str) -> str:
    """The name in ``{{ name }}`` or ``{{ name|filter }}``; empty where there is none."""
    found = CHIP.fullmatch(source)
    return found[1] if found else ""


def pieces_of(text: str) -> list[tuple[str, bool]]:
    """``text`` cut into what is typed and what is a chip (True), in order; joined it is ``text`` again."""
    found, at = [], 0
    for match in CHIP.finditer(text):
        if match.start() > at:
            found.append((text[at : match.start()], False))
        found.append((match[0], True))
        at = match.end()
    if at < len(text):
        found.append((text[at:], False))
    return found


def insert_source(cursor: QTextCursor, text: str) -> None:
    """Write ``text`` at the cursor, in place of what is selected, its placeholders as chips."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for piece, is_chip in pieces_of(plain_source(text)):
        if is_chip:
            chip = QTextCharFormat()
            chip.setObjectType(CHIP_TYPE)
            chip.setProperty(SOURCE, piece)
            chip.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            cursor.insertText(OBJECT, chip)
        else:
            cursor.insertText(piece, QTextCharFormat())
    cursor.endEditBlock()


def source_of(document: QTextDocument, start: int = 0, end: int | None = None) -> str:
    """What is written from ``start`` to ``end``, chips as ``{{ name }}`` the way they were typed.

    Places count characters of the document as Qt does (UTF-16).
    """
    last = document.characterCount() - 1 if end is None else end
    lines = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= last:
        parts = []
        fragments = block.begin()
        while not fragments.atEnd():
            piece = fragments.fragment()
            parts.append(_within(piece.text(), piece.position(), piece.charFormat(), start, last))
            fragments += 1
        lines.append("".join(parts))
        block = block.next()
    return "\n".join(lines)


def _within(text: str, at: int, form: QTextCharFormat, start: int, last: int) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    cut = units[2 * max(start - at, 0) : 2 * max(last - at, 0)].decode("utf-16-le", "replace")
    source = form.property(SOURCE)
    return cut.replace(OBJECT, str(source)) if source else cut


class ChipPainter(QPyTextObject):
    """Measures and paints chips; ``faces`` says how each name reads."""

    def __init__(self) -> None:
        super().__init__()
        self.faces: Mapping[str, ChipFace] = {}
        self.room = _WIDEST

    def face(self, source: str) -> ChipFace:
        """How a placeholder reads; one that nobody knows reads as its name."""
        name = name_of(source)
        return self.faces.get(name, ChipFace(name))

    def _words(self, source: str) -> tuple[str, str, bool]:
        face = self.face(source)
        metrics = QFontMetrics(interface_font(SMALL))
        fixed = metrics.horizontalAdvance(face.label) + 2 * _SIDE + (CHIP_ICON_SIZE + S1)
        room = max(min(self.room, _WIDEST) - fixed - S1 - _SIDE, 40)
        value = " ".join((face.value or "").split())
        shown = metrics.elidedText(value, Qt.TextElideMode.ElideRight, room)
        return face.label, shown, not value and face.value is not None

    def intrinsicSize(self, doc: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        label, value, missing = self._words(str(form.property(SOURCE)))
        small = QFontMetrics(interface_font(SMALL))
        width = small.horizontalAdvance(label) + 2 * _SIDE
        width += CHIP_ICON_SIZE + S1 if missing else 0
        width += small.horizontalAdvance(value) + S1 + 2 if value else 0
        # One pixel at each side keeps neighbours apart.
        return QSizeF(width + 2, HEIGHT)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        look = tokens()
        label, value, missing = self._words(str(form.property(SOURCE)))
        box = QRectF(round(rect.left()) + 1, round(rect.top()), rect.width() - 2, HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.warn_tint if missing else look.selected))
        painter.drawRoundedRect(box, CHIP_RADIUS, CHIP_RADIUS)
        x = box.left() + _SIDE
        if missing:
            paint_icon(painter, x, box.top() + 3, "triangle-alert", look.warn, CHIP_ICON_SIZE)
            x += CHIP_ICON_SIZE + S1
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.warn if missing else look.text2))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(x, box.top(), box.width(), HEIGHT), middle, label)
        if value:
            x += QFontMetrics(interface_font(SMALL)).horizontalAdvance(label) + S1 + 2
            painter.setPen(QColor(look.accent))
            painter.drawText(QRectF(x, box.top(), box.width(), HEIGHT), middle, value)
        painter.restore()
