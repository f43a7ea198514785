"""What goes along when accounts are handed over: all that is open there, account by account (2-rules §16)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from workbench.domain.accounts import Account
from workbench.domain.handovers import order_of
from workbench.domain.needs import Need, open_needs
from workbench.domain.visits import Action, Side, Visit, VisitState
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine, list_complaint_lines
from workbench.services.contract_board import ContractRow, list_contract_rows
from workbench.services.service_requests import ServiceLine, list_service_lines
from workbench.storage.queries.accounts import list_accounts, list_contacts
from workbench.storage.queries.attachments import list_attachments
from workbench.storage.queries.needs import list_needs
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

OPEN_STATES = (VisitState.PLANNED, VisitState.AGREED)


class _OfAccount(Protocol):
    @property
    def account_id(self) -> Id: ...


T = TypeVar("T", bound=_OfAccount)


@dataclass(frozen=True)
class HandoverTotals:
    """How much is open, of one account or of several. ``file_bytes`` is the size of what is attached."""

    accounts: int = 0
    ours: int = 0
    theirs: int = 0
    late: int = 0
    complaints: int = 0
    services: int = 0
    contracts: int = 0
    ending: int = 0
    visits: int = 0
    unreported: int = 0
    needs: int = 0
    people: int = 0
    files: int = 0
    file_bytes: int = 0


@dataclass(frozen=True)
class HandoverLine:
    """One account with what is open there.

    ``ours`` and ``theirs`` are open promises, ``contracts`` those drafted, signed or in force, ``visits``
    those to come, ``unreported`` those that were to be made before today and have no report.
    """

    today: date
    account: Account
    ours: tuple[Action, ...] = ()
    theirs: tuple[Action, ...] = ()
    complaints: tuple[ComplaintLine, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    contracts: tuple[ContractRow, ...] = ()
    visits: tuple[Visit, ...] = ()
    unreported: tuple[Visit, ...] = ()
    needs: tuple[Need, ...] = ()
    people: int = 0
    files: int = 0
    file_bytes: int = 0

    @property
    def totals(self) -> HandoverTotals:
        return HandoverTotals(
            accounts=1,
            ours=len(self.ours),
            theirs=len(self.theirs),
            late=sum(one.is_overdue(self.today) for one in (*self.ours, *self.theirs)),
            complaints=len(self.complaints),
            services=len(self.services),
            contracts=len(self.contracts),
            ending=sum(one.contract.is_ending(self.today) for one in self.contracts),
            visits=len(self.visits),
            unreported=len(self.unreported),
            needs=len(self.needs),
            people=self.people,
            files=self.files,
            file_bytes=self.file_bytes,
        )


def totals_of(lines: Iterable[HandoverLine]) -> HandoverTotals:
    """The sums of all lines."""
    counted = [line.totals for line in lines]
    names = HandoverTotals.__dataclass_fields__
    return HandoverTotals(**{name: sum(getattr(one, name) for one in counted) for name in names})


def chosen_accounts(session: ReadingSession, account_ids: Collection[Id]) -> list[Account]:
    """The accounts, by name. Raises ``BadInput`` for none, ``NotFound`` if one is gone, merged or deleted."""
    wanted = set(account_ids)
    if not wanted:
        raise BadInput(
            _("No account is chosen."), hint=_("Choose the accounts to hand over."), where="accounts"
        )
    found = list_accounts(session, wanted)
    if len(found) < len(wanted):
        raise NotFound(_("One of the accounts does not exist any more."), hint=_("Choose again."))
    return found


def read_lines(workspace: Workspace, account_ids: Collection[Id]) -> tuple[HandoverLine, ...]:
    """What is open with these accounts, by tier and name, in a constant number of queries; raises as
    ``chosen_accounts``."""
    today = workspace.clock.today()
    with workspace.read() as session:
        accounts = chosen_accounts(session, account_ids)
        actions = by_account(list_actions(session, open_only=True))
        planned = by_account(list_visits(session, states=OPEN_STATES))
        needs = by_account(list_needs(session))
        people = by_account(one for one in list_contacts(session) if one.left_on is None)
        files = by_account(list_attachments(session))
    complaints: dict[Id, list[ComplaintLine]] = defaultdict(list)
    for line in list_complaint_lines(workspace, open_only=True):
        complaints[line.account.id].append(line)
    services: dict[Id, list[ServiceLine]] = defaultdict(list)
    for request in list_service_lines(workspace, open_only=True):
        services[request.account.id].append(request)
    contracts: dict[Id, list[ContractRow]] = defaultdict(list)
    for row in list_contract_rows(workspace):
        if row.state.is_running or not row.state.is_fixed:
            contracts[row.contract.account_id].append(row)
    return tuple(
        HandoverLine(
            today=today,
            account=one,
            ours=_of_side(actions[one.id], Side.OURS),
            theirs=_of_side(actions[one.id], Side.THEIRS),
            complaints=tuple(complaints[one.id]),
            services=tuple(services[one.id]),
            contracts=tuple(contracts[one.id]),
            visits=tuple(visit for visit in planned[one.id] if visit.on >= today),
            unreported=tuple(visit for visit in planned[one.id] if visit.on < today),
            needs=open_needs(needs[one.id]),
            people=len(people[one.id]),
            files=len(files[one.id]),
            file_bytes=sum(file.size for file in files[one.id]),
        )
        for one in sorted(accounts, key=order_of)
    )


def by_account(rows: Iterable[T]) -> Mapping[Id, Sequence[T]]:
    """Records by their ``account_id``, in their order; an empty list for an account without any."""
    found: dict[Id, list[T]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found


def _of_side(actions: Iterable[Action], side: Side) -> tuple[Action, ...]:
    return tuple(one for one in actions if one.side is side)
