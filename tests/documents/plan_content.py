"""What people wrote into an account plan, aim at, fear and decided: the strategic account of the papers."""

from dataclasses import replace
from datetime import date

from tests.documents import papers, plan_value
from tests.documents.plan_value import WAN
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.accounts import Contact, Manager
from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.kam_level import ContactTie
from workbench.domain.needs import Need, NeedAnswer, NeedKind
from workbench.domain.objectives import Figure, Objective, ObjectiveKind, PlanMeasure
from workbench.domain.plan_records import (
    AccountPlan,
    PlanDecision,
    PlanPart,
    PlanReview,
    PlanVersion,
    Verdict,
)
from workbench.domain.plan_stand import CompetitorLine, MeasureStand, ObjectiveStand, PartStand, TeamLine
from workbench.domain.relationship import Function, Stage
from workbench.domain.risks import Level, Risk, RiskSource
from workbench.domain.share_of_wallet import ShareOfWallet, WalletSource
from workbench.domain.visits import Action
from workbench.domain.whitespace import CellState, WhitespaceCell, make_grid
from workbench.foundation.ids import Id, derived_id

TEXTS = {
    PlanPart.SUMMARY: (
        "2027 年把澜川精密的销售做到 3,600 万元。二期产线是关键：年中定标，减速机份额目标六成。"
        "增长几乎都来自二期试制；份额已到 44%，再往上要先过技术关。\n"
        "三个目标有先后：份额取决于技术评审，评审要等联合测试的数据；在逾期款收回之前，二期整线报价不附加账期让步。"
        "若 2027 年 3 月底前评审仍未安排，改走分工位小批供货的备选方案，目标相应下调到 3,200 万元。"
    ),
    PlanPart.VISION: (
        "拿下二期产线六成减速机，把销售做到 3,600 万元；为此，上半年先让技术总监从反对转为中立。"
    ),
    PlanPart.WHY: "行业前三，二期投产后年采购额将过亿元；它的选型被同行当作参照。",
    PlanPart.WHO: "华东最大的关节模组厂，2009 年成立，2017 年起与我方往来。",
    PlanPart.ENVIRONMENT: (
        "下游机器人整机厂 2026 年起集中扩产，交期压力传导到零部件；国产替代让价格每年下降约 5%。"
        "澜川二期 12 月进场，2027 年三季度达产，总经理要求少一家供应商、账期不再延长。"
    ),
    PlanPart.STRENGTHS: "苏州仓备件 48 小时到厂\n润滑脂批次问题处理得到书面认可\n设备部是我方内线",
    PlanPart.WEAKNESSES: "报价比科铂高 6%\n技术总监不信任我方的寿命数据",
    PlanPart.OPPORTUNITIES: "二期产线整线供货\n备件台账与其 ERP 共用",
    PlanPart.THREATS: "科铂已在三号工位送样\n应收账款周期拉长到 95 天",
    PlanPart.STRATEGY: (
        "先数据，后价格：联合测试的数据由工艺、设备两部门共同签字，再约技术评审会，不谈价格。"
        "由生产副总在月度例会上说明试制结果，总经理层面由沈砚每季度会面一次。"
    ),
}


def _id(kind: str, number: int) -> Id:
    return derived_id("plan", kind, str(number))


def managers() -> tuple[Manager, ...]:
    """Five of ours."""
    people = (
        ("张蔚", "客户经理", Function.SALES),
        ("沈砚", "副总经理", Function.MANAGEMENT),
        ("陆启明", "销售主管", Function.SALES),
        ("高闻", "应用工程师", Function.TECHNOLOGY),
        ("何静", "服务经理", Function.SERVICE),
    )
    return tuple(
        Manager(derived_id("manager", str(number)), name, title, function)
        for number, (name, title, function) in enumerate(people)
    )


def influence(contacts: tuple[Contact, ...], account_of: AccountPlanPaper) -> InfluenceMap:
    """Who reports to whom, who influences whom, who of ours knows whom, and what they need."""
    reports = ((1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (6, 1), (7, 2), (8, 4))
    sways = ((1, 0, 3), (5, 2, 2), (4, 0, -3), (4, 2, -1))
    links = [
        ContactLink(_id("link", n), contacts[one].id, contacts[boss].id, ContactLinkKind.REPORTS_TO)
        for n, (one, boss) in enumerate(reports)
    ]
    links += [
        ContactLink(
            _id("sway", n), contacts[one].id, contacts[other].id, ContactLinkKind.INFLUENCES, strength
        )
        for n, (one, other, strength) in enumerate(sways)
    ]
    ours = managers()
    ties = ((0, 2, 2), (0, 5, 3), (1, 0, 2), (2, 1, 2), (3, 8, 3), (3, 4, 1), (4, 6, 2))
    pressing = {
        0: ("2027 年三季度二期达产", "少一家供应商", "账期不再延长"),
        4: ("二期节拍不高于 36 秒", "备件 48 小时到厂", "不更换现有控制系统"),
        1: ("试制不再停线", "夜班有人响应", "备件台账共用"),
    }
    return InfluenceMap(
        account=account_of.account,
        today=account_of.today,
        contacts=contacts,
        links=tuple(links),
        ties=tuple(
            ContactTie(_id("tie", n), contacts[theirs].id, ours[one].id, strength)
            for n, (one, theirs, strength) in enumerate(ties)
        ),
        managers=ours,
        last_met=account_of.last_met,
        last_contact=account_of.last_met,
        needs={
            contacts[number].id: tuple(
                Need(
                    _id("pressing", 10 * number + rank),
                    account_of.account.id,
                    text,
                    contact_id=contacts[number].id,
                    rank=rank,
                )
                for rank, text in enumerate(texts, 1)
            )
            for number, texts in pressing.items()
        },
        last_visit=date(2026, 11, 12),
    )


def objectives(contacts: tuple[Contact, ...]) -> tuple[ObjectiveStand, ...]:
    """Three objectives in their order, measured, each with dated actions."""
    plan = _id("plan", 0)
    made = (
        (ObjectiveKind.WALLET, "二期产线减速机份额 60%", None, "整线供货份额 80%"),
        (ObjectiveKind.ACCESS, "技术总监由反对转为中立", contacts[4], ""),
        (ObjectiveKind.SALES, "全年销售 3,600 万元", None, "4,500 万元"),
    )
    figures = (
        (
            (
                PlanMeasure(_id("m", 0), _id("o", 0), Figure.WALLET, start_value=3_800, target_value=6_000),
                4_400,
                2_727,
            ),
            (
                PlanMeasure(_id("m", 1), _id("o", 0), Figure.STAGE, target_word=Stage.PARTNER.value),
                None,
                None,
            ),
        ),
        ((PlanMeasure(_id("m", 2), _id("o", 1), Figure.SUPPORT, start_value=-2, target_value=0), -2, 0),),
        (
            (
                PlanMeasure(_id("m", 3), _id("o", 2), Figure.SALES, target_value=3_600 * WAN),
                2_846 * WAN,
                7_905,
            ),
        ),
    )
    todo = (
        (
            ("与工艺、设备两部门做联合测试，节拍不高于 36 秒", "高闻", date(2027, 2, 26), True, 80_000_00),
            ("请总部批准二期整线的备件库存", "张蔚", date(2026, 11, 24), True, None),
        ),
        (
            ("先发实测数据，再约技术评审会，不谈价格", "高闻", date(2027, 3, 12), False, None),
            ("请生产副总在月度例会上说明试制结果", "张蔚", date(2027, 3, 19), False, 5_000_00),
        ),
        (
            ("96 万逾期款分两期收回，期间控制发货", "张蔚", date(2026, 11, 10), True, None),
            ("会见财务总监，商定 2027 年结算方式", "沈砚", date(2027, 1, 15), False, None),
        ),
    )
    stands = []
    for number, (kind, text, person, goal) in enumerate(made):
        objective = Objective(
            _id("o", number),
            plan,
            text,
            kind,
            contact_id=person.id if person else None,
            due_on=date(2027, 12, 31),
            goal_year=2029 if goal else None,
            goal_text=goal,
            position=number,
        )
        measures = tuple(
            MeasureStand(
                measure,
                actual,
                Stage.MIDDLE.value if measure.target_word else "",
                date(2026, 11, 16),
                from_data=True,
                attained_bp=attained,
            )
            for measure, actual, attained in figures[number]
        )
        actions = tuple(
            Action(
                _id("a", 10 * number + at),
                papers.ACCOUNT_ID,
                what,
                owner=owner,
                due_on=due,
                started_on=date(2026, 11, 2) if started else None,
                objective_id=objective.id,
                cost_fen=cost,
            )
            for at, (what, owner, due, started, cost) in enumerate(todo[number])
        )
        stands.append(ObjectiveStand(objective, person, measures, actions))
    return tuple(stands)


def risks() -> tuple[Risk, ...]:
    """Five risks, one of them not judged."""
    found = (
        (
            "科铂以低 6% 的报价拿下三号工位",
            RiskSource.CUSTOMER,
            Level.MEDIUM,
            Level.HIGH,
            "以备件与停线成本对比总成本",
            "张蔚",
        ),
        ("润滑脂批次再次不一致", RiskSource.SUPPLIER, Level.LOW, Level.HIGH, "三批送检，换供应商", "高闻"),
        (
            "账期拉长，逾期款超过授信",
            RiskSource.CUSTOMER,
            Level.HIGH,
            Level.MEDIUM,
            "分两期收回，期间控制发货",
            "沈砚",
        ),
        ("应用工程师离职，现场无人响应", RiskSource.SUPPLIER, Level.LOW, Level.MEDIUM, "", ""),
        ("二期推迟到 2028 年", RiskSource.CUSTOMER, None, None, "每次拜访询问进度", "张蔚"),
    )
    return tuple(
        Risk(
            _id("risk", number),
            papers.ACCOUNT_ID,
            text,
            source,
            probability,
            impact,
            answer,
            owner,
            date(2026, 10, 30) if number == 2 else date(2027, 3, 31),
            date(2026, 9, 1),
        )
        for number, (text, source, probability, impact, answer, owner) in enumerate(found)
    )


def parts() -> tuple[PartStand, ...]:
    """Every part: most are filled, two are stale, four are empty."""
    empty = {PlanPart.KEPT, PlanPart.REVIEWS, PlanPart.MANAGED, PlanPart.WANT}
    stale = {PlanPart.ENVIRONMENT, PlanPart.COMPETITORS}
    return tuple(
        PartStand(
            part,
            part not in empty,
            date(2026, 3, 2) if part in stale else date(2026, 11, 12),
            None if part in empty else date(2026, 3, 4) if part in stale else date(2026, 11, 16),
            "" if part in empty else "张蔚",
            is_stale=part in stale,
            missing=("写一句话，或确认数据。",) if part in empty else (),
        )
        for part in PlanPart
    )


def versions() -> tuple[PlanVersion, ...]:
    """Returned once, then approved."""
    plan = _id("plan", 0)
    # Ids of versions follow one another.
    first, second = sorted((_id("v", 1), _id("v", 2)))
    return (
        PlanVersion(
            first,
            plan,
            date(2026, 10, 26),
            "张蔚",
            "第一稿",
            "{}",
            PlanDecision.RETURNED,
            date(2026, 10, 29),
            "沈砚",
            "目标要有衡量，风险要有负责人。",
        ),
        PlanVersion(
            second,
            plan,
            date(2026, 11, 9),
            "张蔚",
            "",
            "{}",
            PlanDecision.APPROVED,
            date(2026, 11, 13),
            "沈砚",
            "",
        ),
    )


def reviews() -> tuple[PlanReview, ...]:
    """Last year's two looks at the plan."""
    plan = _id("plan", 0)
    return (
        PlanReview(
            _id("r", 1),
            plan,
            date(2026, 7, 3),
            "沈砚",
            Verdict.PARTLY,
            "一号产线推迟，减速机少交 120 台",
            "把备件寄售提前到九月",
        ),
    )


def with_plan(paper: AccountPlanPaper) -> AccountPlanPaper:
    """The same account with all a plan may hold."""
    contacts = paper.contacts
    needs = (
        Need(
            _id("need", 1),
            paper.account.id,
            "夜班有人响应，两小时内到现场",
            NeedKind.SERVICE,
            contacts[1].id,
            urgency=3,
            answer=NeedAnswer.OFFERED,
            answer_text="苏州仓派驻一人",
        ),
        Need(
            _id("need", 2),
            paper.account.id,
            "少一家供应商，账期不再延长",
            NeedKind.PRICE,
            contacts[0].id,
            urgency=2,
        ),
        Need(
            _id("need", 3),
            paper.account.id,
            "向总部证明国产减速机可靠",
            NeedKind.SERVICE,
            contacts[4].id,
            is_hidden=True,
            urgency=2,
        ),
    )
    cells = (
        WhitespaceCell(_id("c", 1), paper.account.id, "澜川精密", "RV 减速机", CellState.US),
        WhitespaceCell(
            _id("c", 2), paper.account.id, "澜川精密", "谐波减速机", CellState.COMPETITOR, "科铂", 800 * WAN
        ),
        WhitespaceCell(
            _id("c", 3),
            paper.account.id,
            "澜川智造（昆山）",
            "RV 减速机",
            CellState.COMPETITOR,
            "科铂",
            450 * WAN,
        ),
        WhitespaceCell(_id("c", 4), paper.account.id, "澜川智造（昆山）", "伺服电机", CellState.NOT_USED),
        WhitespaceCell(_id("c", 5), paper.account.id, "澜川智造（昆山）", "联轴器", CellState.IN_HOUSE),
    )
    bought = {("澜川精密", "RV 减速机"): 1_580 * WAN, ("澜川精密", "伺服电机"): 742 * WAN}
    ours = managers()
    aims = objectives(contacts)
    return replace(
        paper,
        plan=AccountPlan(_id("plan", 0), paper.account.id, paper.year, date(2027, 6, 30)),
        texts=TEXTS,
        objectives=aims,
        actions=(*paper.actions, *(action for one in aims for action in one.actions)),
        loose_actions=paper.actions,
        risks=risks(),
        team=(
            TeamLine("张蔚", "计划与日常往来", ours[0]),
            TeamLine("沈砚", "总经理层面", ours[1]),
            TeamLine("高闻", "联合测试", ours[3], reason="与唐晓棠往来最多"),
        ),
        versions=versions(),
        reviews=reviews(),
        parts=parts(),
        completeness_bp=8_260,
        influence=influence(contacts, paper),
        value=plan_value.value(risks()),
        whitespace=make_grid(cells, units=("澜川精密",), bought_fen=bought),
        wallet=ShareOfWallet(
            4_400, WalletSource.SALES, 2_846 * WAN, 6_468 * WAN, date(2026, 11, 16), date(2026, 9, 1)
        ),
        competitors=(
            CompetitorLine(
                "科铂",
                "报价低 6%，交期 10 周；已在三号工位送样两台。",
                cells=(("澜川精密", "谐波减速机"), ("澜川智造（昆山）", "RV 减速机")),
                potential_fen=1_250 * WAN,
            ),
        ),
        needs=needs,
        review_on=date(2027, 6, 30),
    )
