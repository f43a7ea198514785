"""What a canvas shows: pictures of cards, movements, minimap, highlighting, output, themes."""

import itertools
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.kit.canvases import EDGES, PlainCards, drag, four_cards, press, straight
from workbench.foundation.errors import NotFound
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.camera import Camera
from workbench.ui.kit.canvas.node_canvas import NodeCanvas
from workbench.ui.kit.canvas.parts import CanvasBox, CanvasEdge, CanvasNode, CanvasTie, EdgeRoute
from workbench.ui.kit.theme import apply_theme
from workbench.ui.kit.tokens import DARK, LIGHT

P = QPointF


def painter_of(canvas: NodeCanvas) -> PlainCards:
    """The counting painter of the fixture."""
    assert isinstance(canvas.node_painter, PlainCards)
    return canvas.node_painter


def colour_at(canvas: NodeCanvas, x: int, y: int) -> QColor:
    """What the screen shows there."""
    return canvas.grab().toImage().pixelColor(x, y)


def is_sharp(canvas: NodeCanvas) -> bool:
    """Whether no card waits for being painted anew; each call is a frame."""
    canvas.repaint()
    return not canvas.pictures.behind


# --- pictures of cards


def test_a_card_is_painted_once_while_nothing_about_it_changes(canvas: NodeCanvas) -> None:
    canvas.grab()
    painted = painter_of(canvas).painted
    painted.clear()
    press(canvas, P(140, 104))
    canvas.grab()
    painted.clear()
    for step in range(5):
        drag(canvas, P(140, 104), P(140, 104 + 16 * step + 8))
        canvas.grab()
        canvas.set_camera(Camera())
    assert [key for key, _state in painted if key != "a"] == []


def test_a_card_that_looks_otherwise_is_painted_anew_and_no_other(canvas: NodeCanvas) -> None:
    canvas.grab()
    painted = painter_of(canvas).painted
    painted.clear()
    changed = [CanvasNode("b", 400, 80, 120, 48, look="B") if one.key == "b" else one for one in four_cards()]
    canvas.set_nodes(changed, EDGES, straight)
    canvas.grab()
    assert [key for key, _state in painted] == ["b"]


def test_painters_are_told_how_a_card_stands(canvas: NodeCanvas, qtbot: QtBot) -> None:
    canvas.select(("a",))
    canvas.highlight(("a", "b"), show=False)
    qtbot.waitUntil(lambda: is_sharp(canvas), timeout=5000)
    states = dict(painter_of(canvas).painted)
    assert (states["a"].selected, states["a"].highlighted) == (True, True)
    assert (states["b"].selected, states["b"].highlighted) == (False, True)
    assert not states["c"].highlighted


def test_zooming_sharpens_every_card_within_some_frames(canvas: NodeCanvas, qtbot: QtBot) -> None:
    canvas.set_zoom(2.0)
    canvas.zoom_to_fit()
    qtbot.waitUntil(lambda: is_sharp(canvas), timeout=5000)
    painter_of(canvas).painted.clear()
    canvas.grab()
    assert painter_of(canvas).painted == []


def test_a_frame_without_any_time_left_still_sharpens_one_card(
    canvas: NodeCanvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas.grab()
    canvas.set_zoom(1.5, P(0, 0))
    canvas.settle()
    seconds = itertools.count()
    monkeypatch.setattr("workbench.ui.kit.canvas.pictures.time.perf_counter", lambda: float(next(seconds)))
    canvas.set_zoom(0.75, P(0, 0))
    canvas.settle()
    assert [is_sharp(canvas) for _frame in range(4)] == [False, False, False, True]


# --- highlighting


def test_what_is_not_highlighted_is_pale_until_it_ends(canvas: NodeCanvas) -> None:
    plain = colour_at(canvas, 440, 310)
    canvas.highlight(("a",))
    assert colour_at(canvas, 440, 310) != plain
    canvas.highlight(())
    assert colour_at(canvas, 440, 310) == plain


def test_highlighted_cards_come_into_sight(canvas: NodeCanvas) -> None:
    canvas.set_zoom(3.0, P(0, 0))
    canvas.highlight(("a", "d"))
    seen = canvas.seen()
    for key in ("a", "d"):
        box = canvas.graph.boxes[key]
        assert seen.x <= box.x
        assert box.right <= seen.right
        assert box.bottom <= seen.bottom


# --- movements


def test_cards_glide_to_other_places_and_lines_follow(canvas: NodeCanvas, qtbot: QtBot) -> None:
    canvas.set_animated(True)
    moved = [CanvasNode("a", 200, 200, 120, 48), *four_cards()[1:]]
    canvas.set_nodes(moved, EDGES, straight)
    assert canvas.graph.boxes["a"] == CanvasBox(80, 80, 120, 48)
    between: list[float] = []
    canvas.places_changed.connect(lambda: between.append(canvas.graph.boxes["a"].x))
    qtbot.waitUntil(lambda: canvas.graph.boxes["a"].x == 200, timeout=5000)
    assert between == sorted(between)
    assert canvas.graph.lines["a-b"].route.points[0] == (260, 224)


def test_no_movement_where_none_is_wanted(canvas: NodeCanvas) -> None:
    canvas.set_nodes([CanvasNode("a", 200, 200, 120, 48), *four_cards()[1:]], EDGES, straight)
    assert canvas.graph.boxes["a"].x == 200


def test_many_lines_fade_in_at_the_end_of_a_movement(canvas: NodeCanvas) -> None:
    canvas.set_animated(True)
    nodes = [CanvasNode(at, at % 10 * 160, at // 10 * 90, 120, 48) for at in range(80)]
    edges = [CanvasEdge(at, at, at + 1) for at in range(79)]

    def route(boxes: object, keys: object) -> dict[object, EdgeRoute]:
        return {at: EdgeRoute(((0.0, 0.0), (9.0, 9.0))) for at in range(79)}

    canvas.set_nodes(nodes, edges, route)
    canvas.set_nodes([CanvasNode(at, at * 30, 400, 120, 48) for at in range(80)], edges, route)
    assert len(canvas.fading) == 79
    canvas.grab()
    canvas.settle()
    assert canvas.fading == frozenset()
    assert canvas.graph.boxes[3].x == 90


def test_a_press_in_the_midst_of_a_movement_meets_cards_where_they_go(canvas: NodeCanvas) -> None:
    canvas.set_animated(True)
    canvas.set_nodes([CanvasNode("a", 200, 180, 120, 48), *four_cards()[1:]], EDGES, straight)
    press(canvas, P(260, 204))
    assert canvas.selection() == ("a",)


# --- the whole and the part


def test_a_canvas_shows_everything_when_it_is_first_seen(app: QApplication, qtbot: QtBot) -> None:
    canvas = NodeCanvas("Map", PlainCards())
    qtbot.addWidget(canvas)
    canvas.set_nodes(four_cards(), EDGES, straight)
    canvas.resize(400, 300)
    canvas.show()
    seen, content = canvas.seen(), canvas.graph.content()
    assert seen.united(content) == seen
    canvas.resize(800, 600)
    assert canvas.zoom() == 1.0
    canvas.resize(350, 260)
    assert canvas.zoom() < 0.8


def test_fitting_leaves_reserved_room_free(canvas: NodeCanvas) -> None:
    canvas.reserve(top=60, bottom=80)
    canvas.resize(500, 300)
    canvas.zoom_to_fit()
    shown = [canvas.shown_box(key) for key in "abcd"]
    assert min(box.y for box in shown) >= 60
    assert max(box.bottom for box in shown) <= 220


def test_the_minimap_hides_while_everything_is_in_sight_and_takes_one_elsewhere(
    canvas: NodeCanvas, qtbot: QtBot
) -> None:
    assert not canvas.minimap.isVisible()
    canvas.set_zoom(3.0, P(0, 0))
    assert canvas.minimap.isVisible()
    canvas.minimap.grab()
    before = canvas.camera
    drag(canvas.minimap, P(20, 20), P(60, 40), P(100, 50))
    assert canvas.camera.left < before.left
    assert canvas.seen().touches(canvas.graph.boxes["d"])
    canvas.zoom_to_fit()
    assert not canvas.minimap.isVisible()


def test_the_minimap_lies_over_nothing_while_all_cards_would_have_room(canvas: NodeCanvas) -> None:
    canvas.set_camera(canvas.camera.panned(350, 0))
    assert not canvas.seen().touches(canvas.graph.boxes["d"])
    assert not canvas.minimap.isVisible()


def test_what_opens_beside_leaves_the_chosen_card_under_the_pointer(canvas: NodeCanvas) -> None:
    canvas.zoom_to_fit()
    canvas.resize(500, 450)
    all_of_it = canvas.camera
    canvas.resize(700, 450)
    assert canvas.camera != all_of_it
    before = canvas.camera
    canvas.select({"a"})
    canvas.resize(500, 450)
    assert canvas.camera == before
    canvas.resize(700, 450)
    canvas.select(())
    canvas.resize(500, 450)
    assert canvas.camera == all_of_it


def test_cards_are_shown_beside_what_covers_an_edge(canvas: NodeCanvas) -> None:
    canvas.reserve(top=60, bottom=80)
    canvas.set_camera(Camera(1.0, 0, 250))
    canvas.show_keys({"d"})
    assert canvas.shown_box("d").bottom <= 450 - 80
    canvas.set_camera(Camera(1.0, 0, -300))
    canvas.show_keys({"a"})
    assert canvas.shown_box("a").y >= 60


def test_whoever_looks_at_everything_does_so_beside_what_covers_an_edge(canvas: NodeCanvas) -> None:
    canvas.resize(500, 300)
    canvas.zoom_to_fit()
    canvas.reserve(bottom=90)
    assert max(canvas.shown_box(key).bottom for key in "abcd") <= 210


# --- with the band


def test_a_tie_is_seen_on_the_canvas_and_on_the_band(banded: tuple[NodeCanvas, CanvasBand]) -> None:
    canvas, band = banded
    before = canvas.grab().toImage(), band.grab().toImage()
    canvas.set_ties([CanvasTie("d", "x", label="weak"), CanvasTie("nobody", "x"), CanvasTie("a", "nobody")])
    after = canvas.grab().toImage(), band.grab().toImage()
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_band_scrolls_to_what_is_chosen(app: QApplication, qtbot: QtBot) -> None:
    band = CanvasBand("Us", "Ours", PlainCards())
    qtbot.addWidget(band)
    band.set_cards([CanvasNode(at, 0, 0, 136, 44) for at in range(12)])
    band.resize(500, 76)
    band.show()
    band.select(11)
    assert band.box_of(11).right <= 500
    band.select(0)
    assert band.box_of(0).x > 40
    assert band.card_at(P(*band.box_of(0).middle)) == 0


# --- output


def test_a_picture_holds_everything_in_light_colours_whatever_is_in_sight(canvas: NodeCanvas) -> None:
    canvas.set_zoom(3.0, P(0, 0))
    picture = canvas.render_picture(2.0)
    content = canvas.graph.content()
    assert picture.width() == pytest.approx((content.width + 48) * 2, abs=2)
    assert picture.pixelColor(2, 2) == QColor(LIGHT.page)
    card = canvas.graph.boxes["d"]
    at = (card.x - content.x + 24 + 20) * 2, (card.y - content.y + 24 + 30) * 2
    assert picture.pixelColor(round(at[0]), round(at[1])) == QColor(LIGHT.ok)
    assert canvas.render_picture(1.0, DARK).pixelColor(2, 2) == QColor(DARK.page)
    assert isinstance(picture, QImage)


def test_an_svg_holds_the_words_as_text(canvas: NodeCanvas, tmp_path: Path) -> None:
    nodes = [*four_cards()[:3], CanvasNode("d", 400, 280, 120, 48, look="林致远 <T>")]
    canvas.set_nodes(nodes, EDGES, straight)
    path = tmp_path / "map.svg"
    canvas.write_svg(path, "Map")
    root = ElementTree.fromstring(path.read_text("utf-8"))
    # Qt begins another element where the script changes.
    words = [(one.text or "").strip() for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "".join(words).endswith("abc林致远 <T>")
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Map"


def test_an_svg_that_cannot_be_written_says_so(canvas: NodeCanvas, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        canvas.write_svg(tmp_path / "nowhere" / "map.svg")


# --- themes and languages


def test_another_theme_paints_every_card_anew(app: QApplication, canvas: NodeCanvas) -> None:
    assert colour_at(canvas, 90, 120) == QColor(LIGHT.ok)
    apply_theme(app, dark=True)
    assert colour_at(canvas, 90, 120) == QColor(DARK.ok)
    assert colour_at(canvas, 300, 210) in (QColor(DARK.pane), QColor(DARK.line_strong))


def test_another_language_paints_every_card_anew(canvas: NodeCanvas) -> None:
    canvas.grab()
    painter_of(canvas).painted.clear()
    canvas.retranslate()
    canvas.grab()
    assert {key for key, _state in painter_of(canvas).painted} == {"a", "b", "c", "d"}


def test_furniture_lies_beneath_and_belongs_to_the_content(canvas: NodeCanvas) -> None:
    canvas.set_nodes(
        four_cards(),
        furniture=lambda painter: painter.fillRect(0, 0, 600, 400, QColor("#123456")),
        extent=CanvasBox(0, 0, 600, 400),
    )
    canvas.set_camera(Camera())
    assert colour_at(canvas, 300, 200) == QColor("#123456")
    assert colour_at(canvas, 90, 120) == QColor(LIGHT.ok)
    assert canvas.graph.content() == CanvasBox(0, 0, 600, 400)
