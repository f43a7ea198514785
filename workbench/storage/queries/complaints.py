"""Reading complaints and what happened to them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from workbench.domain.complaints import (
    Complaint,
    ComplaintCause,
    ComplaintDays,
    ComplaintEvent,
    ComplaintEventKind,
    ComplaintKind,
    ComplaintSeverity,
    Outcome,
)
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.accounts import ContactEntity
from workbench.storage.tables.complaints import ComplaintEntity, ComplaintEventEntity

_COMPLAINT = ComplaintEntity.__table__.c
_EVENT = ComplaintEventEntity.__table__.c
_CONTACT = ContactEntity.__table__.c

# The columns in the order of the fields of ``Complaint``, built by place.
_NAMES = [field.name for field in fields(Complaint)]
_KIND_AT, _SEVERITY_AT, _DAYS_AT = (_NAMES.index(name) for name in ("kind", "severity", "days"))
_KINDS: Mapping[str, ComplaintKind] = {kind.value: kind for kind in ComplaintKind}
_SEVERITIES: Mapping[str, ComplaintSeverity] = {one.value: one for one in ComplaintSeverity}
_DAY_NAMES = frozenset(field.name for field in fields(ComplaintDays))
_SHIPPED_DAYS = ComplaintDays()
_ALL = select(*(_COMPLAINT[name] for name in _NAMES)).order_by(_COMPLAINT.received_on.desc(), _COMPLAINT.id)
_OF_ACCOUNT = _ALL.where(_COMPLAINT.account_id == bindparam("account"))
_EVENT_NAMES = [field.name for field in fields(ComplaintEvent)]
_EVENT_COLUMNS = {"on": "on_day", "at": "at_time"}
_EVENTS = select(*(_EVENT[_EVENT_COLUMNS.get(name, name)] for name in _EVENT_NAMES))
_EVENT_KIND_AT, _ON_AT, _OUTCOME_AT, _CAUSE_AT, _WHYS_AT = (
    _EVENT_NAMES.index(name) for name in ("kind", "on", "outcome", "cause", "whys")
)
_EVENT_KINDS: Mapping[str, ComplaintEventKind] = {one.value: one for one in ComplaintEventKind}
_OUTCOMES: Mapping[str, Outcome] = {one.value: one for one in Outcome}
_CAUSES: Mapping[str, ComplaintCause] = {one.value: one for one in ComplaintCause}
_MOST_DAYS = 3_650
_WORDS_TOLD = 50


def list_complaints(session: Session, account_id: Id | None = None) -> list[Complaint]:
    """Complaints, the newest first."""
    if account_id is None:
        rows = session.execute(_ALL)
    else:
        rows = session.execute(_OF_ACCOUNT, {"account": account_id})
    return [_complaint(row) for row in rows.all()]


def get_complaint(session: Session, complaint_id: Id) -> Complaint:
    """One complaint; raises ``NotFound``."""
    row = session.execute(_ALL.where(_COMPLAINT.id == complaint_id)).first()
    if row is None:
        raise NotFound(
            _("This complaint is not in the file."),
            hint=_("Look at the list again."),
            where=complaint_id.hex(),
        )
    return _complaint(row)


def list_complaint_events(
    session: Session,
    complaint_id: Id | None = None,
    *,
    account_id: Id | None = None,
    ids: Collection[Id] | None = None,
) -> dict[Id, list[ComplaintEvent]]:
    """What happened by complaint, of one, of a few, of an account's, or of all; in the order it is read in.

    An event of a kind that only a newer version knows reads as a note, one without a day as of the first.
    """
    query = _EVENTS
    if complaint_id is not None:
        query = query.where(_EVENT.complaint_id == complaint_id)
    if ids is not None:
        query = query.where(_EVENT.complaint_id.in_(ids))
    if account_id is not None:
        own = select(_COMPLAINT.id).where(_COMPLAINT.account_id == account_id)
        query = query.where(_EVENT.complaint_id.in_(own))
    found: dict[Id, list[ComplaintEvent]] = {}
    order = (_EVENT.sequence, _EVENT.on_day, _EVENT.at_time, _EVENT.id)
    for row in session.execute(query.order_by(*order)):
        event = _event(row)
        found.setdefault(event.complaint_id, []).append(event)
    return found


@dataclass(frozen=True)
class StepWords:
    """What was written in steps before, the most frequent first."""

    departments: tuple[str, ...]
    posts: tuple[str, ...]
    people: tuple[str, ...]


def list_step_words(session: Session) -> StepWords:
    """The departments, posts and people that steps name, in one query."""
    counts: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    columns = (_EVENT.department, _EVENT.post, _EVENT.person)
    for row in session.execute(select(*columns, func.count()).group_by(*columns)):
        for words, word in zip(counts, row[:3], strict=True):
            if word:
                words[word] += row[3]
    departments, posts, people = (
        tuple(sorted(words, key=lambda word: (-words[word], word))[:_WORDS_TOLD]) for words in counts
    )
    return StepWords(departments, posts, people)


def list_complainants(session: Session) -> dict[Id, str]:
    """The names of the people of accounts who complained."""
    query = select(_CONTACT.id, _CONTACT.name).where(_CONTACT.id.in_(select(_COMPLAINT.contact_id)))
    return {Id(row.id): row.name for row in session.execute(query)}


def list_complaint_numbers(session: Session) -> list[str]:
    """The numbers that complaints bear, the empty ones left out."""
    return list(session.scalars(select(_COMPLAINT.number).where(_COMPLAINT.number != "")))


def count_complaints(session: Session, first: date, last: date) -> dict[Id, int]:
    """How many each account made from ``first`` to ``last``, both included; who made none is left out."""
    query = (
        select(_COMPLAINT.account_id, func.count().label("count"))
        .where(_COMPLAINT.received_on >= first, _COMPLAINT.received_on <= last)
        .group_by(_COMPLAINT.account_id)
    )
    return {row.account_id: row[1] for row in session.execute(query)}


def _complaint(row: Any) -> Complaint:
    values = list(row)
    values[_KIND_AT] = _KINDS.get(values[_KIND_AT], ComplaintKind.OTHER)
    values[_SEVERITY_AT] = _SEVERITIES.get(values[_SEVERITY_AT], ComplaintSeverity.NORMAL)
    values[_DAYS_AT] = _days(values[_DAYS_AT])
    return Complaint(*values)


def _days(stored: object) -> ComplaintDays:
    if not isinstance(stored, dict):
        return _SHIPPED_DAYS
    known = {
        name: number
        for name, number in stored.items()
        if name in _DAY_NAMES and type(number) is int and 0 <= number <= _MOST_DAYS
    }
    return ComplaintDays(**known)


def _event(row: Any) -> ComplaintEvent:
    values = list(row)
    values[_EVENT_KIND_AT] = _EVENT_KINDS.get(values[_EVENT_KIND_AT], ComplaintEventKind.NOTED)
    values[_ON_AT] = values[_ON_AT] or date.min
    values[_OUTCOME_AT] = _OUTCOMES.get(values[_OUTCOME_AT])
    values[_CAUSE_AT] = _CAUSES.get(values[_CAUSE_AT])
    values[_WHYS_AT] = _texts(values[_WHYS_AT])
    return ComplaintEvent(*values)


def _texts(stored: object) -> tuple[str, ...]:
    items: Iterable[object] = stored if isinstance(stored, list) else ()
    return tuple(item for item in items if isinstance(item, str))
