"""Everything that keeps a contract from being reviewed, each with a way to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.services.contract_view import ContractView
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, SEVERE, Mark
from workbench.ui.kit.surfaces import SidePane
from workbench.ui.kit.tokens import Tone

MISSING, UNEXPLAINED, FAULT = "missing", "unexplained", "fault"


class CheckPane(SidePane):
    """``go_requested`` gives what kind of thing, its clause, and the name of a value."""

    go_requested = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Check"), width=352, parent=parent)
        self.list = ItemList(lambda: _("What is missing or wrong"), fit=True, padding=0, pane=True)
        self.list.opened.connect(self._open)
        self.column.addWidget(self.list)
        self.nothing = Label(lambda: _("Nothing is missing and nothing disagrees."), tone=Tone.OK, wrap=True)
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    def begin(self, view: ContractView) -> None:
        """Show what is missing or wrong."""
        self.show()
        self.show_view(view)
        if self.list.items_model.rowCount():
            self.list.setFocus()

    def show_view(self, view: ContractView) -> None:
        """The contract changed."""
        items = check_items(view)
        self.list.set_items(items)
        self.nothing.setVisible(not items)

    def _open(self, key: object) -> None:
        if isinstance(key, tuple):
            what, clause, name = key[0], key[1], key[2]
            self.go_requested.emit(what, clause, name)


def check_items(view: ContractView) -> Sequence[Item]:
    """All faults: missing values once each, deviations without a reason, what disagrees."""
    found: list[Item] = []
    seen: set[str] = set()
    for one in view.missing:
        if one.name not in seen:
            seen.add(one.name)
            found.append(
                Item(
                    key=(MISSING, one.key, one.name),
                    title=one.label,
                    second=" · ".join((one.clause, one.source.label)),
                    mark=CAUTION,
                )
            )
    found += [
        Item(
            key=(UNEXPLAINED, clause.clause.key, ""),
            title=clause.clause.title,
            second=_("Differs from the template without a reason"),
            mark=Mark("pencil", Tone.WARN),
        )
        for clause in view.unexplained
    ]
    titles = {one.clause.key: one.clause.title for one in view.clauses}
    for place, fault in enumerate(view.faults):
        where = titles.get(fault.key, "")
        found.append(
            Item(
                key=(FAULT, fault.key, str(place)),
                title=fault.kind.label,
                second=" · ".join(part for part in (where, fault.message) if part),
                mark=SEVERE,
                tooltip=fault.message,
            )
        )
    return found
