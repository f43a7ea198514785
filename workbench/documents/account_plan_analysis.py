"""The account plan's analysis 分析: environment, SWOT, needs, whitespace, competitors (2-rules §17).

Complaints and contracts stand here too; they are all of the section that a customer reads.
"""

from workbench.documents.account_plan_parts import (
    lacking,
    part_heading,
    said_or_lacking,
    written,
)
from workbench.documents.layout import Together
from workbench.documents.marks import OverdueMark
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, LEAD, NOTE, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import MoneyUnit, clipped, joined, money_unit, paper_date, remarks
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.contracts import Contract
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_texts import text_of
from workbench.domain.visits import Visit
from workbench.domain.whitespace import CellState, Grid, GridCell
from workbench.foundation.i18n import _, format_money, in_a_row, ngettext, pgettext

_HEARD = 6
_NEEDS = 10
_GRID_COLUMNS = 6
_SWOT = (PlanPart.STRENGTHS, PlanPart.WEAKNESSES, PlanPart.OPPORTUNITIES, PlanPart.THREATS)
_STATE_MARKS = {
    CellState.US: "●",
    CellState.COMPETITOR: "×",
    CellState.IN_HOUSE: "○",
    CellState.NOT_USED: "–",
    CellState.UNKNOWN: "?",
}


def analysis(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """The section as we read it."""
    heading = Heading(outline.add(_("Analysis"), 0))
    environment = part_heading(paper, outline, PlanPart.ENVIRONMENT.label, PlanPart.ENVIRONMENT)
    no_environment = _("Not written yet. Say what changes in their market and in their house.")
    first = [
        heading,
        Text(_takeaway(paper), LEAD),
        Together([environment, *said_or_lacking(paper, PlanPart.ENVIRONMENT, no_environment)]),
    ]
    return [
        Together(first),
        *_heard(paper, outline),
        Together(_swot(paper, outline)),
        Together(_needs(paper, outline)),
        *_whitespace(paper, outline),
        Together(_competitors(paper, outline)),
        *complaints_and_contracts(paper, outline),
    ]


def shared_facts(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """People, complaints and contracts as the customer reads them; nothing without any."""
    people = sorted(paper.contacts, key=lambda one: one.name)
    if not (people or paper.complaints or paper.contracts):
        return []
    blocks: list[Block] = []
    heading: Block = Heading(outline.add(_("People, complaints, contracts"), 0))
    if people:
        columns = [
            Column(pgettext("person", "Name")),
            Column(pgettext("person", "Title")),
            Column(_("Department")),
        ]
        rows = [[one.name, one.title, one.department] for one in people]
        table = DataTable(columns, rows)
        blocks.append(Together([heading, Together([Heading(outline.add(_("People"), 1)), table])]))
    rest = complaints_and_contracts(paper, outline, only_known=True)
    return [*blocks, *rest] if blocks else [Together([heading, *rest[:1]]), *rest[1:]]


def complaints_and_contracts(
    paper: AccountPlanPaper, outline: Outline, *, only_known: bool = False
) -> list[Block]:
    """Open complaints and the contracts; ``only_known`` leaves out what is empty."""
    blocks: list[Block] = []
    if paper.complaints or not only_known:
        blocks.append(Together(_complaints(paper, outline)))
    if paper.contracts or not only_known:
        blocks.append(Together(_contracts(paper, outline)))
    return blocks


def _takeaway(paper: AccountPlanPaper) -> str:
    texts = []
    needs, complaints = len(paper.needs), len(paper.complaints)
    if needs:
        texts.append(ngettext("{count} open need.", "{count} open needs.", needs).format(count=needs))
    if paper.competitors:
        names = joined([clipped(one.name, 30) for one in paper.competitors[:3]])
        texts.append(_("Competitors here: {names}.").format(names=names))
    if paper.whitespace and paper.whitespace.totals.potential_fen:
        money = format_money(paper.whitespace.totals.potential_fen, short=True)
        texts.append(_("{money} a year is not ours yet.").format(money=money))
    if complaints:
        text = ngettext("{count} complaint is open.", "{count} complaints are open.", complaints)
        texts.append(text.format(count=complaints))
    return in_a_row(*texts) or _("No need, competitor or complaint is on record yet.")


def _heard(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("What we heard"), 1))
    visits = [visit for visit in paper.done_visits if any(_voices(visit))][:_HEARD]
    if not visits:
        text = _("No needs or news are reported yet. They come from the visit reports.")
        return [Together([heading, lacking(text)])]
    labels = (_("Needs"), _("Competitor news"), _("Operating state"), _("Demand forecast"))
    rows: list[list[str | Block]] = []
    for visit in visits:
        day = paper_date(visit.on)
        for label, text in zip(labels, _voices(visit), strict=True):
            if text:
                rows.append([day, label, clipped(text, 220)])
                day = ""
    columns = [
        Column(_("Visit"), points=62),
        Column(pgettext("report", "About"), points=88),
        Column(_("Reported")),
    ]
    return [Together([heading, DataTable(columns, rows, grouped=True)])]


def _voices(visit: Visit) -> tuple[str, str, str, str]:
    return (
        visit.needs.strip(),
        visit.competitor_news.strip(),
        visit.operating_state.strip(),
        visit.demand_forecast.strip(),
    )


def _swot(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = part_heading(paper, outline, _("SWOT"), _SWOT[0])
    texts = {part: text_of(paper, part).strip() for part in _SWOT}
    if not any(texts.values()):
        return [heading, lacking(_("Not written yet. Two or three points for each field are enough."))]
    cells = [Text([Run(part.label, bold=True), Run("\n" + (texts[part] or "–"))], CELL) for part in _SWOT]
    return [heading, DataTable([Column(""), Column("")], [cells[:2], cells[2:]], pad=6, gap=20)]


def _needs(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """The open needs, the urgent ones first, with our answer and what is planned for them."""
    heading = part_heading(paper, outline, PlanPart.NEEDS.label, PlanPart.NEEDS)
    text = written(paper, PlanPart.NEEDS)
    if not paper.needs:
        return [heading, *text, lacking(_("No need is on record. Ask on the next visit, and note it."))]
    names = {one.id: one.name for one in paper.contacts}
    rows: list[list[str | Block]] = []
    for need in paper.needs[:_NEEDS]:
        measures = [clipped(one.text, 80) for one in paper.actions if one.need_id == need.id]
        answer = remarks([need.answer.label, clipped(need.answer_text, 120), *measures])
        who = names.get(need.contact_id, "") if need.contact_id else _("The organisation")
        what = joined([need.kind.label if need.kind else "", _("hidden") if need.is_hidden else ""])
        told = Text([Run(clipped(need.text, 200)), Run("\n" + what if what else "", None, SECOND)], CELL)
        rows.append([str(need.urgency or "–"), told, who, answer])
    columns = [
        Column(_("Urgency"), points=48),
        Column(_("Need"), share=1.4),
        Column(pgettext("need", "Whose"), points=84),
        Column(_("Our answer"), share=1),
    ]
    return [heading, *text, DataTable(columns, rows)]


def _whitespace(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """Who supplies what to which unit; the shorter side goes across."""
    heading = part_heading(paper, outline, PlanPart.WHITESPACE.label, PlanPart.WHITESPACE)
    text = written(paper, PlanPart.WHITESPACE)
    grid = paper.whitespace
    if grid is None or not grid.cells:
        to_do = _("No product is in the grid. Say from whom each unit gets what.")
        return [Together([heading, *text, lacking(to_do)])]
    if len(grid.units) <= len(grid.products):
        down, across = grid.products, grid.units
    else:
        down, across = grid.units, grid.products
    unit = money_unit(max(abs(one.potential_fen or 0) for one in grid.cells.values()), "CNY")
    tables = []
    for start in range(0, len(across), _GRID_COLUMNS):
        part = across[start : start + _GRID_COLUMNS]
        rows = [[one, *(_grid_cell(_cell_of(grid, one, other), unit) for other in part)] for one in down]
        columns = [Column(" ", share=1.5), *(Column(clipped(one, 40)) for one in part)]
        tables.append(DataTable(columns, rows, after=6))
    legend = "   ".join(f"{_STATE_MARKS[state]} {state.label}" for state in CellState)
    note = joined([legend, _("amounts: potential a year in {unit}").format(unit=unit.name)])
    return [Together([heading, *text, tables[0]]), *tables[1:], Text(note, NOTE)]


def _cell_of(grid: Grid, one: str, other: str) -> GridCell | None:
    return grid.cells.get((one, other)) or grid.cells.get((other, one))


def _grid_cell(cell: GridCell | None, unit: MoneyUnit) -> str | Block:
    if cell is None:
        return ""
    words = cell.competitor if cell.state is CellState.COMPETITOR else ""
    if cell.is_suggested:
        words = _("us, by the records")
    potential = unit.text(cell.potential_fen) if cell.potential_fen else ""
    runs = [Run(f"{_STATE_MARKS[cell.state]} "), Run(joined([clipped(words, 24), potential]), None, SECOND)]
    return Text(runs, CELL)


def _competitors(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = part_heading(paper, outline, PlanPart.COMPETITORS.label, PlanPart.COMPETITORS)
    text = written(paper, PlanPart.COMPETITORS)
    if not paper.competitors:
        if text:
            return [heading, *text]
        return [heading, lacking(_("No competitor is on record. Ask who else supplies them, and with what."))]
    rows: list[list[str | Block]] = []
    for one in paper.competitors:
        holds = joined(list(dict.fromkeys(product for _unit, product in one.cells)))
        potential = format_money(one.potential_fen, short=True) if one.potential_fen else "–"
        rows.append(
            [Text([Run(one.name, bold=True)], CELL), clipped(one.note, 300) or "–", holds or "–", potential]
        )
    columns = [
        Column(pgettext("competitor", "Name"), points=92),
        Column(_("What we know")),
        Column(_("Supplies"), share=0.7),
        Column(_("Potential"), points=64, right=True),
    ]
    return [heading, *text, DataTable(columns, rows)]


def _complaints(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Open complaints"), 1))
    if not paper.complaints:
        return [heading, lacking(_("No complaint is open."))]
    rows: list[list[str | Block]] = []
    for one in sorted(paper.complaints, key=lambda one: one.received_on):
        days = (paper.today - one.received_on).days
        age = ngettext("{count} day", "{count} days", days).format(count=days)
        demand = "\n" + _("Demand: {text}").format(text=clipped(one.demand, 120)) if one.demand else ""
        what = Text([Run(clipped(one.text or one.against, 200)), Run(demand, None, SECOND)], CELL)
        rows.append([paper_date(one.received_on), one.number, one.kind.label, what, age])
    columns = [
        Column(_("Received"), points=58),
        Column(_("Number"), points=66),
        Column(_("Kind"), points=58),
        Column(_("Complaint")),
        Column(_("Open for"), points=46, right=True),
    ]
    return [heading, DataTable(columns, rows)]


def _contracts(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Contracts"), 1))
    if not paper.contracts:
        return [heading, lacking(_("No contract is on file. Record the contract in force."))]
    ordered = sorted(paper.contracts, key=lambda one: (one.ends_on is None, one.ends_on))
    rows = [
        [
            one.number,
            one.title,
            format_money(one.amount_fen, one.currency) if one.amount_fen is not None else "–",
            paper_date(one.starts_on or one.signed_on),
            _end(one, paper),
        ]
        for one in ordered
    ]
    columns = [
        Column(_("Number"), points=74),
        Column(_("Contract")),
        Column(_("Amount"), points=88, right=True),
        Column(pgettext("contract", "From"), points=60),
        Column(_("Ends"), points=92),
    ]
    return [heading, DataTable(columns, rows)]


def _end(contract: Contract, paper: AccountPlanPaper) -> str | Block:
    left = contract.days_left(paper.today)
    if left is None:
        return _("open-ended")
    if left < 0:
        return OverdueMark(_("{date}, ended").format(date=paper_date(contract.ends_on)))
    if contract.is_ending(paper.today):
        days = ngettext("in {count} day", "in {count} days", left).format(count=left)
        return OverdueMark(f"{paper_date(contract.ends_on)}\n{days}")
    return paper_date(contract.ends_on)
