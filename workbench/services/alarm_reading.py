"""Every alarm that the records raise today, from what other rules know and from the sales (2-rules §12)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.domain.accounts import Account, Manager
from workbench.domain.alarm_records import (
    complaint_alarms,
    contract_alarms,
    event_alarm,
    profile_alarm,
    visit_alarm,
)
from workbench.domain.alarms import Alarm, Answered, answered
from workbench.domain.policies import OVERDUE_VISIT_DAYS, VERIFIED_DAYS, policy
from workbench.domain.profile import part_states
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine, read_complaint_lines
from workbench.services.contract_board import list_contract_rows, waiting
from workbench.services.planning import load_policy
from workbench.services.today import overdue_visits
from workbench.storage.queries import alarms as queries
from workbench.storage.queries.policies import policy_values
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
    known = load_policy(workspace, today, today)
    accounts = {
        key: one for key, one in known.accounts.items() if not one.is_competitor and account_id in (None, key)
    }
    with workspace.read() as session:
        values = policy_values(session)
        said = queries.list_acknowledgements(session, account_id)
        events = queries.list_major_events(session, account_id, open_on=today)
        complaints = (
            read_complaint_lines(session, today, account_id=account_id, open_only=True)
            if account_id is None or account_id in accounts
            else ()
        )
    late = [one for one in overdue_visits(known, today) if one.slot.account_id in accounts]
    stale_days = policy(values, VERIFIED_DAYS)
    found: list[Alarm | None] = [
        *(event_alarm(one, today) for one in events),
        *(visit_alarm(one, policy(values, OVERDUE_VISIT_DAYS)) for one in late),
        *(
            alarm
            for row in waiting(list_contract_rows(workspace, account_id))
            for alarm in contract_alarms(row.contract, row.alerts)
        ),
        *_complaints(complaints, today),
        *(profile_alarm(one, part_states(one, today, stale_days)) for one in accounts.values()),
    ]
    raised = [_with_keeper(one, accounts) for one in found if one is not None and one.account_id in accounts]
    return AlarmReading(today, answered(raised, said), known.accounts, known.managers)


def _complaints(lines: Iterable[ComplaintLine], today: date) -> Iterator[Alarm]:
    for line in lines:
        yield from complaint_alarms(
            line.complaint,
            line.deadline,
            line.acknowledgement,
            must_tell=line.must_tell,
            answerable=line.answerable.person or line.answerable.department,
            today=today,
        )


def _with_keeper(alarm: Alarm, accounts: Mapping[Id, Account]) -> Alarm:
    """Who keeps the account answers where nobody else does."""
    if alarm.responsible_id is not None:
        return alarm
    return replace(alarm, responsible_id=accounts[alarm.account_id].manager_id)
