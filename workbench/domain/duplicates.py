"""Whether two accounts are one company: a score 0–100 with the reasons in words (A8).

Two different credit codes are two companies, whatever else agrees; so are parent and subsidiary.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from workbench.domain.company_names import Codes, CompanyName, Places, cut_name, places_agree
from workbench.domain.company_words import TELLING
from workbench.domain.credit_code import credit_code_fault, tidy_credit_code
from workbench.domain.duplicate_keys import domain_key, phone_key, several
from workbench.domain.search_text import folded
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id

THRESHOLD = 60
"""From this score on a pair is suggested."""

_SAME_CODE = 97
_SUPPORT_MOST = 22
_NAME_MOST = 95
_ADDRESS_SIGNS = 6
_LONG_BRAND, _LONG_LATIN = 4, 6


class Reason(StrEnum):
    """Why two accounts may be one, or not."""

    CREDIT_CODE = "credit_code"
    NAME = "name"
    CORE = "core"
    SHORTER = "shorter"
    FORMER_NAME = "former_name"
    SHORT_NAME = "short_name"
    SOUND = "sound"
    SIMILAR = "similar"
    PHONE = "phone"
    WEB = "web"
    ADDRESS = "address"
    OTHER_CITY = "other_city"

    @property
    def label(self) -> str:
        return {
            Reason.CREDIT_CODE: pgettext("same account", "Same credit code"),
            Reason.NAME: pgettext("same account", "Same name"),
            Reason.CORE: pgettext("same account", "Same name but for region or legal form"),
            Reason.SHORTER: pgettext("same account", "One name is short for the other"),
            Reason.FORMER_NAME: pgettext("same account", "Former name"),
            Reason.SHORT_NAME: pgettext("same account", "Short name"),
            Reason.SOUND: pgettext("same account", "Sounds the same"),
            Reason.SIMILAR: pgettext("same account", "Names nearly agree"),
            Reason.PHONE: pgettext("same account", "Same phone"),
            Reason.WEB: pgettext("same account", "Same website or mail domain"),
            Reason.ADDRESS: pgettext("same account", "Same address"),
            Reason.OTHER_CITY: pgettext("same account", "Different cities"),
        }[self]

    @property
    def against(self) -> bool:
        """Whether it speaks against."""
        return self is Reason.OTHER_CITY


@dataclass(frozen=True)
class AccountFacts:
    """What an account is compared by. ``sites`` are websites and e-mail addresses."""

    id: Id
    name: str
    short_name: str = ""
    former_name: str = ""
    credit_code: str = ""
    city: str = ""
    address: str = ""
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    parent_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An account made ready to be compared with many. ``above``: all its parents, the nearest first."""

    id: Id
    name: CompanyName
    sound: str
    short: CompanyName
    former: tuple[CompanyName, ...]
    credit_code: str
    city: str
    place: Codes
    address: str
    phones: frozenset[str]
    domains: frozenset[str]
    above: tuple[Id, ...]


@dataclass(frozen=True)
class Pair:
    """Two accounts that may be one, the smaller id first, and why; the strongest reason first."""

    left: Id
    right: Id
    score: int
    reasons: tuple[Reason, ...]


Sound = Callable[[str], str]
"""How a stretch of Chinese sounds, syllables behind each other."""


def prepare(facts: AccountFacts, places: Places, sound: Sound, above: Sequence[Id] = ()) -> Prepared:
    """Cut and fold everything once."""
    name = cut_name(facts.name, places)
    code = tidy_credit_code(facts.credit_code)
    return Prepared(
        id=facts.id,
        name=name,
        sound=sound(name.core),
        short=cut_name(facts.short_name, places),
        former=tuple(cut_name(one, places) for one in several(facts.former_name)),
        credit_code=code if code.strip("0") and not credit_code_fault(code) else "",
        city=folded(facts.city).strip(),
        place=places.codes(facts.city) or name.region,
        address=_address(facts.address),
        phones=frozenset(filter(None, map(phone_key, facts.phones))),
        domains=frozenset(filter(None, map(domain_key, facts.sites))),
        above=tuple(above),
    )


def parents_above(facts: Iterable[AccountFacts]) -> dict[Id, tuple[Id, ...]]:
    """The parents above every account that has one, the nearest first; a loop ends where it closes."""
    parents = {one.id: one.parent_id for one in facts if one.parent_id is not None}
    above = {}
    for account_id in parents:
        way: list[Id] = []
        step = parents.get(account_id)
        while step is not None and step not in way and step != account_id:
            way.append(step)
            step = parents.get(step)
        above[account_id] = tuple(way)
    return above


def excluded(one: Prepared, other: Prepared) -> bool:
    """Whether the two can never be one: different credit codes, or one stands above the other."""
    codes_differ = one.credit_code and other.credit_code and one.credit_code != other.credit_code
    return bool(codes_differ) or one.id in other.above or other.id in one.above


def compare(one: Prepared, other: Prepared, shared_by_many: frozenset[str] = frozenset()) -> Pair:
    """The score of two accounts with its reasons; 0 for what can never be one. It is the same both ways.

    ``shared_by_many`` are phones and domains that say nothing because many accounts have them.
    """
    left, right = sorted((one, other), key=lambda account: account.id)
    if left.id == right.id or excluded(left, right):
        return Pair(left.id, right.id, 0, ())
    points, reasons = _names(left, right)
    same_code = bool(left.credit_code) and left.credit_code == right.credit_code
    if same_code:
        points, reasons = _SAME_CODE, [Reason.CREDIT_CODE, *reasons]
    if not points:
        return Pair(left.id, right.id, 0, ())
    support = 0
    # One switchboard and one website serve all members of a group.
    siblings = bool(left.above and right.above and left.above[0] == right.above[0])
    if not siblings and (left.phones & right.phones) - shared_by_many:
        support += 12
        reasons.append(Reason.PHONE)
    if not siblings and (left.domains & right.domains) - shared_by_many:
        support += 12
        reasons.append(Reason.WEB)
    if left.address and left.address == right.address:
        support += 8
        reasons.append(Reason.ADDRESS)
    points = min(points + min(support, _SUPPORT_MOST), 99 if same_code else _NAME_MOST)
    if _other_city(left, right):
        reasons.append(Reason.OTHER_CITY)
        if not same_code:
            points -= _against(left, right, reasons[0])
    return Pair(left.id, right.id, max(points, 0), tuple(reasons))


def _names(left: Prepared, right: Prepared) -> tuple[int, list[Reason]]:
    """The best that any name of one says of any name of the other."""
    found = [_likeness(left.name, right.name, left.sound, right.sound)]
    for one, other in ((left, right), (right, left)):
        for former in one.former:
            for name in (other.name, *other.former):
                points, _reason = _likeness(former, name, "", "")
                if points >= THRESHOLD:
                    found.append((points - 2, Reason.FORMER_NAME))
        # A short name is what people say of many; it speaks for one only where no full name contradicts.
        if one.short.core and not _contradict(one.name, other.name):
            if one.short.core in (other.name.core, other.name.whole):
                found.append((74, Reason.SHORT_NAME))
            elif one.short.core == other.short.core:
                found.append((50, Reason.SHORT_NAME))
    points, reason = max(found, key=lambda pair: pair[0])
    return (points, [reason]) if points else (0, [])


def _likeness(one: CompanyName, other: CompanyName, sound: str, other_sound: str) -> tuple[int, Reason]:
    if not one.whole or one.branch != other.branch:
        return 0, Reason.NAME
    if one.whole == other.whole:
        return 90, Reason.NAME
    if not one.brand or not other.brand or not places_agree(one.region, other.region):
        return 0, Reason.NAME
    if one.brand == other.brand:
        if one.trade == other.trade:
            return 86, Reason.CORE
        if not one.trade or not other.trade:
            return 72, Reason.SHORTER
        if one.trade in other.trade or other.trade in one.trade:
            return 64, Reason.SHORTER
        return (44, Reason.SIMILAR) if _slips(one.trade, other.trade) <= 1 else (40, Reason.SIMILAR)
    if one.core == other.core:
        return 86, Reason.CORE
    if sound and sound == other_sound:
        # Two names of two characters sound alike by chance; written alike in part, they rarely do.
        alike = any(a == b for a, b in zip(one.brand, other.brand, strict=False))
        return (70 if alike or len(one.brand) > 2 else 56), Reason.SOUND
    if one.trade == other.trade:
        return _nearly(one.brand, other.brand), Reason.SIMILAR
    return 0, Reason.NAME


@cache
def _distance() -> Callable[..., int]:
    # Read in with the first names that are compared.
    from rapidfuzz.distance import OSA

    return OSA.distance


def _slips(one: str, other: str) -> int:
    """How many slips of the pen lie between two words, 2 for more than one."""
    return _distance()(one, other, score_cutoff=1)


def _nearly(one: str, other: str) -> int:
    """Points for two brands that differ by slips of the pen."""
    shorter, longer = sorted((one, other), key=len)
    latin = one.isascii() and other.isascii()
    if _slips(one, other) > 1 or _tells(one, other):
        return 0
    if latin:
        return 66 if len(shorter) >= _LONG_LATIN and one[0] == other[0] else 0
    if len(shorter) >= _LONG_BRAND:
        return 66
    if sorted(one) == sorted(other):
        return 64
    return 50 if len(longer) > 2 and len(shorter) > 2 else 0


def _tells(one: str, other: str) -> bool:
    """Whether what differs is a number or a direction, which names different houses of one company."""
    return {*one} & TELLING != {*other} & TELLING


def _contradict(one: CompanyName, other: CompanyName) -> bool:
    """Whether two full names say that these are two companies."""
    if not places_agree(one.region, other.region) or one.branch != other.branch:
        return True
    trades = one.trade and other.trade
    return bool(trades) and one.trade not in other.trade and other.trade not in one.trade


def _other_city(left: Prepared, right: Prepared) -> bool:
    if left.place and right.place:
        return not places_agree(left.place, right.place)
    return bool(left.city and right.city) and left.city != right.city


def _against(left: Prepared, right: Prepared, reason: Reason) -> int:
    """What different cities take away: a registered name is unique, and companies move."""
    registered = left.name.formal and right.name.formal
    return 20 if registered and reason in (Reason.NAME, Reason.FORMER_NAME) else 34


def _address(text: str) -> str:
    signs = "".join(sign for sign in folded(text) if sign.isalnum())
    return signs if len(signs) >= _ADDRESS_SIGNS else ""
