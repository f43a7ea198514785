"""The calendar's part of the header: stepping, today, the view, whose calendar, and what leads elsewhere."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.surfaces import horizontal, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1
from workbench.ui.screens.calendar.stepping import Mode, unit_words

_PERSON_WIDTH = 124
_WIDE, _MIDDLE = 1200, 1080
"""Widths of the page in pixels below which something gives way."""


class CalendarHeader(QObject):
    """The widgets, and what they ask for. Where the window is narrow the views fold into a list."""

    stepped = Signal(int)
    today_chosen = Signal()
    mode_chosen = Signal(object)
    manager_chosen = Signal(object)
    planning_requested = Signal()
    new_requested = Signal()
    more_requested = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._mode = Mode.MONTH
        self._people: list[tuple[Id, str]] = []
        steps = QWidget()
        row = horizontal(steps, gap=S1)
        earlier = Button(
            "", Kind.PLAIN, icon="chevron-left", small=True, name=lambda: unit_words(self._mode)[0]
        )
        earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self.today_button = Button(lambda: _("Today"), small=True)
        self.today_button.clicked.connect(self.today_chosen)
        later = Button(
            "", Kind.PLAIN, icon="chevron-right", small=True, name=lambda: unit_words(self._mode)[1]
        )
        later.clicked.connect(lambda: self.stepped.emit(1))
        self.earlier, self.later = earlier, later
        for button in (earlier, self.today_button, later):
            row.addWidget(button)
        choices = [Choice(mode, _label_of(mode)) for mode in Mode]
        self.modes = Choices(Look.SEGMENTS, choices, name=lambda: _("View"))
        self.modes.chosen.connect(self.mode_chosen)
        self.narrow_modes = ComboBox([(mode, _label_of(mode)) for mode in Mode])
        name_widget(self.narrow_modes, lambda: _("View"))
        self.narrow_modes.picked.connect(self.mode_chosen)
        self.narrow_modes.hide()
        self.managers = ComboBox([(None, lambda: _("Everybody"))])
        self.managers.fit_choices()
        self.managers.setMaximumWidth(_PERSON_WIDTH)
        name_widget(self.managers, lambda: _("Whose calendar"))
        self.managers.picked.connect(self.manager_chosen)
        self.widgets: Sequence[QWidget] = [steps, self.modes, self.narrow_modes, self.managers]
        self.more_button = Button("", icon="chevron-down", name=lambda: _("More of the calendar"))
        self.more_button.clicked.connect(lambda: self.more_requested.emit(self.more_button))
        self.plan_button = Button(lambda: _("Plan…"), icon="route", name=lambda: _("Plan a period…"))
        self.plan_button.clicked.connect(self.planning_requested)
        self.new_button = Button(lambda: _("New visit"), Kind.PRIMARY, icon="plus")
        self.new_button.clicked.connect(self.new_requested)
        self.actions: Sequence[QWidget] = [self.plan_button, self.more_button, self.new_button]
        self.show_mode(self._mode)

    def show_mode(self, mode: Mode) -> None:
        """Mark the view in force; the arrows are called by what they step over."""
        self._mode = mode
        self.modes.choose(mode)
        self.narrow_modes.choose(mode)
        for button, place in ((self.earlier, 0), (self.later, 1)):
            button.setToolTip(unit_words(mode)[place])
            button.setAccessibleName(unit_words(mode)[place])

    def show_people(self, managers: Iterable[Manager], chosen: Id | None) -> None:
        """Offer these people's calendars."""
        people = [(one.id, one.name) for one in sorted(managers, key=lambda one: (one.name, one.id))]
        if people != self._people:
            self._people = people
            everybody: list[tuple[Id | None, Text]] = [(None, lambda: _("Everybody"))]
            self.managers.set_choices([*everybody, *people])
        self.managers.choose(chosen)

    def fit(self, width: int) -> None:
        """Make room: the page is ``width`` pixels wide."""
        narrow = width < _WIDE
        self.modes.setVisible(not narrow)
        self.narrow_modes.setVisible(narrow)
        self.plan_button.setVisible(width >= _MIDDLE)

    def set_shown(self, shown: bool, width: int) -> None:
        """Hide everything while a period is planned, or bring it back."""
        for widget in (*self.widgets, *self.actions):
            widget.setVisible(shown)
        if shown:
            self.fit(width)


def _label_of(mode: Mode) -> Callable[[], str]:
    return lambda: mode.label
