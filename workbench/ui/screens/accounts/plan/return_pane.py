"""A plan goes back with the reason: what is to be done before it is handed in anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.plan_records import PlanDecision
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.plan_versions import decide_plan
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.surfaces import SidePane, horizontal


class ReturnPane(SidePane):
    """Asks for the reason; without one the plan does not go back."""

    returned = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Return the plan"), width=340, parent=parent)
        self._context = context
        self._version: Id | None = None
        self.reason: Field[TextArea] = Field(
            lambda: _("Why"),
            TextArea(lines=6),
            note=lambda: _("Whoever wrote it reads this over the plan."),
        )
        self.column.addWidget(self.reason)
        row = horizontal()
        self.return_button = Button(lambda: _("Return the plan"), Kind.PRIMARY)
        self.return_button.clicked.connect(self.send_back)
        row.addWidget(self.return_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, version_id: Id) -> None:
        """Ask for the reason why this version goes back."""
        self._version = version_id
        self.reason.set_error("")
        self.reason.control.setText("")
        self.show()
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def send_back(self) -> None:
        """Return the plan, or say that the reason is missing."""
        version = self._version
        if version is None:
            return
        reason = self.reason.control.text()
        self._context.save(
            lambda workspace: decide_plan(workspace, version, PlanDecision.RETURNED, reason),
            said=_("The plan is returned"),
            on_done=lambda _summary: self._done(),
            on_error=self._refused,
        )

    def _done(self) -> None:
        self.reason.control.setText("")
        self.close_pane()
        self.returned.emit()

    def _refused(self, error: Exception) -> None:
        self._context.show_error(error, otherwise=self.reason)
