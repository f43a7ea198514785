"""A file whose pages are whole, written anew from its journal; what the journal does not explain is kept."""

import json
from pathlib import Path

from workbench.foundation.files import write_bytes
from workbench.storage import search_index
from workbench.storage.check import recount_devices, write_tables
from workbench.storage.strays import take_aside
from workbench.storage.workspace import Workspace


def repair_file(workspace: Workspace, aside: Path) -> int:
    """Write tables, flags, devices, search and indexes anew from the journal, in one transaction.

    What the journal knows nothing of is written to ``aside`` (JSON, by table) before it goes, durably.
    Returns how many rows that were; none leaves no file. Raises ``NoSpace`` or ``ReadOnly``.
    """
    with workspace.writing() as session:
        connection = session.connection()
        left = take_aside(session)
        if left:
            write_bytes(aside, json.dumps(left, ensure_ascii=False, indent=1).encode())
        connection.exec_driver_sql("REINDEX")
        write_tables(workspace, session)
        recount_devices(connection)
        search_index.rebuild(session)
    return sum(map(len, left.values()))
