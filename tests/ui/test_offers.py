"""The palette reaches everything: actions, pages, buttons of the page, each setting, files of late."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.i18n import use_language
from workbench.foundation.settings import Settings, load_settings, save_settings
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.choice_fold import ChoiceFold
from workbench.ui.kit.labels import Label
from workbench.ui.kit.pointing import PointingFrame
from workbench.ui.kit.tokens import tokens
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.settings.contents import SECTIONS, TOPICS, best, found
from workbench.ui.screens.settings.page import SettingsPage
from workbench.ui.shell.actions import Action, run_action
from workbench.ui.shell.command_palette import matching_actions
from workbench.ui.shell.header import PageFrame
from workbench.ui.shell.mouse_history import MouseHistory
from workbench.ui.shell.window_place import restore_window, window_state

CLOCK = FixedClock(date(2026, 9, 15))


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The program on an empty file, with one file of late that is there and one that is gone."""
    paths = [tmp_path / name for name in ("East.workbench", "West.workbench")]
    for path in paths:
        new_workspace(path, clock=CLOCK, author="张蔚").close()
    save_settings(Settings(recent=(str(paths[1]), str(tmp_path / "Gone.workbench"))))
    with running(app, CLOCK, prompts, paths[0]) as program:
        yield program


def offered(program: Program) -> list[Action]:
    return [*program.window._palette_offers(), *program.window.actions_table]


def take(program: Program, query: str) -> Action:
    """Run what the palette offers first for ``query``."""
    action = matching_actions(offered(program), query)[0]
    run_action(action)
    settle(program)
    return action


def test_every_page_and_every_button_of_a_header_is_in_the_palette(program: Program) -> None:
    for entry in program.window.entries():
        program.window.go(Destination(entry.page))
        settle(program)
        frame = program.window.stack.currentWidget()
        assert isinstance(frame, PageFrame)
        texts = {action.text() for action in offered(program)}
        buttons = [
            *frame.page.header_actions(),
            *(one for widget in frame.page.header_widgets() for one in widget.findChildren(QAbstractButton)),
        ]
        # Segments are a choice of how the page is looked at, and are reached by Tab.
        unreached = {
            button.text()
            for button in buttons
            if isinstance(button, QAbstractButton)
            and button.isVisible()
            and button.isEnabled()
            and button.text()
            and not isinstance(button, ChoiceFold)
            and not button.isCheckable()
        } - texts
        assert unreached == set(), entry.page
        if entry.page not in (PageId.ACCOUNT, PageId.COMPLAINT):
            program.window.go(Destination(PageId.TODAY))
            named = matching_actions(offered(program), entry.word())
            assert named, entry.page


def test_settings_are_found_in_the_palette_in_each_language_and_by_pinyin(program: Program) -> None:
    take(program, "dark")
    assert tokens().dark
    take(program, "light")
    assert not tokens().dark
    for query, wanted in (("autosave", "backups"), ("backup", "backups"), ("theme", "general")):
        take(program, query)
        page = page_of(program)
        assert isinstance(page, SettingsPage)
        assert page.section() is getattr(page, wanted), query
    assert program.window.findChildren(PointingFrame)
    with use_language("zh_CN"):
        assert best("backup") is not None
        assert [one.section for one in [best("语言"), best("yuyan")] if one] == ["general", "general"]


def test_every_heading_of_the_settings_is_a_topic_and_every_topic_stands_there(program: Program) -> None:
    program.window.go(Destination(PageId.SETTINGS))
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    for place in SECTIONS:
        page.choose(place.key)
        settle(program)
        texts = {one.text() for one in page.section().findChildren(Label)}
        titles = {topic.title() for topic in TOPICS if topic.section == place.key}
        assert titles <= texts, place.key
        assert found(place.title()), place.key
    page.search.setText("stick")
    assert [item.title for item in page.list.items_model.items] == ["Backups", "Second place"]
    page._take_first()
    settle(program)
    assert page.section() is page.backups
    page.search.setText("zzzz")
    assert [item.title for item in page.list.items_model.items] == ["Nothing found"]


def test_files_of_late_are_opened_and_those_gone_are_taken_off(
    program: Program, prompts: ScriptedPrompts
) -> None:
    prompts.answers = [True]
    take(program, "Gone.workbench")
    assert len(load_settings().recent) == 2
    take(program, "West.workbench")
    assert program.context is not None
    assert program.context.workspace.path.name == "West.workbench"


def test_the_side_buttons_of_a_mouse_go_back_and_ahead(app: QApplication, program: Program) -> None:
    for page in (PageId.ACCOUNTS, PageId.BIN):
        program.window.go(Destination(page))
    history = program.window.findChild(MouseHistory)
    assert history is not None

    def press(button: Qt.MouseButton) -> None:
        event = QMouseEvent(
            QEvent.Type.MouseButtonPress, QPointF(5, 5), QPointF(5, 5), button, button, Qt.KeyboardModifier(0)
        )
        assert history.eventFilter(program.window, event)

    press(Qt.MouseButton.BackButton)
    assert page_of(program).page_id is PageId.ACCOUNTS
    press(Qt.MouseButton.ForwardButton)
    assert page_of(program).page_id is PageId.BIN


def test_a_window_from_a_screen_that_is_gone_is_brought_into_sight(app: QApplication) -> None:
    far, near = QMainWindow(), QMainWindow()
    far.resize(700, 500)
    far.move(QPoint(9000, 5000))
    restore_window(near, window_state(far))
    seen = near.screen().availableGeometry().intersected(near.geometry())
    assert seen.width() * seen.height() * 2 > near.width() * near.height()
    fresh = QMainWindow()
    restore_window(fresh, "")
    assert fresh.minimumWidth() <= fresh.screen().availableGeometry().width()
    for window in (far, near, fresh):
        window.deleteLater()
