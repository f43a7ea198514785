"""What a step of a complaint begins with: a draft, else what was said before."""

from datetime import date
from typing import Any

from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.complaints import ComplaintEvent, ComplaintEventKind, Outcome
from workbench.services.complaint_view import ComplaintView

_Kind = ComplaintEventKind
Fields = dict[str, Any]


def prefilled(view: ComplaintView, kind: ComplaintEventKind, outcome: Outcome | None, today: date) -> Fields:
    """The fields of a step before anything is typed, by name."""
    fields: Fields = {"on": today.isoformat(), **_said_before(view, kind)}
    draft = view.drafts.get(kind)
    if draft is not None and draft.get("outcome", "") == (outcome.value if outcome else ""):
        fields.update({name: value for name, value in draft.items() if name != "outcome"})
    return fields


def _said_before(view: ComplaintView, kind: ComplaintEventKind) -> Fields:
    if kind is _Kind.TAKEN_OVER:
        assigned = _last(view, ComplaintStep.ASSIGN, _Kind.ASSIGNED)
        return {"department": assigned.department, "person": assigned.person} if assigned else {}
    if kind is _Kind.ANALYSED:
        before = _last(view, ComplaintStep.ANALYSE, kind)
        if before is None:
            return {}
        cause = before.cause.value if before.cause else ""
        return {"cause": cause, "post": before.post, "whys": list(before.whys), "text": before.text}
    if kind in (_Kind.PROPOSED, _Kind.OFFERED):
        proposed = _last(view, ComplaintStep.PROPOSE, _Kind.PROPOSED)
        return {"text": proposed.text} if proposed else {}
    if kind is _Kind.DECIDED:
        return {"person": view.second_manager.name} if view.second_manager else {}
    return {}


def _last(view: ComplaintView, step: ComplaintStep, kind: ComplaintEventKind) -> ComplaintEvent | None:
    events = view.progress.stand(step).events
    return next((one for one in reversed(events) if one.kind is kind), None)
