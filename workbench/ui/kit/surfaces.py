"""Surfaces that hold other widgets: scrolling body, card, side pane, banner, toolbar."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import ElidedLabel, Label
from workbench.ui.kit.marks import CAUTION, Mark, paint_mark
from workbench.ui.kit.narrowing import Narrowing, yielding_in
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import ICON_SIZE, LARGE, S2, S3, S4, S6, SMALL, TOOLBAR_HEIGHT, Tone


def vertical(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0
) -> QVBoxLayout:
    """A column of widgets; margins left, top, right, bottom."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def horizontal(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = S2
) -> QHBoxLayout:
    """A row of widgets; margins left, top, right, bottom."""
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


class Surface(QFrame):
    """A frame with a look from the style sheet: page, pane, card, dashed, toolbar, footer, left, side."""

    def __init__(self, look: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", look)


class Scroll(QScrollArea):
    """A body that scrolls vertically when the window is low. Put the content into ``column``."""

    def __init__(
        self,
        *,
        pane: bool = False,
        margins: tuple[int, int, int, int] = (S6, S4, S6, S6),
        gap: int = S4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = Surface("pane" if pane else "page")
        if pane:
            self.setProperty("surface", "pane")
        self.column = vertical(body, margins=margins, gap=gap)
        # The body grows before its lines are placed: else they lie over each other until the next event.
        self.column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self.setWidget(body)


class Card(Surface):
    """A group with one border; ``chosen`` gives it the accent border."""

    def __init__(self, *, chosen: bool = False, dashed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("dashed" if dashed else "card", parent)
        if chosen:
            self.setProperty("chosen", True)


class Toolbar(Surface):
    """The 44 px strip under the page header. Add widgets to ``row``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("toolbar", parent)
        self.setFixedHeight(TOOLBAR_HEIGHT)
        self.row = horizontal(self, margins=(S4, 0, S4, 0))
        Narrowing(self, self.row, lambda: yielding_in(self))


class SidePane(Surface):
    """Details beside a list: title, close button, a body that scrolls. Esc closes it.

    ``closed`` is emitted when the user closes it. Width 320 to 376. Whoever was in it is then back where
    they were before it opened.
    """

    closed = Signal()

    def __init__(
        self, title: Text = "", *, width: int = 340, closable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("side", parent)
        self._before: QWidget | None = None
        self.setFixedWidth(width)
        # One pixel is the hairline at the left.
        outer = vertical(self, margins=(1, 0, 0, 0))
        self.head = horizontal(margins=(S4, S3, S3, 0))
        self.title = ElidedLabel(title, size=LARGE, bold=True)
        self.close_button = Button("", Kind.PLAIN, icon="x", small=True, name=_close_text)
        self.close_button.clicked.connect(self.close_pane)
        if not closable:
            self.close_button.hide()
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.close_button)
        outer.addLayout(self.head)
        self.body = Scroll(pane=True, margins=(S4, S2, S4, S4), gap=S2)
        self.column = self.body.column
        outer.addWidget(self.body, 1)

    def close_pane(self) -> None:
        """Hide the pane and tell."""
        if self.isVisible():
            self._leave()
            self.hide()
            self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        held = self.window().focusWidget()
        if held is not None and not self.isAncestorOf(held):
            self._before = held

    def _leave(self) -> None:
        """Give the focus back; Qt would hand it to whatever is next, perhaps at the top of the window."""
        held, before = self.window().focusWidget(), self._before
        is_inside = held is not None and self.isAncestorOf(held)
        if is_inside and before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    @contextmanager
    def returning_to(self, button: QWidget) -> Iterator[None]:
        """Inside the block a button that was off meanwhile may go on again; a focus in the pane goes to it.

        While it was off the focus went on to what goes then, which may be gone now.
        """
        held = self.window().focusWidget()
        is_inside = held is not None and self.isAncestorOf(held)
        yield
        if is_inside:
            button.setFocus()

    def enable_body(self, on: bool) -> None:
        """Let what is in the pane be changed, or only looked at."""
        body = self.body.widget()
        if body is not None:
            body.setEnabled(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_button.isVisible():
            self.close_pane()
        else:
            super().keyPressEvent(event)


def _close_text() -> str:
    from workbench.foundation.i18n import _

    return _("Close")


class _MarkBox(QWidget):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(ICON_SIZE, ICON_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), 0, 0, self._mark)


class Banner(Surface):
    """A strip that warns of something that holds for the whole page, with a link to what mends it."""

    link_requested = Signal()

    def __init__(
        self, text: Text = "", *, link: Text = "", mark: Mark = CAUTION, parent: QWidget | None = None
    ) -> None:
        super().__init__("banner", parent)
        self.setMinimumHeight(32)
        row = horizontal(self, margins=(S4, 6, S4, 6))
        row.addWidget(_MarkBox(mark), 0, Qt.AlignmentFlag.AlignVCenter)
        self.label = Label(wrap=True)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.link = Button("", Kind.LINK)
        self.link.clicked.connect(self.link_requested)
        row.addWidget(self.label, 1)
        row.addWidget(self.link)
        self._links = row
        self._say(text, link)
        if not words(text):
            # Only ever hidden here: shown before it has a parent it would flash as a window of its own.
            self.hide()

    def show_text(self, text: Text, *, link: Text = "") -> None:
        """Say ``text``; an empty one hides the banner."""
        self._say(text, link)
        self.setVisible(bool(words(text)))

    def add_link(self, text: Text) -> Button:
        """One more link, behind the first."""
        link = Button(text, Kind.LINK)
        self._links.addSpacing(S4)
        self._links.addWidget(link)
        return link

    def _say(self, text: Text, link: Text) -> None:
        self.label.say(text)
        self.link.say(link)
        self.link.setVisible(bool(words(link)))


class Facts(QWidget):
    """Pairs of a grey name and a value, one under the other."""

    def __init__(self, name_width: int = 76, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_width = name_width
        self._column = vertical(self, gap=4)

    def add(self, name: Text, value: Text | QWidget, *, tone: Tone = Tone.TEXT) -> QWidget:
        """Append a pair; return the widget of the value."""
        row = horizontal(gap=S2)
        # Not aligned by the row: only so does it ask how high a wrapped name is.
        label = Label(name, size=SMALL, tone=Tone.TEXT2, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        label.setFixedWidth(self._name_width)
        shown = value if isinstance(value, QWidget) else Label(value, tone=tone, wrap=True, selectable=True)
        row.addWidget(label)
        row.addWidget(shown, 1)
        self._column.addLayout(row)
        return shown

    def clear(self) -> None:
        """Take all pairs away."""
        clear_layout(self._column)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of ``layout`` and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


def tab_where(container: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab find ``widgets`` where ``container`` stands, however late they were made."""
    # Right behind the container, which Qt only does where that takes the focus. Behind what comes before
    # it they would also stand before a container that lies between and is filled later.
    policy = container.focusPolicy()
    container.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    before = container
    for widget in widgets:
        QWidget.setTabOrder(before, widget)
        before = widget
    container.setFocusPolicy(policy)


def name_widget(widget: QWidget, name: Text) -> None:
    """Give ``widget`` the name that a screen reader reads out."""
    say(widget, widget.setAccessibleName, name)
