"""Files are replaced whole or not at all; settings survive what cannot be read."""

import errno
import json
import os
import stat
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from workbench.foundation import clock, files, ids, logs, paths, settings
from workbench.foundation.errors import BadInput, NoSpace, NotFound, ReadOnly, WorkbenchError


def test_a_failed_write_leaves_the_old_content_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(part: Path) -> None:
        part.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoSpace) as caught:
        files.replace_file(target, fail)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    assert caught.value.hint
    assert caught.value.where == str(target)


def test_of_two_that_write_one_file_at_once_neither_takes_what_the_other_has_begun(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    def write(part: Path) -> None:
        part.write_text("first")
        files.write_bytes(target, b"second")

    files.replace_file(target, write)
    assert target.read_text() == "first"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly),
        (errno.ENOENT, NotFound),
        (errno.EFBIG, NoSpace),
        (errno.EIO, ReadOnly),
        (errno.ENOSPC, NoSpace),
        (errno.ENODEV, NotFound),
        (errno.ENXIO, NotFound),
        (errno.ESTALE, NotFound),
        (errno.ENOTCONN, NotFound),
        (errno.EINVAL, BadInput),
    ],
)
def test_what_the_system_answers_becomes_a_named_error(number: int, kind: type[WorkbenchError]) -> None:
    assert isinstance(files.explain_os_error(OSError(number, "x"), Path("f")), kind)


def test_settings_come_back_as_they_were_saved() -> None:
    wanted = settings.Settings(language="zh_CN", theme="dark", recent=("a", "b"), tables={"accounts": "x"})
    settings.save_settings(wanted)
    assert settings.load_settings() == wanted


def test_window_and_worker_change_settings_at_once_and_lose_nothing() -> None:
    worker = threading.Thread(
        target=lambda: settings.change_settings(lambda stored: replace(stored, author="张蔚"))
    )

    def change(stored: settings.Settings) -> settings.Settings:
        worker.start()
        # Without waiting for its turn it is done long before.
        worker.join(0.2)
        return replace(stored, recent=("a",))

    settings.change_settings(change)
    worker.join()
    assert settings.load_settings() == settings.Settings(author="张蔚", recent=("a",))


def test_settings_that_stay_the_same_are_not_written() -> None:
    settings.change_settings(lambda stored: stored)
    assert not paths.settings_file().exists()


@pytest.mark.parametrize("content", ["", "[]", '{"language": 3, "recent": "x", "later": 1}', "\x00"])
def test_settings_that_cannot_be_read_count_as_not_set(content: str) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(content)
    assert settings.load_settings() == settings.Settings()


def test_recent_files_are_few_and_named_once() -> None:
    now = settings.Settings()
    for number in [*range(12), 5]:
        now = settings.with_recent(now, Path(f"/{number}"))
    assert now.recent[0] == str(Path("/5"))
    assert len(now.recent) == settings.RECENT_LIMIT == len(set(now.recent))


def test_a_crash_report_says_where_but_never_what() -> None:
    try:
        json.loads("{secret name")
    except ValueError as error:
        text = logs.crash_text(error)
        report = logs.write_crash_report(error, datetime(2026, 11, 17, tzinfo=UTC))
    assert "JSONDecodeError" in text
    assert "secret" not in text
    assert report is not None
    assert report.read_text("utf-8") == text


def test_ids_sort_by_time_and_derived_ids_are_the_same_everywhere() -> None:
    assert ids.new_id(1_000) < ids.new_id(2_000)
    assert ids.derived_id("account", "C001") == ids.derived_id("account", "C001")
    assert ids.derived_id("a", "bc") != ids.derived_id("ab", "c")
    assert ids.parse_id(ids.id_text(ids.derived_id("x"))) == ids.derived_id("x")
    assert ids.parse_id("no id") is None
    assert ids.parse_id("00") is None


def test_the_given_clock_is_the_only_time() -> None:
    fixed = clock.FixedClock(date(2028, 2, 29))
    fixed.advance(timedelta(days=1))
    assert fixed.today() == date(2028, 3, 1)
    assert clock.DayClock(date(2026, 1, 1)).now().date() == date(2026, 1, 1)
    assert abs(clock.SystemClock().now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_folder_is_made_once_and_made_to_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    for _time in range(2):
        files.make_folder(tmp_path / "backups")
    assert (tmp_path / "backups").is_dir()
    assert synced == [tmp_path]
    with pytest.raises(NotFound):
        files.make_folder(tmp_path / "none" / "backups")


def test_a_stick_that_cannot_sync_folders_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    files.write_bytes(tmp_path / "file", b"content")
    assert (tmp_path / "file").read_bytes() == b"content"
