"""What accepting tiers does to the visits and hours that the policy asks of each person (2-rules §2.1)."""

from collections.abc import Iterable
from dataclasses import replace

from workbench.domain.planner_model import capacity_on
from workbench.domain.policies import VISIT_MINUTES, policy
from workbench.domain.visit_load import Load, ManagerLoad, loads_by_manager
from workbench.domain.visit_plan import PlanInput
from workbench.services.planning import load_policy, next_quarter
from workbench.services.tiers import TierProposal
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace


def preview_load(workspace: Workspace, proposals: Iterable[TierProposal]) -> tuple[ManagerLoad, ...]:
    """Per person the load of a quarter now and with these tiers accepted.

    Capacities are those of the next quarter: its working days, less absences. People by name.
    """
    today = workspace.clock.today()
    start, end = next_quarter(today)
    known = load_policy(workspace, start, end)
    with workspace.read() as session:
        minutes = policy(policy_values(session), VISIT_MINUTES)
    tiers = {one.account_id: one.suggestion.tier for one in proposals}
    then = [replace(account, tier=tiers.get(account.id, account.tier)) for account in known.accounts.values()]
    loads_now = loads_by_manager(known.accounts.values(), known.rulebook, today, minutes)
    loads_then = loads_by_manager(then, known.rulebook, today, minutes)
    calendar = known.calendar
    found = []
    for manager in sorted(known.managers.values(), key=lambda one: (one.name, one.id)):
        if manager.id not in loads_now and manager.id not in loads_then:
            continue
        absences = known.absences.get(manager.id, ())
        given = PlanInput(manager, {}, (), (), calendar, start, end, today, absences)
        days = list(calendar.workdays(start, end))
        found.append(
            ManagerLoad(
                manager,
                loads_now.get(manager.id, Load()),
                loads_then.get(manager.id, Load()),
                sum(capacity_on(given, day, calls=False) for day in days),
                sum(capacity_on(given, day, calls=True) for day in days),
            )
        )
    return tuple(found)
