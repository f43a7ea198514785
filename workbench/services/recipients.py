"""Those for whom files can be written so that only they can read them: names and public keys, in the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.journal import ChangeSummary
from workbench.exchange.package import checked_public_key
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id
from workbench.services.receiving import receiving_key
from workbench.storage.queries import recipients as queries
from workbench.storage.workspace import Workspace

LONGEST_NAME = 80


@dataclass(frozen=True)
class Recipient:
    """Somebody's receiving key. ``own``: the files go to this workspace itself."""

    id: Id
    name: str
    public_key: str
    note: str = ""
    own: bool = False


def list_recipients(workspace: Workspace) -> tuple[Recipient, ...]:
    """All recipients whose key can be used, this workspace's own first, the others by name."""
    own = receiving_key(workspace)
    with workspace.read() as session:
        rows = queries.list_recipient_rows(session)
    found = []
    for row_id, name, public_key, note in rows:
        try:
            key = checked_public_key(public_key)
        except BadInput:
            # It came by a merge, or was written by another program: nothing can be encrypted for it.
            continue
        found.append(Recipient(row_id, name, key, note, key == own))
    return tuple(sorted(found, key=lambda one: (not one.own, one.name.casefold(), one.id)))


def add_recipient(workspace: Workspace, name: str, public_key: str, note: str = "") -> ChangeSummary:
    """Note somebody's public key. Raises ``BadInput`` naming the field: a name or key that is there already,
    none, or a private key, which is never kept."""
    key = checked_public_key(public_key)
    wanted = _name(name)
    with workspace.change("add_recipient", _("New recipient {name}").format(name=wanted)) as change:
        rows = queries.list_recipient_rows(change.session)
        for _row_id, known, known_key, _note in rows:
            if known.casefold() == wanted.casefold():
                raise BadInput(
                    _("There is already a recipient of this name."),
                    hint=_("Add something that tells the two apart."),
                    where="name",
                )
            if known_key == key:
                raise BadInput(
                    _("This key is already noted for {name}.").format(name=known), where="public_key"
                )
        values = {"name": wanted, "public_key": key, "note": _note_text(note)}
        # Two laptops that note the same key make one row of it.
        row_id = derived_id("recipient", key)
        if queries.is_known(change.session, row_id):
            change.create("recipient", values)
        else:
            change.create("recipient", values, row_id)
    return change.summary


def edit_recipient(
    workspace: Workspace, recipient_id: Id, *, name: str | None = None, note: str | None = None
) -> ChangeSummary:
    """Call a recipient by another name, or note something else. Raises ``BadInput``, ``NotFound``."""
    with workspace.change("edit_recipient", _("Edit recipient")) as change:
        rows = queries.list_recipient_rows(change.session)
        if all(row[0] != recipient_id for row in rows):
            raise NotFound(_("This recipient is not there (any more)."))
        values = {}
        if name is not None:
            values["name"] = _name(name)
            if any(row[0] != recipient_id and row[1].casefold() == values["name"].casefold() for row in rows):
                raise BadInput(_("There is already a recipient of this name."), where="name")
        if note is not None:
            values["note"] = _note_text(note)
        change.set("recipient", recipient_id, values)
    return change.summary


def remove_recipient(workspace: Workspace, recipient_id: Id) -> ChangeSummary:
    """Forget a recipient; files written before can still be read by them."""
    with workspace.change("remove_recipient", _("Recipient removed")) as change:
        change.delete("recipient", recipient_id)
    return change.summary


def publish_own_key(workspace: Workspace, name: str = "") -> ChangeSummary:
    """Note this workspace's own key as a recipient, so that it travels to everyone by files and merges.

    Raises ``NotAllowed`` while no key was made, and as ``add_recipient``.
    """
    own = receiving_key(workspace)
    if own is None:
        raise NotAllowed(_("There is no receiving key yet."), hint=_("Make one first."))
    return add_recipient(workspace, name or workspace.author or workspace.path.stem, own)


def public_keys_of(workspace: Workspace, told: Sequence[str]) -> list[str]:
    """The public keys that names of recipients, or keys themselves, stand for.

    Raises ``BadInput`` for a private key and ``NotFound`` for a name nobody has.
    """
    known = list_recipients(workspace)
    keys = []
    for one in told:
        named = [row.public_key for row in known if row.name.casefold() == one.strip().casefold()]
        if len(named) == 1:
            keys.append(named[0])
        elif one.strip().casefold().startswith(("age1", "age-secret-key-")):
            keys.append(checked_public_key(one, where="for"))
        elif named:
            raise BadInput(
                _("There are several recipients of the name {name}.").format(name=one),
                hint=_("Give the key itself; it begins with age1."),
                where="for",
            )
        else:
            raise NotFound(
                _("There is no recipient of the name {name}.").format(name=one),
                hint=_("Add them under Settings, Receiving files, or give the key itself."),
                where="for",
            )
    return list(dict.fromkeys(keys))


def _name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise BadInput(_("A recipient needs a name."), where="name")
    if len(wanted) > LONGEST_NAME:
        raise BadInput(
            _("The name is longer than {limit} characters.").format(limit=LONGEST_NAME),
            hint=_("Shorten it."),
            where="name",
        )
    # A key typed into the wrong field must not become a name that travels.
    if "age-secret-key-" in wanted.casefold():
        checked_public_key(wanted, where="name")
    return wanted


def _note_text(note: str) -> str:
    text = note.strip()
    if "age-secret-key-" in text.casefold():
        checked_public_key(text, where="note")
    return text
