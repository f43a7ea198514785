"""Rows as the journal tells that they stood on a day, and the days on which anything of them was written.

An entry counts on the day of its id, the hybrid clock, which never sorts before what it was written knowing:
so all entries up to a day belong together, whatever the clocks of devices said. Where a clock ran ahead of
today, what it dated into the future counts by its author's clock if that is believable, and in any case
after everything known before and not later than today.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import or_, select

from workbench.domain.journal import Op, last_entry_id, transaction_of
from workbench.domain.journal_fold import RowState, fold_row, kept_rows
from workbench.foundation.ids import Id, id_text
from workbench.storage.aliases import Groups, all_groups
from workbench.storage.entries import chunks, load_logs
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord, TransactionRecord

_ENTRY: Final = EntryRecord.__table__.c
_TRANSACTION: Final = TransactionRecord.__table__.c
_CLOCK_BYTES: Final = 6
_NO_END: Final = b"\xff" * 16
_TOUCHING: Final = tuple(int(op) for op in (Op.CREATE, Op.SET, Op.DELETE, Op.RESTORE, Op.RETRACT, Op.ALIAS))
_TELLING: Final = (int(Op.CREATE), int(Op.SET))
_ERASED: Final = (int(Op.ERASE), int(Op.EMPTIED))
_ID_TEXT: Final = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class JournalDays:
    """Which day each entry counts on, where the user is. ``late``: transactions dated after today, by id."""

    today: date
    zone: tzinfo
    late: Mapping[Id, date]

    def day_of(self, entry_id: bytes) -> date:
        """The day on which an entry counts, today at the latest."""
        if entry_id[:_CLOCK_BYTES] >= _first_bytes(self.today + timedelta(days=1), self.zone):
            return self.late.get(transaction_of(entry_id), self.today)
        ms = int.from_bytes(entry_id[:_CLOCK_BYTES], "big")
        return datetime.fromtimestamp(ms / 1000, self.zone).date()

    def end_of(self, day: date) -> bytes:
        """The largest id that an entry of the day, or of one before, can have."""
        if day >= self.today:
            return _NO_END
        end = _first_bytes(day + timedelta(days=1), self.zone)
        return max((last_entry_id(one) for one, on in self.late.items() if on <= day), default=end)


def journal_days(session: Session, today: date, zone: tzinfo) -> JournalDays:
    """How entries are dated; asks for nothing but the transactions dated after today."""
    end = _first_bytes(today + timedelta(days=1), zone)
    query = select(_TRANSACTION.id, _TRANSACTION.at).where(_TRANSACTION.id >= end)
    ahead = session.execute(query.order_by(_TRANSACTION.id.desc())).all()
    if not ahead:
        return JournalDays(today, zone, {})
    before = select(_TRANSACTION.id).where(_TRANSACTION.id < end).order_by(_TRANSACTION.id.desc()).limit(1)
    last = session.scalar(before)
    floor = JournalDays(today, zone, {}).day_of(last) if last is not None else date.min
    late: dict[Id, date] = {}
    latest = today
    for row in ahead:
        told = _believable(row.at, today, zone)
        # Nothing counts later than what was written knowing it, nor before what it knew itself.
        latest = min(latest, max(told, floor)) if told is not None else latest
        late[Id(row.id)] = latest
    return JournalDays(today, zone, late)


def _believable(at: str, today: date, zone: tzinfo) -> date | None:
    try:
        day = datetime.fromisoformat(at).astimezone(zone).date()
    except (OverflowError, ValueError):
        return None
    return day if day <= today else None


def _first_bytes(day: date, zone: tzinfo) -> bytes:
    """How the ids of the day's first millisecond begin; of a day before 1970 the first there is."""
    try:
        ms = int(datetime.combine(day, time(), zone).timestamp() * 1000)
    except (OverflowError, ValueError):
        ms = 0
    return max(ms, 0).to_bytes(_CLOCK_BYTES, "big")


def rows_ever_of(session: Session, entity: str, owners: Iterable[Id]) -> list[Id]:
    """The rows that named one of ``owners`` at any time, also where they are deleted now.

    One query over the whole journal. Of what was erased nothing is left to be found.
    """
    naming = or_(*(_ENTRY.value.contains(id_text(one), autoescape=True) for one in owners))
    query = select(_ENTRY.row_id).where(_ENTRY.entity == entity, _ENTRY.op.in_(_TELLING), naming)
    # Told apart here: asked to do it, SQLite goes by the index of rows, entry by entry, ten times as slowly.
    return sorted({Id(row_id) for row_id in session.scalars(query)})


def hidden_rows_of(session: Session, entities: Collection[str], owners: Iterable[Id]) -> list[Id]:
    """The rows of these entities that were deleted at any time and named one of ``owners``.

    One query over the whole journal, and one for what it found.
    """
    gone = (int(Op.DELETE), int(Op.RETRACT))
    query = select(_ENTRY.row_id).where(_ENTRY.entity.in_(sorted(entities)), _ENTRY.op.in_(gone))
    wanted = {id_text(one) for one in owners}
    found = set()
    for chunk in chunks(set(session.scalars(query))):
        told = select(_ENTRY.row_id, _ENTRY.value).where(_ENTRY.row_id.in_(chunk), _ENTRY.op.in_(_TELLING))
        found |= {
            Id(row_id)
            for row_id, value in session.execute(told)
            if not wanted.isdisjoint(_ID_TEXT.findall(value))
        }
    return sorted(found)


def rows_until(session: Session, row_ids: Iterable[Id], end: bytes) -> dict[str, dict[Id, dict[str, Any]]]:
    """Those of the rows that stood when ``end`` was the newest entry, by entity and id, by column.

    Rows that became one since are that one already, with what stood in it, or else in one of its parts.
    What was erased since is not there. What was deleted stays where what stood referred to it, as in the
    tables; of other kinds of rows those are asked that refer to it today.
    """
    groups = all_groups(session.connection())
    wanted = set(_with_parts(row_ids, groups))
    states = _states_at(session, wanted, end)
    hidden = {row_id for row_id, (_entity, state) in states.items() if not state.shown}
    kept: set[Id] = set()
    if hidden:
        around = _states_at(session, _holders(session, {one: states[one][0] for one in hidden}), end)

        def referred(rows: Iterable[Id]) -> set[Id]:
            known = {**around, **states}
            targets = (schema()[known[row][0]].referred(known[row][1].values) for row in rows)
            return {groups.stands.get(target, target) for found in targets for _reference, target in found}

        shown = [row_id for row_id, (_entity, state) in {**around, **states}.items() if state.shown]
        kept = kept_rows(referred(shown) & hidden, lambda rows: referred(rows) & hidden)
    found: dict[str, dict[Id, dict[str, Any]]] = {}
    # The row that stands for others comes first: its id is the smallest of them.
    for row_id, (entity, state) in sorted(states.items()):
        if not state.shown and row_id not in kept:
            continue
        shape = schema()[entity]
        values = shape.standing(state.values, groups.stands)
        row = {
            name: column.python(values.get(column.field.name, column.field.default))
            for name, column in shape.columns.items()
        }
        stands = groups.stands.get(row_id, row_id)
        found.setdefault(entity, {}).setdefault(stands, {**row, "id": stands})
    return found


def _states_at(session: Session, row_ids: Iterable[Id], end: bytes) -> dict[Id, tuple[str, RowState]]:
    """What the rows came to by ``end``, with their entities; neither unwritten ones nor what was erased."""
    found = {}
    for row_id, log in load_logs(session.connection(), row_ids).items():
        known = [entry for entry in log if entry.id <= end]
        if known and not any(entry.op in _ERASED for entry in log):
            found[row_id] = log[0].entity, fold_row(known)
    return found


def _holders(session: Session, row_ids: Mapping[Id, str]) -> set[Id]:
    """The rows of today's tables that refer to these, which are given with their entities."""
    found: set[Id] = set()
    for entity in sorted(set(row_ids.values())):
        ids = [row_id for row_id, of in row_ids.items() if of == entity]
        for reference in schema()[entity].inbound:
            table = schema()[reference.entity].table
            for chunk in chunks(ids):
                query = select(table.c.id).where(table.c[reference.column].in_(chunk))
                found.update(session.scalars(query))
    return found


def entry_days(
    session: Session, row_ids: Iterable[Id], days: JournalDays, ignored: Collection[str]
) -> set[date]:
    """The days on which anything of these rows was written, but for edits of the ``ignored`` fields."""
    groups = all_groups(session.connection())
    found: set[date] = set()
    for chunk in chunks(_with_parts(row_ids, groups)):
        query = select(_ENTRY.id).where(
            _ENTRY.row_id.in_(chunk), _ENTRY.op.in_(_TOUCHING), _ENTRY.field.not_in(sorted(ignored))
        )
        found.update(days.day_of(entry_id) for entry_id in session.scalars(query))
    return found


def with_parts(session: Session, row_ids: Iterable[Id]) -> list[Id]:
    """The rows with those that were merged into them."""
    return _with_parts(row_ids, all_groups(session.connection()))


def _with_parts(row_ids: Iterable[Id], groups: Groups) -> list[Id]:
    wanted = dict.fromkeys(groups.stands.get(one, one) for one in row_ids)
    return [part for one in wanted for part in (one, *groups.parts.get(one, ()))]
