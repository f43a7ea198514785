"""Complaints, services and contracts as lines of a list, wherever they stand beside other things."""

from workbench.domain.contract_life import ContractState
from workbench.domain.service_stand import ServiceState, left_words
from workbench.foundation.i18n import (
    _,
    clauses,
    format_date,
    format_money,
    format_number,
    format_short_date,
    ngettext,
)
from workbench.services.complaint_board import ComplaintLine
from workbench.services.contract_board import ContractRow
from workbench.services.handover_receiving import HandoverWaiting
from workbench.services.service_requests import ServiceDuty, ServiceLine
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.tokens import Tone

_NEAR = 1
_SOON_DAYS = 30


def complaint_item(line: ComplaintLine, *, with_account: bool = False) -> Item:
    """A complaint with its step and the working days left; a closed one with the day it was closed."""
    complaint, progress = line.complaint, line.progress
    when, tone = "", Tone.TEXT2
    if line.is_waiting:
        when = _("waits for the customer")
    elif line.deadline is not None:
        when = left_words(line.deadline.left)
        tone = Tone.DANGER if line.is_overdue else Tone.WARN if line.deadline.left <= _NEAR else Tone.TEXT2
    elif progress.closed_on is not None:
        when = format_short_date(progress.closed_on)
    state = line.state.label
    if line.is_escalated:
        state = clauses(state, _("escalated"))
    return Item(
        key=complaint.id,
        title=_line_of(complaint.text or complaint.against or complaint.kind.label),
        second=_facts(line.account.short if with_account else complaint.number, state),
        right=when,
        right_tone=tone,
        mark=CAUTION if line.is_overdue or line.must_tell else Mark("message-square-warning"),
        tooltip=_facts(complaint.number, complaint.kind.label, line.account.name),
    )


def service_item(line: ServiceLine) -> Item:
    """A service request with what is promised next, or the day it was completed."""
    request, stand = line.request, line.stand
    when, tone = stand.state.label, Tone.TEXT2
    if request.completed_on is not None:
        when = format_short_date(request.completed_on)
    elif stand.next is not None and stand.next.left is not None:
        when = left_words(stand.next.left)
        tone = Tone.DANGER if stand.next.is_overdue else Tone.TEXT2
    elif stand.state is ServiceState.READY:
        tone = Tone.WARN
    asked = format_date(request.requested_on) if request.requested_on else ""
    return Item(
        key=request.id,
        title=_line_of(request.text) or line.type_label,
        second=_facts(request.number, line.type_label, asked),
        right=when,
        right_tone=tone,
        mark=CAUTION if stand.state is ServiceState.LATE or stand.must_pass_on else Mark("rotate-ccw"),
    )


def service_duty_item(duty: ServiceDuty) -> Item:
    """Something promised with a request that presses."""
    late = duty.left < 0
    return Item(
        key=duty.line.request.id,
        title=_line_of(duty.text),
        second=_facts(duty.line.account.short, duty.line.type_label),
        right=duty.words,
        right_tone=Tone.DANGER if late else Tone.WARN,
        mark=CAUTION if late else Mark("rotate-ccw"),
        tooltip=duty.line.request.text,
    )


def contract_item(row: ContractRow, *, with_account: bool = False) -> Item:
    """A contract with its state and term, what is most pressing about it at the right."""
    contract = row.contract
    when, tone = row.state.label, Tone.TEXT2
    if row.alerts:
        when = row.alerts[0].text or row.alerts[0].kind.label
        tone = Tone.DANGER if row.late_duties else Tone.WARN
    elif row.days_left is not None and row.state is ContractState.IN_FORCE:
        when = ngettext("{days} day left", "{days} days left", row.days_left).format(days=row.days_left)
        tone = Tone.WARN if row.days_left <= _SOON_DAYS else Tone.TEXT2
    term = ""
    if contract.starts_on is not None and contract.ends_on is not None:
        term = f"{format_date(contract.starts_on)} – {format_date(contract.ends_on)}"
    amount = format_money(contract.amount_fen, contract.currency) if contract.amount_fen is not None else ""
    return Item(
        key=contract.id,
        title=contract.title or contract.number,
        second=_facts(row.account_name, contract.number)
        if with_account
        else _facts(contract.number, row.state.label, term, amount),
        right=when,
        right_tone=tone,
        mark=CAUTION if row.late_duties else Mark("file-text"),
    )


def handover_item(waiting: HandoverWaiting) -> Item:
    """A handover to confirm, or one that is asked about."""
    view = waiting.view
    count = len(view.accounts)
    accounts = ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
    if waiting.is_question:
        asked = ngettext("{count} question", "{count} questions", view.questions)
        return Item(
            key=view.id,
            title=_("{name} asks about a handover").format(name=view.receiver),
            second=accounts,
            right=asked.format(count=format_number(view.questions)),
            right_tone=Tone.WARN,
            mark=Mark("circle-question-mark"),
        )
    due_on, days = view.handover.due_on, view.days_late
    when = _("by {date}").format(date=format_short_date(due_on)) if due_on else ""
    late = ngettext("{days} day late", "{days} days late", days).format(days=days)
    title = _("{accounts} of {name} to confirm") if view.is_mine else _("{accounts} of {name}: {to} confirms")
    return Item(
        key=view.id,
        title=title.format(accounts=accounts, name=view.giver, to=view.receiver),
        second=_("{seen} of {count} gone through").format(
            seen=format_number(view.seen), count=format_number(count)
        ),
        right=late if view.is_late else when,
        right_tone=Tone.DANGER if view.is_late else Tone.TEXT2,
        mark=CAUTION if view.is_late else Mark("repeat"),
    )


def _facts(*parts: str) -> str:
    """Short facts side by side; Chinese has no spaces that would part them."""
    return " · ".join(filter(None, parts))


def _line_of(text: str) -> str:
    return " ".join(text.split())
