"""Value charts on paper: four fields with points or bubbles, and the grid of risks; no colour is needed."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor, white

from workbench.documents.fonts import BOLD, REGULAR, printable, text_width
from workbench.documents.paragraph import Block, Text, place
from workbench.documents.pen import dip, write_line
from workbench.documents.styles import (
    ACCENT,
    LINE,
    PALE_BAR,
    PALE_EDGE,
    SECOND,
    STRONG_LINE,
    TEXT,
    THIRD,
    Align,
    TextStyle,
)
from workbench.domain.value_charts import (
    Box,
    ChartPoint,
    GridCell,
    GridChart,
    PointChart,
    PointMark,
    Spot,
    place_labels,
)

_SMALL = 8.0
_FIELD = 9.0
_VEIL = Color(1, 1, 1, 0.6)
_HALF_A_PAGE = 300.0
_DOT = 3.4
_LARGEST_BUBBLE = 26.0
_LONGEST_LABEL = 84.0
_CELL = TextStyle(8.5, 12, bold=True, align=Align.CENTER)
_MARKS = TextStyle(9, 13, align=Align.CENTER)
# From nothing to worry about to what stops everything: paper stays paper where little is at stake.
_WEIGHTS: tuple[Color, ...] = (white, HexColor("#F1F3F5"), HexColor("#E1E5EA"), HexColor("#C8CFD8"))


class QuadrantChart(Block):
    """Points on two axes cut in four named fields."""

    largest = _DOT

    def __init__(self, chart: PointChart, height: float = 230) -> None:
        super().__init__(before=4, after=8)
        self._chart = chart
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas, chart = self.canv, self._chart
        left = max((text_width(tick.text, REGULAR, _SMALL) for tick in chart.y.ticks), default=0.0) + 6
        bottom, top = 28.0, self.height - 16
        canvas.saveState()
        _write(canvas, 0, self.height - 9, chart.y.name, SECOND)
        _write(canvas, self.width, 2, chart.x.name, SECOND, share_left=1)
        if chart.area_name:
            _write(canvas, self.width, self.height - 9, chart.area_name, THIRD, share_left=1)
        canvas.translate(left, bottom)
        self._plot(self.width - left, top - bottom)
        canvas.restoreState()

    def _across(self, value: float, width: float) -> float:
        return self._inset + self._chart.x.place(value) * (width - 2 * self._inset)

    def _up(self, value: float, height: float) -> float:
        return self._inset + self._chart.y.place(value) * (height - 2 * self._inset)

    @property
    def _field(self) -> float:
        """The size of the names of the fields: smaller where two of them share half a page."""
        return _FIELD if self.width > _HALF_A_PAGE else _FIELD - 2

    @property
    def _inset(self) -> float:
        """The room between the frame and the lowest and highest point, so that no disc leaves the frame."""
        return self.largest + 1

    def _plot(self, width: float, height: float) -> None:
        canvas, chart = self.canv, self._chart
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(LINE)
        last = -1e6
        for tick in chart.y.ticks:
            y = self._up(tick.value, height)
            if y < last + _SMALL:
                continue
            last = y
            if chart.cells is None:
                canvas.line(0, y, width, y)
            _write(canvas, -6, y - 3, tick.text, THIRD, share_left=1)
        for word, x, share in self._level_ticks(width):
            _write(canvas, x, -12, word, THIRD, share_left=share)
        canvas.setStrokeColor(STRONG_LINE)
        canvas.rect(0, 0, width, height, stroke=1, fill=0)
        words = self._split_words(width, height)
        names = list(zip(chart.cells or (), self._cells(width, height), strict=True))
        lines = self._splits(width, height)
        self._points(width, height, [*lines, *(box for _word, box in (*words, *names))])
        for word, box in words:
            self._veil(box)
            _write(canvas, box[0], box[1] + 3, word, THIRD)
        for name, box in names:
            self._veil(box)
            _write(canvas, box[0], box[1] + 2, name, SECOND, size=self._field, bold=True)

    def _veil(self, box: Box) -> None:
        """Lines and points behind words do not hide them."""
        left, low, right, high = box
        self.canv.saveState()
        self.canv.setFillColor(_VEIL)
        self.canv.rect(left, low, right - left, high - low, stroke=0, fill=1)
        self.canv.restoreState()

    def _split_words(self, width: float, height: float) -> list[tuple[str, Box]]:
        """What is written at the lines that cut the fields apart, and where."""
        chart, found = self._chart, list[tuple[str, Box]]()
        if chart.x.split is not None and chart.x.split_text:
            left, low = self._across(chart.x.split, width) + 3, 15.0 if chart.cells else 0.0
            size = text_width(chart.x.split_text, REGULAR, _SMALL)
            found.append((chart.x.split_text, (left, low, left + size, low + 12)))
        if chart.y.split is not None and chart.y.split_text:
            low = self._up(chart.y.split, height) + 1
            left = width - 3 - text_width(chart.y.split_text, REGULAR, _SMALL)
            found.append((chart.y.split_text, (left, low, width - 3, low + 11)))
        return found

    def _splits(self, width: float, height: float) -> list[Box]:
        """Draw the lines that cut the fields apart; what they take up."""
        canvas, chart = self.canv, self._chart
        taken: list[Box] = []
        canvas.setStrokeColor(SECOND)
        canvas.setLineWidth(0.8)
        canvas.setDash(3, 2)
        if chart.x.split is not None:
            x = self._across(chart.x.split, width)
            canvas.line(x, 0, x, height)
            taken.append((x - 1, 0, x + 1, height))
        if chart.y.split is not None:
            y = self._up(chart.y.split, height)
            canvas.line(0, y, width, y)
            taken.append((0, y - 1, width, y + 1))
        canvas.setDash()
        return taken

    def _cells(self, width: float, height: float) -> list[Box]:
        """Where the names of the four fields stand, in their corners."""
        boxes = []
        for number, name in enumerate(self._chart.cells or ()):
            size = text_width(name, BOLD, self._field)
            x = width - 5 - size if number % 2 else 5.0
            y = 3.0 if number >= 2 else height - 14
            boxes.append((x, y, x + size, y + 11))
        return boxes

    def _level_ticks(self, width: float) -> list[tuple[str, float, float]]:
        """The words under the level axis, those left out that would run into the one before."""
        found: list[tuple[str, float, float]] = []
        until = -1e6
        for tick in self._chart.x.ticks:
            x = self._across(tick.value, width)
            size = text_width(tick.text, REGULAR, _SMALL)
            share = 1.0 if x + size / 2 > width else 0.5
            start = x - size * share
            if start > until + 4:
                found.append((tick.text, x, share))
                until = start + size
        return found

    def _points(self, width: float, height: float, obstacles: Sequence[Box]) -> None:
        placed = [
            (point, self._across(point.x, width), self._up(point.y, height), self._radius(point))
            for point in self._chart.points
        ]
        # The pale and the large lie below, so that nothing hides the one the page is about.
        for point, x, y, radius in sorted(
            placed, key=lambda one: (one[0].mark is PointMark.FILLED, -one[3], one[0].label)
        ):
            self._disc(point, x, y, radius)
        named = sorted(placed, key=lambda one: (one[0].mark is not PointMark.FILLED, -one[3]))
        labels = [_fitting(printable(point.label).replace("\n", " ")) for point, _x, _y, _r in named]
        spots = [
            Spot(x, y, radius, text_width(label, BOLD, _SMALL), _SMALL)
            for (_point, x, y, radius), label in zip(named, labels, strict=True)
        ]
        corners = place_labels(spots, width, height, obstacles)
        for (point, *_where), label, corner in zip(named, labels, corners, strict=True):
            if corner:
                is_own = point.mark is PointMark.FILLED
                _write(self.canv, corner[0], corner[1] + 1.5, label, TEXT if is_own else THIRD, bold=is_own)

    def _radius(self, point: ChartPoint) -> float:
        return self._chart.radius(point, _DOT, self.largest)

    def _disc(self, point: ChartPoint, x: float, y: float, radius: float) -> None:
        canvas = self.canv
        filled = point.mark is PointMark.FILLED
        canvas.setLineWidth(1.0 if filled else 0.6)
        canvas.setStrokeColor(ACCENT if filled else PALE_EDGE)
        canvas.setFillColor(ACCENT if filled else PALE_BAR)
        canvas.circle(x, y, radius, stroke=1, fill=int(point.mark is not PointMark.OUTLINED))


class BubbleChart(QuadrantChart):
    """The same with bubbles whose area follows a third value."""

    largest = _LARGEST_BUBBLE


class RiskGrid(Block):
    """Named fields in rows and columns, the heavier the darker; the marks in a field are numbers of risks."""

    def __init__(self, chart: GridChart, row_height: float = 44) -> None:
        super().__init__(before=4, after=8)
        self._chart = chart
        self._least = row_height
        self._heights: list[float] = []
        self._left = 0.0
        self._texts: list[list[tuple[Text, Text]]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        chart = self._chart
        words = [text_width(word, REGULAR, _SMALL) for word in (*chart.y_words, chart.y_name)]
        self._left = max(words, default=0.0) + 8
        self.width = available_width
        wide = (available_width - self._left) / max(len(chart.x_words), 1) - 8
        self._texts = [[_cell_texts(cell, wide) for cell in row] for row in chart.rows]
        self._heights = [
            max(self._least, *(name.height + marks.height + 8 for name, marks in row)) for row in self._texts
        ]
        self.height = sum(self._heights) + 26
        return self.width, self.height

    def draw(self) -> None:
        canvas, chart = self.canv, self._chart
        canvas.saveState()
        wide = (self.width - self._left) / max(len(chart.x_words), 1)
        top = self.height
        canvas.setLineWidth(0.5)
        for word, row, texts, height in zip(
            chart.y_words, chart.rows, self._texts, self._heights, strict=True
        ):
            _write(canvas, self._left - 6, top - height / 2 - 3, word, THIRD, share_left=1)
            for number, (cell, (name, marks)) in enumerate(zip(row, texts, strict=True)):
                x = self._left + number * wide
                canvas.setStrokeColor(PALE_EDGE)
                canvas.setFillColor(_WEIGHTS[min(max(cell.weight, 0), 3)])
                canvas.rect(x, top - height, wide, height, stroke=1, fill=1)
                place(name, canvas, x + 4, top - 4 - name.height)
                place(marks, canvas, x + 4, top - 4 - name.height - marks.height)
            top -= height
        for number, word in enumerate(chart.x_words):
            _write(canvas, self._left + (number + 0.5) * wide, top - 11, word, THIRD, share_left=0.5)
        _write(canvas, self.width, top - 23, chart.x_name, SECOND, share_left=1)
        _write(canvas, 0, top - 11, chart.y_name, SECOND)
        canvas.restoreState()


def _cell_texts(cell: GridCell, width: float) -> tuple[Text, Text]:
    name = Text(cell.name, _CELL.tinted(SECOND if not cell.marks else TEXT))
    marks = Text("  ".join(cell.marks), _MARKS)
    name.wrap(width, 0)
    marks.wrap(width, 0)
    return name, marks


def _fitting(label: str) -> str:
    if text_width(label, REGULAR, _SMALL) <= _LONGEST_LABEL:
        return label
    while text_width(f"{label}…", REGULAR, _SMALL) > _LONGEST_LABEL:
        label = label[:-1]
    return f"{label.rstrip()}…"


def _write(
    canvas: Any,
    x: float,
    y: float,
    text: str,
    colour: Color,
    *,
    size: float = _SMALL,
    bold: bool = False,
    share_left: float = 0.0,
) -> None:
    dip(canvas, colour)
    write_line(canvas, x, y, printable(text), BOLD if bold else REGULAR, size, share_left=share_left)
