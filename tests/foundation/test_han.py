"""Traditional characters are told to be the simplified ones they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.foundation.han import simplified


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("華為技術", "华为技术"),
        ("華爲技術", "华为技术"),
        ("臺灣積體電路", "台湾积体电路"),
        ("東莞市廣發衞浴廠", "东莞市广发卫浴厂"),
        ("乾隆幹部", "干隆干部"),
        ("头髮發展", "头发发展"),
        ("华为技术", "华为技术"),
        ("Nordwind GmbH", "Nordwind GmbH"),
        ("", ""),
    ],
)
def test_each_traditional_character_becomes_a_simplified_one(written: str, expected: str) -> None:
    assert simplified(written) == expected


@given(st.text())
def test_simplified_text_is_left_as_it_is_and_nothing_changes_its_length(text: str) -> None:
    once = simplified(text)
    assert simplified(once) == once
    assert len(once) == len(text)
