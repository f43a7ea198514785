"""The promise ledger on a workspace: noted, kept, postponed, corrected, undone (3-features C8)."""

from datetime import date, timedelta

import pytest

from tests.services.conftest import TODAY
from workbench.domain.journal import Op
from workbench.domain.promises import Age, KeptRate, Origin, PromiseState
from workbench.domain.visits import Side, VisitState
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.history import undo
from workbench.services.promises import (
    PromiseFields,
    PromiseLine,
    add_promise,
    delete_promise,
    due_days_before,
    edit_promise,
    keep_promises,
    list_people_of,
    postpone_promise,
    promise_ledger,
)
from workbench.storage.workspace import Workspace

DAY = timedelta(days=1)


@pytest.fixture
def account(workspace: Workspace) -> Id:
    with workspace.change("test", "Account") as change:
        manager = change.create("manager", {"name": "Li Lei"})
        account = change.create("account", {"name": "Lanchuan", "manager_id": manager})
        change.create("contact", {"account_id": account, "name": "Han Pei"})
    return account


def only(workspace: Workspace) -> PromiseLine:
    (line,) = promise_ledger(workspace).lines
    return line


def test_a_promise_of_a_visit_is_as_old_as_the_visit(workspace: Workspace, account: Id) -> None:
    with workspace.change("test", "Visit") as change:
        visit = change.create(
            "visit",
            {
                "account_id": account,
                "kind": "field",
                "state": VisitState.DONE.value,
                "on_day": TODAY - 9 * DAY,
            },
        )
        change.create("action", {"account_id": account, "visit_id": visit, "text": "Quote", "side": "theirs"})
    line = only(workspace)
    assert line.made_on == TODAY - 9 * DAY
    assert line.age_days(TODAY) == 9
    assert line.visit is not None
    assert (line.manager.name if line.manager else "") == "Li Lei"


def test_a_promise_noted_by_hand_is_made_today_and_its_person_answers_for_it(
    workspace: Workspace, account: Id
) -> None:
    (person,) = list_people_of(workspace, account)
    add_promise(workspace, account, PromiseFields("  Forecast ", Side.THEIRS, contact_id=person.id))
    line = only(workspace)
    assert (line.action.text, line.made_on, line.who) == ("Forecast", TODAY, "Han Pei")
    assert (line.state, line.age, line.origin) == (PromiseState.OPEN, Age.NOT_DUE, Origin.PROMISE)


def test_kept_on_another_day_and_opened_again(workspace: Workspace, account: Id) -> None:
    add_promise(workspace, account, PromiseFields("Quote", due_on=TODAY, promised_on=TODAY - 20 * DAY))
    row = only(workspace).action.id
    keep_promises(workspace, [row], TODAY - 2 * DAY)
    assert only(workspace).state is PromiseState.KEPT
    assert promise_ledger(workspace).rate(Side.OURS) == KeptRate(1, 1)
    keep_promises(workspace, [row], None)
    assert only(workspace).state is PromiseState.OPEN


def test_several_are_ticked_off_in_one_step(workspace: Workspace, account: Id) -> None:
    for text in "abc":
        add_promise(workspace, account, PromiseFields(text))
    ids = [line.action.id for line in promise_ledger(workspace).lines]
    summary = keep_promises(workspace, ids, TODAY)
    assert not any(line.state.is_open for line in promise_ledger(workspace).lines)
    undo(workspace, summary.transaction_id)
    assert all(line.state.is_open for line in promise_ledger(workspace).lines)


def test_postponing_keeps_the_days_before_and_undo_brings_the_last_one_back(
    workspace: Workspace, account: Id
) -> None:
    add_promise(workspace, account, PromiseFields("Quote", due_on=TODAY))
    row = only(workspace).action.id
    postpone_promise(workspace, row, TODAY + 7 * DAY)
    summary = postpone_promise(workspace, row, TODAY + 14 * DAY)
    assert due_days_before(workspace, row) == (TODAY, TODAY + 7 * DAY)
    undo(workspace, summary.transaction_id)
    assert only(workspace).action.due_on == TODAY + 7 * DAY


def test_a_promise_without_a_day_can_be_given_one_by_postponing(workspace: Workspace, account: Id) -> None:
    add_promise(workspace, account, PromiseFields("Quote"))
    row = only(workspace).action.id
    postpone_promise(workspace, row, TODAY + DAY)
    assert only(workspace).action.due_on == TODAY + DAY


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        (PromiseFields("  "), "text"),
        (PromiseFields("x", promised_on=TODAY + DAY), "promised_on"),
        (PromiseFields("x", promised_on=TODAY, due_on=TODAY - DAY), "due_on"),
        (PromiseFields("x", done_on=TODAY + DAY), "done_on"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    workspace: Workspace, account: Id, typed: PromiseFields, where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        add_promise(workspace, account, typed)
    assert refused.value.where == where
    assert not promise_ledger(workspace).lines


def test_a_person_of_another_account_is_refused(workspace: Workspace, account: Id) -> None:
    with workspace.change("test", "Other") as change:
        other = change.create("account", {"name": "Other"})
        stranger = change.create("contact", {"account_id": other, "name": "Wu"})
    with pytest.raises(BadInput) as refused:
        add_promise(workspace, account, PromiseFields("x", contact_id=stranger))
    assert refused.value.where == "contact_id"


def test_postponing_to_an_earlier_day_is_refused(workspace: Workspace, account: Id) -> None:
    add_promise(workspace, account, PromiseFields("Quote", due_on=TODAY))
    with pytest.raises(BadInput):
        postpone_promise(workspace, only(workspace).action.id, TODAY)


def test_edited_and_deleted_promises_come_back_by_undo(workspace: Workspace, account: Id) -> None:
    add_promise(workspace, account, PromiseFields("Quote"))
    row = only(workspace).action.id
    edit_promise(workspace, row, PromiseFields("Offer", Side.THEIRS, "Wu", TODAY, TODAY))
    assert (only(workspace).action.text, only(workspace).action.side) == ("Offer", Side.THEIRS)
    summary = delete_promise(workspace, row)
    assert not promise_ledger(workspace).lines
    undo(workspace, summary.transaction_id)
    assert only(workspace).action.text == "Offer"


def test_a_promise_that_is_gone_is_told(workspace: Workspace, account: Id) -> None:
    with pytest.raises(NotFound):
        postpone_promise(workspace, derived_id("nothing"), TODAY)


def test_words_of_another_version_never_stop_the_ledger(workspace: Workspace, account: Id) -> None:
    with workspace.change("test", "Odd") as change:
        change.create(
            "action", {"account_id": account, "text": "x", "side": "nobody's", "origin": "from the future"}
        )
    assert only(workspace).origin is Origin.OTHER
    assert not only(workspace).is_promise


def test_the_number_of_queries_does_not_grow_with_the_promises(workspace: Workspace, account: Id) -> None:
    from sqlalchemy import event

    counts: list[int] = []

    def count(*_told: object) -> None:
        counts[-1] += 1

    event.listen(workspace.engine, "before_cursor_execute", count)
    try:
        for _round in range(2):
            counts.append(0)
            promise_ledger(workspace)
            before, counts[-1] = counts[-1], counts[-1]
            with workspace.change("test", "Many") as change:
                for number in range(30):
                    change.create("action", {"account_id": account, "text": str(number)})
            counts[-1] = before
    finally:
        event.remove(workspace.engine, "before_cursor_execute", count)
    assert counts[0] == counts[1]


def test_a_person_who_left_can_still_be_named_where_they_promised(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        account = change.create("account", {"name": "澜川"})
        gone = change.create("contact", {"account_id": account, "name": "王强", "left_on": TODAY})
        there = change.create("contact", {"account_id": account, "name": "李工"})
    assert [one.id for one in list_people_of(workspace, account)] == [there]
    assert {one.id for one in list_people_of(workspace, account, gone)} == {gone, there}


def test_the_due_days_before_are_told_though_there_is_none_now(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        account = change.create("account", {"name": "澜川"})
    add_promise(workspace, account, PromiseFields("样本", due_on=date(2026, 7, 3)))
    action = promise_ledger(workspace).lines[0].action.id
    postpone_promise(workspace, action, date(2026, 7, 10))
    assert due_days_before(workspace, action) == (date(2026, 7, 3),)
    edit_promise(workspace, action, PromiseFields("样本"))
    assert due_days_before(workspace, action) == (date(2026, 7, 3), date(2026, 7, 10))
    with workspace.change("test", "Test") as change:
        odd = change.append("action", action, Op.SET, "due_on", "someday", ())
        change.append("action", action, Op.SET, "due_on", "2026-07-03", (odd,))
    assert due_days_before(workspace, action) == (date(2026, 7, 10),)
