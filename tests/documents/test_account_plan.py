"""The account plan: complete, honest about what is missing, and fit for its reader (2-rules §17)."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from tests.documents import papers, plans
from tests.documents.printed import plan_pages, plan_pdf, plan_text
from tests.documents.reading import metadata, outline_titles, page_sizes, pages_text, squeezed, whole_text
from workbench.documents.account_plan import account_plan_pdf
from workbench.documents.fonts import printable
from workbench.domain.account_plan import AccountPlanPaper, MonthSales, PlanSales
from workbench.domain.accounts import Account
from workbench.domain.needs import Need, NeedKind
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.plan_records import PlanPart
from workbench.domain.product_mix import ProductSold, product_mix
from workbench.domain.visits import Action
from workbench.foundation.ids import derived_id


def printed(
    data: AccountPlanPaper,
    profile: Profile = Profile.INTERNAL,
    language: str = "en",
    size: PaperSize = PaperSize.A4,
) -> Paper:
    return account_plan_pdf(data, language=language, paper_size=size, profile=profile)


@pytest.mark.parametrize("name", plans.ALL)
@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PaperSize))
def test_every_plan_prints_on_every_sheet(
    name: str, profile: Profile, language: str, size: PaperSize
) -> None:
    data = plans.ALL[name]()
    paper = plan_pdf(name, language, profile, size)
    texts = pages_text(paper.content)
    assert len(texts) == paper.pages == len(page_sizes(paper.content))
    assert len(set(page_sizes(paper.content))) == 1
    assert squeezed(printable(data.account.name)) in squeezed(texts[0])
    assert "None" not in "".join(text for text in texts if data.complaints)


def test_the_sections_stand_in_the_order_of_the_source() -> None:
    titles = [title for level, title in outline_titles(plan_pdf("rich").content) if level == 0]
    assert titles == [
        "1  Summary",
        "2  Definition",
        "3  Measurement",
        "4  Analysis",
        "5  People and influence",
        "6  Design",
        "7  Visits",
        "8  Verification",
    ]


def test_what_is_known_is_on_the_paper() -> None:
    data = plans.rich()
    text = whole_text(printed(data).content)
    for person in data.contacts:
        assert person.name in text
    for action in data.actions:
        assert squeezed(action.text) in text
    for contract in data.contracts:
        assert squeezed(contract.title) in text
    for complaint in data.complaints:
        assert complaint.number in text
    for product in data.sales.products:
        assert squeezed(product.product) in text
    assert "28.3millionCNY" in text
    assert "Place3of212accounts:8.4%ofoursales,classA." in text
    assert "Nominatedandconfirmedasstrategic" in text
    assert "TierStrategic:Fieldvisit,2amonth" in text
    assert "1actionofoursisoverdue." in text


def test_the_pdf_is_named_after_the_account() -> None:
    facts = metadata(plan_pdf("rich").content)
    assert facts["Title"] == "Account plan 2027: 澜川精密机械（苏州）有限公司"
    assert facts["Author"] == "张蔚"


def test_an_empty_account_says_what_to_do_in_every_part() -> None:
    text = plan_text("empty")
    for sentence in (
        "No sales are on record yet.",
        "Import the sales records of this account",
        "Nobody at this account is known yet. Add the people who decide, use and advise.",
        "No complaint is open.",
        "No contract is on file. Record the contract in force.",
        "Not confirmed. Confirm the tier: visit duties follow from it.",
        "No rule asks for visits here.",
        "No visit is planned or done yet. Plan the period to fill the calendar.",
        "Nothing is open.",
    ):
        assert squeezed(sentence) in text


def test_the_contents_name_pages_of_two_digits() -> None:
    paper = plan_pdf("crowded")
    assert f"8 Verification {paper.pages} " in " ".join(pages_text(paper.content)[1].split())
    assert paper.pages >= 10


def test_stale_evidence_is_marked() -> None:
    data = plans.rich()
    assert "12Jan2026,stale" in whole_text(printed(data).content)
    fresh = replace(data, dates=replace(data.dates, profile_on=papers.TODAY, contracts_on=papers.TODAY))
    assert "stale" not in whole_text(printed(fresh).content)


def internal_values(data: AccountPlanPaper) -> list[str]:
    """What a customer must never read, as it would stand on the paper."""
    values = [data.account.note, data.account.tier_reason, "Margin", "Blocker", "Champion", "Critic", "stale"]
    values += ["Economic", "Technical", "Coach", "Internal", "Strategic", "Focus", "Credit", "class A"]
    values += [person.note for person in data.contacts]
    for visit in data.visits:
        values += [visit.findings, visit.needs, visit.competitor_news, visit.operating_state, visit.purpose]
        values += [visit.demand_forecast, visit.reason, visit.talking_points, visit.next_step]
    values += [action.text for action in data.actions if action.visit_id is None]
    values += [text for part, text in data.texts.items() if part is not PlanPart.SUMMARY]
    values += [one.objective.text for one in data.objectives]
    values += [value for one in data.risks for value in (one.text, one.answer)]
    values += [one.role for one in data.team]
    values += [one.note for one in data.competitors]
    values += [one.text for one in data.needs]
    values += [value for one in data.versions for value in (one.note, one.decision_note)]
    values += [one.cause for one in data.reviews]
    return [squeezed(value)[:24] for value in values if value.strip()]


@pytest.mark.parametrize("name", plans.ALL)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_customers_copy_holds_nothing_internal(name: str, language: str) -> None:
    data = plans.ALL[name]()
    text = plan_text(name, language, Profile.CUSTOMER)
    assert not [value for value in internal_values(data) if value in text]


def test_the_internal_copy_does_hold_it() -> None:
    text = plan_text("rich")
    for value in ("Margin", "Blocker", "Champion", "Economic", "Internal", "CreditgradeMedium", "科铂报价"):
        assert value in text


def test_the_customer_reads_contracts_complaints_promises_and_visits() -> None:
    data = plans.rich()
    text = whole_text(printed(data, Profile.CUSTOMER).content)
    assert squeezed(data.contracts[0].title) in text
    assert data.complaints[0].number in text
    assert all(squeezed(action.text) in text for action in data.actions if action.visit_id)
    assert "顾承远" in text
    assert "Fieldvisit" in text


def test_a_plan_of_hostile_texts_prints_them_literally() -> None:
    data = plans.rich()
    bad = "<img src='/etc/passwd'/>\x00\ud800<b>x"
    hostile = replace(
        data,
        account=replace(data.account, name=bad, short_name=bad, address=bad, industry=bad),
        company=bad,
        author=bad,
        managers=(bad,),
        contacts=tuple(replace(person, name=bad, title=bad) for person in data.contacts),
        actions=tuple(replace(action, text=bad, owner=bad) for action in data.actions),
        visits=tuple(replace(visit, findings=bad) for visit in data.visits),
        complaints=tuple(replace(one, text=bad, number=bad) for one in data.complaints),
        contracts=tuple(replace(one, title=bad, currency="???") for one in data.contracts),
        sales=replace(
            data.sales,
            currency="<b>",
            products=tuple(replace(one, product=bad) for one in data.sales.products),
        ),
    )
    content = printed(hostile).content
    assert "<imgsrc='/etc/passwd'/>〓<b>x" in whole_text(content)
    assert b"/Subtype /Image" not in content


def test_a_hundred_products_are_summed_up_after_the_largest() -> None:
    data = plans.crowded()
    text = whole_text(printed(data).content)
    assert "25otherproducts" in text
    assert squeezed(data.sales.products[0].product) in text


def test_a_chinese_place_goes_from_large_to_small_without_commas() -> None:
    account = Account(papers.ACCOUNT_ID, "", "x", province="江苏", city="苏州", district="吴中区")
    paper = AccountPlanPaper(account, 2026, date(2026, 4, 1))
    assert "江苏苏州吴中区" in whole_text(printed(paper, language="zh_CN").content)
    assert "江苏,苏州,吴中区" in whole_text(printed(paper).content)


def test_two_years_without_a_sale_are_said_not_drawn() -> None:
    account = Account(papers.ACCOUNT_ID, "", "x")
    sales = PlanSales(as_of=date(2026, 3, 31))
    text = whole_text(printed(AccountPlanPaper(account, 2026, date(2026, 4, 1), sales=sales)).content)
    assert "Nosalesareonrecord." in text
    assert "JanFebMar" not in text


def test_returns_beyond_sales_draw_below_the_axis_and_print() -> None:
    sales = PlanSales(
        as_of=date(2026, 3, 31),
        months=(MonthSales(date(2026, 2, 1), -5_000_00), MonthSales(date(2026, 3, 1), -100)),
        last_12m_fen=-5_001_00,
        previous_12m_fen=100,
    )
    account = Account(papers.ACCOUNT_ID, "", "x")
    text = whole_text(printed(AccountPlanPaper(account, 2026, date(2026, 4, 1), sales=sales)).content)
    assert "Nosalesinthelast12months,afterCNY1inthe12monthsbefore." in text
    assert "−5,000" in text


def test_the_same_data_makes_the_same_bytes() -> None:
    assert printed(plans.rich()).content == printed(plans.rich()).content


def test_open_needs_stand_in_the_internal_plan_only() -> None:
    paper = plans.rich()
    need = Need(
        derived_id("need"), paper.account.id, "交期缩短到 10 天", NeedKind.SERVICE, is_hidden=True, urgency=3
    )
    measure = Action(derived_id("measure"), paper.account.id, "设安全库存 200 件", need_id=need.id)
    paper = replace(paper, needs=(need,), actions=(*paper.actions, measure))
    text = whole_text(printed(paper).content)
    assert "交期缩短到10天" in text
    assert "设安全库存200件" in text
    assert "交期缩短" not in whole_text(printed(paper, profile=Profile.CUSTOMER).content)


def test_the_cover_says_how_far_the_plan_is() -> None:
    assert "Draft" in plan_pages("rich")[0]
    assert "Version 2 Approved on 13 Nov 2026" in " ".join(plan_pages("planned")[0].split())
    data = plans.planned()
    handed_in = replace(data, versions=(replace(data.versions[0], decision=None, decided_on=None),))
    assert "Version 1 Handed in" in " ".join(pages_text(printed(handed_in).content)[0].split())


def test_what_was_changed_since_its_approval_is_a_draft_that_nobody_signed() -> None:
    changed = replace(plans.planned(), changed_since=1)
    words = " ".join(pages_text(printed(changed).content)[0].split())
    assert f"Draft Changed since version {len(changed.versions)}" in words
    assert "Draft · " in words
    assert "Approved on" not in words
    assert "13 Nov 2026" not in words


def test_who_prepared_and_approved_comes_from_the_version() -> None:
    words = " ".join(plan_pages("planned")[0].split())
    assert "Prepared 张蔚 客户经理 9 Nov 2026" in words
    assert "Approved 沈砚 副总经理 13 Nov 2026" in words


def test_parts_say_who_confirmed_them_and_which_are_stale() -> None:
    text = plan_text("planned")
    assert "▲confirmedby张蔚on4Mar2026" in text
    assert "confirmedby张蔚on16Nov2026" in text
    assert "Theplanis83%complete.2partsarestale.Nextreviewon30Jun2027." in text


def test_a_logo_stands_in_place_of_the_company() -> None:
    picture = BytesIO()
    Image.new("RGB", (240, 60), "#2858c4").save(picture, "PNG")
    content = printed(replace(plans.rich(), logo=picture.getvalue())).content
    assert b"/Subtype /Image" in content
    assert "衡拓传动科技" not in pages_text(content)[0]


@pytest.mark.parametrize("name", plans.ALL)
def test_no_heading_stands_alone_at_the_foot_of_a_page(name: str) -> None:
    titles = {title.split("  ", 1)[1] for _level, title in outline_titles(plan_pdf(name).content)}
    for page in plan_pages(name)[2:]:
        last = page.strip().splitlines()[-1]
        assert re.sub(r"^[0-9.]+ +", "", last).strip() not in titles


def test_every_heading_is_in_the_outline_and_in_the_contents() -> None:
    words = " ".join(plan_pages("planned")[1].split())
    for _level, title in outline_titles(plan_pdf("planned").content):
        assert " ".join(title.split()) in words


def test_products_with_stock_on_record_show_cross_and_contribution_ratio() -> None:
    data = plans.planned()
    assert data.value is not None
    sold = ProductSold("RV 减速机", 1_580_0000, 1_580_0000, 1_137_6000, 303_8000, 303_9000)
    mix = product_mix([sold, ProductSold("联轴器", 316_0000)])
    text = whole_text(printed(replace(data, value=replace(data.value, mix=mix))).content)
    assert "RV减速机158.083.3%28%5.201.461.21" in text
    assert "Crossratio=grossmarginrate×stockturnover" in text
    assert "Crossratio" not in plan_text("planned")
