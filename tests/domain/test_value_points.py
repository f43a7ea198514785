"""Accounts as points of the value charts: nobody lost, every point in its own field."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.risk_grid import risk_class
from workbench.domain.risks import Level, Risk
from workbench.domain.value_charts import PointMark
from workbench.domain.value_points import AxisEntry, axes_chart, quadrant_chart, risk_chart
from workbench.domain.value_quadrant import ValuePoint, value_quadrant
from workbench.foundation.ids import Id, derived_id

AMOUNTS = st.integers(-(10**11), 10**12)


def named(number: int) -> Id:
    return derived_id("account", str(number))


@given(st.lists(st.tuples(AMOUNTS, st.none() | AMOUNTS), max_size=30))
def test_every_account_of_known_profit_is_a_point_in_the_field_of_its_name(
    amounts: list[tuple[int, int | None]],
) -> None:
    quadrant = value_quadrant(
        ValuePoint(named(n), f"A{n}", sales, profit) for n, (sales, profit) in enumerate(amounts)
    )
    chart = quadrant_chart(quadrant)
    places = {place.point.account_id: place for place in quadrant.places}
    assert {point.key for point in chart.points} == set(places)
    for point in chart.points:
        assert 0 <= chart.x.place(point.x) <= 1
        cell = places[Id(point.key)].cell
        if cell.has_high_sales:
            assert chart.y.place(point.y) >= chart.y.place(chart.y.split or 0)
        if cell.has_high_profit:
            assert chart.x.place(point.x) >= chart.x.place(chart.x.split or 0)


def test_what_is_chosen_stands_out() -> None:
    entries = [AxisEntry(named(n), f"A{n}", 50 + n, 50, 100 * n) for n in range(3)]
    chart = axes_chart(entries, [named(1)])
    assert [point.mark for point in chart.points] == [PointMark.PALE, PointMark.FILLED, PointMark.PALE]


def test_returns_make_no_negative_bubble() -> None:
    (point,) = axes_chart([AxisEntry(named(0), "A", 10, 10, -500)]).points
    assert point.area == 0


@given(
    st.lists(
        st.tuples(st.sampled_from([*Level, None]), st.sampled_from([*Level, None]), st.integers(0, 5)),
        max_size=40,
    )
)
def test_every_judged_risk_is_counted_in_the_field_of_its_class(
    judged: list[tuple[Level | None, Level | None, int]],
) -> None:
    risks = [
        Risk(derived_id("risk", str(n)), named(account), f"R{n}", probability=probability, impact=impact)
        for n, (probability, impact, account) in enumerate(judged)
    ]
    names = {named(n): f"A{n}" for n in range(6)}
    chart = risk_chart(risks, names)
    counted = 0
    for row in chart.rows:
        for cell in row:
            counted += int(cell.marks[0].split()[0]) if cell.marks else 0
            assert bool(cell.marks) == bool(cell.keys)
    assert counted == sum(risk_class(risk.probability, risk.impact) is not None for risk in risks)
