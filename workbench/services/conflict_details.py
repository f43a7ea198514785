"""How a field came to be in conflict, and what its values would mean (10-journal)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.receivables import Receivables
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.ids import Id, id_text
from workbench.services.history import HistoryLine, record_history
from workbench.storage.queries.receivables import list_receivables
from workbench.storage.workspace import Workspace

_LINES = 12
_CREDIT_LIMIT = "credit_limit_fen"


@dataclass(frozen=True)
class ConflictDetail:
    """The latest changes of the field, the newest first, and of a credit limit what the account owes."""

    lines: tuple[HistoryLine, ...]
    owed: Receivables | None = None


def conflict_detail(workspace: Workspace, kind: str, row_id: Id, column: str, today: date) -> ConflictDetail:
    """What is known of one thing to decide; ``column`` as shown, empty for the record as a whole."""
    try:
        lines = record_history(workspace, kind, id_text(row_id), column or None)
    except WorkbenchError:
        # The row may be gone again by now: then there is nothing to tell.
        lines = ()
    owed = None
    if kind == "accounts" and column == _CREDIT_LIMIT:
        with workspace.read() as session:
            owed = next(
                (one for one in list_receivables(session, row_id, today) if one.currency == "CNY"), None
            )
    return ConflictDetail(lines[:_LINES], owed)
