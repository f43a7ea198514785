"""The visit report: complete, one page, and fit for its reader (2-rules §7.2)."""

from dataclasses import replace
from datetime import date

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


def test_problems_and_the_next_visit_stand_on_the_report_and_problems_only_on_ours() -> None:
    following = replace(
        papers.visit(), kind=VisitKind.EXECUTIVE, state=VisitState.AGREED, on=date(2026, 12, 3), at="14:00"
    )
    data = papers.visit_report(problems=("备件台账与 ERP 共用",), next_visit=following)
    assert "Problemswecansolve" in text_of(data)
    assert "备件台账与ERP共用" in text_of(data)
    assert "Thu3Dec202614:00Executivevisit·Agreed" in text_of(data)
    customers = text_of(data, Profile.CUSTOMER)
    assert "备件台账与ERP共用" not in customers
    assert "Thu3Dec202614:00" in customers


def test_a_task_of_our_own_is_no_promise_to_the_customer() -> None:
    data = papers.visit_report()
    task = replace(data.promises[0], text="稳住反对者", origin="playbook:opponent")
    data = replace(data, promises=(*data.promises, task))
    assert "稳住反对者" in text_of(data)
    assert "稳住反对者" not in text_of(data, Profile.CUSTOMER)


def test_names_of_sixty_characters_and_hostile_text_print_literally() -> None:
    long, hostile = "名" * 60, "<b>bold</b> & &amp; %s {0} $(rm)"
    data = papers.visit_report(
        account=papers.account(name=long, short_name=""),
        manager=long,
        our_people=(long, hostile),
        problems=(hostile,),
        visit=papers.visit(findings=hostile),
    )
    text = text_of(data)
    assert long in text
    assert text.count("".join(hostile.split())) == 3
