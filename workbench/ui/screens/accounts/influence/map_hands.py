"""What gestures on the map mean: lines between people, places, and who is deleted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.domain.influence_grid import cell_at
from workbench.domain.influence_shapes import MapView
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.influence import FirstLine
from workbench.ui.kit.canvas.align import Alignment, Axis
from workbench.ui.kit.canvas.parts import Side
from workbench.ui.kit.texts import words
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.inspectors import ALIGNMENTS
from workbench.ui.screens.accounts.influence.marks import shown_name
from workbench.ui.screens.accounts.influence.next_steps import counterpart_menu
from workbench.ui.screens.accounts.influence.phases_part import phase_word
from workbench.ui.screens.accounts.looks import support_word

if TYPE_CHECKING:
    from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView

_REPORTS, _INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES


class MapHands(QObject):
    """Turns what the canvas tells into changes of the file, and menus."""

    def __init__(self, view: "InfluenceMapView", edits: MapEdits) -> None:
        super().__init__(view)
        self._view, self._edits = view, edits
        canvas, band = view.canvas, view.band
        canvas.nodes_moved.connect(self._moved)
        canvas.connected.connect(self.connect_people)
        canvas.dropped_on_empty.connect(self._dropped)
        canvas.delete_requested.connect(self.delete_people)
        canvas.edge_delete_requested.connect(self.delete_line)
        canvas.activated.connect(lambda key: view.open_field(key, "name"))
        canvas.edge_activated.connect(lambda _key: view.inspectors.line.focus_strength())
        canvas.menu_requested.connect(lambda key, at: self.menu(key).popup(at))
        canvas.edge_menu_requested.connect(lambda key, at: self._edge_menu(key, at))
        canvas.set_may_connect(self._may_connect)
        canvas.set_line_word(self._line_word)
        band.activated.connect(lambda _key: canvas.setFocus())

    # --- places

    def _moved(self, places: dict[Id, tuple[float, float]]) -> None:
        contents = self._view.contents
        if contents is None:
            return
        if contents.view is MapView.CHART:
            self._edits.place(places)
        elif contents.view is MapView.GRID:
            self._stand(places)

    def _stand(self, places: dict[Id, tuple[float, float]]) -> None:
        """In the grid another cell is another influence, or another stand to us."""
        contents = self._view.contents
        assert contents is not None
        shown, phase = contents.map, contents.phase
        stands, told = {}, []
        for contact_id, at in places.items():
            contact = shown.people[contact_id]
            support, influence = cell_at(shown, phase, at)
            if (support, influence) == (shown.support_of(contact_id, phase), contact.influence):
                continue
            stands[contact_id] = (support, influence)
            told.append(
                _("{name}: influence {influence}, {support}").format(
                    name=shown_name(contact),
                    influence=influence if influence is not None else _("not known"),
                    support=support_word(support) or _("not known"),
                )
            )
        if stands:
            where = f" ({phase_word(phase)})" if phase is not None else ""
            self._edits.stand(stands, phase, said=told[0] + where if len(told) == 1 else "")
        else:
            self._view.redraw()

    def align(self, how: object) -> None:
        """Put the chosen cards on one line, or give them equal gaps."""
        if isinstance(how, Alignment):
            self._view.canvas.align(how)
        elif isinstance(how, Axis):
            self._view.canvas.distribute(how)

    # --- lines

    def connect_people(self, one: Id, other: Id, side: Side) -> None:
        """A line was drawn from a card to another, here or in the band."""
        contents = self._view.contents
        if contents is None:
            return
        ours = contents.map.ours
        if one in ours or other in ours:
            theirs, manager = (other, one) if one in ours else (one, other)
            self._edits.tie(theirs, manager)
            return
        start, end, kind = line_of(one, other, side)
        wanted = link_id(start, end, kind)
        self._edits.link(start, end, kind, on_done=lambda: self._view.want_line(wanted))

    def _may_connect(self, one: object, other: object, side: Side) -> bool:
        contents = self._view.contents
        if contents is None or not isinstance(one, bytes) or not isinstance(other, bytes):
            return False
        return not (one in contents.map.ours and other in contents.map.ours)

    def _line_word(self, key: object, side: Side) -> str:
        """What a line says while it is drawn from there."""
        contents = self._view.contents
        if contents is not None and key in contents.map.ours:
            return pgettext("contact link", "Deals with")
        if side is Side.BOTTOM:
            return pgettext("contact link", "Leads")
        return (_REPORTS if side is Side.TOP else _INFLUENCES).label

    def _dropped(self, key: Id, side: Side, x: float, y: float) -> None:
        """A line was let go over nothing: there is somebody whose name is not known yet."""
        contents = self._view.contents
        if contents is None or key in contents.map.ours:
            return
        kind = _REPORTS if side in (Side.TOP, Side.BOTTOM) else _INFLUENCES
        line = FirstLine(kind, key, is_from_other=side is not Side.BOTTOM)
        at = (x, y) if contents.view is MapView.CHART else None
        self._edits.add_person(lambda contact_id: self._view.want(contact_id, "name"), line=line, at=at)

    def start_boss_line(self, contact_id: Id) -> None:
        """Choose whom somebody reports to, from a menu of everybody else."""
        menu = self.boss_menu(contact_id)
        menu.popup(self._view.mapToGlobal(QPoint(40, 80)))

    def boss_menu(self, contact_id: Id) -> QMenu:
        """Everybody whom ``contact_id`` could report to, the most influential first."""
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        contents = self._view.contents
        for one in contents.map.contacts if contents is not None else ():
            if one.id != contact_id:
                text = " · ".join(part for part in (shown_name(one), one.title) if part)
                entry = menu.addAction(text.replace("&", "&&"))
                entry.triggered.connect(lambda _on, boss=one.id: self._edits.link(contact_id, boss, _REPORTS))
        return menu

    # --- deleting

    def delete_people(self, ids: tuple[Id, ...]) -> None:
        """Delete people with their lines; Undo brings all back."""
        contents = self._view.contents
        if contents is not None and not contents.fixed:
            names = {one: shown_name(contents.map.people[one]) for one in ids if one in contents.map.people}
            if names:
                self._edits.delete_people(names)

    def delete_line(self, line_id: Id) -> None:
        """Take a line or a tie away; Undo brings it back."""
        contents = self._view.contents
        if contents is None or contents.fixed:
            return
        self._view.inspectors.close_all()
        if any(one.id == line_id for one in contents.map.ties):
            self._edits.untie(line_id)
        else:
            self._edits.unlink(line_id)

    # --- menus

    def menu(self, key: Id | None) -> QMenu:
        """What can be done with a card, with those chosen, or with the map."""
        view, menu = self._view, QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        contents = view.contents
        if contents is None:
            return menu
        if key is None:
            menu.addAction(_("New person")).triggered.connect(lambda _on: view.add())
            menu.addAction(_("Show all of it")).triggered.connect(lambda _on: view.canvas.zoom_to_fit())
            menu.addAction(_("Arrange everybody anew")).triggered.connect(lambda _on: view.arrange())
            menu.addSeparator()
            view.output.fill_menu(menu)
            return menu
        chosen = [Id(one) for one in view.canvas.selection() if isinstance(one, bytes)] or [key]
        people = tuple(contents.map.people[one] for one in chosen if one in contents.map.people)
        menu.addAction(_("Edit")).triggered.connect(lambda _on: view.open_field(key, "name"))
        menu.addAction(_("Plan a visit")).triggered.connect(lambda _on: view.plan_visit(people))
        if contents.fixed:
            return menu
        boss = menu.addMenu(pgettext("contact link", "Reports to"))
        _fill(boss, self.boss_menu(key))
        if key in contents.map.people:
            ours = menu.addMenu(_("Tie to one of ours"))
            _fill(ours, counterpart_menu(contents.map.people[key], contents.map, self._edits, view))
        if len(chosen) > 1 and contents.view is MapView.CHART:
            align = menu.addMenu(_("Align"))
            for how, word in ALIGNMENTS:
                align.addAction(words(word)).triggered.connect(lambda _on, how=how: self.align(how))
        menu.addSeparator()
        menu.addAction(_("Delete")).triggered.connect(lambda _on: self.delete_people(tuple(chosen)))
        return menu

    def _edge_menu(self, key: Id, at: QPoint) -> None:
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Remove")).triggered.connect(lambda _on: self.delete_line(key))
        menu.popup(at)


def line_of(one: Id, other: Id, side: Side) -> tuple[Id, Id, ContactLinkKind]:
    """What a line drawn from the ``side`` of ``one`` to ``other`` says: from whom, to whom, and what.

    Up: ``one`` reports to ``other``; down: the other way round; sideways: ``one`` influences ``other``.
    """
    if side is Side.TOP:
        return one, other, _REPORTS
    if side is Side.BOTTOM:
        return other, one, _REPORTS
    return one, other, _INFLUENCES


def _fill(menu: QMenu, source: QMenu) -> None:
    """Let ``menu`` offer what ``source`` does."""
    menu.addActions(source.actions())
    source.setParent(menu)
