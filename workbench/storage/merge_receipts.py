"""What a merge brought: counted by kind, by author and device, and which rows they were."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import chain

from workbench.domain.journal import ChangeSummary
from workbench.foundation.ids import Id
from workbench.storage.incoming import Head
from workbench.storage.projector import ByEntity, Projected

Flag = tuple[bytes, str, str, str]
"""Row, field, kind and entity of something to decide."""


@dataclass(frozen=True)
class EntityCounts:
    """How many rows of one kind came, changed and went, and how much of it is to be decided.

    ``same``: rows that both sides had written, with the same content.
    """

    created: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0
    same: int = 0


@dataclass(frozen=True)
class Share:
    """What came from one author on one device: its changes, and the first and the last of them by that
    device's clock (UTC, ISO 8601). ``newest``: the id of the last one, which no change known to it is later
    than."""

    author: str
    replica_id: Id
    changes: int
    first: str
    last: str
    newest: Id


@dataclass(frozen=True)
class MergedRows:
    """Which rows a merge touched, by entity."""

    created: Mapping[str, Set[Id]] = field(default_factory=dict)
    changed: Mapping[str, Set[Id]] = field(default_factory=dict)
    deleted: Mapping[str, Set[Id]] = field(default_factory=dict)


@dataclass(frozen=True)
class MergeReceipt:
    """What a merge brought, or would bring.

    ``new`` and ``known`` count journal entries, ``conflicts`` what is to be decided now and was not
    before; ``flags`` says what. ``transaction_id`` is what ``undo_merge`` takes; ``None`` where nothing
    was new.
    """

    source: str
    new: int
    known: int
    conflicts: int
    by_entity: Mapping[str, EntityCounts]
    authors: tuple[str, ...]
    transaction_id: Id | None
    summary: ChangeSummary
    shares: tuple[Share, ...] = ()
    rows: MergedRows = field(default_factory=MergedRows)
    flags: frozenset[Flag] = frozenset()


@dataclass
class Tally:
    """What the batches of one file did to the tables together."""

    created: ByEntity = field(default_factory=dict)
    changed: ByEntity = field(default_factory=dict)
    deleted: ByEntity = field(default_factory=dict)
    same: ByEntity = field(default_factory=dict)
    by_author: dict[tuple[str, Id], list[tuple[str, Id]]] = field(default_factory=dict)

    def add(self, done: Projected, same: Mapping[str, Set[Id]]) -> None:
        """Take a batch in; ``same`` are the rows that it left as they were."""
        for entity, rows in done.created.items():
            back = rows & self.deleted.get(entity, set())
            self.deleted.get(entity, set()).difference_update(back)
            self.changed.setdefault(entity, set()).update(back)
            self.created.setdefault(entity, set()).update(rows - back)
        for entity, rows in done.changed.items():
            self.changed.setdefault(entity, set()).update(rows - self.created.get(entity, set()))
        for entity, rows in done.deleted.items():
            new = rows & self.created.get(entity, set())
            self.created.get(entity, set()).difference_update(new)
            self.changed.get(entity, set()).difference_update(rows)
            self.deleted.setdefault(entity, set()).update(rows - new)
        for entity, unchanged in same.items():
            self.same.setdefault(entity, set()).update(unchanged)

    def add_heads(self, heads: Iterable[Head]) -> None:
        """Take in who wrote the changes of a batch, and when."""
        for head in heads:
            change = head.transaction
            self.by_author.setdefault((change.author, change.replica_id), []).append((change.at, change.id))

    def counts(self, flags: Iterable[Flag]) -> dict[str, EntityCounts]:
        """How much of each entity."""
        conflicts = Counter(entity for *_flag, entity in flags)
        parts = (self.created, self.changed, self.deleted)
        # A row is the same only if no batch made anything else of it.
        same = {
            entity: rows.difference(*(part.get(entity, ()) for part in parts))
            for entity, rows in self.same.items()
        }
        created, changed, deleted, unchanged = (
            {name: len(rows) for name, rows in part.items()} for part in (*parts, same)
        )
        counts = {
            name: EntityCounts(
                *(created.get(name, 0), changed.get(name, 0), deleted.get(name, 0)),
                *(conflicts[name], unchanged.get(name, 0)),
            )
            for name in sorted({*created, *changed, *deleted, *unchanged, *conflicts})
        }
        return {name: count for name, count in counts.items() if count != EntityCounts()}

    def authors(self) -> tuple[str, ...]:
        """Whose changes came."""
        return tuple(sorted({author for author, _replica in self.by_author}))

    def shares(self) -> tuple[Share, ...]:
        """By author and device, the most changes first."""
        shares = (
            Share(author, replica_id, len(told), min(told)[0], max(told)[0], told[-1][1])
            for (author, replica_id), told in self.by_author.items()
        )
        return tuple(sorted(shares, key=lambda one: (-one.changes, one.author, one.replica_id)))

    def rows(self) -> MergedRows:
        """Which rows came, changed and went."""
        return MergedRows(self.created, self.changed, self.deleted)

    def touched(self) -> dict[str, frozenset[Id]]:
        """All rows that the tables show differently now."""
        parts = (self.created, self.changed, self.deleted)
        touched = {
            entity: frozenset().union(*(part.get(entity, ()) for part in parts))
            for entity in dict.fromkeys(chain.from_iterable(parts))
        }
        return {entity: rows for entity, rows in touched.items() if rows}
