"""Where a workspace file came from: an export says who wrote it, until somebody makes it theirs."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text

from workbench.domain.scopes import WHOLE, Scope
from workbench.foundation.clock import stored_instant
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _
from workbench.storage.engine import connect, storage_errors
from workbench.storage.format import check_no_code, read_format
from workbench.storage.recognition import being_written, has_journal, recognise
from workbench.storage.self_description import JOURNAL_HASH
from workbench.storage.workspace import REPLICA_HOME, Workspace, home_of

EXPORTED_BY: Final = "exported_by"
EXPORTED_AT: Final = "exported_at"
EXPORTED_SCOPE: Final = "exported_scope"
EXPORTED_WORDS: Final = "exported_words"
EXPORTED_FROM: Final = "exported_from"
"""The place of the workspace that a file in scope came from, which is not where it is worked on."""
MOST_WORDS: Final = 400


@dataclass(frozen=True)
class Origin:
    """What an export says of itself: by whom, when (UTC), what of the workspace, also in words for people."""

    exported_by: str = ""
    exported_at: datetime | None = None
    scope: Scope = WHOLE
    scope_words: str = ""


class FromOthers(NotAllowed):
    """The file is an export, and nobody has decided to work in it here."""

    def __init__(self, path: Path, origin: Origin) -> None:
        super().__init__(
            _("This file was exported from another workspace."),
            hint=_("Merge it into yours, or say that it is to be a workspace of its own."),
            where=str(path),
        )
        self.origin = origin


def origin_of(info: Mapping[str, str]) -> Origin:
    """What the lines of ``workspace_info`` say."""
    return Origin(
        exported_by=info.get(EXPORTED_BY, ""),
        exported_at=stored_instant(info.get(EXPORTED_AT, "")),
        scope=Scope.from_text(info.get(EXPORTED_SCOPE, "")),
        scope_words=" ".join(info.get(EXPORTED_WORDS, "")[:MOST_WORDS].split()),
    )


def check_ours(connection: Any, path: Path) -> None:
    """Raise ``FromOthers`` for an export at ``path`` in which nothing was ever saved here.

    ``connection`` is a driver's, over a file whose schema was checked.
    """
    info = dict(connection.execute("SELECT name, value FROM workspace_info").fetchall())
    if EXPORTED_AT in info and info.get(REPLICA_HOME) != home_of(path):
        raise FromOthers(path, origin_of({name: str(value) for name, value in info.items()}))


def read_origin(path: Path, passphrase: str | None = None) -> Origin | None:
    """What the file at ``path`` says of itself; ``None`` where it is no export, or was made ours.

    Nothing beside it is written. Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``, ``WrongPassphrase``,
    ``NewerVersion``, or ``Locked`` while somebody saves it.
    """
    key = recognise(path, passphrase)
    if has_journal(path):
        raise being_written(path)
    with contextlib.closing(connect(path, key, read_only=True)) as connection, storage_errors(path):
        read_format(connection, path)
        check_no_code(connection, path)
        try:
            check_ours(connection, path)
        except FromOthers as error:
            return error.origin
    return None


def make_ours(workspace: Workspace) -> None:
    """From now on the file is nobody's export but a workspace of its own, wherever it lies."""
    with workspace.writing() as session:
        for name in (EXPORTED_BY, EXPORTED_AT, EXPORTED_SCOPE, EXPORTED_WORDS, EXPORTED_FROM, JOURNAL_HASH):
            session.connection().execute(text("DELETE FROM workspace_info WHERE name = :n"), {"n": name})
