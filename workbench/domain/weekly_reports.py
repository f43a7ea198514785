"""Weekly reports 周报: the week's visits, feedback, promises and the plan of the next (2-rules §7.2)."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from workbench.domain.attainment import Score
from workbench.domain.complaints import Complaint
from workbench.domain.contact_log import LoggedContact
from workbench.domain.promises import PromiseState
from workbench.domain.visits import Action, Visit, VisitKind
from workbench.domain.workdays import ONE_DAY, WorkdayCalendar
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id, derived_id, id_text

_FRIDAY = 4
DUE_AT = time(17)


@dataclass(frozen=True)
class WeeklyReport:
    """What one person reports of the week that begins on the Monday ``week_on``."""

    id: Id
    manager_id: Id
    week_on: date
    visits_text: str = ""
    feedback: str = ""
    promises_text: str = ""
    next_week: str = ""
    remarks: str = ""
    submitted_on: date | None = None


class Section(StrEnum):
    """A part of the report that a person writes; the value is the field that keeps it."""

    VISITS = "visits_text"
    FEEDBACK = "feedback"
    PROMISES = "promises_text"
    NEXT_WEEK = "next_week"
    REMARKS = "remarks"

    @property
    def label(self) -> str:
        return {
            Section.VISITS: pgettext("weekly report", "Visits of the week"),
            Section.FEEDBACK: pgettext("weekly report", "Customer feedback"),
            Section.PROMISES: pgettext("weekly report", "Promises"),
            Section.NEXT_WEEK: pgettext("weekly report", "Plan for next week"),
            Section.REMARKS: pgettext("weekly report", "Remarks"),
        }[self]


class Submission(StrEnum):
    """Whether a report was handed in, and in time."""

    NOT_DUE = "not_due"
    LATE = "late"
    SUBMITTED = "submitted"
    SUBMITTED_LATE = "submitted_late"


@dataclass(frozen=True)
class WeekVisit:
    """A visit of the week, with the names of those met."""

    visit: Visit
    account: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class WeekContact:
    """A call, letter or message of the week."""

    entry: LoggedContact
    account: str
    person: str = ""


@dataclass(frozen=True)
class WeekComplaint:
    """A complaint that came in this week."""

    complaint: Complaint
    account: str


@dataclass(frozen=True)
class WeekPromise:
    """A promise of an account of this person; ``late_days`` as of the end of the week, or of today."""

    action: Action
    account: str
    state: PromiseState
    late_days: int = 0


@dataclass(frozen=True)
class WeekDuty:
    """A visit that the policy asks for and that has no day yet."""

    account: str
    kind: VisitKind
    due_on: date
    days_late: int = 0


@dataclass(frozen=True)
class WeekFacts:
    """What the workspace knows of one person's week and of the next.

    ``done`` are the visits made, ``dropped`` those missed or cancelled, ``unreported`` those whose day has
    passed in silence, ``ahead`` those of the rest of the week. Scores are of the week and of its month.
    """

    monday: date
    today: date
    done: tuple[WeekVisit, ...] = ()
    dropped: tuple[WeekVisit, ...] = ()
    unreported: tuple[WeekVisit, ...] = ()
    ahead: tuple[WeekVisit, ...] = ()
    contacts: tuple[WeekContact, ...] = ()
    complaints: tuple[WeekComplaint, ...] = ()
    made: tuple[WeekPromise, ...] = ()
    kept: tuple[WeekPromise, ...] = ()
    due: tuple[WeekPromise, ...] = ()
    late: tuple[WeekPromise, ...] = ()
    next_visits: tuple[WeekVisit, ...] = ()
    next_duties: tuple[WeekDuty, ...] = ()
    week_score: Score = field(default_factory=Score)
    month_score: Score = field(default_factory=Score)
    accounts: int = 0

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened this week that could be told."""
        happened = (self.done, self.dropped, self.unreported, self.ahead, self.contacts, self.complaints)
        return not any((*happened, self.made, self.kept))


def week_start(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def week_label(monday: date) -> str:
    """The week by its number (ISO 8601)."""
    year, week, _day = monday.isocalendar()
    return _("Week {week}, {year}").format(week=week, year=year)


def weekly_report_id(manager_id: Id, monday: date) -> Id:
    """The id of a person's report of a week: the same on every laptop."""
    return derived_id("weekly_report", id_text(manager_id), monday.isoformat())


def report_due_on(monday: date, calendar: WorkdayCalendar) -> date:
    """Friday, or the last working day before it; Friday itself where the whole week is free."""
    friday = monday + _FRIDAY * ONE_DAY
    days = calendar.workdays(monday, friday)
    return days[-1] if days else friday


def submission(report: WeeklyReport | None, due_on: date, today: date, at: time) -> Submission:
    """How the report stands on ``today`` at the local time ``at``: due at 17:00 of ``due_on``.

    Only the day of handing in is kept, so on the due day itself it is never late.
    """
    if report is not None and report.submitted_on is not None:
        return Submission.SUBMITTED_LATE if report.submitted_on > due_on else Submission.SUBMITTED
    is_late = today > due_on or (today == due_on and at >= DUE_AT)
    return Submission.LATE if is_late else Submission.NOT_DUE
