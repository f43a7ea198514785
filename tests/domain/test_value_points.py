"""Accounts as points of the value charts: nobody lost, every point in its own field."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.attractiveness import AxisCell
from workbench.domain.risk_grid import risk_class
from workbench.domain.risks import Level, Risk
from workbench.domain.value_charts import PointMark
from workbench.domain.value_points import AxisEntry, axes_chart, quadrant_chart, risk_chart
from workbench.domain.value_quadrant import QuadrantCell, QuadrantLines, ValuePoint, value_quadrant
from workbench.foundation.i18n import format_money
from workbench.foundation.ids import Id, derived_id

AMOUNTS = st.integers(-(10**11), 10**12)
HIGH_SALES = {QuadrantCell.HIGH_HIGH, QuadrantCell.HIGH_LOW}
HIGH_PROFIT = {QuadrantCell.HIGH_HIGH, QuadrantCell.LOW_HIGH}


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
        across, up = point.x - (chart.x.split or 0), point.y - (chart.y.split or 0)
        assert across >= 0 if cell in HIGH_PROFIT else across <= 0
        assert up >= 0 if cell in HIGH_SALES else up <= 0
        # The names of the fields go from the upper left to the lower right.
        corner = (0 if cell in HIGH_SALES else 2) + (1 if cell in HIGH_PROFIT else 0)
        assert chart.cells is not None
        assert chart.cells[corner] == cell.label


def test_a_line_says_whether_it_is_the_median_or_ones_own() -> None:
    points = [ValuePoint(named(n), f"A{n}", 100_000 * n, 10_000 * n) for n in (1, 2, 3)]
    chart = quadrant_chart(value_quadrant(points, QuadrantLines(sales_fen=250_000)))
    assert (chart.y.split, chart.y.split_text) == (250_000, format_money(250_000, short=True))
    assert chart.x.split == 20_000
    assert chart.x.split_text == f"median {format_money(20_000, short=True)}"


def test_where_all_lose_money_the_line_is_drawn_at_nothing_and_names_no_amount() -> None:
    chart = quadrant_chart(value_quadrant([ValuePoint(named(1), "A", 100, -500)]))
    assert (chart.x.split, chart.x.split_text) == (0, "")


def test_strength_goes_across_and_attractiveness_up() -> None:
    chart = axes_chart([AxisEntry(named(0), "A", attractiveness=90, strength=20, sales_fen=1)])
    assert [(one.x, one.y) for one in chart.points] == [(20, 90)]
    assert chart.cells == (
        AxisCell.KEY_DEVELOPMENT.label,
        AxisCell.KEY_ACCOUNT.label,
        AxisCell.OPPORTUNISTIC.label,
        AxisCell.MAINTENANCE.label,
    )


def test_the_worst_risk_stands_in_the_upper_right_field() -> None:
    worst = Risk(derived_id("risk", "1"), named(0), "R", probability=Level.HIGH, impact=Level.HIGH)
    odd = Risk(derived_id("risk", "2"), named(1), "R", probability=Level.HIGH, impact=Level.LOW)
    chart = risk_chart([worst, odd], {named(0): "A", named(1): "B"})
    assert chart.y_words[0] == chart.x_words[-1] == Level.HIGH.label
    assert chart.rows[0][-1].marks == ("1 risk", "A")
    assert chart.rows[0][0].marks == ("1 risk", "B")
    assert chart.rows[0][-1].weight == max(cell.weight for row in chart.rows for cell in row)


def test_of_many_accounts_in_a_field_some_are_named_and_the_others_counted() -> None:
    risks = [
        Risk(derived_id("risk", str(n)), named(n), "R", probability=Level.LOW, impact=Level.LOW)
        for n in range(5)
    ]
    cell = risk_chart(risks, {named(n): f"A{n}" for n in range(5)}).rows[-1][0]
    assert cell.marks[0] == "5 risks"
    assert len(cell.marks) == 5
    assert cell.marks[-1] == "and 2 more"
    assert set(cell.keys) == {named(n) for n in range(5)}


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
