"""What the fields of a complaint, and of a step of one, must hold before they are saved (2-rules §8)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.complaints import (
    ComplaintCause,
    ComplaintEvent,
    ComplaintEventKind,
    ComplaintKind,
    ComplaintSeverity,
    Outcome,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_names, checked_amount, checked_word
from workbench.services.visit_life import read_time
from workbench.storage.queries.accounts import get_contact, list_managers
from workbench.storage.queries.visits import get_visit
from workbench.storage.session import ReadingSession

Word = TypeVar("Word", bound=StrEnum)

COMPLAINT_FIELDS: Final = frozenset(
    (
        *("received_on", "received_time", "number", "complainant", "contact_id", "channel", "kind"),
        *("severity", "product", "against", "demand", "text", "taken_by"),
    )
)
"""What is known of a complaint itself; whose it is never changes."""
_LINES = ("number", "complainant", "channel", "product", "taken_by")
_TEXTS = ("against", "demand", "text")
_STEP_LINES = ("person", "department", "channel", "post")
_STEP_TEXTS = ("text", "prevention", "handling")
STEP_FIELDS: Final = frozenset(
    (
        *("on", "at", "outcome", "cause", "whys", "is_conclusive", "cost_fen", "visit_id", "of_id"),
        *(*_STEP_LINES, *_STEP_TEXTS),
    )
)
"""What may be said with a step."""
_OTHERS: Final = frozenset((ComplaintEventKind.ASSIGNED, ComplaintEventKind.DECIDED, ComplaintEventKind.TOLD))
_ANSWERING: Final = frozenset(
    (ComplaintEventKind.ANALYSED, ComplaintEventKind.PROPOSED, ComplaintEventKind.IMPLEMENTED)
)


def checked_complaint(
    session: ReadingSession, account_id: Id, values: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """The values of a complaint as they are stored.

    A person of the account is not named a second time; of a person of ours the row is found by the name.
    Raises ``BadInput`` naming the field: one that there is not, a word that is none of its field, a day that
    lies in the future, somebody of another account, a complaint without a word of what it is about.
    """
    check_names(values, COMPLAINT_FIELDS, _("A complaint has no field of this name."))
    checked = dict(values)
    for name in _LINES:
        if name in checked:
            checked[name] = " ".join(str(checked[name] or "").split())
    for name in _TEXTS:
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
    if "text" in checked and not checked["text"]:
        raise BadInput(_("Say what the complaint is about."), hint=_("One sentence is enough."), where="text")
    if "received_on" in checked:
        checked["received_on"] = _past_day(checked["received_on"], today, "received_on")
    if "received_time" in checked:
        checked["received_time"] = read_time(str(checked["received_time"] or ""), "received_time")
    if "kind" in checked:
        checked["kind"] = checked_word(checked["kind"] or ComplaintKind.OTHER, ComplaintKind, "kind")
    if "severity" in checked:
        word = checked["severity"] or ComplaintSeverity.NORMAL
        checked["severity"] = checked_word(word, ComplaintSeverity, "severity")
    if checked.get("contact_id") is not None:
        person = get_contact(session, checked["contact_id"])
        if person.account_id != account_id:
            raise BadInput(_("This person is not at this account."), where="contact_id")
        if checked.get("complainant") == person.name:
            # Said by the reference: erasing the person takes the name along.
            checked["complainant"] = ""
    if "taken_by" in checked:
        names = {one.name: one.id for one in list_managers(session)}
        checked["taken_by_id"] = names.get(checked["taken_by"])
    return checked


def checked_step(
    session: ReadingSession,
    progress: ComplaintProgress,
    events: Sequence[ComplaintEvent],
    kind: ComplaintEventKind,
    values: Mapping[str, Any],
    *,
    author: str,
    now: datetime,
) -> ComplaintEvent:
    """The step that ``values`` describe, with the id that says it is not written yet.

    Without a day it is of ``now`` (local time). Without a person it is of whom it was assigned to, of who is
    answerable, or of who writes it down, as the kind is; steps that name somebody else stay without. Raises
    ``BadInput`` naming the field, as ``checked_complaint`` does.
    """
    complaint = progress.complaint
    check_names(values, STEP_FIELDS, _("A step has no field of this name."))
    given = {name: value for name, value in values.items() if value is not None}
    today = now.date()
    on = _past_day(given.get("on", today), today, "on")
    at = read_time(str(given["at"])) if "at" in given else (f"{now:%H:%M}" if on == today else "")
    lines = {name: " ".join(str(given.get(name, "")).split()) for name in _STEP_LINES}
    if kind is ComplaintEventKind.TAKEN_OVER:
        steps = progress.stand(ComplaintStep.ASSIGN).events
        assigned = [one for one in steps if one.kind is ComplaintEventKind.ASSIGNED]
        lines["department"] = lines["department"] or (assigned[-1].department if assigned else "")
        lines["person"] = lines["person"] or (assigned[-1].person if assigned else "")
    elif not lines["person"] and kind not in _OTHERS:
        answerable = progress.answerable.person if kind in _ANSWERING else ""
        lines["person"] = answerable or author
    visit_id, of_id = given.get("visit_id"), given.get("of_id")
    if visit_id is not None and get_visit(session, visit_id).account_id != complaint.account_id:
        raise BadInput(_("This visit was not to this account."), where="visit_id")
    if of_id is not None and of_id not in {one.id for one in events}:
        raise BadInput(_("This step is not one of this complaint."), where="of_id")
    return ComplaintEvent(
        id=Id(bytes(16)),
        complaint_id=complaint.id,
        sequence=max((one.sequence for one in events), default=0) + 1,
        kind=kind,
        on=on,
        at=at,
        author=author,
        outcome=Outcome(checked_word(given["outcome"], Outcome, "outcome")) if given.get("outcome") else None,
        cause=ComplaintCause(checked_word(given["cause"], ComplaintCause, "cause"))
        if given.get("cause")
        else None,
        whys=_whys(given.get("whys", ())),
        is_conclusive=bool(given.get("is_conclusive", False)),
        cost_fen=checked_amount(given["cost_fen"], "cost_fen") if "cost_fen" in given else None,
        visit_id=visit_id,
        of_id=of_id,
        **lines,
        **{name: str(given.get(name, "")).strip() for name in _STEP_TEXTS},
    )


def step_values(event: ComplaintEvent) -> dict[str, Any]:
    """A step as it is stored."""
    return {
        "complaint_id": event.complaint_id,
        "sequence": event.sequence,
        "kind": event.kind.value,
        "on_day": event.on,
        "at_time": event.at,
        "author": event.author,
        "person": event.person,
        "department": event.department,
        "outcome": event.outcome.value if event.outcome else "",
        "channel": event.channel,
        "is_conclusive": event.is_conclusive,
        "cause": event.cause.value if event.cause else "",
        "post": event.post,
        "whys": list(event.whys),
        "prevention": event.prevention,
        "handling": event.handling,
        "cost_fen": event.cost_fen,
        "visit_id": event.visit_id,
        "of_id": event.of_id,
        "text": event.text,
    }


def _past_day(value: object, today: date, where: str) -> date:
    if not isinstance(value, date):
        raise BadInput(_("Set a day."), where=where)
    if value > today:
        raise BadInput(_("This day lies in the future."), where=where)
    return value


def _whys(given: object) -> tuple[str, ...]:
    """The chain of whys up to the last one that was answered."""
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise BadInput(_("The whys are a list of answers."), where="whys")
    whys = [str(one).strip() for one in given]
    while whys and not whys[-1]:
        whys.pop()
    return tuple(whys)
