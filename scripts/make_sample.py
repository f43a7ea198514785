#!/usr/bin/env python
"""Write the sample data of resources/sample, the same every time: scripts/make_sample.py

All companies, people, numbers and texts are made up; they stand in scripts/sample. Dates stand around
ANCHOR; the program moves them by whole weeks to the day on which the sample is loaded.
"""

import random
import sys
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pypinyin import lazy_pinyin
from sample_parts import (
    ANCHOR,
    CITIES,
    COMPANIES,
    MIXES,
    PRODUCTS,
    TITLES,
    Company,
    Product,
    Row,
    around_anchor,
    day,
    lines_of,
    workday_near,
    write,
)
from sample_visits import visits

from workbench.domain.credit_code import check_digit

MONTHS = 24
MONTH_DAYS = 30.4
# Spring Festival halves February, the year's end is strong.
SEASON = (0.92, 0.58, 1.08, 1.05, 1.02, 1.04, 0.94, 0.96, 1.08, 1.02, 1.1, 1.2)
SUMMER = (0.5, 0.4, 0.9, 1.3, 1.7, 1.8, 1.6, 1.2, 0.8, 0.6, 0.6, 0.6)
SECOND_MANAGERS = {"KA1003": "乔屿", "KA1015": "方淮", "KA2008": "乔屿"}
LATE_PAYERS = ("KA1003", "KA1016", "KA1035")
TIER_REASONS = {
    "战略": "评分卡 {score}%，总经理批准，列入战略客户",
    "重点": "近 12 个月销售达到 2,000 万，行业领先",
    "主要": "近 12 个月销售达到 500 万，行业中等以上",
    "一般": "销售未到 500 万",
}
TIER_REASONS_EN = {
    "重点": "Sales of 12 months above 20 million, leading in its industry",
    "主要": "Sales of 12 months above 5 million, middle standing or better",
    "一般": "Sales below 5 million",
}

_mobile_ends = iter(random.Random(7).sample(range(10_000), 1_000))


def credit_code(district: str) -> str:
    """An invented code with right check digits, of a series that is not given out."""
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    body = "MAY" + "".join(random.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=5))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(signs.index(sign) * weight for sign, weight in zip(body, weights, strict=True))
    first = "91" + district + body + "0X987654321"[total % 11]
    return first + check_digit(first)


def accounts() -> list[Row]:
    rows: list[Row] = []
    streets = cycle(next(lines_of("streets"))[0].split())
    for company in COMPANIES:
        city = CITIES[company.city]
        district, code = random.choice(city.districts)
        founded = date(company.founded, random.randint(1, 12), random.randint(1, 28))
        known_days = random.randint(300, 360) if company.story == "new" else random.randint(1_500, 4_200)
        first_trade = workday_near(max(day(-known_days), founded + timedelta(days=200)))
        rows.append(
            [
                company.code, company.name, company.short, company.former, credit_code(code), company.kind,
                company.tier, company.standing, company.grade, company.stage, company.parent, company.manager,
                SECOND_MANAGERS.get(company.code, ""), "海外" if company.is_foreign else "华东",
                city.province, company.city, district, code, f"{next(streets)} {random.randint(6, 988)} 号",
                f"{city.area_code}-5550{random.randint(1000, 9999)}", f"www.{company.domain}.example",
                company.industry, founded, "" if company.story == "none" else first_trade, company.note,
            ]
        )  # fmt: skip
    return rows


def people() -> dict[str, list[Row]]:
    """Contacts by account."""
    surnames, given, first, last = (cells[0].split() for cells in lines_of("names"))
    told: dict[str, list[list[str]]] = {}
    for code, *cells in lines_of("people"):
        told.setdefault(code, []).append(cells)
    taken = {cells[0] for known in told.values() for cells in known}
    chinese = [surname + name for surname in surnames[0] for name in given if surname + name not in taken]
    foreign = [f"{one} {other}" for one in first for other in last]
    random.shuffle(chinese)
    random.shuffle(foreign)
    return {
        company.code: [
            contact(company, cells)
            for cells in told.get(company.code) or invented_people(company, chinese, foreign)
        ]
        for company in COMPANIES
    }


def invented_people(company: Company, chinese: list[str], foreign: list[str]) -> list[list[str]]:
    titles = TITLES["en" if company.is_foreign else "dealer" if company.is_dealer else "zh"]
    count = 5 if company.sales > 1500 else 4 if company.sales > 500 else random.choice((2, 3, 3, 4))
    chosen = sorted(random.sample(range(len(titles)), count))
    if chosen[0] > 1:
        chosen[0] = 1
    found = []
    for place in chosen:
        title, department, role, weight = titles[place]
        influence = int(weight)
        # The plants of foreign companies are led from abroad and run by local people.
        local = not company.is_foreign or place > 3 or random.random() < 0.4
        mood = {"战略合作伙伴": 1, "中期": 1, "间断": -1}.get(company.stage, 0)
        support = max(-2, min(2, mood + random.choice((-1, 0, 0, 0, 1))))
        involvement = max(1, min(5, 6 - influence + random.choice((-1, 0, 1))))
        born = date(random.randint(1964, 1996), random.randint(1, 12), random.randint(1, 28))
        birthday = born.isoformat() if random.random() < 0.3 else ""
        name = chinese.pop() if local else foreign.pop()
        found.append([name, title, department, role, *map(str, (influence, involvement, support)), birthday])
    return found


def contact(company: Company, cells: list[str]) -> Row:
    name, title, department, roles, influence, involvement, support, birthday = cells
    spelled = name.lower().replace(" ", ".") if " " in name else "".join(lazy_pinyin(name))
    spelled = spelled.replace("ö", "oe")
    mobile = f"{random.choice(('199', '177', '133', '186'))}0000{next(_mobile_ends):04}"
    area_code = CITIES[company.city].area_code
    phone = f"{area_code}-5550{random.randint(1000, 9999)}" if random.random() < 0.25 else ""
    wechat = f"wx_{spelled}" if random.random() < 0.4 else ""
    return [
        company.code, name, title, department, mobile, phone, f"{spelled}@{company.domain}.example", wechat,
        birthday, roles, influence, involvement, support,
    ]  # fmt: skip


def month_weights(company: Company) -> list[float]:
    """The shape of 24 months, the oldest first."""
    weights = []
    for month in range(MONTHS):
        middle = ANCHOR - timedelta(days=(MONTHS - month - 0.5) * MONTH_DAYS)
        part = month / (MONTHS - 1)
        weight = (SUMMER if company.story == "season" else SEASON)[middle.month - 1]
        weight *= {
            "growth": 0.75 + 0.5 * part,
            "decline": 1.4 - 0.8 * part,
            "new": max(0.0, part - 0.52) * 3,
            "lost": max(0.0, 1.25 - 1.42 * part) if month < MONTHS - 3 else 0,
            "none": 0,
            "lumpy": random.choice((0.15, 0.3, 0.9, 1.2, 2.2)),
        }.get(company.story, 0.92 + 0.14 * part)
        weights.append(weight * random.uniform(0.88, 1.12))
    if company.story == "lumpy":
        # Chance spreads the orders over each year, not over both.
        scale = 0.92 * sum(weights[12:]) / sum(weights[:12])
        weights[:12] = [weight * scale for weight in weights[:12]]
    return weights


Delivery = tuple[date, Company, list[tuple[Product, int, int]]]


def deliveries(company: Company) -> list[Delivery]:
    """Deliveries of at most two lines: product, quantity, price."""
    found: list[Delivery] = []
    weights = month_weights(company)
    total = sum(weights[12:]) or 1
    mix = [PRODUCTS[key] for key in MIXES.get(company.industry, MIXES["*"])]
    rebate = 0.88 if company.sales > 2000 else 0.93 if company.sales > 600 else 1.0
    lines_a_month = 5 if company.sales > 2000 else 3 if company.sales > 600 else 1.4
    for month, weight in enumerate(weights):
        amount = company.sales * 10_000 * weight / total
        # What is hardly anything waits for the next month.
        if amount < 4_000:
            continue
        start = ANCHOR - timedelta(days=round((MONTHS - month) * MONTH_DAYS))
        shares = [
            random.uniform(0.5, 1.5) for _ in range(max(1, round(lines_a_month * random.uniform(0.7, 1.3))))
        ]
        lines = []
        for share in shares:
            product = random.choices(mix, [8, 5, 4, 3, 2][: len(mix)])[0]
            price = round(product.price * rebate * random.uniform(0.98, 1.02) / 10) * 10
            lines.append((product, max(1, round(amount * share / sum(shares) / price)), price))
        rest = iter(lines)
        while part := list(islice(rest, 2)):
            when = workday_near(start + timedelta(days=random.randint(1, 30)))
            found.append((min(when, ANCHOR), company, part))
    return found


def sales() -> list[Row]:
    found = [delivery for company in COMPANIES for delivery in deliveries(company)]
    found.sort(key=lambda item: (item[0], item[1].code))
    rows: list[Row] = []
    returns = 0
    for number, (when, company, lines) in enumerate(found, 100_241):
        due = when + timedelta(days=60 if company.sales > 600 else 30)
        overdue_days = (ANCHOR - due).days
        late = company.code in LATE_PAYERS
        for line, (product, quantity, price) in enumerate(lines, 1):
            amount = quantity * price
            paid = amount if overdue_days > (50 if late else 5) else 0
            if not paid and overdue_days > -15 and not late:
                paid = amount // 2
            rows.append(
                [
                    company.code, when, f"XS{number}", line, product.name, product.specification, quantity,
                    amount, quantity * product.cost, paid, due,
                ]
            )  # fmt: skip
        if when > day(-30) or random.random() > 0.025:
            continue
        product, quantity, price = lines[0]
        back = max(1, quantity // 12)
        returns += 1
        back_on = workday_near(when + timedelta(days=random.randint(6, 24)))
        rows.append(
            [
                company.code, back_on, f"TH{4_100 + returns}", 1, product.name, product.specification, -back,
                -back * price, -back * product.cost, -back * price, "",
            ]
        )  # fmt: skip
    return rows


def tier_reasons() -> list[Row]:
    rows: list[Row] = []
    for company in COMPANIES:
        words = (TIER_REASONS_EN if company.is_foreign else TIER_REASONS)[company.tier]
        when = workday_near(day(-random.randint(300, 330)))
        rows.append([company.code, words.format(score=random.randint(74, 88)), when])
    return rows


def main() -> None:
    random.seed(20261117)
    contacts = people()
    write(
        "accounts",
        "客户编号 客户名称 简称 曾用名 统一社会信用代码 客户性质 等级 行业地位 信用等级 关系阶段 上级客户 "
        "客户经理 第二客户经理 版块 省 市 区县 省市区代码 地址 电话 网址 行业 成立日期 首次交易 备注",
        accounts(),
    )
    write(
        "contacts",
        "客户 姓名 职务 部门 手机 电话 邮箱 微信 生日 决策角色 影响力 参与度 支持度",
        [row for rows in contacts.values() for row in rows],
    )
    write("sales", "客户 日期 单号 行号 产品 规格 数量 金额 成本 已结 到期日", sales())
    write("visits", "客户 日期 拜访类型 拜访人 会见 目的 摘要", visits(contacts))
    write(
        "complaints",
        "客户 日期 投诉编号 投诉人 投诉渠道 投诉类型 投诉对象 投诉要求 投诉内容",
        around_anchor("complaints", days=(), workdays=(1,)),
    )
    contracts = around_anchor("contracts", days=(5, 6), workdays=(4,))
    write(
        "contracts",
        "客户 合同号 合同名称 金额 签订日期 开始日期 结束日期",
        [[*row[:3], int(str(row[3])) * 10_000, *row[4:]] for row in contracts],
    )
    write(
        "promises",
        "客户 拜访日期 内容 承诺方 负责人 到期日 完成日期",
        around_anchor("promises", days=(5, 6), workdays=(1,)),
    )
    write(
        "reports",
        "客户 拜访日期 需求 竞品动态 经营状况 需求预测 下一步 下一步日期",
        around_anchor("reports", days=(7,), workdays=(1,)),
    )
    write("agenda", "客户 工作日 时间 拜访类型 会见 状态 目的 地点", around_anchor("agenda", days=()))
    write("tiers", "客户 理由 确认日期", tier_reasons())


if __name__ == "__main__":
    main()
