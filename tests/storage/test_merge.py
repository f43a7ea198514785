"""Merging files: what comes, what is in conflict, what is refused, and how it is taken back."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.storage.histories import DAY, Laptop
from workbench.domain.journal import Transaction, TransactionDigest
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Damaged, NewerVersion, NotAllowed, NotAWorkspace, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.storage.conflicts import Decision, resolve_row
from workbench.storage.files import create_workspace
from workbench.storage.journal import list_conflicts, resolve_conflict, undo
from workbench.storage.merge import merge_file, merge_files
from workbench.storage.merge_receipts import EntityCounts
from workbench.storage.merge_undo import undo_merge
from workbench.storage.workspace import Workspace


@pytest.fixture
def mine() -> Laptop:
    return Laptop("mine")


@pytest.fixture
def theirs() -> Laptop:
    return Laptop("theirs")


def test_a_receipt_says_what_came(mine: Laptop, theirs: Laptop) -> None:
    shared = mine.create("account", name="A")
    doomed = mine.create("account", name="D")
    theirs.merge(mine)
    theirs.set("account", shared, name="B")
    theirs.create("contact", account_id=shared, name="P")
    theirs.delete("account", doomed)
    receipt = mine.merge(theirs)
    assert (receipt.new, receipt.known, receipt.conflicts) == (3, 2, 0)
    assert receipt.by_entity == {
        "account": EntityCounts(changed=1, deleted=1),
        "contact": EntityCounts(created=1),
    }
    assert receipt.authors == ("theirs",)
    assert receipt.summary.touched["account"] == {shared, doomed}
    again = mine.merge(theirs)
    assert (again.new, again.known, again.transaction_id) == (0, 5, None)


def test_a_preview_says_the_same_and_touches_nothing(mine: Laptop, theirs: Laptop) -> None:
    row_id = mine.create("account", name="A")
    theirs.merge(mine)
    theirs.set("account", row_id, name="B")
    mine.set("account", row_id, name="C")
    before = mine.content(), mine.journal(), mine.rows("SELECT * FROM journal_merge")
    preview = mine.merge(theirs, dry_run=True)
    assert (preview.new, preview.conflicts) == (1, 1)
    assert (mine.content(), mine.journal(), mine.rows("SELECT * FROM journal_merge")) == before


def test_a_conflict_shows_base_mine_and_theirs_until_it_is_decided(mine: Laptop, theirs: Laptop) -> None:
    row_id = mine.create("account", name="A", tier="major", tier_reason="r")
    theirs.merge(mine)
    mine.set("account", row_id, tier="focus")
    theirs.set("account", row_id, tier="general")
    mine.merge(theirs)
    with mine.workspace.read() as session:
        (conflict,) = list_conflicts(session, mine.workspace.replica_id)
    assert (conflict.flag, conflict.entity, conflict.row_id) == ("conflict", "account", row_id)
    assert (conflict.base["tier"], conflict.mine["tier"], conflict.theirs["tier"]) == (
        "major",
        "focus",
        "general",
    )
    assert {head.author for head in conflict.heads} == {"mine", "theirs"}
    with mine.workspace.change("decide", "Decide") as change:
        resolve_conflict(change, "account", row_id, conflict.mine)
    theirs.merge(mine)
    for laptop in (mine, theirs):
        assert laptop.value("account", row_id, "tier") == "focus"
        assert laptop.flags() == set()


def test_an_edit_of_what_another_deleted_stays_until_someone_decides(mine: Laptop, theirs: Laptop) -> None:
    row_id = mine.create("account", name="A")
    theirs.merge(mine)
    mine.delete("account", row_id)
    theirs.set("account", row_id, name="B")
    mine.merge(theirs)
    assert mine.value("account", row_id, "name") == "B"
    assert mine.flags() == {("", "edited_although_deleted")}
    copy = mine.copied_by_hand()
    with mine.workspace.change("decide", "Decide") as change:
        resolve_row(change, "account", row_id, Decision.KEEP)
    assert mine.flags() == set()
    with copy.workspace.change("decide", "Decide") as change:
        resolve_row(change, "account", row_id, Decision.DELETE)
    assert copy.rows("SELECT * FROM account") == []


def test_a_new_child_of_what_another_deleted_keeps_both(mine: Laptop, theirs: Laptop) -> None:
    row_id = mine.create("account", name="A")
    theirs.merge(mine)
    mine.delete("account", row_id)
    theirs.create("contact", account_id=row_id, name="P")
    mine.merge(theirs)
    theirs.merge(mine)
    assert mine.flags() == theirs.flags() == {("", "kept_for_child")}
    assert mine.content() == theirs.content()


def test_one_sheet_imported_on_two_laptops_is_one_row_without_conflict(mine: Laptop, theirs: Laptop) -> None:
    row_id = derived_id("account", "1")
    for laptop in (mine, theirs):
        with laptop.workspace.change("import", "Import") as change:
            change.create_many("account", [(row_id, {"name": "A"})])
            change.add_sales(row_id, [SaleRecord(DAY, 100, number="n", line="1")])
    theirs.set("account", row_id, name="B")
    mine.merge(theirs)
    assert mine.rows("SELECT name FROM account") == [("B",)]
    assert mine.rows("SELECT amount_fen FROM sale") == [(100,)]
    assert mine.flags() == set()


def test_of_two_imports_of_one_sale_the_later_stands_on_both_sides(mine: Laptop, theirs: Laptop) -> None:
    row_id = mine.create("account", name="A")
    theirs.merge(mine)
    theirs.clock.advance(timedelta(minutes=1))
    for laptop, amount in ((mine, 100), (theirs, 200)):
        with laptop.workspace.change("import", "Import") as change:
            change.add_sales(row_id, [SaleRecord(DAY, amount, number="n", line="1")])
    mine.merge(theirs)
    theirs.merge(mine)
    assert mine.rows("SELECT amount_fen FROM sale") == theirs.rows("SELECT amount_fen FROM sale") == [(200,)]
    undo(theirs.workspace)
    mine.merge(theirs)
    assert mine.rows("SELECT amount_fen FROM sale") == theirs.rows("SELECT amount_fen FROM sale") == [(100,)]


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_lies_by_a_year_loses_no_edit(days: int) -> None:
    mine, theirs = Laptop("mine"), Laptop("theirs", FixedClock(DAY + timedelta(days=days)))
    row_id = mine.create("account", name="A")
    for name in "BCDE":
        theirs.merge(mine)
        theirs.set("account", row_id, name=f"{name} theirs")
        mine.merge(theirs)
        assert mine.value("account", row_id, "name") == f"{name} theirs"
        mine.set("account", row_id, name=name)
        assert mine.flags() == set()


def test_two_copies_of_one_file_that_both_went_on_come_together(mine: Laptop) -> None:
    row_id = mine.create("account", name="A", city="X")
    copy = mine.copied_by_hand()
    mine.set("account", row_id, name="B")
    copy.set("account", row_id, city="Y")
    mine.merge(copy)
    copy.merge(mine)
    assert (
        mine.rows("SELECT name, city FROM account")
        == copy.rows("SELECT name, city FROM account")
        == [("B", "Y")]
    )
    assert mine.journal() == copy.journal()


@pytest.mark.parametrize(
    "spoil",
    [
        """UPDATE journal_entry SET value = '{"name":"B"}'""",
        "UPDATE journal_transaction SET author = 'someone else'",
        "UPDATE journal_transaction SET entries = entries + 1",
        "DELETE FROM journal_entry",
    ],
)
def test_a_file_whose_digests_do_not_fit_is_refused_whole(mine: Laptop, theirs: Laptop, spoil: str) -> None:
    mine.create("account", name="mine")
    theirs.create("account", name="A")
    theirs.connection.execute(spoil)
    before = mine.content(), mine.journal()
    with pytest.raises(Damaged):
        mine.merge(theirs)
    assert (mine.content(), mine.journal()) == before


def _sign_anew(laptop: Laptop) -> None:
    """Give every transaction the digest of its entries, as a forger would."""
    for id_, replica, author, at, kind, label, undoes, format_, *_rest in laptop.rows(
        "SELECT * FROM journal_transaction"
    ):
        digest = TransactionDigest()
        digest.add(laptop.rows(f"SELECT * FROM journal_entry WHERE substr(id, 1, 12) = x'{id_[:12].hex()}'"))
        head = Transaction(id_, replica, author, at, kind, label, undoes, format_)
        laptop.connection.execute(
            "UPDATE journal_transaction SET digest = ? WHERE id = ?", (digest.finish(head), id_)
        )


@pytest.mark.parametrize(
    "value",
    [
        *("[1,2]", "null", "7", '"name"', '{"name":[1]}', '{"name":"A","tier_decision":[1]}'),
        *("[" * 100_000, '{"new":' + "[" * 200 + "]" * 200 + "}", '{"founded_on":"x"}', '{"name":"\\ud800"}'),
    ],
)
def test_a_crafted_creation_is_damage(mine: Laptop, theirs: Laptop, value: str) -> None:
    theirs.create("account", name="A")
    theirs.connection.execute("UPDATE journal_entry SET value = ?", (value,))
    _sign_anew(theirs)
    before = mine.content(), mine.journal()
    with pytest.raises(Damaged):
        mine.merge(theirs)
    assert (mine.content(), mine.journal()) == before


def test_a_merge_takes_texts_that_would_be_refused_as_new_ones(mine: Laptop, theirs: Laptop) -> None:
    theirs.create("account", name="A")
    name = "line\\n" * 200
    theirs.connection.execute("UPDATE journal_entry SET value = ?", (f'{{"name":"{name}"}}',))
    _sign_anew(theirs)
    mine.merge(theirs)
    assert mine.rows("SELECT name FROM account") == [("line\n" * 200,)]


def test_one_transaction_with_two_contents_is_refused_whole(mine: Laptop, theirs: Laptop) -> None:
    mine.create("account", name="A")
    theirs.merge(mine)
    theirs.create("account", name="new")
    theirs.connection.execute("UPDATE journal_transaction SET digest = x'00' WHERE author = 'mine'")
    theirs.connection.execute("UPDATE journal_replica SET digest = x'00'")
    before = mine.content(), mine.journal()
    with pytest.raises(Damaged):
        mine.merge(theirs)
    assert (mine.content(), mine.journal()) == before


def test_a_transaction_of_a_later_format_is_refused(mine: Laptop, theirs: Laptop) -> None:
    theirs.create("account", name="A")
    theirs.connection.execute("UPDATE journal_transaction SET format = 99")
    with pytest.raises(NewerVersion):
        mine.merge(theirs)


def test_a_history_with_a_gap_is_refused(mine: Laptop, theirs: Laptop) -> None:
    row_id = theirs.create("account", name="A")
    theirs.set("account", row_id, name="B")
    first = theirs.rows("SELECT min(id) FROM journal_transaction")[0][0]
    theirs.connection.execute("DELETE FROM journal_transaction WHERE id = ?", (first,))
    theirs.connection.execute("DELETE FROM journal_entry WHERE substr(id, 1, 12) = ?", (first[:12],))
    with pytest.raises(Damaged):
        mine.merge(theirs)
    assert mine.rows("SELECT * FROM journal_entry") == []


def test_a_merge_is_taken_back_exactly_and_can_be_made_again(mine: Laptop, theirs: Laptop) -> None:
    shared = mine.create("account", name="A")
    theirs.merge(mine)
    mine.set("account", shared, name="B")
    theirs.set("account", shared, name="C")
    other = theirs.create("account", name="new")
    with theirs.workspace.change("sales", "Sales") as change:
        change.add_sales(other, [SaleRecord(DAY, 100, number="n")])
        change.add_sales(shared, [SaleRecord(DAY, 100, number="n")])
    before = mine.content(), mine.journal()
    receipt = mine.merge(theirs)
    after = mine.content(), mine.journal()
    assert receipt.transaction_id is not None
    undo(mine.workspace, receipt.transaction_id)
    assert (mine.content(), mine.journal()) == before
    assert mine.merge(theirs).new == receipt.new
    assert (mine.content(), mine.journal()) == after


def test_a_merge_is_not_taken_back_once_something_came_after_it(mine: Laptop, theirs: Laptop) -> None:
    row_id = theirs.create("account", name="A")
    receipt = mine.merge(theirs)
    assert receipt.transaction_id is not None
    mine.set("account", row_id, name="B")
    with pytest.raises(NotAllowed):
        undo_merge(mine.workspace, receipt.transaction_id)
    with pytest.raises(NotFound):
        undo_merge(mine.workspace, Id(bytes(16)))


def _file(folder: Path, name: str, passphrase: str | None = None) -> Workspace:
    return create_workspace(
        folder / f"{name}.workbench", passphrase=passphrase, clock=FixedClock(DAY), author=name
    )


def test_files_are_merged_with_their_passphrases_and_a_bad_one_stops_no_other(tmp_path: Path) -> None:
    mine = _file(tmp_path, "mine")
    for name, passphrase in (("one", None), ("two", "secret")):
        workspace = _file(tmp_path, name, passphrase)
        with workspace.change("x", "X") as change:
            change.create("account", {"name": name})
        workspace.close()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG" + bytes(5_000))
    files = [
        (tmp_path / "one.workbench", None),
        (tmp_path / "picture.png", None),
        (tmp_path / "two.workbench", "secret"),
    ]
    outcomes = list(merge_files(mine, files))
    assert isinstance(outcomes[1], NotAWorkspace)
    assert [getattr(outcome, "new", None) for outcome in outcomes] == [1, None, 1]
    assert merge_file(mine, files[0][0]).new == 0
    with pytest.raises(NotAWorkspace):
        merge_file(mine, files[1][0])
    mine.close()


def test_what_stands_against_a_value_is_another_value_also_where_a_third_wrote_the_same() -> None:
    mine, other, third = Laptop("mine"), Laptop("other"), Laptop("third")
    account = mine.create("account", name="One")
    for laptop in (other, third):
        laptop.merge(mine)
    for laptop, city in ((mine, "Bonn"), (other, "Köln"), (third, "Bonn")):
        laptop.set("account", account, city=city)
    for laptop in (other, third):
        mine.merge(laptop)
    with mine.workspace.read() as session:
        (conflict,) = list_conflicts(session, mine.workspace.replica_id)
    assert (conflict.mine["city"], conflict.theirs["city"]) == ("Bonn", "Köln")
