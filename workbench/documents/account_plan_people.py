"""The account plan's people and influence: the map, what it says, what to do next (2-rules §6, §17).

Nothing of it is for the customer.
"""

from collections.abc import Mapping

from workbench.documents.account_plan_parts import confirmation, lacking, stand_of, written
from workbench.documents.influence_drawing import MapDrawing
from workbench.documents.influence_map import map_blocks
from workbench.documents.influence_tables import findings_table, needs_table, person_cell
from workbench.documents.layout import Together
from workbench.documents.marks import SupportMark
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import BODY, LEAD, NOTE
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.influence import support_label
from workbench.domain.influence_findings import findings_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_takeaway import map_takeaway
from workbench.domain.plan_records import PlanPart
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id

_FINDINGS = 12
_TALLEST_MAP = 330.0


def people(paper: AccountPlanPaper, outline: Outline, width: float) -> list[Block]:
    """The section on pages ``width`` points wide: the map, the findings, what key people need, everybody."""
    shown = paper.influence or InfluenceMap(
        paper.account, paper.today, paper.contacts, last_met=paper.last_met
    )
    findings = paper.findings or findings_of(shown)
    note = confirmation(stand_of(paper, PlanPart.PEOPLE))
    head: list[Block] = [
        Heading(outline.add(PlanPart.PEOPLE.label, 0), note),
        Text(map_takeaway(shown, findings), LEAD),
        *written(paper, PlanPart.PEOPLE),
    ]
    if not shown.contacts:
        return [Together([*head, lacking(_("No contact is recorded."))])]
    picture, *below = map_blocks(shown, width, _TALLEST_MAP)
    numbers = picture.sheet.numbers if isinstance(picture, MapDrawing) else {}
    blocks: list[Block] = [Together([*head, picture]), *below]
    heading = Heading(outline.add(_("Findings and next steps"), 1))
    if findings:
        blocks.append(Together([heading, findings_table(findings[:_FINDINGS])]))
        if len(findings) > _FINDINGS:
            text = _("The most pressing {count} of {all}.").format(count=_FINDINGS, all=len(findings))
            blocks.append(Text(text, NOTE))
    else:
        text = _("Nothing stands out: everybody who matters is known and met.")
        blocks.append(Together([heading, Text(text, BODY)]))
    needs = needs_table(shown, None)
    if needs:
        blocks.append(Together([Heading(outline.add(_("Three needs of key people"), 1)), needs]))
    legend = _("Influence 1–5, 5 is the strongest. Support from champion to blocker. Not for the customer.")
    heading = Heading(outline.add(_("Everybody"), 1))
    return [*blocks, Together([heading, Text(legend, NOTE), _everybody(shown, numbers)])]


def _everybody(map: InfluenceMap, numbers: Mapping[Id, int]) -> DataTable:
    """All people, with the numbers of their cards where cards have numbers."""
    columns = [
        *([Column(pgettext("influence map", "No."), points=20, right=True)] if numbers else []),
        Column(pgettext("person", "Name"), share=1.5),
        Column(_("Role in the decision"), share=0.9),
        Column(_("Influence"), points=48, right=True),
        Column(_("Support"), points=74),
        Column(_("Last met"), points=62),
    ]
    rows: list[list[Cell]] = []
    for one in map.contacts:
        row: list[Cell] = [str(numbers[one.id])] if numbers else []
        support = map.support_of(one.id)
        row += [
            person_cell(one),
            joined([role.label for role in one.roles]) or "–",
            str(one.influence) if one.influence is not None else "–",
            "–" if support is None else SupportMark(support, support_label(support)),
            paper_date(map.last_met.get(one.id)) or _("never"),
        ]
        rows.append(row)
    return DataTable(columns, rows)
