"""Reading risks (2-rules §3, §17)."""

from typing import Any

from sqlalchemy import Select, select

from workbench.domain.risks import Level, Risk, RiskSource
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.risks import RiskEntity

_RISK = RiskEntity.__table__.c


def list_risks(session: Session, account_id: Id | None = None, *, open_only: bool = False) -> list[Risk]:
    """Risks in the order they were noted, of one account or of all."""
    query: Select[Any] = select(RiskEntity.__table__)
    if account_id is not None:
        query = query.where(_RISK.account_id == account_id)
    if open_only:
        query = query.where(_RISK.closed_on.is_(None))
    return [_risk(row) for row in session.execute(query.order_by(_RISK.noted_on, _RISK.id))]


def get_risk(session: Session, risk_id: Id) -> Risk:
    """The risk; raises ``NotFound``."""
    row = session.execute(select(RiskEntity.__table__).where(_RISK.id == risk_id)).first()
    if row is None:
        raise NotFound(_("This risk does not exist (any more)."), where=risk_id.hex())
    return _risk(row)


def _risk(row: Any) -> Risk:
    values = dict(row._mapping)
    values["source"] = known_word(RiskSource, row.source)
    values["probability"] = known_word(Level, row.probability)
    values["impact"] = known_word(Level, row.impact)
    return Risk(**values)
