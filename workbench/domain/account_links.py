"""Competitors, partners, suppliers and customers of an account, and who brought whom (2-rules §1, §3)."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class LinkKind(StrEnum):
    """What the other company is to the account."""

    COMPETITOR = "competitor"
    PARTNER = "partner"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    REFERRED = "referred"
    REFERRER = "referrer"

    @property
    def label(self) -> str:
        return {
            LinkKind.COMPETITOR: pgettext("account link", "Competitor"),
            LinkKind.PARTNER: pgettext("account link", "Partner"),
            LinkKind.SUPPLIER: pgettext("account link", "Supplier"),
            LinkKind.CUSTOMER: pgettext("account link", "Customer"),
            LinkKind.REFERRED: pgettext("account link", "Came through them"),
            LinkKind.REFERRER: pgettext("account link", "Brought them to us"),
        }[self]

    @property
    def seen_back(self) -> "LinkKind":
        """What the account is to the other company."""
        return {
            LinkKind.SUPPLIER: LinkKind.CUSTOMER,
            LinkKind.CUSTOMER: LinkKind.SUPPLIER,
            LinkKind.REFERRED: LinkKind.REFERRER,
            LinkKind.REFERRER: LinkKind.REFERRED,
        }.get(self, self)


@dataclass(frozen=True)
class AccountLink:
    """One link as seen from an account: what ``name`` is to it. ``other_id`` is ``None`` for a mere name.

    ``noted_there`` tells that it was written on the page of the other account.
    """

    id: Id
    kind: LinkKind
    other_id: Id | None
    name: str
    note: str = ""
    noted_there: bool = False
