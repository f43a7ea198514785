"""What the measures of a plan stand at, from the data, and whether they keep up (2-rules §17)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.objectives import Figure, Objective, PlanMeasure
from workbench.domain.plan_stand import STAGES, WHOLE_BP, MeasureStand
from workbench.domain.relationship import Stage
from workbench.domain.share_of_wallet import ShareOfWallet
from workbench.foundation.ids import Id

OVER_THE_YEAR = frozenset(
    {Figure.SALES, Figure.PRODUCT_SALES, Figure.PROFIT, Figure.VISITS, Figure.MEETINGS, Figure.COMPLAINTS}
)
"""Figures that add up from the first of January; the others are a state at a day."""
TYPED = frozenset({Figure.OWN, Figure.SATISFACTION})
"""Figures that no data tell."""


@dataclass(frozen=True)
class PlanFacts:
    """What the data say of a plan's year. Money in fen, shares in basis points.

    ``sales_as_of`` is the last day of the year that the sales records reach, ``None`` where they tell
    nothing of it. ``profit_fen`` is ``None`` where no cost is known; records without one count at the rate of
    the others.
    ``support`` and ``support_on`` are by person, ``meetings`` visits done in the year at which they were met.
    """

    year: int
    today: date
    sales_as_of: date | None = None
    sales_fen: int = 0
    products: Mapping[str, int] = field(default_factory=dict)
    profit_fen: int | None = None
    wallet: ShareOfWallet | None = None
    stage: Stage | None = None
    stage_on: date | None = None
    support: Mapping[Id, int] = field(default_factory=dict)
    support_on: Mapping[Id, date] = field(default_factory=dict)
    meetings: Mapping[Id, int] = field(default_factory=dict)
    visits: int = 0
    complaints: int = 0

    @property
    def counted_until(self) -> date | None:
        """The last day of the year that is over; ``None`` before the year begins."""
        return None if self.today.year < self.year else min(self.today, date(self.year, 12, 31))


def course_bp(year: int, day: date, due_on: date | None = None) -> int:
    """How much of the year, or of the time until ``due_on``, is over at the end of ``day``."""
    first, last = date(year, 1, 1), due_on or date(year, 12, 31)
    length = max((last - first).days + 1, 1)
    return min(max((day - first).days + 1, 0), length) * WHOLE_BP // length


def measure_stand(measure: PlanMeasure, objective: Objective, facts: PlanFacts) -> MeasureStand:
    """The measure against the data; a typed actual where no data tell it."""
    actual, as_of = _actual(measure, objective, facts)
    from_data = actual is not None
    if actual is None and measure.actual_value is not None:
        actual, as_of = measure.actual_value, measure.actual_on
    word = ""
    if measure.figure is Figure.STAGE and actual is not None and 0 <= actual < len(STAGES):
        word = STAGES[actual].value
    target = target_of(measure)
    course: int | None = None
    if measure.figure in OVER_THE_YEAR:
        course = course_bp(facts.year, as_of) if as_of is not None else None
    elif measure.start_value is not None and facts.today.year >= facts.year:
        course = course_bp(facts.year, facts.today, objective.due_on)
    return MeasureStand(
        measure,
        actual,
        word,
        as_of,
        from_data,
        attained_bp(measure.figure, measure.start_value, target, actual, course),
        course,
    )


def target_of(measure: PlanMeasure) -> int | None:
    """The target as a number: of a stage its place."""
    if measure.figure is not Figure.STAGE:
        return measure.target_value
    return next((place for place, stage in enumerate(STAGES) if stage == measure.target_word), None)


def attained_bp(
    figure: Figure, start: int | None, target: int | None, actual: int | None, course: int | None = None
) -> int | None:
    """The way made to the target, 0–10,000; ``None`` without a target or an actual.

    What adds up over the year counts from nothing. Complaints are a ceiling: what they come to at the pace
    so far, weighed by how much of the year is over. A state counts from its start, upwards or downwards.
    """
    if target is None or actual is None:
        return None
    if figure is Figure.COMPLAINTS:
        return _below(start, target, actual, course)
    if figure in OVER_THE_YEAR:
        return _share(actual, target)
    if start is None or start == target:
        return WHOLE_BP if actual >= target else _share(actual, target) if start is None else 0
    return _clamped((actual - start) * WHOLE_BP // (target - start))


def _below(start: int | None, target: int, actual: int, course: int | None) -> int:
    over = WHOLE_BP if course is None else course
    if over <= 0:
        return 0
    at_this_pace = actual * WHOLE_BP // over
    if at_this_pace <= target:
        return over
    if start is not None and start > target:
        return _clamped((start - at_this_pace) * over // (start - target))
    return _clamped(max(target, 0) * over // at_this_pace)


def _share(actual: int, target: int) -> int:
    if target <= 0:
        return WHOLE_BP if actual >= target else 0
    return _clamped(actual * WHOLE_BP // target)


def _clamped(share_bp: int) -> int:
    return min(max(share_bp, 0), WHOLE_BP)


def _actual(measure: PlanMeasure, objective: Objective, facts: PlanFacts) -> tuple[int | None, date | None]:
    """What the data say, and until when."""
    figure, person = measure.figure, objective.contact_id
    until = facts.counted_until
    if figure in (Figure.SALES, Figure.PRODUCT_SALES, Figure.PROFIT, Figure.MARGIN):
        return _money(measure, facts)
    if figure is Figure.WALLET and facts.wallet is not None:
        return facts.wallet.bp, facts.wallet.sales_until or facts.wallet.noted_on
    if figure is Figure.STAGE and facts.stage is not None:
        return STAGES.index(facts.stage), facts.stage_on
    if figure is Figure.SUPPORT and person is not None and person in facts.support:
        return facts.support[person], facts.support_on.get(person)
    if until is not None:
        if figure is Figure.MEETINGS and person is not None:
            return facts.meetings.get(person, 0), until
        if figure is Figure.VISITS:
            return facts.visits, until
        if figure is Figure.COMPLAINTS:
            return facts.complaints, until
    return None, None


def _money(measure: PlanMeasure, facts: PlanFacts) -> tuple[int | None, date | None]:
    as_of = facts.sales_as_of
    if as_of is None:
        return None, None
    if measure.figure is Figure.SALES:
        return facts.sales_fen, as_of
    if measure.figure is Figure.PRODUCT_SALES:
        return (facts.products.get(measure.product, 0), as_of) if measure.product else (None, None)
    if facts.profit_fen is None:
        return None, None
    if measure.figure is Figure.PROFIT:
        return facts.profit_fen, as_of
    if facts.sales_fen <= 0:
        return None, None
    return facts.profit_fen * WHOLE_BP // facts.sales_fen, as_of
