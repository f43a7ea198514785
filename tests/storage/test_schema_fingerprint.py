"""A file made with the present format is known by one digest, so that opening it need not compare words."""

from contextlib import closing
from pathlib import Path

import pytest

from workbench.foundation.errors import NotAWorkspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.files import fill_new
from workbench.storage.format import AS_MADE, check_schema, fingerprint


def test_a_new_file_is_known_by_the_fingerprint_of_the_format(tmp_path: Path) -> None:
    path = tmp_path / "new.workbench"
    fill_new(path, SEALED)
    with closing(connect(path, SEALED)) as connection:
        found = fingerprint(connection)
    assert found == AS_MADE, f"the tables have changed: put {found} into storage/format.py"


def test_any_other_word_of_the_schema_is_another_fingerprint_and_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "new.workbench"
    fill_new(path, SEALED)
    with closing(connect(path, SEALED)) as connection:
        connection.execute("ALTER TABLE account ADD COLUMN strange TEXT")
        assert fingerprint(connection) != AS_MADE
        with pytest.raises(NotAWorkspace):
            check_schema(connection, path)
