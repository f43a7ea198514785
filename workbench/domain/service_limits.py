"""Returns and exchanges against the account's limit and against what was sold (2-rules §9).

Returns are accepted unless a reason is recorded; nothing here refuses one, it says what there is to know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from workbench.domain.service_requests import ServiceKind, ServiceOutcome, ServiceRequest
from workbench.foundation.i18n import _, format_date, format_money, format_number, ngettext

RETURNED = frozenset((ServiceKind.RETURN, ServiceKind.EXCHANGE))


@dataclass(frozen=True)
class ReturnLimit:
    """The account's limit for returns: ``days`` calendar days after the purchase, ``until`` included.

    ``late`` says by how many days the request came too late, 0 inside the limit.
    """

    days: int
    until: date
    late: int

    @property
    def is_inside(self) -> bool:
        return self.late == 0

    @property
    def words(self) -> str:
        """In the user's language, with the day."""
        until = format_date(self.until)
        if self.is_inside:
            return _("Inside the limit of {days}, until {date}").format(days=_days(self.days), date=until)
        return ngettext(
            "{count} day past the limit of {days}, which ended on {date}",
            "{count} days past the limit of {days}, which ended on {date}",
            self.late,
        ).format(days=_days(self.days), date=until, count=self.late)


@dataclass(frozen=True)
class SoldLine:
    """What was sold of a product on one document; quantity in thousandths, amount in fen."""

    product: str
    sold_on: date
    quantity_milli: int | None
    amount_fen: int


def return_limit(request: ServiceRequest, days: int | None) -> ReturnLimit | None:
    """How a return stands to a limit of ``days``; ``None`` where that, or one of its days, is unknown."""
    bought, asked = request.bought_on, request.requested_on
    if request.kind not in RETURNED or days is None or bought is None or asked is None:
        return None
    try:
        until = bought + timedelta(days=days)
    except OverflowError:
        until = date.max
    return ReturnLimit(days, until, max((asked - until).days, 0))


def return_doubts(
    request: ServiceRequest, sold: Sequence[SoldLine] | None, returned: Sequence[ServiceRequest] = ()
) -> tuple[str, ...]:
    """What does not agree with the sales records, in the user's language.

    ``sold`` are the lines of the document the request names, none if it is not in the records; ``None`` if
    it names none. ``returned`` are other requests about the same document: returns count, unless refused.
    """
    if request.kind not in RETURNED or sold is None:
        return ()
    if not sold:
        return (
            _("The document {number} is not among the sales records.").format(number=request.sale_number),
        )
    own = [line for line in sold if _same(line.product, request.product)]
    if request.product and not own:
        return (
            _("{product} is not on the document {number}.").format(
                product=request.product, number=request.sale_number
            ),
        )
    lines = own or list(sold)
    before = [
        one
        for one in returned
        if one.kind in RETURNED
        and one.outcome is not ServiceOutcome.REFUSED
        and (not request.product or _same(one.product, request.product))
    ]
    doubts = []
    quantity = sum(line.quantity_milli or 0 for line in lines)
    wanted = (request.quantity_milli or 0) + sum(one.quantity_milli or 0 for one in before)
    if (
        request.quantity_milli
        and any(line.quantity_milli is not None for line in lines)
        and wanted > quantity
    ):
        doubts.append(
            _("More than was sold: {wanted} of {sold}").format(
                wanted=format_number(_units(wanted)), sold=format_number(_units(quantity))
            )
        )
    amount = sum(line.amount_fen for line in lines)
    worth = (request.amount_fen or 0) + sum(one.amount_fen or 0 for one in before)
    if request.amount_fen and worth > amount:
        doubts.append(
            _("More than was paid: {wanted} of {sold}").format(
                wanted=format_money(worth), sold=format_money(amount)
            )
        )
    if doubts and before:
        doubts.append(_("Earlier returns from this document are counted in."))
    return tuple(doubts)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _units(milli: int) -> Decimal:
    return Decimal(milli) / 1000


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)
