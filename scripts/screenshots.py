"""Pictures of the real program, for the README and for looking.

scripts/screenshots                 the pictures of the README → docs/
scripts/screenshots --all DIR       every page and what opens on it, English and Chinese, light and dark → DIR
    --size 1920x1080                a larger window; with QT_SCALE_FACTOR=1.5 as on a screen at 150 %
    --file empty                    sample, empty or crowded: what is in the workspace
    --only WORD                     only pictures with all these words in their names (en, dark, people)
    --faults                        no pictures: what can be found wrong without looking, screen by screen
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from scenes import Act, make_similar, plan_quarter, scenes
from scenes_complaints import complaint_scenes
from scenes_exchange import exchange_scenes, make_colleagues
from screen_faults import screen_faults

from benchmarks.workspaces import make_workspace
from workbench.app import Program
from workbench.foundation import i18n
from workbench.foundation.clock import DayClock
from workbench.foundation.ids import Id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import create_account, find_account
from workbench.services.sample_data import load_sample
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.ui.kit.table import Table
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.sections import Section

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 17)
LANGUAGES, THEMES = ("en", "zh_CN"), ("light", "dark")
PAGES = (
    PageId.TODAY,
    PageId.ACCOUNTS,
    PageId.CALENDAR,
    PageId.POLICY,
    PageId.WEEK,
    PageId.GATHERINGS,
    PageId.PLANS,
    PageId.HANDOVERS,
    PageId.PROMISES,
    PageId.COMPLAINTS,
    PageId.CONTRACTS,
    PageId.ATTAINMENT,
    PageId.ANALYSIS,
    PageId.ALARMS,
    PageId.DUPLICATES,
    PageId.IMPORT,
    PageId.MERGE,
    PageId.BIN,
    PageId.SETTINGS,
)
# The account of the sample that has something in every section.
RICH = "KA1003"


class Picture(NamedTuple):
    """What is to be seen on a picture, and where it goes."""

    language: str
    theme: str
    place: Destination
    act: Act | None
    file: Path


def pictures(
    folder: Path, account: Id, home: Path, *, everything: bool, only: list[str]
) -> Iterator[Picture]:
    """Those of the README, or everything whose name has all words of ``only``."""
    if not everything:
        for language in LANGUAGES:
            today = Destination(PageId.TODAY)
            yield Picture(language, "light", today, None, folder / f"today-{language}.png")
            for section, name in ((Section.PEOPLE, "map"), (Section.PLAN, "account-plan")):
                view = Destination(PageId.ACCOUNT, subject=account, view=section)
                yield Picture(language, "light", view, None, folder / f"{name}-{language}.png")
            place, act = complaint_scenes()["complaint-to-analyse"]
            yield Picture(language, "light", place, act, folder / f"complaint-{language}.png")
            calendar = Destination(PageId.CALENDAR)
            yield Picture(language, "light", calendar, plan_quarter, folder / f"plan-{language}.png")
            place, act = exchange_scenes(home / "colleagues")["merge-folder"]
            yield Picture(language, "light", place, act, folder / f"merge-{language}.png")
        return
    places: dict[str, tuple[Destination, Act | None]] = {
        **{page.value: (Destination(page), None) for page in PAGES},
        **{
            f"account-{section.value}": (Destination(PageId.ACCOUNT, subject=account, view=section), None)
            for section in Section
        },
        **scenes(account, home),
    }
    for language, theme, (name, (place, act)) in product(i18n.LANGUAGES, THEMES, places.items()):
        file = folder / f"{name}-{language}-{theme}.png"
        if all(word in file.stem for word in only):
            yield Picture(language, theme, place, act, file)


def make_file(path: Path, what: str, *, doubled: bool) -> Id:
    """Write the workspace file, with duplicates if ``doubled``; the account to look at."""
    clock = DayClock(DAY)
    if what == "crowded":
        make_workspace(path, accounts=2000, years=3, clock=clock)
        with closing(open_workspace(path, clock=clock)) as workspace:
            return list_account_lines(workspace).lines[0].id
    if what == "empty":
        with closing(new_workspace(path, clock=clock, author="张蔚")) as workspace:
            create_account(workspace, {"name": "Halvorsen Automation"})
            return find_account(workspace, "Halvorsen Automation").id
    with closing(load_sample(path, clock=clock, author="张蔚")) as workspace:
        if doubled:
            make_similar(workspace)
        make_colleagues(workspace, path.parent / "colleagues")
        return find_account(workspace, RICH).id


def main() -> int:
    """Take the pictures one after the other in one window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", type=Path, metavar="DIR")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--file", default="sample", choices=("sample", "empty", "crowded"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--faults", action="store_true")
    wanted = parser.parse_args()
    folder: Path = wanted.all or ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["WORKBENCH_HOME"] = home
        path = Path(home) / "East.workbench"
        account = make_file(path, wanted.file, doubled=wanted.all is not None)
        save_settings(Settings(author="张蔚"))
        app = QApplication(sys.argv[:1])
        program = Program(app, DayClock(DAY))
        width, height = wanted.size.split("x")
        program.window.resize(int(width), int(height))
        program.start(path)
        todo = list(pictures(folder, account, Path(home), everything=bool(wanted.all), only=wanted.only))

        keep = _tell_faults if wanted.faults else _save

        def take_next() -> None:
            if not todo:
                program.window.close()
                app.quit()
                return
            if program.context is not None and program.context.workspace.path != path:
                # A picture was of another file.
                program.load(path, make=False, then=lambda: program.when_settled(take_next))
                return
            one = todo.pop(0)
            _dress(program, one)
            program.window.go(one.place)
            program.when_settled(lambda: _act(program, one, keep, take_next))

        program.when_settled(take_next)
        app.exec()
    return 0


def _dress(program: Program, one: Picture) -> None:
    """Only what is not so already: all pages made so far are dressed anew."""
    if program.settings.language != one.language:
        program.switch_language(one.language)
    if program.settings.theme != one.theme:
        program.switch_theme(one.theme)


def _save(program: Program, one: Picture) -> None:
    _shot(program).save(str(one.file))
    sys.stdout.write(f"{one.file}\n")


def _tell_faults(_program: Program, one: Picture) -> None:
    for fault in screen_faults():
        sys.stdout.write(f"{one.file.stem}: {fault}\n")


def _act(
    program: Program, one: Picture, keep: Callable[[Program, Picture], None], then: Callable[[], None]
) -> None:
    def save() -> None:
        keep(program, one)
        close_all(program)
        QTimer.singleShot(0, then)

    if one.act is None:
        save()
        return
    # Twice: what an act opened may read in its turn, and a question waits inside the act.
    QTimer.singleShot(200, lambda: program.when_settled(save))
    one.act(program.window.page(), program)


def _shot(program: Program) -> QPixmap:
    """The window with menus and questions over it."""
    # What was read last may not stand in its place yet.
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    window = program.window
    picture = window.grab()
    painter = QPainter(picture)
    origin = window.mapToGlobal(QPoint())
    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            painter.drawPixmap(one.mapToGlobal(QPoint()) - origin, one.grab())
    painter.end()
    return picture


def close_all(program: Program) -> None:
    """Close whatever the picture showed open."""
    for one in QApplication.topLevelWidgets():
        if one is not program.window and one.isVisible():
            one.close()
    # What an earlier picture left to be read belongs to no other.
    program.window.toast.hide()
    palette: Any = program.window._palette
    if palette is not None and palette.isVisible():
        palette.close_over()
    if program.window.help is not None:
        program.window.help.close_pane()
    page = program.window.page()
    for _step in range(4):
        if page is None or not page.close_innermost():
            break
    for table in program.window.findChildren(Table):
        table.show_filter_row(False)


if __name__ == "__main__":
    sys.exit(main())
