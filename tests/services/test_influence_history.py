"""The influence map as it stood on a day, and the days on which it changed (3-features B5)."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.influence_stories import act
from workbench.domain.contact_links import ContactLinkKind
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotFound
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.contacts import delete_contact, save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.influence import (
    add_person,
    add_pressing_need,
    get_influence_map,
    link_people,
    place_people,
    remove_people,
    set_attitude,
    set_attributes,
    unlink,
)
from workbench.services.influence_history import map_dates, map_difference, map_on
from workbench.services.person_erasure import erase_person
from workbench.services.relationship import set_tie_strength, tie_people
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

START = date(2026, 7, 1)
A, B = derived_id("account", "A"), derived_id("account", "B")
WANG = derived_id("manager", "Wang")
REPORTS, INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES


@pytest.fixture(autouse=True)
def account(workspace: Workspace) -> None:
    _fill(workspace)


def _fill(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Wang"}, WANG)
        for code, row_id in (("A", A), ("B", B)):
            change.create("account", {"code": code, "name": code, "manager_id": WANG}, row_id)


def ids(workspace: Workspace, account_id: Id = A) -> dict[str, Id]:
    return {one.name: one.id for one in get_influence_map(workspace, account_id).contacts}


def days(count: int) -> date:
    return START + timedelta(days=count)


def standing(map: InfluenceMap) -> InfluenceMap:
    """Without what is not told of the past."""
    return replace(map, post_changes=())


def test_the_map_stands_as_it_stood_at_the_end_of_each_day(workspace: Workspace, clock: FixedClock) -> None:
    steps: list[Callable[[], Any]] = [
        lambda: add_person(workspace, A, "Gu", values={"influence": 5, "support": 1}),
        lambda: add_person(workspace, A, does="Quality lead"),
        lambda: link_people(workspace, ids(workspace)["Quality lead"], ids(workspace)["Gu"], REPORTS),
        lambda: set_attitude(workspace, ids(workspace)["Gu"], BuyingPhase.NEEDS, 3, -1),
        lambda: tie_people(workspace, ids(workspace)["Gu"], WANG, 1),
        lambda: set_tie_strength(workspace, get_influence_map(workspace, A).ties[0].id, 3),
        lambda: place_people(workspace, {ids(workspace)["Gu"]: (4, 5)}),
        lambda: add_pressing_need(workspace, ids(workspace)["Gu"], "Cycle time"),
        lambda: set_attributes(workspace, ids(workspace)["Gu"], {"support": -2, "name": "Gu C."}),
        lambda: unlink(workspace, get_influence_map(workspace, A).links[0].id),
        lambda: undo(workspace),
        lambda: save_contact(workspace, A, {"left_on": clock.today()}, ids(workspace)["Quality lead"]),
        lambda: remove_people(workspace, ids(workspace)["Gu C."]),
        lambda: undo(workspace),
    ]
    seen = {clock.today(): get_influence_map(workspace, A)}
    for step in steps:
        clock.advance(timedelta(days=2))
        step()
        seen[clock.today()] = get_influence_map(workspace, A)
    clock.advance(timedelta(days=30))
    for day, found in seen.items():
        for on in (day, day + timedelta(days=1)):
            assert standing(map_on(workspace, A, on)) == replace(standing(found), today=on)
    assert map_on(workspace, A, START - timedelta(days=400)).contacts == ()
    assert standing(map_on(workspace, A, date(2999, 1, 1))) == standing(get_influence_map(workspace, A))
    # Neither the place of a card nor a need moves the slider.
    still = {days(14), days(16)}
    assert map_dates(workspace, A) == tuple(day for day in seen if day != START and day not in still)


def test_what_is_kept_beside_the_map_moves_nothing(workspace: Workspace, clock: FixedClock) -> None:
    add_person(workspace, A, "Gu")
    add_person(workspace, B, "Other")
    clock.advance(timedelta(days=5))
    save_contact(workspace, A, {"mobile": "139", "note": "x", "family": "y"}, ids(workspace)["Gu"])
    set_attributes(workspace, ids(workspace, B)["Other"], {"influence": 5})
    assert map_dates(workspace, A) == (START,)
    with pytest.raises(NotFound):
        map_dates(workspace, Id(b"x" * 16))
    with pytest.raises(NotFound):
        map_on(workspace, Id(b"x" * 16), START)


def test_visits_count_up_to_the_day(workspace: Workspace, clock: FixedClock) -> None:
    add_person(workspace, A, "Gu")
    clock.advance(timedelta(days=30))
    gu = ids(workspace)["Gu"]
    with workspace.change("test", "Test") as change:
        for day in (10, 20):
            values = {
                "account_id": A,
                "kind": "field",
                "state": "done",
                "on_day": days(day),
                "met": [id_text(gu)],
            }
            change.create("visit", values)
    assert map_on(workspace, A, days(9)).last_met == {}
    assert map_on(workspace, A, days(10)).last_met == {gu: days(10)}
    assert map_on(workspace, A, days(30)).last_visit == days(20)
    (change_,) = map_difference(map_on(workspace, A, days(9)), map_on(workspace, A, days(30))).people
    assert change_.text == "Gu: met for the first time on 21 Jul 2026"


def test_erased_people_were_never_there(workspace: Workspace, clock: FixedClock) -> None:
    add_person(workspace, A, "Gu")
    add_person(workspace, A, "Lin")
    link_people(workspace, ids(workspace)["Lin"], ids(workspace)["Gu"], REPORTS)
    add_pressing_need(workspace, ids(workspace)["Gu"], "Cycle time")
    clock.advance(timedelta(days=5))
    for name, contact in ids(workspace).items():
        erase_person(workspace, contact)
        assert name not in [one.name for one in map_on(workspace, A, START).contacts]
    found = map_on(workspace, A, START)
    assert (found.contacts, found.links, found.needs) == ((), (), {})


def test_what_a_colleague_wrote_counts_from_when_they_wrote_it(
    workspace: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    other = new_workspace(tmp_path / "other.workbench", clock=FixedClock(days(5)), author="Han")
    _fill(other)
    add_person(other, A, "Gu")
    export_workspace(other, tmp_path / "theirs.workbench")
    other.close()
    clock.advance(timedelta(days=40))
    merge_files(workspace, [tmp_path / "theirs.workbench"])
    assert map_dates(workspace, A) == (days(5),)
    assert map_on(workspace, A, days(4)).contacts == ()
    assert [one.name for one in map_on(workspace, A, days(5)).contacts] == ["Gu"]


@pytest.mark.parametrize("wrong", [date(2099, 1, 1), date(9999, 12, 31), date(1969, 1, 1), date(1, 1, 1)])
def test_a_clock_that_lies_breaks_nothing(tmp_path: Path, wrong: date) -> None:
    clock = FixedClock(START)
    workspace = new_workspace(tmp_path / "clock.workbench", clock=clock, author="Li")
    _fill(workspace)
    add_person(workspace, A, "Before")
    clock.day = wrong
    add_person(workspace, A, "Lied")
    clock.day = days(10)
    add_person(workspace, A, "After")
    clock.day = days(20)
    set_attributes(workspace, ids(workspace)["After"], {"influence": 3})
    clock.day = days(30)
    dates = map_dates(workspace, A)
    assert all(START <= day <= days(30) for day in dates)
    assert {START, days(10), days(20)} <= set(dates)
    assert standing(map_on(workspace, A, days(30))) == standing(get_influence_map(workspace, A))
    assert "Before" in [one.name for one in map_on(workspace, A, days(3)).contacts]
    assert "After" not in [one.name for one in map_on(workspace, A, days(9)).contacts]
    (after,) = (one for one in map_on(workspace, A, days(15)).contacts if one.name == "After")
    assert after.influence is None
    workspace.close()


def test_days_are_those_where_the_user_is(tmp_path: Path) -> None:
    # Half past eleven at night in UTC is the next day in China.
    clock = FixedClock(START, timedelta(hours=11, minutes=30), timezone(timedelta(hours=8)))
    workspace = new_workspace(tmp_path / "zone.workbench", clock=clock, author="Li")
    _fill(workspace)
    assert clock.now() == datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    add_person(workspace, A, "Gu")
    clock.advance(timedelta(days=9))
    assert map_dates(workspace, A) == (days(1),)
    assert map_on(workspace, A, START).contacts == ()
    assert len(map_on(workspace, A, days(1)).contacts) == 1
    workspace.close()


def test_accounts_that_became_one_have_one_past(workspace: Workspace, clock: FixedClock) -> None:
    add_person(workspace, A, "Gu", values={"influence": 4})
    add_person(workspace, B, "Gu", values={"influence": 2})
    add_person(workspace, B, "Lin")
    link_people(workspace, ids(workspace, B)["Lin"], ids(workspace, B)["Gu"], REPORTS)
    clock.advance(timedelta(days=10))
    merge_accounts(workspace, A, B, people=[(ids(workspace)["Gu"], ids(workspace, B)["Gu"])])
    account_id = merged_id(A, B)
    clock.advance(timedelta(days=10))
    before, now = map_on(workspace, account_id, days(5)), get_influence_map(workspace, account_id)
    assert (
        sorted(one.name for one in before.contacts)
        == sorted(one.name for one in now.contacts)
        == ["Gu", "Lin"]
    )
    assert [(one.from_contact_id, one.to_contact_id) for one in before.links] == [
        (one.from_contact_id, one.to_contact_id) for one in now.links
    ]
    assert standing(map_on(workspace, account_id, days(20))) == standing(now)


def test_reading_the_past_takes_as_many_queries_for_many_people_as_for_few(
    workspace: Workspace, clock: FixedClock
) -> None:
    def asked() -> int:
        sent: list[str] = []

        def note(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
            sent.append(text)

        event.listen(workspace.engine, "before_cursor_execute", note)
        map_on(workspace, A, START)
        map_dates(workspace, A)
        event.remove(workspace.engine, "before_cursor_execute", note)
        return len(sent)

    def people(count: int) -> None:
        for number in range(count):
            add_person(workspace, A, f"P{number}", values={"influence": 3})
            person = ids(workspace)[f"P{number}"]
            set_attitude(workspace, person, BuyingPhase.NEEDS, 3, 1)
            tie_people(workspace, person, WANG)
        delete_contact(workspace, person)

    people(3)
    few = asked()
    people(12)
    assert asked() == few


@pytest.mark.parametrize("seed", range(6))
def test_any_story_can_be_told_again(workspace: Workspace, clock: FixedClock, seed: int) -> None:
    """Whatever was done, undone and merged in: each evening's map is found again later."""
    chance = random.Random(seed)
    seen: dict[date, InfluenceMap] = {}
    for number in range(40):
        act(workspace, A, WANG, chance, f"P{number}")
        seen[clock.today()] = get_influence_map(workspace, A)
        clock.advance(timedelta(hours=chance.choice([1, 20, 50])))
    clock.advance(timedelta(days=2))
    for day, found in seen.items():
        assert standing(map_on(workspace, A, day)) == standing(found)
    evenings = list(seen)
    changed = {
        day for before, day in pairwise(evenings) if not map_difference(seen[before], seen[day]).is_empty
    }
    assert changed <= set(map_dates(workspace, A))
