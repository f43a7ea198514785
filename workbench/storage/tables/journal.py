"""The journal itself: the only tables that are written first. All others follow from it."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import Base, IdType


class TransactionRecord(Base):
    """One saved change. ``at``: the device's wall clock in UTC, ISO 8601, for people only."""

    __tablename__ = "journal_transaction"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    replica_id: Mapped[bytes] = mapped_column(IdType, index=True)
    author: Mapped[str]
    at: Mapped[str]
    kind: Mapped[str]
    label: Mapped[str]
    undoes: Mapped[bytes | None]
    format: Mapped[int]
    entries: Mapped[int]
    digest: Mapped[bytes]


class EntryRecord(Base):
    """One entry. Its id begins with the first 12 bytes of its transaction's id.

    ``value`` is JSON; ``parents`` are the ids it replaces, behind each other.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_row_id", "row_id"), {"sqlite_with_rowid": False})

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    entity: Mapped[str]
    row_id: Mapped[bytes]
    op: Mapped[int]
    field: Mapped[str]
    value: Mapped[str]
    parents: Mapped[bytes]


class PartRecord(Base):
    """A transaction of which this file holds less than was written: entries were emptied, or never came.

    ``held``: how many of its entries are here. ``numbers``: a digest over which ones, empty where it is all.
    ``digest``: over what is here, in place of the transaction's own, which names it for good.
    """

    __tablename__ = "journal_part"

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    held: Mapped[int]
    numbers: Mapped[bytes]
    digest: Mapped[bytes]


class ReplicaRecord(Base):
    """What this file holds of one device: how many transactions, and a digest over them."""

    __tablename__ = "journal_replica"

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    name: Mapped[str]
    txns: Mapped[int]
    digest: Mapped[bytes]


class FlagRecord(Base):
    """Something about a row that a person should decide. ``field`` is empty for the row as a whole."""

    __tablename__ = "journal_flag"
    __table_args__ = (Index("ix_journal_flag_kind", "kind"), {"sqlite_with_rowid": False})

    row_id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str]


class AliasRecord(Base):
    """A row that a person said is the same as another: whatever names it means ``target_id``."""

    __tablename__ = "journal_alias"
    __table_args__ = (Index("ix_journal_alias_target_id", "target_id"), {"sqlite_with_rowid": False})

    row_id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    target_id: Mapped[bytes]


class MergeRecord(Base):
    """A merge that this file has seen; local, never exported. ``transactions``: the ids it brought."""

    __tablename__ = "journal_merge"

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True)
    at: Mapped[str]
    author: Mapped[str]
    source: Mapped[str]
    transactions: Mapped[bytes]
    conflicts: Mapped[int]


class WorkspaceRecord(Base):
    """What the file knows about itself, by name."""

    __tablename__ = "workspace_info"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
