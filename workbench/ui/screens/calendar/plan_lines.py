"""The lines of a plan: every visit that is added, moved, kept, without a day, let go, no longer needed."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from workbench.domain.accounts import Account, Tier
from workbench.domain.duties import Duty
from workbench.domain.visit_plan import Change, NotPlaced, Placement
from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _, format_short_date, labelled, pgettext
from workbench.services.period_plans import PeriodPlan, PersonPlan
from workbench.ui.screens.calendar.plan_words import Loads, loads_of, placed_words


class Group(Enum):
    """What becomes of a visit, in the order in which it is listed."""

    LOST = "lost"
    BY_HAND = "by_hand"
    MOVED = "moved"
    ADDED = "added"
    KEPT = "kept"
    LET_GO = "let_go"
    SURPLUS = "surplus"
    CLOSE = "close"

    @property
    def label(self) -> str:
        return {
            Group.LOST: _("Without a day"),
            Group.BY_HAND: pgettext("plan change", "By hand"),
            Group.MOVED: Change.MOVED.label,
            Group.ADDED: Change.ADDED.label,
            Group.KEPT: Change.KEPT.label,
            Group.LET_GO: pgettext("plan change", "Let go"),
            Group.SURPLUS: pgettext("plan change", "No longer needed"),
            Group.CLOSE: pgettext("plan change", "Too close"),
        }[self]


GROUP_OF = {Change.ADDED: Group.ADDED, Change.MOVED: Group.MOVED, Change.KEPT: Group.KEPT}


@dataclass(frozen=True, slots=True)
class Line:
    """One visit of a plan. ``key`` is what ``accept_plan`` may leave out; ``on`` its day, if it has one.

    ``why`` says why in a sentence; ``asked`` names the rule. ``at`` is the proposed time.
    """

    key: Hashable
    group: Group
    account: Account
    tier: Tier | None
    person: str
    kind: VisitKind
    on: date | None
    before: date | None
    ideal: date | None
    off: int
    asked: str
    why: str
    at: str = ""
    instead: bool = False

    @property
    def can_be_left(self) -> bool:
        """Whether it may be left out on accepting."""
        return self.group not in (Group.KEPT, Group.CLOSE, Group.LOST)

    @property
    def week(self) -> date | None:
        """The Monday of its week."""
        return None if self.on is None else date.fromordinal(self.on.toordinal() - self.on.weekday())


def plan_lines(planned: PeriodPlan) -> tuple[Line, ...]:
    """Every line of the plan, by group, then by day and name."""
    order = {group: number for number, group in enumerate(Group)}
    found = [line for person in planned.people for line in _lines_of(planned, person)]
    rank = {tier: number for number, tier in enumerate((*Tier, None))}

    def place(line: Line) -> tuple[object, ...]:
        # What found no day: the highest tier first.
        tier = rank[line.tier] if line.group is Group.LOST else 0
        return order[line.group], tier, line.on or line.ideal or date.max, line.account.short, str(line.key)

    return tuple(sorted(found, key=place))


def _lines_of(planned: PeriodPlan, person: PersonPlan) -> Iterator[Line]:
    loads = loads_of(person)
    for item in person.plan.placed:
        yield _placed(planned, person, item, loads)
    for lost in person.plan.not_placed:
        yield _lost(planned, person, lost)
    for duty, visit in person.by_hand:
        yield _of_duty(planned, person, duty, Group.BY_HAND, visit.on, _("The day was chosen by hand."))
    for duty, cause in person.let_go:
        said = labelled(cause.cause.label, cause.note) if cause.note else cause.cause.label
        yield _of_duty(planned, person, duty, Group.LET_GO, None, said)
    for visit in person.plan.surplus:
        account = planned.accounts.get(visit.account_id)
        if account is not None:
            why = _("No rule asks for it any more: it leaves the calendar.")
            name = person.manager.name
            yield Line(
                visit.id,
                Group.SURPLUS,
                account,
                account.tier,
                name,
                visit.kind,
                visit.on,
                None,
                None,
                0,
                "",
                why,
            )
    for close in person.plan.too_close:
        account = planned.accounts[close.account_id]
        days = (close.second_on - close.first_on).days
        why = _("{days} days after the visit of {date}; {wanted} are wanted between.").format(
            days=days, date=format_short_date(close.first_on), wanted=close.wanted_days
        )
        key = ("close", close.account_id, close.kind, close.first_on, close.second_on)
        name = person.manager.name
        yield Line(
            key, Group.CLOSE, account, account.tier, name, close.kind, close.second_on, None, None, 0, "", why
        )


def _placed(planned: PeriodPlan, person: PersonPlan, item: Placement, loads: Loads) -> Line:
    duty, asked = item.duty, person.calls.get(item.duty.key)
    why = placed_words(person, item, loads)
    if asked is not None:
        why = _("Called instead of: {kind}").format(kind=asked.kind.label) + ". " + why
    return Line(
        duty.key,
        GROUP_OF[item.change],
        planned.accounts[duty.account_id],
        duty.tier,
        person.manager.name,
        duty.kind,
        item.on,
        item.moved_from,
        duty.ideal_on,
        item.deviation_days,
        (asked or duty).reason(),
        why,
        person.plan.times.get(duty.key, "") if planned.options.give_times else "",
        asked is not None,
    )


def _lost(planned: PeriodPlan, person: PersonPlan, one: NotPlaced) -> Line:
    return _of_duty(planned, person, one.duty, Group.LOST, None, one.reason(), one.was_on)


def _of_duty(
    planned: PeriodPlan,
    person: PersonPlan,
    duty: Duty,
    group: Group,
    on: date | None,
    why: str,
    before: date | None = None,
) -> Line:
    account, name = planned.accounts[duty.account_id], person.manager.name
    return Line(
        duty.key, group, account, duty.tier, name, duty.kind, on, before, duty.ideal_on, 0, duty.reason(), why
    )


def find_lost(planned: PeriodPlan, key: Hashable) -> tuple[PersonPlan, NotPlaced] | None:
    """The visit without a day of that key, with whose it is."""
    for person in planned.people:
        for one in person.plan.not_placed:
            if one.duty.key == key:
                return person, one
    return None
