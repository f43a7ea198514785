"""Duties put into the calendar by hand: on a day, or each near its ideal date (2-rules §7.2)."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.accounts import Account
from workbench.domain.free_days import REACH_DAYS, Wish, nearest_free_days
from workbench.domain.journal import ChangeSummary
from workbench.domain.slots import Slot
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import DateSpan, WorkdayCalendar
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.calendar_view import day_loads, places_by_day
from workbench.services.calendars import working_calendar
from workbench.services.duty_visits import DutyIds
from workbench.services.planning import load_keepers
from workbench.storage.queries.absences import list_absence_rows, list_closures
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.visits import list_visits
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class DutyPlace:
    """Where a duty goes; ``at`` is local time ``HH:MM`` or empty."""

    slot: Slot
    on: date
    at: str = ""


@dataclass(frozen=True)
class Placed:
    """How many duties found a day, and how many did not."""

    summary: ChangeSummary
    placed: int
    left: int


def place_duties(workspace: Workspace, places: Sequence[DutyPlace]) -> ChangeSummary:
    """Put a visit into the calendar for each duty, in one step; each is pinned: a person chose its day."""
    with workspace.change("place_duties", _label(len(places))) as change:
        accounts, _managers = load_keepers(change.session, workspace.author)
        known, ids = {one.id for one in list_managers(change.session)}, DutyIds(change.session)
        for place in places:
            _create(change, ids, place, accounts, known, pinned=True)
    return change.summary


def place_near_ideal(workspace: Workspace, wanted: Sequence[tuple[Slot, date]]) -> Placed:
    """Put each duty on the working day nearest its ideal date with a free place; the earliest come first.

    Days on which its account is closed or not to be visited are passed over. What finds no place within a
    month is left unplaced. They are not pinned: planning may move them.
    """
    today = workspace.clock.today()
    in_order = sorted(wanted, key=lambda pair: (pair[1], pair[0].account_id, pair[0].number))
    reach = timedelta(days=REACH_DAYS)
    first, last = today, max([today, *(ideal for _slot, ideal in in_order)]) + reach
    with workspace.change("place_duties", _label(len(in_order))) as change:
        session = change.session
        accounts, managers = load_keepers(session, workspace.author)
        absences, visits = list_absence_rows(session), list_visits(session, first=first, last=last)
        calendar = working_calendar(session)
        closed: dict[Id, list[DateSpan]] = {}
        for closure in list_closures(session):
            closed.setdefault(closure.account_id, []).append(closure.span)
        left: dict[tuple[object, bool, date], int] = {}
        slots = {n: pair for n, pair in enumerate(in_order) if pair[0].account_id in accounts}
        keepers = {accounts[slot.account_id].manager_id for slot, _ideal in slots.values()}
        for manager in (one for key, one in managers.items() if key in keepers):
            own_absences = [one for one in absences if one.manager_id == manager.id]
            own = [one for one in visits if _keeper(one, accounts) == manager.id]
            loads = day_loads(own, places_by_day([manager], own_absences, first, last, calendar))
            for day, load in loads.items():
                left[manager.id, False, day] = load.capacity - load.visits
                left[manager.id, True, day] = load.call_capacity - load.calls
        wishes = [
            _wish(number, slot, ideal, accounts[slot.account_id], closed.get(slot.account_id, ()), calendar)
            for number, (slot, ideal) in slots.items()
        ]
        found = nearest_free_days(wishes, left, today)
        known, ids = {one.id for one in list_managers(session)}, DutyIds(session)
        for number, day in found.items():
            _create(change, ids, DutyPlace(slots[number][0], day), accounts, known, pinned=False)
    return Placed(change.summary, len(found), len(in_order) - len(found))


def _keeper(visit: Visit, accounts: Mapping[Id, Account]) -> Id | None:
    account = accounts.get(visit.account_id)
    return visit.manager_id or (account.manager_id if account else None)


def _wish(
    number: int,
    slot: Slot,
    ideal: date,
    account: Account,
    closed: Sequence[DateSpan],
    calendar: WorkdayCalendar,
) -> Wish[int]:
    def is_open(day: date) -> bool:
        return (
            calendar.is_workday(day)
            and day.weekday() not in account.excluded_weekdays
            and not any(day in span for span in closed)
        )

    return Wish(number, ideal, account.manager_id, not slot.kind.is_on_site, is_open)


def _create(
    change: Change,
    ids: DutyIds,
    place: DutyPlace,
    accounts: Mapping[Id, Account],
    known: Set[Id],
    *,
    pinned: bool,
) -> None:
    slot = place.slot
    account = accounts.get(slot.account_id)
    if account is None:
        raise NotFound(_("This account does not exist (any more)."), where=slot.account_id.hex())
    change.create(
        "visit",
        {
            "account_id": slot.account_id,
            "manager_id": account.manager_id if account.manager_id in known else None,
            "kind": slot.kind.value,
            "state": VisitState.PLANNED.value,
            "on_day": place.on,
            "at_time": place.at,
            "rule": slot.required.source.code,
            "period": slot.period.key,
            "pinned": pinned,
        },
        ids.take((slot.account_id, slot.kind.value, slot.period.key, slot.number)),
    )


def _label(count: int) -> str:
    return ngettext("Place {count} visit", "Place {count} visits", count).format(count=count)
