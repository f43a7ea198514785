"""What contracts ask attention for, and from which day on (2-rules §10)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workbench.domain.contract_alerts import AlertKind, ContractAlert, alerts_of
from workbench.domain.contract_life import life_of
from workbench.domain.contracts import Contract, ContractEvent, ContractEventKind
from workbench.foundation.ids import Id, derived_id, new_id

TODAY = date(2026, 11, 22)
C = derived_id("contract", "1")


def unsigned(row_id: Id, *noted: int) -> tuple[ContractAlert, ...]:
    """The alerts of a draft with notes of so many days ago."""
    contract = Contract(row_id, derived_id("account", "A"))
    notes = [
        ContractEvent(derived_id(str(days)), row_id, 1, ContractEventKind.NOTED, TODAY - timedelta(days))
        for days in noted
    ]
    return alerts_of(contract, life_of(contract, notes, (), TODAY), (), has_scan=False)


def test_a_draft_on_which_nothing_happened_for_30_days_is_brought_up() -> None:
    (found,) = unsigned(C, 90, 30)
    day = TODAY - timedelta(30)
    assert found == ContractAlert(AlertKind.UNSIGNED, C, day, -30, "Nothing happened for 30 days")
    assert unsigned(C, 90, 29) == ()
    assert unsigned(C) == ()


@pytest.mark.parametrize(("days", "is_told"), [(30, True), (29, False)])
def test_a_draft_counts_from_the_day_it_was_made(days: int, is_told: bool) -> None:
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) - timedelta(days)
    found = unsigned(new_id(int(moment.timestamp() * 1000)))
    assert [one.kind for one in found] == [AlertKind.UNSIGNED] * is_told
