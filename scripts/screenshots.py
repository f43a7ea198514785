"""Pictures of the real program on the sample data, for the README and for looking.

scripts/screenshots            the pictures of the README → docs/
scripts/screenshots --all DIR  every page, English and Chinese, light and dark → DIR
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench.app import Program
from workbench.foundation.clock import DayClock
from workbench.foundation.ids import Id
from workbench.services.accounts import find_account
from workbench.services.sample_data import load_sample
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.sections import Section

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 17)
SIZE = (1366, 768)
LANGUAGES, THEMES = ("en", "zh_CN"), ("light", "dark")
PAGES = (
    PageId.TODAY,
    PageId.ACCOUNTS,
    PageId.CALENDAR,
    PageId.ANALYSIS,
    PageId.DUPLICATES,
    PageId.IMPORT,
    PageId.MERGE,
    PageId.SETTINGS,
)
# The account of the sample that has something in every section.
RICH = "KA1003"


def places(account: Id) -> dict[str, Destination]:
    """Every page and every section of an account, by the name of its picture."""
    pages = {page.value: Destination(page) for page in PAGES}
    sections = {
        f"account-{section.value}": Destination(PageId.ACCOUNT, subject=account, view=section)
        for section in Section
    }
    return {**pages, **sections}


def pictures(folder: Path, account: Id, *, everything: bool) -> Iterator[tuple[str, str, Destination, Path]]:
    """Language, theme, place and file of each picture."""
    if not everything:
        for language in LANGUAGES:
            yield language, "light", Destination(PageId.TODAY), folder / f"today-{language}.png"
            view = Destination(PageId.ACCOUNT, subject=account, view=Section.RELATIONSHIP)
            yield language, "light", view, folder / f"account-{language}.png"
        return
    for language, theme, (name, place) in product(LANGUAGES, THEMES, places(account).items()):
        yield language, theme, place, folder / f"{name}-{language}-{theme}.png"


def main() -> int:
    """Take the pictures one after the other in one window."""
    everything = "--all" in sys.argv
    folder = Path(sys.argv[-1]) if everything else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["WORKBENCH_HOME"] = home
        sample = Path(home) / "East.workbench"
        with closing(load_sample(sample, clock=DayClock(DAY), author="张蔚")) as workspace:
            account = find_account(workspace, RICH).id
        app = QApplication(sys.argv[:1])
        program = Program(app, DayClock(DAY))
        program.window.resize(*SIZE)
        program.start(sample)
        todo = list(pictures(folder, account, everything=everything))

        def take_next() -> None:
            if not todo:
                program.window.close()
                app.quit()
                return
            language, theme, place, file = todo.pop(0)
            program.switch_language(language)
            program.switch_theme(theme)
            program.window.go(place)
            program.when_settled(lambda: _save(program, file, take_next))

        program.when_settled(take_next)
        app.exec()
    return 0


def _save(program: Program, file: Path, then: Callable[[], None]) -> None:
    program.window.grab().save(str(file))
    sys.stdout.write(f"{file}\n")
    QTimer.singleShot(0, then)


if __name__ == "__main__":
    sys.exit(main())
