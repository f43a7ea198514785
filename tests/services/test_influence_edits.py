"""What the map of the window needs beyond single writes: stands, turned lines, several people, pictures."""

from datetime import date
from pathlib import Path

import pytest

from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account
from workbench.services.contact_photos import photo_content, photo_hashes, remove_photo, set_photo
from workbench.services.contacts import edit_contacts
from workbench.services.history import undo
from workbench.services.influence import get_influence_map, link_people, set_attitude
from workbench.services.influence_lines import replace_link
from workbench.services.influence_people import set_stands
from workbench.services.visits import schedule_visit
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
GU, LIN = derived_id("contact", "顾"), derived_id("contact", "林")
REPORTS, INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES


@pytest.fixture(autouse=True)
def account(workspace: Workspace) -> Id:
    """An account with two people."""
    create_account(workspace, {"code": "A", "name": "A 公司"})
    with workspace.change("test", "Test") as change:
        for one, name in ((GU, "顾承远"), (LIN, "林致远")):
            change.create("contact", {"account_id": A, "name": name, "influence": 3, "support": 0}, one)
    return A


def shown(workspace: Workspace) -> InfluenceMap:
    return get_influence_map(workspace, A)


def test_several_people_stand_elsewhere_in_one_change(workspace: Workspace) -> None:
    summary = set_stands(workspace, {GU: (2, 5), LIN: (None, 1)})
    people = shown(workspace).people
    assert [(people[one].support, people[one].influence) for one in (GU, LIN)] == [(2, 5), (None, 1)]
    assert people[GU].influence_verified_on == workspace.clock.today()
    undo(workspace, summary.transaction_id)
    assert shown(workspace).people[GU].influence == 3


def test_a_stand_in_a_phase_leaves_the_involvement_there_and_the_support_over_all(
    workspace: Workspace,
) -> None:
    set_attitude(workspace, GU, BuyingPhase.NEEDS, 4, 1)
    set_stands(workspace, {GU: (-2, 5)}, BuyingPhase.NEEDS)
    now = shown(workspace)
    assert (now.support_of(GU, BuyingPhase.NEEDS), now.involvement_of(GU, BuyingPhase.NEEDS)) == (-2, 4)
    assert (now.support_of(GU), now.people[GU].influence) == (0, 5)


def test_a_line_is_turned_in_one_change(workspace: Workspace) -> None:
    link_people(workspace, LIN, GU, INFLUENCES, -2)
    known = link_id(LIN, GU, INFLUENCES)
    summary = replace_link(workspace, known, GU, LIN, INFLUENCES, -2)
    (line,) = shown(workspace).links
    assert (line.from_contact_id, line.strength) == (GU, -2)
    undo(workspace, summary.transaction_id)
    (line,) = shown(workspace).links
    assert line.id == known
    replace_link(workspace, known, LIN, GU, REPORTS)
    (line,) = shown(workspace).links
    assert (line.kind, line.strength) == (REPORTS, None)


def test_several_people_are_changed_or_none(workspace: Workspace) -> None:
    edit_contacts(workspace, {GU: {"support": 1}, LIN: {"roles": ["user"]}})
    assert shown(workspace).people[GU].support == 1
    with pytest.raises(BadInput):
        edit_contacts(workspace, {GU: {"support": 2}, LIN: {"support": 9}})
    assert shown(workspace).people[GU].support == 1


def test_a_picture_is_kept_replaced_and_taken_away(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(name.encode())
    set_photo(workspace, A, GU, tmp_path / "one.png")
    set_photo(workspace, A, GU, tmp_path / "two.png")
    (sha256,) = photo_hashes(workspace, A).values()
    assert photo_content(workspace, sha256) == b"two.png"
    assert photo_content(workspace, "0" * 64) is None
    summary = remove_photo(workspace, A, GU)
    assert photo_hashes(workspace, A) == {}
    undo(workspace, summary.transaction_id)
    assert list(photo_hashes(workspace, A)) == [GU]
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    with pytest.raises(BadInput):
        set_photo(workspace, A, GU, tmp_path / "plan.pdf")


def test_a_visit_is_planned_with_whom_it_is_to_meet(workspace: Workspace) -> None:
    schedule_visit(workspace, A, date(2026, 9, 20), met=(LIN, GU))
    with workspace.read() as session:
        (visit,) = list_visits(session, account_id=A)
    assert visit.met == (LIN, GU)
    assert shown(workspace).last_met == {}
