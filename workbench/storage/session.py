"""Sessions that read: business tables are written by the projector alone, and a slip is an error at once."""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, overload

from sqlalchemy import Connection, CursorResult, Executable, ScalarResult, UpdateBase
from sqlalchemy.sql.selectable import TypedReturnsRows

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class WriteRefused(RuntimeError):
    """Something tried to write past the journal: a defect of the program."""


class Session:
    """A connection in its transaction, as queries are given it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def connection(self) -> Connection:
        """The connection itself, within its transaction."""
        if not self._connection.in_transaction():
            self._connection.begin()
        return self._connection

    @overload
    def execute(self, statement: TypedReturnsRows[*Ts], parameters: Any = None) -> CursorResult[*Ts]: ...

    @overload
    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]: ...

    def execute(self, statement: Executable, parameters: Any = None) -> Any:
        """The rows that a statement finds."""
        self._look_at(statement)
        return self._connection.execute(statement, parameters)

    @overload
    def scalars(self, statement: TypedReturnsRows[T], parameters: Any = None) -> ScalarResult[T]: ...

    @overload
    def scalars(self, statement: Executable, parameters: Any = None) -> ScalarResult[Any]: ...

    def scalars(self, statement: Executable, parameters: Any = None) -> Any:
        """The first value of each row."""
        return self.execute(statement, parameters).scalars()

    @overload
    def scalar(self, statement: TypedReturnsRows[T], parameters: Any = None) -> T | None: ...

    @overload
    def scalar(self, statement: Executable, parameters: Any = None) -> Any: ...

    def scalar(self, statement: Executable, parameters: Any = None) -> Any:
        """The first value of the first row, ``None`` where there is none."""
        return self.execute(statement, parameters).scalar()

    def _look_at(self, statement: Executable) -> None:
        """Before each statement."""


class ReadingSession(Session):
    """A session for queries. ``before_query`` runs before each, so that a change shows its own commands."""

    def __init__(self, connection: Connection, before_query: Callable[[], None] | None = None) -> None:
        super().__init__(connection)
        self.before_query = before_query

    def _look_at(self, statement: Executable) -> None:
        if isinstance(statement, UpdateBase):
            raise WriteRefused("rows are not written directly: write through a change")
        if self.before_query is not None:
            self.before_query()
