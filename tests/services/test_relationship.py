"""Stage, playbook, KAM level and ties of an account (2-rules §5)."""

from datetime import date

import pytest

from workbench.domain.playbook import Chapter, measure_of
from workbench.domain.relationship import InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.domain.sales import SaleRecord
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import edit_account, find_account
from workbench.services.managers import edit_manager
from workbench.services.records import list_records
from workbench.services.relationship import (
    get_relationship,
    override_kam_level,
    set_joint_teams,
    set_life_cycle,
    set_stage,
    set_tie_strength,
    take_measure,
    tie_people,
    untie_people,
)
from workbench.services.visits import complete_action
from workbench.storage.workspace import Workspace

WANG, ZHAO = derived_id("manager", "Wang"), derived_id("manager", "Zhao")
BUYER, ENGINEER = derived_id("contact", "Buyer"), derived_id("contact", "Engineer")


@pytest.fixture
def account(workspace: Workspace) -> Id:
    """An account of Wang (sales), with a buyer and an engineer; Zhao (technology) is ours too."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Wang", "function": "sales"}, WANG)
        change.create("manager", {"name": "Zhao", "function": "technology"}, ZHAO)
        row_id = change.create(
            "account", {"code": "A", "name": "A", "manager_id": WANG}, derived_id("account", "A")
        )
        for name, function, contact in (
            ("Buyer", "purchasing", BUYER),
            ("Engineer", "technology", ENGINEER),
        ):
            change.create("contact", {"account_id": row_id, "name": name, "function": function}, contact)
    return row_id


def test_a_stage_takes_a_reason_and_an_interruption_its_cause(workspace: Workspace, account: Id) -> None:
    with pytest.raises(BadInput) as caught:
        set_stage(workspace, account, Stage.INITIAL, " ")
    assert caught.value.where == "stage_reason"
    with pytest.raises(BadInput) as caught:
        set_stage(workspace, account, Stage.INTERRUPTED, "They went away")
    assert caught.value.where == "interruption_cause"
    set_stage(workspace, account, Stage.INTERRUPTED, "They went away", InterruptionCause.KEY_PERSON_CHANGED)
    assert find_account(workspace, "A").interruption_cause is InterruptionCause.KEY_PERSON_CHANGED
    set_stage(workspace, account, Stage.INITIAL, "Back again", InterruptionCause.INSOLVENCY)
    found = find_account(workspace, "A")
    assert (found.stage, found.stage_reason, found.interruption_cause) == (
        Stage.INITIAL,
        "Back again",
        None,
    )


def test_the_share_of_wallet_speaks_for_a_stage(workspace: Workspace, account: Id) -> None:
    assert get_relationship(workspace, account).evidence.stage is Stage.NURTURING
    with workspace.change("test", "Test") as change:
        change.add_sales(account, [SaleRecord(date(2026, 3, 1), 1, "N", "1", currency="USD")])
    assert get_relationship(workspace, account).evidence.stage is None
    edit_account(workspace, account, {"share_of_wallet_bp": 4_000})
    assert get_relationship(workspace, account).evidence.stage is Stage.INITIAL


def test_the_life_cycle_is_set_and_taken_away(workspace: Workspace, account: Id) -> None:
    set_life_cycle(workspace, account, LifeCycle.DEEPEN)
    assert find_account(workspace, "A").life_cycle is LifeCycle.DEEPEN
    set_life_cycle(workspace, account, None)
    assert find_account(workspace, "A").life_cycle is None


def test_one_click_makes_a_measure_an_action_and_never_a_second_one(
    workspace: Workspace, account: Id
) -> None:
    set_stage(workspace, account, Stage.NURTURING, "New")
    first = get_relationship(workspace, account).measures[0].measure
    take_measure(workspace, account, first)
    (action,) = list_records(workspace, "actions").rows
    assert (action["origin"], action["owner"], action["due_on"]) == (first.origin, "Wang", "2026-07-31")
    assert get_relationship(workspace, account).measures[0].taken
    complete_action(workspace, Id(bytes.fromhex(action["id"])))
    with pytest.raises(NotAllowed):
        take_measure(workspace, account, first)
    assert get_relationship(workspace, account).measures[0].taken


def test_an_account_without_a_stage_still_has_the_ten_measures(workspace: Workspace, account: Id) -> None:
    view = get_relationship(workspace, account)
    assert view.measures == ()
    assert {one.measure.chapter for one in view.key_measures} == {Chapter.KEY_ACCOUNT}
    assert measure_of("key_account.round_table") in {one.measure for one in view.key_measures}


def test_the_kam_level_follows_from_the_ties(workspace: Workspace, account: Id) -> None:
    def level() -> KamLevel:
        return get_relationship(workspace, account).kam.level

    assert level() is KamLevel.PRE
    tie_people(workspace, BUYER, WANG, 3)
    assert level() is KamLevel.EARLY
    tie_people(workspace, ENGINEER, WANG)
    assert level() is KamLevel.MID
    tie_people(workspace, ENGINEER, ZHAO, 2)
    assert level() is KamLevel.PARTNERSHIP
    set_joint_teams(workspace, account, "Cost team")
    assert level() is KamLevel.SYNERGISTIC


def test_the_same_two_people_are_one_tie(workspace: Workspace, account: Id) -> None:
    tie_people(workspace, BUYER, WANG, 1)
    tie_people(workspace, BUYER, WANG, 3)
    (line,) = get_relationship(workspace, account).ties
    assert line.tie.strength == 3
    set_tie_strength(workspace, line.tie.id, 2)
    with pytest.raises(BadInput):
        set_tie_strength(workspace, line.tie.id, 4)
    with pytest.raises(BadInput):
        tie_people(workspace, BUYER, WANG, 0)
    untie_people(workspace, line.tie.id)
    assert get_relationship(workspace, account).ties == ()


def test_another_level_takes_a_reason_and_stands_beside_the_derived_one(
    workspace: Workspace, account: Id
) -> None:
    with pytest.raises(BadInput) as caught:
        override_kam_level(workspace, account, KamLevel.MID)
    assert caught.value.where == "kam_reason"
    override_kam_level(workspace, account, KamLevel.MID, "Their board decides with ours")
    view = get_relationship(workspace, account)
    assert (view.account.kam_level, view.kam.level) == (KamLevel.MID, KamLevel.PRE)
    override_kam_level(workspace, account, None)
    assert find_account(workspace, "A").kam_reason == ""


def test_ties_of_erased_people_are_passed_over(workspace: Workspace, account: Id) -> None:
    tie_people(workspace, BUYER, WANG)
    with workspace.change("test", "Test") as change:
        change.create("contact_tie", {"contact_id": None, "manager_id": WANG, "strength": 9})
        change.create("contact_tie", {"contact_id": ENGINEER, "manager_id": None})
        change.create("contact_tie", {"contact_id": ENGINEER, "manager_id": ZHAO, "strength": 9})
    lines = get_relationship(workspace, account).ties
    assert [(one.contact.name, one.tie.strength) for one in lines] == [("Buyer", None), ("Engineer", None)]


def test_a_person_of_ours_has_a_title_and_a_known_function(workspace: Workspace, account: Id) -> None:
    edit_manager(workspace, ZHAO, {"title": "Chief engineer", "function": "quality"})
    with pytest.raises(BadInput) as caught:
        edit_manager(workspace, ZHAO, {"function": "wizardry"})
    assert caught.value.where == "function"
