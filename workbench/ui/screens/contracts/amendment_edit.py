"""One amendment: what it changes, before beside after, its reason, and its signature."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contract_snapshot import AmendmentText, read_amendment
from workbench.domain.contracts import ContractLine
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_date, in_a_row, pgettext
from workbench.foundation.ids import Id, derived_id
from workbench.services.contract_amendments import amend_contract, delete_amendment
from workbench.services.contract_view import AmendmentView, ContractView
from workbench.services.typed_amounts import typed_fen, typed_field
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.chip_text import ChipText
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Banner, Scroll, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S1, S2, S3, SMALL, Tone
from workbench.ui.screens.contracts.clause_words import faces_of, with_goods_chip, with_goods_mark
from workbench.ui.screens.contracts.goods_table import GoodsTable
from workbench.ui.screens.contracts.words import typed_figure

_TEXT_HEIGHT = 220


class AmendmentEdit(Scroll):
    """``sign_requested`` and ``made`` give the id of the amendment."""

    sign_requested = Signal(object)
    made = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(gap=S2, parent=parent)
        self._context = context
        self._view: ContractView | None = None
        self._amendment: AmendmentView | None = None
        self._is_making = False
        self._clause = ""
        self._lines: Sequence[ContractLine] | None = None
        head = horizontal(gap=S2)
        self.title = Label(size=LARGE, bold=True)
        self.state = Label(tone=Tone.TEXT2)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        self.delete_button = Button(lambda: _("Delete"), Kind.PLAIN, icon="trash-2", small=True)
        self.delete_button.clicked.connect(self.delete)
        self.sign_button = Button(lambda: _("Sign…"), Kind.PRIMARY, small=True, hint="Ctrl Enter")
        self.sign_button.clicked.connect(self._sign)
        head.addWidget(self.delete_button)
        head.addWidget(self.sign_button)
        self.column.addLayout(head)
        self.fault = Banner()
        self.column.addWidget(self.fault)
        self.form = Form(3)
        today = context.workspace.clock.today
        self.reason: Field[TextArea] = self.form.add(
            lambda: _("Why the contract is amended"), TextArea(lines=2), span=3
        )
        self.reason.control.left.connect(lambda _text: self.save())
        self.amount: Field[InPlaceField] = self.form.add(
            lambda: _("Amount from then on"), InPlaceField(lambda: _("Amount from then on"), hint="–")
        )
        self.amount.control.saved.connect(lambda _text: self.save())
        self.starts: Field[DateField] = self.form.add(lambda: pgettext("term", "From"), DateField(today))
        self.ends: Field[DateField] = self.form.add(lambda: pgettext("term", "Until"), DateField(today))
        for field in (self.starts, self.ends):
            field.control.day_changed.connect(lambda _day: self.save())
        self.column.addWidget(self.form)
        self.editor = QWidget()
        self.column.addWidget(self.editor)
        self._make_editor(self.editor)
        self.changes_title = SectionHeader(lambda: _("What changes"))
        self.column.addWidget(self.changes_title)
        self._changes = vertical(gap=S2)
        self.column.addLayout(self._changes)
        self.column.addStretch(1)

    def _make_editor(self, holder: QWidget) -> None:
        column = vertical(holder, gap=S1)
        self.clause: Field[ComboBox] = Field(lambda: _("Clause to change"), ComboBox())
        self.clause.control.picked.connect(self.show_clause)
        column.addWidget(self.clause)
        self.texts = QWidget()
        row = horizontal(self.texts, gap=S3)
        self.before = ChipText(lambda: _("Text before"))
        self.before.setReadOnly(True)
        self.after = ChipText(lambda: _("Text after"))
        self.after.left.connect(lambda _text: self.save())
        for name, text in ((_before_word, self.before), (_after_word, self.after)):
            side = vertical(gap=S1)
            side.addWidget(Label(name, size=SMALL, tone=Tone.TEXT2))
            text.setFixedHeight(_TEXT_HEIGHT)
            side.addWidget(text)
            row.addLayout(side, 1)
        column.addWidget(self.texts)
        column.addSpacing(S2)
        column.addWidget(SectionHeader(lambda: _("Goods from then on")))
        self.goods = GoodsTable()
        self.goods.typed.connect(self._type_line)
        self.goods.dropped.connect(self._drop_line)
        self.goods.moved.connect(self._order_lines)
        column.addWidget(self.goods)

    def begin(self, view: ContractView) -> None:
        """A new amendment; its row is made with the first thing written."""
        self.show_amendment(view, None)
        self.reason.control.setFocus()

    def shown_id(self) -> Id | None:
        """The amendment shown; ``None`` for a new one."""
        return self._amendment.amendment.id if self._amendment else None

    def show_amendment(self, view: ContractView, amendment: AmendmentView | None) -> None:
        """Show this amendment; what is being typed into the same one stays."""
        is_same = (
            self._view is not None
            and self._view.contract.id == view.contract.id
            and amendment is not None
            and self.shown_id() == amendment.amendment.id
        )
        self._view, self._amendment = view, amendment
        is_draft = amendment is None or amendment.is_draft
        number = amendment.amendment.number if amendment else None
        self.title.say(
            (lambda: _("Amendment {number}").format(number=number)) if number else lambda: _("New amendment")
        )
        signed = amendment.amendment.signed_on if amendment else None
        self.state.say(
            (lambda: _("signed {day}").format(day=format_date(signed)))
            if signed
            else (lambda: pgettext("amendment", "draft"))
        )
        self.fault.show_text("")
        self.reason.set_warning("")
        for button in (self.delete_button, self.sign_button):
            button.setVisible(amendment is not None and is_draft)
        self._show_fields(view, amendment, is_same=is_same, is_draft=is_draft)
        self.editor.setVisible(is_draft)
        if is_draft:
            choices = [
                (one.clause.key, f"{one.number}. {one.clause.title}") for one in view.clauses if one.number
            ]
            self.clause.control.set_choices(choices)
            # What is on their paper has no clauses here: term, amount and goods are amended.
            for part in (self.clause, self.texts):
                part.setVisible(bool(choices))
            if not is_same:
                keys = [key for key, _word in choices]
                changed = [one.key for one in amendment.changes if one.key in keys] if amendment else []
                self.show_clause(next(iter((*changed, *keys)), ""))
        clear_layout(self._changes)
        changes = amendment.changes if amendment else ()
        for change in changes:
            self._changes.addWidget(_change(change.label, change.before, change.after))
        self.changes_title.setVisible(bool(changes))
        self.changes_title.note.say(str(len(changes)) if changes else "")

    def _show_fields(
        self, view: ContractView, amendment: AmendmentView | None, *, is_same: bool, is_draft: bool
    ) -> None:
        contract = view.contract
        text = read_amendment(amendment.amendment.content, contract.id) if amendment else AmendmentText()
        after = {name: pair[1] for name, pair in text.fields.items()}
        self._lines = text.lines[1] if text.lines is not None else None
        self.goods.show_lines(view.lines if self._lines is None else self._lines, fixed=not is_draft)
        if not (is_same and self.reason.control.hasFocus()):
            self.reason.control.setText(amendment.amendment.reason if amendment else "")
        self.reason.control.setReadOnly(not is_draft)
        self.amount.control.set_value(typed_figure(after.get("amount_fen", contract.amount_fen)))
        for name, field in (("starts_on", self.starts), ("ends_on", self.ends)):
            field.setVisible(is_draft)
            if not field.control.hasFocus():
                field.control.set_day(_day(after.get(name)) or getattr(contract, name))
        self.amount.setVisible(is_draft)

    def show_clause(self, key: str) -> None:
        """Write another clause."""
        view = self._view
        if view is None:
            return
        self.after.leave()
        self._clause = key
        clause = next((one for one in view.clauses if one.clause.key == key), None)
        self.clause.control.choose(key)
        text = "".join(part.source for part in clause.parts) or clause.clause.text if clause else ""
        drafted = {one.key: one.after for one in self._amendment.changes} if self._amendment else {}
        faces = faces_of(view.values)
        for area, words in ((self.before, text), (self.after, drafted.get(key, text))):
            area.show_faces(faces)
            area.put_text(with_goods_chip(words))

    def save(self) -> None:
        """Store what is written; the first time an amendment is made of it."""
        view = self._view
        if view is None or self._is_making or (self._amendment is not None and not self._amendment.is_draft):
            return
        contract, reason = view.contract, self.reason.control.text().strip()
        clauses, lines = self._clauses(), self._lines
        amount, starts, ends = self.amount.control.text(), self.starts.control.day(), self.ends.control.day()
        known = self.shown_id()
        something = known is not None or self._is_something(clauses)
        self.reason.set_warning(
            (lambda: _("Say why; what you changed is not kept before.")) if something and not reason else ""
        )
        if known is None and not (reason and something):
            # An amendment needs both: a change, and why.
            return

        def work(workspace: Workspace) -> tuple[Id, ChangeSummary]:
            fen = typed_fen(amount, "amount_fen")
            fields: dict[str, Any] = {"amount_fen": fen, "starts_on": starts, "ends_on": ends}
            changed = {name: value for name, value in fields.items() if value != getattr(contract, name)}
            return amend_contract(
                workspace,
                contract.id,
                reason=reason,
                clauses=clauses,
                fields=changed,
                lines=None if lines is None else [_said(one) for one in lines],
                amendment_id=known,
            )

        def done(made: tuple[Id, ChangeSummary]) -> None:
            self._is_making = False
            self.fault.show_text("")
            self.made.emit(made[0])

        def fail(error: Exception) -> None:
            self._is_making = False
            if isinstance(error, WorkbenchError):
                self.fault.show_text(in_a_row(error.message, error.hint))
            else:
                self._context.show_error(error)

        self._is_making = known is None
        self._context.change(
            lambda workspace, _job: work(workspace), lambda made: made[1], on_done=done, on_error=fail
        )

    def _is_something(self, clauses: dict[str, str]) -> bool:
        """Whether anything is to change."""
        view = self._view
        if view is None:
            return False
        contract = view.contract
        now = typed_figure(contract.amount_fen)
        days = (self.starts.control.day(), self.ends.control.day())
        return (
            bool(clauses)
            or self._lines is not None
            or self.amount.control.text() != now
            or days != (contract.starts_on, contract.ends_on)
        )

    def _clauses(self) -> dict[str, str]:
        """The texts that are to change, by clause: those drafted so far, and the one in sight."""
        view = self._view
        keys = {one.clause.key for one in view.clauses} if view else set()
        changes = self._amendment.changes if self._amendment else ()
        clauses = {one.key: one.after for one in changes if one.key in keys}
        if self._clause:
            clauses.pop(self._clause, None)
            if self.after.text() != self.before.text():
                clauses[self._clause] = with_goods_mark(self.after.text())
        return clauses

    def _type_line(self, line: ContractLine | None, field: str, text: str) -> None:
        view = self._view
        if view is None:
            return
        lines = list(view.lines if self._lines is None else self._lines)
        try:
            value = typed_field(field, text)
        except WorkbenchError as error:
            self.fault.show_text(in_a_row(error.message, error.hint))
            return
        # The amount follows from quantity and price.
        more: dict[str, Any] = {"amount_fen": None} if field in ("quantity_milli", "price_fen") else {}
        if line is None:
            new = ContractLine(derived_id("line", str(len(lines))), view.contract.id)
            lines.append(replace(new, **{field: value, **more}))
        else:
            at = next(place for place, one in enumerate(lines) if one.id == line.id)
            lines[at] = replace(line, **{field: value, **more})
        self._take_lines(lines)

    def _drop_line(self, line: ContractLine) -> None:
        view = self._view
        if view is not None:
            lines = view.lines if self._lines is None else self._lines
            self._take_lines([one for one in lines if one.id != line.id])

    def _order_lines(self, line_ids: Sequence[Id]) -> None:
        view = self._view
        if view is not None:
            lines = view.lines if self._lines is None else self._lines
            self._take_lines(sorted(lines, key=lambda one: line_ids.index(one.id)))

    def _take_lines(self, lines: Sequence[ContractLine]) -> None:
        self._lines = tuple(lines)
        self.goods.show_lines(self._lines, fixed=False)
        self.save()

    def delete(self) -> None:
        """Take the draft away; Undo brings it back."""
        known = self.shown_id()
        if known is not None:
            self._context.save(
                lambda workspace: delete_amendment(workspace, known), said=_("Amendment deleted")
            )

    def _sign(self) -> None:
        if self._amendment is not None:
            self.after.leave()
            self.sign_requested.emit(self._amendment.amendment.id)


def _said(line: ContractLine) -> dict[str, Any]:
    names = ("product", "brand", "specification", "unit", "quantity_milli", "price_fen", "amount_fen", "note")
    return {name: getattr(line, name) for name in names}


def _change(label: str, before: str, after: str) -> QWidget:
    holder = QWidget()
    column = vertical(holder, gap=S1)
    column.addWidget(Label(label, bold=True, wrap=True))
    row = horizontal(gap=S3)
    for head, text in ((_before_word, before), (_after_word, after)):
        side = vertical(gap=S1)
        side.addWidget(Label(head, size=SMALL, tone=Tone.TEXT2))
        side.addWidget(Label(text or "–", wrap=True, selectable=True))
        side.addStretch(1)
        row.addLayout(side, 1)
    column.addLayout(row)
    column.addWidget(Line())
    return holder


def _before_word() -> str:
    return pgettext("amendment", "Before")


def _after_word() -> str:
    return pgettext("amendment", "After")


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
