"""Two rows that a person said are one: what refers to either refers to the one that stands."""

from datetime import timedelta

import pytest

from tests.storage.histories import DAY, Laptop
from tests.storage.properties import holds_together
from workbench.domain.journal import ALIAS_FIELD, Op, TransactionDigest
from workbench.domain.journal_undo import KeptBecause
from workbench.domain.sales import SaleRecord
from workbench.foundation.errors import Damaged, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.storage.aliases import resolve
from workbench.storage.check import write_tables
from workbench.storage.conflicts import Decision, list_conflicts, resolve_row
from workbench.storage.entries import load_transactions
from workbench.storage.journal import history
from workbench.storage.json_values import to_json_text
from workbench.storage.merge_undo import undo_merge
from workbench.storage.parts import read_transaction
from workbench.storage.queries.records import find_transaction
from workbench.storage.search import search
from workbench.storage.search_index import refresh
from workbench.storage.undo import redo, undo

SMALL, MIDDLE, LARGE = (Id(bytes(15) + bytes([number])) for number in (1, 2, 3))


@pytest.fixture
def laptop() -> Laptop:
    """With two accounts that are one company."""
    laptop = Laptop("one")
    laptop.create("account", SMALL, name="Alpha", code="1")
    laptop.create("account", LARGE, name="Alpha Ltd", code="2", phone="5550")
    return laptop


def alias(laptop: Laptop, one: Id, other: Id, entity: str = "account", **values: object) -> Id:
    """One change that merges two rows and sets the one that stands; returns its transaction."""
    with laptop.workspace.change("merge", "Merge duplicates") as change:
        kept = change.alias(entity, one, other)
        change.set(entity, kept, values)
    return change.transaction_id


def accounts(laptop: Laptop) -> list[bytes]:
    return [row[0] for row in laptop.rows("SELECT id FROM account ORDER BY id")]


def test_the_smaller_id_stands_whichever_comes_first(laptop: Laptop) -> None:
    with laptop.workspace.change("merge", "Merge") as change:
        assert change.alias("account", LARGE, SMALL) == SMALL
        assert change.alias("account", SMALL, LARGE) == SMALL
    assert accounts(laptop) == [SMALL]
    assert laptop.rows("SELECT row_id, target_id FROM journal_alias") == [(LARGE, SMALL)]
    assert laptop.flags() == set()
    holds_together(laptop)


def test_everything_that_referred_to_the_other_refers_to_the_one_that_stands(laptop: Laptop) -> None:
    contact = laptop.create("contact", account_id=LARGE, name="Wang")
    child = laptop.create("account", name="Branch", parent_id=LARGE)
    visit = laptop.create("visit", account_id=LARGE, on_day=DAY)
    tie = laptop.create("not_duplicate", account_id=LARGE, other_id=child)
    alias(laptop, SMALL, LARGE)
    for entity, row_id in (("contact", contact), ("visit", visit), ("not_duplicate", tie)):
        assert laptop.value(entity, row_id, "account_id") == SMALL
    assert laptop.value("account", child, "parent_id") == SMALL
    holds_together(laptop)


def test_sales_of_both_become_those_of_one(laptop: Laptop) -> None:
    record = SaleRecord(DAY, 100, number="n", line="1")
    with laptop.workspace.change("sales", "Sales") as change:
        change.add_sales(SMALL, [record])
        change.add_sales(LARGE, [record, SaleRecord(DAY, 200, number="n", line="2")])
    before = laptop.content()
    alias(laptop, SMALL, LARGE)
    assert laptop.rows("SELECT account_id, line, amount_fen FROM sale ORDER BY line") == [
        (SMALL, "1", 100),
        (SMALL, "2", 200),
    ]
    holds_together(laptop)
    undo(laptop.workspace)
    assert laptop.content() == before


def test_sales_imported_with_the_old_account_go_to_the_one_that_stands_once(laptop: Laptop) -> None:
    record = SaleRecord(DAY, 100, number="n", line="1")
    alias(laptop, SMALL, LARGE)
    with laptop.workspace.change("sales", "Sales") as change:
        assert change.add_sales(LARGE, [record]) == 1
    with laptop.workspace.change("sales", "Sales") as change:
        assert change.add_sales(LARGE, [record]) == 0
    assert laptop.rows("SELECT account_id, amount_fen FROM sale") == [(SMALL, 100)]
    holds_together(laptop)


def test_importing_the_old_row_again_does_not_bring_it_back(laptop: Laptop) -> None:
    alias(laptop, SMALL, LARGE)
    with laptop.workspace.change("import", "Import") as change:
        new = change.create_many(
            "account", [(LARGE, {"name": "Alpha Ltd", "city": "Wuhan"}), (MIDDLE, {"name": "Beta"})]
        )
        assert change.create("account", {"name": "Alpha"}, LARGE) == SMALL
    assert new == 1
    assert accounts(laptop) == [SMALL, MIDDLE]
    assert laptop.value("account", SMALL, "city") == "Wuhan"
    holds_together(laptop)


def test_an_edit_of_the_old_row_edits_the_one_that_stands(laptop: Laptop) -> None:
    alias(laptop, SMALL, LARGE)
    laptop.set("account", LARGE, phone="1234")
    assert laptop.value("account", SMALL, "phone") == "1234"
    contact = laptop.create("contact", account_id=LARGE, name="Li")
    assert laptop.value("contact", contact, "account_id") == SMALL
    with pytest.raises(NotFound):
        laptop.delete("account", LARGE)


def test_saving_the_reference_that_is_shown_writes_nothing(laptop: Laptop) -> None:
    contact = laptop.create("contact", account_id=LARGE, name="Li")
    merging = alias(laptop, SMALL, LARGE)
    laptop.set("contact", contact, account_id=SMALL, title="Buyer")
    undo(laptop.workspace, merging)
    assert laptop.value("contact", contact, "account_id") == LARGE
    assert laptop.value("contact", contact, "title") == "Buyer"


def test_ids_can_be_resolved_in_bulk(laptop: Laptop) -> None:
    alias(laptop, SMALL, LARGE)
    with laptop.workspace.read() as session:
        assert resolve(session, [LARGE, SMALL, MIDDLE]) == {LARGE: SMALL, SMALL: SMALL, MIDDLE: MIDDLE}


def test_rows_that_are_not_there_cannot_be_merged(laptop: Laptop) -> None:
    laptop.delete("account", LARGE)
    for other in (LARGE, MIDDLE):
        with pytest.raises(NotFound), laptop.workspace.change("merge", "Merge") as change:
            change.alias("account", SMALL, other)


def test_undo_gives_both_rows_and_all_they_had_back_and_redo_merges_them_again(laptop: Laptop) -> None:
    laptop.create("contact", account_id=LARGE, name="Wang")
    laptop.create("account", name="Branch", parent_id=LARGE)
    before = laptop.content()
    alias(laptop, SMALL, LARGE, name="Alpha Ltd", phone="5550")
    after = laptop.content()
    for _time in range(2):
        assert undo(laptop.workspace).kept == ()
        assert laptop.content() == before
        assert redo(laptop.workspace).kept == ()
        assert laptop.content() == after
        holds_together(laptop)


def test_undoing_a_merge_of_duplicates_keeps_what_was_edited_since(laptop: Laptop) -> None:
    merging = alias(laptop, SMALL, LARGE, phone="5550", city="Wuhan")
    laptop.set("account", SMALL, phone="7777")
    contact = laptop.create("contact", account_id=SMALL, name="New")
    result = undo(laptop.workspace, merging)
    assert [(kept.row_id, kept.field, kept.reason) for kept in result.kept] == [
        (SMALL, "phone", KeptBecause.EDITED)
    ]
    assert accounts(laptop) == [SMALL, LARGE]
    assert laptop.value("account", SMALL, "city") == ""
    assert laptop.value("contact", contact, "account_id") == SMALL


def test_what_was_done_to_a_row_before_it_was_merged_away_is_not_undone_behind_its_back(
    laptop: Laptop,
) -> None:
    edit = laptop.set("account", LARGE, phone="1")
    making = laptop.rows("SELECT id FROM journal_transaction ORDER BY id LIMIT 1")[0][0]
    alias(laptop, SMALL, LARGE)
    before = laptop.content()
    for transaction, row_id in ((edit, LARGE), (making, SMALL)):
        kept = undo(laptop.workspace, Id(transaction)).kept
        assert {(one.row_id, one.reason) for one in kept} == {(row_id, KeptBecause.MERGED)}
        assert laptop.content() == before
    holds_together(laptop)


def test_deleting_the_merged_row_deletes_all_of_it_and_undo_brings_all_back(laptop: Laptop) -> None:
    laptop.create("contact", account_id=LARGE, name="Wang")
    merging = alias(laptop, SMALL, LARGE)
    before = laptop.content()
    laptop.delete("account", SMALL)
    assert accounts(laptop) == []
    assert laptop.flags() == set()
    undo(laptop.workspace)
    assert laptop.content() == before
    undo(laptop.workspace, merging)
    assert accounts(laptop) == [SMALL, LARGE]
    holds_together(laptop)


def test_the_history_of_the_one_that_stands_has_that_of_the_other(laptop: Laptop) -> None:
    laptop.set("account", LARGE, phone="1")
    alias(laptop, SMALL, LARGE, city="Wuhan")
    with laptop.workspace.read() as session:
        lines = [(line.op, line.field) for line in history(session, "account", SMALL)]
        assert sorted(line.after for line in history(session, "account", SMALL, "phone")) == [""]
    assert lines == [
        (Op.SET, "city"),
        (Op.ALIAS, ""),
        (Op.SET, "phone"),
        (Op.CREATE, ""),
        (Op.CREATE, ""),
    ]


def test_the_search_finds_the_one_that_stands(laptop: Laptop) -> None:
    laptop.workspace.after_project = (*laptop.workspace.after_project, refresh)
    laptop.set("account", LARGE, name="Alpha Limited")
    contact = laptop.create("contact", account_id=LARGE, name="Wang")
    laptop.set("account", SMALL, name="Alpha One")
    alias(laptop, SMALL, LARGE)
    with laptop.workspace.read() as session:
        assert [hit.id for hit in search(session, "Alpha")] == [SMALL]
        assert [(hit.id, hit.account_id) for hit in search(session, "Wang")] == [(contact, SMALL)]
    undo(laptop.workspace)
    with laptop.workspace.read() as session:
        assert {hit.id for hit in search(session, "Alpha")} == {SMALL, LARGE}


def two(laptop: Laptop) -> Laptop:
    """Another laptop that knows the same."""
    other = Laptop("two")
    other.merge(laptop)
    return other


def meet(one: Laptop, other: Laptop) -> None:
    """Both merge, and come to the same."""
    first = one.copied_by_hand()
    first.merge(other)
    other.merge(one)
    assert first.content() == other.content()
    one.merge(other)
    assert one.content() == other.content()
    holds_together(one)
    holds_together(other)


def test_being_the_same_travels_and_goes_on(laptop: Laptop) -> None:
    laptop.create("account", MIDDLE, name="Alfa")
    other = two(laptop)
    alias(laptop, LARGE, MIDDLE)
    alias(other, LARGE, SMALL)
    meet(laptop, other)
    assert accounts(laptop) == [SMALL]
    assert laptop.flags() == {("", "edited_although_merged")}
    with laptop.workspace.read() as session:
        (conflict,) = list_conflicts(session)
    with laptop.workspace.change("decide", "Decide") as change:
        resolve_row(change, "account", conflict.row_id, Decision.KEEP)
    assert laptop.flags() == set()
    meet(laptop, other)
    assert accounts(other) == [SMALL]


def test_a_new_visit_of_the_row_merged_elsewhere_comes_to_the_one_that_stands(laptop: Laptop) -> None:
    other = two(laptop)
    alias(laptop, SMALL, LARGE)
    visit = other.create("visit", account_id=LARGE, on_day=DAY + timedelta(days=1))
    meet(laptop, other)
    assert other.value("visit", visit, "account_id") == SMALL
    assert other.flags() == set()


def test_an_edit_of_the_row_merged_elsewhere_is_told(laptop: Laptop) -> None:
    other = two(laptop)
    alias(laptop, SMALL, LARGE)
    other.set("account", LARGE, phone="9999")
    meet(laptop, other)
    assert laptop.flags() == {("", "edited_although_merged")}
    with other.workspace.change("decide", "Decide") as change:
        resolve_row(change, "account", SMALL, Decision.KEEP)
    meet(laptop, other)
    assert laptop.flags() == set()
    assert accounts(laptop) == [SMALL]


def test_the_row_that_stands_stays_where_another_deleted_only_it(laptop: Laptop) -> None:
    other = two(laptop)
    alias(laptop, SMALL, LARGE)
    other.delete("account", SMALL)
    meet(laptop, other)
    assert accounts(laptop) == [SMALL]
    assert laptop.flags() == {("", "kept_although_deleted")}
    laptop.delete("account", SMALL)
    meet(laptop, other)
    assert accounts(other) == []
    assert other.flags() == set()


def test_the_other_row_imported_elsewhere_without_knowing_stays_merged(laptop: Laptop) -> None:
    sheet = derived_id("account", "7")
    laptop.create("account", sheet, name="Gamma", code="7")
    other = Laptop("two")
    other.create("account", sheet, name="Gamma", code="7")
    other.create("contact", account_id=sheet, name="Zhao")
    alias(laptop, SMALL, sheet)
    meet(laptop, other)
    assert accounts(other) == [SMALL, LARGE]
    assert other.rows("SELECT account_id FROM contact") == [(SMALL,)]
    assert other.flags() == set()


def test_taking_a_merge_of_files_back_takes_its_aliases_back(laptop: Laptop) -> None:
    other = two(laptop)
    other.create("contact", account_id=LARGE, name="Zhao")
    before = other.content(), other.journal()
    alias(laptop, SMALL, LARGE)
    receipt = other.merge(laptop)
    assert receipt.transaction_id is not None
    undo_merge(other.workspace, receipt.transaction_id)
    assert (other.content(), other.journal()) == before
    holds_together(other)


def test_tables_built_anew_from_the_journal_are_the_same(laptop: Laptop) -> None:
    laptop.create("account", MIDDLE, name="Alfa")
    laptop.create("contact", account_id=LARGE, name="Zhao")
    with laptop.workspace.change("sales", "Sales") as change:
        change.add_sales(LARGE, [SaleRecord(DAY, 100, number="n", line="1")])
    alias(laptop, MIDDLE, LARGE)
    alias(laptop, MIDDLE, SMALL)
    before = laptop.content()
    with laptop.workspace.writing() as session:
        write_tables(laptop.workspace, session)
    assert laptop.content() == before
    holds_together(laptop)


def test_two_people_merged_are_one_in_every_link(laptop: Laptop) -> None:
    one, other, third = (laptop.create("contact", account_id=SMALL, name=name) for name in "ABC")
    link = laptop.create("contact_link", from_contact_id=one, to_contact_id=third, kind="reports_to")
    kept = min(one, third)
    alias(laptop, one, third, entity="contact")
    assert laptop.value("contact_link", link, "from_contact_id") == kept
    assert laptop.value("contact_link", link, "to_contact_id") == kept
    assert laptop.value("contact", other, "name") == "B"
    holds_together(laptop)


@pytest.mark.parametrize(
    "value",
    [
        {"row": LARGE.hex(), "seen": {}},
        {"row": MIDDLE.hex(), "seen": {}},
        {"row": "00", "seen": {}},
        {"row": bytes(16).hex(), "seen": {}},
        {"row": SMALL.hex(), "seen": {"name": ["not hex"]}},
        {"row": SMALL.hex()},
        SMALL.hex(),
    ],
    ids=["larger", "itself", "no id", "unknown", "spoilt", "incomplete", "plain"],
)
def test_an_alias_that_no_workspace_wrote_refuses_the_file(laptop: Laptop, value: object) -> None:
    with laptop.workspace.change("create", "Create") as change:
        change.create("account", {"name": "Alfa"}, MIDDLE)
        entry = change.append("account", MIDDLE, Op.ALIAS, ALIAS_FIELD, {"row": SMALL.hex(), "seen": {}}, ())
    laptop.connection.execute("UPDATE journal_entry SET value = ? WHERE id = ?", (to_json_text(value), entry))
    laptop.connection.execute(
        "UPDATE journal_transaction SET digest = ? WHERE id = ?",
        (digest_of(laptop, change.transaction_id), change.transaction_id),
    )
    other = Laptop("two")
    with pytest.raises(Damaged):
        other.merge(laptop)
    assert other.journal() == Laptop("three").journal()


def digest_of(laptop: Laptop, transaction_id: Id) -> bytes:
    """What the digest of the transaction as it now stands would be."""
    digest = TransactionDigest()
    with laptop.workspace.read() as session:
        digest.add(load_transactions(session.connection(), transaction_id, transaction_id))
        head = find_transaction(session, transaction_id)
        assert head is not None
        return digest.finish(read_transaction(head))
