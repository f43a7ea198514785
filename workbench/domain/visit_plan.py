"""What planning one person's visits takes in, and what it gives back (2-rules §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Account, Manager, Tier
from workbench.domain.duties import Duty
from workbench.domain.visits import Visit, VisitKind
from workbench.domain.workdays import DateSpan, WorkdayCalendar
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class PlanInput:
    """Everything that the plan of one person from ``start`` to ``end`` depends on.

    ``duties`` are this person's; ``visits`` all visits of their accounts (the last done ones before
    ``start`` too, they keep their distance) and all of this person in the range; ``accounts`` the accounts
    of both. Weekdays count from 0 = Monday. Nothing is planned before ``today``. Drawing accounts of one city
    together may raise the total deviation by ``city_deviation_days``.
    """

    manager: Manager
    accounts: Mapping[Id, Account]
    duties: tuple[Duty, ...]
    visits: tuple[Visit, ...]
    calendar: WorkdayCalendar
    start: date
    end: date
    today: date
    absences: tuple[DateSpan, ...] = ()
    blocked: Mapping[Id, tuple[DateSpan, ...]] = field(default_factory=dict)
    city_deviation_days: int = 0

    @property
    def first_day(self) -> date:
        """The first day on which something can be planned."""
        return max(self.start, self.today)


class Change(StrEnum):
    """What a plan does to the calendar."""

    ADDED = "added"
    MOVED = "moved"
    KEPT = "kept"

    @property
    def label(self) -> str:
        return {
            Change.ADDED: pgettext("plan change", "Added"),
            Change.MOVED: pgettext("plan change", "Moved"),
            Change.KEPT: pgettext("plan change", "Kept"),
        }[self]


@dataclass(frozen=True)
class Placement:
    """A duty on its day. ``visit_id`` and ``moved_from`` name the planned visit that it was until now.

    ``target_on`` is the ideal date, or the first day that can still be planned where that has passed.
    """

    duty: Duty
    on: date
    target_on: date
    visit_id: Id | None = None
    moved_from: date | None = None

    @property
    def deviation_days(self) -> int:
        """Days after the target; negative before it."""
        return (self.on - self.target_on).days

    @property
    def change(self) -> Change:
        if self.visit_id is None:
            return Change.ADDED
        return Change.KEPT if self.moved_from is None else Change.MOVED


class NoDay(StrEnum):
    """Why a working day is no day for a visit."""

    ABSENT = "absent"
    NO_CAPACITY = "no_capacity"
    EXCLUDED_WEEKDAY = "excluded_weekday"
    BLOCKED = "blocked"

    @property
    def label(self) -> str:
        return {
            NoDay.ABSENT: pgettext("no visit possible", "absent"),
            NoDay.NO_CAPACITY: pgettext("no visit possible", "no free place beside fixed visits"),
            NoDay.EXCLUDED_WEEKDAY: pgettext("no visit possible", "weekday excluded by the account"),
            NoDay.BLOCKED: pgettext("no visit possible", "blocked by the account"),
        }[self]


@dataclass(frozen=True)
class NotPlaced:
    """A duty without a day, and why (9-planner "Why not placed").

    ``full_days`` are exactly the days on which one more place would let this visit in, directly or by
    moving others; ``Plan.loads`` says which visits stand there. ``lost_days`` counts the working days of
    the visit's window that fall out for other causes. ``visit_id`` and ``was_on`` name the planned visit
    that would have to go.
    """

    duty: Duty
    full_days: tuple[date, ...]
    lost_days: tuple[tuple[NoDay, int], ...]
    visit_id: Id | None = None
    was_on: date | None = None

    def reason(self) -> str:
        """The cause in the user's language."""
        if self.full_days:
            count = len(self.full_days)
            return ngettext(
                "{count} day that could take it is full", "{count} days that could take it are full", count
            ).format(count=count)
        if self.lost_days:
            causes = ", ".join(
                _("{cause} ({days})").format(cause=cause.label, days=days) for cause, days in self.lost_days
            )
            return _("No day is left: {causes}").format(causes=causes)
        return _("No working day is left in the period")


@dataclass(frozen=True)
class LoadVisit:
    """A visit on a day of the plan; ``is_fixed`` if planning had to leave it there."""

    account_id: Id
    kind: VisitKind
    is_fixed: bool


@dataclass(frozen=True)
class DayLoad:
    """One day of the plan: places in all, and who stands on them. Calls and visits are counted apart."""

    on: date
    calls: bool
    capacity: int
    visits: tuple[LoadVisit, ...]


@dataclass(frozen=True)
class TierFit:
    """How much of one tier's duties fits; ``tier`` is ``None`` for accounts without one."""

    tier: Tier | None
    required: int
    placed: int


@dataclass(frozen=True)
class TooClose:
    """Two visits of one kind to an account that stay nearer than half the interval.

    Moving them apart would have left a visit out, or both stand where they stood before.
    """

    account_id: Id
    kind: VisitKind
    first_on: date
    second_on: date
    wanted_days: int


@dataclass(frozen=True)
class Certificate:
    """The proof for one kind of capacity: a price for a place on each day, in packed integer costs.

    ``verify_certificate`` needs nothing else to show that no plan costs less than ``bound``.
    """

    calls: bool
    days: tuple[date, ...]
    prices: tuple[int, ...]
    bound: int


@dataclass(frozen=True)
class Plan:
    """The calendar proposed for one person; nothing is stored yet.

    ``deviation_days`` is the total of days off target: the proven bound, plus ``gap`` for keeping visits
    apart, plus ``city_deviation_days`` for drawing cities together. ``optimal`` means no gap: left-out
    weight, moved visits and deviation are proven least. ``fixed`` visits stay; ``surplus`` are planned
    visits of a rule that no duty asks for any more. City days count the days on which a city is visited,
    before and after drawing visits together (improved, not proven least).
    """

    manager_id: Id
    start: date
    end: date
    placed: tuple[Placement, ...]
    not_placed: tuple[NotPlaced, ...]
    fixed: tuple[Visit, ...]
    surplus: tuple[Visit, ...]
    too_close: tuple[TooClose, ...]
    by_tier: tuple[TierFit, ...]
    loads: tuple[DayLoad, ...]
    deviation_days: int
    gap: int
    moved: int
    moved_gap: int
    city_days_before: int
    city_days: int
    city_deviation_days: int
    certificates: tuple[Certificate, ...]
    optimal: bool

    def blocking(self, not_placed: NotPlaced) -> tuple[DayLoad, ...]:
        """The full days that block it, with the visits on them."""
        days, calls = set(not_placed.full_days), not not_placed.duty.kind.is_on_site
        return tuple(load for load in self.loads if load.calls is calls and load.on in days)
