"""Making and opening workspace files."""

from datetime import date
from pathlib import Path

import pytest

from tests.saved_changes import list_transactions
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Locked, NoSpace, NotAllowed, NotAWorkspace, NotFound, WrongPassphrase
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.backups import backup_today, backup_workspace, list_backups
from workbench.services.drafts import find_draft, keep_draft
from workbench.services.records import list_records
from workbench.services.workspaces import (
    change_passphrase,
    new_workspace,
    open_workspace,
    set_author,
)
from workbench.storage import backup
from workbench.storage.cipher import FileKey
from workbench.storage.soundness import check_written
from workbench.storage.workspace import Workspace


def test_a_new_workspace_holds_the_shipped_frequency_rules(workspace: Workspace) -> None:
    rules = list_records(workspace, "rules")
    assert [row["id"] for row in rules.rows] == [rule.id.hex() for rule in DEFAULT_RULES]
    assert rules.rows[0]["count"] == 2
    assert rules.rows[0]["period"] == "month"


def test_a_new_workspace_never_takes_the_place_of_a_file(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "there.workbench"
    path.write_bytes(b"precious")
    with pytest.raises(NotAllowed):
        new_workspace(path, clock=clock)
    assert path.read_bytes() == b"precious"


def test_an_open_workspace_is_locked_for_others(workspace: Workspace, clock: FixedClock) -> None:
    with pytest.raises(Locked):
        open_workspace(workspace.path, clock=clock)


def test_a_closed_workspace_opens_again_with_its_content(workspace: Workspace, clock: FixedClock) -> None:
    workspace.close()
    again = open_workspace(workspace.path, clock=clock, author="Han Meimei")
    try:
        assert list_records(again, "rules").total == len(DEFAULT_RULES)
        assert again.author == "Han Meimei"
    finally:
        again.close()


def test_a_wrong_passphrase_and_another_programs_file_are_told_apart(
    tmp_path: Path, clock: FixedClock
) -> None:
    secret, picture = tmp_path / "secret.workbench", tmp_path / "picture.workbench"
    new_workspace(secret, passphrase="right", clock=clock).close()
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9000))
    with pytest.raises(WrongPassphrase):
        open_workspace(secret, passphrase="wrong", clock=clock)
    with pytest.raises(NotAWorkspace):
        open_workspace(picture, clock=clock)
    with pytest.raises(NotFound):
        open_workspace(tmp_path / "nowhere.workbench", clock=clock)


def test_backups_of_one_day_stand_beside_each_other(workspace: Workspace, clock: FixedClock) -> None:
    first = backup_workspace(workspace)
    clock.day = date(2026, 7, 2)
    second = backup_workspace(workspace)
    assert first != second
    assert first.parent == second.parent == workspace.path.parent / "backups"
    restored = open_workspace(first, clock=clock)
    try:
        assert list_records(restored, "rules").total == len(DEFAULT_RULES)
    finally:
        restored.close()


def test_the_passphrase_of_an_open_workspace_is_set_changed_and_taken_away(
    workspace: Workspace, clock: FixedClock
) -> None:
    path = workspace.path
    for old, new in ((None, "first one"), ("first one", "another"), ("another", None)):
        changed = change_passphrase(workspace, old, new)
        workspace = changed.workspace
        assert changed.error is None
        assert workspace.encrypted is (new is not None)
        assert list_records(workspace, "rules").total == len(DEFAULT_RULES)
    workspace.close()
    open_workspace(path, clock=clock).close()


def test_a_wrong_old_passphrase_leaves_the_workspace_open_as_it_was(
    workspace: Workspace, clock: FixedClock
) -> None:
    secret = change_passphrase(workspace, None, "first one").workspace
    with pytest.raises(WrongPassphrase):
        change_passphrase(secret, "guessed", "another")
    assert list_records(secret, "rules").total == len(DEFAULT_RULES)
    secret.close()
    open_workspace(workspace.path, passphrase="first one", clock=clock).close()


def test_backups_beside_the_file_are_listed(workspace: Workspace) -> None:
    assert list_backups(workspace) == ()
    daily, extra = backup_today(workspace), backup_workspace(workspace)
    (daily.parent / "other.2026-01-01.workbench").write_bytes(b"somebody else's")
    found = list_backups(workspace)
    assert {one.path for one in found} == {daily, extra}
    assert all(one.size > 0 for one in found)


def test_changes_bear_the_name_set_last(workspace: Workspace) -> None:
    set_author(workspace, " Han Meimei ")
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    assert list_transactions(workspace)[0].author == "Han Meimei"


def test_a_passphrase_that_cannot_be_changed_leaves_the_old_one_and_every_draft(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, row = tmp_path / "secret.workbench", derived_id("visit", "one")
    workspace = new_workspace(path, passphrase="old one", clock=clock)
    keep_draft(workspace, row, {"findings": "half typed"})
    before = path.read_bytes()[:16]

    whole = check_written

    def full(part: Path, key: FileKey) -> None:
        if "backups" not in part.parts:
            raise NoSpace("full", hint="free some")
        whole(part, key)

    with monkeypatch.context() as patched:
        patched.setattr(backup, "check_written", full)
        failed = change_passphrase(workspace, "old one", "new one")
    assert isinstance(failed.error, NoSpace)
    assert path.read_bytes()[:16] == before
    assert find_draft(failed.workspace, row) == {"findings": "half typed"}
    changed = change_passphrase(failed.workspace, "old one", "new one")
    assert changed.error is None
    # Another salt, so another key; what is being typed goes along.
    assert path.read_bytes()[:16] != before
    assert find_draft(changed.workspace, row) == {"findings": "half typed"}
    changed.workspace.close()
    left = sorted(one.name for one in tmp_path.iterdir())
    assert left == [".secret.workbench.lock", "backups", "secret.workbench"]
