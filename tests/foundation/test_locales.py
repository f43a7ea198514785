"""Dates, numbers and money against Babel, which carries CLDR's tables of all the world."""

from datetime import date
from decimal import Decimal

import babel.dates
import babel.numbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.foundation import i18n

LOCALES = {code: babel.Locale.parse(code) for code in i18n.LANGUAGES}
CURRENCIES = sorted({*LOCALES["en"].currencies, "XYZ"})
languages = st.sampled_from(sorted(i18n.LANGUAGES))


@given(language=languages, day=st.dates())
@example(language="zh_TW", day=date(2026, 5, 31))
def test_dates_are_those_of_cldr(language: str, day: date) -> None:
    def babels(chinese: str, english: str) -> str:
        return str(
            babel.dates.format_date(day, english if language == "en" else chinese, locale=LOCALES[language])
        )

    with i18n.use_language(language):
        assert i18n.format_date(day) == babels("y年M月d日", "d MMM y")
        assert i18n.format_date(day, weekday=True) == babels("y年M月d日 EEE", "EEE d MMM y")
        assert i18n.format_short_date(day) == babels("MM-dd", "d MMM")
        assert i18n.format_short_date(day, year=True) == babels("yyyy-MM-dd", "d MMM y")
        assert i18n.format_month(day) == babels("y年M月", "MMMM y")
        assert i18n.weekday_name(day) == babels("EEE", "EEE")
        names = babel.dates.get_month_names("abbreviated", "stand-alone", locale=LOCALES[language])
        assert i18n.month_name(day.month) == names[day.month]


@given(
    language=languages,
    number=st.one_of(
        st.integers(-(10**15), 10**15), st.decimals(-(10**12), 10**12, places=5, allow_nan=False)
    ),
)
@example(language="en", number=Decimal("-0.0001"))
@example(language="en", number=Decimal("1.2345"))
@example(language="en", number=Decimal("100.000"))
def test_numbers_are_those_of_cldr(language: str, number: int | Decimal) -> None:
    with i18n.use_language(language):
        assert i18n.format_number(number) == babel.numbers.format_decimal(number, locale=LOCALES[language])


@given(language=languages, points=st.integers(-(10**9), 10**9), digits=st.integers(0, 2))
@example(language="en", points=-40, digits=0)
@example(language="en", points=50, digits=0)
def test_percentages_are_those_of_cldr(language: str, points: int, digits: int) -> None:
    pattern = "#,##0." + "0" * digits + "%" if digits else "#,##0%"
    expected = babel.numbers.format_percent(Decimal(points) / 10_000, pattern, locale=LOCALES[language])
    with i18n.use_language(language):
        assert i18n.format_percent_bp(points, digits=digits) == expected


@pytest.mark.parametrize("language", sorted(i18n.LANGUAGES))
def test_every_currency_has_the_digits_of_cldr_behind_its_letters(language: str) -> None:
    locale, pattern = LOCALES[language], "¤¤ #,##0.00;¤¤ -#,##0.00"
    with i18n.use_language(language):
        found = [
            (currency, fen)
            for currency in CURRENCIES
            for fen in (0, 5, -40, -150, 250, 123_456_789_01)
            if (currency, language) not in {("CNY", "zh_CN"), ("CNY", "zh_TW")}
            and i18n.format_money(fen, currency)
            != babel.numbers.format_currency(Decimal(fen) / 100, currency, pattern, locale=locale)
        ]
    assert found == []
