"""When a weekly report is due, and what the data would write (2-rules §7.2)."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.domain.contact_log import Channel, LoggedContact
from workbench.domain.promises import PromiseState
from workbench.domain.visits import Action, Side, Visit, VisitKind, VisitState
from workbench.domain.week_texts import section_text
from workbench.domain.weekly_reports import (
    Section,
    Submission,
    WeekComplaint,
    WeekContact,
    WeekDuty,
    WeekFacts,
    WeeklyReport,
    WeekPromise,
    WeekVisit,
    report_due_on,
    submission,
    week_label,
    week_start,
    weekly_report_id,
)
from workbench.domain.workdays import NoticeDay, WorkdayCalendar
from workbench.foundation.ids import derived_id

MONDAY = date(2026, 6, 29)
FRIDAY = date(2026, 7, 3)
ME = derived_id("manager", "me")


@given(st.dates(date(1900, 1, 8), date(2199, 12, 20)))
def test_every_day_lies_in_the_week_of_its_monday(day: date) -> None:
    monday = week_start(day)
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)


def test_weeks_are_numbered_as_the_standard_says() -> None:
    assert week_label(date(2025, 12, 29)) == "Week 1, 2026"


def test_two_laptops_give_a_report_the_same_id() -> None:
    assert weekly_report_id(ME, MONDAY) == weekly_report_id(ME, MONDAY)
    assert weekly_report_id(ME, MONDAY) != weekly_report_id(ME, MONDAY + timedelta(days=7))


def test_the_report_is_due_on_friday_or_on_the_last_working_day_before_it() -> None:
    assert report_due_on(MONDAY, WorkdayCalendar()) == FRIDAY
    off = [NoticeDay(FRIDAY, True, "Day off", "假"), NoticeDay(FRIDAY - timedelta(days=1), True, "x", "假")]
    assert report_due_on(MONDAY, WorkdayCalendar.from_notices([2026], off)) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("handed_in", "today", "at", "expected"),
    [
        (None, FRIDAY, time(16, 59), Submission.NOT_DUE),
        (None, FRIDAY, time(17), Submission.LATE),
        (None, FRIDAY + timedelta(days=3), time(8), Submission.LATE),
        (FRIDAY, FRIDAY + timedelta(days=9), time(8), Submission.SUBMITTED),
        (FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=9), time(8), Submission.SUBMITTED_LATE),
    ],
)
def test_a_report_is_late_after_five_on_friday(
    handed_in: date | None, today: date, at: time, expected: Submission
) -> None:
    report = WeeklyReport(weekly_report_id(ME, MONDAY), ME, MONDAY, submitted_on=handed_in)
    assert submission(report, FRIDAY, today, at) is expected


def visit(**changes: object) -> WeekVisit:
    known = Visit(
        derived_id("visit", "1"),
        derived_id("account", "1"),
        ME,
        VisitKind.FIELD,
        VisitState.DONE,
        MONDAY,
        findings="Two lines\nstopped",
        needs="Spares in 48 h",
    )
    return WeekVisit(replace(known, **changes), "Lanchuan", ("Han Pei",))  # type: ignore[arg-type]


def test_the_texts_tell_the_visits_the_feedback_and_the_promises() -> None:
    action = Action(
        derived_id("x"), derived_id("account", "1"), "Price sheet", Side.OURS, "Li Lei", date(2026, 6, 26)
    )
    facts = WeekFacts(
        MONDAY,
        FRIDAY,
        done=(visit(),),
        dropped=(visit(state=VisitState.MISSED, reason="Stock-taking"),),
        late=(WeekPromise(action, "Lanchuan", PromiseState.LATE, 7),),
    )
    assert section_text(facts, Section.VISITS).splitlines() == [
        "Mon 29 Jun · Lanchuan · Field visit · Han Pei: Two lines stopped",
        "Did not take place:",
        "Mon 29 Jun · Lanchuan · Field visit · Han Pei: Missed · Stock-taking",
    ]
    assert section_text(facts, Section.FEEDBACK) == "Lanchuan · needs: Spares in 48 h"
    assert section_text(facts, Section.PROMISES).splitlines() == [
        "Late:",
        "Lanchuan: Price sheet (Li Lei · due 26 Jun · 7 days late)",
    ]
    assert section_text(facts, Section.REMARKS) == ""


def test_the_texts_tell_calls_complaints_each_kind_of_promise_and_the_next_week() -> None:
    account, tuesday = derived_id("account", "1"), date(2026, 6, 30)
    call = LoggedContact(derived_id("call"), account, Channel.CALL, "Asked for\nthe drawing", tuesday)
    complaint = Complaint(
        derived_id("complaint"), account, tuesday, "0117", kind=ComplaintKind.QUALITY, demand="Replace it"
    )

    def promise(text: str, due: date) -> WeekPromise:
        action = Action(derived_id(text), account, text, Side.THEIRS, due_on=due)
        return WeekPromise(action, "Lanchuan", PromiseState.OPEN)

    facts = WeekFacts(
        MONDAY,
        FRIDAY,
        contacts=(WeekContact(call, "Lanchuan", "Han Pei"),),
        complaints=(WeekComplaint(complaint, "Lanchuan"),),
        made=(promise("Drawing", FRIDAY),),
        kept=(promise("Sample", MONDAY),),
        due=(promise("Order", date(2026, 7, 8)),),
        next_visits=(visit(),),
        next_duties=(WeekDuty("Qiheng", VisitKind.FIELD, FRIDAY),),
    )
    assert section_text(facts, Section.VISITS).splitlines() == [
        "Calls and messages:",
        f"Tue 30 Jun · Lanchuan · Han Pei · {Channel.CALL.label}: Asked for the drawing",
    ]
    assert section_text(facts, Section.FEEDBACK) == (
        f"Lanchuan · complaint of Tue 30 Jun: 0117 · {ComplaintKind.QUALITY.label} · Replace it"
    )
    assert section_text(facts, Section.PROMISES).splitlines() == [
        "Made this week:",
        "Lanchuan: Drawing (the customer · due 3 Jul)",
        "Kept this week:",
        "Lanchuan: Sample (the customer · due 29 Jun)",
        "Due by the end of next week:",
        "Lanchuan: Order (the customer · due 8 Jul)",
    ]
    assert section_text(facts, Section.NEXT_WEEK).splitlines() == [
        "Mon 29 Jun · Lanchuan · Field visit · Han Pei",
        "Due and without a day:",
        "Qiheng · Field visit · due 3 Jul 2026",
    ]


def test_an_empty_week_writes_nothing() -> None:
    facts = WeekFacts(MONDAY, FRIDAY)
    assert facts.is_empty
    assert not any(section_text(facts, section) for section in Section)
