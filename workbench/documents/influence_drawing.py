"""The influence map drawn on paper as vectors: what lies behind, lines, cards (2-rules §6).

The same layout and the same lines as on the screen; only ink and text are paper's own.
"""

from collections.abc import Mapping
from typing import Any

from reportlab.lib.colors import Color, HexColor, white

from workbench.documents.fonts import BOLD, REGULAR, printable
from workbench.documents.influence_cards import SMALLEST_TEXT, draw_card, draw_small
from workbench.documents.marks import SUPPORT_COLOURS
from workbench.documents.paragraph import Block
from workbench.documents.pen import dip, write_line
from workbench.documents.styles import LINE, PALE_EDGE, SECOND, STRONG_LINE
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_layout import Anchor, Tint
from workbench.domain.influence_lines import LineKind, MapLine, Sign
from workbench.domain.influence_shapes import Box, Point
from workbench.domain.influence_sheets import MapSheet
from workbench.foundation.ids import Id

LARGEST_SCALE = 0.75
"""Points a pixel at 100 %: a map is never blown up."""
SIGN_COLOURS: dict[Sign, Color] = {
    Sign.POSITIVE: SUPPORT_COLOURS[2],
    Sign.NEGATIVE: SUPPORT_COLOURS[-2],
    Sign.NEUTRAL: SECOND,
}
_TINTS: dict[Tint, Color] = {
    Tint.PLAIN: HexColor("#F5F6F8"),
    Tint.FOR_US: HexColor("#EAF4F2"),
    Tint.AGAINST_US: HexColor("#FAF0E6"),
}


class MapDrawing(Block):
    """A sheet of the map, as large as width and height (points) allow.

    ``plain`` draws what a customer may see: no support, nobody marked as not met. ``changes`` are signs
    before the names of people.
    """

    def __init__(
        self,
        sheet: MapSheet,
        tallest: float,
        *,
        phase: BuyingPhase | None = None,
        plain: bool = False,
        changes: Mapping[Id, str] | None = None,
    ) -> None:
        super().__init__(before=4, after=6)
        self.sheet = sheet
        self._tallest = tallest
        self._phase = phase
        self._plain = plain
        self._changes = changes or {}
        self._scale = 1.0
        self._left = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        bounds = self.sheet.bounds
        self._scale = min(
            LARGEST_SCALE, available_width / max(bounds.width, 1), self._tallest / max(bounds.height, 1)
        )
        self.width, self.height = available_width, bounds.height * self._scale
        self._left = (available_width - bounds.width * self._scale) / 2
        return self.width, self.height

    def draw(self) -> None:
        canvas, sheet = self.canv, self.sheet
        canvas.saveState()
        canvas.setLineJoin(1)
        self._behind(canvas)
        for line in sheet.lines:
            self._line(canvas, line)
        for one in sheet.map.contacts:
            box = self._box(sheet.layout.boxes[one.id])
            support = None if self._plain else sheet.map.support_of(one.id, self._phase)
            is_met = self._plain or one.id in sheet.map.last_met
            if sheet.numbers:
                draw_small(canvas, box, one, sheet.numbers[one.id], support=support, is_met=is_met)
            else:
                draw_card(
                    canvas,
                    box,
                    self._scale,
                    one,
                    support=support,
                    is_met=is_met,
                    below=sheet.below.get(one.id, 0),
                    change=self._changes.get(one.id, ""),
                )
        for line in sheet.lines:
            if line.badge is not None and line.kind is LineKind.INFLUENCE:
                self._badge(canvas, line.badge, line.sign)
        canvas.restoreState()

    def _at(self, point: Point) -> Point:
        bounds = self.sheet.bounds
        return (
            self._left + (point[0] - bounds.x) * self._scale,
            self.height - (point[1] - bounds.y) * self._scale,
        )

    def _box(self, box: Box) -> Box:
        left, bottom = self._at((box.x, box.bottom))
        return Box(left, bottom, box.width * self._scale, box.height * self._scale)

    def _behind(self, canvas: Any) -> None:
        layout = self.sheet.layout
        for area in layout.areas:
            box = self._box(area.box)
            canvas.setFillColor(_TINTS[area.tint])
            canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
        canvas.setLineWidth(0.6)
        canvas.setStrokeColor(STRONG_LINE)
        for ring in layout.rings:
            x, y = self._at((ring.x, ring.y))
            wide, high = ring.radius_x * self._scale, ring.radius_y * self._scale
            canvas.ellipse(x - wide, y - high, x + wide, y + high, stroke=1, fill=0)
        for ruling in layout.rulings:
            canvas.setStrokeColor(PALE_EDGE if ruling.is_strong else LINE)
            canvas.line(*self._at(ruling.start), *self._at(ruling.end))
        for word in layout.captions:
            size = max(word.size * self._scale, SMALLEST_TEXT)
            x, y = self._at((word.x, word.y))
            share = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[word.anchor]
            font = BOLD if word.is_strong else REGULAR
            dip(canvas, SECOND)
            write_line(canvas, x, y - 0.36 * size, printable(word.text), font, size, share_left=share)

    def _line(self, canvas: Any, line: MapLine) -> None:
        is_influence = line.kind is LineKind.INFLUENCE
        colour = SIGN_COLOURS[line.sign] if is_influence else PALE_EDGE
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(max(line.width * self._scale, 0.5))
        if line.is_dashed:
            canvas.setDash(2, 2)
        path = canvas.beginPath()
        first, *others = [self._at(point) for point in line.path]
        path.moveTo(*first)
        if line.is_curve:
            path.curveTo(*others[0], *others[1], *others[2])
        else:
            for point in others:
                path.lineTo(*point)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setDash()
        if line.arrow is not None:
            canvas.setFillColor(colour)
            head = canvas.beginPath()
            tip, *sides = [self._at(point) for point in line.arrow]
            head.moveTo(*tip)
            for point in sides:
                head.lineTo(*point)
            head.close()
            canvas.drawPath(head, stroke=0, fill=1)

    def _badge(self, canvas: Any, place: Point, sign: Sign) -> None:
        draw_sign(canvas, *self._at(place), sign, max(7.5 * self._scale, 2.6))


def draw_sign(canvas: Any, x: float, y: float, sign: Sign, radius: float) -> None:
    """A disc with plus or minus; a mere dot where it is not known which way the influence goes."""
    canvas.setFillColor(SIGN_COLOURS[sign])
    if sign is Sign.NEUTRAL:
        canvas.circle(x, y, radius * 0.45, stroke=0, fill=1)
        return
    canvas.circle(x, y, radius, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(radius * 0.26)
    arm = radius * 0.52
    canvas.line(x - arm, y, x + arm, y)
    if sign is Sign.POSITIVE:
        canvas.line(x, y - arm, x, y + arm)
