"""Charts on paper: lines and rectangles only, legible in black and white."""

from typing import Any

from workbench.documents.fonts import BOLD, REGULAR, printable, text_width
from workbench.documents.paragraph import Block
from workbench.documents.pen import dip, write_line
from workbench.documents.styles import ACCENT, BAR, LINE, PALE_BAR, PALE_EDGE, SECOND, TEXT, THIRD
from workbench.documents.wording import MoneyUnit
from workbench.domain.charts import BarChart, Look, Series, axis_ticks

_SMALL = 8.0
_BIG = 9.0
_HATCH_STEP = 4.0


class GroupedBars(Block):
    """Bars side by side over an axis, with a legend on top. Values are written in ``unit``."""

    def __init__(self, chart: BarChart, unit: MoneyUnit, partial_name: str = "", height: float = 150) -> None:
        super().__init__(before=4, after=8)
        self._chart = chart
        self._unit = unit
        self._partial_name = partial_name
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas, chart = self.canv, self._chart
        ticks = axis_ticks(chart.low, chart.high)
        names = [self._unit.text(tick).removesuffix(".0") for tick in ticks]
        left = max(text_width(name, REGULAR, _SMALL) for name in names) + 6
        bottom, top = 16.0, self.height - 30
        scale = (top - bottom) / (ticks[-1] - ticks[0])

        def level(value: int) -> float:
            return bottom + (value - ticks[0]) * scale

        _write(canvas, 0, self.height - 9, self._unit.name)
        self._legend(self.height - 9)
        for tick, name in zip(ticks, names, strict=True):
            canvas.setStrokeColor(SECOND if tick == 0 else LINE)
            canvas.setLineWidth(0.8 if tick == 0 else 0.5)
            canvas.line(left, level(tick), self.width, level(tick))
            _write(canvas, left - 6, level(tick) - 3, name, right=True)
        slot = (self.width - left) / len(chart.labels)
        wide = min(slot * 0.72 / len(chart.series), 16.0)
        for index, label in enumerate(chart.labels):
            middle = left + slot * (index + 0.5)
            _write(canvas, middle, 3, label, centred=True)
            for place, series in enumerate(chart.series):
                value = series.values[index]
                if value:
                    x = middle + (place - len(chart.series) / 2) * wide
                    low, high = sorted((level(0), level(value)))
                    _bar(canvas, series, index, (x + 0.5, low, wide - 1, high - low))

    def _legend(self, y: float) -> None:
        canvas = self.canv
        right = self.width
        entries = [(one.name, one, -1) for one in reversed(self._chart.series) if one.name]
        partial = next((one for one in self._chart.series if one.partial_index is not None), None)
        if partial and partial.partial_index is not None and self._partial_name:
            entries.append((self._partial_name, partial, partial.partial_index))
        for name, series, index in entries:
            width = text_width(name, REGULAR, _SMALL)
            _write(canvas, right - width, y, name)
            _bar(canvas, series, index, (right - width - 11, y - 0.5, 7, 7))
            right -= width + 24


class YearBars(Block):
    """Bars with their totals on top and no axis: for the cover."""

    def __init__(self, chart: BarChart, unit: MoneyUnit, height: float = 120) -> None:
        super().__init__()
        self._chart = chart
        self._unit = unit
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas, chart = self.canv, self._chart
        bottom, top = 16.0, self.height - 14
        scale = (top - bottom) / max(chart.high - chart.low, 1)
        zero = bottom - chart.low * scale
        slot = self.width / len(chart.labels)
        wide = min(slot * 0.72, 40.0)
        for index, (label, total) in enumerate(zip(chart.labels, chart.totals(), strict=True)):
            middle = slot * (index + 0.5)
            _write(canvas, middle, 3, label, size=_BIG, centred=True)
            y = zero
            for series in chart.series:
                height = (series.values[index] or 0) * scale
                if height:
                    _bar(canvas, series, index, (middle - wide / 2, min(y, y + height), wide, abs(height)))
                    y += height
            if total is not None:
                is_last = index == len(chart.labels) - 1
                text = self._unit.text(total)
                _write(canvas, middle, max(y, zero) + 4, text, size=_BIG, bold=is_last, centred=True)
        canvas.setStrokeColor(TEXT)
        canvas.setLineWidth(0.8)
        canvas.line(0, zero, self.width, zero)


class ShareBar(Block):
    """A thin bar for a share of the whole, for table cells. Negative shares stay empty."""

    def __init__(self, share_bp: int) -> None:
        super().__init__()
        self._share = min(max(share_bp, 0), 10_000) / 10_000
        self.height = 13.5

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(LINE)
        self.canv.rect(0, 4, self.width, 5.5, stroke=0, fill=1)
        self.canv.setFillColor(BAR)
        self.canv.rect(0, 4, self.width * self._share, 5.5, stroke=0, fill=1)


class ProgressBar(Block):
    """A thin framed bar for the way made, with its percentage beside it, for table cells."""

    _WORDS = 34.0

    def __init__(self, attained_bp: int, text: str) -> None:
        super().__init__()
        self._share = min(max(attained_bp, 0), 10_000) / 10_000
        self._text = text
        self.height = 13.5

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas, room = self.canv, max(self.width - self._WORDS, 1.0)
        canvas.setFillColor(BAR)
        canvas.rect(0, 4, room * self._share, 5.5, stroke=0, fill=1)
        canvas.setStrokeColor(SECOND)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 4, room, 5.5, stroke=1, fill=0)
        _write(canvas, self.width, 3.6, self._text, size=_BIG, right=True)


def _bar(canvas: Any, series: Series, index: int, box: tuple[float, float, float, float]) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.7)
    if index >= 0 and index == series.partial_index:
        canvas.setStrokeColor(TEXT)
        canvas.setDash(1.6, 1.4)
        canvas.rect(*box, stroke=1, fill=0)
    elif series.look is Look.HATCHED:
        _hatch(canvas, box)
    else:
        solid = series.look is Look.SOLID
        canvas.setFillColor(BAR if solid else PALE_BAR)
        canvas.setStrokeColor(BAR if solid else PALE_EDGE)
        canvas.setLineWidth(0.4)
        canvas.rect(*box, stroke=1, fill=1)
    canvas.restoreState()


def _hatch(canvas: Any, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    canvas.setStrokeColor(ACCENT)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(*box)
    canvas.clipPath(clip, stroke=0, fill=0)
    start, lines = -height, []
    while start < width:
        lines.append(f"{x + start:.2f} {y:.2f} m {x + start + height:.2f} {y + height:.2f} l")
        start += _HATCH_STEP
    canvas._code.append(f"n {' '.join(lines)} S")
    canvas.restoreState()
    canvas.rect(*box, stroke=1, fill=0)


def _write(
    canvas: Any,
    x: float,
    y: float,
    text: str,
    *,
    size: float = _SMALL,
    bold: bool = False,
    right: bool = False,
    centred: bool = False,
) -> None:
    dip(canvas, TEXT if size > _SMALL else THIRD)
    share_left = 1.0 if right else 0.5 if centred else 0.0
    write_line(canvas, x, y, printable(text), BOLD if bold else REGULAR, size, share_left=share_left)
