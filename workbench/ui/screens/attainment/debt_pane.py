"""What follows from missed visits: why, let go, or a day on which they are made good."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.domain.catch_up import CatchUp
from workbench.domain.visit_debts import DebtState, VisitDebt
from workbench.domain.visits import Cause
from workbench.foundation.i18n import _, format_date, ngettext
from workbench.services.visit_debts import (
    DebtList,
    catch_up_debts,
    explain_debts,
    propose_catch_up,
    waive_debts,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.form_memory import FormMemory
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.attainment.words import debts_text

WIDTH = 340


class DebtPane(SidePane):
    """For one missed visit or for several at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Missed visits"), width=WIDTH, parent=parent)
        self._context = context
        self._debts: tuple[VisitDebt, ...] = ()
        self._found: DebtList | None = None
        self._proposals: tuple[CatchUp, ...] = ()
        self.about = Label(wrap=True)
        self.form = Form(1)
        self.cause: Field[ComboBox] = self.form.add(
            lambda: _("Cause"), ComboBox([(one, _cause_word(one)) for one in Cause])
        )
        self.note: Field[TextArea] = self.form.add(lambda: _("Note"), TextArea(lines=2))
        self._memory = FormMemory(
            [
                (self.cause.control.key, self.cause.control.choose),
                (self.note.control.text, self.note.control.setText),
            ]
        )
        self.explain_button = Button(lambda: _("Keep the reason"))
        self.explain_button.clicked.connect(self.explain)
        self.waive_button = Button(lambda: _("Let go"), Kind.PLAIN)
        self.waive_button.clicked.connect(self.waive)
        said = horizontal(gap=S2)
        said.addWidget(self.explain_button)
        said.addWidget(self.waive_button)
        said.addStretch(1)
        self.propose_button = Button(lambda: _("Propose days"), icon="calendar-plus")
        self.propose_button.clicked.connect(self.propose)
        self.proposals = ItemList(lambda: _("Proposed days"), fit=True, padding=0, pane=True)
        self.none = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.place_button = Button(lambda: _("Take into the calendar"), Kind.PRIMARY)
        self.place_button.clicked.connect(self.place)
        self.column.addWidget(self.about)
        self.column.addWidget(self.form)
        self.column.addLayout(said)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.column.addWidget(SectionHeader(lambda: _("Make good")))
        asked = horizontal()
        asked.addWidget(self.propose_button)
        asked.addStretch(1)
        self.column.addLayout(asked)
        for widget in (self.proposals, self.none, self.place_button):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_debts(self, debts: Sequence[VisitDebt], found: DebtList) -> None:
        """Show what can be done about these; what was typed about them and not kept stays."""
        keys = tuple(debt.key for debt in debts)
        same = keys == tuple(debt.key for debt in self._debts)
        self._debts, self._found = tuple(debts), found
        if len(debts) == 1:
            account = found.accounts[debts[0].slot.account_id].short
            self.about.say(f"{account} · {debts[0].slot.kind.label} · {debts[0].slot.period.label}")
        else:
            self.about.say(debts_text(len(debts)))
        can = any(debt.state in (DebtState.OPEN, DebtState.WAIVED) for debt in debts)
        self.propose_button.setEnabled(can)
        self.waive_button.setEnabled(any(debt.state is DebtState.OPEN for debt in debts))
        first = debts[0].note
        self._memory.show(keys, (debts[0].cause or Cause.NO_TIME, first.note if first else ""))
        if not same:
            self._show_proposals(())

    def explain(self) -> None:
        """Keep the cause and the note."""
        debts, cause, note = self._debts, self.cause.control.key(), self.note.control.text()
        self._context.save(
            lambda workspace: explain_debts(workspace, debts, cause, note),
            said=_("Reason kept"),
            on_done=lambda _summary: self._memory.forget(),
        )

    def waive(self) -> None:
        """Let these go, with the cause and the note."""
        debts = tuple(debt for debt in self._debts if debt.state is DebtState.OPEN)
        cause, note = self.cause.control.key(), self.note.control.text()
        self._context.save(
            lambda workspace: waive_debts(workspace, debts, cause, note),
            said=ngettext("{count} missed visit let go", "{count} missed visits let go", len(debts)).format(
                count=len(debts)
            ),
            on_done=lambda _summary: self._memory.forget(),
        )

    def propose(self) -> None:
        """Let the planner look for days."""
        debts = [debt for debt in self._debts if debt.state in (DebtState.OPEN, DebtState.WAIVED)]
        self.none.say(lambda: _("Looking for days …"))
        self.none.show()
        self._context.read(
            lambda workspace: propose_catch_up(workspace, debts), self._show_proposals, key="catch-up"
        )

    def place(self) -> None:
        """Take the proposed days into the calendar."""
        days = [(one.debt, one.on) for one in self._proposals if one.on is not None]
        self._context.save(
            lambda workspace: catch_up_debts(workspace, days),
            said=ngettext(
                "{count} visit taken into the calendar", "{count} visits taken into the calendar", len(days)
            ).format(count=len(days)),
            on_done=lambda _summary: self._show_proposals(()),
        )

    def _show_proposals(self, proposals: tuple[CatchUp, ...]) -> None:
        self._proposals = proposals
        self.proposals.set_items([self._item(one) for one in proposals])
        self.proposals.setVisible(bool(proposals))
        placed = sum(one.on is not None for one in proposals)
        self.place_button.setVisible(placed > 0)
        self.none.setVisible(bool(proposals) and not placed)
        self.none.say(lambda: _("No day was found for any of them."))

    def _item(self, one: CatchUp) -> Item:
        account = self._found.accounts.get(one.debt.slot.account_id) if self._found else None
        if one.on is not None:
            second = format_date(one.on, weekday=True)
        elif one.covered_by is not None:
            second = _("The visit of {date} comes anyway").format(date=format_date(one.covered_by.on))
        else:
            second = one.reason
        return Item(key=one.debt.key, title=account.short if account else "", second=second, tooltip=second)


def _cause_word(cause: Cause) -> str:
    return cause.label
