"""Those for whom files can be written so that only they can read them."""

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, text


class RecipientEntity(BusinessEntity):
    """Somebody's receiving key: the public half, as text; the other half never leaves its owner's file."""

    __tablename__ = "recipient"

    name: ColumnElement[str] = text()
    public_key: ColumnElement[str] = text()
    note: ColumnElement[str] = text()
