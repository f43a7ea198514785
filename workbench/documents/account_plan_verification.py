"""The account plan's verification 验证: risks, reviews, versions, what every part rests on (2-rules §17)."""

from workbench.documents.account_plan_parts import STALE, lacking, part_heading, written
from workbench.documents.layout import Together
from workbench.documents.marks import OverdueMark
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, DANGER, LEAD, NOTE, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.value_charts import RiskGrid
from workbench.documents.wording import paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import part_states
from workbench.domain.plan_records import PlanPart, PlanVersion
from workbench.domain.risk_grid import RISK_TABLE, by_weight, class_of
from workbench.domain.risks import Level, Risk
from workbench.domain.value_charts import GridCell, GridChart
from workbench.foundation.i18n import _, format_percent_bp, in_a_row, ngettext, pgettext
from workbench.foundation.ids import Id


def verification(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """The whole section. Internal only."""
    heading = Heading(outline.add(_("Verification"), 0))
    first, *rest = _risks(paper, outline)
    return [
        Together([heading, Text(_takeaway(paper), LEAD), Together(first)]),
        *(Together(part) for part in rest),
        Together(_reviews(paper, outline)),
        *([Together(_versions(paper, outline))] if paper.versions else []),
        Together(_parts(paper, outline) if paper.parts else _records(paper, outline)),
    ]


def sources(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """The records behind the customer's copy."""
    rows = [
        [one.name, one.content, paper_date(one.as_of) or "–"]
        for one in part_states(paper, internal=False)
        if one.as_of
    ]
    if not rows:
        return []
    heading = Heading(outline.add(_("Sources"), 0))
    columns = [Column(_("Part"), points=110), Column(_("Holds")), Column(_("As of"), points=110)]
    lead = Text(_("The records this plan rests on."), LEAD)
    return [Together([heading, lead, DataTable(columns, rows)])]


def _takeaway(paper: AccountPlanPaper) -> str:
    texts = []
    if paper.parts:
        percent = format_percent_bp(paper.completeness_bp)
        texts.append(_("The plan is {percent} complete.").format(percent=percent))
    stale = sum(one.is_stale for one in paper.parts)
    if stale:
        text = ngettext("{count} part is stale.", "{count} parts are stale.", stale)
        texts.append(text.format(count=stale))
    if paper.review_on:
        texts.append(_("Next review on {date}.").format(date=paper_date(paper.review_on)))
    if not texts:
        texts.append(
            _("What this plan rests on. Evidence older than {days} days is marked.").format(
                days=paper.stale_days
            )
        )
    return in_a_row(*texts)


def _risks(paper: AccountPlanPaper, outline: Outline) -> list[list[Block]]:
    heading = part_heading(paper, outline, PlanPart.RISKS.label, PlanPart.RISKS)
    text = written(paper, PlanPart.RISKS)
    risks = by_weight(paper.risks)
    if not risks:
        to_do = _("No risk is on record. Ask what would make them leave, and what would make us fail.")
        return [[heading, *text, lacking(to_do)]]
    numbers = {risk.id: str(number) for number, risk in enumerate(risks, 1)}
    columns = [
        Column("#", points=16, right=True),
        Column(_("Risk"), share=1.3),
        Column(pgettext("risk", "Class"), points=84),
        Column(pgettext("risk", "Answer")),
        Column(_("Responsible"), points=60),
        Column(_("Due"), points=70),
    ]
    rows: list[list[str | Block]] = []
    for risk in risks:
        found = class_of(risk)
        source = "\n" + risk.source.label if risk.source else ""
        due: str | Block = paper_date(risk.due_on) or "–"
        if risk.due_on and risk.due_on < paper.today and risk.closed_on is None:
            due = OverdueMark(paper_date(risk.due_on))
        rows.append(
            [
                numbers[risk.id],
                Text([Run(risk.text.strip()), Run(source, None, SECOND)], CELL),
                found.label if found else _("not judged"),
                risk.answer.strip() or "–",
                risk.owner or "–",
                due,
            ]
        )
    table = DataTable(columns, rows)
    if not any(class_of(risk) for risk in risks):
        return [[heading, *text, table]]
    return [[heading, *text, RiskGrid(_grid(risks, numbers), row_height=38)], [table]]


def _grid(risks: tuple[Risk, ...], numbers: dict[Id, str]) -> GridChart:
    levels, falling = tuple(Level), tuple(reversed(Level))
    judged = [one for one in risks if one.closed_on is None]
    rows = []
    for probability in falling:
        row = []
        for impact in levels:
            kind = RISK_TABLE[probability][impact]
            inside = [one for one in judged if (one.probability, one.impact) == (probability, impact)]
            row.append(
                GridCell(
                    kind.label,
                    kind.weight,
                    tuple(numbers[one.id] for one in inside),
                    tuple(one.id for one in inside),
                )
            )
        rows.append(tuple(row))
    return GridChart(
        _("Impact"),
        _("Probability"),
        tuple(one.label for one in levels),
        tuple(one.label for one in falling),
        tuple(rows),
    )


def _reviews(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = part_heading(paper, outline, PlanPart.REVIEWS.label, PlanPart.REVIEWS)
    text = written(paper, PlanPart.REVIEWS)
    if not paper.reviews:
        return [heading, *text, lacking(_("Not reviewed yet. Look at the plan every half year."))]
    columns = [
        Column(_("Date"), points=70),
        Column(pgettext("plan review", "By"), points=66),
        Column(_("Verdict"), points=72),
        Column(pgettext("plan review", "Cause")),
        Column(pgettext("plan review", "What changes")),
    ]
    rows = [
        [
            paper_date(one.reviewed_on) or "–",
            one.reviewed_by or "–",
            one.verdict.label if one.verdict else "–",
            one.cause.strip() or "–",
            one.change.strip() or "–",
        ]
        for one in paper.reviews
    ]
    return [heading, *text, DataTable(columns, rows)]


def _versions(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    columns = [
        Column("#", points=16, right=True),
        Column(_("Handed in"), points=118),
        Column(pgettext("plan version", "Decision"), points=138),
        Column(_("Note")),
    ]
    rows = [
        [str(number), _who_when(one.made_by, paper_date(one.made_on)), _decision(one), _notes(one) or "–"]
        for number, one in enumerate(paper.versions, 1)
    ]
    return [Heading(outline.add(_("Versions"), 1)), DataTable(columns, rows)]


def _decision(version: PlanVersion) -> str:
    if version.decision is None:
        return _("not decided")
    when = _who_when(version.decided_by, paper_date(version.decided_on))
    return f"{version.decision.label}\n{when}" if when else version.decision.label


def _who_when(name: str, day: str) -> str:
    return "  ".join(text for text in (day, name) if text)


def _notes(version: PlanVersion) -> str:
    return "\n".join(text.strip() for text in (version.note, version.decision_note) if text.strip())


def _parts(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    columns = [
        Column("", points=8),
        Column(_("Part"), points=124),
        Column(_("Data as of"), points=60),
        Column(_("Confirmed"), points=92),
        Column(_("To do")),
    ]
    rows: list[list[str | Block]] = []
    for one in paper.parts:
        confirmed = _who_when(one.confirmed_by, paper_date(one.confirmed_on)) or "–"
        rows.append(
            [
                "✓" if one.is_filled else "○",
                one.part.label,
                _dated(paper_date(one.data_as_of), stale=one.is_stale),
                confirmed,
                in_a_row(*one.missing) or "–",
            ]
        )
    legend = Text("   ".join([_("✓ filled   ○ empty   ▲ evidence too old"), _made(paper)]), NOTE)
    heading = Heading(outline.add(_("Parts of the plan"), 1))
    # The note stands above: below a table that fills the page it would have the next one to itself.
    return [heading, legend, DataTable(columns, rows, pad=2.6)]


def _made(paper: AccountPlanPaper) -> str:
    return _("Made on {date} from the records of that day.").format(date=paper_date(paper.today))


def _dated(day: str, *, stale: bool) -> str | Block:
    if not stale:
        return day or "–"
    return Text(f"{STALE} {day}".rstrip(), CELL.tinted(DANGER))


def _records(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    columns = [
        Column(_("Records"), points=70),
        Column(_("Holds"), points=120),
        Column(_("As of"), points=110),
        Column(_("To do")),
    ]
    rows: list[list[str | Block]] = []
    for one in part_states(paper, internal=True):
        day = paper_date(one.as_of)
        as_of = (
            Text(f"{STALE} " + _("{date}, stale").format(date=day), CELL.tinted(DANGER)) if one.stale else day
        )
        rows.append([one.name, one.content, as_of or "–", one.missing or "–"])
    heading = Heading(outline.add(_("Records behind it"), 1))
    return [heading, Text(_made(paper), NOTE), DataTable(columns, rows)]
