"""Why a required visit was not made, and what follows (features C10)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class VisitDebtEntity(BusinessEntity):
    """What was said of one missed duty; its id follows from account, kind, period and number."""

    __tablename__ = "visit_debt"

    account_id: Mapped[bytes] = refers_to("account")
    kind: Mapped[str] = text()
    period: Mapped[str] = text()
    number: Mapped[int] = mapped_column(default=0)
    cause: Mapped[str] = text()
    note: Mapped[str] = long_text()
    decision: Mapped[str] = text("decision")
    decided_on: Mapped[date | None] = grouped("decision")
