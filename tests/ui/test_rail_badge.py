"""How many things wait on a page, beside its icon."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

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
