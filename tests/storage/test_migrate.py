"""File formats: the revisions lead to the models, carry the data, and no released format is left behind."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.factories.workspace_files import AUTHOR, CLOCK, PASSPHRASE, flip_bit, tampered, write_workspace
from workbench import __version__
from workbench.foundation.errors import Damaged, NotAWorkspace
from workbench.foundation.paths import migrations_dir
from workbench.storage import format as file_format
from workbench.storage import migrate
from workbench.storage.cipher import SEALED, salt_kind
from workbench.storage.engine import connect, make_engine
from workbench.storage.files import open_foreign, open_workspace
from workbench.storage.format import FORMAT, expected_schema, read_schema, revision_of
from workbench.storage.migrate import alembic_config, migrate_copy
from workbench.storage.soundness import check_written

FORMATS = Path(__file__).parent / "formats"
REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory(str(migrations_dir())).walk_revisions()))
]

# One row of every table that a revision must carry, by the revision that first has the table.
_ROWS = {
    "0001": {
        "account": {
            "id": b"A" * 16, "code": "K1", "name": "华为", "short_name": "", "former_name": "",
            "credit_code": "", "tier_reason": "", "segment": "", "province": "", "city": "深圳",
            "district": "", "district_code": "", "address": "", "phone": "", "website": "",
            "industry": "", "excluded_weekdays": "[]", "note": "note",
        },
        "journal_entry": {
            "id": b"E" * 16, "entity": "account", "row_id": b"A" * 16, "op": 1, "field": "",
            "value": '{"name": "华为"}', "parents": b"",
        },
        "journal_transaction": {
            "id": b"T" * 16, "replica_id": b"R" * 16, "author": "Li Wei", "at": "2026-11-20T12:00:00",
            "kind": "test", "label": "Test", "undoes": None, "format": 1, "entries": 1, "digest": b"D" * 16,
        },
        "journal_replica": {"id": b"R" * 16, "name": "Li Wei", "txns": 1, "digest": b"D" * 16},
        "workspace_info": {"name": "replica", "value": "52" * 16},
    },
    "0002": {
        "attachment_content": {"sha256": "00" * 32, "data": b"%PDF"},
        "journal_alias": {"row_id": b"B" * 16, "target_id": b"A" * 16},
    },
}  # fmt: skip


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_carries_the_rows_written_before_it(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "file"
    migrate_copy(path, SEALED, target=revision)
    known = {table: row for first, rows in _ROWS.items() if first <= revision for table, row in rows.items()}
    with contextlib.closing(connect(path, SEALED, scratch=True)) as connection:
        for table, row in known.items():
            written = {**_columns_added_since(connection, table, row), **row}
            marks = ", ".join("?" * len(written))
            connection.execute(
                f"INSERT INTO {table} ({', '.join(written)}) VALUES ({marks})", tuple(written.values())
            )
    migrate_copy(path, SEALED)
    check_written(path, SEALED)
    with contextlib.closing(connect(path, SEALED)) as connection:
        for table, row in known.items():
            found = connection.execute(f"SELECT {', '.join(row)} FROM {table}").fetchall()
            # The file says besides which program brought it up to date.
            expected = [tuple(row.values())] + [("written_with", __version__)] * (table == "workspace_info")
            assert found == expected, table


def _columns_added_since(connection: Any, table: str, row: Mapping[str, object]) -> dict[str, str]:
    """The columns of a later revision that must have a value."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: "" for _place, name, _kind, filled, *_rest in columns if filled and name not in row}


def test_the_revisions_lead_to_exactly_the_models(tmp_path: Path) -> None:
    path = tmp_path / "file"
    migrate_copy(path, SEALED)
    with contextlib.closing(connect(path, SEALED)) as connection:
        assert read_schema(connection) == expected_schema()
    engine = make_engine(path, lambda: connect(path, SEALED))
    with engine.connect() as connection:
        command.check(alembic_config(connection))
    engine.dispose()


def test_a_new_file_needs_no_migration(tmp_path: Path) -> None:
    path = tmp_path / "file.workbench"
    write_workspace(path, accounts=1)
    with contextlib.closing(connect(path, SEALED)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (revision_of(FORMAT),)
        ]
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_formats_are_numbered_as_the_revisions_are() -> None:
    assert [revision_of(number) for number in range(1, FORMAT + 1)] == REVISIONS


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_file_of_each_released_format_opens_and_keeps_its_content(tmp_path: Path, number: int) -> None:
    path = tmp_path / "old.workbench"
    shutil.copyfile(FORMATS / f"{number}.workbench", path)
    with open_foreign(path) as file, file.read() as session:
        assert file.format == number
        assert session.scalar(text("SELECT count(*) FROM account")) == 12
    workspace = open_workspace(path, clock=CLOCK, author=AUTHOR)
    with workspace.read() as session:
        names = session.execute(text("SELECT name FROM account ORDER BY name")).scalars().all()
        assert session.scalar(text("SELECT count(*) FROM journal_entry")) == 12
    assert names == sorted(f"客户 {place}" for place in range(12))
    with workspace.change("test", "A name") as change:
        change.create("account", {"name": "new"})
    workspace.close()
    check_written(path, SEALED)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A file that the present program wrote."""
    path = tmp_path / "Sales.workbench"
    write_workspace(path, accounts=12)
    return path


@pytest.fixture
def next_revision(
    old_file: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """From here on the program is one format ahead; this is the file of its new revision."""
    folder = tmp_path_factory.mktemp("ahead") / "migrations"
    shutil.copytree(migrations_dir(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    revision = folder / "versions" / "next.py"
    write_revision(revision, "UPDATE account SET note = note || '+'")
    monkeypatch.setattr(migrate, "migrations_dir", lambda: folder)
    monkeypatch.setattr(file_format, "FORMAT", FORMAT + 1)
    expected_schema.cache_clear()
    yield revision
    expected_schema.cache_clear()


def write_revision(path: Path, statement: str) -> None:
    path.write_text(
        "from alembic import op\n"
        f"revision = {revision_of(FORMAT + 1)!r}\n"
        f"down_revision = {revision_of(FORMAT)!r}\n"
        f"def upgrade():\n    op.execute({statement!r})\n",
        "utf-8",
    )


def format_of(path: Path) -> int:
    with contextlib.closing(connect(path, SEALED)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


@pytest.mark.usefixtures("next_revision")
def test_an_older_file_is_brought_up_to_date_and_kept_as_it_was(old_file: Path) -> None:
    before = old_file.read_bytes()
    workspace = open_workspace(old_file, clock=CLOCK, author=AUTHOR)
    with workspace.read() as session:
        notes = session.execute(text("SELECT DISTINCT substr(note, -1) FROM account")).scalars().all()
    workspace.close()
    assert notes == ["+"]
    assert format_of(old_file) == FORMAT + 1
    kept = old_file.with_name(f"Sales.before-{revision_of(FORMAT + 1)}.workbench")
    assert kept.read_bytes() == before
    assert {file.name for file in old_file.parent.iterdir()} == {
        old_file.name,
        kept.name,
        f".{old_file.name}.lock",
    }


@pytest.mark.usefixtures("next_revision")
def test_an_older_file_from_elsewhere_is_migrated_on_the_copy_only(old_file: Path) -> None:
    before = old_file.read_bytes()
    with open_foreign(old_file) as file, file.read() as session:
        assert file.format == FORMAT
        assert session.scalar(text("SELECT count(*) FROM account WHERE note LIKE '%+'")) == 12
    assert old_file.read_bytes() == before


@pytest.mark.usefixtures("next_revision")
def test_a_kept_file_is_never_written_over(old_file: Path) -> None:
    taken = old_file.with_name(f"Sales.before-{revision_of(FORMAT + 1)}.workbench")
    taken.write_bytes(b"kept from before")
    open_workspace(old_file, clock=CLOCK, author=AUTHOR).close()
    assert taken.read_bytes() == b"kept from before"
    assert taken.with_name(f"{taken.stem}-2.workbench").exists()


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("SELECT * FROM no_such_table", DBAPIError),
        ("UPDATE account SET manager_id = zeroblob(16)", Damaged),
        ("CREATE TABLE forgotten_in_the_models (a)", NotAWorkspace),
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old_file: Path, next_revision: Path, statement: str, error: type[Exception]
) -> None:
    write_revision(next_revision, statement)
    before = old_file.read_bytes()
    with pytest.raises(error):
        open_workspace(old_file, clock=CLOCK, author=AUTHOR)
    assert old_file.read_bytes() == before
    assert {file.name for file in old_file.parent.iterdir()} == {old_file.name, f".{old_file.name}.lock"}


@pytest.mark.usefixtures("next_revision")
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON account BEGIN DELETE FROM account; END",
        "CREATE VIEW v AS SELECT * FROM account",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
    ],
)
def test_an_older_file_with_code_in_it_is_refused_before_anything_runs(
    old_file: Path, statement: str
) -> None:
    with tampered(old_file) as connection:
        connection.execute(statement)
    before = old_file.read_bytes()
    for open_it in (lambda: open_workspace(old_file, clock=CLOCK, author=AUTHOR), lambda: enter(old_file)):
        with pytest.raises(NotAWorkspace):
            open_it()
    assert old_file.read_bytes() == before


def enter(path: Path) -> None:
    with open_foreign(path):
        pytest.fail("opened")


@pytest.mark.usefixtures("next_revision")
def test_a_damaged_page_stops_a_migration(old_file: Path) -> None:
    flip_bit(old_file, old_file.stat().st_size - 100)
    before = old_file.read_bytes()
    with pytest.raises(Damaged):
        open_workspace(old_file, clock=CLOCK, author=AUTHOR)
    assert old_file.read_bytes() == before


def test_a_file_with_a_passphrase_keeps_it_through_a_migration(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "Secret.workbench"
    write_workspace(path, PASSPHRASE, accounts=2)
    request.getfixturevalue("next_revision")
    workspace = open_workspace(path, passphrase=PASSPHRASE, clock=CLOCK, author=AUTHOR)
    assert workspace.encrypted
    workspace.close()
    assert salt_kind(path.read_bytes()[:16]) == "secret"
