"""What to know before going in: matters now, promises, the last visits (2-rules §6, §8, §10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from workbench.domain.accounts import BuyingRole, Contact
from workbench.domain.alarms import Alarm, AlarmKind
from workbench.domain.alarms import Severity as AlarmSeverity
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_visits import asks_effect
from workbench.domain.complaints import ComplaintSeverity
from workbench.domain.contracts import Contract
from workbench.domain.needs import MOST_URGENT, Need, open_needs
from workbench.domain.receivables import Receivables
from workbench.domain.visits import Action, Visit, VisitState
from workbench.foundation.i18n import _, format_money, format_number, format_short_date, listed, ngettext
from workbench.foundation.ids import Id

SOON_DAYS = 30
PRESSING, NEEDS_TOLD = 2, 3
"""The urgency from which a need stands in the brief, and how many do."""
UNMET_TOLD = 3
"""How many people never met are named one by one; more are told in one line."""


_TOLD_ALARMS = (AlarmKind.MAJOR_EVENT, AlarmKind.LOSS, AlarmKind.SALES_PROGRESS, AlarmKind.BUSINESS_LOST)


class Severity(IntEnum):
    """How much something matters; the larger, the more."""

    INFO = 0
    WARNING = 1
    SEVERE = 2


_ALARM_SEVERITY = {
    AlarmSeverity.SEVERE: Severity.SEVERE,
    AlarmSeverity.WARNING: Severity.WARNING,
    AlarmSeverity.NOTE: Severity.INFO,
}


@dataclass(frozen=True)
class Notice:
    """One thing to know: a sentence, its date or count at the edge, and how much it matters."""

    severity: Severity
    text: str
    when: str = ""


def notices(
    today: date,
    *,
    contacts: Sequence[Contact],
    visits: Sequence[Visit],
    actions: Sequence[Action],
    complaints: Sequence[ComplaintProgress],
    contracts: Sequence[Contract],
    needs: Sequence[Need] = (),
    receivables: Sequence[Receivables] = (),
    alarms: Sequence[Alarm] = (),
) -> tuple[Notice, ...]:
    """What matters about one account now, the most severe first. ``visits`` in order of time.

    Of ``alarms`` those that nothing else here tells.
    """
    found = [
        *_promises(today, actions),
        *_receivables(today, receivables),
        *_complaints(today, complaints),
        *_contracts(today, contracts),
        *_needs(needs),
        *_unreported(today, visits),
        *_people(contacts, visits),
        *_alarms(alarms),
    ]
    return tuple(sorted(found, key=lambda notice: -notice.severity))


def _promises(today: date, actions: Iterable[Action]) -> Iterable[Notice]:
    late = [action for action in actions if action.is_overdue(today) and action.due_on is not None]
    if late:
        days = max((today - action.due_on).days for action in late if action.due_on is not None)
        text = ngettext("{count} promise is overdue", "{count} promises are overdue", len(late))
        when = ngettext("{days} day late", "{days} days late", days).format(days=days)
        yield Notice(Severity.SEVERE, text.format(count=len(late)), when)


def _receivables(today: date, receivables: Iterable[Receivables]) -> Iterable[Notice]:
    for one in receivables:
        if one.overdue_fen > 0:
            money = format_money(one.overdue_fen, one.currency, short=True)
            days = one.days_overdue(today)
            when = ngettext("the oldest {days} day late", "the oldest {days} days late", days)
            yield Notice(
                Severity.SEVERE, _("Receivables: {money} overdue").format(money=money), when.format(days=days)
            )


def _complaints(today: date, complaints: Iterable[ComplaintProgress]) -> Iterable[Notice]:
    """Those that are open, and those whose solution nobody has asked about yet."""
    for progress in complaints:
        complaint = progress.complaint
        what = complaint.text or complaint.against
        if asks_effect(progress, today):
            text = _("Ask whether the solution works: {what}").format(what=what)
        elif progress.is_open:
            text = _("Complaint, {kind}: {what}").format(kind=complaint.kind.label.lower(), what=what)
        else:
            continue
        is_grave = complaint.severity is not ComplaintSeverity.NORMAL and progress.is_open
        severity = Severity.SEVERE if is_grave else Severity.WARNING
        yield Notice(severity, text, format_short_date(complaint.received_on))


def _contracts(today: date, contracts: Iterable[Contract]) -> Iterable[Notice]:
    for contract in contracts:
        left = contract.days_left(today)
        if left is not None and contract.is_ending(today):
            text = _("Contract {title} ends").format(title=contract.title or contract.number)
            when = ngettext("{days} day left", "{days} days left", left).format(days=left)
            yield Notice(Severity.SEVERE if left <= SOON_DAYS else Severity.WARNING, text, when)


def _alarms(alarms: Iterable[Alarm]) -> Iterable[Notice]:
    """What happened there, and what they buy no more: ask about it."""
    for alarm in alarms:
        if alarm.kind in _TOLD_ALARMS:
            yield Notice(_ALARM_SEVERITY[alarm.severity], alarm.evidence[0].rstrip(".。"))


def _needs(needs: Iterable[Need]) -> Iterable[Notice]:
    pressing = [need for need in open_needs(needs) if need.urgency is not None and need.urgency >= PRESSING]
    for need in pressing[:NEEDS_TOLD]:
        said = _("Unsaid need: {text}") if need.is_hidden else _("Need: {text}")
        severity = Severity.WARNING if need.urgency == MOST_URGENT else Severity.INFO
        yield Notice(severity, said.format(text=need.text), need.answer.label)


def _unreported(today: date, visits: Iterable[Visit]) -> Iterable[Notice]:
    for visit in visits:
        if visit.state.is_open and visit.on < today:
            text = _("{kind} without a report").format(kind=visit.kind.label)
            yield Notice(Severity.WARNING, text, format_short_date(visit.on))


def _people(contacts: Sequence[Contact], visits: Iterable[Visit]) -> Iterable[Notice]:
    contacts = [contact for contact in contacts if contact.left_on is None]
    if not contacts:
        yield Notice(Severity.INFO, _("No person is known here"))
        return
    met: set[Id] = set()
    for visit in visits:
        if visit.state is VisitState.DONE:
            met |= set(visit.met)
    economic = [contact for contact in contacts if BuyingRole.ECONOMIC in contact.roles]
    if not economic:
        yield Notice(Severity.INFO, _("No economic buyer is known"))
    unmet = [contact for contact in economic if contact.id not in met]
    if len(unmet) > UNMET_TOLD:
        names = listed(contact.name for contact in unmet[:UNMET_TOLD])
        text = _("{count} people decide on money and were never met: {names} …")
        yield Notice(Severity.INFO, text.format(count=format_number(len(unmet)), names=names))
        return
    for contact in unmet:
        text = _("{name} decides on money and was never met").format(name=contact.name)
        yield Notice(Severity.INFO, text, contact.title)
