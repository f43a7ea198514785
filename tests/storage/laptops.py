"""A laptop for tests: a workspace in memory, with a clock of its own."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from workbench.domain.journal import transaction_of
from workbench.domain.scopes import Scope
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.storage.cipher import SEALED
from workbench.storage.engine import make_engine
from workbench.storage.merge import merge_journals
from workbench.storage.merge_receipts import MergeReceipt
from workbench.storage.schema import schema
from workbench.storage.scoped import copy_scope
from workbench.storage.session import Session
from workbench.storage.tables import Base
from workbench.storage.workspace import Workspace

DAY = date(2024, 5, 1)
BUSINESS = (*sorted(schema()), "sale", "journal_flag", "journal_alias")
JOURNAL = ("journal_entry", "journal_transaction", "journal_part", "journal_replica")

Snapshot = dict[str, list[tuple[Any, ...]]]


def _empty() -> Any:
    connection = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _template() -> Any:
    connection = _empty()
    engine = make_engine(Path("template"), lambda: connection, watch=False)
    with engine.begin() as writer:
        Base.metadata.create_all(writer)
    return connection


_TEMPLATE = _template()


class Laptop:
    """A workspace in memory, with a clock of its own."""

    def __init__(
        self,
        name: str,
        clock: FixedClock | None = None,
        source: Any = _TEMPLATE,
        known_at: dict[bytes, frozenset[bytes]] | None = None,
    ) -> None:
        self.name = name
        self.known_at = {} if known_at is None else known_at
        self.clock = clock or FixedClock(DAY)
        self.connection = _empty()
        source.backup(self.connection)
        engine = make_engine(Path(name), lambda: self.connection, watch=False)
        self.workspace = Workspace(
            Path(name), engine, SEALED, clock=self.clock, author=name, after_project=(self._remember,)
        )

    def _remember(self, _session: Session, _touched: Mapping[str, set[Id]]) -> None:
        """Note what was known when a transaction was first seen anywhere: on the laptop that wrote it."""
        known = frozenset(row[0] for row in self.rows("SELECT id FROM journal_entry"))
        for id_ in known:
            self.known_at.setdefault(transaction_of(id_), known)

    def copied_by_hand(self, clock: FixedClock | None = None) -> "Laptop":
        """The same file on another machine: same name, same device id."""
        copy = Laptop(self.name, clock or FixedClock(self.clock.day), self.connection, self.known_at)
        copy.workspace.replica_id = self.workspace.replica_id
        return copy

    def merge(self, other: "Laptop", *, dry_run: bool = False) -> MergeReceipt:
        """Take in what the other knows; of itself, what a copy knows."""
        other = other.copied_by_hand() if other is self else other
        with other.workspace.read() as source:
            return merge_journals(self.workspace, source.connection(), name=other.name, dry_run=dry_run)

    def in_scope(self, scope: Scope) -> "Laptop":
        """A file with what is in scope of this one."""
        part = Laptop(f"part of {self.name}", FixedClock(self.clock.day), known_at=self.known_at)
        with self.workspace.read() as source, part.workspace.writing() as target:
            copy_scope(source.connection(), target, scope, hooks=())
        return part

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Raw rows as the driver gives them."""
        return [tuple(row) for row in self.connection.execute(query)]

    def content(self) -> Snapshot:
        """All business tables and flags."""
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in BUSINESS}

    def journal(self) -> Snapshot:
        """All entries and transactions, and what is known of devices."""
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in JOURNAL}

    def value(self, entity: str, row_id: bytes, column: str) -> Any:
        """One shown value, or ``None`` where the row is not there."""
        with self.workspace.read() as session:
            query = text(f"SELECT {column} FROM {entity} WHERE id = :id")
            return session.scalar(query, {"id": row_id})

    def flags(self) -> set[tuple[str, str]]:
        """Which flags stand, as (field, kind)."""
        return set(self.rows("SELECT field, kind FROM journal_flag"))

    def create(self, entity: str, row_id: Id | None = None, **values: Any) -> Id:
        """One change that creates one row."""
        with self.workspace.change("create", "Create") as change:
            return change.create(entity, values, row_id)

    def set(self, entity: str, row_id: Id, **values: Any) -> Id:
        """One change that sets one row; returns its transaction."""
        with self.workspace.change("set", "Set") as change:
            change.set(entity, row_id, values)
        return change.transaction_id

    def delete(self, entity: str, row_id: Id) -> Id:
        """One change that deletes one row; returns its transaction."""
        with self.workspace.change("delete", "Delete") as change:
            change.delete(entity, row_id)
        return change.transaction_id
