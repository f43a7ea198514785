"""What all tables share: raw 16-byte ids, ISO dates, JSON values, and the shapes the journal needs.

A column's ``info`` may carry ``group``: columns of one group travel through the journal as one value.
No UNIQUE business keys and no cross-field checks: two laptops may both be right until they merge.
"""

import json
from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, UserDefinedType

from workbench.foundation.ids import Id


class IdType(UserDefinedType[bytes]):
    """Sixteen raw bytes, without any processing on the way in or out."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        return "BLOB"


class DayType(TypeDecorator[date]):
    """A calendar day as ISO 8601 text, which sorts and reads well."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class JsonType(TypeDecorator[Any]):
    """A small JSON value (lists of ids or weekdays, policy values)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """All tables of a workspace file."""

    metadata = MetaData()
    type_annotation_map = {bytes: IdType, Id: IdType, date: DayType, str: Text}  # noqa: RUF012


class BusinessEntity(Base):
    """A table that is a projection of the journal: read it freely, write it only through a change."""

    __abstract__ = True

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True)


Blob = LargeBinary
