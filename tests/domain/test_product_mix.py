"""Sales composition: shares, margin, turnover, cross and contribution ratio (2-rules §3)."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.product_mix import ProductSold, product_mix


def test_the_ratios_are_those_of_the_retail_standard() -> None:
    sold = ProductSold("Motor", 60_000, 60_000, 45_000, opening_stock_fen=10_000, closing_stock_fen=30_000)
    line = product_mix([sold, ProductSold("Rail", 40_000)], 400_000).lines[0]
    # Margin 25 %, turnover 60,000 ÷ 20,000 = 3, cross 75 %, contribution 75 % × 60 %.
    assert (line.margin_bp, line.turnover_bp, line.cross_bp) == (2_500, 30_000, 7_500)
    assert (line.sales_fen, line.share_bp, line.contribution_bp) == (60_000, 6_000, 4_500)


def test_without_stock_there_is_no_turnover_and_no_ratio() -> None:
    mix = product_mix([ProductSold("Motor", 60_000, 60_000, 45_000)], 120_000)
    line = mix.lines[0]
    assert (line.turnover_bp, line.cross_bp, line.contribution_bp) == (None, None, None)
    assert not mix.has_stock
    assert mix.account_share_bp == 5_000
    assert mix.formula


def test_a_margin_is_that_of_the_sales_whose_cost_is_known() -> None:
    line = product_mix([ProductSold("Motor", 90_000, 50_000, 40_000)]).lines[0]
    assert line.margin_bp == 2_000
    assert product_mix([ProductSold("Motor", 90_000)]).lines[0].margin_bp is None


def test_returns_alone_have_no_shares() -> None:
    mix = product_mix([ProductSold("Motor", -100)])
    assert (mix.lines[0].share_bp, mix.account_share_bp) == (None, None)


def test_the_most_sold_leads() -> None:
    mix = product_mix([ProductSold("B", 5), ProductSold("A", 5), ProductSold("C", 9)])
    assert [line.product for line in mix.lines] == ["C", "A", "B"]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_shares_come_to_a_whole(amounts: list[int]) -> None:
    mix = product_mix(ProductSold(str(at), amount) for at, amount in enumerate(amounts))
    shares = [line.share_bp for line in mix.lines if line.share_bp is not None]
    assert not shares or abs(sum(shares) - 10_000) <= len(amounts)
