"""From a plan to the days of its grid: where visits come to lie, and dashed where they lay before."""

from collections.abc import Collection, Hashable, Iterable
from datetime import date, timedelta

from workbench.domain.visit_plan import Plan
from workbench.domain.visiting_hours import minute_of
from workbench.services.period_plans import PeriodPlan
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.month_paint import Day, Event, Look
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.calendar.month_days import KIND_ICONS, day_note
from workbench.ui.screens.calendar.plan_lines import Group, Line

_SIGNS = {
    Group.ADDED: "plus",
    Group.MOVED: "arrow-right",
    Group.KEPT: "equal",
    Group.BY_HAND: "pin",
    Group.SURPLUS: "x",
}
_LOOKS = {
    Group.ADDED: Look.TINT,
    Group.MOVED: Look.OUTLINE,
    Group.KEPT: Look.FADED,
    Group.BY_HAND: Look.OUTLINE,
    Group.SURPLUS: Look.GHOST,
}


def plan_days(
    planned: PeriodPlan, lines: Iterable[Line], month: date, left_out: Collection[Hashable]
) -> dict[date, Day]:
    """The weeks around ``month``."""
    first, last = month - timedelta(days=6), month + timedelta(days=37)
    events: dict[date, list[Event]] = {}
    by_hand = {visit.id for person in planned.people for _duty, visit in person.by_hand}
    for plan in planned.plans:
        for visit in plan.fixed:
            if first <= visit.on <= last and visit.id not in by_hand:
                account = planned.accounts.get(visit.account_id)
                event = Event(visit.id, account.short if account else "", Look.FADED, Mark("pin"))
                events.setdefault(visit.on, []).append(event)
    for line in lines:
        if line.group not in _LOOKS or line.on is None or line.key in left_out:
            continue
        if first <= line.on <= last:
            events.setdefault(line.on, []).append(_event(line, line.key, _LOOKS[line.group]))
        if line.group is Group.MOVED and line.before is not None and first <= line.before <= last:
            ghost = _event(line, ("ghost", line.key), Look.GHOST)
            events.setdefault(line.before, []).append(ghost)
    loads = _loads(planned.plans)
    calendar = planned.known.calendar
    days = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        note, tone = day_note(calendar, day)
        taken, places = loads.get(day, (0, 0))
        days[day] = Day(
            events=tuple(events.get(day, ())),
            load=f"{taken}/{places}" if day in loads else "",
            note=note,
            note_tone=tone,
            free=not calendar.is_workday(day),
            full=bool(places) and taken >= places,
        )
    return days


def _loads(plans: Iterable[Plan]) -> dict[date, tuple[int, int]]:
    sums: dict[date, tuple[int, int]] = {}
    for plan in plans:
        for load in plan.loads:
            if not load.calls:
                taken, places = sums.get(load.on, (0, 0))
                sums[load.on] = (taken + load.taken, places + load.capacity)
    return sums


def _event(line: Line, key: Hashable, look: Look) -> Event:
    tone = Tone.TEXT2 if line.group is Group.KEPT else Tone.ACCENT
    return Event(
        key,
        line.account.short,
        look,
        Mark(_SIGNS[line.group], tone),
        tail=line.at,
        tail_icon="" if line.at else KIND_ICONS.get(line.kind, ""),
        tooltip=line.why,
        start=minute_of(line.at),
    )
