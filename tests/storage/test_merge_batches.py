"""A file that does not fit into memory at once: its journal first, then each row once, to the same end."""

import random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.histories import History
from tests.storage.laptops import Laptop
from tests.storage.properties import holds_together
from tests.storage.test_alias import alias
from workbench.foundation.errors import Damaged
from workbench.foundation.ids import Id
from workbench.storage import incoming, merge


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 4))
def test_in_however_many_batches_a_file_comes_it_comes_to_the_same(seed: int, batch: int, rows: int) -> None:
    with patch("os.urandom", random.Random(seed).randbytes):
        history = History(seed)
        history.run(25)
        first, *others = history.laptops
        whole, piecewise = first.copied_by_hand(), first.copied_by_hand()
        for other in others:
            receipt = whole.merge(other)
            with (
                patch.object(incoming, "_ENTRIES_AT_ONCE", batch),
                patch.object(merge, "_ROWS_AT_ONCE", rows),
            ):
                told = piecewise.merge(other)
            assert (told.new, told.known, told.conflicts) == (receipt.new, receipt.known, receipt.conflicts)
    assert piecewise.content() == whole.content()
    assert piecewise.journal() == whole.journal()
    holds_together(piecewise)


def test_a_row_written_for_who_refers_to_it_is_still_joined_with_what_it_was_merged_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contact, stays, goes = (Id(bytes(15) + end) for end in (b"1", b"2", b"3"))
    giver, taker = Laptop("giver"), Laptop("taker")
    for row_id in (stays, goes):
        giver.create("account", row_id, name="Alpha")
    giver.create("contact", contact, account_id=goes, name="Li")
    alias(giver, stays, goes)
    monkeypatch.setattr(incoming, "_ENTRIES_AT_ONCE", 1)
    monkeypatch.setattr(merge, "_ROWS_AT_ONCE", 1)
    taker.merge(giver)
    assert taker.content() == giver.content()
    holds_together(taker)


def test_a_file_in_batches_that_does_not_hold_together_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(incoming, "_ENTRIES_AT_ONCE", 1)
    giver, taker = Laptop("giver"), Laptop("taker")
    account = giver.create("account", name="One")
    giver.set("account", account, city="Bonn")
    giver.connection.execute("UPDATE journal_entry SET parents = zeroblob(16) WHERE op = 2")
    before = (taker.content(), taker.journal())
    with pytest.raises(Damaged, match="not as it was written"):
        taker.merge(giver)
    assert (taker.content(), taker.journal()) == before
