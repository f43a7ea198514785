"""Merging files: the union of their journals. Any order, any number of times, the same result.

A file that is already known costs a glance at its replica digests; otherwise the difference of the
transaction ids is taken over, checked against its digests, and projected like any other change.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from workbench.domain.journal import ChangeSummary, Entry, Op, StoredEntry, transaction_of
from workbench.domain.journal_fold import RowState, fold_row
from workbench.foundation.errors import BadInput, Damaged, WorkbenchError
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.backup import FileInfo, describe_file
from workbench.storage.comparing import News, find_news
from workbench.storage.contents import take_contents
from workbench.storage.devices import count_transactions, next_id
from workbench.storage.entries import chunks, insert_entries, insert_rows, load_logs
from workbench.storage.erasing import clear_labels, empty_entries
from workbench.storage.growing import grow_transactions
from workbench.storage.incoming import Head, entries_by_row, read_batches, simple_states
from workbench.storage.json_values import text_of
from workbench.storage.merge_group import MergeGroup
from workbench.storage.merge_receipts import Flag, MergeReceipt, Tally
from workbench.storage.opening_ahead import open_ahead
from workbench.storage.parts import count_held, keep_parts, named
from workbench.storage.projector import MissingRow, Projected, project
from workbench.storage.session import ReadingSession, Session
from workbench.storage.tables.journal import FlagRecord, MergeRecord, TransactionRecord
from workbench.storage.workspace import Workspace

_TRANSACTION: Final = TransactionRecord.__table__
_FLAG: Final = FlagRecord.__table__
_MERGE: Final = MergeRecord.__table__
_FILES_A_SAVE: Final = 20
_BYTES_A_SAVE: Final = 256 << 20
_ROWS_AT_ONCE: Final = 5_000
# What values that no workspace wrote run into, wherever they are first looked at.
_NOT_AS_WRITTEN: Final = (
    *(AttributeError, LookupError, TypeError, ValueError),
    *(OverflowError, RecursionError),
)


_Seen = tuple[bool, Mapping[str, Any], frozenset[tuple[str, str]]]


def merge_file(
    workspace: Workspace, path: Path, passphrase: str | None = None, *, dry_run: bool = False
) -> MergeReceipt:
    """Take in what the file at ``path`` knows and we do not; ``dry_run`` only says what that is.

    Raises as ``open_foreign`` does, ``Damaged`` or ``NewerVersion`` if its journal does not check out; then
    nothing of it is taken.
    """
    outcome = next(merge_files(workspace, [(path, passphrase)], dry_run=dry_run))
    if isinstance(outcome, WorkbenchError):
        raise outcome
    return outcome


BeforeChange = Callable[[], object]
Look = Callable[[ReadingSession, FileInfo, MergeReceipt], object]
"""Given the workspace with the file merged into it, what the file says about itself, and the receipt."""


_NOT_ELSEWHERE: Final[Mapping[Path, Path]] = {}


def _nothing_to_do() -> None:
    return None


def merge_files(
    workspace: Workspace,
    files: Iterable[tuple[Path, str | None]],
    *,
    dry_run: bool = False,
    before_change: BeforeChange = _nothing_to_do,
    look: Look | None = None,
    shown: Mapping[Path, Path] = _NOT_ELSEWHERE,
) -> Iterator[MergeReceipt | WorkbenchError]:
    """Merge files one after the other; a file that cannot be taken yields its error and stops no other.

    ``before_change`` is called for each file that brings something new, before any of it is written;
    ``look`` after each file of a ``dry_run``, while all of it is there. ``shown``: where the user has files
    that were copied from elsewhere to be read.

    Saved every 20 files, or fewer large ones. The receipts of a ``dry_run`` count each file alone. Raises
    where the workspace itself cannot be written.
    """
    if not dry_run:
        workspace.check_changeable()
    for group in groups_saved_together(files):
        one = partial(
            _merge_group,
            *(workspace, group),
            dry_run=dry_run,
            before_change=before_change,
            look=look,
            shown=shown,
        )
        outcomes = None
        # Else all that the exception leads to, what was read, would be held while the save is made anew.
        with contextlib.suppress(_TakenInPart):
            outcomes = one(apart=dry_run)
        yield from one(apart=True) if outcomes is None else outcomes


class _TakenInPart(Exception):
    """Something of a file was written before it failed."""


def _merge_group(
    workspace: Workspace,
    group: Sequence[tuple[Path, str | None]],
    *,
    dry_run: bool,
    before_change: BeforeChange,
    look: Look | None,
    shown: Mapping[Path, Path],
    apart: bool,
) -> list[MergeReceipt | WorkbenchError]:
    """Merge the files of one save. ``apart``: each so that it can be taken back alone, for which every page
    it changes is copied first; without, nothing is saved and ``_TakenInPart`` raised if that is needed."""
    outcomes: list[MergeReceipt | WorkbenchError] = []
    together = MergeGroup(workspace.after_project)
    with (
        without_garbage_collection(),
        workspace.writing(much=True) as session,
        contextlib.closing(open_ahead(group)) as opened,
    ):
        for path, foreign in opened:
            before = _changes(session)
            try:
                if isinstance(foreign, WorkbenchError):
                    raise foreign
                with foreign.read() as source:
                    seen = None if look is None else partial(look, session, describe_file(foreign, source))
                    outcomes.append(
                        _merge(
                            workspace,
                            session,
                            source.connection(),
                            text_of(shown.get(path, path)),
                            dry_run,
                            together,
                            before_change,
                            seen,
                            apart=apart,
                        )
                    )
            except WorkbenchError as error:
                if not apart and _changes(session) != before:
                    raise _TakenInPart from error
                outcomes.append(error)
        together.finish(session)
    return outcomes


def _changes(session: Session) -> int:
    """How many rows were written by now through the session's connection."""
    return int(session.connection().exec_driver_sql("SELECT total_changes()").scalar_one())


def groups_saved_together(
    files: Iterable[tuple[Path, str | None]],
) -> Iterator[list[tuple[Path, str | None]]]:
    """The files that are saved together: what they bring waits in memory until then."""
    group: list[tuple[Path, str | None]] = []
    waiting = 0
    for path, passphrase in files:
        try:
            size = path.stat().st_size
        except OSError:
            size = 0
        if group and (len(group) == _FILES_A_SAVE or waiting + size > _BYTES_A_SAVE):
            yield group
            group, waiting = [], 0
        group.append((path, passphrase))
        waiting += size
    if group:
        yield group


def merge_journals(
    workspace: Workspace, source: Connection, *, name: str = "", dry_run: bool = False
) -> MergeReceipt:
    """As ``merge_file``, for a source that is open already and known to be sound."""
    together = MergeGroup(workspace.after_project)
    with without_garbage_collection(), workspace.writing() as session:
        receipt = _merge(workspace, session, source, name, dry_run, together, apart=dry_run)
        together.finish(session)
    return receipt


def _merge(
    workspace: Workspace,
    session: Session,
    source: Connection,
    name: str,
    dry_run: bool,
    together: MergeGroup,
    before_change: BeforeChange = _nothing_to_do,
    seen: Callable[[MergeReceipt], object] | None = None,
    *,
    apart: bool,
) -> MergeReceipt:
    """Merge inside the running transaction; wholly or not at all if ``apart``, which a ``dry_run`` needs."""
    connection = session.connection()
    savepoint = connection.begin_nested() if apart else None
    try:
        receipt = _take_over(workspace, session, source, name, together, before_change)
        if dry_run and seen is not None:
            seen(receipt)
    except (MissingRow, IntegrityError, BadInput, *_NOT_AS_WRITTEN) as error:
        if savepoint is not None:
            savepoint.rollback()
        together.file_left()
        raise _not_whole(name) from error
    except BaseException:
        # On a full disk SQLite has rolled back already, the savepoint with it; that disk is what is told.
        with contextlib.suppress(DBAPIError):
            if savepoint is not None:
                savepoint.rollback()
        together.file_left()
        raise
    if dry_run and savepoint is not None:
        savepoint.rollback()
        together.file_left()
    else:
        if savepoint is not None:
            savepoint.commit()
        together.file_taken()
    return receipt


def _take_over(
    workspace: Workspace,
    session: Session,
    source: Connection,
    name: str,
    together: MergeGroup,
    before_change: BeforeChange,
) -> MergeReceipt:
    connection = session.connection()
    in_file = count_held(source)
    news = find_news(connection, source)
    if not news:
        take_contents(connection, source)
        summary = ChangeSummary(None, "merge", name, {}, False)
        return MergeReceipt(name, 0, in_file, 0, {}, (), None, summary)
    before_change()
    flags_before = _flags(connection)
    tally = Tally()
    taken = 0
    batches = read_batches(source, news, name)
    first, second = next(batches, ([], [])), next(batches, None)
    if second is None:
        tally.add(*_take_batch(together, session, *first))
        tally.add_heads(first[0])
        taken += len(first[1])
    else:
        # First the whole journal: each row is then written once, however often it was changed.
        rows: set[Id] = set()
        waiting = [first, second]
        del first, second
        while batch := waiting.pop(0) if waiting else next(batches, None):
            heads, entries = batch
            rows.update(_add_batch(connection, heads, entries, entries_by_row(entries)))
            tally.add_heads(heads)
            taken += len(entries)
            # Before the next is read: a batch is large.
            del batch, heads, entries
        in_order = sorted(rows)
        del rows
        for done, unchanged in _project_rows(together, session, news, in_order):
            tally.add(done, unchanged)
    if erased := together.erased(connection):
        clear_labels(connection, source, erased, news.transactions)
    take_contents(connection, source)
    merge_id = next_id(connection, int(workspace.clock.now().timestamp() * 1000))
    flags = _flags(connection) - flags_before
    at = workspace.clock.now().isoformat(timespec="milliseconds")
    insert_rows(
        connection, _MERGE, [(merge_id, at, workspace.author, name, b"".join(news.ids()), len(flags))]
    )
    summary = ChangeSummary(merge_id, "merge", name, tally.touched(), True)
    return MergeReceipt(
        name,
        taken,
        in_file - taken,
        len(flags),
        tally.counts(flags),
        tally.authors(),
        merge_id,
        summary,
        tally.shares(),
        tally.rows(),
        frozenset(flags),
    )


def _take_batch(
    together: MergeGroup,
    session: Session,
    heads: Sequence[Head],
    entries: Sequence[StoredEntry],
) -> tuple[Projected, Mapping[str, Set[Id]]]:
    """Add transactions, or more of them, to the journal and project the rows they touch; also returns those
    that were the same already."""
    connection = session.connection()
    by_row = entries_by_row(entries)
    logs = together.load_logs(connection, by_row.keys())
    before = {row_id: _seen(log) for row_id, log in logs.items()}
    for row_id, added in by_row.items():
        if row_id in logs:
            logs[row_id] += added
        else:
            logs[row_id] = added
    states = simple_states(logs)
    _add_batch(connection, heads, entries, by_row)
    return _project(together, session, logs, states, before)


def _add_batch(
    connection: Connection, heads: Sequence[Head], entries: Sequence[StoredEntry], rows: Iterable[Id]
) -> Iterable[Id]:
    """Add transactions, or more of them, to the journal alone; gives back the ``rows`` they touch."""
    insert_entries(connection, entries)
    _add_transactions(connection, [head for head in heads if not head.known])
    grow_transactions(connection, [head.transaction for head in heads if head.known])
    return rows


def _project_rows(
    together: MergeGroup, session: Session, news: News, row_ids: Sequence[Id]
) -> Iterator[tuple[Projected, Mapping[str, Set[Id]]]]:
    """Project rows whose entries stand in the journal already, some at a time; as ``_take_batch`` returns."""
    connection = session.connection()
    came = {*news.transactions}
    more = {id_ for of_one in news.entries.values() for id_ in of_one}
    together.forget_logs(row_ids)
    written: set[Id] = set()
    for chunk in chunks(row_ids, _ROWS_AT_ONCE):
        logs = load_logs(connection, chunk)
        states = simple_states(logs)
        before: dict[Id, _Seen] = {}
        for row_id, log in logs.items():
            known = [entry for entry in log if entry.id not in more and transaction_of(entry.id) not in came]
            if known:
                before[row_id] = _seen(known)
        # What a row referred to was written with it, but not joined with what it is said to be one with.
        left = {
            row_id: log
            for row_id, log in logs.items()
            if row_id not in written or any(entry.op == Op.ALIAS for entry in log)
        }
        done, unchanged = _project(together, session, left, states, before)
        written.update(*(rows - logs.keys() for rows in done.created.values()))
        yield done, unchanged


def _project(
    together: MergeGroup,
    session: Session,
    logs: Mapping[Id, Sequence[Entry]],
    states: Mapping[Id, RowState],
    before: Mapping[Id, _Seen],
) -> tuple[Projected, Mapping[str, Set[Id]]]:
    done = project(session, logs, [together.note], states=states)
    empty_entries(session.connection(), done.erased)
    together.note_erased(done.erased)
    same = {row_id for row_id, seen in before.items() if row_id in logs and _seen(logs[row_id]) == seen}
    unchanged = {entity: rows & same for entity, rows in done.changed.items()}
    for rows in done.changed.values():
        rows -= same
    return done, unchanged


def _add_transactions(connection: Connection, heads: Sequence[Head]) -> None:
    insert_rows(
        connection,
        _TRANSACTION,
        [
            (
                *(head.id, head.replica_id, head.author, head.at, head.kind, head.label),
                *(head.undoes, head.format, count, digest),
            )
            for head, digest, count, _part, _known in heads
        ],
    )
    by_replica: dict[Id, list[Head]] = {}
    for head in heads:
        by_replica.setdefault(head.transaction.replica_id, []).append(head)
    for replica_id, theirs in by_replica.items():
        ids = [
            (head.transaction.id, named(head.digest, head.part.numbers if head.part else b""))
            for head in theirs
        ]
        count_transactions(connection, replica_id, theirs[-1].transaction.author, ids)
    keep_parts(connection, {head.transaction.id: head.part for head in heads if head.part})


def _seen(log: Sequence[Entry]) -> _Seen:
    """What is seen of a row: two laptops that wrote the same have not changed it."""
    state = fold_row(log)
    return state.shown, state.values, state.flags


def _flags(connection: Connection) -> set[Flag]:
    columns = (_FLAG.c.row_id, _FLAG.c.field, _FLAG.c.kind, _FLAG.c.entity)
    return {tuple(row) for row in connection.execute(select(*columns))}


def _not_whole(name: str) -> Damaged:
    return Damaged(
        _("The history in this file does not hold together, so nothing of it was taken."),
        hint=_("Ask for the file again; a fresh export is best."),
        where=name,
    )
