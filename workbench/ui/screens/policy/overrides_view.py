"""All accounts that have their own frequency: instead of which rule, why, and until when."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.frequency import FrequencyRule
from workbench.foundation.i18n import _, format_date, format_number, ngettext, pgettext
from workbench.services.overrides import OwnFrequency
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.table_model import Kind as ColumnKind
from workbench.ui.kit.tokens import Tone


class OverridesView(QStackedWidget):
    """``chosen`` carries the one to edit; ``opened`` the account to go to."""

    chosen = Signal(object)
    opened = Signal(object)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        add = Button(lambda: _("New own frequency"), icon="plus")
        add.clicked.connect(lambda _checked=False: self.add_requested.emit())
        self.nothing = EmptyState(
            "sliders-horizontal",
            lambda: _("Every account follows the rules"),
            lambda: _(
                "An account can be visited more or less often than the rules ask, for a reason and until a "
                "day. Such accounts stand here, those that ended too."
            ),
            (add,),
        )
        self.table: Table[OwnFrequency] = Table(
            _columns(),
            lambda one: one.override.id,
            name=lambda: _("Own frequencies"),
            memory="own-frequencies",
            count_text=lambda count: ngettext(
                "{count} own frequency", "{count} own frequencies", count
            ).format(count=format_number(count)),
        )
        self.table.current_changed.connect(self._choose)
        self.table.row_activated.connect(lambda one: self.opened.emit(one.account.id))
        self.table.set_note(lambda: _("Saved at once, with undo; Enter opens the account"))
        self.addWidget(self.nothing)
        self.addWidget(self.table)

    def show_all(self, found: Sequence[OwnFrequency]) -> None:
        """Show these."""
        self.table.set_rows(found)
        self.setCurrentIndex(1 if found else 0)

    def _choose(self, one: OwnFrequency | None) -> None:
        if one is not None and self.isVisible():
            self.chosen.emit(one)


def _columns() -> Sequence[Column[OwnFrequency]]:
    return (
        Column("account", lambda: _("Account"), lambda one: _cell(one, one.account.short), width=128),
        Column(
            "kind",
            lambda: _("Kind of visit"),
            lambda one: _cell(one, one.override.kind.label),
            width=112,
            kind=ColumnKind.CHOICE,
        ),
        Column(
            "frequency",
            lambda: _("At least"),
            lambda one: _cell(one, one.override.frequency.label),
            lambda one: one.override.frequency.per_year,
            width=112,
        ),
        Column("instead", lambda: _("Instead of"), _instead, width=184),
        Column(
            "reason",
            lambda: _("Reason"),
            lambda one: _cell(one, " ".join(one.override.reason.split())),
            stretch=True,
            width=160,
        ),
        Column(
            "until",
            lambda: _("Until"),
            _until,
            lambda one: one.override.until_on,
            width=184,
            kind=ColumnKind.DAY,
            raw=lambda one: one.override.until_on,
        ),
    )


def _cell(one: OwnFrequency, text: str) -> Cell:
    return Cell(text, tone=Tone.TEXT if one.holds else Tone.TEXT3, tooltip=text)


def _instead(one: OwnFrequency) -> Cell:
    asked = one.instead_of
    if asked is None or not isinstance(asked.source, FrequencyRule):
        return _cell(one, _("no rule"))
    text = _("{whom}, {frequency}").format(whom=asked.source.whom, frequency=asked.frequency.label)
    return replace(_cell(one, text), tooltip=asked.reason())


def _until(one: OwnFrequency) -> Cell:
    day = one.override.until_on
    if day is None:
        return _cell(one, pgettext("override", "no end"))
    text = format_date(day)
    return _cell(one, text if one.holds else _("ended {date}").format(date=text))
