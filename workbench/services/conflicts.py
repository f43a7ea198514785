"""What people must decide after a merge: whose value, where it came from, and the decision (10-journal)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import groupby
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.journal_fold import (
    EDITED_ALTHOUGH_DELETED,
    EDITED_ALTHOUGH_MERGED,
    KEPT_ALTHOUGH_DELETED,
    KEPT_FOR_CHILD,
)
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.record_labels import record_label
from workbench.storage import conflicts as stored
from workbench.storage.conflicts import Conflict, Decision
from workbench.storage.queries import records as queries
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

__all__ = [
    "ConflictField",
    "ConflictRecord",
    "Decision",
    "Side",
    "SideValue",
    "count_conflicts",
    "decide",
    "decide_all",
    "decide_presence",
    "list_conflict_records",
]


class Side(Enum):
    """Whose value a field gets."""

    BASE = "base"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class SideValue:
    """One of the values that stand against each other, by shown field: plain, references by name.

    ``author`` and ``at`` are empty for the common start. ``at`` is the device's clock.
    """

    values: Mapping[str, Any]
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class ConflictField:
    """A field, or several that travel as one, that people set apart; ``shown`` is the value in force."""

    field: str
    columns: tuple[str, ...]
    base: SideValue
    mine: SideValue
    theirs: SideValue
    shown: Side


@dataclass(frozen=True)
class ConflictRecord:
    """A record with something to decide: its fields, and with ``flag`` whether it stays at all."""

    kind: str
    row_id: Id
    label: str
    fields: tuple[ConflictField, ...]
    flag: str = ""

    @property
    def flag_text(self) -> str:
        """What happened to the record as a whole."""
        texts = {
            EDITED_ALTHOUGH_DELETED: _("One person deleted this, another changed it. It is kept for now."),
            KEPT_ALTHOUGH_DELETED: _("One person deleted this, another restored it. It is kept for now."),
            EDITED_ALTHOUGH_MERGED: _(
                "One person merged a duplicate into this, another changed the duplicate. Its history has it."
            ),
            KEPT_FOR_CHILD: _("One person deleted this, another added something to it. It is kept for now."),
        }
        return texts.get(self.flag, "")


def count_conflicts(workspace: Workspace) -> int:
    """How much there is to decide: fields, and records that were deleted by one and kept by another."""
    with workspace.read() as session:
        return stored.count_conflicts(session)


def list_conflict_records(workspace: Workspace) -> tuple[ConflictRecord, ...]:
    """Everything that a person must decide, by record."""
    with workspace.read() as session:
        found = stored.list_conflicts(session, workspace.replica_id)
        records = []
        for (entity, row_id), group in groupby(found, lambda one: (one.entity, one.row_id)):
            members = list(group)
            fields = tuple(_field(session, one) for one in members if one.field)
            flag = next((one.flag for one in members if not one.field), "")
            label = record_label(session, entity, row_id)
            records.append(ConflictRecord(queries.kind_of(entity), row_id, label, fields, flag))
    return tuple(records)


def decide(workspace: Workspace, kind: str, row_id: Id, sides: Mapping[str, Side]) -> ChangeSummary:
    """Give fields of a record the value of one side; ``sides`` by the ``field`` of ``ConflictField``.

    Raises ``NotFound`` if one of them is no longer in conflict.
    """
    entity = queries.entity_of(kind)
    with workspace.change("decide_conflict", _("Conflict decided")) as change:
        found = stored.list_conflicts(change.session, workspace.replica_id)
        open_now = {one.field: one for one in found if (one.entity, one.row_id) == (entity, row_id)}
        values: dict[str, Any] = {}
        for name, side in sides.items():
            if name not in open_now:
                raise NotFound(_("This has been decided already."))
            values |= _values(open_now[name], side)
        stored.resolve_conflict(change, entity, row_id, values)
    return change.summary


def decide_presence(workspace: Workspace, kind: str, row_id: Id, decision: Decision) -> ChangeSummary:
    """Decide whether a record that one person deleted and another kept stays."""
    with workspace.change("decide_conflict", _("Conflict decided")) as change:
        stored.resolve_row(change, queries.entity_of(kind), row_id, decision)
    return change.summary


def decide_all(workspace: Workspace) -> ChangeSummary:
    """Let everything stand as it is shown now: the newer values, and kept what only one deleted."""
    with workspace.change("decide_conflicts", _("All conflicts decided")) as change:
        for one in stored.list_conflicts(change.session, workspace.replica_id):
            if one.field:
                stored.resolve_conflict(change, one.entity, one.row_id, one.heads[-1].values)
            else:
                stored.resolve_row(change, one.entity, one.row_id, Decision.KEEP)
    return change.summary


def _values(conflict: Conflict, side: Side) -> Mapping[str, Any]:
    return {Side.BASE: conflict.base, Side.MINE: conflict.mine, Side.THEIRS: conflict.theirs}[side]


def _field(session: ReadingSession, conflict: Conflict) -> ConflictField:
    def told(values: Mapping[str, Any], heads: Sequence[stored.Head] = ()) -> SideValue:
        head = next((one for one in reversed(heads) if one.values == values), None)
        shown = {
            _shown(name): queries.told_value(session, conflict.entity, name, value)
            for name, value in values.items()
        }
        if head is None:
            return SideValue(shown)
        return SideValue(shown, head.author, datetime.fromisoformat(head.at))

    return ConflictField(
        field=conflict.field,
        columns=tuple(_shown(name) for name in conflict.mine),
        base=told(conflict.base),
        mine=told(conflict.mine, conflict.heads),
        theirs=told(conflict.theirs, conflict.heads),
        shown=Side.MINE if conflict.heads[-1].values == conflict.mine else Side.THEIRS,
    )


def _shown(column: str) -> str:
    """How a column is shown; a reference is told by name, so it goes by the name of what it refers to."""
    return queries.shown_field(column.removesuffix("_id"))
