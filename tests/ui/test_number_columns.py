"""A number of ours is read whole in its list, also with the initials that a second author brings."""

from datetime import date

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from workbench.ui.kit.fonts import interface_font
from workbench.ui.screens.complaints.list_columns import complaint_columns
from workbench.ui.screens.contracts.contract_table import contract_columns

AROUND, TODAY = 24, date(2026, 9, 15)


def test_numbers_with_initials_fit_their_column(app: QApplication) -> None:
    metrics = QFontMetrics(interface_font())
    complaint = next(one for one in complaint_columns(lambda: TODAY) if one.key == "number")
    contract = next(one for one in contract_columns(TODAY) if one.key == "number")
    assert complaint.width >= metrics.horizontalAdvance("2026-0001-LXM") + AROUND
    assert contract.width >= metrics.horizontalAdvance("HT-2026-0002-LXM") + AROUND
