"""Scores, evaluations, refused tiers, reviews and ties on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from tests.journeys.command_line import CommandLine
from workbench.domain.evaluation import Dimension
from workbench.domain.scorecard import Criterion
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import create_account, find_account, list_managers
from workbench.services.evaluation import evaluate
from workbench.services.relationship import get_relationship, tie_people
from workbench.services.scorecard import score
from workbench.services.tiers import finish_review, refuse_tiers, review_tiers
from workbench.services.workspaces import Workspace, open_workspace


@contextmanager
def _opened(filled: CommandLine) -> Iterator[Workspace]:
    clock = FixedClock(date.fromisoformat(filled.today))
    workspace = open_workspace(filled.workspace, clock=clock, author="Li Lei")
    try:
        yield workspace
    finally:
        workspace.close()


def _judge(filled: CommandLine) -> None:
    with _opened(filled) as workspace:
        account = find_account(workspace, "K1").id
        score(workspace, account, Criterion.SOLVENCY, 4)
        evaluate(workspace, account, {Dimension.REPUTATION: 30})
        refuse_tiers(workspace, review_tiers(workspace).proposals, "Let us see")
        finish_review(workspace, "Boss")
        contact = get_relationship(workspace, account).contacts[0]
        tie_people(workspace, contact.id, list_managers(workspace)[0].id, 2)


@pytest.fixture
def untiered(filled: CommandLine) -> CommandLine:
    """Beside the three accounts one that has no tier yet."""
    with _opened(filled) as workspace:
        create_account(workspace, {"name": "New", "code": "K4"})
    return filled


def test_how_accounts_were_judged_is_listed_and_shown(untiered: CommandLine) -> None:
    _judge(untiered)
    (one,) = untiered("list", "scores", "--where", "account_code=K1").data["rows"]
    assert (one["criterion"], one["score"]) == ("solvency", 4)
    (one,) = untiered("list", "evaluations").data["rows"]
    assert untiered("show", "evaluations", one["id"]).data["reputation"] == 30
    (one,) = untiered("list", "tier-reviews").data["rows"]
    assert one["approved_by"] == "Boss"
    (one,) = untiered("list", "ties").data["rows"]
    assert (one["contact"], one["strength"]) == ("赵伟", 2)
    refused = untiered("list", "tier-refusals").data["rows"]
    assert {row["reason"] for row in refused} == {"Let us see"}


def test_a_refused_tier_is_not_suggested_to_scripts_either(untiered: CommandLine) -> None:
    before = untiered("tiers").data["suggestions"]
    assert before
    _judge(untiered)
    assert untiered("tiers").data["suggestions"] == []
