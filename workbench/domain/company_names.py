"""How the name of a company is cut: region, the words that are its own, what it deals in, branch (A8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.company_words import (
    BRANCHES,
    CHINESE_FORMS,
    LATIN_BRANCHES,
    LATIN_FORMS,
    LATIN_SMALL_WORDS,
    LATIN_TRADES,
    LONGEST_TRADE,
    NATIONS,
    SPELLED_FORMS,
    TRADES,
    ZONES,
)
from workbench.domain.search_text import folded

Codes = frozenset[str]
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_WORDS = re.compile(r"[^\W_]+")
_BRANCH = re.compile(rf"^(.*(?:公司|集团|银行|企业|厂))?(.*?(?:{'|'.join(BRANCHES)}))$")
_LEVELS = ("特别行政区", "自治区", "自治州", "自治县", "地区", "新区", "省", "市", "区", "县", "盟", "旗")
_PEOPLES = re.compile(
    "(?:壮|回|维吾尔|藏|彝|苗|侗|土家|布依|哈尼|傣|傈僳|景颇|白|羌|蒙古|朝鲜|哈萨克|柯尔克孜)+族?"
)
_LONGEST_PLACE = 12
_OWN = 2
"""A name's own words have at least so many characters."""


@dataclass(frozen=True)
class Places:
    """The divisions of China by name, official and short, in Chinese and Latin letters.

    ``anywhere`` may begin a name; ``below`` only stand behind another place. Values are division codes.
    """

    anywhere: Mapping[str, Codes]
    below: Mapping[str, Codes]

    def codes(self, place: str) -> Codes:
        """The codes that a place may mean; none for an unknown one."""
        return self.folded_codes("".join(_WORDS.findall(folded(place))))

    def folded_codes(self, place: str) -> Codes:
        """As ``codes``, of letters that are folded already."""
        return self.anywhere.get(place) or self.below.get(place) or frozenset()


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name in its parts. ``whole`` has every letter and digit; ``core`` lacks region and legal form."""

    whole: str = ""
    brand: str = ""
    trade: str = ""
    branch: str = ""
    region: Codes = frozenset()
    formal: bool = False
    """Whether it is written out with a legal form."""

    @property
    def core(self) -> str:
        return self.brand + self.trade


def short_place(name: str) -> str:
    """A division as people say it: 苏州市 → 苏州, 宁夏回族自治区 → 宁夏; itself where nothing is left."""
    for level in _LEVELS:
        if name.endswith(level) and len(name) - len(level) >= _OWN:
            name = name.removesuffix(level)
            break
    else:
        return name
    match = _PEOPLES.search(name, _OWN)
    return name[: match.start()] if match and match.end() == len(name) else name


def places_agree(one: Codes, other: Codes) -> bool:
    """Whether two places may be the same, or one lies in the other; nothing known agrees with anything."""
    return not one or not other or any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def cut_name(text: str, places: Places) -> CompanyName:
    """The parts of a name; no form, width, case or punctuation makes a difference."""
    plain = folded(text)
    region: Codes = frozenset()

    def bracket(match: re.Match[str]) -> str:
        nonlocal region
        inner = "".join(_WORDS.findall(match[1]))
        found = places.folded_codes(inner)
        if found:
            region = found
        known = found or inner in NATIONS or inner in CHINESE_FORMS or inner in LATIN_FORMS
        return " " if known else f" {match[1]} "

    plain = _BRACKETS.sub(bracket, plain)
    words = _WORDS.findall(plain)
    whole = "".join(_WORDS.findall(folded(text)))
    if _CHINESE.search(plain):
        return _cut_chinese(whole, "".join(words), region, places)
    return _cut_latin(whole, words, region, places)


def _cut_chinese(whole: str, text: str, region: Codes, places: Places) -> CompanyName:
    text, branch = _cut_branch(text, places)
    formal = False
    stripped = True
    while stripped:
        form = next((f for f in CHINESE_FORMS if text.endswith(f) and len(text) - len(f) >= _OWN), "")
        stripped = bool(form)
        formal |= form.endswith(("公司", "企业", "会社"))
        text = text.removesuffix(form)
    text, region = _cut_region(text, region, places)
    brand, trade = _cut_trade(text)
    return CompanyName(whole, brand, trade, branch, region, formal)


def _cut_branch(text: str, places: Places) -> tuple[str, str]:
    match = _BRANCH.match(text)
    if match is None:
        return text, ""
    if match[1]:
        return match[1], match[2]
    # Written without the form of the company: the place before the word is the branch's.
    word = next(word for word in BRANCHES if text.endswith(word))
    rest = text.removesuffix(word)
    for length in range(min(_LONGEST_PLACE, len(rest) - _OWN), _OWN - 1, -1):
        if places.folded_codes(rest[-length:]):
            return rest[:-length], rest[-length:] + word
    return rest, word


def _cut_region(text: str, region: Codes, places: Places) -> tuple[str, Codes]:
    """Cut off the nation, and places of which each lies in the one before."""
    found = next((name for name in NATIONS if text.startswith(name)), "")
    if found and _names_something(text[len(found) :]):
        text = text[len(found) :]
    inside: Codes = frozenset()
    while found := _leading(text, places, inside):
        text = text[len(found) :]
        codes = places.folded_codes(found)
        inside = _inside(codes, inside) or inside
    # What stands in brackets is more exact only if it lies within: 江苏…（苏州）.
    return text, _inside(region, inside) or inside


def _leading(text: str, places: Places, inside: Codes) -> str:
    """The longest place at the beginning that leaves a name behind it."""
    for length in range(min(_LONGEST_PLACE, len(text) - _OWN), _OWN - 1, -1):
        head = text[:length]
        within = head in ZONES or bool(_inside(places.folded_codes(head), inside))
        if (within if inside else head in places.anywhere) and _names_something(text[length:]):
            return head
    return ""


def _inside(codes: Codes, outer: Codes) -> Codes:
    """Those of the codes that lie in one of the outer ones; all where there is no outer one."""
    if not outer:
        return codes
    return frozenset(code for code in codes if any(code.startswith(one) for one in outer))


def _names_something(rest: str) -> bool:
    return len(rest) >= _OWN and bool(_cut_trade(rest)[0])


def _cut_trade(text: str) -> tuple[str, str]:
    """What is the company's own, and the trade words behind it. All trade is no name of its own."""
    ends = [len(text)]
    while word := _trade_before(text, ends[-1]):
        ends.append(ends[-1] - len(word))
    if not ends[-1]:
        return "", text
    # One character before a trade word belongs to it: 大化工.
    own = next(end for end in reversed(ends) if end >= _OWN or end == len(text))
    return text[:own], text[own:]


def _trade_before(text: str, end: int) -> str:
    """The longest trade word that ends there."""
    for start in range(max(0, end - LONGEST_TRADE), end):
        if text[start:end] in TRADES:
            return text[start:end]
    return ""


def _cut_latin(whole: str, words: list[str], region: Codes, places: Places) -> CompanyName:
    words = _join_spelled(words)
    branch = " ".join(word for word in words if word in LATIN_BRANCHES)
    formal = any(word in LATIN_FORMS for word in words[1:])
    own = [
        word
        for at, word in enumerate(words)
        if word not in LATIN_SMALL_WORDS
        and word not in LATIN_BRANCHES
        and not (at and (word in LATIN_FORMS or word in NATIONS))
    ]
    if len(own) > 1 and own[0] in NATIONS:
        own = own[1:]
    kept = []
    for at, word in enumerate(own):
        codes = places.anywhere.get(word)
        if codes and (len(own) > 1) and (at == 0 or at == len(own) - 1 or branch):
            region = region or codes
            branch = f"{branch} {word}" if branch else ""
        else:
            kept.append(word)
    brand = [word for word in kept if word not in LATIN_TRADES]
    if not brand:
        return CompanyName(whole, "".join(own) or whole, "", branch, frozenset(), formal)
    return CompanyName(
        whole,
        "".join(brand),
        "".join(word for word in kept if word in LATIN_TRADES),
        branch,
        region,
        formal,
    )


def _join_spelled(words: list[str]) -> list[str]:
    """Single letters in a row that make a legal form become one word."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and len(words[end]) == 1:
            end += 1
        together = "".join(words[at:end])
        if end - at > 1 and together in SPELLED_FORMS:
            joined.append(together)
            at = end
        else:
            joined.append(words[at])
            at += 1
    return joined
