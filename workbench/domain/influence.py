"""The influence map 影响者地图: how people stand in each buying phase, and where they stand on the chart.

2-rules §6.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, id_text


class BuyingPhase(StrEnum):
    """What the account is busy with while it buys."""

    NEEDS = "needs"
    OPTIONS = "options"
    SELECTION = "selection"
    AFTER_SALES = "after_sales"

    @property
    def label(self) -> str:
        return {
            BuyingPhase.NEEDS: pgettext("buying phase", "Understand needs"),
            BuyingPhase.OPTIONS: pgettext("buying phase", "Compare options"),
            BuyingPhase.SELECTION: pgettext("buying phase", "Select"),
            BuyingPhase.AFTER_SALES: pgettext("buying phase", "After-sales"),
        }[self]


@dataclass(frozen=True)
class PhaseAttitude:
    """How a person stands in one phase, where it differs: involvement 1–5, support −2…+2."""

    id: Id
    contact_id: Id
    phase: BuyingPhase
    involvement: int | None = None
    support: int | None = None


@dataclass(frozen=True)
class MapPlace:
    """Where somebody put a person on the chart: the middle of the card, in pixels at 100 %."""

    id: Id
    contact_id: Id
    x: int
    y: int


def attitude_id(contact_id: Id, phase: BuyingPhase) -> Id:
    """The id of what is kept about a person in a phase."""
    return derived_id("phase_attitude", id_text(contact_id), phase.value)


def place_id(contact_id: Id) -> Id:
    """The id of a person's place on the chart."""
    return derived_id("map_place", id_text(contact_id))


Kept = TypeVar("Kept", PhaseAttitude, MapPlace)


def one_each(
    rows: Iterable[Kept], key: Callable[[Kept], Hashable], own_id: Callable[[Kept], Id]
) -> list[Kept]:
    """One row for each key. Of several, of people who became one, that whose id follows from the key
    (``own_id``): it is the one that is written."""
    found: dict[Hashable, Kept] = {}
    for row in rows:
        if key(row) not in found or row.id == own_id(row):
            found[key(row)] = row
    return list(found.values())


def support_label(support: int | None) -> str:
    """Where a person stands, in one word; empty where it is not known."""
    if support is None:
        return ""
    return {
        2: pgettext("support", "Champion"),
        1: pgettext("support", "Supporter"),
        0: pgettext("support", "Neutral"),
        -1: pgettext("support", "Critic"),
        -2: pgettext("support", "Blocker"),
    }[support]
