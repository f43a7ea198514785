"""Visits arranged by hand: moved together, made longer, pinned, agreed, taken out (2-rules §7.2)."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from workbench.domain.journal import ChangeSummary
from workbench.domain.visiting_hours import END_OF_DAY
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.gathering_visits import must_stand_alone
from workbench.services.visit_life import must_be_open, read_time
from workbench.storage.queries.visits import get_visit
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


def move_visits(workspace: Workspace, places: Mapping[Id, tuple[date, str]]) -> ChangeSummary:
    """Give open visits other days and times (``HH:MM``, empty for none); they are pinned there.

    All of them or none: raises ``NotAllowed`` if one is no longer open, ``BadInput`` for no time of day.
    """
    times = {visit_id: read_time(at) for visit_id, (_day, at) in places.items()}
    label = ngettext("Move {count} visit", "Move {count} visits", len(places)).format(count=len(places))
    with workspace.change("move_visits", label) as change:
        for visit_id, (on, _at) in places.items():
            must_stand_alone(change.session, _open_visit(change, visit_id))
            change.set("visit", visit_id, {"on_day": on, "at_time": times[visit_id], "pinned": True})
    return change.summary


def resize_visit(workspace: Workspace, visit_id: Id, minutes: int) -> ChangeSummary:
    """Say how long an open visit takes, in minutes; 0 is the usual length of its kind."""
    if not 0 <= minutes <= END_OF_DAY:
        raise BadInput(
            _("A visit takes between 0 and 1,440 minutes."),
            hint=_("0 stands for the usual length."),
            where="minutes",
        )
    with workspace.change("resize_visit", _("Length of a visit")) as change:
        must_stand_alone(change.session, _open_visit(change, visit_id))
        change.set("visit", visit_id, {"minutes": minutes})
    return change.summary


def pin_visits(workspace: Workspace, visit_ids: Collection[Id], *, pinned: bool = True) -> ChangeSummary:
    """Keep open visits on their days when the period is planned again, or let them be moved."""
    label = _("Pin visits") if pinned else _("Unpin visits")

    def set_pinned(change: Change, visit: Visit) -> None:
        change.set("visit", visit.id, {"pinned": pinned})

    return _each(workspace, "pin_visits", label, visit_ids, set_pinned)


def agree_visits(workspace: Workspace, visit_ids: Collection[Id]) -> ChangeSummary:
    """The accounts have agreed to the days of these open visits."""

    def agree(change: Change, visit: Visit) -> None:
        values = {"state": VisitState.AGREED.value, "on_day": visit.on, "at_time": visit.at}
        change.set("visit", visit.id, values)

    return _each(workspace, "agree_visits", _("Visits agreed"), visit_ids, agree)


def cancel_visits(workspace: Workspace, visit_ids: Collection[Id], reason: str) -> ChangeSummary:
    """These open visits do not take place, and why; raises ``BadInput`` without a reason."""
    if not reason.strip():
        raise BadInput(
            _("Say why the visit did not take place."), hint=_("A few words will do."), where="reason"
        )

    def cancel(change: Change, visit: Visit) -> None:
        must_stand_alone(change.session, visit)
        values = {"state": VisitState.CANCELLED.value, "reason": reason.strip()}
        change.set("visit", visit.id, values)

    return _each(workspace, "cancel_visits", _("Cancel visits"), visit_ids, cancel)


def remove_visits(workspace: Workspace, visit_ids: Collection[Id]) -> ChangeSummary:
    """Take visits out of the calendar that were only planned; raises ``NotAllowed`` for agreed ones.

    What was agreed with an account is cancelled with a reason, never made to vanish.
    """

    def remove(change: Change, visit: Visit) -> None:
        if visit.state is not VisitState.PLANNED:
            raise NotAllowed(
                _("An agreed visit cannot simply be removed."),
                hint=_("Cancel it and say why, so that the account can be told."),
            )
        must_stand_alone(change.session, visit)
        change.delete("visit", visit.id)

    return _each(workspace, "remove_visits", _("Remove visits"), visit_ids, remove)


def _each(
    workspace: Workspace,
    kind: str,
    label: str,
    visit_ids: Collection[Id],
    step: Callable[[Change, Visit], None],
) -> ChangeSummary:
    with workspace.change(kind, label) as change:
        for visit_id in visit_ids:
            step(change, _open_visit(change, visit_id))
    return change.summary


def _open_visit(change: Change, visit_id: Id) -> Visit:
    visit = get_visit(change.session, visit_id)
    must_be_open(visit)
    return visit
