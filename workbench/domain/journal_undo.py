"""What undoing a transaction means for one row (10-journal, Undo).

A field, or the row's life, goes back only while every head of it is the transaction's own; otherwise it
stays and is reported. Going back means one entry for each head there was before, so that undoing a
decision brings the conflict back with the same winner. What an undo wrote stands in for what it brought
back, so that undo after undo walks all the way back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from workbench.domain.journal import ALIAS_FIELD, Entry, Op, last_entry_id, transaction_of
from workbench.domain.journal_fold import RowState, seen_by, value_of
from workbench.foundation.ids import Id


class KeptBecause(StrEnum):
    """Why something was not undone."""

    EDITED = "edited"
    DELETED = "deleted"
    REFERRED = "referred"
    MERGED = "merged"


class Merged(Enum):
    """What became of a row since: it was merged away, others were merged into it, or neither."""

    NOT_SINCE = 0
    AWAY = 1
    INTO = 2


@dataclass(frozen=True)
class KeptEntry:
    """A field (or "" for the row as a whole) that an undo left as it is."""

    entity: str
    row_id: Id
    field: str
    reason: KeptBecause


@dataclass(frozen=True)
class ValueStep:
    """Write ``value`` into a field, or the pseudo-field of aliases, again. ``origin``: the edit that comes
    back, ``None`` if it is none."""

    field: str
    value: Any
    parents: tuple[Id, ...]
    origin: Id | None


@dataclass(frozen=True)
class LifeStep:
    """Bring a head of the row's life back. ``seen``: what the deletion that comes back had seen."""

    op: Op
    parents: tuple[Id, ...]
    seen: frozenset[Id] = frozenset()


@dataclass
class RowPlan:
    """All steps for one row, values first, and what stays."""

    entity: str
    row_id: Id
    values: list[ValueStep] = field(default_factory=list)
    life: list[LifeStep] = field(default_factory=list)
    retracts: bool = False
    """Whether the row was created by the transaction and goes again."""
    kept: list[KeptEntry] = field(default_factory=list)

    def keep(self, name: str, reason: KeptBecause) -> None:
        """Report that something stays."""
        self.kept.append(KeptEntry(self.entity, self.row_id, name, reason))


def stand_ins(log: Sequence[Entry], undoes: Mapping[Id, Id]) -> dict[Id, Id | None]:
    """What those entries of a row brought back that an undo wrote; ``None``: a field nobody had written.

    ``undoes``: transaction → the one it undid. An undo wrote one entry for each head there had been, in
    the order of their ids, so the two lists tell which is which.
    """
    groups: dict[tuple[Id, str], list[Entry]] = {}
    for entry in sorted(log, key=lambda entry: entry.id):
        groups.setdefault((transaction_of(entry.id), entry.field), []).append(entry)
    found: dict[Id, Id | None] = {}
    for (transaction, name), group in groups.items():
        undone = groups.get((undoes[transaction], name)) if transaction in undoes else None
        if undone is None:
            continue
        priors = _prior_ids(undone, {entry.id for entry in undone})
        if not priors and name:
            found[group[0].id] = None
        elif len(priors) == len(group):
            found.update((entry.id, prior) for entry, prior in zip(group, priors, strict=True))
    return found


def original(id_: Id, stands_for: Mapping[Id, Id | None], since: Id | None = None) -> Id | None:
    """The entry that ``id_`` stands in for in the end; with ``since``, as things were before that id."""
    current: Id | None = id_
    while current is not None and current in stands_for and (since is None or current >= since):
        current = stands_for[current]
    return current


def plan_row(
    own: Sequence[Entry],
    log: Sequence[Entry],
    state: RowState,
    default_of: Callable[[str], Any],
    undoes: Mapping[Id, Id],
    merged: Merged = Merged.NOT_SINCE,
) -> RowPlan:
    """How to undo the entries ``own`` of one transaction on a row, given the row's whole ``log``.

    ``default_of``: the value of a field that nobody ever wrote. ``undoes``: as for ``stand_ins``.
    ``merged``: whether the row was merged with others later than the transaction.
    """
    plan = RowPlan(own[0].entity, own[0].row_id)
    written = {entry.id for entry in own}
    stands_for = stand_ins(log, undoes)
    content = {original(id_, stands_for) for id_ in written}

    def is_own(head: Entry) -> bool:
        return original(head.id, stands_for) in content

    by_id = {entry.id: entry for entry in log}
    if merged is Merged.AWAY or state.erased:
        for name in dict.fromkeys(entry.field for entry in own):
            plan.keep(name, KeptBecause.DELETED if state.erased else KeptBecause.MERGED)
        return plan
    life = [entry for entry in own if entry.op not in (Op.SET, Op.ALIAS)]
    _plan_aliases(plan, own, is_own, written, by_id, state)
    if any(entry.op == Op.CREATE for entry in life):
        content.add(None)
        _plan_retraction(plan, is_own, state)
        _stay_for_parts(plan, merged)
        return plan
    returns = _plan_life(plan, life, is_own, written, by_id, state)
    _stay_for_parts(plan, merged)
    fields: dict[str, list[Entry]] = {}
    for entry in own:
        if entry.op == Op.SET:
            fields.setdefault(entry.field, []).append(entry)
    for name, group in fields.items():
        heads = state.heads[name]
        if not all(map(is_own, heads)):
            plan.keep(name, KeptBecause.EDITED)
        elif not state.shown and not returns:
            plan.keep(name, KeptBecause.DELETED)
        else:
            parents = tuple(head.id for head in heads)
            priors = _priors(group, written, by_id)
            steps = [ValueStep(name, value_of(prior, name), parents, _edit(prior)) for prior in priors]
            plan.values += steps or [ValueStep(name, default_of(name), parents, None)]
    standing: dict[Id, Id | None] = {}
    for name, heads in state.heads.items():
        if name not in fields:
            standing.update((head.id, original(head.id, stands_for, min(written))) for head in heads)
    plan.life = [_seeing_the_same(step, standing, by_id) for step in plan.life]
    return plan


def joined_since(
    log: Sequence[Entry], aliases: Sequence[Entry], own: Sequence[Entry], undoes: Mapping[Id, Id]
) -> bool:
    """Whether one of a row's standing ``aliases`` was said in a later transaction than that of ``own``.

    ``log``: all entries of that row.
    """
    stands_for = stand_ins(log, undoes)
    latest = last_entry_id(transaction_of(own[0].id))
    said = (original(head.id, stands_for) for head in aliases if head.value["row"])
    return any(id_ is not None and id_ > latest for id_ in said)


def _edit(entry: Entry) -> Id | None:
    return entry.id if entry.op == Op.SET else None


def _seeing_the_same(step: LifeStep, standing: Mapping[Id, Id | None], by_id: Mapping[Id, Entry]) -> LifeStep:
    """A deletion that comes back has also seen what stands in now for what it had seen.

    ``standing``: head → what it was when the transaction was written. What stands in for a creation raised
    no flag as a creation, so it must not as an edit either.
    """
    again = {
        head
        for head, was in standing.items()
        if by_id[head].op == Op.SET and (was is None or was in step.seen or by_id[was].op == Op.CREATE)
    }
    return LifeStep(step.op, step.parents, step.seen | again)


def seen_again(step: LifeStep, written: Mapping[Id, ValueStep]) -> list[Id]:
    """What a deletion that comes back has seen, the steps ``written`` with it included."""
    again = {new for new, value in written.items() if value.origin is None or value.origin in step.seen}
    return sorted(step.seen | again)


def _plan_aliases(
    plan: RowPlan,
    own: Sequence[Entry],
    is_own: Callable[[Entry], bool],
    written: set[Id],
    by_id: Mapping[Id, Entry],
    state: RowState,
) -> None:
    said = [entry for entry in own if entry.op == Op.ALIAS]
    if not said:
        return
    if not all(map(is_own, state.aliases)):
        plan.keep(ALIAS_FIELD, KeptBecause.MERGED)
        return
    parents = tuple(head.id for head in state.aliases)
    priors = _priors(said, written, by_id)
    steps = [ValueStep(ALIAS_FIELD, prior.value, parents, prior.id) for prior in priors]
    plan.values += steps or [ValueStep(ALIAS_FIELD, {"row": None, "seen": {}}, parents, None)]


def _stay_for_parts(plan: RowPlan, merged: Merged) -> None:
    """A row that others were merged into does not go while they are part of it."""
    if merged is Merged.INTO and any(step.op != Op.RESTORE for step in plan.life):
        plan.life.clear()
        plan.retracts = False
        plan.keep("", KeptBecause.MERGED)


def _plan_retraction(plan: RowPlan, is_own: Callable[[Entry], bool], state: RowState) -> None:
    if not all(map(is_own, state.life)):
        plan.keep("", KeptBecause.EDITED if state.shown else KeptBecause.DELETED)
        return
    if not state.shown:
        return
    foreign = [name for name, heads in state.heads.items() if not all(map(is_own, heads))]
    for name in foreign:
        plan.keep(name, KeptBecause.EDITED)
    if not foreign:
        seen = frozenset(head.id for heads in state.heads.values() for head in heads if head.op == Op.SET)
        plan.life.append(LifeStep(Op.RETRACT, tuple(head.id for head in state.life), seen))
        plan.retracts = True


def _plan_life(
    plan: RowPlan,
    life: Sequence[Entry],
    is_own: Callable[[Entry], bool],
    written: set[Id],
    by_id: Mapping[Id, Entry],
    state: RowState,
) -> bool:
    """Plan the row's life; returns whether it comes back."""
    if not life:
        return False
    if not all(map(is_own, state.life)):
        plan.keep("", KeptBecause.EDITED if state.shown else KeptBecause.DELETED)
        return False
    parents = tuple(head.id for head in state.life)
    for prior in _priors(life, written, by_id):
        if prior.op in (Op.CREATE, Op.RESTORE):
            plan.life.append(LifeStep(Op.RESTORE, parents))
        else:
            plan.life.append(LifeStep(Op(prior.op), parents, frozenset(seen_by(prior))))
    return any(step.op == Op.RESTORE for step in plan.life)


def _priors(group: Sequence[Entry], written: set[Id], by_id: Mapping[Id, Entry]) -> list[Entry]:
    """The heads there were before the group, in the order of their ids."""
    return [by_id[id_] for id_ in _prior_ids(group, written) if id_ in by_id]


def _prior_ids(group: Sequence[Entry], written: set[Id]) -> list[Id]:
    return sorted({parent for entry in group for parent in entry.parents} - written)
