"""The account plan 客户计划 as a PDF: cover, contents, and six sections that fill themselves (2-rules §17).

The customer's copy is made from ``for_customer`` of the data: what a customer must not read is gone
before the first block is built.
"""

from reportlab.platypus.doctemplate import CondPageBreak

from workbench.documents.account_plan_cover import Cover
from workbench.documents.account_plan_measures import measurement
from workbench.documents.account_plan_people import analysis
from workbench.documents.account_plan_work import design, visits
from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.marks import TIER_MARKS
from workbench.documents.outline import Contents, Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, COLUMN, DANGER, LEAD, NOTE, SECTION
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date
from workbench.domain.account_plan import STALE_DAYS, AccountPlanPaper, for_customer
from workbench.domain.account_plan_takeaways import definition_takeaway, part_states, visits_takeaway
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, pgettext, use_language

_LABEL_WIDTH = 110.0
_LEAST_ROOM_FOR_A_SECTION = 150.0


def account_plan_pdf(
    data: AccountPlanPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The plan as a PDF in ``language``. Parts without data say so and what to do about it."""
    with use_language(language):
        internal = profile is Profile.INTERNAL
        paper = data if internal else for_customer(data)
        name = paper.account.short
        title = _("Account plan {year}: {account}").format(year=paper.year, account=paper.account.name)
        reached = paper.sales.as_of
        furniture = Furniture(
            title=title,
            author=paper.author,
            subject=_("Account plan"),
            head_left=_("{account} · account plan {year}").format(account=clipped(name, 28), year=paper.year),
            head_right=pgettext("paper", "Internal") if internal else paper.company,
            foot_left=_("{today} · sales records up to {date}").format(
                today=paper_date(paper.today), date=paper_date(reached)
            )
            if reached
            else paper_date(paper.today),
            made_on=paper.today,
            language=language,
            size=paper_size,
            has_cover=True,
        )
        outline = Outline()
        return build(_blocks(paper, outline, internal=internal), furniture, outline)


def _blocks(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    front: list[Block] = [
        Cover(paper, internal=internal),
        Text(_("Contents"), SECTION),
        Contents(outline),
        Together([Text(_("The account"), SECTION), _facts(paper)]),
    ]
    sections = [_definition(paper, outline)] if internal else []
    sections += [
        measurement(paper, outline, internal=internal),
        analysis(paper, outline, internal=internal),
        design(paper, outline, internal=internal),
        visits(paper, outline, internal=internal),
        _verification(paper, outline, internal=internal),
    ]
    blocks = front
    for section in sections:
        blocks += [CondPageBreak(_LEAST_ROOM_FOR_A_SECTION), *section]
    return blocks


def _facts(paper: AccountPlanPaper) -> DataTable:
    account = paper.account
    place = joined([account.province, account.city, account.district])
    facts = [
        (_("Name"), account.name),
        (_("Number"), account.code),
        (_("Parent group"), paper.parent_name),
        (_("Kind"), account.kind.label if account.kind else ""),
        (_("Industry"), account.industry),
        (_("Place"), place),
        (_("Address"), account.address),
        (_("Telephone"), account.phone),
        (_("Website"), account.website),
        (_("Founded"), paper_date(account.founded_on)),
        (_("First trade"), paper_date(account.first_trade_on)),
        (_("Managers"), joined(list(paper.managers))),
    ]
    return _pairs([(label, value) for label, value in facts if value])


def _pairs(pairs: list[tuple[str, str | Block]] | list[tuple[str, str]]) -> DataTable:
    rows = [[Text(label, COLUMN), value] for label, value in pairs]
    return DataTable([Column("", points=_LABEL_WIDTH), Column("")], rows)


def _definition(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    account = paper.account
    heading = Heading(outline.add(_("Definition"), 0))
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
    if account.credit_grade:
        reasons.append((_("Credit grade"), account.credit_grade.label))
    why = Heading(outline.add(_("Why this account"), 1))
    questions = Heading(outline.add(_("Four questions"), 1))
    return [
        Together([heading, Text(definition_takeaway(paper), LEAD), Together([why, _pairs(reasons)])]),
        Together([questions, _pairs(_four_questions(paper))]),
    ]


def _four_questions(paper: AccountPlanPaper) -> list[tuple[str, str | Block]]:
    account = paper.account
    who = joined([account.kind.label if account.kind else "", account.industry, account.city])
    since = (
        _("Trading with us since {year}.").format(year=account.first_trade_on.year)
        if account.first_trade_on
        else ""
    )
    needs = next((visit.needs for visit in paper.done_visits if visit.needs.strip()), "")
    ends = [
        contract.ends_on
        for contract in paper.contracts
        if contract.ends_on and contract.ends_on >= paper.today
    ]
    keeps = []
    if account.stage:
        keeps.append(_("Relationship stage: {stage}.").format(stage=account.stage.label))
    if ends:
        keeps.append(_("Contracts run until {date}.").format(date=paper_date(max(ends))))
    managed = [joined(list(paper.managers)), visits_takeaway(paper, internal=True)]
    unknown = _("Not known yet.")
    return [
        (_("Who are they?"), "\n".join(text for text in (who, since) if text) or unknown),
        (_("What do they want?"), clipped(needs, 300) or _("Not reported yet. Ask on the next visit.")),
        (_("How are they managed?"), "\n".join(text for text in managed if text)),
        (_("How are they kept?"), "\n".join(keeps) or unknown),
    ]


def _verification(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    heading = Heading(outline.add(_("Verification") if internal else _("Sources"), 0))
    marked = _("What this plan rests on. Evidence older than {days} days is marked.").format(days=STALE_DAYS)
    lead = Text(marked if internal else _("The records this plan rests on."), LEAD)
    columns = [Column(_("Part"), points=70), Column(_("Holds"), points=120), Column(_("As of"), points=110)]
    if internal:
        columns.append(Column(_("To do")))
    rows: list[list[str | Block]] = []
    for part in part_states(paper, internal=internal):
        day = paper_date(part.as_of) or "–"
        stale = [Run("▲ " + _("{date}, stale").format(date=day))]
        as_of = Text(stale, CELL.tinted(DANGER)) if part.stale and internal else day
        row: list[str | Block] = [part.name, part.content, as_of]
        rows.append([*row, part.missing or "–"] if internal else row)
    made = _("Made on {date} from the records of that day.").format(date=paper_date(paper.today))
    return [Together([heading, lead, DataTable(columns, rows, after=4)]), Text(made, NOTE)]
