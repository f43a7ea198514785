"""The account plan of the sample: texts, objectives with measures and actions, team."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.domain.plan_records import PlanPart, plan_id, plan_text_id
from workbench.domain.promises import Origin
from workbench.domain.visits import Side
from workbench.foundation.ids import Id
from workbench.services.account_plans import plan_year
from workbench.storage.unit_of_work import Change

Record = dict[str, Any]


def add_plan(
    change: Change,
    row: Record,
    managers: Mapping[str, Id],
    contacts: Mapping[tuple[Id, str], Id],
    today: date,
) -> None:
    """Write the plan of one account for the year that is planned now."""
    account_id, year = row["account_id"], plan_year(today)
    plan = plan_id(account_id, year)
    change.create(
        "account_plan", {"account_id": account_id, "year": year, "review_on": row["review_on"]}, plan
    )
    confirmed: Mapping[str, date] = row["confirmed"]
    for part, text in row["texts"].items():
        values: Record = {"plan_id": plan, "part": part, "text": text}
        if part in confirmed:
            values |= {"confirmed_on": confirmed[part], "confirmed_by": row["team"][0]["manager"]}
        change.create("plan_text", values, plan_text_id(plan, PlanPart(part)))
    for position, objective in enumerate(row["objectives"]):
        _add_objective(change, account_id, plan, year, {**objective, "position": position}, contacts)
    for position, member in enumerate(row["team"]):
        person = {"manager_id": managers[member["manager"]], "role": member["role"], "position": position}
        change.create("plan_member", {**person, "plan_id": plan})


def _add_objective(
    change: Change,
    account_id: Id,
    plan: Id,
    year: int,
    row: Record,
    contacts: Mapping[tuple[Id, str], Id],
) -> None:
    measures, actions = row.pop("measures"), row.pop("actions")
    if "contact" in row:
        row["contact_id"] = contacts[account_id, row.pop("contact")]
    if "goal_years_on" in row:
        row["goal_year"] = year + row.pop("goal_years_on")
    objective = change.create("objective", {**row, "plan_id": plan})
    for position, measure in enumerate(measures):
        change.create("plan_measure", {**measure, "objective_id": objective, "position": position})
    for action in actions:
        ours = {"side": Side.OURS.value, "origin": Origin.ACCOUNT_PLAN.value}
        change.create("action", {**action, **ours, "account_id": account_id, "objective_id": objective})
