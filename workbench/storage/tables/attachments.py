"""Files kept with accounts: what they are called is a record, what is in them is kept once by its hash."""

from datetime import date

from sqlalchemy import ColumnElement, LargeBinary

from workbench.storage.tables.base import Base, BusinessEntity, column, long_text, refers_to, text


class AttachmentEntity(BusinessEntity):
    """One file with an account, a person there, a visit, complaint, service or contract.

    ``size`` in bytes, ``sha256`` in hex. ``is_photo``: it is the picture of the person. ``complaint_step``:
    the step it belongs to. ``is_signed_copy``: it is the contract as signed.
    """

    __tablename__ = "attachment"

    account_id: ColumnElement[bytes] = refers_to("account")
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    visit_id: ColumnElement[bytes | None] = refers_to("visit")
    complaint_id: ColumnElement[bytes | None] = refers_to("complaint")
    complaint_step: ColumnElement[str] = text()
    service_id: ColumnElement[bytes | None] = refers_to("service_request")
    contract_id: ColumnElement[bytes | None] = refers_to("contract")
    is_signed_copy: ColumnElement[bool] = column(default=False)
    name: ColumnElement[str] = text()
    media_type: ColumnElement[str] = text()
    size: ColumnElement[int] = column(default=0)
    sha256: ColumnElement[str] = text()
    added_on: ColumnElement[date | None]
    is_photo: ColumnElement[bool] = column(default=False)
    note: ColumnElement[str] = long_text()


class AttachmentContent(Base):
    """The bytes behind a hash; never journalled, since they follow from their name."""

    __tablename__ = "attachment_content"

    sha256: ColumnElement[str] = column(primary_key=True)
    data: ColumnElement[bytes] = column(LargeBinary)
