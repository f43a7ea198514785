"""The keys of a canvas: whatever the mouse does can be done with them.

Arrows go to the nearest card, with Shift choosing it too, with Ctrl moving the chosen cards; Space chooses,
Enter opens, Delete asks for deletion; + − 0 F zoom; L goes through the lines of a card; C draws a line:
arrows choose where to, C again from which side, N an empty place, Enter connects, Esc leaves. Ctrl+Shift with
L C R T M B aligns, with H V distributes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from workbench.ui.kit.canvas.align import Alignment, Axis
from workbench.ui.kit.canvas.hands import CanvasHands
from workbench.ui.kit.canvas.paint import paint_handles, paint_reaching, reaching_curve
from workbench.ui.kit.canvas.parts import Key, Side
from workbench.ui.kit.canvas.snap import GRID
from workbench.ui.kit.canvas.steps import first_card, nearest_towards

_K = Qt.Key
_ARROWS = {
    _K.Key_Left: Side.LEFT,
    _K.Key_Right: Side.RIGHT,
    _K.Key_Up: Side.TOP,
    _K.Key_Down: Side.BOTTOM,
}
_STEPS = {Side.LEFT: (-GRID, 0.0), Side.RIGHT: (GRID, 0.0), Side.TOP: (0.0, -GRID), Side.BOTTOM: (0.0, GRID)}
_ALIGN = {
    _K.Key_L: Alignment.LEFT,
    _K.Key_C: Alignment.CENTRE,
    _K.Key_R: Alignment.RIGHT,
    _K.Key_T: Alignment.TOP,
    _K.Key_M: Alignment.MIDDLE,
    _K.Key_B: Alignment.BOTTOM,
}
_DISTRIBUTE = {_K.Key_H: Axis.ACROSS, _K.Key_V: Axis.DOWN}
_ENTER = (_K.Key_Return, _K.Key_Enter)
_OWN = frozenset(
    {*_ARROWS, *_ENTER, _K.Key_Space, _K.Key_Plus, _K.Key_Equal, _K.Key_Minus, _K.Key_0}
    | {_K.Key_F, _K.Key_C, _K.Key_L, _K.Key_Home, _K.Key_Delete, _K.Key_Backspace}
)
_SIDES = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)
_SHIFT, _CONTROL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_NEW = 96.0
"""How far beside a card the empty place is that the keys choose."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A line that is drawn by keys: from where, and onto which card it would land."""

    key: Key
    side: Side
    target: Key | None = None


class CanvasKeys:
    """The keys of one canvas."""

    def __init__(self, canvas: CanvasHands) -> None:
        self._canvas = canvas
        self.aim: Aim | None = None

    def enter(self) -> None:
        """The canvas is reached by Tab: some card has the focus, and shows it."""
        canvas = self._canvas
        chosen = canvas.selection()
        if canvas.focused is None and canvas.graph.boxes:
            canvas.focus_card(chosen[0] if chosen else first_card(canvas.graph.boxes))
        elif canvas.focused is not None:
            canvas.focus_card(canvas.focused)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the canvas before it is for a shortcut of the window."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return event.key() in _OWN and (not held or held == _SHIFT)

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key says; answers whether it says anything here."""
        key, held = _K(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.aim is not None:
            return self._press_aiming(key)
        if key in _ARROWS and not held & _ALT:
            self._arrow(_ARROWS[key], held)
            return True
        if held == _CONTROL | _SHIFT and self._arrange(key):
            return True
        if held & _CONTROL:
            return self._control(key)
        return not held & _ALT and self._plain(key)

    def _control(self, key: Qt.Key) -> bool:
        canvas = self._canvas
        doings: dict[Qt.Key, Callable[[], None]] = {
            _K.Key_A: lambda: canvas.select(tuple(canvas.graph.nodes)),
            _K.Key_Plus: canvas.zoom_in,
            _K.Key_Equal: canvas.zoom_in,
            _K.Key_Minus: canvas.zoom_out,
            _K.Key_0: canvas.zoom_whole,
        }
        if key not in doings:
            return False
        doings[key]()
        return True

    def _plain(self, key: Qt.Key) -> bool:
        canvas = self._canvas
        doings: dict[Qt.Key, Callable[[], None]] = {
            _K.Key_Plus: canvas.zoom_in,
            _K.Key_Equal: canvas.zoom_in,
            _K.Key_Minus: canvas.zoom_out,
            _K.Key_0: canvas.zoom_whole,
            _K.Key_F: canvas.zoom_to_fit,
            _K.Key_C: self.start_aim,
            _K.Key_L: self._next_line,
            _K.Key_Home: lambda: canvas.focus_card(first_card(canvas.graph.boxes)),
        }
        if key in doings:
            doings[key]()
            return True
        if key in _ENTER:
            return self._open()
        if key in (_K.Key_Delete, _K.Key_Backspace):
            return self._delete()
        if key == _K.Key_Escape:
            return self._let_go()
        return False

    def _arrow(self, towards: Side, held: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        if held & _CONTROL:
            right, down = _STEPS[towards]
            keys = canvas.selection() or ((canvas.focused,) if canvas.focused is not None else ())
            canvas.move_cards({key: canvas.graph.boxes[key].moved(right, down) for key in keys})
            return
        if canvas.focused is None:
            self.enter()
            return
        found = nearest_towards(canvas.graph.boxes, canvas.focused, towards)
        if held & _SHIFT:
            canvas.select(canvas.selected | {canvas.focused} | ({found} if found is not None else set()))
        canvas.focus_card(found if found is not None else canvas.focused)

    def _arrange(self, key: Qt.Key) -> bool:
        if key in _ALIGN:
            self._canvas.align(_ALIGN[key])
        elif key in _DISTRIBUTE:
            self._canvas.distribute(_DISTRIBUTE[key])
        return key in _ALIGN or key in _DISTRIBUTE

    def toggle_focused(self) -> None:
        """Choose the card that has the focus, or take the choice back."""
        canvas = self._canvas
        if canvas.focused is None:
            self.enter()
        if canvas.focused is not None and self.aim is None:
            canvas.focus_card(canvas.focused)
            canvas.select(canvas.selected ^ {canvas.focused})

    def _open(self) -> bool:
        canvas = self._canvas
        if canvas.chosen_edge is not None:
            canvas.edge_activated.emit(canvas.chosen_edge)
        elif canvas.focused is not None:
            if canvas.focused not in canvas.selected:
                canvas.select({canvas.focused})
            canvas.activated.emit(canvas.focused)
        return canvas.chosen_edge is not None or canvas.focused is not None

    def _delete(self) -> bool:
        canvas = self._canvas
        if not canvas.editable:
            return False
        if canvas.chosen_edge is not None:
            canvas.edge_delete_requested.emit(canvas.chosen_edge)
        elif canvas.selected:
            canvas.delete_requested.emit(canvas.selection())
        return canvas.chosen_edge is not None or bool(canvas.selected)

    def _let_go(self) -> bool:
        canvas = self._canvas
        if canvas.chosen_edge is not None:
            canvas.choose_edge(None)
        elif canvas.selected:
            canvas.select(())
        else:
            return False
        return True

    def _next_line(self) -> None:
        canvas = self._canvas
        if canvas.focused is None:
            self.enter()
        if canvas.focused is not None:
            lines: list[Key | None] = [*canvas.graph.edges_of(canvas.focused), None]
            at = lines.index(canvas.chosen_edge) if canvas.chosen_edge in lines else -1
            canvas.choose_edge(lines[(at + 1) % len(lines)])

    def menu(self) -> None:
        """The menu of the line chosen, of the card that has the focus, or of the canvas."""
        canvas = self._canvas
        if canvas.chosen_edge is not None:
            x, y = canvas.graph.lines[canvas.chosen_edge].badge_at
            canvas.edge_menu_requested.emit(canvas.chosen_edge, self._on_screen(canvas.to_view(x, y)))
        elif canvas.focused is not None:
            if canvas.focused not in canvas.selected:
                canvas.select({canvas.focused})
            middle = QPointF(*canvas.shown_box(canvas.focused).middle)
            canvas.menu_requested.emit(canvas.focused, self._on_screen(middle))
        else:
            canvas.menu_requested.emit(None, self._on_screen(QPointF(canvas.rect().center())))

    def _on_screen(self, at: QPointF) -> QPoint:
        return self._canvas.mapToGlobal(at).toPoint()

    # --- drawing a line

    def start_aim(self) -> None:
        """Begin to draw a line from the card that has the focus."""
        canvas = self._canvas
        if canvas.focused is None:
            self.enter()
        if canvas.editable and canvas.focused is not None:
            self._aim_at(Aim(canvas.focused, Side.BOTTOM))

    def leave_aim(self) -> None:
        """Draw no line any more."""
        if self.aim is not None:
            self.aim, self._canvas.busy = None, False
            self._canvas.set_reached(None)

    def _aim_at(self, aim: Aim) -> None:
        canvas = self._canvas
        self.aim, canvas.busy = aim, True
        canvas.set_reached(aim.target if canvas.may_land(aim.key, aim.target, aim.side) else None)
        if aim.target in canvas.graph.boxes and aim.target is not None:
            box = canvas.graph.boxes[aim.target]
            canvas.set_camera(canvas.camera.showing(box, canvas.width(), canvas.height()))
        elif aim.target is not None and canvas.band is not None:
            canvas.band.show_card(aim.target)
        word = canvas.line_word(aim.key, aim.side)
        canvas.announce(aim.target if aim.target is not None else aim.key, word)

    def _press_aiming(self, key: Qt.Key) -> bool:
        aim, canvas = self.aim, self._canvas
        assert aim is not None
        if key in _ARROWS:
            self._aim_at(Aim(aim.key, aim.side, self._next_target(aim, _ARROWS[key])))
        elif key == _K.Key_C:
            side = _SIDES[(_SIDES.index(aim.side) + 1) % len(_SIDES)]
            self._aim_at(Aim(aim.key, side, aim.target))
        elif key == _K.Key_N:
            x, y = canvas.graph.boxes[aim.key].side(aim.side)
            right, down = _STEPS[aim.side]
            self.leave_aim()
            canvas.dropped_on_empty.emit(aim.key, aim.side, x + right / GRID * _NEW, y + down / GRID * _NEW)
        elif key in _ENTER and canvas.reached is not None:
            target = canvas.reached
            self.leave_aim()
            canvas.connected.emit(aim.key, target, aim.side)
        elif key == _K.Key_Escape:
            self.leave_aim()
            canvas.announce(canvas.focused)
        # Other keys mean nothing while a line is drawn, least of all to the page.
        return True

    def _next_target(self, aim: Aim, towards: Side) -> Key | None:
        """The card that an arrow leads to; below the lowest lies the band."""
        canvas = self._canvas
        here = aim.target if aim.target is not None else aim.key
        band = canvas.band.keys() if canvas.band is not None else ()
        if here in band:
            if towards is Side.TOP:
                return nearest_towards(canvas.graph.boxes, aim.key, Side.BOTTOM)
            step = {Side.LEFT: -1, Side.RIGHT: 1}.get(towards, 0)
            return band[max(0, min(len(band) - 1, band.index(here) + step))]
        found = nearest_towards(canvas.graph.boxes, here, towards)
        if found is None and towards is Side.BOTTOM and band:
            return band[0]
        return found if found is not None else aim.target

    def paint(self, painter: QPainter) -> None:
        """The line that is drawn by keys."""
        aim, canvas = self.aim, self._canvas
        if aim is None or aim.key not in canvas.graph.boxes:
            return
        paint_handles(painter, canvas.shown_box(aim.key), aim.side)
        if aim.target is not None:
            start = canvas.handle_of(aim.key, aim.side)
            path = reaching_curve(start, aim.side, canvas.landing_of(aim.target, start))
            word = canvas.line_word(aim.key, aim.side)
            paint_reaching(painter, path, word, lands=canvas.reached is not None)
