"""Saving the visit policy, accounts' own frequencies, and the what-if over a real file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.services.conftest import TODAY
from workbench.domain.accounts import Tier
from workbench.domain.frequency import Condition, Frequency, FrequencyRule
from workbench.domain.periods import PeriodKind
from workbench.domain.policies import FOLLOW_UP_DAYS, VISIT_MINUTES
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visit_policy import VisitPolicy, policy_changes, shipped_policy
from workbench.domain.visit_times import VisitMinutes
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput, Cancelled, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, find_account
from workbench.services.history import undo
from workbench.services.managers import add_absence, add_manager
from workbench.services.overrides import (
    OverrideInput,
    add_override,
    delete_override,
    edit_override,
    end_override,
    get_account_frequencies,
    list_own_frequencies,
)
from workbench.services.planning import list_duties
from workbench.services.policies import load_visit_policy, save_visit_policy
from workbench.services.visit_plan_through import plan_through
from workbench.services.what_if import load_ground, rule_examples, what_if
from workbench.storage.workspace import Workspace

START, END = date(2026, 7, 1), date(2026, 9, 30)
LI = derived_id("manager", "李雷")
MAJOR = DEFAULT_RULES[2]
MONTHLY, YEARLY = Frequency(1, PeriodKind.MONTH), Frequency(1, PeriodKind.YEAR)


@pytest.fixture
def account(workspace: Workspace) -> Id:
    add_manager(workspace, "李雷")
    create_account(workspace, {"code": "K1", "name": "华为技术", "tier": "major", "manager_id": LI})
    return find_account(workspace, "K1").id


def _save(workspace: Workspace, draft: VisitPolicy) -> None:
    save_visit_policy(workspace, load_visit_policy(workspace), draft)


# --- the policy


def test_all_edits_of_a_draft_are_one_change_that_can_be_undone(workspace: Workspace) -> None:
    stored = load_visit_policy(workspace)
    assert stored == shipped_policy()
    new = FrequencyRule(derived_id("rule", "x"), 0, Condition.EVERY, "", VisitKind.TELEPHONE, YEARLY)
    draft = stored.without(MAJOR.id).with_rule(new).with_rule(replace(DEFAULT_RULES[0], active=False))
    draft = draft.moved(new.id, -3).with_number(FOLLOW_UP_DAYS, 7)
    summary = save_visit_policy(workspace, stored, draft)
    assert summary.undoable
    assert load_visit_policy(workspace) == draft
    undo(workspace)
    assert load_visit_policy(workspace) == stored


def test_the_shipped_policy_comes_back_under_its_own_ids(workspace: Workspace) -> None:
    _save(workspace, shipped_policy().without(MAJOR.id).with_number(FOLLOW_UP_DAYS, 7))
    _save(workspace, shipped_policy())
    assert load_visit_policy(workspace) == shipped_policy()


def test_what_the_draft_did_not_touch_stays_as_somebody_else_saved_it(workspace: Workspace) -> None:
    before = load_visit_policy(workspace)
    _save(workspace, before.with_rule(replace(DEFAULT_RULES[0], active=False)))
    save_visit_policy(workspace, before, before.with_rule(replace(MAJOR, frequency=MONTHLY)))
    found = load_visit_policy(workspace)
    assert found.rule(MAJOR.id) == replace(MAJOR, frequency=MONTHLY)
    assert found.rule(DEFAULT_RULES[0].id) == replace(DEFAULT_RULES[0], active=False)


def test_a_rule_that_makes_no_sense_is_refused_and_nothing_is_written(workspace: Workspace) -> None:
    stored = load_visit_policy(workspace)
    wrong = replace(MAJOR, frequency=Frequency(21, PeriodKind.MONTH))
    draft = replace(stored, rules=tuple(wrong if one.id == MAJOR.id else one for one in stored.rules))
    with pytest.raises(BadInput) as refused:
        save_visit_policy(workspace, stored, draft.with_number(FOLLOW_UP_DAYS, 9))
    assert refused.value.where == "count"
    assert load_visit_policy(workspace) == stored


def test_a_rule_switched_off_asks_for_nothing_and_an_edited_one_for_what_it_says(
    workspace: Workspace, account: Id
) -> None:
    assert len(list_duties(workspace, START, END)) == 1
    _save(workspace, shipped_policy().with_rule(replace(MAJOR, frequency=Frequency(2, PeriodKind.MONTH))))
    assert len(list_duties(workspace, START, END)) == 6
    _save(workspace, shipped_policy().with_rule(replace(MAJOR, active=False)))
    assert not list_duties(workspace, START, END)


def test_a_rule_may_ask_for_the_type_of_key_account(workspace: Workspace, account: Id) -> None:
    create_account(workspace, {"code": "K2", "name": "R", "key_type": "regional"})
    rule = FrequencyRule(derived_id("rule", "r"), 0, Condition.KEY_TYPE, "regional", VisitKind.FIELD, MONTHLY)
    _save(workspace, shipped_policy().with_rule(rule))
    assert [duty.account_id for duty in list_duties(workspace, START, END) if duty.tier is None] == [
        find_account(workspace, "K2").id
    ] * 3


# --- own frequencies


def _given(**changed: Any) -> OverrideInput:
    plain = OverrideInput(VisitKind.FIELD, MONTHLY, "New plant", TODAY + timedelta(days=90))
    return replace(plain, **changed)


def test_an_own_frequency_is_added_edited_ended_and_kept(workspace: Workspace, account: Id) -> None:
    add_override(workspace, account, _given())
    assert len(list_duties(workspace, START, END)) == 3
    (own,) = list_own_frequencies(workspace)
    assert own.holds
    assert own.instead_of is not None
    assert own.instead_of.source == MAJOR
    edit_override(workspace, own.override.id, _given(frequency=Frequency(2, PeriodKind.MONTH), until_on=None))
    assert len(list_duties(workspace, START, END)) == 6
    end_override(workspace, own.override.id)
    assert len(list_duties(workspace, START, END)) == 1
    (ended,) = list_own_frequencies(workspace)
    assert not ended.holds
    assert ended.override.until_on == TODAY - timedelta(days=1)
    # Its reason can still be put right; another can follow.
    edit_override(workspace, ended.override.id, _given(reason="Plant", until_on=ended.override.until_on))
    add_override(workspace, account, _given())
    assert [one.holds for one in get_account_frequencies(workspace, account).own] == [True, False]
    delete_override(workspace, ended.override.id)
    undo(workspace)
    assert len(list_own_frequencies(workspace)) == 2


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"reason": "  "}, "reason"),
        ({"until_on": TODAY - timedelta(days=1)}, "until_on"),
        ({"frequency": Frequency(-1, PeriodKind.MONTH)}, "count"),
        ({"frequency": Frequency(21, PeriodKind.MONTH)}, "count"),
    ],
)
def test_an_own_frequency_that_makes_no_sense_is_refused(
    workspace: Workspace, account: Id, changed: dict[str, Any], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        add_override(workspace, account, _given(**changed))
    assert refused.value.where == where
    assert list_own_frequencies(workspace) == ()


def test_two_own_frequencies_of_one_kind_do_not_stand_at_once(workspace: Workspace, account: Id) -> None:
    add_override(workspace, account, _given())
    with pytest.raises(BadInput) as refused:
        add_override(workspace, account, _given())
    assert refused.value.where == "kind"
    add_override(workspace, account, _given(kind=VisitKind.TELEPHONE))


def test_what_is_gone_is_not_found(workspace: Workspace, account: Id) -> None:
    gone = derived_id("nothing")
    for act in (
        lambda: add_override(workspace, gone, _given()),
        lambda: edit_override(workspace, gone, _given()),
        lambda: end_override(workspace, gone),
        lambda: delete_override(workspace, gone),
        lambda: get_account_frequencies(workspace, gone),
    ):
        with pytest.raises(NotFound):
            act()


# --- what if


def test_an_unchanged_draft_changes_nothing(workspace: Workspace, account: Id) -> None:
    ground = load_ground(workspace)
    found = what_if(ground, load_visit_policy(workspace))
    assert (found.changes, found.accounts, found.levers) == ((), (), ())
    assert found.total_now == found.total_then
    assert found.then.weeks == found.now.weeks


def test_a_draft_shows_visits_hours_people_accounts_and_weeks(workspace: Workspace, account: Id) -> None:
    ground = load_ground(workspace)
    assert (ground.start, ground.end) == (date(2026, 10, 1), date(2026, 12, 31))
    draft = ground.stored.with_rule(replace(MAJOR, frequency=Frequency(20, PeriodKind.MONTH)))
    found = what_if(ground, draft.with_number(VISIT_MINUTES, VisitMinutes(field=60)))
    assert [load.visits for load in (found.total_now, found.total_then)] == [1, 60]
    assert [float(load.hours) for load in (found.total_now, found.total_then)] == [1.5, 60]
    (person,) = found.people
    assert person.manager.name == "李雷"
    (change,) = found.accounts
    assert change.account_ids == (account,)
    assert sum(week.asked for week in found.then.weeks) == 60
    (example,) = rule_examples(found, MAJOR.id)
    assert (example.account.id, example.wins) == (account, True)
    assert load_visit_policy(workspace) == shipped_policy()


def test_days_away_make_weeks_overloaded_and_planning_through_tells_what_is_left_out(
    workspace: Workspace, account: Id
) -> None:
    add_absence(workspace, LI, date(2026, 10, 1), date(2026, 12, 20))
    ground = load_ground(workspace)
    draft = ground.stored.with_rule(replace(MAJOR, frequency=Frequency(20, PeriodKind.MONTH)))
    found = what_if(ground, draft)
    assert found.overloaded_weeks
    (person,) = found.people
    assert found.hours_room(person) == person.visit_capacity // 4 * 9
    planned = plan_through(workspace, ground, draft)
    (fit,) = planned.tiers
    assert fit.tier is Tier.MAJOR
    assert (fit.now.required, fit.then.required) == (1, 60)
    assert fit.then.placed < 60
    assert list_duties(workspace, START, END)[0].account_id == account


def test_the_examples_of_a_rule_that_is_off_say_for_whom_it_would_be(
    workspace: Workspace, account: Id
) -> None:
    ground = load_ground(workspace)
    found = what_if(ground, ground.stored.with_rule(replace(MAJOR, active=False)))
    (example,) = rule_examples(found, MAJOR.id)
    assert example.off
    assert not example.wins
    assert example.required is None
    assert (found.then.uses[MAJOR.id].accounts, found.then.uses[MAJOR.id].decides) == (1, 0)


def test_working_it_out_stops_when_asked(workspace: Workspace, account: Id) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        load_ground(workspace, stop)
    ground = load_ground(workspace)
    with pytest.raises(Cancelled):
        what_if(ground, ground.stored.without(MAJOR.id), stop)


@contextmanager
def _queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_depend_on_the_accounts(workspace: Workspace, account: Id) -> None:
    add_override(workspace, account, _given())
    with _queries() as few:
        load_ground(workspace)
        list_own_frequencies(workspace)
    for number in range(20):
        create_account(workspace, {"code": f"N{number}", "name": f"N{number}", "tier": "focus"})
        add_override(workspace, find_account(workspace, f"N{number}").id, _given())
    with _queries() as many:
        load_ground(workspace)
        list_own_frequencies(workspace)
    assert len(many) == len(few)


def test_all_changes_are_told_before_they_are_saved(workspace: Workspace) -> None:
    stored = load_visit_policy(workspace)
    assert len(policy_changes(stored, stored.without(MAJOR.id).with_number(FOLLOW_UP_DAYS, 0))) == 2
