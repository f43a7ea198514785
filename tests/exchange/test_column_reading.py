"""A column read piece by piece comes to what each cell comes to by itself."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.import_columns import column_of
from workbench.domain.imports import Column, ImportKind
from workbench.exchange.column_mapping import MappedColumn
from workbench.exchange.column_reading import ColumnReader, _reader
from workbench.exchange.table import Cell, CellFault
from workbench.exchange.values import BadValue

_FIELDS = ("number", "product", "date", "quantity", "amount", "currency", "account", "settled")
_WORDS = [
    "",
    " ",
    "A1",
    "  A1 ",
    "'=1+1",
    "ａ１",
    "3.0",
    "1E+05",
    "K-7",
    "王伟",
    "x\ty",
    "\0",
    "\ud800",
    "\u3000华",
]
_NUMBERS = [0.0, -0.0, 1.0, 0.005, 1.005, 2.675, -1.5, 1e11, 1e12, 1e300, float("inf"), float("nan")]
_text = st.one_of(st.sampled_from(_WORDS), st.text(max_size=6))
_number = st.one_of(st.sampled_from(_NUMBERS), st.floats(-1e6, 1e6))
_day = st.one_of(st.dates(), st.datetimes())
_other = st.sampled_from([True, False, 1, 45_000, time(8, 30), timedelta(1), CellFault.ERROR])
_pieces = st.one_of(
    *(
        st.lists(kind, min_size=1, max_size=8)
        for kind in (_text, _number, st.dates(), st.datetimes(), _other)
    ),
    st.lists(st.one_of(_text, _number, _day, _other), min_size=1, max_size=8),
)


def _column(name: str) -> Column:
    column = column_of(ImportKind.SALES, name)
    assert column is not None
    return column


def _told(values: Any) -> list[tuple[type, Any]]:
    return [(type(value), value) for value in values]


@given(
    field=st.sampled_from(_FIELDS), factor=st.sampled_from([1, 10_000]), pieces=st.lists(_pieces, max_size=4)
)
def test_a_piece_is_read_as_its_cells_are(field: str, factor: int, pieces: list[list[Cell]]) -> None:
    mapped = MappedColumn(_column(field), 0, field, factor)
    reader, by_itself = ColumnReader(mapped, uses_1904=False), _reader(mapped, uses_1904=False)
    for piece in pieces:
        try:
            wanted = [by_itself(cell) for cell in piece]
        except BadValue as bad:
            with pytest.raises(BadValue, match=re.escape(bad.message)):
                reader.many(piece)
        else:
            assert _told(reader.many(piece)) == _told(wanted)
            assert _told(map(reader.one, piece)) == _told(wanted)


def test_equal_cells_of_different_types_are_kept_apart() -> None:
    reader = ColumnReader(MappedColumn(_column("number"), 0, "No"), uses_1904=False)
    assert [reader.one(cell) for cell in (1.0, True, 1, 1.0)] == ["1", "True", "1", "1"]
    assert reader.many([True, 1.0, 1]) == ["True", "1", "1"]


def test_what_was_read_long_ago_is_forgotten_and_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.exchange.column_reading._REMEMBERED", 2)
    reader = ColumnReader(MappedColumn(_column("currency"), 0, "Currency"), uses_1904=False)
    words = ["CNY", "usd", "¥", "RMB", "CNY"]
    assert reader.many(words) == ["CNY", "USD", "CNY", "CNY", "CNY"]
    assert [reader.one(word) for word in words] == ["CNY", "USD", "CNY", "CNY", "CNY"]


def at(day: int, told: time = time()) -> datetime:
    return datetime.combine(date(2026, 3, day), told)


def test_days_of_another_calendar_and_with_a_time_are_days() -> None:
    reader = ColumnReader(MappedColumn(_column("date"), 0, "Day"), uses_1904=True)
    assert reader.many([at(5, time(8, 30)), at(6)]) == [
        date(2026, 3, 5),
        date(2026, 3, 6),
    ]
    assert reader.many(["20260305", 44_000.0]) == [date(2026, 3, 5), date(2024, 6, 19)]
