"""What another visit policy would bring, before it is saved: loads, weeks, accounts, a plan (C9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from workbench.domain.accounts import Account
from workbench.domain.duties import Duty
from workbench.domain.frequency import RequiredFrequency, Rulebook, required_frequencies
from workbench.domain.planner_model import capacity_on
from workbench.domain.policies import (
    FOLLOW_UP_DAYS,
    VISIT_MINUTES,
    WORKING_HOURS,
)
from workbench.domain.visit_load import Load, ManagerLoad, load_of
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visit_policy import PolicyChange, VisitPolicy, policy_changes
from workbench.domain.visits import Visit
from workbench.domain.what_if import (
    FrequencyChange,
    Lever,
    Required,
    RuleUse,
    WeekLoad,
    count_late,
    find_levers,
    frequency_changes,
    rule_uses,
    week_loads,
)
from workbench.foundation.ids import Id
from workbench.services.planning import Policy, duties_of, load_policy, next_quarter
from workbench.services.policies import load_visit_policy
from workbench.storage.workspace import Workspace

Step = Callable[[int, int], None]
"""Hears how far the work is; may raise ``Cancelled``."""
CHUNK = 100


@dataclass(frozen=True)
class Outcome:
    """What one policy asks for: of each account, of each person in a quarter, in each week.

    ``would`` is what it asked for were every rule on; empty where all are. ``late`` counts the duties from
    before the quarter, which come on top of its weeks.
    """

    policy: VisitPolicy
    required: Required
    would: Required
    uses: Mapping[Id, RuleUse]
    loads: Mapping[Id | None, Load]
    weeks: tuple[WeekLoad, ...]
    late: int


@dataclass(frozen=True)
class Ground:
    """What does not depend on the policy, and what the stored policy asks for: read once for all drafts.

    ``start`` and ``end`` are the next quarter, ``rooms`` the places of each person on its days, calls
    (``True``) apart.
    """

    known: Policy
    start: date
    end: date
    today: date
    rooms: Mapping[tuple[Id, bool], Mapping[date, int]]
    now: Outcome

    @property
    def stored(self) -> VisitPolicy:
        """The policy in force."""
        return self.now.policy


@dataclass(frozen=True)
class WhatIf:
    """A draft beside what is in force."""

    ground: Ground
    then: Outcome
    changes: tuple[PolicyChange, ...]
    accounts: tuple[FrequencyChange, ...]
    levers: tuple[Lever, ...]

    @property
    def now(self) -> Outcome:
        """What is in force."""
        return self.ground.now

    @property
    def total_now(self) -> Load:
        """What is asked for in a quarter by everything."""
        return sum(self.now.loads.values(), Load())

    @property
    def total_then(self) -> Load:
        """What would be."""
        return sum(self.then.loads.values(), Load())

    @cached_property
    def people(self) -> tuple[ManagerLoad, ...]:
        """Per person the quarter now and then, by name; those of whom nothing is ever asked are left out."""
        return _people(self.ground, self.now.loads, self.then.loads)

    @cached_property
    def overloaded_weeks(self) -> tuple[WeekLoad, ...]:
        """The weeks in which a person would be asked for more than there are places."""
        return tuple(week for week in self.then.weeks if week.overloaded)

    @cached_property
    def overloaded_weeks_now(self) -> tuple[WeekLoad, ...]:
        """The weeks in which a person is asked for more than there are places."""
        return tuple(week for week in self.now.weeks if week.overloaded)

    def hours_room(self, person: ManagerLoad) -> int:
        """The working hours of the quarter that the person is there."""
        days = self.ground.rooms.get((person.manager.id, False), {})
        return len(days) * self.then.policy.number(WORKING_HOURS).minutes // 60


@dataclass(frozen=True)
class Example:
    """An account that a rule is for: what holds for that kind of visit, and whether this rule decides it."""

    account: Account
    required: RequiredFrequency | None
    wins: bool
    off: bool = False


def load_ground(workspace: Workspace, on_step: Step | None = None) -> Ground:
    """Everything that drafts are compared with; stores nothing."""
    today = workspace.clock.today()
    start, end = next_quarter(today)
    known = load_policy(workspace, start, end)
    stored = load_visit_policy(workspace)
    rooms = _rooms(known, start, end, today)
    empty = Outcome(stored, {}, {}, {}, {}, (), 0)
    ground = Ground(known, start, end, today, rooms, empty)
    return replace(ground, now=_outcome(ground, stored, on_step))


def what_if(ground: Ground, draft: VisitPolicy, on_step: Step | None = None) -> WhatIf:
    """What ``draft`` would bring; the same functions as planning uses, and nothing is stored."""
    changes = policy_changes(ground.stored, draft)
    then = _outcome(ground, draft, on_step) if changes else ground.now
    levers = find_levers(
        tuple(ground.known.accounts.values()),
        draft_book(ground, draft),
        then.required,
        _people(ground, ground.now.loads, then.loads),
        draft.number(VISIT_MINUTES),
        ground.today,
        on_step,
    )
    return WhatIf(ground, then, changes, frequency_changes(ground.now.required, then.required), levers)


def rule_examples(found: WhatIf, rule_id: Id) -> tuple[Example, ...]:
    """The accounts that a rule is for, by name, and what holds for each; those of a rule that is off too."""
    rule = found.then.policy.rule(rule_id)
    examples = []
    for account_id, own in (found.then.would or found.then.required).items():
        match = next((one for one in own if _is_part(one, rule_id)), None)
        if match is None:
            continue
        account = found.ground.known.accounts[account_id]
        held = next((one for one in found.then.required[account_id] if one.kind is match.kind), None)
        wins = held is not None and held.source.id == rule_id
        examples.append(Example(account, held, wins, off=rule is not None and not rule.active))
    return tuple(examples)


def _is_part(one: RequiredFrequency, rule_id: Id) -> bool:
    return one.source.id == rule_id or any(rule.id == rule_id for rule in one.beaten)


def draft_book(ground: Ground, draft: VisitPolicy) -> Rulebook:
    """The rulebook with the rules of ``draft``, and the calls after services that it asks for."""
    rules = sorted(draft.rules, key=lambda rule: (rule.position, rule.id))
    book = replace(ground.known.rulebook, rules=tuple(rules))
    return book.with_follow_ups(draft.number(FOLLOW_UP_DAYS), ground.known.calendar)


def _outcome(ground: Ground, policy: VisitPolicy, on_step: Step | None) -> Outcome:
    known, book = ground.known, draft_book(ground, policy)
    # A rule that is off is for accounts too: what it would be for is told beside it.
    all_on = replace(book, rules=tuple(replace(rule, active=True) for rule in book.rules))
    some_off = all_on.rules != book.rules
    of_account: dict[Id, list[Visit]] = {}
    for visit in known.visits:
        of_account.setdefault(visit.account_id, []).append(visit)
    minutes = policy.number(VISIT_MINUTES)
    accounts = list(known.accounts.values())
    required, would = {}, {}
    loads: dict[Id | None, Load] = {}
    wanted: list[Duty] = []
    for first in range(0, len(accounts), CHUNK):
        if on_step is not None:
            on_step(first, len(accounts))
        chunk = accounts[first : first + CHUNK]
        for account in chunk:
            own = required[account.id] = required_frequencies(account, book, ground.today)
            if some_off:
                would[account.id] = required_frequencies(account, all_on, ground.today)
            loads[account.manager_id] = loads.get(account.manager_id, Load()) + load_of(own, minutes)
        visits = tuple(visit for account in chunk for visit in of_account.get(account.id, ()))
        part = replace(known, rulebook=book, visits=visits)
        wanted += duties_of(part, chunk, ground.start, ground.end, ground.today)
    uses = rule_uses(required)
    if some_off:
        for rule_id, use in rule_uses(would).items():
            uses[rule_id] = RuleUse(use.accounts, uses.get(rule_id, RuleUse()).decides)
    weeks = week_loads(wanted, known.visits, ground.rooms, ground.start, ground.end)
    return Outcome(policy, required, would, uses, loads, weeks, count_late(wanted, ground.start))


def _rooms(known: Policy, start: date, end: date, today: date) -> dict[tuple[Id, bool], Mapping[date, int]]:
    calendar = known.calendar
    days = [day for day in calendar.workdays(start, end) if day >= today]
    found: dict[tuple[Id, bool], Mapping[date, int]] = {}
    for manager in known.managers.values():
        absences = known.absences.get(manager.id, ())
        given = PlanInput(manager, {}, (), (), calendar, start, end, today, absences)
        there = [day for day in days if not any(day in span for span in absences)]
        for calls in (False, True):
            found[manager.id, calls] = {day: capacity_on(given, day, calls=calls) for day in there}
    return found


def _people(
    ground: Ground, now: Mapping[Id | None, Load], then: Mapping[Id | None, Load]
) -> tuple[ManagerLoad, ...]:
    return tuple(
        ManagerLoad(
            manager,
            now.get(manager.id, Load()),
            then.get(manager.id, Load()),
            sum(ground.rooms[manager.id, False].values()),
            sum(ground.rooms[manager.id, True].values()),
        )
        for manager in sorted(ground.known.managers.values(), key=lambda one: (one.name, one.id))
        if manager.id in now or manager.id in then
    )
