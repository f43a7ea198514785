"""The map as the canvas takes it: cards, lines with their ways, what lies beneath, our people in the band."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from workbench.domain.influence_difference import MapDifference
from workbench.domain.influence_findings import Finding
from workbench.domain.influence_lines import LineKind, MapLine, Sign, lines_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import Anchor, Box, Caption, MapLayout, MapView, Tint
from workbench.foundation.ids import Id
from workbench.ui.kit.canvas.parts import (
    CanvasBox,
    CanvasEdge,
    CanvasNode,
    CanvasTie,
    EdgeRoute,
    Key,
    Route,
)
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.tokens import CARD_RADIUS, Tone, tokens
from workbench.ui.screens.accounts.influence.card_paint import card_look
from workbench.ui.screens.accounts.influence.closeness import closeness_word
from workbench.ui.screens.accounts.influence.marks import support_tone, tint_of
from workbench.ui.screens.accounts.influence.phases_part import Phase

SIGNS = {Sign.POSITIVE: "+", Sign.NEGATIVE: "−", Sign.NEUTRAL: ""}
SIGN_TONES = {
    Sign.POSITIVE: Tone.INK_PLUS2,
    Sign.NEGATIVE: Tone.INK_MINUS2,
    Sign.NEUTRAL: Tone.TEXT2,
}
BAND_CARD = (136, 44)
_LEAST_CAPTION = 9
"""Pixels of the screen."""


@dataclass(frozen=True)
class MapContents:
    """What was read to show one map: of today, or of ``day``, perhaps against the one of ``other_day``."""

    map: InfluenceMap
    layout: MapLayout
    phase: Phase
    lines: tuple[MapLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    dates: tuple[date, ...] = ()
    photos: Mapping[Id, QImage] = field(default_factory=dict)
    day: date | None = None
    other_day: date | None = None
    difference: MapDifference | None = None
    changes: Mapping[Id, str] = field(default_factory=dict)

    @property
    def view(self) -> MapView:
        """How people are arranged."""
        return self.layout.view

    @property
    def fixed(self) -> bool:
        """Whether it is another day's map, which is only looked at."""
        return self.day is not None


def nodes_of(contents: MapContents) -> list[CanvasNode]:
    """A card for each person, in its place."""
    shown, found = contents.map, []
    for contact in shown.contacts:
        box = contents.layout.boxes.get(contact.id)
        if box is not None:
            change = contents.changes.get(contact.id, "")
            look = card_look(shown, contact, contents.phase, contents.photos.get(contact.id), change)
            found.append(
                CanvasNode(
                    contact.id,
                    box.x,
                    box.y,
                    box.width,
                    box.height,
                    z=contact.influence or 0,
                    look=look,
                    tone=support_tone(look.support),
                    movable=contents.view is not MapView.WHEEL and not contents.fixed,
                )
            )
    return found


def edges_of(contents: MapContents, *, reports: bool, influence: bool) -> list[CanvasEdge]:
    """The lines between people."""
    return [_edge(line) for line in _drawn(contents, reports=reports, influence=influence)]


def _drawn(contents: MapContents, *, reports: bool, influence: bool) -> list[MapLine]:
    wanted = {LineKind.REPORTS: reports, LineKind.INFLUENCE: influence}
    return [line for line in contents.lines if wanted.get(line.kind, False)]


def _edge(line: MapLine) -> CanvasEdge:
    if line.kind is LineKind.REPORTS:
        return CanvasEdge(line.id, line.from_id, line.to_id, Tone.TEXT3, line.width, dashed=line.is_dashed)
    return CanvasEdge(
        line.id,
        line.from_id,
        line.to_id,
        SIGN_TONES[line.sign],
        line.width,
        arrow=True,
        badge=SIGNS[line.sign],
    )


def router(contents: MapContents, *, reports: bool, influence: bool) -> Route:
    """Where the lines go while cards lie as the canvas says; those of cards in their places are known."""
    drawn = _drawn(contents, reports=reports, influence=influence)
    known: dict[Key, EdgeRoute] = {line.id: _way(line) for line in drawn}
    places = {one: CanvasBox(*_sides(box)) for one, box in contents.layout.boxes.items()}

    def route(boxes: Mapping[Key, CanvasBox], wanted: Collection[Key]) -> Mapping[Key, EdgeRoute]:
        moved = {one: Box(*boxes[one]) for one, place in places.items() if boxes.get(one, place) != place}
        if not moved:
            return known
        layout = contents.layout.with_boxes(moved)
        lines = lines_of(contents.map, layout, reports=reports, influence=influence, only=moved)
        return {**known, **{line.id: _way(line) for line in lines}}

    return route


def _way(line: MapLine) -> EdgeRoute:
    return EdgeRoute(line.path, line.is_curve, line.badge)


def ties_of(contents: MapContents, people: Collection[Key], *, everybody: bool) -> list[CanvasTie]:
    """The lines down to our people: of whoever is chosen, theirs or ours, or of everybody."""
    return [
        CanvasTie(
            tie.contact_id,
            tie.manager_id,
            Tone.ACCENT,
            1.0 + 0.5 * (tie.strength or 1),
            dashed=tie.strength is None,
            label="" if everybody else closeness_word(tie.strength),
        )
        for tie in contents.map.ties
        if everybody or tie.contact_id in people or tie.manager_id in people
    ]


def extent_of(layout: MapLayout) -> CanvasBox | None:
    """The room of what lies beneath the cards."""
    if not (layout.areas or layout.rings or layout.rulings):
        return None
    bounds = layout.bounds
    return CanvasBox(bounds.x, bounds.y, bounds.width, bounds.height)


def furniture_of(layout: MapLayout) -> Callable[[QPainter], None] | None:
    """Areas, rings, axes and their words, painted beneath the cards."""
    if extent_of(layout) is None and not layout.captions:
        return None

    def paint(painter: QPainter) -> None:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tints = {
            Tint.PLAIN: QColor(look.page),
            Tint.FOR_US: tint_of(look.ink_plus2, 0.07),
            Tint.AGAINST_US: tint_of(look.ink_minus2, 0.07),
        }
        for area in layout.areas:
            painter.setBrush(tints[area.tint])
            painter.drawRoundedRect(QRectF(*_sides(area.box)), CARD_RADIUS, CARD_RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.line_strong), 1))
        for ring in layout.rings:
            painter.drawEllipse(QPointF(ring.x, ring.y), ring.radius_x, ring.radius_y)
        for ruling in layout.rulings:
            painter.setPen(QPen(QColor(look.field if ruling.is_strong else look.line_strong), 1))
            painter.drawLine(QPointF(*ruling.start), QPointF(*ruling.end))
        for caption in layout.captions:
            _paint_caption(painter, caption)

    return paint


def _paint_caption(painter: QPainter, caption: Caption) -> None:
    # From afar captions shrink less than the map, or nobody could read them.
    wanted = _LEAST_CAPTION / max(painter.worldTransform().m11(), 0.01)
    size = round(min(max(caption.size, wanted), 2 * caption.size))
    font = interface_font(size, bold=caption.is_strong)
    painter.setFont(font)
    painter.setPen(QColor(tokens().text2))
    wide, high = 600.0, size * 1.6
    left = {Anchor.START: 0.0, Anchor.MIDDLE: -wide / 2, Anchor.END: -wide}[caption.anchor]
    side = {
        Anchor.START: Qt.AlignmentFlag.AlignLeft,
        Anchor.MIDDLE: Qt.AlignmentFlag.AlignHCenter,
        Anchor.END: Qt.AlignmentFlag.AlignRight,
    }[caption.anchor]
    box = QRectF(caption.x + left, caption.y - high / 2, wide, high)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, caption.text)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def band_nodes(shown: InfluenceMap) -> list[CanvasNode]:
    """A card for each of our people."""
    width, height = BAND_CARD
    tied = {tie.manager_id for tie in shown.ties}
    return [
        CanvasNode(one.id, 0, 0, width, height, look=(one.name, one.title, one.id in tied), movable=False)
        for one in shown.managers
    ]
