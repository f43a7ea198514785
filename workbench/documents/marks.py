"""Small shapes that carry a meaning without colour, each beside its word (mockups: tokens)."""

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
        colour = SUPPORT_COLOURS[self._support]
        filled = abs(self._support) == 2
        canvas.setLineWidth(0.9)
        canvas.setStrokeColor(colour)
        canvas.setFillColor(colour if filled else white)
        if self._support >= 0:
            canvas.circle(0, 0, _RADIUS, stroke=1, fill=1)
        else:
            side = 2 * _RADIUS - 0.6
            canvas.roundRect(-side / 2, -side / 2, side, side, 1, stroke=1, fill=1)
        canvas.setStrokeColor(white if filled else colour)
        up = 1 if self._support > 0 else -1
        if self._support == 0:
            canvas.line(-2, 0, 2, 0)
        for y in (-1.7, 0.7) if filled else (-0.5,) if self._support else ():
            canvas.lines(
                [(-2, y * up - 0.3 * up, 0, (y + 1.6) * up), (0, (y + 1.6) * up, 2, y * up - 0.3 * up)]
            )


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
