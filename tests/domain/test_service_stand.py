"""How a request stands: working days left by the official calendar, what is next, what is missing (§9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.service_limits import SoldLine, return_doubts, return_limit
from workbench.domain.service_requests import (
    ServiceCommitment,
    ServiceDocument,
    ServiceKind,
    ServiceOutcome,
    ServiceRequest,
)
from workbench.domain.service_stand import ServiceState, left_words, stand_of
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.ids import Id, derived_id
from workbench.services.calendars import official_calendar

ONE, ACCOUNT = derived_id("service", "1"), derived_id("account", "A")
CHINA = official_calendar()
THURSDAY = date(2026, 9, 24)


def request(**values: object) -> ServiceRequest:
    return ServiceRequest(ONE, ACCOUNT, "x", **{"requested_on": THURSDAY, **values})  # type: ignore[arg-type]


def promise(
    number: int, workdays: int, due_on: date | None, done_on: date | None = None
) -> ServiceCommitment:
    return ServiceCommitment(
        Id(derived_id("promise", str(number))), ONE, f"P{number}", workdays, due_on, done_on, position=number
    )


def test_days_left_leave_out_holidays_and_count_make_up_weekends() -> None:
    # Mid-autumn lies on 25 to 27 September 2026; National Day from 1 to 7 October, made up for on 20
    # September and 10 October.
    due = CHINA.add_workdays(THURSDAY, 3)
    assert due == date(2026, 9, 30)
    stand = stand_of(request(), [promise(0, 3, due)], [], CHINA, date(2026, 9, 26))
    assert (stand.next and stand.next.left, stand.state) == (3, ServiceState.OPEN)
    late = stand_of(request(), [promise(0, 3, due)], [], CHINA, date(2026, 10, 10))
    assert late.state is ServiceState.LATE
    assert late.overdue[0].words == "3 working days late"


def test_what_passed_over_a_weekend_is_late_on_the_saturday() -> None:
    friday = date(2026, 7, 3)
    stand = stand_of(request(), [promise(0, 1, friday)], [], WorkdayCalendar(), friday + timedelta(1))
    assert (stand.state, stand.overdue[0].left) == (ServiceState.LATE, -1)
    assert left_words(0) == "due today"


def test_a_request_whose_promises_are_kept_waits_to_be_called_completed() -> None:
    kept = [promise(0, 1, THURSDAY, THURSDAY), promise(1, 3, THURSDAY, THURSDAY)]
    assert stand_of(request(), kept, [], CHINA, THURSDAY).state is ServiceState.READY
    done = stand_of(request(completed_on=THURSDAY), kept, [], CHINA, THURSDAY)
    assert (done.state, done.next, done.missing) == (ServiceState.COMPLETED, None, ())
    assert stand_of(request(), [], [], CHINA, THURSDAY).state is ServiceState.OPEN


def test_a_fault_is_passed_on_at_once() -> None:
    fault = request(kind=ServiceKind.FAULT)
    kept = [promise(0, 1, THURSDAY, THURSDAY)]
    assert stand_of(fault, kept, [], CHINA, THURSDAY).must_pass_on
    assert stand_of(fault, kept, [], CHINA, THURSDAY).state is ServiceState.OPEN
    passed = request(kind=ServiceKind.FAULT, passed_on=THURSDAY, passed_to="Li Lei")
    assert not stand_of(passed, kept, [], CHINA, THURSDAY).must_pass_on


def test_missing_documents_are_named() -> None:
    documents = [
        ServiceDocument(Id(derived_id("document", name)), ONE, name, received_on)
        for name, received_on in (("Licence", THURSDAY), ("Drawing", None))
    ]
    stand = stand_of(request(), [], documents, CHINA, THURSDAY)
    assert [one.name for one in stand.missing] == ["Drawing"]


days = st.dates(date(2025, 1, 1), date(2027, 6, 1))


@given(
    days, st.lists(st.integers(0, 30), min_size=1, max_size=5), st.integers(0, 60), st.sets(st.integers(0, 4))
)
def test_what_is_next_is_open_and_never_later_than_another(
    asked: date, workdays: list[int], later: int, done: set[int]
) -> None:
    today = asked + timedelta(later)
    promises = [
        promise(at, count, CHINA.add_workdays(asked, count), today if at in done else None)
        for at, count in enumerate(workdays)
    ]
    stand = stand_of(request(requested_on=asked), promises, [], CHINA, today)
    waiting = [one for one in stand.commitments if one.commitment.done_on is None]
    assert (stand.next is None) == (not waiting) == (stand.state is ServiceState.READY)
    for one in waiting:
        assert one.due_on is not None
        assert one.is_overdue == (one.due_on < today)
        assert stand.next is not None
        assert stand.next.due_on is not None
        assert stand.next.due_on <= one.due_on
    assert (stand.state is ServiceState.LATE) == any(one.is_overdue for one in waiting)


BOUGHT = date(2026, 8, 10)


@pytest.mark.parametrize(
    ("asked", "late", "words"),
    [
        (date(2026, 9, 9), 0, "Inside the limit of 30 days, until 9 Sep 2026"),
        (date(2026, 9, 10), 1, "1 day past the limit of 30 days, which ended on 9 Sep 2026"),
        (date(2026, 9, 24), 15, "15 days past the limit of 30 days, which ended on 9 Sep 2026"),
    ],
)
def test_a_return_is_inside_or_outside_the_limit_of_the_account(asked: date, late: int, words: str) -> None:
    limit = return_limit(request(kind=ServiceKind.RETURN, bought_on=BOUGHT, requested_on=asked), 30)
    assert limit is not None
    assert (limit.until, limit.late, limit.words) == (date(2026, 9, 9), late, words)


def test_there_is_no_limit_to_speak_of_without_its_parts() -> None:
    given = request(kind=ServiceKind.RETURN, bought_on=BOUGHT)
    assert return_limit(given, None) is None
    assert return_limit(request(kind=ServiceKind.RETURN), 30) is None
    assert return_limit(request(kind=ServiceKind.REPAIR, bought_on=BOUGHT), 30) is None
    far = return_limit(given, 10**9)
    assert far is not None
    assert far.until == date.max


SOLD = (SoldLine("Seal", BOUGHT, 10_000, 50_000), SoldLine("Pump", BOUGHT, 1_000, 90_000))


def returned(**values: object) -> ServiceRequest:
    return request(kind=ServiceKind.RETURN, sale_number="S1", **values)


def test_more_than_was_sold_is_told_and_nothing_is_refused() -> None:
    assert return_doubts(returned(product="seal", quantity_milli=10_000), SOLD) == ()
    assert return_doubts(returned(product="Seal", quantity_milli=12_000), SOLD) == (
        "More than was sold: 12 of 10",
    )
    assert len(return_doubts(returned(product="Seal", amount_fen=60_000), SOLD)) == 1
    before = [returned(product="Seal", quantity_milli=8_000)]
    more, counted = return_doubts(returned(product="Seal", quantity_milli=4_000), SOLD, before)
    assert (more, counted) == (
        "More than was sold: 12 of 10",
        "Earlier returns from this document are counted in.",
    )


def test_what_was_refused_or_only_repaired_was_not_given_back() -> None:
    before = [
        returned(product="Seal", quantity_milli=8_000, outcome=ServiceOutcome.REFUSED),
        request(kind=ServiceKind.REPAIR, sale_number="S1", product="Seal", quantity_milli=8_000),
    ]
    assert return_doubts(returned(product="Seal", quantity_milli=4_000), SOLD, before) == ()


def test_a_document_or_a_product_that_is_not_known_is_told() -> None:
    assert return_doubts(returned(), ()) == ("The document S1 is not among the sales records.",)
    assert return_doubts(returned(product="Belt"), SOLD) == ("Belt is not on the document S1.",)
    assert return_doubts(returned(), None) == ()
    assert return_doubts(request(kind=ServiceKind.REPAIR), ()) == ()
