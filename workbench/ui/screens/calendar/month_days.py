"""From a month's data to the days and events that the grid paints."""

from datetime import date, timedelta

from workbench.domain.duties import Slot
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import _, language
from workbench.services.month import DayLoad, MonthView
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.month_paint import Day, Event, Look
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

KIND_ICONS = {
    VisitKind.TELEPHONE: "phone",
    VisitKind.EXECUTIVE: "crown",
    VisitKind.ROUND_TABLE: "users",
    VisitKind.BUSINESS_MEETING: "users",
    VisitKind.SERVICE_MEETING: "users",
}
_FREE = DayLoad(0, 0)
_LOOKS = {
    VisitState.PLANNED: Look.OUTLINE,
    VisitState.AGREED: Look.TINT,
    VisitState.DONE: Look.FADED,
    VisitState.MISSED: Look.DANGER,
    VisitState.CANCELLED: Look.GHOST,
}


def month_days(view: MonthView, shade: Slot | None = None) -> dict[date, Day]:
    """Every day of the weeks shown; ``shade`` is the duty whose part of its period is shaded."""
    by_day: dict[date, list[Visit]] = {}
    for visit in view.visits:
        by_day.setdefault(visit.on, []).append(visit)
    window = _window(shade) if shade is not None else None
    days = {}
    for offset in range((view.last - view.first).days + 1):
        day = view.first + timedelta(days=offset)
        load = view.loads[day]
        note, tone = day_note(view.calendar, day)
        if shade is not None and day == shade.middle_on:
            note, tone = _("ideal"), Tone.ACCENT
        days[day] = Day(
            events=tuple(event_of(visit, view) for visit in by_day.get(day, ())),
            load=f"{load.visits}/{load.capacity}" if day >= view.today and load != _FREE else "",
            full=load.visits > load.capacity,
            note=note,
            note_tone=tone,
            free=not view.calendar.is_workday(day),
            shaded=window is not None and window[0] <= day <= window[1] and view.calendar.is_workday(day),
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


def event_of(visit: Visit, view: MonthView) -> Event:
    """One visit as a line of the grid."""
    account = view.accounts.get(visit.account_id)
    mark: Mark | None
    if visit.state is VisitState.DONE:
        mark = Mark("check", Tone.TEXT2)
    elif visit.state is VisitState.MISSED:
        mark = Mark("x", Tone.DANGER)
    else:
        mark = TIER_MARKS[account.tier] if account and account.tier else None
    name = account.short if account else ""
    icon = "pin" if visit.pinned and visit.state.is_open else KIND_ICONS.get(visit.kind, "")
    facts = (name, visit.kind.label, visit.state.label, visit.at, account.city if account else "")
    return Event(
        key=visit.id,
        text=name,
        look=_LOOKS[visit.state],
        mark=mark,
        tail=visit.at,
        tail_icon=icon,
        movable=visit.state.is_open,
        tooltip=" · ".join(fact for fact in facts if fact),
    )


def _window(slot: Slot) -> tuple[date, date]:
    quarter = timedelta(days=max(2, slot.interval_days // 4))
    return slot.middle_on - quarter, slot.middle_on + quarter
