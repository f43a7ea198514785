"""The headings of a table: a click sorts, with Shift by a further column; filters stand beneath them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from workbench.ui.kit.buttons import paint_check
from workbench.ui.kit.cells import CellPainter
from workbench.ui.kit.filter_row import FilterRow
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.table_model import Column, TableModel
from workbench.ui.kit.texts import words
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, ICON_SIZE, ROW_HEIGHT, S4, tokens

PADDING = 8
CHECKS = Column[Any](key="_checks", header="", value=lambda row: "", width=40)
_SIGN = CHIP_ICON_SIZE + 4
_RANK = 8


class Header(QHeaderView):
    """The sorted column is bold with a chevron; of several, each says its rank."""

    def __init__(
        self,
        model: TableModel[Any],
        checked: Callable[[], Qt.CheckState],
        fonts: Callable[[], CellPainter],
        parent: QWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model, self._checked, self._fonts = model, checked, fonts
        self.sorting: tuple[tuple[Column[Any], bool], ...] = ()
        self.filters = FilterRow(model.columns, self)
        self.filters.hide()
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_filters(self, on: bool) -> None:
        """Show or hide the row of filters beneath the headings."""
        self.filters.setVisible(on)
        self.updateGeometry()
        self.geometriesChanged.emit()

    def show_sorting(self, sorting: tuple[tuple[Column[Any], bool], ...]) -> None:
        """Say by which columns the rows are sorted, the most important first."""
        self.sorting = sorting
        self.viewport().update()

    def shown_sections(self) -> list[int]:
        """The sections in sight, from left to right, without the tick boxes."""
        order = (self.logicalIndex(at) for at in range(self.count()))
        return [at for at in order if not self.isSectionHidden(at) and self._model.columns[at] is not CHECKS]

    def place_filters(self) -> None:
        """Put each filter under its heading."""
        if not self.filters.isHidden():
            self.filters.setGeometry(0, ROW_HEIGHT, self.viewport().width(), ROW_HEIGHT - 1)
            self.filters.place(
                [
                    (self._model.columns[at].key, self.sectionViewportPosition(at), self.sectionSize(at))
                    for at in self.shown_sections()
                ]
            )

    def sizeHint(self) -> QSize:
        rows = 1 if self.filters.isHidden() else 2
        return QSize(super().sizeHint().width(), rows * ROW_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < ROW_HEIGHT:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.place_filters()

    def paintEvent(self, event: QEvent) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        painter = QPainter(self.viewport())
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens().line))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, column = tokens(), self._model.columns[section]
        painter.fillRect(rect, QColor(look.pane))
        rect = QRect(rect.left(), rect.top(), rect.width(), ROW_HEIGHT)
        if column is CHECKS:
            paint_check(painter, rect.left() + S4, rect.center().y() - ICON_SIZE // 2 + 1, self._checked())
            return
        rank = next((at for at, (one, _falling) in enumerate(self.sorting) if one is column), -1)
        sorted_here = rank >= 0
        sign = (_SIGN + (_RANK if len(self.sorting) > 1 else 0)) if sorted_here else 0
        painter.setFont(self._fonts().font(sorted_here))
        painter.setPen(QColor(look.text if sorted_here else look.text2))
        left = S4 if self.visualIndex(section) == 0 else PADDING
        box = QRectF(rect).adjusted(left, 0, -PADDING, -1)
        metrics = painter.fontMetrics()
        room = int(box.width()) - sign
        text = metrics.elidedText(words(column.header), Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        x = box.right() - width - sign if column.right else box.left()
        painter.drawText(QRectF(x, box.top(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if sorted_here:
            name = "chevron-down" if self.sorting[rank][1] else "chevron-up"
            top = box.center().y() - CHIP_ICON_SIZE / 2
            paint_icon(painter, x + width + 4, top, name, look.text, CHIP_ICON_SIZE)
            if len(self.sorting) > 1:
                painter.setFont(self._fonts().small)
                place = QRectF(x + width + _SIGN, box.top(), _RANK + 2, box.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(rank + 1))
