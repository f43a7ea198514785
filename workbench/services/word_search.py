"""How well what somebody types fits a name: its beginning, its words, or its Chinese in Latin letters."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from workbench.domain.search_text import folded
from workbench.foundation.i18n import LANGUAGES, use_language
from workbench.storage.pinyin import spellings

_EXACT, _PINYIN, _INITIALS, _WORD = 1000, 800, 700, 500
_FEWEST_LETTERS = 2


def name_score(query: str, name: str, words: Iterable[str] = ()) -> int | None:
    """Higher is better; ``None`` where every part of ``query`` does not fit.

    ``words`` are others that mean the same; their beginnings fit. The first call with Chinese in ``name``
    reads the table of pinyin.
    """
    wanted = _plain(query)
    if not wanted:
        return 0
    plain = _plain(name)
    if wanted in plain:
        return _EXACT - len(plain) - plain.find(wanted)
    if wanted.isascii() and len(wanted) >= _FEWEST_LETTERS:
        for syllables in _spelled(name):
            letters = "".join(syllables)
            begins = {sum(map(len, syllables[:at])) for at in range(len(syllables))}
            if any(letters.startswith(wanted, at) for at in begins):
                return _PINYIN - len(letters)
            if wanted in "".join(one[0] for one in syllables):
                return _INITIALS - len(letters)
    known = [_plain(one) for one in (*words, *name.split())]
    parts = [_plain(one) for one in query.split()]
    if all(any(one.startswith(part) for one in known) for part in parts):
        return _WORD - len(plain)
    return None


def in_every_language(text: Callable[[], str]) -> list[str]:
    """``text`` as it reads in each language we speak, the one in force first; always the same text."""
    return list(dict.fromkeys([text(), *(_in(code, text) for code in LANGUAGES)]))


@lru_cache(maxsize=4096)
def _in(code: str, text: Callable[[], str]) -> str:
    with use_language(code):
        return text()


def _plain(text: str) -> str:
    return "".join(folded(text).split())


@cache
def _spelled(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways to type ``name``, syllable by syllable; none without Chinese."""
    plain = _plain(name)
    if plain.isascii():
        return ()
    return tuple(spelling for spelling in spellings(plain) if all(spelling))
