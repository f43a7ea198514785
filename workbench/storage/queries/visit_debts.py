"""Reading what was said of missed duties."""

from sqlalchemy import select

from workbench.domain.visit_debts import DebtDecision, DebtNote
from workbench.domain.visits import Cause, VisitKind
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.visit_debts import VisitDebtEntity

_DEBT = VisitDebtEntity.__table__.c


def list_debt_notes(session: Session) -> list[DebtNote]:
    """Every note of every account, the one decided on last at the end; of a kind unknown here, none.

    Two notes of one duty come of accounts that were merged into one.
    """
    found = []
    query = select(VisitDebtEntity.__table__).order_by(_DEBT.decided_on, _DEBT.id)
    for row in session.execute(query).mappings():
        kind = known_word(VisitKind, row["kind"])
        if kind is not None:
            found.append(
                DebtNote(
                    row["id"],
                    row["account_id"],
                    kind,
                    row["period"],
                    row["number"],
                    known_word(Cause, row["cause"]),
                    row["note"],
                    known_word(DebtDecision, row["decision"]),
                    row["decided_on"],
                )
            )
    return found
