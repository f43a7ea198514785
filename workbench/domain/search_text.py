"""How text is cut so that it can be found: words, pairs of Chinese characters, runs of digits.

Chinese is written without spaces, so it is cut into overlapping pairs; three characters in a row are
two pairs in a row. Everything is compared without case, width, accents and punctuation.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id

# A note may be a pasted book; what is found in its first pages is enough.
LONGEST_CHARS = 20_000

# From here on scripts are written without spaces (Chinese, Japanese, Korean), all planes included.
_DENSE = "\u2e80-\U0010ffff"
_CASED = re.compile(rf"[^\W\d_{_DENSE}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ASCII_WORDS = re.compile("[0-9a-z]+")
_RUNS = re.compile(rf"[^\W_{_DENSE}]+|(?:(?!\W)[{_DENSE}])+")


class SearchReason(StrEnum):
    """By what something was found, the best first."""

    NAME = "name"
    INITIALS = "initials"
    PINYIN = "pinyin"
    FORMER_NAME = "former_name"
    CODE = "code"
    PHONE = "phone"
    WEB = "web"
    SEVERAL = "several"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {
            SearchReason.NAME: pgettext("found by", "Name"),
            SearchReason.INITIALS: pgettext("found by", "Pinyin initials"),
            SearchReason.PINYIN: pgettext("found by", "Pinyin"),
            SearchReason.FORMER_NAME: pgettext("found by", "Former name"),
            SearchReason.CODE: pgettext("found by", "Code"),
            SearchReason.PHONE: pgettext("found by", "Phone"),
            SearchReason.WEB: pgettext("found by", "E-mail or website"),
            SearchReason.SEVERAL: pgettext("found by", "Several fields"),
            SearchReason.NOTE: pgettext("found by", "Note"),
        }[self]


@dataclass(frozen=True)
class SearchHit:
    """One thing found. ``kind`` is its table, ``detail`` a city or job title, ``account`` whose person it is.

    Hits come best first; ``score`` falls along the list from at most 100.
    """

    kind: str
    id: Id
    label: str
    why: SearchReason
    score: int
    detail: str = ""
    account: str = ""
    account_id: Id | None = None


def folded(text: str) -> str:
    """``text`` without differences of case, width and accents."""
    text = text[:LONGEST_CHARS]
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    if _CASED.search(text):
        # Only marks of Latin and its like: those of Japanese or Korean are part of the letter.
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
        text = unicodedata.normalize("NFC", plain)
    return text


def runs(text: str) -> list[str]:
    """Words and stretches of Chinese of ``text``, folded; Chinese goes on across punctuation."""
    found: list[str] = []
    if not text:
        return found
    for run in _RUNS.findall(folded(text)):
        if found and is_dense(run) and is_dense(found[-1]):
            found[-1] += run
        else:
            found.append(run)
    return found


def is_dense(run: str) -> bool:
    """Whether a run is of a script written without spaces."""
    return run[0] >= "\u2e80"


def pairs(run: str) -> list[str]:
    """Overlapping pairs, and the last character alone, so that each character begins one token."""
    return [run[place : place + 2] for place in range(len(run))]


def text_tokens(text: str) -> list[str]:
    """The tokens by which names and notes are found."""
    return [token for run in runs(text) for token in (pairs(run) if is_dense(run) else (run,))]


def squashed(text: str) -> str:
    """Only the Latin letters and digits of ``text``: how codes and phone numbers are compared."""
    return "".join(_ASCII_WORDS.findall(folded(text)))


def triples(text: str) -> list[str]:
    """Overlapping triples, and what is left at the end."""
    return [text[place : place + 3] for place in range(len(text))]
