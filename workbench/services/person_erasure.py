"""Erasing one person for ever: what goes, what stays and has to be looked at, and doing it (I8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Contact
from workbench.domain.journal import ChangeSummary
from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.services.attachments import clear_opened
from workbench.storage.erasing import any_erased
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import attachments as attachment_queries
from workbench.storage.queries import personal_data as queries
from workbench.storage.queries import records
from workbench.storage.queries.row_names import names_of
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_SNIPPET = 60


@dataclass(frozen=True)
class Mention:
    """A visit report in which the name stands: a person has to read and mend it."""

    visit_id: Id
    account_id: Id
    account: str
    on: date
    field: str
    snippet: str


@dataclass(frozen=True)
class OtherMention:
    """Another record in which the name stands, ``kind`` and ``record`` in words."""

    row_id: Id
    kind: str
    record: str
    field: str
    snippet: str


@dataclass(frozen=True)
class Erasure:
    """What erasing a person takes away. Backups and files exported before keep what they hold.

    ``log``, ``promises``, ``invitations``, ``objectives``, ``complaints`` and ``services`` stay as the
    account's, like needs, without the person.
    ``mentions`` and ``elsewhere`` are texts that stay.
    """

    contact: Contact
    grounds: int
    links: int
    visits: int
    needs: int
    log: int
    promises: int
    invitations: int
    objectives: int
    complaints: int
    services: int
    files: tuple[str, ...]
    mentions: tuple[Mention, ...]
    elsewhere: tuple[OtherMention, ...]


def preview_erasure(workspace: Workspace, contact_id: Id) -> Erasure:
    """What would go, without touching anything; raises ``NotFound``."""
    with workspace.read() as session:
        contact = account_queries.get_contact(session, contact_id)
        return Erasure(
            contact,
            grounds=len(queries.list_bases(session, contact_id)),
            links=len(queries.list_link_ids(session, contact_id))
            + len(queries.list_tie_ids(session, contact_id)),
            visits=len(queries.list_meetings(session, contact.account_id, contact_id)),
            needs=len(queries.list_remark_ids(session, "need", contact_id)),
            log=len(queries.list_remark_ids(session, "contact_log", contact_id)),
            promises=len(queries.list_remark_ids(session, "action", contact_id)),
            invitations=len(queries.list_remark_ids(session, "invitation", contact_id)),
            objectives=len(queries.list_remark_ids(session, "objective", contact_id)),
            complaints=len(_naming(session, contact, "complaint")),
            services=len(_naming(session, contact, "service_request")),
            files=tuple(
                one.shown_name for one in attachment_queries.list_attachments(session, contact_id=contact_id)
            ),
            mentions=_mentions(session, contact),
            elsewhere=_elsewhere(session, contact),
        )


def erase_person(workspace: Workspace, contact_id: Id) -> ChangeSummary:
    """Erase a person from tables, journal, search and files; nothing brings them back. Raises ``NotFound``.

    Gone: every value ever kept about them, reasons, links, their files with content that nobody else has,
    their name among those met, and where it stands alone as who complained or asked. Needs, calls, promises,
    invitations, objectives, complaints and requests stay as the account's. Texts that name them stay: see the
    preview.
    """
    return erase_people(workspace, [contact_id])


def erase_people(workspace: Workspace, contact_ids: Sequence[Id]) -> ChangeSummary:
    """Erase several people as ``erase_person`` does, all of them or none. Raises ``NotFound``."""
    with workspace.change("erase_person", _("Erase a person")) as change:
        for contact_id in dict.fromkeys(contact_ids):
            _erase(change, contact_id)
    clear_opened(workspace)
    return change.summary


def _erase(change: Change, contact_id: Id) -> None:
    contact = account_queries.get_contact(change.session, contact_id)
    for visit in queries.list_meetings(change.session, contact.account_id, contact_id):
        met = [id_text(one) for one in visit.met if one != contact_id]
        change.set("visit", visit.id, {"met": met})
    for entity, column in queries.NAME_FIELDS.items():
        for row_id in queries.list_named_ids(change.session, entity, contact.account_id, contact.name):
            change.set(entity, row_id, {column: ""})
    for entity, column in queries.REMARKS.items():
        for row_id in queries.list_remark_ids(change.session, entity, contact_id):
            change.set(entity, row_id, {column: None})
    _erase_companions(change, contact_id)
    change.erase("contact", contact_id)


def erase_what_came(workspace: Workspace) -> int:
    """Erase what a merge brought about people who were erased before. Returns how many records."""
    with workspace.read() as session:
        if not any_erased(session) or not queries.rows_of_erased(session):
            return 0
    with workspace.change("erase_person", _("Erase a person")) as change:
        rows = queries.rows_of_erased(change.session)
        for entity, row_id in rows:
            change.erase(entity, row_id)
    clear_opened(workspace)
    return len(rows)


def _erase_companions(change: Change, contact_id: Id) -> None:
    """Erase what means nothing without the person, also what was deleted before.

    What stands and has since become somebody else's stays.
    """
    session = change.session
    standing: dict[str, list[Id]] = {
        "personal_basis": [one.id for one in queries.list_bases(session, contact_id)],
        "contact_link": queries.list_link_ids(session, contact_id),
        "contact_tie": queries.list_tie_ids(session, contact_id),
        "phase_attitude": queries.list_view_ids(session, "phase_attitude", contact_id),
        "map_place": queries.list_view_ids(session, "map_place", contact_id),
        "attachment": [one.id for one in attachment_queries.list_attachments(session, contact_id=contact_id)],
    }
    for entity, rows in standing.items():
        gone = [
            row_id
            for person in (contact_id, *change.parts(contact_id))
            for row_id in queries.rows_ever_naming(session, entity, person)
            if not change.is_shown(entity, row_id)
        ]
        for row_id in dict.fromkeys([*rows, *gone]):
            change.erase(entity, row_id)


def _naming(session: ReadingSession, contact: Contact, entity: str) -> set[Id]:
    """The rows that refer to the person, or bear just their name."""
    return {
        *queries.list_remark_ids(session, entity, contact.id),
        *queries.list_named_ids(session, entity, contact.account_id, contact.name),
    }


def _mentions(session: ReadingSession, contact: Contact) -> tuple[Mention, ...]:
    names = account_queries.account_names(session)
    found = []
    for one in queries.texts_naming(session, contact.name):
        snippet = _snippet(one.text, contact.name)
        account = names.get(one.account_id, "")
        found.append(Mention(one.visit_id, one.account_id, account, one.on, one.field, snippet))
    return tuple(found)


def _elsewhere(session: ReadingSession, contact: Contact) -> tuple[OtherMention, ...]:
    emptied = {
        (row_id, column)
        for entity, column in queries.NAME_FIELDS.items()
        for row_id in queries.list_named_ids(session, entity, contact.account_id, contact.name)
    }
    naming = [
        one
        for one in queries.records_naming(session, contact.name, contact.id)
        if (one.row_id, one.field) not in emptied
    ]
    rows: dict[str, set[Id]] = {}
    for one in naming:
        rows.setdefault(one.entity, set()).add(one.row_id)
    names = {entity: names_of(session, entity, ids) for entity, ids in rows.items()}
    return tuple(
        OtherMention(
            one.row_id,
            records_label(records.kind_of(one.entity)),
            names[one.entity].get(one.row_id, ""),
            one.field,
            _snippet(one.text, contact.name),
        )
        for one in naming
    )


def _snippet(text: str, name: str) -> str:
    at = max(text.find(name) - _SNIPPET // 2, 0)
    return " ".join(text[at : at + _SNIPPET].split())
