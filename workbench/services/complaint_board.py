"""All complaints as lines with where they stand and what is due: board, list, today (2-rules §8)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.complaint_deadlines import StepDeadline, acknowledgement_of, deadline_of
from workbench.domain.complaint_progress import Answerable, ComplaintProgress
from workbench.domain.complaint_repeats import count_repeats
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaint_workflow import progress_of
from workbench.domain.complaints import Complaint, ComplaintSeverity
from workbench.domain.policies import REPEAT_DAYS, policy
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.storage.queries.accounts import get_account, list_accounts
from workbench.storage.queries.complaints import list_complainants, list_complaint_events, list_complaints
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

# More accounts than this are read quicker all together.
_FEW = 500


@dataclass(frozen=True)
class ComplaintLine:
    """One complaint as the board and the list show it.

    ``complainant`` is the person of the account, or the name that was written. ``deadline`` is that of the
    step it is in, ``None`` where none runs; ``acknowledgement`` that of the first reply while there is none.
    ``repeats``: how many others like it there are within the days of the policy. ``has_twin``: another
    complaint in the file bears the same number. In lists, deadlines have no strip.
    """

    complaint: Complaint
    account: Account = field(repr=False)
    progress: ComplaintProgress = field(repr=False)
    deadline: StepDeadline | None = None
    acknowledgement: StepDeadline | None = None
    complainant: str = ""
    repeats: int = 0
    has_twin: bool = False

    @property
    def state(self) -> ComplaintState:
        return self.progress.state

    @property
    def step(self) -> ComplaintStep:
        return self.progress.step

    @property
    def is_open(self) -> bool:
        return self.progress.is_open

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the customer, and the clock stands still."""
        return self.progress.is_waiting

    @property
    def answerable(self) -> Answerable:
        return self.progress.answerable

    @property
    def is_overdue(self) -> bool:
        return self.deadline is not None and self.deadline.is_overdue

    @property
    def is_escalated(self) -> bool:
        """Whether the second manager is to know of it."""
        return self.deadline is not None and self.deadline.is_escalated

    @property
    def must_tell(self) -> bool:
        return must_tell(self.progress)

    @property
    def due_on(self) -> date | None:
        """The last day of the limit that ends first, of the step or of the first reply."""
        days = [one.due_on for one in (self.deadline, self.acknowledgement) if one is not None]
        return min(days, default=None)


def must_tell(progress: ComplaintProgress) -> bool:
    """Whether a major complaint is open of which the general manager was not told (2-rules §8)."""
    is_major = progress.complaint.severity is ComplaintSeverity.MAJOR
    return is_major and progress.is_open and not progress.told_superiors


def list_complaint_lines(
    workspace: Workspace, *, account_id: Id | None = None, open_only: bool = False
) -> tuple[ComplaintLine, ...]:
    """The complaints of one account, or of all, the newest first, in a constant number of queries."""
    with workspace.read() as session:
        return read_complaint_lines(
            session, workspace.clock.today(), account_id=account_id, open_only=open_only
        )


def read_complaint_lines(
    session: ReadingSession, today: date, *, account_id: Id | None = None, open_only: bool = False
) -> tuple[ComplaintLine, ...]:
    """As ``list_complaint_lines``, within a session that is open. Repeats are looked for among all."""
    complaints = list_complaints(session)
    if account_id is None and not complaints:
        return ()
    events = list_complaint_events(session, account_id=account_id)
    if account_id is None:
        named = {one.account_id for one in complaints}
        accounts = {one.id: one for one in list_accounts(session, named if len(named) <= _FEW else None)}
    else:
        accounts = {account_id: get_account(session, account_id)}
    calendar = working_calendar(session)
    repeats = count_repeats(complaints, policy(policy_values(session), REPEAT_DAYS))
    people = list_complainants(session)
    numbers = Counter(one.number for one in complaints if one.number)
    found = []
    for complaint in complaints:
        if complaint.account_id not in accounts:
            continue
        progress = progress_of(complaint, events.get(complaint.id, ()))
        if open_only and not progress.is_open:
            continue
        line = line_of(progress, accounts[complaint.account_id], calendar, today, has_strip=False)
        person = people.get(complaint.contact_id, "") if complaint.contact_id else ""
        found.append(
            replace(
                line,
                complainant=person or complaint.complainant,
                repeats=repeats[complaint.id],
                has_twin=numbers[complaint.number] > 1,
            )
        )
    return tuple(found)


def in_order_of_urgency(lines: Iterable[ComplaintLine]) -> tuple[ComplaintLine, ...]:
    """What is overdue first, then by the day on which it is due; the grave ones first of equal ones."""
    graveness = list(ComplaintSeverity)

    def rank(line: ComplaintLine) -> tuple[bool, date, int, date, str, Id]:
        complaint = line.complaint
        return (
            line.is_waiting and not line.is_overdue,
            line.due_on or date.max,
            -graveness.index(complaint.severity),
            complaint.received_on,
            complaint.number,
            complaint.id,
        )

    return tuple(sorted(lines, key=rank))


def count_open_complaints(workspace: Workspace) -> int:
    """How many complaints are open."""
    with workspace.read() as session:
        return sum(one.is_open for one in list_progress(session))


def list_progress(session: ReadingSession, account_id: Id | None = None) -> tuple[ComplaintProgress, ...]:
    """How far the complaints of one account, or of all, have come, the newest first, in two queries."""
    events = list_complaint_events(session, account_id=account_id)
    return tuple(progress_of(one, events.get(one.id, ())) for one in list_complaints(session, account_id))


def line_of(
    progress: ComplaintProgress,
    account: Account,
    calendar: WorkdayCalendar,
    today: date,
    *,
    has_strip: bool = True,
) -> ComplaintLine:
    """One complaint as a line, without what others have in common with it."""
    complaint = progress.complaint
    return ComplaintLine(
        complaint,
        account,
        progress,
        deadline_of(complaint, progress, calendar, today, has_strip=has_strip),
        acknowledgement_of(complaint, progress, calendar, today, has_strip=has_strip),
    )
