"""The bin: what was deleted is listed act by act, and comes back with what went with it."""

from datetime import date
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account
from workbench.services.bin import kinds_in, list_deleted, preview_deleted, restore_deleted
from workbench.services.checks import check_workspace
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.person_erasure import erase_person
from workbench.services.records import list_records
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

A1, A2 = derived_id("account", "A1"), derived_id("account", "A2")


def delete(workspace: Workspace, entity: str, row_id: Id) -> None:
    with workspace.change("delete", f"Delete a {entity}") as change:
        change.delete(entity, row_id)


def count(workspace: Workspace, kind: str) -> int:
    return list_records(workspace, kind).total


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    create_account(workspace, {"code": "A1", "name": "澜川精密"})
    create_account(workspace, {"code": "A2", "name": "谷屿电子", "parent_id": A1})
    for name in ("赵敏", "林悦"):
        save_contact(workspace, A1, {"name": name})
    return workspace


def test_an_account_comes_back_with_what_went_with_it(filled: Workspace, clock: FixedClock) -> None:
    before = list_records(filled, "accounts").rows
    filled.author = "韩梅梅"
    delete(filled, "account", A1)
    (line,) = list_deleted(filled)
    assert (line.kind, line.name, line.author, line.account) == ("accounts", "澜川精密", "韩梅梅", "")
    assert (dict(line.with_it), line.others) == ({"contacts": 2}, 2)
    assert line.at is not None
    assert line.at.date() == clock.now().date()
    shown = preview_deleted(filled, line.transaction_id)
    assert shown.fields["code"] == "A1"
    assert set(shown.names["contacts"]) == {"赵敏", "林悦"}
    summary = restore_deleted(filled, line.transaction_id)
    assert summary.undoable
    assert list_records(filled, "accounts").rows == before
    assert count(filled, "contacts") == 2
    assert list_deleted(filled) == ()
    assert check_workspace(filled).ok
    with pytest.raises(NotFound):
        restore_deleted(filled, line.transaction_id)
    undo(filled, summary.transaction_id)
    assert [one.name for one in list_deleted(filled)] == ["澜川精密"]


def test_what_was_edited_since_stays_as_it_is(filled: Workspace) -> None:
    delete(filled, "account", A1)
    create_account(filled, {"code": "A3", "name": "new parent"})
    with filled.change("edit", "Another parent") as change:
        change.set("account", A2, {"parent_id": derived_id("account", "A3"), "name": "renamed"})
    restore_deleted(filled, list_deleted(filled)[0].transaction_id)
    rows = {row["code"]: row for row in list_records(filled, "accounts").rows}
    assert (rows["A2"]["name"], rows["A2"]["parent_id"]) == ("renamed", derived_id("account", "A3").hex())


def test_one_of_many_deleted_together_comes_back_alone(filled: Workspace) -> None:
    with filled.change("delete", "Delete accounts") as change:
        change.delete("account", A1)
        change.delete("account", A2)
    (line,) = list_deleted(filled)
    assert line.others == 3
    restore_deleted(filled, line.transaction_id, A1)
    assert (count(filled, "accounts"), count(filled, "contacts")) == (1, 2)
    (rest,) = list_deleted(filled)
    assert (rest.name, rest.others) == ("谷屿电子", 0)


def test_what_belongs_to_something_deleted_waits_for_it(filled: Workspace) -> None:
    (person, _other) = list_records(filled, "contacts").rows
    delete(filled, "contact", Id(bytes.fromhex(str(person["id"]))))
    delete(filled, "account", A1)
    account, contact = list_deleted(filled)
    assert (contact.name, contact.account) == (person["name"], "澜川精密")
    with pytest.raises(NotAllowed):
        restore_deleted(filled, contact.transaction_id)
    restore_deleted(filled, account.transaction_id)
    restore_deleted(filled, contact.transaction_id)
    assert count(filled, "contacts") == 2


def test_who_was_erased_is_not_in_the_bin(filled: Workspace) -> None:
    erased, deleted = (Id(bytes.fromhex(str(row["id"]))) for row in list_records(filled, "contacts").rows)
    delete(filled, "contact", deleted)
    delete_act = list_deleted(filled)[0].transaction_id
    erase_person(filled, erased)
    assert len(list_deleted(filled)) == 1
    with filled.change("erase_person", "Erase") as change:
        change.erase("contact", deleted)
    assert list_deleted(filled) == ()
    with pytest.raises(NotFound):
        restore_deleted(filled, delete_act)


def test_a_restored_record_travels_and_can_be_searched(
    filled: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    delete(filled, "account", A1)
    delete(filled, "account", A2)
    assert [one.name for one in list_deleted(filled, "谷屿")] == ["谷屿电子"]
    assert list_deleted(filled, kind="contacts") == ()
    assert kinds_in(list_deleted(filled)) == {"accounts": 2}
    head = new_workspace(tmp_path / "head.workbench", clock=clock)
    export_workspace(filled, tmp_path / "one.workbench")
    merge_files(head, [tmp_path / "one.workbench"])
    assert len(list_deleted(head)) == 2
    restore_deleted(filled, list_deleted(filled)[1].transaction_id)
    export_workspace(filled, tmp_path / "two.workbench")
    merge_files(head, [tmp_path / "two.workbench"])
    assert count(head, "accounts") == 1
    assert check_workspace(head).ok
    head.close()


def test_ten_thousand_deleted_rows_are_listed_with_few_queries(workspace: Workspace) -> None:
    create_account(workspace, {"code": "A1", "name": "澜川精密"})
    with workspace.change("fill", "Fill") as change:
        ids = [change.create("contact", {"account_id": A1, "name": f"P{number}"}) for number in range(300)]
    with workspace.change("delete", "Delete") as change:
        for one in ids:
            change.delete("contact", one)
    (line,) = list_deleted(workspace)
    assert line.others == 299
    restore_deleted(workspace, line.transaction_id)
    assert count(workspace, "contacts") == 300
    assert workspace.clock.today() == date(2026, 7, 1)


@pytest.mark.parametrize("first", [A1, A2])
def test_two_deleted_one_after_the_other_are_as_before_in_whichever_order_they_come_back(
    filled: Workspace, first: Id
) -> None:
    before = list_records(filled, "accounts").rows
    for row_id in (A1, A2):
        delete(filled, "account", row_id)
    acts = {line.row_id: line.transaction_id for line in list_deleted(filled)}
    restore_deleted(filled, acts.pop(first))
    (other,) = acts.values()
    restore_deleted(filled, other)
    assert list_records(filled, "accounts").rows == before
    assert check_workspace(filled).ok
