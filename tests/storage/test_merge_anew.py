"""A file that fails when some of it is written already: the save is made anew, as if it had never begun."""

import gc
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.factories.workspace_files import AUTHOR, CLOCK, write_workspace
from workbench.foundation.errors import BadInput, Damaged, NoSpace, WorkbenchError
from workbench.foundation.ids import derived_id
from workbench.services.history import undo
from workbench.storage import merge
from workbench.storage.check import check_journal
from workbench.storage.files import create_workspace
from workbench.storage.merge import merge_files
from workbench.storage.merge_group import MergeGroup
from workbench.storage.merge_receipts import MergeReceipt
from workbench.storage.projector import MissingRow
from workbench.storage.search import search
from workbench.storage.tables.accounts import AccountEntity
from workbench.storage.tables.journal import EntryRecord, MergeRecord
from workbench.storage.workspace import Workspace

NAMES = ("Ah", "Bo", "Cy")


def gone() -> MissingRow:
    return MissingRow("account", derived_id("account", "gone"))


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str | None]]:
    for name in NAMES:
        (tmp_path / name).mkdir()
        write_workspace(tmp_path / name / f"{name}.workbench", accounts=3)
    return [(tmp_path / name / f"{name}.workbench", None) for name in NAMES]


@pytest.fixture
def head(tmp_path: Path) -> Iterator[Workspace]:
    with closing(create_workspace(tmp_path / "head.workbench", clock=CLOCK, author=AUTHOR)) as workspace:
        yield workspace


def fails_late(
    monkeypatch: pytest.MonkeyPatch, error: BaseException | Callable[[], BaseException], at: int = 2
) -> list[int]:
    """The file taken as the ``at``-th of each save fails once all of it is written; returns the tries."""
    tries: list[int] = []
    places: dict[int, int] = {}
    real, real_group = merge.take_contents, MergeGroup.__init__

    def begin(self: MergeGroup, *given: Any) -> None:
        real_group(self, *given)
        places.clear()

    def take(connection: Connection, source: Connection) -> None:
        real(connection, source)
        place = places[len(places)] = len(places) + 1
        tries.append(place)
        if place == at:
            raise error() if callable(error) else error

    monkeypatch.setattr(MergeGroup, "__init__", begin)
    monkeypatch.setattr(merge, "take_contents", take)
    return tries


@pytest.mark.parametrize(
    "error",
    [
        *(gone(), IntegrityError("INSERT", {}, Exception("late")), BadInput("late"), KeyError("late")),
        *(RecursionError(), Damaged("late")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_others_are_taken_as_if_the_failing_file_had_never_been_there(
    head: Workspace,
    files: list[tuple[Path, str | None]],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    asked: list[int] = []
    tries = fails_late(monkeypatch, error)
    saves = head.saves
    outcomes = list(merge_files(head, files, before_change=lambda: asked.append(1)))
    # Twice the first and the second, once the third; one save was kept.
    assert (tries, head.saves) == ([1, 2, 1, 2, 3], saves + 1)
    assert len(asked) == 5
    assert isinstance(outcomes.pop(1), Damaged)
    receipts = [one for one in outcomes if isinstance(one, MergeReceipt)]
    assert [(one.new, one.by_entity["account"].created) for one in receipts] == [(3, 3), (3, 3)]
    with head.read() as session:
        kept = session.execute(select(MergeRecord.id, MergeRecord.source).order_by(MergeRecord.id)).all()
        assert [row.id for row in kept] == [one.transaction_id for one in receipts]
        assert session.scalar(select(func.count()).select_from(AccountEntity)) == 6
        assert check_journal(session) == []
        assert len(search(session, "客户")) == 6
    # The last merge is taken back by itself, and its file can be merged again.
    undo(head)
    with head.read() as session:
        assert session.scalar(select(func.count()).select_from(AccountEntity)) == 3
        assert check_journal(session) == []
    monkeypatch.undo()
    (again,) = merge_files(head, [files[2]])
    assert isinstance(again, MergeReceipt)
    assert again.new == 3


@pytest.mark.parametrize("at", [1, 3])
def test_the_first_and_the_last_of_a_save_may_fail_as_well(
    head: Workspace, files: list[tuple[Path, str | None]], monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    fails_late(monkeypatch, gone, at)
    outcomes = list(merge_files(head, files))
    assert [isinstance(one, WorkbenchError) for one in outcomes] == [place == at for place in (1, 2, 3)]
    with head.read() as session:
        assert session.scalar(select(func.count()).select_from(AccountEntity)) == 6


def test_a_dry_run_tries_each_file_once_and_leaves_nothing(
    head: Workspace, files: list[tuple[Path, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = fails_late(monkeypatch, gone)
    outcomes = list(merge_files(head, files, dry_run=True))
    assert tries == [1, 2, 3]
    assert [isinstance(one, Damaged) for one in outcomes] == [False, True, False]
    with head.read() as session:
        assert session.scalar(select(func.count()).select_from(EntryRecord)) == 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OperationalError("INSERT", {}, Exception("database or disk is full")), (NoSpace, OperationalError)),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (MemoryError(), MemoryError),
    ],
)
def test_what_is_not_the_files_fault_ends_the_save_and_is_not_tried_again(
    head: Workspace,
    files: list[tuple[Path, str | None]],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    told: Any,
) -> None:
    tries = fails_late(monkeypatch, error)
    with pytest.raises(told):
        list(merge_files(head, files))
    assert tries == [1, 2]
    monkeypatch.undo()
    with head.read() as session:
        assert session.scalar(select(func.count()).select_from(EntryRecord)) == 0
    assert all(isinstance(one, MergeReceipt) for one in merge_files(head, files))


def test_what_the_first_try_read_is_let_go_of_before_the_second(
    head: Workspace, files: list[tuple[Path, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_late(monkeypatch, gone)
    groups: list[weakref.ref[MergeGroup]] = []
    alive: list[int] = []
    begin = MergeGroup.__init__

    def count(self: MergeGroup, *given: Any) -> None:
        gc.collect()
        alive.append(sum(group() is not None for group in groups))
        groups.append(weakref.ref(self))
        begin(self, *given)

    monkeypatch.setattr(MergeGroup, "__init__", count)
    list(merge_files(head, files))
    assert alive == [0, 0]
