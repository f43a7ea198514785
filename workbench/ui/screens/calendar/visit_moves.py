"""What is done with visits in the calendar: move, stretch, place, pin, agree, take out. All undoable."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from workbench.domain.ideal_windows import IdealWindow, window_of_visit
from workbench.domain.slots import Slot
from workbench.domain.visiting_hours import END_OF_DAY, minute_of, time_text
from workbench.domain.visits import Visit, VisitKind
from workbench.foundation.i18n import _, format_short_date, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.calendar_view import CalendarView
from workbench.services.duty_placing import DutyPlace, Placed, place_duties, place_near_ideal
from workbench.services.visit_moves import (
    agree_visits,
    cancel_visits,
    move_visits,
    pin_visits,
    remove_visits,
    resize_visit,
)
from workbench.ui.context import Context
from workbench.ui.screens.calendar.drop_notes import drop_notes

KEEP, NO_TIME = None, -1


class VisitMoves(QObject):
    """Turns what a grid tells into changes. A day that is not a good one is taken, and said so with Undo."""

    cancelling = Signal(object)
    """One visit is to be called off: its sheet asks why."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.view: CalendarView | None = None
        self._visits: Mapping[Id, Visit] = {}

    def show_view(self, view: CalendarView) -> None:
        """What is shown now."""
        self.view = view
        self._visits = {visit.id: visit for visit in view.visits}

    def visits(self, keys: Collection[Id]) -> list[Visit]:
        """The visits of these keys that are shown, in order of time."""
        return [visit for key, visit in self._visits.items() if key in keys]

    def open_ones(self, keys: Collection[Id]) -> list[Visit]:
        """Those of them that still lie ahead."""
        return [visit for visit in self.visits(keys) if visit.state.is_open]

    def window(self, keys: Collection[Id]) -> IdealWindow | None:
        """The ideal window of the first of these visits that a rule asked for."""
        return next((found for visit in self.visits(keys) if (found := window_of_visit(visit))), None)

    def hints(self, keys: Collection[Id]) -> dict[date, str]:
        """What speaks against each day shown, for these visits."""
        visits = self.open_ones(keys)
        came_from = visits[0].on if len({visit.on for visit in visits}) == 1 else None
        return self._hints([(one.account_id, one.kind, one.manager_id) for one in visits], came_from)

    def hints_of(self, slots: Sequence[Slot]) -> dict[date, str]:
        """What speaks against each day shown, for these duties."""
        if self.view is None:
            return {}
        accounts = self.view.accounts
        known = [slot for slot in slots if slot.account_id in accounts]
        return self._hints(
            [(one.account_id, one.kind, accounts[one.account_id].manager_id) for one in known], None
        )

    def _hints(
        self, things: Sequence[tuple[Id, VisitKind, Id | None]], came_from: date | None
    ) -> dict[date, str]:
        view = self.view
        if view is None or not things:
            return {}
        found = {}
        for offset in range((view.last - view.first).days + 1):
            day = view.first + timedelta(days=offset)
            notes = drop_notes(view, day, things, came_from)
            if notes:
                found[day] = notes[0]
        return found

    def move(self, keys: Collection[Id], held: Id, day: date, minute: int | None) -> None:
        """Put the visit held on ``day``; the others follow by as many days, and by as much time."""
        anchor = self._visits.get(held)
        if anchor is None:
            return
        days = day - anchor.on
        at = minute_of(anchor.at)
        shift = minute - at if minute is not None and minute >= 0 and at is not None else 0
        places: dict[Id, tuple[date, str]] = {}
        for visit in self.open_ones(keys):
            places[visit.id] = (visit.on + days, _time(visit, held, minute, shift))
        self._save_moves(places)

    def nudge(self, keys: Collection[Id], days: int, minutes: int) -> None:
        """Move visits by days and minutes; what has no time of day keeps to its day."""
        places = {}
        for visit in self.open_ones(keys):
            at = minute_of(visit.at)
            moved = visit.at if at is None else time_text(min(END_OF_DAY - 15, max(0, at + minutes)))
            places[visit.id] = (visit.on + timedelta(days=days), moved)
        self._save_moves(places)

    def _save_moves(self, places: dict[Id, tuple[date, str]]) -> None:
        same = [
            key
            for key, (on, at) in places.items()
            if (self._visits[key].on, self._visits[key].at) == (on, at)
        ]
        for key in same:
            del places[key]
        if places:
            said = self._said_of_moves(places)
            self._context.save(lambda workspace: move_visits(workspace, places), said=said)

    def _said_of_moves(self, places: Mapping[Id, tuple[date, str]]) -> str:
        days = {on for on, _at in places.values()}
        if len(days) == 1:
            day = next(iter(days))
            times = {at for _on, at in places.values()} - {""}
            when = " ".join((format_short_date(day), *(times if len(times) == 1 else ())))
            text = ngettext("Moved to {date}", "{count} moved to {date}", len(places))
            said = text.format(date=when, count=len(places))
        else:
            said = ngettext("{count} visit moved", "{count} visits moved", len(places)).format(
                count=len(places)
            )
        notes: list[str] = []
        for day in sorted(days):
            coming = [self._visits[key] for key, (on, _at) in places.items() if on == day]
            new = [one for one in coming if one.on != day]
            if self.view is not None and new:
                things = [(one.account_id, one.kind, one.manager_id) for one in new]
                notes += [one for one in drop_notes(self.view, day, things) if one not in notes]
        return _with_notes(said, notes)

    def resize(self, key: Id, minutes: int) -> None:
        """Let a visit take another time."""
        visit = self._visits.get(key)
        if visit is not None and self.view is not None and self.view.minutes_of(visit) != minutes:
            said = ngettext("Takes {count} minute", "Takes {count} minutes", minutes).format(count=minutes)
            self._context.save(lambda workspace: resize_visit(workspace, key, minutes), said=said)

    def refuse(self, key: Id) -> None:
        """Say why a visit does not let itself be dragged."""
        visit = self._visits.get(key)
        if visit is not None:
            text = _("This visit is already {state}: it stays where it is.")
            self._context.notifier.show_message(
                text.format(state=visit.state.label.lower()), icon="triangle-alert"
            )

    def place(self, slots: Sequence[Slot], day: date, minute: int | None) -> None:
        """Put duties on a day, at a time if there is one."""
        at = "" if minute is None else time_text(minute)
        places = [DutyPlace(slot, day, at) for slot in slots]
        if not places:
            return
        count = len(places)
        text = ngettext("Placed on {date}", "{count} placed on {date}", count)
        said = text.format(date=" ".join(filter(None, (format_short_date(day), at))), count=count)
        notes: list[str] = []
        if self.view is not None:
            accounts = self.view.accounts
            known = [slot for slot in slots if slot.account_id in accounts]
            things = [(one.account_id, one.kind, accounts[one.account_id].manager_id) for one in known]
            notes = drop_notes(self.view, day, things)
        self._context.save(lambda workspace: place_duties(workspace, places), said=_with_notes(said, notes))

    def place_ideally(self, wanted: Sequence[tuple[Slot, date]]) -> None:
        """Put each duty near its ideal date, and say how many found no place."""

        def said(placed: Placed) -> str:
            count = placed.placed
            text = ngettext(
                "{count} placed near its ideal date", "{count} placed near their ideal dates", count
            )
            left = (
                _("{count} found no free day within a month").format(count=placed.left) if placed.left else ""
            )
            return _with_notes(text.format(count=count), [left] if left else [])

        if wanted:
            self._context.change(
                lambda workspace, _job: place_near_ideal(workspace, wanted),
                lambda placed: placed.summary,
                said=said,
            )

    def pin(self, keys: Collection[Id], pinned: bool) -> None:
        """Keep visits on their days, or let planning move them."""
        ids = [visit.id for visit in self.open_ones(keys)]
        said = _("Pinned: planning leaves it there") if pinned else _("No longer pinned")
        if ids:
            self._context.save(lambda workspace: pin_visits(workspace, ids, pinned=pinned), said=said)

    def agree(self, keys: Collection[Id]) -> None:
        """The accounts have agreed."""
        ids = [visit.id for visit in self.open_ones(keys)]
        said = ngettext("Agreed", "{count} agreed", len(ids)).format(count=len(ids))
        if ids:
            self._context.save(lambda workspace: agree_visits(workspace, ids), said=said)

    def cancel(self, keys: Collection[Id]) -> None:
        """Call visits off: the sheet of one asks why, of several one reason is asked for."""
        ids = [visit.id for visit in self.open_ones(keys)]
        if len(ids) == 1:
            self.cancelling.emit(ids[0])
            return
        if not ids:
            return
        title = ngettext("Cancel {count} visit", "Cancel {count} visits", len(ids)).format(count=len(ids))
        reason = self._context.prompts.ask_text(
            title, _("Why they do not take place"), action=_("Cancel visits")
        )
        if reason:
            said = ngettext("{count} visit cancelled", "{count} visits cancelled", len(ids)).format(
                count=len(ids)
            )
            self._context.save(lambda workspace: cancel_visits(workspace, ids, reason), said=said)

    def remove(self, keys: Collection[Id]) -> None:
        """Take planned visits out of the calendar."""
        ids = [visit.id for visit in self.open_ones(keys)]
        text = ngettext("{count} visit removed", "{count} visits removed", len(ids))
        if ids:
            self._context.save(
                lambda workspace: remove_visits(workspace, ids), said=text.format(count=len(ids))
            )


def _time(visit: Visit, held: Id, minute: int | None, shift: int) -> str:
    if minute is KEEP:
        return visit.at
    if minute == NO_TIME:
        return ""
    at = minute_of(visit.at)
    if visit.id == held:
        return time_text(minute)
    return visit.at if at is None else time_text(min(END_OF_DAY - 15, max(0, at + shift)))


def _with_notes(said: str, notes: Sequence[str]) -> str:
    return f"{said} · {listed(notes[:2])}" if notes else said
