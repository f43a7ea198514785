"""The yearly review of tiers, and the tier of one account, in the real window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import account_id, account_page, accounts_page, workspace_of
from workbench.app import Program
from workbench.domain.accounts import Tier
from workbench.domain.scorecard import Criterion
from workbench.services.accounts import find_account
from workbench.services.records import list_records
from workbench.services.scorecard import score
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.accounts.tier_review import Group, TierReviewView
from workbench.ui.screens.settings.contents import best
from workbench.ui.screens.settings.judging import JudgingSection
from workbench.ui.screens.settings.page import SettingsPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def review(program: Program, qtbot: QtBot) -> TierReviewView:
    """The review, begun."""
    page = accounts_page(program)
    qtbot.mouseClick(page.review_button, LEFT)
    settle(program)
    QAbstractItemModelTester(
        page.review.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    return page.review


def _codes(review: TierReviewView) -> list[str]:
    return [row.code for row in review.table.model.shown_rows()]


def _choose(review: TierReviewView, group: Group) -> None:
    review.groups.choose(group)
    review.groups.chosen.emit(group)


def test_suggestions_stand_with_their_evidence(program: Program, review: TierReviewView) -> None:
    rows = review.table.model.shown_rows()
    assert [(row.code, row.suggestion.tier) for row in rows] == [("C", Tier.MAJOR), ("D", Tier.GENERAL)]
    assert "12-month sales 6 M reach 5 M" in rows[0].reason
    assert not review.accept_button.isEnabled()
    assert not review.refuse_button.isEnabled()


def test_the_limits_that_it_judges_by_are_named_and_lead_to_where_they_are_set(
    program: Program, review: TierReviewView, qtbot: QtBot
) -> None:
    assert review.limits_button.text() == "Focus from sales of 20 M a year, Major from 5 M"
    qtbot.mouseClick(review.limits_button, LEFT)
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    assert isinstance(page.section(), JudgingSection)
    named = best("threshold")
    assert named is not None
    assert named.title() == "Tiers", "the palette finds them too"


def test_what_accepting_brings_is_shown_before_it_is_saved(program: Program, review: TierReviewView) -> None:
    (item,) = review.load.people.items_model.items
    assert item.title == "乔屿"
    assert "→" in item.second
    review.table.select(account_id("D"))
    settle(program)
    assert review.load.about.text() == "If the selected tier is accepted"


def test_a_refusal_asks_why_and_keeps_the_suggestion_away(
    program: Program, review: TierReviewView, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    prompts.answers = [None, "They close next year"]
    review.table.select(account_id("D"))
    qtbot.mouseClick(review.refuse_button, LEFT)
    settle(program)
    assert _codes(review) == ["C", "D"]
    qtbot.mouseClick(review.refuse_button, LEFT)
    settle(program)
    assert _codes(review) == ["C"]
    _choose(review, Group.REFUSED)
    (row,) = review.table.model.shown_rows()
    assert row.refusal is not None
    assert row.refusal.reason == "They close next year"
    assert review.refuse_button.text() == "Suggest again"
    review.table.select(account_id("D"))
    qtbot.mouseClick(review.refuse_button, LEFT)
    settle(program)
    _choose(review, Group.ALL)
    assert _codes(review) == ["C", "D"]


def test_all_that_is_shown_is_accepted_at_once_and_taken_back_at_once(
    program: Program, review: TierReviewView, qtbot: QtBot
) -> None:
    _choose(review, Group.UP)
    assert _codes(review) == ["C"]
    qtbot.mouseClick(review.all_button, LEFT)
    settle(program)
    workspace = workspace_of(program)
    assert find_account(workspace, "C").tier is Tier.MAJOR
    assert find_account(workspace, "D").tier is None
    assert program.window.toast.text() == "1 tier confirmed"
    qtbot.mouseClick(program.window.toast.action_button, LEFT)
    settle(program)
    assert find_account(workspace, "C").tier is Tier.GENERAL


def test_the_filter_narrows_what_is_accepted(program: Program, review: TierReviewView, qtbot: QtBot) -> None:
    review.search.setText("harbor")
    assert _codes(review) == ["C"]
    qtbot.mouseClick(review.all_button, LEFT)
    settle(program)
    assert find_account(workspace_of(program), "D").tier is None


def test_imported_strategic_accounts_stand_by_themselves_until_their_nomination_is_whole(
    program: Program, review: TierReviewView, qtbot: QtBot
) -> None:
    _choose(review, Group.UNCONFIRMED)
    assert _codes(review) == ["A"]
    review.table.select(account_id("A"))
    assert not review.accept_button.isEnabled()
    assert not review.all_button.isEnabled()
    workspace = workspace_of(program)
    score(workspace, account_id("A"), Criterion.SOLVENCY, 5)
    with workspace.change("test", "Test") as change:
        change.set(
            "account",
            account_id("A"),
            {"nomination_approved_by": "Boss", "nomination_approved_on": date(2026, 9, 1)},
        )
    review.refresh()
    settle(program)
    review.table.select(account_id("A"))
    qtbot.mouseClick(review.accept_button, LEFT)
    settle(program)
    assert find_account(workspace, "A").tier_confirmed_on == date(2026, 9, 15)
    assert _codes(review) == []


def test_finishing_asks_who_approved(
    program: Program, review: TierReviewView, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    prompts.answers = ["陈总"]
    qtbot.mouseClick(review.finish_button, LEFT)
    settle(program)
    (row,) = list_records(workspace_of(program), "tier-reviews").rows
    assert (row["approved_by"], row["reviewed_on"]) == ("陈总", "2026-09-15")
    assert "approved by 陈总" in review.about.text()


def test_esc_leads_back_to_the_list(program: Program, review: TierReviewView, qtbot: QtBot) -> None:
    page = accounts_page(program)
    assert page.title() == "Review tiers"
    qtbot.keyClick(program.window, Qt.Key.Key_Escape)
    assert page.title() == "Accounts"


# --- the tier of one account


def test_strategic_says_what_is_missing_and_is_confirmed_when_nothing_is(
    program: Program, qtbot: QtBot
) -> None:
    page = account_page(program, "B")
    page.sections.go_to(Section.PROFILE)
    settle(program)
    form = page.sections.profile().tier
    assert form.nomination.isHidden()
    form.tier.control.choose(Tier.STRATEGIC)
    assert not form.nomination.isHidden()
    assert [item.mark.shape for item in form.conditions.items_model.items if item.mark] == [
        "circle-x",
        "circle-check",
    ]
    form.reason.control.setText("Leads its trade")
    form.save()
    settle(program)
    assert form.tier.has_error()
    score(workspace_of(program), account_id("B"), Criterion.SOLVENCY, 5)
    form.save()
    settle(program)
    assert form.approved_by.has_error()
    form.approved_by.control.setText("陈总")
    form.approved_on.control.set_day(date(2026, 9, 1))
    form.save()
    settle(program)
    assert find_account(workspace_of(program), "B").tier is Tier.STRATEGIC
    first = form.history.items_model.items[0]
    assert first.title == "Focus → Strategic"
    assert first.second == "Leads its trade"
