"""The influence map of an account: canvas, our people beneath, findings, earlier days, inspector."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from workbench.domain.accounts import Contact
from workbench.domain.influence_findings import Finding, NextStep
from workbench.domain.influence_shapes import MapView as Arrangement
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.ui.context import Context
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.node_canvas import NodeCanvas
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.kit.tokens import S2, S4
from workbench.ui.screens.accounts.influence.band_paint import BandPainter
from workbench.ui.screens.accounts.influence.card_paint import CardLook, CardPainter, card_words
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.empty_map import empty_map
from workbench.ui.screens.accounts.influence.findings_panel import FindingsPanel
from workbench.ui.screens.accounts.influence.first_look import first_camera
from workbench.ui.screens.accounts.influence.inspectors import Inspectors
from workbench.ui.screens.accounts.influence.legend import Legend
from workbench.ui.screens.accounts.influence.map_hands import MapHands
from workbench.ui.screens.accounts.influence.map_output import MapOutput
from workbench.ui.screens.accounts.influence.map_toolbar import MapToolbar
from workbench.ui.screens.accounts.influence.next_steps import StepWays, take_step
from workbench.ui.screens.accounts.influence.reading import Photos, read_contents
from workbench.ui.screens.accounts.influence.scene import (
    MapContents,
    band_nodes,
    edges_of,
    extent_of,
    furniture_of,
    nodes_of,
    router,
    ties_of,
)
from workbench.ui.screens.accounts.influence.timeline import Timeline, compare_menu

_LATER = 100
"""Milliseconds until one looks again whether the mouse let go."""


class InfluenceMapView(QWidget):
    """Shows what was read; gestures go to ``MapHands``, which change the file, which is read again."""

    visit_requested = Signal(object)
    """A tuple of the people to meet."""
    details_requested = Signal(object)
    import_requested = Signal()
    shown = Signal(object)
    """The ``MapContents`` that are shown now."""

    def __init__(self, context: Context, edits: MapEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._edits, self._photos = context, edits, Photos()
        self.contents: MapContents | None = None
        self._account: Id | None = None
        self._day: date | None = None
        self._other: date | None = None
        self._fit_next = True
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._first_look)
        self._revealing = QTimer(self, singleShot=True)
        self._revealing.timeout.connect(self._reveal)
        self._wanted: tuple[Id, str] | None = None
        """A person to choose once they are shown, and the field to edit."""
        self._wanted_line: Id | None = None
        self.tools = MapToolbar(self._fill_menu)
        self.canvas = NodeCanvas(lambda: _("Influence map"), CardPainter())
        self.band = CanvasBand(lambda: _("Our people"), lambda: _("Ours"), BandPainter())
        self.canvas.attach_band(self.band)
        self.findings = FindingsPanel()
        self.timeline = Timeline(self.canvas)
        self.canvas.installEventFilter(self)
        self.inspectors = Inspectors(context, edits)
        self.hands = MapHands(self, edits)
        self.output = MapOutput(context, self)
        self._make_body()
        self._connect()

    # --- what the section asks

    def show_account(self, account_id: Id) -> None:
        """Show the map of an account, or of the same one changed."""
        if account_id != self._account:
            self._account = self._edits.account = account_id
            self.contents, self._day, self._other, self._wanted = None, None, None, None
            self._fit_next = True
            self.canvas.select(())
            self.findings.choose(None)
            self.inspectors.close_all()
            self._outer.setCurrentIndex(0)
        self.reload()

    def reload(self) -> None:
        """Read the map again."""
        account, view, phase = self._account, self.tools.view(), self.tools.phase()
        day, other, photos = self._day, self._other, self._photos
        if account is not None:
            self._context.read(
                lambda workspace: read_contents(workspace, account, photos, view, phase, day, other),
                self._show,
                key="influence-map",
            )

    def add(self) -> None:
        """Begin a new person."""
        if self._day is not None:
            self.go_to_day(None)
        self._edits.add_person(lambda contact_id: self.want(contact_id, "name"))

    def edit(self) -> None:
        """Edit whoever is chosen."""
        person = self.person()
        if person is not None:
            self.open_field(person.id, "name")

    def person(self) -> Contact | None:
        """The only person chosen."""
        keys = self.chosen_people()
        return self.contents.map.people.get(keys[0]) if len(keys) == 1 and self.contents else None

    def chosen_people(self) -> tuple[Id, ...]:
        """The ids of everybody chosen."""
        return tuple(Id(one) for one in self.canvas.selection() if isinstance(one, bytes))

    def want(self, contact_id: Id, field: str = "") -> None:
        """Choose somebody, now or as soon as they are shown, and edit a field of theirs."""
        self._wanted = (contact_id, field)
        self._show_wanted()

    def want_line(self, line_id: Id) -> None:
        """Choose a line, now or as soon as it is shown."""
        self._wanted_line = line_id
        self._show_wanted()

    def open_field(self, contact_id: Id, field: str) -> None:
        """Choose somebody and put the cursor into a field of the inspector."""
        self.want(contact_id, field)

    def go_to_day(self, day: date | None, other: date | None = None) -> None:
        """Show the map of a day, ``None`` today, perhaps against another one."""
        # Findings and panes come and go with it: the map gets another room.
        self._fit_next = (self._day is None and self._other is None) != (day is None and other is None)
        self._day, self._other = day, other
        self.timeline.set_day(day or self._context.workspace.clock.today(), other)
        self.reload()

    def close_innermost(self) -> bool:
        """Leave what is open: comparison, inspector, choice, another day; False if nothing is."""
        if self.canvas.cancel():
            return True
        if self._other is not None or self._day is not None:
            self.go_to_day(None)
            return True
        if self.inspectors.close_innermost():
            self.canvas.setFocus()
            return True
        if self.findings.held() is not None:
            self.findings.choose(None)
            return True
        if self.canvas.selected or self.canvas.chosen_edge is not None:
            self.canvas.select(())
            self.canvas.choose_edge(None)
            return True
        return False

    def look_as(self, view: Arrangement) -> None:
        """Arrange the map that way."""
        self.tools.choose(view, self.tools.phase())
        self._arrange_otherwise(view)

    def find_here(self) -> bool:
        """Put the focus on the map itself."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # --- making

    def _make_body(self) -> None:
        row = horizontal(self, gap=0)
        left = QWidget()
        column = vertical(left)
        self.banner = Banner()
        self.banner.link_requested.connect(lambda: self.go_to_day(None))
        self.legend = Legend()
        for widget in (self.banner, self.legend):
            column.addWidget(widget)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.band)
        column.addWidget(self.findings)
        self.nothing = empty_map(self.add, self.import_requested.emit)
        self._outer = QStackedWidget()
        self._outer.addWidget(QWidget())
        self._outer.addWidget(self.nothing)
        self._outer.addWidget(left)
        row.addWidget(self._outer, 1)
        row.addWidget(self.inspectors)

    def _connect(self) -> None:
        tools, canvas = self.tools, self.canvas
        tools.view_chosen.connect(self._arrange_otherwise)
        tools.phase_chosen.connect(lambda _phase: self.reload())
        tools.lines_changed.connect(self.redraw)
        tools.zoom_requested.connect(self._zoom)
        tools.fit_requested.connect(canvas.zoom_to_fit)
        tools.arrange_requested.connect(self.arrange)
        tools.print_requested.connect(self.output.print_map)
        canvas.zoom_changed.connect(tools.show_scale)
        canvas.selection_changed.connect(self._chosen)
        canvas.edge_chosen.connect(self._edge_chosen)
        canvas.set_words(name=self._name_of, description=self._words_of, tooltip=self._words_of)
        self.band.chosen.connect(lambda _key: self._show_ties())
        self.band.set_words(self._our_name)
        self.findings.chosen.connect(self._mark)
        self.findings.step_requested.connect(self.take)
        self.timeline.day_picked.connect(self._day_picked)
        self.timeline.compare_requested.connect(self.ask_compare)
        inspectors = self.inspectors
        inspectors.visit_requested.connect(self.plan_visit)
        inspectors.details_requested.connect(self.details_requested)
        inspectors.person_delete_requested.connect(self.hands.delete_people)
        inspectors.line_delete_requested.connect(self.hands.delete_line)
        inspectors.align_requested.connect(self.hands.align)
        inspectors.closed.connect(self._inspector_closed)
        inspectors.difference.print_requested.connect(self.output.print_map)

    # --- showing

    def _show(self, contents: MapContents) -> None:
        self.contents = contents
        self.timeline.show_days(contents.dates, self._context.workspace.clock.today())
        self.timeline.set_day(contents.day or self._context.workspace.clock.today(), contents.other_day)
        self._place_timeline()
        people = bool(contents.map.contacts)
        self._outer.setCurrentIndex(2 if people or contents.fixed else 1)
        self.tools.setEnabled(people or contents.fixed)
        self.tools.set_editable(not contents.fixed)
        self._say_day(contents)
        self.band.set_cards(band_nodes(contents.map))
        self.band.setVisible(bool(contents.map.managers))
        self.band.editable = not contents.fixed
        self.canvas.set_editable(not contents.fixed)
        self.redraw()
        self.findings.show_findings(contents.findings)
        self.findings.setVisible(not contents.fixed)
        self._show_inspector()
        if self._fit_next and people:
            self._fit_next = False
            # Once the panes around have their sizes.
            self._looking.start()
        self._show_wanted()
        self.shown.emit(contents)

    def redraw(self) -> None:
        """Put cards and lines where what was read says."""
        contents = self.contents
        if contents is None:
            return
        lines = {"reports": self.tools.reports.isChecked(), "influence": self.tools.influence.isChecked()}
        self.canvas.set_nodes(
            nodes_of(contents),
            edges_of(contents, **lines),
            router(contents, **lines),
            furniture=furniture_of(contents.layout),
            extent=extent_of(contents.layout),
        )
        self._show_ties()

    def _show_ties(self) -> None:
        if self.contents is None:
            return
        chosen = {*self.canvas.selection(), *([self.band.selected] if self.band.selected else [])}
        everybody = self.tools.ours.isChecked()
        self.canvas.set_ties(ties_of(self.contents, chosen, everybody=everybody))

    def _say_day(self, contents: MapContents) -> None:
        if contents.difference is not None and contents.other_day is not None and contents.day is not None:
            first, second = sorted((contents.day, contents.other_day))
            text = _("What changed from {first} to {second}. Only to look at.").format(
                first=format_date(first), second=format_date(second)
            )
            self.inspectors.show_difference(contents.difference)
        elif contents.day is not None:
            text = _("The map as of {date}. Only to look at.").format(date=format_date(contents.day))
            self.inspectors.hide_difference()
        else:
            text = ""
            self.inspectors.hide_difference()
        self.banner.show_text(text, link=(lambda: _("Back to today")) if text else "")

    def _show_inspector(self) -> None:
        """Bring the open inspector up to date, or close it if what it showed is gone."""
        if self.contents is not None:
            self.inspectors.refresh(self.contents, self.chosen_people())

    def _show_wanted(self) -> None:
        if self._wanted_line in self.canvas.graph.edges:
            wanted, self._wanted_line = self._wanted_line, None
            self.canvas.choose_edge(wanted)
        if self._wanted is None or self.contents is None:
            return
        contact_id, field = self._wanted
        if contact_id not in self.contents.layout.boxes:
            return
        self._wanted = None
        self.canvas.select({contact_id})
        self.canvas.show_keys({contact_id})
        self.inspectors.show_people(self.contents, (contact_id,))
        if field:
            self.inspectors.person.focus_field(field)

    # --- choosing

    def _chosen(self, keys: tuple[Id, ...]) -> None:
        self._show_ties()
        if self.contents is None or self._other is not None:
            return
        if keys:
            self.canvas.choose_edge(None)
            self.inspectors.show_people(self.contents, keys)
            self._revealing.start(0)
        elif self.canvas.chosen_edge is None:
            self.inspectors.close_all()

    def _reveal(self) -> None:
        """Bring whom the inspector would cover into sight, once the mouse lets go."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton or self.canvas.gesture is not None:
            self._revealing.start(_LATER)
        elif len(self.canvas.selection()) == 1 and not self._looking.isActive():
            self.canvas.show_keys(self.canvas.selection())

    def _edge_chosen(self, key: Id | None) -> None:
        if self.contents is None:
            return
        if key is not None:
            self.canvas.select(())
            self.inspectors.show_line(self.contents, key)
        elif not self.canvas.selection():
            self.inspectors.close_all()

    def _inspector_closed(self) -> None:
        if self._other is not None:
            self.go_to_day(None)
        self.canvas.setFocus()

    def _mark(self, finding: Finding | None) -> None:
        self.canvas.highlight(finding.people if finding is not None else ())

    def take(self, step: NextStep) -> None:
        """Do what a finding proposes."""
        if self.contents is not None:
            ways = StepWays(self.plan_visit, self.open_field, self.hands.start_boss_line, self.add)
            take_step(step, self.contents.map, self._edits, ways, self)

    def plan_visit(self, people: tuple[Contact, ...]) -> None:
        """Ask the page for a visit with these people."""
        self.visit_requested.emit(people)

    # --- looking otherwise

    def arrange(self) -> None:
        """Let the layout place everybody; Undo brings the places back."""
        self._fit_next = True
        self._edits.arrange()

    def _arrange_otherwise(self, _view: Arrangement) -> None:
        self._fit_next = True
        self.reload()

    def _first_look(self) -> None:
        canvas, contents = self.canvas, self.contents
        if contents is None or not contents.layout.boxes:
            return
        canvas.look(first_camera(contents, canvas.width(), canvas.height() - self._covered()))
        if len(canvas.selection()) == 1:
            canvas.settle()
            canvas.show_keys(canvas.selection())

    def _zoom(self, by: int) -> None:
        {1: self.canvas.zoom_in, -1: self.canvas.zoom_out}.get(by, self.canvas.zoom_whole)()

    def _day_picked(self, day: date) -> None:
        self.go_to_day(None if day == self._context.workspace.clock.today() else day, self._other)

    def ask_compare(self) -> None:
        """Offer the days to compare with."""
        menu = self.compare_menu()
        menu.popup(self.timeline.compare.mapToGlobal(QPoint(0, self.timeline.compare.height())))

    def compare_menu(self) -> QMenu:
        """The other days to compare the one shown with, the latest first."""
        today = self._context.workspace.clock.today()
        days = {*(self.contents.dates if self.contents else ()), today} - {self._day or today}
        end = (lambda: self.go_to_day(self._day)) if self._other is not None else None
        return compare_menu(self, days, today, lambda day: self.go_to_day(self._day, day), end)

    def _fill_menu(self, menu: QMenu) -> None:
        self.output.fill_menu(menu)

    # --- words and places

    def _name_of(self, key: object) -> str:
        return self._words_of(key).split("\n")[0]

    def _our_name(self, key: object) -> str:
        if self.contents is None or not isinstance(key, bytes):
            return ""
        return self.contents.map.name_of(Id(key))

    def _words_of(self, key: object) -> str:
        node = self.canvas.graph.nodes.get(key) if isinstance(key, bytes) else None
        return card_words(node.look) if node is not None and isinstance(node.look, CardLook) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() == QEvent.Type.Resize:
            self._place_timeline()
        return False

    def _place_timeline(self) -> None:
        self.timeline.adjustSize()
        self.timeline.move(S2, self.canvas.height() - self.timeline.height() - S4 // 2)
        self.timeline.raise_()
        self.canvas.reserve(bottom=self._covered())

    def _covered(self) -> int:
        """How much of the bottom of the map the days lie over, in pixels."""
        return 0 if self.timeline.isHidden() else self.timeline.height() + S4 // 2
