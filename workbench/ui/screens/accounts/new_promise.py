"""Noting a promise on the spot: what, whose, by when; Enter keeps it."""

from PySide6.QtWidgets import QWidget

from workbench.domain.visits import Side
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.visits import PromiseInput, add_action
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2


class NewPromise(QWidget):
    """A small form under the list of promises."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        column = vertical(self, gap=S2)
        self.text: Field[TextField] = Field(lambda: _("The promise"), TextField())
        self.side: Field[ComboBox] = Field(
            lambda: _("Whose"),
            ComboBox([(Side.OURS, lambda: Side.OURS.label), (Side.THEIRS, lambda: Side.THEIRS.label)]),
        )
        self.due: Field[DateField] = Field(lambda: _("Due on"), DateField(context.workspace.clock.today))
        for control in (self.text.control, self.due.control):
            control.returnPressed.connect(self.save)
        row = horizontal(gap=S2)
        row.addWidget(self.side, 1)
        row.addWidget(self.due, 1)
        buttons = horizontal(gap=S2)
        self.save_button = Button(lambda: _("Note it"), small=True)
        self.save_button.clicked.connect(self.save)
        cancel = Button(lambda: _("Cancel"), small=True)
        cancel.clicked.connect(self.hide)
        buttons.addWidget(self.save_button)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addWidget(self.text)
        column.addLayout(row)
        column.addLayout(buttons)

    def show_account(self, account_id: Id) -> None:
        """Note promises of this account from now on."""
        if account_id != self._account:
            self._account = account_id
            self.hide()

    def begin(self) -> None:
        """Start an empty one."""
        self.text.control.clear()
        self.due.control.clear()
        self.text.set_error("")
        self.due.set_error("")
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
