"""What planning one person's visits takes in, and what it gives back (2-rules §7.2)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Account, Manager, Tier
from workbench.domain.duties import Duty, DutyKey
from workbench.domain.visit_times import KindLimits, VisitMinutes, WorkingHours
from workbench.domain.visiting_hours import Minutes
from workbench.domain.visits import Visit, VisitKind
from workbench.domain.workdays import DateSpan, WorkdayCalendar
from workbench.foundation.i18n import _, listed, ngettext, pgettext
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class PlanInput:
    """Everything that the plan of one person from ``start`` to ``end`` depends on.

    ``duties`` are this person's; ``visits`` all visits of their accounts (the last done ones before
    ``start`` too, they keep their distance) and all of this person in the range; ``accounts`` the accounts
    of both. Weekdays count from 0 = Monday. Nothing is planned before ``today``. Drawing accounts of one city
    together may raise the total deviation by ``city_deviation_days``.

    ``blocked`` are days on which an account is closed. ``busy`` is what other appointments take of the
    person's days, in minutes after midnight, local time; each takes its share of the day's places, rounded
    in favour of visits, so that a day wholly busy has none. ``limits`` hold inside the places of a day.

    ``stays`` are the duties whose visits, once accepted, are left by every later plan where they stand;
    ``lengths`` are the minutes of visits that are not in ``visits``, but become those of their duties.
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
    busy: Mapping[date, tuple[Minutes, ...]] = field(default_factory=dict)
    hours: WorkingHours = field(default_factory=WorkingHours)
    minutes: VisitMinutes = field(default_factory=VisitMinutes)
    limits: KindLimits = field(default_factory=KindLimits)
    stays: Collection[DutyKey] = ()
    lengths: Mapping[DutyKey, int] = field(default_factory=dict)

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
    WORKING_HOURS = "working_hours"
    VISITING_HOURS = "visiting_hours"
    BUSY = "busy"
    KIND_LIMIT = "kind_limit"

    @property
    def label(self) -> str:
        return {
            NoDay.ABSENT: pgettext("no visit possible", "absent"),
            NoDay.NO_CAPACITY: pgettext("no visit possible", "no free place beside fixed visits"),
            NoDay.EXCLUDED_WEEKDAY: pgettext("no visit possible", "weekday excluded by the account"),
            NoDay.BLOCKED: pgettext("no visit possible", "account closed"),
            NoDay.WORKING_HOURS: pgettext("no visit possible", "longer than the working hours"),
            NoDay.VISITING_HOURS: pgettext("no visit possible", "longer than the visiting hours"),
            NoDay.BUSY: pgettext("no visit possible", "no time beside other appointments"),
            NoDay.KIND_LIMIT: pgettext("no visit possible", "fixed visits reach the limit of the kind"),
        }[self]


@dataclass(frozen=True)
class LimitDay:
    """A day on which visits of one kind are at the kind's limit, though the day has room."""

    on: date
    kind: VisitKind


@dataclass(frozen=True)
class GiveWay:
    """A placed visit that could leave its day for another."""

    duty: Duty
    on: date


@dataclass(frozen=True)
class Remedies:
    """What would let a visit in that found no day; each one alone is enough.

    One more place on one of ``full_days``; one more visit of that kind on one of ``limit_days``; or one of
    ``give_way`` left out: some of the lowest tier that can, nearest to the ideal date first.
    """

    full_days: tuple[date, ...]
    limit_days: tuple[LimitDay, ...]
    give_way: tuple[GiveWay, ...]


@dataclass(frozen=True)
class NotPlaced:
    """A duty without a day, and why (9-planner "Why not placed").

    ``full_days`` are exactly the days on which one more place would let this visit in, directly or by
    moving others; ``Plan.loads`` says which visits stand there. ``limit_days`` are those on which a higher
    limit of one kind would. ``lost_days`` counts the working days of the visit's window that fall out for
    other causes. ``visit_id`` and ``was_on`` name the planned visit that would have to go.
    """

    duty: Duty
    full_days: tuple[date, ...]
    lost_days: tuple[tuple[NoDay, int], ...]
    visit_id: Id | None = None
    was_on: date | None = None
    limit_days: tuple[LimitDay, ...] = ()
    give_way: tuple[GiveWay, ...] = ()

    def reason(self) -> str:
        """The cause in the user's language."""
        if self.full_days:
            count = len(self.full_days)
            return ngettext(
                "{count} day that could take it is full", "{count} days that could take it are full", count
            ).format(count=count)
        if self.limit_days:
            count = len(self.limit_days)
            return ngettext(
                "{count} day that could take it has room, but not for this kind of visit",
                "{count} days that could take it have room, but not for this kind of visit",
                count,
            ).format(count=count)
        if self.lost_days:
            causes = listed(
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
    gathering_id: Id | None = None


@dataclass(frozen=True)
class DayLoad:
    """One day of the plan: places in all, and who stands on them. Calls and visits are counted apart."""

    on: date
    calls: bool
    capacity: int
    visits: tuple[LoadVisit, ...]

    @property
    def taken(self) -> int:
        """Places that are taken: the visits of one gathering take one together."""
        return places_taken(visit.gathering_id for visit in self.visits)


def places_taken(gatherings: Iterable[Id | None]) -> int:
    """Places that visits take, each named by its gathering if it has one: a gathering takes one."""
    known = list(gatherings)
    return known.count(None) + len(set(known) - {None})


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

    ``limit_prices`` are those of the limits of a kind on a day, in the model's order. ``verify_certificate``
    needs nothing else to show that no plan costs less than ``bound``, if it holds visits apart as the plan
    does.
    """

    calls: bool
    days: tuple[date, ...]
    prices: tuple[int, ...]
    bound: int
    limit_prices: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The calendar proposed for one person; nothing is stored yet.

    ``deviation_days`` is the total of days off target: the proven bound, plus ``gap`` for keeping visits
    apart, plus ``city_deviation_days`` for drawing cities together. ``optimal`` means no gap: left-out
    weight, moved visits and deviation are proven least. ``fixed`` visits stay; ``surplus`` are planned
    visits of a rule that no duty asks for any more. City days count the days on which a city is visited,
    before and after drawing visits together (improved, not proven least).

    ``times`` proposes when each placed visit begins, ``HH:MM``; ``untimed`` are those for which the day
    has no time left. ``retimed`` counts visits that got another day because theirs had no time left.
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
    times: Mapping[DutyKey, str] = field(default_factory=dict)
    untimed: tuple[Placement, ...] = ()
    retimed: int = 0

    def remedies(self, not_placed: NotPlaced) -> Remedies:
        """What would let it in."""
        return Remedies(not_placed.full_days, not_placed.limit_days, not_placed.give_way)

    def blocking(self, not_placed: NotPlaced) -> tuple[DayLoad, ...]:
        """The full days that block it, with the visits on them."""
        days, calls = set(not_placed.full_days), not not_placed.duty.kind.is_on_site
        return tuple(load for load in self.loads if load.calls is calls and load.on in days)
