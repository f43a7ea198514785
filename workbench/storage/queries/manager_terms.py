"""Reading the terms of managers that were typed by hand."""

from sqlalchemy import bindparam, select

from workbench.domain.manager_terms import ManagerTerm
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.accounts import ManagerEntity, ManagerTermEntity

_TERM, _MANAGER = ManagerTermEntity.__table__.c, ManagerEntity.__table__.c


_TERMS = (
    select(ManagerTermEntity.__table__, _MANAGER.name.label("known_name"))
    .outerjoin_from(ManagerTermEntity.__table__, ManagerEntity.__table__, _MANAGER.id == _TERM.manager_id)
    .where(_TERM.account_id == bindparam("account"))
)


def list_terms(session: Session, account_id: Id) -> list[ManagerTerm]:
    """The typed terms of an account."""
    return [
        ManagerTerm(
            row.manager_id,
            row.known_name or row.manager_name,
            row.is_second,
            row.starts_on,
            row.ends_on,
            row.reason,
            id=row.id,
        )
        for row in session.execute(_TERMS, {"account": account_id})
    ]
