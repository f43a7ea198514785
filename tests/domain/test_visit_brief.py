"""What a brief takes of everything known: days at their very edges (3-features C7)."""

from datetime import date, timedelta

import pytest

from workbench.domain.absences import Closure
from workbench.domain.complaints import Complaint
from workbench.domain.visit_brief import closures_near, last_visits, recent_complaints
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import derived_id

TODAY = date(2028, 2, 29)
ACCOUNT = derived_id("account", "A")


@pytest.mark.parametrize(("days_ago", "told"), [(-1, False), (0, True), (365, True), (366, False)])
def test_complaints_of_a_year_are_told_and_none_that_lies_ahead(days_ago: int, told: bool) -> None:
    one = Complaint(derived_id("complaint", "1"), ACCOUNT, TODAY - timedelta(days=days_ago))
    assert recent_complaints([one], TODAY) == ((one,) if told else ())


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
