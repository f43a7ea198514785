"""Duplicates compared and made one, as a user does it in the window."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.account_merging import Choice
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.settings import Settings, save_settings
from workbench.services.duplicates import DuplicateList
from workbench.services.records import list_records
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.duplicates.page import DuplicatesPage

TODAY = date(2026, 9, 15)
ACCOUNTS: tuple[dict[str, Any], ...] = (
    {
        "code": "K1",
        "name": "苏州澜川机械有限公司",
        "city": "苏州",
        "phone": "0512-55507116",
        "note": "三号门",
    },
    {
        "code": "K2",
        "name": "澜川机械",
        "city": "苏州市",
        "phone": "+86 512 5550 7116",
        "website": "lanchuan.example",
        "note": "周三盘点",
    },
    {"code": "K3", "name": "汀畔食品有限公司", "city": "无锡"},
    {"code": "K4", "name": "无锡汀畔食品", "city": "无锡"},
    {"code": "K5", "name": "沐岚化工有限公司", "city": "上海"},
)


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    """The program on a file with two pairs, one of them with people, visits and sales."""
    save_settings(Settings(author="张蔚", language="en"))
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    workspace = new_workspace(path, clock=clock)
    with workspace.change("test", "Accounts") as change:
        ids = [change.create("account", values) for values in ACCOUNTS]
        change.create("contact", {"account_id": ids[0], "name": "方淮", "mobile": "13900020002"})
        change.create("contact", {"account_id": ids[1], "name": "方淮", "email": "fang@lanchuan.example"})
        change.create(
            "visit", {"account_id": ids[1], "on_day": date(2026, 6, 3), "kind": "field", "state": "done"}
        )
        change.add_sales(ids[0], [SaleRecord(date(2026, 5, 4), 2_400_000_00, number="1")])
        change.add_sales(ids[2], [SaleRecord(date(2026, 5, 5), 100_00, number="3")])
        change.add_sales(ids[1], [SaleRecord(date(2026, 5, 5), 1_200_000_00, number="2")])
    workspace.close()
    with running(app, clock, prompts, path) as started:
        started.window.resize(1366, 768)
        started.window.activateWindow()
        qtbot.waitUntil(started.window.isActiveWindow)
        started.window.go(Destination(PageId.DUPLICATES))
        settle(started)
        yield started


@pytest.fixture
def page(program: Program) -> DuplicatesPage:
    shown = page_of(program)
    assert isinstance(shown, DuplicatesPage)
    return shown


def workspace_of(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def everything(program: Program) -> list[list[str]]:
    kinds = ("accounts", "contacts", "visits", "sales", "not-duplicates")
    return [sorted(map(repr, list_records(workspace_of(program), kind).rows)) for kind in kinds]


def titles(page: DuplicatesPage) -> list[str]:
    return [item.title for item in page.list.items_model.items]


def press(widget: Any, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def test_the_pairs_stand_by_score_with_their_reasons(page: DuplicatesPage) -> None:
    QAbstractItemModelTester(page.list.items_model)
    first, second = page.list.items_model.items
    assert (first.title, second.title) == ("苏州澜川机械有限公司", "汀畔食品有限公司")
    assert int(first.right) > int(second.right)
    assert first.second == "澜川机械 · Same name but for region or legal form, Same phone"
    assert page.subtitle() == "2 pairs"


def test_what_moves_is_told_in_words(page: DuplicatesPage) -> None:
    said = page.view.moving.text()
    assert said == "Goes to 苏州澜川机械有限公司: 1 visit, 1 person, 1.2 M of sales."


def test_only_what_differs_is_asked_and_sensibly_answered(page: DuplicatesPage) -> None:
    chosen = page.view.choices()
    assert chosen["name"] is Choice.LEFT
    assert chosen["note"] is Choice.BOTH
    # The website is known to one of them only, and is taken over without a question.
    assert "website" not in chosen
    assert page.view.row("note").cells[Choice.RIGHT].property("chosen")


def test_enter_merges_and_undo_restores_both_exactly(program: Program, page: DuplicatesPage) -> None:
    before = everything(program)
    press(page.list, Qt.Key.Key_Return)
    settle(program)
    assert list_records(workspace_of(program), "accounts").total == 4
    assert list_records(workspace_of(program), "contacts").total == 1
    assert titles(page) == ["汀畔食品有限公司"]
    assert program.window.toast.text().startswith("澜川机械 went into 苏州澜川机械有限公司.")
    program.undo()
    settle(program)
    assert everything(program) == before
    assert titles(page) == ["苏州澜川机械有限公司", "汀畔食品有限公司"]


def test_arrows_choose_in_the_fields_and_enter_merges_what_is_chosen(
    program: Program, page: DuplicatesPage
) -> None:
    press(page.list, Qt.Key.Key_Right)
    name = page.view.row("name")
    assert name.hasFocus()
    press(name, Qt.Key.Key_Right)
    assert name.choice is Choice.RIGHT
    while not page.view.row("note").hasFocus():
        focused = next(row for row in page.view.rows if row.hasFocus())
        press(focused, Qt.Key.Key_Down)
    note = page.view.row("note")
    press(note, Qt.Key.Key_Left)
    assert note.choice is Choice.LEFT
    press(note, Qt.Key.Key_Return)
    settle(program)
    (row,) = [one for one in list_records(workspace_of(program), "accounts").rows if "澜川" in one["name"]]
    assert (row["name"], row["former_name"], row["note"]) == ("澜川机械", "苏州澜川机械有限公司", "三号门")
    assert row["website"] == "lanchuan.example"


def test_clicks_add_and_remove_where_both_can_stand(page: DuplicatesPage) -> None:
    note = page.view.row("note")
    QTest.mouseClick(note.cells[Choice.LEFT], Qt.MouseButton.LeftButton)
    assert note.choice is Choice.RIGHT
    QTest.mouseClick(note.cells[Choice.LEFT], Qt.MouseButton.LeftButton)
    assert note.choice is Choice.BOTH
    name = page.view.row("name")
    QTest.mouseClick(name.cells[Choice.RIGHT], Qt.MouseButton.LeftButton)
    assert name.choice is Choice.RIGHT


def test_esc_goes_back_from_the_fields_to_the_list(page: DuplicatesPage) -> None:
    press(page.list, Qt.Key.Key_Right)
    assert page.close_innermost()
    assert page.list.hasFocus()


def test_people_stay_two_when_the_tick_is_taken_away(program: Program, page: DuplicatesPage) -> None:
    (box,) = page.view.boxes.values()
    assert box.isChecked()
    box.click()
    page.merge_button.click()
    settle(program)
    assert list_records(workspace_of(program), "contacts").total == 2


def test_not_the_same_takes_a_reason_and_asks_never_again(program: Program, page: DuplicatesPage) -> None:
    page.apart_button.click()
    page.apart.reason.setText("两个工厂")
    page.apart.say_button.click()
    settle(program)
    assert titles(page) == ["汀畔食品有限公司"]
    page.apart_button.click()
    page.apart.say_button.click()
    settle(program)
    reasons = {row["reason"] for row in list_records(workspace_of(program), "not-duplicates").rows}
    assert reasons == {"两个工厂", ""}
    assert page.empty.isVisible()
    assert page.merge_button.isHidden()
    program.undo()
    settle(program)
    assert len(titles(page)) == 1


def test_the_question_why_can_be_left(page: DuplicatesPage) -> None:
    page.apart_button.click()
    assert page.apart.isVisible()
    assert page.close_innermost()
    assert not page.apart.isVisible()
    assert len(titles(page)) == 2


def test_later_puts_a_pair_behind_all_others(page: DuplicatesPage, program: Program) -> None:
    page.later_button.click()
    settle(program)
    assert titles(page) == ["汀畔食品有限公司", "Later", "苏州澜川机械有限公司"]
    assert page.view.shown is not None
    assert page.view.shown.left_words["name"] == "汀畔食品有限公司"


def test_the_page_speaks_the_other_language(program: Program, page: DuplicatesPage) -> None:
    program.switch_language("zh_CN")
    settle(program)
    assert titles(page)[0] == "苏州澜川机械有限公司"
    program.switch_language("en")
    settle(program)


def test_the_palette_finds_the_page(program: Program) -> None:
    program.window.go(Destination(PageId.TODAY))
    settle(program)
    action = next(one for one in program.window.actions_table if one.key == "duplicates")
    action.run()
    settle(program)
    assert page_of(program).page_id is PageId.DUPLICATES


def test_a_search_that_was_stopped_can_be_begun_again(
    app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def held(workspace: Workspace, progress: Callable[[int, int], None]) -> DuplicateList:
        assert go_on.wait(10)
        progress(1, 100)
        return DuplicateList()

    monkeypatch.setattr("workbench.ui.screens.duplicates.page.list_duplicates", held)
    path = tmp_path / "other.workbench"
    new_workspace(path, clock=FixedClock(TODAY)).close()
    with running(app, FixedClock(TODAY), prompts, path) as program:
        program.window.go(Destination(PageId.DUPLICATES))
        page = page_of(program)
        assert isinstance(page, DuplicatesPage)
        assert page.progress.isVisible()
        assert page.close_innermost()
        go_on.set()
        settle(program)
        assert page.stopped.isVisible()
        assert not page.progress.isVisible()
        page.look()
        settle(program)
        assert page.empty.isVisible()
