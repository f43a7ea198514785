"""What an account plan computes from its data (2-rules §17)."""

import itertools
from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.documents import plans
from workbench.domain.account_plan import AccountPlanPaper, MonthSales, PlanSales, for_customer
from workbench.domain.account_plan_takeaways import intent, part_states, sales_takeaway, visits_takeaway
from workbench.domain.charts import BarChart, Look, Series, axis_ticks


def sales(**changes: object) -> PlanSales:
    known = PlanSales(
        as_of=date(2026, 11, 15),
        months=tuple(
            MonthSales(date(year, month, 1), 100) for year in (2025, 2026) for month in range(1, 12)
        ),
        last_12m_fen=1_200,
        previous_12m_fen=1_000,
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def test_months_before_the_first_record_and_after_the_last_are_unknown_not_zero() -> None:
    assert sales().of_year(2026) == (*[100] * 11, None)
    assert sales().of_year(2025) == (*[100] * 11, 0)
    assert sales().of_year(2024) == (None,) * 12


def test_the_rest_of_the_year_is_taken_from_the_year_before_by_days() -> None:
    years = sales().years(4)
    assert [(one.year, one.amount_fen, one.rest_fen) for one in years] == [
        (2025, 1_100, 0),
        (2026, 1_100, 50),
    ]


def test_the_first_year_of_trade_has_no_forecast() -> None:
    young = sales(months=(MonthSales(date(2026, 8, 1), 500),))
    assert [(one.year, one.rest_fen) for one in young.years(4)] == [(2026, 0)]


def test_growth_needs_something_to_grow_from() -> None:
    assert sales().growth_bp == 2_000
    assert sales(previous_12m_fen=0).growth_bp is None
    assert "had none" in sales_takeaway(sales(previous_12m_fen=0))
    assert "20% more" in sales_takeaway(sales())
    assert "less than" in sales_takeaway(sales(last_12m_fen=500))
    assert "as much as" in sales_takeaway(sales(last_12m_fen=1_005))


def test_the_cover_names_the_most_pressing_thing_first_overdue_then_complaints_then_contracts() -> None:
    full = plans.rich()
    assert "overdue" in intent(full)
    calm = replace(full, actions=())
    assert "2 complaints are open." in intent(calm)
    calm = replace(calm, complaints=())
    assert "2026 年度框架供货协议 ends on 31 Dec 2026" in intent(calm)
    calm = replace(calm, contracts=())
    assert "The next visit is on 26 Nov 2026." in intent(calm)
    assert "No visit is planned." in intent(replace(calm, visits=()))


def test_the_visits_say_how_many_were_made_and_when_the_next_one_is() -> None:
    full = plans.rich()
    assert visits_takeaway(full, internal=False) == "The next visit is on 26 Nov 2026."
    told = visits_takeaway(replace(full, visits=()), internal=True)
    assert told.endswith("No visit is planned.")
    assert ("visits due this year so far were made" in told) is any(
        one.required_count for one in full.visit_records
    )


def test_a_contact_was_last_met_on_the_latest_visit_that_names_them() -> None:
    full = plans.rich()
    assert full.last_met[full.contacts[1].id] == date(2026, 11, 12)
    assert full.contacts[8].id not in full.last_met


def test_every_part_says_what_to_do_about_what_is_missing() -> None:
    parts = {part.name: part for part in part_states(plans.empty(), internal=True)}
    assert parts["Sales"].missing == "Import the sales records."
    assert parts["People"].missing == "Add the people who decide, use and advise."
    assert "Confirm the tier." in parts["Profile"].missing
    assert not any(part.missing for part in part_states(for_customer(plans.rich()), internal=False))


ALLOWED_TO_CUSTOMERS = {
    "account", "year", "today", "company", "author", "managers", "parent_name", "sales", "contacts",
    "complaints", "contracts", "actions", "visits", "dates",
}  # fmt: skip


def test_a_field_reaches_the_customer_only_if_it_is_on_the_list() -> None:
    full, shown = plans.rich(), for_customer(plans.rich())
    blank = AccountPlanPaper(full.account, full.year, full.today)
    for field in fields(AccountPlanPaper):
        if field.name not in ALLOWED_TO_CUSTOMERS:
            assert getattr(shown, field.name) == getattr(blank, field.name), field.name
    assert all(person.support is None and not person.roles and not person.note for person in shown.contacts)
    assert all(product.cost_fen is None for product in shown.sales.products)
    assert not (shown.account.tier)
    assert not (shown.account.credit_grade)
    assert not (shown.account.stage)
    assert not (shown.account.note)


@given(st.integers(-(10**14), 10**14), st.integers(0, 10**14))
def test_axis_ticks_are_few_even_and_hold_every_value(low: int, span: int) -> None:
    low, high = min(low, 0), max(low + span, 0)
    ticks = axis_ticks(low, high)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert 2 <= len(ticks) <= 6
    assert 0 in ticks
    steps = {after - before for before, after in itertools.pairwise(ticks)}
    assert len(steps) == 1


def test_stacked_bars_reach_to_the_sum() -> None:
    chart = BarChart(
        ("a", "b"), (Series("x", Look.SOLID, (3, 4)), Series("y", Look.HATCHED, (None, 5))), stacked=True
    )
    assert chart.totals() == (3, 9)
    assert (chart.low, chart.high) == (0, 9)
