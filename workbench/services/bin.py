"""The bin: what was deleted, by whom and when, and bringing it back. Nothing is deleted for good here.

What was erased is not listed and never comes back (10-journal, Erase).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.domain.journal import ChangeSummary, Op
from workbench.foundation.clock import stored_instant
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.deleted import (
    Deletion,
    GoneRow,
    emptied_references,
    find_deletion,
    gone_rows,
    list_deletions,
    references_lost,
)
from workbench.storage.queries.records import kind_of, shown_field
from workbench.storage.schema import schema
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_SALES_BATCH = "sales_batch"


@dataclass(frozen=True)
class DeletedLine:
    """One act of deleting. ``kind`` and ``name``: what was deleted; ``account``: whose it was; ``with_it``:
    how many records of each kind went with it. ``what``: the change in words; ``at`` in UTC."""

    transaction_id: Id
    row_id: Id
    kind: str
    name: str
    account: str
    author: str
    at: datetime | None
    what: str
    with_it: Mapping[str, int]

    @property
    def others(self) -> int:
        return sum(self.with_it.values())

    def mentions(self, text: str) -> bool:
        """Whether a word typed stands in any of it."""
        told = " ".join((self.name, self.account, self.author, self.what)).casefold()
        return all(word in told for word in text.casefold().split())


@dataclass(frozen=True)
class DeletedPreview:
    """What would come back: the fields of the record itself, and the names of what went with it, by kind."""

    line: DeletedLine
    fields: Mapping[str, Any]
    names: Mapping[str, tuple[str, ...]]


def list_deleted(workspace: Workspace, text: str = "", kind: str = "") -> tuple[DeletedLine, ...]:
    """What was deleted and is not back, one line for each act, the latest first."""
    with workspace.read() as session:
        deletions = list_deletions(session)
        first = {next(iter(one.rows)): next(iter(one.rows.values())) for one in deletions}
        gone = gone_rows(session, first)
        lines = [_line(one, gone) for one in deletions]
    return tuple(one for one in lines if one.mentions(text) and (not kind or one.kind == kind))


def preview_deleted(workspace: Workspace, transaction_id: Id) -> DeletedPreview:
    """What restoring an act would bring back. Raises ``NotFound`` if it is back already."""
    with workspace.read() as session:
        found = _find(session, transaction_id)
        gone = gone_rows(session, found.rows)
        line = _line(found, gone)
        names: dict[str, list[str]] = {}
        for row_id, row in gone.items():
            if row_id != line.row_id:
                names.setdefault(_kind(row.entity), []).append(row.name)
        fields = {
            shown_field(name): value
            for name, value in gone[line.row_id].values.items()
            if name in schema()[found.rows[line.row_id]].columns
        }
        return DeletedPreview(line, fields, {kind: tuple(rows) for kind, rows in names.items()})


def restore_deleted(workspace: Workspace, transaction_id: Id, row_id: Id | None = None) -> ChangeSummary:
    """Bring back what one change deleted; with ``row_id`` only that record and what hangs on it.

    What was edited since stays as it is: only the deletion goes, and references that it emptied come back
    where nothing was written into them since. Raises ``NotFound`` if it is back already, and ``NotAllowed``
    where it belongs to a record that is deleted itself.
    """
    with workspace.change("restore_deleted", _("Restore what was deleted")) as change:
        found = _find(change.session, transaction_id)
        gone = gone_rows(change.session, found.rows)
        if row_id is not None and row_id not in gone:
            raise _gone()
        wanted = set(gone) if row_id is None else _hanging_on(row_id, gone)
        _check_owners(change, gone, wanted)
        change.preload(wanted)
        for one in found.rows:
            if one in wanted:
                life = tuple(entry.id for entry in change.state(one).life)
                change.append(found.rows[one], one, Op.RESTORE, "", None, life)
        for entry, before in emptied_references(change.session, transaction_id, wanted):
            change.append(entry.entity, entry.row_id, Op.SET, entry.field, before, (entry.id,))
        # What these rows lost while they were still there, to a row that is back by now.
        for entry, target, before in references_lost(
            change.session, {one: found.rows[one] for one in wanted}
        ):
            other = Id(bytes.fromhex(before))
            if other not in wanted and change.is_shown(target, change.resolve(other)):
                change.append(entry.entity, entry.row_id, Op.SET, entry.field, before, (entry.id,))
    return change.summary


def _check_owners(change: Change, gone: Mapping[Id, GoneRow], wanted: set[Id]) -> None:
    for row_id in wanted:
        shape = schema()[gone[row_id].entity]
        for reference in shape.references:
            if reference.nullable:
                continue
            owner = _owner(gone[row_id], reference.column)
            if owner is None or owner in wanted:
                continue
            if not change.is_shown(reference.target, change.resolve(owner)):
                raise NotAllowed(
                    _("It belongs to “{name}”, which is deleted too.").format(
                        name=gone[row_id].account or gone[row_id].name
                    ),
                    hint=_("Restore that first."),
                )


def _hanging_on(row_id: Id, gone: Mapping[Id, GoneRow]) -> set[Id]:
    found, level = {row_id}, {row_id}
    while level:
        level = {
            one
            for one, row in gone.items()
            if one not in found
            and any(
                _owner(row, reference.column) in level
                for reference in schema()[row.entity].references
                if not reference.nullable
            )
        }
        found |= level
    return found


def _owner(row: GoneRow, column: str) -> Id | None:
    value = row.values.get(column)
    return Id(bytes.fromhex(value)) if isinstance(value, str) and value else None


def _find(session: ReadingSession, transaction_id: Id) -> Deletion:
    found = find_deletion(session, transaction_id)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound(_("This is not in the bin any more."), hint=_("It was restored, or erased for good."))


def _line(one: Deletion, gone: Mapping[Id, GoneRow]) -> DeletedLine:
    row_id, entity = next(iter(one.rows.items()))
    with_it = Counter(_kind(other) for other in list(one.rows.values())[1:])
    row = gone.get(row_id)
    return DeletedLine(
        one.id,
        row_id,
        _kind(entity),
        row.name if row else "",
        row.account if row else "",
        one.author,
        stored_instant(one.at),
        one.label,
        dict(with_it),
    )


def _kind(entity: str) -> str:
    return "sales" if entity == _SALES_BATCH else kind_of(entity)


def kinds_in(lines: Sequence[DeletedLine]) -> dict[str, int]:
    """How many acts deleted a record of each kind, the most first."""
    return dict(Counter(one.kind for one in lines).most_common())
