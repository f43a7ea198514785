"""Figures and values as people read them."""

from datetime import date

import pytest

from workbench.domain.contract_vocabulary import BY_NAME, placeholder_named
from workbench.domain.objectives import Figure
from workbench.domain.plan_stand import figure_text, yuan_text
from workbench.domain.record_words import value_text
from workbench.domain.value import Span
from workbench.foundation.i18n import use_language


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (Span.THIS_YEAR, (date(2028, 1, 1), date(2028, 12, 31))),
        (Span.LAST_YEAR, (date(2027, 1, 1), date(2027, 12, 31))),
        (Span.LAST_12_MONTHS, (date(2027, 3, 1), date(2028, 2, 29))),
        (Span.OWN, (date(2027, 3, 1), date(2028, 2, 29))),
    ],
)
def test_a_span_of_sales_has_its_days(span: Span, days: tuple[date, date]) -> None:
    assert span.days(date(2028, 2, 29)) == days


@pytest.mark.parametrize(
    ("figure", "value", "word", "text"),
    [
        (Figure.SALES, None, "", ""),
        (Figure.SALES, 1_234_550, "", "CNY 12,346"),
        (Figure.MARGIN, 1_250, "", "12.5%"),
        (Figure.SUPPORT, 2, "", "+2"),
        (Figure.SUPPORT, -1, "", "−1"),
        (Figure.SUPPORT, 0, "", "0"),
        (Figure.MEETINGS, 7, "", "7"),
        (Figure.STAGE, None, "galactic", ""),
        (Figure.STAGE, 99, "", ""),
    ],
)
def test_a_figure_is_told_in_its_own_unit(figure: Figure, value: int | None, word: str, text: str) -> None:
    assert figure_text(figure, value, word) == text


def test_yuan_are_told_without_fen_in_both_languages() -> None:
    assert yuan_text(1_234_549) == "CNY 12,345"
    with use_language("zh_CN"):
        assert yuan_text(1_234_550) == "12,346元"


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("note", None, ""),
        ("active", True, "yes"),
        ("active", False, "no"),
        ("amount_fen", 123_450, "CNY 1,234.50"),
        ("share_bp", 5_000, "50%"),
        ("quantity_milli", 2_500, "2.5"),
        ("note", ["a", "b"], "a, b"),
        ("tier", "major", "Major"),
        ("tier", "platinum", "platinum"),
    ],
)
def test_a_stored_value_is_told_as_people_write_it(field: str, value: object, text: str) -> None:
    assert value_text("accounts", field, value) == text


def test_a_placeholder_of_a_template_s_own_is_called_as_the_template_says() -> None:
    known = next(iter(BY_NAME))
    assert placeholder_named(known) is BY_NAME[known]
    assert (
        placeholder_named("crane_hours", {"crane_hours": "Hours of the crane"}).label == "Hours of the crane"
    )
    assert placeholder_named("crane_hours").label == "crane hours"
