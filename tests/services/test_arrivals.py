"""Files of others: told from one's own, looked at without a trace, made one's own once and for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, WrongPassphrase
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import create_account
from workbench.services.arrivals import FromOthers, open_as_own, open_to_look, read_origin
from workbench.services.backups import backup_workspace
from workbench.services.checks import repair_workspace
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.export_scopes import scope_of
from workbench.services.receiving import make_receiving_key
from workbench.services.saved_views import delete_view, rename_view, save_view
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace

SECRET = "over the hills 7"


@pytest.fixture
def theirs(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "theirs.workbench", clock=clock, author="王芳")
    create_account(opened, {"code": "K1", "name": "华为技术"})
    yield opened
    opened.close()


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_an_export_says_who_wrote_it_and_does_not_open_as_if_it_were_ours(
    theirs: Workspace, clock: FixedClock, tmp_path: Path, passphrase: str | None
) -> None:
    export = tmp_path / "export.workbench"
    export_workspace(theirs, export, passphrase)
    before = export.read_bytes()
    origin = read_origin(export, passphrase)
    assert origin is not None
    assert (origin.exported_by, origin.exported_at) == ("王芳", clock.now())
    with pytest.raises(FromOthers) as asked:
        open_workspace(export, passphrase=passphrase, clock=clock, only_ours=True)
    assert asked.value.origin == origin
    assert export.read_bytes() == before
    assert read_origin(theirs.path) is None


def test_of_a_part_the_file_says_what_it_holds(theirs: Workspace, tmp_path: Path) -> None:
    export = tmp_path / "part.workbench"
    export_workspace(theirs, export, scope=scope_of(theirs, ["account=K1"]))
    origin = read_origin(export)
    assert origin is not None
    assert len(origin.scope.account_ids) == 1


def test_what_is_only_looked_at_cannot_be_changed_and_leaves_nothing(
    theirs: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    export = tmp_path / "export.workbench"
    export_workspace(theirs, export, SECRET)
    before = export.read_bytes()
    with pytest.raises(WrongPassphrase):
        open_to_look(export, clock=clock)
    looked_at = open_to_look(export, passphrase=SECRET, clock=clock)
    copy = looked_at.path
    assert [line.name for line in list_account_lines(looked_at).lines] == ["华为技术"]
    with pytest.raises(NotAllowed):
        create_account(looked_at, {"name": "x"})
    with pytest.raises(NotAllowed):
        merge_files(looked_at, [theirs.path])
    # What seems to be kept but would be gone with the copy: a key that others then write files for.
    with pytest.raises(NotAllowed):
        make_receiving_key(looked_at)
    with pytest.raises(NotAllowed):
        save_view(looked_at, "accounts", "Mine", "{}")
    with pytest.raises(NotAllowed):
        rename_view(looked_at, "accounts", "Mine", "Ours")
    with pytest.raises(NotAllowed):
        delete_view(looked_at, "accounts", "Mine")
    with pytest.raises(NotAllowed):
        backup_workspace(looked_at)
    with pytest.raises(NotAllowed):
        repair_workspace(looked_at)
    looked_at.close()
    assert not copy.parent.exists()
    assert export.read_bytes() == before


def test_once_decided_a_file_is_ones_own_wherever_it_lies(
    theirs: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    export = tmp_path / "export.workbench"
    export_workspace(theirs, export)
    open_as_own(export, clock=clock).close()
    moved = tmp_path / "elsewhere" / "mine.workbench"
    moved.parent.mkdir()
    export.rename(moved)
    assert read_origin(moved) is None
    open_workspace(moved, clock=clock, only_ours=True).close()


def test_a_new_export_never_takes_the_place_of_one_that_was_made_a_workspace(
    theirs: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    export = tmp_path / "export.workbench"
    export_workspace(theirs, export)
    open_as_own(export, clock=clock).close()
    with pytest.raises(NotAllowed):
        export_workspace(theirs, export)
