"""The menus of the calendar: of the visits chosen, of a day, and of what else the calendar leads to."""

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.visits import VisitState
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.ui.kit.icons import set_icon
from workbench.ui.navigation import PageId
from workbench.ui.screens.calendar.visit_moves import VisitMoves

Entry = tuple[str, str, Callable[[], object]]
"""Words, icon, and what it does."""


def make_menu(parent: QWidget, entries: list[Entry | None]) -> QMenu:
    """A menu of words, icons and what each does; ``None`` is a line between."""
    menu = QMenu(parent)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        text, icon, run = entry
        action = menu.addAction(text)
        if icon:
            set_icon(action, icon)
        action.triggered.connect(lambda _checked, run=run: run())
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def visits_menu(
    parent: QWidget, moves: VisitMoves, keys: Collection[Id], open_one: Callable[[Id], object]
) -> QMenu:
    """What can be done with the visits chosen; what none of them allows is left out."""
    visits, ahead = moves.visits(keys), moves.open_ones(keys)
    entries: list[Entry | None] = []
    if len(visits) == 1:
        entries.append((_("Open") + "\tEnter", "eye", lambda: open_one(visits[0].id)))
    if any(visit.state is VisitState.PLANNED for visit in ahead):
        entries.append((_("Agreed with the account"), "handshake", lambda: moves.agree(keys)))
    if any(not visit.pinned for visit in ahead):
        entries.append((_("Pin to the day"), "pin", lambda: moves.pin(keys, True)))
    if any(visit.pinned for visit in ahead):
        entries.append((_("Unpin"), "pin", lambda: moves.pin(keys, False)))
    if ahead:
        entries += [
            None,
            (_("A day earlier") + "\tCtrl ←", "arrow-left", lambda: moves.nudge(keys, -1, 0)),
            (_("A day later") + "\tCtrl →", "arrow-right", lambda: moves.nudge(keys, 1, 0)),
            (_("A week later"), "chevron-right", lambda: moves.nudge(keys, 7, 0)),
        ]
        if any(visit.at for visit in ahead):
            entries.append((_("Without a time"), "clock", lambda: _take_time_off(moves, keys)))
        text = ngettext("Cancel the visit…", "Cancel {count} visits…", len(ahead)).format(count=len(ahead))
        entries += [None, (text + "\tDel", "calendar-x", lambda: moves.cancel(keys))]
        if all(visit.state is VisitState.PLANNED for visit in ahead):
            entries.append((_("Remove from the calendar"), "trash-2", lambda: moves.remove(keys)))
    return make_menu(parent, entries)


def _take_time_off(moves: VisitMoves, keys: Collection[Id]) -> None:
    visits = moves.open_ones(keys)
    if visits:
        moves.move([visit.id for visit in visits], visits[0].id, visits[0].on, -1)


def day_menu(
    parent: QWidget,
    day: date,
    *,
    new: Callable[[], object],
    open_day: Callable[[], object],
    place: Callable[[], object] | None,
    placing: int,
) -> QMenu:
    """What can be done with a day: a new visit, what is chosen to be placed, the day by the hour."""
    when = format_short_date(day)
    entries: list[Entry | None] = [(_("New visit on {date}").format(date=when) + "\tN", "plus", new)]
    if place is not None and placing:
        text = ngettext("Place what is chosen on {date}", "Place {count} chosen on {date}", placing)
        entries.append((text.format(date=when, count=placing), "calendar-plus", place))
    entries += [None, (_("Show the day by the hour"), "clock", open_day)]
    return make_menu(parent, entries)


def more_pages() -> list[tuple[PageId, str, str]]:
    """The pages that the calendar leads to, with their words and icons."""
    return [
        (PageId.WEEK, _("Weekly report"), "file-text"),
        (PageId.GATHERINGS, _("Gatherings"), "users"),
        (PageId.ATTAINMENT, _("Attainment"), "target"),
        (PageId.POLICY, _("Visit policy"), "sliders-horizontal"),
    ]


def more_menu(
    parent: QWidget,
    leads: list[Entry],
    *,
    plan: Callable[[], object] | None,
    print_month: Callable[[], object],
) -> QMenu:
    """What else there is: other pages, planning where its button has no room, the month on paper."""
    entries: list[Entry | None] = [*leads, None] if leads else []
    if plan is not None:
        entries.append((_("Plan a period…"), "route", plan))
    entries.append((_("Print the month…") + "\tCtrl P", "printer", print_month))
    return make_menu(parent, entries)
