"""What a contract asks for on which day, proposed from its terms, and what of it is done (2-rules §10)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.contract_faults import line_amount, sum_of_lines
from workbench.domain.contract_values import quantity_text
from workbench.domain.contracts import Contract, ContractDuty, ContractLine, DutyKind
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text

_PARTS = re.compile(r"[^，,；;。\n]+")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]")
_DAYS = re.compile(r"(\d{1,4})\s*(?:个?(?:日历|自然|工作)?[天日]|days?\b|calendar days?\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_WHOLE = 10_000
_MOST_LINES = 12
"""More goods are delivered as one."""


@dataclass(frozen=True)
class DutyTotals:
    """Planned and done, in fen, by kind of duty; ``open_fen`` is what of the amount no payment covers."""

    deliveries_fen: int = 0
    delivered_fen: int = 0
    payments_fen: int = 0
    paid_fen: int = 0
    open_fen: int | None = None


def duty_totals(duties: Iterable[ContractDuty], amount_fen: int | None) -> DutyTotals:
    """What the duties come to, against the amount of the contract."""
    sums = dict.fromkeys(((kind, done) for kind in DutyKind for done in (False, True)), 0)
    for one in duties:
        sums[one.kind, one.done_on is not None] += one.amount_fen or 0
    payments = sums[DutyKind.PAYMENT, False] + sums[DutyKind.PAYMENT, True]
    return DutyTotals(
        deliveries_fen=sums[DutyKind.DELIVERY, False] + sums[DutyKind.DELIVERY, True],
        delivered_fen=sums[DutyKind.DELIVERY, True],
        payments_fen=payments,
        paid_fen=sums[DutyKind.PAYMENT, True],
        open_fen=None if amount_fen is None else amount_fen - payments,
    )


def proposed_duties(
    contract: Contract,
    begins_on: date | None,
    amount_fen: int | None,
    values: Mapping[str, str],
    lines: Sequence[ContractLine],
) -> tuple[ContractDuty, ...]:
    """Deliveries and payments that the terms name. Days count from ``begins_on``; without it they are open.

    Shares of the amount are rounded down, the last payment takes what is left of a whole.
    """
    found = [*_deliveries(begins_on, values, lines), *_payments(begins_on, amount_fen, values)]
    return tuple(
        ContractDuty(
            duty_id(contract.id, kind, number),
            contract.id,
            kind,
            due_on,
            fen,
            quantity,
            position=number,
            text=text,
        )
        for number, (kind, due_on, fen, quantity, text) in enumerate(found, 1)
    )


def duty_id(contract_id: Id, kind: DutyKind, number: int) -> Id:
    """The id of a proposed duty: two laptops that take the same proposal have it once."""
    return derived_id("contract_duty", id_text(contract_id), kind, str(number))


_Duty = tuple[DutyKind, date | None, int | None, str, str]


def _deliveries(
    begins_on: date | None, values: Mapping[str, str], lines: Sequence[ContractLine]
) -> Iterable[_Duty]:
    days = _number(values.get("delivery_days", ""))
    if days is None and not lines:
        return
    due = begins_on + timedelta(days=days) if begins_on is not None and days is not None else None
    if not lines or len(lines) > _MOST_LINES:
        yield DutyKind.DELIVERY, due, sum_of_lines(lines), "", _("Delivery")
        return
    for line in lines:
        name = " ".join(filter(None, (line.product, line.specification)))
        yield DutyKind.DELIVERY, due, line_amount(line), quantity_text(line), name or _("Delivery")


def _payments(begins_on: date | None, amount_fen: int | None, values: Mapping[str, str]) -> Iterable[_Duty]:
    parts = [part.strip() for part in _PARTS.findall(values.get("payment_terms", ""))]
    shares = [(part, round(float(one[1]) * 100)) for part in parts if (one := _PERCENT.search(part))]
    if sum(share for _part, share in shares) > _WHOLE:
        shares = []
    if not shares:
        days = _number(values.get("payment_days", ""))
        if days is not None or amount_fen is not None:
            yield DutyKind.PAYMENT, _after(begins_on, days), amount_fen, "", _("Payment")
        return
    is_whole = sum(share for _part, share in shares) == _WHOLE
    left = amount_fen
    for number, (part, share) in enumerate(shares, 1):
        fen = None if amount_fen is None else amount_fen * share // _WHOLE
        if is_whole and number == len(shares):
            fen = left
        left = None if left is None or fen is None else left - fen
        found = _DAYS.search(part)
        yield DutyKind.PAYMENT, _after(begins_on, int(found[1]) if found else None), fen, "", part


def _after(begins_on: date | None, days: int | None) -> date | None:
    return begins_on + timedelta(days=days) if begins_on is not None and days is not None else None


def _number(text: str) -> int | None:
    found = _NUMBER.search(text)
    return int(found[0]) if found else None
