"""Alarms as lines of a list, wherever they stand beside other things, and where each leads."""

from datetime import date

from workbench.domain.alarms import Alarm, AlarmPlace, AlarmState, Severity
from workbench.foundation.i18n import _, format_short_date
from workbench.services.alarms import AlarmLine
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION, NOTICE, SEVERE
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import Destination, PageId, Part

SEVERITY_MARKS = {Severity.SEVERE: SEVERE, Severity.WARNING: CAUTION, Severity.NOTE: NOTICE}
_PARTS = {
    AlarmPlace.SALES: Part.VALUE,
    AlarmPlace.VISITS: Part.VISITS,
    AlarmPlace.PROFILE: Part.PROFILE,
    AlarmPlace.EVENT: Part.RELATIONSHIP,
    AlarmPlace.COMPLAINTS: Part.RECORDS,
}


def alarm_item(line: AlarmLine, today: date, *, with_account: bool = False) -> Item:
    """An alarm with the first of its evidence; since when it has stood at the right."""
    alarm = line.alarm
    first = alarm.evidence[0] if alarm.evidence else ""
    aside = (line.account_short, alarm.kind.label) if with_account else (alarm.kind.label,)
    if alarm.state is AlarmState.ACKNOWLEDGED:
        aside = (*aside, alarm.state.label)
    return Item(
        key=alarm.key,
        title=first or alarm.kind.label,
        note="" if with_account else " · ".join(aside),
        second=" · ".join(aside) if with_account else "",
        right=since_words(alarm.since, today),
        right_tone=Tone.TEXT2,
        mark=SEVERITY_MARKS[alarm.severity],
        tooltip="\n".join((f"{alarm.severity.label} · {alarm.kind.label}", *alarm.evidence)),
    )


def since_words(since: date | None, today: date) -> str:
    """Since when, as briefly as it can be told; empty where nobody knows."""
    if since is None:
        return ""
    if since == today:
        return _("since today")
    return _("since {date}").format(date=format_short_date(since, year=since.year != today.year))


def page_of_alarm(alarm: Alarm) -> Destination:
    """The alarm itself on the page of alarms, with its evidence in full."""
    return Destination(PageId.ALARMS, subject=alarm.account_id, view=alarm.kind, name=alarm.subject)


def place_of(alarm: Alarm) -> Destination:
    """Where something can be done about it: the record itself, else a part of the account's page."""
    if alarm.place is AlarmPlace.COMPLAINT:
        return Destination(PageId.COMPLAINT, subject=alarm.subject_id)
    if alarm.place is AlarmPlace.CONTRACT:
        return Destination(PageId.CONTRACTS, item=alarm.subject_id)
    return Destination(
        PageId.ACCOUNT, subject=alarm.account_id, view=_PARTS[alarm.place], item=alarm.subject_id
    )
