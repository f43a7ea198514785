"""Canvases at 100 % whose points are those of the widget, and what they told."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.canvases import EDGES, PlainCards, four_cards, straight
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.camera import Camera
from workbench.ui.kit.canvas.node_canvas import NodeCanvas
from workbench.ui.kit.canvas.parts import CanvasNode

Told = list[tuple[object, ...]]


@pytest.fixture
def canvas(app: QApplication, qtbot: QtBot) -> NodeCanvas:
    """Four cards and two lines; a point of the canvas is the same point of the widget."""
    canvas = NodeCanvas("Map", PlainCards())
    qtbot.addWidget(canvas)
    canvas.set_animated(False)
    canvas.resize(700, 450)
    canvas.show()
    canvas.set_nodes(four_cards(), EDGES, straight)
    canvas.set_camera(Camera())
    canvas.setFocus()
    return canvas


@pytest.fixture
def banded(app: QApplication, qtbot: QtBot) -> Iterator[tuple[NodeCanvas, CanvasBand]]:
    """The same with a band of three cards beneath."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    canvas, band = NodeCanvas("Map", PlainCards()), CanvasBand("Us", "Ours", PlainCards())
    canvas.set_animated(False)
    layout.addWidget(canvas, 1)
    layout.addWidget(band)
    canvas.attach_band(band)
    band.set_cards([CanvasNode(key, 0, 0, 136, 44) for key in ("x", "y", "z")])
    window.resize(700, 526)
    window.show()
    canvas.set_nodes(four_cards(), EDGES, straight)
    canvas.set_camera(Camera())
    canvas.setFocus()
    # The window lives as long as the test: nobody else holds it.
    yield canvas, band
    window.hide()


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    """What the canvas tells, in order, each with the name of its signal."""
    fixture = "banded" if "banded" in request.fixturenames else "canvas"
    found = request.getfixturevalue(fixture)
    canvas = found[0] if isinstance(found, tuple) else found
    log: Told = []
    for name in (
        "nodes_moved",
        "connected",
        "dropped_on_empty",
        "selection_changed",
        "activated",
        "delete_requested",
        "menu_requested",
        "edge_chosen",
        "edge_activated",
        "edge_delete_requested",
        "edge_menu_requested",
    ):
        getattr(canvas, name).connect(lambda *values, name=name: log.append((name, *values)))
    return log
