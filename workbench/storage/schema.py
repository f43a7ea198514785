"""The journal's view of the tables: fields, coupled groups, references, and values as JSON.

All of it is derived from the declarations. The names and defaults of fields are permanent: a changed
meaning is a new field.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Table

from workbench.foundation.ids import Id, id_text
from workbench.storage.json_values import LONGEST_LINE, codec_of, text_to_json
from workbench.storage.tables import BusinessEntity


@dataclass(frozen=True)
class Reference:
    """A column of ``entity`` that holds ids of ``target`` rows."""

    entity: str
    column: str
    field: str
    target: str
    nullable: bool


@dataclass(frozen=True)
class FieldShape:
    """One field of the journal: a single column, or a group whose value is a mapping by column."""

    name: str
    columns: tuple[str, ...]
    default: Any
    grouped: bool


@dataclass(frozen=True)
class ColumnShape:
    """One column's three forms: to JSON from Python, from JSON to the driver and to Python (``None``: as is).

    ``absent`` is what the driver gets where nobody wrote the field; ``is_text``: any line that can be printed
    is as it is kept.
    """

    name: str
    field: FieldShape
    absent: Any
    to_json: Callable[[Any], Any]
    to_driver: Callable[[Any], Any] | None
    from_json: Callable[[Any], Any] | None
    kind: type | None
    nullable: bool
    is_text: bool

    def check_json(self, value: Any) -> None:
        """Raise ``ValueError`` or ``TypeError`` if no workspace would have written ``value``."""
        if value is None:
            if not self.nullable:
                raise ValueError(f"{self.name} must have a value")
        elif type(value) is str and self.kind is str and self.from_json is None:
            # What was once taken stays valid, whatever limits are set to new text.
            text_to_json(value)
        elif self.to_json(self.from_json(value) if self.from_json else value) != value or (
            type(value) is not self.kind and self.kind is not None
        ):
            raise ValueError(f"{self.name} cannot be {value!r}")

    def python(self, fields_value: Any) -> Any:
        """The column's Python value, given the JSON value of its field."""
        value = fields_value[self.name] if self.field.grouped else fields_value
        return value if value is None or self.from_json is None else self.from_json(value)


class Place(NamedTuple):
    """Where a part of a field's value stands in a row of the table."""

    position: int
    member: str | None
    to_driver: Callable[[Any], Any] | None

    def value(self, given: Any) -> Any:
        """What the driver gets of the field's value."""
        part = given if self.member is None else given[self.member]
        return part if self.to_driver is None or part is None else self.to_driver(part)

    def values(self, name: str, rows: Iterable[Mapping[str, Any]], absent: Any) -> list[Any]:
        """What the driver gets for each of the rows, ``absent`` where the field ``name`` was not written."""
        if self.member is None and self.to_driver is None:
            return [row.get(name, absent) for row in rows]
        return [self.value(row[name]) if name in row else absent for row in rows]


@dataclass(frozen=True)
class EntityShape:
    """One business table as the journal sees it. ``only_grows``: its rows are never changed or deleted."""

    name: str
    table: Table
    fields: Mapping[str, FieldShape]
    columns: Mapping[str, ColumnShape]
    required: frozenset[str]
    absent_row: tuple[Any, ...]
    places: Mapping[str, tuple[Place, ...]]
    plain_places: Mapping[str, int]
    references: tuple[Reference, ...]
    inbound: tuple[Reference, ...]
    only_grows: bool

    def fields_of(self, values: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
        """The journal's fields, as JSON, for Python ``values`` by column laid over ``current`` fields.

        Raises ``KeyError`` for a column that does not exist, ``BadInput`` for text no file can hold.
        """
        fields: dict[str, Any] = {}
        for name, value in values.items():
            column = self.columns[name]
            if column.is_text and type(value) is str and value.isprintable() and len(value) <= LONGEST_LINE:
                plain: Any = value
            else:
                plain = column.to_json(value)
            if plain is None and not column.nullable:
                raise ValueError(f"{self.name}.{name} must have a value")
            shape = column.field
            if not shape.grouped:
                fields[shape.name] = plain
                continue
            if shape.name not in fields:
                fields[shape.name] = dict(current.get(shape.name, shape.default))
            fields[shape.name][name] = plain
        return fields

    def created_fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a new row: those that differ from their defaults."""
        if not self.required <= values.keys():
            raise ValueError(f"{self.name} needs {sorted(self.required - values.keys())}")
        fields = self.fields_of(values, {})
        defaults = self.fields
        return {name: value for name, value in fields.items() if value != defaults[name].default}

    def row(self, row_id: bytes, fields: Mapping[str, Any]) -> tuple[Any, ...]:
        """The driver's values of the table's columns, the id first, for the journal's fields."""
        row = list(self.absent_row)
        row[0] = row_id
        plain = self.plain_places
        for name, value in fields.items():
            if name in plain:
                row[plain[name]] = value
                continue
            for place in self.places.get(name, ()):
                row[place.position] = place.value(value)
        return tuple(row)

    def referred(self, fields: Mapping[str, Any]) -> list[tuple[Reference, Id]]:
        """The rows that a row with these fields refers to."""
        found = []
        for reference in self.references:
            value = fields.get(reference.field)
            if value is not None:
                found.append((reference, Id(bytes.fromhex(value))))
        return found

    @property
    def erasable(self) -> bool:
        """Whether a row can vanish: nothing that refers to it needs it, and no facts follow from it."""
        facts = any(not field.columns for field in self.fields.values())
        return not facts and all(reference.nullable for reference in self.inbound)

    def standing(self, fields: Mapping[str, Any], stands: Mapping[Id, Id | None]) -> Mapping[str, Any]:
        """The fields with each reference going to what ``stands`` for its row, where there is one or none."""
        if not stands:
            return fields
        others: dict[str, Any] = {}
        for reference, target in self.referred(fields):
            if target in stands:
                other = stands[target]
                others[reference.field] = None if other is None else id_text(other)
        return {**fields, **others} if others else fields


@cache
def schema() -> Mapping[str, EntityShape]:
    """All business tables by name. The id is the first column of each."""
    classes = BusinessEntity.__subclasses__()
    references = tuple(
        Reference(table.name, column.name, column.name, key.column.table.name, bool(column.nullable))
        for table in (_table(cls) for cls in classes)
        for column in table.columns
        for key in column.foreign_keys
    )
    return {
        cls.__tablename__: _entity(cls, references) for cls in sorted(classes, key=lambda c: c.__tablename__)
    }


def _table(cls: type[BusinessEntity]) -> Table:
    table = cls.__table__
    assert isinstance(table, Table)
    return table


def _entity(cls: type[BusinessEntity], references: tuple[Reference, ...]) -> EntityShape:
    table = _table(cls)
    groups: dict[str, dict[str, Any]] = {}
    members: dict[str, str] = {}
    for column in table.columns:
        if column.primary_key:
            continue
        group = column.info.get("group", "")
        members[column.name] = group or column.name
        groups.setdefault(members[column.name], {})[column.name] = _default(column)
    fields = {
        name: FieldShape(
            name, tuple(parts), parts if parts.keys() != {name} else parts[name], parts.keys() != {name}
        )
        for name, parts in groups.items()
    }
    columns = {
        column.name: _column(column, fields[members[column.name]])
        for column in table.columns
        if column.name in members
    }
    for name, default in cls.journal_only.items():
        fields[name] = FieldShape(name, (), default, False)
    own = tuple(reference for reference in references if reference.entity == table.name)
    inbound = tuple(reference for reference in references if reference.target == table.name)
    required = frozenset(
        name for name, column in columns.items() if column.absent is None and not column.nullable
    )
    absent_row = (None, *(column.absent for column in columns.values()))
    places: dict[str, tuple[Place, ...]] = {}
    for position, part in enumerate(columns.values(), start=1):
        place = Place(position, part.name if part.field.grouped else None, part.to_driver)
        places[part.field.name] = (*places.get(part.field.name, ()), place)
    plain_places = {
        name: only.position
        for name, (only, *more) in places.items()
        if not more and only.member is None and only.to_driver is None
    }
    return EntityShape(
        *(table.name, table, fields, columns, required, absent_row, places, plain_places),
        *(own, inbound, cls.only_grows),
    )


def _column(column: Column[Any], field: FieldShape) -> ColumnShape:
    to_json, to_driver, from_json, kind = codec_of(column)
    absent = _default(column)
    if to_driver is not None and absent is not None:
        absent = to_driver(absent)
    is_text = kind is str and from_json is None
    return ColumnShape(
        *(column.name, field, absent, to_json, to_driver, from_json, kind),
        *(bool(column.nullable), is_text),
    )


def _default(column: Column[Any]) -> Any:
    """The column's default as JSON; ``None`` where the value may be missing or is always given."""
    if column.default is None:
        return None
    if column.default.is_callable:
        return []
    return codec_of(column)[0](column.default.arg)  # type: ignore[attr-defined]
