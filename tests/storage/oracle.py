"""What merged histories should show, worked out in another way: by who could have known what.

Nothing is taken from the fold. A head is an entry that no other entry of its field reaches through
parents. What a deletion had seen is what its laptop held when it was written, not what the entry says
(except for deletions that an undo brought back: they keep what the first one had seen).
"""

from collections.abc import Iterable
from typing import Any

from workbench.domain.journal import Entry, Op, transaction_of

Verdict = tuple[bool, dict[str, Any], set[tuple[str, str]]]


def judge(log: list[Entry], known_at: dict[bytes, frozenset[bytes]], by_undo: set[bytes]) -> Verdict:
    """Whether the row is shown by itself, its values, and its flags."""
    creations = [entry for entry in log if entry.op == Op.CREATE]
    values: dict[str, Any] = {}
    flags: set[tuple[str, str]] = set()
    edits: list[Entry] = []
    for name in {*(e.field for e in log if e.op == Op.SET), *(n for c in creations for n in c.value)}:
        told = [(c, c.value[name]) for c in creations if name in c.value]
        told += [(e, e.value) for e in log if e.op == Op.SET and e.field == name]
        reached = _reached(entry for entry, _value in told if entry.op == Op.SET)
        outdated = [value for entry, value in told if entry.op == Op.CREATE and entry.id in reached]
        heads = [
            (entry, value)
            for entry, value in told
            if entry.id not in reached and not (entry.op == Op.CREATE and value in outdated)
        ]
        edits += [entry for entry, _value in heads if entry.op == Op.SET]
        values[name] = sorted(heads, key=lambda head: head[0].id)[-1][1]
        if any(value != heads[0][1] for _entry, value in heads):
            flags.add((name, "conflict"))
    lives = [entry for entry in log if entry.op != Op.SET]
    reached = _reached(entry for entry in lives)
    heads_of_life = [entry for entry in lives if entry.id not in reached]
    ups = [entry for entry in heads_of_life if entry.op in (Op.CREATE, Op.RESTORE)]
    downs = [entry for entry in heads_of_life if entry.op in (Op.DELETE, Op.RETRACT)]
    unseen = [edit for edit in edits if not any(_had_seen(down, edit, known_at, by_undo) for down in downs)]
    if downs and ups:
        if any(down.op == Op.DELETE for down in downs):
            flags.add(("", "edited_although_deleted" if unseen else "kept_although_deleted"))
    elif downs and unseen:
        flags.add(("", "edited_although_deleted"))
    return bool(ups) or bool(unseen), values, flags


def _had_seen(down: Entry, edit: Entry, known_at: dict[bytes, frozenset[bytes]], by_undo: set[bytes]) -> bool:
    transaction = transaction_of(down.id)
    if transaction in by_undo:
        return edit.id.hex() in down.value
    same_change = transaction_of(edit.id) == transaction and edit.id < down.id
    return same_change or edit.id in known_at[transaction]


def _reached(entries: Iterable[Entry]) -> set[bytes]:
    """Everything that stands behind one of the entries."""
    by_id = {entry.id: entry for entry in entries}
    reached: set[bytes] = set()
    waiting = [parent for entry in by_id.values() for parent in entry.parents]
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached:
            reached.add(id_)
            waiting += by_id[id_].parents if id_ in by_id else ()
    return reached
