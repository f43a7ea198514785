"""Connections to workspace files: what they promise, and how they refuse."""

import contextlib
import random
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from tests.factories.workspace_files import PASSPHRASE
from workbench.foundation.errors import BadInput, Damaged, Locked, NoSpace, NotFound
from workbench.storage.cipher import (
    PAGE_SIZE,
    SALT_SIZE,
    SEALED,
    SEALED_SALT,
    FileKey,
    PageSeal,
    derive_key,
    new_key,
    salt_kind,
)
from workbench.storage.engine import WRITING, connect, open_engine, storage_errors


@pytest.fixture(params=[None, PASSPHRASE], ids=["sealed", "passphrase"])
def key(request: pytest.FixtureRequest) -> FileKey:
    return new_key(request.param)


@pytest.fixture
def file(tmp_path: Path, key: FileKey) -> Path:
    path = tmp_path / "a b#c?d%20 客户.workbench"
    with contextlib.closing(connect(path, key, scratch=True)) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [(n, "x" * 200) for n in range(500)])
        connection.execute("COMMIT")
    return path


def test_a_connection_is_durable_strict_and_trusts_nothing(file: Path, key: FileKey) -> None:
    with contextlib.closing(connect(file, key)) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "cell_size_check",
                "temp_store",
                "secure_delete",
                "page_size",
            )
        }
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "page_size": str(PAGE_SIZE),
    }


def test_no_text_of_the_file_can_be_read_from_its_bytes(file: Path) -> None:
    content = file.read_bytes()
    assert b"CREATE TABLE" not in content
    assert b"x" * 20 not in content


def test_a_file_with_a_passphrase_opens_in_any_sqlcipher_program(tmp_path: Path) -> None:
    path = tmp_path / "file"
    passphrase = 'it\'s 通 "quoted"'
    with contextlib.closing(connect(path, new_key(passphrase), scratch=True)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with contextlib.closing(sqlcipher.connect(str(path))) as other:
        other.execute("PRAGMA key = '{}'".format(passphrase.replace("'", "''")))
        assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("t",)]


def test_each_page_of_a_file_holds_its_seal_in_its_place_only(file: Path, key: FileKey) -> None:
    content, seal = file.read_bytes(), PageSeal(key)
    pages = [content[start : start + PAGE_SIZE] for start in range(0, len(content), PAGE_SIZE)]
    assert all(seal.holds(page, number) for number, page in enumerate(pages, 1))
    assert not seal.holds(pages[1], 3)
    assert not PageSeal(derive_key("another", key.salt)).holds(pages[1], 2)


def test_two_files_with_one_passphrase_have_different_keys() -> None:
    first, second = new_key("one"), new_key("one")
    assert first.salt != second.salt
    assert first.raw != second.raw


def test_letters_composed_in_two_ways_are_the_same_passphrase() -> None:
    salt = bytes(SALT_SIZE)
    assert derive_key("Käse", salt) == derive_key("Ka\u0308se", salt)


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(BadInput):
        new_key("")


def test_a_key_does_not_show_itself() -> None:
    key = new_key("one")
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)


@given(st.integers(0, SALT_SIZE - 1), st.integers(1, 255), st.booleans())
@settings(max_examples=30)
def test_a_spoilt_salt_is_still_known_as_ours(place: int, mask: int, secret: bool) -> None:
    # Any start of the salt has the same check sum rules; a key derivation for each example would be slow.
    salt = bytearray(_SECRET_SALT if secret else SEALED_SALT)
    salt[place] ^= mask
    assert salt_kind(bytes(salt)) == "scratched"


@given(st.integers())
def test_noise_is_foreign(seed: int) -> None:
    assert salt_kind(random.Random(seed).randbytes(SALT_SIZE)) == "foreign"


@pytest.mark.parametrize(
    "start",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00A7",
        b"%PDF-1.7\r\n%\xe2\xe3\xcf\xd3\r",
        b"SQLite format 3\x00",
        b"KW sealed letter",
        b"Workbench sealed",
        b"\xef\xbb\xbfname,city,code",
        bytes(SALT_SIZE),
        b"",
    ],
)
def test_the_start_of_any_other_file_is_foreign(start: bytes) -> None:
    assert salt_kind(start) == "foreign"


_SECRET_SALT = new_key("any").salt


def test_a_writer_begins_at_once_and_a_second_one_is_told(file: Path, key: FileKey) -> None:
    engine = open_engine(file, key)
    with contextlib.closing(connect(file, key)) as other:
        other.execute("PRAGMA busy_timeout = 0")
        with engine.connect().execution_options(**WRITING) as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1, 2)")
            with pytest.raises(Locked), storage_errors(file):
                other.execute("BEGIN IMMEDIATE")
            connection.commit()
        assert other.execute("SELECT count(*) FROM t").fetchone() == (501,)
    engine.dispose()


def test_a_transaction_larger_than_the_cache_does_not_lock_readers_out(file: Path, key: FileKey) -> None:
    engine = open_engine(file, key)
    with contextlib.closing(connect(file, key)) as reader:
        reader.execute("PRAGMA busy_timeout = 0")
        with engine.connect().execution_options(**WRITING) as writer:
            writer.exec_driver_sql("PRAGMA cache_size = 10")
            writer.exec_driver_sql("INSERT INTO t SELECT one.a, other.b FROM t one, t other WHERE one.a < 50")
            assert reader.execute("SELECT count(*) FROM t").fetchone() == (500,)
            writer.rollback()
    engine.dispose()


def test_readers_do_not_stop_a_writer_from_beginning(file: Path, key: FileKey) -> None:
    engine = open_engine(file, key)
    with engine.connect() as reader, engine.connect().execution_options(**WRITING) as writer:
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 500
        writer.exec_driver_sql("DELETE FROM t")
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 500
        reader.rollback()
        writer.commit()
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    engine.dispose()


def test_a_transaction_that_nobody_commits_is_undone(file: Path, key: FileKey) -> None:
    engine = open_engine(file, key)
    with engine.connect().execution_options(**WRITING) as writer:
        writer.exec_driver_sql("DELETE FROM t")
    with engine.connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 500
    engine.dispose()


@pytest.mark.parametrize("happened", ["deleted", "moved", "replaced"])
def test_nothing_is_written_to_a_file_that_lost_its_name(file: Path, key: FileKey, happened: str) -> None:
    engine = open_engine(file, key)
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT * FROM t").all()
    content = file.read_bytes()
    if happened == "deleted":
        file.unlink()
    elif happened == "moved":
        file.rename(file.with_name("elsewhere"))
    else:
        file.rename(file.with_name("elsewhere"))
        file.write_bytes(content)
    with pytest.raises(NotFound), engine.connect().execution_options(**WRITING) as writer:
        writer.exec_driver_sql("DELETE FROM t")
    engine.dispose()


def test_a_vanished_file_does_not_come_back_empty(tmp_path: Path) -> None:
    path = tmp_path / "gone.workbench"
    with pytest.raises(NotFound), storage_errors(path):
        connect(path, SEALED)
    assert not path.exists()


def test_a_full_disk_is_told(file: Path, key: FileKey) -> None:
    with contextlib.closing(connect(file, key)) as connection:
        connection.execute(f"PRAGMA max_page_count = {file.stat().st_size // PAGE_SIZE}")
        with pytest.raises(NoSpace), storage_errors(file):
            connection.executemany("INSERT INTO t VALUES (?, ?)", [(n, "x" * 900) for n in range(500)])


def test_damage_that_shows_while_reading_is_told(file: Path, key: FileKey) -> None:
    content = bytearray(file.read_bytes())
    content[-1500] ^= 4
    file.write_bytes(content)
    connection = connect(file, key)
    with pytest.raises(Damaged), storage_errors(file):
        connection.execute("SELECT sum(length(b)) FROM t").fetchall()
    connection.close()


def test_a_defect_of_the_program_is_not_dressed_up(file: Path, key: FileKey) -> None:
    engine = open_engine(file, key)
    with pytest.raises(DBAPIError), storage_errors(file), engine.connect() as connection:
        connection.exec_driver_sql("SELECT no_such_column FROM t")
    engine.dispose()


def test_bytes_and_nothing_survive_the_quick_adapters(file: Path, key: FileKey) -> None:
    with contextlib.closing(connect(file, key)) as connection:
        assert connection.execute("SELECT ?, ?", (b"\x00\xff", None)).fetchone() == (b"\x00\xff", None)
