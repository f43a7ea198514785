"""Alarms of what accounts owe: beyond the credit limit, or overdue for long (2-rules §4, §12).

A limit that only follows from class and sales is less than one that somebody agreed on.

| what | severe | warning | note |
| --- | --- | --- | --- |
| owed more than the limit | an agreed one by 20 % and more | an agreed one, another by 20 % and more | else |
| an item overdue | for more than 90 days | for more than 30 days | |
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarms import Alarm, AlarmKind, Severity
from workbench.domain.credit_limits import CreditLimit, LimitSource
from workbench.domain.receivables import Receivables
from workbench.foundation.i18n import _, format_date, format_number, format_percent_bp, money_text, ngettext
from workbench.foundation.ids import Id

OVER_LIMIT, OVERDUE = "limit", "overdue"
_LIMIT_CURRENCY = "CNY"
_FAR_OVER_PERCENT = 20
_LONG_OVERDUE_DAYS = 90
_PERCENT_STEP, _DAYS_STEP = 10, 30


def receivable_alarms(
    account_id: Id,
    owed: Iterable[Receivables],
    limit: CreditLimit | None,
    today: date,
    limits: AlarmLimits | None = None,
) -> Iterator[Alarm]:
    """What the account's debts raise as of ``today``; the limit is one in CNY and speaks of CNY only."""
    known = limits or AlarmLimits()
    for one in owed:
        if one.currency == _LIMIT_CURRENCY and limit is not None:
            yield from _over_limit(account_id, one, limit)
    # Whom we owe as much, for what came back, owes nothing that is late.
    late = [one for one in owed if one.oldest_due_on is not None and min(one.overdue_fen, one.owed_fen) > 0]
    if late:
        yield from _overdue(account_id, late, today, known)


def is_over(owed_fen: int, limit: CreditLimit | None) -> bool:
    """Whether what is owed exceeds the limit."""
    return limit is not None and limit.amount_fen is not None and owed_fen > max(0, limit.amount_fen)


def _over_limit(account_id: Id, owed: Receivables, limit: CreditLimit) -> Iterator[Alarm]:
    if limit.amount_fen is None or not is_over(owed.owed_fen, limit):
        return
    amount = max(0, limit.amount_fen)
    over = owed.owed_fen - amount
    percent = 100 * over // amount if amount else None
    said = _("They owe {owed}, the limit is {limit} ({source}).").format(
        owed=money_text(owed.owed_fen), limit=money_text(amount), source=limit.source.label
    )
    is_far = percent is None or percent >= _FAR_OVER_PERCENT
    severity = Severity.WARNING if is_far else Severity.NOTE
    if limit.source is LimitSource.TYPED:
        severity = Severity.SEVERE if is_far else Severity.WARNING
    measure = percent if percent is not None else over // 100
    yield Alarm(
        AlarmKind.RECEIVABLE,
        account_id,
        severity,
        measure,
        (said,) if percent is None else (said, _by_how_much(over, percent)),
        None,
        OVER_LIMIT,
        step=_PERCENT_STEP if percent is not None else max(1, measure // 10),
    )


def _by_how_much(over_fen: int, percent: int) -> str:
    return _("That is {amount} too much, {share} of the limit.").format(
        amount=money_text(over_fen), share=format_percent_bp(percent * 100)
    )


def _overdue(account_id: Id, late: list[Receivables], today: date, limits: AlarmLimits) -> Iterator[Alarm]:
    oldest = min(one.oldest_due_on for one in late if one.oldest_due_on is not None)
    days = (today - oldest).days
    if days <= limits.overdue_days:
        return
    text = ngettext(
        "The oldest item was due on {day}, {count} day ago.",
        "The oldest item was due on {day}, {count} days ago.",
        days,
    )
    amounts = [
        _("Overdue: {amount}.").format(amount=money_text(min(one.overdue_fen, one.owed_fen), one.currency))
        for one in late
    ]
    yield Alarm(
        AlarmKind.RECEIVABLE,
        account_id,
        Severity.SEVERE if days > _LONG_OVERDUE_DAYS else Severity.WARNING,
        days,
        (text.format(day=format_date(oldest), count=format_number(days)), *amounts),
        oldest + timedelta(days=limits.overdue_days + 1),
        OVERDUE,
        step=_DAYS_STEP,
    )
