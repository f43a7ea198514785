"""What accounts and the people there need, and what we answer (2-rules §5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Contact
from workbench.foundation.han import simplified
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id

MOST_URGENT = 3
MOST_PRESSING = 3
"""How many needs of a person are its most pressing ones (2-rules §6)."""
SERVICE_PLAN = "service_plan"
"""Origin of an action that is a measure of the tailored service plan."""


class NeedKind(StrEnum):
    """What the need is about."""

    PRODUCT = "product"
    SERVICE = "service"
    PRICE = "price"

    @property
    def label(self) -> str:
        return {
            NeedKind.PRODUCT: pgettext("need", "Product"),
            NeedKind.SERVICE: pgettext("need", "Service"),
            NeedKind.PRICE: pgettext("need", "Price"),
        }[self]


class NeedAnswer(StrEnum):
    """What we answered: the first three wait for something, the last two are settled."""

    OPEN = "open"
    OFFERED = "offered"
    AGREED = "agreed"
    DELIVERED = "delivered"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            NeedAnswer.OPEN: pgettext("need", "Open"),
            NeedAnswer.OFFERED: pgettext("need", "Offered"),
            NeedAnswer.AGREED: pgettext("need", "Agreed"),
            NeedAnswer.DELIVERED: pgettext("need", "Delivered"),
            NeedAnswer.REFUSED: pgettext("need", "Refused"),
        }[self]

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected of us."""
        return self in (NeedAnswer.DELIVERED, NeedAnswer.REFUSED)


@dataclass(frozen=True)
class Need:
    """One need, of the organisation or of a person there (``contact_id``). ``urgency`` 1–3, 3 the most.

    ``is_hidden``: nobody said it, we concluded it. ``rank`` 1–3: its place among the person's most pressing.
    """

    id: Id
    account_id: Id
    text: str
    kind: NeedKind | None = None
    contact_id: Id | None = None
    visit_id: Id | None = None
    is_hidden: bool = False
    urgency: int | None = None
    answer: NeedAnswer = NeedAnswer.OPEN
    answer_text: str = ""
    noted_on: date | None = None
    rank: int | None = None


@dataclass(frozen=True)
class QuickNeed:
    """What one typed line says of a need."""

    text: str
    kind: NeedKind | None = None
    contact_id: Id | None = None
    is_hidden: bool = False
    urgency: int | None = None


_KIND_MARKS = {
    "product": NeedKind.PRODUCT,
    "产品": NeedKind.PRODUCT,
    "service": NeedKind.SERVICE,
    "服务": NeedKind.SERVICE,
    "price": NeedKind.PRICE,
    "价格": NeedKind.PRICE,
}
_MOST_NAMES = 4
_URGENCY = re.compile(f"[!！]{{1,{MOST_URGENT}}}")


def read_quick_need(line: str, contacts: Sequence[Contact] = ()) -> QuickNeed:
    """A need out of one line: ``!`` to ``!!!`` for its urgency, ``?`` in front for hidden, ``#price`` for
    its kind, ``@name`` for the person, all of a name of several words or its beginning. Words that are
    none of these are the text, as they stand."""
    words: list[str] = []
    kind: NeedKind | None = None
    person: Id | None = None
    hidden, urgency = False, None
    left = line.split()
    while left:
        word = left.pop(0)
        if not words and word[0] in "?？" and word.strip("?？"):
            hidden, word = True, word[1:]
        elif not words and word in ("?", "？"):
            hidden = True
            continue
        named = None
        if word.startswith("@"):
            named, more = _person_called(word[1:], left, contacts)
            left = left[more:]
        if _URGENCY.fullmatch(word):
            urgency = len(word)
        elif word.startswith("#") and simplified(word[1:]).casefold() in _KIND_MARKS:
            kind = _KIND_MARKS[simplified(word[1:]).casefold()]
        elif named is not None:
            person = named
        else:
            words.append(word)
    return QuickNeed(" ".join(words), kind, person, hidden, urgency)


def by_urgency(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Open ones first, the most urgent on top, then the oldest; the settled ones at the end."""
    return tuple(
        sorted(
            needs,
            key=lambda need: (
                need.answer.is_settled,
                -(need.urgency or 0),
                need.noted_on or date.max,
                need.id,
            ),
        )
    )


def open_needs(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Those that wait for something, in the same order."""
    return tuple(need for need in by_urgency(needs) if not need.answer.is_settled)


def _person_called(name: str, following: Sequence[str], contacts: Sequence[Contact]) -> tuple[Id | None, int]:
    """The person that ``name`` means with as many of the ``following`` words as belong to it."""
    for more in range(min(len(following), _MOST_NAMES - 1), 0, -1):
        wanted = " ".join((name, *following[:more])).casefold()
        found = [one for one in contacts if one.name.casefold().startswith(wanted)]
        if len(found) == 1:
            return found[0].id, more
    return _person_named(name, contacts), 0


def _person_named(name: str, contacts: Sequence[Contact]) -> Id | None:
    """The one person whose name begins so (a surname will do), the whole name before others."""
    wanted = name.casefold()
    whole = [one for one in contacts if one.name.casefold() == wanted]
    begun = [one for one in contacts if wanted and one.name.casefold().replace(" ", "").startswith(wanted)]
    found = whole or begun
    return found[0].id if len(found) == 1 else None
