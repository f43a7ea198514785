"""Who of ours belongs to an account, as the records propose it (2-rules §17)."""

from datetime import date, timedelta

from workbench.domain.accounts import Account, Manager
from workbench.domain.kam_level import ContactTie
from workbench.domain.plan_team import proposed_team
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import Id, derived_id

TODAY = date(2026, 7, 1)
ACCOUNT = derived_id("account", "A")


def manager(name: str, *, active: bool = True) -> Manager:
    return Manager(derived_id("manager", name), name, active=active)


def visit(of: Manager, number: int, days_ago: int = 9) -> Visit:
    key = derived_id("visit", of.name, str(number))
    on = TODAY - timedelta(days_ago)
    return Visit(key, ACCOUNT, of.id, VisitKind.FIELD, VisitState.DONE, on)


def test_the_managers_lead_and_then_who_deals_with_people_there_or_was_there_most_often() -> None:
    own, second, often, knows, once, never, gone = map(
        manager, ("Own", "Second", "Often", "Knows", "Once", "Never", "Gone")
    )
    account = Account(ACCOUNT, "A", "A", manager_id=own.id, second_manager_id=second.id)
    ties = [ContactTie(derived_id("tie", str(n)), Id(bytes(16)), knows.id) for n in range(2)]
    visits = [*(visit(often, n) for n in range(3)), visit(once, 1), visit(never, 1, 400), visit(gone, 1)]
    staff = [never, once, knows, often, second, own, manager("Gone", active=False)]
    found = proposed_team(account, staff, ties, visits, TODAY)
    assert [one.name for one in found] == ["Own", "Second", "Often", "Knows", "Once"]
