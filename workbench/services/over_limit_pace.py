"""How far accounts are beyond their credit limits, and since when what they owe has piled up (2-rules §4)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.periods import PeriodKind, month_starts_back, period_of
from workbench.services.alarms import OverLimit, list_over_limit
from workbench.storage.queries.receivables import has_settlements, still_owed_by_month
from workbench.storage.workspace import Workspace

MONTHS_SHOWN = 6


@dataclass(frozen=True)
class OverLimitPace:
    """Amounts in fen of CNY. ``over_fen``: what ``accounts`` of them owe beyond their limits.

    ``by_month_fen``: how much of it there was at the end of each month, today last, counting what is still
    owed today: records say what is settled, not when it was. ``overdue_fen``: what these accounts owe past
    its day. Not ``is_known``: no sales record says what was settled.
    """

    over_fen: int = 0
    accounts: int = 0
    overdue_fen: int = 0
    by_month_fen: tuple[int, ...] = ()
    is_known: bool = True


def over_limit_pace(workspace: Workspace) -> OverLimitPace:
    """What is owed beyond the limits; a constant number of queries."""
    found = list_over_limit(workspace)
    if not found:
        with workspace.read() as session:
            return OverLimitPace(is_known=has_settlements(session))
    today = workspace.clock.today()
    months = [period_of(PeriodKind.MONTH, start) for start in month_starts_back(today, MONTHS_SHOWN)]
    with workspace.read() as session:
        owed = still_owed_by_month(session, [one.account_id for one in found])
    by_month = tuple(
        sum(_over(one, _until(owed.get(one.account_id, {}), month.end)) for one in found)
        for month in months[:-1]
    )
    over = sum(_over(one, one.owed_fen) for one in found)
    return OverLimitPace(over, len(found), sum(one.overdue_fen for one in found), (*by_month, over))


def _until(by_month: dict[str, int], end: date) -> int:
    last = f"{end:%Y-%m}"
    return sum(amount for month, amount in by_month.items() if month <= last)


def _over(one: OverLimit, owed_fen: int) -> int:
    return max(0, owed_fen - max(0, one.limit.amount_fen or 0))
