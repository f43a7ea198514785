"""ABC analysis (2-rules §2.2)."""

import csv
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.value import AbcAnalysis, AbcBoundaries, AbcClass, AccountSales, abc_classes
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id


def _sales(amounts: list[int], names: list[str] | None = None) -> list[AccountSales]:
    return [
        AccountSales(derived_id("account", str(place)), names[place] if names else f"{place:04}", amount)
        for place, amount in enumerate(amounts)
    ]


def _classes(analysis: AbcAnalysis) -> str:
    return "".join(row.abc_class for row in analysis.rows)


def test_the_account_that_crosses_a_boundary_belongs_to_the_class_in_which_it_starts() -> None:
    # 60 | 90 crosses 75 and starts in A | 97 crosses 95 and starts in B | 100
    assert _classes(abc_classes(_sales([60, 30, 7, 3]))) == "AABC"


def test_an_account_that_ends_on_a_boundary_closes_its_class() -> None:
    assert _classes(abc_classes(_sales([75, 20, 5]))) == "ABC"


def test_zero_and_negative_sales_are_class_c() -> None:
    analysis = abc_classes(_sales([0, 110, -10]))
    assert [(row.amount_fen, row.abc_class) for row in analysis.rows] == [
        (110, AbcClass.A),
        (0, AbcClass.C),
        (-10, AbcClass.C),
    ]
    assert analysis.total_fen == 100
    assert [row.cumulative_bp for row in analysis.rows] == [11_000, 11_000, 10_000]


def test_ties_stand_by_name() -> None:
    analysis = abc_classes(_sales([5, 5, 5], ["c", "a", "b"]))
    assert [row.name for row in analysis.rows] == ["a", "b", "c"]


def test_without_a_positive_total_everyone_is_class_c() -> None:
    analysis = abc_classes(_sales([5, -9]))
    assert _classes(analysis) == "CC"
    assert analysis.top20_share_bp == 0


def test_no_accounts_make_an_empty_analysis() -> None:
    assert abc_classes([]) == AbcAnalysis((), 0, 0)


def test_the_best_fifth_is_rounded_up() -> None:
    assert abc_classes(_sales([50, 30, 10, 5, 3, 2])).top20_share_bp == 8_000


def test_boundaries_that_fall_are_refused() -> None:
    with pytest.raises(BadInput):
        AbcBoundaries(9_500, 7_500)


def test_eighty_per_cent_of_the_wholesale_clients_sales_lie_with_the_first_252(shared_data: Path) -> None:
    with (shared_data / "wholesale" / "wholesale_clean.csv").open(newline="", encoding="utf-8") as file:
        amounts = [sum(int(value) for value in row[2:]) for row in list(csv.reader(file))[1:]]
    analysis = abc_classes(_sales(amounts), AbcBoundaries(8_000, 9_500))
    assert len(analysis.rows) == 440
    assert analysis.total_fen == 14_619_500
    assert _classes(analysis).count("A") == 252


amounts = st.lists(st.integers(-(10**12), 10**13), max_size=40)


@given(amounts)
def test_classes_never_rise_down_the_list(values: list[int]) -> None:
    classes = _classes(abc_classes(_sales(values)))
    assert classes == "".join(sorted(classes))


@given(amounts, st.randoms())
def test_the_order_of_the_input_does_not_matter(values: list[int], random: Random) -> None:
    sales = _sales(values)
    shuffled = list(sales)
    random.shuffle(shuffled)
    assert abc_classes(shuffled) == abc_classes(sales)


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=40).filter(any))
def test_class_a_is_the_shortest_head_of_the_list_that_reaches_its_boundary(values: list[int]) -> None:
    analysis = abc_classes(_sales(values))
    head = [row.amount_fen for row in analysis.rows if row.abc_class is AbcClass.A]
    assert sum(head) * 10_000 >= 7_500 * analysis.total_fen
    assert sum(head[:-1]) * 10_000 < 7_500 * analysis.total_fen
    assert analysis.rows[-1].cumulative_bp == 10_000


@given(amounts)
def test_no_fen_is_lost(values: list[int]) -> None:
    analysis = abc_classes(_sales(values))
    assert sum(row.amount_fen for row in analysis.rows) == analysis.total_fen == sum(values)
