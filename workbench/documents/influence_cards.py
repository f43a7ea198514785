"""A person's card on paper: name, title, roles, support as shape and border, dashes for never met."""

from typing import Any

from reportlab.lib.colors import Color, white

from workbench.documents.fonts import BOLD, REGULAR, char_widths, printable, text_width
from workbench.documents.line_breaking import break_lines
from workbench.documents.marks import SUPPORT_COLOURS, SupportMark
from workbench.documents.pen import dip, write_line
from workbench.documents.styles import PALE_EDGE, SECOND, TEXT
from workbench.domain.accounts import BuyingRole, Contact
from workbench.domain.influence_shapes import Box
from workbench.foundation.i18n import pgettext

NAME_PX, TITLE_PX = 14.0, 12.0
SMALLEST_TEXT = 6.5
"""Points of the smallest text on the map."""
SMALLEST_NAME = 7.2
SMALLEST_SCALE = 0.48
"""Points a pixel below which the smallest card has no room for a name and a title of that size."""
_PAD_PX = 10.0
_LEADING = 1.24
_MARK_RADIUS = 4.2
_ROOM_FOR_SHAPE = 10.0


def role_letter(role: BuyingRole) -> str:
    """The letter of a role in the decision: E, U, T or C."""
    return role.value[0].upper()


def shape_support(canvas: Any, x: float, y: float, support: int, radius: float) -> None:
    """The shape of a support around a point, on a white ground that keeps it apart from a border."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(white)
    canvas.circle(0, 0, radius * 1.35, stroke=0, fill=1)
    canvas.scale(radius / _MARK_RADIUS, radius / _MARK_RADIUS)
    SupportMark(support, "").draw_mark(canvas)
    canvas.restoreState()


def clip_line(text: str, font: str, size: float, width: float) -> str:
    """``text`` on one line of at most ``width`` points, with an ellipsis where it was cut."""
    line = " ".join(printable(text).split())
    if text_width(line, font, size) <= width:
        return line
    while line and text_width(f"{line}…", font, size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def fold(text: str, font: str, size: float, width: float, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of ``width`` points, the last one clipped."""
    line = " ".join(printable(text).split())
    found = break_lines(line, char_widths(line, font, size), width)
    lines = [line[one.start : one.end].rstrip() for one in found]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], clip_line(line[found[most - 1].start :], font, size, width)]


def draw_card(
    canvas: Any,
    box: Box,
    scale: float,
    contact: Contact,
    *,
    support: int | None,
    is_met: bool,
    below: int = 0,
    change: str = "",
) -> None:
    """Draw the card into ``box``: points, with the y of its lower edge. ``scale`` is points a pixel.

    ``below`` counts reports on another sheet, ``change`` is a sign for what became of the person.
    """
    border = SUPPORT_COLOURS[support] if support is not None else PALE_EDGE
    canvas.setFillColor(white)
    canvas.setStrokeColor(border)
    canvas.setLineWidth(1.5 if support is not None and abs(support) == 2 else 0.9)
    dashed = contact.is_placeholder or not is_met
    if dashed:
        canvas.setDash(3, 2)
    canvas.roundRect(box.x, box.y, box.width, box.height, 7 * scale, stroke=1, fill=1)
    if dashed:
        canvas.setDash()
    _write(canvas, box, scale, contact, is_met, change)
    if support is not None:
        radius = max(7.5 * scale, 3.6)
        shape_support(canvas, box.right - 0.6 * radius, box.y + box.height, support, radius)
    if below:
        text = f"+{below}"
        size = max(11 * scale, SMALLEST_TEXT)
        dip(canvas, SECOND)
        write_line(canvas, box.x + box.width / 2, box.y - size, text, BOLD, size, share_left=0.5)


def _write(canvas: Any, box: Box, scale: float, contact: Contact, is_met: bool, change: str) -> None:
    name_size, title_size = max(NAME_PX * scale, SMALLEST_NAME), max(TITLE_PX * scale, SMALLEST_TEXT)
    left, room = box.x + _PAD_PX * scale, box.width - 2 * _PAD_PX * scale
    letters = " ".join(role_letter(role) for role in contact.roles)
    letters_width = text_width(letters, BOLD, title_size) + 4 * scale if letters else 0.0
    font = REGULAR if contact.is_placeholder else BOLD
    title = card_title(contact, is_met=is_met)
    most = max(1, int((box.height - 4) / (name_size * _LEADING)) - bool(title))
    shown = f"{change} {contact.name}" if change else contact.name
    names = fold(shown, font, name_size, room - letters_width, most)
    step = name_size * _LEADING
    height = len(names) * step + (title_size * _LEADING if title else 0)
    baseline = box.y + box.height / 2 + height / 2 - name_size * 0.98
    if letters:
        dip(canvas, SECOND)
        write_line(canvas, left + room, baseline, letters, BOLD, title_size, share_left=1)
    dip(canvas, SECOND if contact.is_placeholder else TEXT)
    for line in names:
        write_line(canvas, left, baseline, line, font, name_size)
        baseline -= step
    if title:
        baseline += step - title_size * _LEADING - scale
        dip(canvas, SECOND)
        write_line(canvas, left, baseline, clip_line(title, REGULAR, title_size, room), REGULAR, title_size)


def card_title(contact: Contact, *, is_met: bool) -> str:
    """The second line of a card: what they do, or where they come from, and that nobody met them."""
    if contact.is_placeholder:
        return pgettext("influence map", "Name unknown")
    where = contact.title or contact.organisation or contact.department
    if not where and contact.outside_kind is not None:
        where = contact.outside_kind.label
    if is_met:
        return where
    return (
        pgettext("influence map", "{title}, not met").format(title=where)
        if where
        else pgettext("influence map", "not met")
    )


def draw_small(
    canvas: Any, box: Box, contact: Contact, number: int, *, support: int | None, is_met: bool
) -> None:
    """A card too small for two lines: the name where it fits, else its number in the list of people."""
    colour: Color = SUPPORT_COLOURS[support] if support is not None else PALE_EDGE
    canvas.setFillColor(white)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.1 if support is not None and abs(support) == 2 else 0.6)
    if contact.is_placeholder or not is_met:
        canvas.setDash(1.6, 1.2)
    canvas.roundRect(box.x, box.y, box.width, box.height, min(2.0, box.height / 4), stroke=1, fill=1)
    canvas.setDash()
    if support is not None and box.height >= _ROOM_FOR_SHAPE:
        shape_support(canvas, box.right - 1, box.y + box.height, support, 2.6)
    size = max(SMALLEST_TEXT, min(9.0, 0.5 * box.height))
    name = " ".join(printable(contact.name).split())
    fits = text_width(name, REGULAR, size) <= box.width - 3
    dip(canvas, TEXT)
    x, y = box.x + box.width / 2, box.y + box.height / 2 - 0.36 * size
    write_line(canvas, x, y, name if fits else str(number), REGULAR, size, share_left=0.5)
