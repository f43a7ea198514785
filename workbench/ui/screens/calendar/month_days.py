"""From what the calendar knows of its days to the days and events that its grids paint."""

from datetime import date, timedelta

from workbench.domain.absences import Absence
from workbench.domain.visiting_hours import minute_of
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import _, bracketed, format_date, language, listed, ngettext
from workbench.services.calendar_view import CalendarView, DayLoad
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.month_paint import Day, Event, Look
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

KIND_ICONS = {
    VisitKind.TELEPHONE: "phone",
    VisitKind.FOLLOW_UP: "phone",
    VisitKind.EXECUTIVE: "crown",
    VisitKind.ROUND_TABLE: "users",
    VisitKind.BUSINESS_MEETING: "users",
    VisitKind.SERVICE_MEETING: "users",
}
_FREE = DayLoad()
_LOOKS = {
    VisitState.PLANNED: Look.OUTLINE,
    VisitState.AGREED: Look.TINT,
    VisitState.DONE: Look.FADED,
    VisitState.MISSED: Look.DANGER,
    VisitState.CANCELLED: Look.GHOST,
}
# Those that can still be attended to stand above those that are over.
_ORDER = (VisitState.AGREED, VisitState.PLANNED, VisitState.DONE, VisitState.MISSED, VisitState.CANCELLED)


def grid_days(view: CalendarView) -> dict[date, Day]:
    """Every day of the view with its events: absences first, then visits by time."""
    by_day: dict[date, list[Visit]] = {}
    for visit in view.visits:
        by_day.setdefault(visit.on, []).append(visit)
    days = {}
    for offset in range((view.last - view.first).days + 1):
        day = view.first + timedelta(days=offset)
        load = view.loads[day]
        note, tone = day_note(view.calendar, day)
        visits = sorted(by_day.get(day, ()), key=lambda one: (one.at or "~", _ORDER.index(one.state)))
        shown = day >= view.today and (load.visits or load.capacity)
        days[day] = Day(
            events=(*seen_only(view, day), *(event_of(visit, view) for visit in visits)),
            load=f"{load.visits}/{load.capacity}" if shown else "",
            full=load.visits > load.capacity,
            note=note,
            note_tone=tone,
            free=not view.calendar.is_workday(day),
            share=load.visits / load.capacity if load.capacity else float(bool(load.visits)),
            tooltip=day_words(view, day),
        )
    return days


def day_note(calendar: WorkdayCalendar, day: date) -> tuple[str, Tone]:
    """What the official calendar says of ``day``: a holiday, or a weekend day that is worked."""
    name = calendar.day_name(day, language())
    if calendar.is_holiday(day):
        return _("Off: {name}").format(name=name), Tone.DANGER
    if calendar.is_make_up(day):
        return _("Work: {name}").format(name=name), Tone.TEXT2
    return "", Tone.TEXT2


def day_words(view: CalendarView, day: date) -> str:
    """All there is to say of a day, a line each."""
    load = view.loads.get(day, _FREE)
    lines = [format_date(day, weekday=True), day_note(view.calendar, day)[0]]
    if load.capacity or load.visits:
        text = _("Visits {visits} of {places}, calls {calls} of {call_places}")
        lines.append(
            text.format(
                visits=load.visits, places=load.capacity, calls=load.calls, call_places=load.call_capacity
            )
        )
    lines += [_absence_text(view, one) for one in view.away.get(day, ())]
    lines += closed_accounts(view, day)
    return "\n".join(line for line in lines if line)


def closed_accounts(view: CalendarView, day: date) -> list[str]:
    """The accounts of the person, or those with a visit, that are closed on ``day``, and why."""
    visited = {visit.account_id for visit in view.visits if visit.on == day and visit.state.is_open}
    found = []
    for key, closures in view.closed.items():
        account = view.accounts.get(key)
        own = account is not None and view.manager_id is not None and account.manager_id == view.manager_id
        if account is None or not (own or key in visited):
            continue
        closed = _("Closed: {name}").format(name=account.short)
        found += [bracketed(closed, one.reason) for one in closures if day in one.span]
    return sorted(found)


def event_of(visit: Visit, view: CalendarView) -> Event:
    """One visit as an event of a grid."""
    account = view.accounts.get(visit.account_id)
    mark: Mark | None
    if visit.state is VisitState.DONE:
        mark = Mark("check", Tone.TEXT2)
    elif visit.state is VisitState.MISSED:
        mark = Mark("x", Tone.DANGER)
    else:
        mark = TIER_MARKS[account.tier] if account and account.tier else None
    name = account.short if account else ""
    icon = "pin" if visit.pinned and visit.state.is_open else ""
    icon = KIND_ICONS.get(visit.kind, icon)
    closure = view.closure_on(visit.account_id, visit.on) if visit.state.is_open else None
    closed = _("Closed: {name}").format(name=closure.reason or name) if closure else ""
    is_away = visit.state.is_open and any(
        one.manager_id == visit.manager_id for one in view.away.get(visit.on, ())
    )
    away = _("We are away on that day") if is_away else ""
    city = account.city if account else ""
    tier = account.tier.label if account and account.tier else ""
    pinned = _("Pinned") if visit.pinned and visit.state.is_open else ""
    person = view.managers.get(visit.manager_id) if visit.manager_id else None
    who = person.name if person is not None and view.manager_id is None else ""
    minutes = view.minutes_of(visit)
    length = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes) if visit.at else ""
    facts = (
        name,
        tier,
        visit.kind.label,
        visit.state.label,
        pinned,
        visit.at,
        length,
        city,
        who,
        visit.purpose,
        closed,
        away,
    )
    return Event(
        key=visit.id,
        text=name,
        look=_LOOKS[visit.state],
        mark=Mark("triangle-alert", Tone.WARN) if closure or is_away else mark,
        tail=visit.at,
        tail_icon=icon,
        movable=visit.state.is_open,
        tooltip=" · ".join(fact for fact in facts if fact),
        start=minute_of(visit.at),
        minutes=minutes,
        facts=tuple(fact for fact in (visit.state.label, city, who, visit.kind.label) if fact),
    )


def seen_only(view: CalendarView, day: date) -> list[Event]:
    """What stands on a day without being a visit: absences, and the time other calendars have taken."""
    return [*_absences(view, day), *_taken(view, day)]


def _absences(view: CalendarView, day: date) -> list[Event]:
    # Of many people the names would fill the day: they are counted.
    away = view.away.get(day, ())
    if len(away) > 2:
        names = listed(_absence_text(view, one) for one in away)
        text = ngettext("{count} person away", "{count} people away", len(away)).format(count=len(away))
        return [Event(None, text, Look.HATCHED, tooltip=names)]
    return [
        Event(None, _absence_text(view, one), Look.HATCHED, tooltip=_absence_text(view, one)) for one in away
    ]


def _absence_text(view: CalendarView, absence: Absence) -> str:
    manager = view.managers.get(absence.manager_id)
    name = manager.name if manager else ""
    if view.manager_id is not None:
        return absence.reason or _("Away")
    text = _("{name} away").format(name=name)
    return bracketed(text, absence.reason)


def _taken(view: CalendarView, day: date) -> list[Event]:
    found = []
    for taken in view.taken.get(day, ()):
        text = taken.title or _("Busy")
        start = None if taken.is_whole_day else taken.start
        times = "" if start is None else f"{start // 60:02}:{start % 60:02}"
        tooltip = " · ".join(fact for fact in (_("Another calendar"), text, times) if fact)
        minutes = taken.end - taken.start
        found.append(
            Event(None, text, Look.HATCHED, tail=times, tooltip=tooltip, start=start, minutes=minutes)
        )
    return found
