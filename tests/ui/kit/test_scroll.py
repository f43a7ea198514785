"""A body that scrolls."""

from PySide6.QtWidgets import QApplication

from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Scroll


def test_lines_added_to_a_body_never_lie_over_each_other(app: QApplication) -> None:
    scroll = Scroll(margins=(0, 0, 0, 0), gap=0)
    scroll.resize(300, 96)
    scroll.show()
    app.processEvents()
    lines = [Label(f"{number}") for number in range(12)]
    for line in lines:
        line.setFixedHeight(32)
        scroll.column.addWidget(line)
        line.show()

    # They are placed at once; that the body must grow is told to the scroll area by an event, which comes
    # later and perhaps after the next painting.
    scroll.column.activate()

    tops = [line.y() for line in lines]
    assert tops == [32 * number for number in range(12)]
    scroll.deleteLater()
