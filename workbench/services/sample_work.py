"""What the sample tells of complaints, services and contracts: their steps, commitments and duties.

``resources/sample/work.json`` names complaints and contracts by number, those of the sheets among them.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workbench.domain.complaints import ComplaintDays
from workbench.domain.contract_life import term_text
from workbench.domain.contract_snapshot import ContractText, text_json
from workbench.domain.contracts import Contract, ContractEventKind
from workbench.domain.our_company import OurCompany
from workbench.domain.policies import COMPANY, policy_json
from workbench.foundation.ids import Id, derived_id
from workbench.services.contract_lines import save_line
from workbench.services.contract_samples import SAMPLES, sample_version_id
from workbench.services.contracts import draft_contract, save_value
from workbench.storage.queries.accounts import list_accounts, list_contacts, list_managers
from workbench.storage.queries.complaints import list_complaints
from workbench.storage.queries.contracts import list_contracts
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Record = dict[str, Any]


def add_work(change: Change, path: Path) -> None:
    """Write the records of the file at ``path`` into what stands already."""
    work = _Work(change)
    told = _days(json.loads(path.read_text("utf-8")))
    for row in told["accounts"]:
        change.set("account", work.account(row), row)
    for row in told["complaints"]:
        work.add_complaint(row)
    for row in told["services"]:
        work.add_service(row)
    for row in told["contracts"]:
        work.add_contract(row)
    for row in told["handovers"]:
        work.add_handover(row)
    company = policy_json(OurCompany(**told["company"]))
    change.create("policy", {"name": COMPANY.name, "value": company}, derived_id("policy", COMPANY.name))


def draft_contracts(workspace: Workspace, path: Path) -> None:
    """Begin the drafts that the file at ``path`` names, with their goods and values."""
    with workspace.read() as session:
        accounts = {one.code: one.id for one in list_accounts(session)}
    for row in _days(json.loads(path.read_text("utf-8")))["drafts"]:
        account_id, lines, own = accounts[row.pop("account")], row.pop("lines"), row.pop("own")
        template = row.pop("template")
        version_id = sample_version_id(template, SAMPLES[template])
        contract_id, _summary = draft_contract(workspace, account_id, row, version_id)
        for line in lines:
            save_line(workspace, contract_id, line)
        for name, value in own.items():
            save_value(workspace, contract_id, name, value)


def _days(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _days(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_days(one) for one in value]
    return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


class _Work:
    """Knows what is called by its code, name or number."""

    def __init__(self, change: Change) -> None:
        self._change = change
        accounts = list_accounts(change.session)
        self._accounts: Mapping[str, Id] = {one.code: one.id for one in accounts}
        self._keepers = {one.id: one.manager_id for one in accounts}
        self._managers = {one.name: one.id for one in list_managers(change.session)}
        self._contacts = {(one.account_id, one.name): one.id for one in list_contacts(change.session)}
        self._complaints = {one.number: one for one in list_complaints(change.session)}
        self._contracts: Mapping[str, Contract] = {one.number: one for one in list_contracts(change.session)}

    def account(self, row: Record) -> Id:
        """The account that a record names."""
        return self._accounts[row.pop("account")]

    def add_complaint(self, row: Record) -> None:
        """Tell more of a complaint of the sheets, or record another one; and what happened to it."""
        events = row.pop("events")
        more = {"days": policy_json(ComplaintDays()), **row.pop("set", row)}
        known = self._complaints.get(row["number"])
        account_id = known.account_id if known is not None else self.account(more)
        if "contact" in more:
            more["contact_id"] = self._contacts[account_id, more.pop("contact")]
        more["taken_by_id"] = self._managers.get(more["taken_by"])
        if known is None:
            complaint_id = self._change.create("complaint", {**more, "account_id": account_id})
        else:
            complaint_id = known.id
            self._change.set("complaint", complaint_id, more)
        self._add_events("complaint", complaint_id, events)

    def add_service(self, row: Record) -> None:
        """Take a service request with what was promised and which documents it needs."""
        commitments, documents = row.pop("commitments"), row.pop("documents", [])
        account_id = self.account(row)
        values = {**row, "account_id": account_id, "taken_by_id": self._managers.get(row["taken_by"])}
        if row["kind"] == "new_demand":
            need = {"account_id": account_id, "kind": "need", "text": row["text"]}
            values["need_id"] = self._change.create("need", {**need, "noted_on": row["requested_on"]})
        request_id = self._change.create("service_request", values)
        for position, (text, workdays, due_on, done_on, done_by) in enumerate(commitments):
            told = {"text": text, "workdays": workdays, "due_on": due_on, "position": position}
            done = {"done_on": done_on or None, "done_by": done_by}
            self._change.create("service_commitment", {**told, **done, "request_id": request_id})
        for position, (name, received_on) in enumerate(documents):
            asked = {"name": name, "received_on": received_on or None, "position": position}
            self._change.create("service_document", {**asked, "request_id": request_id})

    def add_contract(self, row: Record) -> None:
        """Tell the life of a contract of the sheets, and what it asks for."""
        contract = self._contracts[row["number"]]
        keeper = self._keepers[contract.account_id]
        self._change.set("contract", contract.id, {**row["set"], "manager_id": keeper})
        for event in row["events"]:
            if event["kind"] == ContractEventKind.SIGNED:
                event.update(_signed(contract))
        self._add_events("contract", contract.id, row["events"])
        for position, duty in enumerate(row["duties"]):
            names = ("kind", "text", "due_on", "amount_fen", "quantity", "done_on", "done_note")
            values = dict(zip(names, duty, strict=True))
            self._change.create("contract_duty", {**values, "position": position, "contract_id": contract.id})

    def add_handover(self, row: Record) -> None:
        """Tell of accounts that went from one of ours to another, and how far that has come."""
        accounts = row.pop("accounts")
        people = {f"{side}_id": self._managers[row.pop(side)] for side in ("from", "to")}
        handover_id = self._change.create("handover", {**row, **people})
        for code, seen_on, question in accounts:
            told = {"account_id": self._accounts[code], "seen_on": seen_on, "question": question}
            self._change.create("handover_account", {**told, "handover_id": handover_id})

    def _add_events(self, of: str, row_id: Id, events: Iterable[Record]) -> None:
        last: Id | None = None
        for sequence, event in enumerate(events, 1):
            values = {**event, "sequence": sequence, "author": event.get("person", ""), f"{of}_id": row_id}
            # Each step of a contract names the one it follows.
            follows = {"of_id": last} if of == "contract" else {}
            last = self._change.create(f"{of}_event", {**values, **follows})


def _signed(contract: Contract) -> Record:
    """What a signature keeps of a contract whose text is elsewhere: its amount and its term."""
    days = {"starts_on": contract.starts_on, "ends_on": contract.ends_on}
    told = {name: day.isoformat() if day is not None else None for name, day in days.items()}
    own = {"number": contract.number, "title": contract.title, "currency": contract.currency}
    text = ContractText(fields={**own, "amount_fen": contract.amount_fen, **told})
    return {
        "amount_fen": contract.amount_fen,
        "outcome": term_text(contract.starts_on, contract.ends_on),
        "content": text_json(text),
    }
