"""More cache for changes that write all over a large file, and a bound on the memory they take."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from workbench.storage.cipher import PAGE_SIZE

# What does not fit is read and opened again and again: rows of many devices lie scattered over every index.
CACHE_BYTES: Final = 256 << 20


@contextlib.contextmanager
def large_cache() -> Iterator[Callable[[Connection], None]]:
    """A function that gives a connection of the open file a large cache until the end of the block.

    Changed pages that do not fit even then are spilt into the file, which locks readers out until the
    transaction ends.
    """
    usual: dict[Any, int] = {}

    def give(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if driver not in usual:
            (usual[driver],) = driver.execute("PRAGMA cache_size").fetchone()
            driver.execute(f"PRAGMA cache_size = -{CACHE_BYTES >> 10}")
            driver.execute(f"PRAGMA cache_spill = {CACHE_BYTES // PAGE_SIZE}")

    try:
        yield give
    finally:
        for driver, size in usual.items():
            with contextlib.suppress(sqlcipher.ProgrammingError):  # closed meanwhile
                driver.execute(f"PRAGMA cache_size = {size}")
                driver.execute("PRAGMA cache_spill = OFF")
                driver.execute("PRAGMA shrink_memory")
