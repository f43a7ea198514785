"""The strip over the plan: its year and state, and what is done with it as a whole."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanVersion
from workbench.domain.plan_stand import PlanState, newest_version
from workbench.foundation.i18n import _, format_date
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Chip, ElidedLabel
from workbench.ui.kit.surfaces import Toolbar, name_widget
from workbench.ui.kit.tokens import SMALL, Tone

YEARS_BACK, YEARS_AHEAD = 4, 2
YEAR = 120
_CHIPS = {
    PlanState.DRAFT: (Tone.TEXT2, ""),
    PlanState.SUBMITTED: (Tone.ACCENT, "clock"),
    PlanState.APPROVED: (Tone.OK, "check"),
    PlanState.RETURNED: (Tone.WARN, "rotate-ccw"),
}


class PlanHead(Toolbar):
    """Year, state in words, and the buttons that hold in that state."""

    year_chosen = Signal(object)
    submit_requested = Signal()
    approve_requested = Signal()
    return_requested = Signal()
    print_requested = Signal()
    versions_requested = Signal()
    preview_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = ComboBox()
        name_widget(self.year, lambda: _("Year of the plan"))
        self.year.fit_choices()
        self.year.setMinimumWidth(YEAR)
        self.year.picked.connect(self.year_chosen)
        self.chip = Chip("")
        self.told = ElidedLabel("", size=SMALL, tone=Tone.TEXT2)
        for widget in (self.year, self.chip, self.told):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.preview_button = Button(
            "", Kind.PLAIN, icon="file-text", small=True, name=lambda: _("Preview of the paper")
        )
        self.preview_button.setCheckable(True)
        self.preview_button.clicked.connect(self.preview_toggled)
        self.versions_button = Button(lambda: _("Versions"), icon="history", small=True)
        self.versions_button.clicked.connect(self.versions_requested)
        self.print_button = Button(lambda: _("Print…"), icon="printer", small=True)
        self.print_button.clicked.connect(self.print_requested)
        self.return_button = Button(lambda: _("Return…"), icon="undo-2", small=True)
        self.return_button.clicked.connect(self.return_requested)
        self.approve_button = Button(lambda: _("Approve"), icon="check", small=True)
        self.approve_button.clicked.connect(self.approve_requested)
        self.submit_button = Button(lambda: _("Hand in"), icon="check", small=True)
        self.submit_button.clicked.connect(self.submit_requested)
        for button in (
            self.preview_button,
            self.versions_button,
            self.print_button,
            self.return_button,
            self.approve_button,
            self.submit_button,
        ):
            self.row.addWidget(button)

    def show_paper(self, paper: AccountPlanPaper) -> None:
        """Show the state of this plan."""
        changed = bool(paper.changed_since)
        this_year = paper.today.year
        years = {*range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1), paper.year}
        self.year.set_choices([(one, _("Plan {year}").format(year=one)) for one in sorted(years)])
        self.year.choose(paper.year)
        state, newest = paper.state, newest_version(paper.versions)
        tone, icon = _CHIPS[state]
        self.chip.show_state(lambda: state.label, tone=tone, icon=icon)
        self.told.say(state_sentence(state, newest, changed=changed))
        self.told.set_tone(Tone.WARN if changed and state is not PlanState.DRAFT else Tone.TEXT2)
        self.versions_button.setEnabled(bool(paper.versions))
        is_handed_in = state is PlanState.SUBMITTED
        self.return_button.setVisible(is_handed_in)
        self.approve_button.setVisible(is_handed_in)
        self.submit_button.setVisible(changed or state in (PlanState.DRAFT, PlanState.RETURNED))
        self.submit_button.say(
            (lambda: _("Hand in")) if state is PlanState.DRAFT else (lambda: _("Hand in anew"))
        )


def state_sentence(state: PlanState, newest: PlanVersion | None, *, changed: bool) -> str:
    """Who handed it in or decided when, with what remark, and whether it has changed since."""
    if newest is None:
        return _("not handed in yet")
    day = newest.made_on if state is PlanState.SUBMITTED else newest.decided_on
    who = newest.made_by if state is PlanState.SUBMITTED else newest.decided_by
    parts = [" · ".join(part for part in (format_date(day) if day else "", who) if part)]
    if newest.decision_note and state is PlanState.APPROVED:
        parts.append(_("“{reason}”").format(reason=" ".join(newest.decision_note.split())))
    if changed:
        parts.append(
            _("changed since it was approved") if state is PlanState.APPROVED else _("changed since then")
        )
    return " – ".join(part for part in parts if part)
