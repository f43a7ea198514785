"""The columns of the account list."""

from collections.abc import Callable, Sequence
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, format_money, ngettext
from workbench.services.account_list import AccountLine
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.accounts.looks import day_word
from workbench.ui.tier_marks import TIER_MARKS

_TIERS = list(Tier)
_NOTHING = Cell("–", tone=Tone.TEXT3)


def account_table(today: Callable[[], date]) -> Table[AccountLine]:
    """The table of accounts, without rows; ``today`` is asked whenever a day is shown."""
    table: Table[AccountLine] = Table(
        _columns(today),
        lambda line: line.row.id,
        name=lambda: _("Accounts"),
        checks=True,
        count_text=lambda count: ngettext("{count} account", "{count} accounts", count).format(count=count),
    )
    table.sort_by("tier")
    return table


def _columns(today: Callable[[], date]) -> Sequence[Column[AccountLine]]:
    return (
        Column(
            "name",
            lambda: _("Account"),
            lambda line: Cell(line.row.short, tooltip=line.row.name),
            width=150,
            stretch=True,
        ),
        Column("code", lambda: _("Code"), lambda line: line.row.code, width=88, shown=False),
        Column("tier", lambda: _("Tier"), _tier, sort=_tier_order, width=104),
        Column("stage", lambda: _("Stage"), _stage, width=96),
        Column("manager", lambda: _("Manager"), lambda line: line.row.manager, width=76),
        Column("province", lambda: _("Province"), lambda line: line.row.province, width=88, shown=False),
        Column("city", lambda: _("City"), lambda line: line.row.city, width=80),
        Column(
            "last",
            lambda: _("Last visit"),
            lambda line: day_word(line.row.last_visit, today()) if line.row.last_visit else _NOTHING,
            sort=lambda line: line.row.last_visit,
            width=84,
            falling_first=True,
        ),
        Column(
            "next",
            lambda: _("Next visit"),
            lambda line: next_cell(line, today()),
            sort=_next_order,
            width=92,
        ),
        Column(
            "sales",
            lambda: _("Sales, 12 months"),
            _sales,
            sort=lambda line: line.row.sales_12m_fen,
            width=160,
            right=True,
            falling_first=True,
            total=_total,
        ),
        Column(
            "abc",
            lambda: _("ABC"),
            lambda line: line.abc.value if line.abc else "",
            sort=lambda line: line.abc.value if line.abc else None,
            width=52,
            tooltip=lambda: _("Class by share of the sales of 12 months"),
        ),
    )


def _tier(line: AccountLine) -> Cell:
    tier = line.row.tier
    return Cell(tier.label, mark=TIER_MARKS[tier]) if tier else _NOTHING


def _tier_order(line: AccountLine) -> int | None:
    return _TIERS.index(line.row.tier) if line.row.tier else None


def _stage(line: AccountLine) -> Cell:
    broken = line.row.stage == Stage.INTERRUPTED.label
    return Cell(line.row.stage, tone=Tone.DANGER if broken else Tone.TEXT)


def next_cell(line: AccountLine, today: date) -> Cell:
    """When the next visit is, or how late it is: the only red of the column."""
    if line.late is not None:
        text = _("{days} d late").format(days=line.late.days_late)
        return Cell(text, tone=Tone.DANGER, tooltip=line.late.slot.required.reason())
    if line.unreported_on is not None:
        when = _("The visit of {date} has no report yet").format(date=day_word(line.unreported_on, today))
        return Cell(_("No report"), tone=Tone.DANGER, tooltip=when)
    if line.coming_on is None:
        return _NOTHING
    is_today = line.coming_on == today
    tone = Tone.ACCENT if is_today else Tone.TEXT
    return Cell(day_word(line.coming_on, today), tone=tone, bold=is_today)


def _next_order(line: AccountLine) -> date | None:
    if line.late is not None:
        return line.late.slot.due_on
    return line.unreported_on or line.coming_on


def _sales(line: AccountLine) -> Cell:
    amount = format_money(line.row.sales_12m_fen, short=True) if line.row.sales_12m_fen else "–"
    if not any(line.row.sales_by_month_fen):
        return _NOTHING
    return Cell(amount, bars=tuple(max(0, fen) for fen in line.row.sales_by_month_fen))


def _total(lines: Sequence[AccountLine]) -> str:
    amount = format_money(sum(line.row.sales_12m_fen for line in lines), short=True)
    return _("Sales of 12 months {amount}").format(amount=amount)
