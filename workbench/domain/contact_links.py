"""Links between people at accounts: who reports to whom, who influences whom (2-rules §6)."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, id_text

STRONGEST = 3


class ContactLinkKind(StrEnum):
    """What one person is to another."""

    REPORTS_TO = "reports_to"
    INFLUENCES = "influences"

    @property
    def label(self) -> str:
        return {
            ContactLinkKind.REPORTS_TO: pgettext("contact link", "Reports to"),
            ContactLinkKind.INFLUENCES: pgettext("contact link", "Influences"),
        }[self]


@dataclass(frozen=True)
class ContactLink:
    """One person reports to, or influences, another. ``strength`` 1–3, negative against (2-rules §6)."""

    id: Id
    from_contact_id: Id
    to_contact_id: Id
    kind: ContactLinkKind
    strength: int | None = None


def link_id(from_id: Id, to_id: Id, kind: ContactLinkKind) -> Id:
    """The id of the line between two people: the same on every laptop."""
    return derived_id("contact_link", id_text(from_id), id_text(to_id), kind.value)
