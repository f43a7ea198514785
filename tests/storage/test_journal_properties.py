"""Generated histories of three to five laptops keep what the journal promises (5-quality, Reliability)."""

import os

import pytest

from tests.storage import properties

MANY = int(os.environ.get("WORKBENCH_HISTORIES", "0"))


def seeds(usual: int, start: int) -> range:
    return range(start, start + (MANY or usual))


@pytest.mark.parametrize("seed", seeds(8, 0))
def test_the_tables_are_the_folded_journal_after_every_step(seed: int) -> None:
    properties.holds_at_each_step(seed, 30)


@pytest.mark.parametrize("seed", seeds(18, 1_000_000))
def test_every_order_of_merging_gives_the_same_and_nothing_vanishes(seed: int) -> None:
    properties.every_order_gives_the_same(seed, 40)


@pytest.mark.parametrize("seed", seeds(10, 4_000_000))
def test_files_in_scope_come_to_the_whole_in_any_order_and_are_taken_back(seed: int) -> None:
    properties.parts_come_to_the_whole(seed, 40)


@pytest.mark.parametrize("seed", seeds(4, 6_000_000))
def test_an_erasure_reaches_whoever_has_an_older_part(seed: int) -> None:
    properties.erasures_reach_older_parts(seed, 40)


@pytest.mark.parametrize("seed", seeds(12, 2_000_000))
def test_undo_and_redo_give_rows_and_flags_back_exactly(seed: int) -> None:
    properties.undo_is_exact(seed, 25)


@pytest.mark.parametrize("seed", seeds(10, 3_000_000))
def test_undo_never_alters_what_was_written_later(seed: int) -> None:
    properties.undo_leaves_later_edits(seed, 35)
