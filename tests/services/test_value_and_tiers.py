"""ABC classes and suggested tiers of a workspace."""

from datetime import date

import pytest

from workbench.domain.accounts import Tier
from workbench.domain.sales import SaleRecord
from workbench.foundation.errors import NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_list import list_account_lines
from workbench.services.account_plans import get_plan
from workbench.services.nominations import confirm_tier
from workbench.services.records import list_records
from workbench.services.tiers import accept_tiers, review_tiers
from workbench.services.value import analyse_abc
from workbench.storage.workspace import Workspace

YUAN = 100


@pytest.fixture
def sold(workspace: Workspace) -> Workspace:
    """Three accounts: 25 million in the last year, 6 million in the last year, 30 million long ago."""
    with workspace.change("test", "Test") as change:
        for code, on, yuan in (
            ("BIG", date(2026, 3, 1), 25_000_000),
            ("MID", date(2025, 7, 2), 6_000_000),
            ("OLD", date(2025, 7, 1), 30_000_000),
        ):
            row_id = change.create("account", {"code": code, "name": code}, derived_id("account", code))
            change.add_sales(row_id, [SaleRecord(on, yuan * YUAN, "N1", "1")])
    return workspace


def test_all_sales_count_where_no_range_is_given(sold: Workspace) -> None:
    report = analyse_abc(sold)
    assert [(line.code, line.row.abc_class.value) for line in report.lines] == [
        ("OLD", "A"),
        ("BIG", "A"),
        ("MID", "B"),
    ]
    assert report.total_fen == 61_000_000 * YUAN
    assert (report.first, report.last) == (date(2025, 7, 1), date(2026, 3, 1))


def test_only_sales_of_the_range_count(sold: Workspace) -> None:
    report = analyse_abc(sold, date(2026, 1, 1), date(2026, 12, 31))
    assert [(line.code, line.row.amount_fen) for line in report.lines] == [
        ("BIG", 25_000_000 * YUAN),
        ("MID", 0),
        ("OLD", 0),
    ]


def test_the_boundaries_of_the_workspace_are_used(sold: Workspace) -> None:
    with sold.change("test", "Test") as change:
        change.create(
            "policy", {"name": "abc", "value": {"a_bp": 4_000, "b_bp": 9_900}}, derived_id("policy", "abc")
        )
    assert [line.row.abc_class.value for line in analyse_abc(sold).lines] == ["A", "B", "B"]


def test_tiers_follow_from_the_last_twelve_months(sold: Workspace) -> None:
    review = review_tiers(sold)
    assert {one.code: one.suggestion.tier for one in review.proposals} == {
        "BIG": Tier.FOCUS,
        "MID": Tier.MAJOR,
        "OLD": Tier.GENERAL,
    }
    assert all(one.reason for one in review.proposals)


def test_accepted_tiers_are_confirmed_with_reason_and_day(sold: Workspace) -> None:
    review = review_tiers(sold)
    summary = accept_tiers(sold, review.proposals[:1])
    assert summary.undoable
    (row,) = list_records(sold, "accounts", [("tier", "focus")]).rows
    assert row["tier_confirmed_on"] == "2026-07-01"
    assert row["tier_reason"] == review.proposals[0].reason
    assert review_tiers(sold).unchanged == 1


def test_a_confirmed_nomination_is_not_touched(sold: Workspace) -> None:
    with sold.change("test", "Test") as change:
        change.set("account", Id(derived_id("account", "OLD")), {"tier": "strategic"})
    assert "OLD" not in {one.code for one in review_tiers(sold).proposals}


def test_an_imported_nomination_stays_and_is_said_to_be_unconfirmed(sold: Workspace) -> None:
    with sold.change("test", "Test") as change:
        change.set("account", Id(derived_id("account", "OLD")), {"tier": "strategic"})
    review = review_tiers(sold)
    assert "OLD" not in {one.code for one in review.proposals}
    (kept,) = review.unconfirmed
    assert (kept.code, kept.suggestion.tier) == ("OLD", Tier.STRATEGIC)
    assert "not confirmed" in kept.reason
    assert "the scorecard is empty" in kept.lacking
    with pytest.raises(NotAllowed, match="OLD cannot be confirmed as strategic"):
        accept_tiers(sold, [kept])


def test_a_tier_changed_since_the_review_is_not_overwritten(sold: Workspace) -> None:
    with sold.change("test", "Test") as change:
        change.set("account", Id(derived_id("account", "BIG")), {"tier": "general"})
    review = review_tiers(sold)
    confirm_tier(sold, derived_id("account", "BIG"), Tier.GENERAL, "They pay late")
    with pytest.raises(NotAllowed):
        accept_tiers(sold, review.proposals)
    assert not list_records(sold, "accounts", [("tier", "major")]).rows
    assert list_records(sold, "accounts", [("code", "BIG")]).rows[0]["tier_reason"] == "They pay late"


def test_sales_in_other_currencies_are_told_apart_and_not_added(sold: Workspace) -> None:
    before = {one.code: one.suggestion.sales_12m_fen for one in review_tiers(sold).proposals}
    with sold.change("test", "Test") as change:
        record = SaleRecord(date(2026, 5, 1), 9_000_000 * YUAN, "N2", "1", currency="USD")
        change.add_sales(derived_id("account", "MID"), [record])
    report = analyse_abc(sold)
    assert report.total_fen == 61_000_000 * YUAN
    assert report.other_currencies == {"USD": 9_000_000 * YUAN}
    assert analyse_abc(sold, last=date(2026, 4, 30)).other_currencies == {}
    assert {one.code: one.suggestion.sales_12m_fen for one in review_tiers(sold).proposals} == before
    row = next(one for one in list_account_lines(sold).lines if one.code == "MID")
    assert row.sales_12m_fen < 9_000_000 * YUAN
    assert get_plan(sold, derived_id("account", "MID")).sales.last_12m_fen == 6_000_000 * YUAN
