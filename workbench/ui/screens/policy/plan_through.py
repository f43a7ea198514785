"""Planning the next quarter through under the draft, on demand: what finds a place, and what does not."""

from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import _, format_number
from workbench.foundation.ids import Id
from workbench.services.visit_plan_through import PlannedThrough, PlannedTier, plan_through
from workbench.services.what_if import WhatIf
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.tasks import Job

KEY = "policy-plan-through"


class PlanThroughBlock(QWidget):
    """For whom, a button, how far it is, and the answer by tier; a newer draft takes the answer away."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: WhatIf | None = None
        self._job: Job | None = None
        column = vertical(self, gap=S2)
        column.addWidget(SectionHeader(lambda: _("Plan it through")))
        self.about = Label(
            lambda: _("Plans the next quarter as the calendar would, before and after. Nothing is stored."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        column.addWidget(self.about)
        row = horizontal(gap=S2)
        self.whom = ComboBox([(None, lambda: _("Everybody"))], small=True)
        self.whom.setAccessibleName(_("For whom"))
        self.plan_button = Button(lambda: _("Plan it through"), icon="route", small=True)
        self.plan_button.clicked.connect(self.plan)
        self.cancel_button = Button(lambda: _("Cancel"), small=True)
        self.cancel_button.clicked.connect(self.cancel)
        self.cancel_button.hide()
        row.addWidget(self.whom, 1)
        row.addWidget(self.plan_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.hide()
        column.addWidget(self.progress)
        self.tiers = ItemList(lambda: _("Placed and left out"), fit=True, padding=0, pane=True)
        self.weeks = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        for widget in (self.tiers, self.weeks):
            column.addWidget(widget)
            widget.hide()

    def show_found(self, found: WhatIf) -> None:
        """Plan for this draft from now on; what was planned for another says nothing any more."""
        same = self._found is not None and self._found.then is found.then
        self._found = found
        if not same:
            self.cancel()
            self.tiers.hide()
            self.weeks.hide()
        everybody = [(None, lambda: _("Everybody"))]
        people: list[Manager] = [one.manager for one in found.people]
        self.whom.set_choices([*everybody, *((one.id, one.name) for one in people)])

    def plan(self) -> None:
        """Plan in the background."""
        found = self._found
        if found is None:
            return
        whom: Id | None = self.whom.key()
        workspace = self._context.workspace

        def work(job: Job) -> PlannedThrough:
            return plan_through(
                workspace,
                found.ground,
                found.then.policy,
                manager_ids=None if whom is None else [whom],
                on_step=job.progress,
            )

        self._set_busy(True)
        self._job = self._context.tasks.run_read(
            work, self._show, self._fail, key=KEY, label=_("Planning"), on_progress=self._show_progress
        )

    def cancel(self) -> None:
        """Stop planning."""
        if self._job is not None:
            self._context.tasks.drop(KEY)
            self._job = None
            self._set_busy(False)

    def _show(self, planned: PlannedThrough) -> None:
        self._job = None
        self._set_busy(False)
        self.tiers.set_items(
            [_tier_item(one) for one in planned.tiers]
            or [Item(key=None, title=_("The next quarter asks for no visit"))]
        )
        self.tiers.show()
        now, then = planned.full_weeks_now, len(planned.full_weeks)
        self.weeks.say(
            lambda: _("Weeks of people without a free place: {weeks}").format(
                weeks=str(then) if now == then else f"{now} → {then}"
            )
        )
        self.weeks.show()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self._set_busy(False)
        if not isinstance(error, Cancelled):
            self._context.show_error(error)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _set_busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.plan_button.setVisible(not busy)


def _tier_item(one: PlannedTier) -> Item:
    left_now, left_then = one.now.required - one.now.placed, one.then.required - one.then.placed
    left = _both(left_now, left_then)
    return Item(
        key=one.tier,
        title=one.tier.label if one.tier else _("Without tier"),
        note=_("{placed} placed").format(placed=_both(one.now.placed, one.then.placed)),
        right=_("{count} left out").format(count=left),
        right_tone=Tone.DANGER if left_then else Tone.TEXT2,
    )


def _both(now: int, then: int) -> str:
    before, after = format_number(now), format_number(then)
    return before if now == then else f"{before} → {after}"
