"""The handover book: all that is open with the accounts that change hands, to be signed (features A11)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.handover_account import BookAccount, BookCase, BookContract
from workbench.documents.handover_book import HandoverBook, handover_book_pdf
from workbench.documents.promise_ledger import PromiseRow
from workbench.documents.wording import paper_date
from workbench.domain.accounts import Contact, Manager
from workbench.domain.alarms import MajorEvent
from workbench.domain.contact_log import LoggedContact
from workbench.domain.contracts import ContractDuty
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.person_coverage import person_coverage
from workbench.domain.promises import Origin, days_late, origin_of, promise_state
from workbench.domain.receivables import Receivables
from workbench.domain.risks import Risk
from workbench.domain.visit_brief import dated_promises, last_visits
from workbench.domain.visits import Action, Visit
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, clauses, format_money, language, listed, ngettext, use_language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.complaint_board import ComplaintLine
from workbench.services.contract_board import ContractRow
from workbench.services.handover_reading import HandoverLine, by_account, read_lines
from workbench.services.handover_receiving import HandoverView, get_handover_view
from workbench.services.service_requests import ServiceLine
from workbench.storage.queries.accounts import list_contacts, list_managers
from workbench.storage.queries.alarms import list_major_events
from workbench.storage.queries.contact_log import list_logged_contacts
from workbench.storage.queries.contracts import list_contract_duties
from workbench.storage.queries.receivables import receivables_by_account
from workbench.storage.queries.risks import list_risks
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class _Beside:
    """What the book reads beside what is open; by account but for people and duties."""

    managers: Mapping[Id, Manager]
    people: Mapping[Id, Sequence[Contact]]
    visits: Mapping[Id, Sequence[Visit]]
    log: Mapping[Id, Sequence[LoggedContact]]
    risks: Mapping[Id, Sequence[Risk]]
    events: Mapping[Id, Sequence[MajorEvent]]
    duties: Mapping[Id, Sequence[ContractDuty]]
    receivables: Mapping[Id, Sequence[Receivables]]
    names: Mapping[Id, str]


def print_handover(
    workspace: Workspace,
    handover_id: Id,
    *,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The book of a handover as things are today; raises ``NotFound``."""
    with use_language(in_language or language()):
        view = get_handover_view(workspace, handover_id)
        if not view.accounts:
            raise NotFound(_("None of the accounts of this handover is there any more."))
        given = view.handover
        book = HandoverBook(
            company=load_settings().company,
            author=workspace.author,
            printed_on=workspace.clock.today(),
            giver=view.giver,
            receiver=view.receiver,
            handed_on=given.handed_on,
            due_on=given.due_on,
            reason=given.reason,
            note=given.note,
            confirmed_on=given.confirmed_on,
            confirmed_by=given.confirmed_by,
            answer=given.answer,
            accounts=_sections(workspace, [one.account.id for one in view.accounts], view),
        )
        return handover_book_pdf(book, language=language(), paper_size=paper_size)


def print_accounts_to_hand_over(
    workspace: Workspace,
    account_ids: Collection[Id],
    *,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The book of accounts before they are handed over; raises ``BadInput`` for none, ``NotFound``."""
    with use_language(in_language or language()):
        accounts = _sections(workspace, account_ids, None)
        with workspace.read() as session:
            names = {one.id: one.name for one in list_managers(session)}
        keepers = {names[one.account.manager_id] for one in accounts if one.account.manager_id in names}
        book = HandoverBook(
            company=load_settings().company,
            author=workspace.author,
            printed_on=workspace.clock.today(),
            giver=listed(sorted(keepers)) or workspace.author,
            accounts=accounts,
        )
        return handover_book_pdf(book, language=language(), paper_size=paper_size)


def _sections(
    workspace: Workspace, account_ids: Collection[Id], view: HandoverView | None
) -> tuple[BookAccount, ...]:
    lines = read_lines(workspace, account_ids)
    beside = _read_beside(workspace, [line.account.id for line in lines])
    asked = {one.account.id: one.question for one in view.accounts} if view else {}
    return tuple(replace(_section(one, beside), question=asked.get(one.account.id, "")) for one in lines)


def _read_beside(workspace: Workspace, account_ids: Sequence[Id]) -> _Beside:
    today = workspace.clock.today()
    with workspace.read() as session:
        contacts = list_contacts(session)
        return _Beside(
            managers={one.id: one for one in list_managers(session)},
            people=by_account(contacts),
            visits=by_account(list_visits(session)),
            log=by_account(list_logged_contacts(session)),
            risks=by_account(list_risks(session, open_only=True)),
            events=by_account(list_major_events(session, open_on=today)),
            duties=list_contract_duties(session),
            receivables=receivables_by_account(session, today, account_ids),
            names={one.id: one.name for one in contacts},
        )


def _section(line: HandoverLine, beside: _Beside) -> BookAccount:
    account, today = line.account, line.today
    visits = beside.visits.get(account.id, ())
    coverage = person_coverage(
        beside.people.get(account.id, ()), visits, beside.log.get(account.id, ()), today
    )
    second = beside.managers.get(account.second_manager_id) if account.second_manager_id else None
    promises = dated_promises((*line.ours, *line.theirs), visits)
    return BookAccount(
        account=account,
        second_manager=second.name if second else "",
        receivables=listed(_owed(one, today) for one in beside.receivables.get(account.id, ())),
        people=tuple(one for one in coverage if not one.has_left),
        promises=tuple(_promise(one, beside.names, today) for one in promises),
        complaints=tuple(_complaint(one) for one in line.complaints),
        services=tuple(_service(one) for one in line.services),
        contracts=tuple(
            _contract(one, beside.duties.get(one.contract.id, ()), today) for one in line.contracts
        ),
        last=last_visits(visits, today),
        ahead=line.visits,
        unreported=line.unreported,
        needs=line.needs,
        risks=tuple(beside.risks.get(account.id, ())),
        events=tuple(beside.events.get(account.id, ())),
    )


def _owed(one: Receivables, today: date) -> str:
    owed = _("{money} owed").format(money=format_money(one.owed_fen, one.currency))
    if one.overdue_fen <= 0:
        return owed
    days = one.days_overdue(today)
    late = ngettext("{money} overdue, the oldest {days} day", "{money} overdue, the oldest {days} days", days)
    late = late.format(money=format_money(one.overdue_fen, one.currency), days=days)
    return clauses(owed, late)


def _promise(action: Action, names: Mapping[Id, str], today: date) -> PromiseRow:
    origin = origin_of(action)
    return PromiseRow(
        text=action.text,
        side=action.side,
        who=action.owner or (names.get(action.contact_id, "") if action.contact_id else ""),
        made_on=action.promised_on,
        due_on=action.due_on,
        done_on=None,
        state=promise_state(action, today),
        days_late=days_late(action, today),
        task="" if origin is Origin.PROMISE else origin.label,
    )


def _complaint(line: ComplaintLine) -> BookCase:
    complaint = line.complaint
    state = clauses(line.state.label, _("waits for the customer") if line.is_waiting else "")
    return BookCase(
        number=complaint.number,
        text=complaint.text or complaint.against or complaint.kind.label,
        state=state,
        person=line.answerable.person or line.answerable.department,
        due_on=line.due_on,
        is_late=line.is_overdue,
        received_on=complaint.received_on,
    )


def _service(line: ServiceLine) -> BookCase:
    following = line.stand.next
    return BookCase(
        number=line.request.number,
        text=clauses(line.type_label, line.request.text),
        state=following.commitment.text if following is not None else line.stand.state.label,
        person=line.request.assigned_to or line.request.taken_by,
        due_on=following.due_on if following is not None else None,
        is_late=following is not None and following.is_overdue,
    )


def _contract(row: ContractRow, duties: Sequence[ContractDuty], today: date) -> BookContract:
    contract = row.contract
    waiting = [one for one in duties if one.done_on is None]
    return BookContract(
        number=contract.number,
        title=contract.title or contract.kind.label,
        state=row.state.label,
        amount_fen=contract.amount_fen,
        currency=contract.currency,
        ends_on=contract.ends_on,
        alert=row.alerts[0].text or row.alerts[0].kind.label if row.alerts else "",
        duties=tuple(_duty(one, today) for one in waiting),
    )


def _duty(one: ContractDuty, today: date) -> str:
    amount = format_money(one.amount_fen) if one.amount_fen is not None else ""
    told = " ".join(filter(None, (paper_date(one.due_on), one.text or one.kind.label, amount)))
    return clauses(told, _("late")) if one.is_late(today) else told
