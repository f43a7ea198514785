"""The strip over the alarms: whose, in which state, of which kind and tier, a quick filter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.alarms import AlarmKind, AlarmState
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.surfaces import Toolbar, name_widget
from workbench.ui.kit.tokens import S2
from workbench.ui.screens.alarms.rows import AlarmRow, kinds_in, tiers_in

ALL = "all"


class FilterBar(Toolbar):
    """``changed``: other rows are wanted; ``whose_changed``: those of other people."""

    changed = Signal()
    whose_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose = Choices(
            Look.SEGMENTS,
            [
                Choice(False, lambda: pgettext("alarms", "Everybody's")),
                Choice(True, lambda: pgettext("alarms", "Mine")),
            ],
            name=lambda: _("Whose alarms"),
        )
        self.whose.chosen.connect(lambda _key: self.whose_changed.emit())
        self.state = Choices(
            Look.PILLS,
            [
                *(Choice(one, partial(_label_of, one)) for one in AlarmState),
                Choice(ALL, lambda: pgettext("alarms", "All")),
            ],
            name=lambda: _("Which alarms"),
        )
        self.state.chosen.connect(lambda _key: self.changed.emit())
        self.kinds = ComboBox(small=True)
        name_widget(self.kinds, lambda: _("Kind"))
        self.tiers = ComboBox(small=True)
        name_widget(self.tiers, lambda: _("Tier"))
        for box in (self.kinds, self.tiers):
            box.fit_choices()
            box.picked.connect(lambda _key: self.changed.emit())
        self.search = SearchField(lambda: _("Account, text, person"), small=True)
        self.search.setMinimumWidth(80)
        self.search.setMaximumWidth(180)
        self.rows_button = Button(
            "", Kind.PLAIN, icon="list-filter", small=True, name=lambda: _("Filter row")
        )
        self.rows_button.setCheckable(True)
        self.row.addWidget(self.state)
        self.row.addSpacing(S2)
        self.row.addWidget(self.kinds)
        self.row.addWidget(self.tiers)
        self.row.addStretch(1)
        self.row.addWidget(self.search)
        self.row.addWidget(self.rows_button)
        self.show_rows(())

    def show_rows(self, rows: Sequence[AlarmRow]) -> None:
        """Offer the kinds and tiers that occur, and count the states."""
        kinds, tiers = kinds_in(rows), tiers_in(rows)
        self.kinds.set_choices(
            [(None, pgettext("alarms", "All kinds")), *((one, one.label) for one in kinds)]
        )
        self.tiers.set_choices(
            [(None, pgettext("alarms", "All tiers")), *((one, one.label) for one in tiers)]
        )
        self._count(rows)

    def passes(self, row: AlarmRow) -> bool:
        """Whether ``row`` is one of those chosen."""
        state = self.state.current()
        return self._is_of(row) and state in (ALL, row.state)

    def recount(self, rows: Sequence[AlarmRow]) -> None:
        """Say behind each state how many rows of the kind and tier chosen are in it."""
        self._count(rows)

    def choose(self, state: AlarmState | None, kind: AlarmKind | None = None) -> None:
        """List those, of any tier, without telling."""
        self.state.choose(state or ALL)
        self.kinds.choose(kind)
        self.tiers.choose(None)
        self.search.clear()

    def _is_of(self, row: AlarmRow) -> bool:
        return self.kinds.key() in (None, row.kind) and self.tiers.key() in (None, row.tier)

    def _count(self, rows: Sequence[AlarmRow]) -> None:
        inside = [row for row in rows if self._is_of(row)]
        for state in AlarmState:
            self.state.set_count(state, format_number(sum(row.state is state for row in inside)))
        self.state.set_count(ALL, format_number(len(inside)))


def _label_of(state: AlarmState) -> str:
    return state.label
