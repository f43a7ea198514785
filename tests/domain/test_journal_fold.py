"""The rules that turn entries into rows, one by one."""

from typing import Any

from workbench.domain.journal import (
    Entry,
    Op,
    Transaction,
    TransactionDigest,
    combine_digests,
    entry_id,
    last_entry_id,
    next_transaction_id,
    transaction_of,
)
from workbench.domain.journal_fold import (
    CONFLICT,
    EDITED_ALTHOUGH_DELETED,
    EDITED_ALTHOUGH_MERGED,
    KEPT_ALTHOUGH_DELETED,
    RowState,
    flags_of_merged,
    fold_row,
    kept_rows,
    merged_rows,
)
from workbench.foundation.ids import Id

ROW = Id(bytes(15) + b"r")
YEAR_MS = 365 * 86_400_000


def make_id(number: int) -> Id:
    return Id(number.to_bytes(16, "big"))


def create(number: int, **values: Any) -> Entry:
    return Entry(make_id(number), "account", ROW, Op.CREATE, "", values, ())


def put(number: int, field: str, value: Any, *parents: int) -> Entry:
    return Entry(make_id(number), "account", ROW, Op.SET, field, value, tuple(map(make_id, parents)))


def delete(number: int, *parents: int, seen: tuple[int, ...] = (), op: Op = Op.DELETE) -> Entry:
    texts = [make_id(one).hex() for one in seen]
    return Entry(make_id(number), "account", ROW, op, "", texts, tuple(map(make_id, parents)))


def restore(number: int, *parents: int) -> Entry:
    return Entry(make_id(number), "account", ROW, Op.RESTORE, "", None, tuple(map(make_id, parents)))


def test_a_created_row_shows_what_it_was_created_with() -> None:
    state = fold_row([create(1, name="A")])
    assert state.shown
    assert state.values == {"name": "A"}
    assert state.flags == frozenset()


def test_an_edit_that_knew_the_old_value_replaces_it_whatever_the_ids_say() -> None:
    state = fold_row([create(9, name="A"), put(5, "name", "B", 9)])
    assert state.values == {"name": "B"}
    assert state.flags == frozenset()


def test_two_edits_apart_show_the_larger_id_and_are_a_conflict() -> None:
    state = fold_row([put(3, "name", "C", 1), create(1, name="A"), put(2, "name", "B", 1)])
    assert state.values == {"name": "C"}
    assert state.flags == {("name", CONFLICT)}


def test_two_edits_apart_that_agree_are_no_conflict() -> None:
    state = fold_row([create(1, name="A"), put(2, "name", "B", 1), put(3, "name", "B", 1)])
    assert state.flags == frozenset()


def test_a_decision_names_all_heads_and_ends_the_conflict() -> None:
    log = [create(1, name="A"), put(2, "name", "B", 1), put(3, "name", "C", 1), put(4, "name", "B", 2, 3)]
    assert fold_row(log).flags == frozenset()


def test_a_sheet_imported_twice_and_edited_once_is_no_conflict() -> None:
    state = fold_row([create(1, name="A"), create(2, name="A"), put(3, "name", "B", 1)])
    assert state.values == {"name": "B"}
    assert state.flags == frozenset()


def test_creations_that_differ_are_a_conflict_even_after_one_was_edited() -> None:
    state = fold_row([create(1, name="A"), create(2, name="X"), put(3, "name", "B", 1)])
    assert state.flags == {("name", CONFLICT)}


def test_a_field_that_only_one_creation_carries_is_no_conflict() -> None:
    state = fold_row([create(1, name="A"), create(2, name="A", phone="1")])
    assert state.values == {"name": "A", "phone": "1"}
    assert state.flags == frozenset()


def test_a_deletion_hides_the_row_it_had_seen_whole() -> None:
    assert not fold_row([create(1, name="A"), put(2, "name", "B", 1), delete(3, 1, seen=(2,))]).shown


def test_an_edit_that_the_deletion_had_not_seen_keeps_the_row() -> None:
    state = fold_row([create(1, name="A"), delete(3, 1), put(2, "name", "B", 1)])
    assert state.shown
    assert ("", EDITED_ALTHOUGH_DELETED) in state.flags


def test_two_deletions_have_seen_together_what_each_of_them_saw() -> None:
    log = [create(1, name="A"), put(2, "name", "B", 1), put(3, "city", "X")]
    assert not fold_row([*log, delete(4, 1, seen=(2,)), delete(5, 1, seen=(3,))]).shown


def test_a_second_creation_that_the_deletion_had_not_seen_keeps_the_row() -> None:
    state = fold_row([create(1, name="A"), delete(3, 1), create(2, name="A")])
    assert state.shown
    assert state.flags == {("", KEPT_ALTHOUGH_DELETED)}


def test_taking_a_creation_back_raises_no_flag_where_another_stands() -> None:
    state = fold_row([create(1, name="A"), delete(3, 1, op=Op.RETRACT), create(2, name="A")])
    assert state.shown
    assert state.flags == frozenset()


def test_taking_a_creation_back_hides_the_row_where_no_other_stands() -> None:
    assert not fold_row([create(1, name="A"), delete(3, 1, op=Op.RETRACT)]).shown


def test_a_restoration_that_knew_the_deletion_decides() -> None:
    state = fold_row([create(1, name="A"), delete(2, 1), put(3, "name", "B", 1), restore(4, 2)])
    assert state.shown
    assert state.flags == frozenset()


def test_the_order_in_which_entries_arrive_does_not_matter() -> None:
    log = [
        create(1, name="A"),
        create(2, name="B"),
        put(3, "name", "C", 1),
        delete(4, 1, seen=(3,)),
        restore(5, 4),
        put(6, "city", "X"),
    ]
    assert fold_row(log) == fold_row(log[::-1])


def test_hidden_rows_are_kept_along_a_chain_but_not_in_a_circle() -> None:
    refers = {make_id(1): {make_id(2)}, make_id(2): {make_id(3)}, make_id(8): {make_id(9)}}
    refers[make_id(9)] = {make_id(8)}

    def references(ids: Any) -> set[Id]:
        return {target for one in ids for target in refers.get(one, ())}

    assert kept_rows({make_id(1)}, references) == {make_id(1), make_id(2), make_id(3)}
    assert kept_rows(set(), references) == set()


def test_transaction_ids_grow_although_the_clock_goes_back() -> None:
    now = 1_700_000_000_000
    first = next_transaction_id(now, None, b"\xff\xff\xff\xff")
    second = next_transaction_id(now - YEAR_MS, first, bytes(4))
    third = next_transaction_id(now + YEAR_MS, second, bytes(4))
    assert first < second < third
    assert all(
        id_[12:] == bytes(4) and id_[6] >> 4 == 7 and id_[8] >> 6 == 2 for id_ in (first, second, third)
    )


def test_the_counter_runs_over_into_the_next_millisecond() -> None:
    id_ = next_transaction_id(5, None, bytes(4))
    for _number in range(5_000):
        later = next_transaction_id(5, id_, bytes(4))
        assert later > id_
        id_ = later
    assert int.from_bytes(id_[:6], "big") == 6


def test_entry_ids_sort_within_their_transaction_and_before_the_next() -> None:
    first = next_transaction_id(5, None, b"\xff\xff\xff\xff")
    second = next_transaction_id(5, first, bytes(4))
    assert first < entry_id(first, 1) < entry_id(first, 2) <= last_entry_id(first) < second
    assert transaction_of(entry_id(first, 7)) == first


def _digest(label: str, value: str) -> bytes:
    digest = TransactionDigest()
    digest.add([(entry_id(make_id(0), 1), "account", ROW, 1, "", value, b"")])
    return digest.finish(Transaction(make_id(0), ROW, "me", "now", "kind", label, None))


def test_a_digest_covers_the_words_of_the_transaction_and_its_entries() -> None:
    assert _digest("a", "{}") == _digest("a", "{}")
    assert len({_digest("a", "{}"), _digest("b", "{}"), _digest("a", "[]")}) == 3


def test_digests_combine_in_any_order_and_come_out_again() -> None:
    one, two = (make_id(1), b"x"), (make_id(2), b"y")
    both = combine_digests(bytes(16), [one, two])
    assert both == combine_digests(bytes(16), [two, one])
    assert combine_digests(combine_digests(both, [two]), [one]) == bytes(16)


def alias(number: int, row: int | None, *parents: int, seen: dict[str, list[int]] | None = None) -> Entry:
    texts = {name: [make_id(one).hex() for one in ids] for name, ids in (seen or {}).items()}
    value = {"row": make_id(row).hex() if row is not None else None, "seen": texts}
    return Entry(make_id(number), "account", ROW, Op.ALIAS, "alias", value, tuple(map(make_id, parents)))


def test_an_alias_says_which_row_stands_and_can_be_taken_back() -> None:
    log = [create(1, name="A"), alias(2, 7, seen={"name": [1]})]
    assert fold_row(log).same_as == [make_id(7)]
    assert fold_row(log).shown
    assert fold_row([*log, alias(3, None, 2)]).same_as == []
    assert fold_row([*log, alias(3, 8)]).same_as == [make_id(7), make_id(8)]


def test_what_was_written_without_knowing_of_a_merge_is_noticed_unless_it_says_the_same() -> None:
    log = [create(1, name="A"), put(2, "name", "B", 1), alias(3, 7, seen={"name": [2]})]
    assert not fold_row(log).unseen
    assert not fold_row([*log, put(4, "name", "B", 1)]).unseen
    assert fold_row([*log, put(4, "name", "A", 1)]).unseen
    assert fold_row([*log, put(4, "city", "X")]).unseen


def test_rows_are_joined_to_the_smallest_whatever_the_order() -> None:
    one, two, three, four = map(make_id, (1, 2, 3, 4))
    links = [(four, three), (four, two), (three, one)]
    expected = {two: one, three: one, four: one}
    assert merged_rows(links) == merged_rows(reversed(links)) == expected
    assert merged_rows([(two, two)]) == {}


def test_a_row_that_stands_for_others_stays_as_long_as_one_of_them_would() -> None:
    gone, there = RowState(False, {}), RowState(True, {}, unseen=False)
    assert flags_of_merged(there, [there]) == frozenset()
    assert flags_of_merged(gone, [gone]) == frozenset()
    assert flags_of_merged(gone, [there]) == {("", KEPT_ALTHOUGH_DELETED)}
    assert flags_of_merged(there, [RowState(True, {})]) == {("", EDITED_ALTHOUGH_MERGED)}


def test_an_erased_row_is_hidden_for_ever_and_says_nothing() -> None:
    log = [create(1, name="A"), put(2, "name", "B", 1)]
    for last in (Op.ERASE, Op.EMPTIED):
        erasing = Entry(make_id(3), "account", ROW, last, "", None, ())
        for entries in ([*log, erasing], [erasing, *log, restore(4, 1)]):
            state = fold_row(entries)
            assert state.erased
            assert (state.shown, dict(state.values), state.flags) == (False, {}, frozenset())
