"""Reading which posts people were given over time, as the journal knows it."""

from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from workbench.domain.journal import Op, transaction_of
from workbench.domain.post_changes import POST_FIELDS, PostEntry
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.json_values import from_json_text
from workbench.storage.past import JournalDays
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord

_ENTRY = EntryRecord.__table__.c


def list_post_entries(session: Session, contact_ids: Iterable[Id], days: JournalDays) -> list[PostEntry]:
    """Every value that title and department of these people were given, person by person, in order."""
    found: list[PostEntry] = []
    for chunk in chunks(contact_ids):
        query = select(_ENTRY.id, _ENTRY.row_id, _ENTRY.op, _ENTRY.field, _ENTRY.value).where(
            _ENTRY.row_id.in_(chunk),
            or_(
                _ENTRY.op == Op.CREATE.value,
                and_(_ENTRY.op == Op.SET.value, _ENTRY.field.in_(POST_FIELDS)),
            ),
        )
        for entry_id, row_id, op, field, text in session.execute(query.order_by(_ENTRY.row_id, _ENTRY.id)):
            value = from_json_text(text)
            told = {field: value} if op == Op.SET else value if isinstance(value, dict) else {}
            found += [
                PostEntry(Id(row_id), transaction_of(entry_id), days.day_of(entry_id), name, told[name])
                for name in POST_FIELDS
                if name in told
            ]
    return found
