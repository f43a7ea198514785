"""What was saved since a file was opened, by kind of record: whoever keeps what they read asks here."""

from collections.abc import Collection, Mapping, Set

from workbench.foundation.ids import Id
from workbench.storage.session import Session


class Saves:
    """How many changes were saved, and with which of them each kind of record changed last."""

    def __init__(self) -> None:
        self.count = 0
        self._last: dict[str, int] = {}
        self._pending: set[str] = set()

    def begin(self) -> None:
        """What was touched and never saved is as it was."""
        self._pending.clear()

    def note(self, _session: Session, touched: Mapping[str, Set[Id]]) -> None:
        """As a hook of the projector: these rows change if it is saved."""
        self._pending.update(entity for entity, rows in touched.items() if rows)

    def saved(self) -> None:
        """It was saved, and is seen by who reads from now on."""
        self.count += 1
        self._last.update(dict.fromkeys(self._pending, self.count))

    def last_beside(self, entities: Collection[str]) -> int:
        """The number of the last save that touched any record of other kinds; 0 for none yet."""
        return max((at for entity, at in list(self._last.items()) if entity not in entities), default=0)
