"""The life of a visit: agreed, missed or cancelled, on another day, taken back (2-rules §7.2)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Cause, Visit, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.ids import Id, free_id, id_text
from workbench.services.gathering_visits import must_stand_alone
from workbench.storage.queries import visits as visit_queries
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_MINUTES = 24 * 60
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])")


def read_time(text: str, where: str = "at") -> str:
    """A local time ``HH:MM`` out of ``9:30``, ``0930`` or ``9：30``; empty for none.

    Raises ``BadInput`` naming the field ``where``.
    """
    # An input method may leave digits and colon in full width.
    text = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(text)
    if text and found is None:
        raise BadInput(_("Give a time as 09:30."), where=where)
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def must_be_open(visit: Visit) -> None:
    """Raise ``NotAllowed`` unless the visit still lies ahead or waits for its report."""
    if not visit.state.is_open:
        raise NotAllowed(
            _("This visit is already {state}.").format(state=visit.state.label.lower()),
            hint=_("Undo the earlier step first, or schedule a new visit."),
        )


def agree_visit(
    workspace: Workspace, visit_id: Id, at: str = "", *, on: date | None = None, minutes: int | None = None
) -> ChangeSummary:
    """The account has agreed to the date; ``minutes`` 0 is the usual length of its kind.

    Raises ``BadInput`` naming ``at`` or ``minutes``, ``NotAllowed`` for a visit that is over.
    """
    at = read_time(at)
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise BadInput(
            _("This must be a whole number from {least} to {most}.").format(least=0, most=LONGEST_MINUTES),
            where="minutes",
        )
    with workspace.change("agree_visit", _("Visit agreed")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        must_be_open(visit)
        place = {
            "on_day": on or visit.on,
            "at_time": at or visit.at,
            "minutes": visit.minutes if minutes is None else minutes,
        }
        if tuple(place.values()) != (visit.on, visit.at, visit.minutes):
            must_stand_alone(change.session, visit)
        change.set("visit", visit_id, {"state": VisitState.AGREED.value, **place})
    return change.summary


def drop_visit(
    workspace: Workspace, visit_id: Id, state: VisitState, reason: str = "", cause: Cause | None = None
) -> ChangeSummary:
    """The visit was missed or cancelled: a cause, or words, or both.

    Raises ``BadInput`` with ``where`` ``state`` or ``reason``; the cause “other” needs words.
    """
    if state not in (VisitState.MISSED, VisitState.CANCELLED):
        raise BadInput(
            _("A visit is dropped as missed or as cancelled."),
            hint=_("Choose one of the two."),
            where="state",
        )
    if not reason.strip() and cause in (None, Cause.OTHER):
        raise BadInput(
            _("Say why the visit did not take place."), hint=_("A few words will do."), where="reason"
        )
    with workspace.change("drop_visit", state.label) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        must_be_open(visit)
        must_stand_alone(change.session, visit)
        change.set("visit", visit_id, _dropped(state, reason, cause))
    return change.summary


def reschedule_visit(
    workspace: Workspace,
    visit_id: Id,
    on: date,
    at: str = "",
    *,
    reason: str = "",
    cause: Cause | None = None,
) -> ChangeSummary:
    """Another day in its place: a new visit that names the old one.

    The old one was missed if its day has passed, else it is cancelled; the new one is planned and pinned.
    Raises ``BadInput`` naming ``on`` or ``at``, ``NotAllowed`` for a visit that is over.
    """
    at = read_time(at)
    today = workspace.clock.today()
    if on < today:
        raise BadInput(
            _("The new day has passed already."), hint=_("Set today or a day to come."), where="on"
        )
    with workspace.change(
        "reschedule_visit", _("Visit moved to {date}").format(date=on.isoformat())
    ) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        must_be_open(visit)
        must_stand_alone(change.session, visit)
        if on == visit.on:
            raise BadInput(_("That is the day it was on."), hint=_("Set another day."), where="on")
        state = VisitState.MISSED if visit.on < today else VisitState.CANCELLED
        change.set("visit", visit_id, _dropped(state, reason, cause))
        change.create(
            "visit", _replacement(visit, on, at), following_id(change.session, visit, "replacement")
        )
    return change.summary


def take_back(workspace: Workspace, visit_id: Id) -> ChangeSummary:
    """A missed or cancelled visit is planned again, and the one in its place is withdrawn.

    Raises ``NotAllowed`` for any other visit, and where the one in its place has been made.
    """
    with workspace.change("take_back", _("Visit taken back")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        if visit.state not in (VisitState.MISSED, VisitState.CANCELLED):
            raise NotAllowed(
                _("Only a visit that was missed or cancelled can be taken back."),
                hint=_("A report is unlocked to be changed."),
            )
        _withdraw_replacement(change, visit)
        change.set(
            "visit",
            visit_id,
            {"state": VisitState.PLANNED.value, "reason": "", "cause": "", "pinned": True},
        )
    return change.summary


def following_id(session: ReadingSession, visit: Visit, what: str) -> Id:
    """The id of the visit that comes of this one: on two laptops that take the same step it is one visit."""
    standing = {one.id for one in visit_queries.list_visits(session, account_id=visit.account_id)}
    return free_id(standing, what, id_text(visit.id))


def _find_replacement(session: ReadingSession, visit: Visit) -> Visit | None:
    """The visit that was put in the place of this one."""
    later = visit_queries.list_visits(session, account_id=visit.account_id)
    return next((one for one in reversed(later) if one.replaces_id == visit.id), None)


def _withdraw_replacement(change: Change, visit: Visit) -> None:
    instead = _find_replacement(change.session, visit)
    if instead is None:
        return
    if not instead.state.is_open:
        raise NotAllowed(
            _("The visit in its place, on {date}, is already {state}.").format(
                date=format_short_date(instead.on), state=instead.state.label.lower()
            ),
            hint=_("Take that one back first, or schedule a new visit."),
        )
    change.delete("visit", instead.id)


def _dropped(state: VisitState, reason: str, cause: Cause | None) -> dict[str, object]:
    return {"state": state.value, "reason": reason.strip(), "cause": cause.value if cause else ""}


def _replacement(visit: Visit, on: date, at: str) -> dict[str, object]:
    return {
        "account_id": visit.account_id,
        "manager_id": visit.manager_id,
        "kind": visit.kind.value,
        "state": VisitState.PLANNED.value,
        "on_day": on,
        "at_time": at,
        "minutes": visit.minutes,
        "pinned": True,
        "rule": visit.rule,
        "purpose": visit.purpose,
        "gathering_id": visit.gathering_id,
        "catch_up": visit.catch_up,
        "replaces_id": visit.id,
        "met": [id_text(one) for one in visit.met],
        "our_people": [id_text(one) for one in visit.our_people],
    }


def choose_people(
    workspace: Workspace, visit_id: Id, *, met: Sequence[Id] | None = None, ours: Sequence[Id] | None = None
) -> ChangeSummary:
    """Whom to meet, and who of ours comes along; ``None`` leaves them as they are.

    Raises ``NotAllowed`` for a visit that is over.
    """
    with workspace.change("choose_people", _("People of the visit")) as change:
        must_be_open(visit_queries.get_visit(change.session, visit_id))
        values: dict[str, object] = {}
        if met is not None:
            values["met"] = [id_text(one) for one in dict.fromkeys(met)]
        if ours is not None:
            values["our_people"] = [id_text(one) for one in dict.fromkeys(ours)]
        change.set("visit", visit_id, values)
    return change.summary
