"""What can be done with a table: copy, export, print, sort, filter, choose columns."""

from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.texts import words

if TYPE_CHECKING:
    from workbench.ui.kit.table import Table


class Output(Enum):
    """Where the rows of a table can go."""

    EXPORT = "export"
    PRINT = "print"


@runtime_checkable
class TableHost(Protocol):
    """A widget around tables that brings their rows to files and paper, and remembers them: the window."""

    def put_out(self, table: "Table[Any]", output: Output) -> None:
        """Export or print what ``table`` shows, or of it what is selected if that is more than one row."""
        ...

    def recall_table(self, key: str) -> str:
        """The state of the table remembered under ``key``, or nothing."""
        ...

    def remember_table(self, key: str, state: str) -> None:
        """Keep the state of a table for the next start."""
        ...


def host_of(table: "Table[Any]") -> TableHost | None:
    """The nearest host around ``table``."""
    widget: QWidget | None = table.parentWidget()
    while widget is not None and not isinstance(widget, TableHost):
        widget = widget.parentWidget()
    return widget


def put_out(table: "Table[Any]", output: Output) -> bool:
    """Ask the nearest host around ``table``; False if there is none."""
    host = host_of(table)
    if host is not None:
        host.put_out(table, output)
    return host is not None


def table_menu(table: "Table[Any]") -> QMenu:
    """The menu of ``table``, as things stand now."""
    menu = QMenu(table)
    menu.aboutToHide.connect(menu.deleteLater)
    copy = menu.addAction(_("Copy") + "\tCtrl C")
    copy.setEnabled(table.selected_count() > 0)
    copy.triggered.connect(lambda: table.copy())
    menu.addAction(_("Select all") + "\tCtrl A").triggered.connect(lambda: table.view.selectAll())
    menu.addSeparator()
    export = menu.addAction(_("Export as spreadsheet…") + "\tCtrl Shift E")
    export.triggered.connect(lambda: put_out(table, Output.EXPORT))
    paper = menu.addAction(_("Print the table…") + "\tCtrl P")
    paper.triggered.connect(lambda: put_out(table, Output.PRINT))
    menu.addSeparator()
    by = menu.addMenu(_("Sort by"))
    then = menu.addMenu(_("Then by"))
    then.setEnabled(bool(table.sorting))
    for column in table.shown_columns():
        name = words(column.header).replace("&", "&&")
        by.addAction(name).triggered.connect(lambda _on, key=column.key: table.turn_sorting(key))
        then.addAction(name).triggered.connect(
            lambda _on, key=column.key: table.turn_sorting(key, further=True)
        )
    row = menu.addAction(_("Filter row"))
    row.setCheckable(True)
    row.setChecked(table.has_filter_row())
    row.triggered.connect(table.show_filter_row)
    where = QCursor.pos()
    menu.addAction(_("Columns…")).triggered.connect(lambda: table.column_chooser().open_at(where))
    return menu
