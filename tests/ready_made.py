"""Workspaces that many tests begin with: made once in each process, then copied."""

from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path

from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.workspace import REPLICA_HOME, home_of

_made: dict[Hashable, bytes] = {}


def put_ready_made(path: Path, key: Hashable, make: Callable[[Path], object]) -> None:
    """Have at ``path`` the closed file, without a passphrase, that ``make`` makes there.

    The second time under the same ``key`` it is a copy, which takes itself for made in its place.
    """
    if key not in _made:
        make(path)
        _made[key] = path.read_bytes()
        return
    path.write_bytes(_made[key])
    with closing(connect(path, SEALED)) as connection:
        # A file that came from elsewhere would be checked through and written as by another device.
        connection.execute(
            "UPDATE workspace_info SET value = ? WHERE name = ?", (home_of(path), REPLICA_HOME)
        )
