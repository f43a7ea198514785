"""The account plan's design 设计: vision, strategy, objectives, and what is done for them (2-rules §17)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from workbench.documents.account_plan_parts import (
    lacking,
    part_heading,
    said_or_lacking,
    written,
)
from workbench.documents.charts import ProgressBar
from workbench.documents.layout import Together
from workbench.documents.marks import OverdueMark
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, LEAD, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import joined, money_unit, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import actions_takeaway
from workbench.domain.objectives import Figure, ObjectiveState
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import MeasureStand, ObjectiveStand, action_state
from workbench.domain.visits import Action
from workbench.foundation.i18n import (
    _,
    format_money,
    format_percent_bp,
    in_a_row,
    labelled,
    ngettext,
    pgettext,
)

_MONEY = (Figure.SALES, Figure.PRODUCT_SALES, Figure.PROFIT)
_STRONG = replace(CELL, bold=True)


def design(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """The whole section, for the internal copy."""
    heading = Heading(outline.add(pgettext("plan section", "Design"), 0))
    vision = part_heading(paper, outline, PlanPart.VISION.label, PlanPart.VISION)
    strategy = part_heading(paper, outline, PlanPart.STRATEGY.label, PlanPart.STRATEGY)
    no_vision = _("Not written yet. Say in one sentence what the account is to be in three years.")
    no_strategy = _("Not written yet. Say how the objectives are to be reached, and in which order.")
    return [
        Together(
            [
                heading,
                Text(_design_takeaway(paper), LEAD),
                Together([vision, *said_or_lacking(paper, PlanPart.VISION, no_vision)]),
            ]
        ),
        Together([strategy, *said_or_lacking(paper, PlanPart.STRATEGY, no_strategy)]),
        Together(_objectives(paper, outline)),
        *_actions(paper, outline),
    ]


def promises(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """What was promised on visits: the customer's copy of the section; nothing without a promise."""
    if not paper.actions:
        return []
    heading = Heading(outline.add(_("What was promised"), 0))
    columns = [
        Column(_("Promise")),
        Column(pgettext("promise", "Side"), points=44),
        Column(_("Responsible"), points=74),
        Column(_("Due"), points=84),
    ]
    rows = [
        [one.text.strip(), one.side.label, one.owner or "–", due_cell(one, paper.today)]
        for one in _by_day(paper.actions)
    ]
    return [Together([heading, Text(actions_takeaway(paper), LEAD), DataTable(columns, rows)])]


def _design_takeaway(paper: AccountPlanPaper) -> str:
    count = len(paper.objectives)
    if not count:
        return actions_takeaway(paper) or _("Nothing is planned yet: set the first objective.")
    text = ngettext("{count} objective.", "{count} objectives.", count).format(count=count)
    known = [one.attained_bp for one in paper.objectives if one.attained_bp is not None]
    if known:
        text = ngettext(
            "{count} objective, {percent} of the way made.",
            "{count} objectives, {percent} of the way made on average.",
            count,
        ).format(count=count, percent=format_percent_bp(sum(known) // len(known)))
    return in_a_row(text, actions_takeaway(paper))


def progress_cell(attained_bp: int | None) -> Block:
    """How far something is, as a bar with its percentage; a dash where it cannot be told."""
    if attained_bp is None:
        return Text("–", CELL)
    return ProgressBar(attained_bp, format_percent_bp(attained_bp))


def _objectives(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = part_heading(paper, outline, _("Objectives and measures"), PlanPart.OBJECTIVES)
    text = written(paper, PlanPart.OBJECTIVES)
    if not paper.objectives:
        to_do = _("No objective is set. Set one for this year with a measure and a dated action.")
        return [heading, *text, lacking(to_do)]
    columns = [
        Column(_("Objective"), share=1.3),
        Column(_("Measured by"), share=1),
        Column(_("Target"), points=68, right=True),
        Column(_("Actual"), points=80, right=True),
        Column(pgettext("objective", "Progress"), points=84),
    ]
    rows: list[list[str | Block]] = []
    for stand in paper.objectives:
        name: str | Block = _objective_name(stand)
        for measure in stand.measures or (None,):
            rows.append([name, *_measure_cells(measure)])
            name = ""
    return [heading, *text, DataTable(columns, rows, grouped=True)]


def _objective_name(stand: ObjectiveStand) -> Text:
    objective = stand.objective
    facts = [objective.kind.label if objective.kind else "", stand.person.name if stand.person else ""]
    if objective.due_on:
        facts.append(_("by {date}").format(date=paper_date(objective.due_on)))
    if objective.state is not ObjectiveState.OPEN:
        facts.append(objective.state.label)
    lines = [joined(facts)]
    if objective.goal_text:
        goal = (
            labelled(str(objective.goal_year), objective.goal_text)
            if objective.goal_year
            else objective.goal_text
        )
        lines.append(goal)
    lines.append(objective.cause)
    runs = [Run(objective.text.strip(), bold=True)]
    runs += [Run("\n" + line.strip(), None, SECOND) for line in lines if line.strip()]
    return Text(runs, CELL)


def _measure_cells(stand: MeasureStand | None) -> list[str | Block]:
    if stand is None:
        return [Text(_("No measure yet"), CELL.tinted(SECOND)), "–", "–", "–"]
    as_of = _("as of {date}").format(date=paper_date(stand.as_of)) if stand.as_of else ""
    actual = [Run(_shown(stand, stand.actual, stand.actual_text))]
    if as_of:
        actual.append(Run("\n" + as_of, None, SECOND))
    return [
        stand.name,
        _shown(stand, stand.measure.target_value, stand.target_text),
        Text(actual, CELL.right()),
        progress_cell(stand.attained_bp),
    ]


def _shown(stand: MeasureStand, value: int | None, text: str) -> str:
    """The value as it reads best in a narrow column: money short."""
    if value is not None and stand.measure.figure in _MONEY:
        return format_money(value, short=True)
    return text or "–"


def _actions(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """What is done for each objective, and then whatever else is open."""
    served = [one for one in paper.objectives if one.actions]
    ids = {action.id for one in served for action in one.actions}
    others = [one for one in paper.actions if one.id not in ids]
    blocks: list[Block] = []
    if served:
        groups = [(one.objective.text.strip(), one.actions) for one in served]
        heading = Heading(outline.add(_("Actions"), 1))
        blocks.append(Together([heading, _action_table(groups, paper.today)]))
    if others or not served:
        heading = Heading(outline.add(_("Other open actions") if served else _("Actions"), 1))
        to_do = _("Nothing is open. Promises made on visits and actions entered by hand stand here.")
        table = _action_table([("", tuple(others))], paper.today) if others else lacking(to_do)
        blocks.append(Together([heading, table]))
    return blocks


def _action_table(groups: Sequence[tuple[str, tuple[Action, ...]]], today: date) -> DataTable:
    """Actions by their objective, each group by day; without the objectives' column if there is no name."""
    actions = [action for _name, found in groups for action in found]
    unit = money_unit(sum(one.cost_fen or 0 for one in actions), "CNY")
    has_cost = any(one.cost_fen for one in actions)
    has_names = any(name for name, _found in groups)
    columns = [
        *([Column(_("Objective"), share=0.6)] if has_names else []),
        Column(_("Action")),
        Column(_("Responsible"), points=58),
        Column(_("Due"), points=74),
        Column(pgettext("action", "State"), points=54),
        *([Column(_("Cost, {unit}").format(unit=unit.name), points=50, right=True)] if has_cost else []),
    ]
    rows: list[list[str | Block]] = []
    for name, found in groups:
        for number, one in enumerate(_by_day(found)):
            head: list[str | Block] = [Text("" if number else name, _STRONG)] if has_names else []
            row = [*head, one.text.strip(), one.owner or one.side.label, due_cell(one, today)]
            row.append(action_state(one, today).label)
            if has_cost:
                row.append(unit.text(one.cost_fen) if one.cost_fen is not None else "–")
            rows.append(row)
    total: list[str | Block] | None = None
    if has_cost:
        total = [
            _("Total"),
            *("" for _column in columns[2:]),
            unit.text(sum(one.cost_fen or 0 for one in actions)),
        ]
    return DataTable(columns, rows, total=total, grouped=has_names)


def _by_day(actions: Iterable[Action]) -> list[Action]:
    return sorted(actions, key=lambda one: (one.due_on or date.max, one.side, one.text))


def due_cell(action: Action, today: date) -> str | Block:
    """The day an action is due on; marked, with how late, once it has passed."""
    if action.due_on is None:
        return _("No date")
    if not action.is_overdue(today):
        return paper_date(action.due_on)
    days = (today - action.due_on).days
    late = ngettext("{count} day late", "{count} days late", days).format(count=days)
    return OverdueMark(f"{paper_date(action.due_on)}\n{late}")
