"""Settings driven as a user drives them."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.colleagues import Colleague
from tests.documents.reading import whole_text
from tests.saved_changes import list_transactions
from tests.ui.screens_files.conftest import Driven
from workbench.domain.alarm_limits import AlarmLimits, CreditTerms
from workbench.domain.complaints import ComplaintDays
from workbench.domain.policies import (
    ALARM_LIMITS,
    ATTACHMENT_MB,
    COMPANY,
    COMPLAINT_DAYS,
    CREDIT_TERMS,
    PERSONAL_LEFT_DAYS,
    PERSONAL_REVIEW_DAYS,
    REPEAT_DAYS,
    policy,
)
from workbench.domain.recovery_code import write_code
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.foundation.i18n import language
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import load_settings
from workbench.services.backups import list_backups
from workbench.services.managers import add_manager, list_manager_rows
from workbench.services.policies import load_policies, load_visit_policy
from workbench.storage.attachments import keep_content
from workbench.storage.engine import connect
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.tokens import tokens
from workbench.ui.navigation import PageId
from workbench.ui.screens.settings.page import SettingsPage


@pytest.fixture
def page(driven: Driven) -> SettingsPage:
    return driven.go(PageId.SETTINGS, SettingsPage)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_over(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    """Replace what stands in a field, and leave it."""
    field.setFocus()
    field.selectAll()
    # As an input method commits it: the keys of a test are ASCII only.
    field.insert(text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def press_choice(qtbot: QtBot, choices: QWidget, word: str) -> None:
    button = next(one for one in choices.findChildren(QWidget) if one.accessibleName() == word)
    click(qtbot, button)


def open_section(driven: Driven, page: SettingsPage, name: str) -> None:
    page.choose(name)
    driven.settle()


def test_the_language_changes_at_once_and_stays(driven: Driven, page: SettingsPage, qtbot: QtBot) -> None:
    press_choice(qtbot, page.general.languages, "简体中文")
    driven.settle()
    assert language() == "zh_CN"
    assert load_settings().language == "zh_CN"
    press_choice(qtbot, page.general.languages, "English")
    driven.settle()
    assert page.title() == "Settings"


def test_the_theme_changes_at_once_and_stays(driven: Driven, page: SettingsPage, qtbot: QtBot) -> None:
    press_choice(qtbot, page.general.themes, "Dark")
    assert tokens().dark
    assert load_settings().theme == "dark"
    press_choice(qtbot, page.general.themes, "Light")
    assert not tokens().dark


def test_names_are_saved_on_leaving_the_field_and_stand_on_changes(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    type_over(qtbot, page.general.author.control, "韩梅梅")
    type_over(qtbot, page.general.company.control, "澜川贸易")
    assert (load_settings().author, load_settings().company) == ("韩梅梅", "澜川贸易")
    add_manager(driven.workspace, "李雷")
    assert list_transactions(driven.workspace)[0].author == "韩梅梅"


def test_a_passphrase_is_set_changed_and_removed(driven: Driven, qtbot: QtBot) -> None:
    def section() -> SettingsPage:
        page = driven.page(SettingsPage)
        open_section(driven, page, "protection")
        return page

    driven.go(PageId.SETTINGS, SettingsPage)
    driven.prompts.answers = ["first one"]
    click(qtbot, section().protection.passphrase_button)
    driven.settle()
    assert driven.workspace.encrypted
    assert driven.said == "The passphrase is set."
    # The recovery code of the new passphrase is printed here.
    assert driven.page(SettingsPage).section() is driven.page(SettingsPage).protection
    driven.prompts.answers = ["guessed", "another"]
    click(qtbot, section().protection.passphrase_button)
    driven.settle()
    assert driven.page(SettingsPage).protection.passphrase_error.isVisible()
    driven.prompts.answers = ["first one", "another"]
    click(qtbot, section().protection.passphrase_button)
    driven.settle()
    driven.prompts.answers = [False]
    click(qtbot, section().protection.remove_button)
    assert driven.prompts.asked[-1] == "Remove the passphrase?"
    driven.prompts.answers = [True, "another"]
    click(qtbot, section().protection.remove_button)
    driven.settle()
    assert not driven.workspace.encrypted
    assert section().protection.remove_button.isHidden()


def test_the_recovery_code_is_shown_to_who_knows_the_passphrase_and_saved_apart_from_the_file(
    driven: Driven, qtbot: QtBot, tmp_path: Path
) -> None:
    driven.go(PageId.SETTINGS, SettingsPage)
    page = driven.page(SettingsPage)
    open_section(driven, page, "protection")
    assert not page.protection.recovery_button.isEnabled()
    assert not page.protection.lock_button.isEnabled()
    driven.prompts.answers = ["first one"]
    click(qtbot, page.protection.passphrase_button)
    driven.settle()
    page = driven.page(SettingsPage)
    open_section(driven, page, "protection")
    section = page.protection
    driven.prompts.answers = ["guessed"]
    click(qtbot, section.recovery_button)
    driven.settle()
    assert section.recovery_error.isVisible()
    assert section.preview is None
    driven.prompts.answers = ["first one"]
    click(qtbot, section.recovery_button)
    driven.settle()
    preview = section.preview
    assert preview is not None
    assert not section.recovery_error.isVisible()
    groups = write_code(driven.workspace.key.raw)
    text = whole_text(preview.view.data())
    assert all(group in text for group in groups)
    # Beside the file only after a warning.
    beside, apart = driven.workspace.path.with_name("code.pdf"), tmp_path / "apart" / "code.pdf"
    apart.parent.mkdir()
    driven.prompts.answers = [beside, False]
    preview.save()
    driven.settle()
    assert not beside.exists()
    driven.prompts.answers = [apart]
    preview.save()
    driven.settle()
    assert apart.exists()
    preview.close()
    section.minutes.chosen.emit(5)
    assert load_settings().lock_after == 5


def test_cancelling_the_question_keeps_the_file_as_it_is(driven: Driven, page: SettingsPage) -> None:
    open_section(driven, page, "protection")
    driven.prompts.answers = [None]
    page.protection.set_passphrase()
    driven.settle()
    assert not driven.workspace.encrypted


def test_a_backup_is_made_and_listed(driven: Driven, page: SettingsPage, qtbot: QtBot) -> None:
    open_section(driven, page, "backups")
    before = len(list_backups(driven.workspace))
    click(qtbot, page.backups.backup_button)
    driven.settle()
    assert len(list_backups(driven.workspace)) == before + 1
    assert len(page.backups.backups.items_model.items) == before + 1


def test_a_sound_file_is_said_to_be_sound(driven: Driven, page: SettingsPage, qtbot: QtBot) -> None:
    open_section(driven, page, "checking")
    click(qtbot, page.checking.check_button)
    driven.settle()
    (item,) = page.checking.findings.items_model.items
    assert item.title.startswith("Sound: ")
    assert page.checking.repair_button.isHidden()


def test_tables_that_differ_from_the_journal_are_found_and_repaired(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    tampering = connect(driven.workspace.path, driven.workspace.key)
    tampering.execute("UPDATE frequency_rule SET count = 9")
    tampering.close()
    open_section(driven, page, "checking")
    click(qtbot, page.checking.check_button)
    driven.settle()
    assert page.checking.repair_button.isVisible()
    click(qtbot, page.checking.repair_button)
    driven.settle()
    assert page.checking.findings.items_model.items[0].title.startswith("Sound: ")
    assert load_visit_policy(driven.workspace).rules == DEFAULT_RULES


@pytest.fixture
def person(driven: Driven, page: SettingsPage) -> SettingsPage:
    open_section(driven, page, "people")
    driven.prompts.answers = ["李雷"]
    assert page.new_thing()
    driven.settle()
    page.people.choose(derived_id("manager", "李雷"))
    driven.settle()
    return page


def test_what_a_day_holds_is_edited_in_the_pane(driven: Driven, person: SettingsPage, qtbot: QtBot) -> None:
    pane = person.person_pane
    assert pane.isVisible()
    type_over(qtbot, pane.daily_visits.control, "6")
    driven.settle()
    assert list_manager_rows(driven.workspace)[0].manager.daily_visits == 6
    type_over(qtbot, pane.daily_calls.control, "many")
    driven.settle()
    assert pane.daily_calls.has_error()
    assert list_manager_rows(driven.workspace)[0].manager.daily_calls == 10


def test_days_away_are_added_and_removed(driven: Driven, person: SettingsPage, qtbot: QtBot) -> None:
    pane = person.person_pane
    click(qtbot, pane.add_button)
    assert pane.starts_on.has_error()
    type_over(qtbot, pane.starts_on.control, "2026-10-08")
    type_over(qtbot, pane.ends_on.control, "2026-10-01")
    click(qtbot, pane.add_button)
    driven.settle()
    assert pane.ends_on.has_error()
    type_over(qtbot, pane.ends_on.control, "2026-10-09")
    type_over(qtbot, pane.reason.control, "年假")
    click(qtbot, pane.add_button)
    driven.settle()
    (away,) = list_manager_rows(driven.workspace)[0].absences
    assert (away.span.start, away.span.end, away.reason) == (date(2026, 10, 8), date(2026, 10, 9), "年假")
    assert not pane.ends_on.has_error()
    pane.absences.action_requested.emit(away.id)
    driven.settle()
    assert list_manager_rows(driven.workspace)[0].absences == ()
    assert pane.none.isVisible()


def test_someone_who_left_no_longer_looks_after_accounts(
    driven: Driven, person: SettingsPage, qtbot: QtBot
) -> None:
    click(qtbot, person.person_pane.active)
    driven.settle()
    assert not list_manager_rows(driven.workspace)[0].manager.active
    assert person.close_innermost()
    assert person.person_pane.isHidden()


def test_a_second_person_of_the_same_name_is_refused(driven: Driven, person: SettingsPage) -> None:
    driven.prompts.answers = ["李雷"]
    person.new_thing()
    driven.settle()
    assert driven.prompts.errors
    assert len(list_manager_rows(driven.workspace)) == 1


def test_the_way_to_the_visit_policy_is_shown(driven: Driven, page: SettingsPage, qtbot: QtBot) -> None:
    open_section(driven, page, "rules")
    click(qtbot, page.rules.open_button)
    driven.settle()
    shown = driven.program.window.page()
    assert shown is not None
    assert shown.page_id is PageId.POLICY


def test_another_file_is_opened_from_the_list(
    driven: Driven, colleague: Colleague, tmp_path: Path, page: SettingsPage
) -> None:
    colleague("方淮").close()
    driven.program.open_file(tmp_path / "方淮.workbench")
    driven.settle()
    page = driven.go(PageId.SETTINGS, SettingsPage)
    open_section(driven, page, "files")
    first, second = page.files.recent.items_model.items
    assert (first.title, first.right) == ("方淮.workbench", "open now")
    page.files.recent.opened.emit(second.key)
    driven.settle()
    assert driven.workspace.path.name == "mine.workbench"


def test_the_sample_data_are_opened_and_taken_away_again(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    open_section(driven, page, "files")
    click(qtbot, page.files.load_button)
    driven.settle()
    assert driven.program.is_sample()
    page = driven.go(PageId.SETTINGS, SettingsPage)
    open_section(driven, page, "files")
    click(qtbot, page.files.remove_button)
    driven.settle()
    assert driven.workspace.path.name == "mine.workbench"


def test_about_names_the_version_and_every_part_has_its_whole_licence(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    open_section(driven, page, "about")
    texts = [one.text() for one in page.about.findChildren(QWidget) if hasattr(one, "text")]  # type: ignore[attr-defined]
    assert "0.1.0" in texts
    parts = {item.title: item for item in page.about.parts.items_model.items}
    assert parts["Qt for Python"].right == "LGPL-3.0"
    assert parts["Noto Sans SC"].right == "OFL-1.1"
    page.about.parts.opened.emit("Qt for Python")
    shown = driven.program.window.findChild(Dialog)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown.findChild(QPlainTextEdit).toPlainText()
    shown.reject()
    click(qtbot, page.about.copy_button)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "Workbench 0.1.0"
    assert str(driven.workspace.path) not in "".join(copied)


def test_how_long_personal_data_go_unasked_and_how_large_a_file_may_be_are_rules(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    open_section(driven, page, "personal")
    for wanted, typed in ((PERSONAL_REVIEW_DAYS, "90"), (PERSONAL_LEFT_DAYS, "30")):
        field = page.personal.fields[wanted.name, ""].control
        assert field.text() == "365"
        field.setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        driven.settle()
    open_section(driven, page, "file")
    largest = page.file.fields[ATTACHMENT_MB.name, ""]
    largest.control.setText("501")
    qtbot.keyClick(largest.control, Qt.Key.Key_Return)
    driven.settle()
    assert largest.has_error()
    largest.control.setText("40")
    qtbot.keyClick(largest.control, Qt.Key.Key_Return)
    driven.settle()
    values = load_policies(driven.workspace)
    assert [values[one.name] for one in (PERSONAL_REVIEW_DAYS, PERSONAL_LEFT_DAYS, ATTACHMENT_MB)] == [
        90,
        30,
        40,
    ]


def test_the_limits_of_complaints_are_rules_saved_together(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    open_section(driven, page, "complaints")
    fields = page.complaints.fields
    shown = {name: field.control.text() for (rule, name), field in fields.items() if rule == "complaint_days"}
    assert shown == {name: str(number) for name, number in asdict(ComplaintDays()).items()}
    analyse, repeats = fields[COMPLAINT_DAYS.name, "analyse"], fields[REPEAT_DAYS.name, ""]
    analyse.control.setText("251")
    qtbot.keyClick(analyse.control, Qt.Key.Key_Return)
    driven.settle()
    assert analyse.has_error()
    analyse.control.setText("4")
    qtbot.keyClick(analyse.control, Qt.Key.Key_Return)
    driven.settle()
    repeats.control.setText("90")
    qtbot.keyClick(repeats.control, Qt.Key.Key_Return)
    driven.settle()
    values = load_policies(driven.workspace)
    assert COMPLAINT_DAYS.read(values[COMPLAINT_DAYS.name]) == ComplaintDays(analyse=4)
    assert values[REPEAT_DAYS.name] == 90


def test_the_limits_of_alarms_and_the_terms_of_credit_are_rules(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    open_section(driven, page, "alarms")
    fields = page.alarms.fields
    shown = {key: field.control.text() for key, field in fields.items()}
    assert shown == {
        (rule.name, name): str(number)
        for rule, numbers in ((ALARM_LIMITS, AlarmLimits()), (CREDIT_TERMS, CreditTerms()))
        for name, number in asdict(numbers).items()
    }
    loss, term = fields[ALARM_LIMITS.name, "loss_days"], fields[CREDIT_TERMS.name, "b_percent"]
    loss.control.setText("3651")
    qtbot.keyClick(loss.control, Qt.Key.Key_Return)
    driven.settle()
    assert loss.has_error()
    # What is typed elsewhere waits for its own button.
    waits = fields[CREDIT_TERMS.name, "new_months"]
    waits.control.selectAll()
    waits.control.insert("9")
    for field, text in ((loss, "120"), (term, "150")):
        assert waits.control.text() == "9"
        field.control.setText(text)
        qtbot.keyClick(field.control, Qt.Key.Key_Return)
        driven.settle()
    values = load_policies(driven.workspace)
    assert ALARM_LIMITS.read(values[ALARM_LIMITS.name]) == AlarmLimits(loss_days=120)
    assert CREDIT_TERMS.read(values[CREDIT_TERMS.name]) == CreditTerms(b_percent=150, new_months=9)


def test_a_check_tells_what_is_worth_knowing_beside_what_is_wrong(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    with driven.workspace.change("test", "Content of no record") as change:
        keep_content(change.connection, b"minutes" * 300)
    open_section(driven, page, "checking")
    click(qtbot, page.checking.check_button)
    driven.settle()
    sound, noted = page.checking.findings.items_model.items
    assert sound.title.startswith("Sound: ")
    assert noted.title.startswith("1 attachment content of 3 kB is named by no record")
    assert page.checking.repair_button.isHidden()


def test_how_contracts_name_us_is_saved_field_by_field(
    driven: Driven, page: SettingsPage, qtbot: QtBot
) -> None:
    open_section(driven, page, "company")
    for name, text in (("name", "远航轴承有限公司"), ("bank_account", "6222 0000")):
        type_over(qtbot, page.company.fields[name].control, text)
    driven.settle()
    kept = policy(load_policies(driven.workspace), COMPANY)
    assert (kept.name, kept.bank_account, kept.signer) == ("远航轴承有限公司", "6222 0000", "")
    assert page.company.fields["name"].control.text() == "远航轴承有限公司"
