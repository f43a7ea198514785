"""Reading the contact log."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import RowMapping, func, select

from workbench.domain.contact_log import Channel, LoggedContact
from workbench.domain.visits import VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.aliases import all_groups
from workbench.storage.queries.tolerant import known_ids, known_word
from workbench.storage.session import Session
from workbench.storage.tables.contact_log import ContactLogEntity
from workbench.storage.tables.visits import VisitEntity

_LOG, _VISIT = ContactLogEntity.__table__.c, VisitEntity.__table__.c


def list_logged_contacts(session: Session, account_id: Id | None = None) -> list[LoggedContact]:
    """The log of an account, or all of it, the latest first; a channel unknown here counts as a message."""
    query = select(ContactLogEntity.__table__).order_by(
        _LOG.on_day.desc(), _LOG.at_time.desc(), _LOG.id.desc()
    )
    if account_id is not None:
        query = query.where(_LOG.account_id == account_id)
    return [_entry(row) for row in session.execute(query).mappings()]


def get_logged_contact(session: Session, entry_id: Id) -> LoggedContact:
    """The entry; raises ``NotFound``."""
    query = select(ContactLogEntity.__table__).where(_LOG.id == entry_id)
    row = session.execute(query).mappings().first()
    if row is None:
        raise NotFound(_("This entry of the contact log is not there (any more)."), where=entry_id.hex())
    return _entry(row)


def last_logged_days(session: Session, today: date, account_id: Id | None = None) -> dict[Id, date]:
    """Per account, or of one, the day of the last call, letter or message up to ``today``."""
    last = func.max(_LOG.on_day, type_=_LOG.on_day.type).label("day")
    query = select(_LOG.account_id, last).where(_LOG.on_day <= today).group_by(_LOG.account_id)
    if account_id is not None:
        query = query.where(_LOG.account_id == account_id)
    return {row.account_id: row.day for row in session.execute(query)}


def last_contacts(session: Session, account_id: Id | None = None) -> Mapping[Id, date]:
    """Per contact the last day on which somebody of ours was in touch: met on a visit, or in the log.

    Of one account, or of all; who was never in touch is left out. Two queries, however many people.
    """
    met = select(_VISIT.on_day, _VISIT.met).where(_VISIT.state == VisitState.DONE.value)
    log = select(_LOG.contact_id, func.max(_LOG.on_day, type_=_LOG.on_day.type))
    log = log.where(_LOG.contact_id.is_not(None)).group_by(_LOG.contact_id)
    if account_id is not None:
        met = met.where(_VISIT.account_id == account_id)
        log = log.where(_LOG.account_id == account_id)
    stands = all_groups(session.connection()).stands
    found: dict[Id, date] = {}
    days = [(one, day) for day, people in session.execute(met) for one in known_ids(people)]
    for one, day in [*days, *session.execute(log)]:
        contact_id = stands.get(one, one)
        found[contact_id] = max(found.get(contact_id, date.min), day)
    return found


def _entry(row: RowMapping) -> LoggedContact:
    return LoggedContact(
        row["id"],
        row["account_id"],
        known_word(Channel, row["channel"]) or Channel.MESSAGE,
        row["text"],
        row["on_day"],
        row["at_time"],
        row["contact_id"],
        row["manager_id"],
    )
