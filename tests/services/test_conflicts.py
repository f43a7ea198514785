"""Conflicts: by account and author, decided alike, with another value; and where they come from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, edit_account
from workbench.services.conflict_details import conflict_detail
from workbench.services.conflicts import (
    Side,
    can_be_typed,
    count_conflicts,
    decide_side,
    decide_typed,
    list_conflict_records,
    list_record_conflicts,
)
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import record_history, undo
from workbench.services.records import get_record
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

K1, K2 = derived_id("account", "K1"), derived_id("account", "K2")


@pytest.fixture
def head(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "head.workbench", clock=clock, author="Han Mei")
    yield opened
    opened.close()


@pytest.fixture
def apart(workspace: Workspace, head: Workspace, tmp_path: Path) -> None:
    """Two accounts that both sides changed: the city and the credit limit of each."""
    for code, name in (("K1", "华为技术"), ("K2", "澜川精密")):
        create_account(workspace, {"code": code, "name": name, "city": "深圳"})
    save_contact(workspace, K1, {"name": "王芳", "title": "经理"})
    export_workspace(workspace, tmp_path / "first.workbench")
    merge_files(head, [tmp_path / "first.workbench"])
    person = Id(bytes.fromhex(get_record(head, "contacts", "王芳")["id"]))
    for side, city, limit, title in ((workspace, "东莞", 420, "总监"), (head, "广州", 450, "主任")):
        for account in (K1, K2):
            edit_account(side, account, {"city": city, "credit_limit_fen": limit * 1_000_000})
        save_contact(side, K1, {"title": title}, person)
    export_workspace(workspace, tmp_path / "second.workbench")
    merge_files(head, [tmp_path / "second.workbench"])


@pytest.mark.usefixtures("apart")
def test_a_conflict_says_to_which_account_it_belongs_and_whose_values_stand(head: Workspace) -> None:
    records = list_conflict_records(head)
    assert {(one.label, one.account) for one in records} == {
        ("华为技术", "华为技术"),
        ("澜川精密", "澜川精密"),
        ("王芳", "华为技术"),
    }
    assert {author for one in records for author in one.authors} == {"Li Lei", "Han Mei"}
    assert [one.label for one in list_record_conflicts(head, K2)] == ["澜川精密"]


@pytest.mark.usefixtures("apart")
def test_all_fields_of_some_records_get_one_side_in_one_step_that_is_undone(head: Workspace) -> None:
    before = get_record(head, "accounts", "K2")
    fields = {(one.row_id, field.field) for one in list_conflict_records(head) for field in one.fields}
    decide_side(head, {(row, field) for row, field in fields if row in (K1, K2)}, Side.THEIRS)
    assert [get_record(head, "accounts", code)["city"] for code in ("K1", "K2")] == ["东莞", "东莞"]
    assert [one.kind for one in list_conflict_records(head)] == ["contacts"]
    undo(head)
    assert count_conflicts(head) == 5
    assert get_record(head, "accounts", "K2") == before


@pytest.mark.usefixtures("apart")
def test_one_field_of_many_records_gets_one_side_and_the_others_stay_to_be_decided(head: Workspace) -> None:
    decide_side(head, {(K1, "city"), (K2, "city")}, Side.THEIRS)
    assert [get_record(head, "accounts", code)["city"] for code in ("K1", "K2")] == ["东莞", "东莞"]
    left = {field.field for one in list_conflict_records(head) for field in one.fields}
    assert left
    assert "city" not in left


@pytest.mark.usefixtures("apart")
def test_another_value_than_those_that_stand_can_be_typed(head: Workspace) -> None:
    (record,) = list_record_conflicts(head, K1)
    assert all(can_be_typed(record.kind, field) for field in record.fields)
    decide_typed(head, "accounts", K1, "credit_limit_fen", "460万")
    assert get_record(head, "accounts", "K1")["credit_limit_fen"] == 460_000_000
    with pytest.raises(BadInput):
        decide_typed(head, "accounts", K2, "credit_limit_fen", "much")
    with pytest.raises(NotFound):
        decide_typed(head, "accounts", K1, "credit_limit_fen", "470万")
    decide_typed(head, "accounts", K1, "city", "珠海")
    assert list_record_conflicts(head, K1) == ()


@pytest.mark.usefixtures("apart")
def test_where_a_conflict_comes_from_is_told_with_the_file_it_came_with(head: Workspace) -> None:
    detail = conflict_detail(head, "accounts", K1, "city", head.clock.today())
    assert {(line.author, line.after, line.came_with) for line in detail.lines} == {
        ("Han Mei", "广州", ""),
        ("Li Lei", "东莞", "second.workbench"),
        ("Li Lei", "深圳", "first.workbench"),
    }


@pytest.mark.usefixtures("apart")
def test_history_says_by_which_merge_a_change_came_and_when(head: Workspace) -> None:
    theirs = next(line for line in record_history(head, "accounts", "K1", "city") if line.after == "东莞")
    assert theirs.came_at is not None
    assert theirs.came.startswith("came with second.workbench, ")


@pytest.mark.usefixtures("apart")
def test_the_number_of_queries_does_not_depend_on_the_number_of_conflicts(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    def count() -> int:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(head.engine, "before_cursor_execute", note)
        list_conflict_records(head)
        event.remove(head.engine, "before_cursor_execute", note)
        return len(asked)

    # A connection that is opened for the first time asks questions of its own.
    count()
    few = count()
    with workspace.change("many", "Many") as change:
        rows = [change.create("account", {"name": f"N{number}"}) for number in range(30)]
    export_workspace(workspace, tmp_path / "third.workbench")
    merge_files(head, [tmp_path / "third.workbench"])
    for side, city in ((workspace, "无锡"), (head, "常州")):
        with side.change("many", "Many") as change:
            for row in rows:
                change.set("account", row, {"city": city})
    export_workspace(workspace, tmp_path / "fourth.workbench")
    merge_files(head, [tmp_path / "fourth.workbench"])
    assert count_conflicts(head) == 35
    count()
    assert count() <= few
