"""The rules as a table; under it the chosen one in fields, and the accounts it is for with what decides."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.frequency import FrequencyRule
from workbench.domain.visit_policy import VisitPolicy
from workbench.domain.what_if import FrequencyChange
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.what_if import Example, WhatIf, rule_examples
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Line, SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Surface, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, S4, Tone
from workbench.ui.screens.policy.rule_editor import RuleEditor
from workbench.ui.screens.policy.rules_table import RuleRow, columns, row_key, rule_rows
from workbench.ui.screens.policy.words import change_text

EXAMPLES_HEIGHT, LEAST_EXAMPLES = 204, 76


class RulesView(QWidget):
    """``edited``, ``moved``, ``duplicate_requested`` and ``delete_requested`` are about the current rule."""

    edited = Signal(object)
    moved = Signal(int)
    duplicate_requested = Signal()
    delete_requested = Signal()
    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: WhatIf | None = None
        self._draft = VisitPolicy()
        column = vertical(self)
        self.table: Table[RuleRow] = Table(
            columns(),
            row_key,
            name=lambda: _("Frequency rules"),
            memory="policy-rules",
            count_text=lambda count: ngettext("{count} rule", "{count} rules", count).format(
                count=format_number(count)
            ),
        )
        self.table.current_changed.connect(self._choose)
        self.table.set_note(
            lambda: _("For each kind of visit the shortest interval wins; among equals the first rule.")
        )
        column.addWidget(self.table, 1)
        column.addWidget(Line())
        self.editor = RuleEditor()
        self.editor.edited.connect(self.edited)
        self.editor.moved.connect(self.moved)
        self.editor.duplicate_requested.connect(self.duplicate_requested)
        self.editor.delete_requested.connect(self.delete_requested)
        column.addWidget(self.editor)
        column.addWidget(Line())
        below = Surface("page")
        below.setFixedHeight(EXAMPLES_HEIGHT)
        self._below = below
        inner = vertical(below, margins=(0, S2, 0, 0))
        head = QWidget()
        row = vertical(head, margins=(S4, 0, S4, 0))
        self.title = SectionHeader(lambda: _("Accounts of this rule"))
        row.addWidget(self.title)
        inner.addWidget(head)
        self.examples = ItemList(lambda: _("Accounts of this rule"))
        self.examples.opened.connect(self._open)
        inner.addWidget(self.examples, 1)
        column.addWidget(below)
        self.editor.show_rule(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where the window is low the rules come first.
        self._below.setFixedHeight(min(EXAMPLES_HEIGHT, max(self.height() // 4, LEAST_EXAMPLES)))

    def current(self) -> FrequencyRule | None:
        """The chosen rule, as the draft has it."""
        row = self.table.current_row()
        return None if row is None else self._draft.rule(row.rule.id)

    def show_draft(self, stored: VisitPolicy, draft: VisitPolicy, found: WhatIf | None) -> None:
        """Show the rules of the draft; ``found`` is what they come to, as far as that is known."""
        self._draft, self._found = draft, found
        self.table.set_rows(rule_rows(stored, draft, found.then if found else None))
        if self.table.current_row() is None and draft.rules:
            self.table.select(draft.rules[0].id)
        self._show_rule()

    def choose(self, rule_id: Id) -> None:
        """Make that rule the current one."""
        self.table.select(rule_id)
        self._show_rule()

    def show_change(self, change: FrequencyChange) -> None:
        """List the accounts that change in this way."""
        found = self._found
        if found is None:
            return
        self.title.title.say(lambda: change_text(change))
        accounts = [found.ground.known.accounts[one] for one in change.account_ids]
        self.title.note.say(_accounts_text(len(accounts)))
        items = []
        for account in accounts:
            own = found.then.required.get(account.id, ())
            held = next((one for one in own if one.kind is change.kind), None)
            second = held.reason() if held else _("No rule asks for this kind of visit.")
            items.append(Item(key=account.id, title=account.short, second=second, tooltip=second))
        self.examples.set_items(items)

    def _choose(self, _row: object) -> None:
        self._show_rule()

    def _show_rule(self) -> None:
        rule = self.current()
        place = self._draft.rules.index(rule) + 1 if rule is not None else 0
        self.editor.show_rule(rule, place, len(self._draft.rules))
        found = self._found
        self.title.title.say(lambda: _("Accounts of this rule"))
        if rule is None or found is None:
            self.title.note.say("")
            self.examples.set_items(())
            return
        rule_id = rule.id

        def work(_workspace: object) -> tuple[str, tuple[Item, ...]]:
            examples = rule_examples(found, rule_id)
            return _examples_text(examples), tuple(_example_item(one) for one in examples)

        self._context.read(work, self._show_examples, key="policy-examples")

    def _show_examples(self, answer: tuple[str, tuple[Item, ...]]) -> None:
        text, items = answer
        self.title.note.say(text)
        self.examples.set_items(items or [Item(key=None, title=_("The rule is for no account"))])

    def _open(self, account_id: Id | None) -> None:
        if account_id is not None:
            self.account_requested.emit(account_id)


def _accounts_text(count: int) -> str:
    return ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))


def _examples_text(examples: tuple[Example, ...]) -> str:
    wins = sum(one.wins for one in examples)
    count = _accounts_text(len(examples))
    if examples and examples[0].off:
        return _("{count}; the rule is off").format(count=count)
    return _("{count}; it decides for {wins}").format(count=count, wins=wins)


def _example_item(one: Example) -> Item:
    held = one.required
    because = held.reason() if held else _("No rule that is on asks for this kind of visit.")
    return Item(
        key=one.account.id,
        title=one.account.short,
        second=_("because {reason}").format(reason=because) if held else because,
        right=held.frequency.label if held else "",
        mark=Mark("check", Tone.OK) if one.wins else Mark("minus", Tone.TEXT3),
        tooltip=because,
    )
