"""What the tests of the calendar do in its window: go there, drag, drop, choose, and read the file."""

from datetime import date

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from workbench.app import Program
from workbench.domain.visits import Visit, VisitKind
from workbench.foundation.ids import Id, derived_id
from workbench.services.visits import list_visits_between, schedule_visit
from workbench.services.workspaces import Workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.calendar.due_list import DUE_MIME
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.calendar.stepping import Mode

TODAY = date(2026, 9, 15)
WEDNESDAY, FRIDAY, SATURDAY = date(2026, 9, 16), date(2026, 9, 18), date(2026, 9, 19)
ACCOUNT = derived_id("account", "A")
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


def calendar(program: Program, mode: Mode = Mode.MONTH) -> CalendarPage:
    program.window.go(Destination(PageId.CALENDAR))
    settle(program)
    page = program.window.page()
    assert isinstance(page, CalendarPage)
    page.show_mode(mode)
    settle(program)
    page.views.widget_of(mode).repaint()
    page.views.take_focus()
    return page


def workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def scheduled(program: Program, on: date, at: str = "", kind: VisitKind = VisitKind.FIELD) -> Id:
    before = set(visits(program))
    schedule_visit(workspace(program), ACCOUNT, on, at=at, kind=kind)
    return next(key for key in visits(program) if key not in before)


def visits(program: Program) -> dict[Id, Visit]:
    found = list_visits_between(workspace(program), date(2020, 1, 1), date(2030, 1, 1))
    return {one.id: one for one in found}


def drag(
    qtbot: QtBot, widget: QWidget, start: QPoint | None, end: QPoint | None, *, drop: bool = True
) -> None:
    assert start is not None
    assert end is not None
    qtbot.mousePress(widget, LEFT, pos=start)
    for at in ((start + end) / 2, end):
        where = widget.mapToGlobal(QPointF(at))
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, Qt.MouseButton.NoButton, LEFT, NONE)
        QApplication.sendEvent(widget, move)
    if drop:
        qtbot.mouseRelease(widget, LEFT, pos=end)


def drop_duties(widget: QWidget, at: QPoint | None) -> None:
    assert at is not None
    data = QMimeData()
    data.setData(DUE_MIME, b"duties")
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(at, action, data, LEFT, NONE))
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), action, data, LEFT, NONE))


def choose_field_duty(page: CalendarPage, count: int = 1) -> list[Id]:
    """Select the first field visits of the due list; whose they are."""
    rows = [at for at, item in enumerate(page.due.list.items_model.items) if item.key in page.due._slots]
    model = page.due.list.selectionModel()
    page.due.list.setCurrentIndex(page.due.list.items_model.index(rows[0], 0))
    for row in rows[1:count]:
        model.select(page.due.list.items_model.index(row, 0), model.SelectionFlag.Select)
    return [slot.account_id for slot in page.due.chosen_slots()]
