"""What stands at the right of the map: one person, several, a line, or what changed between two days."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.influence_difference import MapDifference
from workbench.domain.influence_shapes import MapView
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.ui.context import Context
from workbench.ui.kit.canvas.align import Alignment, Axis
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.prompts import FileKind
from workbench.ui.screens.accounts.influence.difference_pane import DifferencePane
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.link_pane import LinkPane
from workbench.ui.screens.accounts.influence.many_pane import ManyPane
from workbench.ui.screens.accounts.influence.person_pane import PersonPane
from workbench.ui.screens.accounts.influence.scene import MapContents

ALIGNMENTS: tuple[tuple[object, Text], ...] = (
    (Alignment.LEFT, lambda: _("Left")),
    (Alignment.CENTRE, lambda: _("Centre")),
    (Alignment.RIGHT, lambda: _("Right")),
    (Alignment.TOP, lambda: _("Top")),
    (Alignment.MIDDLE, lambda: _("Middle")),
    (Alignment.BOTTOM, lambda: _("Bottom")),
    (Axis.ACROSS, lambda: _("Spread across")),
    (Axis.DOWN, lambda: _("Spread down")),
)
PICTURES = ("*.png", "*.jpg", "*.jpeg", "*.webp", "*.bmp")


class Inspectors(QWidget):
    """One of the panes, or none."""

    closed = Signal()
    visit_requested = Signal(object)
    """A tuple of contacts."""
    details_requested = Signal(object)
    person_delete_requested = Signal(object)
    """A tuple of ids."""
    line_delete_requested = Signal(object)
    align_requested = Signal(object)

    def __init__(self, context: Context, edits: MapEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._edits = context, edits
        self._contents: MapContents | None = None
        self.person = PersonPane(edits)
        self.many = ManyPane(edits, ALIGNMENTS)
        self.line = LinkPane(edits)
        self.difference = DifferencePane()
        row = horizontal(self, gap=0)
        for pane in self._panes():
            pane.hide()
            pane.closed.connect(self._close)
            row.addWidget(pane)
        self.hide()
        self.person.visit_requested.connect(lambda who: self._visit((who,)))
        self.many.visit_requested.connect(self._visit)
        self.person.details_requested.connect(self.details_requested)
        self.person.delete_requested.connect(lambda who: self.person_delete_requested.emit((who,)))
        self.many.delete_requested.connect(self.person_delete_requested)
        self.line.delete_requested.connect(self.line_delete_requested)
        self.many.align_requested.connect(self.align_requested)
        self.person.photo_requested.connect(self._ask_photo)
        self.person.photo_removed.connect(edits.remove_photo)
        self.person.tie_chosen.connect(self._show_tie)

    def show_people(self, contents: MapContents, keys: Sequence[Id]) -> None:
        """Show one person, or what can be said of several at once."""
        self._contents = contents
        if len(keys) == 1:
            self._only(self.person)
            who = keys[0]
            self.person.show_person(contents.map, who, contents.photos.get(who), fixed=contents.fixed)
        elif keys:
            self._only(self.many)
            self.many.show_people(
                contents.map, keys, fixed=contents.fixed, movable=contents.view is MapView.CHART
            )

    def show_line(self, contents: MapContents, line_id: Id) -> None:
        """Show a line between two of theirs, or a tie."""
        self._contents = contents
        link = next((one for one in contents.map.links if one.id == line_id), None)
        tie = next((one for one in contents.map.ties if one.id == line_id), None)
        if link is not None:
            self._only(self.line)
            self.line.show_link(contents.map, link, fixed=contents.fixed)
        elif tie is not None:
            self._only(self.line)
            self.line.show_tie(contents.map, tie, fixed=contents.fixed)
        else:
            self.close_all()

    def show_difference(self, difference: MapDifference) -> None:
        """Show what changed between two days."""
        self._only(self.difference)
        self.difference.show_difference(difference)

    def hide_difference(self) -> None:
        """The comparison is over."""
        if not self.difference.isHidden():
            self.close_all()

    def refresh(self, contents: MapContents, chosen: Sequence[Id]) -> None:
        """The map was read again: what is shown is shown anew, what is gone is closed."""
        self._contents = contents
        known = contents.map.people
        line = self.line.shown_id()
        if not self.person.isHidden() or not self.many.isHidden():
            shown = [one for one in chosen if one in known]
            if shown:
                self.show_people(contents, shown)
            else:
                self.close_all()
        elif line is not None:
            self.show_line(contents, line)

    def close_all(self) -> None:
        """Show none."""
        for pane in self._panes():
            pane.hide()
        self.hide()

    def close_innermost(self) -> bool:
        """Close the pane that is open; False if none is."""
        if self.isHidden():
            return False
        self.close_all()
        return True

    def _panes(self) -> tuple[SidePane, ...]:
        return (self.person, self.many, self.line, self.difference)

    def _only(self, wanted: SidePane) -> None:
        for pane in self._panes():
            if pane is not wanted:
                pane.hide()
        self.show()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _show_tie(self, tie_id: Id) -> None:
        if self._contents is not None:
            self.show_line(self._contents, tie_id)

    def _visit(self, ids: Sequence[Id]) -> None:
        if self._contents is not None:
            people = self._contents.map.people
            self.visit_requested.emit(tuple(people[one] for one in ids if one in people))

    def _ask_photo(self, contact_id: Id) -> None:
        kinds = (FileKind(_("Pictures"), PICTURES),)
        path = self._context.prompts.ask_open_file(_("Photo of the person"), kinds)
        if path is not None:
            self._edits.set_photo(contact_id, path)
