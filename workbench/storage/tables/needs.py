"""What accounts need, and where else they could buy from us (2-rules §5, features A10)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class NeedEntity(BusinessEntity):
    """One need of an account, or of a person there. ``urgency`` 1–3; ``rank`` 1–3 among its pressing ones."""

    __tablename__ = "need"

    account_id: Mapped[bytes] = refers_to("account")
    contact_id: Mapped[bytes | None] = refers_to("contact")
    visit_id: Mapped[bytes | None] = refers_to("visit")
    kind: Mapped[str] = text()
    is_hidden: Mapped[bool] = mapped_column(default=False)
    urgency: Mapped[int | None]
    answer: Mapped[str] = text()
    answer_text: Mapped[str] = long_text()
    noted_on: Mapped[date | None]
    rank: Mapped[int | None]
    text: Mapped[str] = long_text()


class WhitespaceCellEntity(BusinessEntity):
    """Where a unit of an account gets a product from. Its id follows from account, unit and product."""

    __tablename__ = "whitespace_cell"

    account_id: Mapped[bytes] = refers_to("account")
    unit: Mapped[str] = text()
    product: Mapped[str] = text()
    state: Mapped[str] = text()
    competitor: Mapped[str] = text()
    potential_fen: Mapped[int | None]
    note: Mapped[str] = long_text()
