"""What can be done next about a finding of the influence map (2-rules §6)."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.accounts import Contact, Manager
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id

MOST_STEPS = 3
"""So many people of a finding get a step of their own."""


class StepKind(StrEnum):
    """What can be done about a finding."""

    PLAN_VISIT = "plan_visit"
    ASK_INTRODUCTION = "ask_introduction"
    ASK_SUPPORT = "ask_support"
    NAME_COUNTERPART = "name_counterpart"
    LINK_BOSS = "link_boss"
    NOTE_ROLE = "note_role"
    NOTE_SUPPORT = "note_support"
    ADD_PERSON = "add_person"
    NAME_PLACEHOLDER = "name_placeholder"
    VERIFY = "verify"
    REMOVE_LINK = "remove_link"


@dataclass(frozen=True)
class NextStep:
    """One thing to do, with whom: ``contact`` is whom it is about, ``via`` who can help, ``manager`` who of
    ours, ``link_id`` the line."""

    kind: StepKind
    contact: Contact | None = None
    via: Contact | None = None
    manager: Manager | None = None
    link_id: Id | None = None

    @property
    def contact_id(self) -> Id | None:
        return self.contact.id if self.contact else None

    @property
    def via_id(self) -> Id | None:
        return self.via.id if self.via else None

    @property
    def manager_id(self) -> Id | None:
        return self.manager.id if self.manager else None

    @property
    def label(self) -> str:
        """The step as a command: ``Ask Han Pei to introduce Yao Jiqing``."""
        name = self.contact.name if self.contact else ""
        via = self.via.name if self.via else ""
        ours = self.manager.name if self.manager else ""
        return {
            StepKind.PLAN_VISIT: _("Plan a visit to {name}"),
            StepKind.ASK_INTRODUCTION: _("Ask {via} to introduce {name}"),
            StepKind.ASK_SUPPORT: _("Ask {via} to speak with {name}"),
            StepKind.NAME_COUNTERPART: _("Name {ours} as counterpart of {name}")
            if ours
            else _("Name a counterpart of {name}"),
            StepKind.LINK_BOSS: _("Say whom {name} reports to"),
            StepKind.NOTE_ROLE: _("Note the role of {name} in the decision")
            if name
            else _("Note who decides on money"),
            StepKind.NOTE_SUPPORT: _("Note where {name} stands"),
            StepKind.ADD_PERSON: _("Add a person"),
            StepKind.NAME_PLACEHOLDER: _("Find out the name: {name}"),
            StepKind.VERIFY: _("Verify what is known of {name}"),
            StepKind.REMOVE_LINK: _("Remove the line from {name} to {via}"),
        }[self.kind].format(name=name, via=via, ours=ours)
