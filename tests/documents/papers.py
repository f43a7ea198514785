"""Believable papers to print in tests: from nothing known to everything known and long."""

from dataclasses import replace
from datetime import date, timedelta

from workbench.documents.visit_report import VisitReportPaper
from workbench.domain.accounts import Account, AccountKind, BuyingRole, Contact, CreditGrade, Standing, Tier
from workbench.domain.relationship import Stage
from workbench.domain.visits import Action, Side, Visit, VisitKind, VisitState
from workbench.foundation.ids import Id, derived_id

TODAY = date(2026, 11, 17)
ACCOUNT_ID = derived_id("account", "K-0017")


def _id(kind: str, number: int) -> Id:
    return derived_id(kind, str(number))


def account(**changes: object) -> Account:
    """澜川精密机械: a strategic partner of ours, everything known."""
    known = Account(
        id=ACCOUNT_ID,
        code="K-0017",
        name="澜川精密机械（苏州）有限公司",
        short_name="澜川精密",
        kind=AccountKind.END_CUSTOMER,
        tier=Tier.STRATEGIC,
        tier_reason="年度评审会提名，总经理批准",
        tier_confirmed_on=date(2026, 1, 12),
        standing=Standing.LEADING,
        credit_grade=CreditGrade.MEDIUM,
        stage=Stage.PARTNER,
        province="江苏省",
        city="苏州市",
        district="工业园区",
        address="苏州市工业园区星湖街 328 号 5 幢",
        phone="0512-62880017",
        website="https://www.lanchuan.example",
        industry="工业机器人关节与精密传动",
        founded_on=date(2009, 4, 18),
        first_trade_on=date(2017, 6, 2),
        note="内部备注：价格敏感，勿提二供。",
    )
    return replace(known, **changes)  # type: ignore[arg-type]


_PEOPLE: tuple[tuple[str, str, str, tuple[BuyingRole, ...], int, int | None], ...] = (
    ("顾承远", "总经理", "总经办", (BuyingRole.ECONOMIC,), 5, 1),
    ("周敏行", "生产副总", "生产", (BuyingRole.USER,), 4, 1),
    ("韩沛", "采购总监", "采购部", (BuyingRole.ECONOMIC,), 4, 0),
    ("姚季青", "财务总监", "财务部", (BuyingRole.ECONOMIC,), 4, None),
    ("林致远", "技术总监", "研发中心", (BuyingRole.TECHNICAL,), 5, -2),
    ("罗毓", "设备部经理", "设备部", (BuyingRole.USER, BuyingRole.COACH), 3, 2),
    ("梁时雨", "车间主任", "生产", (BuyingRole.USER,), 2, 1),
    ("薛岚", "采购主管", "采购部", (BuyingRole.TECHNICAL,), 2, -1),
    ("唐晓棠", "工艺工程师", "研发中心", (BuyingRole.TECHNICAL,), 2, 1),
)


def contacts() -> tuple[Contact, ...]:
    """Nine people, one of them never met, one against us."""
    return tuple(
        Contact(
            id=_id("contact", number),
            account_id=ACCOUNT_ID,
            name=name,
            title=title,
            department=department,
            mobile=f"139 0512 {1700 + number}",
            email=f"p{number}@lanchuan.example",
            roles=roles,
            influence=influence,
            support=support,
            involvement=3,
            note=f"私人备注 {number}",
        )
        for number, (name, title, department, roles, influence, support) in enumerate(_PEOPLE)
    )


def visit(**changes: object) -> Visit:
    """A field visit with a full report."""
    done = Visit(
        id=_id("visit", 0),
        account_id=ACCOUNT_ID,
        manager_id=_id("manager", 0),
        kind=VisitKind.FIELD,
        state=VisitState.DONE,
        on=date(2026, 11, 12),
        at="09:30",
        place="二期车间会议室",
        reason="信用等级中等：每季度一次",
        met=(_id("contact", 1), _id("contact", 5)),
        purpose="确认二期产线减速机的联合测试安排，了解 10 月两次停线的处理结果。",
        talking_points=(
            "1. 联合测试由工艺、设备两部门共同签字，节拍不高于 36 秒。\n"
            "2. 备件 48 小时到厂：我方在苏州仓备 RV-40E 六台。\n"
            "3. 逾期货款 96 万元，请财务确认分两期付清的日期。"
        ),
        findings=(
            "二期设备 12 月 8 日进场，比原计划晚两周；试制线节拍目前 38 秒，瓶颈在换型。"
            "“停线”的真正原因是润滑脂批次不一致，不是减速机本体，设备部已书面认可。"
        ),
        needs="夜班有人响应；备件台账与他们的 ERP 共用；2027 年一季度前完成操作培训。",
        competitor_news="科铂报价比我方低 6%，但交期 10 周；已在三号工位送样两台。",
        operating_state="订单饱满，排产到 2027 年 4 月；应收账款周期拉长到 95 天。",
        demand_forecast="2027 年 RV 减速机 1,150–1,300 台，伺服电机 420 台。",
        next_step="带联合测试方案初稿，与周敏行、唐晓棠三方评审",
        next_on=date(2026, 11, 26),
    )
    return replace(done, **changes)  # type: ignore[arg-type]


def promises() -> tuple[Action, ...]:
    """Two of ours, one of theirs."""
    made = (
        ("提交二期整线报价与备件 48 小时承诺书", Side.OURS, "张蔚", date(2026, 11, 24)),
        ("送润滑脂检测报告（三批）", Side.OURS, "高闻", date(2026, 11, 20)),
        ("书面答复 96 万元货款的付款日期", Side.THEIRS, "姚季青", date(2026, 11, 30)),
    )
    return tuple(
        Action(_id("action", number), ACCOUNT_ID, text, side, owner, due, visit_id=_id("visit", 0))
        for number, (text, side, owner, due) in enumerate(made)
    )


def visit_report(**changes: object) -> VisitReportPaper:
    """The report of ``visit``, complete."""
    people = contacts()
    full = VisitReportPaper(
        company="衡拓传动科技",
        author="张蔚",
        printed_on=TODAY,
        visit=visit(),
        account=account(),
        manager="张蔚",
        met=(people[1], people[5]),
        our_people=("高闻",),
        promises=promises(),
    )
    return replace(full, **changes)  # type: ignore[arg-type]


def visits() -> tuple[Visit, ...]:
    """Two years of visits, the last one reported in full, and the coming months planned."""
    people = contacts()
    results = (
        "试制线节拍 38 秒，瓶颈在换型；设备部认可润滑脂是停线原因",
        "10 月到货 180 台全部合格，库存约两周用量，夜班仍缺操作员",
        "二期预算获批，采购要求三家比价；技术总监坚持现有控制系统",
        "与生产副总对过 2027 年排产，三季度达产，峰值每月 120 台",
        "",
    )
    made = [visit()]
    day = date(2026, 10, 28)
    for number in range(1, 27):
        made.append(
            Visit(
                id=derived_id("visit", str(number)),
                account_id=ACCOUNT_ID,
                manager_id=None,
                kind=VisitKind.EXECUTIVE if number % 9 == 4 else VisitKind.FIELD,
                state=VisitState.DONE,
                on=day,
                met=(people[number % 8].id, people[(number * 3) % 8].id)[: 1 + number % 2],
                findings=results[number % len(results)],
                competitor_news="科铂在三号工位送样两台，报价低 6%" if number == 3 else "",
                needs="备件 48 小时到厂；账期不再缩短" if number == 2 else "",
                demand_forecast="2027 年一季度追加联轴器 400 套" if number == 5 else "",
            )
        )
        day -= timedelta(days=15)
    ahead = date(2026, 11, 26)
    for number in range(9):
        made.append(
            Visit(
                id=derived_id("visit", "ahead", str(number)),
                account_id=ACCOUNT_ID,
                manager_id=None,
                kind=VisitKind.SERVICE_MEETING if number == 3 else VisitKind.FIELD,
                state=VisitState.AGREED if number < 2 else VisitState.PLANNED,
                on=ahead,
                reason="内部理由：信用等级",
            )
        )
        ahead += timedelta(days=17)
    return tuple(made)


def actions() -> tuple[Action, ...]:
    texts = (
        (
            "把技术总监从反对转为中立：先发实测数据，再约评审会，不谈价格",
            Side.OURS,
            "高闻",
            date(2027, 3, 15),
            False,
        ),
        ("请韩沛引荐财务总监姚季青，与沈砚同去", Side.OURS, "张蔚", date(2026, 12, 10), False),
        ("商定 2027 年结算方式", Side.OURS, "沈砚", date(2027, 1, 20), False),
        ("10 月停线的书面说明", Side.OURS, "何静", date(2026, 11, 6), True),
        ("提供二期车间的工位图", Side.THEIRS, "唐晓棠", None, True),
    )
    extra = tuple(
        Action(
            derived_id("action", "plan", text),
            ACCOUNT_ID,
            text,
            side,
            owner,
            due,
            visit_id=derived_id("visit", "0") if promised else None,
        )
        for text, side, owner, due, promised in texts
    )
    return promises() + extra
