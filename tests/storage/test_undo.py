"""Undo and redo, and what they leave alone."""

import pytest

from tests.storage.histories import DAY, Laptop
from workbench.domain.journal_undo import KeptBecause
from workbench.domain.sales import SaleRecord
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.ids import derived_id, new_id
from workbench.storage.journal import list_conflicts, redo, resolve_conflict, undo


@pytest.fixture
def laptop() -> Laptop:
    return Laptop("mine")


def test_undo_walks_back_and_redo_walks_forward(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    for name in "BCD":
        laptop.set("account", row_id, name=name)
    for name in "CBA":
        undo(laptop.workspace)
        assert laptop.value("account", row_id, "name") == name
    undo(laptop.workspace)
    assert laptop.rows("SELECT * FROM account") == []
    with pytest.raises(NotFound):
        undo(laptop.workspace)
    for name in "ABCD":
        redo(laptop.workspace)
        assert laptop.value("account", row_id, "name") == name
    with pytest.raises(NotFound):
        redo(laptop.workspace)


def test_a_new_change_ends_redoing(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    laptop.set("account", row_id, name="B")
    undo(laptop.workspace)
    laptop.set("account", row_id, name="C")
    with pytest.raises(NotFound):
        redo(laptop.workspace)
    undo(laptop.workspace)
    assert laptop.value("account", row_id, "name") == "A"


def test_undoing_a_deletion_brings_everything_back(laptop: Laptop) -> None:
    account = laptop.create("account", name="A")
    laptop.create("account", name="B", parent_id=account)
    laptop.create("contact", account_id=account, name="P")
    with laptop.workspace.change("sales", "Sales") as change:
        change.add_sales(account, [SaleRecord(DAY, 100, number="1")])
    before = laptop.content()
    laptop.delete("account", account)
    undo(laptop.workspace)
    assert laptop.content() == before


def test_undoing_an_import_takes_its_rows_and_sales_and_leaves_the_rest(laptop: Laptop) -> None:
    known = derived_id("account", "0")
    laptop.create("account", known, name="mine", city="X")
    before = laptop.content()
    rows = [(derived_id("account", str(number)), {"name": f"A{number}"}) for number in range(3)]
    with laptop.workspace.change("import", "Import") as change:
        change.create_many("account", rows)
        change.add_sales_of((row_id, [SaleRecord(DAY, 1, number="n")]) for row_id, _values in rows)
    result = undo(laptop.workspace)
    assert result.kept == ()
    assert laptop.content() == before


def test_what_was_changed_since_is_kept_and_reported(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A", city="X")
    edit = laptop.set("account", row_id, name="B", city="Y")
    laptop.set("account", row_id, name="C")
    result = undo(laptop.workspace, edit)
    assert laptop.rows("SELECT name, city FROM account") == [("C", "X")]
    assert [(kept.field, kept.reason) for kept in result.kept] == [("name", KeptBecause.EDITED)]


def test_a_created_row_that_others_refer_to_is_kept(laptop: Laptop) -> None:
    with laptop.workspace.change("create", "Create") as change:
        account = change.create("account", {"name": "A"})
        lonely = change.create("account", {"name": "B"})
    laptop.create("contact", account_id=account, name="P")
    result = undo(laptop.workspace, change.transaction_id)
    assert [(kept.row_id, kept.reason) for kept in result.kept] == [(account, KeptBecause.REFERRED)]
    assert laptop.value("account", lonely, "name") is None
    assert laptop.flags() == set()


def test_a_row_deleted_since_stays_deleted(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    edit = laptop.set("account", row_id, name="B")
    laptop.delete("account", row_id)
    result = undo(laptop.workspace, edit)
    assert [kept.reason for kept in result.kept] == [KeptBecause.DELETED]
    assert laptop.rows("SELECT * FROM account") == []


def test_nothing_is_undone_twice_and_nothing_unknown(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    edit = laptop.set("account", row_id, name="B")
    undo(laptop.workspace, edit)
    with pytest.raises(NotAllowed):
        undo(laptop.workspace, edit)
    with pytest.raises(NotFound):
        undo(laptop.workspace, new_id(1))


def test_an_undo_that_could_change_nothing_does_not_stand_in_the_way_of_the_next(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    laptop.set("account", row_id, name="B")
    other = Laptop("theirs")
    other.merge(laptop)
    other.set("account", row_id, name="C")
    laptop.merge(other)
    assert undo(laptop.workspace).kept[0].reason is KeptBecause.EDITED
    assert undo(laptop.workspace).kept[0].reason is KeptBecause.EDITED
    with pytest.raises(NotFound):
        undo(laptop.workspace)
    assert laptop.value("account", row_id, "name") == "C"


def test_undoing_a_decision_brings_the_conflict_back_with_the_same_winner(laptop: Laptop) -> None:
    other = Laptop("theirs")
    row_id = laptop.create("account", name="A")
    other.merge(laptop)
    laptop.set("account", row_id, name="B")
    other.set("account", row_id, name="C")
    laptop.merge(other)
    before = laptop.content()
    with laptop.workspace.change("decide", "Decide") as change:
        resolve_conflict(change, "account", row_id, {"name": "B"})
    assert laptop.flags() == set()
    undo(laptop.workspace)
    assert laptop.content() == before
    with laptop.workspace.read() as session:
        assert len(list_conflicts(session)) == 1
