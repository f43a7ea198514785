"""Projects, as far as visits need them (2-rules §13)."""

from datetime import date

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class ProjectEntity(BusinessEntity):
    """One project of an account; its delivery starts the return calls of 2-rules §7.1."""

    __tablename__ = "project"

    account_id: Mapped[bytes] = refers_to("account")
    title: Mapped[str] = text()
    delivered_on: Mapped[date | None]
    note: Mapped[str] = long_text()
