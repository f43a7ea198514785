"""Whole files to plan, of every kind of record that planning knows, drawn by a seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workbench.domain.accounts import Tier
from workbench.domain.policies import KIND_LIMITS, policy_json
from workbench.domain.visit_times import KindLimits
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.workspaces import new_workspace
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

HOURS = ("", "", "", "09:00-11:30", "14:00-17:00", "whenever")
RANGES = (
    # today, start, end: ahead, running, without a notice, over the new year, with a leap day
    (date(2026, 9, 20), date(2026, 10, 1), date(2026, 12, 31)),
    (date(2026, 8, 14), date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31)),
    (date(2026, 11, 2), date(2026, 12, 14), date(2027, 1, 31)),
    (date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
    (date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
)


@dataclass(frozen=True)
class PlanFile:
    """An open file and the period to plan."""

    workspace: Workspace
    start: date
    end: date
    today: date
    people: Sequence[Id]
    accounts: Sequence[Id]


def plan_file(path: Path, seed: int) -> PlanFile:
    """A file with up to three people and fifteen accounts; close its workspace."""
    chance = random.Random(seed)
    today, start, end = chance.choice(RANGES)
    workspace = new_workspace(path, clock=FixedClock(today), author="Li Lei")
    people = [derived_id("manager", str(number)) for number in range(chance.randint(1, 3))]
    accounts = [derived_id("account", str(number)) for number in range(chance.randint(1, 15))]
    world = _World(chance, start, end, today, people, accounts)
    with workspace.change("test", "Test") as change:
        world.write(change)
    return PlanFile(workspace, start, end, today, people, accounts)


class _World:
    def __init__(
        self,
        chance: random.Random,
        start: date,
        end: date,
        today: date,
        people: Sequence[Id],
        accounts: Sequence[Id],
    ) -> None:
        self._chance, self._start, self._end, self._today = chance, start, end, today
        self._people, self._accounts = people, accounts

    def write(self, change: Change) -> None:
        chance = self._chance
        limits = KindLimits(chance.choice([0, 0, 1, 2]), chance.choice([0, 1]))
        values = {"name": KIND_LIMITS.name, "value": policy_json(limits)}
        change.create("policy", values, derived_id("policy", KIND_LIMITS.name))
        for number, key in enumerate(self._people):
            self._person(change, f"M{number}", key)
        for number, key in enumerate(self._accounts):
            self._account(change, f"C{number}", key)
        for _number in range(chance.randint(0, 12)):
            change.create("visit", self._visit())
        if chance.random() < 0.4:
            self._gathering(change)

    def _day(self, before: int = 0) -> date:
        span = (self._end - self._start).days + before
        return self._start + timedelta(days=self._chance.randint(0, span) - before)

    def _span(self, longest: int) -> Mapping[str, date]:
        first = self._day()
        return {"starts_on": first, "ends_on": first + timedelta(days=self._chance.randint(0, longest))}

    def _person(self, change: Change, name: str, key: Id) -> None:
        chance = self._chance
        values: dict[str, Any] = {"name": name, "daily_visits": chance.choice([0, 1, 1, 2, 4])}
        values["daily_calls"] = chance.choice([0, 1, 10])
        if chance.random() < 0.3:
            values["weekday_visits"] = [chance.randint(0, 2) for _weekday in range(7)]
        change.create("manager", values, key)
        away = chance.random()
        if away < 0.15:
            change.create("absence", {"manager_id": key, "starts_on": self._start, "ends_on": self._end})
        elif away < 0.5:
            change.create("absence", {"manager_id": key, **self._span(20)})
        for number in range(chance.randint(0, 5)):
            day = self._day()
            whole = chance.random() < 0.3
            starts, ends = day.isoformat(), (day + timedelta(days=1)).isoformat()
            if not whole:
                hour = chance.randint(0, 8)
                starts, ends = f"{day}T{hour:02}:00:00Z", f"{day}T{hour + 2:02}:30:00Z"
            change.create(
                "busy_time", {"manager_id": key, "starts_at": starts, "ends_at": ends, "uid": number}
            )

    def _account(self, change: Change, name: str, key: Id) -> None:
        chance = self._chance
        values = {
            "code": name,
            "name": name,
            "tier": chance.choice([*(tier.value for tier in Tier), None]),
            "city": chance.choice(["苏州", "苏州市", "宿州", ""]),
            "manager_id": chance.choice([*self._people, None]),
            "visiting_hours": chance.choice(HOURS),
            "excluded_weekdays": chance.choice([[], [], [0], [1, 4]]),
            "credit_grade": chance.choice([None, "A", "C"]),
        }
        change.create("account", values, key)
        if chance.random() < 0.3:
            change.create("closure", {"account_id": key, **self._span(40)})
        if chance.random() < 0.25:
            delivered = self._start - timedelta(days=chance.randint(0, 200))
            change.create("project", {"account_id": key, "title": "P", "delivered_on": delivered})
        if chance.random() < 0.25:
            done = min(self._today, self._day(10))
            change.create("service_request", {"account_id": key, "text": "S", "completed_on": done})

    def _visit(self) -> Mapping[str, Any]:
        chance = self._chance
        on = self._day(60)
        past = on < self._today
        state = VisitState.DONE if past and chance.random() < 0.7 else VisitState.PLANNED
        if not past and chance.random() < 0.3:
            state = VisitState.AGREED
        return {
            "account_id": chance.choice(self._accounts),
            "manager_id": chance.choice([*self._people, None]),
            "kind": chance.choice(
                [VisitKind.FIELD, VisitKind.FIELD, VisitKind.TELEPHONE, VisitKind.EXECUTIVE]
            ),
            "state": state,
            "on_day": on,
            "at_time": chance.choice(["", "", "09:00", "14:30"]),
            "pinned": chance.random() < 0.3,
            "minutes": chance.choice([0, 0, 30]),
            "rule": chance.choice(["", "tier:focus"]),
        }

    def _gathering(self, change: Change) -> None:
        on, key = max(self._today, self._day()), derived_id("gathering", "1")
        values = {"kind": VisitKind.ROUND_TABLE, "state": "planned", "title": "G", "on_day": on}
        change.create("gathering", {**values, "manager_id": self._people[0]}, key)
        for account_id in self._chance.sample(self._accounts, min(4, len(self._accounts))):
            visit = {"account_id": account_id, "manager_id": self._people[0], "kind": VisitKind.ROUND_TABLE}
            change.create("visit", {**visit, "state": "planned", "on_day": on, "gathering_id": key})
