"""People whose data are due for review: who, why, and deciding about many at once (5-quality, I8)."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.services.conftest import TODAY
from workbench.domain.personal_data import Concern, LawfulBasis
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, get_account_overview
from workbench.services.contacts import save_contact
from workbench.services.history import undo
from workbench.services.person_erasure import erase_people
from workbench.services.personal_data import list_reviews, save_grounds
from workbench.services.retention import count_due, export_people, keep_people
from workbench.storage.queries.accounts import list_contacts
from workbench.storage.workspace import Workspace

A, QUIET = derived_id("account", "A"), derived_id("account", "Q")
LONG_AGO = TODAY - timedelta(days=1_200)


@pytest.fixture
def people(workspace: Workspace) -> dict[str, Id]:
    """One for each reason to look again, and one about whom there is nothing to ask."""
    for code in ("A", "Q"):
        create_account(workspace, {"code": code, "name": f"{code} 公司"})
    kept: dict[str, Id] = {}

    def add(account: Id, name: str, **values: object) -> Id:
        save_contact(workspace, account, {"name": name, **values})
        found = get_account_overview(workspace, account).contacts
        kept[name] = next(one.id for one in found if one.name == name)
        return kept[name]

    def reason(contact: Id, review_on: date | None) -> None:
        save_grounds(
            workspace,
            contact,
            ["mobile"],
            basis=LawfulBasis.CONSENT,
            purpose="回访",
            review_on=review_on,
        )

    add(A, "没有理由", mobile="138 0000 0001")
    reason(add(A, "到期", mobile="138 0000 0002"), TODAY + timedelta(days=1))
    reason(add(A, "离职", mobile="138 0000 0003", left_on=TODAY - timedelta(days=400)), None)
    add(A, "判断", influence=4, support=-1, influence_verified_on=TODAY - timedelta(days=366))
    add(A, "新判断", influence=4, influence_verified_on=TODAY)
    add(QUIET, "很久", mobile="138 0000 0004")
    add(A, "名片", title="总经理")
    with workspace.change("test", "Test") as change:
        for account, day in ((A, TODAY - timedelta(days=20)), (QUIET, LONG_AGO)):
            change.create("visit", {"account_id": account, "kind": "field", "state": "done", "on_day": day})
    return kept


def _due(workspace: Workspace) -> dict[str, Concern | None]:
    return {one.review.contact.name: one.review.pressing for one in list_reviews(workspace)}


def test_everyone_who_is_due_is_listed_with_the_most_pressing_reason(
    workspace: Workspace, people: dict[str, Id], clock: FixedClock
) -> None:
    assert list(_due(workspace).items()) == [
        ("离职", Concern.LEFT),
        ("很久", Concern.QUIET),
        ("没有理由", Concern.NO_BASIS),
        ("判断", Concern.JUDGED),
    ]
    clock.day = TODAY + timedelta(days=1)
    assert _due(workspace)["到期"] is Concern.DUE
    with workspace.read() as session:
        contacts = list_contacts(session)
        assert count_due(session, contacts, clock.day) == 3
        assert count_due(session, [one for one in contacts if one.name == "判断"], clock.day) == 0


def test_keeping_many_asks_again_after_the_usual_time_and_names_what_lacks_a_reason(
    workspace: Workspace, people: dict[str, Id], clock: FixedClock
) -> None:
    clock.day = TODAY + timedelta(days=1)
    kept = keep_people(workspace, people.values())
    assert (kept.people, kept.without_reason) == (3, 2)
    assert _due(workspace) == {"很久": Concern.QUIET, "没有理由": Concern.NO_BASIS}
    # Somebody decided: whoever left is not asked about before the new day.
    clock.day = TODAY + timedelta(days=366)
    assert _due(workspace)["离职"] is Concern.LEFT
    assert _due(workspace)["到期"] is Concern.DUE
    assert kept.change.transaction_id is not None
    undo(workspace, kept.change.transaction_id)
    clock.day = TODAY + timedelta(days=1)
    assert len(_due(workspace)) == 5


def test_handing_out_many_writes_an_archive_each_and_replaces_none(
    workspace: Workspace, people: dict[str, Id], tmp_path: Path
) -> None:
    save_contact(workspace, A, {"name": "很久", "mobile": "139"})
    twin = next(one.id for one in get_account_overview(workspace, A).contacts if one.name == "很久")
    folder = tmp_path / "out"
    with pytest.raises(NotFound):
        export_people(workspace, [twin], folder)
    folder.mkdir()
    (folder / "离职.zip").write_text("mine")
    steps: list[tuple[int, int]] = []
    chosen = [people["离职"], people["很久"], twin]
    made = export_people(workspace, chosen, folder, lambda done, total: steps.append((done, total)))
    assert [one.name for one in made] == ["离职 (2).zip", "很久.zip", "很久 (2).zip"]
    assert (folder / "离职.zip").read_text() == "mine"
    assert all(zipfile.is_zipfile(one) for one in made)
    assert steps[-1] == (3, 3)


def test_several_are_erased_together_or_none(workspace: Workspace, people: dict[str, Id]) -> None:
    with pytest.raises(NotFound):
        erase_people(workspace, [people["离职"], derived_id("nobody")])
    assert "离职" in _due(workspace)
    erase_people(workspace, [people["离职"], people["很久"]])
    assert set(_due(workspace)) == {"没有理由", "判断"}
