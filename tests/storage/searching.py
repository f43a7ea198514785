"""A search index in memory, and rows put into it."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.pool import StaticPool

from workbench.foundation.ids import Id, derived_id
from workbench.storage.search import search
from workbench.storage.search_index import refresh
from workbench.storage.search_words import SOURCES
from workbench.storage.session import Session
from workbench.storage.tables import Base
from workbench.storage.tables.accounts import AccountEntity, ContactEntity
from workbench.storage.tables.search import SearchRowEntity

TABLES = [
    Base.metadata.tables[name]
    for name in (*SOURCES, "manager", "workspace_info", "journal_entry", SearchRowEntity.__tablename__)
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, poolclass=StaticPool)
    Base.metadata.create_all(engine, TABLES)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection:
        session = Session(connection)
        yield session
        connection.rollback()


def add_account(session: Session, name: str, **values: Any) -> Id:
    row_id = derived_id("account", name)
    session.execute(insert(AccountEntity).values(id=row_id, name=name, **values))
    refresh(session, {"account": {row_id}})
    return row_id


def add_contact(session: Session, account_id: Id, name: str, **values: Any) -> Id:
    row_id = derived_id("contact", account_id.hex(), name)
    session.execute(insert(ContactEntity).values(id=row_id, account_id=account_id, name=name, **values))
    refresh(session, {"contact": {row_id}})
    return row_id


def add(session: Session, kind: str, account_id: Id, key: str, **values: Any) -> Id:
    """A record of another kind at an account; ``key`` tells it from others."""
    row_id = derived_id(kind, key)
    table = Base.metadata.tables[kind]
    session.execute(insert(table).values(id=row_id, account_id=account_id, **values))
    refresh(session, {kind: {row_id}})
    return row_id


def found(session: Session, text: str) -> list[tuple[str, str]]:
    return [(hit.label, hit.why.value) for hit in search(session, text)]
