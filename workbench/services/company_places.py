"""The divisions of China as names of companies use them, in Chinese and in Latin letters (A8)."""

from collections import defaultdict
from functools import cache

from workbench.domain.company_names import Places, short_place
from workbench.domain.company_words import COMMON_WORDS
from workbench.exchange.divisions import division_names
from workbench.storage.pinyin import spellings

_CITY = 4
_SHORTEST = 2
# Written otherwise than by their pinyin.
_LATIN = {"15": ("innermongolia",), "61": ("shaanxi",), "54": ("tibet",), "81": ("hongkong",)}


@cache
def company_places() -> Places:
    """The bundled divisions; read once."""
    anywhere: defaultdict[str, set[str]] = defaultdict(set)
    below: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in division_names().items():
        short = short_place(name)
        # A county is rarely named alone, and 朝阳 or 长安 more often are words.
        known = (len(code) <= _CITY or name.endswith("市")) and short not in COMMON_WORDS
        anywhere[name].add(code)
        (anywhere if known else below)[short].add(code)
        if known:
            anywhere["".join(spellings(short)[0])].add(code)
        for latin in _LATIN.get(code, ()):
            anywhere[latin].add(code)
    return Places(_frozen(anywhere), _frozen(below))


def _frozen(names: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in names.items() if len(name) >= _SHORTEST}
