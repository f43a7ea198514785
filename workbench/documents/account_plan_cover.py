"""The cover of the account plan: whose, which year, what it comes to, and who signs (mockup 11)."""

import re
from typing import Any

from workbench.documents.account_plan_figures import CoverFigure, cover_figures
from workbench.documents.account_plan_value import five_year_chart, portfolio_unit
from workbench.documents.charts import YearBars
from workbench.documents.logo import Logo
from workbench.documents.marks import TIER_MARKS
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import (
    COLUMN,
    FACTS,
    FIGURE,
    INTENT,
    KICKER,
    NOTE,
    TEXT,
    TITLE,
    TextStyle,
)
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, money_unit, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import intent, sales_takeaway, visits_takeaway
from workbench.domain.charts import BarChart, Look, Series
from workbench.domain.plan_records import PlanDecision, PlanPart
from workbench.domain.plan_stand import PlanState, newest_version
from workbench.foundation.i18n import _, bracketed, in_a_row, ngettext, pgettext

_NAME = TextStyle(11, 16, bold=True)
_TAG = TextStyle(9, 13)
_LONG_TITLE = TextStyle(20, 29, bold=True)
# From one row of figures to the next.
_ROW = 66.0
_LONGEST_INTENT = 160
# The first sentence of a text on one line; a full stop inside a number ends none.
_SENTENCE = re.compile(r".+?(?:[。！？!?]|\.(?=\s|$)|$)")


class Cover(Block):
    """One whole page. The free room between its parts shrinks as they grow."""

    def __init__(self, paper: AccountPlanPaper, *, internal: bool) -> None:
        super().__init__()
        name = clipped(paper.account.name, 120)
        title_style = TITLE if len(name) <= 32 else _LONG_TITLE
        self._company: Block = Text(paper.company, _NAME)
        if paper.logo:
            self._company = Logo(paper.logo, width=180, height=44)
        tags = [_state(paper), pgettext("paper", "Internal")] if internal else []
        self._tags = [Text(tag, _TAG.strong() if number == 0 else _TAG) for number, tag in enumerate(tags)]
        self._head: list[Block] = [
            Text(_("Account plan {year}").format(year=paper.year), KICKER),
            Text(name, title_style),
            Text(_facts(paper, internal=internal), FACTS),
        ]
        self._intent = Text(_intent(paper) if internal else _plain_intent(paper), INTENT)
        self._figures = [_FigureBlock(one) for one in cover_figures(paper, internal=internal)]
        self._chart = _year_chart(paper)
        self._sign_off = _sign_off(paper, internal=internal)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, available_height - 1
        return self.width, self.height

    def draw(self) -> None:
        title_width = self.width * 0.92
        tags = sum(tag.natural_width + 22 for tag in self._tags)
        self._company.wrap(self.width - tags - 12, 0)
        used = self._company.height + sum(block.wrap(title_width, 0)[1] for block in self._head)
        used += self._intent.wrap(title_width, 0)[1] + 2 * _ROW + self._sign_off.wrap(self.width, 0)[1] + 72
        free = max(self.height - used, 0.0)
        y = self._put(self._company, 0, self.height)
        self._draw_tags()
        y -= min(free * 0.42, 120)
        for block in self._head:
            y = self._put(block, 0, y) - 4
        y -= 22
        self.canv.setFillColor(TEXT)
        self.canv.rect(0, y, 48, 2.4, stroke=0, fill=1)
        y = self._put(self._intent, 0, y - 14)
        y -= min(max(free * 0.24, 14), 56)
        self._draw_figures(y)
        self._put(self._sign_off, 0, self._sign_off.height)

    def _put(self, block: Block, x: float, top: float) -> float:
        bottom: float = top - block.height
        block.drawOn(self.canv, x, bottom)
        return bottom

    def _draw_tags(self) -> None:
        """Boxed words at the upper right: how far the plan is, and for whose eyes."""
        right = self.width
        for tag in reversed(self._tags):
            width = tag.natural_width
            tag.wrap(width + 1, 0)
            left = right - width - 14
            self.canv.setStrokeColor(TEXT)
            self.canv.setLineWidth(0.7)
            self.canv.rect(left, self.height - 16, width + 14, 16, stroke=1, fill=0)
            tag.drawOn(self.canv, left + 7, self.height - 15)
            right = left - 8

    def _draw_figures(self, top: float) -> None:
        column = self.width * 0.245
        for index, block in enumerate(self._figures):
            block.wrap(column - 8, 0)
            row, place = divmod(index, 2)
            block.drawOn(self.canv, place * column, top - row * _ROW - block.height)
        if self._chart:
            chart, note = self._chart
            left = self.width * 0.53
            chart.wrap(self.width - left, 0)
            chart.drawOn(self.canv, left, top - chart.height)
            note.wrap(self.width - left, 0)
            note.drawOn(self.canv, left, top - chart.height - note.height - 3)


class _FigureBlock(Block):
    """A number with its label above, its unit beside and a note below."""

    def __init__(self, figure: CoverFigure) -> None:
        super().__init__()
        self._figure = figure
        self._label = Text(figure.label, COLUMN)
        self._value = Text(figure.value, FIGURE)
        self._unit = Text(figure.unit, COLUMN)
        self._note = Text(figure.note, NOTE)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._value.wrap(self._value.natural_width + 1, 0)
        figure = self._figure
        if self._value.width + 3 + self._unit.natural_width > available_width:
            # A unit without room beside its number goes to the label.
            self._label, self._unit = Text(bracketed(figure.label, figure.unit), COLUMN), Text("", COLUMN)
        self._unit.wrap(max(available_width - self._value.width, 1), 0)
        heights = (block.wrap(available_width, 0)[1] for block in (self._label, self._note))
        self.height = sum(heights) + self._value.height
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        self._label.drawOn(canvas, 0, self.height - self._label.height)
        below = self.height - self._label.height - self._value.height
        self._value.drawOn(canvas, 0, below)
        self._unit.drawOn(canvas, self._value.width + 3, below + 4)
        self._note.drawOn(canvas, 0, below - self._note.height)


def _facts(paper: AccountPlanPaper, *, internal: bool) -> str:
    account = paper.account
    parts = []
    if account.tier:
        parts.append(f"{TIER_MARKS[account.tier]} {account.tier.label}")
    if account.stage:
        parts.append(_("Stage: {stage}").format(stage=account.stage.label))
    if account.kind:
        parts.append(account.kind.label)
    if account.city and not internal:
        parts.append(account.city)
    if paper.managers:
        parts.append(
            ngettext("Manager: {names}", "Managers: {names}", len(paper.managers)).format(
                names=joined(list(paper.managers))
            )
        )
    return "      ".join(parts)


def _intent(paper: AccountPlanPaper) -> str:
    """One sentence: of the vision or the summary as written, else what the data say."""
    for part in (PlanPart.VISION, PlanPart.SUMMARY):
        found = _SENTENCE.match(" ".join(paper.texts.get(part, "").split()))
        if found:
            return clipped(found.group(0), _LONGEST_INTENT)
    return intent(paper)


def _plain_intent(paper: AccountPlanPaper) -> str:
    """What a customer reads in its place: how sales stand, and when we come."""
    sales = sales_takeaway(paper.sales) if paper.sales.as_of else ""
    return in_a_row(sales, visits_takeaway(paper, internal=False))


def _state(paper: AccountPlanPaper) -> str:
    """``Draft``, or what became of the newest version and when, as long as this is what it holds."""
    newest = newest_version(paper.versions)
    if newest is None:
        return PlanState.DRAFT.label
    if paper.changed_since:
        changed = _("Changed since version {number}").format(number=len(paper.versions))
        return f"{PlanState.DRAFT.label}  {changed}"
    number = _("Version {number}").format(number=len(paper.versions))
    if paper.state is PlanState.APPROVED and newest.decided_on:
        state = _("Approved on {date}").format(date=paper_date(newest.decided_on))
    else:
        state = paper.state.label
    return f"{number}  {state}"


def _year_chart(paper: AccountPlanPaper) -> tuple[YearBars, Text] | None:
    if paper.value and not paper.value.portfolio.is_empty:
        unit = portfolio_unit(paper.value.portfolio, compact=True)
        text = _("Revenue in {unit}. Hatched: estimated or forecast.").format(unit=unit.name)
        return five_year_chart(paper.value.portfolio, unit), Text(text, NOTE.right())
    years = paper.sales.years(4)
    if not years:
        return None
    rest = tuple(one.rest_fen or None for one in years)
    chart = BarChart(
        tuple(str(one.year) for one in years),
        (
            Series("", Look.SOLID, tuple(one.amount_fen for one in years)),
            Series("", Look.HATCHED, rest),
        ),
        stacked=True,
    )
    unit = money_unit(chart.high, paper.sales.currency, compact=True)
    text = _("Sales in {unit}.").format(unit=unit.name)
    if any(rest):
        text = _("Sales in {unit}. Hatched: the rest of the year as in the year before.").format(
            unit=unit.name
        )
    return YearBars(chart, unit), Text(text, NOTE.right())


def _sign_off(paper: AccountPlanPaper, *, internal: bool) -> DataTable:
    """Who prepared, checked and approved it: as the versions say, else to be signed.

    What was changed since nobody has approved.
    """
    newest = newest_version(paper.versions) if internal and not paper.changed_since else None
    prepared, made_on = paper.author or (paper.managers[0] if paper.managers else ""), paper.today
    approved, approved_on = paper.approver, None
    if newest is not None:
        prepared, made_on = newest.made_by or prepared, newest.made_on or made_on
        if newest.decision is PlanDecision.APPROVED:
            approved, approved_on = newest.decided_by or approved, newest.decided_on
    titles = {one.name: one.manager.title if one.manager else one.role for one in paper.team}
    rows: list[list[str | Block]] = [
        [Text(label, COLUMN), name, titles.get(name, ""), paper_date(day), ""]
        for label, name, day in (
            (pgettext("sign-off", "Prepared"), prepared, made_on),
            (pgettext("sign-off", "Checked"), paper.reviewer, None),
            (pgettext("sign-off", "Approved"), approved, approved_on),
        )
    ]
    columns = [
        Column("", points=58),
        Column(pgettext("person", "Name")),
        Column(pgettext("person", "Title")),
        Column(_("Date"), points=78),
        Column(_("Signature"), points=110),
    ]
    return DataTable(columns, rows, pad=6.5, after=0)
