"""Who changed what, when and from what; and the way back: undo and redo (10-journal)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.domain.journal import Op
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.records import find_record_id
from workbench.storage import journal
from workbench.storage.journal import TransactionInfo, UndoResult
from workbench.storage.merge_undo import is_merge, undo_merge
from workbench.storage.queries import records as queries
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

# The shipped policy is part of the file as it was made, not something its owner did.
NEVER_UNDONE = "new_workspace"


@dataclass(frozen=True)
class HistoryLine:
    """One change of a record. ``operation`` is create, set, delete or restore; ``field`` is empty for a
    record as a whole. Values are plain (ids hex, days ISO 8601), references by name where it is known."""

    at: datetime
    author: str
    label: str
    operation: str
    field: str
    before: Any
    after: Any
    transaction_id: Id


def record_history(
    workspace: Workspace, kind: str, name: str, field: str | None = None
) -> tuple[HistoryLine, ...]:
    """Every change of the record with this id, code or name, or of one field of it, the latest first.

    Raises ``NotFound``, and ``BadInput`` for an unknown kind or field.
    """
    row_id = Id(bytes.fromhex(find_record_id(workspace, kind, name)))
    entity = queries.entity_of(kind)
    column = queries.column_of(field) if field else None
    with workspace.read() as session:
        try:
            entries = journal.history(session, entity, row_id, column)
        except KeyError as error:
            raise BadInput(
                _("{kind} keep no history of “{field}”.").format(kind=kind, field=field)
                if field
                else _("{kind} keep no history.").format(kind=kind),
                hint=_("The fields are: {names}.").format(names=", ".join(queries.field_names(kind)))
                if field
                else "",
                where=field or "",
            ) from error
        return tuple(
            HistoryLine(
                at=entry.transaction.at,
                author=entry.transaction.author,
                label=entry.transaction.label,
                operation="delete" if entry.op is Op.RETRACT else entry.op.name.lower(),
                field=queries.shown_field(entry.field),
                before=queries.told_value(session, entity, entry.field, entry.before),
                after=queries.told_value(session, entity, entry.field, entry.after),
                transaction_id=entry.transaction.id,
            )
            for entry in entries
        )


def list_transactions(workspace: Workspace, limit: int = 200) -> tuple[TransactionInfo, ...]:
    """The saved changes of all devices, the latest first."""
    with workspace.read() as session:
        return tuple(journal.list_transactions(session, limit))


def undo(workspace: Workspace, transaction_id: Id | None = None) -> UndoResult:
    """Take a change or a merge back; without an id the latest of this file that still stands.

    What was changed since stays and is reported in ``kept``; a merge goes back as a whole or not at all.
    Raises ``NotFound`` if there is nothing to undo or no such change, ``NotAllowed`` if it is undone
    already, if something came after the merge, or for the making of the file.
    """
    with workspace.read() as session:
        if transaction_id is None:
            transaction_id = _latest(workspace, session)
        if transaction_id is None:
            raise NotFound(_("There is nothing to undo."))
        if _made_the_file(session, transaction_id):
            raise NotAllowed(_("The rules that a new file starts with can be changed, but not undone."))
    if is_merge(workspace, transaction_id):
        return UndoResult(transaction_id, (), undo_merge(workspace, transaction_id))
    return journal.undo(workspace, transaction_id)


def redo(workspace: Workspace) -> UndoResult:
    """Do again what was undone last. Raises ``NotFound`` if nothing was undone since the last change."""
    return journal.redo(workspace)


def _latest(workspace: Workspace, session: ReadingSession) -> Id | None:
    """The last change of this device, or the last merge if that came later; ids grow with time."""
    stack = journal.undo_stacks(session, workspace.replica_id).undo
    own = stack[-1] if stack and not _made_the_file(session, stack[-1]) else None
    return max(filter(None, (own, queries.latest_merge(session))), default=None)


def _made_the_file(session: ReadingSession, transaction_id: Id) -> bool:
    found = queries.find_transaction(session, transaction_id)
    return found is not None and found.kind == NEVER_UNDONE
