"""The properties that every history must keep; each raises ``AssertionError`` where one does not hold."""

import functools
import random
from collections.abc import Callable
from unittest.mock import patch

from tests.storage.histories import History, Laptop, entries_of, some_scope, written_by_undo
from tests.storage.oracle import is_erased, judge, merged, written_unawares
from workbench.domain.journal import Entry, Op
from workbench.domain.scopes import Scope
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.storage.check import check_journal
from workbench.storage.merge_undo import undo_merge
from workbench.storage.schema import schema
from workbench.storage.undo import redo, undo


def holds_together(laptop: Laptop) -> None:
    """The tables are what the journal says, and no reference hangs in the air."""
    with laptop.workspace.read() as session:
        assert check_journal(session) == []
    assert laptop.rows("PRAGMA foreign_key_check") == []
    gone = f"SELECT row_id FROM journal_entry WHERE op = {Op.ERASE:d}"
    told = f"SELECT 1 FROM journal_entry WHERE op IN ({Op.CREATE:d}, {Op.SET:d}) AND row_id IN ({gone})"
    assert laptop.rows(told) == []


def reproducible(holds: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Ids are random too: let them follow from the seed."""

    @functools.wraps(holds)
    def run(seed: int, steps: int) -> None:
        with patch("os.urandom", random.Random(seed).randbytes):
            holds(seed, steps)

    return run


@reproducible
def holds_at_each_step(seed: int, steps: int) -> None:
    """``holds_together`` after everything that happens."""
    History(seed).run(steps, lambda _history, laptop: holds_together(laptop))


@reproducible
def every_order_gives_the_same(seed: int, steps: int) -> None:
    """All laptops, merging all others in whatever order and grouping, come to the same; nothing vanishes."""
    history = History(seed)
    history.run(steps)
    everything = {entry.id for laptop in history.laptops for entry in entries_of(laptop)}
    results: list[Laptop] = []
    for laptop in history.laptops:
        others = [other for other in history.laptops if other is not laptop]
        history.random.shuffle(others)
        merged = laptop.copied_by_hand()
        for other in others:
            merged.merge(other)
        results.append(merged)
    grouped = history.laptops[0].copied_by_hand()
    rest = history.laptops[1].copied_by_hand()
    for other in history.laptops[2:]:
        rest.merge(other)
    grouped.merge(rest)
    results.append(grouped)
    first = results[0]
    holds_together(first)
    assert {entry.id for entry in entries_of(first)} == everything
    for other in results[1:]:
        assert other.content() == first.content()
        for name in ("journal_entry", "journal_transaction", "journal_part"):
            assert other.journal()[name] == first.journal()[name]
    before = first.content(), first.journal()
    for other in (*history.laptops, *results, first.in_scope(some_scope(history, first))):
        assert first.merge(other).new == 0
    assert (first.content(), first.journal()) == before
    agrees_with_the_oracle(history, first)


@reproducible
def parts_come_to_the_whole(seed: int, steps: int) -> None:
    """A file in scope holds together, adds nothing where it came from, and with others comes to the whole; a
    merge of it is taken back exactly."""
    history = History(seed)
    history.run(steps)
    first, second = history.laptops[:2]
    fresh = Laptop("fresh", known_at=history.known_at)
    parts = [laptop.in_scope(some_scope(history, laptop)) for laptop in history.laptops]
    for laptop, part in zip(history.laptops, parts, strict=True):
        holds_together(part)
        before = laptop.content(), laptop.journal()
        assert laptop.merge(part).new == 0
        assert (laptop.content(), laptop.journal()) == before
    history.random.shuffle(parts)
    for part in parts:
        before = fresh.content(), fresh.journal()
        receipt = fresh.merge(part)
        holds_together(fresh)
        if receipt.transaction_id is not None and history.random.random() < 0.5:
            after = fresh.content(), fresh.journal()
            try:
                undo_merge(fresh.workspace, receipt.transaction_id)
            except NotAllowed:
                continue  # Somebody was erased.
            assert (fresh.content(), fresh.journal()) == before
            fresh.merge(part)
            assert (fresh.content(), fresh.journal()) == after
    fresh.merge(first)
    fresh.merge(second)
    other = first.copied_by_hand()
    for one in (*reversed(parts), second):
        other.merge(one)
    both = fresh.copied_by_hand()
    both.merge(other)
    other.merge(fresh)
    for one in (both, other):
        holds_together(one)
    assert other.content() == both.content()
    for name in ("journal_entry", "journal_transaction", "journal_part"):
        assert other.journal()[name] == both.journal()[name]


@reproducible
def erasures_reach_older_parts(seed: int, steps: int) -> None:
    """Whatever part somebody is given next, nothing that was erased stands in their older one any more."""
    history = History(seed)
    history.run(steps // 8)
    laptop = history.laptops[0]
    account = laptop.create("account", name="A")
    person = laptop.create("contact", account_id=account, name="secret")
    old = laptop.in_scope(Scope(account_ids=frozenset((account,))))
    with laptop.workspace.change("erase", "Erase") as change:
        change.erase("contact", person)
    part = laptop.in_scope(some_scope(history, laptop))
    old.merge(part)
    assert "secret" not in repr(old.journal())
    holds_together(old)
    part.merge(laptop.in_scope(Scope(account_ids=frozenset((account,)))))
    holds_together(part)


def agrees_with_the_oracle(history: History, laptop: Laptop) -> None:
    """Rows, values and flags are what reachability and knowledge say."""
    logs: dict[bytes, list[Entry]] = {}
    for entry in entries_of(laptop):
        logs.setdefault(entry.row_id, []).append(entry)
    by_undo = written_by_undo(laptop)
    content = laptop.content()
    there = {row[0]: row for name in schema() for row in content[name]}
    flagged: dict[bytes, set[tuple[str, str]]] = {}
    for row_id, field, kind, _entity in laptop.rows("SELECT row_id, field, kind, entity FROM journal_flag"):
        flagged.setdefault(row_id, set()).add((field, kind))
    together = merged(logs)
    assert dict(laptop.rows("SELECT row_id, target_id FROM journal_alias")) == {
        row_id: min(rows) for row_id, rows in together.items() if row_id != min(rows)
    }
    verdicts = {row_id: judge(log, history.known_at, by_undo) for row_id, log in logs.items()}
    erased = {row_id for row_id, log in logs.items() if is_erased(log)}
    for row_id, log in logs.items():
        shown, values, flags = verdicts[row_id]
        if row_id in erased:
            assert not {entry.op for entry in log} & {Op.CREATE, Op.SET}
            assert all(entry.value is None for entry in log if entry.op in (Op.EMPTIED, Op.ERASE))
        found = flagged.get(row_id, set())
        living = [part for part in together[row_id] - {row_id} if verdicts[part][0]]
        if row_id != min(together[row_id]):
            assert row_id not in there
            assert found == set()
            assert not _is_referred_to(laptop, log[0].entity, row_id)
            continue
        if any(written_unawares(logs[part], history.known_at, by_undo) for part in living):
            flags = {*flags, ("", "edited_although_merged")}
        if living and not shown:
            shown, flags = True, {*flags, ("", "kept_although_deleted")}
        if shown:
            shape = schema()[log[0].entity]
            for ref in shape.references:
                target = bytes.fromhex(values.get(ref.field) or "")
                if target:
                    values[ref.field] = None if target in erased else min(together[target]).hex()
            assert there[row_id] == shape.row(row_id, values)
            assert found == flags
        elif row_id in there:
            assert ("", "kept_for_child") in found
            assert _is_referred_to(laptop, log[0].entity, row_id)
        else:
            assert found == set()
            assert not _is_referred_to(laptop, log[0].entity, row_id)


def _is_referred_to(laptop: Laptop, entity: str, row_id: bytes) -> bool:
    return any(
        laptop.rows(
            f"SELECT 1 FROM {ref.entity} WHERE {ref.column} = x'{row_id.hex()}' AND id <> x'{row_id.hex()}'"
        )
        for ref in schema()[entity].inbound
    )


@reproducible
def undo_is_exact(seed: int, steps: int) -> None:
    """Undoing what was just done gives rows and flags back, redoing it does too, along a whole chain."""
    history = History(seed)
    history.run(steps)
    laptop = history.random.choice(history.laptops)
    for other in history.laptops:
        laptop.merge(other)
    states = [laptop.content()]
    marks = [_transactions(laptop)]
    for _number in range(6):
        action_count = marks[-1]
        _do_something_new(history, laptop)
        if _transactions(laptop) != action_count:
            states.append(laptop.content())
            marks.append(_transactions(laptop))
    for state in reversed(states[:-1]):
        undo(laptop.workspace)
        assert laptop.content() == state
    holds_together(laptop)
    for state in states[1:]:
        redo(laptop.workspace)
        assert laptop.content() == state
    holds_together(laptop)


@reproducible
def undo_leaves_later_edits(seed: int, steps: int) -> None:
    """Undoing something old changes no field that someone else wrote since, and reports it."""
    history = History(seed)
    history.run(steps)
    laptop = history.laptops[0]
    for other in history.laptops:
        laptop.merge(other)
    ids = [
        row[0] for row in laptop.rows("SELECT id FROM journal_transaction WHERE undoes IS NULL ORDER BY id")
    ]
    for id_ in random.Random(seed).sample(ids, min(5, len(ids))):
        own = {entry.id for entry in entries_of(laptop) if entry.id[:12] == id_[:12]}
        before = _foreign_heads(laptop, own)
        try:
            result = undo(laptop.workspace, id_)
        except (NotAllowed, NotFound):
            continue
        after = _heads(laptop)
        for place, heads in before.items():
            assert after[place] == heads
        touched = {(kept.row_id, kept.field) for kept in result.kept}
        assert all(len(row_id) == 16 for row_id, _field in touched)
        holds_together(laptop)


def _heads(laptop: Laptop) -> dict[tuple[bytes, str], frozenset[bytes]]:
    entries = entries_of(laptop)
    replaced = {
        (entry.row_id, entry.field, parent) for entry in entries if entry.field for parent in entry.parents
    }
    heads: dict[tuple[bytes, str], set[bytes]] = {}
    for entry in entries:
        if entry.field and (entry.row_id, entry.field, entry.id) not in replaced:
            heads.setdefault((entry.row_id, entry.field), set()).add(entry.id)
    return {place: frozenset(ids) for place, ids in heads.items()}


def _foreign_heads(laptop: Laptop, own: set[bytes]) -> dict[tuple[bytes, str], frozenset[bytes]]:
    """The fields where something else than ``own`` stands, and than what an undo brought back."""
    by_undo = {id_[:12] for id_ in written_by_undo(laptop)}
    return {
        place: heads
        for place, heads in _heads(laptop).items()
        if any(head not in own and head[:12] not in by_undo for head in heads)
    }


def _transactions(laptop: Laptop) -> int:
    return int(laptop.rows("SELECT count(*) FROM journal_transaction")[0][0])


def _do_something_new(history: History, laptop: Laptop) -> None:
    """Any action that is a change of one's own."""
    from tests.storage import histories

    excluded = {
        *("_merge", "_undo_latest", "_undo_any", "_redo", "_copy_by_hand"),
        *("_hand_over_a_part", "_give_back_what_is_theirs", "_begin_with_a_part"),
        *("_delete_against_new_child", "_one_sheet_on_two_laptops"),
        *("_one_merged_differently_on_two_laptops", "_erase", "_erase_against_edit"),
    }
    actions = [action for action, _weight in histories.ACTIONS if action.__name__ not in excluded]
    try:
        history.random.choice(actions)(history, laptop)
    except (NotFound, NotAllowed):
        return
