"""The property tests have teeth: each of these wrong rules is found within a few histories."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from tests.storage import properties
from tests.storage.wrong_parts import WRONG_PARTS
from workbench.domain import journal, journal_fold, journal_undo
from workbench.domain.journal import Entry, Op
from workbench.storage import aliases, check, comparing, devices, erasing, merge, projector, unit_of_work
from workbench.storage.unit_of_work import Change

HISTORIES = 40

Mutant = Callable[[pytest.MonkeyPatch], None]


def the_oldest_head_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "winner", lambda heads: min(heads, key=lambda head: head.id))


def the_last_to_arrive_wins(patch: pytest.MonkeyPatch) -> None:
    """Heads in the order of arrival, which differs from laptop to laptop."""

    def winner(heads: Sequence[Entry]) -> Entry:
        return max(heads, key=lambda head: (len(str(head.value)), head.id[::-1]))

    patch.setattr(journal_fold, "winner", winner)


def every_second_head_is_a_conflict(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "in_conflict", lambda heads, name: len(heads) > 1)


def conflicts_go_unnoticed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "in_conflict", lambda heads, name: False)


def equal_creations_are_not_replaced_together(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "replaced_values", lambda name, creations, replaced: [])


def the_latest_edit_silently_wins(patch: pytest.MonkeyPatch) -> None:
    def heads(name: str, creations: Sequence[Entry], edits: Sequence[Entry]) -> list[Entry]:
        return [max((*creations, *edits), key=lambda entry: entry.id)]

    patch.setattr(journal_fold, "field_heads", heads)


def a_deletion_beats_every_edit(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "unseen_edits", lambda life, heads: False)


def a_deletion_beats_a_creation(patch: pytest.MonkeyPatch) -> None:
    def shown(life: Sequence[Entry], unseen: bool) -> tuple[bool, str]:
        ops = {entry.op for entry in life}
        return (not ops & {Op.DELETE, Op.RETRACT} or unseen), ""

    patch.setattr(journal_fold, "life_and_flag", shown)


def taking_a_creation_back_counts_as_deleting(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "_DELETE", int(Op.RETRACT))


def a_deletion_has_seen_nothing(patch: pytest.MonkeyPatch) -> None:
    def write(self: Change, entity: str, row_id: Any) -> None:
        life = tuple(entry.id for entry in self.state(row_id).life)
        self.append(entity, row_id, Op.DELETE, "", [], life)

    patch.setattr(Change, "write_deletion", write)


def hidden_rows_are_never_kept(patch: pytest.MonkeyPatch) -> None:
    for module in (projector, check):
        patch.setattr(module, "kept_rows", lambda wanted, hidden_references: set())


def keeping_goes_only_one_step(patch: pytest.MonkeyPatch) -> None:
    for module in (projector, check):
        patch.setattr(module, "kept_rows", lambda wanted, hidden_references: set(wanted))


def the_wall_clock_alone_makes_ids(patch: pytest.MonkeyPatch) -> None:
    real = journal.next_transaction_id
    patch.setattr(devices, "next_transaction_id", lambda now_ms, latest, noise: real(now_ms, None, noise))


def an_edit_names_only_the_shown_head(patch: pytest.MonkeyPatch) -> None:
    real = Change.append

    def append(
        self: Change, entity: str, row_id: Any, op: Op, field: str, value: Any, parents: tuple[Any, ...]
    ) -> Any:
        return real(self, entity, row_id, op, field, value, parents[-1:])

    patch.setattr(Change, "append", append)


def devices_are_compared_by_count(patch: pytest.MonkeyPatch) -> None:
    """Loses transactions where a file was copied by hand and both copies went on."""
    real = comparing.find_news

    def news(connection: Any, source: Any) -> comparing.News:
        query = "SELECT id, txns FROM journal_replica"
        ours = dict(connection.exec_driver_sql(query).all())
        theirs = dict(source.exec_driver_sql(query).all())
        if all(ours.get(id_, 0) >= count for id_, count in theirs.items()):
            return comparing.News()
        return real(connection, source)

    patch.setattr(merge, "find_news", news)


def undo_brings_only_the_winner_back(patch: pytest.MonkeyPatch) -> None:
    real = journal_undo._prior_ids
    patch.setattr(journal_undo, "_prior_ids", lambda group, written: real(group, written)[-1:])


def undo_takes_later_edits_with_it(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_undo, "original", lambda id_, stands_for, since=None: None)


def the_larger_id_stands(patch: pytest.MonkeyPatch) -> None:
    real = journal_fold.merged_rows

    def larger(links: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
        found = real(links)
        groups: dict[Any, set[Any]] = {}
        for row_id, target in found.items():
            groups.setdefault(target, {target}).add(row_id)
        return {one: max(rows) for rows in groups.values() for one in rows - {max(rows)}}

    patch.setattr(aliases, "merged_rows", larger)


def being_the_same_does_not_go_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(aliases, "merged_rows", dict)


def the_latest_alias_alone_counts(patch: pytest.MonkeyPatch) -> None:
    real = journal_fold.RowState.same_as.fget
    assert real is not None
    patch.setattr(journal_fold.RowState, "same_as", property(lambda state: real(state)[-1:]))


def references_stay_with_the_row_merged_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(projector._Projection, "_holders", lambda self, row_ids: set())


def sales_stay_with_the_row_merged_away(patch: pytest.MonkeyPatch) -> None:
    real = projector._Projection._accounts_with_other_sales

    def accounts(self: Any) -> set[Any]:
        self.moved = set()
        return real(self)

    patch.setattr(projector._Projection, "_accounts_with_other_sales", accounts)


def a_merged_row_goes_with_the_one_that_stands(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(projector._Projection, "_know", lambda self, groups: self.merged.update(groups))


def edits_of_rows_merged_away_go_unnoticed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "merged_unseen", lambda entries, heads, said: False)


def every_alias_is_told_as_unaware(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "merged_unseen", lambda entries, heads, said: True)


def undo_leaves_rows_merged(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_undo, "_plan_aliases", lambda *_arguments: None)


def an_erased_row_can_stand_for_others(patch: pytest.MonkeyPatch) -> None:
    def joined(states: Any) -> dict[Any, Any]:
        return journal_fold.merged_rows(
            (one, other) for one, state in states.items() for other in state.same_as
        )

    for module in (projector, check):
        patch.setattr(module, "joined", joined)


def erased_rows_come_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_fold, "_ERASED", frozenset())


def an_erasure_does_not_travel(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "empty_entries", lambda connection, row_ids: None)


def erasing_only_hides(patch: pytest.MonkeyPatch) -> None:
    for module in (merge, unit_of_work):
        patch.setattr(module, "empty_entries", lambda connection, row_ids: None)


def what_is_left_is_checked_no_more(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_note_digests", lambda connection, ids: None)


MUTANTS: list[tuple[Mutant, Callable[[int, int], None], int]] = [
    # The wrong rule, the property that finds it, and the history in which it is found soonest.
    (the_oldest_head_wins, properties.every_order_gives_the_same, 0),
    (the_last_to_arrive_wins, properties.every_order_gives_the_same, 5),
    (every_second_head_is_a_conflict, properties.every_order_gives_the_same, 2),
    (conflicts_go_unnoticed, properties.every_order_gives_the_same, 0),
    (equal_creations_are_not_replaced_together, properties.every_order_gives_the_same, 0),
    (the_latest_edit_silently_wins, properties.every_order_gives_the_same, 0),
    (a_deletion_beats_every_edit, properties.every_order_gives_the_same, 2),
    (a_deletion_beats_a_creation, properties.every_order_gives_the_same, 2),
    (taking_a_creation_back_counts_as_deleting, properties.every_order_gives_the_same, 0),
    (a_deletion_has_seen_nothing, properties.every_order_gives_the_same, 2),
    (hidden_rows_are_never_kept, properties.every_order_gives_the_same, 1),
    (keeping_goes_only_one_step, properties.every_order_gives_the_same, 1),
    (the_wall_clock_alone_makes_ids, properties.every_order_gives_the_same, 1),
    (an_edit_names_only_the_shown_head, properties.undo_is_exact, 0),
    (devices_are_compared_by_count, properties.every_order_gives_the_same, 4),
    (undo_brings_only_the_winner_back, properties.undo_is_exact, 0),
    (undo_takes_later_edits_with_it, properties.undo_leaves_later_edits, 0),
    (the_larger_id_stands, properties.every_order_gives_the_same, 2),
    (being_the_same_does_not_go_on, properties.every_order_gives_the_same, 0),
    (the_latest_alias_alone_counts, properties.every_order_gives_the_same, 0),
    (references_stay_with_the_row_merged_away, properties.every_order_gives_the_same, 1),
    (sales_stay_with_the_row_merged_away, properties.every_order_gives_the_same, 2),
    (a_merged_row_goes_with_the_one_that_stands, properties.every_order_gives_the_same, 0),
    (edits_of_rows_merged_away_go_unnoticed, properties.every_order_gives_the_same, 1),
    (every_alias_is_told_as_unaware, properties.every_order_gives_the_same, 0),
    (undo_leaves_rows_merged, properties.undo_is_exact, 4),
    (an_erased_row_can_stand_for_others, properties.every_order_gives_the_same, 3),
    (erased_rows_come_back, properties.every_order_gives_the_same, 3),
    (an_erasure_does_not_travel, properties.every_order_gives_the_same, 1),
    (erasing_only_hides, properties.every_order_gives_the_same, 3),
    (what_is_left_is_checked_no_more, properties.every_order_gives_the_same, 3),
]


MUTANTS += WRONG_PARTS


@pytest.mark.parametrize(
    ("mutant", "holds", "soonest"), MUTANTS, ids=[mutant.__name__ for mutant, _holds, _soonest in MUTANTS]
)
def test_a_wrong_rule_is_found(
    mutant: Mutant, holds: Callable[[int, int], None], soonest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)
    for number in sorted(range(HISTORIES), key=lambda number: (number != soonest, number)):
        try:
            holds(5_000_000 + number, 40)
        except Exception:
            return
    pytest.fail(f"{mutant.__name__} went unnoticed in {HISTORIES} histories")
