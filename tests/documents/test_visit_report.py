"""The visit report: complete, one page, and fit for its reader (2-rules §7.2)."""

from dataclasses import replace

import pytest

from tests.documents import papers
from tests.documents.reading import pages_text, whole_text
from workbench.documents.visit_report import VisitReportPaper, visit_report_pdf
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.visits import Visit, VisitKind, VisitState


def text_of(data: VisitReportPaper, profile: Profile = Profile.INTERNAL, language: str = "en") -> str:
    return whole_text(
        visit_report_pdf(data, language=language, paper_size=PaperSize.A4, profile=profile).content
    )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PaperSize))
def test_a_full_report_fits_one_page(language: str, size: PaperSize) -> None:
    paper = visit_report_pdf(
        papers.visit_report(), language=language, paper_size=size, profile=Profile.INTERNAL
    )
    assert paper.pages == 1


def test_everything_reported_is_on_the_paper() -> None:
    data = papers.visit_report()
    text = text_of(data)
    visit = data.visit
    for value in (visit.purpose, visit.findings, visit.needs, visit.competitor_news, visit.operating_state):
        assert "".join(value.split()) in text
    for promise in data.promises:
        assert "".join(promise.text.split()) in text
    for contact in data.met:
        assert contact.name in text
    assert "高闻" in text
    assert "26Nov2026" in text


def test_the_customers_copy_holds_nothing_internal() -> None:
    data = papers.visit_report()
    text = text_of(data, Profile.CUSTOMER)
    assert "二期车间会议室" in text
    for internal in (data.visit.competitor_news, data.visit.operating_state, data.visit.reason, "Internal"):
        assert "".join(internal.split()) not in text
    for internal in (data.account.note, data.account.tier_reason, *(person.note for person in data.met)):
        assert "".join(internal.split()) not in text


def test_empty_fields_leave_no_label_behind() -> None:
    text = text_of(papers.visit_report(visit=replace(papers.visit(), needs="", place=""), promises=()))
    assert "Needs" not in text
    assert "Promises" not in text
    assert "None" not in text


def test_a_visit_without_a_report_says_so() -> None:
    account = papers.account(address="", city="")
    bare = Visit(
        papers.visit().id, account.id, None, VisitKind.TELEPHONE, VisitState.PLANNED, papers.visit().on
    )
    text = text_of(VisitReportPaper("", "", papers.TODAY, bare, account))
    assert "Nothinghasbeenreportedaboutthisvisityet." in text


def test_a_report_of_many_pages_keeps_every_word() -> None:
    long = "".join(f"第{number}句写得很长，但一句也不能丢。" for number in range(900))
    data = papers.visit_report(visit=papers.visit(findings=long))
    paper = visit_report_pdf(data, language="zh_CN", paper_size=PaperSize.A4, profile=Profile.INTERNAL)
    text = whole_text(paper.content)
    assert paper.pages > 5
    for number in range(0, 900, 50):
        assert f"第{number}句" in text
    assert all(pages_text(paper.content))
