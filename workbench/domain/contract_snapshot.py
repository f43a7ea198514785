"""A contract's text as it was signed, and what amendments make of it (2-rules §10).

Both are kept as JSON in the steps of its life, which nobody can change: the text that holds today is the
signed one with each signed amendment put into it, in their order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

from workbench.domain.contracts import ClauseGroup, ContractLine
from workbench.domain.stored_content import stored_content, stored_rows, stored_word
from workbench.foundation.ids import Id, id_text, parse_id

_TEXTS = ("product", "brand", "specification", "unit", "note")
_NUMBERS = ("quantity_milli", "price_fen", "amount_fen")
FIELDS = ("amount_fen", "starts_on", "ends_on")
"""What of a contract an amendment can change beside its clauses and goods; days as ISO text."""


@dataclass(frozen=True)
class SignedClause:
    """A clause with its values in place."""

    key: str
    group: ClauseGroup
    title: str
    text: str


@dataclass(frozen=True)
class ContractText:
    """All that is signed: clauses, goods, and the contract's own fields as plain values."""

    clauses: tuple[SignedClause, ...] = ()
    lines: tuple[ContractLine, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ClauseChange:
    """One clause before and after; empty before for a new one, empty after for one that is struck out."""

    key: str
    group: ClauseGroup
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class AmendmentText:
    """What an amendment changes. ``fields``: before and after by name; ``lines``: the goods before and after,
    ``None`` where it leaves them."""

    clauses: tuple[ClauseChange, ...] = ()
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    lines: tuple[tuple[ContractLine, ...], tuple[ContractLine, ...]] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not self.clauses and not self.fields and self.lines is None


def text_json(text: ContractText, **more: Any) -> str:
    """``text`` as it is kept, with ``more`` that belongs to the same step."""
    return _json(
        {
            **more,
            "clauses": [asdict(one) for one in text.clauses],
            "lines": [_line_values(one) for one in text.lines],
            "fields": dict(text.fields),
        }
    )


def read_text(content: str, contract_id: Id) -> ContractText | None:
    """What ``text_json`` wrote; ``None`` where it is none."""
    stored = stored_content(content)
    if "clauses" not in stored:
        return None
    clauses = tuple(
        SignedClause(
            stored_word(one, "key"), _group(one), stored_word(one, "title"), stored_word(one, "text")
        )
        for one in stored_rows(stored, "clauses")
    )
    kept = stored.get("fields")
    return ContractText(clauses, _lines(stored, "lines", contract_id), kept if isinstance(kept, dict) else {})


def amendment_json(text: AmendmentText, **more: Any) -> str:
    """``text`` as it is kept, with ``more`` that belongs to the same step."""
    stored: dict[str, Any] = {
        **more,
        "clauses": [asdict(one) for one in text.clauses],
        "fields": {name: list(pair) for name, pair in text.fields.items()},
    }
    if text.lines is not None:
        before, after = text.lines
        stored["lines_before"] = [_line_values(one) for one in before]
        stored["lines"] = [_line_values(one) for one in after]
    return _json(stored)


def read_amendment(content: str, contract_id: Id) -> AmendmentText:
    """What ``amendment_json`` wrote; what is stored badly changes nothing."""
    stored = stored_content(content)
    changes = tuple(
        ClauseChange(
            *(stored_word(one, "key"), _group(one), stored_word(one, "title")),
            stored_word(one, "before"),
            stored_word(one, "after"),
        )
        for one in stored_rows(stored, "clauses")
    )
    kept = stored.get("fields")
    pairs = {
        name: (pair[0], pair[1])
        for name, pair in (kept if isinstance(kept, dict) else {}).items()
        if name in FIELDS and isinstance(pair, list) and len(pair) == 2
    }
    lines = None
    if "lines" in stored:
        lines = (_lines(stored, "lines_before", contract_id), _lines(stored, "lines", contract_id))
    return AmendmentText(changes, pairs, lines)


def amended(text: ContractText, *amendments: AmendmentText) -> ContractText:
    """``text`` with the amendments put into it, one after the other."""
    for one in amendments:
        text = replace(
            text,
            clauses=_amended_clauses(text.clauses, one.clauses),
            lines=text.lines if one.lines is None else one.lines[1],
            fields={**text.fields, **{name: pair[1] for name, pair in one.fields.items()}},
        )
    return text


def fingerprint(text: ContractText) -> str:
    """The same for the same text, whoever works it out."""
    return sha256(text_json(text).encode()).hexdigest()


def stored_fingerprint(content: str) -> str:
    """The fingerprint that an approval keeps; empty for none."""
    return stored_word(stored_content(content), "fingerprint")


def _amended_clauses(
    clauses: Iterable[SignedClause], changes: Iterable[ClauseChange]
) -> tuple[SignedClause, ...]:
    by_key = {one.key: one for one in clauses}
    for one in changes:
        if not one.after:
            by_key.pop(one.key, None)
        else:
            by_key[one.key] = SignedClause(one.key, one.group, one.title, one.after)
    return tuple(by_key.values())


def _json(stored: Mapping[str, Any]) -> str:
    return json.dumps(stored, ensure_ascii=False, sort_keys=True)


def _group(stored: Mapping[str, Any]) -> ClauseGroup:
    return next((one for one in ClauseGroup if one == stored.get("group")), ClauseGroup.SUBJECT)


def _line_values(line: ContractLine) -> dict[str, Any]:
    return {"id": id_text(line.id), **{name: getattr(line, name) for name in (*_TEXTS, *_NUMBERS)}}


def _lines(stored: Mapping[str, Any], name: str, contract_id: Id) -> tuple[ContractLine, ...]:
    found = []
    for place, row in enumerate(stored_rows(stored, name)):
        values: dict[str, Any] = {key: stored_word(row, key) for key in _TEXTS}
        values |= {key: row[key] if type(row.get(key)) is int else None for key in _NUMBERS}
        row_id = parse_id(stored_word(row, "id")) or Id(place.to_bytes(16, "big"))
        found.append(ContractLine(row_id, contract_id, **{**values, "position": place}))
    return tuple(found)
