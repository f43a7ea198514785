"""What is owed beyond the credit limits, and how it has piled up."""

from datetime import date

import pytest

from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import create_account, find_account
from workbench.services.over_limit_pace import OverLimitPace, over_limit_pace
from workbench.storage.workspace import Workspace


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(date(2026, 7, 15))


def test_without_settlements_nobody_knows_what_is_owed(workspace: Workspace) -> None:
    assert over_limit_pace(workspace) == OverLimitPace(is_known=False)


def test_the_past_counts_what_is_still_owed_today(workspace: Workspace) -> None:
    create_account(workspace, {"code": "A", "name": "A", "credit_limit_fen": "1000"})
    records = [
        SaleRecord(on, amount, f"{on}", "1", product="Pump", settled_fen=0, due_on=due)
        for on, amount, due in (
            (date(2026, 5, 4), 1_500_00, date(2026, 6, 4)),
            (date(2026, 7, 3), 2_000_00, date(2026, 8, 3)),
        )
    ]
    with workspace.change("test", "Sales") as change:
        change.add_sales(find_account(workspace, "A").id, records)
    pace = over_limit_pace(workspace)
    assert (pace.over_fen, pace.accounts, pace.overdue_fen) == (2_500_00, 1, 1_500_00)
    assert pace.by_month_fen == (0, 0, 0, 500_00, 500_00, 2_500_00)
