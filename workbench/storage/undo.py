"""Undo and redo: another transaction that puts back what one had changed, and reports what it could not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workbench.domain.journal import (
    ALIAS_FIELD,
    ERASURE,
    ChangeSummary,
    Entry,
    Op,
    can_be_undone,
    transaction_of,
)
from workbench.domain.journal_undo import (
    KeptBecause,
    KeptEntry,
    Merged,
    RowPlan,
    ValueStep,
    joined_since,
    plan_row,
    seen_again,
)
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.storage.entries import chunks, load_transactions, parsed
from workbench.storage.merge_undo import is_merge, undo_merge
from workbench.storage.queries.records import find_transaction
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.journal import TransactionRecord
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class UndoResult:
    """Which transaction was undone, what stayed because it was changed since, and what the undo did."""

    undone: Id
    kept: tuple[KeptEntry, ...]
    summary: ChangeSummary


@dataclass(frozen=True)
class UndoStacks:
    """This device's transactions that Ctrl+Z and Ctrl+Shift+Z walk along, the next one last."""

    undo: tuple[Id, ...]
    redo: tuple[Id, ...]


def undo(workspace: Workspace, transaction_id: Id | None = None) -> UndoResult:
    """Undo a transaction; without an id the latest one of this device that still stands.

    Fields changed since are left as they are and reported. The id of a merge takes the merge back (see
    ``undo_merge``). Raises ``NotFound`` if there is nothing to undo or no such transaction, ``NotAllowed``
    if it is undone already, erased something, or added to what only grows.
    """
    if transaction_id is not None and is_merge(workspace, transaction_id):
        return UndoResult(transaction_id, (), undo_merge(workspace, transaction_id))
    with workspace.read() as session:
        if transaction_id is None:
            stacks = undo_stacks(session, workspace.replica_id)
            if not stacks.undo:
                raise NotFound(_("There is nothing to undo."))
            transaction_id = stacks.undo[-1]
        head = find_transaction(session, transaction_id)
        if head is None:
            raise NotFound(_("This change is not in the file."))
        if head.kind == ERASURE:
            raise NotAllowed(_("What was erased is gone for good."))
        if not can_be_undone(head.kind):
            raise NotAllowed(
                _("A step that was taken stays in the record."),
                hint=_("Take the step back where it was taken; both stay to be seen."),
            )
        if is_undone(session, transaction_id):
            raise NotAllowed(_("This change is undone already."))
        label = head.label
    return _undo(workspace, transaction_id, "undo", label)


def redo(workspace: Workspace) -> UndoResult:
    """Do again what was undone last. Raises ``NotFound`` if nothing was undone since the last change."""
    with workspace.read() as session:
        stacks = undo_stacks(session, workspace.replica_id)
        if not stacks.redo:
            raise NotFound(_("There is nothing to redo."))
        transaction_id = stacks.redo[-1]
        head = find_transaction(session, transaction_id)
        label = head.label if head is not None else ""
    return _undo(workspace, transaction_id, "redo", label)


def undo_stacks(session: Session, replica_id: Id) -> UndoStacks:
    """The stacks of a device: a new change empties the redo stack, as people expect.

    What is never undone is on none.
    """
    query = (
        select(TransactionRecord.id, TransactionRecord.undoes, TransactionRecord.kind)
        .where(TransactionRecord.replica_id == replica_id)
        .order_by(TransactionRecord.id)
    )
    undoable: list[bytes] = []
    redoable: list[bytes] = []
    for id_, undoes, kind in session.execute(query):
        if not can_be_undone(kind):
            redoable.clear()
        elif undoes is None:
            undoable.append(id_)
            redoable.clear()
        elif undoes in redoable:
            redoable.remove(undoes)
            undoable.append(id_)
        else:
            if undoes in undoable:
                undoable.remove(undoes)
            redoable.append(id_)
    return UndoStacks(tuple(map(Id, undoable)), tuple(map(Id, redoable)))


def is_undone(session: Session, transaction_id: Id) -> bool:
    """Whether an undo of the transaction stands, on whichever device it was made."""
    query = select(TransactionRecord.id).where(TransactionRecord.undoes == transaction_id)
    return any(not is_undone(session, Id(undo_id)) for undo_id in session.scalars(query))


def _undo(workspace: Workspace, transaction_id: Id, kind: str, label: str) -> UndoResult:
    with workspace.change(kind, label, undoes=transaction_id) as change:
        kept = _undo_rows(change, _rows_of(change, transaction_id))
    return UndoResult(transaction_id, tuple(kept), change.summary)


def _rows_of(change: Change, transaction_id: Id) -> dict[Id, list[Entry]]:
    """The transaction's entries by row."""
    own: dict[Id, list[Entry]] = {}
    for row in load_transactions(change.connection, transaction_id, transaction_id):
        entry = parsed(row)
        own.setdefault(entry.row_id, []).append(entry)
    return own


def _undo_rows(change: Change, own: dict[Id, list[Entry]]) -> list[KeptEntry]:
    together = {one for row_id in own for one in (row_id, change.resolve(row_id))}
    together.update([part for one in together for part in change.parts(one)])
    change.preload(together)
    undoes = _undoes(change, together)
    plans = {row_id: _plan(change, entries, undoes) for row_id, entries in own.items()}
    _keep_rows_referred_to(change, plans)
    for plan in plans.values():
        _carry_out(change, plan)
    return [kept for plan in plans.values() for kept in plan.kept]


def _undoes(change: Change, rows: Iterable[Id]) -> dict[Id, Id]:
    """Which of the transactions that wrote these rows undid which others."""
    ids = {transaction_of(entry.id) for row_id in rows for entry in change.log(row_id)}
    found: dict[Id, Id] = {}
    for chunk in chunks(ids):
        query = select(TransactionRecord.id, TransactionRecord.undoes).where(
            TransactionRecord.id.in_(chunk), TransactionRecord.undoes.is_not(None)
        )
        found.update({Id(id_): Id(undone) for id_, undone in change.connection.execute(query) if undone})
    return found


def _plan(change: Change, own: Sequence[Entry], undoes: Mapping[Id, Id]) -> RowPlan:
    fields = schema()[own[0].entity].fields
    row_id = own[0].row_id
    state, log = change.state(row_id), change.log(row_id)
    return plan_row(own, log, state, lambda name: fields[name].default, undoes, _merged(change, own, undoes))


def _merged(change: Change, own: Sequence[Entry], undoes: Mapping[Id, Id]) -> Merged:
    """Whether the row was merged with others since, in whatever way it is one with them now."""
    row_id = own[0].row_id
    stands = change.resolve(row_id)
    group = [stands, *change.parts(stands)]
    if len(group) > 1 and any(
        joined_since(change.log(one), change.state(one).aliases, own, undoes) for one in group
    ):
        return Merged.INTO if stands == row_id else Merged.AWAY
    return Merged.NOT_SINCE


def _keep_rows_referred_to(change: Change, plans: dict[Id, RowPlan]) -> None:
    """A row that was created stays while a row that stays refers to it."""
    going = {row_id for row_id, plan in plans.items() if plan.retracts}
    holders: dict[Id, list[tuple[Id, str]]] = {}
    targets: dict[str, list[Id]] = {}
    for row_id in going:
        targets.setdefault(plans[row_id].entity, []).append(row_id)
    for entity, ids in targets.items():
        for reference in schema()[entity].inbound:
            table = schema()[reference.entity].table
            column = table.c[reference.column]
            for chunk in chunks(ids):
                for holder, target in change.connection.execute(
                    select(table.c.id, column).where(column.in_(chunk))
                ):
                    holders.setdefault(target, []).append((holder, reference.field))
    waiting = list(going)
    while waiting:
        row_id = waiting.pop()
        if row_id in going and any(_still_holds(plans, going, *held) for held in holders.get(row_id, ())):
            going.discard(row_id)
            plans[row_id].life.clear()
            plans[row_id].keep("", KeptBecause.REFERRED)
            state = change.state(row_id)
            shape = schema()[plans[row_id].entity]
            waiting += [target for _reference, target in shape.referred(state.values)]


def _still_holds(plans: dict[Id, RowPlan], going: set[Id], holder: Id, field: str) -> bool:
    if holder in going:
        return False
    plan = plans.get(holder)
    return plan is None or all(step.field != field for step in plan.values)


def _carry_out(change: Change, plan: RowPlan) -> None:
    written: dict[Id, ValueStep] = {}
    for step in plan.values:
        op = Op.ALIAS if step.field == ALIAS_FIELD else Op.SET
        id_ = change.append(plan.entity, plan.row_id, op, step.field, step.value, step.parents)
        written[id_] = step
    for life in plan.life:
        seen = None if life.op == Op.RESTORE else [id_text(id_) for id_ in seen_again(life, written)]
        change.append(plan.entity, plan.row_id, life.op, "", seen, life.parents)
