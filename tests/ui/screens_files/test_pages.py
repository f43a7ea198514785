"""What holds for every page."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens_files.conftest import Driven, WindowWatch
from workbench.ui.navigation import Destination, PageId


@pytest.mark.parametrize("page", [one for one in PageId if one is not PageId.ACCOUNT])
def test_making_a_page_flashes_no_window_and_leaves_the_focus(page: PageId, driven: Driven) -> None:
    watch = WindowWatch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    try:
        driven.program.window.go(Destination(page))
        driven.settle()
    finally:
        QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert watch.seen == []
    assert driven.program.window.isActiveWindow()
