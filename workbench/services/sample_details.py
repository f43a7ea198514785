"""What the sample knows of its accounts beyond the sheets: profiles, people, needs, judgements, one file.

``resources/sample/details.json`` names accounts by code and people by name; days stand as the sheets' do.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workbench.domain.axis_criteria import portfolio_score_id
from workbench.domain.influence import BuyingPhase, attitude_id
from workbench.domain.needs import SERVICE_PLAN
from workbench.domain.personal_data import basis_id
from workbench.domain.portfolio import portfolio_year_id
from workbench.domain.visits import Side, VisitState
from workbench.domain.whitespace import cell_id
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.sample_plans import add_plan
from workbench.storage.attachments import keep_content
from workbench.storage.queries.accounts import list_accounts, list_contacts, list_managers
from workbench.storage.unit_of_work import Change

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Record = dict[str, Any]


def add_details(change: Change, path: Path, today: date) -> None:
    """Write the records of the file at ``path`` into the accounts and people that stand already."""
    details = _Details(change, today)
    for kind, records in json.loads(path.read_text("utf-8")).items():
        for record in records:
            details.add(kind, {name: _value(name, value) for name, value in record.items()})


def add_history(change: Change, records: list[Record], today: date) -> None:
    """Write what became known of people later: as ``add_details``, one record after the other."""
    details = _Details(change, today)
    for record in records:
        row = {name: _value(name, value) for name, value in record.items()}
        details.add(row.pop("kind"), row)


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(name, item) for item in value]
    if isinstance(value, dict):
        return {inner: _value(name if name == "confirmed" else inner, one) for inner, one in value.items()}
    if name == "confirmed" and isinstance(value, str):
        return date.fromisoformat(value)
    if name.endswith(("_on", "_day")) and isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value


class _Details:
    """Turns each kind of record into rows."""

    def __init__(self, change: Change, today: date) -> None:
        self._change, self._today = change, today
        accounts = list_accounts(change.session)
        self._accounts = {one.code: one.id for one in accounts}
        self._keepers = {one.id: one.manager_id for one in accounts}
        self._managers = {one.name: one.id for one in list_managers(change.session)}
        self._contacts = {(one.account_id, one.name): one.id for one in list_contacts(change.session)}
        self._needs: dict[tuple[Id, str], Id] = {}
        self._makers: Mapping[str, Callable[[Record], object]] = {
            "managers": lambda row: change.set("manager", self._managers[row.pop("name")], row),
            "accounts": lambda row: change.set("account", row.pop("account_id"), row),
            "contacts": lambda row: change.set(
                "contact", self._contacts[row.pop("account_id"), row.pop("name")], row
            ),
            "terms": lambda row: change.create("manager_term", row),
            "account_links": lambda row: change.create("account_link", row),
            "ties": self._add_tie,
            "bases": self._add_basis,
            "needs": self._add_need,
            "measures": self._add_measure,
            "whitespace": lambda row: change.create(
                "whitespace_cell", row, cell_id(row["account_id"], row["unit"], row["product"])
            ),
            "attitudes": self._add_attitude,
            "people": self._add_person,
            "contact_links": self._add_contact_link,
            "risks": lambda row: change.create("risk", row),
            "major_events": lambda row: change.create("major_event", row),
            "portfolio_years": self._add_portfolio_year,
            "portfolio_scores": self._add_portfolio_scores,
            "plans": lambda row: add_plan(change, row, self._managers, self._contacts, self._today),
            "scores": self._add_scores,
            "evaluations": lambda row: change.create("evaluation", row),
            "attachments": self._add_attachment,
            "projects": lambda row: change.create("project", row),
            "closures": lambda row: change.create("closure", row),
            "overrides": lambda row: change.create("frequency_override", row),
            "log": lambda row: change.create("contact_log", row),
            "calls": self._add_call,
            "gatherings": self._add_gathering,
        }

    def add(self, kind: str, row: Record) -> None:
        """Write one record."""
        if "account" in row:
            row["account_id"] = self._accounts[row.pop("account")]
        if "other" in row:
            row["other_id"] = self._accounts[row.pop("other")]
        if "contact" in row:
            row["contact_id"] = self._contacts[row["account_id"], row.pop("contact")]
        if "manager" in row:
            row["manager_id"] = self._managers[row.pop("manager")]
        if "held_by" in row:
            row["held_by_id"] = self._managers[row.pop("held_by")]
        self._makers[kind](row)

    def _add_tie(self, row: Record) -> None:
        del row["account_id"]
        key = (id_text(row["contact_id"]), id_text(row["manager_id"]))
        self._change.create("contact_tie", row, derived_id("contact_tie", *key))

    def _add_basis(self, row: Record) -> None:
        del row["account_id"]
        self._change.create("personal_basis", row, basis_id(row["contact_id"], row["field"]))

    def _add_need(self, row: Record) -> None:
        self._needs[row["account_id"], row["text"]] = self._change.create("need", row)

    def _add_measure(self, row: Record) -> None:
        need = self._needs[row["account_id"], row.pop("need")]
        self._change.create(
            "action", {**row, "need_id": need, "origin": SERVICE_PLAN, "side": Side.OURS.value}
        )

    def _add_scores(self, row: Record) -> None:
        account_id: Id = row["account_id"]
        for criterion, points in row["points"].items():
            self._change.create(
                "scorecard_score",
                {
                    "account_id": account_id,
                    "criterion": criterion,
                    "score": points,
                    "scored_on": row["scored_on"],
                },
                derived_id("scorecard_score", id_text(account_id), criterion),
            )

    def _add_attitude(self, row: Record) -> None:
        del row["account_id"]
        key = attitude_id(row["contact_id"], BuyingPhase(row["phase"]))
        self._change.create("phase_attitude", row, key)

    def _add_person(self, row: Record) -> None:
        key = row["account_id"], row["name"]
        self._contacts[key] = self._change.create("contact", row)

    def _add_contact_link(self, row: Record) -> None:
        account_id = row["account_id"]
        self._change.create(
            "contact_link",
            {
                "from_contact_id": self._contacts[account_id, row["from"]],
                "to_contact_id": self._contacts[account_id, row["to"]],
                "kind": row["link"],
                "strength": row.get("strength"),
            },
        )

    def _add_portfolio_year(self, row: Record) -> None:
        year = self._today.year + row.pop("years_on")
        self._change.create(
            "portfolio_year", {**row, "year": year}, portfolio_year_id(row["account_id"], year)
        )

    def _add_portfolio_scores(self, row: Record) -> None:
        account_id: Id = row["account_id"]
        for criterion, points in row["points"].items():
            self._change.create(
                "portfolio_score",
                {
                    "account_id": account_id,
                    "criterion": criterion,
                    "score": points,
                    "scored_on": row["scored_on"],
                },
                portfolio_score_id(account_id, criterion),
            )

    def _add_call(self, row: Record) -> None:
        manager = self._keepers.get(row["account_id"])
        self._change.create("visit", {**row, "manager_id": manager})

    def _add_gathering(self, row: Record) -> None:
        guests = row.pop("guests")
        gathering_id = self._change.create("gathering", row)
        shared = {name: row[name] for name in ("kind", "on_day", "at_time", "minutes", "place", "manager_id")}
        visited: set[Id] = set()
        for guest in guests:
            account_id = self._accounts[guest["account"]]
            contact_id = self._contacts[account_id, guest["contact"]] if "contact" in guest else None
            values = {"gathering_id": gathering_id, "account_id": account_id, "contact_id": contact_id}
            self._change.create("invitation", {**values, "state": guest["state"]})
            if account_id not in visited:
                visited.add(account_id)
                visit = {**shared, "account_id": account_id, "gathering_id": gathering_id}
                named = {"state": VisitState.PLANNED.value, "pinned": True, "purpose": row["title"]}
                self._change.create("visit", {**visit, **named})

    def _add_attachment(self, row: Record) -> None:
        data = row.pop("content").encode("utf-8")
        sha256 = keep_content(self._change.connection, data)
        self._change.create(
            "attachment", {**row, "media_type": "text/plain", "size": len(data), "sha256": sha256}
        )
