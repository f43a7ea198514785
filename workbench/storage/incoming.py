"""Reading transactions from a file of others, and refusing what no workspace could have written."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from workbench.domain.journal import (
    ALIAS_FIELD,
    FORMAT,
    Entry,
    Op,
    StoredEntry,
    Transaction,
    TransactionDigest,
    last_entry_id,
    transaction_of,
)
from workbench.domain.journal_fold import RowState, fold_simple
from workbench.foundation.errors import Damaged, NewerVersion
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.comparing import News
from workbench.storage.entries import chunks, load_transactions, parsed
from workbench.storage.parts import Part, PartDigest, all_parts, read_transaction
from workbench.storage.sales_projection import check_record
from workbench.storage.schema import ColumnShape, schema
from workbench.storage.tables.journal import TransactionRecord

_TRANSACTION: Final = TransactionRecord.__table__
_ENTRIES_AT_ONCE: Final = 50_000
_DEEPEST: Final = 20
# The last four bytes of an entry's id count those of its transaction.
_MOST_ENTRIES: Final = (1 << 32) - 1
_OPS: Final = frozenset(int(op) for op in Op)
_SET: Final = int(Op.SET)
_BATCH: Final = "sales_batch"
_RECORDS: Final = "records"
_id_of: Final = itemgetter(0)
_REMEMBERED: Final = 2_000


class Head(NamedTuple):
    """A transaction that comes in: its digest, how many ``entries`` were written, and the part that the file
    holds of it, if not all. ``known``: another part of it is here already."""

    transaction: Transaction
    digest: bytes
    entries: int
    part: Part | None
    known: bool


Batch = tuple[list[Head], list[StoredEntry]]


def read_batches(source: Connection, news: News, name: str) -> Iterator[Batch]:
    """What is new in the source, oldest first, in batches of transactions with those entries that are new.

    Raises ``Damaged`` where a digest does not fit, ``NewerVersion`` for a later format.
    """
    wanted = {*news.transactions, *news.entries}
    heads: dict[Id, Head] = {}
    parts = all_parts(source)
    for chunk in chunks(wanted):
        for row in source.execute(select(_TRANSACTION).where(_TRANSACTION.c.id.in_(chunk))):
            known = row.id in news.entries
            heads[row.id] = Head(_transaction(row), row.digest, row.entries, parts.get(row.id), known)
    for run in _runs(source, wanted):
        for part in _parts(run, heads):
            # Under no name here, so that no two batches are in memory.
            yield _without_known(
                news,
                *_checked(
                    [heads[id_] for id_ in part], list(load_transactions(source, part[0], part[-1])), name
                ),
            )


def entries_by_row(entries: Iterable[StoredEntry]) -> dict[Id, list[Entry]]:
    """The entries as the fold takes them, each checked for its form. Raises ``ValueError`` or the like."""
    by_row: dict[Id, list[Entry]] = {}
    for stored_entry in entries:
        entry = parsed(stored_entry)
        _id, entity, row_id, op, field, value, _parents = entry
        if op == _SET:
            # Nearly all entries are such, and hold one value.
            if len(row_id) != 16:
                raise ValueError("not an entry")
            if field not in _texts(entity) or type(value) is not str or not value.isprintable():
                if type(value) in (dict, list):
                    _check_depth(value, _DEEPEST)
                for check in _checks(entity).get(field, ()):
                    check(value)
        else:
            text = stored_entry[5]
            # Nothing is nested deeper than it has brackets: most values need not be looked into.
            if text.count("{") + text.count("[") > _DEEPEST:
                _check_depth(_unshaped(entry), _DEEPEST)
            _check_form(entry)
        log = by_row.get(row_id)
        if log is None:
            by_row[row_id] = [entry]
        else:
            log.append(entry)
    return by_row


def simple_states(logs: Mapping[Id, Sequence[Entry]]) -> dict[Id, RowState]:
    """The states of all rows that need no rule. Raises ``ValueError`` unless every log is whole."""
    states: dict[Id, RowState] = {}
    for row_id, log in logs.items():
        state = fold_simple(log)
        if state is None:
            _check_parents(log)
        else:
            states[row_id] = state
    return states


def _check_parents(log: Sequence[Entry]) -> None:
    """Raise ``ValueError`` unless the row's log is whole: one entity, created, nothing replaced unknown."""
    ids = {entry.id for entry in log}
    entity = log[0].entity
    if not any(entry.op in (Op.CREATE, Op.EMPTIED) for entry in log):
        raise ValueError("a row that was never created")
    for entry in log:
        if entry.entity != entity or any(parent not in ids or parent >= entry.id for parent in entry.parents):
            raise ValueError("a row's history with a gap")


def _runs(source: Connection, wanted: set[Id]) -> Iterator[list[Id]]:
    """The wanted ids in stretches that stand next to each other in the source."""
    run: list[Id] = []
    for id_ in source.scalars(select(_TRANSACTION.c.id).order_by(_TRANSACTION.c.id)):
        if id_ in wanted:
            run.append(id_)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _parts(run: Sequence[Id], heads: Mapping[Id, Head]) -> Iterator[list[Id]]:
    part: list[Id] = []
    size = 0
    for id_ in run:
        held = heads[id_].part
        count = heads[id_].entries if held is None else held.held
        if part and size + count > _ENTRIES_AT_ONCE:
            yield part
            part, size = [], 0
        part.append(id_)
        size += count
    yield part


def _without_known(news: News, heads: list[Head], entries: list[StoredEntry]) -> Batch:
    if not any(head.known for head in heads):
        return heads, entries
    wanted = {id_ for head in heads for id_ in news.entries.get(head.transaction.id, ())}
    grown = {head.transaction.id for head in heads if head.known}
    return heads, [e for e in entries if e[0] in wanted or transaction_of(e[0]) not in grown]


def _checked(heads: list[Head], entries: list[StoredEntry], name: str) -> Batch:
    start = 0
    for head in heads:
        if head.transaction.format > FORMAT:
            raise NewerVersion(
                _("This file was written by a newer version of the program."),
                hint=_("Install the newer version, then try again."),
                where=name,
            )
        # Both stand in the order of their ids.
        stop = bisect_right(entries, last_entry_id(head.transaction.id), start, key=_id_of)
        own, start = entries[start:stop], stop
        if own and own[0][0] <= head.transaction.id:
            raise ValueError("an entry of no transaction")
        if not _is_as_written(head, own):
            raise Damaged(
                _("A change in this file is not as it was written."),
                hint=_("Ask for the file again; a fresh export is best."),
                where=name,
            )
    if start != len(entries):
        raise ValueError("an entry of no transaction")
    return heads, entries


def _is_as_written(head: Head, entries: list[StoredEntry]) -> bool:
    if head.part is None:
        computed = TransactionDigest()
        computed.add(entries)
        return computed.finish(head.transaction) == head.digest and len(entries) == head.entries
    held = PartDigest()
    held.add(entries)
    if len(entries) == head.entries:
        # All of it, and yet not as written: only what was erased explains that.
        fits = "…" in head.transaction.label or any(entry[3] == Op.EMPTIED for entry in entries)
    else:
        fits = 0 < len(entries) < head.entries <= _MOST_ENTRIES
    return fits and held.part(head.transaction, head.entries) == head.part


def _transaction(row: Any) -> Transaction:
    if len(row.id) != 16 or row.id[12:] != bytes(4) or len(row.replica_id) != 16:
        raise ValueError("not an id of a transaction")
    return read_transaction(row)


def _check_form(entry: Entry) -> None:
    shape = schema()[entry.entity]
    if len(entry.row_id) != 16 or entry.op not in _OPS:
        raise ValueError("not an entry")
    if entry.op == Op.CREATE:
        if not isinstance(entry.value, dict):
            raise ValueError("a creation without fields")
        if not shape.required <= entry.value.keys() or entry.parents:
            raise ValueError("an incomplete creation")
        checks, texts = _checks(entry.entity), _texts(entry.entity)
        for name, value in entry.value.items():
            if name not in texts or type(value) is not str or not value.isprintable():
                for check in checks.get(name, ()):
                    check(value)
    elif entry.op == Op.ALIAS:
        other = bytes.fromhex(entry.value["row"] or "00" * 16)
        if entry.field != ALIAS_FIELD or len(other) != 16 or other >= entry.row_id:
            raise ValueError("an alias in the wrong direction")
        for texts in entry.value["seen"].values():
            for text in texts:
                bytes.fromhex(text)
    elif entry.op in (Op.ERASE, Op.EMPTIED):
        if not shape.erasable or entry.value is not None or entry.field:
            raise ValueError("not to be erased")
    elif entry.op != Op.RESTORE:
        for text in entry.value:
            bytes.fromhex(text)


def _unshaped(entry: Entry) -> Any:
    """What of the entry's value nothing else says how deep it may be: records are flat."""
    if entry.op == Op.CREATE and entry.entity == _BATCH and isinstance(entry.value, dict):
        return [part for name, part in entry.value.items() if name != _RECORDS]
    return entry.value


def _check_depth(value: Any, deepest: int) -> None:
    """Raise ``ValueError`` for JSON that is nested deeper than any workspace writes it."""
    if deepest < 0:
        raise ValueError("nested too deep")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(item, (dict, list)):
            _check_depth(item, deepest - 1)


Check = Callable[[Any], object]
"""Raises ``ValueError`` or the like for a value that no workspace would have written."""


@cache
def _checks(entity: str) -> Mapping[str, Sequence[Check]]:
    """What each field of the entity has to pass, one check a column."""
    shape = schema()[entity]
    checks: dict[str, list[Check]] = {name: [] for name in shape.fields}
    for column in shape.columns.values():
        check = _column_check(column)
        checks[column.field.name].append(_member_check(column.name, check) if column.field.grouped else check)
    if entity == _BATCH:
        checks[_RECORDS].append(_check_records)
    return checks


@cache
def _texts(entity: str) -> frozenset[str]:
    """The fields that are text of any kind. Nearly all values are such, nearly all text is printable, and
    what is printable passes."""
    columns = schema()[entity].columns.values()
    return frozenset(c.field.name for c in columns if _is_text(c) and not c.field.grouped)


def _is_text(column: ColumnShape) -> bool:
    return column.kind is str and column.from_json is None


def _column_check(column: ColumnShape) -> Check:
    if column.kind is not None and not _is_text(column):
        # Days, ids and numbers come again and again; what is refused is not remembered.
        return lru_cache(_REMEMBERED, typed=True)(column.check_json)
    if not _is_text(column):
        return column.check_json

    def check_text(value: Any) -> None:
        if type(value) is not str or not value.isprintable():
            column.check_json(value)

    return check_text


def _member_check(name: str, check: Check) -> Check:
    return lambda value: check(value[name])


def _check_records(records: Iterable[Sequence[Any]]) -> None:
    for record in records:
        check_record(record)
