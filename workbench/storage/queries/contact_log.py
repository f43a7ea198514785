"""Reading the contact log."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.domain.contact_log import Channel, LoggedContact
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.tables.contact_log import ContactLogEntity

_LOG = ContactLogEntity.__table__.c


def list_logged_contacts(session: Session, account_id: Id | None = None) -> list[LoggedContact]:
    """The log of an account, or all of it, the latest first; a channel unknown here counts as a message."""
    query = select(ContactLogEntity.__table__).order_by(_LOG.on_day.desc(), _LOG.at_time.desc(), _LOG.id)
    if account_id is not None:
        query = query.where(_LOG.account_id == account_id)
    return [
        LoggedContact(
            row["id"],
            row["account_id"],
            known_word(Channel, row["channel"]) or Channel.MESSAGE,
            row["text"],
            row["on_day"],
            row["at_time"],
            row["contact_id"],
            row["manager_id"],
        )
        for row in session.execute(query).mappings()
    ]


def count_logged_contacts(session: Session, account_id: Id) -> int:
    """How many entries the log of an account has."""
    query = select(func.count()).select_from(ContactLogEntity).where(_LOG.account_id == account_id)
    return session.execute(query).scalar_one()
