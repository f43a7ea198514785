"""Account plans to print in tests: nothing known, little known, usual, everything known, crowded."""

from dataclasses import replace
from datetime import date

from tests.documents import papers, plan_content
from workbench.domain.account_plan import (
    AccountPlanPaper,
    MonthSales,
    PartDates,
    PlanSales,
    ProductSales,
    VisitRecord,
)
from workbench.domain.accounts import Account, AccountKind, BuyingRole, Contact, Standing, Tier
from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.domain.contracts import Contract
from workbench.domain.frequency import Rulebook, required_frequencies
from workbench.domain.plan_records import PlanPart
from workbench.domain.relationship import Stage
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.tiers import suggested_tier
from workbench.domain.value import AbcClass, AbcRow
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import derived_id

TODAY = papers.TODAY
_SEASON = (96, 74, 118, 112, 121, 124, 104, 109, 131, 138, 126, 117)


def _months(yearly_wan: dict[int, int]) -> tuple[MonthSales, ...]:
    """Seasonal months up to 16 November 2026 that make about so many 万元 a year."""
    found = []
    for year, wan in yearly_wan.items():
        for month in range(1, 13):
            first = date(year, month, 1)
            if first <= TODAY:
                part = 16 / 30 if (year, month) == (2026, 11) else 1.0
                found.append(
                    MonthSales(first, int(wan * _SEASON[month - 1] / sum(_SEASON) * part * 1_000_000))
                )
    return tuple(found)


def _sales() -> PlanSales:
    products = (
        ("RV 减速机", 1_580, 1_412, 1_138),
        ("伺服电机", 742, 690, 564),
        ("联轴器", 316, 375, 212),
        ("备件与服务", 208, 0, 112),
        ("退货", -14, -6, -10),
    )
    return PlanSales(
        as_of=date(2026, 11, 16),
        months=_months({2023: 1_940, 2024: 2_236, 2025: 2_527, 2026: 2_990}),
        last_12m_fen=28_320_000_00,
        previous_12m_fen=24_710_000_00,
        products=tuple(
            ProductSales(name, now * 1_000_000, before * 1_000_000, cost * 1_000_000)
            for name, now, before, cost in products
        ),
    )


def rich() -> AccountPlanPaper:
    """澜川精密, strategic: everything is known."""
    account = papers.account()
    records = tuple(
        VisitRecord(required, count, done, overdue)
        for required, (count, done, overdue) in zip(
            required_frequencies(account, Rulebook.of(DEFAULT_RULES), TODAY),
            ((21, 20, 1), (2, 1, 0), (1, 0, 1), (2, 2, 0)),
            strict=True,
        )
    )
    return AccountPlanPaper(
        account=account,
        year=2027,
        today=TODAY,
        company="衡拓传动科技",
        author="张蔚",
        managers=("张蔚", "乔屿"),
        reviewer="陆启明",
        approver="沈砚",
        parent_name="澜川控股集团",
        sales=_sales(),
        suggestion=suggested_tier(28_320_000_00, Standing.LEADING, current=Tier.STRATEGIC),
        abc=AbcRow(account.id, account.name, 28_320_000_00, 842, 2_610, AbcClass.A),
        rank=3,
        ranked=212,
        contacts=papers.contacts(),
        complaints=(
            Complaint(
                derived_id("complaint", "1"),
                account.id,
                date(2026, 10, 21),
                number="TS-2026-031",
                complainant="罗毓",
                kind=ComplaintKind.QUALITY,
                against="RV-40E 减速机",
                demand="更换三批润滑脂，出具检测报告，赔偿停线 4 小时的损失",
                text="10 月 19 日与 20 日两次停线，拆检发现润滑脂变色、有金属粉末。",
            ),
            Complaint(
                derived_id("complaint", "2"),
                account.id,
                date(2026, 11, 9),
                number="TS-2026-036",
                complainant="薛岚",
                kind=ComplaintKind.LATE_DELIVERY,
                text="联轴器 200 套比约定晚到 6 天。",
            ),
        ),
        contracts=(
            Contract(
                derived_id("contract", "1"),
                account.id,
                "HT-2025-118",
                "2026 年度框架供货协议",
                30_000_000_00,
                "CNY",
                date(2025, 12, 18),
                date(2026, 1, 1),
                date(2026, 12, 31),
            ),
            Contract(
                derived_id("contract", "2"),
                account.id,
                "HT-2024-077",
                "备件寄售与维修服务合同",
                1_800_000_00,
                "CNY",
                date(2024, 6, 3),
                date(2024, 7, 1),
                date(2027, 6, 30),
            ),
        ),
        actions=papers.actions(),
        visit_records=records,
        visits=papers.visits(),
        dates=PartDates(
            profile_on=date(2026, 1, 12),
            contacts_on=date(2026, 11, 4),
            visits_on=date(2026, 11, 12),
            actions_on=date(2026, 11, 16),
            complaints_on=date(2026, 11, 9),
            contracts_on=date(2025, 12, 18),
        ),
    )


def empty() -> AccountPlanPaper:
    """An account of which only the name is known."""
    account = Account(derived_id("account", "E"), "", "海岳重工", short_name="")
    return AccountPlanPaper(account=account, year=2026, today=TODAY)


def young() -> AccountPlanPaper:
    """A small account with four months of trade and one visit."""
    account = Account(
        derived_id("account", "Y"),
        "K-0230",
        "宁波晴川阀门厂",
        kind=AccountKind.DEALER,
        tier=Tier.GENERAL,
        tier_confirmed_on=date(2026, 8, 3),
        stage=Stage.NURTURING,
        city="宁波市",
        address="宁波市北仑区明州西路 28 号",
        first_trade_on=date(2026, 8, 14),
    )
    required = required_frequencies(account, Rulebook.of(DEFAULT_RULES), TODAY)
    return AccountPlanPaper(
        account=account,
        year=2026,
        today=TODAY,
        company="衡拓传动科技",
        author="乔屿",
        managers=("乔屿",),
        sales=PlanSales(
            as_of=date(2026, 11, 16),
            months=(
                MonthSales(date(2026, 8, 1), 1_286_000),
                MonthSales(date(2026, 9, 1), -240_000),
                MonthSales(date(2026, 11, 1), 3_120_050),
            ),
            last_12m_fen=4_166_050,
            products=(ProductSales("球阀 DN50", 4_406_050), ProductSales("", -240_000)),
        ),
        suggestion=suggested_tier(4_166_050, None),
        abc=AbcRow(account.id, account.name, 4_166_050, 1, 9_998, AbcClass.C),
        rank=205,
        ranked=212,
        contacts=(Contact(derived_id("contact", "y"), account.id, "胡峻", title="厂长"),),
        visit_records=tuple(VisitRecord(one, 1, 1) for one in required),
        visits=(
            Visit(
                derived_id("visit", "y"),
                account.id,
                None,
                VisitKind.FIELD,
                VisitState.DONE,
                date(2026, 8, 5),
                met=(derived_id("contact", "y"),),
                findings="愿意先试两个规格，付款要求月结。",
            ),
        ),
        dates=PartDates(contacts_on=date(2026, 8, 5), visits_on=date(2026, 8, 5)),
    )


def usual() -> AccountPlanPaper:
    """An English-speaking focus account, in dollars."""
    full = rich()
    account = replace(
        full.account,
        name="Northfield Rail Components Ltd",
        short_name="Northfield Rail",
        tier=Tier.FOCUS,
        tier_reason="Sales and standing; confirmed at the yearly review",
        stage=Stage.MIDDLE,
        province="",
        city="Shanghai",
        district="Pudong",
        address="18 Zhangyang Road, Pudong, Shanghai",
        industry="Rail brakes and couplings",
        website="https://northfield.example",
    )
    names = ("Ada Whitcombe", "Tomás Ortega", "Jun Watanabe")
    titles = ("Purchasing director", "Plant manager", "Quality engineer")
    people = tuple(
        replace(person, name=name, title=title, department="", note="")
        for person, name, title in zip(full.contacts[:3], names, titles, strict=True)
    )
    products = ("Gearbox GX-40", "Servo motor", "Coupling", "Spare parts and service")
    goods = zip(full.sales.products[:4], products, strict=True)
    visits = tuple(
        replace(
            visit,
            findings="Line two starts on 8 December; grease batch was the cause of the stop."
            if visit.findings
            else "",
            needs="Spare parts within 48 hours; training before the end of March." if visit.needs else "",
            competitor_news="",
            operating_state="",
            demand_forecast="",
            purpose="",
            talking_points="",
        )
        for visit in full.visits[::2]
    )
    return replace(
        full,
        account=account,
        suggestion=suggested_tier(28_320_000_00, Standing.LEADING),
        company="Hentor Drives",
        author="Zhang Wei",
        managers=("Zhang Wei",),
        reviewer="Lu Qiming",
        approver="Shen Yan",
        parent_name="",
        sales=replace(
            full.sales,
            currency="USD",
            products=tuple(replace(one, product=name, cost_fen=None) for one, name in goods),
        ),
        contacts=people,
        complaints=(),
        contracts=full.contracts[1:],
        actions=tuple(
            replace(action, text=text, owner=owner)
            for action, text, owner in zip(
                full.actions,
                (
                    "Send the offer for line two",
                    "Send the grease test report",
                    "Answer about the open invoice",
                ),
                ("Zhang Wei", "Gao Wen", "Ada Whitcombe"),
                strict=False,
            )
        ),
        visits=visits,
    )


def crowded() -> AccountPlanPaper:
    """Names of sixty characters, forty contacts, long texts, many actions, many products."""
    full = rich()
    long_name = (
        "国际先进轨道交通装备制造与全生命周期智能运维服务（长三角一体化示范区）"
        "股份有限公司苏州工业园区第二生产基地及研发中心分公司"
    )
    assert len(long_name) >= 60
    people = tuple(
        Contact(
            id=derived_id("contact", "crowd", str(number)),
            account_id=papers.ACCOUNT_ID,
            name=("欧阳" if number % 7 == 0 else "李")
            + "子轩若曦明"[number % 5]
            + "一二三四五六七八"[number % 8],
            title="高级供应链质量管理与供应商发展总监（代理）" if number % 9 == 0 else "工程师",
            department="设备工程与精益生产推进办公室" if number % 6 == 0 else "采购部",
            roles=(BuyingRole.USER, BuyingRole.TECHNICAL, BuyingRole.COACH)[: number % 4],
            influence=number % 5 + 1,
            support=number % 5 - 2,
        )
        for number in range(40)
    )
    return replace(
        full,
        account=replace(full.account, name=long_name, short_name=long_name[:60]),
        company=long_name[:40],
        managers=("诸葛明远", "A very long name of a manager with many middle names"),
        contacts=people,
        actions=tuple(
            replace(
                full.actions[number % 8],
                text=f"{number + 1}. " + full.actions[number % 8].text * (1 + number % 4),
            )
            for number in range(40)
        ),
        complaints=full.complaints * 6,
        contracts=full.contracts * 4,
        sales=replace(
            full.sales,
            products=tuple(
                ProductSales(
                    f"{'产品' * (number % 14 + 1)} {number}", (40 - number) * 900_000_00, 31_000_000_00, None
                )
                for number in range(40)
            ),
            months=tuple(MonthSales(one.month, one.amount_fen * 400) for one in full.sales.months),
            last_12m_fen=28_320_000_00 * 400,
        ),
        visits=full.visits
        + tuple(
            replace(visit, id=derived_id("visit", "crowd", str(number)), on=date(2026, 12, 1 + number))
            for number, visit in enumerate(full.visits[:20])
            if visit.state is VisitState.DONE
        ),
    )


def planned() -> AccountPlanPaper:
    """The strategic account with everything a plan may hold."""
    return plan_content.with_plan(rich())


def forty() -> AccountPlanPaper:
    """Forty contacts, many actions, and everything a plan may hold."""
    return plan_content.with_plan(crowded())


MIXED_NAME = "Nordström & Söhne Приводы 駆動装置 ขับเคลื่อน محركات ⚙️🚄 <b>GmbH</b> & Co. KG 轨道交通有限公司"


def mixed() -> AccountPlanPaper:
    """Names of sixty characters in many scripts, some that the faces lack, and texts of several pages."""
    full = plan_content.with_plan(rich())
    long_text = "\n".join(
        f"{number}. " + plan_content.TEXTS[PlanPart.ENVIRONMENT] + plan_content.TEXTS[PlanPart.STRATEGY]
        for number in range(1, 31)
    )
    names = ("Ada Whitcombe-Ödegård", "Владимир Преображенский", "渡辺 純一郎", "สมชาย ใจดี", "محمد العربي")
    people = tuple(
        replace(
            person,
            name=f"{names[number % 5]} {number + 1}",
            title="Leiter Einkauf & Technik / Руководитель" if number % 2 else person.title,
        )
        for number, person in enumerate(full.contacts)
    )
    texts = {
        **plan_content.TEXTS,
        PlanPart.ENVIRONMENT: long_text,
        PlanPart.STRENGTHS: "<img src='x'/> 100 % & <b>mehr</b>\n" + "长" * 300,
        PlanPart.THREATS: "Ω ≥ 3 · ½ ‰ № 7 — “Zitat” ‘quote’",
    }
    return replace(
        full,
        account=replace(
            full.account,
            name=MIXED_NAME,
            short_name=MIXED_NAME[:60],
            tier_reason="Решено: самый важный клиент",
        ),
        company="Antriebstechnik Größe & Partner 駆動",
        contacts=people,
        influence=plan_content.influence(people, full),
        objectives=plan_content.objectives(people),
        texts=texts,
    )


ALL = {
    "empty": empty,
    "young": young,
    "usual": usual,
    "rich": rich,
    "planned": planned,
    "forty": forty,
    "mixed": mixed,
    "crowded": crowded,
}
