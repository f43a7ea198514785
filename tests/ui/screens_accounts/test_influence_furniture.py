"""What stands behind the cards of a map."""

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from workbench.domain.influence_shapes import Anchor, Box, Caption, MapLayout, MapView
from workbench.ui.screens.accounts.influence.scene import furniture_of

WORD = MapLayout(MapView.WHEEL, {}, Box(0, 0, 400, 200), captions=(Caption("HHHH", 20, 100, Anchor.START),))


def height_of_word(zoom: float) -> int:
    """How many lines of pixels the word takes."""
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    paint = furniture_of(WORD)
    assert paint is not None
    paint(painter)
    painter.end()
    lines = range(image.height())
    return sum(any(image.pixelColor(x, y).lightness() < 200 for x in range(200)) for y in lines)


@pytest.mark.parametrize("zoom", [0.75, 0.5, 0.4])
def test_captions_can_be_read_from_afar(app: QApplication, zoom: float) -> None:
    assert height_of_word(zoom) >= 0.6 * height_of_word(1.0)


def test_captions_grow_with_the_map(app: QApplication) -> None:
    assert height_of_word(1.5) > 1.2 * height_of_word(1.0)
