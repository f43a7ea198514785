"""What people call any record: its own name, or whom and what it is about (10-journal)."""

from typing import Any

from workbench.domain.record_words import value_text
from workbench.storage.queries import records as queries
from workbench.storage.session import ReadingSession

_OF_REQUEST = frozenset({"service-commitments", "service-documents"})
_OF_CONTRACT = frozenset(
    {"contract-clauses", "contract-values", "contract-lines", "contract-events", "contract-duties"}
)
_OF_PLAN = frozenset({"plan-texts", "plan-team", "plan-versions", "plan-reviews"})


def record_label(session: ReadingSession, entity: str, row_id: bytes) -> str:
    """The name of a row, for a line or a heading; its id where there is nothing to call it by."""
    kind = queries.kind_of(entity)
    rows = queries.find_records(session, kind, row_id.hex()) if kind in queries.KINDS else []
    said = _said(session, kind, rows[0]) if rows else ""
    return said or queries.label_of(session, entity, row_id)


def _said(session: ReadingSession, kind: str, row: queries.Row) -> str:
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
        return _dotted(_of(session, "plans", row.get("plan_id")), word("name"), word("part"))
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
        return _dotted(_of(session, "objectives", row.get("objective_id")), word("text"))
    return ""


def _of(session: ReadingSession, kind: str, row_id: Any) -> str:
    """The label of the record that a row belongs to; empty where it is gone."""
    rows = queries.find_records(session, kind, str(row_id)) if row_id else []
    return (_said(session, kind, rows[0]) or str(rows[0].get("text") or "")) if rows else ""


def _dotted(*parts: str) -> str:
    return " · ".join(filter(None, parts))
