"""The brief: exactly one page whatever there is, nothing dropped without being told, fit for its reader."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import briefs, papers
from tests.documents.reading import pages_text, whole_text
from workbench.documents.visit_brief import visit_brief_pdf
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.visit_brief import VisitBrief, for_customer
from workbench.foundation.errors import NotFound


def text_of(brief: VisitBrief, profile: Profile = Profile.INTERNAL, language: str = "en") -> str:
    data = briefs.paper(brief)
    return whole_text(
        visit_brief_pdf(data, language=language, paper_size=PaperSize.A4, profile=profile).content
    )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("words", ["很长的一句话，写满一整行，", "Supercalifragilistic words ", "W" * 60])
def test_a_brief_is_exactly_one_page_however_much_there_is(
    language: str, size: PaperSize, profile: Profile, words: str
) -> None:
    for brief in (briefs.brief(), briefs.crowded(words), VisitBrief(papers.TODAY, papers.account())):
        paper = visit_brief_pdf(briefs.paper(brief), language=language, paper_size=size, profile=profile)
        assert paper.pages == 1
        assert len(pages_text(paper.content)) == 1


def test_all_that_is_known_stands_on_it() -> None:
    text = text_of(briefs.brief())
    for wanted in (
        "17Nov2026",
        "09:30",
        "60minutes",
        "9:00–11:00,14:00–16:30",
        "年度检修",
        "notmetfor",
        "高闻shouldcome",
        "沈砚shouldcome",
        "补交RV-40E检测报告",
        "7dayslate",
        "28daysold",
        "0117",
        "3.3MCNYowed",
        "theoldest46days",
        "2026年度框架合同",
        "42daysleft",
        "科铂",
        "备件48小时到厂",
        "Unsaid:担心技术总监离职",
        "Lastvisits",
    ):
        assert wanted in text, wanted


def test_what_does_not_fit_is_counted() -> None:
    text = text_of(briefs.crowded())
    assert "more" in text
    for title in ("Promises", "Complaints", "Openneeds", "Contractsending"):
        assert title in text


def test_unknown_receivables_are_said_to_be_unknown() -> None:
    assert "Nodata:thesalesrecordsdonotsaywhatwassettled." in text_of(briefs.brief(receivables=()))


def test_the_customers_brief_holds_nothing_internal() -> None:
    brief = briefs.brief()
    text = text_of(brief, Profile.CUSTOMER)
    assert "补交RV-40E检测报告" in text
    assert "二期产线减速机联合测试" in text
    for internal in (
        "Internal",
        "notmet",
        "Whomtomeet",
        "owed",
        "overdue,",
        "Gaps",
        "科铂",
        "担心技术总监离职",
        "Strategic",
        "Partner",
        "shouldcome",
        "Lastvisits",
        "!!!",
    ):
        assert internal not in text, internal


def test_the_customers_brief_is_made_from_facts_that_hold_no_judgement() -> None:
    shown = for_customer(briefs.brief())
    assert (shown.coverage, shown.receivables, shown.competitor_news, shown.earlier) == ((), (), (), ())
    assert (shown.account.tier, shown.account.credit_grade, shown.account.stage) == (None, None, None)
    assert all(one.support is None and one.influence is None and not one.roles for one in shown.attendees)


@pytest.mark.parametrize("origin", ["playbook:opponent", "service_plan", "what a later version writes"])
def test_a_task_of_our_own_is_no_promise_to_the_customer(origin: str) -> None:
    brief = briefs.brief()
    task = replace(brief.promises[0], text="稳住反对者", origin=origin)
    brief = replace(brief, promises=(*brief.promises, task))
    assert "稳住反对者" in text_of(brief)
    assert "稳住反对者" not in text_of(brief, Profile.CUSTOMER)


def test_several_briefs_are_a_page_each() -> None:
    data = briefs.paper(briefs.brief(), briefs.crowded(), briefs.brief())
    paper = visit_brief_pdf(data, language="zh_CN", paper_size=PaperSize.A4, profile=Profile.INTERNAL)
    assert paper.pages == 3
    assert all(pages_text(paper.content))


def test_no_visit_at_all_is_nothing_to_print() -> None:
    with pytest.raises(NotFound):
        visit_brief_pdf(briefs.paper(), language="en", paper_size=PaperSize.A4, profile=Profile.INTERNAL)


def test_every_naughty_string_prints_literally(shared_data: Path) -> None:
    strings = json.loads((shared_data / "blns" / "blns.json").read_text("utf-8"))
    known = briefs.brief()
    for start in range(0, len(strings), 5):
        some = (strings[start : start + 5] * 5)[:5]
        brief = replace(
            known,
            account=replace(known.account, address=some[0], visiting_hours=some[1]),
            promises=tuple(replace(known.promises[0], text=text, owner=text) for text in some),
            visit=known.visit and replace(known.visit, purpose="<b>bold</b> & &amp;", place=some[2]),
        )
        paper = visit_brief_pdf(
            briefs.paper(brief), language="en", paper_size=PaperSize.A4, profile=Profile.INTERNAL
        )
        assert paper.pages == 1
        assert "<b>bold</b>&&amp;" in whole_text(paper.content)


@settings(max_examples=25, deadline=None)
@given(
    st.text(max_size=300),
    st.integers(0, 60),
    st.integers(0, 40),
    st.integers(0, 30),
    st.sampled_from(list(PaperSize)),
)
def test_no_amount_of_anything_makes_a_second_page(
    text: str, promises: int, needs: int, contracts: int, size: PaperSize
) -> None:
    known = briefs.brief()
    brief = replace(
        known,
        promises=tuple(replace(known.promises[0], text=text, owner=text) for _ in range(promises)),
        needs=tuple(replace(known.needs[0], text=text) for _ in range(needs)),
        contracts=tuple(replace(known.contracts[0], title=text) for _ in range(contracts)),
        account=replace(known.account, name=text or "x", address=text, phone=text),
    )
    paper = visit_brief_pdf(briefs.paper(brief), language="en", paper_size=size, profile=Profile.INTERNAL)
    assert paper.pages == 1
