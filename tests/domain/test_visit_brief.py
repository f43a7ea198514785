"""What a brief takes of everything known: days at their very edges (3-features C7)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from workbench.domain.absences import Closure
from workbench.domain.complaint_progress import ComplaintProgress, Span, StepStand
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import Complaint, Outcome
from workbench.domain.visit_brief import closures_near, effect_checks, last_visits, told_complaints
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import derived_id

TODAY = date(2028, 2, 29)
ACCOUNT = derived_id("account", "A")


def complained(days_ago: int, state: ComplaintState) -> ComplaintProgress:
    received_on = TODAY - timedelta(days=days_ago)
    return ComplaintProgress(
        Complaint(derived_id("complaint", str(days_ago)), ACCOUNT, received_on), state=state
    )


@pytest.mark.parametrize(("days_ago", "told"), [(-1, False), (0, True), (365, True), (366, False)])
def test_closed_complaints_of_a_year_are_told_and_none_that_lies_ahead(days_ago: int, told: bool) -> None:
    one = complained(days_ago, ComplaintState.CLOSED)
    assert told_complaints([one], TODAY) == ((one.complaint,) if told else ())


def test_open_complaints_are_told_first_however_old() -> None:
    closed, old = complained(3, ComplaintState.CLOSED), complained(900, ComplaintState.TO_ANALYSE)
    assert told_complaints([closed, old], TODAY) == (old.complaint, closed.complaint)


@pytest.mark.parametrize(
    ("state", "effect", "done_ago", "asked"),
    [
        (ComplaintState.TO_EVALUATE, None, 3, True),
        (ComplaintState.CLOSED, None, 365, True),
        (ComplaintState.CLOSED, None, 366, False),
        (ComplaintState.CLOSED, Outcome.EFFECTIVE, 3, False),
        (ComplaintState.TO_IMPLEMENT, None, 3, False),
        (ComplaintState.CLOSED_NOT_VALID, None, 3, False),
    ],
)
def test_a_visit_asks_for_the_effect_once_the_solution_is_in_place(
    state: ComplaintState, effect: Outcome | None, done_ago: int, asked: bool
) -> None:
    one = complained(900, state)
    span = Span(one.complaint.received_on, TODAY - timedelta(days=done_ago))
    one = replace(one, effect=effect, steps=(StepStand(ComplaintStep.IMPLEMENT, spans=(span,)),))
    assert effect_checks([one], TODAY) == ((one.complaint,) if asked else ())


@pytest.mark.parametrize(
    ("starts", "ends", "told"), [(-9, -8, False), (-9, -7, True), (21, 30, True), (22, 30, False)]
)
def test_closed_days_from_a_week_before_to_three_weeks_after_are_told(
    starts: int, ends: int, told: bool
) -> None:
    span = DateSpan(TODAY + timedelta(days=starts), TODAY + timedelta(days=ends))
    one = Closure(derived_id("closure", "1"), ACCOUNT, span)
    assert closures_near([one], TODAY) == ((one,) if told else ())


def test_the_last_three_visits_made_are_told_but_not_the_one_it_is_for() -> None:
    visits = [
        Visit(
            derived_id("visit", str(days)),
            ACCOUNT,
            None,
            VisitKind.FIELD,
            VisitState.MISSED if days == -3 else VisitState.DONE,
            TODAY + timedelta(days=days),
        )
        for days in (-5, -4, -3, -2, -1, 0, 1)
    ]
    days = [(one.on - TODAY).days for one in last_visits(visits, TODAY, visits[5].id)]
    assert days == [-1, -2, -4]
