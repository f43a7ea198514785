"""Text on paper: a flowable that breaks its lines by our own rules and knows no markup."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus.flowables import Flowable

from workbench.documents.fonts import ASCENT, BOLD, REGULAR, char_widths, load_fonts, printable, text_width
from workbench.documents.line_breaking import Line, break_lines, is_wide
from workbench.documents.pen import Pen, dip, shift
from workbench.documents.styles import Align, TextStyle

# Filling a line out by more than this share of the size per gap looks worse than a ragged edge.
_WIDEST_GAP = 0.12
_ENDLESS = 1e9
_NO_LINE = Line(0, 0, 2 * _ENDLESS, ends_paragraph=True)


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

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        """Draw itself, wrapped, with its lower left corner there.

        What only passes places on to what it holds does so without a coordinate system of its own.
        """
        canvas.saveState()
        shift(canvas, left, bottom)
        self._drawOn(canvas)
        canvas.restoreState()


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight and colour; ``None`` takes the style's."""

    text: str
    bold: bool | None = None
    colour: Color | None = None


def _printable_run(run: Run) -> Run:
    text = printable(run.text)
    return run if text is run.text else Run(text, run.bold, run.colour)


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
        self.runs = [_printable_run(run) for run in given]
        self.text = self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)
        self._lines: list[Line] = []
        self._broken_at = -1.0
        self._advances: list[float] | None = None
        self._only_line: Line | None = None

    def _font(self, run: Run) -> str:
        return BOLD if (self.text_style.bold if run.bold is None else run.bold) else REGULAR

    @property
    def natural_width(self) -> float:
        """The width it would take without any break but its own, in points."""
        return max(line.width for line in self.lines(_ENDLESS))

    def _widths(self) -> list[float]:
        if self._advances is None:
            size = self.text_style.size
            self._advances = [
                width for run in self.runs for width in char_widths(run.text, self._font(run), size)
            ]
        return self._advances

    def lines(self, width: float) -> list[Line]:
        """Its lines at ``width`` points."""
        if width != self._broken_at:
            self._lines = self._line_that_fits(width) or break_lines(self.text, self._widths(), width)
            self._broken_at = width
        return self._lines

    def _line_that_fits(self, width: float) -> list[Line]:
        """The short way for most texts: the one line they are; nothing for those that have to be broken."""
        if self._only_line is None:
            text = self.text
            if not text or "\n" in text or text[-1].isspace():
                self._only_line = _NO_LINE
            else:
                size = self.text_style.size
                wide = sum(text_width(run.text, self._font(run), size) for run in self.runs)
                self._only_line = Line(0, len(text), wide, ends_paragraph=True)
        return [self._only_line] if self._only_line.width <= width else []

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
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        if not self.text:
            return
        style = self.text_style
        has_one_colour = len(self.runs) == 1 or len({run.colour for run in self.runs}) == 1
        if has_one_colour:
            dip(canvas, self.runs[0].colour or style.colour)
        else:
            canvas.saveState()
        pen = Pen(canvas)
        baseline = bottom + self.height - (style.leading - style.size) / 2 - ASCENT * style.size
        for index, line in enumerate(self._lines):
            spare = self.width - line.width
            indent = {Align.LEFT: 0.0, Align.RIGHT: spare, Align.CENTER: spare / 2}[style.align]
            pen.move_to(left + indent, baseline - index * style.leading)
            self._set_line(pen, line, self._gap(line), inks=not has_one_colour)
        pen.lift()
        if not has_one_colour:
            canvas.restoreState()

    def _gap(self, line: Line) -> float:
        """What each place between square signs, or space, takes to fill the line; 0 if too much."""
        is_end = line.ends_paragraph and not (self._continues and line is self._lines[-1])
        if is_end or not self.text_style.justify:
            return 0.0
        text = self.text[line.start : line.end]
        places = sum(_may_widen(a, b) for a, b in pairwise(text))
        gap = (self.width - line.width) / places if places else 0.0
        return gap if 0 < gap <= _WIDEST_GAP * self.text_style.size else 0.0

    def _set_line(self, pen: Pen, line: Line, gap: float, *, inks: bool) -> None:
        offset = 0
        size = self.text_style.size
        if len(self.runs) == 1 and not gap and not inks:
            pen.write(self.text[line.start : line.end], self._font(self.runs[0]), size)
            return
        for run in self.runs:
            start, end = max(line.start, offset), min(line.end, offset + len(run.text))
            if start < end:
                font = self._font(run)
                if inks:
                    pen.ink(run.colour or self.text_style.colour)
                pieces = self._pieces(start, end, line.end) if gap else [(self.text[start:end], False)]
                for piece, is_apart in pieces:
                    pen.write(piece, font, size, gap if is_apart else 0.0)
            offset += len(run.text)

    def _pieces(self, start: int, end: int, line_end: int) -> Iterator[tuple[str, bool]]:
        """The stretches of one run in a line, by whether their characters are set apart."""
        text, begin, widened = self.text, start, False
        for index in range(start, min(end, line_end - 1)):
            widen = _may_widen(text[index], text[index + 1])
            if widen != widened and index > begin:
                yield text[begin:index], widened
                begin = index
            widened = widen
        if begin < end:
            # The last character of a line is set solid; what stands before it may not be.
            if widened and line_end == end and end - begin > 1:
                yield text[begin : end - 1], True
                begin = end - 1
                widened = False
            yield text[begin:end], widened and line_end != end


def fitted(text: str, style: TextStyle, width: float) -> str:
    """``text`` as it is, or its beginning with an ellipsis where it is wider than ``width`` points."""
    if Text(text, style).natural_width <= width:
        return text
    while text and Text(f"{text}…", style).natural_width > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def place(block: Block, canvas: Any, left: float, bottom: float) -> None:
    """Draw a wrapped block with its lower left corner there."""
    block.draw_at(canvas, left, bottom)


def _may_widen(before: str, after: str) -> bool:
    return before == " " or is_wide(before) or is_wide(after)
