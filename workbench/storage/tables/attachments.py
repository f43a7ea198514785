"""Files kept with accounts: what they are called is a record, what is in them is kept once by its hash."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import Base, BusinessEntity, long_text, refers_to, text


class AttachmentEntity(BusinessEntity):
    """One file with an account, a person there, a visit, complaint, service or contract.

    ``size`` in bytes, ``sha256`` in hex. ``is_photo``: it is the picture of the person. ``complaint_step``:
    the step it belongs to. ``is_signed_copy``: it is the contract as signed.
    """

    __tablename__ = "attachment"

    account_id: Mapped[bytes] = refers_to("account")
    contact_id: Mapped[bytes | None] = refers_to("contact")
    visit_id: Mapped[bytes | None] = refers_to("visit")
    complaint_id: Mapped[bytes | None] = refers_to("complaint")
    complaint_step: Mapped[str] = text()
    service_id: Mapped[bytes | None] = refers_to("service_request")
    contract_id: Mapped[bytes | None] = refers_to("contract")
    is_signed_copy: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = text()
    media_type: Mapped[str] = text()
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = text()
    added_on: Mapped[date | None]
    is_photo: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = long_text()


class AttachmentContent(Base):
    """The bytes behind a hash; never journalled, since they follow from their name."""

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
