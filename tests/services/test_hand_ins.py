"""Who handed their work in when: after two weeks without a file somebody asks (2-rules §16)."""

from datetime import timedelta
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.services.accounts import create_account
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.hand_ins import HandIn, list_hand_ins
from workbench.services.managers import add_manager
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace


def hand_in(head: Workspace, tmp_path: Path, name: str, clock: FixedClock) -> None:
    """A colleague writes an account, and their file is merged."""
    other = new_workspace(tmp_path / f"{name}-own.workbench", clock=clock, author=name)
    create_account(other, {"name": f"Account of {name}"})
    export_workspace(other, tmp_path / f"{name}.workbench")
    other.close()
    merge_files(head, [tmp_path / f"{name}.workbench"])


def lines(head: Workspace, clock: FixedClock) -> list[tuple[str, str, bool]]:
    def day(one: HandIn) -> str:
        return one.came_at.date().isoformat() if one.came_at else ""

    return [(one.name, day(one), one.is_overdue) for one in list_hand_ins(head, clock.today())]


@pytest.mark.parametrize(("days", "is_late"), [(14, False), (15, True)])
def test_after_fourteen_days_a_hand_in_is_overdue(
    workspace: Workspace, tmp_path: Path, clock: FixedClock, days: int, is_late: bool
) -> None:
    first = clock.today()
    hand_in(workspace, tmp_path, "方淮", clock)
    clock.advance(timedelta(days=days))
    ((name, came, late),) = lines(workspace, clock)
    assert (name, came, late) == ("方淮", first.isoformat(), is_late)


def test_who_never_handed_in_is_listed_first_and_the_one_who_works_here_not_at_all(
    workspace: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    add_manager(workspace, "乔屿")
    add_manager(workspace, workspace.author)
    assert list_hand_ins(workspace, clock.today()) == ()
    hand_in(workspace, tmp_path, "方淮", clock)
    clock.advance(timedelta(days=1))
    hand_in(workspace, tmp_path, "张蔚", clock)
    assert [name for name, _came, _late in lines(workspace, clock)] == ["乔屿", "方淮", "张蔚"]
    assert lines(workspace, clock)[0][2]


def test_work_that_came_through_a_colleagues_file_counts_as_handed_in(
    workspace: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    middle = new_workspace(tmp_path / "middle.workbench", clock=clock, author="中")
    hand_in(middle, tmp_path, "方淮", clock)
    create_account(middle, {"name": "Own"})
    export_workspace(middle, tmp_path / "both.workbench")
    middle.close()
    merge_files(workspace, [tmp_path / "both.workbench"])
    found = {one.name: Path(one.source).name for one in list_hand_ins(workspace, clock.today())}
    assert found == {"中": "both.workbench", "方淮": "both.workbench"}
