"""The main window with pages that hold no content."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.foundation import i18n
from workbench.foundation.ids import derived_id
from workbench.ui.kit.buttons import Button
from workbench.ui.navigation import Destination, History, PageId
from workbench.ui.page import Page
from workbench.ui.shell.actions import Action, Group, make_menu
from workbench.ui.shell.command_palette import CommandPalette, matching_actions
from workbench.ui.shell.crash import CrashReporter
from workbench.ui.shell.fuzzy import fuzzy_score
from workbench.ui.shell.header import PageFrame
from workbench.ui.shell.hits import Hit
from workbench.ui.shell.main_window import MainWindow
from workbench.ui.shell.rail import PageEntry
from workbench.ui.shell.shortcut_sheet import shortcut_sheet
from workbench.ui.signals import WorkspaceSignals
from workbench.ui.tasks import Tasks

LANCHUAN = derived_id("account", "1")


class PlainPage(Page):
    """Remembers what the window told it."""

    def __init__(self, page_id: PageId) -> None:
        super().__init__()
        self.page_id = page_id  # type: ignore[misc]
        self.told: list[object] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("field")
        QVBoxLayout(self).addWidget(self.field)

    def title(self) -> str:
        return f"{self.page_id.value} {i18n.language()}"

    def open(self, destination: Destination) -> None:
        self.told.append(destination)

    def refresh(self, summary: object | None) -> None:
        self.told.append(("refresh", summary))

    def new_thing(self) -> bool:
        self.told.append("new")
        return True

    def close_innermost(self) -> bool:
        self.told.append("close")
        return True

    def file_dropped(self, path: str) -> bool:
        return path.endswith(".xlsx")

    def header_actions(self) -> list[QWidget]:
        return [Button("Go")]


@dataclass
class Built:
    """The window and the pages it has made."""

    window: MainWindow
    signals: WorkspaceSignals
    made: list[PageId] = field(default_factory=list)

    def page(self) -> PlainPage:
        page = self.window.page()
        assert isinstance(page, PlainPage)
        return page


@pytest.fixture
def built(app: QApplication, tasks: Tasks, qtbot: QtBot) -> Built:
    made: list[PageId] = []

    def entry(page: PageId, icon: str, *, in_rail: bool = True, under: PageId | None = None) -> PageEntry:
        def make() -> Page:
            made.append(page)
            return PlainPage(page)

        words = {"en": page.value.title(), "zh_CN": f"页{page.value}"}

        def word() -> str:
            return words.get(i18n.language(), words["en"])

        return PageEntry(page, word, icon, make, in_rail=in_rail, under=under)

    entries = [
        entry(PageId.TODAY, "sun"),
        entry(PageId.ACCOUNTS, "building-2"),
        entry(PageId.ACCOUNT, "building-2", in_rail=False, under=PageId.ACCOUNTS),
        entry(PageId.SETTINGS, "settings"),
    ]

    def search(text: str, limit: int) -> list[Hit]:
        return [Hit("澜川精密", lambda: Destination(PageId.ACCOUNT, LANCHUAN), note=text)]

    signals = WorkspaceSignals()
    more = [Action("theme", Group.VIEW, lambda: "Dark theme", lambda: None, enabled=lambda: False)]
    window = MainWindow(app, entries, tasks, signals, search=search, more_actions=more)
    qtbot.addWidget(window)
    result = Built(window, signals, made)
    window.start(Destination(PageId.TODAY))
    qtbot.waitUntil(lambda: window.page() is not None)
    return result


def test_a_page_is_made_only_when_it_is_first_shown(built: Built) -> None:
    assert built.made == [PageId.TODAY]
    built.window.go(Destination(PageId.ACCOUNTS))
    built.window.go(Destination(PageId.TODAY))
    built.window.go(Destination(PageId.ACCOUNTS))
    assert built.made == [PageId.TODAY, PageId.ACCOUNTS]


def test_the_window_stands_before_the_first_page_is_made(
    app: QApplication, tasks: Tasks, qtbot: QtBot
) -> None:
    window_was_visible: list[bool] = []

    def make() -> Page:
        window_was_visible.append(window.isVisible())
        return PlainPage(PageId.TODAY)

    entries = [PageEntry(PageId.TODAY, lambda: "Today", "sun", make)]
    window = MainWindow(app, entries, tasks, WorkspaceSignals())
    qtbot.addWidget(window)
    window.start(Destination(PageId.TODAY))
    assert window_was_visible == []
    qtbot.waitUntil(lambda: window_was_visible == [True])


def test_control_and_a_digit_goes_to_the_page_of_the_rail(built: Built, qtbot: QtBot) -> None:
    qtbot.keyClick(built.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert built.page().page_id is PageId.SETTINGS
    assert built.window.rail.button(PageId.SETTINGS).isChecked()


def test_the_rail_goes_to_a_page_and_lights_the_list_of_a_single_account(built: Built, qtbot: QtBot) -> None:
    qtbot.mouseClick(built.window.rail.button(PageId.ACCOUNTS), Qt.MouseButton.LeftButton)
    assert built.page().page_id is PageId.ACCOUNTS
    built.page().navigation_requested.emit(Destination(PageId.ACCOUNT, LANCHUAN))
    assert built.page().told[0] == Destination(PageId.ACCOUNT, LANCHUAN)
    assert built.window.rail.button(PageId.ACCOUNTS).isChecked()


def test_back_and_ahead_follow_the_way(built: Built, qtbot: QtBot) -> None:
    built.window.go(Destination(PageId.ACCOUNTS))
    built.window.go(Destination(PageId.ACCOUNT, LANCHUAN))
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(built.window, Qt.Key.Key_Left, alt)
    qtbot.keyClick(built.window, Qt.Key.Key_Left, alt)
    assert built.page().page_id is PageId.TODAY
    qtbot.keyClick(built.window, Qt.Key.Key_Right, alt)
    qtbot.keyClick(built.window, Qt.Key.Key_Right, alt)
    assert built.page().told[-1] == Destination(PageId.ACCOUNT, LANCHUAN)
    qtbot.keyClick(built.window, Qt.Key.Key_Right, alt)
    assert built.page().page_id is PageId.ACCOUNT


def test_a_new_turn_forgets_what_lay_ahead() -> None:
    history = History()
    today, accounts, account = (
        Destination(PageId.TODAY),
        Destination(PageId.ACCOUNTS),
        Destination(PageId.ACCOUNT, LANCHUAN),
    )
    for step in (today, today, accounts, account):
        history.visit(step)
    assert history.move(-1) == accounts
    history.visit(Destination(PageId.SETTINGS))
    assert history.move(1) is None
    assert history.move(-1) == accounts
    assert history.move(-1) == today
    assert history.move(-1) is None


def test_a_change_refreshes_the_page_shown_at_once_and_the_others_when_shown(built: Built) -> None:
    built.window.go(Destination(PageId.ACCOUNTS))
    accounts = built.page()
    built.window.go(Destination(PageId.TODAY))
    summary = object()
    before = list(accounts.told)
    built.signals.workspace_changed.emit(summary)
    assert built.page().told[-1] == ("refresh", summary)
    assert accounts.told == before
    built.window.go(Destination(PageId.ACCOUNTS))
    assert accounts.told[-2:] == [Destination(PageId.ACCOUNTS), ("refresh", None)]


def test_another_file_throws_the_pages_away(built: Built) -> None:
    built.window.go(Destination(PageId.ACCOUNTS))
    built.window.go(Destination(PageId.ACCOUNT, LANCHUAN))
    built.signals.workspace_opened.emit()
    assert built.made[-1] is PageId.ACCOUNTS
    assert built.made.count(PageId.ACCOUNTS) == 2
    assert built.page().page_id is PageId.ACCOUNTS
    built.window.go_back()
    assert built.page().page_id is PageId.ACCOUNTS


def test_the_language_is_switched_without_a_restart(built: Built) -> None:
    built.window.go(Destination(PageId.ACCOUNTS))
    wide = built.window.rail.width()
    built.window.switch_language("zh_CN")
    assert built.window.rail.button(PageId.TODAY).text() == "页today"
    assert built.window.rail.width() < wide
    assert built.window.stack.currentWidget().title.accessibleName() == "accounts zh_CN"  # type: ignore[attr-defined]
    assert built.page().told[-1] == ("refresh", None)


def test_ctrl_z_belongs_to_the_field_while_it_has_something_to_undo(built: Built, qtbot: QtBot) -> None:
    undone: list[int] = []
    built.window.undo_requested.connect(lambda: undone.append(1))
    built.window.activateWindow()
    line = built.page().field
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "abc")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(line, Qt.Key.Key_Z, control)
    assert line.text() == ""
    assert undone == []
    qtbot.keyClick(line, Qt.Key.Key_Z, control)
    assert undone == [1]


def test_escape_reaches_the_page_and_ctrl_n_begins_something_new(built: Built, qtbot: QtBot) -> None:
    qtbot.keyClick(built.page().field, Qt.Key.Key_Escape)
    assert built.page().told[-1] == "close"
    qtbot.keyClick(built.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert built.page().told[-1] == "new"


def drop(window: MainWindow, path: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_dropped_file_goes_to_the_page_first(built: Built) -> None:
    dropped: list[str] = []
    built.window.file_dropped.connect(dropped.append)
    drop(built.window, "/home/me/accounts.xlsx")
    assert dropped == []
    drop(built.window, "/home/me/east.workbench")
    assert dropped == ["/home/me/east.workbench"]


def test_place_and_size_come_back_and_nonsense_is_passed_over(built: Built) -> None:
    built.window.resize(960, 700)
    state = built.window.window_state()
    built.window.resize(960, 650)
    built.window.restore_window(state)
    assert built.window.height() == 700
    for nonsense in ("", "äöü", "AAAA", "not base64!"):
        built.window.restore_window(nonsense)


def test_every_action_has_its_own_key_and_shortcut(built: Built) -> None:
    keys = [action.key for action in built.window.actions_table]
    shortcuts = [action.shortcut for action in built.window.actions_table if action.shortcut]
    assert len(set(keys)) == len(keys)
    assert len(set(shortcuts)) == len(shortcuts)
    assert {"Ctrl+K", "Ctrl+N", "F2", "Ctrl+Z", "Ctrl+Shift+Z", "Alt+Left", "Alt+Right", "?"} <= set(
        shortcuts
    )


def test_menu_and_shortcut_sheet_are_read_from_the_table(built: Built, qtbot: QtBot) -> None:
    menu = make_menu(built.window, built.window.actions_table)
    first = [entry.text() for entry in menu.actions() if entry.text()]
    assert len(first) <= 14, "it fits on a small screen"
    within = [entry.text() for part in menu.findChildren(QMenu) for entry in part.actions()]
    texts = [text for text in first if "\t" in text] + within
    assert len(texts) == len([action for action in built.window.actions_table if action.in_menu])
    assert "Undo\tCtrl Z" in first
    assert first[-1] == "Quit\tCtrl Q", "whoever looks for the way out looks at the end"
    assert not next(entry for entry in menu.actions() if entry.text().startswith("Dark")).isEnabled()
    sheet = shortcut_sheet(built.window.actions_table, built.window)
    words = {label.accessibleName() for label in sheet.findChildren(QWidget)}
    assert {"Ctrl K", "Ctrl Z", "Esc"} <= words
    assert sheet.sizeHint().height() <= built.window.screen().availableGeometry().height()
    assert "D W M A Q" not in words
    sheet = shortcut_sheet(built.window.actions_table, built.window, [("Views of the page", "D W M A Q")])
    words = {label.accessibleName() for label in sheet.findChildren(QWidget)}
    assert {"D W M A Q", "Ctrl K"} <= words


def test_the_palette_finds_actions_and_accounts_and_goes_there(
    built: Built, tasks: Tasks, qtbot: QtBot
) -> None:
    qtbot.keyClick(built.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = built.window.findChild(CommandPalette)
    assert palette.isVisible()
    assert palette.list.items_model.rowCount() > 5
    qtbot.keyClicks(palette.field, "lcjm")
    assert tasks.wait_idle()
    assert [item.title for item in palette.list.items_model.items] == ["澜川精密"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert built.page().told[0] == Destination(PageId.ACCOUNT, LANCHUAN)


def test_the_palette_runs_an_action_and_closes_by_escape(built: Built, tasks: Tasks, qtbot: QtBot) -> None:
    built.window.open_palette()
    palette = built.window.findChild(CommandPalette)
    qtbot.keyClicks(palette.field, "settings")
    tasks.wait_idle()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert built.page().page_id is PageId.SETTINGS
    built.window.open_palette()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_disabled_action_is_not_offered(built: Built) -> None:
    offered = matching_actions(built.window.actions_table, "dark")
    assert all(action.key != "theme" for action in offered)


def test_hurried_typing_finds_what_was_meant() -> None:
    names = ["Print visits", "Plan visits", "Open a workspace", "Settings"]

    def best(query: str) -> str:
        scored = [(score, name) for name in names if (score := fuzzy_score(query, name)) is not None]
        return max(scored)[1]

    assert best("plan") == "Plan visits"
    assert best("ow") == "Open a workspace"
    assert best("setng") == "Settings"
    assert fuzzy_score("zzz", "Plan visits") is None
    assert fuzzy_score("规划", "规划时段") is not None


def test_the_status_bar_says_saved_file_and_backup(built: Built) -> None:
    now = datetime(2026, 11, 17, 7, 38, tzinfo=UTC)
    status = built.window.status
    status.show_saved(now)
    status.show_file("East.workbench")
    status.show_backup(now, now.astimezone().date())
    assert status.saved.text() == f"Saved {i18n.format_time(now)}"
    assert status.file.accessibleName() == "East.workbench"
    assert status.backup.text().startswith("Backed up today")
    status.show_backup(now, date(2026, 11, 20))
    assert status.backup.text() == "Backed up 17 Nov"
    status.show_backup(None, date(2026, 11, 20))
    assert status.backup.text() == "No backup yet"
    assert status.running.text() == "No background tasks"


def test_everything_that_takes_the_focus_has_a_name(built: Built) -> None:
    built.window.open_palette()
    nameless = [
        widget
        for widget in built.window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_a_badge_is_read_out(built: Built) -> None:
    built.window.rail.set_badge(PageId.ACCOUNTS, 4)
    assert built.window.rail.button(PageId.ACCOUNTS).accessibleDescription() == "4"
    built.window.rail.set_badge(PageId.ACCOUNTS, 0)
    assert built.window.rail.button(PageId.ACCOUNTS).accessibleDescription() == ""


def test_an_unforeseen_error_leaves_a_report_without_its_message_and_the_window_lives(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    told: list[Path | None] = []
    reporter = CrashReporter(lambda: datetime(2026, 11, 17, tzinfo=UTC), told.append)

    def fail() -> None:
        raise ValueError("张蔚 138 0512")

    for _ in range(3):
        try:
            fail()
        except ValueError as error:
            reporter.report(error)
    [report] = told
    assert report is not None
    text = report.read_text("utf-8")
    assert "ValueError" in text
    assert "张蔚" not in text
    built.window.show_crash(report)
    assert built.window.toast.text()
    assert built.window.isVisible()


def test_a_toast_stays_inside_a_small_window(built: Built) -> None:
    built.window.toast.show_message("x" * 400, action="Undo")
    box = built.window.toast.geometry()
    assert built.window.rect().contains(box)
    assert built.window.childAt(QPoint(box.center())) is not None


class LongNamedPage(PlainPage):
    def title(self) -> str:
        return "Save-a-lot Markets"

    def subtitle(self) -> str:
        return "Save-a-lot Markets of the whole of the North West · Strategic · Partner · " * 3


def test_the_remark_of_a_header_gives_way_before_the_name(qtbot: QtBot) -> None:
    frame = PageFrame(LongNamedPage(PageId.ACCOUNT), with_back=True)
    qtbot.addWidget(frame)
    frame.resize(640, 300)
    frame.show()
    assert frame.title.text() == "Save-a-lot Markets"
    assert frame.subtitle.text() != frame.page.subtitle()


def test_on_a_small_screen_the_search_gives_its_room_to_the_page(built: Built) -> None:
    built.window.show()
    built.window.go(Destination(PageId.ACCOUNTS))
    frame = built.window.stack.currentWidget()
    assert isinstance(frame, PageFrame)
    for width, short in ((1366, False), (960, True)):
        frame.resize(width - 88, 700)
        assert frame.search.is_short is short
        assert frame.search.accessibleName() == "Find or run"
