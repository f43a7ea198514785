"""The section “People & influence”: the people of an account as a map, as a list, or as a matrix."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Contact
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.surfaces import Toolbar, vertical
from workbench.ui.kit.table_menu import TableHost
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.map_commands import map_commands
from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView
from workbench.ui.screens.accounts.influence.matrix_view import MatrixView
from workbench.ui.screens.accounts.influence.scene import MapContents
from workbench.ui.screens.accounts.people import People

MEMORY = "people-view"


class PeopleView(Enum):
    """The three ways to look at people."""

    MAP = "map"
    LIST = "list"
    MATRIX = "matrix"


class InfluenceSection(QWidget):
    """One toolbar whose right part belongs to the view; the last view is remembered.

    The map is made at once, the list and the matrix when they are first asked for.
    """

    visit_opened = Signal(object)
    visit_requested = Signal(object)
    """A tuple of the people to meet."""
    import_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._edits = context, MapEdits(context)
        self._recalled = False
        self._view: AccountView | None = None
        self._map: InfluenceMap | None = None
        self._people: People | None = None
        self._matrix: MatrixView | None = None
        column = vertical(self)
        bar = Toolbar()
        self.views = Choices(
            Look.SEGMENTS,
            (
                Choice(PeopleView.MAP, lambda: _("Map")),
                Choice(PeopleView.LIST, lambda: _("List")),
                Choice(PeopleView.MATRIX, lambda: _("Matrix")),
            ),
            name=lambda: _("How to look at people"),
        )
        self.views.chosen.connect(self._choose)
        bar.row.addWidget(self.views)
        self.map = InfluenceMapView(context, self._edits)
        self._tools, self.stack = QStackedWidget(), QStackedWidget()
        self._put_in(self.map)
        bar.row.addWidget(self._tools, 1)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self.map.visit_requested.connect(self.visit_requested)
        self.map.import_requested.connect(self.import_requested)
        self.map.details_requested.connect(self._details)
        self.map.shown.connect(self._map_shown)

    @property
    def people(self) -> People:
        """The list."""
        if self._people is None:
            self._people = People(self._context)
            self._people.visit_opened.connect(self.visit_opened)
            self._put_in(self._people)
            if self._view is not None:
                self._people.show_view(self._view)
        return self._people

    @property
    def matrix(self) -> MatrixView:
        """Who of ours knows whom of theirs."""
        if self._matrix is None:
            self._matrix = MatrixView(self._edits)
            self._matrix.person_requested.connect(self._person)
            self._matrix.people_requested.connect(self.add)
            self._put_in(self._matrix)
            if self._map is not None:
                self._matrix.show_map(self._map)
        return self._matrix

    # --- what the page asks

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        self._view = view
        if self._people is not None:
            self._people.show_view(view)
        self._recall()
        self.map.show_account(view.account.id)

    def view(self) -> PeopleView:
        """How people are looked at."""
        current = self.views.current()
        return current if isinstance(current, PeopleView) else PeopleView.MAP

    def go_to(self, view: PeopleView) -> None:
        """Look at people otherwise, and remember it."""
        self.views.choose(view)
        self._choose(view)

    def add(self) -> None:
        """Begin a new person, on the map or in the list."""
        if self.view() is PeopleView.MATRIX:
            self.go_to(PeopleView.MAP)
        if self.view() is PeopleView.LIST:
            self.people.add()
        else:
            self.map.add()

    def edit(self) -> None:
        """Edit whoever is chosen."""
        if self.view() is PeopleView.LIST:
            self.people.edit()
        else:
            self.map.edit()

    def current(self) -> Contact | None:
        """Whoever is chosen."""
        if self.view() is PeopleView.LIST:
            return self.people.current()
        return self.map.person() if self.view() is PeopleView.MAP else None

    def select(self, contact_id: Id) -> None:
        """Show one person, as people are looked at."""
        if self.people.has_left(contact_id):
            # Nobody who left is on the map.
            self.go_to(PeopleView.LIST)
        if self.view() is PeopleView.LIST:
            self.people.select(contact_id)
        else:
            self._person(contact_id)

    def close_innermost(self) -> bool:
        """Close what is open inside the view; False if nothing is."""
        if self.view() is PeopleView.MAP:
            return self.map.close_innermost()
        if self.view() is PeopleView.LIST:
            return self.people.close_innermost()
        return self.matrix.close_innermost()

    def make_room(self) -> None:
        """Close panes for one that opens at the right of the section."""
        self.map.inspectors.close_all()
        for view in (self._people, self._matrix):
            if view is not None:
                view.close_innermost()

    def find_here(self) -> bool:
        """Put the cursor into the filter of the list, or the focus on the map."""
        if self.view() is PeopleView.LIST:
            self.people.filter.setFocus()
            return True
        return self.view() is PeopleView.MAP and self.map.find_here()

    def print_here(self) -> bool:
        """Print the map; False elsewhere."""
        if self.view() is PeopleView.MAP:
            self.map.output.print_map()
            return True
        return False

    def map_commands(self) -> Mapping[str, Callable[[], object]]:
        """What can be done with the map, by action; empty where it is not shown."""
        return map_commands(self.map) if self.view() is PeopleView.MAP else {}

    def keys(self) -> Sequence[tuple[str, str]]:
        """What keys of its own the map understands: what, and which."""
        if self.view() is not PeopleView.MAP:
            return ()
        return (
            (_("To the next card"), "← ↑ ↓ →"),
            (_("Choose a card"), "Space"),
            (_("Edit whoever is chosen"), "Enter"),
            (_("Move a card"), "Ctrl ←"),
            (_("Draw a line to another card"), "C"),
            (_("Through the lines of a card"), "L"),
            (_("Delete a person or a line"), "Delete"),
            (_("Nearer, farther, 100 %, all of it"), "+ − 0 F"),
        )

    # --- inside

    def _choose(self, view: PeopleView) -> None:
        self._bring(view)
        host = self._host()
        if host is not None:
            host.remember_table(MEMORY, view.value)

    def _recall(self) -> None:
        """Look at people as they were looked at last; once, as soon as there is a window around."""
        host = self._host()
        if self._recalled or host is None:
            return
        self._recalled = True
        known = host.recall_table(MEMORY)
        if known in {one.value for one in PeopleView}:
            view = PeopleView(known)
            self.views.choose(view)
            self._bring(view)

    def _put_in(self, view: InfluenceMapView | People | MatrixView) -> None:
        self._tools.addWidget(view.tools)
        self.stack.addWidget(view)

    def _bring(self, view: PeopleView) -> None:
        shown: InfluenceMapView | People | MatrixView = self.map
        if view is not PeopleView.MAP:
            shown = self.people if view is PeopleView.LIST else self.matrix
        self._tools.setCurrentWidget(shown.tools)
        self.stack.setCurrentWidget(shown)

    def _host(self) -> TableHost | None:
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, TableHost):
            widget = widget.parentWidget()
        return widget

    def _map_shown(self, contents: MapContents) -> None:
        if not contents.fixed:
            self._map = contents.map
            if self._matrix is not None:
                self._matrix.show_map(contents.map)

    def _details(self, contact_id: Id) -> None:
        self.go_to(PeopleView.LIST)
        self.people.select(contact_id)

    def _person(self, contact_id: Id) -> None:
        self.go_to(PeopleView.MAP)
        self.map.open_field(contact_id, "")
