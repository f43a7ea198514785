"""Every alarm that the records raise today, from what other rules know and from the sales (2-rules §12)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from workbench.domain.accounts import Account, Manager
from workbench.domain.alarm_claims import Claim, claim_alarms, claims_of
from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarm_records import (
    complaint_alarms,
    contract_alarms,
    event_alarm,
    profile_alarm,
    visit_alarm,
)
from workbench.domain.alarms import Alarm, Answered, answered
from workbench.domain.complaint_deadlines import acknowledgement_of, deadline_of
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.periods import year_before
from workbench.domain.policies import ALARM_LIMITS, OVERDUE_VISIT_DAYS, VERIFIED_DAYS, policy
from workbench.domain.profile import part_states
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import language
from workbench.foundation.ids import Id
from workbench.services.alarm_sales import SalesReading, read_sales_alarms
from workbench.services.calendars import working_calendar
from workbench.services.complaint_board import list_progress, must_tell
from workbench.services.contract_board import list_contract_rows, waiting
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import Policy, load_keepers
from workbench.services.rulebooks import read_rulebook
from workbench.storage.queries import alarms as queries
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.service_requests import list_service_requests
from workbench.storage.queries.visits import list_visit_days
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class AlarmReading:
    """The alarms of one account or of all, with the accounts (each with who keeps it) and our people."""

    today: date
    found: Answered
    accounts: Mapping[Id, Account] = field(repr=False)
    managers: Mapping[Id, Manager] = field(repr=False)
    data_to: date | None = None


def read_alarms(workspace: Workspace, account_id: Id | None = None) -> AlarmReading:
    """Everything that is raised now, in a number of queries that does not grow with the accounts.

    Competitors raise nothing.
    """
    today = workspace.clock.today()
    # Before anything is read: what is saved meanwhile makes it out of date.
    as_of = workspace.last_save_beside(_NO_MATTER_OF_SALES), today, language()
    with workspace.read() as session:
        known = _visiting(session, workspace.author, today, account_id)
        accounts = {key: one for key, one in known.accounts.items() if not one.is_competitor}
        values = policy_values(session)
        said = queries.list_acknowledgements(session, account_id)
        events = queries.list_major_events(session, account_id, open_on=today)
        complaints = list_progress(session, account_id)
        claims = list(claims_of(complaints, list_service_requests(session, account_id)))
        if account_id is None:
            kept = _sales.get(workspace)
            if kept is None or kept[0] != as_of:
                kept = as_of, read_sales_alarms(session, accounts, today, known.calendar, values)
                _sales[workspace] = kept
            sales = kept[1]
        else:
            sales = read_sales_alarms(session, accounts, today, known.calendar, values, account_id)
    stale_days = policy(values, VERIFIED_DAYS)
    found: list[Alarm | None] = [
        *sales.alarms,
        *(event_alarm(one, today) for one in events),
        *(visit_alarm(one, policy(values, OVERDUE_VISIT_DAYS)) for one in overdue_visits(known, today)),
        *(
            alarm
            for row in waiting(list_contract_rows(workspace, account_id))
            for alarm in contract_alarms(row.contract, row.alerts)
        ),
        *_complaints(complaints, known.calendar, today),
        *(profile_alarm(one, part_states(one, today, stale_days)) for one in accounts.values()),
        *_claims(claims, sales.claims_sales_fen, today, policy(values, ALARM_LIMITS)),
    ]
    raised = [one for one in found if one is not None and one.account_id in accounts]
    return AlarmReading(today, answered(raised, said), known.accounts, known.managers, sales.data_to)


_NO_MATTER_OF_SALES = frozenset(
    {
        *("visit", "visit_debt", "weekly_report", "contact", "contact_link", "contact_log", "contact_tie"),
        *("action", "need", "complaint", "complaint_event", "alarm_acknowledgement", "major_event"),
        *("service_request", "service_commitment", "service_document", "attachment", "absence", "busy_time"),
    }
)
"""Records that say nothing of sales, debts, prices or of what these are judged by, and change day by day.
What sales raise is kept until something else is saved: of many accounts half the work of each save."""
_sales: WeakKeyDictionary[Workspace, tuple[object, SalesReading]] = WeakKeyDictionary()


def _visiting(session: ReadingSession, author: str, today: date, account_id: Id | None) -> Policy:
    """What ``load_policy`` reads, as far as it tells what is overdue."""
    accounts, managers = load_keepers(session, author, None if account_id is None else [account_id])
    first, last = year_before(year_before(today)), today + timedelta(days=366)
    return Policy(
        accounts,
        managers,
        read_rulebook(session, account_id),
        {},
        tuple(list_visit_days(session, first, last, account_id)),
        working_calendar(session),
    )


def _complaints(
    complaints: Iterable[ComplaintProgress], calendar: WorkdayCalendar, today: date
) -> Iterator[Alarm]:
    for one in complaints:
        if one.is_open:
            complaint = one.complaint
            yield from complaint_alarms(
                complaint,
                deadline_of(complaint, one, calendar, today, has_strip=False),
                acknowledgement_of(complaint, one, calendar, today, has_strip=False),
                must_tell=must_tell(one),
                answerable=one.answerable.person or one.answerable.department,
                today=today,
            )


def _claims(
    claims: Iterable[Claim], sales: Mapping[Id, int], today: date, limits: AlarmLimits
) -> Iterator[Alarm]:
    by_account: dict[Id, list[Claim]] = {}
    for one in claims:
        by_account.setdefault(one.account_id, []).append(one)
    for account_id, own in by_account.items():
        yield from claim_alarms(account_id, own, sales.get(account_id, 0), today, limits)
