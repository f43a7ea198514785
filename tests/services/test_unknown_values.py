"""What a newer version or another hand wrote into a file never stops a list of this one."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.conftest import TODAY
from workbench.domain.visits import VisitKind
from workbench.foundation.ids import Id
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import get_account_overview
from workbench.services.month import month_view
from workbench.services.period_plans import plan_period
from workbench.services.today import today_view
from workbench.storage.queries.accounts import list_accounts, list_contacts, list_managers
from workbench.storage.queries.complaints import list_complaints
from workbench.storage.queries.frequencies import list_overrides, list_rules
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.workspace import Workspace

_JSON: tuple[Any, ...] = (["zz"], ["a"], [9, -1], 5, "x", {"a": 1}, [["b"]], [1, 2, 3, 4, 5, 6, "7"])
_HUGE = (10**7, -5, 2**62)
_BAD: list[tuple[str, str, Any]] = [
    *(("account", name, "galactic") for name in ("kind", "tier", "standing", "credit_grade", "stage")),
    *(("account", "excluded_weekdays", value) for value in _JSON),
    *(("manager", "weekday_visits", value) for value in (*_JSON, [10**9] * 7)),
    *(("manager", name, value) for name in ("daily_visits", "daily_calls") for value in _HUGE),
    *(("contact", "roles", value) for value in (["wizard"], *_JSON)),
    *(("contact", name, 10**7) for name in ("influence", "involvement", "support", "wished_interval_days")),
    *(("visit", name, word) for name in ("kind", "state") for word in ("drone", "")),
    *(("visit", name, "zz") for name in ("at_time", "rule", "period")),
    *(("visit", "met", value) for value in (["ab" * 15], *_JSON)),
    ("action", "side", "x"),
    ("complaint", "kind", "x"),
    *(("frequency_rule", name, "week") for name in ("condition", "value", "kind", "period")),
    *(("frequency_override", name, "week") for name in ("kind", "period")),
    *((name, "count", n) for name in ("frequency_rule", "frequency_override") for n in _HUGE),
]


@pytest.fixture
def rows(workspace: Workspace) -> Mapping[str, Id]:
    with workspace.change("test", "Rows") as change:
        manager = change.create("manager", {"name": "Li Lei"})
        account = change.create("account", {"name": "A", "tier": "focus", "manager_id": manager})
        of_account = {"account_id": account}
        visit = {**of_account, "manager_id": manager, "kind": "field", "state": "done"}
        frequency = {"kind": "field", "count": 1, "period": "month"}
        return {
            "manager": manager,
            "account": account,
            "contact": change.create("contact", {**of_account, "name": "P"}),
            "visit": change.create("visit", {**visit, "on_day": TODAY}),
            "action": change.create("action", {**of_account, "text": "T", "due_on": TODAY}),
            "complaint": change.create(
                "complaint", {**of_account, "kind": "quality", "received_on": TODAY - timedelta(days=3)}
            ),
            "frequency_rule": change.create(
                "frequency_rule", {"condition": "tier", "value": "focus", **frequency}
            ),
            "frequency_override": change.create("frequency_override", {**of_account, **frequency}),
        }


@pytest.mark.parametrize(("entity", "column", "value"), _BAD)
def test_a_value_unknown_here_stops_no_list(
    workspace: Workspace, rows: Mapping[str, Id], entity: str, column: str, value: object
) -> None:
    with workspace.change("test", "Bad") as change:
        change.set(entity, rows[entity], {column: value})
    assert [row.id for row in list_account_lines(workspace).lines] == [rows["account"]]
    assert get_account_overview(workspace, rows["account"]).account.id == rows["account"]
    today_view(workspace)
    month_view(workspace, TODAY)
    plan_period(workspace, date(2026, 7, 1), date(2026, 7, 31))


def test_values_unknown_here_count_as_not_known(workspace: Workspace, rows: Mapping[str, Id]) -> None:
    met = rows["contact"].hex()
    with workspace.change("test", "Bad") as change:
        change.set("account", rows["account"], {"tier": "galactic", "excluded_weekdays": [5, "a", 9]})
        change.set("manager", rows["manager"], {"daily_visits": 10**7, "weekday_visits": ["a"]})
        change.set("contact", rows["contact"], {"roles": ["wizard", "coach"], "support": 7})
        change.set("visit", rows["visit"], {"kind": "drone", "met": ["zz", met]})
        change.set("action", rows["action"], {"side": "x"})
        change.set("complaint", rows["complaint"], {"kind": "x"})
        change.set("frequency_override", rows["frequency_override"], {"count": 10**7})
        change.set("frequency_rule", rows["frequency_rule"], {"value": "galactic"})
    with workspace.read() as session:
        (account,) = list_accounts(session)
        (manager,) = list_managers(session)
        (contact,) = list_contacts(session)
        (visit,) = list_visits(session)
        (action,) = list_actions(session)
        (complaint,) = list_complaints(session)
        (override,) = list_overrides(session)
        rules = {rule.id for rule in list_rules(session)}
    assert (account.tier, account.excluded_weekdays) == (None, (5,))
    assert (manager.daily_visits, manager.weekday_visits) == (100, ())
    assert (contact.roles, contact.support) == (("coach",), None)
    assert (visit.kind, visit.met) == (VisitKind.FIELD, (rows["contact"],))
    assert (action.side, complaint.kind, override.frequency.count) == ("ours", "other", 31)
    assert rules
    assert rows["frequency_rule"] not in rules
