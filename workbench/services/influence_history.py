"""Time travel on the influence map: as it stood on a day, and on which days it changed (3-features B5)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.domain.influence_difference import map_difference
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.ids import Id
from workbench.services.influence import MapParts, make_map
from workbench.storage import past
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.encounters import read_encounters
from workbench.storage.queries.influence import attitude_of, link_of, map_row_ids, place_of
from workbench.storage.queries.needs import need_of
from workbench.storage.queries.ties import tie_of
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

__all__ = ["map_dates", "map_difference", "map_on"]

_LINES = ("contact_link", "contact_tie", "phase_attitude")
# What is kept of a person beside the map, and what says only that nothing changed.
_BESIDE = (
    "mobile",
    "phone",
    "email",
    "wechat",
    "birthday",
    "note",
    "character",
    "interests",
    "family",
    "education",
    "ability",
    "career",
    "influence_verified_on",
)

Rows = Mapping[str, Mapping[Id, Mapping[str, Any]]]


def map_dates(workspace: Workspace, account_id: Id) -> tuple[date, ...]:
    """The days on which people, lines, ties or attitudes on the map changed, the earliest first.

    Where cards were put does not count, nor what is kept of people beside the map. Raises ``NotFound``.
    """
    with workspace.read() as session:
        account_queries.get_account(session, account_id)
        days = past.journal_days(session, workspace.clock.today(), workspace.clock.zone())
        people = _people(session, account_id)
        rows = [*people, *_belongings(session, account_id, people, _LINES)]
        return tuple(sorted(past.entry_days(session, rows, days, _BESIDE)))


def map_on(workspace: Workspace, account_id: Id, day: date) -> InfluenceMap:
    """The map as it stood at the end of ``day``, with what had been written by then.

    The account itself and our people are those of today, people that became one since are one already, and
    whoever was erased since was never there. Visits count up to the day. Raises ``NotFound``.
    """
    today = workspace.clock.today()
    day = min(day, today)
    with workspace.read() as session:
        account = account_queries.get_account(session, account_id)
        end = past.journal_days(session, today, workspace.clock.zone()).end_of(day)
        people = _people(session, account_id)
        belongings = _belongings(session, account_id, people, (*_LINES, "map_place", "need"))
        rows = past.rows_until(session, [*people, *belongings], end)
        managers = account_queries.list_managers(session)
        met = read_encounters(session, account_id, day)
    return make_map(account, day, _parts(account_id, rows), managers, met)


def _people(session: ReadingSession, account_id: Id) -> list[Id]:
    """Everybody who ever was at the account, or at one that became part of it."""
    return past.rows_ever_of(session, "contact", past.with_parts(session, [account_id]))


def _belongings(
    session: ReadingSession, account_id: Id, people: list[Id], entities: tuple[str, ...]
) -> list[Id]:
    """What hangs on these people, or did once."""
    standing = map_row_ids(session, account_id, entities)
    return list(dict.fromkeys([*standing, *past.hidden_rows_of(session, entities, people)]))


def _parts(account_id: Id, rows: Rows) -> MapParts:
    people = [
        account_queries.contact_of(row)
        for row in rows.get("contact", {}).values()
        if row["account_id"] == account_id
    ]
    people.sort(key=lambda one: (-(one.influence or 0), one.name, one.id))
    names = {one.id: one.name for one in people}
    of = {
        entity: [row for row in rows.get(entity, {}).values() if row["contact_id"] in names]
        for entity in ("contact_tie", "phase_attitude", "map_place", "need")
    }
    of["contact_tie"].sort(key=lambda row: (names[row["contact_id"]], row["id"]))
    return MapParts(
        people,
        [link for link in map(link_of, rows.get("contact_link", {}).values()) if link is not None],
        [tie_of(row) for row in of["contact_tie"] if row["manager_id"] is not None],
        [one for one in map(attitude_of, of["phase_attitude"]) if one is not None],
        [one for one in map(place_of, of["map_place"]) if one is not None],
        [need_of(row) for row in of["need"]],
    )
