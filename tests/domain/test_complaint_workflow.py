"""The workflow of a complaint by example: its steps and their conditions (2-rules §8)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.domain.complaint_walks import (
    COMPLAINT,
    LAST,
    RECEIVED,
    STRAIGHT,
    Kind,
    Story,
    reply,
    story,
    straight,
)
from workbench.domain.complaint_workflow import (
    TRANSITIONS,
    ComplaintState,
    ComplaintStep,
    Guard,
    check_move,
    hindrances,
    moves,
    progress_of,
)
from workbench.domain.complaints import ComplaintSeverity, Outcome
from workbench.foundation.errors import BadInput, NotAllowed

State = ComplaintState


def kinds(told: Story) -> set[tuple[Kind, Outcome | None]]:
    return {(one.kind, one.outcome) for one in moves(told.progress())}


def test_a_complaint_without_events_is_to_be_judged() -> None:
    progress = progress_of(COMPLAINT, ())
    assert progress.state is State.TO_JUDGE
    assert progress.stand(ComplaintStep.RECORD).is_done
    assert progress.stand(ComplaintStep.JUDGE).is_current
    assert progress.answerable.person == "Zhang Wei"


def test_the_straight_way_passes_all_seven_steps_and_closes_with_a_conclusive_reply() -> None:
    told = straight()
    assert told.progress().state is State.TO_CLOSE
    with pytest.raises(NotAllowed) as refused:
        told.add(Kind.CLOSED)
    assert refused.value.where == Guard.REPLIED.value
    assert hindrances(told.progress(), Kind.CLOSED) == (Guard.REPLIED,)
    reply(told)
    closed = told.add(Kind.CLOSED, on=RECEIVED + timedelta(days=30))
    assert told.progress().state is State.CLOSED
    assert told.progress().closed_on == closed.on
    assert all(stand.is_done and not stand.is_current for stand in told.progress().steps)
    assert [stand.step.number for stand in told.progress().steps] == [1, 2, 3, 4, 5, 6, 7]


def test_what_is_not_valid_is_closed_only_once_the_customer_has_been_told_why() -> None:
    told = story("judged:not_valid")
    assert told.progress().state is State.NOT_VALID
    with pytest.raises(NotAllowed):
        told.add(Kind.CLOSED)
    told.add(Kind.REPLIED)
    with pytest.raises(NotAllowed):
        told.add(Kind.CLOSED)
    reply(told)
    told.add(Kind.CLOSED)
    assert told.progress().state is State.CLOSED_NOT_VALID
    assert not told.progress().stand(ComplaintStep.ASSIGN).is_done


def test_what_was_judged_not_valid_can_be_judged_valid_after_all() -> None:
    assert story("judged:not_valid", "judged:valid").progress().state is State.TO_ASSIGN
    told = story("judged:not_valid")
    reply(told)
    told.go("closed", "reopened")
    assert told.progress().state is State.TO_JUDGE


def test_a_reply_before_the_judgement_or_before_the_solution_is_not_conclusive() -> None:
    told = story()
    with pytest.raises(BadInput) as refused:
        reply(told)
    assert refused.value.where == "is_conclusive"
    told.force(Kind.REPLIED, is_conclusive=True)
    assert not told.progress().has_conclusive_reply
    told.go("judged:not_valid")
    assert not told.progress().has_conclusive_reply
    again = straight("offered")
    reply(again)
    again.go("answered:negotiate", "proposed", "decided:approved", "offered")
    assert not again.progress().has_conclusive_reply


def test_who_took_it_stays_answerable_until_a_department_has_taken_over() -> None:
    told = story("judged:valid", "assigned")
    assert told.progress().answerable.person == "Zhang Wei"
    assert told.progress().answerable.is_first_asked
    told.add(Kind.DECLINED, text="not ours")
    assert told.progress().state is State.TO_ASSIGN
    told.add(Kind.ASSIGNED, department="Logistics", person="")
    told.add(Kind.TAKEN_OVER, person="Lin")
    answerable = told.progress().answerable
    assert (answerable.person, answerable.department, answerable.is_first_asked) == (
        "Lin",
        "Logistics",
        False,
    )


def test_a_department_that_takes_over_without_naming_anybody_means_who_was_assigned() -> None:
    told = straight("taken_over")
    assert told.progress().answerable.person == "Feng Yizhou"
    other = story("judged:valid", "assigned")
    other.add(Kind.TAKEN_OVER, department="Logistics")
    assert other.progress().answerable.person == ""


@pytest.mark.parametrize(
    ("until", "kind", "outcome", "field"),
    [
        ("recorded", Kind.JUDGED, Outcome.NOT_VALID, "text"),
        ("judged", Kind.ASSIGNED, None, "department"),
        ("assigned", Kind.DECLINED, None, "text"),
        ("taken_over", Kind.ANALYSED, None, "cause"),
        ("taken_over", Kind.ANALYSED, None, "post"),
        ("taken_over", Kind.ANALYSED, None, "whys"),
        ("analysed", Kind.PROPOSED, None, "text"),
        ("proposed", Kind.DECIDED, Outcome.APPROVED, "person"),
        ("proposed", Kind.DECIDED, Outcome.REFUSED, "text"),
        ("offered", Kind.ANSWERED, Outcome.NEGOTIATE, "text"),
        ("answered", Kind.IMPLEMENTED, None, "text"),
        ("implemented", Kind.EVALUATED, None, "prevention"),
        ("implemented", Kind.EVALUATED, None, "handling"),
        ("recorded", Kind.REPLIED, None, "text"),
        ("recorded", Kind.TOLD, None, "person"),
        ("recorded", Kind.WAITING, None, "text"),
    ],
)
def test_a_step_asks_for_its_fields(until: str, kind: Kind, outcome: Outcome | None, field: str) -> None:
    told = straight(until) if until != "recorded" else story()
    empty = {"cause": None, "whys": (" ",), "department": " "}.get(field, "  ")
    values: dict[str, Any] = {field: empty}
    if field == "department":
        values["person"] = ""
    with pytest.raises(BadInput) as refused:
        told.add(kind, outcome, **values)
    assert refused.value.where == field
    told.add(kind, outcome)


def test_a_step_cannot_be_skipped_and_the_refusal_says_where_it_stands() -> None:
    with pytest.raises(NotAllowed) as refused:
        story().add(Kind.ANALYSED)
    assert "To be judged" in refused.value.hint
    with pytest.raises(BadInput) as unclear:
        story().add(Kind.JUDGED)
    assert unclear.value.where == "outcome"
    with pytest.raises(NotAllowed):
        story("judged:valid").add(Kind.RECORDED)


def test_negotiating_is_a_further_round_and_a_refused_decision_is_not() -> None:
    told = straight("proposed")
    told.go("decided:refused")
    assert told.progress().state is State.TO_PROPOSE
    told.go("proposed", "decided:approved", "offered")
    assert told.progress().rounds == 1
    assert len(told.progress().stand(ComplaintStep.PROPOSE).spans) == 1
    told.add(Kind.ANSWERED, Outcome.NEGOTIATE, RECEIVED + timedelta(days=2))
    told.go("proposed", "decided:approved", "offered", "answered:accepted")
    assert told.progress().rounds == 2
    assert len(told.progress().stand(ComplaintStep.PROPOSE).spans) == 2
    assert len(told.progress().replies) == 2


def test_what_was_solved_first_keeps_it_open_until_the_slip_is_handed_in() -> None:
    told = story("solved_first")
    assert (Kind.SOLVED_FIRST, None) not in kinds(told)
    told.go(*STRAIGHT[1:])
    reply(told)
    with pytest.raises(NotAllowed) as refused:
        told.add(Kind.CLOSED)
    assert refused.value.where == Guard.SLIP.value
    told.go("slip", "closed")
    assert told.progress().state is State.CLOSED
    assert len(told.progress().slips) == 2


def test_a_major_matter_is_closed_only_once_superiors_were_told() -> None:
    major = replace(COMPLAINT, severity=ComplaintSeverity.MAJOR)
    told = straight(complaint=major)
    reply(told)
    assert hindrances(told.progress(), Kind.CLOSED) == (Guard.TOLD,)
    told.go("told", "closed")
    assert told.progress().state is State.CLOSED


def test_calling_a_closed_complaint_major_later_does_not_open_it_again() -> None:
    told = straight()
    reply(told)
    told.go("closed")
    major = replace(COMPLAINT, severity=ComplaintSeverity.MAJOR)
    assert progress_of(major, told.events).state is State.CLOSED


def test_waiting_ends_by_itself_with_the_next_step() -> None:
    told = story("waiting")
    assert told.progress().is_waiting
    assert (Kind.WAITING, None) not in kinds(told)
    assert (Kind.RESUMED, None) in kinds(told)
    told.go("replied")
    assert told.progress().is_waiting
    told.add(Kind.JUDGED, Outcome.VALID, RECEIVED + timedelta(days=3))
    assert not told.progress().is_waiting
    (pause,) = told.progress().pauses
    assert (pause.start, pause.end) == (RECEIVED, RECEIVED + timedelta(days=3))


def test_while_the_customer_thinks_about_the_solution_the_clock_stands_still_by_itself() -> None:
    told = straight("offered")
    assert told.progress().is_waiting
    assert (Kind.WAITING, None) not in kinds(told)
    told.go("answered:accepted")
    assert not told.progress().is_waiting


def test_going_on_cannot_be_dated_before_the_waiting() -> None:
    told = story()
    told.add(Kind.WAITING, on=RECEIVED + timedelta(days=3))
    with pytest.raises(BadInput) as refused:
        told.add(Kind.RESUMED, on=RECEIVED + timedelta(days=2))
    assert refused.value.where == "on"


def test_days_lie_between_the_receipt_and_today_and_steps_in_their_order() -> None:
    told = story()
    for day in (RECEIVED - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(BadInput) as refused:
            told.add(Kind.NOTED, on=day)
        assert refused.value.where == "on"
    told.add(Kind.JUDGED, Outcome.VALID, RECEIVED + timedelta(days=5))
    with pytest.raises(BadInput) as early:
        told.add(Kind.ASSIGNED, on=RECEIVED + timedelta(days=4))
    assert early.value.where == "on"
    told.add(Kind.NOTED, on=RECEIVED)
    check_move(told.progress(), told.draft(Kind.ASSIGNED, on=LAST), LAST)


def test_an_effect_that_did_not_come_offers_to_open_it_again() -> None:
    told = straight("implemented")
    assert (Kind.REOPENED, None) not in kinds(told)
    told.go("effect:not_effective")
    assert (Kind.REOPENED, None) in kinds(told)
    told.go("reopened")
    assert told.progress().state is State.TO_ANALYSE
    assert told.progress().reopenings == 1
    assert not told.progress().stand(ComplaintStep.IMPLEMENT).is_done
    assert told.progress().answerable.department == "Quality"


def test_what_is_closed_takes_effect_checks_notes_and_being_opened_again() -> None:
    told = straight()
    reply(told)
    told.go("closed")
    offered = kinds(told)
    assert {kind for kind, _outcome in offered} == {Kind.EFFECT, Kind.NOTED, Kind.REOPENED, Kind.TAKEN_BACK}
    told.go("effect:effective", "reopened")
    assert told.progress().state is State.TO_ANALYSE
    assert not told.progress().has_conclusive_reply
    assert told.progress().effect is None
    assert told.progress().rounds == 0


def test_costs_of_events_that_count_are_added_each_once() -> None:
    told = straight("decided")
    assert told.progress().cost_fen is None
    told.add(Kind.CONTAINED, cost_fen=500)
    dear = told.add(Kind.OFFERED, cost_fen=70_000)
    assert told.progress().cost_fen == 70_500
    assert told.progress().counted == tuple(told.events)
    told.add(Kind.TAKEN_BACK, of_id=dear.id)
    assert told.progress().cost_fen == 500


# --- the table


def test_each_row_of_the_table_can_be_reached_and_taken() -> None:
    """Every state is the target of some row or the beginning, and no two rows answer the same event."""
    assert {one.target for one in TRANSITIONS} == set(State)
    keys = [(one.state, one.kind, one.outcome) for one in TRANSITIONS]
    assert len(keys) == len(set(keys))
    assert {one.state for one in TRANSITIONS} == set(State)


def test_every_label_says_something() -> None:
    labels = [one.label for one in (*State, *ComplaintStep, *Guard)]
    assert all(labels)
    assert len({one.label for one in State}) == len(State)
