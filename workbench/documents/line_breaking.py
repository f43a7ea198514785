"""Where lines of Chinese, Latin and mixed text may end (GB/T 15834, W3C clreq).

reportlab's own rule lets lines start with ，：；？！”》 and end with （“《, so it is not used.
Between two ideographs a line may break; a Latin word or a number stays whole where it fits on a line;
closing marks never start a line and opening ones never end it.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

NO_START = frozenset(
    "!),.:;?]}%°·¢’”†‡›»℃℉‰′″–、。，．：；？！）］｝％〉》」』】〕〗〙〛〞〟～〜・￠…"
    "々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ゛゜‼⁇⁈⁉〾︰﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞｡｣､･ﾞﾟ"
)
NO_END = frozenset("([{‘“‹«¥£$€#@§（［｛￥￡＄〈《「『【〔〖〘〚〝﹙﹛﹝｢№")

_FUZZ = 1e-6


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of the text, ``width`` points wide, spaces at its end left off.

    ``ends_paragraph`` is true where the text itself ends the line, so that it is not filled out.
    """

    start: int
    end: int
    width: float
    ends_paragraph: bool


def break_lines(text: str, widths: Sequence[float], available: float) -> list[Line]:
    """The lines of ``text`` no wider than ``available`` points; ``widths`` holds each character's advance.

    Line feeds end lines; an empty text has one empty line. A word wider than a whole line is broken
    inside, and a run of closing marks that fills a line cannot but start the next.
    """
    offsets = [0.0, *accumulate(widths)]
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += _fill(text, offsets, start, start + len(paragraph), available)
        start += len(paragraph) + 1
    return lines


def _fill(text: str, offsets: list[float], start: int, end: int, available: float) -> list[Line]:
    lines: list[Line] = []
    room = available + _FUZZ

    def close(until: int, last: bool = False) -> None:
        visible = until
        while visible > start and _is_space(text[visible - 1]):
            visible -= 1
        lines.append(Line(start, visible, offsets[visible] - offsets[start], last))

    if offsets[end] - offsets[start] <= room:
        close(end, last=True)
        return lines
    units = _units(text, start, end)
    for unit_start, unit_end, visible_end in units:
        if offsets[visible_end] - offsets[start] <= room:
            continue
        if unit_start > start:
            close(unit_start)
            start = unit_start
        while offsets[visible_end] - offsets[start] > room:
            cut = start + 1
            while cut < unit_end and offsets[cut + 1] - offsets[start] <= room:
                cut += 1
            close(cut)
            start = cut
    if start < end or not lines:
        close(end, last=True)
    else:
        lines[-1] = Line(lines[-1].start, lines[-1].end, lines[-1].width, True)
    return lines


def _units(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The pieces that stay whole: start, end, and end without the spaces that follow."""
    units: list[tuple[int, int, int]] = []
    begin = start
    visible = start
    for index in range(start, end):
        char = text[index]
        if _is_space(char):
            continue
        if index > begin and visible > start and _may_break(text[visible - 1], char, visible < index):
            units.append((begin, index, visible))
            begin = index
        visible = index + 1
    units.append((begin, end, visible))
    return units


def _may_break(before: str, after: str, spaced: bool) -> bool:
    if after in NO_START or before in NO_END:
        return False
    if spaced:
        return True
    if before == after and before in "—⸺":
        return False
    if before in "\"'" or after in "\"'":
        return False
    if is_wide(before) or is_wide(after):
        return True
    return before in "-–—…" and after.isalpha()


def is_wide(char: str) -> bool:
    """Whether ``char`` belongs to the square scripts, between whose signs a line may break."""
    code = ord(char)
    return 0x2E80 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFFEF or code >= 0x20000


def _is_space(char: str) -> bool:
    return char.isspace() and char not in "\xa0\u202f\u2007"
