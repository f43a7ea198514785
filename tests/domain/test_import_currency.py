"""The currency of a sheet's amounts, as the heading over them names it."""

import pytest

from workbench.domain.import_currency import header_currency


@pytest.mark.parametrize(
    ("heading", "currency"),
    [
        ("Amount (USD)", "USD"),
        ("net eur", "EUR"),
        ("Umsatz in €", "EUR"),
        ("金额（美元）", "USD"),
        ("金額（港幣）", "HKD"),
        ("人民币金额", "CNY"),
        ("Betrag RMB", "CNY"),
        ("金额（万元）", ""),
        ("Amount", ""),
        ("Europe", ""),
        ("", ""),
    ],
)
def test_a_heading_names_the_currency_of_its_amounts(heading: str, currency: str) -> None:
    assert header_currency(heading) == currency
