"""Exports that are stopped, have no place, or stand in the way of another file."""

import contextlib
import errno
import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.colleagues import Colleague
from tests.services.exporting_world import WANG, team
from workbench.domain.scopes import Scope
from workbench.exchange.package import is_package, new_key
from workbench.foundation.errors import (
    BadInput,
    Cancelled,
    NoSpace,
    NotFound,
    ReadOnly,
    WorkbenchError,
)
from workbench.services.exchange import inspect_file, merge_files
from workbench.services.exporting import export_workspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.workspace import Workspace

__all__ = ["team"]


@pytest.mark.parametrize("recipients", [(), ("key",)])
def test_a_stopped_export_leaves_the_old_file_and_nothing_half(
    recipients: tuple[str, ...], team: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    keys = [new_key().public for _one in recipients]
    target = folder / "out.workbench"
    before = export_workspace(team, target, recipients=keys).sha256
    held: list[int] = []

    def stop_late() -> bool:
        held.append(1)
        return len(held) > len(recipients)

    with pytest.raises(Cancelled):
        export_workspace(team, target, recipients=keys, stopped=stop_late)
    assert os.listdir(folder) == ["out.workbench"]
    assert export_workspace(team, folder / "new.workbench", recipients=keys).sha256 != ""
    assert before


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, NoSpace),
        (errno.EFBIG, NoSpace),
        (errno.EROFS, ReadOnly),
        (errno.EIO, ReadOnly),
        (errno.ENODEV, NotFound),
        (errno.ENXIO, NotFound),
        (errno.ESTALE, NotFound),
        (errno.ENOTCONN, NotFound),
        (errno.EINVAL, BadInput),
    ],
)
@pytest.mark.parametrize("keys", [0, 1])
def test_a_stick_that_fails_is_named_and_keeps_nothing_half(
    number: int,
    kind: type[WorkbenchError],
    keys: int,
    team: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    target = folder / "out.workbench"
    replace = Path.replace

    def failing(part: Path, to: Path) -> Path:
        if to == target:
            raise OSError(number, "the stick")
        return replace(part, to)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(kind) as told:
        export_workspace(team, target, recipients=[new_key().public] * keys)
    assert told.value.where == str(target)
    assert told.value.hint
    assert os.listdir(folder) == []


def test_a_passphrase_and_recipients_together_are_refused(team: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        export_workspace(team, tmp_path / "x.workbench", "p", recipients=[new_key().public])
    for keys in (["age1nonsense"], [new_key().private]):
        with pytest.raises(BadInput):
            export_workspace(team, tmp_path / "x.workbench", recipients=keys)
    assert not (tmp_path / "x.workbench").exists()


def test_what_a_killed_export_had_begun_goes_with_the_next_one(team: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / ".out.workbench.4711-1.part").write_bytes(b"half")
    export_workspace(team, stick / "out.workbench", recipients=[new_key().public])
    assert os.listdir(stick) == ["out.workbench"]


def test_a_package_never_takes_the_place_of_the_open_file_or_another_workspace(
    team: Workspace, colleague: Colleague
) -> None:
    for path in (team.path, colleague("Other").path):
        with pytest.raises(WorkbenchError):
            export_workspace(team, path, recipients=[new_key().public])
        assert not is_package(path)


NEWER: dict[str, tuple[str, str]] = {
    "told": ("UPDATE workspace_info SET value = '9.12.3' WHERE name = 'written_with'", "9.12.3"),
    "silent": ("DELETE FROM workspace_info WHERE name = 'written_with'", ""),
    "a lie": ("UPDATE workspace_info SET value = 'rm -rf /' WHERE name = 'written_with'", ""),
    "endless": ("UPDATE workspace_info SET value = hex(zeroblob(100000)) WHERE name = 'written_with'", ""),
    "no such table": ("DROP TABLE workspace_info", ""),
    "a trap": (
        "DROP TABLE workspace_info; CREATE VIEW workspace_info AS WITH RECURSIVE n(name, value) AS "
        "(SELECT 'written_with', '9.9' UNION ALL SELECT name || 'x', value FROM n) SELECT * FROM n",
        "",
    ),
    "a column that computes": (
        "DROP TABLE workspace_info; CREATE TABLE workspace_info (name TEXT, value TEXT AS (hex(name)))",
        "",
    ),
    "a column that computes behind a comment": (
        "DROP TABLE workspace_info; CREATE TABLE workspace_info (name TEXT, value TEXT AS/**/('9.9')); "
        "INSERT INTO workspace_info (name) VALUES ('written_with')",
        "",
    ),
}


@pytest.mark.parametrize("case", list(NEWER))
def test_a_newer_file_tells_the_version_to_install_and_is_never_trusted(
    case: str, team: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "newer.workbench"
    export_workspace(team, path)
    spoilt, version = NEWER[case]
    with contextlib.closing(connect(path, SEALED)) as connection:
        for statement in spoilt.split("; "):
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 99")
    info = inspect_file(path)
    assert (info.readable, info.format, info.version) == (False, 99, version)
    (refused,) = merge_files(team, [path]).files
    assert refused.error is not None
    assert refused.error.code == "newer_version"
    assert ("version 9.12.3 or later" in refused.error.hint) == (version != "")


def test_what_is_told_of_a_scope_is_plain_json(team: Workspace) -> None:
    told = Scope(manager_ids=frozenset({WANG}), last=date(2026, 6, 30)).as_json()
    assert Scope.from_json(json.loads(json.dumps(told))).manager_ids == {WANG}
