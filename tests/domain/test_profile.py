"""The profile: four parts and how fresh they are, share of wallet, who kept the account (2-rules §1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Account
from workbench.domain.manager_terms import (
    ManagerChange,
    ManagerTerm,
    ordered_terms,
    recent_changes,
    settled_changes,
    terms_of,
)
from workbench.domain.profile import ProfilePart, part_states
from workbench.domain.share_of_wallet import WalletSource, share_of_wallet
from workbench.foundation.ids import derived_id

TODAY = date(2026, 11, 17)
ANN, BOB, CAI = (derived_id("manager", name) for name in ("ann", "bob", "cai"))


def account(**values: object) -> Account:
    return Account(id=derived_id("account", "A"), code="A", name="A", **values)  # type: ignore[arg-type]


def test_a_part_is_stale_after_180_days_and_never_verified_is_stale_too() -> None:
    seen = part_states(
        account(
            basics_verified_on=TODAY - timedelta(days=180), trade_verified_on=TODAY - timedelta(days=181)
        ),
        TODAY,
        180,
        {ProfilePart.BASICS: "张蔚"},
    )
    told = {one.part: (one.is_stale, one.days_since, one.by) for one in seen}
    assert told == {
        ProfilePart.BASICS: (False, 180, "张蔚"),
        ProfilePart.CHARACTERISTICS: (True, None, ""),
        ProfilePart.BUSINESS: (True, None, ""),
        ProfilePart.TRADE: (True, 181, ""),
    }


@given(st.integers(-400, 400), st.integers(1, 3_650))
def test_a_part_is_stale_once_it_is_older_than_the_limit(age: int, limit: int) -> None:
    state = part_states(account(basics_verified_on=TODAY - timedelta(days=age)), TODAY, limit)[0]
    assert state.is_stale == (age > limit)


def test_share_of_wallet_is_counted_from_sales_where_their_spend_is_known() -> None:
    share = share_of_wallet(
        sales_12m_fen=400_000_00,
        spend_fen=1_600_000_00,
        estimate_bp=9_000,
        sales_until=TODAY,
        spend_noted_on=date(2026, 3, 1),
    )
    assert share is not None
    assert (share.bp, share.source, share.noted_on) == (2_500, WalletSource.SALES, date(2026, 3, 1))
    assert not share.exceeds_spend


def test_without_a_spend_or_without_any_sales_the_estimate_holds() -> None:
    for spend, until in ((None, TODAY), (0, TODAY), (100, None)):
        share = share_of_wallet(
            sales_12m_fen=0, spend_fen=spend, estimate_bp=3_500, sales_until=until, estimate_noted_on=TODAY
        )
        assert share is not None
        assert (share.bp, share.source, share.noted_on) == (3_500, WalletSource.ESTIMATE, TODAY)
    assert share_of_wallet(sales_12m_fen=5, spend_fen=None, estimate_bp=None, sales_until=TODAY) is None


def test_more_than_they_spend_is_said_and_returns_are_no_negative_share() -> None:
    share = share_of_wallet(sales_12m_fen=300, spend_fen=100, estimate_bp=None, sales_until=TODAY)
    assert share is not None
    assert share.exceeds_spend
    share = share_of_wallet(sales_12m_fen=-300, spend_fen=100, estimate_bp=None, sales_until=TODAY)
    assert share is not None
    assert share.bp == 0


def test_a_slip_put_right_the_same_day_is_no_change_of_manager() -> None:
    day = date(2026, 5, 1)
    changes = [
        ManagerChange(date(2026, 1, 1), ANN),
        ManagerChange(day, BOB),
        ManagerChange(day, ANN),
        ManagerChange(date(2026, 6, 1), CAI, reason="leaves"),
    ]
    settled = settled_changes(changes)
    assert [one.manager_id for one in settled] == [ANN, CAI]
    terms = terms_of(settled, {ANN: "Ann", CAI: "Cai"}, "?", is_second=False)
    assert [(one.name, one.starts_on, one.ends_on) for one in terms] == [
        ("Cai", date(2026, 6, 1), None),
        ("Ann", date(2026, 1, 1), date(2026, 6, 1)),
    ]


def term(name: str, starts: date | None, ends: date | None = None, *, second: bool = False) -> ManagerTerm:
    return ManagerTerm(None, name, second, starts, ends)


def test_changes_of_the_last_24_months_are_counted() -> None:
    terms = [
        term("first", date(2020, 1, 1)),
        term("before", date(2024, 11, 16)),
        term("one", date(2024, 11, 17)),
        term("two", date(2025, 8, 1)),
        term("two", date(2025, 9, 1)),
        term("three", date(2026, 11, 17)),
        term("later", date(2026, 11, 18)),
        term("pair", date(2026, 1, 1), second=True),
        term("undated", None),
    ]
    assert recent_changes(terms, TODAY) == 3
    assert recent_changes([], TODAY) == 0


@pytest.mark.parametrize("order", [1, -1])
def test_running_terms_stand_first_then_the_latest(order: int) -> None:
    terms = [
        term("now", date(2026, 1, 1)),
        term("old", date(2020, 1, 1), date(2021, 1, 1)),
        term("older", date(2018, 1, 1), date(2019, 1, 1)),
    ][::order]
    assert [one.name for one in ordered_terms(terms)] == ["now", "old", "older"]
