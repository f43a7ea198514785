"""The pairs that wait for a decision: in order, put off, taken out."""

from collections.abc import Sequence

from workbench.foundation.ids import Id
from workbench.services.duplicates import DuplicateList, DuplicatePair
from workbench.ui.kit.item_paint import Item
from workbench.ui.screens.duplicates.words import pair_items


class Waiting:
    """What was found, those put off at the end."""

    def __init__(self) -> None:
        self.found: DuplicateList | None = None
        self._put_off: list[tuple[Id, Id]] = []

    def pairs(self) -> list[DuplicatePair]:
        """All of them in the order of the list."""
        return [*self._first(), *self._last()]

    def items(self) -> Sequence[Item]:
        """The lines of the list."""
        return pair_items(self._first(), self._last())

    def pair(self, key: object) -> DuplicatePair | None:
        """The pair of two accounts."""
        return next((one for one in self.pairs() if one.ids == key), None)

    def place(self, key: object) -> int:
        """Where a pair stands; the beginning for one that does not."""
        return next((at for at, one in enumerate(self.pairs()) if one.ids == key), 0)

    def put_off(self, pair: DuplicatePair) -> None:
        """Let a pair wait behind all others."""
        if pair.ids in self._put_off:
            self._put_off.remove(pair.ids)
        self._put_off.append(pair.ids)

    def take_out(self, pair: DuplicatePair, gone: Id | None) -> None:
        """A pair is decided; with it go all others of an account that is gone."""
        if self.found is not None:
            pairs = self.found.pairs
            left = tuple(one for one in pairs if one.ids != pair.ids and gone not in one.ids)
            self.found = DuplicateList(left, self.found.total - (len(pairs) - len(left)))

    def _first(self) -> list[DuplicatePair]:
        return [pair for pair in self._all() if pair.ids not in self._put_off]

    def _last(self) -> list[DuplicatePair]:
        known = {pair.ids: pair for pair in self._all()}
        return [known[ids] for ids in self._put_off if ids in known]

    def _all(self) -> Sequence[DuplicatePair]:
        return self.found.pairs if self.found is not None else ()
