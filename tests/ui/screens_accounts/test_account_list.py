"""The account list: views, filters, several accounts at once, and its rows as files and on paper."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.documents.reading import pages_text
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import accounts_page, workspace_of
from workbench.app import Program
from workbench.services.accounts import find_account
from workbench.services.saved_views import list_views
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.screens.accounts.page import AccountsPage

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def codes(page: AccountsPage) -> list[str]:
    return [line.code for line in page.list.table.model.shown_rows()]


def entry(menu: QMenu, *path: str) -> None:
    """Trigger the entry of a menu that these words lead to."""
    for word in path[:-1]:
        inner = next(one for one in menu.actions() if one.text() == word).menu()
        assert isinstance(inner, QMenu)
        menu = inner
    next(one for one in menu.actions() if one.text().startswith(path[-1])).trigger()


def test_down_goes_from_the_filter_into_the_list_and_enter_opens(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    search = page.list.filter.search
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert page.list.table.view.hasFocus()
    assert page.list.current() is not None
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert page.list.table.view.hasFocus()


def test_a_view_is_saved_chosen_renamed_and_deleted(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    page = accounts_page(program)
    table, strip = page.list.table, page.list.filter
    table.set_filters({"sales": ">2000万"})
    table.sort_by("name")
    assert strip.save_button.isVisible()
    prompts.answers.append("Big ones")
    qtbot.mouseClick(strip.save_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert not strip.save_button.isVisible()
    current = strip.current()
    assert current is not None
    assert current.key == "saved:Big ones"
    kept = codes(page)
    assert 0 < len(kept) < 4
    strip.choose("all")
    table.sort_by("tier")
    assert len(codes(page)) == 4
    strip.choose("saved:Big ones")
    settle(program)
    assert codes(page) == kept
    assert [column.key for column, _falling in table.sorting] == ["name"]
    assert table.has_filter_row()
    prompts.answers.append("Large ones")
    entry(strip.views_menu(), "Rename")
    settle(program)
    workspace = workspace_of(program)
    assert [view.name for view in list_views(workspace, "accounts")] == ["Large ones"]
    strip.choose("saved:Large ones")
    entry(strip.views_menu(), "Delete")
    settle(program)
    assert list_views(workspace, "accounts") == ()
    qtbot.mouseClick(program.window.toast.action_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert [view.name for view in list_views(workspace, "accounts")] == ["Large ones"]
    table.show_filter_row(False)
    qtbot.waitUntil(lambda: not page.list.state_timer.isActive())


def test_views_that_come_with_the_program_say_how_many(program: Program) -> None:
    page = accounts_page(program)
    names = {button.accessibleName() for button in page.list.filter.views._buttons.values()}
    assert {"All 4", "Without manager 0", "Class A 2", "Stale profile 0"} <= names


def test_alarms_are_told_in_words_where_their_marks_are_not_seen(program: Program) -> None:
    page = accounts_page(program)
    (column,) = (one for one in page.list.table.model.columns if one.key == "alarms")
    line = replace(page.list.table.model.row(0), severe=1, warnings=3, alarm_notes=0)
    assert column.words(line) == "Severe 1 · Warning 3"
    assert column.words(replace(line, severe=0, warnings=0)) == "–"


def test_several_accounts_get_a_stage_and_a_tier_with_its_reason(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    page = accounts_page(program)
    page.list.table.view.selectAll()
    prompts.answers.append("grown together")
    entry(page.list.bulk.change_menu(), "Stage", "Partner")
    settle(program)
    assert program.window.toast.text() == "4 accounts changed"
    prompts.answers.append("signed")
    entry(page.list.bulk.change_menu(), "Tier", "Focus")
    settle(program)
    prompts.answers.append("华东")
    entry(page.list.bulk.change_menu(), "Segment")
    settle(program)
    assert prompts.asked == ["Stage Partner · 4 accounts", "Tier Focus · 4 accounts", "Segment · 4 accounts"]
    found = find_account(workspace_of(program), "D")
    assert (found.stage, found.stage_reason, found.tier, found.tier_reason, found.segment) == (
        "partner",
        "grown together",
        "focus",
        "signed",
        "华东",
    )


def test_a_table_is_exported_as_it_is_shown(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    page = accounts_page(program)
    page.list.table.set_filters({"city": "昆山"})
    page.list.table.setFocus()
    target = tmp_path / "list.csv"
    prompts.answers.append(target)
    qtbot.keyClick(page.list.table.view, Qt.Key.Key_E, CONTROL | SHIFT)
    settle(program)
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Account,Tier,Stage,Manager,City,Last visit,Next visit")
    assert '"Sales, 12 months (CNY)"' in lines[0]
    assert len(lines) == 2
    assert program.window.toast.text() == "1 row written to list.csv"
    page.list.filter.choose("all")


def test_a_place_that_holds_a_workspace_is_refused(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    page = accounts_page(program)
    target = tmp_path / "copy.xlsx"
    target.write_bytes(workspace_of(program).path.read_bytes())
    before = target.read_bytes()
    prompts.answers.append(target)
    qtbot.keyClick(page.list.table.view, Qt.Key.Key_E, CONTROL | SHIFT)
    settle(program)
    assert target.read_bytes() == before
    assert prompts.errors


def test_a_table_is_printed_with_its_filters(program: Program, qtbot: QtBot) -> None:
    page = accounts_page(program)
    page.list.table.show_filter_row(True)
    settle(program)
    page.list.table.set_filters({"tier": "focus"})
    qtbot.keyClick(page.list.table.view, Qt.Key.Key_P, CONTROL)
    preview = program.window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    settle(program)
    (text,) = pages_text(preview.view.data())
    assert "Tier: Focus" in text
    assert "谷屿电子" in text
    preview.choose("language", "zh_CN")
    settle(program)
    assert "重点" in pages_text(preview.view.data())[0]
    preview.close()
    page.list.table.show_filter_row(False)
    qtbot.waitUntil(lambda: not page.list.state_timer.isActive())
