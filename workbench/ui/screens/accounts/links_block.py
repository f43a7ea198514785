"""Competitors, partners, suppliers and customers of an account, to accounts of the file or mere names."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_links import AccountLink, LinkKind
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_links import add_account_link, remove_account_link
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2


class LinksBlock(QWidget):
    """The links both ways; a link opens the other account if it is in the file."""

    account_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._other: Id | None = None
        self._links: dict[Id, AccountLink] = {}
        column = vertical(self, gap=S2)
        self.title = SectionHeader(
            lambda: _("Competitors, partners, suppliers, customers"), link=lambda: _("Note one")
        )
        self.title.link_requested.connect(self.begin)
        self.list = ItemList(lambda: _("Competitors, partners, suppliers, customers"), fit=True, padding=0)
        self.list.opened.connect(self._open)
        self.list.action_requested.connect(self._remove)
        self.form = self._make_form()
        for widget in (self.title, self.list, self.form):
            column.addWidget(widget)

    def show_links(self, account_id: Id, links: tuple[AccountLink, ...]) -> None:
        """Show the links of this account."""
        if account_id != self._account:
            self.form.hide()
        self._account = account_id
        self._links = {link.id: link for link in links}
        self.title.note.say(str(len(links)) if links else "")
        self.list.set_items([_item(link) for link in links] or [Item(key=None, title=_("Nobody is noted"))])

    def begin(self) -> None:
        """Open the form for another link."""
        self._other = None
        self.other.control.clear()
        self.note.control.clear()
        self.other.set_error("")
        self.kind.control.choose(LinkKind.COMPETITOR)
        self.form.show()
        self.other.control.setFocus()

    def save(self) -> None:
        """Note the link, or say what is missing."""
        account, other = self._account, self._other
        kind: LinkKind = self.kind.control.key()
        name, note = self.other.control.text(), self.note.control.text()
        self.other.set_error("")
        if account is not None:
            self._context.save(
                lambda workspace: add_account_link(
                    workspace, account, kind, other_id=other, other_name=name, note=note
                ),
                said=_("Noted"),
                on_done=lambda _summary: self.form.hide(),
                on_error=self._fail,
            )

    def close_innermost(self) -> bool:
        """Close the form; False if it is not open."""
        return self.form.close_innermost()

    def _make_form(self) -> InlineForm:
        form = InlineForm(3)
        self.other: Field[SuggestField] = form.add(
            lambda: _("Company"), SuggestField(hint=lambda: _("Name, or an account of this file"))
        )
        suggest_accounts(self._context, self.other.control, key="link-accounts")
        self.other.control.taken.connect(self._take)
        self.other.control.textEdited.connect(lambda _text: self._take(None))
        self.kind: Field[ComboBox] = form.add(
            lambda: _("What they are to the account"), ComboBox([(kind, _word(kind)) for kind in LinkKind])
        )
        self.note: Field[TextField] = form.add(lambda: _("Note"), TextField())
        self.save_button = form.add_buttons(lambda: _("Note it"))
        form.submitted.connect(self.save)
        return form

    def _take(self, account_id: object) -> None:
        self._other = Id(account_id) if isinstance(account_id, bytes) else None

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, otherwise=self.other)

    def _open(self, link_id: object) -> None:
        link = self._links.get(Id(link_id)) if isinstance(link_id, bytes) else None
        if link is not None and link.other_id is not None:
            self.account_opened.emit(link.other_id)

    def _remove(self, link_id: object) -> None:
        if isinstance(link_id, bytes):
            self._context.save(
                lambda workspace: remove_account_link(workspace, Id(link_id)), said=_("Link removed")
            )


def _item(link: AccountLink) -> Item:
    return Item(
        key=link.id,
        title=link.name,
        note=link.note,
        lead=link.kind.label,
        right=_("noted on their page") if link.noted_there else "",
        action=_("Remove"),
        tooltip=_("Open the account") if link.other_id is not None else _("Not an account of this file"),
    )


def _word(kind: LinkKind) -> Text:
    return lambda: kind.label
