"""The section "Plan" of an account: outline, document and preview, with panes for what one does with it."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanDecision, PlanPart
from workbench.domain.plan_stand import Missing, PlanState, newest_version
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, in_a_row
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.plan_texts import confirm_part, fill_parts
from workbench.services.plan_versions import decide_plan, submit_plan
from workbench.ui.context import Context
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Banner, SidePane, horizontal, vertical
from workbench.ui.kit.tokens import S6, Tone
from workbench.ui.screens.accounts.plan.document import WIDTH as SHEET
from workbench.ui.screens.accounts.plan.document import PlanDocument
from workbench.ui.screens.accounts.plan.head import PlanHead
from workbench.ui.screens.accounts.plan.objectives_body import ObjectivesBody
from workbench.ui.screens.accounts.plan.outline import WIDTH as OUTLINE
from workbench.ui.screens.accounts.plan.outline import PlanOutline
from workbench.ui.screens.accounts.plan.part_block import PartBlock
from workbench.ui.screens.accounts.plan.plan_data import PlanData, read_plan
from workbench.ui.screens.accounts.plan.preview import PlanPreview
from workbench.ui.screens.accounts.plan.return_pane import ReturnPane
from workbench.ui.screens.accounts.plan.reviews_body import ReviewsBody
from workbench.ui.screens.accounts.plan.risks_body import RisksBody
from workbench.ui.screens.accounts.plan.suggestions_pane import SuggestionsPane
from workbench.ui.screens.accounts.plan.team_body import TeamBody
from workbench.ui.screens.accounts.plan.versions_pane import PlanVersionsPane
from workbench.ui.screens.accounts.plan.visits_body import VisitsBody
from workbench.ui.screens.accounts.plan.writer import PlanWriter
from workbench.ui.screens.accounts.plan_print import preview_plan

Pane = TypeVar("Pane", bound=SidePane)
# From this width on the preview stands open by itself.
ROOM_FOR_PREVIEW = 1400
# With less left for the document the outline gives way to what stands at the right.
ROOM_FOR_DOCUMENT = 760
LEAST, MOST = 400, 720


class PlanSection(QWidget):
    """Reads the plan of the account and year, and keeps what is typed into it."""

    section_requested = Signal(str, object)
    """Where something is edited that the plan shows: the name of a section, and a record of it."""
    visit_opened = Signal(object)
    schedule_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: AccountView | None = None
        self._year: int | None = None
        self._asked_year: int | None = None
        self.data: PlanData | None = None
        self._preview_wanted: bool | None = None
        self.writer = PlanWriter(context, self)
        column = vertical(self)
        self.head = PlanHead()
        column.addWidget(self.head)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.reason = Banner(mark=Mark("rotate-ccw", Tone.WARN))
        column.addWidget(self.reason)
        self._row = row = horizontal(gap=0)
        column.addLayout(row, 1)
        self.outline = PlanOutline()
        self.objectives = ObjectivesBody(context)
        self.document = self._make_document()
        self.panes: list[SidePane] = []
        row.addWidget(self.outline)
        row.addWidget(self.document, 1)
        self._connect()

    # What stands beside the document is made when it is first looked at.

    @cached_property
    def preview(self) -> PlanPreview:
        """The page of the paper."""
        preview = PlanPreview(self._context)
        preview.follow(self.writer.unsaved)
        preview.hide()
        self._row.insertWidget(2, preview)
        self.document.part_changed.connect(preview.show_part)
        self.writer.entered.connect(preview.show_part)
        self.writer.typed.connect(lambda _part: preview.typed())
        if self.data is not None:
            preview.show_paper(self.data.paper)
        return preview

    @cached_property
    def return_pane(self) -> ReturnPane:
        """Asks why the plan goes back."""
        return self._add_pane(ReturnPane(self._context))

    @cached_property
    def suggestions(self) -> SuggestionsPane:
        """What the data suggest doing."""
        return self._add_pane(SuggestionsPane(self._context))

    @cached_property
    def versions(self) -> PlanVersionsPane:
        """What was handed in, and what differs."""
        return self._add_pane(PlanVersionsPane(self._context))

    def show_view(self, view: AccountView) -> None:
        """Show the plan of another account, or of the same one changed."""
        if self._view is None or self._view.account.id != view.account.id:
            self.writer.keep_all()
            self._year, self.data = self._asked_year, None
            self.banner.show_text("")
            self._close_panes()
        self._view, self._asked_year = view, None
        self._read()

    def show_year(self, year: int) -> None:
        """Show the plan of this year, of the account that is shown or is about to be."""
        self._asked_year = year
        if self._view is not None:
            self.go_to_year(year)

    def go_to_year(self, year: int) -> None:
        """Show the plan of another year."""
        self.writer.keep_all()
        self._year = year
        self._close_panes()
        self._read()

    def add(self) -> None:
        """Begin a new objective."""
        self.document.go_to(PlanPart.OBJECTIVES, enter=True)

    def edit(self) -> None:
        """Put the cursor into the part that is looked at."""
        self.document.go_to(self.document.current() or PlanPart.SUMMARY, enter=True)

    def close_innermost(self) -> bool:
        """Close the pane that is open; False if none is."""
        opened = next((pane for pane in self.panes if pane.isVisible()), None)
        if opened is None:
            return False
        opened.close_pane()
        return True

    def submit(self) -> None:
        """Hand the plan in as it stands."""
        plan = self._plan()
        if plan is None:
            return
        account, year = plan
        self.writer.keep_all()
        self._context.save(
            lambda workspace: submit_plan(workspace, account, year),
            said=_("The plan is handed in"),
            on_error=self._refused,
        )

    def approve(self) -> None:
        """Approve what was handed in."""
        newest = newest_version(self.data.paper.versions) if self.data is not None else None
        if newest is None:
            return
        self._context.save(
            lambda workspace: decide_plan(workspace, newest.id, PlanDecision.APPROVED),
            said=_("The plan is approved"),
            on_error=self._refused,
        )

    def ask_reason(self) -> None:
        """Open the pane that returns the plan with its reason."""
        newest = newest_version(self.data.paper.versions) if self.data is not None else None
        if newest is not None:
            self._close_panes()
            self.return_pane.begin(newest.id)
            self._arrange()

    def show_versions(self) -> None:
        """Open the pane of versions and their differences."""
        if self.data is not None:
            self._close_panes()
            self.versions.begin(self.data.paper)
            self._arrange()

    def show_suggestions(self, objective_id: Id | None) -> None:
        """Open what the data suggest, for an objective."""
        if self.data is not None:
            self._close_panes()
            self.suggestions.begin(self.data.paper, objective_id)
            self._arrange()

    def print_plan(self) -> bool:
        """Preview the whole paper of the year shown; False while there is none."""
        if self.data is None:
            return False
        self.writer.keep_all()
        preview_plan(self._context, self, self.data.paper.account, self.data.paper.year)
        return True

    def show_preview(self, on: bool) -> None:
        """Show or hide the page of the paper beside the document."""
        self._preview_wanted = on
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _make_document(self) -> PlanDocument:
        self.visits = VisitsBody()
        self.visits.visit_opened.connect(self.visit_opened)
        self.visits.schedule_requested.connect(self.schedule_requested)
        document = PlanDocument(
            self.writer,
            {
                PlanPart.OBJECTIVES: lambda: self.objectives,
                PlanPart.VISITS: lambda: self.visits,
                PlanPart.TEAM: lambda: TeamBody(self._context),
                PlanPart.RISKS: lambda: RisksBody(self._context),
                PlanPart.REVIEWS: lambda: ReviewsBody(self._context),
            },
        )
        document.connected = self._connect_block
        return document

    def _connect(self) -> None:
        self.head.year_chosen.connect(self.go_to_year)
        self.head.submit_requested.connect(self.submit)
        self.head.approve_requested.connect(self.approve)
        self.head.return_requested.connect(self.ask_reason)
        self.head.print_requested.connect(self.print_plan)
        self.head.versions_requested.connect(self.show_versions)
        self.head.preview_toggled.connect(self.show_preview)
        self.objectives.suggestions_requested.connect(self.show_suggestions)
        # By key one goes there to write, by mouse to look.
        self.outline.part_requested.connect(
            lambda part: self.document.go_to(part, enter=self.outline.parts.by_keyboard)
        )
        self.outline.mend_requested.connect(self._mend)
        self.document.part_changed.connect(self.outline.show_current)
        self.writer.entered.connect(self.outline.show_current)
        self.writer.brought_back.connect(
            lambda: self.banner.show_text(
                lambda: _("What you typed before the program ended has been brought back.")
            )
        )

    def _connect_block(self, block: PartBlock) -> None:
        block.confirmed.connect(self._confirm)
        block.taken.connect(self._take_again)
        block.section_requested.connect(self.section_requested)

    def _plan(self) -> tuple[Id, int] | None:
        return (self.data.paper.account.id, self.data.paper.year) if self.data is not None else None

    def _read(self) -> None:
        view, year = self._view, self._year
        if view is not None:
            account = view.account.id
            self._context.read(
                lambda workspace: read_plan(workspace, account, year), self._show, key="account-plan"
            )

    def _show(self, data: PlanData) -> None:
        paper = data.paper
        if self._view is None or paper.account.id != self._view.account.id:
            return
        is_other = self.data is None or self.data.paper.year != paper.year
        self.data, self._year = data, paper.year
        self.head.show_paper(paper)
        self.reason.show_text(_reason(paper))
        self.outline.show_paper(paper)
        self.writer.show_texts(paper.account.id, paper.year, paper.texts, data.draft)
        self.visits.show_required(data.required)
        self.document.show_paper(paper, data.proposals)
        if is_other:
            self.document.verticalScrollBar().setValue(0)
        for pane in self.panes:
            if isinstance(pane, SuggestionsPane | PlanVersionsPane) and pane.isVisible():
                pane.show_paper(paper)
        if self._has_preview():
            self.preview.show_paper(paper)
        self._arrange()

    def _confirm(self, part: PlanPart) -> None:
        plan = self._plan()
        if plan is None:
            return
        account, year = plan
        self.writer.keep(part)
        self._context.save(
            lambda workspace: confirm_part(workspace, account, year, part),
            said=_("{part} confirmed today").format(part=part.label),
        )

    def _take_again(self, part: PlanPart) -> None:
        plan = self._plan()
        if plan is None:
            return
        account, year = plan
        # What was typed is stored first, so that Undo brings it back.
        self.writer.keep(part)
        self._context.save(
            lambda workspace: fill_parts(workspace, account, year, [part]), said=_("Taken from the data")
        )

    def _mend(self, missing: object) -> None:
        if not isinstance(missing, Missing):
            return
        card = self.objectives.card_of(missing.objective_id) if missing.objective_id else None
        self.document.go_to(missing.part, enter=card is None)
        if card is not None:
            self.document.ensureWidgetVisible(card)
            card.entry.setFocus()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.banner.show_text(in_a_row(error.message, error.hint))
        else:
            self._context.show_error(error)

    def _add_pane(self, pane: Pane) -> Pane:
        pane.hide()
        pane.closed.connect(self._arrange)
        self._row.addWidget(pane)
        self.panes.append(pane)
        return pane

    def _has_preview(self) -> bool:
        return "preview" in self.__dict__

    def _close_panes(self) -> None:
        for pane in self.panes:
            pane.hide()

    def _arrange(self) -> None:
        """Who stands beside the document: a pane goes before the preview, and both before the outline."""
        pane = next((one for one in self.panes if not one.isHidden()), None)
        wanted = self._preview_wanted
        shows = (self.width() >= ROOM_FOR_PREVIEW if wanted is None else wanted) and pane is None
        if shows or self._has_preview():
            self.preview.setFixedWidth(min(max(self.width() - OUTLINE - SHEET - 2 * S6, LEAST), MOST))
            if shows == self.preview.isHidden():
                self.preview.setVisible(shows)
        self.head.preview_button.setChecked(shows)
        beside = pane.width() if pane is not None else self.preview.width() if shows else 0
        self.outline.setVisible(not beside or self.width() - OUTLINE - beside >= ROOM_FOR_DOCUMENT)


def _reason(paper: AccountPlanPaper) -> str:
    """Why the plan came back, while it has not been handed in anew."""
    newest = newest_version(paper.versions)
    if newest is None or paper.state is not PlanState.RETURNED:
        return ""
    return _("{name} returned the plan: {reason}").format(
        name=newest.decided_by or _("Somebody"), reason=newest.decision_note
    )
