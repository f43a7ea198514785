"""The people of an account as a table, with the form of one beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Contact
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.accounts.contact_form import ContactForm
from workbench.ui.screens.accounts.looks import SUPPORT_MARKS, day_word, last_met, support_word


@dataclass(frozen=True)
class PersonRow:
    """One person, and the day of the last visit at which they were met."""

    contact: Contact
    met_on: date | None
    today: date


class People(QWidget):
    """Who decides, who uses, who helps, and how they stand to us."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: Id | None = None
        self._contacts: Mapping[Id, Contact] = {}
        row = horizontal(self, gap=0)
        left = vertical()
        bar = Toolbar()
        self.add_button = Button(lambda: _("Add person"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add)
        bar.row.addStretch(1)
        bar.row.addWidget(self.add_button)
        self.table: Table[PersonRow] = Table(
            _columns(),
            lambda row: row.contact.id,
            name=lambda: _("People"),
            count_text=lambda count: ngettext("{count} person", "{count} people", count).format(count=count),
        )
        self.table.view.clicked.connect(lambda _index: self._open(self.table.current_row()))
        self.table.row_activated.connect(self._edit)
        first = Button(lambda: _("Add person"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.add)
        self._stack = QStackedWidget()
        self.nothing = EmptyState(
            "users",
            lambda: _("No person is known here"),
            lambda: _("Note who decides on money, who uses what we sell, and who helps us."),
            (first,),
        )
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.table)
        left.addWidget(bar)
        left.addWidget(self._stack, 1)
        row.addLayout(left, 1)
        self.form = ContactForm(context)
        self.form.hide()
        self.form.closed.connect(self.table.setFocus)
        row.addWidget(self.form)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        if view.account.id != self._account:
            self.form.hide()
        self._account = view.account.id
        contacts, met = view.overview.contacts, last_met(view)
        self._contacts = {one.id: one for one in contacts}
        self.table.set_rows([PersonRow(one, met.get(one.id), view.today) for one in contacts])
        self._stack.setCurrentWidget(self.table if contacts else self.nothing)
        shown = self.form.shown_id()
        if not self.form.isHidden() and shown is not None and shown not in self._contacts:
            self.form.close_pane()

    def add(self) -> None:
        """Begin a new person."""
        if self._account is not None:
            self.form.begin(self._account, None)
            self.form.edit()

    def edit(self) -> None:
        """Edit the current person."""
        self._edit(self.table.current_row())

    def close_innermost(self) -> bool:
        """Close the form; False if it is not open."""
        if self.form.isHidden():
            return False
        self.form.close_pane()
        return True

    def _edit(self, row: PersonRow | None) -> None:
        self._open(row)
        if row is not None:
            self.form.edit()

    def _open(self, row: PersonRow | None) -> None:
        if row is not None and self._account is not None:
            self.form.begin(self._account, row.contact)


def _columns() -> Sequence[Column[PersonRow]]:
    return (
        Column(
            "name",
            lambda: pgettext("person", "Name"),
            lambda row: Cell(row.contact.name, bold=True),
            width=120,
        ),
        Column("title", lambda: _("Title"), lambda row: row.contact.title, width=120, stretch=True),
        Column("department", lambda: _("Department"), lambda row: row.contact.department, width=104),
        Column(
            "roles",
            lambda: _("Roles"),
            lambda row: ", ".join(role.label for role in row.contact.roles),
            width=136,
        ),
        Column(
            "influence",
            lambda: _("Influence"),
            lambda row: str(row.contact.influence or "–"),
            sort=lambda row: row.contact.influence,
            width=80,
            right=True,
            falling_first=True,
        ),
        Column(
            "support",
            lambda: _("Support"),
            _support,
            sort=lambda row: row.contact.support,
            width=144,
            falling_first=True,
        ),
        Column("mobile", lambda: _("Mobile"), lambda row: row.contact.mobile or row.contact.phone, width=120),
        Column(
            "met",
            lambda: _("Last met"),
            lambda row: day_word(row.met_on, row.today) if row.met_on else Cell(_("not met"), tone=Tone.WARN),
            sort=lambda row: row.met_on,
            width=84,
            falling_first=True,
        ),
    )


def _support(row: PersonRow) -> Cell:
    support = row.contact.support
    if support is None:
        return Cell("–", tone=Tone.TEXT3)
    return Cell(support_word(support), mark=SUPPORT_MARKS[support])
