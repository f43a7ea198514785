"""Workspaces to measure with: believable accounts, people, sales and visits, the same for the same seed."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workbench.domain.accounts import AccountKind, CreditGrade, Standing, Tier
from workbench.domain.complaints import ComplaintKind
from workbench.domain.relationship import Stage
from workbench.domain.sales import SaleRecord
from workbench.domain.visits import Side, VisitKind, VisitState
from workbench.foundation.clock import Clock, FixedClock, SystemClock
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

ACCOUNTS_A_PERSON = 100
_PLACES = ("苏州", "无锡", "上海", "杭州", "宁波", "南京", "合肥", "武汉", "长沙", "广州", "深圳", "成都")
_BRANCHES = ("精密机械", "电子", "医疗器械", "包装", "汽车零部件", "光学", "新材料", "食品", "纺织", "化工")
_FAMILIES, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
_PRODUCTS = ("伺服电机", "导轨", "传感器", "减速机", "控制器", "连接器")
_VISITS_A_YEAR = {Tier.STRATEGIC: 24, Tier.FOCUS: 12, Tier.MAJOR: 4, Tier.GENERAL: 2}
_SALES_A_YEAR = {Tier.STRATEGIC: 96, Tier.FOCUS: 48, Tier.MAJOR: 20, Tier.GENERAL: 8}
_AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class _Member:
    """One account to be: who keeps it, who works there, and how much goes on with it."""

    id: Id
    manager_id: Id
    contacts: tuple[Id, ...]
    tier: Tier
    city: str


def make_workspace(
    path: Path, *, accounts: int, years: int, seed: str = "", clock: Clock | None = None
) -> None:
    """Write a closed workspace file of so many accounts with ``years`` years of sales and visits behind them.

    Visits stand around the clock's today, one of them is today. Another ``seed`` gives other accounts.
    """
    clock = clock or SystemClock()
    today = clock.today()
    # What was saved lies in the past, so that the program may save on the same day.
    author = f"Rep {seed}".strip()
    with closing(
        new_workspace(path, clock=FixedClock(today - timedelta(days=1)), author=author)
    ) as workspace:
        _fill(workspace, accounts, today - timedelta(days=365 * years), today, random.Random(seed), seed)


def make_list(path: Path, *, accounts: int, names: Path | None = None, clock: Clock | None = None) -> None:
    """Write a closed workspace file of so many accounts with little else: a list to sort and to filter.

    ``names`` is a text file with a company a line; without one, or beyond its end, names are made up.
    """
    clock = clock or SystemClock()
    chance = random.Random("list")
    lines = names.read_text("utf-8-sig").split("\n") if names is not None and names.exists() else []
    # The collection says on its first lines who made it and when.
    known = [line.strip() for line in lines[3:] if line.strip()]
    with closing(new_workspace(path, clock=clock, author="Rep")) as workspace:
        managers = [derived_id("manager", "list", str(number)) for number in range(20)]
        with workspace.change("import", "Accounts") as change:
            change.create_many("manager", ((one, {"name": _person(chance)}) for one in managers))
            change.create_many("account", (_listed(at, known, managers, chance) for at in range(accounts)))


def _listed(
    number: int, known: list[str], managers: list[Id], chance: random.Random
) -> tuple[Id, dict[str, Any]]:
    city = chance.choice(_PLACES)
    made_up = city + "".join(chance.sample(_GIVEN, 2)) + chance.choice(_BRANCHES)
    name = known[number] if number < len(known) else made_up
    return derived_id("account", "list", str(number)), {
        "code": f"L{number:06}",
        "name": name,
        "tier": chance.choice(list(Tier)).value,
        "stage": chance.choice(list(Stage)).value,
        "manager_id": chance.choice(managers),
        "city": city,
    }


def _fill(
    workspace: Workspace, count: int, start: date, today: date, chance: random.Random, seed: str
) -> None:
    people = max(1, count // ACCOUNTS_A_PERSON)
    managers = [derived_id("manager", seed, str(number)) for number in range(people)]
    members = [_member(number, count, managers, chance, seed) for number in range(count)]
    with workspace.change("import", "Accounts") as change:
        change.create_many("manager", ((one, {"name": _person(chance)}) for one in managers))
        accounts = (_account(number, one, chance) for number, one in enumerate(members))
        change.create_many("account", zip((one.id for one in members), accounts, strict=True))
        change.create_many("contact", (row for one in members for row in _contacts(one, chance)))
    with workspace.change("import", "Visits") as change:
        change.create_many("visit", (row for one in members for row in _visits(one, start, today, chance)))
        change.create_many("action", (row for one in members[::5] for row in _actions(one, today, chance)))
        change.create_many("complaint", (_complaint(one, today, chance) for one in members[::10]))
        change.create_many("contract", (_contract(one, today, chance) for one in members[::8]))
    first = start
    while first < today:
        last = min(today, first + timedelta(days=365))
        with workspace.change("import", "Sales") as change:
            change.add_sales_of((one.id, list(_sales(one, first, last, chance))) for one in members)
        first = last


def _person(chance: random.Random) -> str:
    return chance.choice(_FAMILIES) + "".join(chance.sample(_GIVEN, 2))


def _member(number: int, count: int, managers: list[Id], chance: random.Random, seed: str) -> _Member:
    # 1 % strategic, 11 % focus, 40 % major (2-rules §2.1).
    share = 100 * number // count
    tier = list(Tier)[(share >= 1) + (share >= 12) + (share >= 52)]
    contacts = tuple(
        derived_id("contact", seed, str(number), str(one)) for one in range(chance.randint(1, 4))
    )
    return _Member(
        derived_id("account", seed, str(number)),
        managers[number % len(managers)],
        contacts,
        tier,
        chance.choice(_PLACES),
    )


def _account(number: int, one: _Member, chance: random.Random) -> dict[str, Any]:
    branch = chance.choice(_BRANCHES)
    short = "".join(chance.sample("华瑞恒信达科宏远泰安博创盛金源", 2))
    return {
        "code": f"{id_text(one.id)[:4]}{number:05}",
        "name": f"{one.city}{short}{branch}有限公司",
        "short_name": one.city + short,
        "kind": chance.choice(list(AccountKind)[:3]).value,
        "tier": one.tier.value,
        "tier_reason": "近 12 个月销售",
        "standing": chance.choice(list(Standing)).value,
        "credit_grade": chance.choice(list(CreditGrade)).value,
        "stage": chance.choice(list(Stage)[:4]).value,
        "manager_id": one.manager_id,
        "city": one.city,
        "address": f"{one.city}工业园区{chance.randint(1, 300)}号",
        "phone": f"0512-{chance.randint(10_000_000, 99_999_999)}",
        "industry": branch,
        "founded_on": date(chance.randint(1990, 2018), chance.randint(1, 12), chance.randint(1, 28)),
    }


def _contacts(one: _Member, chance: random.Random) -> Iterator[tuple[Id, dict[str, Any]]]:
    for number, row_id in enumerate(one.contacts):
        yield (
            row_id,
            {
                "account_id": one.id,
                "name": _person(chance),
                "title": ("采购经理", "总经理", "技术总监", "质量主管")[number],
                "mobile": f"138{chance.randint(10_000_000, 99_999_999)}",
                "birthday": date(chance.randint(1965, 1998), chance.randint(1, 12), chance.randint(1, 28)),
                "influence": chance.randint(1, 5),
                "support": chance.randint(-2, 2),
            },
        )


def _visits(
    one: _Member, start: date, today: date, chance: random.Random
) -> Iterator[tuple[Id, dict[str, Any]]]:
    step = 365 / _VISITS_A_YEAR[one.tier]
    at = chance.uniform(0, step)
    while (on := start + timedelta(days=int(at))) <= today + _AHEAD:
        at += chance.uniform(0.7, 1.3) * step
        row_id = derived_id("visit", id_text(one.id), on.isoformat())
        values: dict[str, Any] = {
            "account_id": one.id,
            "manager_id": one.manager_id,
            "kind": (VisitKind.TELEPHONE if chance.random() < 0.2 else VisitKind.FIELD).value,
            "on_day": on,
            "at_time": f"{chance.randint(9, 16):02}:00",
            "purpose": "下季度需求",
        }
        if on >= today:
            state = chance.choice([VisitState.PLANNED, VisitState.AGREED])
        else:
            state = VisitState.MISSED if chance.random() < 0.05 else VisitState.DONE
        if state is VisitState.DONE:
            values |= {
                "met": [id_text(one.contacts[0])],
                "talking_points": "库存、价格与交期",
                "findings": "希望把三张订单合为一张，交期缩短一周。",
                "needs": "更短的交期",
            }
        yield row_id, values | {"state": state.value}
    if one.tier is Tier.STRATEGIC:
        row_id = derived_id("visit", id_text(one.id), "today")
        yield (
            row_id,
            {
                "account_id": one.id,
                "manager_id": one.manager_id,
                "kind": VisitKind.FIELD.value,
                "state": VisitState.AGREED.value,
                "on_day": today,
                "at_time": "10:00",
                "purpose": "年度合作计划",
            },
        )


def _actions(one: _Member, today: date, chance: random.Random) -> Iterator[tuple[Id, dict[str, Any]]]:
    for number in range(3):
        due = today + timedelta(days=chance.randint(-60, 30))
        yield (
            derived_id("action", id_text(one.id), str(number)),
            {
                "account_id": one.id,
                "text": "发送修改后的报价",
                "side": chance.choice(list(Side)).value,
                "due_on": due,
                "done_on": due if number else None,
            },
        )


def _complaint(one: _Member, today: date, chance: random.Random) -> tuple[Id, dict[str, Any]]:
    on = today - timedelta(days=chance.randint(1, 400))
    values = {
        "account_id": one.id,
        "received_on": on,
        "kind": ComplaintKind.LATE_DELIVERY.value,
        "text": "到货比约定晚了四天。",
    }
    return derived_id("complaint", id_text(one.id)), values


def _contract(one: _Member, today: date, chance: random.Random) -> tuple[Id, dict[str, Any]]:
    ends = today + timedelta(days=chance.randint(-200, 300))
    return derived_id("contract", id_text(one.id)), {
        "account_id": one.id,
        "number": f"HT-{chance.randint(1000, 9999)}",
        "title": "年度供货合同",
        "amount_fen": chance.randint(10, 900) * 1_000_000,
        "starts_on": ends - timedelta(days=365),
        "ends_on": ends,
    }


def _sales(one: _Member, first: date, last: date, chance: random.Random) -> Iterator[SaleRecord]:
    days = (last - first).days
    for number in range(_SALES_A_YEAR[one.tier] * days // 365):
        amount = int(chance.lognormvariate(14, 1))
        yield SaleRecord(
            sold_on=first + timedelta(days=chance.randrange(days)),
            amount_fen=-amount // 10 if chance.random() < 0.03 else amount,
            number=f"{first:%Y}-{id_text(one.id)[:6]}-{number // 2:04}",
            line=str(number % 2 + 1),
            product=chance.choice(_PRODUCTS),
            quantity_milli=chance.randint(1, 200) * 1000,
            cost_fen=amount * 7 // 10,
        )
