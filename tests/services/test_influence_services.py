"""The influence map read and written: people, lines, places, attitudes, pressing needs (2-rules §6)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.influence_world import (
    GONE,
    GU,
    HAN,
    INFLUENCES,
    LIN,
    NOBODY,
    REPORTS,
    TODAY,
    WANG,
    ZHAO,
    A,
    B,
    lines,
    make_account,
    people,
)
from workbench.domain.accounts import BuyingRole, OutsideKind
from workbench.domain.contact_links import link_id
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_findings import FindingCode
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.contacts import save_contact
from workbench.services.history import undo
from workbench.services.influence import (
    FirstLine,
    add_person,
    add_pressing_need,
    clear_places,
    get_influence_map,
    link_people,
    name_placeholder,
    place_people,
    rank_needs,
    remove_people,
    set_attitude,
    set_attributes,
    set_link_strength,
    unlink,
    verify_influence,
)
from workbench.services.influence_findings import get_findings
from workbench.services.needs import edit_need, note_need
from workbench.services.relationship import tie_people
from workbench.storage.workspace import Workspace


@pytest.fixture(autouse=True)
def account(workspace: Workspace) -> Id:
    """The account that the map is of."""
    return make_account(workspace)


# Reading


def test_the_map_has_everybody_who_is_there_with_when_they_were_met(workspace: Workspace) -> None:
    tie_people(workspace, LIN, ZHAO, 3)
    tie_people(workspace, LIN, GONE, 3)
    with workspace.change("test", "Test") as change:
        left = change.create("contact", {"account_id": A, "name": "Left", "left_on": TODAY})
        change.create("contact", {"account_id": A, "name": "Leaving", "left_on": TODAY + timedelta(days=1)})
        change.create("contact_link", {"from_contact_id": left, "to_contact_id": GU, "kind": "reports_to"})
        for days, state, met in (
            (3, "done", [GU]),
            (9, "done", [GU, LIN]),
            (1, "planned", [HAN]),
            (-1, "done", [HAN]),
        ):
            change.create(
                "visit",
                {
                    "account_id": A,
                    "manager_id": WANG,
                    "our_people": [id_text(ZHAO)],
                    "kind": "field",
                    "state": state,
                    "on_day": TODAY - timedelta(days=days),
                    "met": [id_text(one) for one in met],
                },
            )
        for days in (2, 5):
            log = {"account_id": A, "contact_id": LIN, "manager_id": WANG, "channel": "call", "text": "x"}
            change.create("contact_log", {**log, "on_day": TODAY - timedelta(days=days)})
    found = get_influence_map(workspace, A)
    assert [one.name for one in found.contacts] == ["Gu", "Lin", "Han", "Leaving"]
    assert [one.name for one in found.left] == ["Left"]
    assert [one.to_contact_id for one in found.links] == [GU]
    assert [one.name for one in found.managers] == ["Wang", "Zhao"]
    assert [(one.manager_id, one.strength) for one in found.ties] == [(ZHAO, 3)]
    assert {one: (TODAY - day).days for one, day in found.last_met.items()} == {GU: 3, LIN: 9}
    assert {one: (TODAY - day).days for one, day in found.last_contact.items()} == {GU: 3, LIN: 2}
    assert found.last_visit == TODAY - timedelta(days=3)
    pairs = {(one.contact_id, one.manager_id): (TODAY - one.on).days for one in found.encounters}
    assert pairs == {(GU, WANG): 3, (GU, ZHAO): 3, (LIN, WANG): 2, (LIN, ZHAO): 9}
    with pytest.raises(NotFound):
        get_influence_map(workspace, NOBODY)


def test_reading_the_map_takes_as_many_queries_for_many_people_as_for_few(workspace: Workspace) -> None:
    set_attributes(workspace, GU, {"support": 2})
    few = _count_queries(workspace)
    with workspace.change("test", "Test") as change:
        for number in range(30):
            contact = change.create("contact", {"account_id": A, "name": f"P{number}", "support": 2})
            change.create(
                "contact_link", {"from_contact_id": contact, "to_contact_id": GU, "kind": "influences"}
            )
            change.create("contact_tie", {"contact_id": contact, "manager_id": ZHAO})
            change.create("need", {"account_id": A, "contact_id": contact, "text": "x", "rank": 1})
    assert _count_queries(workspace) == few


def _count_queries(workspace: Workspace) -> int:
    asked = []

    def note(*_arguments: Any) -> None:
        asked.append(1)

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        get_findings(workspace, A)
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_champion_with_another_post_is_known_from_the_journal(
    workspace: Workspace, clock: FixedClock
) -> None:
    set_attributes(workspace, GU, {"support": 2})
    clock.advance(timedelta(days=20))
    save_contact(workspace, A, {"title": "Buyer", "department": "Purchasing"}, GU)
    clock.advance(timedelta(days=20))
    save_contact(workspace, A, {"title": "Head of Plant", "department": "Plant"}, GU)
    (change,) = get_influence_map(workspace, A).post_changes
    assert (change.before, change.after) == ("Buyer · Purchasing", "Head of Plant · Plant")
    assert change.on == TODAY + timedelta(days=40)
    assert FindingCode.CHAMPION_MOVED in {one.code for one in get_findings(workspace, A)}
    verify_influence(workspace, GU)
    assert FindingCode.CHAMPION_MOVED not in {one.code for one in get_findings(workspace, A)}


def test_naming_a_ghost_is_no_change_of_post(workspace: Workspace) -> None:
    add_person(workspace, A, does="Quality lead", values={"support": 2})
    name_placeholder(workspace, people(workspace)["Quality lead"].id, "Luo")
    set_attributes(workspace, people(workspace)["Luo"].id, {"title": "Quality director"})
    (change,) = get_influence_map(workspace, A).post_changes
    assert (change.before, change.after) == ("Quality lead", "Quality director")


# People


def test_a_person_dropped_on_empty_comes_with_line_and_place_in_one_change(workspace: Workspace) -> None:
    line = FirstLine(REPORTS, GU)
    done = add_person(workspace, A, "Luo", does="Equipment manager", line=line, at=(120, -40))
    (luo,) = done.touched["contact"]
    found = get_influence_map(workspace, A)
    assert (found.people[luo].title, found.people[luo].is_placeholder) == ("Equipment manager", False)
    assert ("Luo", "reports_to", "Gu", None) in lines(workspace)
    assert (found.places[luo].x, found.places[luo].y) == (120, -40)
    undo(workspace)
    assert set(people(workspace)) == {"Gu", "Lin", "Han"}
    assert get_influence_map(workspace, A).places == {}


def test_a_line_may_go_to_the_new_person_and_moves_the_one_there_was(workspace: Workspace) -> None:
    add_person(workspace, A, "Boss", line=FirstLine(REPORTS, LIN, is_from_other=True))
    assert lines(workspace) == {("Lin", "reports_to", "Boss", None)}
    add_person(workspace, A, "Expert", line=FirstLine(INFLUENCES, LIN, strength=-2))
    assert ("Expert", "influences", "Lin", -2) in lines(workspace)


def test_without_a_name_somebody_goes_by_what_they_do(workspace: Workspace) -> None:
    add_person(workspace, A, does="Quality lead")
    ghost = people(workspace)["Quality lead"]
    assert (ghost.is_placeholder, ghost.title) == (True, "")
    name_placeholder(workspace, ghost.id, " Lu ")
    named = people(workspace)["Lu"]
    assert (named.id, named.title, named.is_placeholder) == (ghost.id, "Quality lead", False)
    with pytest.raises(NotAllowed):
        name_placeholder(workspace, ghost.id, "Again")
    undo(workspace)
    assert people(workspace)["Quality lead"] == ghost
    with pytest.raises(BadInput):
        name_placeholder(workspace, ghost.id, " ")
    add_person(workspace, A)
    assert people(workspace)["Somebody"].is_placeholder


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_somebody_of_whom_nothing_is_known_gets_no_title_with_the_name(
    workspace: Workspace, code: str
) -> None:
    with use_language(code):
        add_person(workspace, A)
    (ghost,) = (person for person in people(workspace).values() if person.is_placeholder)
    name_placeholder(workspace, ghost.id, "Lu")
    assert people(workspace)["Lu"].title == ""


@pytest.mark.parametrize(
    ("values", "shown", "title"),
    [
        ({"name": " Lu ", "title": "Quality lead"}, "Lu", "Quality lead"),
        ({"name": "Lu"}, "Lu", "Quality lead"),
        ({"name": "Lu", "title": "Head of quality"}, "Lu", "Head of quality"),
    ],
)
def test_a_record_with_a_name_names_somebody_unnamed(
    workspace: Workspace, values: dict[str, str], shown: str, title: str
) -> None:
    add_person(workspace, A, does="Quality lead")
    ghost = people(workspace)["Quality lead"]
    save_contact(workspace, A, values, ghost.id)
    named = people(workspace)[shown]
    assert (named.id, named.title, named.is_placeholder) == (ghost.id, title, False)


def test_a_record_without_a_name_leaves_somebody_unnamed(workspace: Workspace) -> None:
    add_person(workspace, A, does="Quality lead")
    ghost = people(workspace)["Quality lead"]
    save_contact(workspace, A, {"name": "", "title": "Laboratory", "mobile": "138"}, ghost.id)
    told = people(workspace)["Laboratory"]
    assert (told.id, told.title, told.is_placeholder, told.mobile) == (ghost.id, "", True, "138")
    save_contact(workspace, A, {"name": "", "title": ""}, ghost.id)
    assert people(workspace)["Somebody"].is_placeholder


def test_what_a_ghost_goes_by_stays_beside_a_title_of_their_own(workspace: Workspace) -> None:
    add_person(workspace, A, does="Quality lead", values={"title": "Director"})
    ghost = people(workspace)["Quality lead"]
    save_contact(workspace, A, {"name": "", "title": "Head"}, ghost.id)
    assert people(workspace)["Quality lead"].title == "Head"


def test_a_title_that_a_ghost_has_stays_when_they_are_named(workspace: Workspace) -> None:
    add_person(workspace, A, does="Quality lead", values={"title": "Director"})
    name_placeholder(workspace, people(workspace)["Quality lead"].id, "Lu")
    assert people(workspace)["Lu"].title == "Director"


def test_attributes_are_checked_and_what_the_map_says_counts_as_verified(
    workspace: Workspace, clock: FixedClock
) -> None:
    values = {
        "roles": ["economic", "coach"],
        "support": -2,
        "motivation": " Proof by figures ",
        "worries": "Downtime",
        "held_by_id": ZHAO,
        "outside_kind": "authority",
        "organisation": "Bureau",
    }
    set_attributes(workspace, GU, values)
    gu = people(workspace)["Gu"]
    assert gu.roles == (BuyingRole.ECONOMIC, BuyingRole.COACH)
    assert (gu.motivation, gu.outside_kind, gu.held_by_id) == (
        "Proof by figures",
        OutsideKind.AUTHORITY,
        ZHAO,
    )
    assert gu.influence_verified_on == TODAY
    clock.advance(timedelta(days=3))
    set_attributes(workspace, GU, {"motivation": "Fame", "support": -2, "roles": ["coach", "economic"]})
    assert people(workspace)["Gu"].influence_verified_on == TODAY
    set_attributes(workspace, GU, {"support": -1})
    assert people(workspace)["Gu"].influence_verified_on == TODAY + timedelta(days=3)
    verify_influence(workspace, LIN, HAN)
    assert people(workspace)["Han"].influence_verified_on == TODAY + timedelta(days=3)
    for bad in (
        {"influence": 6},
        {"support": -3},
        {"held_by_id": NOBODY},
        {"outside_kind": "moon"},
        {"influence_verified_on": date(2030, 1, 1)},
        {"name": " "},
        {"roles": ["king"]},
    ):
        with pytest.raises(BadInput) as refused:
            set_attributes(workspace, GU, bad)
        assert refused.value.where == next(iter(bad))
    with pytest.raises(NotFound):
        set_attributes(workspace, NOBODY, {"influence": 1})


def test_a_phase_says_what_differs_until_nothing_does(workspace: Workspace) -> None:
    set_attributes(workspace, LIN, {"support": 1, "involvement": 2})
    set_attitude(workspace, LIN, BuyingPhase.SELECTION, None, -2)
    found = get_influence_map(workspace, A)
    assert found.support_of(LIN, BuyingPhase.SELECTION) == -2
    assert found.involvement_of(LIN, BuyingPhase.SELECTION) == 2
    assert found.support_of(LIN, BuyingPhase.NEEDS) == found.support_of(LIN) == 1
    set_attitude(workspace, LIN, BuyingPhase.SELECTION, 5, None)
    found = get_influence_map(workspace, A)
    assert (
        found.involvement_of(LIN, BuyingPhase.SELECTION),
        found.support_of(LIN, BuyingPhase.SELECTION),
    ) == (5, 1)
    set_attitude(workspace, LIN, BuyingPhase.SELECTION, None, None)
    assert get_influence_map(workspace, A).attitudes == ()
    undo(workspace)
    assert get_influence_map(workspace, A).attitudes == found.attitudes
    set_attitude(workspace, LIN, BuyingPhase.NEEDS, None, None)
    for involvement, support in ((0, None), (6, None), (None, 3), (None, -3)):
        with pytest.raises(BadInput):
            set_attitude(workspace, LIN, BuyingPhase.NEEDS, involvement, support)


def test_people_are_removed_together_with_their_lines_and_come_back(workspace: Workspace) -> None:
    link_people(workspace, GU, HAN, INFLUENCES)
    set_attitude(workspace, LIN, BuyingPhase.NEEDS, 3, 0)
    place_people(workspace, {GU: (1, 2), LIN: (3, 4)})
    before = get_influence_map(workspace, A)
    remove_people(workspace, GU, LIN)
    after = get_influence_map(workspace, A)
    assert (set(people(workspace)), after.links, after.attitudes, after.places) == ({"Han"}, (), (), {})
    undo(workspace)
    assert get_influence_map(workspace, A) == before


# Lines and places


def test_a_person_has_one_boss_and_another_takes_the_place_of_the_first(workspace: Workspace) -> None:
    before = get_influence_map(workspace, A)
    link_people(workspace, LIN, HAN, REPORTS)
    assert lines(workspace) == {("Lin", "reports_to", "Han", None)}
    undo(workspace)
    assert get_influence_map(workspace, A) == before
    done = link_people(workspace, LIN, GU, REPORTS)
    assert done.transaction_id is None
    link_people(workspace, GU, LIN, REPORTS)
    assert len(lines(workspace)) == 2


def test_influence_has_a_strength_with_a_sign(workspace: Workspace) -> None:
    link_people(workspace, GU, LIN, INFLUENCES)
    assert ("Gu", "influences", "Lin", 1) in lines(workspace)
    link_people(workspace, GU, LIN, INFLUENCES, -3)
    link_people(workspace, GU, LIN, INFLUENCES)
    assert ("Gu", "influences", "Lin", -3) in lines(workspace)
    row_id = link_id(GU, LIN, INFLUENCES)
    set_link_strength(workspace, row_id, 2)
    assert ("Gu", "influences", "Lin", 2) in lines(workspace)
    for bad in (0, 4, -4):
        with pytest.raises(BadInput):
            set_link_strength(workspace, row_id, bad)
    with pytest.raises(BadInput):
        set_link_strength(workspace, link_id(LIN, GU, REPORTS), 2)
    with pytest.raises(NotFound):
        set_link_strength(workspace, NOBODY, 2)


def test_lines_join_two_people_of_one_account(workspace: Workspace) -> None:
    with pytest.raises(BadInput):
        link_people(workspace, GU, GU, REPORTS)
    with pytest.raises(BadInput):
        link_people(workspace, GU, derived_id("contact", "Other"), INFLUENCES)
    with pytest.raises(NotFound):
        link_people(workspace, GU, NOBODY, INFLUENCES)


def test_several_lines_go_in_one_change_and_come_back(workspace: Workspace) -> None:
    link_people(workspace, GU, LIN, INFLUENCES, 2)
    before = lines(workspace)
    unlink(workspace, *(one.id for one in get_influence_map(workspace, A).links))
    assert lines(workspace) == set()
    undo(workspace)
    assert lines(workspace) == before


def test_many_people_are_placed_in_one_change(workspace: Workspace) -> None:
    place_people(workspace, {GU: (10, 20), LIN: (-5, 10**9)})
    places = {one: (place.x, place.y) for one, place in get_influence_map(workspace, A).places.items()}
    assert places == {GU: (10, 20), LIN: (-5, 100_000)}
    place_people(workspace, {GU: (11, 20)})
    undo(workspace)
    assert get_influence_map(workspace, A).places[GU].x == 10
    undo(workspace)
    assert get_influence_map(workspace, A).places == {}
    with pytest.raises(NotFound):
        place_people(workspace, {NOBODY: (0, 0)})


def test_clearing_the_places_leaves_other_accounts_alone(workspace: Workspace) -> None:
    other = derived_id("contact", "Other")
    place_people(workspace, {GU: (1, 1), other: (2, 2)})
    clear_places(workspace, A)
    assert get_influence_map(workspace, A).places == {}
    assert get_influence_map(workspace, B).places[other].x == 2
    undo(workspace)
    assert get_influence_map(workspace, A).places[GU].x == 1
    clear_places(workspace, A)
    assert clear_places(workspace, A).transaction_id is None


# Pressing needs


def needs(workspace: Workspace) -> list[str]:
    return [one.text for one in get_influence_map(workspace, A).needs.get(GU, ())]


def test_three_needs_are_the_most_pressing_ones(workspace: Workspace) -> None:
    note_need(workspace, A, "Spare parts @Gu")
    for text in ("Cycle time", "Spare parts", " Same control "):
        add_pressing_need(workspace, GU, text)
    assert needs(workspace) == ["Cycle time", "Spare parts", "Same control"]
    add_pressing_need(workspace, GU, "Cycle time")
    with pytest.raises(NotAllowed):
        add_pressing_need(workspace, GU, "A fourth")
    with pytest.raises(BadInput):
        add_pressing_need(workspace, GU, "  ")
    ids = [one.id for one in get_influence_map(workspace, A).needs[GU]]
    rank_needs(workspace, GU, [ids[2], ids[0]])
    assert needs(workspace) == ["Same control", "Cycle time"]
    undo(workspace)
    assert needs(workspace) == ["Cycle time", "Spare parts", "Same control"]
    for bad in ([ids[0], ids[0]], [*ids, NOBODY], [NOBODY]):
        with pytest.raises(BadInput):
            rank_needs(workspace, GU, bad)
    with pytest.raises(BadInput):
        rank_needs(workspace, LIN, ids[:1])
    with pytest.raises(BadInput):
        edit_need(workspace, ids[0], {"rank": 4})
    rank_needs(workspace, GU, [])
    assert needs(workspace) == []
