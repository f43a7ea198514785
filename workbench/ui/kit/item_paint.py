"""How one line of an ``ItemList`` is laid out and painted."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from workbench.ui.kit.buttons import paint_check
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.labels import Chip, chip_width, paint_chip
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.tokens import ICON_SIZE, LINE_HEIGHT, S1, S2, S4, SMALL, TWO_LINE_HEIGHT, Tone, tokens

AVATAR, LEAD_GRID = 24, 24
Marks = tuple[tuple[int, int], ...]
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, or two with ``second``.

    From left to right: a tick box (``checked`` not None), a mark or an ``avatar`` (one or two letters),
    a ``lead`` in grey (a date, a number; all leads of a list are equally wide), the title, a ``note`` in
    grey, a chip; at the right edge ``right`` in its tone, a further mark, and the word of an ``action``.
    ``title_marks`` and ``second_marks`` are the places, from and to, of what is set in bold there.
    ``why`` is a link behind the second line, or behind the note. A ``heading`` starts a group and cannot
    be chosen.
    """

    key: Hashable
    title: str
    lead: str = ""
    note: str = ""
    second: str = ""
    right: str = ""
    right_tone: Tone = Tone.TEXT2
    right_bold: bool = False
    right_mark: Mark | None = None
    action: str = ""
    why: str = ""
    mark: Mark | None = None
    avatar: str = ""
    checked: bool | None = None
    chip: str = ""
    chip_tone: Tone = Tone.ACCENT
    chip_icon: str = ""
    chip_outline: bool = False
    bold: bool = False
    struck: bool = False
    heading: bool = False
    title_marks: Marks = ()
    second_marks: Marks = ()
    tooltip: str = ""

    def height(self) -> int:
        """The height of the line, in pixels."""
        return TWO_LINE_HEIGHT if self.second else LINE_HEIGHT

    def spoken(self) -> str:
        """All of it as one sentence for a screen reader."""
        parts = (self.lead, self.title, self.note, self.chip, self.second, self.right)
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class Places:
    """Where the parts of an item lie that can be clicked on their own; an empty rectangle is no part."""

    check: QRectF = field(default_factory=QRectF)
    action: QRectF = field(default_factory=QRectF)
    why: QRectF = field(default_factory=QRectF)


class ItemPainter:
    """Paints items with the fonts of one theme and language; make a new one when either changes."""

    def __init__(self, padding: int) -> None:
        self._padding = padding
        self._body, self._bold = interface_font(), interface_font(bold=True)
        self._small, self._small_bold = interface_font(SMALL), interface_font(SMALL, bold=True)
        self._lead_width = 0

    def align_leads(self, items: Iterable[Item]) -> None:
        """Begin the titles of these items on one line, behind the widest lead."""
        leads = {item.lead for item in items} - {""}
        metrics = QFontMetrics(self._body)
        widest = max((metrics.horizontalAdvance(lead) for lead in leads), default=0)
        self._lead_width = (widest + S2 + LEAD_GRID - 1) // LEAD_GRID * LEAD_GRID

    def paint(self, painter: QPainter, box: QRectF, item: Item) -> Places:
        """Draw ``item`` in ``box`` and tell where its parts came to lie."""
        places = Places()
        left, right = box.left() + self._padding, box.right() - self._padding
        two = bool(item.second)
        first = QRectF(left, box.top() + (4 if two else 0), right - left, 20 if two else box.height())
        second = QRectF(left, first.bottom() - 1, right - left, 18)
        if item.checked is not None:
            places.check = QRectF(left - S1, first.top(), ICON_SIZE + 2 * S1, first.height())
            state = Qt.CheckState.Checked if item.checked else Qt.CheckState.Unchecked
            paint_check(painter, left, round(first.center().y() - ICON_SIZE / 2), state)
            left += ICON_SIZE + S2
        if item.mark is not None:
            size = ICON_SIZE - 2 if item.heading else ICON_SIZE
            paint_mark(painter, left, round(first.center().y() - size / 2), item.mark, size)
            left += ICON_SIZE + (S1 if item.heading else S2)
        if item.avatar:
            left += self._paint_avatar(painter, left, box, item.avatar) + S2
        if item.lead:
            left += self._paint_lead(painter, left, first, item.lead)
        first.setLeft(left)
        second.setLeft(left)
        edge = self._paint_right(painter, first, item, places, one_line=not two)
        self._paint_first(painter, first, edge - S2, item, places)
        if two:
            self._paint_second(painter, second, item, places)
        return places

    def _paint_avatar(self, painter: QPainter, x: float, box: QRectF, letters: str) -> int:
        circle = QRectF(x, round(box.center().y() - AVATAR / 2), AVATAR, AVATAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().disabled))
        painter.drawEllipse(circle)
        painter.setFont(self._small_bold)
        painter.setPen(QColor(tokens().text2))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, letters)
        return AVATAR

    def _paint_lead(self, painter: QPainter, x: float, line: QRectF, text: str) -> int:
        painter.setFont(self._body)
        painter.setPen(QColor(tokens().text2))
        painter.drawText(QRectF(x, line.top(), self._lead_width, line.height()), _V, text)
        return self._lead_width

    def _paint_right(
        self, painter: QPainter, line: QRectF, item: Item, places: Places, *, one_line: bool
    ) -> float:
        """The parts at the right edge of the first line; return where they begin."""
        edge = line.right()
        metrics = QFontMetrics(self._small)
        if item.action and one_line:
            places.action = self._link(painter, item.action, edge, line, metrics)
            edge = places.action.left() - S2
        if item.right_mark is not None:
            edge -= ICON_SIZE
            paint_mark(painter, edge, round(line.center().y() - ICON_SIZE / 2), item.right_mark)
            edge -= S2
        if item.right:
            painter.setFont(self._small_bold if item.right_bold else self._small)
            metrics = painter.fontMetrics()
            # It says who and how late: half the line is its own; the note beside the title gives way first.
            room = max(line.width() / 2, line.width() - self._title_width(item) - S4)
            shown = metrics.elidedText(item.right, Qt.TextElideMode.ElideRight, int(room))
            width = metrics.horizontalAdvance(shown)
            painter.setPen(QColor(tokens().of(item.right_tone)))
            painter.drawText(QRectF(edge - width, line.top(), width + 1, line.height()), _V, shown)
            edge -= width
        return edge

    def _title_width(self, item: Item) -> int:
        font = self._small if item.heading else self._bold if item.bold else self._body
        chip = chip_width(item.chip, icon=bool(item.chip_icon)) if item.chip else 0
        return QFontMetrics(font).horizontalAdvance(item.title) + chip + 2 * S2

    def _paint_first(self, painter: QPainter, line: QRectF, edge: float, item: Item, places: Places) -> None:
        look, x = tokens(), line.left()
        title_tone = look.text2 if item.heading or item.struck else look.text
        font = self._small if item.heading else self._bold if item.bold else self._body
        chip = chip_width(item.chip, icon=bool(item.chip_icon)) + S2 if item.chip else 0
        painter.setFont(font)
        if item.struck:
            struck = painter.font()
            struck.setStrikeOut(True)
            painter.setFont(struck)
        x = self._words(painter, x, edge - chip, line, item.title, title_tone, item.title_marks)
        if item.chip:
            top = round(line.center().y() - Chip.HEIGHT / 2)
            style = {"tone": item.chip_tone, "icon": item.chip_icon, "outline": item.chip_outline}
            x += S2 + paint_chip(painter, x + S2, top, item.chip, **style)  # type: ignore[arg-type]
        if item.note and x + S2 < edge:
            painter.setFont(self._small)
            x = self._words(painter, x + (S2 if item.chip else 6), edge, line, item.note, look.text2)
        if item.why and not item.second:
            places.why = self._link(painter, item.why, x, line, QFontMetrics(self._small), leftwards=False)

    def _paint_second(self, painter: QPainter, line: QRectF, item: Item, places: Places) -> None:
        metrics = QFontMetrics(self._small)
        edge = line.right()
        if item.action:
            places.action = self._link(painter, item.action, edge, line, metrics)
            edge = places.action.left() - S2
        if item.why:
            edge -= metrics.horizontalAdvance(item.why) + S1
        painter.setFont(self._small)
        x = self._words(painter, line.left(), edge, line, item.second, tokens().text2, item.second_marks)
        if item.why:
            places.why = self._link(painter, item.why, x, line, metrics, leftwards=False)

    def _words(
        self,
        painter: QPainter,
        x: float,
        edge: float,
        line: QRectF,
        text: str,
        colour: str,
        marks: Marks = (),
    ) -> float:
        """Draw ``text`` from ``x``, elided before ``edge``, with its marks in bold; return where it ends."""
        if marks:
            usual = painter.font()
            bold = QFont(usual)
            bold.setWeight(self._bold.weight())
            at = 0
            for start, end in (*marks, (len(text), len(text))):
                for part, font in ((text[at:start], usual), (text[start:end], bold)):
                    painter.setFont(font)
                    tone = tokens().text if font is bold else colour
                    x = self._words(painter, x, edge, line, part, tone) if part and x < edge else x
                at = end
            painter.setFont(usual)
            return x
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(edge - x), 0))
        width = metrics.horizontalAdvance(shown)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(x, line.top(), width + 1, line.height()), _V, shown)
        return x + width

    def _link(
        self,
        painter: QPainter,
        text: str,
        x: float,
        line: QRectF,
        metrics: QFontMetrics,
        *,
        leftwards: bool = True,
    ) -> QRectF:
        width = metrics.horizontalAdvance(text)
        start = x - width if leftwards else x + S1
        box = QRectF(start, line.top(), width + 1, line.height())
        painter.setFont(self._small)
        painter.setPen(QColor(tokens().accent))
        painter.drawText(box, _V, text)
        return box
