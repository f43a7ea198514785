"""Older file formats brought up to the present one: on a copy, checked, then put in place in one step.

Alembic is configured here, without an ini file, and imported only where there is something to migrate:
its import takes longer than opening a file.
"""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.foundation.paths import migrations_dir
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect, make_engine, storage_errors
from workbench.storage.format import check_no_code, head_revision, is_current, read_format, stamp
from workbench.storage.placing import copy_database, free_name, keep_copy, put_in_place
from workbench.storage.soundness import check_written

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection


def alembic_config(connection: "Connection") -> "Config":
    """Alembic's configuration: our revisions, run on ``connection``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def migrate_copy(path: Path, key: FileKey, *, target: str | None = None) -> None:
    """Bring the file at ``path`` to the present format, in place: only ever a copy that nobody reads yet.

    Raises ``NotAWorkspace`` if the file holds triggers, views or strange tables, before and after.
    ``target`` names an earlier revision to stop at, for the tests of the revisions.
    """
    from alembic import command

    def creator() -> object:
        connection = connect(path, key, scratch=True)
        # Rebuilding a table drops it for a moment; the links are checked at the end instead.
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    engine = make_engine(path, creator, watch=False)
    try:
        with storage_errors(path):
            with engine.connect() as connection:
                check_no_code(connection.connection.driver_connection, path)
            with engine.begin() as connection:
                command.upgrade(alembic_config(connection), target or head_revision())
                if target is None:
                    stamp(connection)
    finally:
        engine.dispose()


def upgrade_file(path: Path, key: FileKey) -> Path | None:
    """Bring the workspace file at ``path`` to the present format; the caller holds its lock.

    Works on a copy beside it, checks the copy, and puts it in place in one step. Returns where the old
    file is kept (``name.before-0002.workbench``), or ``None`` if there was nothing to do. On any error the
    old file is untouched.
    """
    with contextlib.closing(connect(path, key)) as source, storage_errors(path):
        if is_current(read_format(source, path)):
            return None
        kept = free_name(path.with_name(f"{path.stem}.before-{head_revision()}{path.suffix}"))

        def write(part: Path) -> None:
            copy_database(source, part, key)
            migrate_copy(part, key)
            check_written(part, key)
            source.close()
            keep_copy(path, kept)

        put_in_place(path, write)
    return kept
