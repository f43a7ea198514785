"""Calls, projects, services, closed days and visiting hours on the page of an account."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import TODAY, account_id, account_page, accounts_page, workspace_of
from workbench.app import Program
from workbench.domain.contact_log import Channel
from workbench.domain.visits import VisitKind
from workbench.services.closures import get_closures
from workbench.services.contact_log import get_contact_log, log_contact
from workbench.services.projects import get_work, save_project
from workbench.services.search import search
from workbench.services.service_edits import save_service
from workbench.services.visits import schedule_visit
from workbench.ui.screens.accounts.contact_section import ContactSection
from workbench.ui.screens.accounts.quick_log import QuickLog
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.shell.actions import run_action
from workbench.ui.shell.found import destination_of

A, B = account_id("A"), account_id("B")


def section_of(program: Program, code: str = "A") -> ContactSection:
    page = account_page(program, code)
    page.sections.go_to(Section.CONTACT)
    settle(program)
    found = page.sections.section(Section.CONTACT)
    assert isinstance(found, ContactSection)
    return found


def quick_log(program: Program) -> QuickLog:
    """Press Ctrl+L."""
    run_action(next(one for one in program.window.actions_table if one.key == "log-call"))
    settle(program)
    found = next(one for one in program.window.findChildren(QuickLog) if one.isVisible())
    assert isinstance(found, QuickLog)
    return found


def test_ctrl_l_on_an_account_notes_a_call_by_typing_and_enter(program: Program) -> None:
    account_page(program)
    dialog = quick_log(program)
    assert dialog.account.control.text() == "澜川精密机械（苏州）有限公司"
    assert QApplication.focusWidget() is dialog.form.text.control
    dialog.form.text.control.insert("问了交货期")
    QTest.keyClick(dialog.form.text.control, Qt.Key.Key_Return)
    settle(program)
    assert not any(one.isVisible() for one in program.window.findChildren(QuickLog))
    (line,) = get_contact_log(workspace_of(program), A).lines
    assert (line.entry.text, line.entry.channel, line.entry.on) == ("问了交货期", Channel.CALL, TODAY)


def test_from_elsewhere_the_accounts_of_late_are_one_click_away(program: Program) -> None:
    log_contact(workspace_of(program), B, Channel.CALL, "报价")
    accounts_page(program)
    dialog = quick_log(program)
    assert dialog.account.control.text() == ""
    buttons = [dialog.recent_row.itemAt(at).widget() for at in range(dialog.recent_row.count())]
    names = [one.text() for one in buttons if one is not None]
    assert names[0] == "谷屿电子"
    buttons[0].click()
    settle(program)
    dialog.form.channel.choose(Channel.MESSAGE)
    dialog.form.text.control.insert("发了新目录")
    dialog.accept_button.click()
    settle(program)
    assert {one.entry.channel for one in get_contact_log(workspace_of(program), B).lines} == {
        Channel.MESSAGE,
        Channel.CALL,
    }


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(program: Program) -> None:
    accounts_page(program)
    dialog = quick_log(program)
    dialog.form.text.control.insert("发了新目录")
    dialog.accept()
    assert dialog.account.has_error()
    assert dialog.isVisible()
    dialog.reject()
    account_page(program)
    dialog = quick_log(program)
    dialog.accept()
    settle(program)
    assert dialog.form.text.has_error()
    assert dialog.isVisible()
    dialog.reject()


def test_another_day_does_not_keep_the_time_of_now(program: Program) -> None:
    account_page(program)
    dialog = quick_log(program)
    assert dialog.form.time.control.text()
    QTest.keyClick(dialog.form.day.control, Qt.Key.Key_Down)
    dialog.form.text.control.insert("问了交货期")
    dialog.accept()
    settle(program)
    (line,) = get_contact_log(workspace_of(program), A).lines
    assert (line.entry.on, line.entry.at) == (TODAY - timedelta(days=1), "")


def test_an_entry_is_opened_changed_and_deleted(program: Program) -> None:
    log_contact(workspace_of(program), A, Channel.CALL, "问了交货期")
    section = section_of(program)
    QAbstractItemModelTester(section.log.list.items_model)
    section.log.list.opened.emit(section.log.list.items_model.items[0].key)
    pane = section.log_pane
    assert pane.isVisible()
    pane.form.text.control.setText("问了价格")
    pane.form.person.control.setCurrentIndex(1)
    pane.save_button.click()
    settle(program)
    (line,) = get_contact_log(workspace_of(program), A).lines
    assert (line.entry.text, line.person) == ("问了价格", "顾承远")
    assert pane.isHidden()
    section.log.list.opened.emit(line.entry.id)
    pane.delete_button.click()
    settle(program)
    assert section.log.list.items_model.items[0].title == "No call and no message is noted"


def test_a_project_is_noted_and_the_page_expects_its_calls(program: Program) -> None:
    section = section_of(program)
    section.work.projects_title.link.click()
    pane = section.project_pane
    pane.save_button.click()
    settle(program)
    assert pane.fields["title"].has_error()
    pane.fields["title"].control.setText("高压柜改造")
    pane.fields["delivered_on"].control.set_day(date(2026, 7, 20))
    pane.save_button.click()
    settle(program)
    assert [one.title for one in section.work.projects.items_model.items] == ["高压柜改造"]
    view = account_page(program)._view
    assert view is not None
    assert VisitKind.TELEPHONE in {one.kind for one in view.expected}


def test_completing_a_service_says_until_when_to_call(program: Program) -> None:
    save_service(workspace_of(program), A, {"text": "更换断路器", "requested_on": date(2026, 9, 1)})
    section = section_of(program)
    section.work.services.opened.emit(section.work.services.items_model.items[0].key)
    settle(program)
    section.service_pane.complete_button.click()
    settle(program)
    assert program.window.toast.text() == "Saved. Call until Fri 18 Sep 2026"
    (item,) = section.work.services.items_model.items
    assert (item.right, item.action) == ("Call until Fri 18 Sep 2026", "Called today")
    section.work.services.action_requested.emit(item.key)
    settle(program)
    (line,) = get_work(workspace_of(program), A).services
    assert line.made is not None
    assert section.work.services.items_model.items[0].right == "Called on 15 Sep"


def test_what_is_found_by_search_opens_where_it_stands(program: Program) -> None:
    save_project(workspace_of(program), A, {"title": "高压柜改造"})
    (hit,) = search(workspace_of(program), "高压柜", 5)
    program.window.go(destination_of(hit))
    settle(program)
    section = account_page(program).sections.section(Section.CONTACT)
    assert isinstance(section, ContactSection)
    assert section.project_pane.isVisible()
    assert account_page(program).close_innermost()
    assert section.project_pane.isHidden()


def test_closed_days_are_noted_in_the_profile_and_tell_what_they_hit(program: Program) -> None:
    workspace = workspace_of(program)
    schedule_visit(workspace, A, TODAY + timedelta(days=20))
    page = account_page(program)
    page.sections.go_to(Section.PROFILE)
    settle(program)
    closures = page.sections.profile().closures
    closures.begin()
    closures.save()
    assert closures.start.has_error()
    closures.start.control.set_day(TODAY + timedelta(days=20))
    closures.reason.control.setText("检修")
    closures.save_button.click()
    settle(program)
    (closure,) = get_closures(workspace, A).ahead
    assert (closure.span.start, closure.span.end, closure.reason) == (
        TODAY + timedelta(days=20),
        TODAY + timedelta(days=20),
        "检修",
    )
    assert closures.hit.isVisible()
    closures.list.action_requested.emit(closure.id)
    settle(program)
    assert get_closures(workspace, A).ahead == ()
    assert closures.hit.isHidden()


def test_visiting_hours_that_cannot_be_read_are_refused_at_the_field(program: Program) -> None:
    page = account_page(program)
    page.sections.go_to(Section.PROFILE)
    settle(program)
    field = page.sections.profile().fields["visiting_hours"]
    field.control.setText("mornings")
    field.control.saved.emit("mornings")
    settle(program)
    assert field.has_error()
    field.control.saved.emit("9:00~11:30、14:00-17:00")
    settle(program)
    assert not field.has_error()
    field.control.setModified(False)
    page.refresh(None)
    settle(program)
    assert field.control.text() == "09:00-11:30, 14:00-17:00"
