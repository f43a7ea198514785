"""Attractiveness and relative strength of an account, criterion by criterion, and where it stands."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_value import AccountValue
from workbench.domain.attractiveness import AxisScore, CriterionLine
from workbench.domain.axis_criteria import HIGHEST_SCORE, Axis
from workbench.domain.risks import Level
from workbench.domain.value_points import AxisEntry, axes_chart
from workbench.foundation.i18n import _
from workbench.ui.kit.labels import Chip, Label, SectionHeader
from workbench.ui.kit.point_chart import PointChartView
from workbench.ui.kit.score_grid import ScoreGrid, ScoreLine
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone

_CHART_HEIGHT = 220


class AxisPart(QWidget):
    """One axis: its points, what they leave out, and its criteria. ``scored`` gives criterion and score."""

    scored = Signal(object, object)

    def __init__(self, axis: Axis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = axis
        column = vertical(self, gap=S2)
        self.header = SectionHeader(lambda: axis.label, note=lambda: axis.about)
        column.addWidget(self.header)
        row = horizontal(gap=S2)
        self.points, self.counted = Label(bold=True), Label(size=SMALL, tone=Tone.TEXT2)
        self.verdict = Chip("")
        for widget in (self.points, self.verdict, self.counted):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.grid = ScoreGrid(lambda: axis.label, HIGHEST_SCORE)
        self.grid.scored.connect(self.scored)
        column.addWidget(self.grid)
        column.addStretch(1)

    def show_score(self, score: AxisScore) -> None:
        """Show another account, or the same one changed."""
        points = score.points
        self.points.say(_("No score yet") if points is None else f"{points} / 100")
        high = bool(score.is_high)
        self.verdict.show_state(
            (lambda: Level.HIGH.label) if high else (lambda: Level.LOW.label),
            tone=Tone.OK if high else Tone.TEXT2,
            outline=not high,
        )
        self.verdict.setVisible(points is not None)
        self.counted.say(score.counted)
        self.grid.show_lines([_line(line) for line in score.lines])


class StandPart(QWidget):
    """The cell of an account on both axes with its advice, the chart, and its place by sales and profit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        column.addWidget(SectionHeader(lambda: _("Where the account stands")))
        self.cell, self.advice = Label(bold=True, wrap=True), Label(tone=Tone.TEXT2, wrap=True)
        self.chart = PointChartView(lambda: _("Attractiveness and relative strength"))
        self.chart.setFixedHeight(_CHART_HEIGHT)
        self.quadrant, self.quadrant_advice = Label(bold=True, wrap=True), Label(tone=Tone.TEXT2, wrap=True)
        for widget in (self.cell, self.advice, self.chart, self.quadrant, self.quadrant_advice):
            column.addWidget(widget)
        column.addStretch(1)

    def show_value(self, value: AccountValue, short: str) -> None:
        """Show another account, ``short`` by name, or the same one changed."""
        cell, place = value.cell, value.quadrant
        self.cell.say(cell.label if cell else _("Not placed yet"))
        self.advice.say(_advice(value) if cell else _("Score at least one criterion on both axes."))
        attractive, strong = value.attractiveness.points, value.strength.points
        entries = []
        if attractive is not None and strong is not None:
            entries = [AxisEntry(value.account_id, short, attractive, strong, 0)]
        # The bubble of a single account would be as large whatever it buys.
        chart = replace(axes_chart(entries, [value.account_id]), area_name="")
        self.chart.setVisible(bool(entries))
        self.chart.show_chart(chart, tip=lambda _dot: self.cell.text())
        self.chart.mark([value.account_id])
        self.quadrant.say(place.cell.label if place else _("Sales and profit: not placed"))
        self.quadrant_advice.say(
            place.cell.advice
            if place
            else _("No profit of the last twelve months is known: import sales with their cost.")
        )


def _advice(value: AccountValue) -> str:
    """What the cell advises; with its ground where less than half of the criteria have a score."""
    axes = (value.attractiveness, value.strength)
    known, asked = sum(one.typed + one.proposed for one in axes), sum(len(one.lines) for one in axes)
    advice = value.cell.advice if value.cell else ""
    if 2 * known >= asked:
        return advice
    ground = _("Only {known} of {asked} criteria are scored: score the others before you rely on it.")
    return f"{advice}\n{ground.format(known=known, asked=asked)}"


def _line(line: CriterionLine) -> ScoreLine:
    criterion, proposed = line.criterion, line.proposed
    notes = [_("weight {weight}").format(weight=line.weight)] if line.weight != 1 else []
    tips = [criterion.label, *notes]
    if proposed is not None:
        words = _("proposed {score}: {reason}").format(score=proposed.score, reason=proposed.reason)
        tips.append(words)
        if line.is_proposed:
            notes = [words]
    return ScoreLine(
        criterion,
        criterion.label,
        line.typed,
        " · ".join(notes),
        "\n".join(tips),
        proposed.score if proposed is not None and line.is_proposed else None,
    )
