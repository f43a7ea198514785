"""Draws docs/structure.svg from the imports; a test says when it is old. Run by scripts/draw-structure."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from structure import ROOT, WALK, Structure, read_structure, room_of

PICTURE = ROOT / "docs" / "structure.svg"
_WIDTH = 880


class _Room(NamedTuple):
    x: int
    y: int
    width: int
    height: int
    name: str
    what: str
    colour: str


ROOMS = {
    "cli": _Room(20, 20, 150, 298, "cli/", "all of it\nwithout a window", "#e8e8ec"),
    "program": _Room(200, 20, 660, 54, "app.py, pages.py …", "puts everything together", "#e8e8ec"),
    "shell": _Room(200, 112, 660, 54, "ui/shell/", "window, actions, palette", "#dfe9fb"),
    "screens": _Room(200, 204, 660, 114, "ui/screens/", "one page each, none knows another", "#dfe9fb"),
    "ui": _Room(200, 356, 400, 54, "ui/*.py", "what every page is given", "#dfe9fb"),
    "kit": _Room(640, 356, 220, 280, "ui/kit/", "tables, forms, charts;\nno business word", "#dfe9fb"),
    "services": _Room(20, 448, 580, 54, "services/", "one function per use case", "#fbeed3"),
    "documents": _Room(20, 540, 180, 96, "documents/", "data in, paper out", "#f4e1ee"),
    "storage": _Room(220, 540, 180, 96, "storage/", "the only SQL", "#f4e1ee"),
    "exchange": _Room(420, 540, 180, 96, "exchange/", "others' files", "#f4e1ee"),
    "domain": _Room(20, 674, 580, 54, "domain/", "the rules, pure", "#dff2e1"),
    "foundation": _Room(20, 766, 840, 54, "foundation/", "errors, clock, ids, files, languages", "#e8e8ec"),
}
_CAPTION = "Arrows: how many imports. What is reached over several of them may be imported directly too."
_HEIGHT_OF_ROOMS = 820
_IN_THE_MIDDLE = 'text-anchor="middle" font-size="12"'
_INK, _SOFT, _ARROW, _WALK_INK = "#1d2433", "#5b6475", "#6b7488", "#b4451f"


def facts(found: Structure) -> dict[str, object]:
    """What the picture shows of the rooms, packages and arrows; it lies in the picture as JSON."""
    return {
        "packages": {room: sorted(found.packages.get(room, ())) for room in ROOMS},
        "arrows": sorted([source, target] for source, target in found.arrows),
        "walk": {step: list(modules) for step, modules in WALK.items()},
    }


def facts_in(picture: str) -> object:
    """The facts that a picture was drawn from."""
    return _told(picture)["facts"]


def numbers_in(picture: str) -> Mapping[str, int]:
    """The lines of each room when a picture was drawn."""
    lines: Mapping[str, int] = _told(picture)["lines"]
    return lines


def _told(picture: str) -> Any:
    start, end = "<metadata>", "</metadata>"
    return json.loads(picture[picture.index(start) + len(start) : picture.index(end)])


def drawing(found: Structure) -> str:
    """The picture as SVG."""
    parts = [_arrow(found, *step) for step in sorted(found.steps())]
    parts += [_room(found, name, room) for name, room in ROOMS.items()]
    parts.append(_text(20, _HEIGHT_OF_ROOMS + 22, _CAPTION, f'fill="{_SOFT}" font-size="12"'))
    parts += _walk(_HEIGHT_OF_ROOMS + 72)
    height = _HEIGHT_OF_ROOMS + 84 + 38 * len(WALK)
    told = json.dumps({"facts": facts(found), "lines": found.lines}, sort_keys=True)
    assert "<" not in told
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            f'font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="13" fill="{_INK}">',
            "<title>The rooms of the program, what imports what, and a visit's way through them</title>",
            f"<metadata>{told}</metadata>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{_ARROW}"/></marker></defs>',
            f'<rect width="{_WIDTH}" height="{height}" rx="8" fill="#ffffff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{" " + more if more else ""}>{escape(text)}</text>'


def _size(found: Structure, room: str) -> str:
    lines = found.lines[room]
    return f"{lines / 1000:.1f} k lines" if lines < 10_000 else f"{lines / 1000:.0f} k lines"


def _room(found: Structure, name: str, room: _Room) -> str:
    x, y, width, height, title, what, colour = room
    parts = [
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{colour}" stroke="#c3c9d6"/>',
        _text(x + 12, y + 23, title, 'font-weight="600" font-size="14"'),
    ]
    size = f"{found.files[name]} files, {_size(found, name)}"
    if width > 300:
        parts.append(_text(x + width - 12, y + 23, size, f'text-anchor="end" fill="{_SOFT}"'))
    else:
        what += f"\n{size}"
    parts += [_text(x + 12, y + 43 + 17 * row, line) for row, line in enumerate(what.split("\n"))]
    for row, line in enumerate(_wrapped(sorted(found.packages.get(name, ())), width) if width > 600 else ()):
        parts.append(_text(x + 12, y + 63 + 18 * row, line, f'fill="{_SOFT}"'))
    for place, step in enumerate(_steps_through(name)):
        parts.append(_badge(x + width - 22 - 22 * place, y + height - 17, step))
    return "".join(parts)


def _wrapped(words: list[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        if 6.4 * len(f"{lines[-1]}, {word}") > width - 130:
            lines.append("")
        lines[-1] = f"{lines[-1]}, {word}" if lines[-1] else word
    return lines if words else []


def _steps_through(room: str) -> list[int]:
    """The numbers of the walk's steps that pass a room, the last first: they are set from the right."""
    steps = enumerate(WALK.values(), 1)
    return [step for step, modules in steps if any(room_of(one) == room for one in modules)][::-1]


def _badge(x: float, y: float, step: int) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="{_WALK_INK}"/>' + _text(
        x, y + 4, str(step), 'text-anchor="middle" font-size="11" font-weight="600" fill="#ffffff"'
    )


def _arrow(found: Structure, source: str, target: str) -> str:
    """A straight line down where the two stand above each other, else across from side to side."""
    above, below = ROOMS[source], ROOMS[target]
    left, right = max(above.x, below.x), min(above.x + above.width, below.x + below.width)
    if left < right:
        x, top, bottom = (left + right) / 2, above.y + above.height, below.y - 2
        line, count = f"M{x:g} {top}V{bottom}", (x + 8, (top + bottom) / 2 + 4)
    else:
        y = max(above.y, below.y) + 27
        line, count = f"M{above.x + above.width} {y}H{below.x - 2}", (above.x + above.width + 6, y - 7)
    return f'<path d="{line}" stroke="{_ARROW}" stroke-width="1.4" marker-end="url(#head)"/>' + _text(
        *count, str(found.arrows[source, target]), f'fill="{_SOFT}" font-size="11"'
    )


def _walk(y: int) -> list[str]:
    """A visit's way, a line a step: the modules from the window down, each in its room's colour."""
    parts = [_text(20, y - 8, "A visit on its way, from the window down", 'font-weight="600" font-size="14"')]
    for step, (word, modules) in enumerate(WALK.items(), 1):
        middle = y + 38 * step - 16
        parts += [_badge(30, middle, step), _text(46, middle + 4, word)]
        x = 116
        for place, module in enumerate(modules):
            name = module.removeprefix("ui.screens.").replace(".", "/")
            width = round(6.6 * len(name)) + 14
            if place:
                parts.append(
                    f'<path d="M{x - 15} {middle}H{x - 2}" stroke="{_ARROW}" stroke-width="1.4" '
                    'marker-end="url(#head)"/>'
                )
            colour = ROOMS[room_of(module)].colour
            parts.append(
                f'<rect x="{x}" y="{middle - 13}" width="{width}" height="26" rx="5" fill="{colour}" '
                'stroke="#c3c9d6"/>' + _text(x + width / 2, middle + 4, name, _IN_THE_MIDDLE)
            )
            x += width + 17
    return parts


if __name__ == "__main__":
    PICTURE.write_text(drawing(read_structure()), "utf-8")
