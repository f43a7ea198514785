"""The sample data leave nothing behind: the folder of the program is as it was before them."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.foundation import logs
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.paths import data_dir, settings_file
from workbench.foundation.settings import Settings, change_settings, load_settings, without_file
from workbench.own_files import own_file, sample_file
from workbench.services.backups import backup_workspace, set_second_place
from workbench.services.drafts import keep_draft
from workbench.ui.navigation import Destination, PageId


@pytest.fixture
def _logging() -> Iterator[None]:
    before = list(logs.log.handlers)
    logs.start_logging()
    yield
    for handler in [one for one in logs.log.handlers if one not in before]:
        logs.log.removeHandler(handler)
        handler.close()
    logs.log.setLevel(logging.NOTSET)


def _names() -> set[str]:
    return {str(path.relative_to(data_dir())) for path in data_dir().rglob("*")}


@pytest.mark.usefixtures("_logging")
def test_no_file_setting_or_line_of_the_log_stays_of_the_sample(
    app: QApplication, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    with running(app, FixedClock(date(2026, 11, 20)), prompts, None) as program:
        own, before, kept = program.context, _names(), load_settings()
        assert own is not None
        log = logs.log_files()[0].read_text("utf-8")
        program.open_sample()
        settle(program)
        assert program.is_sample()
        context = program.context
        assert context is not None
        keep_draft(context.workspace, derived_id("visit", "one"), {"findings": "half a sentence"})
        backup_workspace(context.workspace)
        set_second_place(sample_file(), tmp_path)
        change_settings(lambda stored: replace(stored, published={str(sample_file()): "x.ics"}))
        program.window.go(Destination(PageId.ACCOUNTS))
        settle(program)
        program.window.remember_table("accounts", "without the city")
        settle(program)
        program.remove_sample()
        settle(program)
        assert not program.is_sample()
        assert program.context is not None
        assert program.context.workspace.path == own_file()
        assert _names() == before
        assert load_settings() == kept
        assert "Sample" not in settings_file().read_text("utf-8")
        lines = logs.log_files()[0].read_text("utf-8").splitlines()[len(log.splitlines()) :]
        # What is told is of the own file, which was opened again.
        assert [line.split(" ", 3)[3].split(" ms=")[0] for line in lines] == [
            "file opened",
            "backup looked after",
        ]


def test_settings_forget_everything_that_names_a_file() -> None:
    path = Path("/here/Sample.workbench")
    full = Settings(
        recent=(str(path), "/here/own.workbench"),
        published={str(path): "a.ics"},
        published_for={str(path): "00"},
        backup_places={str(path): "/stick", "/here/own.workbench": "/stick"},
    )
    assert without_file(full, path) == Settings(
        recent=("/here/own.workbench",), backup_places={"/here/own.workbench": "/stick"}
    )
