"""Reading needs, and the measures that answer them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from workbench.domain.needs import MOST_PRESSING, MOST_URGENT, Need, NeedAnswer, NeedKind
from workbench.domain.visits import Action
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import in_range, known_word
from workbench.storage.queries.visits import list_actions
from workbench.storage.session import Session
from workbench.storage.tables.needs import NeedEntity

_NEED = NeedEntity.__table__.c


def list_needs(session: Session, account_id: Id | None = None, contact_id: Id | None = None) -> list[Need]:
    """Needs in the order they were noted: of one account, of one person, or all."""
    query: Select[Any] = select(NeedEntity.__table__)
    if account_id is not None:
        query = query.where(_NEED.account_id == account_id)
    if contact_id is not None:
        query = query.where(_NEED.contact_id == contact_id)
    return [need_of(row) for row in session.execute(query.order_by(_NEED.noted_on, _NEED.id)).mappings()]


def get_need(session: Session, need_id: Id) -> Need:
    """The need; raises ``NotFound``."""
    row = session.execute(select(NeedEntity.__table__).where(_NEED.id == need_id)).mappings().first()
    if row is None:
        raise NotFound(_("This need does not exist (any more)."), where=need_id.hex())
    return need_of(row)


def measures_by_need(session: Session, account_id: Id) -> dict[Id, list[Action]]:
    """The actions that answer each need of an account, the ones due first on top."""
    found: dict[Id, list[Action]] = {}
    for action in list_actions(session, account_id=account_id):
        if action.need_id is not None:
            found.setdefault(action.need_id, []).append(action)
    return found


def need_of(row: Mapping[Any, Any]) -> Need:
    """The need that a row of the table, by column, tells of."""
    return Need(
        **{
            **row,
            "kind": known_word(NeedKind, row["kind"]),
            "answer": known_word(NeedAnswer, row["answer"]) or NeedAnswer.OPEN,
            "urgency": in_range(row["urgency"], 1, MOST_URGENT),
            "rank": in_range(row["rank"], 1, MOST_PRESSING),
        }
    )
