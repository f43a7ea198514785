"""Services and repairs, as far as visits need them (2-rules §9)."""

from datetime import date

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to


class ServiceRequestEntity(BusinessEntity):
    """One service or repair; its completion asks for a follow-up call (2-rules §7.1)."""

    __tablename__ = "service_request"

    account_id: Mapped[bytes] = refers_to("account")
    requested_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    note: Mapped[str] = long_text()
    text: Mapped[str] = long_text()
