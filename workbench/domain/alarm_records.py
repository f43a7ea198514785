"""Alarms that other rules raise already: their numbers are taken, never worked out again (2-rules §12).

| what | severe | warning | note |
| --- | --- | --- | --- |
| major event | insolvency, ownership change, split of the owners | others | |
| visit overdue | strategic and focus accounts | others | |
| contract | ends within 30 days | within 60 days, a duty late | within 90 days, its paper |
| complaint | escalated, or the general manager not told | a limit has passed | its last day is near |
| profile out of date | | strategic and focus accounts | others |
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from workbench.domain.accounts import Account, Tier
from workbench.domain.alarms import Alarm, AlarmKind, MajorEvent, MajorEventKind, Severity
from workbench.domain.attainment import Overdue
from workbench.domain.complaint_deadlines import StepDeadline
from workbench.domain.complaints import Complaint
from workbench.domain.contract_alerts import AlertKind, ContractAlert
from workbench.domain.contracts import EXPIRY_ALERTS, Contract
from workbench.domain.profile import PartState
from workbench.foundation.i18n import _, format_date, format_number, in_a_row, labelled, listed, ngettext

_UPPER = (Tier.STRATEGIC, Tier.FOCUS)
_GRAVE = (MajorEventKind.INSOLVENCY, MajorEventKind.OWNERSHIP_CHANGE, MajorEventKind.OWNERS_SPLIT)
_AT_HAND_WORKDAYS = 1
_VISIT_STEP, _CONTRACT_STEP, _COMPLAINT_STEP, _PROFILE_STEP = 14, 30, 2, 90
REPLY = "reply"


def event_alarm(event: MajorEvent, today: date) -> Alarm | None:
    """What a major event raises until it is over."""
    if event.ended_on is not None and event.ended_on <= today:
        return None
    kind = event.kind or MajorEventKind.OTHER
    on = event.happened_on
    since = _("Since {day}.").format(day=format_date(on)) if on is not None else ""
    evidence = [labelled(kind.label, event.text) if event.text else kind.label]
    if event.answer:
        evidence.append(labelled(_("What we do"), event.answer))
    return Alarm(
        AlarmKind.MAJOR_EVENT,
        event.account_id,
        Severity.SEVERE if kind in _GRAVE else Severity.WARNING,
        0,
        tuple(filter(None, (evidence[0], since, *evidence[1:]))),
        on or event.noted_on,
        event.id.hex(),
        subject_id=event.id,
        data_to=event.noted_on,
    )


def visit_alarm(late: Overdue, limit_days: int) -> Alarm | None:
    """What a required visit raises that is late by more than ``limit_days``."""
    if late.days_late <= limit_days:
        return None
    slot = late.slot
    text = ngettext(
        "{kind} was due by {day}, {count} day ago.",
        "{kind} was due by {day}, {count} days ago.",
        late.days_late,
    )
    said = text.format(
        kind=slot.kind.label, day=format_date(slot.due_on), count=format_number(late.days_late)
    )
    return Alarm(
        AlarmKind.VISIT_OVERDUE,
        slot.account_id,
        Severity.SEVERE if late.tier in _UPPER else Severity.WARNING,
        late.days_late,
        (said, slot.required.reason()),
        slot.due_on + timedelta(days=limit_days + 1),
        slot.kind.value,
        responsible_id=late.manager_id,
        step=_VISIT_STEP,
    )


def contract_alarms(contract: Contract, alerts: Iterable[ContractAlert]) -> Iterator[Alarm]:
    """What the alerts of a contract raise, each by itself."""
    name = contract.title or contract.number
    for one in alerts:
        since = one.on
        if one.kind is AlertKind.ENDING and one.on is not None:
            since = one.on - timedelta(days=max(EXPIRY_ALERTS))
        yield Alarm(
            AlarmKind.CONTRACT,
            contract.account_id,
            _contract_severity(one),
            max(0, -(one.days or 0)),
            tuple(filter(None, (labelled(name, one.text) if name else one.text, _on(one)))),
            since,
            f"{contract.id.hex()}:{one.kind.value}",
            contract.id,
            responsible_id=contract.manager_id,
            step=_CONTRACT_STEP,
        )


def _contract_severity(alert: ContractAlert) -> Severity:
    if alert.kind is AlertKind.DUTY_LATE:
        return Severity.WARNING
    if alert.kind is not AlertKind.ENDING or alert.band is None:
        return Severity.NOTE
    gravest = sorted(EXPIRY_ALERTS).index(alert.band)
    return list(Severity)[min(gravest, len(Severity) - 1)]


def _on(alert: ContractAlert) -> str:
    if alert.on is None or alert.kind not in (AlertKind.ENDING, AlertKind.DUTY_LATE):
        return ""
    said = _("It ends on {day}.") if alert.kind is AlertKind.ENDING else _("The oldest was due on {day}.")
    return said.format(day=format_date(alert.on))


def complaint_alarms(
    complaint: Complaint,
    step: StepDeadline | None,
    reply: StepDeadline | None,
    *,
    must_tell: bool,
    answerable: str,
    today: date,
) -> Iterator[Alarm]:
    """What an open complaint raises: the limits of its step and of the first reply, and who must be told."""
    name = labelled(complaint.number, complaint.text) if complaint.number else complaint.text
    found: list[tuple[str, Severity, int, str, date | None]] = []
    if must_tell:
        found.append(
            ("told", Severity.SEVERE, 0, _("The general manager has not been told."), complaint.received_on)
        )
    for limit, subject in ((step, step.step.value if step is not None else ""), (reply, REPLY)):
        if limit is not None and (severity := _deadline_severity(limit)) is not None:
            begun = limit.due_on + timedelta(days=1) if limit.is_overdue else min(limit.due_on, today)
            said = _deadline_said(limit, is_reply=subject == REPLY)
            found.append((subject, severity, limit.days_late, said, begun))
    for subject, severity, measure, said, since in found:
        yield Alarm(
            AlarmKind.COMPLAINT,
            complaint.account_id,
            severity,
            measure,
            tuple(filter(None, (name, said))),
            since,
            f"{complaint.id.hex()}:{subject}",
            complaint.id,
            responsible=answerable,
            step=_COMPLAINT_STEP,
        )


def _deadline_severity(limit: StepDeadline) -> Severity | None:
    if limit.is_overdue:
        return Severity.SEVERE if limit.is_escalated else Severity.WARNING
    is_near = limit.left <= _AT_HAND_WORKDAYS and not limit.is_waiting
    return Severity.NOTE if is_near else None


def _deadline_said(limit: StepDeadline, *, is_reply: bool) -> str:
    what = _("First reply") if is_reply else limit.step.label
    if not limit.is_overdue:
        return _("{step}: due by {day}.").format(step=what, day=format_date(limit.due_on))
    count = limit.days_late
    text = ngettext(
        "{step}: was due by {day}, {count} working day late.",
        "{step}: was due by {day}, {count} working days late.",
        count,
    ).format(step=what, day=format_date(limit.due_on), count=count)
    return in_a_row(text, _("It goes to the second manager.") if limit.is_escalated else "")


def profile_alarm(account: Account, parts: Iterable[PartState]) -> Alarm | None:
    """What parts of the profile raise that were verified once and are out of date.

    A part that nobody ever verified is work to begin, not an alarm: the profile itself asks for it.
    """
    stale = [one for one in parts if one.is_stale and one.verified_on is not None]
    if not stale:
        return None
    verified = min(one.verified_on for one in stale if one.verified_on is not None)
    since = verified + timedelta(days=stale[0].stale_after_days + 1)
    days = max(one.days_since or 0 for one in stale)
    text = ngettext(
        "Verified {count} day ago: {parts}.",
        "Verified {count} days ago: {parts}.",
        days,
    )
    if len(stale) > 1:
        text = _("Verified up to {count} days ago: {parts}.")
    return Alarm(
        AlarmKind.PROFILE_PART,
        account.id,
        Severity.WARNING if account.tier in _UPPER else Severity.NOTE,
        days,
        (
            text.format(count=format_number(days), parts=listed(one.part.label for one in stale)),
            _("After {count} days it is to be verified again.").format(count=stale[0].stale_after_days),
        ),
        since,
        step=_PROFILE_STEP,
    )
