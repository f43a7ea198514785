"""The rail at the left: one button per page, icon over word, with a badge where something waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.foundation.i18n import _, clauses, is_chinese
from workbench.ui.kit.buttons import FocusRing, paint_ring, tab_to_checked
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.surfaces import Surface, vertical
from workbench.ui.kit.texts import say
from workbench.ui.kit.tokens import CARD_RADIUS, RAIL_ICON_SIZE, S1, S2, SMALL, tokens
from workbench.ui.navigation import PageId
from workbench.ui.page import Page

WIDTH_CHINESE, WIDTH_LATIN = 72, 88
HIGH, LOW = 52, 34


@dataclass(frozen=True)
class PageEntry:
    """A page the window offers. ``make`` runs when it is first shown.

    A page that is not ``in_rail`` lights up the button of ``under``; ``at_bottom`` puts its button low.
    """

    page: PageId
    word: Callable[[], str]
    icon: str
    make: Callable[[], Page]
    in_rail: bool = True
    at_bottom: bool = False
    under: PageId | None = None


class RailButton(FocusRing, QAbstractButton):
    """Icon over word; the word in accent and bold for the page shown."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__()
        self._icon, self._badge, self._alarm, self._low = entry.icon, 0, False, False
        self._told = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setText, entry.word)
        say(self, self.setAccessibleName, entry.word)

    def set_low(self, low: bool) -> None:
        """Show the icon alone, with its word as a tooltip: where the window is too low for both."""
        self._low = low
        self._say_tip()
        self.updateGeometry()
        self.update()

    def set_badge(self, count: int, *, alarm: bool, told: str = "") -> None:
        """Show how many things wait; 0 takes the badge away. ``told`` says which are counted."""
        self._badge, self._alarm = count, alarm
        self._told = told if count else ""
        self.setAccessibleDescription(self._told or (str(count) if count else ""))
        self._say_tip()
        self.update()

    def _say_tip(self) -> None:
        self.setToolTip(clauses(self.text() if self._low else "", self._told))

    def sizeHint(self) -> QSize:
        return QSize(56, LOW if self._low else HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, box = self.isChecked(), QRectF(self.rect())
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if chosen else look.line))
            painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        ink = look.accent if chosen else look.text2
        middle = self.width() // 2
        paint_icon(painter, middle - RAIL_ICON_SIZE // 2, 6, self._icon, ink, RAIL_ICON_SIZE)
        painter.setFont(interface_font(SMALL, bold=chosen))
        painter.setPen(QColor(ink))
        if not self._low:
            painter.drawText(QRectF(0, 29, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._badge:
            self._paint_badge(painter, middle)
        if self.ring:
            paint_ring(painter, box, CARD_RADIUS, look.accent)

    def _paint_badge(self, painter: QPainter, middle: int) -> None:
        look, text = tokens(), str(self._badge) if self._badge < 100 else "99+"
        font = interface_font(SMALL, bold=True)
        width = max(QFontMetrics(font).horizontalAdvance(text) + 8, 16)
        # Beside the icon, but never over the edge.
        box = QRectF(min(middle + 4, self.width() - width), 4, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.danger if self._alarm else look.line_strong))
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(font)
        painter.setPen(QColor(look.page if self._alarm else look.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Rail(Surface):
    """The buttons of the pages, the everyday ones on top."""

    page_requested = Signal(object)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        say(self, self.setAccessibleName, lambda: _("Pages"))
        self._buttons: dict[PageId, RailButton] = {}
        self._column = vertical(self, gap=S1)
        shown = [entry for entry in entries if entry.in_rail]
        for entry in [e for e in shown if not e.at_bottom]:
            self._add(entry)
        self._column.addStretch(1)
        for entry in [e for e in shown if e.at_bottom]:
            self._add(entry)
        self.retranslate()

    def _add(self, entry: PageEntry) -> None:
        button = RailButton(entry)
        button.clicked.connect(lambda: self.page_requested.emit(entry.page))
        self._column.addWidget(button)
        self._buttons[entry.page] = button

    def show_current(self, page: PageId | None) -> None:
        """Light up the button of ``page``."""
        for known, button in self._buttons.items():
            button.setChecked(known is page)
        tab_to_checked(self._buttons.values())

    def holds_keyboard(self) -> bool:
        """Whether the user went here by keyboard, to walk from page to page."""
        return any(button.ring for button in self._buttons.values())

    def set_badge(self, page: PageId, count: int, *, alarm: bool = False, told: str = "") -> None:
        """Show how many things wait on ``page``; ``told`` says which they are."""
        if page in self._buttons:
            self._buttons[page].set_badge(count, alarm=alarm, told=told)

    def button(self, page: PageId) -> RailButton:
        """The button of ``page``."""
        return self._buttons[page]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """With words while all of them are seen whole."""
        needed = len(self._buttons) * (HIGH + S1) + 2 * S2
        for button in self._buttons.values():
            button.set_low(self.height() < needed)

    def retranslate(self) -> None:
        """Words are narrower in Chinese."""
        self._fit()
        chinese = is_chinese()
        self.setFixedWidth(WIDTH_CHINESE if chinese else WIDTH_LATIN)
        side = S2 if chinese else S1
        self._column.setContentsMargins(side, S2, side, S2)
