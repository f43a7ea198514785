"""The life of a contract: walked at random, merged, and folded from whatever there is (2-rules §10)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.contract_life import (
    ContractLife,
    ContractState,
    Readiness,
    check_contract_move,
    contract_moves,
    life_of,
    read_term,
    term_text,
)
from workbench.domain.contract_states import ANY_TIME, OK, OVERRIDDEN, REFUSED, TRANSITIONS
from workbench.domain.contracts import Contract, ContractAmendment, ContractEvent, ContractEventKind
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id

TODAY = date(2026, 11, 22)
C = derived_id("contract", "1")
Kind, State = ContractEventKind, ContractState
TO_SIGNATURE = (Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED, Kind.SIGNED)


def contract(**values: object) -> Contract:
    return replace(Contract(C, derived_id("account", "A")), **values)  # type: ignore[arg-type]


def fold(*events: ContractEvent, **values: object) -> ContractLife:
    return life_of(contract(**values), events, (), TODAY)


def step(life: ContractLife, kind: ContractEventKind, name: str, **values: object) -> ContractEvent:
    more = {"outcome": OK} if kind is Kind.CREDIT_CHECKED else {}
    event = ContractEvent(
        derived_id("event", name),
        C,
        life.next_sequence,
        kind,
        TODAY,
        of_id=None if kind in (Kind.NOTED, Kind.ARCHIVED) else life.head_id,
        person="Li",
        text="because",
        content='{"signed": true}' if kind is Kind.SIGNED else "",
    )
    return replace(event, **{**more, **values})  # type: ignore[arg-type]


def walk(
    kinds: tuple[ContractEventKind, ...], name: str = "", start: tuple[ContractEvent, ...] = ()
) -> tuple[ContractEvent, ...]:
    events = start
    for number, kind in enumerate(kinds):
        events = (*events, step(fold(*events), kind, f"{name}{number}"))
    return events


def test_a_contract_goes_from_draft_to_signature_step_by_step() -> None:
    events: tuple[ContractEvent, ...] = ()
    for kind, state in zip(
        TO_SIGNATURE, (State.IN_REVIEW, State.REVIEWED, State.APPROVED, State.IN_FORCE), strict=True
    ):
        events = (*events, step(fold(*events), kind, kind))
        assert fold(*events).state is state


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (1, 30, State.SIGNED),
        (0, 30, State.IN_FORCE),
        (-30, 0, State.IN_FORCE),
        (-30, -1, State.ENDED),
        (None, None, State.IN_FORCE),
    ],
)
def test_days_lead_from_signature_to_end(starts: int | None, ends: int | None, state: ContractState) -> None:
    first, last = (None if days is None else TODAY + timedelta(days=days) for days in (starts, ends))
    events = walk(TO_SIGNATURE[:3])
    signed = step(fold(*events), Kind.SIGNED, "s", outcome=term_text(first, last))
    life = fold(*events, signed)
    assert (life.state, life.starts_on, life.ends_on) == (state, first, last)


def test_a_contract_that_came_signed_is_signed_without_a_step() -> None:
    life = fold(signed_on=date(2025, 1, 1), ends_on=date(2027, 1, 1), amount_fen=5)
    assert (life.state, life.is_recorded, life.amount_fen) == (State.IN_FORCE, True, 5)
    assert fold().state is State.DRAFT


def test_term_and_amount_are_those_of_the_last_amendment() -> None:
    events = walk(TO_SIGNATURE[:3])
    signed = step(fold(*events), Kind.SIGNED, "s", amount_fen=100, outcome=term_text(TODAY, TODAY))
    later = TODAY + timedelta(days=400)
    longer = step(fold(*events, signed), Kind.AMENDED, "a", outcome=term_text(TODAY, later))
    dearer = step(fold(*events, signed, longer), Kind.AMENDED, "b", amount_fen=200)
    life = fold(*events, signed, longer, dearer, amount_fen=7)
    assert (life.amount_fen, life.ends_on, len(life.amended)) == (200, later, 2)
    assert fold(*events, signed, amount_fen=7).amount_fen == 100


def test_a_termination_of_a_day_to_come_ends_it_then() -> None:
    events = walk(TO_SIGNATURE)
    life = fold(*events, step(fold(*events), Kind.TERMINATED, "t", on=TODAY + timedelta(days=9)))
    assert (life.state, life.days_left) == (State.IN_FORCE, 9)
    assert fold(*events, step(fold(*events), Kind.TERMINATED, "t")).state is State.TERMINATED


def test_a_refused_check_leaves_a_draft_and_an_overridden_one_does_not() -> None:
    assert fold(step(fold(), Kind.CREDIT_CHECKED, "r", outcome=REFUSED)).state is State.DRAFT
    life = fold(step(fold(), Kind.CREDIT_CHECKED, "o", outcome=OVERRIDDEN))
    assert life.state is State.IN_REVIEW
    assert life.credit is not None


def test_the_last_step_can_be_taken_back_until_the_signature() -> None:
    events = walk((*TO_SIGNATURE[:2], Kind.TAKEN_BACK))
    life = fold(*events)
    assert life.state is State.IN_REVIEW
    assert life.out_of_turn == ()
    assert Kind.TAKEN_BACK not in contract_moves(life)
    assert fold(*walk((*TO_SIGNATURE[:2], Kind.TAKEN_BACK, Kind.REVIEWED))).state is State.REVIEWED
    assert Kind.TAKEN_BACK not in contract_moves(fold(*walk(TO_SIGNATURE)))


def test_a_signature_stands_whatever_was_done_elsewhere_meanwhile() -> None:
    common = walk(TO_SIGNATURE[:3])
    signed = (*common, step(fold(*common), Kind.SIGNED, "s"))
    for kind in (Kind.RETURNED, Kind.TAKEN_BACK):
        other = step(fold(*common), kind, "other", on=TODAY - timedelta(days=9))
        life = fold(*signed, other)
        assert life.state is State.IN_FORCE
        assert life.out_of_turn == (other,)


def test_what_was_returned_on_one_laptop_is_not_approved_by_the_other() -> None:
    common = walk(TO_SIGNATURE[:2])
    approved = step(fold(*common), Kind.APPROVED, "a")
    returned = step(fold(*common), Kind.RETURNED, "r")
    assert fold(*common, approved, returned).state is State.DRAFT
    again = step(fold(*common, returned), Kind.CREDIT_CHECKED, "c")
    assert fold(*common, approved, returned, again).state is State.IN_REVIEW


def test_of_two_ways_forward_the_further_one_holds_and_giving_up_the_least() -> None:
    further = walk(TO_SIGNATURE[:2], "x")
    assert fold(*further, *walk(TO_SIGNATURE[:1], "y")).state is State.REVIEWED
    given_up = walk((Kind.TERMINATED,), "z")
    assert fold(*given_up).state is State.TERMINATED
    assert fold(*further, *given_up).state is State.REVIEWED


def test_each_guard_says_what_stands_against_the_step() -> None:
    life = fold(*walk(TO_SIGNATURE[:1]))
    review = step(life, Kind.REVIEWED, "r")
    for broken in (
        Readiness(missing=("Bank",)),
        Readiness(unexplained=("Quality",)),
        Readiness(faults=("Words",)),
    ):
        with pytest.raises(NotAllowed) as refused:
            check_contract_move(life, review, broken)
        assert refused.value.hint in ("Bank", "Quality", "Words")
    check_contract_move(life, review, Readiness())
    with pytest.raises(NotAllowed):
        check_contract_move(fold(), step(fold(), Kind.CREDIT_CHECKED, "c"), Readiness(blocks=("Blocked",)))
    approved = fold(*walk(TO_SIGNATURE[:3]))
    with pytest.raises(NotAllowed):
        check_contract_move(approved, step(approved, Kind.SIGNED, "s"), Readiness(is_as_approved=False))


def test_a_step_asks_for_its_reason_and_lies_not_ahead() -> None:
    life = fold(*walk(TO_SIGNATURE[:1]))
    with pytest.raises(BadInput) as asked:
        check_contract_move(life, step(life, Kind.RETURNED, "r", text=" "), Readiness())
    assert asked.value.where == "text"
    with pytest.raises(BadInput) as asked:
        check_contract_move(life, step(life, Kind.REVIEWED, "r", on=TODAY + timedelta(days=1)), Readiness())
    assert asked.value.where == "on"


def test_every_state_but_those_at_the_end_can_be_left() -> None:
    left = {one.state for one in TRANSITIONS}
    assert set(State) - left == {State.TERMINATED, State.RENEWED}
    assert {one.kind for one in TRANSITIONS} | {one.kind for one in ANY_TIME} == set(Kind)


@st.composite
def walks(draw: st.DrawFn, name: str, start: tuple[ContractEvent, ...] = ()) -> tuple[ContractEvent, ...]:
    """A way that each laptop allows, step by step."""
    events = start
    for number in range(draw(st.integers(0, 10))):
        life = fold(*events)
        moves = [*contract_moves(life), *([Kind.AMENDED, Kind.RENEWED] if life.state.is_running else [])]
        kind = draw(st.sampled_from(moves))
        event = step(life, kind, f"{name}{number}")
        if kind is Kind.CREDIT_CHECKED:
            event = replace(event, outcome=draw(st.sampled_from((OK, OVERRIDDEN, REFUSED))))
        events = (*events, event)
    return events


@given(st.data())
def test_two_laptops_lose_no_step_and_no_signature(data: st.DataObject) -> None:
    common = data.draw(walks("c"))
    one, other = (data.draw(walks(name, common)) for name in ("x", "y"))
    merged = {event.id: event for event in (*one, *other)}
    life = fold(*data.draw(st.permutations(list(merged.values()))))
    told = {event.id for event in (*life.steps, *life.notes, *life.out_of_turn)}
    taken_back = {event.of_id for event in merged.values() if event.kind is Kind.TAKEN_BACK}
    backs = {event.id for event in merged.values() if event.kind is Kind.TAKEN_BACK}
    assert set(merged) == told | (set(merged) & (taken_back | backs))
    assert life == fold(*merged.values())
    signatures = {event.id for event in (*one, *other) if event.kind is Kind.SIGNED}
    if signatures:
        assert life.state.is_fixed
        assert life.signed is not None
        assert life.signed.id in signatures
        kinds = [event.kind for event in life.steps]
        before = kinds[: kinds.index(Kind.SIGNED)]
        assert Kind.CREDIT_CHECKED in before
        assert before.index(Kind.REVIEWED) < len(before)
        assert before[-1] is Kind.APPROVED
    else:
        assert life.signed_on is None


@given(st.data())
def test_a_signed_text_never_changes(data: st.DataObject) -> None:
    signed = walk(TO_SIGNATURE, "s")
    first = fold(*signed).signed
    later = data.draw(walks("l", signed))
    life = fold(*later)
    assert life.signed == first
    assert life.state.is_fixed
    assert not {Kind.REVIEWED, Kind.APPROVED, Kind.RETURNED, Kind.TAKEN_BACK} & set(contract_moves(life))


@given(
    st.lists(
        st.builds(
            ContractEvent,
            st.integers(0, 7).map(lambda number: Id(bytes([number]) * 16)),
            st.just(C),
            st.integers(-3, 9),
            st.sampled_from(Kind),
            st.dates(),
            outcome=st.sampled_from(("", OK, REFUSED, "x", "2026-01-01/..", "1/2/3")),
            of_id=st.none() | st.integers(0, 7).map(lambda number: Id(bytes([number]) * 16)),
            amount_fen=st.none() | st.integers(),
        ),
        unique_by=lambda event: event.id,
    ),
    st.none() | st.dates(),
)
def test_any_set_of_steps_folds(events: list[ContractEvent], signed_on: date | None) -> None:
    life = fold(*events, signed_on=signed_on)
    assert life.state in State
    assert contract_moves(life)
    if life.signed is not None:
        kinds = [event.kind for event in life.steps]
        assert Kind.APPROVED in kinds[: kinds.index(Kind.SIGNED)]
    elif signed_on is None:
        assert not life.state.is_running


@given(st.none() | st.dates(), st.none() | st.dates())
def test_a_term_is_read_back(starts_on: date | None, ends_on: date | None) -> None:
    assert read_term(term_text(starts_on, ends_on)) == (starts_on, ends_on)


def test_drafted_amendments_are_told_apart() -> None:
    drafted = ContractAmendment(derived_id("a"), C, 1)
    life = life_of(contract(signed_on=TODAY), (), [drafted, replace(drafted, signed_on=TODAY)], TODAY)
    assert life.drafted_amendments == (drafted,)
    assert Kind.AMENDED in contract_moves(life)


def test_what_was_taken_back_twice_in_a_row_goes_back_once() -> None:
    events = walk((*TO_SIGNATURE[:2], Kind.TAKEN_BACK))
    again = step(fold(*events), Kind.TAKEN_BACK, "again")
    life = fold(*events, again)
    assert (life.state, life.out_of_turn) == (State.IN_REVIEW, (again,))


def test_of_two_ways_before_the_signature_the_one_that_went_back_more_often_stands() -> None:
    begun = walk((Kind.CREDIT_CHECKED,))
    once = walk((Kind.TAKEN_BACK, Kind.CREDIT_CHECKED, Kind.REVIEWED), "once", begun)
    twice = walk((Kind.RETURNED, Kind.CREDIT_CHECKED, Kind.RETURNED), "twice", begun)
    assert fold(*once).state is State.REVIEWED
    life = fold(*once, *twice[len(begun) :])
    assert (life.state, len(life.steps)) == (State.DRAFT, 4)
