"""Scorecards, evaluations, nominations, refusals and reviews of a workspace (2-rules §2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from workbench.domain.accounts import Tier
from workbench.domain.evaluation import Dimension, blocking_evaluation
from workbench.domain.policies import (
    PROFIT_TIERS,
    SCORECARD_THRESHOLD,
    SCORECARD_WEIGHTS,
    TIER_SCHEME,
    policy,
)
from workbench.domain.sales import SaleRecord
from workbench.domain.scorecard import Criterion, ScorecardWeights
from workbench.domain.tiers import ProfitThresholds, TierCause, TierScheme
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, edit_account, find_account
from workbench.services.evaluation import (
    evaluate,
    override_credit_block,
)
from workbench.services.history import undo
from workbench.services.nominations import Approval, confirm_tier, get_tier_view
from workbench.services.policies import load_policies, save_policy
from workbench.services.records import get_record, list_records
from workbench.services.relationship import get_relationship
from workbench.services.scorecard import score
from workbench.services.tier_load import preview_load
from workbench.services.tiers import (
    accept_tiers,
    finish_review,
    refuse_tiers,
    review_tiers,
    withdraw_refusals,
)
from workbench.services.value import analyse_abc
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace

YUAN = 100
APPROVED = Approval("General manager", date(2026, 6, 30))


@pytest.fixture
def account(workspace: Workspace) -> Id:
    """An account with sales of 6 million in the last year, kept by Wang Fang."""
    with workspace.change("test", "Test") as change:
        manager = change.create("manager", {"name": "Wang Fang"}, derived_id("manager", "Wang Fang"))
        row = {"code": "A", "name": "A", "manager_id": manager}
        row_id = change.create("account", row, derived_id("account", "A"))
        change.add_sales(
            row_id, [SaleRecord(date(2026, 3, 1), 6_000_000 * YUAN, "N1", "1", cost_fen=5_000_000 * YUAN)]
        )
    return row_id


def _qualify(workspace: Workspace, account: Id) -> None:
    for criterion in list(Criterion)[:5]:
        score(workspace, account, criterion, 4)


@contextmanager
def _queries(workspace: Workspace) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with workspace.read() as session:
        engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


# --- scorecard


def test_scores_are_kept_with_their_day_and_taken_away_again(workspace: Workspace, account: Id) -> None:
    score(workspace, account, Criterion.SOLVENCY, 3)
    score(workspace, account, Criterion.SOLVENCY, 5)
    card = get_relationship(workspace, account).scorecard
    assert {one.value: (each.score, each.scored_on) for one, each in card.scores.items()} == {
        "solvency": (5, date(2026, 7, 1))
    }
    assert card.result.counted == "scored 1 of 22"
    score(workspace, account, Criterion.SOLVENCY, None)
    assert get_relationship(workspace, account).scorecard.scores == {}
    undo(workspace)
    assert get_relationship(workspace, account).scorecard.result.scored == 1


def test_a_score_out_of_range_is_refused(workspace: Workspace, account: Id) -> None:
    with pytest.raises(BadInput) as caught:
        score(workspace, account, Criterion.SOLVENCY, 6)
    assert caught.value.where == "solvency"


def test_the_weights_of_the_house_are_used(workspace: Workspace, account: Id) -> None:
    score(workspace, account, Criterion.SOLVENCY, 5)
    score(workspace, account, Criterion.FLEXIBILITY, 0)
    save_policy(workspace, SCORECARD_WEIGHTS, ScorecardWeights(solvency=3))
    assert get_relationship(workspace, account).scorecard.result.total_bp == 7_500
    assert policy(load_policies(workspace), SCORECARD_WEIGHTS).solvency == 3
    with pytest.raises(BadInput):
        save_policy(workspace, SCORECARD_THRESHOLD, 101)


def test_scores_and_words_from_elsewhere_never_stop_the_card(workspace: Workspace, account: Id) -> None:
    with workspace.change("test", "Test") as change:
        for criterion, points in (("charisma", 3), ("solvency", 9), ("flexibility", -1)):
            change.create("scorecard_score", {"account_id": account, "criterion": criterion, "score": points})
        row = {"account_id": account, "reputation": 400, "initiative": 70}
        change.create("evaluation", row)
        change.create("tier_refusal", {"account_id": account, "tier": "platinum"})
    assert get_relationship(workspace, account).scorecard.scores == {}
    (line,) = get_relationship(workspace, account).evaluations.lines
    assert (line.evaluation.reputation, line.total) == (None, 70)
    assert len(review_tiers(workspace).proposals) == 1


# --- evaluation


def test_evaluations_make_a_history_and_a_bad_reputation_blocks_credit(
    workspace: Workspace, account: Id
) -> None:
    evaluate(workspace, account, {Dimension.REPUTATION: 80}, on=date(2026, 1, 5))
    evaluate(workspace, account, {Dimension.REPUTATION: 30, Dimension.INITIATIVE: 90}, "They cheat")
    view = get_relationship(workspace, account).evaluations
    assert [one.evaluation.evaluated_on for one in view.lines] == [date(2026, 7, 1), date(2026, 1, 5)]
    assert view.blocking is not None
    override_credit_block(workspace, view.blocking.id, "The group guarantees")
    after = get_relationship(workspace, account).evaluations
    assert after.blocking is None
    assert blocking_evaluation(one.evaluation for one in after.lines) is None


@pytest.mark.parametrize(
    ("points", "on", "where"),
    [
        ({Dimension.REPUTATION: 101}, None, "reputation"),
        ({}, None, "initiative"),
        ({Dimension.REPUTATION: 1}, date(2026, 7, 2), "evaluated_on"),
    ],
)
def test_an_evaluation_that_makes_no_sense_is_refused(
    workspace: Workspace, account: Id, points: dict[Dimension, int], on: date | None, where: str
) -> None:
    with pytest.raises(BadInput) as caught:
        evaluate(workspace, account, points, on=on)
    assert caught.value.where == where


def test_lifting_the_block_needs_a_reason(workspace: Workspace, account: Id) -> None:
    evaluate(workspace, account, {Dimension.REPUTATION: 30})
    blocking = get_relationship(workspace, account).evaluations.blocking
    assert blocking is not None
    with pytest.raises(BadInput):
        override_credit_block(workspace, blocking.id, " ")


# --- nomination


def test_strategic_takes_the_scorecard_no_competitor_and_the_approval(
    workspace: Workspace, account: Id
) -> None:
    with pytest.raises(BadInput, match="the scorecard is empty") as caught:
        confirm_tier(workspace, account, Tier.STRATEGIC, "Leads its trade", APPROVED)
    assert caught.value.where == "tier"
    _qualify(workspace, account)
    with pytest.raises(BadInput, match="approval is missing") as caught:
        confirm_tier(workspace, account, Tier.STRATEGIC, "Leads its trade")
    assert caught.value.where == "nomination_approved_by"
    edit_account(workspace, account, {"is_competitor": True})
    with pytest.raises(BadInput, match="competitor"):
        confirm_tier(workspace, account, Tier.STRATEGIC, "Leads its trade", APPROVED)
    edit_account(workspace, account, {"is_competitor": False})
    confirm_tier(workspace, account, Tier.STRATEGIC, "Leads its trade", APPROVED)
    found = find_account(workspace, "A")
    assert (found.tier, found.nomination_approved_by) == (Tier.STRATEGIC, "General manager")
    assert found.nomination_approved_on == date(2026, 6, 30)


def test_an_approval_in_the_future_is_none(workspace: Workspace, account: Id) -> None:
    _qualify(workspace, account)
    with pytest.raises(BadInput) as caught:
        confirm_tier(workspace, account, Tier.STRATEGIC, "Why", Approval("Boss", date(2026, 7, 2)))
    assert caught.value.where == "nomination_approved_on"


def test_the_history_of_a_tier_says_when_by_whom_from_what_to_what_and_why(
    workspace: Workspace, account: Id
) -> None:
    confirm_tier(workspace, account, Tier.MAJOR, "Grows")
    confirm_tier(workspace, account, Tier.FOCUS, "Grew more")
    steps = get_tier_view(workspace, account).history
    assert [(one.before, one.after, one.reason, one.author) for one in steps] == [
        (Tier.MAJOR, Tier.FOCUS, "Grew more", "Li Lei"),
        (None, Tier.MAJOR, "Grows", "Li Lei"),
    ]


def test_a_sixth_strategic_account_brings_a_warning_before_it_is_confirmed(
    workspace: Workspace, account: Id
) -> None:
    for number in range(5):
        create_account(workspace, {"name": f"S{number}", "tier": "strategic"})
    assert "6 strategic accounts" in get_tier_view(workspace, account).strategic_warning


# --- review


def test_a_refused_suggestion_stays_away_for_a_year(workspace: Workspace, account: Id) -> None:
    review = review_tiers(workspace)
    with pytest.raises(BadInput):
        refuse_tiers(workspace, review.proposals, " ")
    refuse_tiers(workspace, review.proposals, "They leave us soon")
    after = review_tiers(workspace)
    assert after.proposals == ()
    (kept,) = after.refused
    assert kept.refusal is not None
    assert kept.refusal.reason == "They leave us soon"
    withdraw_refusals(workspace, [kept.refusal.id])
    assert [one.code for one in review_tiers(workspace).proposals] == ["A"]


def test_other_evidence_is_heard_in_spite_of_a_refusal(workspace: Workspace, account: Id) -> None:
    refuse_tiers(workspace, review_tiers(workspace).proposals, "No")
    with workspace.change("test", "Test") as change:
        change.add_sales(account, [SaleRecord(date(2026, 5, 1), 15_000_000 * YUAN, "N2", "1")])
    (proposal,) = review_tiers(workspace).proposals
    assert proposal.suggestion.tier is Tier.FOCUS


def test_a_refusal_is_forgotten_after_a_year(workspace: Workspace, account: Id, tmp_path: Path) -> None:
    refuse_tiers(workspace, review_tiers(workspace).proposals, "No")
    path = workspace.path
    workspace.close()
    later = open_workspace(path, clock=FixedClock(date(2027, 7, 1)), author="Li Lei")
    try:
        review = review_tiers(later)
        assert review.refused == ()
        assert [one.suggestion.tier for one in review.proposals] == [Tier.GENERAL]
    finally:
        later.close()


def test_finishing_says_who_approved_and_counts_what_was_decided(workspace: Workspace, account: Id) -> None:
    create_account(workspace, {"name": "B"})
    first, second = review_tiers(workspace).proposals
    accept_tiers(workspace, [first])
    refuse_tiers(workspace, [second], "Let us see")
    assert review_tiers(workspace).is_due
    with pytest.raises(BadInput):
        finish_review(workspace, "")
    finish_review(workspace, "General manager")
    review = review_tiers(workspace)
    assert review.last_review is not None
    assert (review.last_review.accepted, review.last_review.refused) == (1, 1)
    assert not review.is_due


def test_the_reason_of_a_suggestion_is_in_the_language_of_the_moment(
    workspace: Workspace, account: Id
) -> None:
    (proposal,) = review_tiers(workspace).proposals
    english = proposal.reason
    with use_language("zh_CN"):
        assert proposal.reason != english


def test_the_second_scheme_judges_by_profit_and_counts_whom_it_cannot(
    workspace: Workspace, account: Id
) -> None:
    create_account(workspace, {"name": "B", "code": "B", "tier": "major"})
    with workspace.change("test", "Test") as change:
        change.add_sales(derived_id("account", "B"), [SaleRecord(date(2026, 3, 1), 500 * YUAN, "N1", "1")])
    save_policy(workspace, TIER_SCHEME, TierScheme.PROFIT)
    review = review_tiers(workspace)
    assert review.scheme is TierScheme.PROFIT
    assert review.without_profit == 1
    (proposal,) = review.proposals
    assert (proposal.suggestion.tier, proposal.suggestion.cause) == (Tier.FOCUS, TierCause.NOT_NOMINATED)
    save_policy(workspace, PROFIT_TIERS, ProfitThresholds(strategic_bp=10_000, focus_bp=10_000))
    _qualify(workspace, account)
    edit_account(
        workspace,
        account,
        {"nomination_approved_by": "Boss", "nomination_approved_on": date(2026, 6, 1)},
    )
    (proposal,) = review_tiers(workspace).proposals
    assert proposal.suggestion.tier is Tier.STRATEGIC
    accept_tiers(workspace, [proposal])
    score(workspace, account, Criterion.SOLVENCY, 0)
    score(workspace, account, Criterion.FLEXIBILITY, 0)
    assert find_account(workspace, "A").tier is Tier.STRATEGIC


def test_an_accepted_nomination_is_checked_once_more(workspace: Workspace, account: Id) -> None:
    with workspace.change("test", "Imported") as change:
        change.set("account", account, {"tier": "strategic"})
    (kept,) = review_tiers(workspace).unconfirmed
    with pytest.raises(NotAllowed, match="cannot be confirmed as strategic"):
        accept_tiers(workspace, [kept])


def test_accepting_shows_the_visits_it_brings_before_it_is_saved(workspace: Workspace, account: Id) -> None:
    (load,) = preview_load(workspace, review_tiers(workspace).proposals)
    assert load.manager.name == "Wang Fang"
    assert (load.now.visits, load.then.visits) == (0, 1)
    assert (load.now.hours, load.then.hours) == (0, 1.5)
    assert load.visit_capacity > 200
    assert not load.overloaded(load.then)


@pytest.mark.parametrize("scheme", list(TierScheme))
def test_the_number_of_queries_does_not_depend_on_the_accounts(
    workspace: Workspace, account: Id, scheme: TierScheme
) -> None:
    save_policy(workspace, TIER_SCHEME, scheme)
    with _queries(workspace) as few:
        review_tiers(workspace)
    for number in range(20):
        create_account(workspace, {"name": f"N{number}", "tier": "strategic"})
    with _queries(workspace) as many:
        review_tiers(workspace)
    assert len(many) == len(few)


# --- analysis, records


def test_the_analysis_knows_tier_type_and_manager(workspace: Workspace, account: Id) -> None:
    edit_account(workspace, account, {"key_type": "regional"})
    confirm_tier(workspace, account, Tier.FOCUS, "grows")
    (line,) = analyse_abc(workspace).lines
    assert (line.tier, line.key_type, line.manager) == (Tier.FOCUS, "regional", "Wang Fang")


def test_the_new_kinds_are_listed_and_shown(workspace: Workspace, account: Id) -> None:
    score(workspace, account, Criterion.SOLVENCY, 3)
    evaluate(workspace, account, {Dimension.REPUTATION: 30})
    refuse_tiers(workspace, review_tiers(workspace).proposals, "No")
    finish_review(workspace, "Boss")
    for kind in ("scores", "evaluations", "tier-refusals", "tier-reviews"):
        (row,) = list_records(workspace, kind).rows
        assert get_record(workspace, kind, row["id"])["id"] == row["id"]
