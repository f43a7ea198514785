"""Text on paper: a flowable that breaks its lines by our own rules and knows no markup."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus.flowables import Flowable

from workbench.documents.fonts import ASCENT, BOLD, REGULAR, char_width, load_fonts, printable, text_width
from workbench.documents.line_breaking import Line, break_lines, is_wide
from workbench.documents.styles import Align, TextStyle

# Filling a line out by more than this share of the size per gap looks worse than a ragged edge.
_WIDEST_GAP = 0.12


class Block(Flowable, ABC):  # type: ignore[misc]
    """A flowable with the types reportlab leaves out. Widths and heights are points."""

    canv: Any

    def __init__(self, *, before: float = 0.0, after: float = 0.0) -> None:
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = after

    @abstractmethod
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size it takes within the width; the height offered is only a hint."""

    def split(self, available_width: float, available_height: float) -> list["Block"]:
        """Its parts for this page and the next, or nothing if no part of it fits."""
        return []

    @abstractmethod
    def draw(self) -> None:
        """Draw itself with the origin at the lower left corner."""


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight and colour; ``None`` takes the style's."""

    text: str
    bold: bool | None = None
    colour: Color | None = None


class Text(Block):
    """A text in one size. A plain string or runs; each passes through ``printable``.

    ``continues`` says that its last line goes on elsewhere and is to be filled out like the others.
    """

    def __init__(self, content: str | Sequence[Run], style: TextStyle, *, continues: bool = False) -> None:
        super().__init__(before=style.before, after=style.after)
        load_fonts()
        self.text_style = style
        self._continues = continues
        given = [Run(content)] if isinstance(content, str) else content
        self.runs = [Run(printable(run.text), run.bold, run.colour) for run in given]
        self.text = "".join(run.text for run in self.runs)
        self._lines: list[Line] = []
        self._broken_at = -1.0

    def _font(self, run: Run) -> str:
        return BOLD if (self.text_style.bold if run.bold is None else run.bold) else REGULAR

    @property
    def natural_width(self) -> float:
        """The width it would take without any break but its own, in points."""
        if "\n" in self.text or len(self.runs) > 1:
            widths = self._widths()
            return max(line.width for line in break_lines(self.text, widths, 1e9))
        return sum(text_width(run.text, self._font(run), self.text_style.size) for run in self.runs)

    def _widths(self) -> list[float]:
        size = self.text_style.size
        return [char_width(char, self._font(run), size) for run in self.runs for char in run.text]

    def lines(self, width: float) -> list[Line]:
        """Its lines at ``width`` points."""
        if width != self._broken_at:
            self._lines = break_lines(self.text, self._widths(), width)
            self._broken_at = width
        return self._lines

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = len(self.lines(available_width)) * self.text_style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Block]:
        lines = self.lines(available_width)
        fit = int((available_height + 1e-6) / self.text_style.leading)
        if fit >= len(lines):
            return [self]
        # Neither the first line alone at the foot of a page nor the last one alone on the next.
        if len(lines) - fit < 2:
            fit -= 1
        if fit < min(2, len(lines) - 1) or fit < 1:
            return []
        last = lines[fit - 1]
        head = Text(self._slice(0, last.end), self.text_style, continues=not last.ends_paragraph)
        rest = Text(self._slice(lines[fit].start, len(self.text)), self.text_style)
        return [head, rest]

    def _slice(self, start: int, end: int) -> list[Run]:
        parts: list[Run] = []
        offset = 0
        for run in self.runs:
            piece = run.text[max(start - offset, 0) : max(end - offset, 0)]
            if piece:
                parts.append(Run(piece, run.bold, run.colour))
            offset += len(run.text)
        return parts or [Run("")]

    def draw(self) -> None:
        style = self.text_style
        out = self.canv.beginText()
        baseline = self.height - (style.leading - style.size) / 2 - ASCENT * style.size
        lines = self._lines
        for index, line in enumerate(lines):
            gap = 0.0
            left = 0.0
            if style.align is Align.RIGHT:
                left = self.width - line.width
            elif style.align is Align.CENTER:
                left = (self.width - line.width) / 2
            elif style.justify and (not line.ends_paragraph or (self._continues and line is lines[-1])):
                gap = self._gap(line)
            out.setTextOrigin(left, baseline - index * style.leading)
            self._set_line(out, line, gap)
        self.canv.drawText(out)

    def _gap(self, line: Line) -> float:
        """What each place between square signs, or space, takes to fill the line; 0 if too much."""
        text = self.text[line.start : line.end]
        places = sum(_may_widen(a, b) for a, b in pairwise(text))
        gap = (self.width - line.width) / places if places else 0.0
        return gap if 0 < gap <= _WIDEST_GAP * self.text_style.size else 0.0

    def _set_line(self, out: Any, line: Line, gap: float) -> None:
        offset = 0
        for run in self.runs:
            start, end = max(line.start, offset), min(line.end, offset + len(run.text))
            if start < end:
                out.setFont(self._font(run), self.text_style.size)
                out.setFillColor(run.colour or self.text_style.colour)
                if gap:
                    self._set_widened(out, start, end, line.end, gap)
                else:
                    out.textOut(self.text[start:end])
            offset += len(run.text)

    def _set_widened(self, out: Any, start: int, end: int, line_end: int, gap: float) -> None:
        begin = start
        widened = False
        for index in range(start, end):
            after = self.text[index + 1] if index + 1 < line_end else ""
            widen = bool(after) and _may_widen(self.text[index], after)
            if widen != widened and index > begin:
                out.setCharSpace(gap if widened else 0)
                out.textOut(self.text[begin:index])
                begin = index
            widened = widen
        out.setCharSpace(gap if widened else 0)
        out.textOut(self.text[begin:end])
        out.setCharSpace(0)


def _may_widen(before: str, after: str) -> bool:
    return before == " " or is_wide(before) or is_wide(after)
