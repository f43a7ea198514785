"""Accounts that look like one and are two: said by a person, so that nobody asks again."""

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to


class NotDuplicateEntity(BusinessEntity):
    """Two accounts that are not the same. Its id follows from theirs."""

    __tablename__ = "not_duplicate"

    account_id: ColumnElement[bytes] = refers_to("account")
    other_id: ColumnElement[bytes] = refers_to("account")
    reason: ColumnElement[str] = long_text()
