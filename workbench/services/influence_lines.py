"""Lines between people of an account, and where they stand on the chart (2-rules §6)."""

from collections.abc import Mapping

from workbench.domain.contact_links import STRONGEST, ContactLink, ContactLinkKind, link_id
from workbench.domain.influence import place_id
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import influence as queries
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_USUAL_STRENGTH = 1


def link_people(
    workspace: Workspace,
    from_id: Id,
    to_id: Id,
    kind: ContactLinkKind,
    strength: int | None = None,
) -> ChangeSummary:
    """Say that one person reports to another, or influences them (strength 1–3, negative against).

    A person has one boss: another one takes the place of the one before. The same two again are one line,
    also after a merge. A circle of bosses is let stand: it is a finding, and may be on the way to mending
    one. Raises ``BadInput`` for the same person twice, people of two accounts, or a strength out of range,
    and ``NotFound``.
    """
    with workspace.change("link_people", kind.label) as change:
        join_people(change, from_id, to_id, kind, strength)
    return change.summary


def join_people(
    change: Change, from_id: Id, to_id: Id, kind: ContactLinkKind, strength: int | None = None
) -> None:
    """As ``link_people``, inside a change that has begun."""
    if from_id == to_id:
        raise BadInput(_("A line needs two different people."), where="to")
    start, end = (account_queries.get_contact(change.session, one) for one in (from_id, to_id))
    if start.account_id != end.account_id:
        raise BadInput(_("These people belong to two accounts."), where="to")
    standing = queries.list_contact_links(change.session, start.account_id)
    same = [one for one in standing if _ends(one) == (from_id, to_id, kind)]
    if kind is ContactLinkKind.REPORTS_TO:
        for one in standing:
            if one.kind is kind and one.from_contact_id == from_id and one not in same[:1]:
                change.delete("contact_link", one.id)
        strength = None
    else:
        strength = _checked(strength if strength is not None else _strength_of(same))
    if same:
        change.set("contact_link", same[0].id, {"strength": strength})
        return
    change.create(
        "contact_link",
        {"from_contact_id": from_id, "to_contact_id": to_id, "kind": kind.value, "strength": strength},
        link_id(from_id, to_id, kind),
    )


def set_link_strength(workspace: Workspace, link_id: Id, strength: int) -> ChangeSummary:
    """How strongly one influences the other: 1–3, negative against. Raises ``BadInput`` and ``NotFound``."""
    with workspace.change("set_link_strength", _("Strength of influence")) as change:
        kind = queries.kind_of_link(change.session, link_id)
        if kind is ContactLinkKind.REPORTS_TO:
            raise BadInput(_("Only influence has a strength."), where="strength")
        change.set("contact_link", link_id, {"strength": _checked(strength)})
    return change.summary


def replace_link(
    workspace: Workspace,
    old_id: Id,
    from_id: Id,
    to_id: Id,
    kind: ContactLinkKind,
    strength: int | None = None,
) -> ChangeSummary:
    """Let a line say something else or go the other way, in one change. Raises as ``link_people`` does."""
    with workspace.change("replace_link", kind.label) as change:
        change.delete("contact_link", old_id)
        change.flush()
        join_people(change, from_id, to_id, kind, strength)
    return change.summary


def unlink(workspace: Workspace, *link_ids: Id) -> ChangeSummary:
    """Take lines away, in one change; undo brings them back. Raises ``NotFound``."""
    with workspace.change("unlink", _("Remove lines")) as change:
        for one in link_ids:
            change.delete("contact_link", one)
    return change.summary


def place_people(workspace: Workspace, places: Mapping[Id, tuple[int, int]]) -> ChangeSummary:
    """Put people where they were dragged, many in one change: the middle of each card in pixels at 100 %.

    Raises ``NotFound`` for somebody who is not there.
    """
    with workspace.change("place_people", _("Places on the map")) as change:
        put_places(change, places)
    return change.summary


def put_places(change: Change, places: Mapping[Id, tuple[int, int]]) -> None:
    """As ``place_people``, inside a change that has begun."""
    change.preload([*places, *map(place_id, places)])
    if any(not change.log(contact_id) for contact_id in places):
        raise NotFound(_("This person is not there (any more)."), hint=_("Look at the map again."))
    for contact_id, (x, y) in places.items():
        values = {"contact_id": contact_id, "x": _inside(x), "y": _inside(y)}
        change.create("map_place", values, place_id(contact_id))


def clear_places(workspace: Workspace, account_id: Id) -> ChangeSummary:
    """Let the people of an account stand where the layout puts them; raises ``NotFound``."""
    with workspace.change("clear_places", _("Automatic layout")) as change:
        account_queries.get_account(change.session, account_id)
        for row_id in queries.list_place_ids(change.session, account_id):
            change.delete("map_place", row_id)
    return change.summary


def _ends(link: ContactLink) -> tuple[Id, Id, ContactLinkKind]:
    return link.from_contact_id, link.to_contact_id, link.kind


def _strength_of(same: list[ContactLink]) -> int:
    return (same[0].strength if same else None) or _USUAL_STRENGTH


def _checked(strength: int) -> int:
    if type(strength) is not int or strength == 0 or abs(strength) > STRONGEST:
        raise BadInput(_("A strength is 1 to 3, or −1 to −3 against."), where="strength")
    return strength


def _inside(position: float) -> int:
    """A whole pixel of the world that readers know."""
    return max(-queries.FARTHEST, min(queries.FARTHEST, round(position)))
