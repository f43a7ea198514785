"""The strip over the account list: a quick filter by anything, the views, filter row and columns."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from workbench.foundation.i18n import _, format_number
from workbench.foundation.ids import Id
from workbench.services.search import accounts_found
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choice_strip import ChoiceStrip
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.surfaces import Toolbar
from workbench.ui.kit.texts import words
from workbench.ui.kit.tokens import S2
from workbench.ui.screens.accounts.list_views import ALL, ListView

HITS = 2000


class ListFilter(Toolbar):
    """``typed`` tells that ``text`` or ``found`` are other ones; ``view_chosen`` gives a ``ListView``."""

    typed = Signal()
    left = Signal()
    view_chosen = Signal(object)
    save_requested = Signal()
    rename_requested = Signal(object)
    delete_requested = Signal(object)
    filter_row_requested = Signal(bool)
    columns_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._views: tuple[ListView, ...] = ()
        self._counts: Mapping[str, int] = {}
        self.found: frozenset[Id] = frozenset()
        self.search = _Search(lambda: _("Name, pinyin, initials, phone"), small=True)
        self.search.setFixedWidth(208)
        self.search.textChanged.connect(self._search)
        self.search.left_down.connect(self.left)
        self.views = Choices(Look.PILLS, (), name=lambda: _("Which accounts"))
        self.views.chosen.connect(self.choose)
        self._strip = ChoiceStrip(self.views)
        self.save_button = Button(lambda: _("Save view"), Kind.PLAIN, icon="plus", small=True)
        self.save_button.clicked.connect(self.save_requested)
        self.save_button.hide()
        self.more = Button("", Kind.PLAIN, icon="ellipsis", small=True, name=lambda: _("All views"))
        self.more.clicked.connect(lambda: self._below(self.views_menu(), self.more))
        self.rows_button = Button(
            "", Kind.PLAIN, icon="list-filter", small=True, name=lambda: _("Filter row")
        )
        self.rows_button.setCheckable(True)
        self.rows_button.clicked.connect(self.filter_row_requested)
        self.columns = Button("", Kind.PLAIN, icon="columns-3", small=True, name=lambda: _("Columns"))
        self.columns.clicked.connect(self.columns_requested)
        self.row.addWidget(self.search)
        self.row.addSpacing(S2)
        self.row.addWidget(self._strip, 1)
        for button in (self.save_button, self.more, self.rows_button, self.columns):
            self.row.addWidget(button)

    @property
    def text(self) -> str:
        """What the quick filter looks for."""
        return self.search.text()

    def show_views(self, views: Sequence[ListView]) -> None:
        """Offer these views."""
        current = self.views.current()
        self._views = tuple(views)
        self.views.set_choices([Choice(one.key, one.name, self._count(one), one.tone) for one in views])
        if current is None:
            self.views.choose_none()
        self._strip.refit()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say behind each view how many accounts it has."""
        self._counts = counts
        for view in self._views:
            self.views.set_count(view.key, self._count(view))
        self._strip.refit()

    def show_filters(self, filters: Mapping[str, str], *, row: bool) -> None:
        """Tell which view these filters are, or that they are none, which could be saved."""
        current = self.current()
        holding = [one for one in self._views if dict(one.filters) == dict(filters) and one.text == self.text]
        if not holding:
            self.views.choose_none()
        elif current not in holding:
            self.views.choose(holding[0].key)
        self.save_button.setVisible(not holding)
        self.rows_button.setChecked(row)
        self._strip.refit()

    def current(self) -> ListView | None:
        """The view that is shown as it is."""
        key = self.views.current()
        return next((view for view in self._views if view.key == key), None)

    def choose(self, key: object) -> None:
        """Show the view of that key."""
        view = next(one for one in self._views if one.key == key)
        self.views.choose(key)
        self.view_chosen.emit(view)
        self._strip.refit()

    def set_text(self, text: str) -> None:
        """Look for ``text``."""
        self.search.setText(text)

    def is_clear(self) -> bool:
        """Whether nothing is filtered."""
        current = self.current()
        return not self.text and current is not None and current.key == ALL

    def views_menu(self) -> QMenu:
        """Every view to choose from, and what can be done with the one shown."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        current = self.current()
        for view in self._views:
            name = words(view.name).replace("&", "&&")
            action = menu.addAction(f"{name}\t{self._count(view)}")
            action.setCheckable(True)
            action.setChecked(view is current)
            action.triggered.connect(lambda _on, key=view.key: self.choose(key))
        menu.addSeparator()
        menu.addAction(_("Save as view…")).triggered.connect(lambda: self.save_requested.emit())
        if current is not None and current.is_saved:
            menu.addAction(_("Rename the view…")).triggered.connect(
                lambda: self.rename_requested.emit(current)
            )
            menu.addAction(_("Delete the view")).triggered.connect(
                lambda: self.delete_requested.emit(current)
            )
        return menu

    def _count(self, view: ListView) -> str:
        count = self._counts.get(view.key)
        return "" if count is None else format_number(count)

    def _below(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _search(self, text: str) -> None:
        self.found = frozenset()
        self._context.tasks.drop("account-filter")
        if text.strip():
            self._context.read(
                lambda workspace: accounts_found(workspace, text, HITS),
                self._take,
                key="account-filter",
            )
        self.typed.emit()

    def _take(self, found: frozenset[Id]) -> None:
        self.found = found
        self.typed.emit()


class _Search(SearchField):
    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
