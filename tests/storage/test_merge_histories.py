"""Histories of four to six laptops, merged in many orders, lose nothing (5-quality, Reliability)."""

import pytest

from tests.storage.merge_histories import run_histories


def test_histories_in_any_order_lose_nothing() -> None:
    assert run_histories(3, seed=1) == (3, 0, 0)


@pytest.mark.slow
def test_hundreds_of_histories_in_any_order_lose_nothing() -> None:
    assert run_histories(300, seed=1_000) == (300, 0, 0)
