"""What a signature holds fast of a contract's rows, whatever is undone or merged later (2-rules §10).

Rows can still move after the signature: an older change is undone, or a laptop that had not heard of the
signature brings its edits of the draft. What was signed is read from the steps, which nobody can change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.contracts import (
    ClauseGroup,
    Contract,
    ContractAmendment,
    ContractClause,
    ContractEvent,
    ContractKind,
    clause_id,
)
from workbench.domain.stored_content import stored_content
from workbench.foundation.ids import Id, id_text, parse_id

_DRAFT = "draft"
_TEXTS = ("number", "title", "language", "currency")
_CLAUSE_TEXTS = ("key", "title", "note", "text")


def held_draft(
    contract: Contract, clauses: Iterable[ContractClause], values: Mapping[str, str]
) -> dict[str, Any]:
    """The draft as it was signed, to be kept with the signature: what the register of deviations is of."""
    return {
        _DRAFT: {
            "version": id_text(contract.version_id) if contract.version_id is not None else "",
            "values": dict(values),
            "clauses": [
                {name: getattr(one, name) for name in (*_CLAUSE_TEXTS, "group", "is_left_out")}
                for one in clauses
            ],
        }
    }


def as_signed(contract: Contract, fields: Mapping[str, Any]) -> Contract:
    """The contract with number, title, kind, language and currency as they were signed."""
    texts = {name: fields[name] for name in _TEXTS if isinstance(fields.get(name), str)}
    kind = next((one for one in ContractKind if one == fields.get("kind")), contract.kind)
    return replace(contract, **texts, kind=kind)


def signed_draft(
    contract: Contract, content: str
) -> tuple[Contract, tuple[ContractClause, ...], Mapping[str, str]] | None:
    """The contract with its version, the clauses and the values as ``held_draft`` kept them in the step's
    ``content``; ``None`` where they were not kept."""
    draft = stored_content(content).get(_DRAFT)
    if not isinstance(draft, dict):
        return None
    rows = [one for one in draft.get("clauses") or () if isinstance(one, dict)]
    values = draft.get("values")
    return (
        replace(contract, version_id=parse_id(str(draft.get("version") or ""))),
        tuple(_clause(contract.id, place, row) for place, row in enumerate(rows, 1)),
        {str(name): str(text) for name, text in values.items()} if isinstance(values, dict) else {},
    )


def as_amended(
    amendments: Sequence[ContractAmendment], signed: Iterable[ContractEvent]
) -> tuple[ContractAmendment, ...]:
    """The amendments with each signed one as its step holds it, also where its row is gone; by number."""
    by_id = {one.id: one for one in amendments}
    for event in signed:
        stored = stored_content(event.content)
        row_id, number = parse_id(str(stored.get("amendment") or "")), stored.get("number")
        if row_id is None or not isinstance(number, int):
            continue
        as_new = ContractAmendment(row_id, event.contract_id, number, event.on, event.author)
        by_id[row_id] = replace(
            by_id.get(row_id, as_new),
            number=number,
            signed_on=event.on,
            reason=event.text,
            content=event.content,
        )
    return tuple(sorted(by_id.values(), key=lambda one: (one.number, one.id)))


def _clause(contract_id: Id, place: int, row: Mapping[str, Any]) -> ContractClause:
    texts = {name: str(row.get(name) or "") for name in _CLAUSE_TEXTS}
    group = next((one for one in ClauseGroup if one == row.get("group")), ClauseGroup.SUBJECT)
    is_left_out = row.get("is_left_out") is True
    row_id = clause_id(contract_id, texts["key"])
    return ContractClause(row_id, contract_id, **texts, group=group, position=place, is_left_out=is_left_out)
