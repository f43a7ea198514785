"""Any kind of record as plain values: lists, one whole record, for scripts and administrators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.storage.queries import records as queries
from workbench.storage.workspace import Workspace

KINDS = queries.KINDS
_SHOWN = 5

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RecordList:
    """Records as plain values; ``total`` counts those beyond the limit too."""

    rows: tuple[Row, ...]
    total: int


def list_records(
    workspace: Workspace,
    kind: str,
    where: Sequence[tuple[str, str]] = (),
    limit: int | None = None,
) -> RecordList:
    """Records of ``kind`` whose fields have the given values. Raises ``BadInput``."""
    _check_kind(kind)
    names = queries.field_names(kind)
    for field, _value in where:
        if field not in names:
            raise BadInput(
                _("{kind} have no field “{field}”.").format(kind=kind, field=field),
                hint=_("The fields are: {names}.").format(names=", ".join(names)),
                where=field,
            )
    with workspace.read() as session:
        try:
            rows, total = queries.list_records(session, kind, where, limit)
        except ValueError as error:
            raise BadInput(
                _("One of the values cannot stand in its field."),
                hint=_(
                    "Write days as 2026-01-31, numbers in digits, amounts in fen, claims as true or false."
                ),
                where=", ".join(f"{field}={value}" for field, value in where),
            ) from error
    return RecordList(tuple(rows), total)


def get_record(workspace: Workspace, kind: str, text: str) -> Row:
    """One whole record by its id, code or name, with the records that hang on it by kind.

    Raises ``NotFound``, and ``BadInput`` where several fit.
    """
    _check_kind(kind)
    with workspace.read() as session:
        row = _only(queries.find_records(session, kind, text.strip()), text)
        return {**row, **queries.children_of(session, kind, row["id"])} if "id" in row else row


def find_record_id(workspace: Workspace, kind: str, text: str) -> str:
    """The id (hex) of the one record with this id, code or name; raises as ``get_record``."""
    _check_kind(kind)
    with workspace.read() as session:
        row_id: str = _only(queries.find_records(session, kind, text.strip()), text)["id"]
        return row_id


def _only(rows: Sequence[Row], text: str) -> Row:
    if not rows:
        raise NotFound(
            _("There is nothing of this kind called “{text}”.").format(text=text),
            hint=_("Give the id, the code or the whole name; list and search show them."),
            where=text,
        )
    if len(rows) > 1:
        raise BadInput(
            _("“{text}” names {count} records.").format(text=text, count=len(rows)),
            hint=_("Give the id of the one you mean: {ids}.").format(
                ids=", ".join(str(row["id"]) for row in rows[:_SHOWN])
            ),
            where=text,
        )
    return rows[0]


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise BadInput(
            _("There are no records called “{kind}”.").format(kind=kind),
            hint=_("The kinds are: {names}.").format(names=", ".join(KINDS)),
            where=kind,
        )
