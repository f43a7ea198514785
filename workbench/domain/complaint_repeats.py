"""Repeat complaints: of the same account, kind or product within so many days (2-rules §8)."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.foundation.i18n import listed, pgettext
from workbench.foundation.ids import Id

MOST_OF_KIND = 3


class RepeatReason(StrEnum):
    """What two complaints have in common, the closest first."""

    ACCOUNT = "account"
    PRODUCT = "product"
    KIND = "kind"

    @property
    def label(self) -> str:
        return {
            RepeatReason.ACCOUNT: pgettext("repeat complaint", "same account"),
            RepeatReason.PRODUCT: pgettext("repeat complaint", "same product"),
            RepeatReason.KIND: pgettext("repeat complaint", "same kind"),
        }[self]


_WEIGHTS = {RepeatReason.ACCOUNT: 4, RepeatReason.PRODUCT: 3, RepeatReason.KIND: 2}


@dataclass(frozen=True)
class Repeat:
    """Another complaint that is near; ``days`` from it to this one, negative if it came later."""

    complaint: Complaint
    reasons: tuple[RepeatReason, ...]
    days: int

    @property
    def label(self) -> str:
        """Why it is near, in the user's language: ``same account, same kind``."""
        return listed(reason.label for reason in self.reasons)

    @property
    def closeness(self) -> int:
        """The more they have in common the larger."""
        return sum(_WEIGHTS[reason] for reason in self.reasons)


def repeats_of(complaint: Complaint, others: Iterable[Complaint], days: int) -> tuple[Repeat, ...]:
    """The complaints received within ``days`` before or after it that have something in common with it.

    The closest first, then the nearest in time. Of those that share nothing but the kind the nearest few
    stand for all: a common kind would link half of a list. The kind *other* and an empty product are nothing
    in common.
    """
    found = [
        Repeat(other, reasons, (complaint.received_on - other.received_on).days)
        for other in others
        if other.id != complaint.id
        and abs((complaint.received_on - other.received_on).days) <= days
        and (reasons := _reasons(complaint, other))
    ]
    found.sort(key=lambda one: (-one.closeness, abs(one.days), one.days, one.complaint.id))
    by_kind = [one for one in found if one.reasons == (RepeatReason.KIND,)]
    left_out = {one.complaint.id for one in by_kind[MOST_OF_KIND:]}
    return tuple(one for one in found if one.complaint.id not in left_out)


def count_repeats(complaints: Sequence[Complaint], days: int) -> Mapping[Id, int]:
    """How many others of the same account or product each has within ``days``; in one pass over all."""
    accounts = _Times((one.account_id, one.received_on) for one in complaints)
    products = _Times((_product(one), one.received_on) for one in complaints if _product(one))
    both = _Times(((one.account_id, _product(one)), one.received_on) for one in complaints if _product(one))
    counts: dict[Id, int] = {}
    for one in complaints:
        count = accounts.near(one.account_id, one.received_on, days) - 1
        product = _product(one)
        if product:
            count += products.near(product, one.received_on, days)
            count -= both.near((one.account_id, product), one.received_on, days)
        counts[one.id] = count
    return counts


def repeated(complaints: Iterable[Complaint], days: int) -> frozenset[Id]:
    """Those whose account had complained of the same kind or product within ``days`` before."""
    last: dict[Hashable, date] = {}
    found: set[Id] = set()
    for one in sorted(complaints, key=lambda one: (one.received_on, one.number, one.id)):
        keys: list[Hashable] = [(one.account_id, "product", _product(one))] if _product(one) else []
        if one.kind is not ComplaintKind.OTHER:
            keys.append((one.account_id, "kind", one.kind))
        for key in keys:
            before = last.get(key)
            if before is not None and (one.received_on - before).days <= days:
                found.add(one.id)
            last[key] = one.received_on
    return frozenset(found)


def _reasons(one: Complaint, other: Complaint) -> tuple[RepeatReason, ...]:
    common = {
        RepeatReason.ACCOUNT: one.account_id == other.account_id,
        RepeatReason.PRODUCT: bool(_product(one)) and _product(one) == _product(other),
        RepeatReason.KIND: one.kind is other.kind and one.kind is not ComplaintKind.OTHER,
    }
    return tuple(reason for reason, holds in common.items() if holds)


def _product(complaint: Complaint) -> str:
    """The product as it is compared: without regard to width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", complaint.product).casefold().split())


class _Times:
    """Days by key, to be counted in a window."""

    def __init__(self, pairs: Iterable[tuple[Hashable, date]]) -> None:
        self._days: dict[Hashable, list[int]] = defaultdict(list)
        for key, day in pairs:
            self._days[key].append(day.toordinal())
        for found in self._days.values():
            found.sort()

    def near(self, key: Hashable, day: date, days: int) -> int:
        """How many of ``key`` lie within ``days`` of ``day``."""
        found, at = self._days[key], day.toordinal()
        return bisect_right(found, at + days) - bisect_left(found, at - days)
