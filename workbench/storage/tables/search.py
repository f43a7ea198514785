"""The search index: what can be found, and the words it is found by. Derived, never journalled."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, event

from workbench.storage.tables.base import Base, IdType, column

SEARCH_COLUMNS = (
    "name",
    "short",
    "former",
    "pinyin",
    "initials",
    "code",
    "phone",
    "web",
    "person",
    "about",
    "note",
)

# Each way of being found marks its tokens with a character of its own, or a question about the beginning
# of a word would have to wade through all codes, spellings and notes that begin alike.
MARKS = {"pinyin": "&", "initials": "~", "code": "#", "phone": "%", "web": "@", "note": "!"}

# No stock tokenizer finds two Chinese characters: the words are made in Python (domain/search_text.py),
# and "ascii" leaves every character beyond ASCII as it is, rare ones of later planes included.
SEARCH_INDEX_DDL = (
    f"CREATE VIRTUAL TABLE search_index USING fts5({', '.join(SEARCH_COLUMNS)},"
    f" tokenize=\"ascii tokenchars '={''.join(MARKS.values())}'\", content='', contentless_delete=1)"
)


class SearchRowEntity(Base):
    """One thing that can be found. ``id`` is its row in ``search_index``; ``owner_id`` its account.

    ``label`` is its name, or for what happens on a day that day: what its kind is put in order by.
    """

    __tablename__ = "search_row"

    id: ColumnElement[int] = column(primary_key=True)
    kind: ColumnElement[str]
    row_id: ColumnElement[bytes] = column(IdType, index=True, unique=True)
    owner_id: ColumnElement[bytes | None] = column(IdType, index=True)
    label: ColumnElement[str]


@event.listens_for(SearchRowEntity.__table__, "after_create")
def _create_index(_table: Any, connection: Connection, **_kw: Any) -> None:
    connection.exec_driver_sql(SEARCH_INDEX_DDL)
