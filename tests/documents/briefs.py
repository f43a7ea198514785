"""Believable briefs to print in tests: from nothing known to more than a page holds."""

from dataclasses import replace
from datetime import date, timedelta

from tests.documents import papers
from workbench.documents.visit_brief import VisitBriefPaper
from workbench.domain.absences import Closure
from workbench.domain.accounts import Manager
from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.domain.contact_log import Channel, LoggedContact
from workbench.domain.contracts import Contract
from workbench.domain.needs import Need, NeedKind
from workbench.domain.person_coverage import person_coverage, suggested_from_us
from workbench.domain.receivables import Receivables
from workbench.domain.relationship import Function
from workbench.domain.visit_brief import VisitBrief, last_visits, news_heard
from workbench.domain.visits import Action, Visit, VisitKind, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import derived_id

TODAY = papers.TODAY


def managers() -> tuple[Manager, ...]:
    """The account's two managers and one who leads."""
    return (
        Manager(derived_id("manager", "0"), "张蔚", phone="138 0512 0001"),
        Manager(derived_id("manager", "1"), "高闻"),
        Manager(derived_id("manager", "2"), "沈砚", title="销售总经理", function=Function.MANAGEMENT),
    )


def brief(**changes: object) -> VisitBrief:
    """The visit to 澜川精密 on the next morning, everything known."""
    people, ours = papers.contacts(), managers()
    account = papers.account(
        manager_id=ours[0].id,
        second_manager_id=ours[1].id,
        visiting_hours="9:00–11:00, 14:00–16:30",
        excluded_weekdays=(4,),
    )
    visits = papers.visits()
    log = (
        LoggedContact(
            derived_id("log", "1"), account.id, Channel.CALL, "", date(2026, 11, 9), contact_id=people[3].id
        ),
    )
    coverage = person_coverage(people, visits, log, TODAY)
    visit = Visit(
        id=derived_id("visit", "next"),
        account_id=account.id,
        manager_id=ours[0].id,
        kind=VisitKind.EXECUTIVE,
        state=VisitState.AGREED,
        on=TODAY,
        at="09:30",
        minutes=60,
        met=(people[2].id, people[5].id),
        purpose="二期产线减速机联合测试的签字安排，逾期货款的付款日期",
    )
    full = VisitBrief(
        today=TODAY,
        account=account,
        visit=visit,
        manager=ours[0],
        our_suggestions=suggested_from_us(visit.kind, account, ours[0].id, ours),
        attendees=(people[2], people[5]),
        coverage=coverage,
        promises=(
            *(replace(one, promised_on=date(2026, 11, 12)) for one in papers.promises()),
            Action(
                derived_id("action", "late"),
                account.id,
                "补交 RV-40E 检测报告",
                owner="高闻",
                due_on=date(2026, 11, 10),
                promised_on=date(2026, 10, 20),
            ),
        ),
        complaints=(
            Complaint(
                derived_id("complaint", "1"),
                account.id,
                date(2026, 11, 3),
                number="0117",
                kind=ComplaintKind.SPECIFICATION,
                text="到货型号与订单不符，影响试制线",
            ),
        ),
        receivables=(Receivables("CNY", 328_000_000, 96_000_000, date(2026, 10, 2), 3),),
        contracts=(
            Contract(
                derived_id("contract", "1"), account.id, title="2026 年度框架合同", ends_on=date(2026, 12, 29)
            ),
        ),
        needs=(
            Need(derived_id("need", "1"), account.id, "备件 48 小时到厂", NeedKind.SERVICE, urgency=3),
            Need(derived_id("need", "2"), account.id, "担心技术总监离职", is_hidden=True, urgency=2),
        ),
        competitor_news=news_heard(sorted(visits, key=lambda one: one.on)),
        earlier=last_visits(sorted(visits, key=lambda one: one.on), TODAY),
        closures=(
            Closure(
                derived_id("closure", "1"),
                account.id,
                DateSpan(TODAY + timedelta(days=8), TODAY + timedelta(days=12)),
                "年度检修",
            ),
        ),
    )
    return replace(full, **changes)  # type: ignore[arg-type]


def crowded(text: str = "很长的一句话，写满一整行还要再多一点，") -> VisitBrief:
    """Far more than a page holds, every text long."""
    known = brief()
    long = text * 12
    account = known.account
    return replace(
        known,
        account=replace(
            account,
            name=text * 4,
            short_name="",
            address=long,
            visiting_hours=long,
            other_phones=long,
            phone=long,
        ),
        visit=known.visit and replace(known.visit, purpose=long, place=long),
        coverage=tuple(
            replace(one, contact=replace(one.contact, name=text * 3, title=long, mobile=long))
            for one in known.coverage * 5
        ),
        promises=tuple(replace(one, text=long, owner=text * 3) for one in known.promises * 30),
        complaints=tuple(replace(one, text=long, number=long) for one in known.complaints * 20),
        receivables=known.receivables * 4,
        contracts=tuple(replace(one, title=long) for one in known.contracts * 30),
        needs=tuple(replace(one, text=long) for one in known.needs * 20),
        competitor_news=tuple(replace(one, text=long) for one in known.competitor_news * 9),
        earlier=tuple(replace(one, findings=long) for one in known.earlier),
        closures=tuple(replace(one, reason=long) for one in known.closures * 9),
        our_people=tuple(replace(one, name=text * 3) for one in managers() * 3),
        attendees=tuple(replace(one, name=text * 3, title=long) for one in known.attendees * 9),
    )


def paper(*briefs: VisitBrief) -> VisitBriefPaper:
    """These briefs to print."""
    return VisitBriefPaper("衡拓传动科技", "张蔚", TODAY, briefs)
