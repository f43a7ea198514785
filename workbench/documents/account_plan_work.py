"""The account plan's visits and team: how often, why, the calendar, who of ours goes (2-rules §17, §7)."""

from workbench.documents.account_plan_parts import lacking, part_heading, written
from workbench.documents.layout import Together
from workbench.documents.month_strip import MonthStrip, month_away
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, LEAD, NOTE, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import visits_takeaway
from workbench.domain.plan_records import PlanPart
from workbench.domain.visits import Visit
from workbench.foundation.i18n import _, pgettext

_DONE_LISTED = 8
_MONTHS_BEFORE = 5


def visits(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    """The duties with their reasons, the calendar, the visits made, the team; the customer's copy has the
    calendar and the visits made, and nothing without a visit."""
    if not internal and not paper.visits:
        return []
    heading = Heading(outline.add(_("Visits"), 0))
    lead = Text(visits_takeaway(paper, internal=internal), LEAD)
    parts = [_duties(paper, outline)] if internal else []
    parts.append(_calendar(paper, outline))
    if internal or paper.done_visits:
        parts.append(_done(paper, outline, internal=internal))
    if internal:
        parts.append(_team(paper, outline))
    first, *rest = parts
    return [Together([heading, lead, *first]), *(Together(part) for part in rest)]


def _duties(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = part_heading(paper, outline, _("How often, and why"), PlanPart.VISITS)
    text = written(paper, PlanPart.VISITS)
    if not paper.visit_records:
        to_do = _("No rule asks for visits here. Confirm the tier: the visit rules follow from it.")
        return [heading, *text, lacking(to_do)]
    columns = [
        Column(_("Kind"), points=84),
        Column(_("At least"), points=66),
        Column(_("Why")),
        Column(_("Made / due this year"), points=62, right=True),
        Column(_("Overdue"), points=44, right=True),
        Column(_("Planned"), points=44, right=True),
    ]
    rows = [
        [
            one.required.kind.label,
            one.required.frequency.label,
            one.required.reason(),
            f"{one.done_count} / {one.required_count}",
            str(one.overdue_count) if one.overdue_count else "–",
            str(sum(visit.kind is one.required.kind for visit in paper.coming_visits) or "–"),
        ]
        for one in paper.visit_records
    ]
    return [heading, *text, DataTable(columns, rows)]


def _calendar(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Calendar"), 1))
    if not paper.visits:
        return [heading, lacking(_("No visit is planned or done yet. Plan the period to fill the calendar."))]
    today = paper.today
    first = month_away(today, -_MONTHS_BEFORE)
    legend = Text(_("● done   ◐ agreed   ○ planned. The present month is framed."), NOTE)
    return [heading, MonthStrip(first, paper.visits, today), legend]


def _done(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    heading = Heading(outline.add(_("Visits made"), 1))
    done = paper.done_visits
    if not done:
        return [heading, lacking(_("No visit has been reported yet."))]
    names = {contact.id: contact.name for contact in paper.contacts}
    columns = [
        Column(_("Date"), points=58),
        Column(_("Kind"), points=76),
        Column(_("Met"), share=0.38 if internal else 1.0),
    ]
    if internal:
        columns.append(Column(_("Result")))
    rows = []
    for visit in done[:_DONE_LISTED]:
        met = joined([names[contact] for contact in visit.met if contact in names])
        row = [paper_date(visit.on), visit.kind.label, met or "–"]
        rows.append([*row, _result(visit)] if internal else row)
    blocks: list[Block] = [heading]
    if len(done) > _DONE_LISTED:
        text = _("The latest {count} of {all}.").format(count=_DONE_LISTED, all=len(done))
        blocks.append(Text(text, NOTE))
    return [*blocks, DataTable(columns, rows)]


def _result(visit: Visit) -> str:
    text = visit.findings or visit.needs or visit.talking_points or visit.next_step
    return clipped(text, 110) if text.strip() else _("No report")


def _team(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = part_heading(paper, outline, PlanPart.TEAM.label, PlanPart.TEAM)
    text = written(paper, PlanPart.TEAM)
    if not paper.team:
        return [heading, *text, lacking(_("Nobody is in the team yet. Name the manager, and who helps."))]
    columns = [Column(pgettext("person", "Name"), share=0.6), Column(_("Role")), Column(_("Why"))]
    rows: list[list[str | Block]] = []
    for one in paper.team:
        title = one.manager.title if one.manager else ""
        who = Text([Run(one.name, bold=True), Run(f"  {title}" if title else "", None, SECOND)], CELL)
        rows.append([who, one.role or "–", one.reason or "–"])
    return [heading, *text, DataTable(columns, rows)]
