"""What the signs of the influence map on paper mean (2-rules §6)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from workbench.documents.fonts import REGULAR, printable, text_width
from workbench.documents.influence_cards import role_letter, shape_support
from workbench.documents.influence_drawing import draw_sign
from workbench.documents.paragraph import Block
from workbench.documents.pen import dip, write_line
from workbench.documents.styles import PALE_EDGE, SECOND
from workbench.domain.accounts import BuyingRole
from workbench.domain.influence import support_label
from workbench.domain.influence_lines import Sign
from workbench.foundation.i18n import _, pgettext


@dataclass(frozen=True)
class _Sign:
    text: str
    draw: Callable[[Any], None] | None = None
    room: float = 0.0


class Legend(Block):
    """What shapes, dashes, letters and signs of the map mean, on as many lines as it takes."""

    _SIZE, _LEADING, _BETWEEN = 7.5, 13.0, 13.0

    def __init__(self, *, with_lines: bool = True) -> None:
        super().__init__(before=2, after=6)
        self._signs = list(_signs(with_lines=with_lines))
        self._places: list[tuple[float, int]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._places = []
        x, row = 0.0, 0
        for one in self._signs:
            wide = one.room + text_width(printable(one.text), REGULAR, self._SIZE)
            if x and x + wide > available_width:
                x, row = 0.0, row + 1
            self._places.append((x, row))
            x += wide + self._BETWEEN
        self.height = (row + 1) * self._LEADING
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        for one, (x, row) in zip(self._signs, self._places, strict=True):
            baseline = self.height - (row + 1) * self._LEADING + 3.5
            if one.draw is not None:
                canvas.saveState()
                canvas.translate(x, baseline + 2.7)
                one.draw(canvas)
                canvas.restoreState()
            dip(canvas, SECOND)
            write_line(canvas, x + one.room, baseline, printable(one.text), REGULAR, self._SIZE)


def _signs(*, with_lines: bool) -> list[_Sign]:
    found = [
        _Sign(support_label(one), partial(shape_support, x=4, y=0, support=one, radius=4), 11)
        for one in (2, 1, 0, -1, -2)
    ]
    found.append(_Sign(pgettext("influence map", "not met"), _dashed_card, 21))
    if with_lines:
        for sign, text in (
            (Sign.POSITIVE, pgettext("influence map", "pushes forward")),
            (Sign.NEGATIVE, pgettext("influence map", "holds back")),
        ):
            found.append(_Sign(text, partial(draw_sign, x=4, y=0, sign=sign, radius=3.4), 11))
    found += [_Sign(f"{role_letter(role)} {role.label}") for role in BuyingRole]
    found.append(_Sign(_("Size of the card: influence. Width of the line: how strong.")))
    return found


def _dashed_card(canvas: Any) -> None:
    canvas.setStrokeColor(PALE_EDGE)
    canvas.setLineWidth(0.9)
    canvas.setDash(2, 1.5)
    canvas.roundRect(0, -4, 16, 8, 2, stroke=1, fill=0)
    canvas.setDash()
