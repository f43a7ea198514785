"""A file dropped on the window that the page shown has no use for: it goes to the page that has."""

from pathlib import Path
from typing import Final

from workbench.ui.navigation import Destination, PageId
from workbench.ui.shell.main_window import MainWindow

_PAGES: Final = {".workbench": PageId.MERGE, ".ics": PageId.CALENDAR}


def take_dropped(window: MainWindow, path: Path) -> None:
    """Show what can be done with the file: merge files of ours and folders of them, else import it."""
    page = PageId.MERGE if path.is_dir() else _PAGES.get(path.suffix.lower(), PageId.IMPORT)
    go_with_file(window, page, path)


def go_with_file(window: MainWindow, page: PageId, path: Path) -> None:
    """Go to ``page`` and give it the file."""
    window.go(Destination(page))
    shown = window.page()
    if shown is not None:
        shown.file_dropped(str(path))
