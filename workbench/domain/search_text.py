"""How text is cut so that it can be found: words, pairs of Chinese characters, runs of digits.

Chinese is written without spaces, so it is cut into overlapping pairs; three characters in a row are
two pairs in a row. Everything is compared without case, width, accents and punctuation, and traditional
characters as the simplified ones.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import add

from workbench.foundation.han import simplified
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id

# A note may be a pasted book; what is found in its first pages is enough.
LONGEST_CHARS = 20_000
# Codes and phone numbers are found by so many characters in a row.
TRIPLE = 3

# From here on scripts are written without spaces (Chinese, Japanese, Korean), all planes included.
_DENSE = "\u2e80-\U0010ffff"
_CASED = re.compile(rf"[^\W\d_{_DENSE}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ASCII_WORDS = re.compile("[0-9a-z]+")
_BETWEEN = re.compile("[；;、/\n]")
_RUNS = re.compile(rf"[^\W_{_DENSE}]+|(?:(?!\W)[{_DENSE}])+")


# Chinese and nothing else, as most names are: nothing about it has to be told apart.
_PLAIN = re.compile("[\u4e00-\u9fff]+").fullmatch
# Nor about most notes: of these characters only the letters have another case, and nothing has another width
# but marks between words.
_COMMON = re.compile("[\x00-\x7f\u4e00-\u9fff，。、；：？！（）《》“”…]*").fullmatch


class SearchReason(StrEnum):
    """By what something was found, the best first."""

    NAME = "name"
    INITIALS = "initials"
    PINYIN = "pinyin"
    FORMER_NAME = "former_name"
    CODE = "code"
    PHONE = "phone"
    WEB = "web"
    PERSON = "person"
    WITHIN = "within"
    ABOUT = "about"
    NOTE = "note"
    SEVERAL = "several"
    SIMILAR = "similar"

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
            SearchReason.PERSON: pgettext("found by", "Owner or legal representative"),
            SearchReason.WITHIN: pgettext("found by", "Account and more"),
            SearchReason.ABOUT: pgettext("found by", "Description"),
            SearchReason.NOTE: pgettext("found by", "Note"),
            SearchReason.SEVERAL: pgettext("found by", "Several fields"),
            SearchReason.SIMILAR: pgettext("found by", "Similar spelling"),
        }[self]


@dataclass(frozen=True)
class SearchHit:
    """One thing found. ``kind`` is its table; ``account`` is whose it is, ``account_id`` its account.

    ``label`` is its name, number or first words, ``detail`` a city or job title, ``day`` when it happened.
    ``field`` is where the words stand, ``excerpt`` a piece of that field and ``marks`` the places of the
    words in it, from and to; all empty where what was typed stands nowhere as it is (pinyin).
    ``of_id`` is the record that it is a part of, such as the complaint of a step.
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
    day: date | None = None
    field: str = ""
    excerpt: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    of_id: Id | None = None


def folded(text: str) -> str:
    """``text`` without differences of case, width, accents and writing (traditional, simplified)."""
    text = text[:LONGEST_CHARS]
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    if _CASED.search(text):
        # Only marks of Latin and its like: those of Japanese or Korean are part of the letter.
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
        text = unicodedata.normalize("NFC", plain)
    return simplified(text)


def runs(text: str) -> list[str]:
    """Words and stretches of Chinese of ``text``, folded; Chinese goes on across punctuation."""
    if _PLAIN(text):
        return [simplified(text[:LONGEST_CHARS])]
    plain = simplified(text[:LONGEST_CHARS].lower()) if _COMMON(text) else folded(text)
    found: list[str] = []
    for run in _RUNS.findall(plain):
        if found and is_dense(run) and is_dense(found[-1]):
            found[-1] += run
        else:
            found.append(run)
    return found


def is_dense(run: str) -> bool:
    """Whether a run is of a script written without spaces."""
    return run[0] >= "\u2e80"


def is_letters(run: str) -> bool:
    """Whether a run may be pinyin: Latin letters alone."""
    return run.isascii() and run.isalpha()


def pairs(run: str) -> list[str]:
    """Overlapping pairs, and the last character alone, so that each character begins one token."""
    return [*map(add, run, run[1:]), run[-1]]


def text_tokens(text: str) -> list[str]:
    """The tokens by which names and notes are found."""
    return [token for run in runs(text) for token in (pairs(run) if is_dense(run) else (run,))]


def squashed(text: str) -> str:
    """Only the Latin letters and digits of ``text``: how codes and phone numbers are compared."""
    if text.isalnum() and text.isascii():
        return text.lower()
    return "".join(_ASCII_WORDS.findall(folded(text)))


def triples(text: str) -> list[str]:
    """Overlapping triples; none for what is shorter."""
    return list(map(add, map(add, text, text[1:]), text[2:]))


def several(text: str) -> list[str]:
    """The names, codes or phone numbers of a field that holds several."""
    if text.isalnum():
        return [text]
    return [part for part in map(str.strip, _BETWEEN.split(text)) if part]
