"""What merged histories should show, worked out in another way: by who could have known what.

Nothing is taken from the fold. A head is an entry that no other entry of its field reaches through
parents. What a deletion had seen is what its laptop held when it was written, not what the entry says
(except for deletions that an undo brought back: they keep what the first one had seen).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.domain.journal import Entry, Op, transaction_of

Verdict = tuple[bool, dict[str, Any], set[tuple[str, str]]]


def is_erased(log: list[Entry]) -> bool:
    """Whether somebody erased the row."""
    return any(entry.op == Op.ERASE for entry in log)


def judge(log: list[Entry], known_at: dict[bytes, frozenset[bytes]], by_undo: set[bytes]) -> Verdict:
    """Whether the row is shown by itself, its values, and its flags."""
    if is_erased(log):
        return False, {}, set()
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
    lives = [entry for entry in log if entry.op not in (Op.SET, Op.ALIAS)]
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


def merged(logs: Mapping[bytes, list[Entry]]) -> dict[bytes, set[bytes]]:
    """The rows that are one, all of them together for each of them, however they come to be joined."""
    together = {row_id: {row_id} for row_id in logs}
    erased = {row_id for row_id, log in logs.items() if is_erased(log)}
    for entry in standing_aliases(entry for log in logs.values() for entry in log):
        if {entry.row_id, bytes.fromhex(entry.value["row"])} & erased:
            continue
        joined = together[entry.row_id] | together[bytes.fromhex(entry.value["row"])]
        together.update(dict.fromkeys(joined, joined))
    return together


def standing_aliases(entries: Iterable[Entry]) -> list[Entry]:
    """What is said of rows being one and was not taken back."""
    said = [entry for entry in entries if entry.op == Op.ALIAS]
    reached = _reached(said)
    return [entry for entry in said if entry.id not in reached and entry.value["row"]]


def written_unawares(log: list[Entry], known_at: dict[bytes, frozenset[bytes]], by_undo: set[bytes]) -> bool:
    """Whether a row that is part of another holds a value which nobody saw who said so."""
    seen: set[tuple[str, str]] = set()
    values = {entry.id.hex(): entry.value for entry in log}
    created = {entry.id.hex() for entry in log if entry.op == Op.CREATE}
    for alias in standing_aliases(log):
        transaction = transaction_of(alias.id)
        if transaction in by_undo:
            for name, ids in alias.value["seen"].items():
                seen |= {(name, repr(values[id_][name] if id_ in created else values[id_])) for id_ in ids}
        else:
            earlier = {e.id for e in log if transaction_of(e.id) == transaction and e.id < alias.id}
            known = [entry for entry in log if entry.id in known_at[transaction] | earlier]
            seen.update((name, repr(value)) for name, value in _heads(known))
    return any((name, repr(value)) not in seen for name, value in _heads(log))


def _heads(log: list[Entry]) -> Iterable[tuple[str, Any]]:
    reached = _reached(entry for entry in log if entry.op == Op.SET)
    for entry in log:
        if entry.op == Op.SET and entry.id not in reached:
            yield entry.field, entry.value
        elif entry.op == Op.CREATE:
            for name, value in entry.value.items():
                equal = [e for e in log if e.op == Op.CREATE and e.value.get(name, log) == value]
                sets = [e for e in log if e.op == Op.SET and e.field == name]
                if not any(one.id in _reached(sets) for one in equal):
                    yield name, value


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
