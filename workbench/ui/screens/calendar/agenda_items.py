"""From the calendar's days to the lines of the agenda: a heading for each day, a line for each visit."""

from datetime import date, timedelta

from workbench.domain.visits import Visit, VisitState
from workbench.foundation.i18n import _, format_date
from workbench.services.calendar_view import CalendarView
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.calendar.month_days import closed_accounts, day_note, event_of, seen_only

_TONES = {
    VisitState.PLANNED: Tone.TEXT2,
    VisitState.AGREED: Tone.ACCENT,
    VisitState.DONE: Tone.OK,
    VisitState.MISSED: Tone.DANGER,
    VisitState.CANCELLED: Tone.TEXT2,
}


def agenda_items(view: CalendarView) -> list[Item]:
    """The days that have something, in order; with who is away and which accounts are closed."""
    by_day: dict[date, list[Visit]] = {}
    for visit in view.visits:
        by_day.setdefault(visit.on, []).append(visit)
    items: list[Item] = []
    for offset in range((view.last - view.first).days + 1):
        day = view.first + timedelta(days=offset)
        visits = sorted(by_day.get(day, ()), key=lambda one: (one.at or "~", one.id))
        remarks = [event.text for event in seen_only(view, day)] + closed_accounts(view, day)
        note, _tone = day_note(view.calendar, day)
        if not (visits or remarks or note):
            continue
        load = view.loads[day]
        title = format_date(day, weekday=True)
        if day == view.today:
            title = _("{date}, today").format(date=title)
        said = " · ".join(fact for fact in (title, note) if fact)
        right = f"{load.visits}/{load.capacity}" if load.capacity or load.visits else ""
        over = load.visits > load.capacity
        items.append(
            Item(
                key=("day", day),
                title=said,
                right=right,
                right_tone=Tone.WARN if over else Tone.TEXT2,
                right_mark=Mark("triangle-alert", Tone.WARN) if over else None,
                heading=True,
            )
        )
        items += [
            Item(key=("remark", day, number), title=text, mark=Mark("info"))
            for number, text in enumerate(remarks)
        ]
        items += [_line(visit, view) for visit in visits]
    return items


def _line(visit: Visit, view: CalendarView) -> Item:
    event, account = event_of(visit, view), view.accounts.get(visit.account_id)
    person = view.managers.get(visit.manager_id) if visit.manager_id else None
    facts = (
        account.city if account else "",
        person.name if person else "",
        visit.kind.label,
        visit.purpose,
    )
    return Item(
        key=visit.id,
        lead=visit.at or "–",
        title=event.text,
        second=" · ".join(fact for fact in facts if fact),
        mark=event.mark,
        chip=visit.state.label,
        chip_tone=_TONES[visit.state],
        chip_icon="pin" if visit.pinned and visit.state.is_open else "",
        chip_outline=visit.state is VisitState.PLANNED,
        struck=visit.state is VisitState.CANCELLED,
        tooltip=event.tooltip,
    )
