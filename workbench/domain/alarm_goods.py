"""Alarms of single products: one that is no longer bought, one that is sold cheaply (2-rules §12).

| what | warning | note |
| --- | --- | --- |
| business lost | strategic, focus, major | others |
| low price | 15 % and more below the average | 5 % and more |
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from workbench.domain.accounts import Tier
from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarm_sales import usual_said
from workbench.domain.alarms import Alarm, AlarmKind, Severity
from workbench.domain.order_rhythm import Rhythm
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.search_text import folded
from workbench.foundation.i18n import (
    _,
    bracketed,
    format_date,
    format_money,
    format_number,
    format_percent_bp,
    ngettext,
)
from workbench.foundation.ids import Id

_FAR_BELOW_PERCENT = 15
_PRODUCTS_NAMED = 3
_BUSINESS_STEP, _PRICE_STEP = 90, 5


@lru_cache(4_000)
def _written(name: str) -> str:
    """The same for a product however it is written: ``SV-750``, ``sv-750 `` and ``ＳＶ－７５０`` are one."""
    return "".join(folded(name).split())


def by_product(days: Mapping[str, Collection[str]]) -> Mapping[str, Collection[str]]:
    """The days of orders of each product, whose writings are one; it is called as it was written last.

    Otherwise a product that is written anew would be lost by every account at once.
    """
    found: dict[str, list[str]] = {}
    for product in days:
        found.setdefault(_written(product), []).append(product)
    if len(found) == len(days):
        return days
    return {
        max(names, key=lambda name: (max(days[name], default=""), name)): {
            day for name in names for day in days[name]
        }
        for names in found.values()
    }


def business_alarms(
    account_id: Id,
    tier: Tier | None,
    products: Mapping[str, Rhythm],
    last_on: date,
    on: date,
    limits: AlarmLimits | None = None,
) -> Iterator[Alarm]:
    """Products bought before of which there was no order for three times their usual gap, while others go on.

    ``products``: the rhythm of each that may be lost; ``last_on``: the day of the last order of anything.
    Others go on if any was ordered after this one was due again.
    """
    known = limits or AlarmLimits()
    for product, rhythm in sorted(products.items()):
        patience = rhythm.patience(known.business_lost_percent, known.business_lost_least_days)
        if not product or rhythm.usual_days is None or patience is None:
            continue
        due_on = rhythm.last_on + timedelta(days=int(rhythm.usual_days))
        if due_on < last_on and rhythm.days_since(on) > patience:
            days = rhythm.days_since(on)
            text = ngettext(
                "{product}: no order since {day}, for {count} day.",
                "{product}: no order since {day}, for {count} days.",
                days,
            )
            said = text.format(product=product, day=format_date(rhythm.last_on), count=format_number(days))
            yield Alarm(
                AlarmKind.BUSINESS_LOST,
                account_id,
                Severity.WARNING if tier in (Tier.STRATEGIC, Tier.FOCUS, Tier.MAJOR) else Severity.NOTE,
                days,
                (
                    said,
                    usual_said(rhythm.usual_days),
                    _("Other products were ordered until {day}.").format(day=format_date(last_on)),
                ),
                rhythm.ended_on(patience),
                product,
                data_to=on,
                step=_BUSINESS_STEP,
            )


@dataclass(frozen=True)
class ProductPrice:
    """What an account bought of one product in a month: fen of CNY and thousandths of a unit, above zero."""

    account_id: Id
    product: str
    specification: str
    amount_fen: int
    quantity_milli: int


def price_alarms(
    sold: Iterable[ProductPrice],
    on: date,
    limits: AlarmLimits | None = None,
    of: Container[Id] | None = None,
) -> Iterator[Alarm]:
    """Accounts that pay less this month than the average of all accounts for the same product.

    Only products of the same specification are compared, however they are written, and only where several
    accounts bought them. One alarm an account and month: the products that are furthest below.
    ``of``: only these accounts are told of; the others are what they are compared with.
    """
    known = limits or AlarmLimits()
    sums: dict[tuple[str, str], tuple[int, int, int]] = {}
    sold = _joined(one for one in sold if one.amount_fen > 0 and one.quantity_milli > 0)
    for one in sold:
        amount, quantity, count = sums.get(_of(one), (0, 0, 0))
        sums[_of(one)] = (
            amount + one.amount_fen,
            quantity + one.quantity_milli,
            count + 1,
        )
    low: dict[Id, list[tuple[int, ProductPrice]]] = {}
    for one in sold:
        amount, quantity, count = sums[_of(one)]
        # Paid of what the same quantity costs at the average price, in whole percent below.
        full = amount * one.quantity_milli
        below = 100 * (full - one.amount_fen * quantity) // full
        if count > 1 and one.product and below > 0 and below >= known.low_price_percent:
            low.setdefault(one.account_id, []).append((below, one))
    month = period_of(PeriodKind.MONTH, on)
    for account_id, found in low.items():
        if of is not None and account_id not in of:
            continue
        found.sort(key=lambda one: (-one[0], one[1].product, one[1].specification))
        evidence = [_price_said(one, below, *sums[_of(one)]) for below, one in found[:_PRODUCTS_NAMED]]
        rest = len(found) - _PRODUCTS_NAMED
        if rest > 0:
            text = ngettext("And {count} more product.", "And {count} more products.", rest)
            evidence.append(text.format(count=rest))
        yield Alarm(
            AlarmKind.PRICE,
            account_id,
            Severity.WARNING if found[0][0] >= _FAR_BELOW_PERCENT else Severity.NOTE,
            sum(below for below, _one in found),
            tuple(evidence),
            month.start,
            month.key,
            data_to=on,
            step=_PRICE_STEP,
        )


def _of(one: ProductPrice) -> tuple[str, str]:
    return _written(one.product), _written(one.specification)


def _joined(sold: Iterable[ProductPrice]) -> list[ProductPrice]:
    """What each account bought of each product, in whatever writings."""
    found: dict[tuple[Id, tuple[str, str]], ProductPrice] = {}
    for one in sold:
        key = one.account_id, _of(one)
        other = found.get(key)
        if other is not None:
            amount, quantity = other.amount_fen + one.amount_fen, other.quantity_milli + one.quantity_milli
            one = replace(max(one, other, key=_name), amount_fen=amount, quantity_milli=quantity)
        found[key] = one
    return list(found.values())


def _name(one: ProductPrice) -> tuple[str, str]:
    return one.product, one.specification


def _price_said(one: ProductPrice, below: int, amount: int, quantity: int, _count: int) -> str:
    text = _("{product}: {price} a unit this month, {share} below the average of {average}.")
    return text.format(
        product=bracketed(one.product, one.specification),
        price=_unit_price(one.amount_fen, one.quantity_milli),
        share=format_percent_bp(100 * below),
        average=_unit_price(amount, quantity),
    )


def _unit_price(amount_fen: int, quantity_milli: int) -> str:
    return format_money((2000 * amount_fen + quantity_milli) // (2 * quantity_milli))
