"""Commands of a change, what they write, and what they refuse."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from tests.storage.histories import DAY, Laptop
from workbench.domain.journal import Op
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NoSpace, NotFound, ReadOnly
from workbench.foundation.ids import Id, derived_id, new_id
from workbench.storage.check import check_journal, write_tables
from workbench.storage.files import create_workspace, open_workspace
from workbench.storage.journal import history, list_transactions
from workbench.storage.queries.accounts import find_accounts
from workbench.storage.queries.records import find_records, list_records
from workbench.storage.search import search
from workbench.storage.session import WriteRefused
from workbench.storage.tables.accounts import AccountEntity
from workbench.storage.tables.sales import SaleEntity
from workbench.storage.undo import redo, undo


@pytest.fixture
def laptop() -> Laptop:
    return Laptop("mine")


def test_values_come_back_as_they_were_given(laptop: Laptop) -> None:
    manager = laptop.create("manager", name="李", weekday_visits=[1, 2, 3, 4, 5, 0, 0])
    laptop.create(
        "account", name="宝钢", founded_on=date(1998, 11, 17), manager_id=manager, excluded_weekdays=(5, 6)
    )
    with laptop.workspace.read() as session:
        account = session.execute(select(AccountEntity.__table__)).one()
        assert (account.name, account.founded_on) == ("宝钢", date(1998, 11, 17))
        assert account.manager_id == manager
        assert account.excluded_weekdays == [5, 6]
        assert (account.tier, account.tier_reason) == (None, "")


def test_a_change_reads_its_own_commands(laptop: Laptop) -> None:
    with laptop.workspace.change("x", "X") as change:
        row_id = change.create("account", {"name": "A"})
        assert change.session.scalar(select(AccountEntity.name)) == "A"
        change.set("account", row_id, {"name": "B"})
        assert change.session.scalars(select(AccountEntity.name)).all() == ["B"]


def test_an_error_in_the_block_leaves_nothing_behind(laptop: Laptop) -> None:
    def fail() -> None:
        with laptop.workspace.change("x", "X") as change:
            change.create("account", {"name": "A"})
            change.flush()
            raise ZeroDivisionError

    before = laptop.content(), laptop.journal()
    with pytest.raises(ZeroDivisionError):
        fail()
    assert (laptop.content(), laptop.journal()) == before


def test_setting_what_stands_already_writes_nothing(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A", tier="major")
    with laptop.workspace.change("x", "X") as change:
        assert not change.set("account", row_id, {"name": "A", "tier": "major", "note": ""})
    assert change.summary.transaction_id is None
    assert change.summary.touched == {}


def test_the_summary_tells_what_was_touched(laptop: Laptop) -> None:
    with laptop.workspace.change("plan", "Plan") as change:
        row_id = change.create("account", {"name": "A"})
    assert change.summary.kind == "plan"
    assert change.summary.touched == {"account": {row_id}}
    assert change.summary.topics == {"account"}
    assert change.summary.undoable


def test_one_part_of_a_coupled_field_takes_the_others_along(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A", tier="major", tier_reason="big")
    laptop.set("account", row_id, tier="focus")
    assert laptop.value("account", row_id, "tier_reason") == "big"
    laptop.set("account", row_id, tier_reason="bigger")
    assert laptop.value("account", row_id, "tier") == "focus"


def test_deleting_an_account_takes_what_cannot_be_without_it(laptop: Laptop) -> None:
    account = laptop.create("account", name="A")
    child = laptop.create("account", name="B", parent_id=account)
    visit = laptop.create("visit", account_id=account, on_day=DAY)
    other = laptop.create("action", account_id=child, visit_id=visit, text="send")
    laptop.create("contact", account_id=account, name="P")
    with laptop.workspace.change("sales", "Sales") as change:
        change.add_sales(account, [SaleRecord(DAY, 100, number="1", line="1")])
    laptop.delete("account", account)
    assert laptop.rows("SELECT name FROM account") == [("B",)]
    assert [laptop.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("contact", "visit", "sale")] == [
        0,
        0,
        0,
    ]
    assert laptop.value("account", child, "parent_id") is None
    assert laptop.value("action", other, "visit_id") is None


def test_a_deleted_row_can_be_neither_set_nor_deleted(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    laptop.delete("account", row_id)
    with pytest.raises(NotFound):
        laptop.set("account", row_id, name="B")
    with pytest.raises(NotFound):
        laptop.delete("account", row_id)
    with pytest.raises(NotFound):
        laptop.set("account", new_id(1), name="B")
    with pytest.raises(NotFound):
        laptop.set("contact", row_id, name="B")


def test_creating_a_known_row_sets_it_and_a_deleted_one_comes_back(laptop: Laptop) -> None:
    row_id = derived_id("account", "1")
    laptop.create("account", row_id, name="A", city="X")
    laptop.create("account", row_id, name="B")
    assert laptop.rows("SELECT name, city FROM account") == [("B", "X")]
    laptop.delete("account", row_id)
    laptop.create("account", row_id, name="C")
    assert laptop.rows("SELECT name, city FROM account") == [("C", "")]
    assert laptop.flags() == set()


def test_a_row_created_anew_brings_nothing_back_that_was_not_named(laptop: Laptop) -> None:
    id_ = derived_id("account", "Z1")
    first = {"code": "Z1", "name": "Company", "tier": "focus", "tier_reason": "Large", "note": "Pays late"}
    with laptop.workspace.change("x", "X") as change:
        change.create("account", first, id_)
    old = laptop.content()
    with laptop.workspace.change("x", "X") as change:
        change.delete("account", id_)
    deleted = laptop.content()
    with laptop.workspace.change("x", "X") as change:
        change.create("account", {"code": "Z1", "name": "Other company", "city": "上海"}, id_)
    new = laptop.content()
    with laptop.workspace.read() as session:
        account = session.execute(select(AccountEntity.__table__)).one()
        assert (account.code, account.name, account.city) == ("Z1", "Other company", "上海")
        assert (account.tier, account.tier_reason, account.note) == (None, "", "")
        assert check_journal(session) == []
    for state in (deleted, old):
        undo(laptop.workspace)
        assert laptop.content() == state
    for state in (deleted, new):
        redo(laptop.workspace)
        assert laptop.content() == state


def test_a_closed_file_is_neither_read_nor_written(laptop: Laptop) -> None:
    laptop.workspace.close()
    for use in (
        laptop.workspace.read,
        laptop.workspace.writing,
        lambda: laptop.workspace.change("x", "X"),
    ):
        with pytest.raises(NotFound, match="closed"), use():
            pass


def test_a_reference_to_a_row_that_never_was_is_refused(laptop: Laptop) -> None:
    with pytest.raises(NotFound):
        laptop.create("contact", account_id=new_id(1), name="P")
    assert laptop.rows("SELECT * FROM journal_entry") == []


def test_a_new_row_for_a_deleted_one_keeps_it_and_says_so(laptop: Laptop) -> None:
    account = laptop.create("account", name="A")
    laptop.delete("account", account)
    laptop.create("contact", account_id=account, name="P")
    assert laptop.value("account", account, "name") == "A"
    assert laptop.flags() == {("", "kept_for_child")}
    laptop.set("account", account, city="X")
    assert laptop.flags() == set()


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "中\0"])
def test_text_that_no_file_can_hold_is_refused(laptop: Laptop, text: str) -> None:
    with pytest.raises(BadInput):
        laptop.create("account", name=text)
    with pytest.raises(BadInput):
        laptop.create("policy", name="p", value={"words": [text]})


def test_a_name_has_one_line_and_a_note_many(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A\r\n\tB", note="1\n2\t3")
    assert laptop.value("account", row_id, "name") == "A B"
    assert laptop.value("account", row_id, "note") == "1\n2\t3"


@pytest.mark.parametrize(
    ("column", "text"),
    [("name", "x" * 501), ("name", "\x1b[31m"), ("note", "字" * 100_001), ("name", "\udcff"), ("note", "\0")],
)
def test_a_text_that_cannot_be_kept_is_refused_with_its_column(
    laptop: Laptop, column: str, text: str
) -> None:
    before = laptop.journal()
    with pytest.raises(BadInput) as refused:
        laptop.create("account", None, **{column: text})
    assert (refused.value.where, bool(refused.value.hint)) == (column, True)
    assert laptop.journal() == before
    laptop.create("account", name="x" * 500, note="字" * 100_000)


def test_an_author_that_cannot_be_kept_is_refused_and_no_later_save_with_it(laptop: Laptop) -> None:
    for name in ("\ud800", "a\0", "x" * 501):
        with pytest.raises(BadInput) as refused:
            laptop.workspace.author = name
        assert refused.value.where == "author"
    assert laptop.workspace.author == "mine"
    laptop.create("account", name="A")


def test_a_label_with_half_a_character_is_marked_and_kept(laptop: Laptop) -> None:
    with laptop.workspace.change("x", "Import \udcff.xlsx") as change:
        change.create("account", {"name": "A"})
    assert laptop.rows("SELECT label FROM journal_transaction") == [("Import \ufffd.xlsx",)]


def test_half_a_character_finds_nothing(laptop: Laptop) -> None:
    laptop.create("account", name="A", code="1")
    with laptop.workspace.read() as session:
        assert find_accounts(session, "A\ud800") == []
        assert find_records(session, "accounts", "A\ud800") == []
        assert list_records(session, "accounts", [("name", "\ud800")]) == ([], 0)
        assert search(session, "A\ud800\udcff") == search(session, "A")


@pytest.mark.parametrize("values", [{}, {"account_id": None}, {"account_id": b"short"}])
def test_a_row_without_what_it_needs_is_a_defect(laptop: Laptop, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"account_id|16 bytes"):
        laptop.create("contact", **values)


def test_an_unknown_column_is_a_defect(laptop: Laptop) -> None:
    with pytest.raises(KeyError):
        laptop.create("account", colour="red")


def test_rows_cannot_be_written_past_the_journal(laptop: Laptop) -> None:
    laptop.create("account", name="A")
    statements = (
        insert(AccountEntity).values(id=new_id(1), name="x"),
        update(AccountEntity).values(name="x"),
        delete(AccountEntity),
    )
    with laptop.workspace.change("x", "X") as change:
        for statement in statements:
            with pytest.raises(WriteRefused):
                change.session.execute(statement)
    with laptop.workspace.read() as session, pytest.raises(WriteRefused):
        session.execute(statements[2])
    assert laptop.rows("SELECT name FROM account") == [("A",)]


def test_many_rows_come_in_with_known_repeated_and_self_referring_ones(laptop: Laptop) -> None:
    ids = [derived_id("account", str(number)) for number in range(5_000)]
    laptop.create("account", ids[7], name="known")
    hidden = laptop.create("manager", name="gone")
    laptop.delete("manager", hidden)
    rows: list[tuple[Id, dict[str, Any]]] = [(id_, {"name": "A"}) for id_ in ids]
    rows[3] = (ids[3], {"name": "child", "parent_id": ids[4_900]})
    rows[5] = (ids[5], {"name": "managed", "manager_id": hidden})
    rows.append((ids[9], {"name": "twice"}))
    with laptop.workspace.change("import", "Import") as change:
        # The parent comes two chunks later than its child.
        assert change.create_many("account", sorted(rows, key=lambda row: row[0] != ids[4_900])) == 4_999
    assert laptop.rows("SELECT count(*) FROM account") == [(5_000,)]
    assert laptop.value("account", ids[9], "name") == "twice"
    assert laptop.value("account", ids[7], "name") == "A"
    assert laptop.flags() == {("", "kept_for_child")}
    with laptop.workspace.read() as session:
        assert check_journal(session) == []


def test_sales_that_stand_already_are_not_doubled_and_the_latest_batch_wins(laptop: Laptop) -> None:
    account = laptop.create("account", name="A")
    first = [SaleRecord(DAY, 100, number="n", line="1"), SaleRecord(DAY, 200, number="n", line="2")]

    def sell(records: list[SaleRecord]) -> int:
        with laptop.workspace.change("sales", "Sales") as change:
            return change.add_sales(account, records)

    def amounts() -> list[int]:
        return [row[0] for row in laptop.rows("SELECT amount_fen FROM sale ORDER BY number, line")]

    assert sell(first) == 2
    assert sell(first) == 0
    assert laptop.rows("SELECT count(*) FROM sales_batch") == [(1,)]
    assert sell([SaleRecord(DAY, 250, number="n", line="2"), first[0]]) == 1
    assert amounts() == [100, 250]
    assert sell(first) == 1
    assert amounts() == [100, 200]
    with laptop.workspace.read() as session:
        assert check_journal(session) == []
        sale = session.execute(select(SaleEntity.__table__).limit(1)).one()
        assert (sale.sold_on, sale.currency) == (DAY, "CNY")


def test_equal_sales_of_a_day_without_a_number_are_told_apart_by_their_line(laptop: Laptop) -> None:
    account = laptop.create("account", name="A")
    with laptop.workspace.change("sales", "Sales") as change:
        assert change.add_sales(account, [SaleRecord(DAY, 5, line="1"), SaleRecord(DAY, 5, line="2")]) == 2
    assert laptop.rows("SELECT count(*) FROM sale") == [(2,)]


def test_history_tells_who_changed_a_field_when_and_from_what(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A", tier="major", tier_reason="big")
    laptop.set("account", row_id, tier="focus")
    laptop.set("account", row_id, name="B")
    with laptop.workspace.read() as session:
        entries = history(session, "account", row_id, "tier")
        assert [(entry.op, entry.before, entry.after) for entry in entries] == [
            (Op.SET, "major", "focus"),
            (Op.CREATE, None, "major"),
        ]
        assert entries[0].transaction.author == "mine"
        assert entries[0].transaction.label == "Set"
        whole = history(session, "account", row_id)
        assert [(entry.op, entry.field) for entry in whole] == [
            (Op.SET, "name"),
            (Op.SET, "tier"),
            (Op.CREATE, ""),
        ]
        latest = list_transactions(session, limit=1)[0]
        assert (latest.id, latest.entries) == (whole[0].transaction.id, 1)
        assert len(list_transactions(session, before=latest.id)) == 2


def test_a_spoilt_table_is_found_and_written_anew(laptop: Laptop) -> None:
    row_id = laptop.create("account", name="A")
    laptop.create("contact", account_id=row_id, name="P")
    laptop.connection.execute("UPDATE account SET name = 'X'")
    laptop.connection.execute("INSERT INTO journal_flag VALUES (x'00', '', 'conflict', 'account')")
    with laptop.workspace.read() as session:
        assert len(check_journal(session)) == 2
    with laptop.workspace.writing() as session:
        write_tables(laptop.workspace, session)
    with laptop.workspace.read() as session:
        assert check_journal(session) == []
    assert laptop.value("account", row_id, "name") == "A"


def test_a_spoilt_entry_is_found(laptop: Laptop) -> None:
    laptop.create("account", name="A")
    laptop.connection.execute("""UPDATE journal_entry SET value = '{"name":"B"}'""")
    with laptop.workspace.read() as session:
        assert any("not as it was written" in finding.message for finding in check_journal(session))


def test_a_device_keeps_its_id_and_a_file_copied_elsewhere_gets_another(tmp_path: Path) -> None:
    clock = FixedClock(DAY)
    path = tmp_path / "a.workbench"
    workspace = create_workspace(path, clock=clock, author="me")
    with workspace.change("x", "X") as change:
        change.create("account", {"name": "A"})
    mine = workspace.replica_id
    workspace.close()
    again = open_workspace(path, clock=clock, author="me")
    assert again.replica_id == mine
    again.close()
    copy = path.with_name("b.workbench")
    copy.write_bytes(path.read_bytes())
    elsewhere = open_workspace(copy, clock=clock, author="me")
    assert elsewhere.replica_id != mine
    elsewhere.close()


@pytest.mark.parametrize(
    ("pragma", "error"), [("PRAGMA max_page_count = 1", NoSpace), ("PRAGMA query_only = ON", ReadOnly)]
)
def test_a_full_disk_and_a_read_only_file_have_names(
    tmp_path: Path, pragma: str, error: type[Exception]
) -> None:
    workspace = create_workspace(tmp_path / "a.workbench", clock=FixedClock(DAY), author="me")
    with workspace.change("x", "X") as change:
        row_id = change.create("account", {"name": "A"})
    with workspace.engine.connect() as connection:
        connection.exec_driver_sql(pragma)
    with pytest.raises(error), workspace.change("x", "X") as change:
        change.set("account", row_id, {"note": "x" * 100_000})
    workspace.close()


def test_a_change_within_a_change_is_a_defect(laptop: Laptop) -> None:
    with laptop.workspace.change("x", "X"), pytest.raises(RuntimeError), laptop.workspace.change("y", "Y"):
        pass
