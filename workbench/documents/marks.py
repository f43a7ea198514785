"""Small shapes that carry a meaning without colour, each beside its word (mockups: tokens)."""

from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor, white

from workbench.documents.paragraph import Block, Text
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
        self._text.drawOn(self.canv, _ROOM, 0)
        self.canv.translate(_RADIUS + 0.5, self.height - self._style.leading / 2)
        self.draw_mark(self.canv)

    def draw_mark(self, canvas: Any) -> None:
        """Draw the shape around the origin."""
        raise TypeError(f"{type(self).__name__} has no shape")


class SupportMark(_Marked):
    """Support −2…+2: disc and ring for, ring with a bar neutral, square and filled square against."""

    def __init__(self, support: int, word: str) -> None:
        super().__init__(word, CELL)
        self._support = support

    def draw_mark(self, canvas: Any) -> None:
        canvas._code.append(_support_shape(self._support))


@cache
def _support_shape(support: int) -> str:
    """The operators that draw the shape around the origin: a page may carry some dozens."""
    colour, filled = SUPPORT_COLOURS[support], abs(support) == 2
    edge, ground = _ink(colour), _ink(colour if filled else white)
    frame = _ring(_RADIUS) if support >= 0 else _square(2 * _RADIUS - 0.6)
    up = 1 if support > 0 else -1
    lines = [(-2.0, 0.0, 2.0, 0.0)] if support == 0 else []
    for y in (-1.7, 0.7) if filled else (-0.5,) if support else ():
        low, tip = (y - 0.3) * up, (y + 1.6) * up
        lines += [(-2, low, 0, tip), (0, tip, 2, low)]
    marks = " ".join(f"{a:g} {b:.2f} m {c:g} {d:.2f} l" for a, b, c, d in lines)
    inner = _ink(white if filled else colour)
    return f"{edge} RG {ground} rg 0.9 w n {frame} B {inner} RG n {marks} S"


def _ink(colour: Color) -> str:
    return f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f}"


def _ring(radius: float) -> str:
    """A circle out of four curves."""
    k = radius * 0.5523
    curves = (
        (radius, k, k, radius, 0.0, radius),
        (-k, radius, -radius, k, -radius, 0.0),
        (-radius, -k, -k, -radius, 0.0, -radius),
        (k, -radius, radius, -k, radius, 0.0),
    )
    return f"{radius:g} 0 m " + " ".join(" ".join(f"{at:.3f}" for at in one) + " c" for one in curves) + " h"


def _square(side: float) -> str:
    """A square with corners taken off a little."""
    far, near = side / 2, side / 2 - 0.8
    corners = [(near, far), (far, near), (far, -near), (near, -far)]
    points = [*corners, *((-x, -y) for x, y in corners)]
    (x, y), *rest = points
    return f"{x:.2f} {y:.2f} m " + " ".join(f"{a:.2f} {b:.2f} l" for a, b in rest) + " h"


class SeverityMark(_Marked):
    """How pressing a finding is: a filled octagon, an outlined triangle, a circle with an i."""

    def __init__(self, severity: Severity, text: str) -> None:
        super().__init__(text, CELL)
        self._severity = severity

    def draw_mark(self, canvas: Any) -> None:
        canvas.setLineWidth(0.9)
        if self._severity is Severity.HIGH:
            canvas.setFillColor(DANGER)
            self._octagon(canvas)
            canvas.setStrokeColor(white)
            canvas.line(0, 2.4, 0, -0.4)
            canvas.setFillColor(white)
            canvas.circle(0, -2.1, 0.5, stroke=0, fill=1)
        elif self._severity is Severity.WARN:
            _triangle(canvas, WARN)
        else:
            canvas.setStrokeColor(SECOND)
            canvas.circle(0, 0, _RADIUS, stroke=1, fill=0)
            canvas.line(0, 0.6, 0, -2.2)
            canvas.setFillColor(SECOND)
            canvas.circle(0, 2.2, 0.5, stroke=0, fill=1)

    @staticmethod
    def _octagon(canvas: Any) -> None:
        near, far = _RADIUS * 0.42, _RADIUS
        corners = [(near, far), (far, near), (far, -near), (near, -far)]
        path = canvas.beginPath()
        path.moveTo(*corners[0])
        for x, y in [*corners[1:], *((-x, -y) for x, y in corners)]:
            path.lineTo(x, y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)


class OverdueMark(_Marked):
    """A date that has passed: an outlined triangle before it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, CELL.tinted(DANGER))

    def draw_mark(self, canvas: Any) -> None:
        _triangle(canvas, DANGER)


def _triangle(canvas: Any, colour: Color) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.9)
    canvas.lines([(-4, -3.4, 4, -3.4), (4, -3.4, 0, 3.6), (0, 3.6, -4, -3.4), (0, 1.2, 0, -0.9)])
    canvas.setFillColor(colour)
    canvas.circle(0, -2.1, 0.45, stroke=0, fill=1)
