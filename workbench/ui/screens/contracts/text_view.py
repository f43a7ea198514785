"""The text of a contract: clauses at the left, the one that is written in the middle, values at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contracts import ClauseGroup
from workbench.foundation.i18n import _
from workbench.services.contract_view import ClauseView, ContractView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.screens.contracts.clause_edit import ClauseEdit
from workbench.ui.screens.contracts.clause_list import ClauseList
from workbench.ui.screens.contracts.clause_words import clause_items
from workbench.ui.screens.contracts.edits import ContractEdits
from workbench.ui.screens.contracts.values_pane import ValuesPane
from workbench.ui.screens.contracts.words import is_written

LIST_WIDTH, VALUES_WIDTH = 288, 312
NARROW_LIST, NARROW_VALUES, ROOMY = 160, 296, 880


class TextView(QStackedWidget):
    """``profile_requested`` asks for the page of the account, ``files_requested`` for the papers."""

    profile_requested = Signal()
    files_requested = Signal()

    def __init__(self, context: Context, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._view: ContractView | None = None
        self._wanted = ""
        to_files = Button(lambda: _("Go to its files"), Kind.PRIMARY)
        to_files.clicked.connect(self.files_requested)
        own = self.own_button = Button(lambda: _("Write a clause"))
        own.clicked.connect(lambda: self.add(ClauseGroup.SUBJECT))
        self.theirs = EmptyState(
            "file-text",
            lambda: _("On the customer's own paper"),
            lambda: _("Its text is kept as a file; amount, term, duties and steps are the same as for ours."),
            (own, to_files),
        )
        body = QWidget()
        column = vertical(body)
        self.news = Banner()
        self.news.link_requested.connect(self._edits.take_newest)
        column.addWidget(self.news)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        self.left = ClauseList(LIST_WIDTH)
        self.left.add_requested.connect(self.add)
        self.list = self.left.list
        self.list.chosen.connect(self._choose)
        row.addWidget(self.left)
        self.clause = ClauseEdit(edits)
        self.clause.value_requested.connect(self._go_to_value)
        row.addWidget(self.clause, 1)
        row.addWidget(Line(vertical=True))
        self.values = ValuesPane(context, edits)
        self.values.setFixedWidth(VALUES_WIDTH)
        self.values.value_shown.connect(self.show_value_place)
        self.values.profile_requested.connect(self.profile_requested)
        row.addWidget(self.values)
        self._body = body
        self.addWidget(body)
        self.addWidget(self.theirs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < ROOMY and not self.values.isHidden()
        self.left.setFixedWidth(NARROW_LIST if is_narrow else LIST_WIDTH)
        self.values.setFixedWidth(NARROW_VALUES if is_narrow else VALUES_WIDTH)

    def show_view(self, view: ContractView) -> None:
        """Show the text of this contract."""
        is_same = self._view is not None and self._view.contract.id == view.contract.id
        self._view = view
        if not is_same:
            self.list.clearSelection()
            self.list.setCurrentIndex(self.list.items_model.index(-1, 0))
        if not view.clauses:
            is_theirs = view.contract.is_their_paper
            self.theirs.title.say(
                (lambda: _("On the customer's own paper"))
                if is_theirs
                else lambda: _("Its text is not written here")
            )
            self.own_button.setVisible(is_written(view))
            self.setCurrentWidget(self.theirs)
            return
        self.setCurrentWidget(self._body)
        fixed = not is_written(view)
        self.left.add_button.setVisible(not fixed)
        self.list.set_items(clause_items(view.clauses))
        self.values.show_view(view)
        keys = [one.clause.key for one in view.clauses]
        wanted, self._wanted = self._wanted, ""
        key = wanted if wanted in keys else self.list.current_key()
        self.go_to(str(key) if key in keys else _first(view))
        newest = view.newest_version
        is_old = newest is not None and view.version is not None and newest.id != view.version.id
        self.news.show_text(
            (
                lambda: _("The template has a newer version: {number}.").format(
                    number=newest.number if newest else ""
                )
            )
            if is_old and not fixed
            else "",
            link=(lambda: _("Take it")) if is_old and not fixed else "",
        )

    def go_to(self, key: str) -> bool:
        """Show this clause; False if it is not there."""
        clause, view = self._clause(key), self._view
        if clause is None or view is None:
            return False
        self.list.choose(key)
        self.clause.show_clause(clause, view.values, fixed=not is_written(view))
        return True

    def go_to_value(self, name: str, key: str = "") -> bool:
        """Put the cursor into a value, with the clause that names it in sight."""
        if key:
            self.go_to(key)
            self.clause.show_value(name)
        return self.values.go_to(name)

    def show_value_place(self, name: str) -> None:
        """Show the clause that names this value, with its chip selected."""
        view = self._view
        value = next((one for one in view.values if one.name == name), None) if view else None
        if value is None or not value.keys:
            return
        if self.clause.key() not in value.keys:
            self.go_to(value.keys[0])
        self.clause.show_value(name)

    def add(self, group: ClauseGroup) -> None:
        """A clause of its own, behind the last of its group."""
        view = self._view
        if view is None or not is_written(view):
            return
        order = list(ClauseGroup)
        before = [one for one in view.clauses if order.index(one.clause.group) <= order.index(group)]
        after = before[-1].clause.key if before else ""

        def go(key: str) -> None:
            self._wanted = key
            self.go_to(key)

        self._edits.add_clause({"group": group, "title": _("New clause"), "text": ""}, after, go)

    def step(self, by: int) -> None:
        """Go to the next clause, or the one before."""
        keys = [one.clause.key for one in self._view.clauses] if self._view else []
        if keys:
            at = keys.index(self.clause.key()) + by if self.clause.key() in keys else 0
            self.go_to(keys[max(0, min(at, len(keys) - 1))])

    def show_values(self, on: bool) -> None:
        """Show the values, or give their room to something else."""
        self.values.setVisible(on)
        self._fit()

    def leave(self) -> None:
        """Store what is being typed."""
        self.clause.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        fixed = self._view is None or not is_written(self._view)
        if step is not None and event.modifiers() & both == both and not fixed:
            self._edits.move(self.clause.key(), step)
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step(step)
        else:
            super().keyPressEvent(event)

    def _choose(self, key: object) -> None:
        if isinstance(key, str) and key != self.clause.key():
            self.go_to(key)

    def _go_to_value(self, name: str) -> None:
        self.values.go_to(name)

    def _clause(self, key: str) -> ClauseView | None:
        clauses = self._view.clauses if self._view else ()
        return next((one for one in clauses if one.clause.key == key), None)


def _first(view: ContractView) -> str:
    """Where to begin: the first clause in which something is missing, else the first."""
    missing = next((one.clause.key for one in view.clauses if one.missing or one.faults), "")
    return missing or view.clauses[0].clause.key
