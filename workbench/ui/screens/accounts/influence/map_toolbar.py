"""Over the map: how people are arranged, in which phase, which lines, how large, and what to do with it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_shapes import MapView
from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.narrowing import Narrowing, yielding_in
from workbench.ui.kit.surfaces import horizontal, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, SMALL, Tone
from workbench.ui.screens.accounts.influence.phases_part import PHASES, Phase, phase_word


class MapToolbar(QWidget):
    """Phases stand side by side where there is room, else in a list; ``menu_wanted`` fills the menu."""

    view_chosen = Signal(object)
    phase_chosen = Signal(object)
    lines_changed = Signal()
    zoom_requested = Signal(int)
    """1 nearer, −1 farther, 0 the natural size."""
    fit_requested = Signal()
    arrange_requested = Signal()
    print_requested = Signal()

    def __init__(self, fill_menu: Callable[[QMenu], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill_menu = fill_menu
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = horizontal(self, gap=S2)
        Narrowing(self, row, lambda: yielding_in(self))
        self.views = Choices(
            Look.SEGMENTS, [Choice(one, view_word(one)) for one in MapView], name=lambda: _("Arrangement")
        )
        self.views.chosen.connect(self.view_chosen)
        self.phases = Choices(
            Look.SEGMENTS, [Choice(one, _phase_text(one)) for one in PHASES], name=lambda: _("Buying phase")
        )
        self.phases.chosen.connect(self._choose_phase)
        self.phase_list = ComboBox([(one, _phase_text(one)) for one in PHASES], small=True)
        name_widget(self.phase_list, lambda: _("Buying phase"))
        self.phase_list.picked.connect(self._choose_phase)
        self.reports = CheckBox(lambda: _("Reports to"))
        self.influence = CheckBox(lambda: pgettext("map lines", "Influence"))
        self.ours = CheckBox(lambda: _("All our lines"))
        self.reports.setChecked(True)
        self.influence.setChecked(True)
        self._ticks = QWidget()
        ticks = horizontal(self._ticks, gap=S3)
        for tick in (self.reports, self.influence, self.ours):
            tick.toggled.connect(lambda _on: self.lines_changed.emit())
            ticks.addWidget(tick)
        row.addWidget(self.views)
        row.addWidget(self.phases)
        row.addWidget(self.phase_list)
        row.addWidget(self._ticks)
        row.addStretch(1)
        row.addWidget(self._make_zoom())
        self.arrange = Button(lambda: _("Arrange"), small=True, name=_arrange_name)
        self.arrange.clicked.connect(self.arrange_requested)
        row.addWidget(self.arrange)
        self.print_button = Button(lambda: _("Print"), icon="printer", small=True)
        self.print_button.clicked.connect(self.print_requested)
        row.addWidget(self.print_button)
        self.more = Button("", Kind.PLAIN, icon="ellipsis", name=lambda: _("More of the map"), small=True)
        self.more.clicked.connect(self.open_menu)
        row.addWidget(self.more)

    def view(self) -> MapView:
        """How people are arranged."""
        current = self.views.current()
        return current if isinstance(current, MapView) else MapView.CHART

    def phase(self) -> Phase:
        """The phase looked at; ``None`` for all."""
        current = self.phases.current()
        return current if isinstance(current, BuyingPhase) else None

    def choose(self, view: MapView, phase: Phase) -> None:
        """Show another choice, without telling."""
        self.views.choose(view)
        self.phases.choose(phase)
        self.phase_list.choose(phase)

    def show_scale(self, scale: float) -> None:
        """Say how large the map is shown; 1 is the natural size."""
        self._scale.say(f"{round(scale * 100)}%")

    def set_editable(self, on: bool) -> None:
        """The map of another day is looked at only."""
        self.arrange.setEnabled(on)

    def open_menu(self) -> QMenu:
        """Everything of the map that is no button, and the tick boxes where there is no room for them."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_menu(menu)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give up room in the order of what can be found elsewhere: phases, ticks, words."""
        fixed = (self.views, self.arrange, self.print_button, self.more, self._zoom)
        needed = sum(one.sizeHint().width() + S2 for one in fixed)
        needed += self.views.forms()[0] - self.views.sizeHint().width()
        room = self.width() - needed
        ticks = self._ticks.sizeHint().width() + S2
        as_row = self.phases.sizeHint().width() + S2
        as_list = self.phase_list.sizeHint().width() + S2
        wide = room >= as_row + ticks
        self.phases.setVisible(wide)
        self.phase_list.setVisible(not wide)
        self._ticks.setVisible(wide or room >= as_list + ticks)

    def _make_zoom(self) -> QWidget:
        self._zoom = QWidget()
        row = horizontal(self._zoom, gap=S1)
        for icon, by, name in (("minus", -1, _farther), ("plus", 1, _nearer)):
            button = Button("", Kind.PLAIN, icon=icon, name=name, small=True)
            button.clicked.connect(lambda _on, by=by: self.zoom_requested.emit(by))
            row.addWidget(button)
        self._scale = Label("100%", size=SMALL, tone=Tone.TEXT2)
        self._scale.setFixedWidth(38)
        self._scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.insertWidget(1, self._scale)
        self.fit_button = Button(
            "", Kind.PLAIN, icon="maximize", name=lambda: _("Show all of it"), small=True
        )
        self.fit_button.clicked.connect(self.fit_requested)
        row.addWidget(self.fit_button)
        return self._zoom

    def _choose_phase(self, phase: Phase) -> None:
        self.phases.choose(phase)
        self.phase_list.choose(phase)
        self.phase_chosen.emit(phase)


def view_word(view: MapView) -> Text:
    """The word of an arrangement on the toolbar, where room is dear."""
    return {
        MapView.CHART: lambda: pgettext("map view", "Chart"),
        MapView.WHEEL: lambda: pgettext("map view", "Wheel"),
        MapView.GRID: lambda: pgettext("map view", "Power & support"),
    }[view]


def _phase_text(phase: Phase) -> Text:
    return lambda: phase_word(phase)


def _farther() -> str:
    return _("Farther")


def _nearer() -> str:
    return _("Nearer")


def _arrange_name() -> str:
    return _("Arrange everybody anew")
