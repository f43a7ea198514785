"""A person's card on the map: size is influence, border and corner symbol are support, dashes not met."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from workbench.domain.accounts import Contact
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.canvas.parts import CanvasNode, NodeState
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.marks import paint_mark
from workbench.ui.kit.tokens import BODY, CARD_RADIUS, LARGE, S1, S2, S3, SMALL, Tone, tokens
from workbench.ui.screens.accounts.influence.marks import (
    paint_face,
    shown_name,
    shown_title,
    support_tone,
)
from workbench.ui.screens.accounts.looks import SUPPORT_MARKS, day_word, role_letter, support_word

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_TALL, _CHIP = 60, 16
CHANGE_WORDS = {"added": "+", "gone": "−", "changed": "≠"}


@dataclass(frozen=True)
class CardLook:
    """Everything a card shows; ``change`` is the difference from another day: added, gone, changed."""

    contact: Contact
    support: int | None
    letters: tuple[str, ...]
    met: str
    never_met: bool
    photo: QImage | None = None
    change: str = ""

    def __hash__(self) -> int:
        return hash((self.contact, self.support, self.met, self.change))


def card_look(
    shown: InfluenceMap,
    contact: Contact,
    phase: BuyingPhase | None,
    photo: QImage | None = None,
    change: str = "",
) -> CardLook:
    """What the card of ``contact`` shows in ``phase``."""
    met: date | None = shown.last_met.get(contact.id)
    return CardLook(
        contact,
        shown.support_of(contact.id, phase),
        tuple(role_letter(role) for role in contact.roles),
        day_word(met, shown.today) if met else "" if contact.is_placeholder else _("never met"),
        met is None,
        photo,
        change,
    )


def card_words(look: CardLook) -> str:
    """All of a card in lines, for its tooltip and for a screen reader."""
    contact = look.contact
    roles = " · ".join(role.label for role in contact.roles)
    influence = _("Influence {number}").format(number=contact.influence) if contact.influence else ""
    parts = (
        shown_name(contact),
        shown_title(contact),
        roles,
        influence,
        support_word(look.support),
        look.met,
    )
    return "\n".join(part for part in parts if part)


class CardPainter:
    """Paints persons on the canvas; the look of a node is its ``CardLook``."""

    def paint(self, painter: QPainter, node: CanvasNode, state: NodeState) -> None:
        """Paint with (0, 0) at the card's top left corner."""
        look = node.look
        assert isinstance(look, CardLook)
        paint_card(painter, QRectF(0, 0, node.width, node.height), look)


def paint_card(painter: QPainter, box: QRectF, look: CardLook) -> None:
    """The card inside ``box``, with its corner symbol on the top right corner."""
    colours, contact = tokens(), look.contact
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tall = box.height() >= _TALL
    ink = colours.field if contact.is_placeholder else colours.of(support_tone(look.support))
    pen = QPen(QColor(ink), 1.5)
    if look.never_met:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3.5, 2.5])
    painter.setPen(pen)
    painter.setBrush(QColor(colours.pane if contact.is_placeholder else colours.page))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), CARD_RADIUS, CARD_RADIUS)
    if contact.outside_kind is not None:
        # A second rule at the left edge: somebody from outside the house.
        painter.setPen(QPen(QColor(ink), 3))
        painter.drawLine(box.topLeft() + _at(4, 8), box.bottomLeft() + _at(4, -8))
    disc = 40.0 if box.height() >= 70 else 36.0 if tall else 28.0
    left = S3 if contact.outside_kind is None else S3 + 2
    face = QRectF(box.left() + left, box.center().y() - disc / 2, disc, disc)
    paint_face(painter, face, contact, look.support, look.photo, LARGE if tall else BODY)
    words = QRectF(box)
    words.setLeft(face.right() + S2)
    words.setRight(box.right() - S2)
    if tall:
        _paint_tall(painter, words, look)
    else:
        _paint_flat(painter, words, look)
    if look.support is not None and not contact.is_placeholder:
        _paint_corner(painter, box, look.support)
    if look.change:
        _paint_change(painter, box, look.change)


def _at(x: float, y: float) -> QPointF:
    return QPointF(x, y)


def _paint_tall(painter: QPainter, box: QRectF, look: CardLook) -> None:
    """Name, title, and a line of letters with the day."""
    large = box.height() >= 70
    lines = (20, 18, 18) if large else (19, 16, 17)
    top = box.center().y() - sum(lines) / 2
    name_font = interface_font(LARGE if large else BODY, bold=True)
    _text(painter, QRectF(box.left(), top, box.width(), lines[0]), shown_name(look.contact), name_font)
    title = QRectF(box.left(), top + lines[0], box.width(), lines[1])
    _text(painter, title, shown_title(look.contact), interface_font(SMALL), Tone.TEXT2)
    row = QRectF(box.left(), top + lines[0] + lines[1], box.width(), lines[2])
    row.setLeft(_paint_letters(painter, row, look.letters))
    tone = Tone.WARN if look.never_met else Tone.TEXT2
    _text(painter, row, look.met, interface_font(SMALL), tone)


def _paint_flat(painter: QPainter, box: QRectF, look: CardLook) -> None:
    """Name with its letters, and the title with the day if there is room."""
    name_font = interface_font(BODY, bold=True)
    top = box.center().y() - 18
    room = len(look.letters) * 18
    name = shown_name(look.contact)
    wide = min(QFontMetrics(name_font).horizontalAdvance(name) + 2, max(box.width() - room, 30.0))
    _text(painter, QRectF(box.left(), top, wide, 18), name, name_font)
    _paint_letters(painter, QRectF(box.left() + wide + S1, top + 1, room, 17), look.letters)
    second = QRectF(box.left(), top + 19, box.width(), 17)
    title, font = shown_title(look.contact), interface_font(SMALL)
    met = QFontMetrics(font).horizontalAdvance(look.met) if look.met else 0
    needed = QFontMetrics(font).horizontalAdvance(title) + (S2 if title else 0) + met
    if look.met and (needed <= box.width() or not title):
        tone = Tone.WARN if look.never_met else Tone.TEXT2
        right = QRectF(box.right() - met - 1, second.top(), met + 2, second.height())
        if not title:
            right.moveLeft(box.left())
        _text(painter, right, look.met, font, tone)
    _text(painter, second, title, font, Tone.TEXT2)


def _paint_letters(painter: QPainter, row: QRectF, letters: tuple[str, ...]) -> float:
    """The letters of roles in small boxes; the x where they end."""
    x = row.left()
    for letter in letters:
        box = QRectF(x, row.center().y() - 7.5, 15, 15)
        paint_letter(painter, box, letter)
        x += 18
    return x + (S1 if letters else 0)


def paint_letter(painter: QPainter, box: QRectF, letter: str) -> None:
    """One letter of a role in its box."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().disabled))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(tokens().text2))
    painter.setFont(interface_font(SMALL, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _text(painter: QPainter, box: QRectF, text: str, font: QFont, tone: Tone = Tone.TEXT) -> None:
    painter.setFont(font)
    painter.setPen(QColor(tokens().of(tone)))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, _V, shown)


def _paint_corner(painter: QPainter, box: QRectF, support: int) -> None:
    """The symbol of support on the top right corner, on a patch of paper."""
    size = 16
    x, y = box.right() - size / 2 - 4, box.top() - size / 2 + 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().page))
    mark = SUPPORT_MARKS[support]
    patch = QRectF(x - 1, y - 1, size + 2, size + 2)
    if "square" in mark.shape:
        painter.drawRoundedRect(patch, 3, 3)
    else:
        painter.drawEllipse(patch)
    paint_mark(painter, x, y, mark, size)


def _paint_change(painter: QPainter, box: QRectF, change: str) -> None:
    """How the person differs from the other day, as a chip on the upper edge, clear of the name."""
    text, tone = change_word(change)
    font = interface_font(11, bold=True)
    wide = QFontMetrics(font).horizontalAdvance(text) + 12
    chip = QRectF(box.left() + 8, box.top() - 11.5, wide, _CHIP)
    painter.setPen(QPen(QColor(tokens().of(tone)), 1))
    painter.setBrush(QColor(tokens().page))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setFont(font)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def change_word(change: str) -> tuple[str, Tone]:
    """Sign and word of a difference between two days, with its tone."""
    word = {
        "added": pgettext("map difference", "new"),
        "gone": pgettext("map difference", "gone"),
        "changed": pgettext("map difference", "changed"),
    }[change]
    tone = {"added": Tone.OK, "gone": Tone.DANGER, "changed": Tone.ACCENT}[change]
    return f"{CHANGE_WORDS[change]} {word}", tone
