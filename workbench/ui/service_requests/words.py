"""The words and marks of service requests: always a shape beside the colour."""

from datetime import date

from workbench.domain.service_stand import ServiceState, left_words
from workbench.domain.service_types import shown_text
from workbench.foundation.i18n import _, format_date, format_short_date
from workbench.services.service_requests import ServiceLine
from workbench.ui.kit.marks import CAUTION, RING, Mark
from workbench.ui.kit.tokens import Tone

STATE_MARKS = {
    ServiceState.LATE: CAUTION,
    ServiceState.OPEN: Mark(RING, Tone.TEXT2),
    ServiceState.READY: Mark("square-check", Tone.ACCENT),
    ServiceState.COMPLETED: Mark("check", Tone.OK),
}
STATE_TONES = {ServiceState.LATE: Tone.DANGER, ServiceState.READY: Tone.ACCENT}


def left_tone(left: int | None) -> Tone:
    """How loudly the working days left are said."""
    if left is None:
        return Tone.TEXT2
    return Tone.DANGER if left < 0 else Tone.WARN if left <= 1 else Tone.TEXT2


def next_words(line: ServiceLine) -> tuple[str, Tone]:
    """What is due next; of a request on which nothing is, how it stands."""
    stand = line.stand
    if stand.must_pass_on:
        return _("Pass the fault on"), Tone.DANGER
    if stand.next is not None:
        return shown_text(stand.next.commitment.text), Tone.TEXT
    if line.request.completed_on is not None:
        return _("Completed on {date}").format(date=format_date(line.request.completed_on)), Tone.TEXT2
    return (_("All is done"), Tone.ACCENT) if stand.state is ServiceState.READY else ("", Tone.TEXT2)


def left_cell(line: ServiceLine) -> tuple[str, Tone]:
    """The working days left of what is due next; nothing where nothing is waited for."""
    stand = line.stand
    if stand.must_pass_on and not stand.overdue:
        return left_words(0), Tone.DANGER
    if stand.next is None or stand.next.left is None:
        return "", Tone.TEXT2
    return stand.next.words, left_tone(stand.next.left)


def call_words(line: ServiceLine, today: date) -> tuple[str, Tone]:
    """How it stands with the call after a completed request; empty where none is owed."""
    if line.made is not None:
        return _("Called on {date}").format(date=format_short_date(line.made.on)), Tone.OK
    if line.call is None:
        return "", Tone.TEXT2
    if line.is_call_waiting(today):
        day = format_date(line.call.due_on, weekday=True)
        return _("Call until {date}").format(date=day), Tone.WARN
    return _("Not called by {date}").format(date=format_short_date(line.call.due_on)), Tone.DANGER
