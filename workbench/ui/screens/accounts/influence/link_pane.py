"""The inspector of one line of the map: what it says, which way it goes, how strong it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.kam_level import ContactTie
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.segments import Segment, Steps
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.influence.closeness import TIE_STRENGTHS, closeness_text
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.person_pane import WIDTH

STRENGTHS = (-3, -2, -1, 1, 2, 3)


class LinkPane(SidePane):
    """A line between two of theirs, or a tie to one of ours. Everything is saved at once."""

    delete_requested = Signal(object)

    def __init__(self, edits: MapEdits, parent: QWidget | None = None) -> None:
        super().__init__(lambda: pgettext("influence map", "Line"), width=WIDTH, parent=parent)
        self._edits = edits
        self._link: ContactLink | None = None
        self._tie: ContactTie | None = None
        self._ends = Label(wrap=True)
        self.column.addWidget(self._ends)
        kinds = [Segment(one, _kind_text(one)) for one in ContactLinkKind]
        self._kind_word = self._word(lambda: _("What it says"))
        self.kind = Steps(kinds, lambda: _("What it says"))
        self.kind.picked.connect(self._save_kind)
        self.column.addWidget(self.kind)
        self._strength_word = self._word(lambda: _("Strength, against us to for us"))
        signed = [Segment(one, f"{one:+d}".replace("-", "−")) for one in STRENGTHS]
        self.strength = Steps(signed, lambda: _("Strength"))
        self.strength.picked.connect(self._save_strength)
        self.column.addWidget(self.strength)
        self.closeness = Steps(
            [Segment(one, closeness_text(one)) for one in TIE_STRENGTHS], lambda: _("How close")
        )
        self.closeness.picked.connect(self._save_closeness)
        self.column.addWidget(self.closeness)
        row = horizontal(margins=(0, S2, 0, 0), gap=S2)
        self.turn = Button(lambda: _("Turn round"), small=True)
        self.turn.clicked.connect(self._turn)
        self.delete = Button(lambda: _("Remove"), Kind.PLAIN, icon="trash-2", small=True)
        self.delete.clicked.connect(self._delete)
        row.addWidget(self.turn)
        row.addWidget(self.delete)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def show_link(self, shown: InfluenceMap, link: ContactLink, *, fixed: bool = False) -> None:
        """Show a line between two of theirs."""
        self._link, self._tie = link, None
        ends = {"one": shown.name_of(link.from_contact_id), "other": shown.name_of(link.to_contact_id)}
        reports = link.kind is ContactLinkKind.REPORTS_TO
        text = _("{one} reports to {other}") if reports else _("{one} influences {other}")
        self._ends.say(text.format(**ends))
        self.kind.choose(link.kind)
        self.strength.choose(link.strength)
        self._show_parts(tie=False, influence=not reports)
        self.enable_body(not fixed)
        self.show()

    def show_tie(self, shown: InfluenceMap, tie: ContactTie, *, fixed: bool = False) -> None:
        """Show a tie between one of theirs and one of ours."""
        self._link, self._tie = None, tie
        ends = {"one": shown.name_of(tie.contact_id), "other": shown.name_of(tie.manager_id)}
        self._ends.say(_("{one} deals with {other}").format(**ends))
        self.closeness.choose(tie.strength)
        self._show_parts(tie=True, influence=False)
        self.enable_body(not fixed)
        self.show()

    def shown_id(self) -> Id | None:
        """The line shown."""
        if self.isHidden():
            return None
        found = self._link or self._tie
        return found.id if found else None

    def focus_strength(self) -> None:
        """Put the focus where the strength is chosen."""
        (self.closeness if self._tie is not None else self.strength).focus_first()

    def _show_parts(self, *, tie: bool, influence: bool) -> None:
        for widget in (self._kind_word, self.kind, self.turn):
            widget.setVisible(not tie)
        for widget in (self._strength_word, self.strength):
            widget.setVisible(influence)
        self.closeness.setVisible(tie)

    def _word(self, text: Text) -> Label:
        label = Label(text, size=SMALL, tone=Tone.TEXT2)
        self.column.addWidget(label)
        return label

    def _save_kind(self, kind: ContactLinkKind | None) -> None:
        link = self._link
        if link is None:
            return
        if kind is None or kind is link.kind:
            self.kind.choose(link.kind)
            return
        strength = None if kind is ContactLinkKind.REPORTS_TO else link.strength or 1
        self._edits.replace_link(link, link.from_contact_id, link.to_contact_id, kind, strength)

    def _save_strength(self, strength: int | None) -> None:
        if self._link is None:
            return
        if strength is None:
            self.strength.choose(self._link.strength)
        else:
            self._edits.set_strength(self._link.id, strength)

    def _save_closeness(self, strength: int | None) -> None:
        if self._tie is None:
            return
        if strength is None:
            self.closeness.choose(self._tie.strength)
        else:
            self._edits.set_closeness(self._tie.id, strength)

    def _turn(self) -> None:
        link = self._link
        if link is not None:
            self._edits.replace_link(link, link.to_contact_id, link.from_contact_id, link.kind, link.strength)

    def _delete(self) -> None:
        found = self._link or self._tie
        if found is not None:
            self.delete_requested.emit(found.id)


def _kind_text(kind: ContactLinkKind) -> Text:
    return lambda: kind.label
