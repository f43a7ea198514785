"""Small shapes that carry a meaning without colour, each beside its word (mockups: tokens)."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor, white

from workbench.documents.paragraph import Block, Text, place
from workbench.documents.styles import CELL, DANGER, SECOND, WARN, TextStyle
from workbench.domain.accounts import Tier
from workbench.domain.influence_finding import Severity
from workbench.domain.visits import VisitState

TIER_MARKS = {Tier.STRATEGIC: "●", Tier.FOCUS: "◐", Tier.MAJOR: "○", Tier.GENERAL: "•"}
VISIT_MARKS = {
    VisitState.DONE: "●",
    VisitState.AGREED: "◐",
    VisitState.PLANNED: "○",
    VisitState.MISSED: "×",
    VisitState.CANCELLED: "×",
}

SUPPORT_COLOURS: dict[int, Color] = {
    2: HexColor("#0A6B63"),
    1: HexColor("#27756E"),
    0: HexColor("#606A76"),
    -1: HexColor("#9C5304"),
    -2: HexColor("#8F3A06"),
}
_RADIUS = 4.2
_ROOM = 14.0


class _Marked(Block):
    """A shape at the left of the first line of a text."""

    def __init__(self, text: str, style: TextStyle) -> None:
        super().__init__()
        self._text = Text(text, style)
        self._style = style

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = self._text.wrap(available_width - _ROOM, available_height)[1]
        return self.width, self.height

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        place(self._text, canvas, left + _ROOM, bottom)
        x, y = left + _RADIUS + 0.5, bottom + self.height - self._style.leading / 2
        canvas._code.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {self.shape} Q")

    @property
    def shape(self) -> str:
        """The operators that draw the shape around the origin."""
        raise TypeError(f"{type(self).__name__} has no shape")


class SupportMark(_Marked):
    """Support −2…+2: disc and ring for, ring with a bar neutral, square and filled square against."""

    def __init__(self, support: int, word: str) -> None:
        super().__init__(word, CELL)
        self._support = support

    @property
    def shape(self) -> str:
        return _support_shape(self._support)

    def draw_mark(self, canvas: Any) -> None:
        """Draw the shape around the origin."""
        canvas._code.append(self.shape)


class SeverityMark(_Marked):
    """How pressing a finding is: a filled octagon, an outlined triangle, a circle with an i."""

    def __init__(self, severity: Severity, text: str) -> None:
        super().__init__(text, CELL)
        self._severity = severity

    @property
    def shape(self) -> str:
        return _severity_shape(self._severity)


class OverdueMark(_Marked):
    """A date that has passed: an outlined triangle before it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, CELL.tinted(DANGER))

    @property
    def shape(self) -> str:
        return _triangle(DANGER)


# The operators of a shape are made once: a page may carry some dozens of them.


@cache
class TickBox(Block):
    """A square to tick by hand."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, CELL.leading
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(0.8)
        self.canv.setStrokeColor(SECOND)
        self.canv.rect(0, 2.5, 9, 9, stroke=1, fill=0)


def _support_shape(support: int) -> str:
    colour, filled = SUPPORT_COLOURS[support], abs(support) == 2
    frame = _ring(_RADIUS) if support >= 0 else _cut_square(_RADIUS - 0.3, 0.8)
    up = 1 if support > 0 else -1
    lines = [(-2.0, 0.0, 2.0, 0.0)] if support == 0 else []
    for y in (-1.7, 0.7) if filled else (-0.5,) if support else ():
        low, tip = (y - 0.3) * up, (y + 1.6) * up
        lines += [(-2, low, 0, tip), (0, tip, 2, low)]
    ground, inner = (colour, white) if filled else (white, colour)
    return f"{_ink(colour)} RG {_ink(ground)} rg 0.9 w n {frame} B {_ink(inner)} RG n {_strokes(lines)} S"


@cache
def _severity_shape(severity: Severity) -> str:
    if severity is Severity.HIGH:
        octagon = _cut_square(_RADIUS, _RADIUS * 0.58)
        bar = f"{_ink(white)} RG 0.9 w n {_strokes([(0, 2.4, 0, -0.4)])} S"
        return f"{_ink(DANGER)} rg n {octagon} f {bar} {_ink(white)} rg n {_ring(0.5, 0, -2.1)} f"
    if severity is Severity.WARN:
        return _triangle(WARN)
    ink = _ink(SECOND)
    bar = _strokes([(0, 0.6, 0, -2.2)])
    return f"{ink} RG {ink} rg 0.9 w n {_ring(_RADIUS)} S n {bar} S n {_ring(0.5, 0, 2.2)} f"


@cache
def _triangle(colour: Color) -> str:
    lines = [(-4, -3.4, 4, -3.4), (4, -3.4, 0, 3.6), (0, 3.6, -4, -3.4), (0, 1.2, 0, -0.9)]
    ink = _ink(colour)
    return f"{ink} RG {ink} rg 0.9 w n {_strokes(lines)} S n {_ring(0.45, 0, -2.1)} f"


def _ink(colour: Color) -> str:
    return f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f}"


def _strokes(lines: Sequence[tuple[float, float, float, float]]) -> str:
    return " ".join(f"{a:g} {b:.2f} m {c:g} {d:.2f} l" for a, b, c, d in lines)


def _ring(radius: float, x: float = 0.0, y: float = 0.0) -> str:
    """A circle out of four curves."""
    far, near = radius, radius * 0.5523
    corners = ((far, near, near, far, 0.0, far), (-near, far, -far, near, -far, 0.0))
    curves = [*corners, *(tuple(-at for at in one) for one in corners)]
    parts = [" ".join(f"{at + (y if n % 2 else x):.3f}" for n, at in enumerate(one)) + " c" for one in curves]
    return f"{x + radius:.3f} {y:.3f} m {' '.join(parts)} h"


def _cut_square(half: float, cut: float) -> str:
    """A square of twice ``half`` with its corners cut off."""
    near = half - cut
    corners = [(near, half), (half, near), (half, -near), (near, -half)]
    (x, y), *rest = [*corners, *((-x, -y) for x, y in corners)]
    return f"{x:.2f} {y:.2f} m " + " ".join(f"{a:.2f} {b:.2f} l" for a, b in rest) + " h"
