"""Choosing an account by typing: name, pinyin, code, or a person there; Enter takes the first found."""

from PySide6.QtCore import QObject, Signal

from workbench.domain.search_text import SearchHit
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.search import search
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.suggest_field import SuggestField, Suggestion

HITS, SUGGESTED = 8, 24


def suggest_accounts(context: Context, field: SuggestField, *, key: str) -> None:
    """Let ``field`` propose accounts by name, pinyin and code; ``key`` tells its questions from others."""

    def ask(text: str) -> None:
        context.read(lambda workspace: search(workspace, text, SUGGESTED, kinds=("account",)), show, key=key)

    def show(hits: tuple[SearchHit, ...]) -> None:
        field.set_suggestions([Suggestion(hit.id, hit.label, hit.detail) for hit in hits])

    field.asked.connect(ask)


class AccountSearch(QObject):
    """A field and the list under it; ``taken`` gives the account. ``key`` tells its questions from others."""

    taken = Signal(object)

    def __init__(self, context: Context, *, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._key = context, key
        self.account_id: Id | None = None
        self._names: dict[Id, str] = {}
        self.field: Field[SearchField] = Field(
            lambda: _("Account"), SearchField(lambda: _("Name, pinyin, code"))
        )
        self.field.control.textEdited.connect(self._search)
        self.field.control.returnPressed.connect(self._take_first)
        self.hits = ItemList(lambda: _("Accounts found"), fit=True, padding=2, pane=True)
        self.hits.opened.connect(self._take)

    def clear(self) -> None:
        """Nothing is typed and nothing chosen."""
        self.account_id = None
        self.field.control.clear()
        self.hits.set_items(())

    def _search(self, text: str) -> None:
        self.account_id = None
        self._context.read(
            lambda workspace: search(workspace, text, HITS, kinds=("account", "contact")),
            self._show_hits,
            key=self._key,
        )

    def _show_hits(self, hits: tuple[SearchHit, ...]) -> None:
        self._names = {}
        items = []
        for hit in hits:
            account = hit.account_id or hit.id
            if account not in self._names:
                name = hit.account or hit.label
                self._names[account] = name
                items.append(Item(key=account, title=name, note=hit.label if hit.account else hit.detail))
        if not items and self.field.control.text().strip():
            items.append(Item(key=None, title=_("Nothing found. Try pinyin, initials or a code.")))
        self.hits.set_items(items)

    def _take_first(self) -> None:
        first = next(iter(self._names), None)
        if first is not None:
            self._take(first)

    def _take(self, account: Id | None) -> None:
        if account is None:
            return
        self.account_id = account
        self.field.control.setText(self._names.get(account, ""))
        self.field.set_error("")
        self.hits.set_items(())
        self.taken.emit(account)
