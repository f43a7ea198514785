"""Which fields a report asks for: all after a visit, few after a call, those of a meeting after one."""

from dataclasses import dataclass

from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _
from workbench.ui.kit.texts import Text


@dataclass(frozen=True)
class Area:
    """One text of the report: its name, label, and the lines it shows."""

    name: str
    label: Text
    lines: int = 2


AREAS = (
    Area("purpose", lambda: _("Purpose")),
    Area("talking_points", lambda: _("Talking points"), 3),
    Area("findings", lambda: _("Findings"), 3),
    Area("needs", lambda: _("Needs")),
    Area("competitor_news", lambda: _("Competitor news")),
    Area("operating_state", lambda: _("Operating state")),
    Area("demand_forecast", lambda: _("Demand forecast")),
    Area("problems", lambda: _("Problems we can solve")),
)

OUR_PEOPLE, PLACE = "our_people", "place"
_CALL = frozenset({"talking_points", "findings", "needs"})
_MEETING = frozenset({"purpose", "talking_points", "findings", "needs", OUR_PEOPLE, PLACE})
_SHORT = {
    VisitKind.TELEPHONE: _CALL,
    VisitKind.FOLLOW_UP: _CALL,
    VisitKind.SERVICE_MEETING: _MEETING,
    VisitKind.ROUND_TABLE: _MEETING,
    VisitKind.BUSINESS_MEETING: _MEETING,
    VisitKind.TRAINING: _MEETING,
}
_ALL = frozenset({area.name for area in AREAS} | {OUR_PEOPLE, PLACE})


def fields_of(kind: VisitKind) -> frozenset[str]:
    """The fields that a report of this kind shows at first; the others are one click away."""
    return _SHORT.get(kind, _ALL)


def is_short(kind: VisitKind) -> bool:
    """Whether some fields are left out at first."""
    return kind in _SHORT


def filled(fields: dict[str, object]) -> frozenset[str]:
    """The fields of a draft or report in which something stands: never hidden."""
    return frozenset(name for name in _ALL if fields.get(name))
