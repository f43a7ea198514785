"""Emptying the journal of what was erased: the one exception to "entries never change" (10-journal, Erase).

Each creation and edit of an erased row becomes ``Op.EMPTIED``: its id, its row and its parents stay, so
that histories keep their shape and an older file cannot bring the row back; its field and value go. The
digest of the transaction it stands in is kept too, since that says which transaction it is when files
meet; it can no longer be recomputed. So the file notes, for each transaction it emptied, a second digest
over what is left, and everyone who reads the transaction (check, and whoever merges the file) checks that
one instead. SQLCipher overwrites what is deleted or replaced with zeros (``PRAGMA secure_delete`` is on),
and the old pages stand in the rollback journal only until the commit.
"""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, select, update

from workbench.domain.journal import ERASURE, Entry, Op, last_entry_id, transaction_of
from workbench.domain.journal_fold import fold_row
from workbench.foundation.ids import Id, id_text
from workbench.storage.attachments import drop_contents
from workbench.storage.drafts import DRAFT_PREFIX
from workbench.storage.entries import chunks, insert_rows, load_logs
from workbench.storage.parts import keep_parts, measure_parts
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord, TransactionRecord, WorkspaceRecord
from workbench.storage.views import VIEW_PREFIX

_ENTRY: Final = EntryRecord.__table__
_TRANSACTION: Final = TransactionRecord.__table__
_INFO: Final = WorkspaceRecord.__table__
_TELLING: Final = (int(Op.CREATE), int(Op.SET))
_SHORTEST_NAME: Final = 2
_INSTEAD: Final = "…"


def any_erased(session: Session) -> bool:
    """Whether anything was ever erased from this file."""
    query = select(_TRANSACTION.c.id).where(_TRANSACTION.c.kind == ERASURE).limit(1)
    return session.connection().execute(query).first() is not None


def find_erased(session: Session, row_ids: Iterable[Id]) -> set[Id]:
    """Those of the rows that were erased: they cannot be created again."""
    logs = load_logs(session.connection(), row_ids)
    return {row_id for row_id, log in logs.items() if fold_row(log).erased}


def empty_entries(connection: Connection, row_ids: Iterable[Id]) -> None:
    """Empty all that the journal says of these erased rows, and what else repeats their names.

    Names (the field ``name``) go from the labels of changes, drafts and saved views; the contents of erased
    attachments go unless another names them. Does nothing where everything is empty already.
    """
    told = [entry for log in load_logs(connection, row_ids).values() for entry in log if entry.op in _TELLING]
    if not told:
        return
    emptying = (
        update(_ENTRY)
        .where(_ENTRY.c.id == bindparam("one"))
        .values(op=int(Op.EMPTIED), field="", value="null")
    )
    connection.execute(emptying, [{"one": entry.id} for entry in told])
    changed = {transaction_of(entry.id) for entry in told}
    names = {str(name) for name in _values(told, "name")}
    changed |= _take_out_names(connection, names)
    _take_out_of_kept(connection, names)
    _drop_drafts(connection, {entry.row_id for entry in told})
    _note_digests(connection, changed)
    drop_contents(connection, {str(sha256) for sha256 in _values(told, "sha256") if sha256})
    # What is deleted stays in the index until its parts are put together anew.
    connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")


def all_erased(connection: Connection) -> set[Id]:
    """Every row that was ever erased from this file."""
    found: set[Id] = set()
    for id_ in connection.scalars(select(_TRANSACTION.c.id).where(_TRANSACTION.c.kind == ERASURE)).all():
        own = (_ENTRY.c.id > id_, _ENTRY.c.id <= last_entry_id(id_), _ENTRY.c.op == int(Op.ERASE))
        found.update(map(Id, connection.scalars(select(_ENTRY.c.row_id).where(*own))))
    return found


def clear_labels(
    connection: Connection, source: Connection, erased: Iterable[Id], transaction_ids: Iterable[Id]
) -> None:
    """Take the names of rows erased here out of the labels of transactions that came from ``source``.

    An older file still says what those rows were called; here nobody knows any more.
    """
    logs = load_logs(source, erased).values()
    names = {str(name) for name in _values((entry for log in logs for entry in log), "name")}
    for ids in chunks(transaction_ids if names else ()):
        _note_digests(connection, _take_out_names(connection, names, ids))


def is_without_names(label: str, whole: str) -> bool:
    """Whether ``label`` is what taking names out of ``whole`` may have left."""
    first, *between = label.split(_INSTEAD)
    if label == whole or not between or not whole.startswith(first):
        return False
    # Each at the first place it can be, after something that went: a pattern could be made to take for ever.
    at = len(first)
    for part in between[:-1]:
        found = whole.find(part, at + 1)
        if found < 0:
            return False
        at = found + len(part)
    return whole.endswith(between[-1]) and len(whole) - len(between[-1]) > at


def may_be_emptied(connection: Connection, transaction_id: Id, label: str) -> bool:
    """Whether something of a transaction may have been emptied, so that its digest need not fit."""
    own = (_ENTRY.c.id > transaction_id, _ENTRY.c.id <= last_entry_id(transaction_id))
    query = select(_ENTRY.c.id).where(*own, _ENTRY.c.op == int(Op.EMPTIED)).limit(1)
    return _INSTEAD in label or connection.execute(query).first() is not None


def _note_digests(connection: Connection, ids: set[Id]) -> None:
    keep_parts(connection, measure_parts(connection, ids))


def _values(entries: Iterable[Entry], name: str) -> Iterable[Any]:
    for entry in entries:
        if entry.op == Op.CREATE and name in entry.value:
            yield entry.value[name]
        elif entry.op == Op.SET and entry.field == name:
            yield entry.value


def _take_out_names(connection: Connection, names: set[str], among: Iterable[Id] | None = None) -> set[Id]:
    """Take the names out of labels. Returns the transactions whose labels had one."""
    pattern = _pattern(names)
    if pattern is None:
        return set()
    query = select(_TRANSACTION.c.id, _TRANSACTION.c.label)
    labels = connection.execute(query if among is None else query.where(_TRANSACTION.c.id.in_(among))).all()
    found = {Id(id_): pattern.sub(_INSTEAD, label) for id_, label in labels if pattern.search(label)}
    for id_, label in found.items():
        connection.execute(update(_TRANSACTION).where(_TRANSACTION.c.id == id_).values(label=label))
    return set(found)


def _take_out_of_kept(connection: Connection, names: set[str]) -> None:
    """Take the names out of drafts and saved views."""
    pattern = _pattern(names)
    if pattern is None:
        return
    for prefix in (DRAFT_PREFIX, VIEW_PREFIX):
        kept = select(_INFO.c.name, _INFO.c.value).where(_INFO.c.name.startswith(prefix, autoescape=True))
        for name, text in connection.execute(kept).all():
            without = (prefix + pattern.sub(_INSTEAD, name.removeprefix(prefix)), pattern.sub(_INSTEAD, text))
            if without != (name, text):
                connection.execute(delete(_INFO).where(_INFO.c.name.in_((name, without[0]))))
                insert_rows(connection, _INFO, [without])


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    """What finds the names; names in Latin letters as whole words only."""
    parts = sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
    if not parts:
        return None
    ways = []
    for name in parts:
        # Drafts and views are kept as JSON, where characters beyond ASCII are escaped.
        for form in {name, json.dumps(name)[1:-1]}:
            whole = re.escape(form)
            ways.append(rf"(?<!\w){whole}(?!\w)" if name.isascii() else whole)
    return re.compile("|".join(ways))


def _drop_drafts(connection: Connection, row_ids: set[Id]) -> None:
    for chunk in chunks(row_ids):
        names = [DRAFT_PREFIX + id_text(row_id) for row_id in chunk]
        connection.execute(delete(_INFO).where(_INFO.c.name.in_(names)))
