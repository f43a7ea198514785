"""Boards: columns of cards, by keyboard and by dragging where it is allowed."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.board import Board, BoardColumn
from workbench.ui.kit.board_cards import BoardCard, CardList

__all__ = ["let_go"]

COLUMNS = [
    BoardColumn("a", "First", empty="Nothing here"),
    BoardColumn("b", "Second"),
    BoardColumn("c", "Third"),
]
TARGETS = {"b": "", "c": "A step cannot be skipped."}


@pytest.fixture
def board(app: QApplication, qtbot: QtBot) -> Board:
    board = Board(COLUMNS, name="Things", targets=lambda _key: TARGETS, hint="Arrows", choose="Let go")
    for key in "abc":
        model = board.cards_of(key).card_model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, board)
    window = in_window(qtbot, board)
    window.resize(700, 400)
    board.set_cards(
        {
            "a": [BoardCard(1, "One", second="first", foot="me", right="late"), BoardCard(2, "Two")],
            "c": [BoardCard(3, "Three")],
        }
    )
    window.grab()
    return board


def _drag(cards: CardList, start: QPoint, places: list[QPoint], *, release: bool = True) -> None:
    port = cards.viewport()

    def send(kind: QEvent.Type, where: QPoint, buttons: Qt.MouseButton) -> None:
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        at = QPointF(port.mapFromGlobal(where))
        event = QMouseEvent(kind, at, QPointF(where), button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, event)

    send(QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton)
    for place in places:
        send(QEvent.Type.MouseMove, place, Qt.MouseButton.LeftButton)
    if release:
        send(QEvent.Type.MouseButtonRelease, places[-1], Qt.MouseButton.NoButton)


def _middle(cards: CardList) -> QPoint:
    return cards.viewport().mapToGlobal(QPoint(60, 30))


def test_arrows_go_from_card_to_card_over_empty_columns_and_enter_opens(board: Board, qtbot: QtBot) -> None:
    opened: list[object] = []
    board.opened.connect(opened.append)
    board.focus_cards()
    assert board.current_key() == 1
    qtbot.keyClick(board.cards_of("a"), Qt.Key.Key_Right)
    assert board.current_key() == 3
    qtbot.keyClick(board.cards_of("c"), Qt.Key.Key_Return)
    qtbot.keyClick(board.cards_of("c"), Qt.Key.Key_Left)
    qtbot.keyClick(board.cards_of("a"), Qt.Key.Key_Down)
    assert opened == [3]
    assert board.current_key() == 2
    board.set_cards({"b": [BoardCard(2, "Two")]})
    assert board.current_key() == 2
    assert board.cards_of("b").hasFocus()


def test_a_card_is_read_out_whole_and_an_empty_column_says_something(board: Board) -> None:
    model = board.cards_of("a").card_model
    index = model.index(0, 0)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "One, first, me, late"
    board.set_cards({})
    assert board.current_key() is None
    board.focus_cards()
    assert board.current_key() is None


def test_the_menu_of_moves_offers_what_is_allowed_and_says_why_the_rest_is_not(board: Board) -> None:
    told: list[object] = []
    board.moved.connect(lambda key, column: told.append((key, column)))
    menu = board.moves_menu(1)
    allowed, refused = menu.actions()
    assert (allowed.text(), allowed.isEnabled()) == ("Second", True)
    assert (refused.text(), refused.isEnabled()) == (f"Third: {TARGETS['c']}", False)
    allowed.trigger()
    assert told == [(1, "b")]


def test_a_card_is_let_go_only_where_it_may_go(board: Board) -> None:
    told: list[object] = []
    board.moved.connect(lambda key, column: told.append((key, column)))
    opened: list[object] = []
    board.opened.connect(opened.append)
    first, second, third = (board.cards_of(key) for key in "abc")
    _drag(first, _middle(first), [_middle(second), _middle(third)], release=False)
    assert board.said.text() == TARGETS["c"]
    assert third.painter.pale
    assert not second.painter.pale
    board.grab()
    _drag(first, _middle(first), [_middle(third)])
    assert told == []
    assert not third.painter.pale
    assert board.said.text() == TARGETS["c"]
    _drag(first, _middle(first), [_middle(second)])
    assert told == [(1, "b")]
    assert board.said.text() == "Arrows"
    assert opened == []


def test_escape_lets_a_dragged_card_stay_where_it_was(board: Board, qtbot: QtBot) -> None:
    told: list[object] = []
    board.moved.connect(lambda key, column: told.append((key, column)))
    first, second = board.cards_of("a"), board.cards_of("b")
    _drag(first, _middle(first), [_middle(second)], release=False)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.mouseRelease(first.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 30))
    assert told == []
