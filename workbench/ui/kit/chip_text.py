"""Writing text with placeholders: chips that behave as one character, with what stands for them now."""

import re
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QCompleter, QListView, QMenu, QTextEdit, QToolTip, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.chip_document import (
    CHIP_TYPE,
    OBJECT,
    SOURCE,
    ChipFace,
    ChipPainter,
    insert_source,
    name_of,
    plain_source,
    source_of,
)
from workbench.ui.kit.pasting import is_too_much
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.theme import dress_popup
from workbench.ui.kit.tokens import tokens

_SHOWN = 12
_LONGEST_NAME = 40
_CONDITION = re.compile(r"\{%[^{}]*%\}")


class _Conditions(QSyntaxHighlighter):
    """What only steers the text stands back."""

    def highlightBlock(self, text: str) -> None:
        grey = QTextCharFormat()
        grey.setForeground(QColor(tokens().text3))
        for found in _CONDITION.finditer(text):
            # Qt counts in UTF-16.
            start = len(text[: found.start()].encode("utf-16-le")) // 2
            self.setFormat(start, len(found[0].encode("utf-16-le")) // 2, grey)


class ChipText(QTextEdit):
    """Text whose ``{{ name }}`` are chips. Typing ``{{`` proposes names; copying gives ``{{ name }}``.

    ``left`` is emitted when it is left with another text in it; ``chip_clicked`` gives the name of a chip.
    """

    left = Signal(str)
    chip_clicked = Signal(str)

    def __init__(self, name: Text, *, hint: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entered = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        say(self, self.setAccessibleName, name)
        say(self, self.setPlaceholderText, hint)
        self._chips = ChipPainter()
        self.document().documentLayout().registerHandler(CHIP_TYPE, self._chips)
        self.document().setDocumentMargin(8)
        self._conditions = _Conditions(self.document())
        self._names = QStringListModel(self)
        self._by_label: dict[str, str] = {}
        self._list = QCompleter(self._names, self)
        self._list.setFilterMode(Qt.MatchFlag.MatchContains)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setMaxVisibleItems(_SHOWN)
        popup = self._popup = QListView()
        popup.setObjectName("suggestions")
        popup.setUniformItemSizes(True)
        self._list.setPopup(popup)
        self._list.setWidget(self)
        self._list.activated.connect(lambda text: self._take(str(text)))

    # --- the text

    def text(self) -> str:
        """What is written, with placeholders as they were typed."""
        return source_of(self.document())

    def set_text(self, text: str) -> None:
        """Show ``text``, unless the user is typing just now."""
        if not (self.hasFocus() and self.document().isModified() and not self.isReadOnly()):
            self.put_text(text)

    def put_text(self, text: str) -> None:
        """Show ``text`` whatever is being typed; what was typed before cannot be brought back by Ctrl+Z."""
        if plain_source(text) != self.text():
            self.document().setUndoRedoEnabled(False)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            insert_source(cursor, text)
            self.document().setUndoRedoEnabled(True)
            cursor.setPosition(0)
            self.setTextCursor(cursor)
        self._entered = self.text()
        self.document().setModified(False)

    def is_changed(self) -> bool:
        """Whether something else is written than what was put in or told."""
        return self.text() != self._entered

    def show_faces(self, faces: Mapping[str, ChipFace]) -> None:
        """Let chips read so; the same names are proposed."""
        if faces == self._chips.faces:
            return
        self._chips.faces = dict(faces)
        self._by_label = {
            face.label if face.label == name else f"{face.label}  ·  {name}": name
            for name, face in faces.items()
        }
        self._names.setStringList(list(self._by_label))
        self._lay_out_again()

    def insert_name(self, name: str) -> None:
        """Put the chip of ``name`` where the cursor is, in place of what is selected."""
        insert_source(self.textCursor(), "{{ " + name + " }}")
        self.ensureCursorVisible()

    def name_menu(self) -> QMenu:
        """The placeholders there are, to insert one."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self._offer_names(menu)
        return menu

    def select_name(self, name: str) -> bool:
        """Select the first chip of ``name``; False if there is none."""
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        for at in range(last):
            if self.document().characterAt(at) == OBJECT:
                cursor.setPosition(at)
                cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
                if name_of(str(cursor.charFormat().property(SOURCE))) == name:
                    self.setTextCursor(cursor)
                    self.ensureCursorVisible()
                    return True
        return False

    def go_to_line(self, line: int) -> None:
        """Put the cursor into line ``line``, counted from 1."""
        block = self.document().findBlockByNumber(max(line - 1, 0))
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.ensureCursorVisible()

    def leave(self) -> None:
        """Tell what was typed, as on leaving."""
        if self.is_changed() and not self.isReadOnly():
            self._entered = self.text()
            self.document().setModified(False)
            self.left.emit(self._entered)

    # --- what Qt asks

    def createMimeDataFromSelection(self) -> QMimeData:
        data, cursor = QMimeData(), self.textCursor()
        data.setText(source_of(self.document(), cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not is_too_much(self, source):
            insert_source(self.textCursor(), source.text())
            self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Its own list of names, or its menu, is no leaving.
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup.isVisible() and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Escape,
        ):
            # The list takes these.
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape and self.is_changed() and not self.isReadOnly():
            self.put_text(self._entered)
            return
        super().keyPressEvent(event)
        if not self.isReadOnly() and event.text():
            self._close_braces()
            self._propose()

    def inputMethodEvent(self, event: object) -> None:
        super().inputMethodEvent(event)  # type: ignore[arg-type]
        self._propose()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        menu.aboutToHide.connect(menu.deleteLater)
        if not self.isReadOnly() and self._by_label:
            self._offer_names(menu.addMenu(_("Insert a placeholder")))
        menu.popup(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        source = self._chip_at(event.position().toPoint())
        if source and event.button() is Qt.MouseButton.LeftButton:
            self.chip_clicked.emit(name_of(source))

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            source = self._chip_at(event.pos())
            face = self._chips.face(source) if source else None
            told = "\n".join(part for part in (face.label, face.value, source) if part) if face else ""
            QToolTip.showText(event.globalPos(), literal_tip(told), self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 24
        if room != self._chips.room:
            self._chips.room = room
            self._lay_out_again()

    def retranslate(self) -> None:
        """Chips are as wide as their words."""
        self._lay_out_again()

    # --- inside

    def _offer_names(self, menu: QMenu) -> None:
        """Each under its group: in one list they would fill the screen."""
        groups: dict[str, QMenu] = {}
        for label, name in self._by_label.items():
            group = self._chips.faces[name].group
            if group and group not in groups:
                groups[group] = menu.addMenu(group.replace("&", "&&"))
            at = groups.get(group, menu)
            at.addAction(label.replace("&", "&&"), partial(self.insert_name, name))

    def _lay_out_again(self) -> None:
        document = self.document()
        document.markContentsDirty(0, document.characterCount())
        self.viewport().update()

    def _chip_at(self, at: QPoint) -> str:
        place = self.document().documentLayout().hitTest(self._in_document(at), Qt.HitTestAccuracy.ExactHit)
        if place < 0:
            return ""
        for near in (place, place - 1):
            if near >= 0 and self.document().characterAt(near) == OBJECT:
                cursor = QTextCursor(self.document())
                cursor.setPosition(near)
                left = self.cursorRect(cursor).left()
                cursor.setPosition(near + 1, QTextCursor.MoveMode.KeepAnchor)
                right = self.cursorRect(cursor).left()
                if left <= at.x() <= max(right, left):
                    return str(cursor.charFormat().property(SOURCE))
        return ""

    def _in_document(self, at: QPoint) -> QPoint:
        return at + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _before(self) -> str:
        """What stands before the cursor in its line, as far as a name may reach."""
        cursor = self.textCursor()
        start = max(cursor.block().position(), cursor.position() - _LONGEST_NAME - 4)
        return source_of(self.document(), start, cursor.position())

    def _close_braces(self) -> None:
        """What was typed out as ``{{ name }}`` becomes a chip."""
        before = self._before()
        opened = before.rfind("{{")
        if before.endswith("}}") and opened >= 0 and name_of(before[opened:]):
            typed = before[opened:]
            cursor = self.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed))
            if "".join(cursor.selectedText().split()) == "".join(typed.split()):
                insert_source(cursor, typed)

    def _propose(self) -> None:
        typed = self._typed_name()
        popup = self._popup
        if typed is None:
            popup.hide()
            return
        self._list.setCompletionPrefix(typed.strip())
        if not self._list.completionCount():
            popup.hide()
            return
        popup.setCurrentIndex(self._list.completionModel().index(0, 0))
        dress_popup(popup, self)
        box = self.cursorRect()
        box.setWidth(min(popup.sizeHintForColumn(0) + 40, 420))
        self._list.complete(box)

    def _typed_name(self) -> str | None:
        """What is typed behind ``{{`` so far; ``None`` if the cursor is not in a name."""
        before = self._before()
        opened = before.rfind("{{")
        if opened < 0:
            return None
        typed = before[opened + 2 :]
        return None if "}" in typed or "{" in typed or "\n" in typed else typed

    def _take(self, label: str) -> None:
        name, typed = self._by_label.get(label), self._typed_name()
        if name is None or typed is None:
            return
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed) + 2)
        self.setTextCursor(cursor)
        self.insert_name(name)
