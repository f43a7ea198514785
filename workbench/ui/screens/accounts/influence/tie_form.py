"""Saying that one of theirs and one of ours deal with each other, and how close they are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.segments import Segment, Steps
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.influence.closeness import TIE_STRENGTHS, closeness_text
from workbench.ui.screens.accounts.influence.edits import MapEdits


class TieForm(SidePane):
    """A small form in a pane; it closes once the tie is kept."""

    def __init__(self, edits: MapEdits, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Who deals with whom"), parent=parent)
        self._edits = edits
        self._first: tuple[Id, ...] = ()
        self.theirs: Field[ComboBox] = Field(lambda: _("Of theirs"), ComboBox())
        self.ours: Field[ComboBox] = Field(lambda: _("Of ours"), ComboBox())
        self.strength = Steps(
            [Segment(one, closeness_text(one)) for one in TIE_STRENGTHS], lambda: _("How close")
        )
        self.save_button = Button(lambda: _("Tie them"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        row = horizontal(margins=(0, S2, 0, 0))
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.column.addWidget(self.theirs)
        self.column.addWidget(self.ours)
        self.column.addWidget(Label(lambda: _("How close"), size=SMALL, tone=Tone.TEXT2))
        self.column.addWidget(self.strength)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, shown: InfluenceMap, first: Sequence[Id] = (), ours: Id | None = None) -> None:
        """Choose two people; those of theirs in ``first`` stand at the top of the list."""
        self._first = tuple(first)
        self.show_people(shown)
        if first:
            self.theirs.control.choose(first[0])
        self.ours.control.choose(ours or shown.account.manager_id)
        self.strength.choose(1)
        self.show()
        (self.ours if first else self.theirs).control.setFocus()

    def show_people(self, shown: InfluenceMap) -> None:
        """Offer the people of this map."""
        order = {one: place for place, one in enumerate(self._first)}
        people = sorted(shown.contacts, key=lambda one: order.get(one.id, len(order)))
        self.theirs.control.set_choices([(one.id, _with(one.name, one.title)) for one in people])
        self.ours.control.set_choices([(one.id, _with(one.name, one.title)) for one in shown.managers])

    def save(self) -> None:
        """Keep the tie."""
        contact, manager = self.theirs.control.key(), self.ours.control.key()
        strength = self.strength.current()
        if contact is not None and manager is not None:
            self._edits.tie(
                contact,
                manager,
                strength if isinstance(strength, int) else None,
                on_done=self.close_pane,
            )


def _with(name: str, title: str) -> str:
    return f"{name} · {title}" if title else name
