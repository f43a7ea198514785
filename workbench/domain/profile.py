"""The profile in four parts, and how fresh each is (2-rules §1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Account
from workbench.foundation.i18n import pgettext


class ProfilePart(StrEnum):
    """A part of the profile 客户档案, in the order of the rules."""

    BASICS = "basics"
    CHARACTERISTICS = "characteristics"
    BUSINESS = "business"
    TRADE = "trade"

    @property
    def label(self) -> str:
        return {
            ProfilePart.BASICS: pgettext("profile part", "Basics"),
            ProfilePart.CHARACTERISTICS: pgettext("profile part", "Characteristics"),
            ProfilePart.BUSINESS: pgettext("profile part", "Business state"),
            ProfilePart.TRADE: pgettext("profile part", "Trade state"),
        }[self]

    @property
    def verified_field(self) -> str:
        """The field of the account that says when the part was last verified."""
        return f"{self.value}_verified_on"


@dataclass(frozen=True)
class PartState:
    """How fresh a part is. ``by`` is who verified it, empty where that is not known."""

    part: ProfilePart
    verified_on: date | None
    today: date
    stale_after_days: int
    by: str = ""

    @property
    def days_since(self) -> int | None:
        """Days since it was verified, never below zero; ``None`` if it never was."""
        return None if self.verified_on is None else max(0, (self.today - self.verified_on).days)

    @property
    def is_stale(self) -> bool:
        """Whether it must be verified (again): never verified, or longer ago than the rule allows."""
        days = self.days_since
        return days is None or days > self.stale_after_days


def part_states(
    account: Account, today: date, stale_after_days: int, verified_by: Mapping[ProfilePart, str] | None = None
) -> tuple[PartState, ...]:
    """The four parts of the account's profile as of ``today``."""
    names = verified_by or {}
    return tuple(
        PartState(part, _day(account, part), today, stale_after_days, names.get(part, ""))
        for part in ProfilePart
    )


def _day(account: Account, part: ProfilePart) -> date | None:
    return {
        ProfilePart.BASICS: account.basics_verified_on,
        ProfilePart.CHARACTERISTICS: account.characteristics_verified_on,
        ProfilePart.BUSINESS: account.business_verified_on,
        ProfilePart.TRADE: account.trade_verified_on,
    }[part]
