"""Our part of what an account spends (2-rules §1, §5)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.share_of_wallet import WHOLE_BP, WalletSource, share_of_wallet

FEN = st.integers(-(10**13), 10**13)
DAY = date(2026, 6, 1)


@given(FEN, st.none() | FEN, st.none() | st.integers(0, WHOLE_BP), st.none() | st.just(DAY))
def test_counted_beats_estimated_and_nothing_is_never_a_share(
    sales: int, spend: int | None, estimate: int | None, until: date | None
) -> None:
    found = share_of_wallet(sales_12m_fen=sales, spend_fen=spend, estimate_bp=estimate, sales_until=until)
    counted = spend is not None and spend > 0 and until is not None
    if not counted and estimate is None:
        assert found is None
        return
    assert found is not None
    assert found.source is (WalletSource.SALES if counted else WalletSource.ESTIMATE)
    assert found.bp >= 0
    assert found.exceeds_spend == (found.bp > WHOLE_BP)
    if counted:
        assert spend is not None
        # Never more than the exact share, and less than a basis point below it.
        assert found.bp * spend <= max(0, sales) * WHOLE_BP < (found.bp + 1) * spend
    else:
        assert found.bp == estimate


@given(FEN, FEN, st.integers(1, 10**13))
def test_more_sales_are_never_a_smaller_share(one: int, other: int, spend: int) -> None:
    less, more = (
        share_of_wallet(sales_12m_fen=fen, spend_fen=spend, estimate_bp=None, sales_until=DAY)
        for fen in sorted((one, other))
    )
    assert less is not None
    assert more is not None
    assert less.bp <= more.bp
