"""Links between people at accounts: who reports to whom, who influences whom (2-rules §6)."""

from enum import StrEnum

from workbench.foundation.i18n import pgettext

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
