"""Whatever a merge brought into the columns of any table, every page and every list still opens."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import JSON, Date, Integer, String

from tests.services.conftest import TODAY
from tests.services.handed_in import plan_versions
from workbench.domain.contact_matrix import contact_matrix
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_layout import MapView, layout_of
from workbench.domain.influence_lines import lines_of
from workbench.domain.sales import SaleRecord
from workbench.foundation.ids import Id
from workbench.services.account_list import list_account_lines, with_overdue
from workbench.services.account_plans import get_plan
from workbench.services.account_view import get_account_view
from workbench.services.attachments import get_files
from workbench.services.attainment import measure_attainment
from workbench.services.complaint_board import list_complaint_lines
from workbench.services.complaint_statistics import get_complaint_statistics
from workbench.services.complaint_view import get_complaint_view
from workbench.services.duplicates import list_duplicates
from workbench.services.influence import get_influence_map
from workbench.services.influence_findings import get_findings
from workbench.services.influence_history import map_dates, map_difference, map_on
from workbench.services.managers import list_manager_rows
from workbench.services.month import month_view
from workbench.services.needs import get_needs
from workbench.services.nominations import get_tier_view
from workbench.services.period_plans import plan_period
from workbench.services.person_erasure import preview_erasure
from workbench.services.personal_data import get_grounds, list_reviews
from workbench.services.plan_list import list_plans
from workbench.services.plan_versions import submit_plan, version_differences
from workbench.services.policies import load_policies, load_visit_policy
from workbench.services.portfolio import get_account_value, get_value_board
from workbench.services.records import get_record, list_records
from workbench.services.relationship import get_relationship
from workbench.services.risks import list_risks
from workbench.services.search import search
from workbench.services.service_requests import get_service_view, list_service_lines
from workbench.services.tiers import review_tiers
from workbench.services.today import today_view
from workbench.services.visits import get_visit_view
from workbench.services.whitespace import get_grid
from workbench.storage.queries.records import KINDS, kind_of
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace

# By the type of the column: what this version would not write, and what makes arithmetic overflow.
_BAD: tuple[Mapping[type, Any], ...] = (
    {String: "", Integer: -5, Date: date.min, JSON: ["zz", 9, -1]},
    {String: "galactic", Integer: 10**7, Date: date.max, JSON: {"a": [1]}},
    {String: "\u202e=1+1", Integer: 2**62, Date: None, JSON: 5},
    {String: "0" * 300, Integer: -(2**62), Date: TODAY, JSON: [["b"]]},
)

# What others need, with the column they name it by.
_NAMED: Mapping[str, str] = {
    "account_plan": "plan_id",
    "complaint": "complaint_id",
    "contract_template": "template_id",
    "template_version": "version_id",
    "contract": "contract_id",
    "service_request": "request_id",
}


@pytest.fixture
def rows(workspace: Workspace) -> Mapping[str, Id]:
    """One row of every table."""
    with workspace.change("test", "Rows") as change:
        manager = change.create("manager", {"name": "Li Lei"})
        other = change.create("account", {"name": "澜川精密机械有限公司", "code": "B"})
        account = change.create(
            "account", {"name": "澜川精密机械", "code": "A", "parent_id": other, "manager_id": manager}
        )
        change.add_sales(account, [SaleRecord(TODAY, 5_000_00, "N", "1")])
        found = {"manager": manager, "account": account}
        ends = {
            "account_id": account,
            "other_id": other,
            "manager_id": manager,
        }
        found["contact"] = ends["contact_id"] = change.create(
            "contact", {**ends_of("contact", ends), "name": "P"}
        )
        ends |= {"from_contact_id": found["contact"]}
        ends["to_contact_id"] = change.create("contact", {"account_id": account, "name": "Q"})
        for entity in ("visit", "need", *_NAMED, *sorted(schema())):
            if entity not in found and entity != "sales_batch":
                values = ends_of(entity, ends)
                found[entity] = change.create(entity, values)
                ends[f"{entity}_id"] = ends[_NAMED.get(entity, f"{entity}_id")] = found[entity]
    return found


def ends_of(entity: str, ends: Mapping[str, Id]) -> dict[str, Any]:
    """The references of a row of ``entity``, as far as there is something to refer to."""
    named = (reference.column for reference in schema()[entity].references)
    return {column: ends[column] for column in named if column in ends}


_ENTITIES = tuple(sorted(set(schema()) - {"sales_batch"}))


@pytest.mark.parametrize("bad", _BAD, ids=["least", "unknown", "huge", "odd"])
@pytest.mark.parametrize(
    "entities",
    [
        pytest.param(_ENTITIES, id="all"),
        # What one bad table hides in another.
        *(pytest.param((one,), id=one, marks=pytest.mark.slow) for one in _ENTITIES),
    ],
)
def test_values_of_no_version_stop_nothing(
    workspace: Workspace, rows: Mapping[str, Id], entities: Sequence[str], bad: Mapping[type, Any]
) -> None:
    with workspace.change("test", "Bad") as change:
        for entity in entities:
            shape = schema()[entity]
            references = {reference.column: rows[reference.target] for reference in shape.references}
            values = {}
            for column in shape.columns.keys() - references.keys():
                kind = type(shape.table.c[column].type)
                value = next((value for known, value in bad.items() if issubclass(kind, known)), None)
                if value is not None:
                    values[column] = value
            if shape.only_grows:
                change.create(entity, {**references, **values})
            for column, value in {} if shape.only_grows else values.items():
                change.set(entity, rows[entity], {column: value})
        # Of no other year: the plan is looked at.
        change.set("account_plan", rows["account_plan"], {"year": TODAY.year})
    look_at_everything(workspace, rows)


def look_at_everything(workspace: Workspace, rows: Mapping[str, Id]) -> None:
    """Open what pages open."""
    account, contact = rows["account"], rows["contact"]
    found = with_overdue(workspace, list_account_lines(workspace))
    assert account in {line.id for line in found.lines}
    assert get_account_view(workspace, account).overview.account.id == account
    assert get_relationship(workspace, account).account.id == account
    for page in (get_needs, get_grid, get_files, get_tier_view, get_plan):
        page(workspace, account)
    get_grounds(workspace, contact)
    preview_erasure(workspace, contact)
    get_visit_view(workspace, rows["visit"])
    assert {one.complaint.id for one in list_complaint_lines(workspace)} == {rows["complaint"]}
    get_complaint_view(workspace, rows["complaint"])
    get_complaint_statistics(workspace, TODAY.replace(day=1), TODAY)
    assert {one.request.id for one in list_service_lines(workspace)} == {rows["service_request"]}
    get_service_view(workspace, rows["service_request"])
    for listing in (
        list_plans,
        list_risks,
        list_reviews,
        review_tiers,
        list_manager_rows,
        load_visit_policy,
        load_policies,
        today_view,
    ):
        listing(workspace)
    list_duplicates(workspace)
    search(workspace, "澜川", 20)
    month_view(workspace, TODAY)
    measure_attainment(workspace, date(2026, 7, 1), date(2026, 7, 31))
    plan_period(workspace, date(2026, 7, 1), date(2026, 7, 31))
    look_at_the_map(workspace, account)
    look_at_value_and_plan(workspace, account)
    for kind in KINDS:
        list_records(workspace, kind)
    for entity, row_id in rows.items():
        get_record(workspace, kind_of(entity), row_id.hex())


def look_at_the_map(workspace: Workspace, account: Id) -> None:
    """Open what the map and its past show, as it is laid out in each phase."""
    found = get_influence_map(workspace, account)
    assert all(
        one.title and one.message and all(s.label for s in one.steps)
        for one in get_findings(workspace, account)
    )
    contact_matrix(found)
    for view in MapView:
        for phase in (None, *BuyingPhase):
            layout = layout_of(found, view, phase)
            lines_of(found, layout)
    past = [map_on(workspace, account, day) for day in map_dates(workspace, account)]
    for before in past:
        assert all(one.text for one in map_difference(before, found).changes)


def look_at_value_and_plan(workspace: Workspace, account: Id) -> None:
    """Open what the value and the plan show, hand the plan in, and compare it with itself."""
    value = get_account_value(workspace, account)
    assert value.portfolio.missing is not None
    assert value.loss.referred_fen is not None
    board = get_value_board(workspace, date(2025, 7, 2), TODAY)
    assert account in {line.account_id for line in board.lines}
    for stand in get_plan(workspace, account).objectives:
        assert all(one.name and one.actual_text is not None and one.track != "" for one in stand.measures)
    submit_plan(workspace, account, TODAY.year)
    for line in plan_versions(workspace, account, TODAY.year):
        version_differences(workspace, line.version.id)
