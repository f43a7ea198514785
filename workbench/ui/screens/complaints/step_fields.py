"""Which fields each step of a complaint needs, in the order of the eye: just those and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from workbench.domain.complaints import ComplaintEventKind, Outcome
from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.texts import Text

_Kind = ComplaintEventKind


class Control(Enum):
    """What a field is filled in with."""

    TEXT = "text"
    DEPARTMENT = "department"
    PERSON = "person"
    MANAGER = "manager"
    POST = "post"
    CHANNEL = "channel"
    CAUSE = "cause"
    WHYS = "whys"
    MONEY = "money"
    VISIT = "visit"
    TICK = "tick"


@dataclass(frozen=True)
class StepField:
    """A field: its name among the values of a step, how it is filled in, over how many of two columns.

    ``called``: what it is called where its label says more than that.
    """

    name: str
    label: Text
    control: Control = Control.TEXT
    span: int = 2
    note: Text = ""
    lines: int = 2
    called: Text = ""


@dataclass(frozen=True)
class StepSpec:
    """What the button of a step says, its fields, and a remark over them."""

    button: Text
    fields: Sequence[StepField] = ()
    note: Text = ""


CONTAINMENT = "containment"
"""Typed with the analysis, and kept as a step of its own."""


def _text(label: Text, *, note: Text = "") -> StepField:
    return StepField("text", label, note=note)


_COST = StepField("cost_fen", lambda: pgettext("complaint", "Cost, yuan"), Control.MONEY, 1)
_CHANNEL = StepField("channel", lambda: pgettext("complaint", "How told"), Control.CHANNEL, 1)
_PERSON = StepField("person", lambda: pgettext("complaint", "Person"), Control.PERSON, 1)
_DEPARTMENT = StepField("department", lambda: pgettext("complaint", "Department"), Control.DEPARTMENT, 1)
_TELLER = StepField("person", lambda: pgettext("complaint", "Told by"), Control.PERSON, 1)
_MANAGER = StepField("person", lambda: pgettext("complaint", "Decided by"), Control.MANAGER, 1)
_VISIT = StepField("visit_id", lambda: _("Seen at the visit"), Control.VISIT, 1)
_CONCLUSIVE = StepField(
    "is_conclusive", lambda: _("It is the conclusive reply, with which it can be closed"), Control.TICK
)

SPECS: Mapping[tuple[ComplaintEventKind, Outcome | None], StepSpec] = {
    (_Kind.JUDGED, Outcome.VALID): StepSpec(
        lambda: _("Judge as valid"), (_text(lambda: pgettext("complaint", "Reason")),)
    ),
    (_Kind.JUDGED, Outcome.NOT_VALID): StepSpec(
        lambda: _("Judge as not valid"),
        (
            _text(
                lambda: _("Why it is not valid"),
                note=lambda: _("The customer has to be told this before it can be closed."),
            ),
        ),
    ),
    (_Kind.ASSIGNED, None): StepSpec(
        lambda: pgettext("complaint", "Assign"),
        (_DEPARTMENT, _PERSON, _text(lambda: _("What they should know"))),
        lambda: _("Until they have taken it over, whoever was asked first stays responsible."),
    ),
    (_Kind.TAKEN_OVER, None): StepSpec(
        lambda: _("Take over"), (_DEPARTMENT, _PERSON, _text(lambda: pgettext("complaint", "Remark")))
    ),
    (_Kind.DECLINED, None): StepSpec(
        lambda: pgettext("complaint", "Decline"), (_text(lambda: _("Why they decline")),)
    ),
    (_Kind.ANALYSED, None): StepSpec(
        lambda: _("Submit the analysis"),
        (
            StepField("cause", lambda: pgettext("complaint", "Kind of cause"), Control.CAUSE, 1),
            StepField("post", lambda: pgettext("complaint", "Responsible post"), Control.POST, 1),
            StepField(CONTAINMENT, lambda: _("Containment: stops the damage, is not the solution"), lines=1),
            StepField(
                "whys",
                lambda: _("Five whys: as far as something can be changed"),
                Control.WHYS,
                called=lambda: pgettext("complaint", "Five whys"),
            ),
            StepField("text", lambda: pgettext("complaint", "Remark"), span=1, lines=1),
        ),
    ),
    (_Kind.PROPOSED, None): StepSpec(
        lambda: _("Submit the proposal"),
        (_text(lambda: pgettext("complaint", "Solution")), _COST),
        lambda: _("A manager decides before the customer is told."),
    ),
    (_Kind.DECIDED, Outcome.APPROVED): StepSpec(
        lambda: pgettext("complaint", "Approve"), (_MANAGER, _text(lambda: pgettext("complaint", "Remark")))
    ),
    (_Kind.DECIDED, Outcome.REFUSED): StepSpec(
        lambda: pgettext("complaint", "Refuse"), (_MANAGER, _text(lambda: pgettext("complaint", "Reason")))
    ),
    (_Kind.OFFERED, None): StepSpec(
        lambda: _("The customer has been told"), (_CHANNEL, _TELLER, _text(lambda: _("What they were told")))
    ),
    (_Kind.ANSWERED, Outcome.ACCEPTED): StepSpec(
        lambda: _("The customer accepts"), (_text(lambda: pgettext("complaint", "What they said")),)
    ),
    (_Kind.ANSWERED, Outcome.NEGOTIATE): StepSpec(
        lambda: _("Negotiate again"), (_text(lambda: _("What they want instead")),)
    ),
    (_Kind.IMPLEMENTED, None): StepSpec(
        lambda: _("Implemented"), (_text(lambda: pgettext("complaint", "What was done")), _PERSON, _COST)
    ),
    (_Kind.EVALUATED, None): StepSpec(
        lambda: _("Submit the evaluation"),
        (
            _text(lambda: pgettext("complaint", "Summary")),
            StepField("prevention", lambda: pgettext("complaint", "Prevention")),
            StepField("handling", lambda: _("How those responsible are dealt with")),
            _COST,
        ),
    ),
    (_Kind.CLOSED, None): StepSpec(lambda: pgettext("complaint", "Close"), (_text(lambda: _("Remark")),)),
    (_Kind.REOPENED, None): StepSpec(
        lambda: _("Open again"), (_text(lambda: pgettext("complaint", "Reason")),)
    ),
    (_Kind.REPLIED, None): StepSpec(
        lambda: _("Record the reply"),
        (_text(lambda: _("What the customer was told")), _CHANNEL, _TELLER, _CONCLUSIVE),
    ),
    (_Kind.CONTAINED, None): StepSpec(
        lambda: pgettext("complaint", "Record"),
        (
            _text(
                lambda: pgettext("complaint", "Containment"),
                note=lambda: _("Stops the damage for now; it is not the solution."),
            ),
            _PERSON,
            _COST,
        ),
    ),
    (_Kind.WAITING, None): StepSpec(
        lambda: _("Wait for the customer"),
        (_text(lambda: _("What the customer is to send or to say")),),
        lambda: _("The deadline stands still until it goes on."),
    ),
    (_Kind.RESUMED, None): StepSpec(
        lambda: _("Go on"), (_text(lambda: _("What the customer sent or said")),)
    ),
    (_Kind.TOLD, None): StepSpec(
        lambda: pgettext("complaint", "Record"),
        (
            StepField("person", lambda: _("Who was told"), Control.MANAGER, 1),
            _text(lambda: _("What was said")),
        ),
    ),
    (_Kind.SOLVED_FIRST, None): StepSpec(
        lambda: pgettext("complaint", "Record"),
        (_text(lambda: _("How it was solved")),),
        lambda: _("The work slip is handed in later; it cannot be closed without it."),
    ),
    (_Kind.SLIP, None): StepSpec(
        lambda: _("The slip is handed in"), (_text(lambda: pgettext("complaint", "Remark")), _PERSON)
    ),
    (_Kind.EFFECT, Outcome.EFFECTIVE): StepSpec(
        lambda: pgettext("complaint", "Record"), (_text(lambda: _("What was seen")), _VISIT)
    ),
    (_Kind.EFFECT, Outcome.NOT_EFFECTIVE): StepSpec(
        lambda: pgettext("complaint", "Record"),
        (_text(lambda: _("What was seen")), _VISIT),
        lambda: _("It can be opened again at the analysis then."),
    ),
    (_Kind.NOTED, None): StepSpec(
        lambda: pgettext("complaint", "Add the note"), (_text(lambda: pgettext("complaint", "Note")),)
    ),
    (_Kind.TAKEN_BACK, None): StepSpec(
        lambda: _("Take it back"),
        (_text(lambda: pgettext("complaint", "Reason")),),
        lambda: _("It stays in the record, struck through, with the reason."),
    ),
}


def field_asked(spec: StepSpec, name: str) -> tuple[str, Text]:
    """The name and the label of the first field of ``name`` (``person|department``: of one of them)."""
    names = name.split("|")
    known = [one for one in spec.fields if one.name in names]
    return (known[0].name, known[0].called or known[0].label) if known else (names[0], name)
