"""Wrong rules for files that hold transactions in part; each must be found by the properties."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.storage import properties
from workbench.storage import check, comparing, growing, merge, merge_undo, parts, scope, scoped
from workbench.storage.entries import load_transactions

Mutant = Callable[[pytest.MonkeyPatch], None]
_NAMING = (check, growing, merge, merge_undo, scoped)
_MEASURING = (check, growing, parts, scoped)


def devices_do_not_tell_which_entries_they_hold(patch: pytest.MonkeyPatch) -> None:
    """Two files that hold other parts of the same transactions look the same."""
    for module in _NAMING:
        patch.setattr(module, "named", lambda digest, numbers=b"": digest)


def what_is_known_in_part_is_known(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(comparing, "_more_of_known", lambda connection, source, known: {})


def a_part_passes_for_the_whole(patch: pytest.MonkeyPatch) -> None:
    for module in (growing, merge, scoped):
        patch.setattr(module, "keep_parts", lambda connection, noted: None)


def what_is_whole_again_stays_a_part(patch: pytest.MonkeyPatch) -> None:
    def measure(connection: Any, row: Any) -> parts.Part:
        digest = parts.PartDigest()
        digest.add(list(load_transactions(connection, row.id, row.id)))
        return digest.part(parts.read_transaction(row), row.entries)

    for module in _MEASURING:
        patch.setattr(module, "measure_part", measure)


def a_scope_is_not_closed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scope._Selecting, "_close", lambda self, erased: None)


def a_scope_is_closed_by_one_step_only(patch: pytest.MonkeyPatch) -> None:
    real = scope._Selecting._close

    def close(self: Any, erased: set[Any]) -> None:
        seen = set(self.selection.all_rows())
        real(self, erased)
        direct = {
            row_id
            for _row_id, log in self._logs(sorted(seen - erased), without="records")
            for entry in log
            for row_id in scope._referred(entry)
        }
        self.selection.rows &= seen | direct

    patch.setattr(scope._Selecting, "_close", close)


def a_row_comes_without_its_past(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scope.Selection, "holds", lambda self, entry_id, row_id: entry_id[15] % 3 != 2)


def erased_rows_stay_at_home(patch: pytest.MonkeyPatch) -> None:
    real = scope._Selecting._scan

    def scan(self: Any) -> Any:
        absent, managed, _erased = real(self)
        return absent, managed, set()

    patch.setattr(scope._Selecting, "_scan", scan)


def taking_a_merge_back_leaves_what_came_of_known_changes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge_undo, "_remove_entries", lambda connection, ids: {})


def _parts_of_long_histories(seed: int, steps: int) -> None:
    """What lies two steps beyond a scope is rare in a short one."""
    properties.parts_come_to_the_whole(seed, 3 * steps)


WRONG_PARTS: list[tuple[Mutant, Callable[[int, int], None], int]] = [
    (devices_do_not_tell_which_entries_they_hold, properties.parts_come_to_the_whole, 1),
    (what_is_known_in_part_is_known, properties.parts_come_to_the_whole, 0),
    (a_part_passes_for_the_whole, properties.parts_come_to_the_whole, 0),
    (what_is_whole_again_stays_a_part, properties.parts_come_to_the_whole, 0),
    (a_scope_is_not_closed, properties.parts_come_to_the_whole, 1),
    (a_scope_is_closed_by_one_step_only, _parts_of_long_histories, 1),
    (a_row_comes_without_its_past, properties.parts_come_to_the_whole, 1),
    (erased_rows_stay_at_home, properties.erasures_reach_older_parts, 0),
    (taking_a_merge_back_leaves_what_came_of_known_changes, properties.parts_come_to_the_whole, 0),
]
