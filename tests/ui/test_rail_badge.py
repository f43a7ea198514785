"""How many things wait on a page, beside its icon."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from workbench.pages import page_entries
from workbench.ui.kit.tokens import tokens
from workbench.ui.navigation import PageId
from workbench.ui.page import Page
from workbench.ui.shell.rail import PageEntry, RailButton


def test_more_than_99_is_seen_whole(app: QApplication) -> None:
    button = RailButton(PageEntry(PageId.COMPLAINTS, lambda: "投诉", "bell", Page))
    button.resize(56, 52)
    button.set_badge(1783, alarm=True)

    picture = button.grab().toImage()

    # The badge ends in a round corner: cut off by the edge, it would fill the corner too.
    corner = QColor(picture.pixel(picture.width() - 1, round(5 * picture.devicePixelRatio())))
    assert corner != QColor(tokens().danger)
    assert button.accessibleDescription() == "1783"
    button.deleteLater()


def test_ctrl_and_a_digit_count_the_pages_as_the_rail_shows_them() -> None:
    in_rail = [entry for entry in page_entries(lambda: pytest.fail("no page is made")) if entry.in_rail]
    shown = sorted(in_rail, key=lambda entry: entry.at_bottom)
    assert [entry.page for entry in in_rail] == [entry.page for entry in shown]
    assert in_rail[8].page is PageId.ALARMS
