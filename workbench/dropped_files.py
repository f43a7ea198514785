"""A file dropped on the window that the page shown has no use for: it goes to the page that has."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.shell.main_window import MainWindow

_PAGES: Final = {".ics": PageId.CALENDAR}


def take_dropped(window: MainWindow, path: Path, ask: Callable[[Path], object]) -> None:
    """Show what can be done with the file: merge folders of workspaces, else import it.

    What is to become of a single workspace is to ``ask``.
    """
    if path.suffix.lower() == ".workbench" and not path.is_dir():
        ask(path)
    else:
        page = PageId.MERGE if path.is_dir() else _PAGES.get(path.suffix.lower(), PageId.IMPORT)
        go_with_file(window, page, path)


def go_with_file(
    window: MainWindow, page: PageId, path: Path, before: Callable[[Page], object] | None = None
) -> None:
    """Go to ``page`` and give it the file; ``before`` that, do what the page needs for it."""
    window.go(Destination(page))
    shown = window.page()
    if shown is not None:
        if before is not None:
            before(shown)
        shown.file_dropped(str(path))
