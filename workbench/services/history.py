"""Who changed what, when and from what; and the way back: undo and redo (10-journal)."""

import getpass
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from workbench.domain.journal import Op
from workbench.domain.record_words import value_text
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _, format_date, format_time
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.services.records import find_record_id
from workbench.storage import journal
from workbench.storage.journal import TransactionInfo, UndoResult
from workbench.storage.merge_undo import is_merge, undo_merge
from workbench.storage.queries import records as queries
from workbench.storage.queries.merges import merges_of
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

# The shipped policy is part of the file as it was made, not something its owner did.
NEVER_UNDONE = "new_workspace"


# What is done about these stands in rows of its own, and is told with the record.
_STEPS = {
    "accounts": ("major-events", "account_id"),
    "complaints": ("complaint-events", "complaint_id"),
    "contracts": ("contract-events", "contract_id"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One change of a record. ``operation`` is create, set, delete, restore, alias or step; ``field`` is
    empty for a record as a whole. Values are plain (ids hex, days ISO 8601), references by name where it is
    known; of a step ``after`` says in words what was done.

    ``came_at``, ``came_with``: when the change was merged here, and with which file; empty for what was
    written here.
    """

    at: datetime
    author: str
    label: str
    operation: str
    field: str
    before: Any
    after: Any
    transaction_id: Id
    came_at: datetime | None = None
    came_with: str = ""

    @property
    def operation_text(self) -> str:
        """What happened to the record as a whole, or which step was taken."""
        if self.operation == "step":
            return str(self.after)
        return {
            "create": _("Created"),
            "delete": _("Deleted"),
            "restore": _("Restored"),
            "alias": _("Merged with a duplicate"),
            "erase": _("Erased"),
        }.get(self.operation, "")

    def shown(self, value: Any) -> Any:
        """One of its values as people are told of it: what is referred to and gone by now has no name left,
        and nobody reads ids."""
        is_id = self.field.endswith("_id") and isinstance(value, str) and parse_id(value) is not None
        return _("(no longer there)") if is_id else value

    @property
    def came(self) -> str:
        """By which merge the change came; empty for what was written here."""
        if self.came_at is None:
            return ""
        when = f"{format_date(self.came_at.astimezone().date())} {format_time(self.came_at)}"
        return _("came with {file}, {when}").format(file=self.came_with, when=when)


def record_history(
    workspace: Workspace, kind: str, name: str, field: str | None = None
) -> tuple[HistoryLine, ...]:
    """Every change of the record with this id, code or name, or of one field of it, the latest first; of a
    complaint or contract also what was done about it, of an account its major events.

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
        steps = _steps(session, kind, row_id) if field is None else []
        others = {
            one.id
            for one in (*(entry.transaction for entry in entries), *(step for step, _text in steps))
            if one.replica_id != workspace.replica_id
        }
        came = merges_of(session, others)
        values = [(entry.field, value) for entry in entries for value in (entry.before, entry.after)]
        names = queries.names_referred_to(session, entity, values)

    def told(column: str, value: Any) -> Any:
        name = names.get((column, value)) if isinstance(value, bytes) else None
        return queries.plain_value(value) if name is None else name

    def line(change: TransactionInfo, operation: str, field: str, before: Any, after: Any) -> HistoryLine:
        came_at, source = came.get(change.id, (None, ""))
        return HistoryLine(
            *(
                change.at,
                known_as(workspace, change),
                change.label,
                operation,
                field,
                before,
                after,
                change.id,
            ),
            *(came_at, PurePath(source).name),
        )

    lines = [
        line(
            entry.transaction,
            "delete" if entry.op is Op.RETRACT else entry.op.name.lower(),
            queries.shown_field(entry.field),
            told(entry.field, entry.before),
            told(entry.field, entry.after),
        )
        for entry in entries
    ]
    lines += [line(change, "step", "", None, text) for change, text in steps]
    return tuple(sorted(lines, key=lambda one: one.transaction_id, reverse=True))


def _steps(session: ReadingSession, kind: str, row_id: Id) -> list[tuple[TransactionInfo, str]]:
    """What was done about the record, and in which change."""
    if kind not in _STEPS:
        return []
    step_kind, column = _STEPS[kind]
    rows, _total = queries.list_records(session, step_kind, [(column, id_text(row_id))])
    texts = {
        Id(bytes.fromhex(row["id"])): ": ".join(
            filter(None, (value_text(step_kind, "kind", row["kind"]), str(row.get("text") or "")))
        )
        for row in rows
    }
    written = journal.written_by(session, texts)
    return [(written[step], text) for step, text in texts.items() if step in written]


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


def known_as(workspace: Workspace, change: TransactionInfo) -> str:
    """Who made a change, by the name they have given since where it was made here before they gave one.

    What others wrote keeps the name it came with, and the journal itself always does.
    """
    if change.replica_id != workspace.replica_id:
        return change.author
    try:
        nameless = change.author == getpass.getuser()
    except (OSError, KeyError, ImportError):
        nameless = not change.author
    return workspace.author if nameless else change.author
