"""The influence map on two laptops, a person handed out and erased, the house's days (2-rules §6)."""

import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.influence_stories import act
from tests.services.influence_world import (
    GU,
    HAN,
    INFLUENCES,
    LIN,
    NOBODY,
    REPORTS,
    TODAY,
    WANG,
    A,
    lines,
    make_account,
)
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_findings import FindingCode
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, id_text
from workbench.services.checks import check_workspace
from workbench.services.conflicts import count_conflicts
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.influence import (
    FirstLine,
    add_person,
    get_influence_map,
    link_people,
    place_people,
    set_attitude,
    set_attributes,
    verify_influence,
)
from workbench.services.influence_findings import get_findings
from workbench.services.influence_history import map_on
from workbench.services.person_erasure import erase_person
from workbench.services.person_export import export_person
from workbench.services.personal_data import get_grounds
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace


@pytest.fixture(autouse=True)
def account(workspace: Workspace) -> Id:
    """The account that the map is of."""
    return make_account(workspace)


# Two laptops, and what a person may ask for


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A second laptop that knows the same."""
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    _give(workspace, opened, tmp_path)
    yield opened
    opened.close()


def _give(source: Workspace, target: Workspace, folder: Path) -> None:
    path = folder / f"from-{source.path.stem}-{len(list(folder.iterdir()))}.workbench"
    export_workspace(source, path)
    merge_files(target, [path])


def test_two_laptops_that_draw_the_same_map_agree(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for one, x in ((workspace, 1), (other, 2)):
        link_people(one, GU, LIN, INFLUENCES, x)
        place_people(one, {GU: (x, x), HAN: (5, 5)})
        set_attitude(one, LIN, BuyingPhase.NEEDS, 3, 1)
    set_attitude(workspace, LIN, BuyingPhase.OPTIONS, 1, None)
    _give(workspace, other, tmp_path)
    _give(other, workspace, tmp_path)
    here, there = get_influence_map(workspace, A), get_influence_map(other, A)
    assert here == there
    assert len(here.links) == 2
    assert len(here.attitudes) == 2
    # What is the same on both is no question; the strength and the place of Gu are.
    assert count_conflicts(workspace) == count_conflicts(other) == 2
    assert check_workspace(workspace).ok


@pytest.mark.parametrize("seed", [0, 2, 4])
def test_whatever_two_laptops_do_they_agree_once_they_have_met(
    workspace: Workspace, other: Workspace, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for meeting in range(2):
        for number in range(12):
            act(workspace, A, WANG, chance, f"Here {meeting} {number}")
            act(other, A, WANG, chance, f"There {meeting} {number}")
        _give(workspace, other, tmp_path)
        _give(other, workspace, tmp_path)
        assert get_influence_map(workspace, A) == get_influence_map(other, A)
        assert get_findings(workspace, A) == get_findings(other, A)
    assert check_workspace(workspace).ok
    assert check_workspace(other).ok
    today = workspace.clock.today()
    assert map_on(workspace, A, today) == replace(get_influence_map(workspace, A), post_changes=())


def test_two_bosses_given_on_two_laptops_both_stand_until_somebody_says(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    link_people(workspace, LIN, HAN, REPORTS)
    add_person(other, A, "Boss", line=FirstLine(REPORTS, LIN, is_from_other=True))
    _give(other, workspace, tmp_path)
    assert lines(workspace) == {("Lin", "reports_to", "Han", None), ("Lin", "reports_to", "Boss", None)}
    link_people(workspace, LIN, HAN, REPORTS)
    assert lines(workspace) == {("Lin", "reports_to", "Han", None)}


def test_a_person_is_handed_out_and_erased_with_what_the_map_keeps(
    workspace: Workspace, tmp_path: Path
) -> None:
    set_attributes(workspace, GU, {"motivation": "secret motive", "worries": "secret worry"})
    set_attitude(workspace, GU, BuyingPhase.NEEDS, 5, 2)
    place_people(workspace, {GU: (7, 7)})
    export_person(workspace, GU, tmp_path / "gu.zip")
    with zipfile.ZipFile(tmp_path / "gu.zip") as archive:
        told = json.loads(archive.read("person.json"))
    assert told["person"]["motivation"] == "secret motive"
    assert [(one["phase"], one["support"]) for one in told["attitudes"]] == [("needs", 2)]
    assert [(one["x"], one["y"]) for one in told["places"]] == [(7, 7)]
    assert get_grounds(workspace, GU).fields == ("motivation", "worries")
    erase_person(workspace, GU)
    found = get_influence_map(workspace, A)
    assert (found.attitudes, found.places, found.links) == ((), {}, ())
    with workspace.read() as session:
        kept = session.connection().exec_driver_sql("select value from journal_entry").scalars().all()
    assert not any("secret" in text for text in kept)
    assert not any(id_text(GU) in text for text in kept if "phase" in text)


def test_the_findings_use_the_days_of_the_house(workspace: Workspace, clock: FixedClock) -> None:
    verify_influence(workspace, GU, LIN, HAN)
    clock.advance(timedelta(days=181))
    codes = {one.code: one for one in get_findings(workspace, A)}
    assert codes[FindingCode.NOT_VERIFIED].names == ("Gu", "Lin")
    clock.advance(timedelta(days=-1))
    assert FindingCode.NOT_VERIFIED not in {one.code for one in get_findings(workspace, A)}


def test_the_map_is_a_value(workspace: Workspace) -> None:
    found: InfluenceMap = get_influence_map(workspace, A)
    assert replace(found) == found
    assert found.name_of(GU) == "Gu"
    assert found.name_of(WANG) == "Wang"
    assert found.name_of(NOBODY) == ""
