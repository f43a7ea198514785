"""Complaints, service requests and contracts of an account: where each stands; a line opens its page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_records import AccountRecords, get_account_records
from workbench.services.account_view import AccountView
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import Scroll
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, S6, SMALL, Tone
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.record_items import complaint_item, contract_item, service_item


class RecordsGroup(QWidget):
    """A heading with its count and the way to a new one, over the lines; a sentence where there is none."""

    opened = Signal(object)
    new_requested = Signal()

    def __init__(self, title: Text, new: Text, nothing: Text, parent: QWidget | None = None) -> None:
        from workbench.ui.kit.surfaces import vertical

        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.header = SectionHeader(title, size=LARGE, link=new)
        self.header.link_requested.connect(self.new_requested)
        self.list = ItemList(title, fit=True, padding=0)
        self.list.opened.connect(self.opened)
        self.list.clicked.connect(lambda _index: self.opened.emit(self.list.current_key()))
        self.nothing = Label(nothing, tone=Tone.TEXT2, size=SMALL, wrap=True)
        for widget in (self.header, self.list, self.nothing):
            column.addWidget(widget)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show the lines."""
        self.header.note.say(str(len(items)) if items else "")
        self.list.set_items(items)
        self.list.setVisible(bool(items))
        self.nothing.setHidden(bool(items))


class RecordsSection(Scroll):
    """Three groups, one under the other."""

    destination_requested = Signal(object)
    """A ``Destination``: the page of a record."""
    new_requested = Signal(object)
    """A ``Destination`` where a record of this account is begun."""
    complaint_requested = Signal()
    """One is to be recorded, here and now."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S6, S6, S6), gap=S6, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._wanted: Id | None = None
        self.complaints = RecordsGroup(
            lambda: _("Complaints"),
            lambda: _("Record a complaint"),
            lambda: _("No complaint on record. Ctrl+Shift+C records one from anywhere."),
        )
        self.services = RecordsGroup(
            lambda: _("Service requests"),
            lambda: _("New request"),
            lambda: _("No return, repair, fault or other request on record."),
        )
        self.contracts = RecordsGroup(
            lambda: _("Contracts"),
            lambda: _("New contract"),
            lambda: _("No contract yet: make one from a template, or keep the customer's own paper."),
        )
        for group, page, view in (
            (self.complaints, PageId.COMPLAINTS, ComplaintsPart.LIST),
            (self.services, PageId.COMPLAINTS, ComplaintsPart.SERVICE),
            (self.contracts, PageId.CONTRACTS, None),
        ):
            group.opened.connect(
                lambda key, page=page, view=view: self.destination_requested.emit(
                    # A complaint has a page of its own.
                    Destination(PageId.COMPLAINT, subject=key)
                    if view is ComplaintsPart.LIST
                    else Destination(page, view=view, item=key)
                )
            )
            self.column.addWidget(group)
        self.complaints.new_requested.connect(self.complaint_requested)
        for group, page, begun in (
            (self.services, PageId.COMPLAINTS, ComplaintsPart.SERVICE),
            (self.contracts, PageId.CONTRACTS, None),
        ):
            group.new_requested.connect(
                lambda page=page, view=begun: self.new_requested.emit(
                    Destination(page, subject=self._account, view=view)
                )
            )
        self.column.addStretch(1)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        account_id = view.account.id
        self._account = account_id
        self._context.read(
            lambda workspace: get_account_records(workspace, account_id),
            self._show,
            key="account-records",
        )

    def select(self, record_id: Id) -> None:
        """Go to a contract, a request or a complaint."""
        self._wanted = record_id
        self._choose_wanted()

    def _show(self, records: AccountRecords) -> None:
        self.complaints.show_items([complaint_item(line) for line in records.complaints])
        self.services.show_items([service_item(line) for line in records.services])
        self.contracts.show_items([contract_item(row) for row in records.contracts])
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        for group in (self.complaints, self.services, self.contracts):
            if self._wanted is not None and group.list.choose(self._wanted):
                group.list.setFocus()
                self._wanted = None
