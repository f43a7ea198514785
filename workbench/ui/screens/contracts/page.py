"""The contracts: the list under the line of their ends, one contract, and the templates."""

from collections.abc import Sequence
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contract_states import ContractState
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id, id_text
from workbench.services.accounts import find_account
from workbench.services.contract_board import ContractRow, list_contract_rows
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Chip
from workbench.ui.kit.surfaces import name_widget, vertical
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import ContractDetail, Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.contracts.list_view import ContractsList
from workbench.ui.screens.contracts.words import STATE_MARKS, contract_name, days_left_words

if TYPE_CHECKING:
    from workbench.services.contract_view import ContractView
    from workbench.ui.screens.contracts.editor import ContractEditor
    from workbench.ui.screens.contracts.templates_view import TemplatesView

TOPICS = frozenset(
    {
        *("contract", "contract_clause", "contract_value", "contract_line", "contract_event"),
        *("contract_amendment", "contract_duty", "contract_template", "template_version"),
        *("account", "manager", "attachment", "policy"),
    }
)


class Mode(Enum):
    """What the page shows."""

    LIST = "list"
    CONTRACT = "contract"
    TEMPLATES = "templates"


class ContractsPage(Page):
    """The list, and over it one contract or the templates."""

    page_id = PageId.CONTRACTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: Sequence[ContractRow] | None = None
        self._mode = Mode.LIST
        self._editor: ContractEditor | None = None
        self._templates: TemplatesView | None = None
        self._make_header()
        self.list = ContractsList(context)
        self.list.opened.connect(self._go)
        self.list.account_requested.connect(self._go_to_account)
        first = Button(lambda: _("New contract"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.new_thing)
        second = Button(lambda: _("Look at the templates"))
        second.clicked.connect(self._show_templates)
        self.nothing = EmptyState(
            "file-text",
            lambda: _("No contract yet"),
            lambda: _(
                "Draft one from a template, or note one that is on the customer's own paper. "
                "What ends soon and what is to be delivered and paid is then told in time."
            ),
            (first, second),
        )
        self._stack = QStackedWidget()
        for widget in (self.nothing, self.list):
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(self.list)
        vertical(self).addWidget(self._stack)

    @property
    def editor(self) -> "ContractEditor":
        """What shows one contract; made when it is first wanted."""
        if self._editor is None:
            from workbench.ui.screens.contracts.editor import ContractEditor

            editor = self._editor = ContractEditor(self._context)
            editor.shown.connect(self._tell_header)
            editor.gone.connect(self._back)
            editor.left.connect(self._back)
            editor.renewed.connect(self._go)
            editor.account_requested.connect(self._go_to_account)
            self._stack.addWidget(editor)
        return self._editor

    @property
    def templates(self) -> "TemplatesView":
        """The library of templates; made when it is first wanted."""
        if self._templates is None:
            from workbench.ui.screens.contracts.templates_view import TemplatesView

            self._templates = TemplatesView(self._context)
            self._stack.addWidget(self._templates)
        return self._templates

    def _make_header(self) -> None:
        self.back_button = Button(lambda: _("All contracts"), icon="arrow-left")
        self.back_button.clicked.connect(self._back)
        self.managers = ComboBox([(None, lambda: _("Everybody"))])
        self.managers.fit_choices()
        name_widget(self.managers, lambda: _("Whose contracts"))
        self.managers.picked.connect(lambda _key: self._show_rows())
        self.state = Chip("")
        self.templates_button = Button(lambda: _("Templates"), icon="copy")
        self.templates_button.clicked.connect(self._show_templates)
        self.new_button = Button(lambda: _("New contract"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)
        self.delete_button = Button("", Kind.PLAIN, icon="trash-2", name=lambda: _("Delete the contract"))
        self.delete_button.clicked.connect(lambda: self.editor.delete())
        self.check_button = Button(lambda: _("Check"), icon="square-check", hint="F7")
        self.check_button.clicked.connect(lambda: self.editor.check())
        self.document_button = Button(lambda: _("Make document…"), icon="printer")
        self.document_button.clicked.connect(lambda: self.editor.print_document())
        self.new_template_button = Button(lambda: _("New template"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_template_button.clicked.connect(lambda: self.templates.begin())
        self._by_mode = {
            Mode.LIST: (self.managers, self.templates_button, self.new_button),
            Mode.CONTRACT: (self.state, self.check_button, self.document_button),
            Mode.TEMPLATES: (self.back_button, self.new_template_button),
        }
        self._show_buttons()

    def title(self) -> str:
        view = self._view()
        if view is not None:
            return view.contract.title or contract_name(view.contract)
        if self._mode is Mode.TEMPLATES:
            return _("Contract templates")
        return pgettext("page", "Contracts")

    def subtitle(self) -> str:
        view = self._view()
        if self._mode is Mode.CONTRACT:
            if view is None:
                return ""
            parts = (view.contract.number, view.account.short, _end_words(view))
            return " · ".join(part for part in parts if part)
        if self._mode is Mode.TEMPLATES or self._rows is None:
            return ""
        count = sum(row.state.is_running for row in self.list.kept())
        return ngettext("{count} running", "{count} running", count).format(count=format_number(count))

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.state, self.managers)

    def header_actions(self) -> Sequence[QWidget]:
        return (
            *(self.delete_button, self.templates_button, self.check_button, self.document_button),
            *(self.back_button, self.new_template_button, self.new_button),
        )

    def destination(self) -> Destination:
        if self._mode is Mode.CONTRACT:
            return Destination(PageId.CONTRACTS, item=self.editor.contract_id())
        if self._mode is Mode.TEMPLATES:
            return Destination(PageId.CONTRACTS, view=ContractDetail.TEMPLATES)
        return Destination(PageId.CONTRACTS)

    def open(self, destination: Destination) -> None:
        if destination.view is ContractDetail.TEMPLATES:
            self._turn(Mode.TEMPLATES)
        elif destination.item is not None:
            self.editor.show_contract(destination.item)
            self._turn(Mode.CONTRACT)
        else:
            was, self._mode = self._mode, Mode.LIST
            if was is not Mode.LIST:
                self._show_rows()
            self._turn(Mode.LIST)
            if destination.subject is not None:
                self._begin(destination.subject)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is not None and not topics & TOPICS:
            return
        self._context.read(list_contract_rows, self._show, key="contracts")
        if self._mode is Mode.CONTRACT:
            self.editor.read()
        elif self._mode is Mode.TEMPLATES:
            self.templates.read()

    def retranslate(self) -> None:
        self.list.retranslate()
        self._tell_header()

    def help_topic(self) -> str:
        return "templates" if self._mode is Mode.TEMPLATES else super().help_topic()

    def keys(self) -> Sequence[tuple[str, str]]:
        if self._mode is Mode.CONTRACT:
            return self.editor.keys()
        return self.templates.keys() if self._mode is Mode.TEMPLATES else ()

    def new_thing(self) -> bool:
        if self._mode is Mode.TEMPLATES:
            self.templates.begin()
        else:
            self._turn(Mode.LIST)
            self._begin(None)
        return True

    def edit_thing(self) -> bool:
        row = self.list.table.current_row()
        if self._mode is Mode.LIST and row is not None:
            self._go(row.contract.id)
            return True
        return False

    def find_here(self) -> bool:
        if self._mode is Mode.LIST:
            self.list.bar.search.setFocus()
        return self._mode is Mode.LIST

    def take_keyboard(self) -> bool:
        if self._editor is None or self._mode is not Mode.CONTRACT:
            return False
        self._editor.take_keyboard()
        return True

    def close_innermost(self) -> bool:
        if self._mode is Mode.LIST:
            return self.list.close_innermost()
        if self._mode is Mode.CONTRACT and self.editor.close_innermost():
            return True
        if self._mode is Mode.TEMPLATES and self.templates.close_innermost():
            return True
        self._back()
        return True

    def print_here(self) -> bool:
        return self._mode is Mode.CONTRACT and self.editor.print_document()

    def _view(self) -> "ContractView | None":
        return self._editor.view if self._editor is not None and self._mode is Mode.CONTRACT else None

    def _show(self, rows: Sequence[ContractRow]) -> None:
        if self._rows is None:
            # What one contract needs is loaded while the list is looked at.
            self._context.read(lambda _workspace: _load_editor(), lambda _nothing: None, key="load-contract")
        self._rows = rows
        chosen = self.managers.key()
        names = {row.contract.manager_id: row.manager_name for row in rows if row.contract.manager_id}
        people = sorted(names.items(), key=lambda one: one[1])
        self.managers.set_choices([(None, lambda: _("Everybody")), *people])
        self.managers.choose(chosen)
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self._rows
        if rows is None:
            return
        # While one contract is changed, the list behind it is not laid out each time.
        if self._mode is Mode.LIST:
            self.list.show_rows(rows, self.managers.key())
            self._turn(Mode.LIST)

    def _turn(self, mode: Mode) -> None:
        self._mode = mode
        bare = mode is Mode.LIST and self._rows is not None and not self._rows
        if bare and self.list.new_pane.isHidden():
            self._stack.setCurrentWidget(self.nothing)
        else:
            widget: QWidget = self.list
            if mode is not Mode.LIST:
                widget = self.editor if mode is Mode.CONTRACT else self.templates
            self._stack.setCurrentWidget(widget)
        self._tell_header()

    def _tell_header(self) -> None:
        self._show_buttons()
        view = self._view()
        if view is not None:
            state = view.life.state
            mark = STATE_MARKS[state]
            tone = (
                Tone.OK
                if state is ContractState.IN_FORCE
                else Tone.ACCENT
                if not state.is_fixed
                else Tone.TEXT2
            )
            self.state.show_state(
                lambda: state.label, tone=tone, icon="" if mark.shape in _SHAPES else mark.shape
            )
        self.header_changed.emit()

    def _show_buttons(self) -> None:
        shown = self._by_mode[self._mode]
        for button in {one for some in self._by_mode.values() for one in some}:
            _show(button, button in shown)
        view = self._view()
        _show(self.delete_button, view is not None and not view.events)
        if view is not None:
            _show(self.check_button, not view.life.is_fixed)

    def _begin(self, account_id: Id | None) -> None:
        self._stack.setCurrentWidget(self.list)
        if account_id is None:
            self.list.begin()
            return
        self._context.read(
            lambda workspace: find_account(workspace, id_text(account_id)).short,
            lambda name: self.list.begin(account_id, name),
            key="contract-account",
        )

    def _go(self, contract_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.CONTRACTS, item=contract_id))

    def _go_to_account(self, account_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))

    def _show_templates(self) -> None:
        self.navigation_requested.emit(Destination(PageId.CONTRACTS, view=ContractDetail.TEMPLATES))

    def _back(self) -> None:
        self.navigation_requested.emit(Destination(PageId.CONTRACTS))


def _load_editor() -> None:
    for name in ("editor", "templates_view"):
        import_module(f"workbench.ui.screens.contracts.{name}")


def _end_words(view: "ContractView") -> str:
    return days_left_words(view.life.days_left) if view.life.state.is_running else ""


def _show(widget: QWidget, on: bool) -> None:
    # Shown before it has a parent it would be a window of its own, and take the focus.
    if not on or widget.parentWidget() is not None:
        widget.setVisible(on)


_SHAPES = frozenset({"disc", "half", "ring", "dot"})
