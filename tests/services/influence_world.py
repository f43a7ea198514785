"""An account of four people for the tests of the influence map: Gu, Lin and Han, and Wang who keeps it."""

from datetime import date

from workbench.domain.accounts import Contact
from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.foundation.ids import Id, derived_id
from workbench.services.influence import (
    get_influence_map,
)
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
A, B = derived_id("account", "A"), derived_id("account", "B")
WANG, ZHAO, GONE = (derived_id("manager", name) for name in ("Wang", "Zhao", "Gone"))
GU, LIN, HAN = (derived_id("contact", name) for name in ("Gu", "Lin", "Han"))
REPORTS, INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES
NOBODY = Id(b"x" * 16)


def make_account(workspace: Workspace) -> Id:
    """An account of Wang with Gu, Lin and Han, of whom Lin reports to Gu; another account stands beside."""
    with workspace.change("test", "Test") as change:
        for name, manager in (("Wang", WANG), ("Zhao", ZHAO)):
            change.create("manager", {"name": name}, manager)
        change.create("manager", {"name": "Gone", "active": False}, GONE)
        for code, row_id in (("A", A), ("B", B)):
            change.create("account", {"code": code, "name": code, "manager_id": WANG}, row_id)
        for name, row_id, influence in (("Gu", GU, 5), ("Lin", LIN, 4), ("Han", HAN, None)):
            change.create("contact", {"account_id": A, "name": name, "influence": influence}, row_id)
        change.create("contact", {"account_id": B, "name": "Other"}, derived_id("contact", "Other"))
        values = {"from_contact_id": LIN, "to_contact_id": GU, "kind": "reports_to"}
        change.create("contact_link", values, link_id(LIN, GU, REPORTS))
    return A


def people(workspace: Workspace) -> dict[str, Contact]:
    return {one.name: one for one in get_influence_map(workspace, A).contacts}


def lines(workspace: Workspace) -> set[tuple[str, str, str, int | None]]:
    found = get_influence_map(workspace, A)
    return {
        (found.name_of(one.from_contact_id), one.kind.value, found.name_of(one.to_contact_id), one.strength)
        for one in found.links
    }
