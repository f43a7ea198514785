"""Taking complaints down, correcting what was taken down, and the steps taken about them (2-rules §8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from workbench.domain.complaint_numbers import next_number
from workbench.domain.complaint_workflow import check_move, progress_of
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind
from workbench.domain.journal import ChangeSummary
from workbench.domain.needs import NeedAnswer
from workbench.domain.policies import COMPLAINT_DAYS, policy, policy_json
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, parse_id
from workbench.services.complaint_fields import (
    COMPLAINT_FIELDS,
    checked_complaint,
    checked_step,
    step_values,
)
from workbench.services.contact_log import local_now
from workbench.services.drafts import NEW_COMPLAINT, step_draft_id
from workbench.storage.devices import list_authors
from workbench.storage.drafts import drop_draft
from workbench.storage.pinyin import spellings
from workbench.storage.queries.accounts import account_names, get_account
from workbench.storage.queries.complaints import (
    get_complaint,
    list_complaint_events,
    list_complaint_numbers,
    list_complaints,
)
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_TWICE_MINUTES = 2
_NAMED = 5


def record_complaint(workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
    """Take a complaint down: ``account_id`` and ``text`` are enough; ``COMPLAINT_FIELDS`` says what else.

    It is of now, taken by whoever writes here, and gets the next number of the year. ``reply`` (with
    ``reply_channel``) is what the customer was told at once, ``told`` whom of ours was told of a major one.
    ``touched["complaint"]`` holds its id. It stays in the record: this is never undone. Raises ``BadInput``
    naming the field, and ``NotFound`` for an account that is not there.
    """
    now = local_now(workspace)
    given = {name: value for name, value in values.items() if value is not None}
    account_id = given.pop("account_id", None)
    said = {name: " ".join(str(given.pop(name, "")).split()) for name in ("reply_channel", "told")}
    reply = str(given.pop("reply", "")).strip()
    if not isinstance(account_id, bytes):
        raise BadInput(_("Say whose complaint this is."), hint=_("Choose the account."), where="account_id")
    given = {"text": "", "received_on": now.date(), "taken_by": workspace.author, **given}
    if "received_time" not in given and given["received_on"] == now.date():
        given["received_time"] = f"{now:%H:%M}"
    with workspace.change("record_complaint", _("New complaint")) as change:
        session = change.session
        get_account(session, Id(account_id))
        checked = checked_complaint(session, Id(account_id), given, now.date())
        _check_twice(session, Id(account_id), checked)
        if checked.get("number"):
            _check_number(session, checked["number"])
        else:
            checked["number"] = _next_number(workspace, session, checked["received_on"].year)
        days = policy_json(policy(policy_values(session), COMPLAINT_DAYS))
        complaint_id = change.create("complaint", {**checked, "account_id": account_id, "days": days})
        on, at = checked["received_on"], checked.get("received_time", "")
        recorded = {"on": on, "at": at, "person": checked["taken_by"]}
        _add(change, workspace, complaint_id, ComplaintEventKind.RECORDED, recorded, now, is_first=True)
        if reply:
            answer = {"on": on, "at": at, "text": reply, "channel": said["reply_channel"]}
            _add(change, workspace, complaint_id, ComplaintEventKind.REPLIED, answer, now)
        if said["told"]:
            _add(change, workspace, complaint_id, ComplaintEventKind.TOLD, {"person": said["told"]}, now)
        drop_draft(session, NEW_COMPLAINT)
    return change.summary


def number_of(workspace: Workspace, complaint_id: Id) -> str:
    """The number by which a complaint is spoken of; raises ``NotFound``."""
    with workspace.read() as session:
        return get_complaint(session, complaint_id).number


def edit_complaint(workspace: Workspace, complaint_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Correct what was taken down; the history keeps what stood there. Steps are never changed.

    An empty number gives the next free one: what a sheet brought may have none.

    Raises ``BadInput`` naming the field, ``NotFound``, and ``NotAllowed`` for a closed complaint.
    """
    with workspace.change("edit_complaint", _("Edit complaint")) as change:
        session = change.session
        complaint = get_complaint(session, complaint_id)
        events = list_complaint_events(session, complaint_id).get(complaint_id, [])
        if not progress_of(complaint, events).is_open:
            raise NotAllowed(
                _("This complaint is closed and stays as it is."), hint=_("Add a note, or open it again.")
            )
        checked = checked_complaint(session, complaint.account_id, values, workspace.clock.today())
        if "number" in checked and checked["number"] != complaint.number:
            if not checked["number"]:
                checked["number"] = _next_number(workspace, session, complaint.received_on.year)
            _check_number(session, checked["number"])
        later = [one.on for one in events if one.kind is not ComplaintEventKind.RECORDED]
        if later and checked.get("received_on", date.min) > min(later):
            raise BadInput(
                _("Something was done about it before this day."),
                hint=_("Set the day on which the complaint came in."),
                where="received_on",
            )
        change.set("complaint", complaint_id, checked)
    return change.summary


def take_step(
    workspace: Workspace, complaint_id: Id, kind: ComplaintEventKind, values: Mapping[str, Any]
) -> ChangeSummary:
    """Write down what was done about a complaint: fields of ``STEP_FIELDS``, of now unless a day is given.

    Whether it may be done is judged by what the file holds at that moment. The same step sent twice within a
    moment is written once (the second summary has no transaction). It is never undone: a step is taken back
    by another. Its draft is dropped with it. Raises ``BadInput`` naming the field, ``NotAllowed`` for a step
    that is not next, and ``NotFound``.
    """
    return take_steps(workspace, complaint_id, [(kind, values)])


def take_steps(
    workspace: Workspace, complaint_id: Id, steps: Sequence[tuple[ComplaintEventKind, Mapping[str, Any]]]
) -> ChangeSummary:
    """Write several steps down at once, all of them or none; otherwise as ``take_step``."""
    now, label = local_now(workspace), steps[-1][0].label if steps else ""
    with workspace.change("complaint_step", label) as change:
        if not _is_second_click(change, workspace, complaint_id, steps, now):
            for kind, values in steps:
                _add(change, workspace, complaint_id, kind, values, now)
        for kind, _values in steps:
            drop_draft(change.session, step_draft_id(complaint_id, kind.value))
    return change.summary


def open_need(workspace: Workspace, complaint_id: Id, text: str) -> ChangeSummary:
    """Note a need of the account that the complaint made known; the complaint says so (2-rules §8).

    Raises ``BadInput`` without a text, and ``NotFound``.
    """
    text = " ".join(text.split())
    if not text:
        raise BadInput(_("Say what they need."), hint=_("A few words will do."), where="text")
    now = local_now(workspace)
    with workspace.change("open_need", _("New need")) as change:
        complaint = get_complaint(change.session, complaint_id)
        change.create(
            "need",
            {
                "account_id": complaint.account_id,
                "contact_id": complaint.contact_id,
                "text": text,
                "answer": NeedAnswer.OPEN.value,
                "noted_on": now.date(),
            },
        )
        note = {"text": _("New need of the account: {text}").format(text=text)}
        _add(change, workspace, complaint_id, ComplaintEventKind.NOTED, note, now)
    return change.summary


def find_complaint(workspace: Workspace, text: str) -> Complaint:
    """The one complaint with this id, this number, or a number that ends so: ``0117``.

    Raises ``NotFound``, and ``BadInput`` where several fit.
    """
    wanted = text.strip().casefold()
    with workspace.read() as session:
        row_id = parse_id(wanted)
        if row_id is not None:
            return get_complaint(session, row_id)
        complaints = list_complaints(session) if wanted else []
        names = account_names(session)
    found = [one for one in complaints if one.number.casefold() == wanted]
    found = found or [one for one in complaints if f"-{wanted}" in f"-{one.number.casefold()}-"]
    if not found:
        raise NotFound(
            _("There is no complaint “{text}”.").format(text=text),
            hint=_("Give its number or its id; list and search show them."),
            where=text,
        )
    if len(found) > 1:
        told = ", ".join(f"{names.get(one.account_id, '')} {one.id.hex()}".strip() for one in found[:_NAMED])
        raise BadInput(
            _("“{text}” names {count} complaints.").format(text=text, count=len(found)),
            hint=_("Give the id of the one you mean: {ids}.").format(ids=told),
            where=text,
        )
    return found[0]


def _add(
    change: Change,
    workspace: Workspace,
    complaint_id: Id,
    kind: ComplaintEventKind,
    values: Mapping[str, Any],
    now: datetime,
    *,
    is_first: bool = False,
) -> None:
    """Write one step, if it may be taken now; the first is the record itself."""
    events = list_complaint_events(change.session, complaint_id).get(complaint_id, [])
    progress = progress_of(get_complaint(change.session, complaint_id), events)
    event = checked_step(change.session, progress, events, kind, values, author=workspace.author, now=now)
    if not is_first:
        check_move(progress, event, now.date())
    change.create("complaint_event", step_values(event))
    if kind is ComplaintEventKind.CLOSED:
        change.hold("complaint", complaint_id, *sorted(COMPLAINT_FIELDS))


def _is_second_click(
    change: Change,
    workspace: Workspace,
    complaint_id: Id,
    steps: Sequence[tuple[ComplaintEventKind, Mapping[str, Any]]],
    now: datetime,
) -> bool:
    """Whether the last steps on record say what these say, and were written a moment ago."""
    session, author = change.session, workspace.author
    events = list_complaint_events(session, complaint_id).get(complaint_id, [])
    progress = progress_of(get_complaint(session, complaint_id), events)
    sent = [
        checked_step(session, progress, events, kind, values, author=author, now=now)
        for kind, values in steps
    ]
    last = events[-len(sent) :] if sent else []
    return len(last) == len(sent) and all(map(_says_the_same, last, sent))


def _says_the_same(written: ComplaintEvent, event: ComplaintEvent) -> bool:
    same = replace(event, id=written.id, sequence=written.sequence, at=written.at)
    return written == same and abs(_minutes(event.at) - _minutes(written.at)) <= _TWICE_MINUTES


def _minutes(at: str) -> int:
    return int(at[:2]) * 60 + int(at[3:]) if at else 0


def _check_twice(session: ReadingSession, account_id: Id, checked: Mapping[str, Any]) -> None:
    """Refuse what was recorded a moment ago, word by word: a second click."""
    at = checked.get("received_time", "")
    for one in list_complaints(session, account_id):
        same = (one.received_on, one.text, one.taken_by) == (
            checked["received_on"],
            checked["text"],
            checked["taken_by"],
        )
        if same and abs(_minutes(one.received_time) - _minutes(at)) <= _TWICE_MINUTES:
            raise NotAllowed(_("This complaint is recorded already, as {number}.").format(number=one.number))


def _check_number(session: ReadingSession, number: str) -> None:
    if number and number in list_complaint_numbers(session):
        raise BadInput(
            _("Another complaint has this number already."),
            hint=_("Leave it empty for the next free one."),
            where="number",
        )


def _next_number(workspace: Workspace, session: ReadingSession, year: int) -> str:
    """The next number of the year."""
    return next_number(list_complaint_numbers(session), year, number_mark(workspace, session))


def number_mark(workspace: Workspace, session: ReadingSession) -> str:
    """The writer's initials where several people write into one file, so that their numbers differ."""
    others = set(list_authors(session.connection())) - {workspace.author, ""}
    return _initials(workspace.author) if others else ""


def _initials(name: str) -> str:
    """The initials of a name, of a Chinese one those of its pinyin: 张蔚 is ZW."""
    words: Sequence[str] = name.split()
    if not name.isascii():
        words = next(iter(spellings(name)), ())
    letters = (next((sign for sign in word if sign.isascii() and sign.isalnum()), "") for word in words)
    return "".join(letters).upper()
