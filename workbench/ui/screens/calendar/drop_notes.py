"""What is to be said of putting a visit on a day: off, away, closed, full. Nothing of it forbids."""

from collections.abc import Iterable
from datetime import date

from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _, weekday_name
from workbench.foundation.ids import Id
from workbench.services.calendar_view import CalendarView
from workbench.ui.screens.calendar.month_days import day_note


def drop_notes(
    view: CalendarView,
    day: date,
    visits: Iterable[tuple[Id, VisitKind, Id | None]],
    came_from: date | None = None,
) -> list[str]:
    """Why ``day`` is not a good one for ``visits`` (account, kind, manager); empty if it is."""
    visits = tuple(visits)
    notes = []
    if day < view.today:
        notes.append(_("in the past"))
    if not view.calendar.is_workday(day):
        notes.append(day_note(view.calendar, day)[0] or _("day off"))
    people = {manager for _account, _kind, manager in visits}
    for absence in view.away.get(day, ()):
        if absence.manager_id in people:
            name = view.managers[absence.manager_id].name
            notes.append(_("{name} is away").format(name=name))
    for account_id, _kind, _manager in visits:
        account, closure = view.accounts.get(account_id), view.closure_on(account_id, day)
        if account is not None and closure is not None:
            notes.append(_("{name} is closed").format(name=account.short))
        elif account is not None and day.weekday() in account.excluded_weekdays:
            text = _("{name} takes no visits on {weekday}")
            notes.append(text.format(name=account.short, weekday=weekday_name(day)))
    load = view.loads.get(day)
    if load is not None and day != came_from and view.calendar.is_workday(day):
        more = sum(1 for _account, kind, _manager in visits if kind.is_on_site)
        calls = len(visits) - more
        if (more and load.visits + more > load.capacity) or (
            calls and load.calls + calls > load.call_capacity
        ):
            notes.append(
                _("more than the {count} places").format(count=load.capacity if more else load.call_capacity)
            )
    return notes
