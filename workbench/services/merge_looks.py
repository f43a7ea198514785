"""A look into a file of others before anything is touched: what merging it alone would bring, by name."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from workbench.foundation.clock import Clock, stored_instant
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.files import os_errors
from workbench.foundation.ids import Id
from workbench.services.conflicts import ConflictRecord, records_in_conflict
from workbench.services.exchange import inspect_file, merge_files
from workbench.services.merge_counts import counts_by_kind, shown_kind
from workbench.services.record_labels import record_labels
from workbench.storage.backup import FileInfo
from workbench.storage.erasing import any_erased
from workbench.storage.merge_receipts import EntityCounts, MergeReceipt, Share
from workbench.storage.queries.hand_ins import DeviceNews, newest_changes
from workbench.storage.queries.personal_data import rows_of_erased
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

NAMES_SHOWN = 200
"""So many records of each kind are told by name."""
_CLOCK_IS_OFF = timedelta(days=1)


class Warn(Enum):
    """What should be known of a file before it is merged; none of it stands in the way."""

    FUTURE = "future"
    """Its changes are dated later than now: their clock is ahead."""
    BEHIND = "behind"
    """Their clock is behind the changes they had already seen."""
    OLDER = "older"
    """It was exported before the newest work that is here of the same person."""
    ERASED = "erased"
    """It brings records about people who were erased here; they are erased again."""
    MERGED = "merged"
    """It holds nothing that is not here already."""


@dataclass(frozen=True)
class KindNews:
    """What a file brings of one kind of record; names of at most ``NAMES_SHOWN`` of each sort."""

    kind: str
    counts: EntityCounts
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    conflicts: tuple[ConflictRecord, ...] = ()


@dataclass(frozen=True)
class FileLook:
    """What a file from elsewhere is, and what merging it alone would bring. ``size`` in bytes.

    With an ``error`` there is no receipt; ``info`` is there as far as the file could be read. ``before`` is
    the newest work that was here already of the one who exported it (their clock, UTC); ``warnings`` say
    how often, or by how much.
    """

    path: Path
    size: int = 0
    info: FileInfo | None = None
    receipt: MergeReceipt | None = None
    error: WorkbenchError | None = None
    kinds: tuple[KindNews, ...] = ()
    before: datetime | None = None
    warnings: Mapping[Warn, int] = field(default_factory=dict)

    @property
    def since(self) -> datetime | None:
        """When the first change that is new was made, by the clock of its device (UTC)."""
        return min((_instant(one.first) for one in self._shares), default=None)

    @property
    def until(self) -> datetime | None:
        """When the last change that is new was made, by the clock of its device (UTC)."""
        return max((_instant(one.last) for one in self._shares), default=None)

    @property
    def _shares(self) -> tuple[Share, ...]:
        return self.receipt.shares if self.receipt is not None else ()


def look_into(workspace: Workspace, path: Path, passphrases: Sequence[str] = ()) -> FileLook:
    """Look at a file that is to be merged; nothing is changed here or there, whatever the file is.

    It is read once. The names of what is new come from a merge that is taken back at once.
    """
    size = 0
    look = _Look(workspace)
    try:
        with os_errors(path):
            size = path.stat().st_size
        (merged,) = merge_files(workspace, [path], passphrases, dry_run=True, look=look.take).files
    except WorkbenchError as error:
        return FileLook(path, size, error=error)
    if merged.receipt is None or look.info is None:
        return FileLook(path, size, _info_of_refused(workspace, path, passphrases), error=merged.error)
    return FileLook(
        path,
        size,
        look.info,
        merged.receipt,
        kinds=look.kinds(merged.receipt),
        before=look.before,
        warnings=_warnings(look, merged.receipt, workspace.clock),
    )


Known = Mapping[str, Mapping[Id, str]]


class _Look:
    """What is gathered while the file is merged for a moment."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._names: dict[str, dict[Id, str]] = {}
        self._conflicts: tuple[ConflictRecord, ...] = ()
        with workspace.read() as session:
            self._known: Mapping[Id, DeviceNews] = newest_changes(session)
        self.info: FileInfo | None = None
        self.before: datetime | None = None
        self.erased = 0

    def take(self, session: ReadingSession, info: FileInfo, receipt: MergeReceipt) -> None:
        """Note what can be read only now."""
        self.info = info
        author = info.exported_by or next((one.author for one in receipt.shares), "")
        times = (one.at for one in self._known.values() if one.author == author and one.at is not None)
        self.before = max(times, default=None)
        rows = receipt.rows
        for entity in {*rows.created, *rows.changed}:
            wanted = [*_some(rows.created.get(entity)), *_some(rows.changed.get(entity))]
            self._names[entity] = record_labels(session, entity, wanted)
        if receipt.flags:
            in_conflict = sorted({Id(row_id) for row_id, *_rest in receipt.flags})[: 2 * NAMES_SHOWN]
            self._conflicts = records_in_conflict(session, self._workspace.replica_id, in_conflict)
        if receipt.new and any_erased(session):
            self.erased = len(rows_of_erased(session))

    def kinds(self, receipt: MergeReceipt) -> tuple[KindNews, ...]:
        """What was found, by kind."""
        rows = receipt.rows
        gone: dict[str, dict[Id, str]] = {}
        with self._workspace.read() as session:
            for entity, ids in rows.deleted.items():
                gone[entity] = record_labels(session, entity, _some(ids))
        entities: dict[str, list[str]] = {}
        for entity in receipt.by_entity:
            entities.setdefault(shown_kind(entity), []).append(entity)
        in_file = self.info.by_entity if self.info is not None else {}

        def names(by_entity: Mapping[str, Set[Id]], known: Known, kind: str) -> tuple[str, ...]:
            told = (
                known.get(entity, {}).get(row_id, "")
                for entity in entities[kind]
                for row_id in _some(by_entity.get(entity))
            )
            return tuple(sorted(name for name in told if name))

        found = []
        for kind, counts in counts_by_kind([receipt], in_file).items():
            if kind not in entities:
                found.append(KindNews(kind, counts))
                continue
            found.append(
                KindNews(
                    kind,
                    counts,
                    names(rows.created, self._names, kind),
                    names(rows.changed, self._names, kind),
                    names(rows.deleted, gone, kind),
                    tuple(one for one in self._conflicts if one.kind == kind)[:NAMES_SHOWN],
                )
            )
        return tuple(found)


def _some(ids: Iterable[Id] | None) -> list[Id]:
    return sorted(ids or ())[:NAMES_SHOWN]


def _info_of_refused(workspace: Workspace, path: Path, passphrases: Sequence[str]) -> FileInfo | None:
    """What a file that is not merged says about itself, if it can be read so far."""
    try:
        return inspect_file(path, passphrases, workspace)
    except WorkbenchError:
        return None


def _warnings(look: _Look, receipt: MergeReceipt, clock: Clock) -> dict[Warn, int]:
    found: dict[Warn, int] = {}
    now = clock.now()
    ahead = [_instant(one.last) - now for one in receipt.shares]
    behind = [_known_at(one.newest) - _instant(one.last) for one in receipt.shares]
    for kind, gaps in ((Warn.FUTURE, ahead), (Warn.BEHIND, behind)):
        if gaps and max(gaps) > _CLOCK_IS_OFF:
            found[kind] = max(gaps).days
    exported = look.info.exported_at if look.info is not None else None
    if exported is not None and look.before is not None and exported < look.before:
        found[Warn.OLDER] = max((look.before - exported).days, 1)
    if look.erased:
        found[Warn.ERASED] = look.erased
    if not receipt.new:
        found[Warn.MERGED] = 1
    return found


def _known_at(change: Id) -> datetime:
    """The clock that a change's id keeps: never earlier than any change its writer knew."""
    return _EPOCH + timedelta(milliseconds=int.from_bytes(change[:6], "big"))


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _instant(text: str) -> datetime:
    return stored_instant(text) or _EPOCH
