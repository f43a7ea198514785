"""The window answers while it works: no pause of its thread above 100 ms with 1,628 accounts."""

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep, somebody
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import settle
from workbench.foundation.clock import FixedClock
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.imports.page import ImportPage

__all__ = ["app", "prompts"]

COMPANIES = 1627
LONGEST_MS = 100
# Dressing every widget anew is asked for by the user, and rare.
DRESSING_MS = 500
DRESSING = ("Chinese", "dark")
TRIES = 8
SCHEDULER = Path("/proc/thread-self/schedstat")
TIERS = ("strategic", "focus", "major", "general")


def waited_for_a_processor() -> float:
    """Seconds that this thread was ready to run while others had the processors; 0 where nobody tells."""
    try:
        return int(SCHEDULER.read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


class Watchdog:
    """Ticks in the window's thread and keeps the longest time between two ticks, in ms, per step.

    Time in which other programs had the processors is no pause of ours.
    """

    def __init__(self) -> None:
        self.longest: dict[str, float] = {}
        self._step = ""
        self._last = self._lent = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)

    @contextmanager
    def during(self, step: str) -> Iterator[None]:
        """Watch while the block runs, which must let the window handle its events."""
        self._step, self._last, self._lent = step, time.perf_counter(), waited_for_a_processor()
        self._timer.start()
        yield
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now, lent = time.perf_counter(), waited_for_a_processor()
        pause = (now - self._last - (lent - self._lent)) * 1000
        self.longest[self._step] = max(pause, self.longest.get(self._step, 0.0))
        self._last, self._lent = now, lent


def companies(source: Path, target: Path) -> Path:
    """The listed companies with a tier each and twenty people who look after them."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for place, row in enumerate(rows):
        row["tier"] = TIERS[place % 4]
        row["manager"] = f"Rep {place % 20:02}"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return target


def work_through(rep: Rep, sheet: Path) -> dict[str, float]:
    """Import, list, search, open, plan, accept; the longest pause of each step."""
    dog, window = Watchdog(), rep.program.window

    def step(name: str, act: Callable[[], object]) -> None:
        with dog.during(name):
            act()
            settle(rep.program)

    step("go to import", lambda: window.go(Destination(PageId.IMPORT)))
    page = rep.page(ImportPage)
    step("look at the sheet", lambda: page.open_sheet(sheet))
    step("import", page.run)
    assert rep.count("accounts") == COMPANIES
    step("list", lambda: window.go(Destination(PageId.ACCOUNTS)))
    accounts = rep.page(AccountsPage)
    for initials in ("z", "zg", "zgp"):
        step(f"search {initials}", lambda text=initials: accounts.list.filter.search.setText(text))
    step("clear the search", accounts.list.filter.search.clear)
    step("sort", lambda: accounts.list.table.sort_by("name"))
    step("preview", lambda: accounts.list.table.view.selectRow(5))
    line = accounts.list.current()
    assert line is not None
    step("open an account", lambda: window.go(Destination(PageId.ACCOUNT, subject=line.id)))
    step("calendar", lambda: window.go(Destination(PageId.CALENDAR)))
    calendar = rep.page(CalendarPage)
    step("plan", calendar.plan_pane.plan)
    assert calendar.plan_view.isVisible()
    step("accept", calendar.plan_view.accept)
    assert rep.count("visits") > COMPANIES
    step("next month", lambda: calendar._step(1))
    step("today", lambda: window.go(Destination(PageId.TODAY)))
    step("merge page", lambda: window.go(Destination(PageId.MERGE)))
    step("settings", lambda: window.go(Destination(PageId.SETTINGS)))
    step("Chinese", lambda: rep.program.switch_language("zh_CN"))
    step("dark", lambda: rep.program.switch_theme("dark"))
    step("undo", rep.program.undo)
    return dog.longest


@pytest.mark.slow
def test_no_step_stops_the_window_for_more_than_a_tenth_of_a_second(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot, shared_data: Path, tmp_path: Path
) -> None:
    sheet = companies(shared_data / "listed_companies" / "SHH.csv", tmp_path / "companies.csv")
    best: dict[str, float] = {}
    too_long: list[str] = []
    for number in range(TRIES):
        # Other programs of the machine stop the thread too: a pause that is ours comes every time.
        save_settings(Settings(author="张蔚", language="en", theme="light"))
        path = tmp_path / f"try-{number}.workbench"
        clock = FixedClock(date(2026, 9, 15))
        new_workspace(path, clock=clock).close()
        with somebody(app, clock, prompts, qtbot, path) as rep:
            found = work_through(rep, sheet)
        best = {name: min(pause, best.get(name, pause)) for name, pause in found.items()}
        too_long = [f"{name} {pause:.0f} ms" for name, pause in best.items() if pause > limit_of(name)]
        if not too_long:
            break
    assert too_long == []


def limit_of(step: str) -> int:
    """The longest pause that a step may make, in ms."""
    return DRESSING_MS if step in DRESSING else LONGEST_MS
