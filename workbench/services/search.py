"""Finding accounts and people as one types: names, pinyin, initials, codes, phones (2-rules, search)."""

from workbench.domain.search_text import SearchHit
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.storage import search as storage
from workbench.storage.workspace import Workspace

LIMIT = 20


def search(workspace: Workspace, text: str, limit: int = LIMIT) -> tuple[SearchHit, ...]:
    """What ``text`` finds, the best first. Raises ``BadInput`` for a limit below 1."""
    if limit < 1:
        raise BadInput(_("At least one hit must be asked for."), where="limit")
    if not text.strip():
        return ()
    with workspace.read() as session:
        return tuple(storage.search(session, text, limit))
