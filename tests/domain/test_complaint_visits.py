"""When a grave complaint asks for a visit, and which one goes where (2-rules §8)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaint_visits import VisitProposal, needs_visit, propose_visit
from workbench.domain.complaints import Complaint, ComplaintSeverity
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import Id, derived_id

TODAY = date(2026, 7, 1)
ACCOUNT = derived_id("account", "A")


def progress(
    severity: ComplaintSeverity, state: ComplaintState = ComplaintState.TO_JUDGE
) -> ComplaintProgress:
    complaint = Complaint(derived_id("complaint", "1"), ACCOUNT, TODAY, severity=severity)
    return ComplaintProgress(complaint, state=state)


def visit(days: int, state: VisitState = VisitState.PLANNED, kind: VisitKind = VisitKind.FIELD) -> Visit:
    row_id = derived_id("visit", str(days))
    return Visit(row_id, ACCOUNT, None, kind, state, TODAY + timedelta(days=days))


def test_only_grave_complaints_that_are_not_solved_ask_for_a_visit() -> None:
    assert not needs_visit(progress(ComplaintSeverity.NORMAL), ())
    for severity in (ComplaintSeverity.SEVERE, ComplaintSeverity.MAJOR):
        assert needs_visit(progress(severity), ())
        for state in (ComplaintState.TO_EVALUATE, ComplaintState.CLOSED, ComplaintState.CLOSED_NOT_VALID):
            assert not needs_visit(progress(severity, state), ())


def test_who_was_there_since_need_not_go_again_but_a_call_does_not_count() -> None:
    grave = progress(ComplaintSeverity.SEVERE)
    assert not needs_visit(grave, [visit(0, VisitState.DONE)])
    assert needs_visit(grave, [visit(-1, VisitState.DONE)])
    assert needs_visit(grave, [visit(0, VisitState.DONE, VisitKind.TELEPHONE)])


def test_a_visit_a_day_later_than_the_first_free_day_is_pulled_forward() -> None:
    free = [TODAY + timedelta(days=days) for days in (2, 3)]
    planned, agreed = visit(3), visit(3, VisitState.AGREED)
    assert propose_visit([planned], free, [], TODAY) == VisitProposal(planned, free[0])
    assert propose_visit([agreed], free, [], TODAY) == VisitProposal(None, free[0])
    assert propose_visit([visit(2)], free, [], TODAY) is None
    assert propose_visit([], [], free, TODAY) == VisitProposal(None, free[0], has_room=False)
    assert propose_visit([], [], [], TODAY) is None


visits = st.lists(
    st.builds(
        lambda number, days, state, kind, gathering, period: Visit(
            derived_id("visit", str(number)),
            ACCOUNT,
            None,
            kind,
            state,
            TODAY + timedelta(days=days),
            gathering_id=Id(bytes(16)) if gathering else None,
            period=period_of(PeriodKind.QUARTER, TODAY + timedelta(days=days)).key if period else "",
        ),
        st.integers(0, 9**9),
        st.integers(-40, 200),
        st.sampled_from(VisitState),
        st.sampled_from([VisitKind.FIELD, VisitKind.TELEPHONE, VisitKind.EXECUTIVE]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)
days = st.lists(st.integers(1, 7).map(lambda days: TODAY + timedelta(days=days)), max_size=5).map(sorted)


@given(visits, days, days)
def test_a_proposal_only_ever_brings_the_customer_a_visit_sooner(
    known: list[Visit], free: list[date], full: list[date]
) -> None:
    found = propose_visit(known, free, full, TODAY)
    coming = [one for one in known if one.state.is_open and one.kind.is_on_site and one.on >= TODAY]
    first = min((one.on for one in coming), default=date.max)
    if found is None:
        assert first <= (free or full or [date.max])[0]
        return
    assert found.on == (free or full)[0] < first
    assert found.has_room == bool(free)
    if found.visit is not None:
        assert found.visit.on == first
        assert found.visit.state is VisitState.PLANNED
        assert found.visit.gathering_id is None
        assert found.visit.period in ("", period_of(PeriodKind.QUARTER, found.on).key)
