"""What a report form begins with: the visit as planned, its report as it stands, a draft, or both joined."""

from collections.abc import Mapping

from workbench.domain.visits import Side, Visit, VisitState
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.services.visit_sheet import VisitSheetView
from workbench.ui.screens.calendar.promise_rows import PARTS
from workbench.ui.screens.calendar.report_fields import AREAS


def standing_fields(sheet: VisitSheetView, today: str) -> dict[str, object]:
    """What the form begins with: the visit as it was planned, or its report as it stands."""
    visit: Visit = sheet.visit
    known: dict[str, object] = {
        "on": min(visit.on.isoformat(), today),
        "at": visit.at,
        "place": visit.place or sheet.view.account.address,
        "purpose": visit.purpose,
        "met": [id_text(one) for one in visit.met],
        "our_people": [id_text(one) for one in visit.our_people],
    }
    if visit.state is VisitState.DONE:
        texts = ("talking_points", "findings", "needs", "competitor_news", "operating_state")
        known |= {name: getattr(visit, name) for name in (*texts, "demand_forecast", "next_step", "place")}
        known["problems"] = "\n".join(sheet.problems)
        known["next_on"] = visit.next_on.isoformat() if visit.next_on else ""
    return known


def joined_fields(report: Mapping[str, object], draft: Mapping[str, object]) -> dict[str, object]:
    """The report that somebody filed meanwhile, with what a draft adds to it behind."""
    joined = {**draft, **report, "promises": draft.get("promises")}
    for name in (*(area.name for area in AREAS), "next_step"):
        filed, typed = str(report.get(name, "")), str(draft.get(name, ""))
        apart = " · " if name == "next_step" else "\n"
        joined[name] = apart.join(dict.fromkeys(text for text in (filed, typed) if text.strip()))
    for name in ("met", "our_people"):
        joined[name] = [
            id_text(one) for one in dict.fromkeys([*kept_ids(report.get(name)), *kept_ids(draft.get(name))])
        ]
    return joined


def kept_ids(kept: object) -> list[Id]:
    """The ids that a draft keeps as texts."""
    found = [parse_id(str(one)) for one in kept] if isinstance(kept, list) else []
    return [one for one in found if one is not None]


def kept_promises(kept: object) -> list[list[str]]:
    """The rows of a draft that can be shown."""
    return [
        [str(part) for part in row]
        for row in (kept if isinstance(kept, list) else [])
        if isinstance(row, list) and PARTS <= len(row) <= PARTS + 1 and row[1] in tuple(Side)
    ]
