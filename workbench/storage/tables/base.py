"""What all tables share: raw 16-byte ids, ISO dates, JSON values, and the shapes the journal needs.

A column's ``info`` may carry ``group``: columns of one group travel through the journal as one value; and
``long``: text of many lines.
No UNIQUE business keys and no cross-field checks: two laptops may both be right until they merge.
"""

import inspect
import json
from collections.abc import Callable
from datetime import date
from types import NoneType, UnionType
from typing import Any, ClassVar, Final, get_args, get_origin

from sqlalchemy import Boolean, Column, ColumnElement, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine, UserDefinedType

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


_TYPES: Final[dict[Any, type[TypeEngine[Any]]]] = {
    bytes: IdType,
    Id: IdType,
    date: DayType,
    str: Text,
    int: Integer,
    bool: Boolean,
}


class _Declared(type):
    """Makes the table of a class from the columns annotated in it.

    SQLAlchemy's own declarations would map rows to objects, which nothing here asks for: that took a quarter
    of a second and 15 MB of every start.
    """

    metadata: MetaData
    is_business: bool
    without_rowid: bool
    __tablename__: str
    __table__: Table

    def __init__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> None:
        super().__init__(name, bases, members)
        if "__tablename__" not in members:
            return
        columns = [Column("id", IdType, primary_key=True)] if cls.is_business else []
        for key, annotation in inspect.get_annotations(cls).items():
            origin: object = get_origin(annotation)
            if origin is ColumnElement:
                columns.append(_named(members.get(key, Column()), key, get_args(annotation)[0]))
        cls.__table__ = Table(
            cls.__tablename__, cls.metadata, *columns, sqlite_with_rowid=not cls.without_rowid
        )
        for one in columns:
            setattr(cls, one.name, one)

    def __clause_element__(cls) -> Table:
        return cls.__table__


def _named(given: Column[Any], name: str, kind: Any) -> Column[Any]:
    """The column with its name, and of the kind that its annotation says."""
    kinds = [one for one in get_args(kind) if one is not NoneType] if isinstance(kind, UnionType) else [kind]
    given.name = given.key = name
    given.nullable = kinds != [kind]
    if isinstance(given.type, NullType):
        given.type = _TYPES[kinds[0]]()
    return given


class Base(metaclass=_Declared):
    """All tables of a workspace file. What is annotated as ``ColumnElement`` is a column of its table."""

    metadata = MetaData()
    is_business = False
    without_rowid = False


class BusinessEntity(Base):
    """A table that is a projection of the journal: read it freely, write it only through a change.

    ``journal_only`` names fields with their defaults that live in the journal and have no column.
    Rows of a table that ``only_grows`` are added and never changed, deleted or undone.
    A default belongs to the meaning of a field: creations leave out what equals it, so it never changes.
    """

    is_business = True
    journal_only: ClassVar[dict[str, Any]] = {}
    only_grows: ClassVar[bool] = False

    id: ColumnElement[bytes]


def column(
    kind: type[TypeEngine[Any]] | None = None, *more: SchemaItem, **options: Any
) -> ColumnElement[Any]:
    """A column of another kind than its annotation says, or with options; it is named as its attribute."""
    return Column(kind or NullType, *more, **options)


def text(group: str = "") -> ColumnElement[Any]:
    """A text that is empty until someone writes it."""
    return column(Text, default="", info=_info(group))


def long_text(group: str = "") -> ColumnElement[Any]:
    """As ``text``, of many lines."""
    return column(Text, default="", info={**_info(group), _LONG: True})


def made_text() -> ColumnElement[Any]:
    """As ``long_text``, put together by the program out of what people typed: no length is too much."""
    return column(Text, default="", info={_LONG: True, _MADE: True})


def is_long(column: Column[Any]) -> bool:
    """Whether the text of the column may have many lines."""
    return bool(column.info.get(_LONG, False))


def is_made(column: Column[Any]) -> bool:
    """Whether the program puts the text of the column together."""
    return bool(column.info.get(_MADE, False))


def json_list() -> ColumnElement[Any]:
    """A JSON value, an empty list until someone writes it."""
    return column(JsonType, default=list)


def grouped(group: str, default: Any = None) -> ColumnElement[Any]:
    """A column that travels through the journal together with the others of its group."""
    return column(default=default, info=_info(group))


def refers_to(table: str) -> ColumnElement[Any]:
    """A reference, checked at commit; mandatory or not as the annotation says."""
    return column(IdType, ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"), index=True)


def _info(group: str) -> dict[str, Any]:
    return {"group": group} if group else {}
