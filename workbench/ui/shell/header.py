"""The header over a page: back, title, remark, the page's own widgets and actions, and the way to search."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, FocusRing, Kind, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.labels import ElidedLabel
from workbench.ui.kit.narrowing import Narrowing, yielding_in
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.texts import say
from workbench.ui.kit.tokens import (
    CHIP_RADIUS,
    CONTROL_HEIGHT,
    CONTROL_RADIUS,
    HEADER_HEIGHT,
    ICON_SIZE,
    S2,
    S3,
    S4,
    S6,
    SMALL,
    TITLE,
    Tone,
    tokens,
)
from workbench.ui.page import Page
from workbench.ui.shell.actions import Action, Group

_SHORTCUT = "Ctrl K"
_TITLE_ROOM = 200
"""Pixels of a title that are never cut."""
_NARROW = 1000
"""Below so many pixels the search is its sign alone: what the page offers needs the room."""


class SearchButton(FocusRing, QAbstractButton):
    """Looks like a field and opens the command palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.is_short = False
        say(self, self.setText, lambda: _("Find or run"))
        say(self, self.setAccessibleName, lambda: _("Find or run"))

    def sizeHint(self) -> QSize:
        return QSize(9 + ICON_SIZE + 9 if self.is_short else 184, CONTROL_HEIGHT)

    def show_short(self, short: bool) -> None:
        """Only the sign, with the words as a tip, or the words and the key too."""
        self.is_short = short
        self.setToolTip(f"{self.text()} ({_SHORTCUT})" if short else "")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.setBrush(QColor(look.page))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
        paint_icon(painter, 9, 8, "search", look.text2)
        if not self.is_short:
            self._paint_words(painter, box)
        if self.ring:
            paint_ring(painter, box, CONTROL_RADIUS, look.accent)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        look = tokens()
        painter.setFont(interface_font())
        painter.setPen(QColor(look.text2))
        left = 9 + ICON_SIZE + S2
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        small = interface_font(SMALL)
        width = QFontMetrics(small).horizontalAdvance(_SHORTCUT) + 2 * 5
        key = QRectF(box.right() - width - 7, 7, width, 18)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), CHIP_RADIUS, CHIP_RADIUS)
        painter.setFont(small)
        painter.setPen(QColor(look.text2))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, _SHORTCUT)


class PageFrame(QWidget):
    """A page under its header."""

    search_requested = Signal()
    back_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, page: Page, *, with_back: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        column = vertical(self)
        bar = Surface("header")
        bar.setFixedHeight(HEADER_HEIGHT)
        self._row = row = horizontal(bar, margins=(S4 if with_back else S6, 0, S4, 0), gap=S3)
        back = Button("", Kind.PLAIN, icon="arrow-left", name=lambda: _("Back"), hint="Alt ←", small=True)
        back.clicked.connect(self.back_requested)
        self.title = ElidedLabel(size=TITLE, bold=True)
        self.subtitle = ElidedLabel(tone=Tone.TEXT2)
        row.addWidget(back)
        back.setVisible(with_back)
        row.addWidget(self.title)
        row.addWidget(self.subtitle)
        self._widgets, self._actions = list(page.header_widgets()), list(page.header_actions())
        for widget in self._widgets:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in self._actions:
            row.addWidget(widget)
        self.search = SearchButton()
        self.search.clicked.connect(self.search_requested)
        row.addWidget(self.search)
        menu = Button("", Kind.PLAIN, icon="ellipsis", name=lambda: _("All commands"), small=True)
        menu.clicked.connect(lambda: self.menu_requested.emit(menu))
        row.addWidget(menu)
        column.addWidget(bar)
        column.addWidget(page, 1)
        Narrowing(bar, row, lambda: yielding_in(bar))
        page.header_changed.connect(self.retranslate)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self.search.show_short(is_narrow)
        self._row.setSpacing(S2 if is_narrow else S3)

    def offers(self) -> list[Action]:
        """What the buttons of this header do now, for the palette."""
        buttons = [
            button
            for widget in (*self._widgets, *reversed(self._actions))
            for button in ([widget] if isinstance(widget, Button) else widget.findChildren(Button))
            if button.isVisible() and button.isEnabled()
        ]
        where = self.page.title()
        return [
            Action(
                f"here-{place}",
                Group.EDIT,
                partial(str, button.text() or button.accessibleName()),
                button.click,
                note=lambda: where,
            )
            for place, button in enumerate(buttons)
            if button.text() or button.accessibleName()
        ]

    def retranslate(self) -> None:
        """Ask the page for its title and remark again."""
        self.title.say(self.page.title())
        # The remark gives way first: a page whose name is cut is no longer known by it.
        self.title.setMinimumWidth(min(self.title.sizeHint().width(), _TITLE_ROOM))
        subtitle = self.page.subtitle()
        self.subtitle.say(subtitle)
        self.subtitle.setVisible(bool(subtitle))
