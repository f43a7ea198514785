"""The plan as a whole: outline, handing in and deciding, versions, preview, and the parts made of lines."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.ui.screens_accounts.conftest import account_id, shown_account, workspace_of
from tests.ui.screens_accounts.plan_driving import YEAR, area_of, open_plan, rest, stored, write
from workbench.app import Program
from workbench.domain.plan_records import PlanPart, Verdict
from workbench.domain.plan_stand import PlanState
from workbench.domain.risk_grid import RiskClass
from workbench.domain.risks import Level
from workbench.services.plan_objectives import save_objective
from workbench.services.risks import add_risk
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.screens.accounts.needs_section import WHITESPACE, NeedsSection
from workbench.ui.screens.accounts.plan.missing_list import SHOWN
from workbench.ui.screens.accounts.plan.preview import page_of
from workbench.ui.screens.accounts.plan.reviews_body import ReviewsBody
from workbench.ui.screens.accounts.plan.risks_body import RisksBody
from workbench.ui.screens.accounts.plan.team_body import TeamBody
from workbench.ui.screens.accounts.sections import Section

A = account_id("A")


def test_the_outline_tells_how_complete_the_plan_is_and_leads_to_what_is_missing(
    program: Program, qtbot: QtBot
) -> None:
    plan = open_plan(program, qtbot, "D")
    paper = stored(program, "D")
    outline = plan.outline
    QAbstractItemModelTester(outline.parts.items_model)
    assert outline.ring.share() == paper.completeness_bp / 10_000
    assert outline.count.text() == f"{sum(one.is_filled for one in paper.parts)} of {len(paper.parts)}"
    assert len(outline.missing.links) == min(SHOWN, len(paper.missing))
    outline.missing.more.click()
    assert [one.accessibleName() for one in outline.missing.links] == [one.text for one in paper.missing]
    at = next(n for n, one in enumerate(paper.missing) if one.part is PlanPart.VISION)
    outline.missing.links[at].click()
    qtbot.waitUntil(area_of(plan, PlanPart.VISION).hasFocus)
    area_of(plan, PlanPart.VISION).setText("They grow, and we with them")
    plan.head.year.setFocus()
    rest(program, qtbot)
    assert PlanPart.VISION not in [one.part for one in stored(program, "D").missing]
    assert "They" not in outline.missing.links[0].accessibleName()


def test_an_objective_without_a_dated_action_leads_to_its_card(program: Program, qtbot: QtBot) -> None:
    save_objective(workspace_of(program), A, YEAR, {"text": "Sell more"})
    plan = open_plan(program, qtbot)
    missing = next(one for one in stored(program).missing if one.objective_id is not None)
    plan.outline.mend_requested.emit(missing)
    (card,) = plan.objectives.cards.values()
    qtbot.waitUntil(card.entry.hasFocus)


def test_a_click_in_the_outline_brings_the_part_into_sight(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    plan.outline.part_requested.emit(PlanPart.RISKS)
    block = plan.document.blocks[PlanPart.RISKS]
    qtbot.waitUntil(lambda: not block.visibleRegion().isEmpty())
    assert plan.outline.parts.current_key() is PlanPart.RISKS


def test_a_plan_is_handed_in_approved_and_says_what_changed_since(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    head = plan.head
    assert not head.versions_button.isEnabled()
    write(program, qtbot, PlanPart.VISION, "The only supplier of line two")
    head.submit_button.click()
    rest(program, qtbot)
    assert stored(program).state is PlanState.SUBMITTED
    assert head.submit_button.isHidden()
    head.approve_button.click()
    rest(program, qtbot)
    assert stored(program).state is PlanState.APPROVED
    assert "张蔚" in head.told._whole
    assert head.approve_button.isHidden()
    write(program, qtbot, PlanPart.VISION, "The first supplier of line two")
    assert "changed since it was approved" in head.told._whole
    assert head.submit_button.isVisible()
    head.versions_button.click()
    rest(program, qtbot)
    pane = plan.versions
    assert [one.chip for one in pane.list.items_model.items] == ["Approved"]
    (found,) = [one for one in pane.differences if one.part is PlanPart.VISION]
    told = [(one.before, one.after) for one in found.fields]
    assert told == [("The only supplier of line two", "The first supplier of line two")]
    head.submit_button.click()
    rest(program, qtbot)
    assert len(pane.list.items_model.items) == 2
    first, second = reversed(stored(program).versions)
    pane.before.control.choose(second.id)
    pane.after.control.choose(first.id)
    pane.after.control.picked.emit(first.id)
    rest(program, qtbot)
    assert [one.part for one in pane.differences if one.part is PlanPart.VISION] == [PlanPart.VISION]


def test_an_empty_plan_is_not_handed_in_and_says_why(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    plan.head.submit_button.click()
    rest(program, qtbot)
    assert "Nothing is written" in plan.banner.label.text()
    assert stored(program).state is PlanState.DRAFT


def test_a_return_needs_its_reason_which_then_stands_over_the_plan(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    write(program, qtbot, PlanPart.VISION, "More")
    plan.head.submit_button.click()
    rest(program, qtbot)
    plan.head.return_button.click()
    pane = plan.return_pane
    assert pane.isVisible()
    pane.return_button.click()
    rest(program, qtbot)
    assert pane.reason.has_error()
    assert stored(program).state is PlanState.SUBMITTED
    pane.reason.control.setText("No figures")
    pane.return_button.click()
    rest(program, qtbot)
    assert pane.isHidden()
    assert stored(program).state is PlanState.RETURNED
    assert plan.reason.isVisible()
    assert "No figures" in plan.reason.label.text()
    assert plan.head.submit_button.isVisible()


def test_what_was_handed_in_too_early_is_taken_back(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    write(program, qtbot, PlanPart.VISION, "More")
    plan.head.submit_button.click()
    rest(program, qtbot)
    plan.show_versions()
    rest(program, qtbot)
    plan.versions.list.action_requested.emit(plan.versions.list.items_model.items[0].key)
    rest(program, qtbot)
    assert stored(program).state is PlanState.DRAFT
    assert plan.versions.isHidden()


def test_the_preview_shows_what_is_being_typed_and_follows_the_part(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    assert plan.preview.isHidden()
    plan.head.preview_button.click()
    assert plan.preview.isVisible()
    qtbot.waitUntil(lambda: plan.preview.view.page_count() > 3, timeout=20_000)
    rest(program, qtbot)
    before = plan.preview.view.data()
    area = area_of(plan, PlanPart.RISKS)
    area.setFocus()
    wanted = page_of(PlanPart.RISKS, plan.preview._pages)
    assert wanted is not None
    assert wanted > 1
    qtbot.waitUntil(lambda: plan.preview.view.page() == wanted)
    area.insertPlainText("Half a sentence")
    plan.preview._timer.stop()
    plan.preview.make()
    rest(program, qtbot)
    assert plan.preview.view.data() != before
    assert abs(plan.preview.view.page() - wanted) <= 1
    plan.preview.view.go_to_page(0)
    area.insertPlainText(" more")
    plan.preview.make()
    rest(program, qtbot)
    assert plan.preview.view.page() == 0
    plan.head.preview_button.click()
    assert plan.preview.isHidden()


def test_a_preview_that_is_opened_later_shows_the_part_one_looks_at(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    plan.show_preview(True)
    plan.document.go_to(PlanPart.RISKS)
    qtbot.waitUntil(lambda: plan.preview.view.page_count() > 3, timeout=20_000)
    rest(program, qtbot)
    assert plan.preview.view.page() == page_of(PlanPart.RISKS, plan.preview._pages)


def test_the_page_of_a_part_is_that_of_the_nearest_bookmark_before_it() -> None:
    pages = {"summary": 1, "1definition": 2, "swot": 5, "risks": 9}
    assert page_of(PlanPart.SUMMARY, pages) == 1
    assert page_of(PlanPart.STRENGTHS, pages) == 5
    assert page_of(PlanPart.RISKS, pages) == 9
    assert page_of(PlanPart.SUMMARY, {}) is None


def test_risks_are_noted_judged_and_closed_in_place(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    body = plan.document.blocks[PlanPart.RISKS].body
    assert isinstance(body, RisksBody)
    assert body.headings.isHidden()
    body.entry.setFocus()
    body.entry.insert("A competitor offers 8% less")
    QTest.keyClick(body.entry, Qt.Key.Key_Return)
    rest(program, qtbot)
    (line,) = body.lines.values()
    heads = {label.text(): label.x() for label in body.headings.findChildren(Label)}
    assert heads["Impact"] == line.controls["impact"].x(), "each heading stands over its column"
    assert heads["Due on"] == line.controls["due_on"].x()
    for name in ("probability", "impact"):
        combo = line.controls[name]
        assert isinstance(combo, ComboBox)
        combo.choose("high")
        combo.picked.emit("high")
        rest(program, qtbot)
    (risk,) = stored(program).risks
    assert (risk.probability, risk.impact) == (Level.HIGH, Level.HIGH)
    assert line.chip.accessibleName() == RiskClass.STOPPER.label
    line.close_button.click()
    rest(program, qtbot)
    assert not body.lines


def test_the_team_is_taken_from_the_proposals(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    body = plan.document.blocks[PlanPart.TEAM].body
    assert isinstance(body, TeamBody)
    body.lines[0].take_button.click()
    rest(program, qtbot)
    (member,) = [one for one in stored(program).team if one.member_id]
    assert member.name == "乔屿"
    body.entry.setFocus()
    body.entry.insert("Ms Sørensen")
    QTest.keyClick(body.entry, Qt.Key.Key_Return)
    rest(program, qtbot)
    assert [one.name for one in stored(program).team] == ["乔屿", "Ms Sørensen"]


def test_a_review_needs_its_verdict_and_cause_and_can_be_deleted(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    body = plan.document.blocks[PlanPart.REVIEWS].body
    assert isinstance(body, ReviewsBody)
    body.begin_button.click()
    body.save_button.click()
    assert body.verdict.has_error()
    body.verdict.control.choose(Verdict.PARTLY)
    body.save_button.click()
    rest(program, qtbot)
    assert body.cause.has_error()
    body.cause.control.setText("The line came late")
    body.change.control.setText("Offer in March")
    body.save_button.click()
    rest(program, qtbot)
    assert body.form.isHidden()
    (review,) = stored(program).reviews
    assert (review.verdict, review.cause, review.change) == (
        Verdict.PARTLY,
        "The line came late",
        "Offer in March",
    )
    body.lines.action_requested.emit(review.id)
    rest(program, qtbot)
    assert stored(program).reviews == ()
    body.next_day.setFocus()
    body.next_day.setText("2026-12-10")
    plan.head.year.setFocus()
    rest(program, qtbot)
    assert stored(program).review_on == date(2026, 12, 10)


def test_the_strip_counts_what_was_made_is_ahead_and_is_asked_for(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    months = {one.month: one for one in plan.visits.strip.months}
    assert (months[5].done, months[9].done, months[9].ahead) == (2, 1, 1)
    assert months[5].required >= 2
    assert "May: 2 made" in months[5].told


def test_a_live_block_leads_to_where_its_data_are_edited(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    sections = shown_account(program).sections
    plan.document.blocks[PlanPart.NEEDS].link.click()
    assert sections.current() is Section.NEEDS
    sections.go_to(Section.PLAN)
    plan.document.blocks[PlanPart.WHITESPACE].link.click()
    needs = sections.section(Section.NEEDS)
    assert isinstance(needs, NeedsSection)
    assert needs.tabs.current() == WHITESPACE


def test_a_pane_gives_way_to_the_account_s_own_pane(program: Program, qtbot: QtBot) -> None:
    add_risk(workspace_of(program), A, {"text": "Any"})
    plan = open_plan(program, qtbot)
    plan.show_suggestions(None)
    page = program.window.page()
    page.visit_button.click()  # type: ignore[union-attr]
    assert plan.suggestions.isHidden()
