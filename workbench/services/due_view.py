"""What is still to be placed in a period, and how far the period has come (2-rules §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.attainment import Overdue, Score, attainment
from workbench.domain.duties import Duty
from workbench.foundation.ids import Id
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import list_unplaced_duties, load_policy
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class DueView:
    """Of one manager, or of all, from ``start`` to ``end``.

    ``due`` are the duties of the period without a visit, ``overdue`` those of before that nothing mended.
    """

    start: date
    end: date
    today: date
    accounts: Mapping[Id, Account] = field(repr=False)
    due: tuple[Duty, ...] = field(repr=False)
    overdue: tuple[Overdue, ...] = field(repr=False)
    score: Score
    planned: int


def due_view(workspace: Workspace, start: date, end: date, manager_id: Id | None = None) -> DueView:
    """What is to be placed, in a number of queries that does not grow with the accounts."""
    today = workspace.clock.today()
    policy = load_policy(workspace, start, end)

    def kept(account_id: Id) -> bool:
        account = policy.accounts.get(account_id)
        return account is not None and manager_id in (None, account.manager_id)

    score = attainment(
        [account for account in policy.accounts.values() if kept(account.id)],
        policy.rulebook,
        policy.visits,
        start,
        end,
        today,
    ).total
    wanted = list_unplaced_duties(workspace, policy, start, end)
    return DueView(
        start=start,
        end=end,
        today=today,
        accounts=policy.accounts,
        due=tuple(duty for duty in wanted if kept(duty.account_id) and duty.due_on >= today),
        overdue=tuple(item for item in overdue_visits(policy, today) if kept(item.slot.account_id)),
        score=score,
        planned=sum(
            1
            for visit in policy.visits
            if visit.state.is_open
            and start <= visit.on <= end
            and (
                manager_id in (None, visit.manager_id)
                or (visit.manager_id is None and kept(visit.account_id))
            )
        ),
    )
