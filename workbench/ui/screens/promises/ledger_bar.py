"""The strip over the ledger: whose side, in which state, with tasks or without, a quick filter."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.promises import PromiseState
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, pgettext
from workbench.services.promises import PromiseLine
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.surfaces import Toolbar
from workbench.ui.kit.tokens import S2, S3


class Which(Enum):
    """Which promises are listed, by their state."""

    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    ALL = "all"

    def takes(self, line: PromiseLine) -> bool:
        """Whether ``line`` is one of them."""
        return {
            Which.OPEN: line.state.is_open,
            Which.LATE: line.state is PromiseState.LATE,
            Which.KEPT: not line.state.is_open,
            Which.ALL: True,
        }[self]


class LedgerBar(Toolbar):
    """``changed`` tells that other lines are wanted."""

    changed = Signal()
    filter_row_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = Choices(
            Look.SEGMENTS,
            [
                Choice(None, lambda: pgettext("promises", "Both sides")),
                Choice(Side.OURS, lambda: Side.OURS.label),
                Choice(Side.THEIRS, lambda: Side.THEIRS.label),
            ],
            name=lambda: _("Whose promises"),
        )
        self.which = Choices(
            Look.PILLS,
            [
                Choice(Which.OPEN, lambda: pgettext("promises", "Open")),
                Choice(Which.LATE, lambda: pgettext("promises", "Late")),
                Choice(Which.KEPT, lambda: pgettext("promises", "Kept")),
                Choice(Which.ALL, lambda: pgettext("promises", "All")),
            ],
            name=lambda: _("Which promises"),
        )
        for choices in (self.side, self.which):
            choices.chosen.connect(lambda _key: self.changed.emit())
        self.tasks = CheckBox(lambda: _("Tasks of our plans too"))
        self.tasks.toggled.connect(lambda _on: self.changed.emit())
        self.search = SearchField(lambda: _("Account, text, person"), small=True)
        self.search.setMinimumWidth(112)
        self.search.setMaximumWidth(190)
        self.rows_button = Button(
            "", Kind.PLAIN, icon="list-filter", small=True, name=lambda: _("Filter row")
        )
        self.rows_button.setCheckable(True)
        self.rows_button.clicked.connect(self.filter_row_requested)
        self.row.addWidget(self.side)
        self.row.addSpacing(S3)
        self.row.addWidget(self.which)
        self.row.addSpacing(S2)
        self.row.addWidget(self.tasks)
        self.row.addStretch(1)
        self.row.addWidget(self.search)
        self.row.addWidget(self.rows_button)

    def is_of(self, line: PromiseLine) -> bool:
        """Whether the line is of the side and kind chosen, whatever its state."""
        return self.side.current() in (None, line.action.side) and (line.is_promise or self.tasks.isChecked())

    def passes(self, line: PromiseLine) -> bool:
        """Whether its state is one of those chosen."""
        which = self.which.current()
        return isinstance(which, Which) and which.takes(line)

    def show_counts(self, lines: Sequence[PromiseLine]) -> None:
        """Say behind each state how many of ``lines`` are in it."""
        for which in Which:
            self.which.set_count(which, str(sum(which.takes(line) for line in lines)))

    def choose(self, which: Which) -> None:
        """List those, without telling."""
        self.which.choose(which)

    def choose_side(self, side: Side | None) -> None:
        """List those of that side, without telling."""
        self.side.choose(side)

    def choose_for(self, line: PromiseLine) -> None:
        """List enough that ``line`` is among them."""
        self.side.choose(None)
        self.which.choose(Which.ALL if not line.state.is_open else Which.OPEN)
        self.tasks.setChecked(self.tasks.isChecked() or not line.is_promise)
        self.search.clear()
