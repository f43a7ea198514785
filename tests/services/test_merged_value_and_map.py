"""What is typed on one laptop of accounts and people that became one on another (2-rules §3, §6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.conftest import TODAY
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.influence import BuyingPhase
from workbench.domain.plan_records import PlanPart
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.account_plans import get_plan
from workbench.services.checks import check_workspace
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.influence import get_influence_map, place_people, set_attitude
from workbench.services.influence_history import map_on
from workbench.services.plan_texts import confirm_part, write_part
from workbench.services.portfolio import get_account_value, set_portfolio_year, set_score
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

A, B = derived_id("account", "A"), derived_id("account", "B")
GU, GU_TOO = derived_id("contact", "GU"), derived_id("contact", "GU too")
KEPT, PERSON = merged_id(A, B), min(GU, GU_TOO)
OPTIONS = BuyingPhase.OPTIONS


@pytest.fixture
def other(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """Another laptop that knows the same two accounts, with the same person at each."""
    with workspace.change("test", "Test") as change:
        for account, code, person in ((A, "A", GU), (B, "B", GU_TOO)):
            change.create("account", {"name": f"澜川 {code}", "code": code}, account)
            change.create("contact", {"account_id": account, "name": "顾承远"}, person)
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    give(workspace, opened, tmp_path)
    yield opened
    opened.close()


def give(giver: Workspace, taker: Workspace, folder: Path) -> None:
    path = folder / f"{len(list(folder.iterdir()))}.workbench"
    export_workspace(giver, path)
    merge_files(taker, [path])
    assert not check_workspace(taker).findings


def revenue(workspace: Workspace) -> int | None:
    return get_account_value(workspace, KEPT).portfolio.present.revenue.typed_fen


def access(workspace: Workspace) -> int | None:
    lines = get_account_value(workspace, KEPT).strength.lines
    return next(line.typed for line in lines if line.criterion is AxisCriterion.ACCESS)


def test_figures_and_scores_of_accounts_that_became_one_elsewhere_can_be_edited_and_taken_away(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    merge_accounts(workspace, A, B)
    for account, amount, score in ((A, "100", 1), (B, "200", 2)):
        set_portfolio_year(other, account, 2026, {"revenue_fen": amount})
        set_score(other, account, AxisCriterion.ACCESS, score)
    set_portfolio_year(other, B, 2026, {"indirect_cost_fen": "7"})
    give(other, workspace, tmp_path)
    assert revenue(workspace) in (100_00, 200_00)
    set_portfolio_year(workspace, KEPT, 2026, {"revenue_fen": "300"})
    set_score(workspace, KEPT, AxisCriterion.ACCESS, 4)
    assert (revenue(workspace), access(workspace)) == (300_00, 4)
    present = get_account_value(workspace, KEPT).portfolio.present
    assert present.indirect_cost.typed_fen == 7_00
    set_portfolio_year(workspace, KEPT, 2026, {"revenue_fen": None})
    set_score(workspace, KEPT, AxisCriterion.ACCESS, None)
    assert (revenue(workspace), access(workspace)) == (None, None)
    give(workspace, other, tmp_path)
    assert (revenue(other), access(other)) == (None, None)


def test_what_was_typed_of_one_year_at_both_accounts_fills_each_others_gaps(
    workspace: Workspace, other: Workspace
) -> None:
    set_portfolio_year(workspace, A, 2026, {"revenue_fen": "100", "note": "Of A"})
    set_portfolio_year(workspace, B, 2026, {"revenue_fen": "200", "direct_cost_fen": "150"})
    set_portfolio_year(workspace, A, 2026, {"indirect_cost_fen": "9"})
    merge_accounts(workspace, A, B)
    present = get_account_value(workspace, KEPT).portfolio.present
    cells = (present.revenue, present.direct_cost, present.indirect_cost)
    assert [one.typed_fen for one in cells] == [100_00, 150_00, 9_00]
    assert present.note == "Of A"


def test_places_and_stands_of_a_person_who_became_one_elsewhere_can_be_changed(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    merge_accounts(workspace, A, B, people=[(GU, GU_TOO)])
    for number, person in enumerate((GU, GU_TOO)):
        place_people(other, {person: (number, number)})
        set_attitude(other, person, OPTIONS, 5, -2)
    give(other, workspace, tmp_path)
    for x in (30, 40):
        place_people(workspace, {PERSON: (x, x)})
        set_attitude(workspace, PERSON, OPTIONS, 1, 2)
        for found in (get_influence_map(workspace, KEPT), map_on(workspace, KEPT, TODAY)):
            assert found.places[PERSON].x == x
            assert (found.involvement_of(PERSON, OPTIONS), found.support_of(PERSON, OPTIONS)) == (1, 2)
    set_attitude(workspace, PERSON, OPTIONS, None, None)
    assert get_influence_map(workspace, KEPT).attitudes == ()


def test_how_two_entries_of_one_person_stand_in_a_phase_fills_each_others_gaps(
    workspace: Workspace, other: Workspace
) -> None:
    set_attitude(workspace, GU, OPTIONS, 4, None)
    set_attitude(workspace, GU_TOO, OPTIONS, None, -1)
    merge_accounts(workspace, A, B, people=[(GU, GU_TOO)])
    found = get_influence_map(workspace, KEPT)
    assert (found.involvement_of(PERSON, OPTIONS), found.support_of(PERSON, OPTIONS)) == (4, -1)


def test_a_part_confirmed_in_one_plan_does_not_hide_what_the_other_plan_says(
    workspace: Workspace, other: Workspace
) -> None:
    write_part(workspace, A, 2026, PlanPart.VISION, "x")
    write_part(workspace, A, 2026, PlanPart.WHY, "y")
    confirm_part(workspace, A, 2026, PlanPart.STRATEGY)
    write_part(workspace, B, 2026, PlanPart.STRATEGY, "Joint work")
    merge_accounts(workspace, A, B)

    def paper() -> AccountPlanPaper:
        return get_plan(workspace, KEPT, 2026)

    assert paper().texts[PlanPart.STRATEGY] == "Joint work"
    write_part(workspace, KEPT, 2026, PlanPart.STRATEGY, "Two plants")
    assert paper().texts[PlanPart.STRATEGY] == "Two plants"
    write_part(workspace, KEPT, 2026, PlanPart.STRATEGY, " ")
    assert PlanPart.STRATEGY not in paper().texts


def test_a_text_that_both_plans_have_is_taken_away_at_once(workspace: Workspace, other: Workspace) -> None:
    for account in (A, B):
        write_part(workspace, account, 2026, PlanPart.VISION, "x")
    merge_accounts(workspace, A, B)
    write_part(workspace, KEPT, 2026, PlanPart.VISION, "")
    assert get_plan(workspace, KEPT, 2026).texts == {}
