"""What is taken back of a complaint, and what two laptops did about the same one (2-rules §8)."""

from datetime import date, timedelta

import pytest

from tests.domain.complaint_walks import (
    RECEIVED,
    Kind,
    Story,
    reply,
    story,
    straight,
)
from workbench.domain.complaint_moves import can_take_back
from workbench.domain.complaint_workflow import (
    ComplaintState,
    ComplaintStep,
    Move,
    moves,
)
from workbench.domain.complaints import Outcome
from workbench.foundation.errors import BadInput, NotAllowed

State = ComplaintState


def test_the_latest_step_can_be_taken_back_and_the_taking_back_too() -> None:
    told = straight("analysed")
    analysed, taken_over = told.events[-1], told.events[-2]
    before = straight("taken_over").progress()
    back = told.add(Kind.TAKEN_BACK, of_id=analysed.id)
    assert told.progress().state is State.TO_ANALYSE
    assert told.progress().taken_back == (analysed,)
    assert told.progress().take_backs == (back,)
    assert told.progress().stand(ComplaintStep.ANALYSE) == before.stand(ComplaintStep.ANALYSE)
    deeper = told.copy("deeper")
    deeper.add(Kind.TAKEN_BACK, of_id=taken_over.id)
    assert deeper.progress().state is State.TO_TAKE_OVER
    with pytest.raises(NotAllowed):
        deeper.add(Kind.TAKEN_BACK, of_id=back.id)
    again = told.add(Kind.TAKEN_BACK, of_id=back.id)
    assert told.progress().state is State.TO_PROPOSE
    assert told.progress().take_backs == (back, again)
    assert told.progress().taken_back == ()


def test_what_was_taken_back_is_not_restored_once_another_step_followed() -> None:
    told = straight("analysed")
    back = told.add(Kind.TAKEN_BACK, of_id=told.events[-1].id)
    told.go("analysed")
    with pytest.raises(NotAllowed):
        told.add(Kind.TAKEN_BACK, of_id=back.id)
    forced = told.force(Kind.TAKEN_BACK, of_id=back.id)
    assert forced in told.progress().out_of_turn
    assert told.progress().state is State.TO_PROPOSE


def test_taking_back_needs_a_reason_and_an_earlier_step_waits_its_turn() -> None:
    told = straight("analysed")
    with pytest.raises(BadInput) as refused:
        told.add(Kind.TAKEN_BACK, of_id=told.events[-1].id, text="")
    assert refused.value.where == "text"
    for target in (told.events[1].id, None, told.events[0].id):
        with pytest.raises(NotAllowed):
            told.add(Kind.TAKEN_BACK, of_id=target)


def test_a_reply_noted_by_mistake_can_be_taken_back_while_it_is_open() -> None:
    told = straight()
    mistaken = reply(told)
    assert can_take_back(told.progress(), mistaken.id)
    taken = told.copy("b")
    back = taken.add(Kind.TAKEN_BACK, of_id=mistaken.id)
    assert not taken.progress().has_conclusive_reply
    taken.add(Kind.TAKEN_BACK, of_id=back.id)
    assert taken.progress().has_conclusive_reply
    assert not can_take_back(taken.progress(), back.id)
    told.go("closed")
    assert not can_take_back(told.progress(), mistaken.id)


def test_closed_by_mistake_is_taken_back_rather_than_opened_again() -> None:
    told = straight()
    reply(told)
    closed = told.add(Kind.CLOSED)
    told.add(Kind.TAKEN_BACK, of_id=closed.id)
    assert told.progress().state is State.TO_CLOSE
    assert told.progress().reopenings == 0


# --- two laptops


def merged(one: Story, other: Story) -> Story:
    both = one.copy("merged")
    both.events = sorted(
        {event.id: event for event in (*one.events, *other.events)}.values(), key=lambda e: e.id
    )
    return both


def test_where_two_judged_differently_the_complaint_lives() -> None:
    mine, theirs = story(), story()
    theirs = mine.copy("b")
    mine.go("judged:not_valid")
    theirs.go("judged:valid", "assigned")
    both = merged(mine, theirs).progress()
    assert both.state is State.TO_TAKE_OVER
    assert [one.outcome for one in both.out_of_turn] == [Outcome.NOT_VALID]


def test_a_judgement_of_valid_that_comes_later_opens_what_the_other_had_closed() -> None:
    mine = story()
    theirs = mine.copy("b")
    mine.go("judged:not_valid")
    reply(mine)
    mine.go("closed")
    theirs.go("noted", "noted", "noted", "judged:valid")
    assert Move(Kind.JUDGED, Outcome.VALID, State.TO_ASSIGN) not in moves(mine.progress())
    with pytest.raises(NotAllowed):
        mine.add(Kind.JUDGED, Outcome.VALID)
    assert merged(mine, theirs).progress().state is State.TO_ASSIGN


def test_the_same_step_on_two_laptops_counts_once_and_both_stay_in_sight() -> None:
    mine = straight("taken_over")
    theirs = mine.copy("b")
    mine.go("analysed", "proposed")
    theirs.go("replied", "analysed")
    both = merged(mine, theirs).progress()
    assert both.state is State.TO_DECIDE
    stand = both.stand(ComplaintStep.ANALYSE)
    assert (len(stand.events), len(stand.also)) == (1, 1)
    assert both.out_of_turn == ()
    assert len(both.replies) == 1


@pytest.mark.parametrize(
    ("until", "kind", "alive", "other", "state"),
    [
        ("proposed", "decided", "refused", "approved", State.TO_PROPOSE),
        ("offered", "answered", "negotiate", "accepted", State.TO_PROPOSE),
        ("recorded", "judged", "valid", "not_valid", State.TO_ASSIGN),
    ],
)
def test_of_two_answers_at_once_the_cautious_one_counts(
    until: str, kind: str, alive: str, other: str, state: State
) -> None:
    for first, second in ((alive, other), (other, alive)):
        mine = straight(until) if until != "recorded" else story()
        theirs = mine.copy("b")
        mine.go(f"{kind}:{first}")
        theirs.go(f"{kind}:{second}")
        assert merged(mine, theirs).progress().state is state


def test_a_slip_that_turns_out_to_be_owed_keeps_it_open() -> None:
    mine = straight()
    reply(mine)
    theirs = mine.copy("b")
    mine.go("closed")
    theirs.go("solved_first")
    assert merged(mine, theirs).progress().state is State.TO_CLOSE


def test_taking_back_the_reply_elsewhere_opens_what_was_closed_on_it() -> None:
    mine = straight()
    mistaken = reply(mine)
    theirs = mine.copy("b")
    mine.go("closed")
    theirs.add(Kind.TAKEN_BACK, of_id=mistaken.id)
    both = merged(mine, theirs).progress()
    assert both.state is State.TO_CLOSE
    assert [one.kind for one in both.out_of_turn] == [Kind.CLOSED]


def test_a_step_taken_elsewhere_goes_before_a_taking_back() -> None:
    mine = straight("analysed")
    theirs = mine.copy("b")
    mine.add(Kind.TAKEN_BACK, of_id=mine.events[-1].id)
    theirs.go("proposed")
    both = merged(mine, theirs).progress()
    assert both.state is State.TO_DECIDE
    assert [one.kind for one in both.out_of_turn] == [Kind.TAKEN_BACK]


def test_who_decided_at_the_same_point_on_another_day_does_not_matter() -> None:
    mine = straight("proposed")
    theirs = mine.copy("b")
    mine.go("decided:approved")
    theirs.add(Kind.DECIDED, Outcome.REFUSED, RECEIVED + timedelta(days=2))
    assert merged(mine, theirs).progress().state is State.TO_PROPOSE


def test_days_that_run_backwards_make_no_time_of_less_than_nothing() -> None:
    told = story()
    for kind, outcome, days in (
        (Kind.WAITING, None, 9),
        (Kind.RESUMED, None, 5),
        (Kind.JUDGED, Outcome.VALID, 8),
        (Kind.ASSIGNED, None, 3),
        (Kind.TAKEN_OVER, None, 1),
    ):
        told.force(kind, outcome, RECEIVED + timedelta(days=days))
    progress = told.progress()
    assert progress.state is State.TO_ANALYSE
    spans = [span for stand in progress.steps for span in stand.spans] + list(progress.pauses)
    assert all(span.end is None or span.start <= span.end for span in spans)


def test_an_undated_reply_is_no_conclusive_one() -> None:
    told = straight()
    told.force(Kind.REPLIED, on=date.min, is_conclusive=True)
    assert not told.progress().has_conclusive_reply
