"""The inspector of several people at once: align them, say something of all, plan a visit with them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.domain.accounts import BuyingRole
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.segments import Steps, Toggles
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.marks import role_segments, support_segments
from workbench.ui.screens.accounts.influence.person_pane import WIDTH

NAMES_SHOWN = 8


class ManyPane(SidePane):
    """Several chosen people. ``align_requested`` names how: the values of the canvas' alignments."""

    align_requested = Signal(object)
    visit_requested = Signal(object)
    delete_requested = Signal(object)

    def __init__(
        self, edits: MapEdits, alignments: Sequence[tuple[object, Text]], parent: QWidget | None = None
    ) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._edits = edits
        self._ids: tuple[Id, ...] = ()
        self._map: InfluenceMap | None = None
        self._names = Label(tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self._names)
        self.column.addWidget(Label(lambda: _("Set of all: support"), size=SMALL, tone=Tone.TEXT2))
        self.support = Steps(support_segments(), lambda: _("Support"))
        self.support.picked.connect(self._save_support)
        self.column.addWidget(self.support)
        self.column.addWidget(Label(lambda: _("Set of all: roles"), size=SMALL, tone=Tone.TEXT2))
        self.roles = Toggles(role_segments(), lambda: _("Roles in the decision"))
        self.roles.changed.connect(self._save_roles)
        self.column.addWidget(self.roles)
        self.column.addSpacing(S2)
        self._align_word = Label(lambda: _("Align"), size=SMALL, tone=Tone.TEXT2)
        self.column.addWidget(self._align_word)
        self._aligns = QWidget()
        grid = QGridLayout(self._aligns)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(S2)
        self.align_buttons: dict[object, Button] = {}
        for place, (key, word) in enumerate(alignments):
            button = Button(word, small=True)
            button.clicked.connect(lambda _on, key=key: self.align_requested.emit(key))
            grid.addWidget(button, place // 3, place % 3)
            self.align_buttons[key] = button
        grid.setColumnStretch(3, 1)
        self.column.addWidget(self._aligns)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.visit = Button(lambda: _("Plan a visit with these"), icon="calendar-plus", small=True)
        self.visit.clicked.connect(lambda: self.visit_requested.emit(self._ids))
        self.verify = Button(lambda: _("Verified today"), small=True)
        self.verify.clicked.connect(lambda: self._edits.verify(self._ids))
        delete = Button(lambda: _("Delete"), Kind.PLAIN, icon="trash-2", small=True)
        delete.clicked.connect(lambda: self.delete_requested.emit(self._ids))
        for buttons in ((self.visit,), (self.verify, delete)):
            row = horizontal(gap=S2)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self.column.addLayout(row)
        self.column.addStretch(1)

    def show_people(
        self, shown: InfluenceMap, ids: Sequence[Id], *, fixed: bool = False, movable: bool = True
    ) -> None:
        """Show these people; ``movable`` where aligning them means something."""
        self._map, self._ids = shown, tuple(ids)
        people = [shown.people[one] for one in ids]
        count = len(people)
        self.title.say(ngettext("{count} person chosen", "{count} people chosen", count).format(count=count))
        names = [one.name for one in people[:NAMES_SHOWN]]
        more = count - len(names)
        rest = [_("and {count} more").format(count=more)] if more > 0 else []
        self._names.say(pgettext("list", ", ").join([*names, *rest]))
        supports = {one.support for one in people}
        self.support.choose(supports.pop() if len(supports) == 1 else None)
        self.roles.hold([role for role in BuyingRole if all(role in one.roles for one in people)])
        self._align_word.setVisible(movable)
        self._aligns.setVisible(movable)
        self.enable_body(not fixed)
        self.show()

    def shown_ids(self) -> tuple[Id, ...]:
        """The people shown."""
        return self._ids if not self.isHidden() else ()

    def _save_support(self, support: int | None) -> None:
        self._edits.save_people(self._ids, {one: {"support": support} for one in self._ids})

    def _save_roles(self, held: tuple[BuyingRole, ...]) -> None:
        """A role that all have, or that none should have, is set; others stay as each person has them."""
        if self._map is None:
            return
        people = [self._map.people[one] for one in self._ids]
        shared = {role for role in BuyingRole if all(role in one.roles for one in people)}
        added, taken = set(held) - shared, shared - set(held)
        values = {
            one.id: {
                "roles": [
                    role.value
                    for role in BuyingRole
                    if role in added or (role in one.roles and role not in taken)
                ]
            }
            for one in people
        }
        self._edits.save_people(self._ids, values)
