"""Why a visit has the day it has in a plan, and why another has none, in sentences."""

from collections.abc import Mapping, Sequence
from datetime import date

from workbench.domain.visit_plan import DayLoad, NotPlaced, Placement
from workbench.foundation.i18n import _, format_date, format_short_date, in_a_row, language, listed, ngettext
from workbench.services.period_plans import PersonPlan

NAMES_SHOWN = 8
Loads = Mapping[tuple[date, bool], DayLoad]


def loads_of(person: PersonPlan) -> Loads:
    """The loads of one person's plan by day, visits and calls apart."""
    return {(load.on, load.calls): load for load in person.plan.loads}


def placed_words(person: PersonPlan, item: Placement, loads: Loads) -> str:
    """Why this date: the ideal one, and what kept the visit from it."""
    return in_a_row(*_placed_sentences(person, item, loads))


def _placed_sentences(person: PersonPlan, item: Placement, loads: Loads) -> Sequence[str]:
    duty, said = item.duty, []
    if item.moved_from is not None:
        said.append(_("It was planned for {date}.").format(date=format_short_date(item.moved_from)))
    if item.target_on != duty.ideal_on:
        said.append(
            _("Its ideal date, {date}, lies outside the days that can be planned.").format(
                date=format_short_date(duty.ideal_on)
            )
        )
    off = abs(item.deviation_days)
    if not off:
        said.append(_("It stands on the best day for it."))
        return said
    text = (
        ngettext("{days} day before its best day, {date}.", "{days} days before its best day, {date}.", off)
        if item.deviation_days < 0
        else ngettext(
            "{days} day after its best day, {date}.", "{days} days after its best day, {date}.", off
        )
    )
    said.append(text.format(days=off, date=format_date(item.target_on, weekday=True)))
    said.append(_cause(person, item, loads))
    return said


def _cause(person: PersonPlan, item: Placement, loads: Loads) -> str:
    """What is the matter with the best day."""
    given, day, calls = person.given, item.target_on, not item.duty.kind.is_on_site
    account = given.accounts[item.duty.account_id]
    if not given.calendar.is_workday(day):
        name = given.calendar.day_name(day, language())
        return _("That day is off: {name}.").format(name=name) if name else _("That is a weekend day.")
    if any(day in span for span in given.absences):
        return _("{name} is away on that day.").format(name=person.manager.name)
    if day.weekday() in account.excluded_weekdays:
        return _("The account takes no visits on that weekday.")
    if any(day in span for span in given.blocked.get(account.id, ())):
        return _("The account is closed on that day.")
    load = loads.get((day, calls))
    if load is not None and load.taken >= load.capacity:
        if not load.capacity:
            return _("That day has no place for visits.")
        return _("That day is full, with {taken} of {places}.").format(taken=load.taken, places=load.capacity)
    here = loads.get((item.on, calls))
    if account.city and here is not None:
        same = sum(
            1
            for visit in here.visits
            if visit.account_id != account.id
            and (other := given.accounts.get(visit.account_id)) is not None
            and other.city == account.city
        )
        if same:
            return _("So it is on one day with others in {city}.").format(city=account.city)
    return _("So other visits come nearer to their best days, or two of this account lie apart.")


def lost_days_words(person: PersonPlan, one: NotPlaced, loads: Loads, most: int) -> list[tuple[str, str]]:
    """The full days that could take the visit, nearest to its ideal date first: day, and who stands there."""
    calls = not one.duty.kind.is_on_site
    days = sorted(one.full_days, key=lambda day: (abs((day - one.duty.ideal_on).days), day))[:most]
    found = []
    for day in sorted(days):
        load = loads.get((day, calls))
        if load is None:
            continue
        names = [
            account.short
            for visit in load.visits
            if (account := person.given.accounts.get(visit.account_id)) is not None
        ]
        shown = listed(names[:NAMES_SHOWN]) + ("…" if len(names) > NAMES_SHOWN else "")
        found.append((format_date(day, weekday=True), f"{load.taken}/{load.capacity} · {shown}"))
    return found


def remedy_words(person: PersonPlan, one: NotPlaced) -> list[str]:
    """What would have to give for the visit to find a day; each sentence is enough alone."""
    found = person.plan.remedies(one)
    said = []
    if found.full_days:
        count = len(found.full_days)
        said.append(
            ngettext(
                "One more place on {days}.", "One more place on one of {count} days, such as {days}.", count
            ).format(count=count, days=listed(format_short_date(day) for day in found.full_days[:3]))
        )
    if found.limit_days:
        first = found.limit_days[0]
        said.append(
            _("One more visit of the kind {kind} a day, such as on {date}.").format(
                kind=first.kind.label, date=format_short_date(first.on)
            )
        )
    names = [
        _("{name} on {date}").format(name=account.short, date=format_short_date(way.on))
        for way in found.give_way
        if (account := person.given.accounts.get(way.duty.account_id)) is not None
    ]
    if names:
        said.append(_("One of these left out: {visits}.").format(visits=listed(names)))
    return said
