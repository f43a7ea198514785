"""P9: a table of many rows in a real window: the first rows, then scrolling from end to end.

The floor is a bare ``QTableView`` over a model that gives one short text for every cell. Sorting and
filtering happen elsewhere and are measured by the pauses of the window (tests/journeys).
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from benchmarks.figures import Figure, figure
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.theme import apply_theme
from workbench.ui.kit.tokens import ROW_HEIGHT

SIZES = (10_000, 100_000)
FIRST_ROWS_MS, FRAME_MS = 100, 32
_FRAMES = 240
_TRIES = 3
_SIZE = (1280, 640)
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table measured."""

    number: int
    name: str
    amount: int
    months: tuple[int, ...]


def rows_of(count: int) -> list[Row]:
    """So many rows that differ."""
    return [
        Row(
            number,
            f"{number * 7919 % count:06} 有限公司",
            number * 104_729 % 10_000_019,
            tuple((number * step) % 97 for step in range(1, 13)),
        )
        for number in range(count)
    ]


def columns() -> tuple[Column[Row], ...]:
    """Eight columns as the account list has them."""
    texts = [
        Column[Row](f"text-{at}", f"Text {at}", lambda row, at=at: f"{row.name[at:]}", width=120)
        for at in range(5)
    ]
    return (
        Column("name", "Name", lambda row: row.name, stretch=True),
        *texts,
        Column("trend", "Trend", lambda row: Cell(str(row.amount), bars=row.months), width=160, right=True),
        Column(
            "amount",
            "Amount",
            lambda row: f"{row.amount:,}",
            raw=lambda row: row.amount,
            kind=Kind.NUMBER,
            right=True,
        ),
    )


class BareModel(QAbstractTableModel):
    """The floor: as many rows and columns, and nothing to work out."""

    def __init__(self, count: int, wide: int) -> None:
        super().__init__()
        self._count, self._wide = count, wide

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._wide

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return "text" if role == Qt.ItemDataRole.DisplayRole else None


def shown(widget: QWidget, fill: Callable[[], object]) -> float:
    """Seconds of the processor until the filled widget has been painted; the window stands already."""
    QApplication.processEvents()
    start = time.thread_time()
    fill()
    widget.repaint()
    QApplication.processEvents()
    return time.thread_time() - start


def frames(view: QTableView) -> list[float]:
    """Seconds of the window's thread for each frame of scrolling: row by row, then in great steps to the end.

    All of a frame is made in that thread, so that what other programs do makes no frame longer.
    """
    bar = view.verticalScrollBar()
    step = max(bar.maximum() // (_FRAMES // 2), ROW_HEIGHT)
    found = []
    for number in range(_FRAMES):
        target = number * 3 * ROW_HEIGHT if number < _FRAMES // 2 else (number - _FRAMES // 2) * step
        start = time.thread_time()
        bar.setValue(target)
        view.viewport().repaint()
        QApplication.processEvents()
        found.append(time.thread_time() - start)
    return found


def our_times(rows: list[Row]) -> tuple[float, float]:
    """Seconds to the first rows, and of the longest frame of scrolling."""
    table: Table[Row] = Table(columns(), lambda row: row.number, name="Rows", checks=True)
    table.resize(*_SIZE)
    table.show()
    first = shown(table.view.viewport(), lambda: table.set_rows(rows))
    longest = max(frames(table.view))
    table.close()
    table.deleteLater()
    return first, longest


def floor_times(count: int) -> tuple[float, float]:
    """The same of the bare view."""
    view, model = QTableView(), BareModel(count, len(columns()) + 1)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.resize(*_SIZE)
    view.show()
    first = shown(view.viewport(), lambda: view.setModel(model))
    longest = max(frames(view))
    view.close()
    view.deleteLater()
    return first, longest


def best(measure: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """The least of several runs of each: what other programs do makes it only longer."""
    found = [measure() for _try in range(_TRIES)]
    return min(first for first, _frame in found), min(frame for _first, frame in found)


def figures() -> list[Figure]:
    """First rows and longest frame at both sizes, each with its absolute bound."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["p9"])
    assert isinstance(app, QApplication)
    apply_theme(app, dark=False)
    firsts: list[Figure] = []
    longest: list[Figure] = []
    for count in SIZES:
        rows = rows_of(count)
        ours, floor = best(lambda rows=rows: our_times(rows)), best(lambda count=count: floor_times(count))
        for found, work, at, bound in (
            (firsts, "table: first rows shown", 0, FIRST_ROWS_MS),
            (longest, "table: longest frame of scrolling", 1, FRAME_MS),
        ):
            found.append(
                figure(
                    "P9",
                    work,
                    count,
                    ours[at],
                    floor[at],
                    10.0,
                    smaller=found[-1] if found else None,
                    also=ours[at] * 1000 <= bound,
                )
            )
    return [*firsts, *longest]
