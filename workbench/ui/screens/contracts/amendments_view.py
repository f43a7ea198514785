"""The amendments of a signed contract: the list at the left, one of them at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contract_states import ContractState
from workbench.foundation.i18n import _, format_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.contract_view import AmendmentView, ContractView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Line
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, Tone
from workbench.ui.screens.contracts.amendment_edit import AmendmentEdit

WIDTH = 280


class AmendmentsView(QStackedWidget):
    """``sign_requested`` gives the amendment to sign."""

    sign_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ContractView | None = None
        self._wanted: Id | None = None
        self._is_new = False
        self.first = Button(lambda: _("Amend…"), Kind.PRIMARY, icon="pencil")
        self.first.clicked.connect(self.begin)
        self.nothing = EmptyState(
            "file-text",
            lambda: _("Not amended"),
            lambda: _("Once signed, a contract changes by numbered amendments that keep the text before."),
            (self.first,),
        )
        self.addWidget(self.nothing)
        body = QWidget()
        row = horizontal(body, gap=0)
        left = QWidget()
        left.setFixedWidth(WIDTH)
        column = vertical(left, margins=(0, S3, 0, 0), gap=S2)
        self.add_button = Button(lambda: _("Amend…"), icon="plus", small=True)
        self.add_button.clicked.connect(self.begin)
        holder = horizontal(margins=(S4, 0, S4, 0))
        holder.addWidget(self.add_button)
        holder.addStretch(1)
        column.addLayout(holder)
        self.list = ItemList(lambda: _("Amendments"), selectable=True)
        self.list.chosen.connect(self._show)
        column.addWidget(self.list, 1)
        row.addWidget(left)
        row.addWidget(Line(vertical=True))
        self.edit = AmendmentEdit(context)
        self.edit.sign_requested.connect(self.sign_requested)
        self.edit.made.connect(self._made)
        row.addWidget(self.edit, 1)
        self._body = body
        self.addWidget(body)

    def show_view(self, view: ContractView) -> None:
        """Show the amendments of this contract."""
        is_same = self._view is not None and self._view.contract.id == view.contract.id
        self._view = view
        if not is_same:
            self._is_new, self._wanted = False, None
        self.list.set_items([_item(one) for one in view.amendments])
        self.first.setVisible(_is_amendable(view))
        self.add_button.setEnabled(_is_amendable(view))
        if not view.amendments and not self._is_new:
            self.setCurrentWidget(self.nothing)
            return
        self.setCurrentWidget(self._body)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and any(one.amendment.id == wanted for one in view.amendments):
            self._is_new = False
            self.list.choose(wanted)
        if self._is_new:
            return
        key = self.list.current_key() or view.amendments[-1].amendment.id
        self.list.choose(key)
        self._show(key)

    def begin(self) -> None:
        """Begin an amendment, or go on with the one that is drafted."""
        view = self._view
        if view is None or not _is_amendable(view):
            return
        drafted = next((one for one in view.amendments if one.is_draft), None)
        if drafted is not None:
            self.list.choose(drafted.amendment.id)
            self._show(drafted.amendment.id)
            self.edit.reason.control.setFocus()
            return
        self._is_new = True
        self.setCurrentWidget(self._body)
        self.list.clearSelection()
        self.edit.begin(view)

    def leave(self) -> None:
        """Store what is being typed."""
        self.edit.after.leave()

    def _made(self, amendment_id: Id) -> None:
        self._wanted = amendment_id

    def _show(self, key: object) -> None:
        view = self._view
        found = next((one for one in view.amendments if one.amendment.id == key), None) if view else None
        if view is not None and found is not None:
            self._is_new = False
            self.edit.show_amendment(view, found)


def _is_amendable(view: ContractView) -> bool:
    over = (ContractState.TERMINATED, ContractState.RENEWED)
    return view.life.is_fixed and view.life.state not in over


def _item(view: AmendmentView) -> Item:
    one, count = view.amendment, len(view.changes)
    when = one.signed_on or one.made_on
    changes = ngettext("{count} change", "{count} changes", count).format(count=count)
    return Item(
        key=one.id,
        title=_("Amendment {number}").format(number=one.number),
        second=" · ".join(part for part in (format_date(when) if when else "", changes) if part),
        mark=Mark("pencil", Tone.TEXT2) if view.is_draft else Mark("circle-check", Tone.OK),
        right=_("draft") if view.is_draft else _("signed"),
        tooltip=one.reason,
    )
