"""The two bundled faces: registered once, measured here, and the one door for text on its way to paper.

``printable`` is that door. It never fails: whatever the text holds, what comes back consists of
characters both faces have. There is no markup on our papers, so nothing has to be escaped for a parser;
``<img src=…>`` is a word like any other.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from copy import copy
from functools import cache
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from workbench.foundation.i18n import is_chinese
from workbench.foundation.paths import resources_dir

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"

# Height of the capitals' box above the baseline, in ems; both faces.
ASCENT = 0.88

# The geta mark: how Chinese and Japanese typesetters have always shown a missing sort.
MISSING = "〓"

# Signs the faces lack, without an equivalent in Unicode's own tables.
_ALIKE = {
    "✔": "✓",
    "✗": "×",
    "✘": "×",
    "Ł": "L",
    "ł": "l",
    "Ħ": "H",
    "ħ": "h",
    "ı": "i",
    "⁄": "/",
    "₽": "RUB",
}
_LINE_ENDS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"

_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
# The faces set quotation marks as wide as an ideograph, and an ellipsis at half its height. What Latin text
# needs they have too, but only as glyphs without a code point (the feature pwid); in a face of its own each
# stands under its own code.
_LATIN = {REGULAR: "NotoSansSC-Latin", BOLD: "NotoSansSC-BoldLatin"}
_LATIN_GLYPHS = {"‘": 30416, "’": 30417, "“": 30419, "”": 30420, "…": 30450}
_MARKS = re.compile("[‘’“”…]+")
_APOSTROPHE = re.compile("(?<=[0-9A-Za-zÀ-ɏ])’(?=[0-9A-Za-zÀ-ɏ])")
_lock = Lock()
_loaded: set[str] = set()


def load_fonts() -> None:
    """Register both faces; cheap after the first call, safe from several threads."""
    if _loaded:
        return
    with _lock:
        for name, file in _FILES.items():
            if name not in _loaded:
                font = TTFont(name, str(resources_dir() / "fonts" / file))
                pdfmetrics.registerFont(font)
                pdfmetrics.registerFont(_with_latin_quotes(font, _LATIN[name]))
        _loaded.update(_FILES)


def _with_latin_quotes(font: Any, name: str) -> Any:
    made, face = copy(font), copy(font.face)
    face.name = name.encode("ascii")
    face.charToGlyph, face.charWidths = dict(face.charToGlyph), dict(face.charWidths)
    for char, glyph in _LATIN_GLYPHS.items():
        face.charToGlyph[ord(char)] = glyph
        face.charWidths[ord(char)] = face.hmetrics[glyph][0] * 1000 / face.unitsPerEm
    made.fontName, made.face, made.state = name, face, WeakKeyDictionary()
    return made


def stretches(text: str, font: str) -> Iterator[tuple[str, str]]:
    """``text`` in pieces, each with the face it is set in: quotation marks and ellipses are those of the
    language in force, the apostrophe inside a Latin word is always a Latin one."""
    at = 0
    if not text.isascii():
        for found in (_APOSTROPHE if is_chinese() else _MARKS).finditer(text):
            if found.start() > at:
                yield text[at : found.start()], font
            yield found[0], _LATIN[font]
            at = found.end()
    if at < len(text):
        yield text[at:], font


def char_widths(text: str, font: str, size: float) -> list[float]:
    """The advance of each character in points."""
    scale = size / 1000
    return [
        width * scale
        for piece, face in stretches(text, font)
        for width in map(_advances(face).__getitem__, piece)
    ]


def text_width(text: str, font: str, size: float) -> float:
    """The width of ``text`` on one line, in points."""
    load_fonts()
    if text.isascii():
        return sum(map(_advances(font).__getitem__, text)) * size / 1000
    return sum(char_widths(text, font, size))


@cache
def _face(font: str) -> Any:
    return pdfmetrics.getFont(font).face


class _Advances(dict[str, float]):
    """The advance of each character in thousandths of an em; looked up when first met."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._face = _face(font)

    def __missing__(self, char: str) -> float:
        width: float = self._face.charWidths.get(ord(char), self._face.defaultWidth)
        self[char] = width
        return width


@cache
def _advances(font: str) -> _Advances:
    return _Advances(font)


class _Glyphs(dict[int, str]):
    """What is set for each code point; worked out when first met."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _shown(chr(code))
        return shown


_glyphs = _Glyphs()


def printable(text: str) -> str:
    """``text`` as it can be set: composed, with line feeds as the only controls.

    Invisible characters (controls, joiners, direction marks, variation selectors) go. A character that
    the faces lack loses its accents or its fancy form if that helps (``ź`` → ``z``), else it becomes
    ``〓``, as does half a surrogate pair.
    """
    if text.isascii() and text.isprintable():
        return text
    load_fonts()
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_glyphs)


def _has_glyph(char: str) -> bool:
    return all(ord(char) in _face(font).charToGlyph for font in (REGULAR, BOLD))


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if char in _LINE_ENDS:
        return "\n"
    if char == "\t":
        return " "
    if category in ("Cc", "Cf"):
        return ""
    if category == "Cs":
        return MISSING
    if _has_glyph(char):
        return sys.intern(char)
    if category == "Zs":
        return " "
    if category in ("Mn", "Me"):
        return ""
    plain = "".join(
        _ALIKE.get(part, part)
        for part in unicodedata.normalize("NFKD", char)
        if unicodedata.category(part) != "Mn"
    )
    return plain if plain and all(_has_glyph(part) for part in plain) else MISSING
