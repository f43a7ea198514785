"""Contracts as rows of a workspace, made from the samples that come with the program."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.documents.contracts import sample, values_of
from workbench.domain.contracts import clause_id, value_id
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


def add_contract(
    workspace: Workspace,
    name: str = "zh_sale",
    *,
    values: Mapping[str, str] | None = None,
    lines: int = 2,
    **fields: Any,
) -> Id:
    """A contract with the clauses of the sample, a value for each placeholder, and goods."""
    stored = sample(name)
    texts = {one: text for one, text in values_of(name).items() if one != "goods"}
    with workspace.change("test", "Contract") as change:
        account = change.create(
            "account", {"name": "杭州客户有限公司", "code": "K1", "legal_representative": "钱七"}
        )
        template = change.create(
            "contract_template", {"name": stored["name"], "language": stored["language"], "is_sample": True}
        )
        content = json.dumps({"clauses": stored["clauses"]})
        version = change.create(
            "template_version", {"template_id": template, "number": 1, "content": content}
        )
        kept: dict[str, Any] = {
            "account_id": account,
            "number": "HT-2026-0117",
            "title": stored["name"],
            "kind": stored["kind"],
            "language": stored["language"],
            "version_id": version,
            "amount_fen": 100_000 * lines,
            "starts_on": date(2026, 8, 1),
            "ends_on": date(2027, 7, 31),
            "note": "<contract.note>",
        }
        contract = change.create("contract", kept | fields)
        for at, one in enumerate(stored["clauses"]):
            clause = {"contract_id": contract, "key": one["key"], "clause_group": one["group"]}
            clause |= {"title": one["title"], "text": one["text"], "position": at}
            change.create("contract_clause", clause, row_id=clause_id(contract, one["key"]))
        for key, text in (texts if values is None else values).items():
            row = {"contract_id": contract, "name": key, "value": text}
            change.create("contract_value", row, row_id=value_id(contract, key))
        for at in range(lines):
            line = {"contract_id": contract, "product": f"轴承 {at}", "unit": "套", "position": at}
            line |= {"quantity_milli": 10_000, "price_fen": 10_000, "amount_fen": 100_000}
            change.create("contract_line", line)
    return contract


def add_event(workspace: Workspace, contract_id: Id, kind: str, sequence: int, **fields: Any) -> Id:
    """A step in its life."""
    day = workspace.clock.today()
    with workspace.change("test", "Step") as change:
        row = {"contract_id": contract_id, "kind": kind, "sequence": sequence, "on_day": day}
        return change.create("contract_event", row | {"author": "Li Lei"} | fields)
