"""The page of the visit policy driven as a user drives it."""

from datetime import date
from pathlib import Path

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.domain.frequency import Condition, Frequency
from workbench.domain.periods import PeriodKind
from workbench.domain.policies import FOLLOW_UP_DAYS, NEW_YEAR_TASK, WORKING_HOURS
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visit_policy import shipped_policy
from workbench.domain.visits import VisitKind
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.accounts import find_account
from workbench.services.managers import add_manager, edit_manager
from workbench.services.overrides import OverrideInput, add_override, list_own_frequencies
from workbench.services.policies import load_visit_policy
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.overview import OWN_FREQUENCY, Overview
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.policy.page import PolicyPage, View
from workbench.ui.screens.settings.page import SettingsPage

FOCUS, GENERAL = DEFAULT_RULES[1], DEFAULT_RULES[3]


def titles(shown: ItemList) -> list[str]:
    return [item.title for item in shown.items_model.items]


def pick(rep: Rep, combo: ComboBox, key: object) -> None:
    """Take a choice as with the mouse."""
    combo.choose(key)
    combo.picked.emit(key)
    settle(rep.program)


def type_over(rep: Rep, field: TextField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    rep.type_in(field, text)


def choose(rep: Rep, page: PolicyPage, rule_id: Id) -> None:
    assert page.rules.table.select(rule_id)
    settle(rep.program)


def test_every_rule_tells_for_how_many_accounts_it_is_and_for_whom(rep: Rep, page: PolicyPage) -> None:
    rows = {row.rule.id: row for row in page.rules.table.model.shown_rows()}
    assert len(rows) == len(DEFAULT_RULES)
    use = rows[GENERAL.id].use
    assert use is not None
    assert (use.accounts, use.decides) == (2, 2)
    assert rows[DEFAULT_RULES[4].id].idle
    choose(rep, page, GENERAL.id)
    assert titles(page.rules.examples) == ["Account 3", "Account 4"]
    assert page.rules.examples.items_model.items[0].second == (
        "because Tier General: Field visit, 1 a half-year"
    )
    assert not page.save_button.isEnabled()
    QAbstractItemModelTester(page.rules.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_an_edit_is_a_draft_until_it_is_saved_and_undo_takes_all_back(rep: Rep, page: PolicyPage) -> None:
    choose(rep, page, GENERAL.id)
    type_over(rep, page.rules.editor.count.control, "2")
    pick(rep, page.rules.editor.period.control, PeriodKind.MONTH)
    page.go_to(View.NUMBERS)
    type_over(rep, page.numbers.fields["follow_up_days", ""].control, "5")
    assert page.subtitle() == "2 changes not saved"
    assert load_visit_policy(rep.workspace) == shipped_policy()
    found = page._found
    assert found is not None
    assert found.total_then.visits - found.total_now.visits == 11
    assert titles(page.pane.accounts) == ["2 accounts"]
    assert page.pane.accounts.items_model.items[0].second == "Field visit: 1 a half-year → 2 a month"
    rep.click(page.save_button)
    saved = load_visit_policy(rep.workspace)
    rule = saved.rule(GENERAL.id)
    assert rule is not None
    assert rule.frequency == Frequency(2, PeriodKind.MONTH)
    assert saved.number(FOLLOW_UP_DAYS) == 5
    assert page.subtitle() == ""
    assert not page.save_button.isEnabled()
    rep.program.undo()
    settle(rep.program)
    assert load_visit_policy(rep.workspace) == shipped_policy()
    assert page.draft == shipped_policy()


def test_what_is_wrong_is_said_at_its_field_and_never_reaches_the_draft(rep: Rep, page: PolicyPage) -> None:
    choose(rep, page, GENERAL.id)
    field = page.rules.editor.count
    for text in ("many", "999"):
        type_over(rep, field.control, text)
        assert field.has_error(), text
    rep.click(page.save_button)
    assert load_visit_policy(rep.workspace) == shipped_policy()
    assert field.control.hasFocus()
    type_over(rep, field.control, "2")
    assert not field.has_error()
    page.go_to(View.NUMBERS)
    end = page.numbers.fields["working_hours", "end"]
    type_over(rep, end.control, "07:00")
    assert end.has_error()
    type_over(rep, end.control, "18:00")
    assert not end.has_error()
    assert page.draft.number(WORKING_HOURS).end == 18 * 60


def test_a_rule_is_added_duplicated_moved_and_deleted_in_the_draft(rep: Rep, page: PolicyPage) -> None:
    rep.click(page.new_button)
    editor = page.rules.editor
    pick(rep, editor.condition.control, Condition.KEY_TYPE)
    pick(rep, editor.kind.control, VisitKind.TELEPHONE)
    new = page.rules.current()
    assert new is not None
    assert (new.condition, new.value, new.kind) == (Condition.KEY_TYPE, "industry", VisitKind.TELEPHONE)
    pick(rep, editor.condition.control, Condition.EVERY)
    assert not editor.value.isEnabled()
    assert titles(page.rules.examples) == [f"Account {number}" for number in range(5)]
    rep.click(editor.copy_button)
    assert len(page.draft.rules) == len(DEFAULT_RULES) + 2
    copy = page.rules.current()
    assert copy is not None
    assert copy.id != new.id
    rep.click(editor.up_button)
    assert [rule.id for rule in page.draft.rules[-2:]] == [copy.id, new.id]
    rep.click(editor.delete_button)
    assert page.draft.rule(copy.id) is None
    assert rep.said == "Rule taken out of the draft"
    rep.click(page.save_button)
    assert load_visit_policy(rep.workspace).rules[-1].whom == "Every account"


def test_discarding_can_be_taken_back_and_the_shipped_policy_is_a_draft_too(
    rep: Rep, page: PolicyPage
) -> None:
    choose(rep, page, FOCUS.id)
    rep.click(page.rules.editor.delete_button)
    rep.click(page.save_button)
    rep.click(page.restore_button)
    assert titles(page.pane.draft) == ["Tier Focus: Field visit"]
    rep.click(page.discard_button)
    assert page.draft.rule(FOCUS.id) is None
    rep.click(rep.program.window.toast.action_button)
    assert page.draft.rule(FOCUS.id) == FOCUS
    rep.click(page.save_button)
    assert load_visit_policy(rep.workspace) == shipped_policy()


def test_overload_is_told_by_person_and_week_and_a_lever_mends_it(rep: Rep, page: PolicyPage) -> None:
    edit_manager(rep.workspace, derived_id("manager", "李雷"), {"daily_visits": 1})
    page.refresh(None)
    choose(rep, page, GENERAL.id)
    pick(rep, page.rules.editor.period.control, PeriodKind.MONTH)
    type_over(rep, page.rules.editor.count.control, "20")
    (person,) = page.pane.people.items_model.items
    assert (person.title, person.chip) == ("李雷", "overloaded")
    assert page.pane.weeks.items_model.items[0].title == "李雷"
    rep.click(page.pane.plan.plan_button)
    (general,) = [item for item in page.pane.plan.tiers.items_model.items if item.title == "General"]
    assert general.right.startswith("0 → ")
    (lever,) = page.pane.levers.items_model.items
    assert lever.title == "Tier General: Field visit 2 a month"
    page.pane.levers.action_requested.emit(lever.key)
    settle(rep.program)
    assert page.pane.people.items_model.items[0].chip == ""
    assert page.pane.levers.isHidden()
    assert page.pane.plan.tiers.isHidden()


def test_own_frequencies_are_listed_added_and_ended(rep: Rep, page: PolicyPage) -> None:
    page.go_to(View.OVERRIDES)
    settle(rep.program)
    assert page.overrides.currentWidget() is page.overrides.nothing
    rep.click(page.new_button)
    pane = page.own
    rep.click(pane.save_button)
    assert pane.account.has_error()
    rep.type_in(pane.account.control, "Account 3")
    assert titles(pane.hits)[0] == "Account 3"
    pane.hits.opened.emit(pane.hits.items_model.items[0].key)
    settle(rep.program)
    assert pane.instead.text() == "Without it: Tier General: Field visit, 1 a half-year"
    rep.click(pane.save_button)
    assert pane.reason.has_error()
    pane.reason.control.setText("New plant")
    pane.until.control.setText("2026-09-01")
    rep.click(pane.save_button)
    assert pane.until.has_error()
    pane.until.control.setText("2026-12-31")
    rep.click(pane.save_button)
    (own,) = list_own_frequencies(rep.workspace)
    assert (own.account.short, own.override.reason, own.holds) == ("Account 3", "New plant", True)
    assert pane.isHidden()
    page.overrides.table.select(own.override.id)
    settle(rep.program)
    rep.click(pane.end_button)
    assert not list_own_frequencies(rep.workspace)[0].holds
    # What has ended stays in the list.
    assert len(page.overrides.table.model.shown_rows()) == 1


def test_an_account_gets_its_own_frequency_on_its_page(rep: Rep) -> None:
    account = find_account(rep.workspace, "K1").id
    rep.program.window.go(Destination(PageId.ACCOUNT, subject=account))
    settle(rep.program)
    page = rep.page(AccountPage)
    overview = page.sections.section(Section.OVERVIEW)
    assert isinstance(overview, Overview)
    overview.expected.why_requested.emit(VisitKind.FIELD)
    settle(rep.program)
    assert page.own.isVisible()
    page.own.count.control.setText("3")
    page.own.reason.control.setText("Ramp-up")
    rep.click(page.own.save_button)
    first = overview.expected.items_model.items[0]
    assert first.second == "Own frequency: Field visit, 3 a month (Ramp-up)"
    overview.expected.opened.emit(OWN_FREQUENCY)
    settle(rep.program)
    assert page.own.isVisible()
    assert page.close_innermost()
    assert page.own.isHidden()


def test_an_account_is_opened_from_the_examples(rep: Rep, page: PolicyPage) -> None:
    choose(rep, page, FOCUS.id)
    page.rules.examples.opened.emit(find_account(rep.workspace, "K1").id)
    settle(rep.program)
    assert rep.page(AccountPage).title() == "Account 1"


def test_a_draft_goes_on_when_something_else_is_saved(rep: Rep, page: PolicyPage) -> None:
    choose(rep, page, FOCUS.id)
    rep.click(page.rules.editor.active)
    account = find_account(rep.workspace, "K0").id
    given = OverrideInput(VisitKind.TELEPHONE, Frequency(1, PeriodKind.MONTH), "why")
    context = rep.program.context
    assert context is not None
    context.save(lambda workspace: add_override(workspace, account, given))
    settle(rep.program)
    rule = page.draft.rule(FOCUS.id)
    assert rule is not None
    assert not rule.active
    assert page.subtitle() == "1 change not saved"
    assert len(page.overrides.table.model.shown_rows()) == 1


def test_numbers_are_edited_with_the_rules_and_lead_to_everybodys_own(rep: Rep, page: PolicyPage) -> None:
    page.go_to(View.NUMBERS)
    settle(rep.program)
    rep.click(page.numbers.new_year)
    assert page.draft.number(NEW_YEAR_TASK) == 0
    minutes = page.numbers.fields["visit_minutes", "field"].control
    before = page._found
    assert before is not None
    type_over(rep, minutes, "180")
    after = page._found
    assert after is not None
    assert after.total_then.hours > before.total_now.hours
    rep.click(page.numbers.people_link)
    assert rep.page(SettingsPage).section() is rep.page(SettingsPage).people


def test_an_empty_file_says_what_will_stand_there(
    app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    save_settings(Settings(author="张蔚", language="en"))
    file = tmp_path / "empty.workbench"
    clock = FixedClock(date(2026, 9, 15))
    workspace = new_workspace(file, clock=clock)
    add_manager(workspace, "李雷")
    workspace.close()
    with running(app, clock, prompts, file) as program:
        rep = Rep(program, prompts, qtbot)
        rep.choose("policy")
        page = rep.page(PolicyPage)
        assert page.pane.about.text().startswith("There is no account yet.")
        assert page.pane.people.isHidden()
        assert titles(page.rules.examples) == ["The rule is for no account"]
        assert page.new_thing()
        settle(program)
        assert page.subtitle() == "1 change not saved"
