"""What the files of one save share: the logs of rows that many of them bring, and the search index.

Every new workspace holds the same rules and templates, so every file of a team brings them; and the index
is brought up to date once for all files, which comes to the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from workbench.domain.journal import Entry
from workbench.foundation.ids import Id
from workbench.storage.entries import load_logs
from workbench.storage.erasing import all_erased
from workbench.storage.projector import AfterProject, ByEntity
from workbench.storage.session import Session

# What every file of a team brings is not many rows; a large file brings many rows that are known.
_MOST_LOGS: Final = 1_000


class MergeGroup:
    """The files that are saved together; ``hooks`` are called once for all rows that they touch."""

    def __init__(self, hooks: Sequence[AfterProject]) -> None:
        self._hooks = hooks
        self._logs: dict[Id, list[Entry]] = {}
        self._touched: ByEntity = {}
        self._by_file: ByEntity = {}
        self._erased: set[Id] | None = None

    def erased(self, connection: Connection) -> set[Id]:
        """Every row that was ever erased, with those that the present file erased."""
        if self._erased is None:
            self._erased = all_erased(connection)
        return self._erased

    def load_logs(self, connection: Connection, row_ids: Collection[Id]) -> dict[Id, list[Entry]]:
        """All entries of each row that is known; to be added to by who takes more of them in."""
        logs = {row_id: self._logs[row_id] for row_id in row_ids if row_id in self._logs}
        found = load_logs(connection, [row_id for row_id in row_ids if row_id not in logs])
        for row_id, log in islice(found.items(), _MOST_LOGS - len(self._logs)):
            self._logs[row_id] = log
        return {**logs, **found}

    def note(self, _session: Session, touched: Mapping[str, Set[Id]]) -> None:
        """As a hook: these rows were touched by the present file."""
        for entity, rows in touched.items():
            self._by_file.setdefault(entity, set()).update(rows)

    def forget_logs(self, row_ids: Iterable[Id]) -> None:
        """The entries of these rows were changed otherwise than by adding to them."""
        for row_id in row_ids:
            self._logs.pop(row_id, None)

    def note_erased(self, row_ids: Collection[Id]) -> None:
        """These rows were erased, and their entries emptied."""
        self.forget_logs(row_ids)
        if self._erased is not None:
            self._erased.update(row_ids)

    def file_taken(self) -> None:
        """The present file stays."""
        for entity, rows in self._by_file.items():
            known = self._touched.setdefault(entity, rows)
            if known is not rows:
                known.update(rows)
        self._by_file = {}

    def file_left(self) -> None:
        """Nothing of the present file stays."""
        self._logs.clear()
        self._by_file.clear()
        self._erased = None

    def finish(self, session: Session) -> None:
        """Call the hooks; belongs to the same transaction."""
        if self._touched:
            for hook in self._hooks:
                hook(session, self._touched)
