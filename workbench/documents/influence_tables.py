"""The tables behind the influence map on paper: people, findings, needs, phases (2-rules §6)."""

from collections.abc import Mapping, Sequence

from workbench.documents.marks import SeverityMark, SupportMark
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, SECOND
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date, person
from workbench.domain.accounts import Contact
from workbench.domain.influence import BuyingPhase, support_label
from workbench.domain.influence_finding import Finding
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id


def findings_table(findings: Sequence[Finding]) -> DataTable:
    """What should not stay so, the most pressing first, each with what to do next and who does it."""
    rows: list[list[Cell]] = []
    for one in findings:
        steps = "\n".join(step.label for step in one.steps[:2])
        step = one.steps[0].manager if one.steps else None
        who = [step.name] if step else [ours.name for ours in one.managers[:2]]
        rows.append([SeverityMark(one.severity, one.title), one.message, steps or "–", joined(who) or "–"])
    columns = [
        Column(pgettext("influence map", "Finding"), share=0.9),
        Column(_("Who and why"), share=1.2),
        Column(_("Next step")),
        Column(_("Responsible"), points=70),
    ]
    return DataTable(columns, rows)


def needs_table(map: InfluenceMap, phase: BuyingPhase | None) -> DataTable | None:
    """The most pressing needs of everybody of whom they are known; nothing where there are none."""
    people = [one for one in map.contacts if map.needs.get(one.id)]
    if not people:
        return None
    columns = [
        Column(_("Contact"), share=0.6),
        Column(_("Support"), points=84),
        Column(_("Most pressing needs"), share=1.6),
    ]
    rows: list[list[Cell]] = [
        [
            person(one.name, one.title),
            _support(map.support_of(one.id, phase)),
            "\n".join(f"{number}  {need.text}" for number, need in enumerate(map.needs[one.id], 1)),
        ]
        for one in people
    ]
    return DataTable(columns, rows)


def phases_table(map: InfluenceMap) -> DataTable | None:
    """How people stand in each phase, for those of whom a phase is known by itself; else nothing."""
    told = {one.contact_id for one in map.attitudes}
    people = [one for one in map.contacts if one.id in told]
    if not people:
        return None
    columns = [Column(_("Contact"), share=1.3), *(Column(phase.label) for phase in BuyingPhase)]
    rows: list[list[Cell]] = [
        [person(one.name, one.title), *(_attitude(map, one, phase) for phase in BuyingPhase)]
        for one in people
    ]
    return DataTable(columns, rows)


def _attitude(map: InfluenceMap, one: Contact, phase: BuyingPhase) -> Cell:
    involvement, support = map.involvement_of(one.id, phase), map.support_of(one.id, phase)
    told = _("involved {count} of 5").format(count=involvement) if involvement is not None else ""
    if support is None:
        return told or "–"
    return SupportMark(support, joined([support_label(support), told]))


def influence_table(map: InfluenceMap) -> DataTable | None:
    """Who influences whom in words, for a map on which the lines can hardly be followed."""
    lines = [one for one in map.influencing if one.strength]
    if not lines:
        return None
    order = {one.id: place for place, one in enumerate(map.contacts)}
    lines.sort(key=lambda one: (order[one.from_contact_id], order[one.to_contact_id], one.id))
    rows: list[list[Cell]] = [
        [
            map.name_of(one.from_contact_id),
            map.name_of(one.to_contact_id),
            pgettext("influence map", "pushes forward")
            if (one.strength or 0) > 0
            else pgettext("influence map", "holds back"),
            str(abs(one.strength or 0)),
        ]
        for one in lines
    ]
    columns = [
        Column(pgettext("influence map", "Who")),
        Column(pgettext("influence map", "Whom")),
        Column(pgettext("influence map", "How")),
        Column(_("Strength"), points=60, right=True),
    ]
    return DataTable(columns, rows)


def people_table(
    map: InfluenceMap, numbers: Mapping[Id, int], phase: BuyingPhase | None, *, plain: bool
) -> DataTable:
    """Everybody in full, with the number of the card where cards have numbers."""
    columns = [Column(pgettext("influence map", "No."), points=24)] if numbers else []
    columns += [Column(pgettext("person", "Name"), share=1.5)]
    columns += [Column(pgettext("person", "Title"), share=1.3)] if plain else []
    if not plain:
        columns += [
            Column(_("Role in the decision")),
            Column(_("Influence"), points=50, right=True),
            Column(_("Involvement"), points=58, right=True),
            Column(_("Support"), points=80),
            Column(_("Last met"), points=66),
        ]
    rows: list[list[Cell]] = []
    for one in map.contacts:
        row: list[Cell] = [str(numbers[one.id])] if numbers else []
        if plain:
            rows.append([*row, one.name, joined([one.title, one.department])])
            continue
        involvement = map.involvement_of(one.id, phase)
        met = paper_date(map.last_met.get(one.id))
        row += [
            person_cell(one),
            joined([role.label for role in one.roles]) or "–",
            str(one.influence) if one.influence is not None else "–",
            str(involvement) if involvement is not None else "–",
            _support(map.support_of(one.id, phase)),
            met or pgettext("influence map", "never"),
        ]
        rows.append(row)
    return DataTable(columns, rows)


def person_cell(one: Contact) -> Block:
    """A name with what the person does and where, for a table."""
    where = joined([one.title, one.department, one.organisation])
    if one.outside_kind is not None:
        where = joined([where, one.outside_kind.label])
    if one.is_placeholder:
        where = joined([where, pgettext("influence map", "name unknown")])
    return Text([Run(one.name, bold=True), Run("  " + where if where else "", colour=SECOND)], CELL)


def _support(support: int | None) -> Cell:
    return "–" if support is None else SupportMark(support, support_label(support))
