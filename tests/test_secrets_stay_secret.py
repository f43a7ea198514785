"""Passphrases, keys and recovery codes stand in no log, report, setting, repr, message or environment."""

import ast
import io
import logging
import os
import traceback
from datetime import date
from pathlib import Path

import pytest

from workbench.cli.options import Invocation
from workbench.domain.recovery_code import write_code
from workbench.exchange.package import key_of, new_key
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.logs import log, start_logging, write_crash_report
from workbench.foundation.paths import logs_dir, settings_file
from workbench.foundation.settings import Settings, load_settings, save_settings
from workbench.services.accounts import create_account
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.receiving import make_receiving_key, private_keys
from workbench.services.recovery import print_recovery
from workbench.services.workspaces import change_passphrase, new_workspace
from workbench.storage.workspace import Workspace

DAY = date(2026, 7, 1)
PASSPHRASE, NEXT, WRONG = "kettle fog abacus", "lantern moss quarry", "guessed wrongly"
_TELLING = ("passphrase", "passphrases", "secret", "private", "identity", "raw", "groups")
_TEXTS = ("str", "bytes", "str | None", "tuple[str, ...]", "Sequence[str]")
ROOT = Path(__file__).parents[1]


def _secrets_of(workspace: Workspace) -> list[str]:
    """Every form in which the secrets of a file might be written."""
    raw = workspace.key.raw
    code = write_code(raw)
    return [
        PASSPHRASE,
        NEXT,
        WRONG,
        raw.hex(),
        raw.hex().upper(),
        repr(raw)[2:-1],
        str(list(raw))[1:-1],
        " ".join(code),
        "-".join(code),
        "".join(code),
        *private_keys(workspace),
    ]


def _work(path: Path, out: Path) -> tuple[list[str], list[Exception]]:
    """Everything that handles secrets, right and wrong; the secrets, and the errors that came of it."""
    clock, errors = FixedClock(DAY), list[Exception]()

    def refused(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except Exception as error:
            errors.append(error)

    workspace = new_workspace(path, passphrase=PASSPHRASE, clock=clock, author="Li Lei")
    make_receiving_key(workspace)
    create_account(workspace, {"name": "华为技术"})
    secrets = _secrets_of(workspace)
    print_recovery(workspace, PASSPHRASE)
    export_workspace(workspace, out / "export.workbench", PASSPHRASE)
    export_workspace(workspace, out / "package.workbench", recipients=[make_receiving_key(workspace)])
    merge_files(workspace, [out / "export.workbench"], [WRONG, PASSPHRASE])
    merge_files(workspace, [out / "package.workbench"])
    refused(lambda: print_recovery(workspace, WRONG))
    code = write_code(workspace.key.raw)
    refused(lambda: print_recovery(workspace, " ".join(("0000", *code[1:]))))
    refused(lambda: print_recovery(workspace, " ".join(write_code(bytes(32)))))
    refused(lambda: change_passphrase(workspace, WRONG, NEXT))
    workspace.lock()
    refused(lambda: workspace.unlock(WRONG))
    refused(lambda: create_account(workspace, {"name": "中兴"}))
    workspace.unlock(PASSPHRASE)
    hidden = path.with_name("moved.workbench")
    path.rename(hidden)
    refused(lambda: create_account(workspace, {"name": "中兴"}))
    workspace.lock()
    refused(lambda: workspace.unlock(PASSPHRASE))
    hidden.rename(path)
    workspace.unlock(PASSPHRASE)
    workspace = change_passphrase(workspace, PASSPHRASE, NEXT).workspace
    secrets += _secrets_of(workspace)
    workspace.close()
    return secrets, errors


def _found(text: str, secrets: list[str]) -> list[str]:
    return [one for one in secrets if one in text]


def test_no_secret_stands_in_logs_reports_settings_messages_tracebacks_or_files_in_the_clear(
    tmp_path: Path,
) -> None:
    start_logging()
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    save_settings(Settings())
    try:
        secrets, errors = _work(tmp_path / "secret.workbench", tmp_path)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert len(errors) >= 7
    for error in errors:
        assert isinstance(error, WorkbenchError)
        write_crash_report(error, FixedClock(DAY).now())
        texts = [
            "".join(traceback.format_exception(error)),
            repr(error),
            error.message,
            error.hint,
            error.where,
        ]
        assert [_found(one, secrets) for one in texts] == [[]] * len(texts)
    for one in log.handlers:
        one.flush()
    files = [*logs_dir().rglob("*"), settings_file()]
    kept = "\n".join(one.read_text("utf-8") for one in files if one.is_file())
    assert "華" not in kept
    assert _found(kept + told.getvalue(), secrets) == []
    assert _found(repr(load_settings()), secrets) == []
    assert _found("\n".join(f"{name}={value}" for name, value in os.environ.items()), secrets) == []
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert [one for one in secrets if one.encode() in content] == [], file.name


def test_no_object_shows_a_secret_when_it_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_PASSPHRASE", PASSPHRASE)
    invocation = Invocation()
    assert invocation.passphrase == PASSPHRASE
    workspace = new_workspace(
        tmp_path / "a.workbench", passphrase=PASSPHRASE, clock=FixedClock(DAY), author="x"
    )
    make_receiving_key(workspace)
    secrets = _secrets_of(workspace)
    own = new_key()
    shown = [invocation, workspace, workspace.key, workspace.engine, own, key_of(own.private)]
    changed = change_passphrase(workspace, PASSPHRASE, NEXT)
    shown.append(changed)
    secrets += [*_secrets_of(changed.workspace), own.private]
    for one in shown:
        assert _found(f"{one!r} {one!s}", secrets) == [], type(one).__name__
    changed.workspace.close()


def test_every_field_for_a_secret_is_left_out_of_what_is_printed() -> None:
    wrong = []
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        text = path.read_text("utf-8")
        if "dataclass" not in text or not any(word in text for word in _TELLING):
            continue
        for kind in ast.walk(ast.parse(text)):
            if isinstance(kind, ast.ClassDef) and any(
                "dataclass" in ast.unparse(one) for one in kind.decorator_list
            ):
                wrong += [
                    f"{path.relative_to(ROOT)}: {kind.name}.{ast.unparse(one.target)}"
                    for one in kind.body
                    if isinstance(one, ast.AnnAssign)
                    and any(word in ast.unparse(one.target).split("_") for word in _TELLING)
                    and ast.unparse(one.annotation) in _TEXTS
                    and not (one.value is not None and "repr=False" in ast.unparse(one.value))
                ]
    assert wrong == []
