"""One complaint: its seven steps as a timeline, its deadline and what stands around it (2-rules §8)."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.complaint_moves import hindrances
from workbench.domain.complaint_transitions import TRANSITIONS, Guard
from workbench.domain.complaints import ComplaintEventKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_view import ComplaintView, get_complaint_view
from workbench.services.complaint_visits import pull_visit_forward
from workbench.services.complaints import open_need, take_step, take_steps
from workbench.services.drafts import keep_draft, step_draft_id
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kept_files import dropped_paths
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import Scroll, Surface, horizontal, vertical
from workbench.ui.kit.tokens import S4, S6
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.complaints.complaint_head import ComplaintHead
from workbench.ui.screens.complaints.files import ComplaintFiles
from workbench.ui.screens.complaints.side import WIDTH, ComplaintSide
from workbench.ui.screens.complaints.step_form import Alternative, StepForm
from workbench.ui.screens.complaints.step_pane import StepPane
from workbench.ui.screens.complaints.steps import Steps
from workbench.ui.screens.complaints.words import title_of

_Kind = ComplaintEventKind
SETTLING_MS = 300
TOPICS = frozenset(
    {"complaint", "complaint_event", "account", "contact", "manager", "visit", "attachment", "policy", "need"}
)


class ComplaintPage(Page):
    """The present step has its fields; Ctrl+Enter takes it. What stands beside it opens on the right."""

    page_id = PageId.COMPLAINT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: Id | None = None
        self._step: Enum | None = None
        self._view: ComplaintView | None = None
        self.setAcceptDrops(True)
        self.head = ComplaintHead(self)
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        self._body = QWidget()
        self._stack.addWidget(self._body)
        self.gone = EmptyState(
            "message-square-warning",
            lambda: _("This complaint is not in the file"),
            lambda: _("It may have come with a merge that was taken back."),
        )
        self._stack.addWidget(self.gone)
        row = horizontal(self._body, gap=0)
        self.timeline = Scroll()
        self.files = ComplaintFiles(context, self)
        self.steps = Steps(context, self.files)
        self.timeline.column.addWidget(self.steps)
        self.timeline.column.addStretch(1)
        row.addWidget(self.timeline, 1)
        # Where a form lies is known only when what was folded has given its room away.
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self.timeline.verticalScrollBar().rangeChanged.connect(self._show_form)
        self._edge = Surface("side")
        self._edge.setFixedWidth(WIDTH)
        self.side = ComplaintSide(context.workspace.clock.today)
        vertical(self._edge, margins=(1, 0, 0, 0)).addWidget(self.side)
        row.addWidget(self._edge)
        self.pane = StepPane(context)
        self.pane.hide()
        row.addWidget(self.pane)
        self._listen()
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self.timeline)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.submit)

    def _listen(self) -> None:
        form, side, pane, head = self.steps.form, self.side, self.pane, self.head
        head.step_requested.connect(self.begin_step)
        head.record_requested.connect(self.steps.show_record)
        head.need_requested.connect(self._new_need)
        head.print_button.clicked.connect(self.print_here)
        head.submit_button.clicked.connect(self.submit)
        form.changed.connect(self._show_submit)
        form.draft_due.connect(lambda: self._keep(form))
        pane.form.draft_due.connect(lambda: self._keep(pane.form))
        self.steps.take_back_requested.connect(lambda event: self.begin_step(_Kind.TAKEN_BACK, event))
        self.steps.attach_requested.connect(lambda: self._add_files(self.files.choose()))
        pane.submitted.connect(self._take_beside)
        pane.closed.connect(self._pane_closed)
        side.step_requested.connect(self.begin_step)
        side.account_requested.connect(self._open_account)
        side.visit_requested.connect(
            lambda visit: self.navigation_requested.emit(Destination(PageId.CALENDAR, subject=visit))
        )
        side.complaint_requested.connect(
            lambda other: self.navigation_requested.emit(Destination(PageId.COMPLAINT, subject=other))
        )
        side.visit_forward_requested.connect(self._pull_forward)
        side.file_requested.connect(self._open_file)

    # --- what the window asks

    def title(self) -> str:
        number = self._view.complaint.number if self._view else ""
        return " ".join(filter(None, (pgettext("page", "Complaint"), number)))

    def subtitle(self) -> str:
        return title_of(self._view.complaint) if self._view else ""

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.head.chips,)

    def header_actions(self) -> Sequence[QWidget]:
        return self.head.buttons()

    def open(self, destination: Destination) -> None:
        """``view`` may name the kind or the outcome of the step whose form is wanted."""
        if destination.subject is None:
            return
        if destination.subject != self._wanted:
            self._keep_now()
            self._wanted, self._view = destination.subject, None
            self.pane.hide()
            self._edge.show()
            self._stack.setCurrentIndex(0)
        self._step = destination.view
        self.refresh(None)

    def refresh(self, summary: object | None) -> None:
        topics, wanted = getattr(summary, "topics", None), self._wanted
        if wanted is not None and (topics is None or topics & TOPICS):
            self._context.read(
                lambda workspace: get_complaint_view(workspace, wanted),
                self._show,
                key="complaint",
                on_error=self._failed,
            )

    def retranslate(self) -> None:
        if self._view is not None:
            self._show(self._view)

    def keys(self) -> Sequence[tuple[str, str]]:
        return ((_("Take the step"), "Ctrl Enter"), (_("Correct the record"), "F2"))

    def edit_thing(self) -> bool:
        if self._view is None or not self._view.progress.is_open:
            return False
        self.steps.show_record()
        return True

    def close_innermost(self) -> bool:
        if self.pane.isVisible():
            self.pane.close_pane()
            return True
        return False

    def print_here(self) -> bool:
        view = self._view
        if view is None:
            return False
        from workbench.services.complaint_papers import print_complaint

        complaint = view.complaint
        preview_paper(
            self._context,
            self,
            lambda: _("Complaint record"),
            f"{_('Complaint')} {complaint.number} {view.account.short}",
            lambda workspace, profile, size, code: print_complaint(
                workspace, complaint.id, profile=profile, paper_size=size, in_language=code
            ),
        )
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event) and self._view is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._add_files(dropped_paths(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.width())

    # --- showing

    def _show(self, view: ComplaintView) -> None:
        is_other = self._view is None or self._view.complaint.id != view.complaint.id
        moved = self._view is not None and self._view.progress.state is not view.progress.state
        self._view = view
        progress = view.progress
        self.head.show_view(view)
        if progress.is_open:
            self.steps.form.show_alternatives(view, _alternatives(view), self._alternative(view))
        self.steps.show_view(view)
        self.side.show_view(view)
        self.pane.refresh(view)
        self._show_submit()
        self._stack.setCurrentWidget(self._body)
        self.header_changed.emit()
        if is_other:
            self.timeline.verticalScrollBar().setValue(0)
        if (is_other or moved or self._step is not None) and progress.is_open and self.pane.isHidden():
            self.steps.form.focus_first()
            self._settling.start()
            self._show_form()
        elif moved and not progress.is_open and self.pane.isHidden():
            # The form is gone: what is left to do is to give the record away.
            self.head.print_button.setFocus()
        self._step = None

    def _show_form(self, *_range: int) -> None:
        """Scroll as little as shows the whole form of the present step, else its beginning."""
        card, bar = self.steps.card, self.timeline.verticalScrollBar()
        if card.isHidden() or not self._settling.isActive():
            return
        top = card.mapTo(self.steps, QPoint()).y() + self.steps.y()
        lowest = top + card.height() + S4 - self.timeline.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), max(top - S6, 0)))

    def _alternative(self, view: ComplaintView) -> Alternative | None:
        wanted = self._step
        return next((one for one in _alternatives(view) if wanted is not None and wanted in one), None)

    def _show_submit(self) -> None:
        if self._view is not None and self._view.progress.is_open:
            self.head.submit_button.say(self.steps.form.spec().button)

    # --- doing

    def submit(self) -> None:
        """Take the step whose form is open, or say what is missing."""
        view, form = self._view, self.steps.form
        if view is None or not view.progress.is_open or not self.head.submit_button.isEnabled():
            return
        chosen = form.alternative()
        if chosen is None or not form.is_ready():
            return
        if Guard.REPLIED in hindrances(view.progress, chosen[0]):
            self._context.notifier.show_message(
                _("The customer has no conclusive reply yet."), icon="triangle-alert"
            )
            self.begin_step(_Kind.REPLIED)
            self.pane.form.fill({"is_conclusive": True})
            return
        containment, values, kind = form.containment(), form.values(), chosen[0]

        steps = [(_Kind.CONTAINED, {"text": containment})] if containment else []

        def work(workspace: Workspace) -> ChangeSummary:
            return take_steps(workspace, view.complaint.id, [*steps, (kind, values)])

        form.stop_keeping()
        self._write(work, kind, self._refused)

    def begin_step(self, kind: ComplaintEventKind, of_id: Id | None = None) -> None:
        """Ask at the right for what such a step needs."""
        if self._view is not None and self.pane.begin(self._view, kind, of_id):
            self._edge.hide()

    def _take_beside(self, kind: ComplaintEventKind, values: Mapping[str, Any]) -> None:
        view = self._view
        if view is None:
            return

        def failed(error: Exception) -> None:
            if not self.pane.show_error(error):
                self._context.show_error(error)

        def done() -> None:
            self.pane.close_pane()
            self._back_to_step()

        self._write(
            lambda workspace: take_step(workspace, view.complaint.id, kind, values), kind, failed, done
        )

    def _write(
        self,
        work: Callable[[Workspace], ChangeSummary],
        kind: ComplaintEventKind,
        failed: Callable[[Exception], object],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        self.head.submit_button.setEnabled(False)

        def done(_summary: ChangeSummary) -> None:
            self.head.submit_button.setEnabled(True)
            then()

        def refused(error: Exception) -> None:
            self.head.submit_button.setEnabled(True)
            failed(error)

        self._context.save(work, said=_said(kind), on_done=done, on_error=refused)

    def _refused(self, error: Exception) -> None:
        if not self.steps.form.show_error(error):
            self._context.show_error(error)
        # Somebody else may have been quicker.
        self.refresh(None)

    def _new_need(self) -> None:
        view = self._view
        if view is None:
            return
        text = self._context.prompts.ask_text(
            _("New need of the account"), pgettext("complaint", "What they need"), action=_("Note it")
        )
        if text:
            self._context.save(
                lambda workspace: open_need(workspace, view.complaint.id, text), said=_("Need noted")
            )

    def _pull_forward(self) -> None:
        view = self._view
        if view is not None:
            self._context.save(
                lambda workspace: pull_visit_forward(workspace, view.complaint.id),
                said=_("Visit planned"),
                on_done=lambda _summary: self._back_to_step(),
            )

    def _back_to_step(self) -> None:
        """What was pressed beside the steps may be gone: the cursor goes to the step under way."""
        if self._view is not None and self._view.progress.is_open:
            self.steps.form.focus_first()
        else:
            self.head.print_button.setFocus()

    def _add_files(self, paths: Sequence[Any]) -> None:
        view = self._view
        if view is not None and paths:
            self.files.add(view.account.id, view.complaint.id, view.progress.step.value, paths)

    def _open_file(self, key: object) -> None:
        files = self._view.files if self._view else ()
        file = next((one for one in files if one.id == key), None)
        if file is not None:
            self.files.open(file)

    def _open_account(self) -> None:
        if self._view is not None:
            self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=self._view.account.id))

    def _pane_closed(self) -> None:
        self.pane.form.keep_now()
        self._edge.show()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._stack.setCurrentWidget(self.gone)
        else:
            self._context.show_error(error)

    # --- drafts

    def _keep(self, form: StepForm) -> None:
        view, chosen = self._view, form.alternative()
        if view is not None and chosen is not None:
            row, fields = step_draft_id(view.complaint.id, chosen[0].value), form.fields()
            workspace = self._context.workspace
            self._context.tasks.run_write(
                lambda _job: keep_draft(workspace, row, fields), lambda _nothing: None
            )

    def _keep_now(self) -> None:
        self.steps.form.keep_now()
        self.pane.form.keep_now()

    def release(self) -> None:
        self._keep_now()
        super().release()


def _alternatives(view: ComplaintView) -> list[Alternative]:
    """The steps of the present state, those too that something stands in the way of."""
    progress = view.progress
    found = []
    for row in TRANSITIONS:
        usual = row.state is progress.state and not row.by_merge
        if usual and Guard.INEFFECTIVE not in hindrances(progress, row.kind):
            found.append((row.kind, row.outcome))
    return found


def _said(kind: ComplaintEventKind) -> str:
    return _("Noted: {step}").format(step=kind.label)
