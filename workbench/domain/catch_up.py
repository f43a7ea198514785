"""When a missed visit could be made good: its duties for the planner (features C10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.duties import Duty
from workbench.domain.periods import Period
from workbench.domain.visit_debts import VisitDebt
from workbench.domain.visits import Visit

HORIZON_DAYS = 42
"""How far ahead a missed visit is made good: six weeks."""


@dataclass(frozen=True)
class CatchUp:
    """What is proposed for one debt: a day, or the visit that is coming anyway, or why there is none."""

    debt: VisitDebt
    on: date | None = None
    covered_by: Visit | None = None
    reason: str = ""


def split_covered(
    debts: Iterable[VisitDebt], visits: Sequence[Visit], today: date
) -> tuple[tuple[CatchUp, ...], tuple[VisitDebt, ...]]:
    """Debts for which a visit of the same kind is coming within half their interval, and the rest.

    Going twice within half an interval helps nobody: the visit that comes anyway covers the older debt.
    """
    ahead: dict[tuple[bytes, str], list[Visit]] = {}
    for visit in sorted(visits, key=lambda one: (one.on, one.id)):
        if visit.state.is_open and visit.on >= today and not visit.catch_up:
            ahead.setdefault((visit.account_id, visit.kind.value), []).append(visit)
    covered, rest = [], []
    for debt in debts:
        latest = today + timedelta(days=(debt.slot.interval_days + 1) // 2)
        coming = ahead.get((debt.slot.account_id, debt.slot.kind.value), [])
        if coming and coming[0].on <= latest:
            covered.append(CatchUp(debt, covered_by=coming[0]))
        else:
            rest.append(debt)
    return tuple(covered), tuple(rest)


def catch_up_duties(debts: Iterable[VisitDebt], today: date) -> tuple[tuple[Duty, VisitDebt], ...]:
    """A duty for each debt, to be made as soon as possible within ``HORIZON_DAYS``.

    Of several debts of one account and kind only the latest is made good: one visit pays for one duty, and
    nobody visits three times for three missed months. The others stay, to be let go.
    """
    latest: dict[tuple[bytes, str], VisitDebt] = {}
    for debt in debts:
        place = (debt.slot.account_id, debt.slot.kind.value)
        known = latest.get(place)
        if known is None or debt.slot.due_on > known.slot.due_on:
            latest[place] = debt
    found = []
    for debt in latest.values():
        slot = debt.slot
        until = today + timedelta(days=HORIZON_DAYS)
        window = Period(today, until, slot.period.kind)
        # A quarter of the usual interval away from other visits is enough for one that comes late.
        parts = max(1, 2 * HORIZON_DAYS // max(1, slot.interval_days))
        asked = replace(slot, period=window, number=1, count=parts, middle_on=today, due_on=until)
        found.append((Duty(asked, today, debt.tier, debt.manager_id), debt))
    return tuple(found)
