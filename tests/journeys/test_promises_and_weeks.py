"""The ledger and the weekly report in the real window: from the click to the rows and the PDF on disk."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.documents.reading import whole_text
from tests.journeys.at_the_window import Rep, somebody
from tests.ready_made import put_ready_made
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import settle
from workbench.domain.promises import Age, PromiseState
from workbench.domain.visits import Side
from workbench.domain.weekly_reports import Section, Submission
from workbench.foundation.clock import FixedClock
from workbench.foundation.settings import Settings, save_settings
from workbench.services.promises import PromiseLine, promise_ledger
from workbench.services.sample_data import load_sample
from workbench.services.weekly_reports import week_view
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.promises.ledger_bar import Which
from workbench.ui.screens.promises.page import PromisesPage
from workbench.ui.screens.week.page import WeekPage

__all__ = ["app", "prompts"]

TODAY = date(2026, 11, 17)
LAST_WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def rep(app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot, tmp_path: Path) -> Iterator[Rep]:
    """At the sample data, which hold promises and visits of this week."""
    save_settings(Settings(author="张蔚", language="en", company="澜川贸易"))
    path = tmp_path / "East.workbench"
    put_ready_made(
        path, "promises", lambda new: load_sample(new, clock=FixedClock(TODAY), author="张蔚").close()
    )
    with somebody(app, FixedClock(TODAY), prompts, qtbot, path) as rep:
        yield rep


@pytest.fixture
def ledger(rep: Rep) -> PromisesPage:
    rep.program.window.go(Destination(PageId.PROMISES))
    settle(rep.program)
    return rep.page(PromisesPage)


@pytest.fixture
def week(rep: Rep) -> WeekPage:
    rep.choose("weekly-report")
    page = rep.page(WeekPage)
    rep.click(page.earlier)
    return page


def line_of(rep: Rep, action: bytes) -> PromiseLine:
    return next(line for line in promise_ledger(rep.workspace).lines if line.action.id == action)


def print_to(rep: Rep, target: Path) -> str:
    settle(rep.program)
    preview = rep.program.window.findChild(PrintPreview)
    assert preview is not None
    rep.prompts.answers = [target]
    rep.click(next(one for one in preview.findChildren(QAbstractButton) if one.text() == "Save as…"))
    preview.close()
    rep.return_to_the_window()
    return whole_text(target.read_bytes())


def test_the_figures_filter_the_table_and_agree_with_it(rep: Rep, ledger: PromisesPage) -> None:
    QAbstractItemModelTester(ledger.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    told = promise_ledger(rep.workspace)
    for age in Age:
        rep.click(ledger.ages[age])
        rows = ledger.table.model.shown_rows()
        assert [line.age for line in rows] == [age] * len(rows)
        assert ledger.ages[age].isChecked()
        assert len(rows) == sum(line.age is age and line.is_promise for line in told.lines)
    rep.click(ledger.rates[Side.THEIRS])
    assert {line.action.side for line in ledger.table.model.shown_rows()} == {Side.THEIRS}
    assert ledger.bar.which.current() is Which.ALL


def test_tasks_of_our_plans_are_told_apart_and_shown_on_request(rep: Rep, ledger: PromisesPage) -> None:
    assert all(line.is_promise for line in ledger.table.model.shown_rows())
    rep.click(ledger.bar.tasks)
    assert not all(line.is_promise for line in ledger.table.model.shown_rows())


def test_space_ticks_off_and_undo_opens_again(rep: Rep, ledger: PromisesPage) -> None:
    ledger.table.view.setFocus()
    ledger.table.view.selectRow(0)
    line = ledger.table.current_row()
    assert line is not None
    rep.press(Qt.Key.Key_Space)
    assert line_of(rep, line.action.id).action.done_on == TODAY
    assert line.action.id not in [one.action.id for one in ledger.table.model.shown_rows()]
    rep.press(Qt.Key.Key_Z, control=True)
    assert line_of(rep, line.action.id).state is line.state


def test_f2_edits_kept_on_another_day_is_stored(rep: Rep, ledger: PromisesPage) -> None:
    ledger.table.view.setFocus()
    ledger.table.view.selectRow(1)
    line = ledger.table.current_row()
    assert line is not None
    rep.press(Qt.Key.Key_F2)
    assert ledger.pane.isVisible()
    ledger.pane.text.control.setText("改为下周二书面答复")
    ledger.pane.done.control.setText("2026-11-16")
    rep.click(ledger.pane.save_button)
    stored = line_of(rep, line.action.id)
    assert (stored.action.text, stored.action.done_on) == ("改为下周二书面答复", date(2026, 11, 16))
    assert ledger.pane.isHidden()


def test_postponing_says_the_day_before_and_stays_in_the_pane(rep: Rep, ledger: PromisesPage) -> None:
    rep.click(ledger.ages[Age.WEEK])
    ledger.table.view.selectRow(0)
    line = ledger.table.current_row()
    assert line is not None
    assert ledger.edit_thing()
    settle(rep.program)
    rep.click(ledger.pane.later_buttons[7])
    assert line_of(rep, line.action.id).action.due_on == TODAY + timedelta(days=7)
    assert ledger.pane.isVisible()
    assert ledger.pane.due.control.day() == TODAY + timedelta(days=7)
    assert "12 Nov" in ledger.pane.before.text()


def test_a_new_promise_asks_for_its_account_and_comes_into_the_ledger(rep: Rep, ledger: PromisesPage) -> None:
    before = rep.count("actions")
    rep.press(Qt.Key.Key_N, control=True)
    pane = ledger.pane
    rep.click(pane.save_button)
    assert pane.account.has_error()
    pane.account.control.asked.emit("KA1003")
    settle(rep.program)
    pane.account.control.taken.emit(pane.account.control.suggestions()[0].key)
    settle(rep.program)
    pane.text.control.setText("季度用量预测")
    pane.side.control.choose(Side.THEIRS)
    pane.due.control.setText("+14")
    assert pane.person.control.count() > 1
    rep.click(pane.save_button)
    assert rep.count("actions") == before + 1
    line = next(one for one in promise_ledger(rep.workspace).lines if one.action.text == "季度用量预测")
    assert (line.account.code, line.action.side, line.made_on) == ("KA1003", Side.THEIRS, TODAY)
    assert line.action.due_on == TODAY + timedelta(days=14)


def test_what_is_refused_is_said_beside_its_field(rep: Rep, ledger: PromisesPage) -> None:
    ledger.table.view.selectRow(0)
    assert ledger.edit_thing()
    settle(rep.program)
    ledger.pane.text.control.setText(" ")
    rep.click(ledger.pane.save_button)
    assert ledger.pane.text.has_error()
    ledger.pane.text.control.setText("x")
    ledger.pane.done.control.setText("2027-01-01")
    rep.click(ledger.pane.save_button)
    assert ledger.pane.done.has_error()


def test_the_paper_for_acknowledgement_reaches_the_disk(
    rep: Rep, ledger: PromisesPage, tmp_path: Path
) -> None:
    ledger.table.view.selectRow(0)
    line = ledger.table.current_row()
    assert line is not None
    first, second = ledger.print_menu().actions()
    assert line.account.short in first.text()
    first.trigger()
    text = print_to(rep, tmp_path / "promises.pdf")
    assert "".join(line.account.name.split()) in text
    assert "Internal" not in text
    assert "Signature" in text
    assert "".join(line.action.text.split()) in text
    assert "Everybody" in second.text()


def test_the_call_list_is_printed_from_anywhere(rep: Rep, tmp_path: Path) -> None:
    rep.choose("call-list")
    text = print_to(rep, tmp_path / "calls.pdf")
    assert "Calllist" in text
    assert "13300007104" in text


def test_a_person_filters_figures_and_table_alike(rep: Rep, ledger: PromisesPage) -> None:
    other = next(
        line.manager
        for line in promise_ledger(rep.workspace).lines
        if line.manager and line.manager.name != "张蔚"
    )
    ledger.managers.choose(other.id)
    ledger.managers.picked.emit(other.id)
    settle(rep.program)
    rows = ledger.table.model.shown_rows()
    assert rows
    assert {line.manager.id for line in rows if line.manager} == {other.id}
    assert ledger.subtitle().startswith(f"{len(rows)} open")


def test_another_page_leads_to_one_promise(rep: Rep) -> None:
    line = next(
        one
        for one in promise_ledger(rep.workspace).lines
        if one.state is PromiseState.KEPT and one.is_promise
    )
    rep.program.window.go(Destination(PageId.PROMISES, item=line.action.id))
    settle(rep.program)
    page = rep.page(PromisesPage)
    assert page.pane.shown_id() == line.action.id
    current = page.table.current_row()
    assert current is not None
    assert current.action.id == line.action.id


def test_a_section_is_filled_typed_over_and_undone(rep: Rep, week: WeekPage) -> None:
    sections = week.sections
    rep.click(sections.headers[Section.VISITS].link)
    filled = week_view(rep.workspace, LAST_WEEK).text(Section.VISITS)
    assert "绍衡化纤" in filled
    assert sections.areas[Section.VISITS].text() == filled
    sections.areas[Section.VISITS].setFocus()
    sections.areas[Section.VISITS].setText("自己写的一句")
    sections.areas[Section.REMARKS].setFocus()
    settle(rep.program)
    assert week_view(rep.workspace, LAST_WEEK).text(Section.VISITS) == "自己写的一句"
    rep.click(sections.headers[Section.VISITS].link)
    assert sections.areas[Section.VISITS].text() == filled
    rep.press(Qt.Key.Key_Z, control=True)
    assert week_view(rep.workspace, LAST_WEEK).text(Section.VISITS) == "自己写的一句"


def test_what_is_typed_survives_the_end_of_the_program(rep: Rep, week: WeekPage) -> None:
    week.sections.areas[Section.REMARKS].setFocus()
    week.sections.areas[Section.REMARKS].setText("没写完的半句")
    week.sections.keep_draft()
    settle(rep.program)
    view = week_view(rep.workspace, LAST_WEEK)
    assert view.text(Section.REMARKS) == ""
    assert view.draft == {"remarks": "没写完的半句"}
    # As at the next start: another page of the kind on the same file.
    assert rep.program.context is not None
    again = WeekPage(rep.program.context)
    again.go_to(LAST_WEEK)
    settle(rep.program)
    assert again.sections.areas[Section.REMARKS].text() == "没写完的半句"
    assert week_view(rep.workspace, LAST_WEEK).text(Section.REMARKS) == "没写完的半句"
    again.deleteLater()


def test_going_to_another_week_stores_what_was_typed(rep: Rep, week: WeekPage) -> None:
    week.sections.areas[Section.FEEDBACK].setText("Price")
    rep.click(week.later)
    assert week_view(rep.workspace, LAST_WEEK).text(Section.FEEDBACK) == "Price"
    assert week.sections.areas[Section.FEEDBACK].text() == ""


def test_the_report_is_handed_in_late_printed_and_taken_back(
    rep: Rep, week: WeekPage, tmp_path: Path
) -> None:
    week.sections.areas[Section.REMARKS].setText("<b>出差</b> 两天")
    rep.click(week.submit_button)
    view = week_view(rep.workspace, LAST_WEEK)
    assert view.submission is Submission.SUBMITTED_LATE
    assert view.text(Section.REMARKS) == "<b>出差</b> 两天"
    assert week.submit_button.text() == "Take back"
    rep.click(week.print_button)
    text = print_to(rep, tmp_path / "week.pdf")
    assert "<b>出差</b>两天" in text
    assert "Week46,2026" in text
    rep.click(week.submit_button)
    assert week_view(rep.workspace, LAST_WEEK).submission is Submission.LATE


def test_a_line_of_the_data_leads_to_its_visit(rep: Rep, week: WeekPage) -> None:
    lines = week.data.groups["done"][1]
    lines.opened.emit(lines.items_model.items[0].key)
    settle(rep.program)
    assert rep.program.window.page() is not week


def test_a_head_reads_the_week_of_another_person(rep: Rep, week: WeekPage) -> None:
    other = next(one for one in week_view(rep.workspace, LAST_WEEK).managers if one.name != "张蔚")
    week.managers.picked.emit(other.id)
    settle(rep.program)
    assert week.managers.currentText() == other.name
    week.sections.areas[Section.REMARKS].setText("Read")
    week.sections.keep_all()
    settle(rep.program)
    assert week_view(rep.workspace, LAST_WEEK, other.id).text(Section.REMARKS) == "Read"
    assert week_view(rep.workspace, LAST_WEEK).text(Section.REMARKS) == ""


def test_typed_words_outlive_a_postponement_and_another_promise(rep: Rep, ledger: PromisesPage) -> None:
    rep.click(ledger.ages[Age.WEEK])
    ledger.table.view.selectRow(0)
    line = ledger.table.current_row()
    assert line is not None
    assert ledger.edit_thing()
    settle(rep.program)
    ledger.pane.owner.control.setText("李娜")
    rep.click(ledger.pane.later_buttons[7])
    assert ledger.pane.due.control.day() == TODAY + timedelta(days=7)
    assert ledger.pane.owner.control.text() == "李娜"
    other = next(one for one in promise_ledger(rep.workspace).lines if one.action.id != line.action.id)
    for shown, owner in ((other, other.action.owner), (line_of(rep, line.action.id), "李娜")):
        ledger.pane.show_line(shown, "")
        settle(rep.program)
        assert ledger.pane.owner.control.text() == owner


def test_who_promised_stays_named_after_leaving_and_however_soon_it_is_saved(
    rep: Rep, ledger: PromisesPage
) -> None:
    line = next(one for one in promise_ledger(rep.workspace).lines if one.is_promise and one.state.is_open)
    with rep.workspace.change("test", "Test") as change:
        person = change.create("contact", {"account_id": line.account.id, "name": "王强", "left_on": TODAY})
        change.set("action", line.action.id, {"contact_id": person})
    ledger.pane.show_line(line_of(rep, line.action.id), "")
    ledger.pane.save()
    settle(rep.program)
    assert line_of(rep, line.action.id).action.contact_id == person
    ledger.pane.show_line(line_of(rep, line.action.id), "")
    settle(rep.program)
    assert ledger.pane.person.control.key() == person
    ledger.pane.save()
    settle(rep.program)
    assert line_of(rep, line.action.id).action.contact_id == person
