"""What to plan: from when to when, and for whom; runs with progress and Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.errors import BadInput, Cancelled
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.accounts import list_managers
from workbench.services.period_plans import plan_period
from workbench.services.planning import next_quarter
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.tasks import Job


class PlanPane(SidePane):
    """The parameters of a plan. ``planned`` carries the ``PeriodPlan``; nothing is written yet."""

    planned = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Plan a period"), parent=parent)
        self._context = context
        self._job: Job | None = None
        clock = context.workspace.clock
        start, end = next_quarter(clock.today())
        self.start: Field[DateField] = Field(lambda: _("From"), DateField(clock.today))
        self.end: Field[DateField] = Field(lambda: _("To"), DateField(clock.today))
        self.start.control.set_day(start)
        self.end.control.set_day(end)
        self.whom: Field[ComboBox] = Field(lambda: _("For whom"), ComboBox([(None, lambda: _("Everybody"))]))
        self.column.addWidget(
            Label(
                lambda: _(
                    "Every visit that the frequency policy requires gets the working day nearest to its "
                    "ideal one, within the daily capacity. You see the difference before anything is written."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        for field in (self.start, self.end, self.whom):
            self.column.addWidget(field)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.hide()
        self.column.addWidget(self.progress)
        row = horizontal(gap=S2)
        self.cancel_button = Button(lambda: _("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        self.cancel_button.hide()
        self.plan_button = Button(lambda: _("Plan"), Kind.PRIMARY)
        self.plan_button.clicked.connect(self.plan)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.plan_button)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def showEvent(self, event: object) -> None:
        self._context.read(list_managers, self._offer, key="plan-managers")

    def setFocus(self) -> None:  # type: ignore[override]
        """Begin at the first field."""
        self.start.control.setFocus()

    def plan(self) -> None:
        """Plan in the background."""
        start, end = self.start.control.day(), self.end.control.day()
        self.start.set_error("" if start else _("Give a day as YYYY-MM-DD."))
        self.end.set_error("" if end else _("Give a day as YYYY-MM-DD."))
        if start is None or end is None:
            return
        whom: Id | None = self.whom.control.key()
        workspace = self._context.workspace

        def work(job: Job) -> object:
            chosen = None if whom is None else [whom]
            return plan_period(workspace, start, end, manager_ids=chosen, on_step=job.progress)

        self._set_busy(True)
        self._job = self._context.tasks.run_read(
            work,
            self._done,
            self._failed,
            key="plan",
            label=_("Planning"),
            on_progress=self._show_progress,
        )

    def cancel(self) -> None:
        """Stop planning; nothing was written."""
        if self._job is not None:
            self._job.cancel()

    def close_pane(self) -> None:
        """Closing stops the work."""
        self.cancel()
        super().close_pane()

    def _offer(self, managers: tuple[Manager, ...]) -> None:
        choices = [(None, lambda: _("Everybody"))]
        self.whom.control.set_choices([*choices, *((one.id, one.name) for one in managers)])

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _done(self, planned: object) -> None:
        self._set_busy(False)
        self.planned.emit(planned)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, BadInput):
            (self.start if error.where == "start" else self.end).set_error(error.message)
        elif not isinstance(error, Cancelled):
            self._context.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.plan_button.setEnabled(not busy)
