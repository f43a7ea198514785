"""What people must decide after a merge: whose value, where it came from, and the decision (10-journal)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from workbench.domain.record_words import is_word
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.record_labels import record_labels
from workbench.services.typed_amounts import typed_field
from workbench.storage import conflicts as stored
from workbench.storage.conflicts import Conflict, Decision
from workbench.storage.queries import records as queries
from workbench.storage.queries.row_accounts import accounts_of
from workbench.storage.queries.row_names import names_of
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

__all__ = [
    "ConflictField",
    "ConflictRecord",
    "Decision",
    "Side",
    "SideValue",
    "can_be_typed",
    "count_conflicts",
    "decide",
    "decide_all",
    "decide_presence",
    "decide_side",
    "decide_typed",
    "list_conflict_records",
    "list_record_conflicts",
    "records_in_conflict",
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
    """A record with something to decide: its fields, and with ``flag`` whether it stays at all.

    ``account_id`` and ``account``: what it belongs to, if anything.
    """

    kind: str
    row_id: Id
    label: str
    fields: tuple[ConflictField, ...]
    flag: str = ""
    account_id: Id | None = None
    account: str = ""

    @property
    def authors(self) -> frozenset[str]:
        """Whose values stand against each other."""
        sides = (side for field in self.fields for side in (field.mine, field.theirs))
        return frozenset(side.author for side in sides if side.author)

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
        return records_in_conflict(session, workspace.replica_id)


def list_record_conflicts(workspace: Workspace, row_id: Id) -> tuple[ConflictRecord, ...]:
    """What is to be decided about one record itself: its own fields, and whether it stays."""
    with workspace.read() as session:
        return records_in_conflict(session, workspace.replica_id, [row_id])


def records_in_conflict(
    session: ReadingSession, replica_id: Id, rows: Collection[Id] | None = None
) -> tuple[ConflictRecord, ...]:
    """As ``list_conflict_records``, inside a session; of ``rows`` only, where given."""
    found = stored.list_conflicts(session, replica_id, rows=rows)
    by_entity: dict[str, set[Id]] = {}
    for one in found:
        by_entity.setdefault(one.entity, set()).add(one.row_id)
    labels: dict[Id, str] = {}
    accounts: dict[Id, Id] = {}
    names: dict[tuple[str, str, Any], str] = {}
    for entity, ids in by_entity.items():
        labels |= record_labels(session, entity, ids)
        accounts |= accounts_of(session, entity, ids)
        values = [
            pair
            for one in found
            if one.entity == entity
            for side in (one.base, one.mine, one.theirs)
            for pair in side.items()
        ]
        told = queries.names_referred_to(session, entity, values)
        names |= {(entity, column, value): name for (column, value), name in told.items()}
    account_names = names_of(session, "account", set(accounts.values()))
    records = []
    for (entity, row_id), group in groupby(found, lambda one: (one.entity, one.row_id)):
        members = list(group)
        account_id = accounts.get(row_id)
        records.append(
            ConflictRecord(
                kind=queries.kind_of(entity),
                row_id=row_id,
                label=labels.get(row_id) or _("Without a name"),
                fields=tuple(_field(one, names) for one in members if one.field),
                flag=next((one.flag for one in members if not one.field), ""),
                account_id=account_id,
                account=account_names.get(account_id, "") if account_id else "",
            )
        )
    return tuple(records)


def decide(workspace: Workspace, kind: str, row_id: Id, sides: Mapping[str, Side]) -> ChangeSummary:
    """Give fields of a record the value of one side; ``sides`` by the ``field`` of ``ConflictField``.

    Raises ``NotFound`` if one of them is no longer in conflict.
    """
    entity = queries.entity_of(kind)
    with workspace.change("decide_conflict", _("Conflict decided")) as change:
        open_now = _open_fields(workspace, change, entity, row_id)
        values: dict[str, Any] = {}
        for name, side in sides.items():
            if name not in open_now:
                raise NotFound(_("This has been decided already."))
            values |= _values(open_now[name], side)
        stored.resolve_conflict(change, entity, row_id, values)
    return change.summary


def can_be_typed(kind: str, field: ConflictField) -> bool:
    """Whether another value than those that stand can be typed: one text, number, amount or day."""
    if len(field.columns) != 1 or is_word(kind, field.columns[0]):
        return False
    values = [value for side in (field.base, field.mine, field.theirs) for value in side.values.values()]
    column = queries.column_of(field.columns[0])
    known = queries.column_type(kind, column)
    return known in (str, int, date) and not any(isinstance(value, (bool, list)) for value in values)


def decide_typed(workspace: Workspace, kind: str, row_id: Id, field: str, text: str) -> ChangeSummary:
    """Give a field in conflict a value that was typed.

    Raises ``NotFound`` if it is no longer in conflict, ``BadInput`` for what the field cannot have.
    """
    entity = queries.entity_of(kind)
    with workspace.change("decide_conflict", _("Conflict decided")) as change:
        if field not in _open_fields(workspace, change, entity, row_id):
            raise NotFound(_("This has been decided already."))
        value = _typed(kind, field, text.strip())
        try:
            stored.resolve_conflict(change, entity, row_id, {field: value})
        except (TypeError, ValueError) as error:
            raise BadInput(_("The field cannot have this value."), where=field) from error
    return change.summary


def decide_presence(workspace: Workspace, kind: str, row_id: Id, decision: Decision) -> ChangeSummary:
    """Decide whether a record that one person deleted and another kept stays."""
    with workspace.change("decide_conflict", _("Conflict decided")) as change:
        stored.resolve_row(change, queries.entity_of(kind), row_id, decision)
    return change.summary


def decide_all(workspace: Workspace) -> ChangeSummary:
    """Let everything stand as it is shown now: the newer values, and kept what only one deleted."""
    with workspace.change("decide_conflicts", _("All conflicts decided")) as change:
        found = stored.list_conflicts(change.session, workspace.replica_id)
        change.preload({one.row_id for one in found})
        for one in found:
            if one.field:
                stored.resolve_conflict(change, one.entity, one.row_id, one.heads[-1].values)
            else:
                stored.resolve_row(change, one.entity, one.row_id, Decision.KEEP)
    return change.summary


def decide_side(workspace: Workspace, fields: Collection[tuple[Id, str]], side: Side) -> ChangeSummary:
    """Give these fields, each of the record named before it, the value of one side, in one change.

    What is to be decided about a record as a whole is left to be decided.
    """
    with workspace.change("decide_conflicts", _("Conflicts decided alike")) as change:
        rows: dict[tuple[str, Id], dict[str, Any]] = {}
        records = {row_id for row_id, _field in fields}
        for one in stored.list_conflicts(change.session, workspace.replica_id, rows=records):
            if one.field and (one.row_id, one.field) in fields:
                rows.setdefault((one.entity, one.row_id), {}).update(_values(one, side))
        change.preload({row_id for _entity, row_id in rows})
        for (entity, row_id), values in rows.items():
            stored.resolve_conflict(change, entity, row_id, values)
    return change.summary


def _open_fields(workspace: Workspace, change: Change, entity: str, row_id: Id) -> dict[str, Conflict]:
    found = stored.list_conflicts(change.session, workspace.replica_id, rows=[row_id])
    return {one.field: one for one in found if one.entity == entity}


def _typed(kind: str, field: str, text: str) -> Any:
    known = queries.column_type(kind, field)
    if known is date:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise BadInput(_("This is no day."), hint=_("Write days as 2026-01-31."), where=field) from error
    if known is int and not field.endswith(("_fen", "_milli")):
        try:
            return round(float(text) * 100) if field.endswith("_bp") else int(text)
        except (ValueError, OverflowError) as error:
            raise BadInput(_("This is no number."), where=field) from error
    return typed_field(field, text)


def _values(conflict: Conflict, side: Side) -> Mapping[str, Any]:
    return {Side.BASE: conflict.base, Side.MINE: conflict.mine, Side.THEIRS: conflict.theirs}[side]


def _field(conflict: Conflict, names: Mapping[tuple[str, str, Any], str]) -> ConflictField:
    def told(values: Mapping[str, Any], heads: Sequence[stored.Head] = ()) -> SideValue:
        head = next((one for one in reversed(heads) if one.values == values), None)
        shown = {
            _shown(name): names.get((conflict.entity, name, value)) if isinstance(value, bytes) else None
            for name, value in values.items()
        }
        plain = {_shown(name): queries.plain_value(value) for name, value in values.items()}
        said = {name: plain[name] if text is None else text for name, text in shown.items()}
        if head is None:
            return SideValue(said)
        return SideValue(said, head.author, datetime.fromisoformat(head.at))

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
