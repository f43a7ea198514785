"""Everything that the page of one complaint shows (2-rules §8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.attachments import Attachment
from workbench.domain.complaint_deadlines import StepDeadline, days_used
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_repeats import repeats_of
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.complaint_visits import VisitProposal, asks_effect
from workbench.domain.complaint_workflow import Move, moves, progress_of
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind
from workbench.domain.policies import REPEAT_DAYS, policy
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.services.complaint_board import ComplaintLine, line_of
from workbench.services.complaint_visits import propose_complaint_visit
from workbench.services.drafts import step_draft_id
from workbench.storage.drafts import find_drafts
from workbench.storage.queries.accounts import (
    account_names,
    get_account,
    list_contacts,
    list_managers,
)
from workbench.storage.queries.attachments import list_attachments
from workbench.storage.queries.complaints import (
    get_complaint,
    list_complaint_events,
    list_complaints,
    list_step_words,
)
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

_VISITS_OFFERED, _REPEATS_SHOWN = 12, 20


@dataclass(frozen=True)
class RelatedComplaint:
    """Another complaint: ``reason`` says what it has in common, in the user's language."""

    complaint: Complaint
    account: str
    progress: ComplaintProgress = field(repr=False)
    reason: str = ""


@dataclass(frozen=True)
class ComplaintView:
    """One complaint with what stands around it.

    ``line`` is what lists show of it. ``moves`` may be made now. ``events`` in the order they are read in,
    ``files`` the latest first (each names its step), ``repeats`` the closest first. ``twins`` are other
    complaints that bear the same number, given on another laptop meanwhile. ``used_days`` are the working
    days that each step took, or has taken so far. ``next_visit`` is the account's next open visit, ``visits``
    are those at which an effect can have been seen, the latest first. ``proposal`` says how to see the
    customer sooner, where that is called for. ``asks_effect``: the solution is in place and nobody has noted
    yet whether it works. ``drafts`` are fields that were typed and not filed, by the kind of the step.
    ``departments``, ``posts`` and ``people`` are suggestions out of what was written before, the most
    frequent first.
    """

    line: ComplaintLine
    contact: Contact | None
    moves: tuple[Move, ...]
    events: tuple[ComplaintEvent, ...] = field(repr=False)
    files: tuple[Attachment, ...]
    repeats: tuple[RelatedComplaint, ...] = field(repr=False)
    twins: tuple[RelatedComplaint, ...] = field(repr=False)
    used_days: Mapping[ComplaintStep, int]
    manager: Manager | None
    second_manager: Manager | None
    managers: tuple[Manager, ...] = field(repr=False)
    contacts: tuple[Contact, ...] = field(repr=False)
    next_visit: Visit | None
    visits: tuple[Visit, ...] = field(repr=False)
    proposal: VisitProposal | None
    asks_effect: bool
    departments: tuple[str, ...]
    posts: tuple[str, ...]
    people: tuple[str, ...]
    drafts: Mapping[ComplaintEventKind, Mapping[str, Any]] = field(repr=False)

    @property
    def complaint(self) -> Complaint:
        return self.line.complaint

    @property
    def complainant(self) -> str:
        """Who complained: the person of the account, or the name that was written."""
        return self.line.complainant

    @property
    def account(self) -> Account:
        return self.line.account

    @property
    def progress(self) -> ComplaintProgress:
        return self.line.progress

    @property
    def deadline(self) -> StepDeadline | None:
        return self.line.deadline

    @property
    def acknowledgement(self) -> StepDeadline | None:
        return self.line.acknowledgement

    @property
    def must_tell(self) -> bool:
        """Whether it is a major one of which the general manager was not told."""
        return self.line.must_tell


def get_complaint_view(workspace: Workspace, complaint_id: Id) -> ComplaintView:
    """The complaint, in a constant number of queries; raises ``NotFound``."""
    today = workspace.clock.today()
    with workspace.read() as session:
        complaint = get_complaint(session, complaint_id)
        account = get_account(session, complaint.account_id)
        everything = list_complaints(session)
        days = policy(policy_values(session), REPEAT_DAYS)
        near = repeats_of(complaint, everything, days)[:_REPEATS_SHOWN]
        twins = [
            one
            for one in everything
            if one.number and one.number == complaint.number and one.id != complaint_id
        ]
        wanted = {complaint_id, *(one.complaint.id for one in near), *(one.id for one in twins)}
        events = list_complaint_events(session, ids=wanted)
        names = account_names(session)
        calendar = working_calendar(session)
        progress = progress_of(complaint, events.get(complaint_id, ()))
        line = line_of(progress, account, calendar, today)

        def related(one: Complaint, reason: str = "") -> RelatedComplaint:
            known = progress_of(one, events.get(one.id, ()))
            return RelatedComplaint(one, names.get(one.account_id, ""), known, reason)

        managers = list_managers(session)
        contacts = list_contacts(session, complaint.account_id)
        visits = list_visits(session, account_id=complaint.account_id)
        words = list_step_words(session)
        ids = {kind: step_draft_id(complaint_id, kind.value) for kind in ComplaintEventKind}
        drafts = find_drafts(session, ids.values())
        person = next((one for one in contacts if one.id == complaint.contact_id), None)
        by_id = {one.id: one for one in managers}
        ahead = [one for one in visits if one.state.is_open and one.on >= today]
        met = [one for one in visits if one.state is VisitState.DONE and one.on >= complaint.received_on]
        return ComplaintView(
            line=replace(
                line,
                complainant=person.name if person is not None else complaint.complainant,
                repeats=len(near),
                has_twin=bool(twins),
            ),
            contact=person,
            moves=moves(progress),
            events=tuple(events.get(complaint_id, ())),
            files=tuple(list_attachments(session, complaint_id=complaint_id)),
            repeats=tuple(related(one.complaint, one.label) for one in near),
            twins=tuple(map(related, twins)),
            used_days={
                step: used
                for step in ComplaintStep
                if (used := days_used(progress, step, calendar, today)) is not None
            },
            manager=by_id.get(account.manager_id) if account.manager_id else None,
            second_manager=by_id.get(account.second_manager_id) if account.second_manager_id else None,
            managers=tuple(managers),
            contacts=tuple(one for one in contacts if one.left_on is None),
            next_visit=ahead[0] if ahead else None,
            visits=tuple(met[::-1][:_VISITS_OFFERED]),
            proposal=propose_complaint_visit(session, workspace.author, progress, visits, today),
            asks_effect=asks_effect(progress, today),
            departments=words.departments,
            posts=words.posts,
            people=_once([*words.people, *(one.name for one in managers if one.active)]),
            drafts={kind: drafts[row_id] for kind, row_id in ids.items() if row_id in drafts},
        )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
