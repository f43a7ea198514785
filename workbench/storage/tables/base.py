"""What all tables share: raw 16-byte ids, ISO dates, JSON values, and the shapes the journal needs.

A column's ``info`` may carry ``group``: columns of one group travel through the journal as one value; and
``long``: text of many lines.
No UNIQUE business keys and no cross-field checks: two laptops may both be right until they merge.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from sqlalchemy import Column, ForeignKey, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, UserDefinedType

from workbench.foundation.ids import Id

_LONG: Final = "long"
_MADE: Final = "made"
_scan: Final[Callable[[str, int], tuple[Any, int]]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


class IdType(UserDefinedType[bytes]):
    """Sixteen raw bytes (or several ids behind each other), without any processing on the way."""

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
        return _day_of(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None]:
        # Without the two calls that lie between: days are read by the thousand.
        return _day_of


def _day_of(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


class JsonType(TypeDecorator[Any]):
    """A small JSON value (lists of ids or weekdays, policy values)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return _json_of(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return _json_of


def _json_of(value: Any) -> Any:
    if value is None:
        return None
    if value == "[]":
        return []
    try:
        # The decoder's C part alone: short lists are read by the thousand.
        return _scan(value, 0)[0]
    except StopIteration:
        return json.loads(value)


class Base(DeclarativeBase):
    """All tables of a workspace file."""

    metadata = MetaData()
    type_annotation_map = {bytes: IdType, Id: IdType, date: DayType, str: Text}  # noqa: RUF012


class BusinessEntity(Base):
    """A table that is a projection of the journal: read it freely, write it only through a change.

    ``journal_only`` names fields with their defaults that live in the journal and have no column.
    Rows of a table that ``only_grows`` are added and never changed, deleted or undone.
    A default belongs to the meaning of a field: creations leave out what equals it, so it never changes.
    """

    __abstract__ = True
    journal_only: dict[str, Any] = {}  # noqa: RUF012
    only_grows: bool = False

    id: Mapped[bytes] = mapped_column(IdType, primary_key=True, sort_order=-1)


def text(group: str = "") -> MappedColumn[str]:
    """A text that is empty until someone writes it."""
    return mapped_column(Text, nullable=False, default="", info=_info(group))


def long_text(group: str = "") -> MappedColumn[str]:
    """As ``text``, of many lines."""
    return mapped_column(Text, nullable=False, default="", info={**_info(group), _LONG: True})


def made_text() -> MappedColumn[str]:
    """As ``long_text``, put together by the program out of what people typed: no length is too much."""
    return mapped_column(Text, nullable=False, default="", info={_LONG: True, _MADE: True})


def is_long(column: Column[Any]) -> bool:
    """Whether the text of the column may have many lines."""
    return bool(column.info.get(_LONG, False))


def is_made(column: Column[Any]) -> bool:
    """Whether the program puts the text of the column together."""
    return bool(column.info.get(_MADE, False))


def json_list() -> MappedColumn[Any]:
    """A JSON value, an empty list until someone writes it."""
    return mapped_column(JsonType, nullable=False, default=list)


def grouped(group: str, default: Any = None) -> MappedColumn[Any]:
    """A column that travels through the journal together with the others of its group."""
    return mapped_column(default=default, info=_info(group))


def refers_to(table: str) -> MappedColumn[Any]:
    """A reference, checked at commit; mandatory or not as the annotation says."""
    return mapped_column(IdType, ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"), index=True)


def _info(group: str) -> dict[str, Any]:
    return {"group": group} if group else {}
