"""From entries to rows: what a row shows, whether it is there, and what a person should decide.

Nothing here depends on the order in which entries arrive, and no wall clock is asked. Of several heads
(entries that nothing replaced) the largest id is shown. An edit that a delete had not seen keeps the row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final

from workbench.domain.journal import Entry, Op
from workbench.foundation.ids import Id

CONFLICT: Final = "conflict"
EDITED_ALTHOUGH_DELETED: Final = "edited_although_deleted"
KEPT_ALTHOUGH_DELETED: Final = "kept_although_deleted"
KEPT_FOR_CHILD: Final = "kept_for_child"
EDITED_ALTHOUGH_MERGED: Final = "edited_although_merged"

_UP: Final = frozenset((int(Op.CREATE), int(Op.RESTORE)))
_DOWN: Final = frozenset((int(Op.DELETE), int(Op.RETRACT)))
_CREATE: Final = int(Op.CREATE)
_SET: Final = int(Op.SET)
_DELETE: Final = int(Op.DELETE)
_ALIAS: Final = int(Op.ALIAS)
_ERASED: Final = frozenset((int(Op.ERASE), int(Op.EMPTIED)))
_id: Final = attrgetter("id")
_NO_FLAGS: Final[frozenset[tuple[str, str]]] = frozenset()


@dataclass(slots=True)
class RowState:
    """What the entries of one row come to.

    ``shown``: by itself, not counting children that keep it. ``values``: field → JSON value, fields that
    nobody wrote are absent. ``flags``: (field or "", kind). ``aliases``: what stands of what was said about
    its being the same as another, and ``unseen`` whether anything was written without knowing of it. Of an
    ``erased`` row there is nothing but that: not even aliases.
    """

    shown: bool
    values: Mapping[str, Any]
    flags: frozenset[tuple[str, str]] = frozenset()
    heads: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    life: Sequence[Entry] = ()
    aliases: Sequence[Entry] = ()
    unseen: bool = True
    erased: bool = False

    @property
    def same_as(self) -> list[Id]:
        """The rows, all with smaller ids, that this one was said to be."""
        return [_id_of(head.value["row"]) for head in self.aliases if head.value["row"]]


def fold_row(entries: Sequence[Entry]) -> RowState:
    """The state of the row that all ``entries`` belong to, in whatever order they come."""
    simple = fold_simple(entries)
    if simple is not None:
        return simple
    if entries and all(entry.op == _CREATE and entry.value == entries[0].value for entry in entries):
        # What every new workspace holds: as many equal creations as there are laptops.
        equal = sorted(entries, key=_id)
        return RowState(True, equal[-1].value, frozenset(), dict.fromkeys(equal[-1].value, equal), equal)
    creations: list[Entry] = []
    lives: list[Entry] = []
    said: list[Entry] = []
    edits: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.op == _SET:
            edits.setdefault(entry.field, []).append(entry)
            continue
        if entry.op == _ALIAS:
            said.append(entry)
            continue
        if entry.op in _ERASED:
            return RowState(False, {}, erased=True)
        lives.append(entry)
        if entry.op == _CREATE:
            creations.append(entry)
    heads: dict[str, Sequence[Entry]] = {}
    values: dict[str, Any] = {}
    if len(creations) == 1:
        # What only the creation wrote needs no rule: most fields of most rows.
        only = creations[0]
        values.update(only.value)
        heads.update(dict.fromkeys(only.value, (only,)))
        names: Iterable[str] = edits
    else:
        names = {*edits, *(name for creation in creations for name in creation.value)}
    flags: set[tuple[str, str]] = set()
    for name in names:
        carrying = [creation for creation in creations if name in creation.value]
        heads[name] = field_heads(name, carrying, edits.get(name, ()))
        values[name] = value_of(winner(heads[name]), name)
        if in_conflict(heads[name], name):
            flags.add((name, CONFLICT))
    life = life_heads(lives)
    shown, flag = life_and_flag(life, unseen_edits(life, heads))
    if flag:
        flags.add(("", flag))
    aliases = life_heads(said) if said else ()
    unseen = merged_unseen(entries, heads, aliases) if aliases else True
    return RowState(shown, values, frozenset(flags), heads, life, aliases, unseen)


def fold_simple(entries: Sequence[Entry]) -> RowState | None:
    """The state of a row that was created once and then perhaps edited, each edit knowing the one before it.

    Nearly all rows are such: what each field shows is its last edit, and nothing needs a rule. ``None`` for
    any other row, also where the entries do not come in the order of their ids or name two entities. So a
    history that is simple has no gap.
    """
    if not entries or entries[0].op != _CREATE:
        return None
    first = entries[0]
    if len(entries) == 1:
        return RowState(True, first.value, _NO_FLAGS, dict.fromkeys(first.value, (first,)), (first,))
    values = dict(first.value)
    heads: dict[str, Sequence[Entry]] = dict.fromkeys(values, (first,))
    latest, of = first.id, first.entity
    for entry in entries[1:]:
        id_, entity, _row, op, name, value, parents = entry
        known = heads.get(name)
        if op != _SET or entity != of or id_ < latest or len(parents) != (known is not None):
            return None
        if known is not None and known[0].id != parents[0]:
            return None
        heads[name], values[name], latest = (entry,), value, id_
    return RowState(True, values, _NO_FLAGS, heads, (first,))


def value_of(entry: Entry, name: str) -> Any:
    """The JSON value that ``entry`` gives the field."""
    return entry.value[name] if entry.op == _CREATE else entry.value


def field_heads(name: str, creations: Sequence[Entry], edits: Sequence[Entry]) -> list[Entry]:
    """The entries of one field that nothing replaced, in the order of their ids.

    A creation that says the same as a replaced one is replaced with it: two laptops imported one sheet,
    and one of them went on.
    """
    replaced = {parent for edit in edits for parent in edit.parents}
    overtaken = replaced_values(name, creations, replaced)
    heads = [entry for entry in edits if entry.id not in replaced]
    heads += [entry for entry in creations if entry.id not in replaced and entry.value[name] not in overtaken]
    heads.sort(key=_id)
    return heads


def replaced_values(name: str, creations: Sequence[Entry], replaced: set[Id]) -> list[Any]:
    """The values of those creations that an edit replaced."""
    return [entry.value[name] for entry in creations if entry.id in replaced]


def winner(heads: Sequence[Entry]) -> Entry:
    """The head that is shown: the one with the largest id."""
    return max(heads, key=_id)


def in_conflict(heads: Sequence[Entry], name: str) -> bool:
    """Whether the heads of a field say different things."""
    if len(heads) == 1:
        return False
    first = value_of(heads[0], name)
    return any(value_of(head, name) != first for head in heads[1:])


def life_heads(lives: Sequence[Entry]) -> list[Entry]:
    """Of entries about a row as a whole those that nothing replaced, in the order of their ids."""
    replaced = {parent for entry in lives for parent in entry.parents}
    return sorted((entry for entry in lives if entry.id not in replaced), key=_id)


def seen_by(deletion: Entry) -> Iterable[Id]:
    """The edits that were heads when the row was deleted."""
    return map(_id_of, deletion.value)


def _id_of(text: str) -> Id:
    return Id(bytes.fromhex(text))


def unseen_edits(life: Sequence[Entry], heads: Mapping[str, Sequence[Entry]]) -> bool:
    """Whether an edit stands that none of the standing deletions had seen.

    Creations need no such list: one that a deletion had not seen is a head of the row's life itself.
    """
    deletions = [entry for entry in life if entry.op in _DOWN]
    if not deletions:
        return False
    seen = {id_ for deletion in deletions for id_ in seen_by(deletion)}
    return any(head.op == _SET and head.id not in seen for of_field in heads.values() for head in of_field)


def merged_unseen(
    entries: Iterable[Entry], heads: Mapping[str, Sequence[Entry]], aliases: Sequence[Entry]
) -> bool:
    """Whether a value stands in the row that nobody who merged it away had seen."""
    by_id = {entry.id: entry for entry in entries}
    for name, of_field in heads.items():
        told = [
            value_of(by_id[id_], name)
            for alias in aliases
            for id_ in map(_id_of, alias.value["seen"].get(name, ()) if alias.value["row"] else ())
            if id_ in by_id
        ]
        if any(value_of(head, name) not in told for head in of_field):
            return True
    return False


def merged_rows(links: Iterable[tuple[Id, Id]]) -> dict[Id, Id]:
    """Row → the one it is part of, for all rows that the links join to one with a smaller id.

    Being the same goes on: who said that A is B and who said that A is C have both said that B is C.
    """
    above: dict[Id, Id] = {}

    def top(row_id: Id) -> Id:
        while row_id in above:
            above[row_id] = above.get(above[row_id], above[row_id])
            row_id = above[row_id]
        return row_id

    for one, other in links:
        smaller, larger = sorted((top(one), top(other)))
        if smaller != larger:
            above[larger] = smaller
    return {row_id: top(row_id) for row_id in above}


def flags_of_merged(row: RowState, parts: Iterable[RowState]) -> frozenset[tuple[str, str]]:
    """The flags of a row that ``parts`` are merged into, which stays as long as one of them would.

    A value that somebody wrote into a part without knowing of the merge is not lost in silence.
    """
    living = [part for part in parts if part.shown]
    if not living:
        return row.flags
    unseen = {("", EDITED_ALTHOUGH_MERGED)} if any(part.unseen for part in living) else set()
    return row.flags | unseen | (set() if row.shown else {("", KEPT_ALTHOUGH_DELETED)})


def life_and_flag(life: Sequence[Entry], unseen: bool) -> tuple[bool, str]:
    """Whether the row is shown by itself, and the flag this raises or ""."""
    ops = {entry.op for entry in life}
    if not ops & _DOWN:
        return bool(ops), ""
    if not ops & _UP:
        return (True, EDITED_ALTHOUGH_DELETED) if unseen else (False, "")
    if _DELETE not in ops:
        return True, ""
    return True, EDITED_ALTHOUGH_DELETED if unseen else KEPT_ALTHOUGH_DELETED


def kept_rows(wanted: Iterable[Id], hidden_references: Callable[[Iterable[Id]], Iterable[Id]]) -> set[Id]:
    """All hidden rows that stay for the sake of others.

    ``wanted``: those that rows shown by themselves refer to; ``hidden_references``: which hidden rows the
    given ones refer to in turn. Hidden rows that refer only to each other are not kept.
    """
    kept: set[Id] = set()
    level = set(wanted)
    while level:
        kept |= level
        level = set(hidden_references(level)) - kept
    return kept
