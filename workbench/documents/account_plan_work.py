"""The account plan's design 设计 and its visits: what is to be done, by whom, when (2-rules §17, §7)."""

from datetime import date

from workbench.documents.layout import Together
from workbench.documents.marks import OverdueMark
from workbench.documents.month_strip import MonthStrip, month_away
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import BODY, LEAD, NOTE, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import actions_takeaway, visits_takeaway
from workbench.domain.visits import Action, Visit
from workbench.foundation.i18n import _, ngettext, pgettext

_DONE_LISTED = 12
_MONTHS_BEFORE = 5


def design(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    """Open actions and promises; the customer's plan holds promises only."""
    title = pgettext("plan section", "Design") if internal else _("What was promised")
    heading = Heading(outline.add(title, 0))
    if not paper.actions:
        text = _("Nothing is open. Promises made on visits and actions entered by hand stand here.")
        return [Together([heading, Text(text, BODY.tinted(SECOND))])]
    ordered = sorted(paper.actions, key=lambda one: (one.due_on or date.max, one.side, one.text))
    columns = [
        Column(_("Action") if internal else _("Promise")),
        Column(pgettext("promise", "Side"), points=44),
        Column(_("Responsible"), points=74),
        Column(_("Due"), points=84),
    ]
    rows = [[one.text.strip(), one.side.label, one.owner or "–", _due(one, paper.today)] for one in ordered]
    return [Together([heading, Text(actions_takeaway(paper), LEAD), DataTable(columns, rows)])]


def _due(action: Action, today: date) -> str | Block:
    if action.due_on is None:
        return _("No date")
    if not action.is_overdue(today):
        return paper_date(action.due_on)
    days = (today - action.due_on).days
    late = ngettext("{count} day late", "{count} days late", days).format(count=days)
    return OverdueMark(f"{paper_date(action.due_on)}\n{late}")


def visits(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    """The duties with their reasons, the calendar, and the visits made."""
    heading = Heading(outline.add(_("Visits"), 0))
    lead = Text(visits_takeaway(paper, internal=internal), LEAD)
    parts = [_duties(paper, outline)] if internal else []
    parts += [_calendar(paper, outline), _done(paper, outline, internal=internal)]
    first, *rest = parts
    return [Together([heading, lead, *first]), *(Together(part) for part in rest)]


def _duties(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("How often, and why"), 1))
    if not paper.visit_records:
        text = _("No rule asks for visits here. Confirm the tier: the visit rules follow from it.")
        return [heading, Text(text, BODY.tinted(SECOND))]
    columns = [
        Column(_("Kind"), points=84),
        Column(_("At least"), points=66),
        Column(_("Why")),
        Column(_("Made / due this year"), points=62, right=True),
        Column(_("Overdue"), points=40, right=True),
    ]
    rows = [
        [
            one.required.kind.label,
            one.required.frequency.label,
            one.required.reason(),
            f"{one.done_count} / {one.required_count}",
            str(one.overdue_count) if one.overdue_count else "–",
        ]
        for one in paper.visit_records
    ]
    return [heading, DataTable(columns, rows)]


def _calendar(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Calendar"), 1))
    if not paper.visits:
        text = _("No visit is planned or done yet. Plan the period to fill the calendar.")
        return [heading, Text(text, BODY.tinted(SECOND))]
    today = paper.today
    first = month_away(today, -_MONTHS_BEFORE)
    legend = Text(_("● done   ◐ agreed   ○ planned. The present month is framed."), NOTE)
    return [heading, MonthStrip(first, paper.visits, today), legend]


def _done(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    heading = Heading(outline.add(_("Visits made"), 1))
    done = paper.done_visits
    if not done:
        text = _("No visit has been reported yet.")
        return [heading, Text(text, BODY.tinted(SECOND))]
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
