"""Finding accounts, people and what goes on with them as one types (3-features A6)."""

from collections.abc import Collection

from workbench.domain.search_text import SearchHit
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage import search as storage
from workbench.storage.workspace import Workspace

LIMIT = 20


def search(
    workspace: Workspace, text: str, limit: int = LIMIT, *, kinds: Collection[str] = ()
) -> tuple[SearchHit, ...]:
    """What ``text`` finds, the best first; with ``kinds`` (tables) only such things.

    Raises ``BadInput`` for a limit below 1.
    """
    if limit < 1:
        raise BadInput(_("At least one hit must be asked for."), where="limit")
    if not text.strip():
        return ()
    with workspace.read() as session:
        return tuple(storage.search(session, text, limit, kinds))


def accounts_found(workspace: Workspace, text: str, limit: int) -> frozenset[Id]:
    """The accounts that ``text`` finds by themselves or by their people: what a list is filtered by."""
    if not text.strip():
        return frozenset()
    with workspace.read() as session:
        return frozenset(storage.accounts_found(session, text, limit))
