"""The account plan's summary, and its definition 定义: why a key account, four questions (2-rules §17)."""

from datetime import date

from workbench.documents.account_plan_design import progress_cell
from workbench.documents.account_plan_parts import part_heading, said_or_lacking, written
from workbench.documents.layout import Together
from workbench.documents.marks import TIER_MARKS
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, COLUMN, LEAD, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import (
    actions_takeaway,
    definition_takeaway,
    intent,
)
from workbench.domain.accounts import Account
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_texts import text_of
from workbench.foundation.i18n import _, is_chinese, pgettext

LABEL_WIDTH = 110.0
_OBJECTIVES = 8
_ACTIONS = 6


def pairs(rows: list[tuple[str, str | Block]]) -> DataTable:
    """Labels at the left, what they say at the right."""
    return DataTable(
        [Column("", points=LABEL_WIDTH), Column("")], [[Text(label, COLUMN), value] for label, value in rows]
    )


def summary(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """One page for whoever reads one page: the text, the objectives, what comes next."""
    heading = Heading(outline.add(_("Summary"), 0))
    blocks: list[Block] = [Together([heading, *said_or_lacking(paper, PlanPart.SUMMARY, intent(paper))])]
    if paper.objectives:
        rows: list[list[str | Block]] = [
            [
                clipped(one.objective.text, 120),
                paper_date(one.objective.due_on),
                progress_cell(one.attained_bp),
            ]
            for one in paper.objectives[:_OBJECTIVES]
        ]
        columns = [
            Column(_("Objective")),
            Column(_("Due"), points=72),
            Column(pgettext("objective", "Progress"), points=104),
        ]
        blocks.append(
            Together([Heading(outline.add(_("What we want to reach"), 1)), DataTable(columns, rows)])
        )
    coming = sorted(
        (one for one in paper.actions if one.due_on is not None), key=lambda one: one.due_on or date.max
    )
    if coming:
        rows = [
            [paper_date(one.due_on), clipped(one.text, 120), one.owner or one.side.label]
            for one in coming[:_ACTIONS]
        ]
        columns = [Column(_("Due"), points=72), Column(_("Action")), Column(_("Responsible"), points=104)]
        lead = Text(actions_takeaway(paper), CELL.tinted(SECOND))
        next_steps = Heading(outline.add(_("What comes next"), 1))
        blocks.append(Together([next_steps, lead, DataTable(columns, rows)]))
    return blocks


def facts(paper: AccountPlanPaper) -> DataTable:
    """Who they are, for the page after the cover."""
    account = paper.account
    known = [
        (_("Name"), account.name),
        (_("Number"), account.code),
        (_("Parent group"), paper.parent_name),
        (_("Kind"), account.kind.label if account.kind else ""),
        (_("Industry"), account.industry),
        (_("Place"), _place(account)),
        (_("Address"), account.address),
        (_("Telephone"), account.phone),
        (_("Website"), account.website),
        (_("Founded"), paper_date(account.founded_on)),
        (_("First trade"), paper_date(account.first_trade_on)),
        (_("Managers"), joined(list(paper.managers))),
    ]
    return pairs([(label, value) for label, value in known if value])


def _place(account: Account) -> str:
    """From the large to the small; Chinese needs no comma for that."""
    parts = [account.province, account.city, account.district]
    return " ".join(filter(None, parts)) if is_chinese() else joined(parts)


def definition(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """Why this is a key account, and the four questions that open every plan. Internal only."""
    heading = Heading(outline.add(_("Definition"), 0))
    why = part_heading(paper, outline, _("Why this account"), PlanPart.WHY)
    questions = Heading(outline.add(_("Four questions"), 1))
    lead = Text(definition_takeaway(paper), LEAD)
    return [
        Together([heading, lead, Together([why, *written(paper, PlanPart.WHY), pairs(_reasons(paper))])]),
        Together([questions, pairs(_four_questions(paper))]),
    ]


def _reasons(paper: AccountPlanPaper) -> list[tuple[str, str | Block]]:
    account = paper.account
    reasons: list[tuple[str, str | Block]] = []
    if account.tier:
        tier = [Run(f"{TIER_MARKS[account.tier]} {account.tier.label}", bold=True)]
        if account.tier_confirmed_on:
            tier.append(Run("  " + _("confirmed {date}").format(date=paper_date(account.tier_confirmed_on))))
        if account.tier_reason:
            tier.append(Run("\n" + account.tier_reason))
        reasons.append((_("Tier"), Text(tier, CELL)))
    else:
        reasons.append((_("Tier"), _("Not confirmed. Confirm the tier: visit duties follow from it.")))
    if paper.suggestion:
        suggested = [Run(paper.suggestion.tier.label, bold=True), Run("\n" + paper.suggestion.reason)]
        reasons.append((_("Suggested by rule"), Text(suggested, CELL)))
    if account.standing:
        reasons.append((_("Standing in its industry"), account.standing.label))
    if account.stage:
        reasons.append((_("Relationship stage"), account.stage.label))
    if paper.kam:
        level = [Run(paper.kam.level.label, bold=True), Run("\n" + paper.kam.reason)]
        reasons.append((_("How we deal with them"), Text(level, CELL)))
    if account.credit_grade:
        reasons.append((_("Credit grade"), account.credit_grade.label))
    return reasons


def _four_questions(paper: AccountPlanPaper) -> list[tuple[str, str | Block]]:
    """What was written, else what the data say, else what to do."""
    to_do = {
        PlanPart.WHO: _("Not known yet."),
        PlanPart.WANT: _("Not reported yet. Ask on the next visit."),
        PlanPart.MANAGED: _("Not known yet."),
        PlanPart.KEPT: _("Not known yet."),
    }
    return [(part.label, text_of(paper, part).strip() or known) for part, known in to_do.items()]
