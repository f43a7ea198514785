"""The complaint record and the service report: complete for us, fit for the customer (2-rules §8)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import papers
from tests.documents.reading import page_sizes, squeezed, whole_text
from tests.domain.complaint_walks import COMPLAINT, STRAIGHT, Kind, Story
from workbench.documents.complaint_record import ComplaintPaper, complaint_record_pdf
from workbench.documents.service_report import (
    ComplaintEntry,
    ServiceEntry,
    ServiceReportPaper,
    service_report_pdf,
)
from workbench.domain.complaint_deadlines import deadline_of
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.complaint_statistics import ComplaintCase, statistics_of
from workbench.domain.complaints import Complaint, Outcome
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.workdays import WorkdayCalendar

STATED = replace(
    COMPLAINT,
    number="2026-0117",
    complainant="罗毓",
    channel="电话",
    against="到货型号不符",
    demand="两日内换货",
    text="二期试制要 RV-40E-121，到货 2 台为 RV-40E-105。",
    product="RV-40E",
    taken_by="张蔚",
)
TEXTS = ("text", "person", "department", "post", "prevention", "handling", "channel")


def told(complaint: Complaint = STATED) -> Story:
    """Everything that can happen, once, each text naming what it is."""
    story = Story(complaint)
    story.force(Kind.RECORDED)
    beside = ("replied", "contained", "waiting", "resumed", "told", "solved_first", "slip", "noted")
    steps = (*beside, *STRAIGHT[1:], "effect:effective")
    for step in steps:
        kind, _colon, outcome = step.partition(":")
        marks: dict[str, Any] = {name: f"[{kind}.{name}]" for name in TEXTS}
        story.add(
            Kind(kind),
            Outcome(outcome) if outcome else None,
            **marks,
            whys=(f"[{kind}.why]",),
            author="[author]",
        )
    back = story.add(Kind.EFFECT, Outcome.NOT_EFFECTIVE, text="[taken back]")
    story.add(Kind.TAKEN_BACK, of_id=back.id, text="[reason of taking back]")
    story.add(Kind.REPLIED, is_conclusive=True, text="[conclusive]", cost_fen=123_400)
    story.add(Kind.CLOSED, text="[closed.text]")
    return story


def record(story: Story, profile: Profile = Profile.INTERNAL, language: str = "en") -> Paper:
    progress = story.progress()
    paper = ComplaintPaper(
        "本公司",
        "张蔚",
        papers.TODAY,
        progress,
        papers.account(),
        taken_by="张蔚",
        deadline=deadline_of(story.complaint, progress, WorkdayCalendar(), papers.TODAY),
        used_days={ComplaintStep.JUDGE: 1, ComplaintStep.ANALYSE: 2},
        files=("[file.jpg]",),
    )
    return complaint_record_pdf(paper, language=language, paper_size=PaperSize.A4, profile=profile)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_internal_record_holds_all_that_happened(language: str) -> None:
    story = told()
    text = whole_text(record(story, language=language).content)
    for event in story.events:
        if event.kind not in (Kind.RECORDED, Kind.OFFERED):
            assert squeezed(event.text) in text, event.kind
    for mark in ("[analysed.post]", "[analysed.why]", "[evaluated.prevention]", "[evaluated.handling]"):
        assert mark in text
    for value in (STATED.number, STATED.text, STATED.demand, STATED.against, "罗毓", "张蔚", "[file.jpg]"):
        assert squeezed(value) in text
    assert "1,234" in text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_customers_copy_holds_what_concerns_them_and_no_more(language: str) -> None:
    text = whole_text(record(told(), Profile.CUSTOMER, language).content)
    marks = {part.split("]")[0] for part in text.split("[")[1:]}
    assert marks == {
        "replied.text",
        "replied.channel",
        "offered.text",
        "implemented.text",
        "conclusive",
    }
    for value in (STATED.number, STATED.text, STATED.demand, STATED.against):
        assert squeezed(value) in text
    assert "1,234" not in text


def test_signature_lines_for_the_manager_and_for_the_customer() -> None:
    ours, theirs = (whole_text(record(told(), profile).content) for profile in Profile)
    assert "Confirmedbythecustomer" in ours
    assert "Confirmedbythecustomer" in theirs
    assert "Manager'sdecision" in ours
    assert "Manager'sdecision" not in theirs


def test_what_was_just_recorded_prints_with_its_limits() -> None:
    story = Story(STATED)
    story.force(Kind.RECORDED)
    text = whole_text(record(story).content)
    assert "underway,limit2workingdays" in text
    assert "notreachedyet,limit10workingdays" in text
    assert "lookingintoit" in whole_text(record(story, Profile.CUSTOMER).content)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="<>&"), max_size=40))
def test_whatever_was_typed_prints_as_text(typed: str) -> None:
    story = Story(replace(STATED, text=f"<b>{typed}</b>", demand="&amp;"))
    story.force(Kind.RECORDED)
    text = whole_text(record(story).content)
    assert "<b>" in text
    assert "</b>" in text
    assert "&amp;" in text


def report(entries: int = 3) -> ServiceReportPaper:
    """A month with some complaints and services."""
    story = told()
    figures = statistics_of(
        [ComplaintCase(story.complaint, story.progress())],
        date(2026, 11, 1),
        date(2026, 11, 30),
        accounts=40,
        calendar=WorkdayCalendar(),
        today=papers.TODAY,
        repeat_days=180,
    )
    day = date(2026, 11, 10)
    complaints = tuple(
        ComplaintEntry(f"2026-{n:04}", "澜川精密", "质量", "异响 <i>", day, "待判定", "张蔚", days_late=n)
        for n in range(entries)
    )
    services = (
        ServiceEntry("S-1", "祁衡动力", "Return", "two units", day, None, date(2026, 11, 12), is_late=True),
        ServiceEntry("S-2", "祁衡动力", "Repair", "noise", date(2026, 10, 1), day, None),
    )
    return ServiceReportPaper("本公司", "张蔚", papers.TODAY, figures, complaints, services)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PaperSize))
def test_the_service_report_lists_complaints_and_requests_of_the_month(
    language: str, size: PaperSize
) -> None:
    data = report()
    paper = service_report_pdf(data, language=language, paper_size=size)
    text = whole_text(paper.content)
    for value in ("2026-0001", "2026-0002", "异响<i>", "S-1", "S-2", "澜川精密"):
        assert value in text
    assert ([len(data.asked), len(data.completed)], paper.pages) == ([1, 1], 2)
    assert page_sizes(paper.content)[0][0] == (595 if size is PaperSize.A4 else 612)


def test_a_month_without_anything_says_so() -> None:
    empty = replace(report(0), services=(), complaints=())
    text = whole_text(service_report_pdf(empty, language="en", paper_size=PaperSize.A4).content)
    assert "Nocomplaintwasreceivedinthismonth" in text


def test_a_crowded_month_keeps_every_line() -> None:
    text = whole_text(service_report_pdf(report(120), language="en", paper_size=PaperSize.A4).content)
    assert all(f"2026-{n:04}" in text for n in range(120))
