"""The company's own values where they differ from the shipped ones."""

from typing import Any

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, json_list, text


class PolicyEntity(BusinessEntity):
    """One changed policy; its id is derived from its name."""

    __tablename__ = "policy"

    name: ColumnElement[str] = text()
    value: ColumnElement[Any] = json_list()
