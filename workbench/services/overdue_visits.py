"""Required visits whose time has passed, as lists and alarms tell them (2-rules §7.2)."""

from datetime import date, timedelta

from workbench.domain.attainment import Overdue, attainment
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.ids import Id
from workbench.services.planning import Policy


def overdue_visits(policy: Policy, today: date) -> tuple[Overdue, ...]:
    """What is late of the last quarter and this one, and not mended since.

    Mended means that a visit of that kind was made after it, or that one is planned. An account that nobody
    has visited yet is due, not overdue: the file may know it only since today.
    """
    quarter = period_of(PeriodKind.QUARTER, today)
    before = period_of(PeriodKind.QUARTER, quarter.start - timedelta(days=1))
    mended: dict[tuple[Id, VisitKind], date] = {}
    for visit in policy.visits:
        if visit.state is VisitState.DONE or (visit.state.is_open and visit.on >= today):
            mended[visit.account_id, visit.kind] = visit.on
    begun = {visit.account_id for visit in policy.visits if visit.on < today}
    # Only of these anything can be overdue: of many accounts, few have been begun.
    known = {key: account for key, account in policy.accounts.items() if key in begun}
    late = attainment(known.values(), policy.rulebook, policy.visits, before.start, today, today).overdue
    found: dict[tuple[Id, VisitKind], Overdue] = {}
    for item in late:
        key = (item.slot.account_id, item.slot.kind)
        if mended.get(key, date.min) <= item.slot.due_on:
            found.setdefault(key, item)
    return tuple(found.values())
