"""A change: commands become journal entries first; the projector then writes the tables from them.

Entries wait in memory until someone reads or the block ends, so many edits of many rows cost one
projection. What a command needs to know of a row is folded from the row's own entries.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from workbench.domain.journal import (
    ALIAS_FIELD,
    ERASURE,
    FORMAT,
    LASTING,
    ChangeSummary,
    Entry,
    Op,
    StoredEntry,
    Transaction,
    TransactionDigest,
    can_be_undone,
    entry_id,
)
from workbench.domain.journal_fold import RowState, fold_row
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import Clock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, new_id
from workbench.storage import bulk
from workbench.storage.aliases import Groups, all_groups
from workbench.storage.cascade import find_dependents
from workbench.storage.devices import count_transactions, next_id
from workbench.storage.entries import (
    insert_entries,
    insert_rows,
    load_logs,
    present_rows,
    stored,
)
from workbench.storage.erasing import empty_entries
from workbench.storage.json_values import text_of
from workbench.storage.projector import AfterProject, MissingRow, project
from workbench.storage.schema import EntityShape, schema
from workbench.storage.session import ReadingSession
from workbench.storage.tables.journal import TransactionRecord

_TRANSACTION: Final = TransactionRecord.__table__
_DOWN: Final = (Op.DELETE, Op.RETRACT)


class Change:
    """The open change of a workspace: commands in, one journal transaction out.

    Values are Python's, by column name. ``summary`` is filled when the block has ended.
    """

    def __init__(
        self,
        session: ReadingSession,
        *,
        clock: Clock,
        author: str,
        replica_id: Id,
        kind: str,
        label: str,
        undoes: Id | None,
        after_project: Sequence[AfterProject],
    ) -> None:
        self.session = session
        self.summary = ChangeSummary(None, kind, label, {}, False)
        self._connection = session.connection()
        self._schema = schema()
        self._after_project = after_project
        now = clock.now()
        self.now_ms = int(now.timestamp() * 1000)
        self._head = Transaction(
            id=next_id(self._connection, self.now_ms),
            replica_id=replica_id,
            author=author,
            at=now.isoformat(timespec="milliseconds"),
            kind=kind,
            label=text_of(label),
            undoes=undoes,
        )
        self._number = 0
        self._digest = TransactionDigest()
        self._logs: dict[Id, list[Entry]] = {}
        self._states: dict[Id, RowState] = {}
        self._pending: list[Entry] = []
        self._touched: dict[str, set[Id]] = {}
        self._known_groups: Groups | None = None
        self._erased: set[Id] = set()

    @property
    def transaction_id(self) -> Id:
        """The id that the journal transaction gets if the change writes anything."""
        return self._head.id

    def create(self, entity: str, values: Mapping[str, Any], row_id: Id | None = None) -> Id:
        """Add a row. With the id of a row that stands, that row is set; with that of a row that was merged
        into another, the other is set, and its id returned.

        With the id of a deleted row, that row comes back as a new one: what is not named in ``values`` has
        its default, whatever it was before. With the id of an erased row nothing is written.
        """
        shape = self._schema[entity]
        if shape.only_grows:
            self._lasting()
        if row_id is None:
            row_id = new_id(self.now_ms)
        elif self.log(row_id):
            row_id = self.resolve(row_id)
            if self.state(row_id).erased:
                return row_id
            if self.state(row_id).shown or self.is_shown(entity, row_id):
                self._raise_up(entity, row_id)
                self.set(entity, row_id, values)
            else:
                self._bring_back(shape, row_id, values)
            return row_id
        self._logs[row_id] = []
        self.append(entity, row_id, Op.CREATE, "", shape.created_fields(values), ())
        return row_id

    def set(self, entity: str, row_id: Id, values: Mapping[str, Any]) -> bool:
        """Write those values that differ, of a row that was merged into another those of the other.

        Returns whether any did; raises ``NotFound`` for no such row, ``NotAllowed`` where rows only grow.
        """
        if self._schema[entity].only_grows:
            raise _stays()
        return self._set(entity, row_id, values)

    def _set(self, entity: str, row_id: Id, values: Mapping[str, Any]) -> bool:
        shape = self._schema[entity]
        row_id = self.resolve(row_id)
        state = self._shown_state(entity, row_id)
        merged = self._groups.stands
        current = shape.standing(state.values, merged)
        fields = shape.standing(shape.fields_of(values, state.values), merged)
        changed = False
        for name, value in fields.items():
            if value != current.get(name, shape.fields[name].default):
                self.write_field(shape, row_id, name, value)
                changed = True
        return changed

    def write_field(self, shape: EntityShape, row_id: Id, name: str, value: Any) -> None:
        """Put ``value`` (JSON) in the place of all heads of the field, also where it equals the shown one."""
        state = self.state(row_id)
        heads = tuple(head.id for head in state.heads.get(name, ()))
        if any(entry.op in _DOWN for entry in state.life):
            self.append(shape.name, row_id, Op.RESTORE, "", None, tuple(entry.id for entry in state.life))
        self.append(shape.name, row_id, Op.SET, name, value, heads)

    def hold(self, entity: str, row_id: Id, *fields: str) -> None:
        """Write once more what stands in these fields: undoing an older change leaves them from now on."""
        shape, row_id = self._schema[entity], self.resolve(row_id)
        values = self._shown_state(entity, row_id).values
        for name in fields:
            self.write_field(shape, row_id, name, values.get(name, shape.fields[name].default))

    def delete(self, entity: str, row_id: Id) -> None:
        """Remove the row and all rows that cannot be without it; optional references to them become empty.

        Raises ``NotFound`` if there is no such row, ``NotAllowed`` where one of them only grows.
        """
        self._shown_state(entity, row_id)
        self.flush()
        doomed, emptied = find_dependents(self._connection, entity, row_id)
        if any(self._schema[doomed_entity].only_grows for doomed_entity in doomed.values()):
            raise _stays()
        parts = {part: doomed_entity for one, doomed_entity in doomed.items() for part in self.parts(one)}
        self.preload(parts)
        doomed.update((part, of_entity) for part, of_entity in parts.items() if self.state(part).shown)
        self.preload({*doomed, *(holder for _reference, holder in emptied)})
        for reference, holder in emptied:
            self._set(reference.entity, holder, {reference.column: None})
        for doomed_id, doomed_entity in doomed.items():
            self.write_deletion(doomed_entity, doomed_id)

    def alias(self, entity: str, one: Id, other: Id) -> Id:
        """Say that two rows are one: from now on every reference to either means the row returned.

        That is the one with the smaller id, whichever of them its owner wants to keep; its values stay as
        they are, so set those that should stand. What has been said of either before goes on. Returns the
        same id without writing anything where they are one already. Raises ``NotFound`` if either is gone.
        """
        self.flush()
        kept, gone = sorted((self.resolve(one), self.resolve(other)))
        for row_id in (kept, gone):
            self._shown_state(entity, row_id)
        if kept != gone:
            self._raise_up(entity, kept)
            self.write_alias(entity, gone, kept)
            self.flush()
        return kept

    def erase(self, entity: str, row_id: Id) -> None:
        """Hide a row, and all that were said to be the same, for ever, and empty all that is known of them.

        See ``storage/erasing.py``. Optional references to it read as empty from now on, in this file and in
        each that merges it; values that other rows hold stay. The whole change can never be undone. Of a
        deleted row, what the journal still knows goes; erasing again does nothing. Raises ``NotFound`` for
        a row that never was, ``BadInput`` where others cannot be without it.
        """
        if not self._schema[entity].erasable:
            raise BadInput(
                _("This cannot be erased: other records belong to it."),
                hint=_("Delete it, or erase the people in it."),
            )
        self.flush()
        stands = self.resolve(row_id)
        for one in (stands, *self.parts(stands)):
            if not self.log(one) or self.log(one)[0].entity != entity:
                raise _no_such_row()
            if not self.state(one).erased:
                self.append(entity, one, Op.ERASE, "", None, ())
                self._head = replace(self._head, kind=ERASURE)
        self.flush()

    def write_alias(self, entity: str, gone: Id, kept: Id) -> None:
        """Let ``kept`` stand for ``gone``, naming what stands in the latter now as seen."""
        state = self.state(gone)
        seen = {name: [id_text(head.id) for head in heads] for name, heads in state.heads.items()}
        value = {"row": id_text(kept), "seen": seen}
        parents = tuple(head.id for head in state.aliases)
        self.append(entity, gone, Op.ALIAS, ALIAS_FIELD, value, parents)

    def resolve(self, row_id: Id) -> Id:
        """The row that stands for this one now: itself, unless it was merged into another."""
        return self._groups.stands.get(row_id, row_id)

    def parts(self, row_id: Id) -> Collection[Id]:
        """The rows that were merged into this one."""
        return self._groups.parts.get(row_id, ())

    def write_deletion(self, entity: str, row_id: Id) -> None:
        """Delete one row, naming the edits that stand now as seen."""
        state = self.state(row_id)
        edits = (head.id for heads in state.heads.values() for head in heads if head.op == Op.SET)
        seen = sorted(id_text(id_) for id_ in edits)
        self.append(entity, row_id, Op.DELETE, "", seen, tuple(entry.id for entry in state.life))

    def create_many(self, entity: str, rows: Iterable[tuple[Id, Mapping[str, Any]]]) -> int:
        """Add many rows quickly; ids known before go the way of ``create``. Returns how many were new."""
        if self._schema[entity].only_grows:
            self._lasting()
        return bulk.create_rows(self, self._schema[entity], rows)

    def add_sales(self, account_id: Id, records: Sequence[SaleRecord]) -> int:
        """Add sales of one account. Returns how many were new or different."""
        return self.add_sales_of([(account_id, records)])

    def add_sales_of(self, batches: Iterable[tuple[Id, Sequence[SaleRecord]]]) -> int:
        """Add sales of many accounts quickly. Returns how many were new or different."""
        return bulk.add_sales(self, batches)

    def append(self, entity: str, row_id: Id, op: Op, field: str, value: Any, parents: tuple[Id, ...]) -> Id:
        """Write one entry: what all commands come down to. ``value`` is JSON."""
        entry = Entry(self._next_id(), entity, row_id, int(op), field, value, parents)
        self.log(row_id).append(entry)
        self._states.pop(row_id, None)
        self._pending.append(entry)
        return entry.id

    def log(self, row_id: Id) -> list[Entry]:
        """All entries of the row, this change's included; none for an unknown row."""
        log = self._logs.get(row_id)
        if log is None:
            log = self._logs[row_id] = load_logs(self._connection, [row_id]).get(row_id, [])
        return log

    def state(self, row_id: Id) -> RowState:
        """What the row comes to now, this change included. Raises ``NotFound`` for an unknown row."""
        state = self._states.get(row_id)
        if state is None:
            log = self.log(row_id)
            if not log:
                raise _no_such_row()
            state = self._states[row_id] = fold_row(log)
        return state

    def preload(self, row_ids: Iterable[Id]) -> None:
        """Fetch the entries of many rows at once, ahead of commands on each."""
        missing = [row_id for row_id in row_ids if row_id not in self._logs]
        found = load_logs(self._connection, missing)
        for row_id in missing:
            self._logs[row_id] = found.get(row_id, [])

    def is_shown(self, entity: str, row_id: Id) -> bool:
        """Whether the row stands in its table now, by itself or for another's sake."""
        self.flush()
        return bool(present_rows(self._connection, self._schema[entity].table, [row_id]))

    def flush(self) -> None:
        """Write what is pending, entries first, then the tables."""
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        self.write_entries([stored(entry) for entry in pending])
        if any(entry.op in (Op.ALIAS, Op.ERASE) for entry in pending):
            self._known_groups = None
        logs = {entry.row_id: self._logs[entry.row_id] for entry in pending}
        self._logs, self._states = {}, {}
        try:
            with without_garbage_collection():
                done = project(self.session, logs, self._after_project)
        except MissingRow as error:
            raise _no_such_row() from error
        self._erased |= done.erased
        for entity, rows in done.touched().items():
            self._touched.setdefault(entity, set()).update(rows)

    def finish(self) -> None:
        """Close the journal transaction; the workspace commits it."""
        self.flush()
        if not self._number and self._head.undoes is None:
            return
        digest = self._digest.finish(self._head)
        head = self._head
        insert_rows(
            self._connection,
            _TRANSACTION,
            [
                (
                    *(head.id, head.replica_id, head.author, head.at, head.kind, head.label),
                    *(head.undoes, FORMAT, self._number, digest),
                )
            ],
        )
        count_transactions(self._connection, head.replica_id, head.author, [(head.id, digest)])
        empty_entries(self._connection, self._erased)
        touched = {entity: frozenset(rows) for entity, rows in self._touched.items()}
        self.summary = ChangeSummary(head.id, head.kind, head.label, touched, can_be_undone(head.kind))

    # For the bulk paths, which write entries and tables side by side.

    @property
    def connection(self) -> Connection:
        return self._connection

    def write_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Append entries whose ids came from ``next_ids`` or ``append``, in their order."""
        self._digest.add(entries)
        insert_entries(self._connection, entries)

    def next_ids(self, count: int) -> list[Id]:
        """The ids of the next entries."""
        return [self._next_id() for _index in range(count)]

    def note_created(self, entity: str, row_ids: Iterable[Id]) -> None:
        """Tell that rows were written without the projector."""
        rows = set(row_ids)
        self._touched.setdefault(entity, set()).update(rows)
        for hook in self._after_project:
            hook(self.session, {entity: rows})

    def _lasting(self) -> None:
        """Say that this change can never be undone: it adds to what only grows."""
        if can_be_undone(self._head.kind):
            self._head = replace(self._head, kind=LASTING + self._head.kind)

    def _next_id(self) -> Id:
        self._number += 1
        return entry_id(self._head.id, self._number)

    @property
    def _groups(self) -> Groups:
        if self._known_groups is None:
            self._known_groups = all_groups(self._connection)
        return self._known_groups

    def _shown_state(self, entity: str, row_id: Id) -> RowState:
        state = self.state(row_id)
        if self.log(row_id)[0].entity != entity or self.resolve(row_id) != row_id:
            raise _no_such_row()
        if not state.shown and not self.is_shown(entity, row_id):
            raise _no_such_row()
        return self.state(row_id)

    def _raise_up(self, entity: str, row_id: Id) -> None:
        """Let a row that only its children keep stand by itself."""
        state = self.state(row_id)
        if not state.shown:
            self.append(entity, row_id, Op.RESTORE, "", None, tuple(entry.id for entry in state.life))

    def _bring_back(self, shape: EntityShape, row_id: Id, values: Mapping[str, Any]) -> None:
        if self.log(row_id)[0].entity != shape.name:
            raise _no_such_row()
        state = self.state(row_id)
        given = shape.fields_of(values, {})
        self._raise_up(shape.name, row_id)
        for name, field in shape.fields.items():
            # What must have a value and was not given keeps the one it had: there is no default for it.
            value = given.get(name, state.values.get(name) if name in shape.required else field.default)
            if field.columns and value != state.values.get(name, field.default):
                self.write_field(shape, row_id, name, value)


def _stays() -> NotAllowed:
    return NotAllowed(
        _("What was done about a complaint or a contract stays in the record."),
        hint=_("Add what has to be said instead."),
    )


def _no_such_row() -> NotFound:
    return NotFound(
        _("This is no longer there."), hint=_("Someone may have deleted it. Look at the list again.")
    )
