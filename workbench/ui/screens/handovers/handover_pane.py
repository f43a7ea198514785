"""One handover: go through its accounts, ask what is not clear, and confirm."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_date, in_a_row, pgettext
from workbench.foundation.ids import Id
from workbench.services.handover_receiving import (
    HandedAccount,
    HandoverView,
    ask_about,
    confirm_handover,
    go_through,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Chip, Label, Line, SectionHeader
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.surfaces import Banner, Facts, SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.handovers.packet_part import PacketPart
from workbench.ui.screens.handovers.words import STATE_TONES, due_words, from_to, late_words, seen_words

WIDTH = 376


class HandoverPane(SidePane):
    """A tick goes through an account; "Ask" notes a question; Enter opens the account."""

    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._context = context
        self._view: HandoverView | None = None
        row = horizontal(gap=S2)
        self.state = Chip("")
        row.addWidget(self.state)
        self.due = Label(size=SMALL, tone=Tone.TEXT2)
        row.addWidget(self.due)
        row.addStretch(1)
        self.column.addLayout(row)
        self.facts = Facts(96)
        self.column.addWidget(self.facts)
        self.column.addWidget(Line())
        self.header = SectionHeader(lambda: _("Accounts"), link=lambda: _("All gone through"))
        self.header.link_requested.connect(self.tick_all)
        self.column.addWidget(self.header)
        self.accounts = ItemList(lambda: _("Accounts handed over"), fit=True, padding=0, pane=True)
        self.accounts.ticked.connect(self._tick)
        self.accounts.action_requested.connect(self._ask)
        self.accounts.opened.connect(self.account_requested)
        self.column.addWidget(self.accounts)
        self.answer: Field[TextArea] = Field(
            lambda: _("Answer to the one who handed over (may stay empty)"), TextArea(lines=2)
        )
        self.column.addWidget(self.answer)
        self.error = Banner()
        self.column.addWidget(self.error)
        self.confirm_button = Button(lambda: _("Confirm the handover"), Kind.PRIMARY, icon="circle-check")
        self.confirm_button.clicked.connect(self.confirm)
        self.column.addWidget(self.confirm_button)
        self.told = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.told)
        self.column.addWidget(Line())
        self.packet = PacketPart(context)
        self.column.addWidget(self.packet)
        self.column.addStretch(1)

    def shown_id(self) -> Id | None:
        """The handover shown."""
        return self._view.id if self._view else None

    def show_view(self, view: HandoverView) -> None:
        """Show another handover, or the same one anew."""
        if view.id != self.shown_id():
            self.answer.control.setText("")
            self.packet.show_handover(view)
        self._view = view
        self.error.show_text("")
        self.title.say(from_to(view))
        self.state.show_state(view.state.label, tone=STATE_TONES[view.state])
        is_open = not view.handover.is_confirmed
        self.due.say((late_words(view) or due_words(view.handover)) if is_open else "")
        self.due.set_tone(Tone.DANGER if view.is_late else Tone.TEXT2)
        self._show_facts(view)
        self.header.note.say(seen_words(view))
        may = view.may_confirm
        self.header.link.setVisible(may and view.seen < len(view.accounts))
        self.accounts.set_items([_item(line, may_tick=may, may_ask=is_open) for line in view.accounts])
        for widget in (self.answer, self.confirm_button):
            widget.setVisible(may)
        self.confirm_button.setEnabled(view.seen == len(view.accounts))
        self.told.setVisible(is_open)
        self.told.say(
            _("Tick each account once you have gone through it; then confirm.")
            if may
            else _("{name} confirms, and you read it here after merging what comes back.").format(
                name=view.receiver
            )
        )

    def tick_all(self) -> None:
        """Say of every account that it was gone through."""
        if self._view is not None:
            view = self._view
            ids = [line.account.id for line in view.accounts]
            self._context.save(
                lambda workspace: go_through(workspace, view.id, ids),
                said=_("All accounts gone through"),
                on_error=self._fail,
            )

    def confirm(self) -> None:
        """Confirm that the accounts are taken over."""
        view, answer = self._view, self.answer.control.text()
        if view is not None:
            self._context.save(
                lambda workspace: confirm_handover(workspace, view.id, answer),
                said=_("Handover confirmed: {name} reads it after your next export").format(name=view.giver),
                on_error=self._fail,
            )

    def _show_facts(self, view: HandoverView) -> None:
        given = view.handover
        confirmed = format_date(given.confirmed_on) if given.confirmed_on else ""
        self.facts.clear()
        for name, value in (
            (pgettext("handover", "Handed over"), format_date(given.handed_on) if given.handed_on else ""),
            (_("Reason"), given.reason),
            (_("Note"), given.note),
            (_("Confirmed"), " · ".join(filter(None, (confirmed, given.confirmed_by)))),
            (_("Answer"), given.answer),
        ):
            if value:
                self.facts.add(name, value)

    def _tick(self, account_id: Id, checked: bool) -> None:
        view = self._view
        if view is not None:
            self._context.save(
                lambda workspace: go_through(workspace, view.id, [account_id], seen=checked),
                said=_("Account gone through") if checked else _("Account to be gone through"),
                on_error=self._fail,
            )

    def _ask(self, account_id: Id) -> None:
        view = self._view
        line = next((one for one in view.accounts if one.account.id == account_id), None) if view else None
        if view is None or line is None:
            return
        handover_id = view.id
        question = self._context.prompts.ask_text(
            line.account.short,
            _("What is still to be known; empty once it is settled")
            if view.may_confirm or not line.question
            else _("The question and your reply; empty once it is settled"),
            line.question,
            action=_("Note"),
            optional=True,
        )
        if question is not None:
            self._context.save(
                lambda workspace: ask_about(workspace, handover_id, account_id, question),
                said=_("Question noted") if question else _("Question settled"),
                on_error=self._fail,
            )

    def _fail(self, error: Exception) -> None:
        if isinstance(error, WorkbenchError):
            self.error.show_text(in_a_row(error.message, error.hint))
        else:
            self._context.show_error(error)


def _item(line: HandedAccount, *, may_tick: bool, may_ask: bool) -> Item:
    seen = format_date(line.seen_on) if line.seen_on else ""
    kept = _("now kept by {name}").format(name=line.keeper) if line.keeper else ""
    return Item(
        key=line.account.id,
        title=line.account.short,
        second=line.question or kept or (_("gone through {date}").format(date=seen) if seen else ""),
        checked=line.is_seen if may_tick else None,
        mark=None if may_tick else CAUTION if line.question else Mark("circle-check") if seen else None,
        chip=_("Question") if line.question else "",
        chip_tone=Tone.WARN,
        action=_ask_word(line, may_tick=may_tick, may_ask=may_ask),
        tooltip=line.account.name,
    )


def _ask_word(line: HandedAccount, *, may_tick: bool, may_ask: bool) -> str:
    """A question can be replied to, and settled, also after the handover is confirmed."""
    if line.question and not may_tick:
        return _("Answer…")
    return _("Ask…") if may_ask else ""
