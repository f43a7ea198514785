"""Reading who of ours was in touch with whom of theirs, and when last (2-rules §6)."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from workbench.domain.visits import VisitState
from workbench.foundation.ids import Id
from workbench.storage.aliases import all_groups
from workbench.storage.queries.tolerant import known_ids
from workbench.storage.session import Session
from workbench.storage.tables.contact_log import ContactLogEntity
from workbench.storage.tables.visits import VisitEntity

_LOG, _VISIT = ContactLogEntity.__table__.c, VisitEntity.__table__.c


@dataclass
class Encounters:
    """The last days per contact: ``met`` on visits, ``logged`` as calls and messages; ``pairs`` per contact
    and manager, of both. ``last_visit`` is the account's last visit, whoever was met."""

    met: dict[Id, date] = field(default_factory=dict)
    logged: dict[Id, date] = field(default_factory=dict)
    pairs: dict[tuple[Id, Id], date] = field(default_factory=dict)
    last_visit: date | None = None


def read_encounters(session: Session, account_id: Id, today: date) -> Encounters:
    """What there was with one account up to ``today``: two queries, however many people and visits."""
    stands = all_groups(session.connection()).stands
    found = Encounters()
    visits = select(_VISIT.on_day, _VISIT.manager_id, _VISIT.our_people, _VISIT.met).where(
        _VISIT.account_id == account_id, _VISIT.state == VisitState.DONE.value, _VISIT.on_day <= today
    )
    for on, manager_id, our_people, met in session.execute(visits.order_by(_VISIT.on_day)):
        found.last_visit = on
        ours = known_ids(our_people) if our_people else ()
        for contact_id in known_ids(met) if met else ():
            theirs = stands.get(contact_id, contact_id)
            found.met[theirs] = on
            for one in ours if manager_id is None else (manager_id, *ours):
                found.pairs[theirs, stands.get(one, one)] = on
    log = select(_LOG.on_day, _LOG.manager_id, _LOG.contact_id).where(
        _LOG.account_id == account_id, _LOG.contact_id.is_not(None), _LOG.on_day <= today
    )
    for on, manager_id, contact_id in session.execute(log.order_by(_LOG.on_day)):
        found.logged[contact_id] = on
        if manager_id is not None:
            pair = contact_id, manager_id
            found.pairs[pair] = max(on, found.pairs.get(pair, on))
    return found
