"""What can be found wrong with a screen without looking: cut words, words over words, nameless controls."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QWidget,
)

from workbench.ui.kit.labels import ElidedLabel
from workbench.ui.kit.table_header import CHECKS, PADDING
from workbench.ui.kit.table_model import Kind
from workbench.ui.kit.table_view import TableView
from workbench.ui.kit.tokens import ICON_SIZE

_SLACK = 1
_MOST_TOLD = 40
_ROWS_LOOKED_AT = 30


def screen_faults() -> list[str]:
    """The faults of all that stands on the screen, each with the words it is known by."""
    found = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            for widget in (top, *top.findChildren(QWidget)):
                if widget.isVisible() and not widget.size().isEmpty():
                    found += [f"{fault}: {_known_by(widget)}" for fault in _faults(widget)]
    return sorted(set(found))


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
        yield from _label_faults(widget)
    if isinstance(widget, QAbstractButton) and widget.text() and _is_narrow(widget):
        yield "button is cut"
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        yield from _overlaps(widget)
    if isinstance(widget, QHeaderView):
        yield from _header_faults(widget)
    if isinstance(widget, TableView):
        yield from _cell_faults(widget)
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
        told = QAccessible.queryAccessibleInterface(widget)
        if told is not None and not told.text(QAccessible.Text.Name).strip():
            yield "control without a name"
        if _is_cut(widget):
            yield "control out of sight"


def _is_narrow(widget: QWidget) -> bool:
    needed = widget.minimumSizeHint().width()
    if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed:
        needed = max(needed, min(widget.sizeHint().width(), widget.maximumWidth()))
    return needed > widget.width() + _SLACK


def _overlaps(widget: QLabel | QAbstractButton) -> Iterator[str]:
    """Words of the same holder that stand on these: a layout without room lets them."""
    holder = widget.parentWidget()
    layout = holder.layout() if holder is not None else None
    if holder is None or layout is None or widget.isWindow():
        return
    box = widget.geometry().adjusted(2, 2, -2, -2)
    for other in holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if (
            isinstance(other, QLabel | QAbstractButton)
            and other is not widget
            and other.isVisible()
            and other.text()
            and layout.indexOf(other) >= 0
            and other.geometry().adjusted(2, 2, -2, -2).intersects(box)
        ):
            yield f"words over words, {other.text()[:_MOST_TOLD]!r}"


def _label_faults(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 2 * _SLACK:
            yield "paragraph is cut"
        return
    metrics = QFontMetrics(label.font())
    if max(metrics.horizontalAdvance(line) for line in label.text().split("\n")) > room.width() + _SLACK:
        yield "label is cut"


def _header_faults(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    metrics = QFontMetrics(header.font())
    for section in range(header.count()):
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        needed = metrics.horizontalAdvance(text) + (2 * PADDING if text else 0)
        if not header.isSectionHidden(section) and needed > header.sectionSize(section) + _SLACK:
            yield f"column head is cut, {text}"


def _cell_faults(view: TableView) -> Iterator[str]:
    """Words of a choice that are cut: few and known, they could have had the room; names may be long."""
    header, model = view.horizontalHeader(), view.rows_model
    metrics = QFontMetrics(view.font())
    for at, column in enumerate(model.columns):
        if header.isSectionHidden(at) or column.stretch or column is CHECKS or column.kind is Kind.TEXT:
            continue
        room = header.sectionSize(at) - 2 * PADDING + _SLACK
        for row in range(min(model.rowCount(), _ROWS_LOOKED_AT)):
            cell = column.cell(model.row(row))
            mark = ICON_SIZE + 4 if cell.mark is not None else 0
            if metrics.horizontalAdvance(cell.text) + mark > room:
                yield f"cell is cut, {column.key}: {cell.text[:_MOST_TOLD]}"
                break


def _is_cut(widget: QWidget) -> bool:
    """Whether a side of it lies beyond what holds it, and no scrolling brings it in."""
    holder, rect = widget.parentWidget(), widget.rect()
    child = widget
    while holder is not None and not child.isWindow():
        rect = QRect(child.mapTo(holder, QPoint()) if child is widget else rect.topLeft(), rect.size())
        area = holder.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
            across, down = area.horizontalScrollBar().maximum(), area.verticalScrollBar().maximum()
            beyond = rect.right() > holder.width() + _SLACK and not across
            return beyond or (rect.bottom() > holder.height() + _SLACK and not down)
        if not holder.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(rect):
            return True
        rect.translate(holder.pos())
        child, holder = holder, holder.parentWidget()
    return False


def _known_by(widget: QWidget) -> str:
    text = widget.property("text") or widget.accessibleName() or widget.objectName()
    chain: list[str] = []
    one: QWidget | None = widget
    while one is not None and len(chain) < 3:
        chain.append(type(one).__name__)
        one = one.parentWidget()
    return f"{str(text)[:_MOST_TOLD]!r} {' < '.join(chain)}"
