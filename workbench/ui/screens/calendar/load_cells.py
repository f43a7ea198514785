"""From the load of people by week to the cells of the heat map."""

from datetime import timedelta

from workbench.foundation.i18n import _, format_percent_bp, format_short_date, listed, ngettext
from workbench.services.calendar_view import DayLoad
from workbench.services.quarter_load import QuarterLoad, Week
from workbench.ui.kit.heat_map import HeatCell, HeatColumn, HeatRow

_USUAL_WORKDAYS = 5


def load_columns(load: QuarterLoad) -> list[HeatColumn]:
    """A column for each week, and one for the quarter as a whole."""
    this_week = load.today - timedelta(days=load.today.weekday())
    weeks = [
        HeatColumn(
            week.start,
            _("W{number}").format(number=week.start.isocalendar().week),
            format_short_date(week.start),
            marked=week.start == this_week,
        )
        for week in load.weeks
    ]
    return [*weeks, HeatColumn(None, _("All"))]


def load_rows(load: QuarterLoad) -> list[HeatRow]:
    """A line for each person; with several, the last line is everybody together."""
    rows = []
    for person in load.people:
        cells = [
            _cell(person.manager.name, week, one) for week, one in zip(load.weeks, person.weeks, strict=True)
        ]
        over = sum(1 for one in person.weeks if one.is_over)
        remark = ngettext("{count} week over", "{count} weeks over", over).format(count=over) if over else ""
        total = _cell(person.manager.name, None, person.total)
        rows.append(HeatRow(person.manager.id, person.manager.name, remark, (*cells, total)))
    if len(rows) > 1:
        weeks = [sum((p.weeks[at] for p in load.people), DayLoad()) for at in range(len(load.weeks))]
        name = _("Everybody")
        cells = [_cell(name, week, one) for week, one in zip(load.weeks, weeks, strict=True)]
        rows.append(HeatRow(None, name, "", (*cells, _cell(name, None, sum(weeks, DayLoad())))))
    return rows


def _cell(name: str, week: Week | None, load: DayLoad) -> HeatCell:
    remark = ""
    if load.is_over:
        remark = _("over")
    elif week is not None and week.holidays:
        days = len([day for day in week.holidays if day.weekday() < _USUAL_WORKDAYS])
        remark = ngettext("{count} off", "{count} off", days).format(count=days) if days else ""
    elif load.capacity:
        remark = format_percent_bp(load.visits * 10_000 // load.capacity)
    empty = not (load.visits or load.capacity or load.calls)
    calls = _("calls {count}").format(count=load.calls) if load.calls else ""
    if load.calls > load.call_capacity:
        calls = f"{calls}/{load.call_capacity}"
    share = load.visits / load.capacity if load.capacity else float(bool(load.visits))
    return HeatCell(
        text="–" if empty else f"{load.visits}/{load.capacity}",
        second=calls,
        share=share,
        over=load.is_over,
        remark=remark,
        tooltip=_words(name, week, load),
    )


def _words(name: str, week: Week | None, load: DayLoad) -> str:
    when = _("Week of {date}").format(date=format_short_date(week.start)) if week else _("The whole quarter")
    lines = [
        f"{name}, {when}",
        _("Visits {visits} of {places}, calls {calls} of {call_places}").format(
            visits=load.visits, places=load.capacity, calls=load.calls, call_places=load.call_capacity
        ),
    ]
    if week is not None:
        lines.append(
            ngettext("{count} working day", "{count} working days", week.workdays).format(count=week.workdays)
        )
        if week.holidays:
            lines.append(
                _("Off: {name}").format(name=listed(format_short_date(day) for day in week.holidays))
            )
    if load.is_over:
        lines.append(_("More than there are places."))
    return "\n".join(lines)
