"""P2: search as one types, against the same SQL by the bare driver, which reads the same rows and no more.

Names come from the files of ``WORKBENCH_NAMES`` if that names a folder with ``Company-Shorter-Form_28W.txt``
and ``Ancient_Names_Corpus_25W.txt`` (Chinese-Names-Corpus), or else are put together from characters.
"""

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.figures import Figure, figure
from workbench.domain.search_text import runs
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.search import search
from workbench.services.workspaces import new_workspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.pinyin import spellings
from workbench.storage.workspace import Workspace

SIZES = (10_000, 100_000)
PEOPLE = 3
QUESTIONS_A_KIND, TRIES = 120, 3
_GOAL, _MOST_SECONDS = 2.0, 0.05
_CLOCK = FixedClock(date(2026, 11, 20))
_TOWNS = ("苏州", "无锡", "上海", "杭州", "宁波", "南京", "合肥", "武汉", "长沙", "广州", "深圳", "成都")
_BRANCHES = ("精密机械", "电子科技", "医疗器械", "包装材料", "汽车零部件", "光学仪器", "食品", "化工")
_FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余于杜叶程"
_OTHERS = (
    "安邦宝保本昌长超辰成诚创春达大德定东鼎发飞丰福富刚高冠光广国海翰航和恒宏鸿华辉慧吉佳嘉建江杰金锦"
    "晋京晶景巨凯康科坤蓝乐力立利良龙隆美民铭明南宁鹏平普奇启千强庆全荣瑞润赛三山盛世顺硕思泰天通同"
    "万伟文祥翔新信兴星雄旭雅亚阳业艺益银英永优友宇元远源云运泽展正志智中众卓子尊"
)
_TITLES = ("采购经理", "总经理", "技术总监")


def names(wanted: int, chance: random.Random) -> tuple[list[str], list[str]]:
    """So many short names of companies, and of people."""
    folder = os.environ.get("WORKBENCH_NAMES", "")
    if folder:
        return (
            _listed(Path(folder) / "Company-Shorter-Form_28W.txt", wanted, chance),
            _listed(Path(folder) / "Ancient_Names_Corpus_25W.txt", wanted, chance),
        )
    companies = ["".join(chance.sample(_OTHERS, chance.choice((2, 2, 3)))) for _number in range(wanted)]
    people = [
        chance.choice(_FAMILIES) + "".join(chance.sample(_OTHERS, chance.choice((1, 2, 2))))
        for _number in range(wanted)
    ]
    return companies, people


def _listed(path: Path, wanted: int, chance: random.Random) -> list[str]:
    lines = [line.strip() for line in path.read_text("utf-8-sig").splitlines()[3:]]
    return chance.choices([line for line in lines if line], k=wanted)


def fill(workspace: Workspace, accounts: int, chance: random.Random) -> list[dict[str, str]]:
    """Write accounts with three people each; returns what one of each hundred is found by."""
    companies, people = names(PEOPLE * accounts, chance)
    known: list[dict[str, str]] = []

    def account(number: int) -> dict[str, Any]:
        town = chance.choice(_TOWNS)
        short = companies[number]
        return {
            "code": f"K{number:06}",
            "name": f"{town}{short}{chance.choice(_BRANCHES)}有限公司",
            "short_name": short,
            "city": town,
            "address": f"{town}工业园区星湖街{chance.randint(1, 300)}号",
            "phone": f"0512-{chance.randint(10_000_000, 99_999_999)}",
            "legal_representative": chance.choice(people),
            "note": "" if number % 5 else "厂区在改造，访客走东门。",
        }

    def contact(number: int, place: int) -> dict[str, Any]:
        values = {
            "account_id": derived_id("account", str(number)),
            "name": people[PEOPLE * number + place],
            "title": _TITLES[place],
            "mobile": f"138{chance.randint(10_000_000, 99_999_999)}",
            "email": f"u{number}-{place}@example.cn",
        }
        if number % 100 == 0 and place == 0:
            wanted = {"code": f"K{number:06}", "company": companies[number]}
            known.append(wanted | {"person": values["name"], "phone": values["mobile"]})
        return values

    with workspace.change("import", "Accounts") as change:
        numbers = range(accounts)
        change.create_many("account", ((derived_id("account", str(one)), account(one)) for one in numbers))
        change.create_many(
            "contact",
            (
                (derived_id("contact", str(one), str(place)), contact(one, place))
                for one in numbers
                for place in range(PEOPLE)
            ),
        )
    return known


def questions(kind: str, known: Sequence[dict[str, str]], chance: random.Random) -> Iterator[str]:
    """What people type, letter by letter, who look for one of these."""
    for _number in range(QUESTIONS_A_KIND):
        one = chance.choice(known)
        name = "".join(runs(one[chance.choice(("company", "person"))]))
        spelled = spellings(name)[0]
        whole = {
            "name": name,
            "pinyin": "".join(spelled),
            "initials": "".join(syllable[0] for syllable in spelled),
            "code": one["code"],
            "phone": one["phone"],
        }[kind]
        yield whole[: chance.randint(1, len(whole))]


def p95(times: Sequence[float]) -> float:
    """The time that one in twenty is above."""
    return sorted(times)[len(times) * 95 // 100]


def measure(workspace: Workspace, asked: Sequence[str]) -> tuple[float, float]:
    """The 95th percentiles of our answers and of their bare SQL; of each the least of several tries in turns.

    The first try warms the pages up for the others.
    """
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        statements.append((statement, parameters))

    ours: list[float] = []
    floor: list[float] = []
    with closing(connect(workspace.path, SEALED)) as bare:
        for text in asked:
            statements.clear()
            event.listen(workspace.engine, "before_cursor_execute", note)
            search(workspace, text)
            event.remove(workspace.engine, "before_cursor_execute", note)
            tries = []
            for _try in range(TRIES):
                start = time.perf_counter()
                search(workspace, text)
                between = time.perf_counter()
                for statement, parameters in statements:
                    bare.execute(statement, parameters).fetchall()
                bare.execute("ROLLBACK")
                tries.append((between - start, time.perf_counter() - between))
            ours.append(min(one for one, _bare in tries))
            floor.append(min(one for _ours, one in tries))
    return p95(ours), p95(floor)


def figures() -> list[Figure]:
    """The slowest of twenty answers for each way of being found; the size is that of accounts."""
    found: list[Figure] = []
    smaller: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            chance = random.Random(size)
            path = Path(folder) / f"{size}.workbench"
            with closing(new_workspace(path, clock=_CLOCK, author="Benchmark")) as workspace:
                known = fill(workspace, size, chance)
                for kind in ("name", "pinyin", "initials", "code", "phone"):
                    ours, floor = measure(workspace, list(questions(kind, known, chance)))
                    work = f"search by {kind}, p95 (accounts)"
                    quick = ours <= _MOST_SECONDS
                    one = figure("P2", work, size, ours, floor, _GOAL, smaller=smaller.get(kind), also=quick)
                    smaller[kind] = one
                    found.append(one)
    return found
