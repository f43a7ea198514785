"""One clause: its title, its text with chips or filled in, what can be done with it, and why it differs."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLayout, QMenu, QWidget

from workbench.domain.contract_deviations import ClauseState
from workbench.domain.contract_values import ContractValue
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, in_a_row, pgettext
from workbench.services.contract_view import ClauseView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.chip_text import ChipText
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.form import Field
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.narrowing import Narrowing, yielding_in
from workbench.ui.kit.surfaces import Banner, Surface, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, Tone
from workbench.ui.screens.contracts.clause_words import clause_state, faces_of, with_goods_chip
from workbench.ui.screens.contracts.edits import ContractEdits

TEXT, FILLED = "text", "filled"


class ClauseEdit(Surface):
    """``value_requested`` gives the name of a placeholder that was clicked."""

    value_requested = Signal(str)

    def __init__(self, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__("page", parent)
        self._edits = edits
        self._view: ClauseView | None = None
        self._fixed = False
        self._key = ""
        column = vertical(self, margins=(S4, S3, S4, S3), gap=S2)
        head = horizontal(gap=S2)
        self.number = Label(size=LARGE, tone=Tone.TEXT2)
        self.title = InPlaceField(lambda: _("Title of the clause"))
        self.title.saved.connect(lambda text: self._edits.clause(self._key, {"title": text}))
        self.state = Chip("")
        head.addWidget(self.number)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        column.addLayout(head)
        column.addLayout(self._make_tools())
        self.fault = Banner()
        column.addWidget(self.fault)
        self.text = ChipText(
            lambda: _("Text of the clause"),
            hint=lambda: _("Write the clause. Type {{ to insert a placeholder."),
        )
        self.text.left.connect(self._save_text)
        self.text.chip_clicked.connect(self.value_requested)
        column.addWidget(self.text, 1)
        self.reason: Field[TextArea] = Field(
            lambda: _("Why it differs from the template"),
            TextArea(lines=2, hint=lambda: _("Who asked for it, and what it means for us")),
        )
        self.reason.control.left.connect(lambda text: self._edits.clause(self._key, {"note": text}))
        column.addWidget(self.reason)

    def _make_tools(self) -> QLayout:
        row = horizontal(gap=S2)
        Narrowing(self, row, lambda: yielding_in(self))
        self.shown = Choices(
            Look.SEGMENTS,
            [
                Choice(TEXT, lambda: pgettext("clause", "Placeholders")),
                Choice(FILLED, lambda: pgettext("clause", "Filled in")),
            ],
            name=lambda: _("How the text is shown"),
        )
        self.shown.chosen.connect(lambda _key: self._show_text(force=True))
        self.insert_button = Button(lambda: _("Placeholder"), icon="plus", small=True, name=_insert_tip)
        self.insert_button.clicked.connect(self._offer_names)
        self.more_button = Button("", Kind.PLAIN, icon="ellipsis", small=True, name=lambda: _("More"))
        self.more_button.clicked.connect(
            lambda: self.menu().popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))
        )
        self.keep_button = Button("", small=True)
        self.keep_button.clicked.connect(self.turn_left_out)
        self.restore_button = Button(lambda: _("As in the template"), icon="rotate-ccw", small=True)
        self.restore_button.clicked.connect(lambda: self._edits.restore(self._key))
        row.addWidget(self.shown)
        row.addWidget(self.insert_button)
        row.addStretch(1)
        for button in (self.restore_button, self.keep_button, self.more_button):
            row.addWidget(button)
        return row

    def show_clause(self, view: ClauseView, values: Sequence[ContractValue], *, fixed: bool) -> None:
        """Show this clause; what is being typed into the same one stays."""
        is_same = view.clause.key == self._key
        if not is_same:
            self.text.leave()
        self._view, self._fixed, self._key = view, fixed, view.clause.key
        self.number.say(f"{view.number}." if view.number else "–")
        self.title.setReadOnly(fixed)
        if is_same:
            self.title.set_value(view.clause.title)
        else:
            self.title.setText(view.clause.title)
            self.title.set_value(view.clause.title)
        mark, word, tone = clause_state(view)
        self.state.show_state(word, tone=tone, icon="" if mark.shape == "octagon" else mark.shape)
        self.text.show_faces(faces_of(values))
        self._show_text(force=not is_same)
        self._say_faults(view)
        self.reason.setVisible((view.state.is_deviation and not fixed) or bool(view.clause.note))
        self.reason.control.setReadOnly(fixed)
        if not (is_same and self.reason.control.hasFocus()):
            self.reason.control.setText(view.clause.note)
        self.reason.set_warning(
            (lambda: _("A reason is needed before the review.")) if view.needs_reason and not fixed else ""
        )
        added = view.state is ClauseState.ADDED
        self.keep_button.say(
            (lambda: _("Take it in again"))
            if view.clause.is_left_out
            else lambda: pgettext("contract", "Leave out")
        )
        self.keep_button.setVisible(not fixed and not added)
        self.restore_button.say((lambda: _("Delete")) if added else lambda: _("As in the template"))
        self.restore_button.setVisible(not fixed and view.state.is_deviation)
        self.more_button.setVisible(not fixed)

    def key(self) -> str:
        """The clause shown."""
        return self._key

    def turn_left_out(self) -> None:
        """Leave the clause out, or take it in again."""
        if self._view is not None and not self._fixed:
            self._edits.clause(self._key, {"is_left_out": not self._view.clause.is_left_out})

    def menu(self) -> QMenu:
        """What else can be done with the clause."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Move up") + "\tAlt+Shift+↑", lambda: self._edits.move(self._key, -1))
        menu.addAction(_("Move down") + "\tAlt+Shift+↓", lambda: self._edits.move(self._key, 1))
        if self._view is not None and self._view.news is not None:
            menu.addAction(
                _("As the newest version says"), lambda: self._edits.restore(self._key, newest=True)
            )
        return menu

    def show_value(self, name: str) -> bool:
        """Select the first place where ``name`` stands."""
        if self.shown.current() is not TEXT:
            self.shown.choose(TEXT)
            self._show_text(force=True)
        return self.text.select_name(name)

    def leave(self) -> None:
        """Store what is being typed."""
        self.text.leave()

    def _show_text(self, *, force: bool = False) -> None:
        view = self._view
        if view is None:
            return
        filled = self.shown.current() is FILLED
        if filled and not self.text.isReadOnly():
            self.text.leave()
        text = "".join(part.source for part in view.parts) if filled and view.parts else view.clause.text
        text = with_goods_chip(text)
        self.text.setReadOnly(filled or self._fixed)
        self.insert_button.setVisible(not (filled or self._fixed))
        if force:
            self.text.put_text(text)
        else:
            self.text.set_text(text)

    def _say_faults(self, view: ClauseView) -> None:
        self.fault.show_text("\n".join(fault.message for fault in view.faults))

    def _save_text(self, text: str) -> None:
        key = self._key

        def fail(error: Exception) -> None:
            if isinstance(error, WorkbenchError) and key == self._key:
                # What was typed stays in sight, to be mended.
                self.fault.show_text(in_a_row(error.message, error.hint))
            else:
                self._show_failure(error)

        self._edits.clause(key, {"text": text}, on_error=fail)

    def _show_failure(self, error: Exception) -> None:
        self.fault.show_text(str(error))

    def _offer_names(self) -> None:
        self.text.setFocus()
        self.text.name_menu().popup(self.insert_button.mapToGlobal(QPoint(0, self.insert_button.height())))


def _insert_tip() -> str:
    return _("Insert a placeholder, or type {{ in the text")
