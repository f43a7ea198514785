"""Icons of one set, drawn in a colour of the theme, sharp at every scale."""

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from workbench.foundation.paths import resources_dir
from workbench.ui.kit.tokens import ICON_SIZE, Tone, tokens

# Drawn for a 24 px grid with strokes of 2; a stroke of about 1.4 px is wanted at every size.
_GRID, _STROKE_PX = 24, 1.4
_PROGRAM_SIZES = (16, 24, 32, 48, 64, 128, 256)


@lru_cache
def _source(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    text = _source(name).replace("currentColor", colour)
    text = text.replace('stroke-width="2"', f'stroke-width="{_STROKE_PX * _GRID / size:.2f}"')
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(text.encode()).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_icon(painter: QPainter, x: float, y: float, name: str, colour: str, size: int = ICON_SIZE) -> None:
    """Draw the icon with its top left corner at (x, y), in device-independent pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(round(x), round(y)), _pixmap(name, colour, size, ratio))


def icon(name: str, tone: Tone = Tone.TEXT2) -> QIcon:
    """The icon in the theme in force. Use ``set_icon`` where it must follow a switch of theme."""
    result = QIcon()
    colour, faint = tokens().of(tone), tokens().text3
    app = QGuiApplication.instance()
    screen = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    for ratio in {1.0, screen}:
        result.addPixmap(_pixmap(name, colour, ICON_SIZE, ratio))
        result.addPixmap(_pixmap(name, faint, ICON_SIZE, ratio), QIcon.Mode.Disabled)
    return result


def program_icon() -> QIcon:
    """The program's own icon, in the sizes that windows, trays and pages ask for; read when painted."""
    folder = resources_dir() / "program"
    result = QIcon()
    for size in _PROGRAM_SIZES:
        result.addFile(str(folder / f"workbench-{size}.png"))
    return result


class HasIcon(Protocol):
    """What an icon can be set on: a button, an action."""

    def setIcon(self, icon: QIcon) -> None: ...


def set_icon(target: HasIcon, name: str, tone: Tone = Tone.TEXT2) -> None:
    """Give ``target`` the icon and keep it in the colours of the theme."""
    target.__dict__["_tinted_icon"] = (name, tone)
    target.setIcon(icon(name, tone))


def retint(root: QObject) -> None:
    """Colour every icon under ``root`` anew after a switch of theme."""
    for item in (root, *root.findChildren(QObject)):
        named = item.__dict__.get("_tinted_icon")
        if named is not None:
            set_icon(item, *named)  # type: ignore[arg-type]
