"""Whatever is written into map, value or plan is undone exactly, and files that meet agree on it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.ready_made import put_ready_made
from tests.services.conftest import TODAY
from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.domain.influence import BuyingPhase
from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_records import PlanDecision, PlanPart, Verdict, plan_id
from workbench.domain.plan_stand import Suggestion
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.ids import derived_id
from workbench.services import (
    alarms,
    influence,
    plan_actions,
    plan_objectives,
    plan_texts,
    plan_versions,
    portfolio,
    risks,
    service_edits,
)
from workbench.services.checks import check_workspace
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import redo, undo
from workbench.services.influence_lines import replace_link
from workbench.services.influence_people import set_stands
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
GU, MA, NO, LI = (derived_id("contact", name) for name in ("GU", "MA", "NO", "LI"))
AIM, MEASURE, ACTION, MEMBER, VERSION, REVIEW, RISK, NEED = (
    derived_id("test", name)
    for name in ("aim", "measure", "action", "member", "version", "review", "risk", "need")
)
EVENT, SEEN = derived_id("test", "event"), derived_id("test", "seen")
REPORTS, INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES
SERVICE, COMMITMENT, DOCUMENT = (derived_id("test", name) for name in ("service", "promise", "document"))
LINE, SWAY = link_id(GU, MA, REPORTS), link_id(MA, GU, INFLUENCES)
YEAR = TODAY.year
OPTIONS = BuyingPhase.OPTIONS


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """One of everything."""

    def make(path: Path) -> None:
        new = new_workspace(path, clock=clock, author="Li Lei")
        _fill(new)
        new.close()

    path = tmp_path / "mine.workbench"
    put_ready_made(path, "one of everything", make)
    workspace = open_workspace(path, clock=clock, author="Li Lei")
    yield workspace
    workspace.close()


def _fill(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        manager = change.create("manager", {"name": "Li Lei"}, LI)
        change.create("account", {"name": "澜川", "code": "A", "manager_id": manager}, A)
        for person, name in ((GU, "顾承远"), (MA, "马骏"), (NO, "Quality lead")):
            change.create(
                "contact",
                {"account_id": A, "name": name, "is_placeholder": person == NO, "support": 1},
                person,
            )
        change.create(
            "contact_link", {"from_contact_id": GU, "to_contact_id": MA, "kind": REPORTS.value}, LINE
        )
        change.create(
            "contact_link",
            {"from_contact_id": MA, "to_contact_id": GU, "kind": INFLUENCES.value, "strength": 2},
            SWAY,
        )
        change.create("contact_tie", {"contact_id": GU, "manager_id": manager, "strength": 2})
        change.create("need", {"account_id": A, "contact_id": GU, "text": "Price", "rank": 1}, NEED)
        change.create("risk", {"account_id": A, "text": "Insolvency", "noted_on": TODAY}, RISK)
        change.create("major_event", {"account_id": A, "kind": "theft", "happened_on": TODAY}, EVENT)
        change.create("alarm_acknowledgement", {"account_id": A, "alarm": "loss", "reason": "x"}, SEEN)
        own = plan_id(A, YEAR)
        change.create("account_plan", {"account_id": A, "year": YEAR}, own)
        change.create("objective", {"plan_id": own, "text": "Line 2", "contact_id": GU}, AIM)
        change.create("plan_measure", {"objective_id": AIM, "figure": "sales", "target_value": 5}, MEASURE)
        change.create("action", {"account_id": A, "text": "Offer", "objective_id": AIM}, ACTION)
        change.create("plan_member", {"plan_id": own, "name": "Han Mei"}, MEMBER)
        change.create("plan_version", {"plan_id": own, "made_on": TODAY, "content": "{}"}, VERSION)
        change.create("plan_review", {"plan_id": own, "reviewed_on": TODAY, "cause": "x"}, REVIEW)
        request = {"account_id": A, "text": "Seal", "type": "Repair", "kind": "repair", "requested_on": TODAY}
        change.create("service_request", request, SERVICE)
        promised = {"request_id": SERVICE, "text": "Call", "workdays": 1, "due_on": TODAY}
        change.create("service_commitment", promised, COMMITMENT)
        change.create("service_document", {"request_id": SERVICE, "name": "Licence"}, DOCUMENT)
    influence.set_attitude(workspace, GU, OPTIONS, 3, -1)
    influence.place_people(workspace, {GU: (1, 2), MA: (3, 4)})
    portfolio.set_portfolio_year(workspace, A, YEAR, {"revenue_fen": "100"})
    portfolio.set_score(workspace, A, AxisCriterion.ACCESS, 3)
    plan_texts.write_part(workspace, A, YEAR, PlanPart.VISION, "First choice.")


Write = Callable[[Workspace], ChangeSummary]
WRITES: dict[str, Write] = {
    "add_person": lambda w: influence.add_person(
        w, A, does="Buyer", line=influence.FirstLine(REPORTS, GU), at=(5, 5)
    ),
    "add_boss": lambda w: influence.add_person(
        w, A, "Xu", line=influence.FirstLine(REPORTS, GU, is_from_other=True)
    ),
    "name_placeholder": lambda w: influence.name_placeholder(w, NO, "Xu"),
    "set_attributes": lambda w: influence.set_attributes(w, GU, {"influence": 5, "roles": ["economic"]}),
    "set_attitude": lambda w: influence.set_attitude(w, GU, OPTIONS, None, 2),
    "clear_attitude": lambda w: influence.set_attitude(w, GU, OPTIONS, None, None),
    "set_stands": lambda w: set_stands(w, {GU: (2, 5), MA: (-2, 1)}, OPTIONS),
    "verify": lambda w: influence.verify_influence(w, GU, MA),
    "remove_people": lambda w: influence.remove_people(w, GU, NO),
    "link": lambda w: influence.link_people(w, GU, NO, REPORTS),
    "link_again": lambda w: influence.link_people(w, MA, GU, INFLUENCES, -3),
    "strength": lambda w: influence.set_link_strength(w, SWAY, -1),
    "turn": lambda w: replace_link(w, SWAY, GU, MA, INFLUENCES, 1),
    "unlink": lambda w: influence.unlink(w, LINE, SWAY),
    "place": lambda w: influence.place_people(w, {GU: (9, 9), NO: (8, 8)}),
    "clear_places": lambda w: influence.clear_places(w, A),
    "need": lambda w: influence.add_pressing_need(w, GU, "Speed"),
    "rank": lambda w: influence.rank_needs(w, GU, []),
    "year": lambda w: portfolio.set_portfolio_year(w, A, YEAR, {"revenue_fen": None, "note": "x"}),
    "new_year": lambda w: portfolio.set_portfolio_year(w, A, YEAR + 1, {"direct_cost_fen": "5"}),
    "score": lambda w: portfolio.set_score(w, A, AxisCriterion.ACCESS, None),
    "terms": lambda w: portfolio.set_lifetime_inputs(
        w, A, {"retention_bp": "90", "acquisition_cost_fen": "7"}
    ),
    "potential": lambda w: portfolio.set_potential(w, A, {"potential_fen": "9", "potential_years": "2"}),
    "risk": lambda w: risks.add_risk(w, A, {"text": "Fire", "probability": "high"}),
    "edit_risk": lambda w: risks.edit_risk(w, RISK, {"answer": "Insure", "due_on": TODAY}),
    "close_risk": lambda w: risks.close_risk(w, RISK),
    "delete_risk": lambda w: risks.delete_risk(w, RISK),
    "event": lambda w: alarms.add_major_event(w, A, {"kind": "illness", "text": "x"}),
    "edit_event": lambda w: alarms.edit_major_event(w, EVENT, {"answer": "Visit"}),
    "end_event": lambda w: alarms.end_major_event(w, EVENT),
    "delete_event": lambda w: alarms.delete_major_event(w, EVENT),
    "acknowledge": lambda w: alarms.acknowledge_alarms(
        w, [one.alarm for one in alarms.list_alarms(w).alarms], "Known"
    ),
    "take_back": lambda w: alarms.take_back_acknowledgement(w, SEEN),
    "write": lambda w: plan_texts.write_part(w, A, YEAR, PlanPart.VISION, ""),
    "write_next": lambda w: plan_texts.write_part(w, A, YEAR + 1, PlanPart.VISION, "Next"),
    "fill": lambda w: plan_texts.fill_parts(w, A, YEAR, list(PlanPart)),
    "confirm": lambda w: plan_texts.confirm_part(w, A, YEAR, PlanPart.WHO),
    "review_day": lambda w: plan_texts.set_review_day(w, A, YEAR, date(YEAR, 9, 30)),
    "member": lambda w: plan_texts.save_member(w, A, YEAR, {"manager_id": LI, "role": "Leads"}),
    "edit_member": lambda w: plan_texts.save_member(w, A, YEAR, {"role": "Service"}, MEMBER),
    "delete_member": lambda w: plan_texts.delete_member(w, MEMBER),
    "objective": lambda w: plan_objectives.save_objective(
        w, A, YEAR, {"text": "Meet", "kind": "access", "contact_id": MA}
    ),
    "edit_objective": lambda w: plan_objectives.save_objective(
        w, A, YEAR, {"state": "missed", "cause": "x"}, AIM
    ),
    "delete_objective": lambda w: plan_objectives.delete_objective(w, AIM),
    "measure": lambda w: plan_objectives.save_measure(w, AIM, {"figure": "support", "target_value": 2}),
    "edit_measure": lambda w: plan_objectives.save_measure(w, AIM, {"target_value": 7}, MEASURE),
    "delete_measure": lambda w: plan_objectives.delete_measure(w, MEASURE),
    "action": lambda w: plan_actions.plan_action(w, A, {"text": "Call", "cost_fen": "3"}, AIM),
    "edit_action": lambda w: plan_actions.edit_action(w, ACTION, {"done_on": TODAY, "objective_id": None}),
    "delete_action": lambda w: plan_actions.delete_action(w, ACTION),
    "suggestion": lambda w: plan_actions.take_suggestion(w, A, Suggestion("x:1", "Do", contact_id=GU), AIM),
    "submit": lambda w: plan_versions.submit_plan(w, A, YEAR),
    "withdraw": lambda w: plan_versions.withdraw_plan(w, VERSION),
    "decide": lambda w: plan_versions.decide_plan(w, VERSION, PlanDecision.RETURNED, "No costs"),
    "review": lambda w: plan_versions.review_plan(w, A, YEAR, Verdict.PARTLY, "Late"),
    "service": lambda w: service_edits.save_service(w, A, {"text": "Seal", "type": "Return of goods"}),
    "new_demand": lambda w: service_edits.save_service(w, A, {"text": "Seal", "type": "New demand"}),
    "edit_service": lambda w: service_edits.save_service(
        w, A, {"type": "Report of a fault", "requested_on": date(YEAR, 1, 9), "symptom": "hot"}, SERVICE
    ),
    "tick": lambda w: service_edits.tick_commitments(w, [COMMITMENT], TODAY),
    "promise_more": lambda w: service_edits.add_commitment(w, SERVICE, "Measure", 3),
    "delete_commitment": lambda w: service_edits.delete_commitment(w, COMMITMENT),
    "receive": lambda w: service_edits.receive_documents(w, [DOCUMENT], TODAY),
    "ask_for": lambda w: service_edits.add_document(w, SERVICE, "Drawing"),
    "delete_document": lambda w: service_edits.delete_document(w, DOCUMENT),
    "complete": lambda w: service_edits.complete_service(w, SERVICE, TODAY),
    "delete_service": lambda w: service_edits.delete_service(w, SERVICE),
    "delete_review": lambda w: plan_versions.delete_review(w, REVIEW),
}


def tables(workspace: Workspace) -> dict[str, list[Any]]:
    """Every row of every table of business data."""
    with workspace.read() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(text(f"SELECT * FROM {name}"))), key=repr)
            for name in (*sorted(schema()), "sale", "journal_flag")
        }


@pytest.mark.parametrize("name", WRITES)
def test_undo_leaves_every_table_as_it_was(filled: Workspace, name: str) -> None:
    before = tables(filled)
    done = WRITES[name](filled)
    after = tables(filled)
    assert after != before
    assert done.transaction_id is not None
    back = undo(filled, done.transaction_id)
    assert tables(filled) == before
    assert not back.kept
    redo(filled)
    assert tables(filled) == after
    assert not check_workspace(filled).findings


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    yield opened
    opened.close()


def give(giver: Workspace, taker: Workspace, folder: Path) -> None:
    path = folder / f"{len(list(folder.iterdir()))}.workbench"
    export_workspace(giver, path)
    merge_files(taker, [path])
    assert not check_workspace(taker).findings


def test_everything_goes_with_an_export_and_comes_back_the_same(
    filled: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for name in ("risk", "score", "member", "submit", "review", "need", "place", "suggestion"):
        WRITES[name](filled)
    give(filled, other, tmp_path)
    assert tables(other) == tables(filled)
    give(other, filled, tmp_path)
    assert tables(other) == tables(filled)


def test_all_writes_on_two_laptops_come_to_the_same_whoever_merges_first(
    filled: Workspace, other: Workspace, tmp_path: Path
) -> None:
    give(filled, other, tmp_path)
    names = list(WRITES)
    for workspace, order in ((filled, names), (other, names[::-1])):
        for name in order:
            try:
                WRITES[name](workspace)
            except WorkbenchError:
                continue
    give(filled, other, tmp_path)
    give(other, filled, tmp_path)
    assert tables(other) == tables(filled)
