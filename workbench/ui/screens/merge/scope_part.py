"""What goes into a file for others: everything, or the accounts of a manager, a segment, or chosen ones."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.scopes import WHOLE, Scope
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.export_scopes import ScopeChoices, count_accounts_in, list_scope_choices
from workbench.ui.account_search import AccountSearch
from workbench.ui.context import Context
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone


class Part(Enum):
    """Which accounts."""

    WHOLE = "whole"
    MANAGER = "manager"
    SEGMENT = "segment"
    ACCOUNTS = "accounts"


class ScopePart(QWidget):
    """``changed`` tells that another scope is chosen."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._names: dict[Id, str] = {}
        self._chosen: list[Id] = []
        column = vertical(self, gap=S2)
        self.part: Field[ComboBox] = Field(
            lambda: pgettext("export", "What"),
            ComboBox(
                [
                    (Part.WHOLE, lambda: _("Everything")),
                    (Part.MANAGER, lambda: _("The accounts of a manager")),
                    (Part.SEGMENT, lambda: _("The accounts of a segment")),
                    (Part.ACCOUNTS, lambda: _("Chosen accounts")),
                ]
            ),
        )
        self.part.control.picked.connect(lambda _part: self._show_part())
        self.manager: Field[ComboBox] = Field(lambda: _("Manager"), ComboBox())
        self.segment: Field[ComboBox] = Field(lambda: _("Segment"), ComboBox())
        for field in (self.manager, self.segment):
            field.control.picked.connect(lambda _key: self._tell())
        self.search = AccountSearch(context, key="export-accounts", parent=self)
        self.search.taken.connect(self.add_account)
        self.accounts = ItemList(lambda: _("Chosen accounts"), fit=True, padding=2, pane=True)
        self.accounts.action_requested.connect(self._remove)
        for widget in (
            *(self.part, self.manager, self.segment),
            *(self.search.field, self.search.hits, self.accounts),
        ):
            column.addWidget(widget)
        self.narrow = CheckBox(lambda: _("Visits, contact log and sales of a period only"))
        self.narrow.toggled.connect(self._show_days)
        column.addWidget(self.narrow)
        self.days = Form()
        today = context.workspace.clock.today
        self.first: Field[DateField] = self.days.add(lambda: _("From"), DateField(today))
        self.last: Field[DateField] = self.days.add(lambda: _("To, included"), DateField(today))
        for day in (self.first, self.last):
            day.control.day_changed.connect(lambda _day: self._tell())
        column.addWidget(self.days)
        self.count = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.count)
        self._show_part()
        self.days.hide()

    def begin(self, accounts: Sequence[tuple[Id, str]] = ()) -> None:
        """Read what can be chosen; ``accounts``, with their names, are chosen already."""
        self._chosen = [row_id for row_id, _name in accounts]
        self._names = dict(accounts)
        self.part.control.choose(Part.ACCOUNTS if accounts else Part.WHOLE)
        self._show_part()
        self._context.read(list_scope_choices, self._show_choices, key="export-choices")

    def scope(self) -> Scope | None:
        """What is chosen; ``None`` while something is missing, which is said beside its field."""
        part = self.part.control.key()
        first = self.first.control.day() if self.narrow.isChecked() else None
        last = self.last.control.day() if self.narrow.isChecked() else None
        self.last.set_error("")
        if first is not None and last is not None and last < first:
            self.last.set_error(lambda: _("The last day is before the first one."))
            return None
        if part is Part.MANAGER:
            key = self.manager.control.key()
            self.manager.set_error("" if key else (lambda: _("Nobody looks after an account yet.")))
            return Scope(manager_ids=frozenset({key}), first=first, last=last) if key else None
        if part is Part.SEGMENT:
            key = self.segment.control.key()
            self.segment.set_error("" if key else (lambda: _("No account belongs to a segment yet.")))
            return Scope(segments=frozenset({key}), first=first, last=last) if key else None
        if part is Part.ACCOUNTS:
            self.search.field.set_error("" if self._chosen else (lambda: _("Choose at least one account.")))
            chosen = frozenset(self._chosen)
            return Scope(account_ids=chosen, first=first, last=last) if chosen else None
        return Scope(first=first, last=last) if first or last else WHOLE

    def add_account(self, account_id: object) -> None:
        """Take an account in."""
        if isinstance(account_id, bytes) and account_id not in self._chosen:
            wanted = Id(account_id)
            self._chosen.append(wanted)
            self._names[wanted] = self.search.field.control.text()
        self.search.clear()
        self.search.field.set_error("")
        self._show_accounts()
        self._tell()

    def _remove(self, account_id: object) -> None:
        self._chosen = [one for one in self._chosen if one != account_id]
        self._show_accounts()
        self._tell()

    def _show_part(self) -> None:
        part = self.part.control.key()
        self.manager.setVisible(part is Part.MANAGER)
        self.segment.setVisible(part is Part.SEGMENT)
        self.search.field.setVisible(part is Part.ACCOUNTS)
        self.search.hits.setVisible(part is Part.ACCOUNTS)
        self._show_accounts()
        self._tell()

    def _show_accounts(self) -> None:
        self.accounts.set_items(
            [Item(key=one, title=self._names.get(one, ""), action=_("Remove")) for one in self._chosen]
        )
        self.accounts.setVisible(self.part.control.key() is Part.ACCOUNTS and bool(self._chosen))

    def _show_days(self, narrow: bool) -> None:
        self.days.setVisible(narrow)
        self._tell()

    def _show_choices(self, choices: ScopeChoices) -> None:
        self.manager.control.set_choices([(row_id, name) for row_id, name in choices.managers])
        self.segment.control.set_choices([(name, name) for name in choices.segments])
        self._names = {**self._names, **dict(choices.accounts)}
        self._show_accounts()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        scope = self.scope() if self._chosen or self.part.control.key() is not Part.ACCOUNTS else None
        if scope is None:
            self.count.hide()
            return
        wanted = scope
        self._context.read(
            lambda workspace: count_accounts_in(workspace, wanted), self._show_count, key="export-count"
        )

    def _show_count(self, count: int) -> None:
        self.count.show()
        self.count.say(
            lambda: ngettext(
                "{count} account with all that belongs to it.",
                "{count} accounts with all that belongs to them.",
                count,
            ).format(count=format_number(count))
        )
