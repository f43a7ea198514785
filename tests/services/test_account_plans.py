"""The account plan: filled from the data, written, measured, complete or not (2-rules §17)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.conftest import TODAY
from workbench.domain.account_links import LinkKind
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.objectives import Figure, ObjectiveKind
from workbench.domain.plan_records import PlanPart, plan_id
from workbench.domain.plan_stand import ActionState, PlanState, Track, action_state
from workbench.domain.plan_texts import part_from_data, text_of
from workbench.domain.relationship import Stage
from workbench.domain.sales import SaleRecord
from workbench.domain.whitespace import CellState
from workbench.foundation.errors import BadInput, NotAllowed, NotFound, WorkbenchError
from workbench.foundation.ids import derived_id
from workbench.services.account_links import add_account_link
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.account_plans import get_plan, plan_year
from workbench.services.history import undo
from workbench.services.needs import note_need
from workbench.services.plan_actions import edit_action, plan_action, take_suggestion
from workbench.services.plan_list import list_plans
from workbench.services.plan_objectives import (
    delete_objective,
    save_measure,
    save_objective,
)
from workbench.services.plan_texts import (
    confirm_part,
    delete_member,
    fill_parts,
    save_member,
    set_review_day,
    write_part,
)
from workbench.services.plan_versions import submit_plan
from workbench.services.relationship import set_stage
from workbench.services.whitespace import edit_cell, set_state
from workbench.storage.workspace import Workspace

A, B = derived_id("account", "A"), derived_id("account", "B")
LI, HAN = derived_id("manager", "LI"), derived_id("manager", "HAN")
GU = derived_id("contact", "GU")
YUAN = 100


@pytest.fixture
def lanchuan(workspace: Workspace) -> Workspace:
    """A strategic account with sales, a person, a competitor, needs, whitespace and visits."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "李雷", "title": "大客户经理"}, LI)
        change.create("manager", {"name": "韩梅"}, HAN)
        change.create(
            "account",
            {
                "name": "澜川精密机械",
                "short_name": "澜川",
                "code": "A",
                "tier": "strategic",
                "manager_id": LI,
                "second_manager_id": HAN,
                "category_spend_fen": 10_000_000 * YUAN,
                "market_area": "华东",
            },
            A,
        )
        change.create("account", {"name": "别家", "code": "B"}, B)
        change.create("contact", {"account_id": A, "name": "顾承远", "influence": 5, "support": 1}, GU)
        change.add_sales(
            A,
            [
                SaleRecord(date(2025, 5, 5), 3_000_000 * YUAN, "N1", "RV"),
                SaleRecord(date(2026, 5, 5), 4_400_000 * YUAN, "N2", "RV"),
            ],
        )
        for day in (date(2026, 3, 2), date(2026, 6, 1)):
            change.create(
                "visit",
                {
                    "account_id": A,
                    "kind": "field",
                    "state": "done",
                    "on_day": day,
                    "manager_id": LI,
                    "met": [GU.hex()],
                },
            )
    note_need(workspace, A, "!!! 备件 48 小时到厂")
    set_state(workspace, A, "澜川", "电机", CellState.COMPETITOR)
    edit_cell(workspace, A, "澜川", "电机", competitor="Norimatsu", potential_fen=500_000 * YUAN)
    add_account_link(workspace, A, LinkKind.COMPETITOR, other_name="东曜传动", note="样机在试")
    set_stage(workspace, A, Stage.MIDDLE, "四年供货")
    return workspace


def plan(workspace: Workspace, year: int = 2026) -> AccountPlanPaper:
    return get_plan(workspace, A, year)


def stand(paper: AccountPlanPaper, part: PlanPart) -> Any:
    return next(one for one in paper.parts if one.part is part)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027), (date(2027, 1, 1), 2027)]
)
def test_from_october_on_it_is_the_plan_of_next_year(day: date, year: int) -> None:
    assert plan_year(day) == year


def test_a_plan_that_nobody_began_is_filled_with_what_the_data_know(lanchuan: Workspace) -> None:
    paper = plan(lanchuan)
    assert (paper.plan, paper.state, paper.texts) == (None, PlanState.DRAFT, {})
    assert [one.name for one in paper.competitors] == ["Norimatsu", "东曜传动"]
    assert paper.competitors[0].cells == (("澜川", "电机"),)
    assert paper.wallet is not None
    assert paper.wallet.bp == 4_400
    assert [one.name for one in paper.team] == ["李雷", "韩梅"]
    assert "44.0%" in part_from_data(paper, PlanPart.SUMMARY)
    assert "备件 48 小时到厂" in part_from_data(paper, PlanPart.WANT)
    assert "顾承远 (influence 5)" in part_from_data(paper, PlanPart.STRENGTHS)
    assert "CNY 500 K" in part_from_data(paper, PlanPart.OPPORTUNITIES)
    assert "Norimatsu supplies 电机 to 澜川" in part_from_data(paper, PlanPart.THREATS)
    assert part_from_data(paper, PlanPart.VISION) == ""


def test_the_first_written_word_begins_the_plan_and_undo_ends_it(lanchuan: Workspace) -> None:
    summary = write_part(lanchuan, A, 2026, PlanPart.VISION, "First choice by 2029")
    paper = plan(lanchuan)
    assert paper.plan is not None
    assert paper.plan.id == plan_id(A, 2026)
    assert text_of(paper, PlanPart.VISION) == "First choice by 2029"
    assert plan(lanchuan, 2027).texts == {}
    assert summary.transaction_id is not None
    undo(lanchuan, summary.transaction_id)
    assert plan(lanchuan).plan is None


def test_a_text_taken_over_from_the_data_is_told_when_they_say_something_else(lanchuan: Workspace) -> None:
    fill_parts(lanchuan, A, 2026, [PlanPart.WANT, PlanPart.VISION])
    paper = plan(lanchuan)
    assert paper.texts == {PlanPart.WANT: part_from_data(paper, PlanPart.WANT)}
    assert not stand(paper, PlanPart.WANT).data_changed
    note_need(lanchuan, A, "降低单价")
    assert stand(plan(lanchuan), PlanPart.WANT).data_changed
    confirm_part(lanchuan, A, 2026, PlanPart.WANT)
    confirmed = stand(plan(lanchuan), PlanPart.WANT)
    assert (confirmed.data_changed, confirmed.confirmed_on, confirmed.confirmed_by) == (
        False,
        TODAY,
        "Li Lei",
    )


def test_nothing_to_take_over_is_told(lanchuan: Workspace) -> None:
    with pytest.raises(BadInput):
        fill_parts(lanchuan, A, 2026, [PlanPart.VISION])


def test_an_objective_with_measures_and_actions_stands_against_the_data(lanchuan: Workspace) -> None:
    save_objective(
        lanchuan,
        A,
        2026,
        {
            "text": "Sell 8 million",
            "kind": ObjectiveKind.SALES.value,
            "goal_year": 2029,
            "goal_text": "15 million",
            "due_on": date(2026, 12, 31),
        },
    )
    aim = plan(lanchuan).objectives[0].objective
    assert not plan(lanchuan).objectives[0].is_served
    save_measure(lanchuan, aim.id, {"figure": "sales", "target_value": 8_000_000 * YUAN})
    save_measure(lanchuan, aim.id, {"figure": "visits", "target_value": 10})
    plan_action(lanchuan, A, {"text": "Offer line 2", "due_on": TODAY, "cost_fen": "2万"}, aim.id)
    (found,) = plan(lanchuan).objectives
    assert [one.actual for one in found.measures] == [4_400_000 * YUAN, 2]
    assert found.measures[0].attained_bp == 5_500
    assert found.track is Track.BEHIND  # 2 of 10 visits at half of the year
    (action,) = found.actions
    assert (action.owner, action.cost_fen) == ("李雷", 20_000 * YUAN)
    assert action_state(action, TODAY) is ActionState.NOT_STARTED
    edit_action(lanchuan, action.id, {"started_on": TODAY})
    assert action_state(plan(lanchuan).objectives[0].actions[0], TODAY) is ActionState.STARTED
    assert found.is_served
    assert "1 is behind" in part_from_data(plan(lanchuan), PlanPart.SUMMARY)


def test_a_deleted_objective_leaves_its_actions_with_the_account(lanchuan: Workspace) -> None:
    save_objective(lanchuan, A, 2026, {"text": "Win line 2"})
    aim = plan(lanchuan).objectives[0].objective
    plan_action(lanchuan, A, {"text": "Offer line 2"}, aim.id)
    assert plan(lanchuan).loose_actions == ()
    delete_objective(lanchuan, aim.id)
    paper = plan(lanchuan)
    assert paper.objectives == ()
    assert [one.text for one in paper.loose_actions] == ["Offer line 2"]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"text": " "}, "text"),
        ({"goal_year": 2029, "goal_text": "15 million"}, "text"),
        ({"text": "x", "goal_year": 2026, "goal_text": "y"}, "goal_year"),
        ({"text": "x", "goal_year": 2060, "goal_text": "y"}, "goal_year"),
        ({"text": "x", "goal_year": 2029}, "goal_text"),
        ({"text": "x", "goal_text": "y"}, "goal_year"),
        ({"text": "x", "due_on": date(2027, 1, 1)}, "due_on"),
        ({"text": "x", "kind": "access"}, "contact_id"),
        ({"text": "x", "kind": "glory"}, "kind"),
        ({"text": "x", "state": "missed"}, "cause"),
        ({"text": "x" * 20_001}, "text"),
    ],
)
def test_an_objective_that_cannot_be_names_the_field(
    lanchuan: Workspace, values: dict[str, Any], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        save_objective(lanchuan, A, 2026, values)
    assert refused.value.where == where
    assert plan(lanchuan).plan is None


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"figure": "sales"}, "target_value"),
        ({"figure": "sales", "target_value": -1}, "target_value"),
        ({"figure": "wallet", "target_value": 10_001}, "target_value"),
        ({"figure": "support", "target_value": 1}, "figure"),
        ({"figure": "stage", "target_word": "interrupted"}, "target_word"),
        ({"figure": "product_sales", "target_value": 1}, "product"),
        ({"figure": "own", "target_value": 1}, "text"),
        ({"figure": "visits", "target_value": True}, "target_value"),
        ({"text": "x", "target_value": 1, "actual_value": 1, "actual_on": TODAY + timedelta(1)}, "actual_on"),
    ],
)
def test_a_measure_that_cannot_be_names_the_field(
    lanchuan: Workspace, values: dict[str, Any], where: str
) -> None:
    save_objective(lanchuan, A, 2026, {"text": "x"})
    aim = plan(lanchuan).objectives[0].objective.id
    with pytest.raises(BadInput) as refused:
        save_measure(lanchuan, aim, values)
    assert refused.value.where == where


def test_a_typed_actual_is_of_today_unless_a_day_is_given(lanchuan: Workspace) -> None:
    save_objective(lanchuan, A, 2026, {"text": "x"})
    aim = plan(lanchuan).objectives[0].objective.id
    save_measure(lanchuan, aim, {"text": "Audits", "target_value": 4, "actual_value": 1})
    (found,) = plan(lanchuan).objectives[0].measures
    assert (found.actual, found.as_of, found.from_data) == (1, TODAY, False)
    save_measure(lanchuan, aim, {"actual_value": None}, found.measure.id)
    (found,) = plan(lanchuan).objectives[0].measures
    assert (found.actual, found.as_of, found.measure.figure) == (None, None, Figure.OWN)


def test_a_person_of_another_account_is_no_aim(lanchuan: Workspace) -> None:
    with lanchuan.change("test", "Test") as change:
        stranger = change.create("contact", {"account_id": B, "name": "外人"})
    with pytest.raises(BadInput) as refused:
        save_objective(lanchuan, A, 2026, {"text": "x", "contact_id": stranger})
    assert refused.value.where == "contact_id"


def test_an_action_belongs_to_an_objective_of_its_own_account(lanchuan: Workspace) -> None:
    save_objective(lanchuan, A, 2026, {"text": "x"})
    aim = plan(lanchuan).objectives[0].objective.id
    with pytest.raises(BadInput):
        plan_action(lanchuan, B, {"text": "Do"}, aim)
    with pytest.raises(BadInput) as refused:
        plan_action(lanchuan, A, {"text": "Do", "done_on": TODAY + timedelta(1)}, aim)
    assert refused.value.where == "done_on"


def test_a_suggestion_becomes_an_action_of_the_plan_with_one_click_and_only_once(lanchuan: Workspace) -> None:
    save_objective(lanchuan, A, 2026, {"text": "x"})
    aim = plan(lanchuan).objectives[0].objective.id
    paper = plan(lanchuan)
    kinds = {one.origin.split(":")[0] for one in paper.suggestions}
    assert kinds == {"finding", "need", "playbook", "whitespace"}
    need = next(one for one in paper.suggestions if one.need_id is not None)
    take_suggestion(lanchuan, A, need, aim)
    (action,) = plan(lanchuan).objectives[0].actions
    assert (action.text, action.owner, action.due_on) == (need.text, "李雷", TODAY + timedelta(14))
    assert need.origin not in {one.origin for one in plan(lanchuan).suggestions}
    with pytest.raises(NotAllowed):
        take_suggestion(lanchuan, A, need)


def test_the_team_is_proposed_until_it_is_written(lanchuan: Workspace) -> None:
    save_member(lanchuan, A, 2026, {"manager_id": HAN, "role": "Second line"})
    save_member(lanchuan, A, 2026, {"name": "外部顾问", "role": "Advises"})
    save_member(lanchuan, A, 2026, {"manager_id": HAN, "role": "Leads"})
    paper = plan(lanchuan)
    assert [(one.name, one.role) for one in paper.team] == [("韩梅", "Leads"), ("外部顾问", "Advises")]
    assert [one.name for one in paper.team_proposals] == ["李雷"]
    assert "Responsible manager." in paper.team_proposals[0].reason
    for line in paper.team:
        assert line.member_id is not None
        delete_member(lanchuan, line.member_id)
    assert [one.name for one in plan(lanchuan).team] == ["李雷", "韩梅"]
    with pytest.raises(BadInput):
        save_member(lanchuan, A, 2026, {"role": "Nobody"})


def test_writing_makes_the_plan_more_complete_and_says_what_is_left(lanchuan: Workspace) -> None:
    before = plan(lanchuan)
    assert PlanPart.VISION in {one.part for one in before.missing}
    write_part(lanchuan, A, 2026, PlanPart.VISION, "First choice")
    after = plan(lanchuan)
    assert after.completeness_bp > before.completeness_bp
    assert PlanPart.VISION not in {one.part for one in after.missing}


def test_the_review_is_proposed_for_the_end_of_the_half_year(lanchuan: Workspace) -> None:
    assert plan(lanchuan).review_on == date(2026, 12, 31)
    set_review_day(lanchuan, A, 2026, date(2026, 9, 30))
    assert plan(lanchuan).review_on == date(2026, 9, 30)
    set_review_day(lanchuan, A, 2026, None)
    assert plan(lanchuan).review_on == date(2026, 12, 31)
    with pytest.raises(BadInput):
        set_review_day(lanchuan, A, 2026, date(2030, 1, 1))


def test_two_plans_of_accounts_that_became_one_read_as_one_and_the_one_handed_in_holds(
    lanchuan: Workspace,
) -> None:
    write_part(lanchuan, A, 2026, PlanPart.VISION, "Of A")
    write_part(lanchuan, A, 2026, PlanPart.STRATEGY, "Of A")
    save_objective(lanchuan, A, 2026, {"text": "Of A"})
    save_member(lanchuan, A, 2026, {"manager_id": HAN})
    write_part(lanchuan, B, 2026, PlanPart.VISION, "Of B")
    submit_plan(lanchuan, B, 2026)
    merge_accounts(lanchuan, A, B)
    kept = merged_id(A, B)
    paper = get_plan(lanchuan, kept, 2026)
    assert paper.texts == {PlanPart.VISION: "Of B", PlanPart.STRATEGY: "Of A"}
    assert ([one.objective.text for one in paper.objectives], paper.state) == (["Of A"], PlanState.SUBMITTED)
    confirm_part(lanchuan, kept, 2026, PlanPart.STRATEGY)
    save_member(lanchuan, kept, 2026, {"manager_id": HAN, "role": "Leads"})
    paper = get_plan(lanchuan, kept, 2026)
    assert paper.texts[PlanPart.STRATEGY] == "Of A"
    assert [(one.name, one.role) for one in paper.team] == [("韩梅", "Leads")]
    write_part(lanchuan, kept, 2026, PlanPart.STRATEGY, "Of both")
    assert get_plan(lanchuan, kept, 2026).texts[PlanPart.STRATEGY] == "Of both"
    (line,) = list_plans(lanchuan, 2026).lines
    assert (line.written, line.objectives, line.state) == (3, 1, PlanState.SUBMITTED)


def test_people_and_objectives_of_another_account_are_refused(lanchuan: Workspace) -> None:
    with lanchuan.change("test", "Test") as change:
        stranger = change.create("contact", {"account_id": B, "name": "Stranger"})
    save_objective(lanchuan, A, 2026, {"text": "Of A"})
    aim = plan(lanchuan).objectives[0].objective.id
    for call, where in (
        (lambda: plan_action(lanchuan, A, {"text": "x", "contact_id": stranger}), "contact_id"),
        (lambda: save_objective(lanchuan, A, 2026, {"text": "x", "contact_id": stranger}), "contact_id"),
        (lambda: save_objective(lanchuan, B, 2026, {"text": "x"}, aim), "objective_id"),
        (lambda: plan_action(lanchuan, B, {"text": "x"}, aim), "objective_id"),
    ):
        with pytest.raises(BadInput) as refused:
            call()
        assert refused.value.where == where


@pytest.mark.parametrize("year", [1999, 2101, -5, 10**7])
def test_a_year_that_cannot_be_is_refused(lanchuan: Workspace, year: int) -> None:
    for call in (
        lambda: get_plan(lanchuan, A, year),
        lambda: write_part(lanchuan, A, year, PlanPart.VISION, "x"),
        lambda: list_plans(lanchuan, year),
    ):
        with pytest.raises(BadInput):
            call()


def test_an_account_that_is_not_there_has_no_plan(workspace: Workspace) -> None:
    gone = derived_id("account", "Z")
    with pytest.raises(NotFound):
        get_plan(workspace, gone, 2026)
    with pytest.raises(WorkbenchError):
        write_part(workspace, gone, 2026, PlanPart.VISION, "x")


def test_the_list_holds_every_account_of_a_key_tier_and_every_plan(lanchuan: Workspace) -> None:
    assert [(one.account.code, one.plan) for one in list_plans(lanchuan, 2026).lines] == [("A", None)]
    write_part(lanchuan, B, 2026, PlanPart.VISION, "x")
    submit_plan(lanchuan, B, 2026, "Please")
    first, second = list_plans(lanchuan, 2026).lines
    assert (first.account.code, first.state, first.manager) == ("A", PlanState.DRAFT, "李雷")
    assert (second.account.code, second.state, second.written) == ("B", PlanState.SUBMITTED, 1)
    assert second.newest is not None
    assert (second.newest.made_by, second.completeness_bp) == (
        "Li Lei",
        get_plan(lanchuan, B, 2026).completeness_bp,
    )


def test_the_number_of_queries_does_not_grow_with_what_there_is(lanchuan: Workspace) -> None:
    write_part(lanchuan, A, 2026, PlanPart.VISION, "x")
    save_objective(lanchuan, A, 2026, {"text": "x"})
    before, listed = _queries(lanchuan, plan), _queries(lanchuan, list_plans)
    with lanchuan.change("test", "More") as change:
        for number in range(30):
            person = change.create("contact", {"account_id": A, "name": f"P{number}"})
            change.create("visit", {"account_id": A, "kind": "field", "state": "done", "on_day": TODAY})
            change.create("need", {"account_id": A, "text": f"N{number}", "contact_id": person})
            change.create("risk", {"account_id": A, "text": f"R{number}"})
            change.create("account", {"name": f"K{number}", "code": f"K{number}", "tier": "focus"})
    for number in range(6):
        write_part(lanchuan, A, 2026, list(PlanPart)[number], "x")
        save_objective(lanchuan, A, 2026, {"text": f"O{number}"})
    for line in plan(lanchuan).objectives:
        save_measure(lanchuan, line.objective.id, {"figure": "visits", "target_value": 3})
        plan_action(lanchuan, A, {"text": "Do"}, line.objective.id)
    assert _queries(lanchuan, plan) == before
    assert _queries(lanchuan, list_plans) == listed


def _queries(workspace: Workspace, call: Any) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        sent.append(text)

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        call(workspace)
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)
    return len(sent)
