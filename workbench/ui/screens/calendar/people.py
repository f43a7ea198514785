"""Who can be ticked for a visit, those suggested first with the reason."""

from workbench.domain.person_coverage import suggested_people
from workbench.services.visit_sheet import VisitSheetView
from workbench.ui.screens.calendar.people_field import Person


def their_people(sheet: VisitSheetView) -> list[Person]:
    """The people of the account, whom to meet first on top; whoever has left only if they were met."""
    due = {one.contact.id for one in suggested_people(sheet.brief.facts.coverage)}
    met = set(sheet.visit.met)
    return [
        Person(
            one.contact.id,
            one.contact.name,
            one.contact.title,
            one.reason if one.contact.id in due else "",
            sheet.spoken.get(one.contact.id, ""),
        )
        for one in sheet.brief.facts.coverage
        if not one.has_left or one.contact.id in met
    ]


def our_people(sheet: VisitSheetView) -> list[Person]:
    """Our people but the one whose visit it is, those who should come along first."""
    why = {one.manager.id: one.reason.label for one in sheet.brief.facts.our_suggestions}
    there = set(sheet.visit.our_people)
    others = [
        one for one in sheet.managers if one.id != sheet.visit.manager_id and (one.active or one.id in there)
    ]
    others.sort(key=lambda one: (one.id not in why, one.name))
    return [
        Person(one.id, one.name, one.title, why.get(one.id, ""), sheet.spoken.get(one.id, ""))
        for one in others
    ]
