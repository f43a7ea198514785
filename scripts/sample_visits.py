"""The visits of the sample data: when, whom, and what the report says."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from sample_parts import COMPANIES, MIXES, PLACES, PRODUCTS, Company, Row, day, lines_of, workday_near

VISIT_DAYS = 545
PER_YEAR = {"战略": 24, "重点": 12, "主要": 4, "一般": 2}
MOST_A_DAY = 3
# Whom nobody has been to for longer than the policy wants: the day of the last visit.
NEGLECTED = {"KA1010": -152, "KA1005": -54, "KA1002": -21, "KA1016": -118, "KA1024": -230, "KA1037": -245}
NEVER_MET = "姚季青"
COMPETITORS = ("东曜传动", "北岑精工", "Norimatsu", "Helmrich")
COMPETITORS_EN = ("Norimatsu", "Helmrich", "Dongyao Drives")
PURPOSES = {
    "e": "跟进报价 年度框架谈判 对账与回款 了解明年预算 到货跟踪",
    "t": "新线选型 技术交流 样机测试 回访使用情况 处理质量反馈 备件盘点",
    "": "例行拜访 项目进度 竞品情况 介绍应用工程师",
}
PURPOSES_EN = {
    "e": "Follow_up_quotation Frame_agreement Reconciliation Next_year's_budget Delivery",
    "t": "New_line Technical_talk Trial Quality_feedback Spare_parts",
    "": "Regular_visit Project_status",
}
NAME, TITLE_ROLES, INFLUENCE, INVOLVEMENT = 1, 9, 10, 11

_decks: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
for _deck, _who, _line in lines_of("lines"):
    _decks[_deck].append((_who, _line))


class Reports:
    """Report lines; no account hears one twice before it has heard all of them."""

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] = set()
        self._left: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self._numbers: defaultdict[str, Iterator[int]] = defaultdict(
            lambda: cycle(random.sample(range(2, 10), 8))
        )

    def about(self, company: Company, kind: str, people: list[Row]) -> tuple[str, list[str], str] | None:
        """The purpose of a visit, who was met, and a report that this account has not had before."""
        for _try in range(20):
            who, line = self._draw(company, kind)
            met = attendees(people, who)
            report = self._fill(company, line, met[0])
            if (company.code, report) not in self._said:
                self._said.add((company.code, report))
                purposes = (PURPOSES_EN if company.is_foreign else PURPOSES).get(who, "").split()
                aim = random.choice(purposes).replace("_", " ") if kind in ("上门", "电话") else kind
                return aim, met, report
        return None

    def _draw(self, company: Company, kind: str) -> tuple[str, str]:
        name = _deck_of(company, kind)
        left = self._left[company.code, name]
        if not left:
            left += random.sample(_decks[name], len(_decks[name]))
        return left.pop()

    def _fill(self, company: Company, line: str, person: str) -> str:
        number = next(self._numbers[company.code])
        keys = [key for key in MIXES.get(company.industry, MIXES["*"]) if key not in ("KIT", "SVC")]
        a, b = (PRODUCTS[key] for key in random.sample(keys, 2))
        x, y = PLACES.get(company.industry, ("装配线", "试验台"))
        rivals: tuple[str, ...] = COMPETITORS_EN if company.is_foreign else COMPETITORS
        names = (a.english, b.english)
        if not company.is_foreign:
            names = (f"{a.specification} {a.name.removeprefix('RV ')}", b.name)
        text = line.format(
            p=person, x=x, y=y, a=names[0], b=names[1], c=random.choice(rivals), n=number + 4, m=number + 1
        )
        if company.is_foreign:
            return text[:1].upper() + text[1:]
        # Latin words stand apart from Chinese ones.
        return re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u4e00-\u9fff])", " ", text)


def _deck_of(company: Company, kind: str) -> str:
    if kind == "上门":
        return "en" if company.is_foreign else "dealer" if company.is_dealer else "zh"
    if kind == "电话":
        return "call-en" if company.is_foreign else "call"
    if company.is_foreign:
        return f"{kind}-en" if f"{kind}-en" in _decks else "服务例会-en"
    return kind


class Diary:
    """Which days are taken, by our people and by accounts."""

    def __init__(self) -> None:
        self._load: Counter[tuple[str, date]] = Counter()
        self._seen: set[tuple[str, date, str]] = set()

    def take(self, company: Company, when: date, kind: str) -> None:
        self._load[company.manager, when] += 1
        self._seen.add((company.code, when, kind))

    def find(self, company: Company, when: date, kind: str) -> date | None:
        """A working day at or before ``when`` with room, not within days of another such visit."""
        for _try in range(8):
            when = workday_near(when)
            near = any((company.code, when + timedelta(days=gap), kind) in self._seen for gap in range(-5, 6))
            if not near and self._load[company.manager, when] < MOST_A_DAY:
                return when
            when -= timedelta(days=1)
        return None


def visits(contacts: dict[str, list[Row]]) -> list[Row]:
    """All visits made, by date."""
    by_code = {company.code: company for company in COMPANIES}
    diary, reports = Diary(), Reports()
    rows: list[Row] = []
    earliest_told: dict[str, int] = {}
    for code, days, kind, names, purpose, text in lines_of("visits"):
        when = workday_near(day(int(days)))
        diary.take(by_code[code], when, kind)
        rows.append([code, when, kind, by_code[code].manager, names, purpose, text])
        earliest_told[code] = min(int(days), earliest_told.get(code, 0))
    for company in COMPANIES:
        # Before what is told by hand, the usual.
        last = min(NEGLECTED.get(company.code, -3), earliest_told.get(company.code, 7) - 10)
        for offset, kind in made_visits(company):
            people = [row for row in contacts[company.code] if row[NAME] != NEVER_MET]
            found = diary.find(company, day(offset), kind) if offset <= last else None
            told = reports.about(company, kind, people) if found else None
            if found is None or told is None:
                continue
            diary.take(company, found, kind)
            aim, met, report = told
            rows.append([company.code, found, kind, company.manager, "、".join(met), aim, report])
    return sorted(rows, key=lambda row: (str(row[1]), str(row[0])))


def attendees(people: list[Row], who: str) -> list[str]:
    """Who is met: one who may say such a thing, sometimes with somebody else."""
    if who == "top":
        first = max(people, key=lambda row: int(str(row[INFLUENCE])))
    else:
        roles = {"e": ("经济型",), "t": ("技术型", "使用型")}.get(who, ())
        fitting = [row for row in people if any(role in str(row[TITLE_ROLES]) for role in roles)] or people
        first = random.choices(fitting, [int(str(row[INVOLVEMENT])) for row in fitting])[0]
    others = [row for row in people if row is not first]
    second = [random.choice(others)] if others and random.random() < 0.35 else []
    return [str(row[NAME]) for row in (first, *second)]


def made_visits(company: Company) -> list[tuple[int, str]]:
    """Days and kinds of the visits of a year and a half, some of them left out as in life."""
    if company.story == "none":
        return [(-60, "高层拜访"), (-240, "高层拜访"), (-430, "高层拜访")]
    since = 330 if company.story == "new" else VISIT_DAYS
    found: list[tuple[int, str]] = []

    def every(per_year: float, kind: str, kept: float) -> None:
        step = 365 / per_year
        at = random.uniform(0.2, 1) * step
        while at < since:
            if random.random() < kept:
                found.append((min(-3, -round(at + random.uniform(-0.15, 0.15) * step)), kind))
            at += step

    every(PER_YEAR[company.tier], "上门", 0.88)
    every(2, "电话", 0.7)
    if company.tier in ("战略", "重点"):
        every(2, "高层拜访", 0.85)
    if company.stage in ("中期", "战略合作伙伴"):
        every(2, "服务例会", 0.8)
    if company.kind == "经销商":
        every(2, "业务座谈会", 0.8)
    if random.random() < 0.25:
        every(0.8, random.choice(("培训", "来访")), 0.9)
    return found
