"""One choice out of a few: joined segments, pills with counts, or underlined tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from workbench.ui.kit.buttons import FocusRing, paint_ring, tab_to_checked
from workbench.ui.kit.choice_fold import ChoiceFold, fold_width
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.surfaces import tab_where
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import BODY, CONTROL_RADIUS, S2, SMALL, Tone, tokens


class Look(Enum):
    """The three shapes of a choice."""

    SEGMENTS = "segments"
    PILLS = "pills"
    TABS = "tabs"


@dataclass(frozen=True)
class Choice:
    """One of the things to choose; ``count`` stands behind the word in a lighter tone."""

    key: object
    text: Text
    count: str = ""
    tone: Tone = Tone.TEXT2


class Choices(QWidget):
    """A row of choices of which exactly one holds. ``chosen`` gives the key the user picked.

    Its shorter form is a button that shows the one that holds and lists the others.
    """

    chosen = Signal(object)

    def __init__(
        self, look: Look, choices: Sequence[Choice] = (), *, name: Text = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing({Look.SEGMENTS: 0, Look.PILLS: 4, Look.TABS: 16}[look])
        self._group = QButtonGroup(self)
        self._buttons: dict[object, _ChoiceButton] = {}
        self._fold: ChoiceFold | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            say(self, self.setAccessibleName, name)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the one that holds stays if it is still among them, else the first holds."""
        current = self.current()
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for place, choice in enumerate(choices):
            edge = (place == 0, place == len(choices) - 1)
            button = _ChoiceButton(self._look, choice, edge, self)
            button.clicked.connect(lambda _checked, key=choice.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[choice.key] = button
        tab_where(self, self._buttons.values())
        if self._buttons:
            self.choose(current if current in self._buttons else choices[0].key)
        if self._fold is not None:
            self.show_form(1)

    def set_count(self, key: object, count: str) -> None:
        """Show another count behind a choice."""
        self._buttons[key].set_count(count)
        self._tell_fold()

    def choose(self, key: object) -> None:
        """Make ``key`` the one that holds, without telling."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            tab_to_checked(self._buttons.values())
            self._tell_fold()

    def forms(self) -> list[int]:
        """Widths: all side by side, and the one that holds alone, if that is shorter."""
        buttons = self._buttons.values()
        whole = sum(one.sizeHint().width() for one in buttons) + self._row.spacing() * (len(buttons) - 1)
        folded = fold_width(one.accessibleName() for one in buttons)
        return [whole, folded] if self._fold is not None or 0 < folded < whole else [whole]

    def form(self) -> int:
        """Which of ``forms`` is shown."""
        return int(self._fold is not None)

    def show_form(self, place: int) -> None:
        """Show all side by side, or only the one that holds."""
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        if place and self._fold is None:
            self._fold = ChoiceFold(self._take, self)
            self._row.addWidget(self._fold)
            tab_where(self, [self._fold])
            self._fold.setVisible(True)
        elif not place and self._fold is not None:
            self._row.removeWidget(self._fold)
            self._fold.hide()
            self._fold.deleteLater()
            self._fold = None
        for button in self._buttons.values():
            button.setVisible(self._fold is None)
        self._tell_fold()
        self.updateGeometry()
        if had_keyboard:
            self.take_keyboard()

    def _take(self, key: object) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _tell_fold(self) -> None:
        if self._fold is not None:
            told = [(key, button.accessibleName()) for key, button in self._buttons.items()]
            self._fold.show_choices(told, self.current(), self.accessibleName())

    def take_keyboard(self) -> None:
        """Put the focus on the one that holds."""
        if self._fold is not None:
            self._fold.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for button in self._buttons.values():
            if button.isChecked():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_none(self) -> None:
        """Let none hold until one is chosen again."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        tab_to_checked(self._buttons.values())

    def fit(self, width: int) -> bool:
        """Show as many choices as stand in ``width`` pixels, with the one that holds; False if not all do."""
        gap, current = self._row.spacing(), self.current()
        sizes = {key: button.sizeHint().width() + gap for key, button in self._buttons.items()}
        room = width - sizes.get(current, 0)
        whole = True
        for key, button in self._buttons.items():
            if key != current:
                room -= sizes[key]
                whole = whole and room >= 0
            button.setVisible(key == current or room >= 0)
        return whole

    def left_out(self) -> list[tuple[object, str]]:
        """The choices for which ``fit`` found no room, each with its word and count."""
        return [(key, one.accessibleName()) for key, one in self._buttons.items() if one.isHidden()]

    def current(self) -> object:
        """The key that holds, or ``None`` if there are no choices."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), None)


class _ChoiceButton(FocusRing, QAbstractButton):
    def __init__(self, look: Look, choice: Choice, edge: tuple[bool, bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._count, self._edge, self._tone = look, choice.count, edge, choice.tone
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        say(self, self._set_text, choice.text)

    def _set_text(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{text} {self._count}".strip())
        self.updateGeometry()

    def set_count(self, count: str) -> None:
        self._count = count
        self._set_text(self.text().replace("&&", "&"))
        # The text is the same and often the width too: Qt sees no reason to paint.
        self.update()

    def sizeHint(self) -> QSize:
        # Measured in bold, so that choosing does not move the neighbours.
        width = QFontMetrics(interface_font(BODY, bold=True)).horizontalAdvance(
            self.text().replace("&&", "&")
        )
        if self._count:
            width += QFontMetrics(interface_font(SMALL)).horizontalAdvance(self._count) + 6
        side, height = {Look.SEGMENTS: (12, 28), Look.PILLS: (S2, 28), Look.TABS: (4, 40)}[self._look]
        return QSize(width + 2 * side, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, chosen = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._look is Look.SEGMENTS:
            self._paint_segment(painter, box)
        elif self._look is Look.PILLS and (chosen or self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if chosen else look.hover))
            painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        elif self._look is Look.TABS and chosen:
            painter.fillRect(QRectF(0, box.height() - 2, box.width(), 2), QColor(look.accent))
        ink = look.accent if chosen else look.text if self.underMouse() else look.text2
        text = self.text().replace("&&", "&")
        font = interface_font(BODY, bold=chosen)
        small = interface_font(SMALL)
        width = QFontMetrics(font).horizontalAdvance(text)
        count_width = QFontMetrics(small).horizontalAdvance(self._count) + 6 if self._count else 0
        x = (box.width() - width - count_width) / 2
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(x, 0, width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if self._count:
            painter.setFont(small)
            # Nothing late is nothing to worry about.
            tone = self._tone if self._count != "0" else Tone.TEXT2
            painter.setPen(QColor(look.accent if chosen else look.of(tone)))
            where = QRectF(x + width + 6, 0, count_width, box.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self._count)
        if self.ring:
            paint_ring(painter, box, CONTROL_RADIUS, look.accent)

    def _paint_segment(self, painter: QPainter, box: QRectF) -> None:
        look = tokens()
        first, last = self._edge
        # The frame is drawn wider than the segment on inner sides, so that only outer corners show round.
        frame = box.adjusted(0.5 if first else -8, 0.5, -0.5 if last else 8, -0.5)
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.setBrush(
            QColor(look.selected if self.isChecked() else look.hover if self.underMouse() else look.page)
        )
        painter.drawRoundedRect(frame, CONTROL_RADIUS, CONTROL_RADIUS)
        if not first:
            painter.drawLine(0, 0, 0, int(box.height()))
