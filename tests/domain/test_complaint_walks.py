"""Complaints walked at random: what holds whatever people do, on one laptop or on two (2-rules §8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.complaint_walks import COMPLAINT, LAST, Kind, Story, choices, ids, nonsense, story, walk
from workbench.domain.complaint_deadlines import acknowledgement_of, days_used, deadline_of
from workbench.domain.complaint_workflow import (
    TRANSITIONS,
    ComplaintProgress,
    ComplaintState,
    ComplaintStep,
    check_move,
    moves,
    progress_of,
)
from workbench.domain.complaints import ComplaintEvent, Outcome
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.ids import Id

State = ComplaintState
STEPS = {one.kind for one in TRANSITIONS}
TARGETS = {(one.state, one.kind, one.outcome): one.target for one in TRANSITIONS}


def shown(progress: ComplaintProgress) -> set[Id]:
    """Every event that a person sees somewhere."""
    places = (
        *progress.counted,
        *progress.also,
        *progress.out_of_turn,
        *progress.taken_back,
        *progress.take_backs,
    )
    return {one.id for one in places}


def as_if_nothing(progress: ComplaintProgress) -> ComplaintProgress:
    """All of it but the record of what was taken back."""
    return replace(progress, taken_back=(), take_backs=(), restorable=None)


def path(events: Sequence[ComplaintEvent]) -> State:
    """Where the table leads by these steps; each has to be in it."""
    state = State.TO_JUDGE
    for one in events:
        state = TARGETS[state, one.kind, one.outcome]
    return state


def steps_of(progress: ComplaintProgress) -> list[ComplaintEvent]:
    stands = [one for stand in progress.steps for one in stand.events if one.kind is not Kind.RECORDED]
    return sorted(stands, key=lambda one: one.sequence)


def closed_answered(progress: ComplaintProgress) -> bool:
    """If it is closed, a conclusive reply stands between the solution, or the judgement, and the closing."""
    if progress.is_open:
        return True
    steps = steps_of(progress)
    told = max(one.sequence for one in steps if one.kind in (Kind.OFFERED, Kind.JUDGED))
    replies = [one for one in progress.replies if one.is_conclusive and one.kind is Kind.REPLIED]
    return steps[-1].kind is Kind.CLOSED and any(
        told <= one.sequence <= steps[-1].sequence for one in replies
    )


@given(choices())
def test_no_step_is_skipped_nothing_is_closed_unanswered_and_history_only_grows(chosen: list[int]) -> None:
    told = story()
    seen: set[Id] = ids(told.events)
    for choice in chosen:
        walk(told, [choice])
        progress = told.progress()
        assert path(steps_of(progress)) is progress.state
        assert closed_answered(progress)
        now = shown(progress)
        assert seen < now
        seen = now
        # No step, and only where one was taken back since: what was noted beside it stays where it stood.
        odd = {one.kind for one in progress.out_of_turn}
        assert not odd & STEPS
        assert progress.taken_back or not odd
    assert seen == ids(told.events)


@given(choices(40))
def test_what_is_offered_can_be_done_and_leads_where_it_says(chosen: list[int]) -> None:
    told = walk(story(), chosen)
    for move in moves(told.progress()):
        other = told.copy("b")
        try:
            other.take(move)
        except WorkbenchError as error:  # pragma: no cover - says what was refused
            raise AssertionError(move) from error
        if move.kind is not Kind.TAKEN_BACK:
            assert other.progress().state is move.target


@given(choices(), st.sampled_from(Kind), st.none() | st.sampled_from(Outcome))
def test_what_is_not_offered_is_refused_and_has_no_effect_if_it_comes_all_the_same(
    chosen: list[int], kind: Kind, outcome: Outcome | None
) -> None:
    told = walk(story(), chosen)
    offered = {(one.kind, one.outcome) for one in moves(told.progress())}
    if (kind, outcome) in offered or kind is Kind.TAKEN_BACK:
        return
    before = told.progress()
    draft = told.draft(kind, outcome)
    try:
        check_move(before, draft, LAST)
    except WorkbenchError:
        pass
    else:
        raise AssertionError(draft)
    told.events.append(draft)
    after = told.progress()
    merging = (State.CLOSED_NOT_VALID, Kind.JUDGED, Outcome.VALID)
    if (before.state, kind, outcome) != merging:
        assert after.state is before.state
        assert draft in (*after.also, *after.out_of_turn)
        assert replace(after, also=before.also, out_of_turn=before.out_of_turn, steps=before.steps) == before


@given(choices(20), st.booleans())
def test_taking_back_gives_exactly_the_progress_before_and_so_does_restoring(
    chosen: list[int], is_waiting: bool
) -> None:
    told = walk(story(), chosen)
    if is_waiting and (Kind.WAITING, None) in {(one.kind, one.outcome) for one in moves(told.progress())}:
        told.add(Kind.WAITING)
    before = told.progress()
    steps = [
        one for one in moves(before) if one.kind is not Kind.TAKEN_BACK and one.target is not before.state
    ]
    for move in steps:
        other = told.copy(move.kind + (move.outcome or ""))
        step = other.take(move)
        after = other.progress()
        back = other.add(Kind.TAKEN_BACK, of_id=step.id)
        assert other.progress().taken_back == (*before.taken_back, step)
        assert other.progress().take_backs[-1] == back
        assert as_if_nothing(other.progress()) == as_if_nothing(before)
        other.add(Kind.TAKEN_BACK, of_id=back.id)
        assert as_if_nothing(other.progress()) == as_if_nothing(after)


@given(choices(12), choices(12), choices(12), st.randoms(use_true_random=False))
def test_two_laptops_come_to_the_same_and_lose_nothing(
    shared: list[int], mine: list[int], theirs: list[int], random: Random
) -> None:
    one = walk(story(), shared)
    other = walk(one.copy("b"), theirs)
    walk(one, mine)
    every = {event.id: event for event in (*one.events, *other.events)}
    first = list(every.values())
    second = [*other.events, *one.events]
    random.shuffle(first)
    both = progress_of(COMPLAINT, first)
    assert both == progress_of(COMPLAINT, second)
    assert shown(both) == set(every)
    assert path(steps_of(both)) is both.state
    assert closed_answered(both)
    merged = Story(COMPLAINT, "merged")
    merged.events = first
    for move in moves(both):
        later = merged.copy("later")
        later.take(move)


@given(nonsense(), st.dates(), st.randoms(use_true_random=False))
def test_any_events_at_all_have_a_progress_and_limits(
    events: list[ComplaintEvent], today: date, random: Random
) -> None:
    progress = progress_of(COMPLAINT, events)
    assert shown(progress) == ids(events)
    assert path(steps_of(progress)) is progress.state
    assert closed_answered(progress)
    random.shuffle(events)
    assert progress_of(COMPLAINT, [*events, *events]) == progress
    moves(progress)
    deadline_of(COMPLAINT, progress, WorkdayCalendar(), today)
    acknowledgement_of(COMPLAINT, progress, WorkdayCalendar(), today)
    for step in ComplaintStep:
        days_used(progress, step, WorkdayCalendar(), today)
    for stand in progress.steps:
        assert all(span.end is None or span.start <= span.end for span in stand.spans)
