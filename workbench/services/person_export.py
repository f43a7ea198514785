"""Everything the file holds about one person, handed out as they may ask for it (I8)."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.attachments import Attachment, numbered
from workbench.domain.record_words import field_label, records_label, value_text
from workbench.exchange.spreadsheet_write import CELL_LIMIT, write_xlsx
from workbench.foundation.files import replace_file
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id, id_text
from workbench.services.history import HistoryLine, record_history
from workbench.services.outputs import check_output
from workbench.storage.attachments import find_content
from workbench.storage.private_folder import private_folder
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import attachments as attachment_queries
from workbench.storage.queries import personal_data as queries
from workbench.storage.queries import records
from workbench.storage.workspace import Workspace

Row = Mapping[str, Any]
# The earliest that an archive can say: when this was written is nobody's concern.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_REFERRING = (
    ("bases", "contact_id"),
    ("needs", "contact_id"),
    ("links", "from_contact_id"),
    ("links", "to_contact_id"),
    ("ties", "contact_id"),
    ("attitudes", "contact_id"),
    ("places", "contact_id"),
    ("objectives", "contact_id"),
    ("attachments", "contact_id"),
    ("contact-log", "contact_id"),
    ("actions", "contact_id"),
    ("invitations", "contact_id"),
)


@dataclass(frozen=True)
class PersonExport:
    """What was written: the file, and how many records, changes and files are in it."""

    file: Path
    records: int
    changes: int
    files: int


def export_person(workspace: Workspace, contact_id: Id, out: Path) -> PersonExport:
    """Write a ZIP archive: ``person.json`` for programs, ``person.xlsx`` for people, and the files.

    Holds the record, every change of it, reasons, links, needs, calls and
    messages, promises, invitations, visits at which the person was met,
    reports on the account that name them, and their files. Raises ``NotFound``, and as ``check_output``.
    """
    check_output(out, inputs=(workspace.path,))
    with workspace.read() as session:
        contact = account_queries.get_contact(session, contact_id)
        person = records.find_records(session, "contacts", id_text(contact_id))[0]
        related: dict[str, list[Row]] = {}
        for kind, column in _REFERRING:
            rows, _total = records.list_records(session, kind, [(column, id_text(contact_id))])
            standing = {str(row["id"]) for row in related.get(kind, ())}
            related.setdefault(kind, []).extend(row for row in rows if row["id"] not in standing)
        visits = queries.list_meetings(session, contact.account_id, contact_id)
        names = account_queries.account_names(session)
        # Elsewhere another person of the same name may be meant, whose affairs are nobody's.
        mentions = queries.texts_naming(session, contact.name, contact.account_id)
        kept = attachment_queries.list_attachments(session, contact_id=contact_id)
        contents = [(one, find_content(session.connection(), one.sha256)) for one in kept]
    met = [
        {"on": visit.on.isoformat(), "account": names.get(visit.account_id, ""), "kind": visit.kind.value}
        for visit in visits
    ]
    named = [
        {
            "on": one.on.isoformat(),
            "account": names.get(one.account_id, ""),
            "field": one.field,
            "text": one.text,
        }
        for one in mentions
    ]
    history = _history(workspace, "contacts", id_text(contact_id))
    for row in related["bases"]:
        history += _history(workspace, "bases", str(row["id"]))
    files = _archive_names(contents)
    document = {
        "format": "workbench-person-1",
        "exported_on": workspace.clock.today().isoformat(),
        "person": person,
        **related,
        "visits_where_met": met,
        "reports_that_name": named,
        "changes": history,
        "files": {name: one.sha256 for name, one, _data in files},
    }
    sheets = _sheets(person, related, met, named, history)

    def fill(part: Path) -> None:
        with (
            private_folder() as folder,
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            book = folder / "person.xlsx"
            write_xlsx(book, sheets)
            text = json.dumps(document, ensure_ascii=False, indent=2)
            _put(archive, "person.json", text.encode("utf-8", "surrogatepass"))
            _put(archive, "person.xlsx", book.read_bytes())
            for name, _one, data in files:
                _put(archive, f"files/{name}", data)

    replace_file(out, fill)
    return PersonExport(out, 1 + sum(map(len, related.values())), len(history), len(files))


def _history(workspace: Workspace, kind: str, row_id: str) -> list[Row]:
    return [_change_row(kind, line) for line in record_history(workspace, kind, row_id)]


def _change_row(kind: str, line: HistoryLine) -> Row:
    return {
        "kind": kind,
        "at": line.at.isoformat(),
        "author": line.author,
        "change": line.label,
        "operation": line.operation,
        "field": line.field,
        "before": line.before,
        "after": line.after,
    }


def _archive_names(
    contents: Sequence[tuple[Attachment, bytes | None]],
) -> list[tuple[str, Attachment, bytes]]:
    taken: set[str] = set()
    found = []
    for one, data in contents:
        if data is not None:
            name = numbered(one.name, taken)
            taken.add(name.casefold())
            found.append((name, one, data))
    return found


def _sheets(
    person: Row,
    related: Mapping[str, Sequence[Row]],
    met: Sequence[Row],
    named: Sequence[Row],
    history: Sequence[Row],
) -> list[tuple[str, Sequence[str], list[list[str]]]]:
    """What a person can read: words instead of codes, no ids."""

    def told(kind: str, field: str, value: Any) -> str:
        if kind == "bases" and field == "field":
            return field_label(str(value))
        return value_text(kind, field, value)[:CELL_LIMIT]

    def is_shown(field: str, value: Any) -> bool:
        return field != "id" and not field.endswith("_id") and value not in (None, "", [])

    rows = [
        [records_label("contacts"), field_label(field, "contacts"), told("contacts", field, value)]
        for field, value in person.items()
        if is_shown(field, value)
    ]
    for kind, found in related.items():
        for row in found:
            rows += [
                [records_label(kind), field_label(field, kind), told(kind, field, value)]
                for field, value in row.items()
                if is_shown(field, value)
            ]
    visits = [[str(one["on"]), one["account"], told("visits", "kind", one["kind"]), "", ""] for one in met]
    visits += [
        [str(one["on"]), one["account"], "", field_label(str(one["field"])), str(one["text"])[:CELL_LIMIT]]
        for one in named
    ]
    changes = [
        [
            str(one["at"])[:16].replace("T", " "),
            one["author"],
            one["change"],
            field_label(one["field"]),
            told(one["kind"], one["field"], one["before"]),
            told(one["kind"], one["field"], one["after"]),
        ]
        for one in history
    ]
    return [
        (_("Person"), [_("What"), _("Field"), _("Value")], rows),
        (_("Visits"), [_("Date"), _("Account"), _("Kind"), _("Field"), _("Text")], visits),
        (
            _("Changes"),
            [_("Changed at (UTC)"), _("Author"), _("Change"), _("Field"), _("Before"), _("After")],
            changes,
        ),
    ]


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)


def proposed_name(name: str, today: Any) -> str:
    """What the archive is called if nobody says otherwise."""
    return numbered(_("{name}, data of {date}").format(name=name, date=format_date(today)) + ".zip", set())
