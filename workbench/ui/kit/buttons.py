"""Buttons that paint themselves: one primary per page, secondary with a border, plain, and links."""

from collections.abc import Collection
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import (
    BODY,
    CONTROL_HEIGHT,
    CONTROL_RADIUS,
    ICON_SIZE,
    S2,
    SMALL,
    SMALL_CONTROL_HEIGHT,
    Tone,
    tokens,
)

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


_ONLY_LENT = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""A dialog, a menu or another program had the keyboard and gave it back: nothing moved."""


class Kind(Enum):
    """How much a button stands out."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    PLAIN = "plain"
    LINK = "link"


class FocusRing:
    """Mixed into painted controls: knows whether the focus came by keyboard and must be shown."""

    ring = False
    _lent_ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        lent = event.reason() in _ONLY_LENT
        self.ring = self._lent_ring if lent else event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._lent_ring = self.ring
        self.ring = False
        super().focusOutEvent(event)  # type: ignore[misc]


def tab_to_checked(buttons: Collection[QAbstractButton]) -> None:
    """Of buttons that exclude one another, let Tab reach the one that holds; if none does, any of them."""
    held = [button for button in buttons if button.isChecked()] or buttons
    for button in buttons:
        policy = Qt.FocusPolicy.StrongFocus if button in held else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)


def paint_ring(painter: QPainter, box: QRectF, radius: float, colour: str) -> None:
    """The 2 px focus ring just inside ``box``."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)


class Button(FocusRing, QPushButton):
    """A button with an optional icon and, in a lighter weight, the shortcut that does the same."""

    def __init__(
        self,
        text: Text,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        hint: str = "",
        small: bool = False,
        name: Text = "",
        tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the accessible name and tooltip of a button that shows an icon alone."""
        super().__init__(parent)
        self.kind, self._icon_name, self._hint, self._small, self._tone = kind, icon, hint, small, tone
        self._form = 0
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        say(self, self._set_text, text)
        if name:
            say(self, self._set_name, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does; with Ctrl it stays the page's or the form's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def say(self, text: Text) -> None:
        """Show another text."""
        say(self, self._set_text, text)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self.update()

    def set_tone(self, tone: Tone | None) -> None:
        """Change the colour of the word by its meaning."""
        self._tone = tone
        self.update()

    def forms(self) -> list[int]:
        """Widths: whole, without the shortcut, and the sign alone unless it is what the page is for."""
        whole = [(True, True)]
        if self._hint and self.text():
            whole.append((True, False))
        if self._icon_name and self.text() and self.kind in (Kind.SECONDARY, Kind.PLAIN):
            whole.append((False, False))
        return [self._size_with(*one).width() for one in whole]

    def form(self) -> int:
        """Which of ``forms`` is shown."""
        return min(self._form, len(self.forms()) - 1)

    def show_form(self, place: int) -> None:
        """Show that one of ``forms``; the tooltip tells what is left out, if it does not tell more."""
        told = "  ".join(filter(None, (self.text().replace("&&", "&"), self._hint)))
        if self.toolTip() in ("", told):
            self.setToolTip(told if place else "")
        self._form = place
        self.updateGeometry()
        self.update()

    def _set_text(self, text: str) -> None:
        # An ampersand in a name is an ampersand, not a mnemonic.
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def _set_name(self, text: str) -> None:
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  {self._hint}" if self._hint else text)

    def _shown(self) -> str:
        is_sign = self._form > (1 if self._hint else 0)
        return "" if is_sign else self.text().replace("&&", "&")

    def _font(self) -> QFont:
        size = SMALL if self._small or self.kind is Kind.LINK else BODY
        return interface_font(size, bold=self.kind is Kind.PRIMARY)

    def _parts(self) -> tuple[int, int, int]:
        """The widths of icon, text and hint with the gap before each, in pixels."""
        return self._parts_with(bool(self._shown()), self._form == 0)

    def _parts_with(self, words: bool, hint: bool) -> tuple[int, int, int]:
        text = self.text().replace("&&", "&") if words else ""
        key = self._hint if hint and text else ""
        icon_width = ICON_SIZE if self._icon_name else 0
        text_width = QFontMetrics(self._font()).horizontalAdvance(text) if text else 0
        key_width = QFontMetrics(interface_font(SMALL)).horizontalAdvance(key) + S2 if key else 0
        return icon_width, text_width + (S2 if icon_width and text else 0), key_width

    def sizeHint(self) -> QSize:
        return self._size_with(bool(self._shown()), self._form == 0)

    def _size_with(self, words: bool, hint: bool) -> QSize:
        parts = self._parts_with(words, hint)
        if self.kind is Kind.LINK:
            return QSize(sum(parts) + 2, 20)
        height = SMALL_CONTROL_HEIGHT if self._small else CONTROL_HEIGHT
        if not parts[1]:
            return QSize(height, height)
        return QSize(sum(parts) + 2 * (8 if self._small else 12), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colours(self) -> tuple[str, str, str]:
        """Surface, border and ink; an empty string paints nothing."""
        look, over = tokens(), self.underMouse() or self.isDown()
        if not self.isEnabled():
            return ("" if self.kind in (Kind.PLAIN, Kind.LINK) else look.disabled), "", look.text3
        ink = look.of(self._tone) if self._tone else look.text
        if self.kind is Kind.PRIMARY:
            return (look.accent_hover if over else look.accent), "", look.on_accent
        if self.kind is Kind.LINK:
            return "", "", look.of(self._tone or Tone.ACCENT)
        surface = look.hover if over or self.isChecked() else ""
        if self.kind is Kind.PLAIN:
            return surface, "", ink if self._tone or not self._shown() else look.text2
        return surface or look.page, look.line_strong, ink

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        surface, border, ink = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if surface or border:
            painter.setBrush(QColor(surface) if surface else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(border), 1) if border else Qt.PenStyle.NoPen)
            inner = box.adjusted(0.5, 0.5, -0.5, -0.5) if border else box
            painter.drawRoundedRect(inner, CONTROL_RADIUS, CONTROL_RADIUS)
        self._paint_content(painter, box, ink)
        if self.ring:
            look = tokens()
            inverse = self.kind is Kind.PRIMARY
            if inverse:
                paint_ring(painter, box.adjusted(2, 2, -2, -2), CONTROL_RADIUS - 2, look.on_accent)
            else:
                paint_ring(painter, box, CONTROL_RADIUS, look.accent)

    def _paint_content(self, painter: QPainter, box: QRectF, ink: str) -> None:
        icon_width, text_width, hint_width = self._parts()
        x = box.center().x() - (icon_width + text_width + hint_width) / 2
        if self.kind is Kind.LINK:
            x = 1
        if icon_width:
            paint_icon(painter, x, (box.height() - ICON_SIZE) / 2, self._icon_name, ink)
            x += icon_width + (S2 if text_width else 0)
        font = self._font()
        if self.kind is Kind.LINK and self.underMouse():
            font = QFont(font)
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        wide = QRectF(x, 0, box.width(), box.height())
        painter.drawText(wide, Qt.AlignmentFlag.AlignVCenter, self._shown())
        if hint_width:
            painter.setFont(interface_font(SMALL))
            if self.kind is not Kind.PRIMARY and self.isEnabled():
                painter.setPen(QColor(tokens().text2))
            wide.setLeft(x + text_width - (S2 if icon_width else 0) + S2)
            painter.drawText(wide, Qt.AlignmentFlag.AlignVCenter, self._hint)


def paint_check(painter: QPainter, x: float, y: float, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """A check box of 16 px: empty, checked or partly checked."""
    look = tokens()
    box = QRectF(x, y, ICON_SIZE, ICON_SIZE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(QColor(look.field if enabled else look.line_strong), 1.2))
        painter.setBrush(QColor(look.page if enabled else look.disabled))
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3.5, 3.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent if enabled else look.field))
        painter.drawRoundedRect(box, CHIP_CHECK_RADIUS, CHIP_CHECK_RADIUS)
        name = "check" if state == Qt.CheckState.Checked else "minus"
        paint_icon(painter, x + 2, y + 2, name, look.on_accent, 12)
    painter.restore()


CHIP_CHECK_RADIUS = 4


class CheckBox(FocusRing, QCheckBox):
    """A check box with its sentence to the right."""

    def __init__(self, text: Text, *, name: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self, self._set_text, text)
        if name:
            say(self, self.setAccessibleName, name)

    def _set_text(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        text = self.text().replace("&&", "&")
        width = QFontMetrics(interface_font()).horizontalAdvance(text) + S2 if text else 0
        return QSize(ICON_SIZE + width + 4, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - ICON_SIZE) / 2
        paint_check(painter, 2, top, self.checkState(), enabled=self.isEnabled())
        painter.setPen(QColor(tokens().text if self.isEnabled() else tokens().text3))
        box = QRectF(2 + ICON_SIZE + S2, 0, self.width(), self.height())
        painter.setFont(interface_font())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text().replace("&&", "&"))
        if self.ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(0, top - 2, 20, 20), 5, tokens().accent)


__all__ = [
    "Button",
    "CheckBox",
    "FocusRing",
    "Kind",
    "QAbstractButton",
    "paint_check",
    "paint_ring",
    "tab_to_checked",
]
