"""The words and marks of complaints: what is left of a limit, how grave one is, who is answerable."""

from collections.abc import Sequence
from datetime import date

from workbench.domain.complaint_deadlines import StepDeadline
from workbench.domain.complaint_progress import Answerable
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintSeverity
from workbench.foundation.i18n import _, format_short_date, ngettext, pgettext
from workbench.services.complaint_board import ComplaintLine
from workbench.services.complaint_view import ComplaintView
from workbench.ui.kit.marks import NOTICE, SEVERE, Mark
from workbench.ui.kit.tokens import Tone

SEVERITY_MARKS = {
    ComplaintSeverity.NORMAL: NOTICE,
    ComplaintSeverity.SEVERE: SEVERE,
    ComplaintSeverity.MAJOR: SEVERE,
}
"""Severe looks as it does among the alarms; the word beside it tells a major matter."""
REPEATS = Mark("repeat", Tone.TEXT2)
WAITING = Mark("pause", Tone.TEXT2)
ESCALATED = Mark("chevrons-up", Tone.DANGER)


def channels() -> Sequence[str]:
    """The ways in which a customer is usually heard from, and told something."""
    return (
        pgettext("complaint channel", "Telephone"),
        pgettext("complaint channel", "Visit"),
        pgettext("complaint channel", "E-mail"),
        pgettext("complaint channel", "Message"),
        pgettext("complaint channel", "Letter"),
    )


def left_words(deadline: StepDeadline | None) -> tuple[str, Tone]:
    """How many working days are left, or that it is late and how late."""
    if deadline is None:
        return "", Tone.TEXT2
    late, left = deadline.days_late, deadline.left
    if deadline.is_overdue:
        if not late:
            return _("overdue"), Tone.DANGER
        words = ngettext("{count} working day late", "{count} working days late", late)
        return words.format(count=late), Tone.DANGER
    if left == 0:
        return _("due today"), Tone.WARN
    words = ngettext("{count} working day left", "{count} working days left", left)
    return words.format(count=left), Tone.WARN if left == 1 else Tone.TEXT2


def left_short(line: ComplaintLine) -> tuple[str, Tone]:
    """As ``left_words``, for a narrow place; who waits says so."""
    deadline = line.deadline
    if line.is_waiting:
        return _("waiting"), Tone.TEXT2
    if deadline is None:
        return "", Tone.TEXT2
    late, left = deadline.days_late, deadline.left
    if deadline.is_overdue and late:
        return ngettext("{count} day late", "{count} days late", late).format(count=late), Tone.DANGER
    if deadline.is_overdue or left == 0:
        return left_words(deadline)
    words = ngettext("{count} day left", "{count} days left", left)
    return words.format(count=left), Tone.WARN if left == 1 else Tone.TEXT2


def working_days(count: int) -> str:
    """So many working days."""
    return ngettext("{count} working day", "{count} working days", count).format(count=count)


def title_of(complaint: Complaint) -> str:
    """What it is about in one line."""
    text = complaint.text or complaint.against or complaint.demand
    return text.strip().splitlines()[0] if text.strip() else complaint.kind.label


def complainant_of(view: ComplaintView) -> str:
    """Who complained: the person at the account, or the name that was given."""
    return view.contact.name if view.contact else view.complaint.complainant


def answerable_words(answerable: Answerable) -> str:
    """Who it is, and the department."""
    return " · ".join(part for part in (answerable.person, answerable.department) if part)


def moment(event: ComplaintEvent) -> str:
    """When it was."""
    if event.on == date.min:
        return ""
    return f"{format_short_date(event.on)} {event.at}".strip()
