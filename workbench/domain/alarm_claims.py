"""The alarm of an account that claims again and again (2-rules §12).

| what | severe | warning |
| --- | --- | --- |
| valid complaints and returns of 180 days | 5 and more | 3 and more |
| their value | from 10 % of the sales of these days | more than 5 % |
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarms import Alarm, AlarmKind, Severity
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_statistics import is_valid
from workbench.domain.service_requests import ServiceKind, ServiceOutcome, ServiceRequest
from workbench.foundation.i18n import _, format_number, format_percent_bp, money_text, ngettext
from workbench.foundation.ids import Id

COUNT, VALUE = "count", "value"
_MANY = 5
_LARGE_PERCENT = 10


@dataclass(frozen=True)
class Claim:
    """A valid complaint, or a return that was not refused; its value in fen as far as it is known."""

    account_id: Id
    on: date
    value_fen: int = 0


def claims_of(complaints: Iterable[ComplaintProgress], requests: Iterable[ServiceRequest]) -> Iterator[Claim]:
    """The claims among these. A return that belongs to a valid complaint is one claim with it."""
    counted: set[Id] = set()
    for one in complaints:
        if is_valid(one):
            counted.add(one.complaint.id)
            yield Claim(one.complaint.account_id, one.complaint.received_on, max(0, one.cost_fen or 0))
    for request in requests:
        is_return = request.kind is ServiceKind.RETURN and request.outcome is not ServiceOutcome.REFUSED
        if is_return and request.requested_on is not None and request.complaint_id not in counted:
            yield Claim(request.account_id, request.requested_on, abs(request.amount_fen or 0))


def claim_alarms(
    account_id: Id,
    claims: Iterable[Claim],
    sales_fen: int,
    today: date,
    limits: AlarmLimits | None = None,
) -> Iterator[Alarm]:
    """What the account's claims raise; ``sales_fen`` are its sales of the same days in CNY."""
    known = limits or AlarmLimits()
    first = today - timedelta(days=known.claims_days - 1)
    own = sorted((one for one in claims if first <= one.on <= today), key=lambda one: one.on)
    if own and len(own) >= known.claims:
        text = ngettext(
            "{count} valid complaint or return in {days} days.",
            "{count} valid complaints or returns in {days} days.",
            len(own),
        )
        yield Alarm(
            AlarmKind.REPEAT_CLAIMS,
            account_id,
            Severity.SEVERE if len(own) >= _MANY else Severity.WARNING,
            len(own),
            (text.format(count=format_number(len(own)), days=known.claims_days),),
            own[max(1, known.claims) - 1].on,
            COUNT,
            data_to=own[-1].on,
        )
    value = sum(one.value_fen for one in own)
    if sales_fen > 0 and value * 100 > sales_fen * known.claims_percent:
        percent = 100 * value // sales_fen
        said = _("Claims of {days} days cost {amount}, {share} of the sales of {sales}.").format(
            days=known.claims_days,
            amount=money_text(value),
            share=format_percent_bp(10_000 * value // sales_fen, digits=1),
            sales=money_text(sales_fen),
        )
        yield Alarm(
            AlarmKind.REPEAT_CLAIMS,
            account_id,
            Severity.SEVERE if percent >= _LARGE_PERCENT else Severity.WARNING,
            percent,
            (said,),
            own[0].on,
            VALUE,
            data_to=own[-1].on,
        )
