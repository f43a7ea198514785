"""Noting a promise on the spot: what, whose, by when; Enter keeps it."""

from PySide6.QtWidgets import QWidget

from workbench.domain.visits import Side
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.visits import PromiseInput, add_action
from workbench.ui.context import Context
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import ComboBox, TextField


class NewPromise(InlineForm):
    """A small form under the list of promises."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._account: Id | None = None
        self.text: Field[TextField] = self.add(lambda: _("The promise"), TextField(), span=2)
        self.side: Field[ComboBox] = self.add(
            lambda: _("Whose"),
            ComboBox([(Side.OURS, lambda: Side.OURS.label), (Side.THEIRS, lambda: Side.THEIRS.label)]),
        )
        self.due: Field[DateField] = self.add(lambda: _("Due on"), DateField(context.workspace.clock.today))
        self.save_button = self.add_buttons(lambda: _("Note it"))
        self.submitted.connect(self.save)

    def show_account(self, account_id: Id) -> None:
        """Note promises of this account from now on."""
        if account_id != self._account:
            self._account = account_id
            self.hide()

    def begin(self) -> None:
        """Start an empty one."""
        self.text.control.clear()
        self.due.control.clear()
        self.clear_errors()
        self.show()
        self.text.control.setFocus()

    def save(self) -> None:
        """Keep it, or say beside the field what is wrong."""
        account = self._account
        self.text.set_error("")
        self.due.set_error("" if self.due.control.readable() else _("Give a day as YYYY-MM-DD."))
        if self.due.has_error() or account is None:
            return
        promise = PromiseInput(
            self.text.control.text(), self.side.control.key(), due_on=self.due.control.day()
        )
        self._context.save(
            lambda workspace: add_action(workspace, account, promise),
            said=_("Promise noted"),
            on_done=lambda _summary: self.hide(),
            on_error=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, otherwise=self.text)
