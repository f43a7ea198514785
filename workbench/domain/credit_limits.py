"""What an account may owe: typed, or by its class and its sales (2-rules §4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.alarm_limits import CreditTerms
from workbench.domain.value import AbcClass
from workbench.foundation.i18n import pgettext

_MONTH_DAYS = 365 / 12


class LimitSource(StrEnum):
    """Where a credit limit comes from."""

    TYPED = "typed"
    CLASS_A = "class_a"
    CLASS_B = "class_b"
    CLASS_C = "class_c"
    NEW_ACCOUNT = "new_account"

    @property
    def label(self) -> str:
        return {
            LimitSource.TYPED: pgettext("credit limit", "agreed limit"),
            LimitSource.CLASS_A: pgettext("credit limit", "class A, no limit"),
            LimitSource.CLASS_B: pgettext("credit limit", "class B"),
            LimitSource.CLASS_C: pgettext("credit limit", "class C"),
            LimitSource.NEW_ACCOUNT: pgettext("credit limit", "new account"),
        }[self]


@dataclass(frozen=True)
class CreditLimit:
    """What an account may owe in fen of CNY; ``None`` is no limit."""

    amount_fen: int | None
    source: LimitSource


@dataclass(frozen=True)
class Trade:
    """What limits follow from: class, sales of the last 12 months in fen of CNY, and since when we trade.

    ``abc`` is ``None`` where nothing can be classed. ``first_trade_on`` is typed, ``first_sale_on`` on
    record, ``records_from`` the first sales record of all accounts.
    """

    abc: AbcClass | None
    sales_12m_fen: int
    first_trade_on: date | None = None
    first_sale_on: date | None = None
    records_from: date | None = None


def credit_limit(
    typed_fen: int | None, trade: Trade, today: date, terms: CreditTerms | None = None
) -> CreditLimit | None:
    """The limit of an account; ``None`` where nobody typed one and no sales tell one.

    A typed limit goes before all. Who has traded for less than six months is treated as class C, whatever
    its size. The average is that of the months on record, twelve at most.
    """
    known = terms or CreditTerms()
    if typed_fen is not None:
        return CreditLimit(typed_fen, LimitSource.TYPED)
    if trade.abc is None:
        return None
    is_new = _is_new(trade, today, known.new_months)
    if trade.abc is AbcClass.A and not is_new:
        return CreditLimit(None, LimitSource.CLASS_A)
    is_b = trade.abc is AbcClass.B and not is_new
    percent = known.b_percent if is_b else known.c_percent
    amount = max(0, trade.sales_12m_fen) * percent // (100 * _months_on_record(trade, today))
    source = LimitSource.NEW_ACCOUNT if is_new else LimitSource.CLASS_B if is_b else LimitSource.CLASS_C
    return CreditLimit(amount, source)


def _months_on_record(trade: Trade, today: date) -> int:
    if trade.records_from is None:
        return 12
    return max(1, min(12, round((today - trade.records_from).days / _MONTH_DAYS)))


def _is_new(trade: Trade, today: date, months: int) -> bool:
    """Records that begin less than those months ago do not tell who is new; the profile may."""
    since = today - timedelta(days=round(months * _MONTH_DAYS))
    first = trade.first_sale_on
    if trade.first_trade_on is not None:
        return trade.first_trade_on > since and (first is None or first > since)
    return (
        first is not None and first > since and trade.records_from is not None and trade.records_from <= since
    )
