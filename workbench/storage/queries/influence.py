"""Reading what the influence map adds to people: links among them, phases, places (2-rules §6)."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from workbench.domain.contact_links import STRONGEST, ContactLink, ContactLinkKind
from workbench.domain.influence import BuyingPhase, MapPlace, PhaseAttitude
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import in_range, known_word
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.accounts import ContactEntity
from workbench.storage.tables.relationships import ContactLinkEntity, MapPlaceEntity, PhaseAttitudeEntity

_LINK = ContactLinkEntity.__table__.c
_ATTITUDE = PhaseAttitudeEntity.__table__.c
_PLACE = MapPlaceEntity.__table__.c
_CONTACT = ContactEntity.__table__.c
FARTHEST = 100_000


def list_contact_links(session: Session, account_id: Id) -> list[ContactLink]:
    """The links between people of one account; those to an erased person or oneself are passed over."""
    people = select(_CONTACT.id).where(_CONTACT.account_id == account_id)
    query = (
        select(ContactLinkEntity.__table__)
        .where(_LINK.from_contact_id.in_(people), _LINK.to_contact_id.in_(people))
        .order_by(_LINK.id)
    )
    found = (link_of(row) for row in session.execute(query).mappings())
    return [link for link in found if link is not None]


def link_of(row: Mapping[Any, Any]) -> ContactLink | None:
    """The line that a row tells of; ``None`` for a word unknown here, an end missing, or both the same."""
    kind, start, end = known_word(ContactLinkKind, row["kind"]), row["from_contact_id"], row["to_contact_id"]
    if kind is None or start is None or end is None or start == end:
        return None
    return ContactLink(row["id"], start, end, kind, in_range(row["strength"], -STRONGEST, STRONGEST) or None)


def list_attitudes(session: Session, account_id: Id) -> list[PhaseAttitude]:
    """How the people of one account stand in single phases."""
    query = (
        select(PhaseAttitudeEntity.__table__)
        .join(ContactEntity.__table__, _CONTACT.id == _ATTITUDE.contact_id)
        .where(_CONTACT.account_id == account_id)
        .order_by(_ATTITUDE.id)
    )
    found = (attitude_of(row) for row in session.execute(query).mappings())
    return [attitude for attitude in found if attitude is not None]


def attitude_of(row: Mapping[Any, Any]) -> PhaseAttitude | None:
    """What a row tells of a person in a phase; ``None`` for a phase unknown here, or nobody."""
    phase = known_word(BuyingPhase, row["phase"])
    if phase is None or row["contact_id"] is None:
        return None
    involvement, support = in_range(row["involvement"], 1, 5), in_range(row["support"], -2, 2)
    return PhaseAttitude(row["id"], row["contact_id"], phase, involvement, support)


def list_places(session: Session, account_id: Id) -> list[MapPlace]:
    """Where people of one account were put on the chart; places out of the world are passed over."""
    query = (
        select(MapPlaceEntity.__table__)
        .join(ContactEntity.__table__, _CONTACT.id == _PLACE.contact_id)
        .where(_CONTACT.account_id == account_id)
        .order_by(_PLACE.id)
    )
    found = (place_of(row) for row in session.execute(query).mappings())
    return [place for place in found if place is not None]


def place_of(row: Mapping[Any, Any]) -> MapPlace | None:
    """The place that a row tells of; ``None`` for one out of the world, or nobody's."""
    if row["contact_id"] is None or max(abs(row["x"]), abs(row["y"])) > FARTHEST:
        return None
    return MapPlace(row["id"], row["contact_id"], row["x"], row["y"])


def list_place_ids(session: Session, account_id: Id) -> list[Id]:
    """Every place that is kept of people of one account, also those that cannot be shown."""
    query = (
        select(_PLACE.id)
        .join(ContactEntity.__table__, _CONTACT.id == _PLACE.contact_id)
        .where(_CONTACT.account_id == account_id)
    )
    return [Id(row_id) for row_id in session.scalars(query.order_by(_PLACE.id))]


def map_row_ids(session: Session, account_id: Id, entities: Iterable[str]) -> list[Id]:
    """The rows of these entities that hang on people of one account: one query for each entity."""
    people = select(_CONTACT.id).where(_CONTACT.account_id == account_id)
    found: list[Id] = []
    for entity in entities:
        table = schema()[entity].table
        owner = "from_contact_id" if entity == "contact_link" else "contact_id"
        query = select(table.c.id).where(table.c[owner].in_(people))
        found += [Id(row_id) for row_id in session.scalars(query.order_by(table.c.id))]
    return found


def kind_of_link(session: Session, row_id: Id) -> ContactLinkKind | None:
    """What the line says; ``None`` for none, or a word unknown here."""
    return known_word(ContactLinkKind, session.scalar(select(_LINK.kind).where(_LINK.id == row_id)))
