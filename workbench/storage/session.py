"""Sessions that read: business tables are written by the projector alone, and a slip is an error at once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction


class WriteRefused(RuntimeError):
    """Something tried to write past the journal: a defect of the program."""


class ReadingSession(Session):
    """A session for queries. ``before_query`` runs before each, so that a change shows its own commands."""

    def __init__(self, connection: Connection, before_query: Callable[[], None] | None = None) -> None:
        super().__init__(connection, autoflush=False, expire_on_commit=False)
        self.before_query = before_query


@event.listens_for(ReadingSession, "before_flush")
def _refuse_flush(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise WriteRefused("objects are not saved: write through a change")


@event.listens_for(ReadingSession, "do_orm_execute")
def _refuse_writing(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise WriteRefused("rows are not written directly: write through a change")
    session = state.session
    if isinstance(session, ReadingSession) and session.before_query is not None:
        session.before_query()
