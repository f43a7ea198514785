"""Forms: the label above, the control, and the error beneath it with an icon and a sentence."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, in_a_row
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, S1, S3, S4, SMALL, Tone, tokens

W = TypeVar("W", bound=QWidget)


class _FaultIcon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.mild = False
        self.setFixedSize(CHIP_ICON_SIZE, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        icon, colour = ("triangle-alert", tokens().warn) if self.mild else ("circle-x", tokens().danger)
        paint_icon(QPainter(self), 0, 2, icon, colour, CHIP_ICON_SIZE)


class _FieldLabel(Label):
    """The label of a field; where it leads somewhere, a click on it tells."""

    clicked = Signal()

    def lead_somewhere(self, tooltip: Text) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        say(self, self.setToolTip, tooltip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)


class Field(QWidget, Generic[W]):
    """A control under its label. ``note`` explains it; a warning or an error takes the note's place.

    ``label_clicked`` is told once ``make_label_lead`` gave the label something to lead to;
    ``link_requested`` by the link of a warning.
    """

    label_clicked = Signal()
    link_requested = Signal()

    def __init__(self, label: Text, control: W, *, note: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._note_text: Text = note
        self._warning: Text = ""
        self._error: Text = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S1)
        self.label = _FieldLabel(label, size=SMALL, tone=Tone.TEXT2)
        self.label.setBuddy(control)
        say(self, self._name_control, label)
        column.addWidget(self.label)
        column.addWidget(control)
        self._has_below = False
        # A neighbour with an error is higher; the controls of a row stay on one line all the same.
        column.addStretch(1)
        self.set_error("")
        if isinstance(control, TextField):
            control.given_back.connect(lambda: self.set_error(""))
        if isinstance(control, DateField):
            control.understood.connect(self._tell_day)

    def _tell_day(self, understood: bool) -> None:
        self.set_error("" if understood else lambda: _("Give a day as YYYY-MM-DD."))

    def _name_control(self, label: str) -> None:
        self.control.setAccessibleName(label)

    def set_error(self, sentence: Text) -> None:
        """Show what is wrong with the value, or with ``""`` that nothing is."""
        wrong = bool(sentence)
        self._error = sentence
        self._say_below()
        if bool(self.control.property("invalid")) != wrong:
            self.control.setProperty("invalid", wrong)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def set_note(self, sentence: Text) -> None:
        """Show a remark on the value where nothing is wrong with it."""
        self._note_text = sentence
        self._say_below()

    def set_warning(self, sentence: Text, *, link: Text = "") -> None:
        """Show what is odd about a value that is kept all the same; with ``""`` nothing is."""
        self._warning = sentence
        if link and not self._has_below:
            self._make_below()
        if self._has_below:
            self.link.say(link)
        self._say_below()

    def make_label_lead(self, tooltip: Text) -> None:
        """Let a click on the label tell ``label_clicked``."""
        self.label.lead_somewhere(tooltip)
        self.label.clicked.connect(self.label_clicked)

    def _make_below(self) -> None:
        """The line under the control, made when there is something to say: most fields never say anything."""
        self._has_below = True
        below = QHBoxLayout()
        below.setSpacing(S1)
        self._icon = _FaultIcon()
        self._below = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        below.addWidget(self._icon)
        below.addWidget(self._below, 1)
        self.link = Button("", Kind.LINK)
        self.link.hide()
        self.link.clicked.connect(self.link_requested)
        below.addWidget(self.link)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(2, below)
        self._tab_to_link()

    def _tab_to_link(self) -> None:
        """Made late it would stand behind everything else there is."""
        tab, control = Qt.FocusPolicy.TabFocus, self.control
        inner = [one for one in control.findChildren(QWidget) if one.window() is self.window()]
        stops = (
            [one for one in inner if one.focusPolicy() & tab]
            if not control.focusPolicy() & tab
            else [control]
        )
        if stops:
            QWidget.setTabOrder(stops[-1], self.link)

    def _say_below(self) -> None:
        said = self._error or self._warning or self._note_text
        self.control.setAccessibleDescription(words(said))
        if not self._has_below:
            if not said:
                return
            self._make_below()
        tone = Tone.DANGER if self._error else Tone.WARN if self._warning else Tone.TEXT2
        self._icon.mild = not self._error
        self._icon.setVisible(bool(self._error or self._warning))
        self._icon.update()
        self._below.say(said)
        self._below.set_tone(tone)
        self._below.setVisible(bool(said))
        self.link.setVisible(bool(self.link.text() and self._warning and not self._error))

    def has_error(self) -> bool:
        """Whether an error is shown."""
        return bool(self.control.property("invalid"))


class Form(QWidget):
    """Fields in columns, row by row, in tab order; in fewer columns where they are too wide for the room."""

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._shown, self._at = columns, columns, 0
        self._placed: list[tuple[QWidget, int]] = []
        self._fields: list[Field[QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S4)
        self._grid.setVerticalSpacing(S3)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, label: Text, control: W, *, note: Text = "", span: int = 1) -> Field[W]:
        """Append a field that takes ``span`` columns."""
        field = Field(label, control, note=note)
        self._place(field, span)
        self._fields.append(field)  # type: ignore[arg-type]
        return field

    def add_widget(self, widget: QWidget, *, span: int = 0) -> None:
        """Append something that is no field; by default over the whole width."""
        self._place(widget, span or self._columns)

    def _place(self, widget: QWidget, span: int) -> None:
        self._placed.append((widget, span))
        row, column, span = self._next(self._at, span, self._shown)
        self._grid.addWidget(widget, row, column, 1, span)
        self._at = row * self._shown + column + span

    @staticmethod
    def _next(at: int, span: int, columns: int) -> tuple[int, int, int]:
        span = min(span, columns)
        row, column = divmod(at, columns)
        return (row, column, span) if column + span <= columns else (row + 1, 0, span)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest field: the others go beneath."""
        whole = super().minimumSizeHint()
        widest = max((one.minimumSizeHint().width() for one, span in self._placed if span == 1), default=0)
        return QSize(min(widest, whole.width()) or whole.width(), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._columns
        while columns > 1 and self._needed(columns) > self.width():
            columns -= 1
        if columns != self._shown:
            self._show_in(columns)

    def _needed(self, columns: int) -> int:
        """The width in pixels that so many columns take at least."""
        widths, at = [0] * columns, 0
        for widget, wanted in self._placed:
            row, column, span = self._next(at, wanted, columns)
            at = row * columns + column + span
            if span == 1 and not widget.isHidden():
                widths[column] = max(widths[column], widget.minimumSizeHint().width())
        return sum(widths) + (columns - 1) * self._grid.horizontalSpacing()

    def _show_in(self, columns: int) -> None:
        placed, self._placed = self._placed, []
        for widget, _span in placed:
            self._grid.removeWidget(widget)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, int(column < columns))
        self._shown, self._at = columns, 0
        for widget, span in placed:
            self._place(widget, span)

    def clear_errors(self) -> None:
        """Take all errors away."""
        for field in self._fields:
            field.set_error("")

    def go_to_first_error(self) -> bool:
        """Put the cursor into the first field with an error; False if there is none."""
        return go_to_first_error(self._fields)


def show_beside(
    error: Exception,
    fields: Mapping[str, Field[Any]],
    *,
    otherwise: Field[Any] | None = None,
    go: bool = True,
) -> bool:
    """Say what was refused beside the field that ``error`` names, or beside ``otherwise``, and go there.

    False if there is none to see, or if what happened is no refusal. Where a value is saved on leaving
    its field, ``go`` is False: the user is elsewhere by now.
    """
    if not isinstance(error, BadInput | NotAllowed):
        return False
    field = fields.get(error.where, otherwise)
    if field is None or not field.isVisibleTo(field.window()):
        return False
    field.set_error(in_a_row(error.message, error.hint))
    if go:
        field.control.setFocus()
    return True


def go_to_first_error(fields: Iterable[Field[QWidget]]) -> bool:
    """Put the cursor into the first of ``fields`` that shows an error; False if none does."""
    for field in fields:
        if field.has_error():
            field.control.setFocus()
            return True
    return False
