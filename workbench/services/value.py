"""What accounts are worth: the ABC analysis of a period (2-rules §2.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.accounts import Account, KeyType, Tier
from workbench.domain.policies import ABC, policy
from workbench.domain.value import AbcBoundaries, AbcRow, AccountSales, abc_classes
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import list_accounts, list_managers
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import other_currencies, sales_by_account, sales_span
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class AbcLine:
    """One account's place in the analysis, with what tells accounts apart."""

    code: str
    row: AbcRow
    tier: Tier | None = None
    key_type: KeyType | None = None
    manager: str = ""


@dataclass(frozen=True)
class AbcReport:
    """Every account by falling sales of ``first`` … ``last``; the days are ``None`` without any sales.

    Only sales in CNY count; ``other_currencies`` is what is left out, by currency in its hundredths.
    """

    lines: tuple[AbcLine, ...]
    total_fen: int
    top20_share_bp: int
    first: date | None
    last: date | None
    other_currencies: Mapping[str, int]
    boundaries: AbcBoundaries = field(default_factory=AbcBoundaries)


def analyse_abc(workspace: Workspace, first: date | None = None, last: date | None = None) -> AbcReport:
    """Class all accounts by their sales from ``first`` to ``last``, both included; open ends take all.

    Accounts without sales in the range count as zero (class C). Amounts are fen of CNY.
    """
    with workspace.read() as session:
        accounts = {account.id: account for account in list_accounts(session)}
        amounts = sales_by_account(session, first, last)
        left_out = other_currencies(session, first, last)
        span = sales_span(session)
        limits = policy(policy_values(session), ABC)
        managers = {manager.id: manager.name for manager in list_managers(session)}
    analysis = abc_classes(
        (AccountSales(account.id, account.name, amounts.get(account.id, 0)) for account in accounts.values()),
        limits,
    )
    return AbcReport(
        tuple(_line(accounts[row.account_id], row, managers) for row in analysis.rows),
        analysis.total_fen,
        analysis.top20_share_bp,
        first or (span[0] if span else None),
        last or (span[1] if span else None),
        left_out,
        limits,
    )


def _line(account: Account, row: AbcRow, managers: Mapping[Id, str]) -> AbcLine:
    manager = managers.get(account.manager_id, "") if account.manager_id else ""
    return AbcLine(account.code, row, account.tier, account.key_type, manager)
