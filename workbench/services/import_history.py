"""Imports of the past: which there were, and taking one back, also days later.

What was changed since stays as it is; which records and fields these are is told in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workbench.domain.journal import ChangeSummary
from workbench.domain.journal_undo import KeptBecause, KeptEntry
from workbench.domain.record_words import field_label, records_label
from workbench.foundation.i18n import _, labelled, pgettext
from workbench.foundation.ids import Id
from workbench.services import history
from workbench.storage.aliases import resolve
from workbench.storage.queries import records
from workbench.storage.queries.imports import list_imports as query_imports
from workbench.storage.queries.row_names import names_of
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class PastImport:
    """One import of the past, whoever made it. ``undone``: it was taken back and that still stands."""

    transaction: Id
    at: datetime
    author: str
    label: str
    undone: bool


@dataclass(frozen=True)
class KeptLine:
    """What an undo left as it is: the entry, and in words the record, its field and why.

    ``field`` is empty where the record as a whole stayed.
    """

    entry: KeptEntry
    record: str
    field: str
    reason: str


@dataclass(frozen=True)
class UndoneImport:
    """A change that was taken back, and what of it stayed."""

    undone: Id
    kept: tuple[KeptLine, ...]
    summary: ChangeSummary


def list_imports(workspace: Workspace, limit: int = 20) -> tuple[PastImport, ...]:
    """The imports of this file, the latest first."""
    with workspace.read() as session:
        found = query_imports(session, limit)
    return tuple(
        PastImport(one.id, datetime.fromisoformat(one.at), one.author, one.label, one.undone) for one in found
    )


def undo_with_words(workspace: Workspace, transaction_id: Id | None = None) -> UndoneImport:
    """Take a change back as ``history.undo`` does, and tell in words what stayed."""
    result = history.undo(workspace, transaction_id)
    return UndoneImport(result.undone, kept_lines(workspace, result.kept), result.summary)


def redo_with_words(workspace: Workspace) -> UndoneImport:
    """Do again what was undone last as ``history.redo`` does, and tell in words what stayed."""
    result = history.redo(workspace)
    return UndoneImport(result.undone, kept_lines(workspace, result.kept), result.summary)


def kept_lines(workspace: Workspace, kept: Iterable[KeptEntry]) -> tuple[KeptLine, ...]:
    """What an undo reports, in words: which record, which field, and why it stayed."""
    kept = tuple(kept)
    ids: dict[str, set[Id]] = {}
    for one in kept:
        ids.setdefault(one.entity, set()).add(one.row_id)
    with workspace.read() as session:
        stands = resolve(session, (one.row_id for one in kept))
        names = {
            entity: names_of(session, entity, {stands[row_id] for row_id in found})
            for entity, found in ids.items()
        }
    return tuple(
        KeptLine(
            one,
            names[one.entity].get(stands[one.row_id], "") or _kind_label(one.entity),
            _field_label(one.entity, one.field),
            _reason(one.reason),
        )
        for one in kept
    )


def _kind(entity: str) -> str:
    try:
        return records.kind_of(entity)
    except KeyError:
        return ""


def _kind_label(entity: str) -> str:
    kind = _kind(entity)
    return records_label(kind) if kind else entity


def _field_label(entity: str, field: str) -> str:
    """What the journal's field is called: of a group of columns, its first."""
    shape = schema()[entity].fields.get(field)
    column = shape.columns[0] if shape is not None and shape.columns else field
    return field_label(records.shown_field(column).removesuffix("_id"), _kind(entity))


def _reason(reason: KeptBecause) -> str:
    return {
        KeptBecause.EDITED: pgettext("kept", "edited since"),
        KeptBecause.DELETED: pgettext("kept", "deleted since"),
        KeptBecause.REFERRED: pgettext("kept", "in use by what came later"),
        KeptBecause.MERGED: pgettext("kept", "merged with another since"),
    }[reason]


def kept_sentence(kept: Iterable[KeptLine], most: int = 5) -> str:
    """The lines as one sentence, for a receipt; empty if nothing stayed."""
    told = [labelled(one.record, one.field) if one.field else one.record for one in kept]
    shown = dict.fromkeys(told)
    if not shown:
        return ""
    more = " …" if len(shown) > most else ""
    return _("Kept, because it was changed since: {what}").format(what="; ".join(list(shown)[:most]) + more)
