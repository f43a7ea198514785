"""Accounts, visits and whole planning problems for the tests of duties and planning."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from workbench.domain.accounts import Account, Manager, Tier
from workbench.domain.duties import Duty, duties
from workbench.domain.frequency import Condition, Frequency, FrequencyRule, RequiredFrequency, Rulebook
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.slots import Slot
from workbench.domain.visit_plan import Plan, PlanInput
from workbench.domain.visit_times import KindLimits
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import DateSpan, WorkdayCalendar, parse_calendar
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.paths import resources_dir

MANAGER = Manager(derived_id("manager", "test"), "Wang Fang")
Q3 = (date(2026, 7, 1), date(2026, 9, 30))


@lru_cache
def china() -> WorkdayCalendar:
    """The bundled official calendar."""
    return parse_calendar(json.loads((resources_dir() / "calendars" / "CN.json").read_text("utf-8")))


def account(name: str, **values: Any) -> Account:
    """An account of the test's manager."""
    values.setdefault("manager_id", MANAGER.id)
    return Account(derived_id("account", name), name, name, **values)


def visit(of: Account, on: date, **values: Any) -> Visit:
    """A visit of the test's manager, done unless said otherwise."""
    values = {"state": VisitState.DONE, "kind": VisitKind.FIELD, "manager_id": MANAGER.id} | values
    key = derived_id("visit", of.code, on.isoformat(), values["kind"], values.get("reason", ""))
    return Visit(id=key, account_id=of.id, on=on, **values)


def rule(count: int, period: PeriodKind, kind: VisitKind = VisitKind.FIELD) -> FrequencyRule:
    """A rule for every account."""
    key = derived_id("frequency_rule", "test", str(count), period, kind)
    return FrequencyRule(key, 1, Condition.EVERY, "", kind, Frequency(count, period))


def planned(
    accounts: Sequence[Account],
    start: date,
    end: date,
    *,
    rules: Sequence[FrequencyRule] = DEFAULT_RULES,
    visits: Sequence[Visit] = (),
    today: date | None = None,
    manager: Manager = MANAGER,
    absences: tuple[DateSpan, ...] = (),
    blocked: dict[Id, tuple[DateSpan, ...]] | None = None,
    city_deviation_days: int = 0,
    **more: Any,
) -> PlanInput:
    """The planning problem of these accounts under these rules."""
    today = today or start
    return PlanInput(
        manager=manager,
        accounts={one.id: one for one in accounts},
        duties=duties(accounts, Rulebook.of(rules), visits, start, end, today),
        visits=tuple(visits),
        calendar=china(),
        start=start,
        end=end,
        today=today,
        absences=absences,
        blocked=blocked or {},
        city_deviation_days=city_deviation_days,
        **more,
    )


def duty(
    of: Account,
    ideal: date,
    *,
    interval: PeriodKind = PeriodKind.QUARTER,
    number: int = 1,
    count: int = 1,
    kind: VisitKind = VisitKind.FIELD,
) -> Duty:
    """A duty with an ideal date of the test's choice."""
    asked = rule(count, interval, kind)
    required = RequiredFrequency(asked.kind, asked.frequency, asked)
    period = period_of(interval, ideal)
    slot = Slot(of.id, kind, period, number, count, ideal, period.end, required)
    return Duty(slot, ideal, of.tier, of.manager_id)


def accepted(given: PlanInput, plan: Plan) -> tuple[Visit, ...]:
    """The visits of ``given`` after ``plan`` was taken into the calendar."""
    replaced = {one.visit_id for one in (*plan.placed, *plan.not_placed)} | {v.id for v in plan.surplus}
    new = [
        Visit(
            id=one.visit_id or derived_id("visit", repr(one.duty.key)),
            account_id=one.duty.account_id,
            manager_id=given.manager.id,
            kind=one.duty.kind,
            state=VisitState.PLANNED,
            on=one.on,
            at=plan.times.get(one.duty.key, ""),
            rule=one.duty.rule_code,
            period=one.duty.period.key,
        )
        for one in plan.placed
    ]
    return (*(v for v in given.visits if v.id not in replaced), *new)


def customers(count: int, seed: int, *, shares: Sequence[int] = (2, 10, 45)) -> list[Account]:
    """Accounts in 12 cities; ``shares`` are per cent of the tiers from the top, the rest is general."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        per_cent = 100 * number // count
        tier = next(
            (
                t
                for t, top in zip(Tier, (shares[0], sum(shares[:2]), sum(shares)), strict=False)
                if per_cent < top
            ),
            Tier.GENERAL,
        )
        found.append(account(f"{seed}-{number}", tier=tier, city=f"City {chance.randrange(12)}"))
    return found


def random_problem(seed: int, *, accounts: int, days: int, spread: int = 3) -> PlanInput:
    """A small problem: weekly duties on few days, tight capacity, excluded weekdays; four days apart."""
    chance = random.Random(seed)
    start = date(2026, 9, 7)
    end = start + timedelta(days=days - 1)
    manager = Manager(MANAGER.id, "M", weekday_visits=tuple(chance.randint(0, 2) for _ in range(7)))
    wanted: list[Duty] = []
    members = []
    for number in range(accounts):
        one = account(
            f"p{seed}-{number}",
            tier=chance.choice([*Tier, None]),
            city=chance.choice(["A", "B", ""]),
            excluded_weekdays=tuple(d for d in range(5) if chance.random() < 0.15),
        )
        members.append(one)
        for k in range(chance.choice([1, 1, 2])):
            ideal = start + timedelta(days=min(days - 1, chance.randrange(days) + k * spread))
            wanted.append(duty(one, ideal, interval=PeriodKind.MONTH, number=k + 1, count=4))
    return PlanInput(
        manager=manager,
        accounts={one.id: one for one in members},
        duties=tuple(wanted),
        visits=(),
        calendar=china(),
        start=start,
        end=end,
        today=start,
    )


ON_SITE = (VisitKind.FIELD, VisitKind.FIELD, VisitKind.EXECUTIVE, VisitKind.TRAINING, VisitKind.VISITS_US)
CALLS = (VisitKind.TELEPHONE, VisitKind.FOLLOW_UP)
HOURS = ("", "", "", "09:00-10:30", "14:00-17:00", "9:00-10:00；15:00-16:30", "nobody knows")


def varied_problem(seed: int, *, accounts: int = 7, days: int = 8, most_places: int = 3) -> PlanInput:
    """A tight problem of everything at once.

    Kinds with limits, calls, visiting hours, closures, absences, busy times, pinned visits, visits with a
    time, and a gathering.
    """
    chance = random.Random(seed)
    base = random_problem(seed, accounts=accounts, days=days)
    members = [
        replace(one, visiting_hours=chance.choice(HOURS), city=chance.choice(["苏州", "苏州市", "宿州", ""]))
        for one in base.accounts.values()
    ]
    wanted = []
    for one in base.duties:
        kind = chance.choice([*ON_SITE, *CALLS])
        slot = replace(one.slot, kind=kind, required=replace(one.required, kind=kind))
        wanted.append(replace(one, slot=slot))
    span = [base.start + timedelta(days=number) for number in range(days)]
    free = [day for day in span if base.calendar.is_workday(day)]
    fixed = [
        visit(
            one,
            chance.choice(free),
            state=chance.choice([VisitState.AGREED, VisitState.PLANNED]),
            pinned=True,
            reason="pinned",
            kind=chance.choice(ON_SITE),
            at=chance.choice(["", "09:00", "14:30"]),
        )
        for one in members[: chance.randrange(3)]
    ]
    gathering = derived_id("gathering", str(seed))
    meeting_on = chance.choice(free)
    fixed += [
        visit(
            one,
            meeting_on,
            state=VisitState.AGREED,
            kind=VisitKind.TRAINING,
            gathering_id=gathering,
            at="13:00",
        )
        for one in members[: chance.choice([0, 0, 3])]
    ]
    busy = {
        day: tuple(
            (start, start + chance.choice([30, 120, 400])) for start in chance.sample(range(400, 1000, 40), 2)
        )
        for day in span
        if chance.random() < 0.4
    }
    places = tuple(chance.randint(0, most_places) for _ in range(7))
    return replace(
        base,
        manager=replace(base.manager, weekday_visits=places, daily_calls=chance.randint(1, 2)),
        accounts={one.id: one for one in members},
        duties=tuple(wanted),
        visits=tuple(fixed),
        absences=(DateSpan(free[1], free[1]),) if chance.random() < 0.3 else (),
        blocked={members[0].id: (DateSpan(span[0], span[3]),)},
        busy=busy,
        limits=KindLimits(field=chance.choice([0, 1, 2]), training=1, executive=1, follow_up=1),
    )
