"""Text with placeholders as chips: what goes in comes out, and a chip is one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.chip_document import ChipFace, insert_source, pieces_of, plain_source, source_of
from workbench.ui.kit.chip_text import ChipText

__all__ = ["let_go"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CHIPS = st.sampled_from(
    ["{{ buyer }}", "{{buyer}}", "{{ amount|rmb }}", "{{ 数量 }}", "{{ a.b }}", "{{", "}}", "{{ }}", "\n"]
)
TEXTS = st.lists(st.one_of(CHIPS, st.text(max_size=8)), max_size=8).map("".join)
FACES = {"buyer": ChipFace("Buyer", "澜川精密"), "amount": ChipFace("Amount")}


@given(TEXTS)
def test_a_text_goes_through_the_document_exactly(app: QApplication, text: str) -> None:
    document = QTextDocument()
    insert_source(QTextCursor(document), text)
    assert source_of(document) == plain_source(text)
    assert "".join(piece for piece, _chip in pieces_of(text)) == text


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_what_is_copied_is_what_lies_between(app: QApplication, text: str, one: int, other: int) -> None:
    document = QTextDocument()
    insert_source(QTextCursor(document), text)
    last = document.characterCount() - 1
    start, end = sorted((min(one, last), min(other, last)))
    parts = (source_of(document, 0, start), source_of(document, start, end), source_of(document, end, last))
    whole = plain_source(text)
    if all("\ufffd" not in part for part in parts) or "\ufffd" in whole:
        assert "".join(parts) == whole


def test_a_chip_is_one_character_and_is_copied_as_its_name(app: QApplication, qtbot: QtBot) -> None:
    editor, other = ChipText("Clause"), QLineEdit()
    in_window(qtbot, editor, other)
    editor.show_faces(FACES)
    editor.put_text("To {{ buyer }}, thanks")
    editor.setFocus()
    editor.selectAll()
    editor.copy()
    assert QApplication.clipboard().text() == "To {{ buyer }}, thanks"
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _step in range(4):
        QTest.keyClick(editor, Qt.Key.Key_Right)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "To , thanks"
    editor.undo()
    assert editor.text() == "To {{ buyer }}, thanks"
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.paste()
    with qtbot.waitSignal(editor.left) as told:
        other.setFocus()
    assert told.args == ["To {{ buyer }}, thanksTo {{ buyer }}, thanks"]


def test_two_braces_propose_names_and_braces_typed_out_make_a_chip(app: QApplication, qtbot: QtBot) -> None:
    editor = ChipText("Clause")
    in_window(qtbot, editor)
    editor.show_faces(FACES)
    editor.setFocus()
    QTest.keyClicks(editor, "By {{bu")
    popup = editor._popup
    assert popup.isVisible()
    assert popup.model().rowCount() == 1
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.text() == "By {{ buyer }}"
    QTest.keyClicks(editor, " for {{amount}}.")
    assert editor.text() == "By {{ buyer }} for {{amount}}."
    assert editor.document().characterCount() - 1 == len("By X for X.")
    assert editor.select_name("amount")
    assert not editor.select_name("seller")


def test_names_are_offered_under_their_groups(app: QApplication, qtbot: QtBot) -> None:
    editor = ChipText("Clause")
    in_window(qtbot, editor)
    editor.show_faces({"own": ChipFace("own"), "buyer": ChipFace("Buyer", "", "Them & us")})
    own, group = editor.name_menu().actions()
    assert (own.text(), group.text()) == ("own", "Them && us")
    inner = group.menu()
    assert isinstance(inner, QMenu)
    inner.actions()[0].trigger()
    assert editor.text() == "{{ buyer }}"
