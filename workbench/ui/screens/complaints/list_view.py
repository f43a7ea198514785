"""All complaints as a table, the closed ones too; views of it are saved under names."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.services.complaint_board import ComplaintLine
from workbench.services.saved_views import SavedView, list_views
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.table import Table
from workbench.ui.printing import run_away
from workbench.ui.saved_views import ViewKeeper
from workbench.ui.screens.complaints.list_columns import complaint_columns

TABLE = "complaints"


class ListView(QWidget):
    """``opened`` gives the id of a complaint."""

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._saved: Sequence[SavedView] = ()
        self._keeper = ViewKeeper(context, TABLE, self.read_views)
        today = context.workspace.clock.today
        self.table: Table[ComplaintLine] = Table(
            complaint_columns(today),
            lambda line: line.complaint.id,
            name=lambda: _("Complaints"),
            memory=TABLE,
            count_text=lambda count: ngettext("{count} complaint", "{count} complaints", count).format(
                count=format_number(count)
            ),
            today=today,
            run=lambda work, on_done: run_away(context, work, on_done),
        )
        self.table.row_activated.connect(lambda line: self.opened.emit(line.complaint.id))
        vertical(self).addWidget(self.table)
        self.views_button = Button("", Kind.PLAIN, icon="list", small=True, name=lambda: _("Views"))
        self.views_button.clicked.connect(lambda: self._below(self.views_menu(), self.views_button))
        self.rows_button = Button(
            "", Kind.PLAIN, icon="list-filter", small=True, name=lambda: _("Filter row")
        )
        self.rows_button.setCheckable(True)
        self.rows_button.clicked.connect(self.table.show_filter_row)
        self.columns_button = Button("", Kind.PLAIN, icon="columns-3", small=True, name=lambda: _("Columns"))
        self.columns_button.clicked.connect(self._show_columns)

    def show_lines(self, lines: Sequence[ComplaintLine]) -> None:
        """Show these."""
        self.table.set_rows(lines)

    def retranslate(self) -> None:
        """Headings and counts in the language in force."""
        self.table.retranslate()

    def read_views(self) -> None:
        """Read the saved views."""
        self._context.read(
            lambda workspace: list_views(workspace, TABLE), self._take_views, key="complaint-views"
        )

    def views_menu(self) -> QMenu:
        """The saved views, and what can be done with them."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for view in self._saved:
            entry = menu.addAction(view.name.replace("&", "&&"))
            entry.triggered.connect(lambda _on, view=view: self.show_view(view))
        if self._saved:
            menu.addSeparator()
        menu.addAction(_("Save as view…")).triggered.connect(self.save_view)
        if self._saved:
            away = menu.addMenu(pgettext("views", "Delete"))
            for view in self._saved:
                away.addAction(view.name.replace("&", "&&")).triggered.connect(
                    lambda _on, view=view: self._keeper.delete(view.name, view.state)
                )
        return menu

    def show_view(self, view: SavedView) -> None:
        """Columns, sorting and filters as they were saved."""
        self.table.restore_state(view.state, with_filters=True)
        self.rows_button.setChecked(self.table.has_filter_row())

    def save_view(self) -> None:
        """Keep what is shown under a name."""
        self._keeper.save(self.table.state())

    def _take_views(self, saved: Sequence[SavedView]) -> None:
        self._saved = saved

    def _show_columns(self) -> None:
        button = self.columns_button
        self.table.column_chooser().open_at(button.mapToGlobal(button.rect().bottomLeft()))

    def _below(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
