"""Visits whose day passed without a report, each with its three answers: made, missed, moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.visits import Cause, Visit
from workbench.foundation.i18n import _, format_date, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import ElidedLabel, Label, Line
from workbench.ui.kit.surfaces import clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone

SHOWN = 6
_DATE_WIDTH = 56


@dataclass(frozen=True)
class Waiting:
    """One such visit with the name of its account, and the days it may be moved to at once."""

    visit: Visit
    account: str
    days: tuple[date, ...]


class Unreported(QWidget):
    """``missed`` carries the visit and the cause, ``moved`` the visit and the new day."""

    report_requested = Signal(object)
    opened = Signal(object)
    missed = Signal(object, object)
    moved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = vertical(self, gap=S2)
        self.rows: list[UnreportedRow] = []

    def show_visits(self, waiting: Sequence[Waiting]) -> None:
        """Show these, the oldest first; more than a few are told in a line."""
        clear_layout(self._column)
        self.rows = [UnreportedRow(one, self) for one in waiting[:SHOWN]]
        for row in self.rows:
            self._column.addWidget(row)
            self._column.addWidget(Line())
        left = len(waiting) - len(self.rows)
        if left > 0:
            text = ngettext("{count} more in the calendar", "{count} more in the calendar", left)
            self._column.addWidget(Label(text.format(count=left), size=SMALL, tone=Tone.TEXT2))


class UnreportedRow(QWidget):
    """One visit and its answers."""

    def __init__(self, waiting: Waiting, owner: Unreported) -> None:
        super().__init__()
        self.waiting, self._owner = waiting, owner
        visit = waiting.visit
        row = horizontal(self, gap=S2)
        day = Label(format_short_date(visit.on), tone=Tone.TEXT2)
        day.setFixedWidth(_DATE_WIDTH)
        row.addWidget(day)
        name = Button(waiting.account, Kind.LINK)
        name.clicked.connect(lambda: owner.opened.emit(visit.id))
        row.addWidget(name)
        row.addWidget(ElidedLabel(visit.kind.label, size=SMALL, tone=Tone.TEXT2))
        row.addStretch(1)
        row.addSpacing(S3)
        self.report_button = Button(lambda: _("Write report"), small=True)
        self.report_button.clicked.connect(lambda: owner.report_requested.emit(visit.id))
        self.missed_button = Button(lambda: _("Missed…"), small=True)
        self.missed_button.clicked.connect(lambda: self._pop(self.missed_button, self.missed_menu()))
        self.moved_button = Button(lambda: _("Moved…"), small=True)
        self.moved_button.clicked.connect(lambda: self._pop(self.moved_button, self.moved_menu()))
        for button in (self.report_button, self.missed_button, self.moved_button):
            row.addWidget(button)

    def missed_menu(self) -> QMenu:
        """The causes; the one without words of its own is given in the calendar."""
        menu = QMenu(self)
        for cause in Cause:
            if cause is not Cause.OTHER:
                self._add(menu, cause.label, partial(self._tell_missed, cause))
        menu.addSeparator()
        self._add(menu, _("Another cause…"), lambda: self._owner.opened.emit(self.waiting.visit.id))
        return menu

    def moved_menu(self) -> QMenu:
        """The next days it could be made on."""
        menu = QMenu(self)
        for day in self.waiting.days:
            self._add(menu, format_date(day, weekday=True), partial(self._tell_moved, day))
        menu.addSeparator()
        self._add(menu, _("Another day…"), lambda: self._owner.opened.emit(self.waiting.visit.id))
        return menu

    def _tell_missed(self, cause: Cause) -> None:
        self._owner.missed.emit(self.waiting.visit.id, cause)

    def _tell_moved(self, day: date) -> None:
        self._owner.moved.emit(self.waiting.visit.id, day)

    def _add(self, menu: QMenu, text: str, run: Callable[[], object]) -> None:
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _on=False: run())

    def _pop(self, button: Button, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def waiting_visits(
    visits: Sequence[Visit], names: Callable[[Id], str], days: tuple[date, ...]
) -> list[Waiting]:
    """``visits`` with what a row needs of each."""
    return [Waiting(one, names(one.account_id), days) for one in visits]
