"""The people of an account as a list, with the form of one, or what we keep about them, beside it."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Contact
from workbench.foundation.i18n import _, format_date, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal, vertical
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.screens.accounts.contact_form import ContactForm
from workbench.ui.screens.accounts.erase_pane import ErasePane
from workbench.ui.screens.accounts.looks import SUPPORT_MARKS, day_word, last_met, support_word
from workbench.ui.screens.accounts.personal_pane import PersonalPane

# From so many people on a filter is worth its room.
MANY = 8


class People(QWidget):
    """Who decides, who uses, who helps, and how they stand to us; whoever has left stands at the end."""

    visit_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: Id | None = None
        self._contacts: Mapping[bytes, Contact] = {}
        self._met: Mapping[bytes, date] = {}
        self._today = date.min
        row = horizontal(self, gap=0)
        left = vertical()
        self.tools = QWidget()
        """The toolbar of the list, for the section to show."""
        bar = horizontal(self.tools)
        self._count = Label(size=SMALL, tone=Tone.TEXT2)
        self.filter = SearchField(lambda: _("Find a person"), small=True)
        self.filter.setFixedWidth(200)
        self.filter.textChanged.connect(lambda _text: self._list())
        self.add_button = Button(lambda: _("New person"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add)
        bar.addWidget(self._count)
        bar.addStretch(1)
        bar.addWidget(self.filter)
        bar.addWidget(self.add_button)
        self.list = ItemList(lambda: _("People"), selectable=True)
        self.list.clicked.connect(lambda _index: self._open(self.current()))
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _key: self.edit())
        first = Button(lambda: _("New person"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.add)
        self._stack = QStackedWidget()
        self.nothing = EmptyState(
            "users",
            lambda: _("No person is known here"),
            lambda: _("Note who decides on money, who uses what we sell, and who helps us."),
            (first,),
        )
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        left.addWidget(self._stack, 1)
        row.addLayout(left, 1)
        self.form = ContactForm(context)
        self.personal = PersonalPane(context)
        self.erasing = ErasePane(context)
        self.form.personal_requested.connect(self._show_personal)
        self.personal.erase_requested.connect(self._show_erasing)
        self.erasing.visit_opened.connect(self.visit_opened)
        for pane in self._panes():
            pane.hide()
            pane.closed.connect(self.list.setFocus)
            row.addWidget(pane)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        if view.account.id != self._account:
            self._show_pane(None)
            self.filter.clear()
        self._account, self._today = view.account.id, view.today
        contacts = view.overview.contacts
        self._contacts, self._met = {one.id: one for one in contacts}, last_met(view)
        self._list()
        self.filter.setVisible(len(contacts) >= MANY)
        count = ngettext("{count} person", "{count} people", len(contacts)).format(count=len(contacts))
        self._count.say(count if contacts else "")
        self._stack.setCurrentWidget(self.list if contacts else self.nothing)
        for pane in self._panes():
            shown = pane.shown_id()
            if not pane.isHidden() and shown is not None and shown not in self._contacts:
                pane.close_pane()
        shown = self.personal.shown_id()
        if not self.personal.isHidden() and shown is not None:
            self.personal.begin(shown)

    def add(self) -> None:
        """Begin a new person."""
        if self._account is not None:
            self._show_pane(self.form)
            self.form.begin(self._account, None)
            self.form.edit()

    def edit(self) -> None:
        """Edit the current person."""
        contact = self.current()
        if contact is not None:
            self._open(contact)
            self.form.edit()

    def current(self) -> Contact | None:
        """The person chosen in the list."""
        key = self.list.current_key()
        return self._contacts.get(key) if isinstance(key, bytes) else None

    def has_left(self, contact_id: Id) -> bool:
        """Whether somebody of the list is not there any more."""
        contact = self._contacts.get(contact_id)
        return contact is not None and contact.left_on is not None

    def select(self, contact_id: Id) -> None:
        """Choose a person and open the form."""
        if self.list.choose(contact_id):
            self._open(self._contacts.get(contact_id))

    def close_innermost(self) -> bool:
        """Close the pane; False if none is open."""
        for pane in self._panes():
            if not pane.isHidden():
                pane.close_pane()
                return True
        return False

    def _panes(self) -> tuple[ContactForm, PersonalPane, ErasePane]:
        return (self.form, self.personal, self.erasing)

    def _show_pane(self, wanted: SidePane | None) -> None:
        for pane in self._panes():
            pane.setVisible(pane is wanted)

    def _chosen(self, key: object) -> None:
        """Walking through the list with the keys takes an open form along."""
        contact = self._contacts.get(key) if isinstance(key, bytes) else None
        if contact is not None and not self.form.isHidden() and self.form.shown_id() is not None:
            self._open(contact)

    def _open(self, contact: Contact | None) -> None:
        if contact is not None and self._account is not None:
            self._show_pane(self.form)
            self.form.begin(self._account, contact)

    def _show_personal(self, contact_id: Id) -> None:
        self._show_pane(self.personal)
        # The focus was in the form, which is hidden now; from here Tab goes through the pane.
        self.personal.close_button.setFocus()
        self.personal.begin(contact_id)

    def _show_erasing(self, contact_id: Id) -> None:
        self._show_pane(self.erasing)
        self.erasing.close_button.setFocus()
        self.erasing.begin(contact_id)

    def _list(self) -> None:
        wanted = self.filter.text().casefold().split()
        here: list[Item] = []
        gone: list[Item] = []
        for contact in self._contacts.values():
            item = _person(contact, self._met.get(contact.id), self._today)
            if all(word in f"{item.title} {item.second}".casefold() for word in wanted):
                (here if contact.left_on is None else gone).append(item)
        heading = [Item(key="gone", title=_("Have left"), heading=True)] if gone else []
        found = [*here, *heading, *gone]
        self.list.set_items(found or [Item(key=None, title=_("No person is called so"))])


def _person(contact: Contact, met_on: date | None, today: date) -> Item:
    outside = contact.organisation or (contact.outside_kind.label if contact.outside_kind else "")
    does = contact.name if contact.is_placeholder else contact.title
    where = (does, contact.department, contact.function.label if contact.function else "", outside)
    second = " · ".join(_distinct([*where, contact.mobile or contact.phone]))
    influence = _("Influence {number}").format(number=contact.influence) if contact.influence else ""
    roles = listed(role.label for role in contact.roles)
    if contact.left_on is not None:
        right, tone = _("left {date}").format(date=format_date(contact.left_on)), Tone.TEXT3
    elif met_on is not None:
        right, tone = _("met {date}").format(date=day_word(met_on, today)), Tone.TEXT2
    else:
        right, tone = _("not met"), Tone.WARN
    support = contact.support
    told = (contact.name, second, roles, influence, support_word(support))
    return Item(
        key=contact.id,
        title=_("Unnamed") if contact.is_placeholder else contact.name or _("Not named"),
        avatar="?" if contact.is_placeholder else contact.name[:1] or "?",
        second=second or _("Nothing noted yet"),
        bold=contact.left_on is None,
        chip=roles,
        chip_outline=True,
        chip_tone=Tone.TEXT2,
        note=influence,
        right=right,
        right_tone=tone,
        right_mark=SUPPORT_MARKS[support] if support is not None and contact.left_on is None else None,
        tooltip="\n".join(part for part in told if part),
    )


def _distinct(parts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(part for part in parts if part))
