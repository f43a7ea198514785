"""The journal itself: the only tables that are written first. All others follow from it."""

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import Base, IdType, column


class TransactionRecord(Base):
    """One saved change. ``at``: the device's wall clock in UTC, ISO 8601, for people only."""

    __tablename__ = "journal_transaction"
    without_rowid = True

    id: ColumnElement[bytes] = column(IdType, primary_key=True)
    replica_id: ColumnElement[bytes] = column(IdType, index=True)
    author: ColumnElement[str]
    at: ColumnElement[str]
    kind: ColumnElement[str]
    label: ColumnElement[str]
    undoes: ColumnElement[bytes | None]
    format: ColumnElement[int]
    entries: ColumnElement[int]
    digest: ColumnElement[bytes]


class EntryRecord(Base):
    """One entry. Its id begins with the first 12 bytes of its transaction's id.

    ``value`` is JSON; ``parents`` are the ids it replaces, behind each other.
    """

    __tablename__ = "journal_entry"
    without_rowid = True

    id: ColumnElement[bytes] = column(IdType, primary_key=True)
    entity: ColumnElement[str]
    row_id: ColumnElement[bytes] = column(index=True)
    op: ColumnElement[int]
    field: ColumnElement[str]
    value: ColumnElement[str]
    parents: ColumnElement[bytes]


class PartRecord(Base):
    """A transaction of which this file holds less than was written: entries were emptied, or never came.

    ``held``: how many of its entries are here. ``numbers``: a digest over which ones, empty where it is all.
    ``digest``: over what is here, in place of the transaction's own, which names it for good.
    """

    __tablename__ = "journal_part"

    id: ColumnElement[bytes] = column(IdType, primary_key=True)
    held: ColumnElement[int]
    numbers: ColumnElement[bytes]
    digest: ColumnElement[bytes]


class ReplicaRecord(Base):
    """What this file holds of one device: how many transactions, and a digest over them."""

    __tablename__ = "journal_replica"

    id: ColumnElement[bytes] = column(IdType, primary_key=True)
    name: ColumnElement[str]
    txns: ColumnElement[int]
    digest: ColumnElement[bytes]


class FlagRecord(Base):
    """Something about a row that a person should decide. ``field`` is empty for the row as a whole."""

    __tablename__ = "journal_flag"
    without_rowid = True

    row_id: ColumnElement[bytes] = column(IdType, primary_key=True)
    field: ColumnElement[str] = column(primary_key=True)
    kind: ColumnElement[str] = column(primary_key=True, index=True)
    entity: ColumnElement[str]


class AliasRecord(Base):
    """A row that a person said is the same as another: whatever names it means ``target_id``."""

    __tablename__ = "journal_alias"
    without_rowid = True

    row_id: ColumnElement[bytes] = column(IdType, primary_key=True)
    target_id: ColumnElement[bytes] = column(index=True)


class MergeRecord(Base):
    """A merge that this file has seen; local, never exported. ``transactions``: the ids it brought."""

    __tablename__ = "journal_merge"

    id: ColumnElement[bytes] = column(IdType, primary_key=True)
    at: ColumnElement[str]
    author: ColumnElement[str]
    source: ColumnElement[str]
    transactions: ColumnElement[bytes]
    conflicts: ColumnElement[int]


class WorkspaceRecord(Base):
    """What the file knows about itself, by name."""

    __tablename__ = "workspace_info"

    name: ColumnElement[str] = column(primary_key=True)
    value: ColumnElement[str]
