"""More cache for changes that write all over a large file, and a bound on the memory they take."""

from typing import Final

from sqlalchemy import Connection

from workbench.storage.cipher import PAGE_SIZE

# What does not fit is read and opened again and again: rows of many devices lie scattered over every index.
CACHE_BYTES: Final = 256 << 20
_LARGE: Final = "workbench_large_cache"


def set_cache(connection: Connection, usual_kib: int, *, large: bool) -> None:
    """Give the connection a large cache for the transaction that begins now, or take it back.

    Changed pages that do not fit even in a large one are spilt into the file, which locks readers out until
    the transaction ends. Before it begins, since SQLite takes no notice of ``cache_spill`` within.
    """
    if connection.info.get(_LARGE, False) == large:
        return
    connection.info[_LARGE] = large
    # Of the number SQLite reads the last byte alone as on or off: never a multiple of 256.
    size, spill = (CACHE_BYTES >> 10, CACHE_BYTES // PAGE_SIZE | 1) if large else (usual_kib, "OFF")
    for statement in (f"cache_size = -{size}", f"cache_spill = {spill}", "shrink_memory"):
        connection.exec_driver_sql(f"PRAGMA {statement}")
