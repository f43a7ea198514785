"""The one place that writes business tables: touched rows are folded from their entries and written.

Local edits, undo, import and merge all come through here. Invariant at the end of each call: every row
shown by itself is in its table as the fold says, hidden rows are there only while a shown row refers to
them, and the flags say so. Of rows that were said to be one only one stands in the table, and all
references go to it. References are deferred, so the order of writing within a call is free.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, Table, delete, select

from workbench.domain.journal import Entry, Op
from workbench.domain.journal_fold import KEPT_FOR_CHILD, RowState, flags_of_merged, fold_row, kept_rows
from workbench.foundation.ids import Id
from workbench.storage.aliases import any_merged, joined, load_groups, resolve, write_groups
from workbench.storage.entries import (
    chunks,
    delete_rows,
    ids_where,
    insert_rows,
    load_logs,
    present_rows,
    update_rows,
)
from workbench.storage.sales_projection import project_sales
from workbench.storage.schema import EntityShape, schema
from workbench.storage.session import Session
from workbench.storage.tables.journal import FlagRecord

AfterProject = Callable[[Session, Mapping[str, set[Id]]], None]
"""Called with the touched rows by entity, in the same transaction: the search index follows here."""

ByEntity = dict[str, set[Id]]
ByRow = dict[Id, set[Id]]
_NONE_FOLDED: Final[Mapping[Id, RowState]] = {}


class MissingRow(Exception):
    """A row refers to one that the journal does not know."""

    def __init__(self, entity: str, row_id: Id) -> None:
        super().__init__(f"no {entity} {row_id.hex()}")
        self.entity = entity
        self.row_id = row_id


@dataclass
class Projected:
    """What a projection did to the tables, row ids by entity."""

    created: ByEntity = field(default_factory=dict)
    changed: ByEntity = field(default_factory=dict)
    deleted: ByEntity = field(default_factory=dict)
    erased: set[Id] = field(default_factory=set)
    """Those of the given rows that are erased: their entries are to be emptied."""

    def touched(self) -> ByEntity:
        """All rows that were written or removed."""
        touched: ByEntity = {}
        for part in (self.created, self.changed, self.deleted):
            for entity, rows in part.items():
                touched.setdefault(entity, set()).update(rows)
        return touched


def project(
    session: Session,
    logs: Mapping[Id, Sequence[Entry]],
    hooks: Sequence[AfterProject],
    gone: Iterable[Entry] = (),
    states: Mapping[Id, RowState] = _NONE_FOLDED,
) -> Projected:
    """Bring the tables up to date with ``logs``: all entries of each touched row.

    ``gone``: the creations of rows that have no entries any more; ``states``: rows that are folded already.
    Raises ``MissingRow`` where a shown row
    refers to a row without entries.
    """
    projection = _Projection(session.connection(), logs, states)
    projection.forget(gone)
    done = projection.run()
    touched = done.touched()
    for hook in hooks:
        hook(session, touched)
    return done


class _Projection:
    """One run of the projector; its steps stand in the order in which they happen."""

    def __init__(
        self, connection: Connection, logs: Mapping[Id, Sequence[Entry]], states: Mapping[Id, RowState]
    ) -> None:
        self.connection = connection
        self.schema = schema()
        self.entity: dict[Id, str] = {row_id: log[0].entity for row_id, log in logs.items()}
        self.states: dict[Id, RowState] = {
            row_id: states[row_id] if row_id in states else fold_row(log) for row_id, log in logs.items()
        }
        self.touched = set(self.states)
        self.erased = {row_id for row_id, state in self.states.items() if state.erased}
        self.any_merged = any_merged(connection) or any(state.aliases for state in self.states.values())
        self.merged: dict[Id, Id] = {}
        self.parts: ByRow = {}
        self.moved: set[Id] = set()
        self.kept_before: dict[Id, str] = {}
        self.existing: set[Id] = set()
        self.kept: set[Id] = set()

    def forget(self, gone: Iterable[Entry]) -> None:
        """Treat these rows as hidden, with the values they were created with."""
        for creation in gone:
            self.entity[creation.row_id] = creation.entity
            values = creation.value if creation.op == Op.CREATE else {}
            self.states[creation.row_id] = RowState(False, values)
            self.touched.add(creation.row_id)

    def run(self) -> Projected:
        self._load_kept()
        self._join()
        wanted = self._hidden_targets_of_shown(self.touched)
        self._find_existing()
        self._write_rows_shown_by_themselves()
        hidden = {row_id for row_id in self.touched | self.kept_before.keys() if not self._shown(row_id)}
        candidates = wanted | hidden
        self.kept = kept_rows(self._wanted_by_shown_rows(candidates), self._hidden_references)
        self._insert(self.kept)
        self._write_flags()
        project_sales(self.connection, self._accounts_with_other_sales(), self.states)
        return self._outcome()

    def _load_kept(self) -> None:
        query = select(FlagRecord.row_id, FlagRecord.entity).where(FlagRecord.kind == KEPT_FOR_CHILD)
        self.kept_before = {Id(row_id): entity for row_id, entity in self.connection.execute(query)}
        self._fold(self.kept_before)

    def _fold(self, row_ids: Iterable[Id]) -> None:
        """Fold rows that are not touched but matter."""
        wanted = [row_id for row_id in row_ids if row_id not in self.states]
        for row_id, log in load_logs(self.connection, wanted).items():
            self.entity[row_id] = log[0].entity
            self.states[row_id] = fold_row(log)
            if self.states[row_id].erased:
                self.erased.add(row_id)

    def _load(self, row_ids: set[Id]) -> None:
        """Fold rows and those that are merged into them."""
        self._fold(row_ids)
        if self.any_merged:
            groups = load_groups(self.connection, row_ids)
            self._fold(groups)
            self._know(groups)

    def _know(self, groups: Mapping[Id, Id]) -> None:
        self.merged.update(groups)
        for row_id, target in groups.items():
            self.parts.setdefault(target, set()).add(row_id)

    def _join(self) -> None:
        """Bring the aliases up to date first: all that follows may then ask their table.

        Whatever refers to a row for which now another one stands, or none, is taken into the projection.
        """
        if self.any_merged:
            self._join_merged()
        holders = self._holders(self.moved | (self.erased & self.touched))
        self._load(holders)
        self.touched |= holders

    def _join_merged(self) -> None:
        before: dict[Id, Id] = {}
        reached: set[Id] = set()
        waiting = self.touched | self.kept_before.keys()
        while waiting:
            before.update(load_groups(self.connection, waiting))
            found = (waiting | before.keys() | set(before.values())) - reached
            self._fold(found)
            reached |= found
            waiting = {other for row_id in found for other in self._same_as(row_id)} - reached
        now = joined({row_id: self.states[row_id] for row_id in reached})
        changed = write_groups(self.connection, before, now)
        self._know(now)
        self.moved = changed | {groups[one] for groups in (before, now) for one in changed if one in groups}
        self.touched |= self.moved | {now[row_id] for row_id in self.touched if row_id in now}

    def _same_as(self, row_id: Id) -> list[Id]:
        others = self.states[row_id].same_as
        self._fold(others)
        for other in others:
            if self.entity.get(other) != self.entity[row_id]:
                raise MissingRow(self.entity[row_id], other)
        return others

    def _holders(self, row_ids: Iterable[Id]) -> set[Id]:
        """The rows in the tables that refer to these."""
        found: set[Id] = set()
        for entity, ids in self._by_entity(row_ids).items():
            for reference in self.schema[entity].inbound:
                table = self.schema[reference.entity].table
                found |= ids_where(self.connection, table, "id", reference.column, ids)
        return found

    def _hidden_targets_of_shown(self, row_ids: set[Id]) -> set[Id]:
        """The hidden rows that shown ones among ``row_ids`` refer to.

        A target that is shown but not written yet is taken into the projection.
        """
        hidden: set[Id] = set()
        while row_ids:
            found = self._absent_targets(row_id for row_id in row_ids if self._shown(row_id))
            hidden |= {row_id for row_id in found if not self._shown(row_id)}
            row_ids = found - hidden - self.touched
            self.touched |= row_ids
        return hidden

    def _targets(self, row_ids: Iterable[Id]) -> ByEntity:
        """What these rows refer to, by entity: of merged rows the one that stands for them."""
        targets: ByEntity = {}
        for row_id in row_ids:
            for reference, target in self._shape(row_id).referred(self.states[row_id].values):
                targets.setdefault(reference.target, set()).add(target)
        if not self.any_merged:
            return targets
        for entity, ids in targets.items():
            standing = resolve(self.connection, ids)
            self.merged.update((one, other) for one, other in standing.items() if one != other)
            targets[entity] = set(standing.values())
        return targets

    def _absent_targets(self, row_ids: Iterable[Id]) -> set[Id]:
        """The rows that these refer to and that do not stand in their table by themselves."""
        absent: set[Id] = set()
        for entity, ids in self._targets(row_ids).items():
            known = {id_ for id_ in ids if id_ in self.states}
            absent |= {id_ for id_ in known if not self._shown(id_)}
            present = present_rows(self.connection, self.schema[entity].table, ids - known)
            missing = ids - known - present
            self._load(missing)
            for id_ in missing:
                if self.entity.get(id_) != entity:
                    raise MissingRow(entity, id_)
            absent |= missing
        return absent - self.erased

    def _find_existing(self) -> None:
        for entity, ids in self._by_entity(self.touched | self.kept_before.keys()).items():
            self.existing |= present_rows(self.connection, self.schema[entity].table, ids)  # type: ignore[arg-type]

    def _write_rows_shown_by_themselves(self) -> None:
        """Afterwards the tables hold these rows and no others."""
        hidden = {id_ for id_ in self.touched | self.kept_before.keys() if not self._shown(id_)}
        for entity, ids in self._by_entity(hidden & self.existing).items():
            delete_rows(self.connection, self.schema[entity].table, ids)
        shown = {id_ for id_ in self.touched if self._shown(id_)}
        for entity, ids in self._by_entity(shown & self.existing).items():
            update_rows(self.connection, self.schema[entity].table, self._rows(entity, ids))
        self._insert(shown - self.existing)

    def _wanted_by_shown_rows(self, candidates: set[Id]) -> set[Id]:
        wanted: set[Id] = set()
        for entity, ids in self._by_entity(candidates).items():
            for reference in self.schema[entity].inbound:
                table = self.schema[reference.entity].table
                column = reference.column
                wanted |= ids_where(self.connection, table, column, column, ids)
        return wanted

    def _hidden_references(self, row_ids: Iterable[Id]) -> set[Id]:
        return {row_id for row_id in self._absent_targets(row_ids) if not self._shown(row_id)}

    def _insert(self, row_ids: set[Id]) -> None:
        for entity, ids in self._by_entity(row_ids).items():
            insert_rows(self.connection, self.schema[entity].table, self._rows(entity, ids))

    def _write_flags(self) -> None:
        rewritten = self.touched | (self.kept_before.keys() ^ self.kept)
        for chunk in chunks(rewritten & (self.existing | self.kept_before.keys())):
            self.connection.execute(delete(FlagRecord).where(FlagRecord.row_id.in_(chunk)))
        rows = []
        for row_id in rewritten:
            flags = self._flags(row_id) if self._shown(row_id) or row_id in self.kept else ()
            rows += [(row_id, name, kind, self.entity[row_id]) for name, kind in flags]
            if row_id in self.kept:
                rows.append((row_id, "", KEPT_FOR_CHILD, self.entity[row_id]))
        table = FlagRecord.__table__
        assert isinstance(table, Table)
        insert_rows(self.connection, table, rows)

    def _outcome(self) -> Projected:
        done = Projected(erased=self.erased & self.touched)
        now = {id_ for id_ in self.touched if self._shown(id_)} | self.kept
        considered = self.touched | self.kept_before.keys() | self.kept
        untouched = (self.kept_before.keys() & self.kept) - self.touched
        for row_id in considered - untouched:
            there_before, there_now = row_id in self.existing, row_id in now
            if there_before or there_now:
                part = (
                    done.changed
                    if there_before and there_now
                    else done.created
                    if there_now
                    else done.deleted
                )
                part.setdefault(self.entity[row_id], set()).add(row_id)
        return done

    def _shown(self, row_id: Id) -> bool:
        if row_id in self.merged:
            return False
        if row_id in self.parts:
            return self.states[row_id].shown or any(self.states[part].shown for part in self.parts[row_id])
        return self.states[row_id].shown

    def _flags(self, row_id: Id) -> Iterable[tuple[str, str]]:
        parts = self.parts.get(row_id, ())
        return flags_of_merged(self.states[row_id], [self.states[part] for part in parts])

    def _shape(self, row_id: Id) -> EntityShape:
        return self.schema[self.entity[row_id]]

    def _rows(self, entity: str, ids: Iterable[Id]) -> list[tuple[object, ...]]:
        shape = self.schema[entity]
        stands = {**self.merged, **dict.fromkeys(self.erased)}
        # In the order of their ids, so that each page of an index is written once.
        return [
            shape.row(row_id, shape.standing(self.states[row_id].values, stands)) for row_id in sorted(ids)
        ]

    def _accounts_with_other_sales(self) -> set[Id]:
        batches = [row_id for row_id in self.touched if self.entity[row_id] == "sales_batch"]
        named = {Id(bytes.fromhex(self.states[row_id].values["account_id"])) for row_id in batches}
        accounts = {row_id for row_id in self.moved if self.entity[row_id] == "account"}
        return accounts | (set(resolve(self.connection, named).values()) if self.any_merged else named)

    def _by_entity(self, row_ids: Iterable[Id]) -> ByEntity:
        grouped: ByEntity = {}
        for row_id in row_ids:
            grouped.setdefault(self.entity[row_id], set()).add(row_id)
        return grouped
