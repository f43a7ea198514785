"""A board: columns of cards side by side. A card is dragged, or sent by key, where it may go."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from workbench.foundation.i18n import labelled
from workbench.ui.kit.board_cards import CARD_HEIGHT, BoardCard, CardList
from workbench.ui.kit.labels import ElidedLabel, Label
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import CARD_RADIUS, S2, S3, S4, SMALL, Tone, tokens

COLUMN_WIDTH, NARROW = 164, 112
Targets = Mapping[Hashable, str]
"""Where a card may go: the key of a column, with an empty text; where it may not, with the reason."""


@dataclass(frozen=True)
class BoardColumn:
    """A column: its heading, a remark under it, and what is said where it has no card.

    A ``narrow`` one is only there to let cards go on.
    """

    key: Hashable
    title: Text
    note: Text = ""
    empty: Text = ""
    narrow: bool = False


class _Floating(QWidget):
    """The picture of the card that is dragged."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def begin(self, picture: QPixmap) -> None:
        self._picture = picture
        self.resize(picture.deviceIndependentSize().toSize())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.9)
        painter.drawPixmap(0, 0, self._picture)


class _ColumnView(QWidget):
    """One column: heading, count, cards; while a card is dragged its border says whether it may come here."""

    def __init__(self, column: BoardColumn) -> None:
        super().__init__()
        self.key = column.key
        self._state: bool | None = None
        self._is_over = False
        if column.narrow:
            self.setFixedWidth(NARROW)
        else:
            self.setMinimumWidth(COLUMN_WIDTH)
        box = vertical(self, margins=(1, S2, 1, 1), gap=0)
        head = horizontal(margins=(S3, 0, S3, 0), gap=S2)
        self.title = ElidedLabel(column.title, bold=True)
        self.count = Label(size=SMALL, tone=Tone.TEXT2)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        box.addLayout(head)
        self.note = ElidedLabel(column.note, size=SMALL, tone=Tone.TEXT2)
        below = horizontal(margins=(S3, 0, S3, 6))
        below.addWidget(self.note)
        below.addStretch(1)
        box.addLayout(below)
        self.note.setVisible(bool(words(column.note)))
        self.empty = Label(column.empty, size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.empty.setContentsMargins(S3, S2, S3, 0)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.empty)
        self.cards = CardList(column.title)
        box.addWidget(self.cards, 1)

    def show_cards(self, cards: Sequence[BoardCard]) -> None:
        self.cards.set_cards(cards)
        self.count.setText(str(len(cards)) if cards else "")
        self.empty.setVisible(not cards)

    def show_target(self, state: bool | None, *, over: bool = False) -> None:
        """Whether what is dragged may come here; ``None`` while nothing is."""
        self._state, self._is_over = state, over
        self.cards.make_pale(state is False)
        for label in (self.title, self.count, self.note):
            label.setEnabled(state is not False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPen(QColor(look.pane), 1)
        if self._state:
            edge = QPen(
                QColor(look.accent), 2, Qt.PenStyle.SolidLine if self._is_over else Qt.PenStyle.DashLine
            )
        painter.setPen(edge)
        painter.setBrush(QColor(look.selected if self._state and self._is_over else look.pane))
        painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)


class Board(QWidget):
    """Columns of cards. Arrows go from card to card, Enter opens one, M offers where it may go.

    ``targets`` is asked what may be done with a card; ``moved`` tells its key and the column it was let
    go on, never one that was refused. Nothing moves by itself: whoever listens shows other cards.
    """

    opened = Signal(object)
    moved = Signal(object, object)

    def __init__(
        self,
        columns: Sequence[BoardColumn],
        *,
        name: Text,
        targets: Callable[[Hashable], Targets] = lambda _key: {},
        hint: Text = "",
        choose: Text = "",
        parent: QWidget | None = None,
    ) -> None:
        """``hint`` stands under the columns; ``choose`` while a card is dragged over no column."""
        super().__init__(parent)
        self._targets, self._hint, self._choose = targets, hint, choose
        say(self, self.setAccessibleName, name)
        self._columns = {column.key: _ColumnView(column) for column in columns}
        self._titles = {column.key: column.title for column in columns}
        self._dragged: BoardCard | None = None
        self._allowed: Targets = {}
        outer = vertical(self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = Surface("page")
        row = horizontal(body, margins=(S3, S3, S3, 0), gap=6)
        for view in self._columns.values():
            row.addWidget(view, 1)
            cards = view.cards
            cards.opened.connect(self.opened)
            cards.menu_requested.connect(self.offer_moves)
            cards.key_pressed.connect(partial(self._key_pressed, view))
            cards.drag_began.connect(partial(self._begin_drag, cards))
            cards.drag_moved.connect(self._drag)
            cards.drag_ended.connect(self._drop)
        area.setWidget(body)
        outer.addWidget(area, 1)
        self.said = Label(hint, size=SMALL, tone=Tone.TEXT2)
        self.said.setContentsMargins(S4, 6, S4, 6)
        outer.addWidget(self.said)
        self._floating = _Floating(self)
        self._keep_tab_stop(next(iter(self._columns.values()), None))

    def set_cards(self, cards: Mapping[Hashable, Sequence[BoardCard]]) -> None:
        """Show these cards by column; the current one stays so, also where it went to another column."""
        current = self.current_key()
        held = self._focused()
        for key, view in self._columns.items():
            view.show_cards(cards.get(key, ()))
        if current is not None:
            self.choose(current, focus=held is not None)
        if self.current_key() is None:
            self._keep_tab_stop(
                next((one for one in self._columns.values() if one.cards.card_model.cards), None)
            )

    def current_key(self) -> Hashable | None:
        """The key of the current card of the column that has, or had, the focus."""
        view = self._focused() or next(
            (one for one in self._columns.values() if one.cards.focusPolicy() == Qt.FocusPolicy.StrongFocus),
            None,
        )
        card = view.cards.current_card() if view else None
        return card.key if card else None

    def cards_of(self, column: Hashable) -> CardList:
        """The list of a column."""
        return self._columns[column].cards

    def choose(self, key: Hashable, *, focus: bool = True) -> bool:
        """Make a card current wherever it is, and put the cursor there; False if it is not shown."""
        for view in self._columns.values():
            if view.cards.choose(key):
                self._keep_tab_stop(view)
                if focus:
                    view.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def focus_cards(self) -> None:
        """Put the cursor onto the current card, else the first."""
        key = self.current_key()
        if key is not None and self.choose(key):
            return
        for view in self._columns.values():
            if view.cards.card_model.cards:
                view.cards.choose_near(0)
                self._keep_tab_stop(view)
                view.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def moves_menu(self, key: Hashable) -> QMenu:
        """A menu of where the card may go; what is refused is there with its reason."""
        menu = QMenu(self)
        for column, reason in self._targets(key).items():
            title = words(self._titles[column])
            entry = menu.addAction((labelled(title, reason) if reason else title).replace("&", "&&"))
            entry.setEnabled(not reason)
            entry.triggered.connect(lambda _checked, to=column: self.moved.emit(key, to))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def offer_moves(self, key: Hashable) -> None:
        """Open the menu of moves under the card."""
        view = next((one for one in self._columns.values() if one.cards.choose(key)), None)
        if view is None:
            return
        menu = self.moves_menu(key)
        box = view.cards.visualRect(view.cards.currentIndex())
        menu.popup(view.cards.viewport().mapToGlobal(QPoint(box.left() + S4, box.top() + CARD_HEIGHT)))
        first = next((one for one in menu.actions() if one.isEnabled()), None)
        if first is not None:
            menu.setActiveAction(first)

    # --- keys

    def _focused(self) -> _ColumnView | None:
        return next((one for one in self._columns.values() if one.cards.hasFocus()), None)

    def _keep_tab_stop(self, chosen: _ColumnView | None) -> None:
        """Tab reaches the board once, at the column where one was."""
        for view in self._columns.values():
            here = view is chosen
            view.cards.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def _key_pressed(self, view: _ColumnView, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        card = view.cards.current_card()
        if key == Qt.Key.Key_Escape and self._dragged is not None:
            view.cards.let_go()
            self._end_drag()
            event.accept()
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(view, 1 if key == Qt.Key.Key_Right else -1)
            event.accept()
        elif plain and key == Qt.Key.Key_M and card is not None:
            self.offer_moves(card.key)
            event.accept()

    def _step(self, view: _ColumnView, by: int) -> None:
        views = list(self._columns.values())
        ahead = views[views.index(view) + 1 :] if by > 0 else views[: views.index(view)][::-1]
        beside = next((one for one in ahead if one.cards.card_model.cards), None)
        if beside is not None:
            beside.cards.choose_near(view.cards.visualRect(view.cards.currentIndex()).center().y())
            self._keep_tab_stop(beside)
            beside.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- dragging

    def _begin_drag(self, cards: CardList, card: BoardCard) -> None:
        self._dragged, self._allowed = card, self._targets(card.key)
        width, ratio = cards.viewport().width() - 2 * S2, self.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(CARD_HEIGHT * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        cards.painter.paint_card(painter, QRectF(0, 0, width, CARD_HEIGHT), card, current=True)
        painter.end()
        self._floating.begin(picture)

    def _drag(self, where: QPointF) -> None:
        over = self._column_at(where)
        place = self.mapFromGlobal(where.toPoint())
        self._floating.move(place - QPoint(self._floating.width() // 2, 12))
        reason = self._reason(over) if over is not None else ""
        for view in self._columns.values():
            view.show_target(not self._reason(view), over=view is over)
        self.said.say(reason or self._choose)
        self.said.set_tone(Tone.WARN if reason else Tone.TEXT2)

    def _drop(self, where: QPointF) -> None:
        over, card = self._column_at(where), self._dragged
        reason = self._reason(over).strip() if over is not None else ""
        allowed = over is not None and not self._reason(over)
        self._end_drag()
        if reason:
            # It stays to be read: who let the card go looks for why nothing happened only then.
            self.said.say(reason)
            self.said.set_tone(Tone.WARN)
        if card is not None and over is not None and allowed:
            self.moved.emit(card.key, over.key)

    def _reason(self, view: _ColumnView) -> str:
        """Why the dragged card may not go there; a column that nobody speaks of is refused without words."""
        return self._allowed.get(view.key, " ")

    def _end_drag(self) -> None:
        self._dragged = None
        self._floating.hide()
        for view in self._columns.values():
            view.show_target(None)
        self.said.say(self._hint)
        self.said.set_tone(Tone.TEXT2)

    def _column_at(self, where: QPointF) -> _ColumnView | None:
        for view in self._columns.values():
            if view.rect().contains(view.mapFromGlobal(where.toPoint())):
                return view
        return None
