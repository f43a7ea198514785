"""The page of one account driven as a user drives it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.domain.accounts import AccountKind, Contact, Tier
from workbench.domain.visits import VisitKind, VisitState
from workbench.services.account_merging import merge_accounts
from workbench.services.account_view import Expected, get_account_view
from workbench.services.accounts import find_account, get_account_overview
from workbench.services.complaints import record_complaint
from workbench.services.relationship import set_joint_teams
from workbench.services.visits import list_visits_between
from workbench.ui.kit.labels import Label
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.history_section import HistorySection
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.overview import Overview
from workbench.ui.screens.accounts.records_section import RecordsSection
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.accounts.visits_section import VisitsSection
from workbench.ui.screens.complaints.record_dialog import RecordDialog

LEFT = Qt.MouseButton.LeftButton


def overview_of(page: AccountPage) -> Overview:
    overview = page.sections.section(Section.OVERVIEW)
    assert isinstance(overview, Overview)
    return overview


def words_of(page: AccountPage) -> str:
    return " ".join(label.text() for label in page.facts.findChildren(Label) if not label.isHidden())


def test_the_facts_and_the_overview_are_the_brief(program: Program) -> None:
    page = account_page(program)
    assert page.title() == "澜川精密"
    assert page.subtitle() == "澜川精密机械（苏州）有限公司"
    assert "Strategic" in words_of(page)
    assert "1 Sep" in words_of(page)
    assert "25 Sep" in words_of(page)
    overview = overview_of(page)
    assert "1 promise is overdue" in [item.title for item in overview.notices.items_model.items]
    (promise,) = overview.promises.items_model.items
    assert (promise.title, promise.right) == ("补交检测报告", "Ours · 5 days late")
    kinds = {item.title: item for item in overview.expected.items_model.items}
    assert kinds["Field visit"].second == "Tier Strategic: Field visit, 2 a month"
    assert [item.chip for item in overview.visits.items_model.items] == ["Agreed"] + ["Done"] * 6
    assert [item.title for item in overview.side.people.items_model.items] == ["顾承远"]


def test_the_facts_tell_the_kam_level_and_why(program: Program) -> None:
    page = account_page(program)
    assert "Pre-KAM" in words_of(page)
    set_joint_teams(workspace_of(program), account_id("A"), "Line 2 team")
    page.refresh(None)
    settle(program)
    assert "Synergistic KAM" in words_of(page)
    (level,) = [one for one in page.facts.findChildren(Label) if one.text() == "Synergistic KAM"]
    assert level.toolTip() == "Joint teams: Line 2 team"


def test_facts_give_way_as_a_whole_where_there_is_no_room(program: Program) -> None:
    page = account_page(program)
    page.facts.setMinimumWidth(0)
    shown: list[int] = []
    for width in (1800, 700, 420):
        page.facts.resize(width, page.facts.height())
        shown.append(sum(not fact.isHidden() for _rank, fact in page.facts._facts))
        said = sum(fact.sizeHint().width() for _rank, fact in page.facts._facts if not fact.isHidden())
        assert said <= width or shown[-1] == 3, "tier, next visit and what is overdue stay"
    assert shown == sorted(shown, reverse=True)
    assert shown[0] > shown[-1]


def test_an_account_that_was_merged_away_leads_to_the_one_it_became_part_of(program: Program) -> None:
    gone, stays = sorted((account_id("A"), account_id("B")), reverse=True)
    page = account_page(program, "A" if gone == account_id("A") else "B")
    merge_accounts(workspace_of(program), gone, stays, {})
    page.refresh(None)
    settle(program)
    assert page.gone.isHidden()
    assert page.destination().subject == stays
    program.window.go(Destination(PageId.ACCOUNTS))
    program.window.go(Destination(PageId.ACCOUNT, subject=gone))
    settle(program)
    assert page.destination().subject == stays


def test_a_promise_is_ticked_off_and_another_noted(program: Program, qtbot: QtBot) -> None:
    page = account_page(program)
    overview = overview_of(page)
    overview.promises.setFocus()
    overview.promises.choose(overview.promises.items_model.items[0].key)
    qtbot.keyClick(overview.promises, Qt.Key.Key_Space)
    settle(program)
    assert [item.title for item in overview.promises.items_model.items] == ["No promise is open"]
    qtbot.mouseClick(overview._promises_title.link, LEFT)
    form = overview.new_promise
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    assert form.text.has_error()
    form.text.control.insert("二期报价")
    qtbot.keyClicks(form.due.control, "+7")
    qtbot.keyClick(form.due.control, Qt.Key.Key_Return)
    settle(program)
    assert not form.isVisible()
    (promise,) = get_account_overview(workspace_of(program), account_id("A")).open_actions
    assert (promise.text, promise.due_on) == ("二期报价", date(2026, 9, 22))


def test_a_field_is_saved_when_it_is_left_and_undo_takes_it_back(program: Program, qtbot: QtBot) -> None:
    page = account_page(program)
    page.sections.go_to(Section.PROFILE)
    profile = page.sections.profile()
    city = profile.fields["city"].control
    city.setFocus()
    city.selectAll()
    city.insert("太仓")
    qtbot.keyClick(city, Qt.Key.Key_Return)
    settle(program)
    assert find_account(workspace_of(program), "A").city == "太仓"
    program.window.undo()
    settle(program)
    assert find_account(workspace_of(program), "A").city == "苏州"
    assert city.text() == "苏州"


def test_a_value_that_cannot_be_is_said_beside_its_field(program: Program, qtbot: QtBot) -> None:
    page = account_page(program)
    page.sections.go_to(Section.PROFILE)
    profile = page.sections.profile()
    for name, text in (("name", ""), ("credit_code", "91310000"), ("founded_on", "long ago")):
        field = profile.fields[name]
        field.control.setFocus()
        field.control.selectAll()
        qtbot.keyClick(field.control, Qt.Key.Key_Delete)
        qtbot.keyClicks(field.control, text)
        profile.fields["city"].control.setFocus()
        settle(program)
        assert field.has_error(), name
    account = find_account(workspace_of(program), "A")
    assert (account.credit_code, account.founded_on) == ("", None)


def test_choices_and_weekdays_are_saved_at_once(program: Program, qtbot: QtBot) -> None:
    page = account_page(program)
    page.sections.go_to(Section.PROFILE)
    profile = page.sections.profile()
    kind = profile.fields["kind"].control
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_Down)
    settle(program)
    profile.weekdays[0].click()
    settle(program)
    account = find_account(workspace_of(program), "A")
    assert (account.kind, account.excluded_weekdays) == (AccountKind.END_CUSTOMER, (0,))


def test_a_tier_is_confirmed_only_with_a_reason(program: Program, qtbot: QtBot) -> None:
    page = account_page(program, "B")
    page.sections.go_to(Section.PROFILE)
    form = page.sections.profile().tier
    form.tier.control.choose(Tier.MAJOR)
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    assert form.reason.has_error()
    form.reason.control.insert("年度评审")
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    account = find_account(workspace_of(program), "B")
    assert (account.tier, account.tier_reason, account.tier_confirmed_on) == (
        Tier.MAJOR,
        "年度评审",
        date(2026, 9, 15),
    )


def test_a_person_is_added_changed_and_deleted(program: Program, qtbot: QtBot) -> None:
    page = account_page(program, "B")
    page.sections.go_to(Section.PEOPLE)
    page.sections.people().go_to(PeopleView.LIST)
    people = page.sections.people().people
    form = people.form
    assert people.nothing.isVisible()
    qtbot.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    assert form.name.has_error()
    form.name.control.insert("林致远")
    form.support.control.choose(-2)
    form.influence.control.choose(4)
    next(iter(form.roles.values())).click()
    qtbot.keyClicks(form.interval.control, "often")
    qtbot.mouseClick(form.save_button, LEFT)
    assert form.interval.has_error()
    form.interval.control.setText("30")
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    (person,) = get_account_overview(workspace_of(program), account_id("B")).contacts
    assert (person.name, person.support, person.influence) == ("林致远", -2, 4)
    assert person.wished_interval_days == 30
    assert people.list.isVisible()
    people.list.choose(person.id)
    qtbot.keyClick(program.window, Qt.Key.Key_F2)
    assert form.name.control.hasFocus()
    form.name.control.setText("林志远")
    qtbot.keyClick(form.name.control, Qt.Key.Key_Return)
    settle(program)
    assert people.list.items_model.items[0].title == "林志远"
    people.select(person.id)
    qtbot.mouseClick(form.delete_button, LEFT)
    settle(program)
    assert get_account_overview(workspace_of(program), account_id("B")).contacts == ()
    assert people.nothing.isVisible()


def test_visits_lead_to_their_report(program: Program, qtbot: QtBot) -> None:
    page = account_page(program)
    page.sections.go_to(Section.VISITS)
    visits = page.sections.section(Section.VISITS)
    assert isinstance(visits, VisitsSection)
    rows = visits.table.model.shown_rows()
    assert [(row.visit.state, row.met) for row in rows[:2]] == [
        (VisitState.AGREED, ""),
        (VisitState.DONE, "顾承远"),
    ]
    visits.table.select(rows[1].visit.id)
    visits.table.setFocus()
    qtbot.keyClick(visits.table.view, Qt.Key.Key_Return)
    settle(program)
    assert page_of(program).page_id is PageId.CALENDAR
    program.window.go_back()
    settle(program)
    assert page_of(program) is page
    assert page.sections.current() is Section.VISITS


def test_contracts_complaints_and_requests_are_listed_and_lead_to_their_pages(program: Program) -> None:
    noted = {"account_id": account_id("A"), "text": "Two of twelve are wrong"}
    record_complaint(workspace_of(program), noted)
    page = account_page(program)
    page.sections.go_to(Section.RECORDS)
    settle(program)
    records = page.sections.section(Section.RECORDS)
    assert isinstance(records, RecordsSection)
    (item,) = records.contracts.list.items_model.items
    assert item.title == "年度框架合同"
    (complaint,) = records.complaints.list.items_model.items
    assert complaint.second.endswith(" · To be judged")
    asked: list[Destination] = []
    page.sections.destination_requested.connect(asked.append)
    records.contracts.list.opened.emit(item.key)
    program.window.go_back()
    records.complaints.header.link.click()
    settle(program)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    assert dialog.form.account.control.text().startswith("澜川")
    dialog.reject()
    records.complaints.list.opened.emit(complaint.key)
    assert [(one.page, one.subject, one.item) for one in asked] == [
        (PageId.CONTRACTS, None, item.key),
        (PageId.COMPLAINT, complaint.key, None),
    ]
    settle(program)
    assert page_of(program).page_id is PageId.COMPLAINT
    page = account_page(program, "B")
    page.sections.go_to(Section.RECORDS)
    settle(program)
    groups = (records.complaints, records.services, records.contracts)
    assert all(one.nothing.isVisible() and not one.list.isVisible() for one in groups)


def test_the_history_says_who_changed_what_from_what(program: Program, qtbot: QtBot) -> None:
    page = account_page(program, "B")
    form = page.sections.profile().tier
    page.sections.go_to(Section.PROFILE)
    form.tier.control.choose(Tier.MAJOR)
    form.reason.control.setText("年度评审")
    form.save()
    settle(program)
    page.sections.go_to(Section.HISTORY)
    settle(program)
    history = page.sections.section(Section.HISTORY)
    assert isinstance(history, HistorySection)
    columns = {column.key: column for column in history.table.model.columns}
    told = {
        columns["field"].cell(line).words(): (
            columns["author"].cell(line).words(),
            columns["before"].cell(line).words(),
            columns["after"].cell(line).words(),
        )
        for line in history.table.model.shown_rows()
    }
    assert told["Tier"] == ("张蔚", "Focus", "Major")
    assert told["Tier reason"] == ("张蔚", "–", "年度评审")


def test_whoever_is_to_be_met_is_visited_though_a_call_is_due(program: Program) -> None:
    page = account_page(program, "B")
    view = get_account_view(workspace_of(program), account_id("B"))
    duty = view.duty
    assert duty is not None
    kind = VisitKind.TELEPHONE
    call = replace(duty, slot=replace(duty.slot, kind=kind))
    calling = replace(view, expected=(Expected(kind, call.slot.required, None, None, call),))
    page.visit_pane.begin(calling)
    assert page.visit_pane.kind.control.key() is VisitKind.TELEPHONE
    page.visit_pane.begin(calling, (Contact(account_id("B"), account_id("B"), "Lin"),))
    assert page.visit_pane.kind.control.key() is VisitKind.FIELD
    assert page.visit_pane._why.isHidden()


def test_a_visit_is_scheduled_with_the_reason_for_it(program: Program, qtbot: QtBot) -> None:
    page = account_page(program, "B")
    qtbot.mouseClick(page.visit_button, LEFT)
    assert page.visit_pane.isVisible()
    assert overview_of(page).side.isHidden()
    assert "Tier Focus: Field visit, 1 a month" in page.visit_pane._why.text()
    qtbot.keyClick(page.visit_pane.day.control, Qt.Key.Key_Escape)
    assert not page.visit_pane.isVisible()
    assert not overview_of(page).side.isHidden()
    qtbot.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.visit_pane.time.control.setText("25:00")
    page.visit_pane.save()
    settle(program)
    assert page.visit_pane.time.has_error()
    page.visit_pane.time.control.setText("14：00")
    page.visit_pane.day.control.setText("2026-09-16")
    qtbot.mouseClick(page.visit_pane.save_button, LEFT)
    settle(program)
    day = date(2026, 9, 16)
    assert [one.at for one in list_visits_between(workspace_of(program), day, day)] == ["14:00"]
    assert "16 Sep 14:00" in words_of(page)


def test_a_deleted_account_comes_back_by_undo(program: Program, qtbot: QtBot) -> None:
    page = account_page(program)
    qtbot.mouseClick(page.delete_button, LEFT)
    settle(program)
    assert page_of(program).page_id is PageId.ACCOUNTS
    assert program.window.toast.text() == "澜川精密 deleted"
    program.window.go(Destination(PageId.ACCOUNT, subject=account_id("A")))
    settle(program)
    assert page.gone.isVisible()
    qtbot.mouseClick(program.window.toast.action_button, LEFT)
    settle(program)
    assert not page.gone.isVisible()
    assert page.title() == "澜川精密"
    assert [item.title for item in overview_of(page).side.people.items_model.items] == ["顾承远"]


def test_the_page_speaks_another_language_at_once(program: Program) -> None:
    page = account_page(program)
    for section in Section:
        page.sections.go_to(section)
        settle(program)
    program.switch_language("zh_CN")
    program.switch_theme("dark")
    settle(program)
    assert "战略" in words_of(page)
    assert page.sections.profile().fields["kind"].control.isVisible() is False
