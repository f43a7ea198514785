"""What a customer reads of us: of every text of the file only what is named here, whatever is added later."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.documents.reading import whole_text
from tests.services.conftest import TODAY
from workbench.domain.papers import Paper, Profile
from workbench.foundation.ids import Id
from workbench.services.complaint_papers import print_complaint
from workbench.services.contact_papers import print_contact_list
from workbench.services.contract_papers import print_contract
from workbench.services.influence_papers import print_influence_map
from workbench.services.papers import print_account_plan
from workbench.services.papers_calendar import print_promises
from workbench.services.plan_actions import plan_action
from workbench.services.visit_papers import print_account_brief, print_visit_report
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace

# What makes the rows show wherever they can, beside their texts.
_FACTS: Mapping[str, Mapping[str, Any]] = {
    "account": {"tier": "strategic", "stage": "partner", "credit_grade": "medium"},
    "contact": {"roles": ["economic"], "influence": 5, "support": -2, "involvement": 4},
    "contact_tie": {"strength": 3},
    "contact_link": {"kind": "influences", "strength": -3},
    "need": {"rank": 1, "kind": "need"},
    "risk": {"probability": "high", "impact": "high"},
    "account_plan": {"year": TODAY.year},
    "plan_text": {"part": "strategy"},
    "action": {"side": "ours", "due_on": TODAY},
    "complaint": {"received_on": TODAY},
    "contract": {"signed_on": TODAY},
}
# What others need, with the column they name it by.
_FIRST: Mapping[str, str] = {
    "account_plan": "plan_id",
    "objective": "objective_id",
    "need": "need_id",
    "contract_template": "template_id",
    "template_version": "version_id",
    "contract": "contract_id",
    "complaint": "complaint_id",
    "service_request": "request_id",
}


def texts_of(entity: str) -> dict[str, str]:
    """Every text of a row of ``entity`` that people write."""
    columns = schema()[entity].table.c
    free = (one.name for one in columns if one.default is not None and one.default.arg == "")
    return {name: f"<{entity}.{name}>" for name in free}


@pytest.fixture
def rows(workspace: Workspace) -> Mapping[str, Id]:
    """One row of every table, about one account, each text its own name."""
    found: dict[str, Id] = {}
    with workspace.change("test", "Rows") as change:

        def create(entity: str, **values: Any) -> Id:
            named = (one.column for one in schema()[entity].references)
            ends = {column: found[column] for column in named if column in found}
            facts = _FACTS.get(entity, {})
            return change.create(entity, {**texts_of(entity), **ends, **facts, **values})

        found["manager_id"] = create("manager")
        found["account_id"] = create("account", manager_id=found["manager_id"])
        found["other_id"] = create("account", manager_id=found["manager_id"])
        met = found["contact_id"] = create("contact", held_by_id=found["manager_id"])
        found["from_contact_id"] = found["contact_id"]
        ghost = {name: f"<ghost.{name}>" for name in texts_of("contact")}
        create("contact", **ghost, is_placeholder=True)
        outside = {name: f"<outside.{name}>" for name in texts_of("contact")}
        create("contact", **outside, outside_kind="authority")
        boss = {name: f"<boss.{name}>" for name in texts_of("contact")}
        found["to_contact_id"] = create("contact", **boss)
        found["visit_id"] = create("visit", on_day=TODAY, kind="field", state="done", met=[met.hex()])
        done = {"account_id", "manager", "account", "contact", "visit", "sales_batch"}
        for entity in (*_FIRST, *sorted(schema())):
            if entity not in done:
                done.add(entity)
                found[f"{entity}_id"] = found[_FIRST.get(entity, f"{entity}_id")] = create(entity)
        promise = {name: f"<promise.{name}>" for name in texts_of("action")}
        create("action", **promise | {"origin": ""})
        create("visit", on_day=TODAY.replace(year=TODAY.year + 1), kind="field", state="agreed")
    return found


PAPERS: Mapping[str, Callable[..., Paper]] = {
    "complaint": lambda workspace, rows, **how: print_complaint(workspace, rows["complaint_id"], **how),
    "contacts": lambda workspace, rows, **how: print_contact_list(workspace, rows["account_id"], **how),
    "map": lambda workspace, rows, **how: print_influence_map(workspace, rows["account_id"], **how),
    "plan": lambda workspace, rows, **how: print_account_plan(workspace, rows["account_id"], **how),
    "brief": lambda workspace, rows, **how: print_account_brief(workspace, rows["account_id"], **how),
    "contract": lambda workspace, rows, **how: print_contract(workspace, rows["contract_id"], **how),
    "promises": lambda workspace, rows, **how: print_promises(workspace, rows["account_id"], **how),
    "report": lambda workspace, rows, **how: print_visit_report(workspace, rows["visit_id"], **how),
}
_PLACE = {"account.name", "account.city", "account.district", "account.province"}
_FIRM = _PLACE | {"account.short_name", "account.address", "account.phone", "account.code"}
_PERSON = {"name", "title", "department"}
_COMPLAINT = {"complaint.number", "complaint.text", "complaint.demand"}
_AGREED = {"promise.text", "promise.owner", "manager.name"}
_VISIT = {"visit.at_time", "visit.place", "visit.purpose"}
_REACHED = _PERSON | {"mobile", "phone", "email"}

# By paper: what a customer may read. Of people who stand outside, or have no name, nothing anywhere.
READABLE: Mapping[str, set[str]] = {
    "complaint": _COMPLAINT
    | {f"complaint.{column}" for column in ("channel", "against", "product", "received_time", "taken_by")}
    | {"account.name", "contact.name", "contact.title"},
    "contacts": _PLACE
    | {"account.phone"}
    | {f"{who}.{column}" for who in ("contact", "boss") for column in _REACHED}
    | {f"manager.{column}" for column in ("name", "title", "phone", "email")},
    "map": {"account.name", "manager.name", "manager.title"}
    | {f"{who}.{column}" for who in ("contact", "boss") for column in _PERSON},
    "plan": _FIRM
    | {"account.website", "account.industry", "contract.number", "contract.title"}
    | _COMPLAINT
    | _AGREED
    | {f"{who}.{column}" for who in ("contact", "boss") for column in _PERSON},
    "brief": _FIRM
    | {"account.other_phones", "account.visiting_hours", "manager.phone", "need.text"}
    | _COMPLAINT
    | _AGREED
    | _VISIT,
    "contract": {"account.name", "account.signer", "contract.number", "contract.title"}
    | {"contract_clause.title", "contract_clause.text"}
    | {f"contract_line.{column}" for column in ("product", "brand", "specification", "unit", "note")},
    "promises": _PLACE | {"account.code"} | _AGREED,
    "report": _FIRM
    | {"contact.name", "contact.title", "visit.findings", "visit.talking_points", "visit.needs"}
    | {"visit.demand_forecast", "visit.next_step"}
    | _AGREED
    | _VISIT,
}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_customers_copy_holds_no_text_but_what_is_named_here(
    workspace: Workspace, rows: Mapping[str, Id], paper: str, language: str
) -> None:
    told = {profile: read(workspace, rows, paper, profile, language) for profile in Profile}
    assert told[Profile.CUSTOMER] - READABLE[paper] == set()
    # What is searched for is there to be found: the internal copy tells more.
    assert told[Profile.INTERNAL] - READABLE[paper]
    assert told[Profile.CUSTOMER]


def read(
    workspace: Workspace, rows: Mapping[str, Id], paper: str, profile: Profile, language: str
) -> set[str]:
    """The texts of the file that are read on the paper."""
    made = PAPERS[paper](workspace, rows, profile=profile, in_language=language)
    return set(re.findall(r"<([a-z_]+\.[a-z_]+)>", whole_text(made.content)))


@pytest.mark.parametrize("paper", PAPERS)
def test_an_action_of_the_plan_is_no_promise_to_the_customer(
    workspace: Workspace, rows: Mapping[str, Id], paper: str
) -> None:
    plan_action(workspace, rows["account_id"], {"text": "Win their buyer over"}, rows["objective_id"])
    how: dict[str, Any] = {"profile": Profile.CUSTOMER, "in_language": "en"}
    assert "Winthei" not in whole_text(PAPERS[paper](workspace, rows, **how).content)
