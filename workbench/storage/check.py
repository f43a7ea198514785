"""Whether the tables are what the journal says, found without trusting any step that wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, delete, func, select

from workbench.domain.journal import Entry, Op, combine_digests, transaction_of
from workbench.domain.journal_fold import KEPT_FOR_CHILD, RowState, flags_of_merged, fold_row, kept_rows
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.aliases import ALIAS, all_groups, joined
from workbench.storage.contents import content_findings
from workbench.storage.entries import as_kept, chunks, insert_rows, load_logs, parsed
from workbench.storage.parts import all_parts, count_held, measure_part, named
from workbench.storage.projector import project
from workbench.storage.recognition import damaged
from workbench.storage.sales_projection import SALE, folded_sales, sales_of
from workbench.storage.schema import schema
from workbench.storage.session import ReadingSession, Session
from workbench.storage.soundness import Finding
from workbench.storage.tables.journal import EntryRecord, FlagRecord, ReplicaRecord, TransactionRecord
from workbench.storage.workspace import Workspace

_ENTRY: Final = EntryRecord.__table__
_TRANSACTION: Final = TransactionRecord.__table__
_REPLICA: Final = ReplicaRecord.__table__
_FLAG: Final = FlagRecord.__table__


def check_journal(session: Session) -> list[Finding]:
    """Everything in which journal, tables, flags and contents disagree; empty for a sound file.

    Reads the whole journal; memory grows with the number of rows, not with their content.
    """
    connection = session.connection()
    tables = (*_row_findings(connection), *_sales_findings(connection))
    return [
        *_digest_findings(connection),
        *(Finding("journal", message, repairable=True) for message in tables),
        *(Finding("contents", message) for message in content_findings(connection)),
    ]


def check_mixed(workspace: Workspace) -> None:
    """Raise ``Damaged`` unless the pages of the file belong together: journal, devices, tables.

    Pages of two states of one file bear right seals each, and may even make a sound database. A content that
    is missing or spoilt is no reason: all but that attachment can be worked with.
    """
    with workspace.read() as session:
        findings = check_journal(session)
    if any(finding.check != "contents" for finding in findings):
        raise damaged(workspace.path)


def write_tables(workspace: Workspace, session: ReadingSession) -> None:
    """Write all business tables and flags anew from the journal, within a transaction that writes."""
    connection = session.connection()
    for table in (SALE, _FLAG, ALIAS, *(shape.table for shape in schema().values())):
        connection.execute(delete(table))
    rows = connection.scalars(select(_ENTRY.c.row_id).distinct()).all()
    for chunk in chunks(rows):
        project(session, load_logs(connection, chunk), workspace.after_project)


def recount_devices(connection: Connection) -> None:
    """Write anew what the file holds of each device; their names stay where they are known."""
    names = dict(connection.execute(select(_REPLICA.c.id, _REPLICA.c.name)).all())
    parts = all_parts(connection)
    counted: dict[bytes, tuple[str, int, bytes]] = {}
    columns = (_TRANSACTION.c.id, _TRANSACTION.c.replica_id, _TRANSACTION.c.author, _TRANSACTION.c.digest)
    for row in connection.execute(select(*columns).order_by(_TRANSACTION.c.id)):
        part = parts.get(row.id)
        _name, count, combined = counted.get(row.replica_id, ("", 0, bytes(16)))
        known = (row.id, named(row.digest, part.numbers if part else b""))
        counted[row.replica_id] = (row.author, count + 1, combine_digests(combined, [known]))
    connection.execute(delete(_REPLICA))
    insert_rows(
        connection,
        _REPLICA,
        [(id_, names.get(id_, author), count, digest) for id_, (author, count, digest) in counted.items()],
    )


def _digest_findings(connection: Connection) -> Iterator[Finding]:
    replicas: dict[bytes, tuple[int, bytes]] = {}
    parts = all_parts(connection)
    for row in connection.execute(select(_TRANSACTION).order_by(_TRANSACTION.c.id)).all():
        part = parts.pop(row.id, None)
        if measure_part(connection, row) != part:
            yield _not_as_written(row.id)
        count, combined = replicas.get(row.replica_id, (0, bytes(16)))
        known = (row.id, named(row.digest, part.numbers if part else b""))
        replicas[row.replica_id] = (count + 1, combine_digests(combined, [known]))
    for id_ in sorted(parts):
        yield _not_as_written(id_)
    if count_held(connection) != connection.scalar(select(func.count()).select_from(_ENTRY)):
        yield from map(_not_as_written, _unknown(connection))
    noted = {row.id: (row.txns, row.digest) for row in connection.execute(select(_REPLICA))}
    if noted != replicas:
        message = _("The list of devices does not fit the changes.")
        yield Finding("devices", message, repairable=True)


def _unknown(connection: Connection) -> list[Id]:
    """Transactions of which there are entries, and nothing else."""
    known = set(connection.scalars(select(_TRANSACTION.c.id)))
    return sorted({transaction_of(id_) for id_ in connection.scalars(select(_ENTRY.c.id))} - known)


def _not_as_written(id_: bytes) -> Finding:
    return Finding("journal", _("The change {id} is not as it was written.").format(id=id_.hex()))


def _row_findings(connection: Connection) -> Iterator[str]:
    parts = _parts(connection)
    merged = {row_id: target for target, of_target in parts.items() for row_id in of_target}
    erased = _rows_with(connection, Op.ERASE, Op.EMPTIED)
    stands: dict[Id, Id | None] = {**merged, **dict.fromkeys(erased)}
    for row_ids in chunks(erased):
        query = select(func.count()).select_from(_ENTRY).where(_ENTRY.c.row_id.in_(row_ids))
        if connection.scalar(query.where(_ENTRY.c.op.in_((Op.CREATE, Op.SET)))):
            yield _("Something is left of what was erased.")
    if all_groups(connection).stands != merged:
        yield _("What was merged into what is not as the journal says.")
    entities: dict[Id, str] = {}
    hidden: dict[Id, set[Id]] = {}
    referred: set[Id] = set()
    flags: set[tuple[bytes, str, str, str]] = set()
    shown: dict[str, int] = dict.fromkeys(schema(), 0)
    for batch in chunks(_logs(connection)):
        states = {log[0].row_id: fold_row(log) for log in batch}
        own = {log[0].row_id: log[0].entity for log in batch}
        entities.update(own)
        for row_id, state in states.items():
            shape = schema()[own[row_id]]
            state.values = shape.standing(state.values, stands)
            targets = {target for _reference, target in shape.referred(state.values)}
            state.flags = flags_of_merged(state, parts.get(row_id, {}).values())
            state.shown = row_id not in merged and (
                state.shown or any(part.shown for part in parts.get(row_id, {}).values())
            )
            if not state.shown:
                hidden[row_id] = targets
                continue
            referred |= targets
            shown[own[row_id]] += 1
            flags |= {(row_id, name, kind, own[row_id]) for name, kind in state.flags}
        yield from _content_findings(
            connection, own, {i: state for i, state in states.items() if state.shown}
        )
    for target in sorted(referred - entities.keys()):
        yield _("A row refers to {id}, which was never created.").format(id=target.hex())
    kept = kept_rows(
        referred & hidden.keys(),
        lambda ids: {target for id_ in ids for target in hidden[id_] if target in hidden},
    )
    for row_ids in chunks(kept):
        states = {row_id: fold_row(log) for row_id, log in load_logs(connection, row_ids).items()}
        for row_id, state in states.items():
            state.values = schema()[entities[row_id]].standing(state.values, stands)
            shown[entities[row_id]] += 1
            flags |= {(row_id, name, kind, entities[row_id]) for name, kind in state.flags}
            flags.add((row_id, "", KEPT_FOR_CHILD, entities[row_id]))
        yield from _content_findings(connection, entities, states)
    for entity, count in shown.items():
        found = connection.scalar(select(func.count()).select_from(schema()[entity].table))
        if found != count:
            yield _("{table} has {found} rows, the journal {count}.").format(
                table=entity, found=found, count=count
            )
    columns = (_FLAG.c.row_id, _FLAG.c.field, _FLAG.c.kind, _FLAG.c.entity)
    if {tuple(row) for row in connection.execute(select(*columns))} != flags:
        yield _("The open conflicts are not those of the journal.")


def _rows_with(connection: Connection, *ops: Op) -> set[Id]:
    """The rows that have such entries."""
    query = select(_ENTRY.c.row_id).distinct().where(_ENTRY.c.op.in_(ops))
    return {Id(row_id) for row_id in connection.scalars(query)}


def _parts(connection: Connection) -> dict[Id, dict[Id, RowState]]:
    """The rows that aliases merge into others, by the row that stands for them, with their states."""
    said = load_logs(connection, _rows_with(connection, Op.ALIAS))
    states = {row_id: fold_row(log) for row_id, log in said.items()}
    others = {other for state in states.values() for other in state.same_as} - states.keys()
    states.update((row_id, fold_row(log)) for row_id, log in load_logs(connection, others).items())
    merged = joined(states)
    parts: dict[Id, dict[Id, RowState]] = {}
    for row_id, target in merged.items():
        parts.setdefault(target, {})[row_id] = states[row_id]
    return parts


def _content_findings(
    connection: Connection, entities: Mapping[Id, str], states: Mapping[Id, RowState]
) -> Iterator[str]:
    """Rows that the tables do not hold as they were folded."""
    by_entity: dict[str, list[Id]] = {}
    for row_id in states:
        by_entity.setdefault(entities[row_id], []).append(row_id)
    for entity, ids in by_entity.items():
        shape = schema()[entity]
        query = select(*as_kept(shape.table)).where(shape.table.c.id.in_(ids))
        found: dict[bytes, tuple[Any, ...]] = {row[0]: tuple(row) for row in connection.execute(query)}
        for row_id in ids:
            if found.get(row_id) != shape.row(row_id, states[row_id].values):
                yield _("The row {id} of {table} is not what the journal says.").format(
                    id=row_id.hex(), table=entity
                )


def _sales_findings(connection: Connection) -> Iterator[str]:
    batches = schema()["sales_batch"].table
    counted = 0
    accounts = connection.scalars(select(batches.c.account_id).distinct()).all()
    for chunk in chunks(accounts, 200):
        expected = folded_sales(connection, chunk)
        counted += len(expected)
        if sales_of(connection, chunk) != expected:
            yield _("Some sales are not what the journal says.")
    if connection.scalar(select(func.count()).select_from(SALE)) != counted:
        yield _("There are sales that the journal does not know.")


def _logs(connection: Connection) -> Iterator[Sequence[Entry]]:
    """All entries, row by row."""
    query = select(_ENTRY).order_by(_ENTRY.c.row_id, _ENTRY.c.id)
    rows = connection.execute(query.execution_options(yield_per=5_000))
    for _row_id, entries in groupby((parsed(tuple(row)) for row in rows), key=lambda entry: entry.row_id):
        yield list(entries)
