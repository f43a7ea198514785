"""The influence map of an account, read in a constant number of queries (2-rules §6)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.contact_links import ContactLink
from workbench.domain.influence import MapPlace, PhaseAttitude, attitude_id, one_each, place_id
from workbench.domain.influence_map import Encounter, InfluenceMap, PostChange
from workbench.domain.influence_support import CHAMPION
from workbench.domain.kam_level import ContactTie
from workbench.domain.needs import Need
from workbench.domain.post_changes import post_changes
from workbench.foundation.ids import Id
from workbench.services.influence_lines import (
    clear_places,
    link_people,
    place_people,
    set_link_strength,
    unlink,
)
from workbench.services.influence_people import (
    FirstLine,
    add_person,
    name_placeholder,
    remove_people,
    set_attitude,
    set_attributes,
    verify_influence,
)
from workbench.services.pressing_needs import add_pressing_need, rank_needs
from workbench.storage.past import journal_days
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import influence as queries
from workbench.storage.queries.encounters import Encounters, read_encounters
from workbench.storage.queries.needs import list_needs
from workbench.storage.queries.post_entries import list_post_entries
from workbench.storage.queries.ties import list_ties
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

__all__ = [
    "FirstLine",
    "add_person",
    "add_pressing_need",
    "clear_places",
    "get_influence_map",
    "link_people",
    "name_placeholder",
    "place_people",
    "rank_needs",
    "read_influence_map",
    "remove_people",
    "set_attitude",
    "set_attributes",
    "set_link_strength",
    "unlink",
    "verify_influence",
]


@dataclass(frozen=True)
class MapParts:
    """What a map is made of, in the order in which it is shown."""

    contacts: Sequence[Contact] = ()
    links: Sequence[ContactLink] = ()
    ties: Sequence[ContactTie] = ()
    attitudes: Sequence[PhaseAttitude] = ()
    places: Sequence[MapPlace] = ()
    needs: Sequence[Need] = ()


def get_influence_map(workspace: Workspace, account_id: Id) -> InfluenceMap:
    """The map as it stands today; raises ``NotFound``."""
    with workspace.read() as session:
        return read_influence_map(workspace, session, account_id)


def read_influence_map(workspace: Workspace, session: ReadingSession, account_id: Id) -> InfluenceMap:
    """As ``get_influence_map``, inside a reading that has begun."""
    today = workspace.clock.today()
    account = account_queries.get_account(session, account_id)
    parts = MapParts(
        account_queries.list_contacts(session, account_id),
        queries.list_contact_links(session, account_id),
        list_ties(session, account_id),
        queries.list_attitudes(session, account_id),
        queries.list_places(session, account_id),
        list_needs(session, account_id),
    )
    managers = account_queries.list_managers(session)
    met = read_encounters(session, account_id, today)
    champions = [one.id for one in parts.contacts if one.support == CHAMPION]
    days = journal_days(session, today, workspace.clock.zone()) if champions else None
    moved = post_changes(list_post_entries(session, champions, days)) if days else ()
    return make_map(account, today, parts, managers, met, moved)


def make_map(
    account: Account,
    today: date,
    parts: MapParts,
    managers: Sequence[Manager],
    met: Encounters,
    post_changes: tuple[PostChange, ...] = (),
) -> InfluenceMap:
    """The map of these parts on a day; what belongs to people who are not there is left out."""
    there = {one.id: one for one in parts.contacts if one.left_on is None or one.left_on > today}
    at_work = [one for one in managers if one.active]
    ours = {one.id for one in at_work}
    ties = tuple(tie for tie in parts.ties if tie.contact_id in there and tie.manager_id in ours)
    return InfluenceMap(
        account=account,
        today=today,
        contacts=tuple(there.values()),
        left=tuple(one for one in parts.contacts if one.id not in there),
        links=tuple(
            link for link in parts.links if link.from_contact_id in there and link.to_contact_id in there
        ),
        ties=ties,
        managers=managers_of(account, at_work, ties),
        attitudes=tuple(
            one_each(
                parts.attitudes,
                lambda one: (one.contact_id, one.phase),
                lambda one: attitude_id(one.contact_id, one.phase),
            )
        ),
        places={
            one.contact_id: one
            for one in one_each(
                parts.places, lambda one: one.contact_id, lambda one: place_id(one.contact_id)
            )
        },
        last_met=met.met,
        last_contact={
            one: max(day for day in (met.met.get(one), met.logged.get(one)) if day)
            for one in met.met.keys() | met.logged.keys()
        },
        needs=ranked_needs(parts.needs),
        encounters=tuple(Encounter(*pair, day) for pair, day in sorted(met.pairs.items())),
        last_visit=met.last_visit,
        post_changes=post_changes,
    )


def managers_of(
    account: Account, managers: list[Manager], ties: tuple[ContactTie, ...]
) -> tuple[Manager, ...]:
    """Our people: first whoever keeps the account, then whoever is tied to most, then by name."""
    tied = Counter(tie.manager_id for tie in ties)
    first = [account.manager_id, account.second_manager_id]
    return tuple(
        sorted(
            managers,
            key=lambda one: (
                first.index(one.id) if one.id in first else len(first),
                -tied[one.id],
                one.name,
                one.id,
            ),
        )
    )


def ranked_needs(needs: Sequence[Need]) -> dict[Id, tuple[Need, ...]]:
    """The most pressing needs of each person, the first on top."""
    ranked: dict[Id, list[Need]] = {}
    for need in sorted(needs, key=lambda one: (one.rank or 0, one.id)):
        if need.contact_id is not None and need.rank is not None:
            ranked.setdefault(need.contact_id, []).append(need)
    return {contact_id: tuple(found) for contact_id, found in ranked.items()}
