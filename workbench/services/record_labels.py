"""What people call any record: its own name, or whom and what it is about (10-journal)."""

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.domain.record_words import value_text
from workbench.foundation.ids import Id
from workbench.storage.queries import records as queries
from workbench.storage.queries.row_names import names_of
from workbench.storage.schema import schema
from workbench.storage.session import ReadingSession

_OF_REQUEST = frozenset({"service-commitments", "service-documents"})
_OF_CONTRACT = frozenset(
    {"contract-clauses", "contract-values", "contract-lines", "contract-events", "contract-duties"}
)
_OF_PLAN = frozenset({"plan-texts", "plan-team", "plan-versions", "plan-reviews"})


_OF_WHAT = {**dict.fromkeys(_OF_PLAN, ("plans", "plan_id")), "plan-measures": ("objectives", "objective_id")}
# Whose own first text says less than whom they are about.
_TOLD = frozenset(
    {"links", "ties", "attitudes", "places", "portfolio-years", "plans", "portfolio-scores", "scores"}
    | {"contract-amendments", "template-versions", "complaint-events"}
    | _OF_REQUEST
    | _OF_CONTRACT
    | _OF_WHAT.keys()
)


def record_labels(session: ReadingSession, entity: str, ids: Iterable[Id]) -> dict[Id, str]:
    """The names of many rows of one kind; the number of queries does not depend on how many. Without those
    that are not there or have nothing to be called by."""
    wanted = list(ids)
    kind = queries.kind_of(entity)
    found: dict[Id, str] = {}
    if kind in _TOLD:
        rows = queries.find_many(session, kind, wanted)
        above = _above(session, kind, rows.values())
        found = {row_id: _said(kind, row, above) for row_id, row in rows.items()}
    missing = [row_id for row_id in wanted if not found.get(row_id)]
    if missing and entity in schema():
        found |= names_of(session, entity, missing)
    return {row_id: name for row_id, name in found.items() if name}


def _above(session: ReadingSession, kind: str, rows: Iterable[queries.Row]) -> Mapping[Any, str]:
    """The labels of the records that rows of this kind belong to, by id (hex)."""
    if kind not in _OF_WHAT:
        return {}
    owner, column = _OF_WHAT[kind]
    ids = {Id(bytes.fromhex(row[column])) for row in rows if row.get(column)}
    return {
        row_id.hex(): _said(owner, row, {}) or str(row.get("text") or "")
        for row_id, row in queries.find_many(session, owner, ids).items()
    }


def _said(kind: str, row: queries.Row, above: Mapping[Any, str]) -> str:
    """What is said of rows without a name of their own; empty for all others."""

    def word(field: str) -> str:
        return value_text(kind, field, row.get(field))

    if kind == "links":
        return " → ".join(filter(None, (word("from_contact"), word("to_contact"))))
    if kind == "ties":
        return _dotted(word("contact"), word("manager"))
    if kind in ("attitudes", "places"):
        return _dotted(word("contact"), word("phase"))
    if kind in ("portfolio-years", "plans"):
        return _dotted(word("account"), word("year"))
    if kind in ("portfolio-scores", "scores"):
        return _dotted(word("account"), word("criterion"))
    if kind in _OF_PLAN:
        return _dotted(above.get(row.get("plan_id"), ""), word("name"), word("part"))
    if kind in _OF_REQUEST:
        return _dotted(word("request"), word("text") or word("name"))
    if kind in _OF_CONTRACT:
        return _dotted(word("contract"), word("kind") or word("title") or word("name") or word("product"))
    if kind == "contract-amendments":
        return _dotted(word("contract"), word("number"))
    if kind == "template-versions":
        return _dotted(word("template"), word("number"))
    if kind == "complaint-events":
        return _dotted(word("complaint"), word("kind"))
    if kind == "plan-measures":
        return _dotted(above.get(row.get("objective_id"), ""), word("text"))
    return ""


def _dotted(*parts: str) -> str:
    return " · ".join(filter(None, parts))
