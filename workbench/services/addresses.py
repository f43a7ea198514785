"""Choosing a place out of the official divisions by name, pinyin, initials or code."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from workbench.exchange.divisions import Division, code_of_division, division_codes, find_division
from workbench.storage.pinyin import spellings

HITS = 12
# Two characters stand in this order in too many names to mean anything.
_PAIR = 2


@dataclass(frozen=True)
class Place:
    """A division with its code; ``text`` is its levels in a row, each named once."""

    code: str
    division: Division

    @property
    def text(self) -> str:
        return place_text(self.division.province, self.division.city, self.division.district)


Levels = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class _Spelled:
    """A place as it can be typed: names, syllables and initials of each level, the lowest last."""

    place: Place
    whole: str
    levels: Levels


def place_text(province: str, city: str, district: str) -> str:
    """The levels in a row; one that repeats the level above it is left out."""
    parts: list[str] = []
    for part in (province, city, district):
        if part and part not in parts[-1:]:
            parts.append(part)
    return " ".join(parts)


def find_places(text: str, limit: int = HITS) -> tuple[Place, ...]:
    """The places that ``text`` may mean, the best first.

    Words may name several levels from above (``js ks``, ``jsks``, 江苏 昆山, 江苏昆山); digits begin a code.
    """
    wanted = unicodedata.normalize("NFKC", text).casefold().split()
    if not wanted:
        return ()
    joined = "".join(wanted)
    if joined.isdecimal():
        return tuple(one.place for one in _spelled() if one.place.code.startswith(joined))[:limit]
    ranked = []
    for order, one in enumerate(_spelled()):
        rank = _rank(one, wanted, joined)
        if rank is not None:
            ranked.append((rank, order, one.place))
    return tuple(place for _rank_, _order, place in sorted(ranked, key=lambda hit: hit[:2])[:limit])


def code_of_place(province: str, city: str, district: str) -> str:
    """The official code of a place written with its official names; empty where there is none."""
    return code_of_division(Division(province.strip(), city.strip(), district.strip()))


def _rank(one: _Spelled, wanted: list[str], joined: str) -> tuple[int, int] | None:
    """How well a place fits, the less the better; ``None`` if it does not. Higher levels come first."""
    name, letters = one.levels[-1]
    depth = len(one.levels)
    if joined == name:
        return 0, depth
    if name.startswith(joined) or any(spelling.startswith(joined) for spelling in letters):
        return 1, depth
    if len(wanted) > 1 and _in_order(one, wanted):
        return 2, depth
    if len(joined) > _PAIR and joined.isascii() and _spells(one.levels, joined):
        return 2, depth
    if joined in name:
        return 3, depth
    if len(joined) > _PAIR and not joined.isascii() and _is_inside(joined, one.whole):
        return 4, depth
    return None


def _in_order(one: _Spelled, wanted: list[str]) -> bool:
    """Whether each word begins a level, from above, the last word the lowest level."""
    at, last = 0, ""
    for name, letters in one.levels:
        if at < len(wanted) and any(form.startswith(wanted[at]) for form in (name, *letters)):
            at, last = at + 1, name
    return at == len(wanted) and last == one.levels[-1][0]


def _spells(levels: Levels, letters: str) -> bool:
    """Whether the letters begin levels one after the other, down to the lowest: szwz, of 苏州市 吴中区."""
    (_name, forms), below = levels[0], levels[1:]
    if not below:
        return any(form.startswith(letters) for form in forms)
    return _spells(below, letters) or any(
        any(form.startswith(letters[:cut]) for form in forms) and _spells(below, letters[cut:])
        for cut in range(_PAIR, len(letters) - 1)
    )


def _is_inside(characters: str, whole: str) -> bool:
    """Whether the characters stand in ``whole`` in their order, as 江苏昆山 in 江苏省苏州市昆山市."""
    rest = iter(whole)
    return all(character in rest for character in characters)


@lru_cache(maxsize=1)
def _spelled() -> tuple[_Spelled, ...]:
    found = []
    for code in division_codes():
        division = find_division(code)
        if division is None:
            continue
        place = Place(code, division)
        names = place.text.split(" ")
        found.append(_Spelled(place, "".join(names), tuple((name, _letters(name)) for name in names)))
    return tuple(found)


@lru_cache(maxsize=4096)
def _letters(name: str) -> tuple[str, ...]:
    forms: dict[str, None] = {}
    for syllables in spellings(name):
        forms["".join(syllables)] = None
        forms["".join(syllable[0] for syllable in syllables)] = None
    return tuple(forms)
