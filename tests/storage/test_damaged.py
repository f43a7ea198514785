"""Damaged, hostile and foreign files: none crashes the program, none is taken for a sound workspace."""

import contextlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.factories.workspace_files import (
    AUTHOR,
    CLOCK,
    PASSPHRASE,
    flip_bit,
    page_count,
    tampered,
    write_workspace,
)
from workbench.foundation.errors import (
    BadInput,
    Damaged,
    Locked,
    NewerVersion,
    NotAWorkspace,
    NotFound,
    WorkbenchError,
    WrongPassphrase,
)
from workbench.storage import foreign
from workbench.storage.cipher import PAGE_SIZE, SEALED
from workbench.storage.engine import connect
from workbench.storage.files import open_foreign, open_workspace
from workbench.storage.format import FORMAT
from workbench.storage.soundness import find_damage

_FLIPS = 120


@pytest.fixture(scope="module")
def sound_bytes(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, bytes]:
    """A sound file without a passphrase, and one with."""
    folder = tmp_path_factory.mktemp("sound")
    found: dict[str | None, bytes] = {}
    for passphrase in (None, PASSPHRASE):
        path = folder / f"{passphrase}.workbench"
        write_workspace(path, passphrase)
        found[passphrase] = path.read_bytes()
    return found


@pytest.fixture
def path(tmp_path: Path, sound_bytes: dict[str | None, bytes]) -> Path:
    path = tmp_path / "From elsewhere.workbench"
    path.write_bytes(sound_bytes[None])
    return path


def read_foreign(path: Path, passphrase: str | None = None) -> int:
    with open_foreign(path, passphrase) as file, file.read() as session:
        return int(session.scalar(text("SELECT count(*) FROM account")) or 0)


def refusal(path: Path, passphrase: str | None = None) -> WorkbenchError:
    """Why a file from elsewhere is not read; checks that it is not touched and that the error names it."""
    before, beside = path.read_bytes(), set(path.parent.iterdir())
    with pytest.raises(WorkbenchError) as caught:
        read_foreign(path, passphrase)
    assert path.read_bytes() == before
    assert set(path.parent.iterdir()) == beside
    assert caught.value.where == str(path)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["sealed", "passphrase"])
def test_a_sound_file_from_elsewhere_is_read_without_touching_it(
    tmp_path: Path, sound_bytes: dict[str | None, bytes], passphrase: str | None
) -> None:
    path = tmp_path / "from elsewhere 100%.workbench"
    path.write_bytes(sound_bytes[passphrase])
    path.chmod(0o444)
    assert read_foreign(path, passphrase) == 40
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == sound_bytes[passphrase]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["sealed", "passphrase"])
def test_every_flipped_bit_is_found(
    tmp_path: Path,
    sound_bytes: dict[str | None, bytes],
    passphrase: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "flipped.workbench"
    path.write_bytes(sound_bytes[passphrase])
    if passphrase:
        # One derivation for all flips; a spoilt salt is found before a passphrase is tried.
        key = foreign.recognise(path, passphrase)
        monkeypatch.setattr("workbench.storage.recognition.derive_key", lambda *_given: key)
    chance = random.Random(4)
    size = len(sound_bytes[passphrase])
    places = [*range(16), *(chance.randrange(size) for _flip in range(_FLIPS))]
    for place in places:
        path.write_bytes(sound_bytes[passphrase])
        flip_bit(path, place, chance.randrange(8))
        with pytest.raises(Damaged):
            read_foreign(path, passphrase)


@pytest.mark.parametrize(
    "size", [17, 100, PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE * 3, PAGE_SIZE * 3 + 1, -1, -PAGE_SIZE]
)
def test_a_truncated_file_is_damaged(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    assert isinstance(refusal(path), Damaged)
    with pytest.raises(Damaged):
        open_workspace(path, clock=CLOCK, author=AUTHOR)


def test_pages_swapped_repeated_or_overwritten_with_zeros_are_damage(path: Path) -> None:
    content = path.read_bytes()
    pages = [content[start : start + PAGE_SIZE] for start in range(0, len(content), PAGE_SIZE)]
    for spoilt in (
        [pages[0], pages[2], pages[1], *pages[3:]],
        [*pages, pages[-1]],
        [*pages[:4], bytes(PAGE_SIZE), *pages[5:]],
    ):
        path.write_bytes(b"".join(spoilt))
        assert isinstance(refusal(path), Damaged)


def test_the_message_names_the_damaged_pages(path: Path) -> None:
    flip_bit(path, PAGE_SIZE * 3 + 5)
    flip_bit(path, PAGE_SIZE * 6 + 5)
    error = refusal(path)
    assert "2 pages" in error.message
    assert "4, 7" in error.message


_FOREIGN = {
    "empty": b"",
    "zeros": bytes(PAGE_SIZE * 2),
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(3 * PAGE_SIZE),
    "spreadsheet": b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + b"xl/workbook.xml" * 900,
    "text": "客户,城市\n华为,深圳\n".encode() * 600,
    "noise of whole pages": random.Random(1).randbytes(4 * PAGE_SIZE),
    "noise": random.Random(2).randbytes(5000),
    "one byte": b"S",
}


@pytest.mark.parametrize("content", _FOREIGN.values(), ids=_FOREIGN.keys())
def test_files_of_others_are_no_workspaces(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.workbench"
    path.write_bytes(content)
    for passphrase in (None, "guess"):
        assert isinstance(refusal(path, passphrase), NotAWorkspace)
        with pytest.raises(NotAWorkspace):
            open_workspace(path, passphrase=passphrase, clock=CLOCK, author=AUTHOR)


def test_another_programs_database_is_no_workspace(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.workbench"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE account (id, name)")
    error = refusal(path)
    assert isinstance(error, NotAWorkspace)
    assert "another program" in error.message


def test_the_damaged_databases_of_others_neither_crash_nor_pass(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "damaged_sqlite" / "files").iterdir())
    assert len(files) == 60
    for file in files:
        path = tmp_path / "file.workbench"
        path.write_bytes(file.read_bytes())
        assert isinstance(refusal(path), NotAWorkspace), file.name
        with pytest.raises(NotAWorkspace):
            open_workspace(path, clock=CLOCK, author=AUTHOR)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TRIGGER t AFTER INSERT ON account BEGIN DELETE FROM account; END"],
        ["CREATE VIEW v AS SELECT * FROM account"],
        ["CREATE VIRTUAL TABLE v USING fts5(a)"],
        ["CREATE VIRTUAL TABLE v USING rtree(a, b, c)"],
        ["CREATE TABLE extra (a)"],
        ["CREATE INDEX i ON account (abs(name))"],
        ["ALTER TABLE account ADD COLUMN extra TEXT"],
        ["ALTER TABLE account DROP COLUMN note"],
        ["DROP TABLE search_row"],
        ["DROP INDEX ix_account_manager_id"],
        ["ALTER TABLE contact RENAME TO people"],
        ["DROP TABLE search_row", "CREATE VIEW search_row AS SELECT 1 AS id"],
    ],
)
def test_a_file_built_otherwise_is_refused(path: Path, statements: list[str]) -> None:
    with tampered(path) as connection:
        for statement in statements:
            connection.execute(statement)
    assert isinstance(refusal(path), NotAWorkspace)
    with pytest.raises(NotAWorkspace):
        open_workspace(path, clock=CLOCK, author=AUTHOR)


def _two_tables_on_one_page(connection: Any) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'contact')"
        " WHERE name = 'visit'"
    )


def _an_index_without_its_rows(connection: Any) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'ix_journal_entry_row_id'")


def _a_link_to_nothing(connection: Any) -> None:
    connection.execute("UPDATE account SET manager_id = zeroblob(16)")


def _a_schema_that_is_no_text(connection: Any) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = CAST(x'ff' || sql AS TEXT) WHERE name = 'visit'")


def _a_missing_value(connection: Any) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT')")
    connection.execute("PRAGMA writable_schema = RESET")
    connection.execute("UPDATE account SET name = NULL")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT', 'name TEXT NOT NULL')")


@pytest.mark.parametrize(
    "spoil",
    [
        _two_tables_on_one_page,
        _an_index_without_its_rows,
        _a_link_to_nothing,
        _a_schema_that_is_no_text,
        _a_missing_value,
    ],
)
def test_content_that_does_not_hold_together_is_refused_though_every_seal_is_right(
    path: Path, spoil: Callable[[Any], None]
) -> None:
    with tampered(path) as connection:
        spoil(connection)
    assert isinstance(refusal(path), Damaged | NotAWorkspace)


def test_text_that_is_no_text_is_damage_when_it_is_read(path: Path) -> None:
    with tampered(path) as connection:
        connection.execute("UPDATE account SET name = CAST(x'ff41' AS TEXT)")
    with open_foreign(path) as file, pytest.raises(Damaged), file.read() as session:
        session.execute(text("SELECT name FROM account")).all()


def test_a_newer_file_is_told_by_its_number(path: Path) -> None:
    with tampered(path) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
        connection.execute("CREATE TABLE of_the_future (a)")
    assert isinstance(refusal(path), NewerVersion)


def test_a_wrong_passphrase_is_told_from_damage(tmp_path: Path, sound_bytes: dict[str | None, bytes]) -> None:
    path = tmp_path / "secret.workbench"
    path.write_bytes(sound_bytes[PASSPHRASE])
    assert isinstance(refusal(path, "wrong"), WrongPassphrase)
    assert isinstance(refusal(path), WrongPassphrase)
    flip_bit(path, PAGE_SIZE - 1)
    assert isinstance(refusal(path, PASSPHRASE), Damaged)


def test_a_file_that_is_being_written_is_not_read(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(b"begun")
    assert isinstance(refusal(path), Locked)


def test_a_file_that_changes_while_it_is_copied_is_not_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_bytes = foreign._copy_bytes

    def copy_while_another_writes(source: Any, copy: Path, size: int) -> None:
        copy_bytes(source, copy, size)
        path.write_bytes(path.read_bytes() + bytes(PAGE_SIZE))

    monkeypatch.setattr(foreign, "_copy_bytes", copy_while_another_writes)
    with pytest.raises(Locked):
        read_foreign(path)


def test_a_file_that_stands_still_at_the_second_look_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_bytes, looks = foreign._copy_bytes, []

    def copy(source: Any, copy: Path, size: int) -> None:
        looks.append(size)
        copy_bytes(source, copy, size)
        if len(looks) == 1:
            path.write_bytes(path.read_bytes() + b"")

    monkeypatch.setattr(foreign, "_copy_bytes", copy)
    assert read_foreign(path) == 40


def test_a_file_beyond_all_bounds_is_not_even_copied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "LARGEST_FILE_BYTES", path.stat().st_size - 1)
    monkeypatch.setattr(foreign, "_copy_bytes", lambda *_given: pytest.fail("copied"))
    assert isinstance(refusal(path), BadInput)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for place in (tmp_path / "none.workbench", tmp_path):
        with pytest.raises(NotFound):
            read_foreign(place)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM account",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "ATTACH DATABASE ':memory:' AS other",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "VACUUM",
        "SELECT load_extension('x')",
    ],
)
def test_a_file_from_elsewhere_can_only_be_read(path: Path, statement: str) -> None:
    with open_foreign(path) as file:
        with pytest.raises(DBAPIError), file.read() as session:
            session.execute(text(statement))
        with file.read() as session:
            assert session.scalar(text("SELECT count(*) FROM account")) == 40


def test_checking_a_sound_file_finds_nothing(path: Path) -> None:
    with contextlib.closing(connect(path, SEALED)) as connection:
        assert find_damage(path, SEALED, connection) == []


def test_checking_a_file_finds_each_kind_of_damage(path: Path) -> None:
    with tampered(path) as connection:
        connection.execute("UPDATE account SET manager_id = zeroblob(16) WHERE name = '客户 7'")
        connection.execute("CREATE TABLE extra (a)")
    with contextlib.closing(connect(path, SEALED)) as connection:
        found = find_damage(path, SEALED, connection)
    assert {finding.check for finding in found} == {"schema", "links"}
    flip_bit(path, page_count(path) * PAGE_SIZE - 9)
    with contextlib.closing(connect(path, SEALED)) as connection:
        found = find_damage(path, SEALED, connection)
    assert str(page_count(path)) in found[0].message
    assert found[0].check == "pages"
