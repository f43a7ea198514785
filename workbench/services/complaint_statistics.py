"""Complaints in figures (2-rules §8)."""

from datetime import date

from workbench.domain.complaint_statistics import ComplaintCase, ComplaintStatistics, statistics_of
from workbench.domain.complaint_workflow import progress_of
from workbench.domain.policies import REPEAT_DAYS, policy
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.queries.complaints import list_complaint_events, list_complaints
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace


def get_complaint_statistics(
    workspace: Workspace,
    first: date,
    last: date,
    *,
    account_id: Id | None = None,
    manager_id: Id | None = None,
) -> ComplaintStatistics:
    """The figures of the complaints received from ``first`` to ``last``, both included.

    Of one account, or of those that one of our people keeps; competitors are no accounts of ours. Constant
    number of queries. Raises ``BadInput`` where the days are the wrong way around.
    """
    if last < first:
        raise BadInput(_("The period ends before it begins."), where="last")
    with workspace.read() as session:
        accounts = {
            one.id
            for one in list_accounts(session)
            if not one.is_competitor
            and account_id in (None, one.id)
            and (manager_id is None or one.manager_id == manager_id)
        }
        everything = account_id is None and manager_id is None
        events = list_complaint_events(session, account_id=account_id)
        cases = [
            ComplaintCase(one, progress_of(one, events.get(one.id, ())))
            for one in list_complaints(session, account_id)
            if everything or one.account_id in accounts
        ]
        return statistics_of(
            cases,
            first,
            last,
            accounts=len(accounts),
            calendar=working_calendar(session),
            today=workspace.clock.today(),
            repeat_days=policy(policy_values(session), REPEAT_DAYS),
        )
