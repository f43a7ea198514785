"""From where a canvas is looked at: zoom, what is in sight, and the way from one view to another."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.canvas.camera import Camera, fitting, next_step
from workbench.ui.kit.canvas.graph import CanvasGraph
from workbench.ui.kit.canvas.motion import Glide
from workbench.ui.kit.canvas.parts import (
    OVERHANG,
    CanvasBox,
    Key,
)
from workbench.ui.kit.texts import Text, say

AROUND = 14.0
"""Pixels of the screen around a card that its rings and handles take."""


class CanvasView(QWidget):
    """Cards and lines under a camera, and what all of the canvas tells."""

    nodes_moved = Signal(object)
    """``{key: (x, y)}``, the middles of the cards, once for each finished move."""
    connected = Signal(object, object, object)
    """From key, to key, and the ``Side`` of the first from which the line was drawn."""
    dropped_on_empty = Signal(object, object, float, float)
    """From key, ``Side``, and the point of the canvas where the line was let go."""
    selection_changed = Signal(object)
    """The tuple of the keys chosen."""
    activated = Signal(object)
    delete_requested = Signal(object)
    """The tuple of the keys chosen."""
    menu_requested = Signal(object, QPoint)
    """The key of the card, or ``None``, and the point of the screen."""
    edge_chosen = Signal(object)
    """The key of the line chosen, or ``None``."""
    edge_activated = Signal(object)
    edge_delete_requested = Signal(object)
    edge_menu_requested = Signal(object, QPoint)
    zoom_changed = Signal(float)
    view_changed = Signal()
    """Another part is in sight."""
    places_changed = Signal()
    """Cards lie elsewhere than before, or others are there."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        say(self, self.setAccessibleName, name)
        self.graph = CanvasGraph()
        self.camera = Camera()
        self._view = Glide(self, self._glide_view)
        self._cameras = (self.camera, self.camera)
        self._fitted = False
        self._reserved = (0, 0)

    def sizeHint(self) -> QSize:
        return QSize(900, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    # --- from where it is looked at

    def set_camera(self, camera: Camera) -> None:
        """Look from there, kept so that some content is in sight."""
        camera = camera.kept_near(self.graph.content(), self.width(), self.height())
        if camera != self.camera:
            zoomed = camera.zoom != self.camera.zoom
            self.camera = camera
            self.update()
            self.view_changed.emit()
            if zoomed:
                self.zoom_changed.emit(camera.zoom)

    def look(self, camera: Camera) -> None:
        """Go and look from there."""
        self._cameras = (self.camera, camera)
        self._view.start()

    def _glide_view(self, share: float) -> None:
        start, end = self._cameras
        # The end itself, not what comes out of reckoning: a later look must find it unchanged.
        self.set_camera(start.mixed(end, share) if share < 1.0 else end)

    def zoom(self) -> float:
        """The zoom in force: 1.0 is 100 %."""
        return self.camera.zoom

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom about a point of the widget, else about its middle."""
        about = at or QPointF(self.width() / 2, self.height() / 2)
        self.set_camera(self.camera.zoomed(zoom, about.x(), about.y()))

    def zoom_in(self) -> None:
        """To the next larger step."""
        self.set_zoom(next_step(self.camera.zoom, larger=True))

    def zoom_out(self) -> None:
        """To the next smaller step."""
        self.set_zoom(next_step(self.camera.zoom, larger=False))

    def zoom_to_fit(self) -> None:
        """Show everything, not larger than 100 %."""
        self._fitted = True
        self.look(self._fitting(self.width(), self.height()))

    def zoom_whole(self) -> None:
        """100 %, about what is in the middle."""
        self.set_zoom(1.0)

    def show_keys(self, keys: Collection[Key]) -> None:
        """Bring these cards into sight with as little movement as possible, smaller if they need it."""
        boxes = [self.graph.boxes[key] for key in keys if key in self.graph.boxes]
        if not boxes:
            return
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.united(box)
        top, bottom = self._reserved
        width, height = self.width(), self.height() - top - bottom
        wanted = fitting(whole, width, height)
        camera = self.camera.panned(0, -top)
        if len(boxes) > 1 and wanted.zoom < camera.zoom:
            camera = wanted
        self.look(camera.showing(whole, width, height).panned(0, top))

    def seen(self) -> CanvasBox:
        """The part of the canvas in sight."""
        return self.camera.box_to_canvas(CanvasBox(0, 0, self.width(), self.height()))

    def to_canvas(self, at: QPointF) -> QPointF:
        """The point of the canvas shown at a point of the widget."""
        return QPointF(*self.camera.to_canvas(at.x(), at.y()))

    def to_view(self, x: float, y: float) -> QPointF:
        """Where the widget shows a point of the canvas."""
        return QPointF(*self.camera.to_view(x, y))

    def shown_box(self, key: Key) -> CanvasBox:
        """Where the widget shows a card."""
        return self.camera.box_to_view(self.graph.boxes[key])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was = event.oldSize()
        self._view.finish()
        if not self._fitted:
            self._fit_first()
        elif not self.holds_still() and self.camera == self._fitting(was.width(), was.height()):
            # Whoever looks at everything goes on doing so.
            self.set_camera(self._fitting(self.width(), self.height()))
        self.view_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_first()

    def _fit_first(self) -> None:
        if not self._fitted and self.graph.nodes and self.isVisible():
            self._fitted = True
            self.set_camera(self._fitting(self.width(), self.height()))

    def holds_still(self) -> bool:
        """Whether somebody is at work on what is shown: then another size of the widget moves nothing."""
        return False

    def reserve(self, *, top: int = 0, bottom: int = 0) -> None:
        """Room at the edges that something else covers: fitting leaves it free, cards are shown beside it."""
        if (top, bottom) != self._reserved:
            follows = self.camera == self._fitting(self.width(), self.height()) and not self.holds_still()
            self._reserved = (top, bottom)
            if follows and self._fitted:
                self.set_camera(self._fitting(self.width(), self.height()))

    def _fitting(self, width: float, height: float) -> Camera:
        top, bottom = self._reserved
        return fitting(self.graph.content(), width, height - top - bottom).panned(0, top)

    def touch(self, box: CanvasBox | None) -> None:
        """Paint a part of the canvas again."""
        if box is not None:
            shown = self.camera.box_to_view(box.grown(OVERHANG)).grown(AROUND)
            self.update(QRectF(shown.x, shown.y, shown.width, shown.height).toAlignedRect())

    def touch_cards(self, keys: Collection[Key]) -> None:
        """Paint these cards again."""
        for key in keys:
            if key in self.graph.boxes:
                self.touch(self.graph.boxes[key])
