"""What was worked out for the alarms is kept exactly as long as it holds (2-rules §12)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.conftest import TODAY
from tests.services.test_alarms import account, counted, sell, sold
from workbench.domain.alarms import AlarmKey, AlarmKind
from workbench.domain.sales import SaleRecord
from workbench.foundation.ids import Id, derived_id
from workbench.services import alarm_reading, alarms
from workbench.services.accounts import delete_account, edit_account
from workbench.services.alarms import AlarmBoard, acknowledge_alarms, add_major_event, list_alarms
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

Save = Callable[[Workspace, Id], Any]


def afresh(workspace: Workspace) -> AlarmBoard:
    """The board as one reads it who never read it before."""
    alarms._boards.clear()
    alarm_reading._sales.clear()
    return list_alarms(workspace)


def keys(board: AlarmBoard) -> list[AlarmKey]:
    return [one.alarm.key for one in board.alarms]


def changed(entity: str, **values: Any) -> Save:
    def save(workspace: Workspace, one: Id) -> None:
        with workspace.change("test", entity) as change:
            change.create(entity, {"account_id": one, **values}, derived_id("test", entity))

    return save


def _contact(workspace: Workspace, one: Id) -> None:
    changed("contact", name="Zhang")(workspace, one)


def _failing(workspace: Workspace, one: Id) -> None:
    def fail() -> None:
        with workspace.change("test", "Sale") as change:
            change.add_sales(one, [sold(TODAY, 5)])
            change.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()


@pytest.fixture
def seller(workspace: Workspace) -> Id:
    one = account(workspace, tier="major", credit_limit_fen="1000")
    sell(workspace, one, *(sold(TODAY - timedelta(50 + 10 * number)) for number in range(8)))
    sell(
        workspace,
        account(workspace, "B"),
        sold(TODAY, 2_000_00, settled_fen=0, due_on=TODAY - timedelta(10)),
        sold(TODAY, 10_00, 1, product="Seal"),
    )
    return one


@pytest.mark.parametrize(
    "save",
    [
        lambda workspace, one: sell(workspace, one, sold(TODAY)),
        lambda workspace, one: sell(workspace, one, sold(TODAY, 9_000_00, settled_fen=0)),
        lambda workspace, one: edit_account(workspace, one, {"credit_limit_fen": "2"}),
        lambda workspace, one: edit_account(workspace, one, {"is_competitor": True}),
        lambda workspace, one: delete_account(workspace, one),
        lambda workspace, one: undo(workspace),
        lambda workspace, one: add_major_event(workspace, one, {"kind": "theft"}),
        changed("portfolio_year", year=TODAY.year, revenue_fen=10**10),
        _contact,
        _failing,
    ],
)
def test_after_any_save_the_board_is_what_it_would_be_afresh(
    workspace: Workspace, seller: Id, save: Save
) -> None:
    assert list_alarms(workspace).alarms
    save(workspace, seller)
    kept = list_alarms(workspace)
    assert kept == afresh(workspace)


def test_a_save_that_touches_no_sales_has_none_read_again(workspace: Workspace, seller: Id) -> None:
    (first, *_rest) = list_alarms(workspace).alarms
    for save in (lambda: acknowledge_alarms(workspace, [first.alarm], "Known"), lambda: undo(workspace)):
        save()
        with counted(workspace) as said:
            list_alarms(workspace)
        assert said
        assert not [one for one in said if "FROM sale" in one]
    edit_account(workspace, seller, {"city": "Suzhou"})
    with counted(workspace) as said:
        list_alarms(workspace)
    assert [one for one in said if "FROM sale" in one]


def test_sales_that_come_by_a_merge_and_go_by_its_undo_are_seen(
    workspace: Workspace, seller: Id, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.workbench"
    export_workspace(workspace, copy)
    with closing(new_workspace(tmp_path / "other.workbench", clock=workspace.clock, author="Bo")) as other:
        merge_files(other, [copy])
        before = list_alarms(other)
        assert [one.alarm.key for one in before.alarms] == [
            one.alarm.key for one in list_alarms(workspace).alarms
        ]
        sell(workspace, seller, sold(TODAY))
        export_workspace(workspace, tmp_path / "more.workbench")
        merge_files(other, [tmp_path / "more.workbench"])
        assert list_alarms(other).alarms != before.alarms
        undo(other)
        assert list_alarms(other) == before == afresh(other)


def test_who_asks_at_the_same_time_gets_the_same_read_once(
    workspace: Workspace, seller: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = alarms.read_alarms

    def count(*given: Any) -> Any:
        read.append(1)
        return real(*given)

    monkeypatch.setattr(alarms, "read_alarms", count)
    with ThreadPoolExecutor(4) as pool:
        boards = list(pool.map(lambda _number: list_alarms(workspace), range(8)))
    assert len(read) == 1
    assert all(board is boards[0] for board in boards)


def test_an_import_that_stopped_loses_nobody_and_a_slip_of_the_pen_moves_nothing(
    workspace: Workspace,
) -> None:
    ended = TODAY - timedelta(200)
    for code in ("A", "B", "C"):
        one = account(workspace, code)
        sell(workspace, one, *(sold(ended - timedelta(10 * number)) for number in range(8)))
    slip = SaleRecord(date(2099, 1, 1), 1_00, "slip", "1")
    sell(workspace, one, slip)
    board = list_alarms(workspace)
    assert board.data_to == ended
    assert not [
        line for line in board.alarms if line.alarm.kind in (AlarmKind.LOSS, AlarmKind.SALES_PROGRESS)
    ]
