"""The brief of a visit: gathered for the screen and for the paper (3-features C7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.absences import Closure
from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.alarms import Alarm
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.contact_log import LoggedContact
from workbench.domain.contracts import Contract
from workbench.domain.needs import Need, open_needs
from workbench.domain.person_coverage import person_coverage, suggested_from_us
from workbench.domain.receivables import Receivables
from workbench.domain.visit_brief import (
    VisitBrief,
    closures_near,
    dated_promises,
    effect_checks,
    last_visits,
    news_heard,
    told_complaints,
)
from workbench.domain.visits import Action, Visit, VisitKind
from workbench.foundation.ids import Id
from workbench.services.alarms import list_alarms
from workbench.services.briefs import Notice, notices
from workbench.services.complaint_board import list_progress
from workbench.services.contract_board import standing_contracts
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.absences import list_closures
from workbench.storage.queries.contact_log import list_logged_contacts
from workbench.storage.queries.needs import list_needs
from workbench.storage.queries.receivables import list_receivables
from workbench.storage.queries.visits import get_visit, list_actions, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Brief:
    """The brief of one visit: its facts, and what matters of them now, the most severe first."""

    facts: VisitBrief
    visit: Visit
    notices: tuple[Notice, ...]

    @property
    def account(self) -> Account:
        return self.facts.account


@dataclass(frozen=True)
class Gathered:
    """Everything read of one account, in a constant number of queries."""

    today: date
    account: Account
    managers: Sequence[Manager]
    contacts: Sequence[Contact]
    visits: Sequence[Visit]
    actions: Sequence[Action]
    complaints: Sequence[ComplaintProgress]
    contracts: Sequence[Contract]
    needs: Sequence[Need]
    log: Sequence[LoggedContact]
    closures: Sequence[Closure]
    receivables: Sequence[Receivables]


def brief_of(workspace: Workspace, visit_id: Id) -> Brief:
    """The brief of one visit; raises ``NotFound``."""
    with workspace.read() as session:
        visit = get_visit(session, visit_id)
        gathered = gather(session, visit.account_id, workspace.clock.today())
    return make_brief(gathered, visit, alarms_of(workspace, visit.account_id))


def account_brief(workspace: Workspace, account_id: Id) -> VisitBrief:
    """The brief of the account's next visit, or of the account where none lies ahead; raises ``NotFound``."""
    with workspace.read() as session:
        gathered = gather(session, account_id, workspace.clock.today())
    today = gathered.today
    ahead = (one for one in gathered.visits if one.state.is_open and one.on >= today)
    return facts_of(gathered, next(ahead, None))


def alarms_of(workspace: Workspace, account_id: Id) -> tuple[Alarm, ...]:
    """What is raised about the account, the most pressing first."""
    return tuple(line.alarm for line in list_alarms(workspace, account_id=account_id).alarms)


def make_brief(gathered: Gathered, visit: Visit, alarms: Sequence[Alarm]) -> Brief:
    """The brief of one of the account's visits."""
    return Brief(
        facts_of(gathered, visit),
        visit,
        notices(
            gathered.today,
            contacts=gathered.contacts,
            visits=gathered.visits,
            actions=gathered.actions,
            complaints=gathered.complaints,
            contracts=gathered.contracts,
            needs=gathered.needs,
            receivables=gathered.receivables,
            alarms=alarms,
        ),
    )


def gather(session: ReadingSession, account_id: Id, today: date) -> Gathered:
    """Read what briefs of an account are made from; raises ``NotFound``."""
    return Gathered(
        today=today,
        account=account_queries.get_account(session, account_id),
        managers=account_queries.list_managers(session),
        contacts=account_queries.list_contacts(session, account_id),
        visits=list_visits(session, account_id=account_id),
        actions=list_actions(session, account_id=account_id, open_only=True),
        complaints=list_progress(session, account_id),
        contracts=standing_contracts(session, account_id, today),
        needs=list_needs(session, account_id),
        log=list_logged_contacts(session, account_id),
        closures=list_closures(session, account_id),
        receivables=list_receivables(session, account_id, today),
    )


def facts_of(found: Gathered, visit: Visit | None) -> VisitBrief:
    """The facts for one of the account's visits, or for none."""
    today, account = found.today, found.account
    managers = {one.id: one for one in found.managers}
    manager_id = visit.manager_id if visit is not None else account.manager_id
    coverage = person_coverage(found.contacts, found.visits, found.log, today)
    kind = visit.kind if visit is not None else VisitKind.FIELD
    wanted = set(visit.met) if visit is not None else set()
    return VisitBrief(
        today=today,
        account=account,
        visit=visit,
        manager=managers.get(manager_id) if manager_id else None,
        our_people=_known(managers.get(one) for one in (visit.our_people if visit else ())),
        our_suggestions=suggested_from_us(kind, account, manager_id, found.managers),
        attendees=tuple(one for one in found.contacts if one.id in wanted),
        coverage=coverage,
        promises=dated_promises(found.actions, found.visits),
        complaints=told_complaints(found.complaints, today),
        effect_checks=effect_checks(found.complaints, today),
        receivables=tuple(found.receivables),
        contracts=tuple(one for one in found.contracts if one.is_ending(today)),
        needs=open_needs(found.needs),
        competitor_news=news_heard(found.visits),
        earlier=last_visits(found.visits, today, visit.id if visit is not None else None),
        closures=closures_near(found.closures, visit.on if visit is not None else today),
    )


def _known(found: Iterable[Manager | None]) -> tuple[Manager, ...]:
    return tuple(one for one in found if one is not None)
