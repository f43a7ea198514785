"""The account list driven as a user drives it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import (
    account_id,
    accounts_page,
    shown_account,
    workspace_of,
)
from workbench.app import Program
from workbench.domain.accounts import Tier
from workbench.domain.visits import VisitKind, VisitState
from workbench.services.account_list import AccountLine
from workbench.services.accounts import find_account
from workbench.services.visits import list_visits_between
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import PageId
from workbench.ui.screens.accounts.page import AccountsPage

LEFT = Qt.MouseButton.LeftButton


def lines(page: AccountsPage) -> list[AccountLine]:
    return page.list.table.model.shown_rows()


def codes(page: AccountsPage) -> list[str]:
    return [line.code for line in lines(page)]


def cell(page: AccountsPage, code: str, key: str) -> str:
    line = next(line for line in lines(page) if line.code == code)
    return next(column for column in page.list.table.model.columns if column.key == key).cell(line).words()


def click_row(page: AccountsPage, code: str, qtbot: QtBot, *, double: bool = False) -> None:
    at = codes(page).index(code)
    where = page.list.table.view.visualRect(page.list.table.model.index(at, 1)).center()
    viewport = page.list.table.view.viewport()
    qtbot.mouseClick(viewport, LEFT, pos=where)
    if double:
        QTest.mouseDClick(viewport, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(where))


def test_the_list_stands_by_tier_and_tells_what_is_late(program: Program) -> None:
    page = accounts_page(program)
    assert codes(page) == ["A", "B", "C", "D"]
    assert page.subtitle() == "4 accounts"
    assert cell(page, "A", "tier") == "Strategic"
    assert cell(page, "A", "last") == "1 Sep"
    assert cell(page, "A", "next") == "25 Sep"
    assert cell(page, "B", "next").endswith("d late")
    assert cell(page, "D", "next") == "–"
    assert cell(page, "A", "sales") == "40 M"
    assert [cell(page, code, "abc") for code in "ABCD"] == ["A", "A", "B", "C"]


def test_the_footer_counts_and_sums_what_is_shown(program: Program) -> None:
    page = accounts_page(program)
    assert page.list.table._footer.count.text() == "4 accounts"
    assert page.list.table._footer.totals.text() == "Sales, 12 months 76 M"
    page.list.table.select(account_id("B"))
    assert page.list.table._footer.totals.text() == "Sales, 12 months 30 M"


def test_initials_of_the_pinyin_find_an_account(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    qtbot.keyClick(program.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.list.filter.search.hasFocus()
    qtbot.keyClicks(page.list.filter.search, "lcjm")
    settle(program)
    assert codes(page) == ["A"]
    qtbot.keyClick(page.list.filter.search, Qt.Key.Key_Escape)
    settle(program)
    assert len(codes(page)) == 4


def test_words_of_any_column_filter_at_once(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    page.list.filter.search.insert("昆山")
    assert codes(page) == ["B"]


def test_views_narrow_the_list_and_esc_shows_all_again(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    pills = {button.accessibleName(): button for button in page.list.filter.views._buttons.values()}
    assert "All 4" in pills
    late = next(button for name, button in pills.items() if name.startswith("Late visits"))
    qtbot.mouseClick(late, LEFT)
    assert "B" in codes(page)
    assert "D" not in codes(page)
    assert page.list.table._footer.filters.text() == "1 filter"
    assert page.close_innermost()
    assert len(codes(page)) == 4
    assert page.list.table._footer.filters.text() == ""


def test_a_click_shows_the_account_beside_the_list_and_esc_closes_it(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    click_row(page, "A", qtbot)
    settle(program)
    assert page.preview.isVisible()
    assert page.preview.title.toolTip() == ""
    titles = [item.title for item in page.preview.notices.items_model.items]
    assert "1 promise is overdue" in titles
    assert [item.title for item in page.preview.people.items_model.items] == ["顾承远"]
    qtbot.keyClick(page.list.table.view, Qt.Key.Key_Escape)
    assert not page.preview.isVisible()


def test_enter_and_a_double_click_open_the_account(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    click_row(page, "B", qtbot)
    qtbot.keyClick(page.list.table.view, Qt.Key.Key_Return)
    settle(program)
    assert shown_account(program).title() == "谷屿电子"
    program.window.go_back()
    settle(program)
    click_row(page, "A", qtbot, double=True)
    settle(program)
    assert shown_account(program).title() == "澜川精密"


def test_a_visit_is_planned_from_the_preview(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    click_row(page, "B", qtbot)
    settle(program)
    qtbot.mouseClick(page.preview.visit_button, LEFT)
    pane = page.visit_pane
    assert pane.isVisible()
    assert "1 a month" in pane._why.text()
    pane.day.control.setText("someday")
    qtbot.mouseClick(pane.save_button, LEFT)
    assert pane.day.has_error()
    pane.day.control.setText("2026-09-18")
    pane.time.control.setText("9:30")
    pane.agreed.click()
    pane.purpose.control.setText("报价")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert not pane.isVisible()
    day = date(2026, 9, 18)
    (visit,) = list_visits_between(workspace_of(program), day, day)
    assert (visit.kind, visit.at, visit.state) == (VisitKind.FIELD, "09:30", VisitState.AGREED)
    assert visit.purpose == "报价"


def test_a_new_account_needs_a_name_and_a_code_of_its_own(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    qtbot.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    pane = page.new_pane
    assert pane.name.control.hasFocus()
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.name.has_error()
    pane.name.control.setText("新客户")
    pane.code.control.setText("A")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.code.has_error()
    assert not pane.name.has_error()
    pane.code.control.setText("E")
    pane.tier.control.choose(Tier.MAJOR)
    qtbot.keyClick(pane.code.control, Qt.Key.Key_Return)
    settle(program)
    assert shown_account(program).title() == "新客户"
    made = find_account(workspace_of(program), "E")
    assert (made.tier, made.tier_confirmed_on) == (Tier.MAJOR, date(2026, 9, 15))


def test_the_columns_shown_are_remembered(program: Program, qtbot: QtBot) -> None:
    from workbench.foundation.settings import load_settings

    page = accounts_page(program)
    chooser = page.list.table.column_chooser()
    (item,) = chooser.list.findItems("Code", Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)
    chooser.close()
    qtbot.waitUntil(lambda: not page.list.state_timer.isActive())
    settle(program)
    assert '"code"' not in load_settings().tables["accounts"].split('"hidden"')[1].split("]")[0]


def test_an_empty_file_says_what_goes_here_and_offers_the_first_step(
    empty_program: Program, qtbot: QtBot
) -> None:
    page = accounts_page(empty_program)
    assert page.nothing.isVisible()
    assert not page.review_button.isVisible()
    qtbot.mouseClick(page.new_button, LEFT)
    assert page.new_pane.isVisible()
    qtbot.keyClick(page.new_pane, Qt.Key.Key_Escape)
    assert page.nothing.isVisible()


def test_import_is_one_click_away(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    qtbot.mouseClick(page.import_button, LEFT)
    settle(program)
    assert page_of(program).page_id is PageId.IMPORT


def test_the_plan_is_previewed_and_saved(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    page = accounts_page(program)
    click_row(page, "A", qtbot)
    settle(program)
    qtbot.mouseClick(page.preview.print_button, LEFT)
    preview = program.window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    settle(program)
    assert preview.view.page_count() > 1
    internal = preview.view.data()
    preview.choose("language", "zh_CN")
    settle(program)
    assert preview.view.data() != internal
    prompts.answers.append(tmp_path / "plan.pdf")
    preview.save()
    settle(program)
    assert (tmp_path / "plan.pdf").read_bytes() == preview.view.data()
    preview.close()


def test_several_accounts_get_another_manager_in_one_change(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    page = accounts_page(program)
    page.list.table.view.setFocus()
    page.list.table.view.selectAll()
    assert page.list.bulk.isVisible()
    assert not page.list.filter.isVisible()
    nobody = page.list.bulk.managers_menu().actions()[-1]
    prompts.answers.append(None)
    nobody.trigger()
    settle(program)
    assert {cell(page, code, "manager") for code in "ABCD"} == {"乔屿"}
    prompts.answers.append("")
    nobody.trigger()
    settle(program)
    assert prompts.asked == ["Hand 4 accounts over to nobody"] * 2
    assert {cell(page, code, "manager") for code in "ABCD"} == {""}
    assert program.window.toast.text() == "4 accounts now with nobody"
    qtbot.mouseClick(program.window.toast.action_button, LEFT)
    settle(program)
    assert {cell(page, code, "manager") for code in "ABCD"} == {"乔屿"}
    while page.list.bulk.isVisible():
        qtbot.keyClick(page.list.table.view, Qt.Key.Key_Escape)
    assert page.list.filter.isVisible()
