"""One service request: what presses, what was promised, the documents, and its fields edited in place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.service_stand import ServiceState
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services import service_edits as edits
from workbench.services.projects import record_follow_up
from workbench.services.service_requests import ServiceView, get_service_view
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import MarkView
from workbench.ui.kit.surfaces import Banner, SidePane, horizontal
from workbench.ui.kit.tokens import S1, S2, Tone
from workbench.ui.printing import preview_paper
from workbench.ui.service_requests.checklist import (
    Checklist,
    commitment_items,
    document_items,
    missing_words,
)
from workbench.ui.service_requests.facts import ServiceFacts
from workbench.ui.service_requests.fields_part import ServiceFields
from workbench.ui.service_requests.files import ServiceFiles
from workbench.ui.service_requests.words import STATE_MARKS, STATE_TONES, call_words

WIDTH = 376


class ServicePane(SidePane):
    """Shows one request and saves each field as it is left. Whoever opens it refreshes it after changes."""

    account_requested = Signal(object)
    complaint_requested = Signal(object)
    need_requested = Signal(object, object)
    """The account and its need."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._context = context
        self._view: ServiceView | None = None
        self._wanted: Id | None = None
        self.fields_part = ServiceFields(context, self._save_values)
        self._make_head()
        self._make_asking()
        self._make_buttons()
        self._make_lists()
        self._make_body()
        self.column.addStretch(1)

    # --- what it shows

    def open_service(self, service_id: Id) -> None:
        """Show this request as soon as it has been read."""
        if self._view is not None and self._view.line.request.id != service_id:
            self._leave_request()
        self._wanted = service_id
        self.show()
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays. A request that is gone closes the pane."""
        wanted = self._wanted
        if wanted is None or self.isHidden():
            return

        def failed(error: Exception) -> None:
            self._wanted = None
            self.close_pane()

        self._context.read(
            lambda workspace: get_service_view(workspace, wanted),
            self._show_view,
            key="service-request",
            on_error=failed,
        )

    def shown_id(self) -> Id | None:
        """The request shown."""
        return self._wanted

    def edit(self) -> None:
        """Put the cursor into the first field."""
        self.fields_part.text.fields["text"].control.setFocus()

    def _show_view(self, view: ServiceView) -> None:
        line, request = view.line, view.line.request
        if request.id != self._wanted:
            return
        self._view = view
        stand, today = line.stand, self._context.workspace.clock.today()
        self.title.say(" · ".join(part for part in (request.number, line.type_label) if part))
        self.state_mark.set_mark(STATE_MARKS[stand.state], stand.state.label)
        self.state.say(lambda: stand.state.label)
        self.state.set_tone(STATE_TONES.get(stand.state, Tone.TEXT))
        self.facts.show_view(view, today)
        self.pass_on.show_text(
            (lambda: _("Not passed on yet.")) if stand.must_pass_on else "",
            link=lambda: _("Passed on today"),
        )
        self.ready.show_text(
            (lambda: _("All that was promised is done.")) if stand.state is ServiceState.READY else "",
            link=lambda: _("Completed today"),
        )
        waiting = line.is_call_waiting(today)
        self.call.show_text(call_words(line, today)[0] if waiting else "", link=lambda: _("Called today"))
        done = sum(one.commitment.done_on is not None for one in stand.commitments)
        self.commitments.show_items(
            commitment_items(stand.commitments),
            _("{done} of {count}").format(done=done, count=len(stand.commitments))
            if stand.commitments
            else "",
        )
        missing = sum(one.received_on is None for one in view.documents)
        self.documents.show_items(document_items(view.documents), missing_words(missing, len(view.documents)))
        self.files.show_files(request, view.files)
        self.fields_part.show_view(view)
        is_completed = request.completed_on is not None
        self.complete_button.setVisible(not is_completed)
        self.reopen_button.setVisible(is_completed)

    # --- making

    def _make_head(self) -> None:
        row = horizontal(gap=S2)
        self.state_mark = MarkView(STATE_MARKS[ServiceState.OPEN], "")
        self.state = Label(bold=True)
        row.addWidget(self.state_mark)
        row.addWidget(self.state)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.fields_part.text.form)
        self.facts = ServiceFacts()
        self.facts.account_requested.connect(self.account_requested)
        self.facts.complaint_requested.connect(self.complaint_requested)
        self.facts.complain_requested.connect(self.complain)
        self.facts.need_requested.connect(self.need_requested)
        self.column.addWidget(self.facts)

    def _make_asking(self) -> None:
        self.pass_on, self.ready, self.call = Banner(), Banner(), Banner()
        self.pass_on.link_requested.connect(self.pass_on_today)
        self.ready.link_requested.connect(self.complete)
        self.call.link_requested.connect(self.called)
        for banner in (self.pass_on, self.ready, self.call):
            self.column.addWidget(banner)

    def _make_lists(self) -> None:
        self.commitments = Checklist(
            lambda: _("Promised"),
            lambda: _("Nothing is promised with this request."),
            lambda: _("Promise more"),
            with_days=True,
        )
        self.documents = Checklist(
            lambda: _("Documents of the customer"),
            lambda: _("No document is needed."),
            lambda: _("Ask for more"),
        )
        self.commitments.ticked.connect(self.tick)
        self.commitments.added.connect(self._promise)
        self.commitments.removed.connect(
            lambda one: self._write(lambda w: edits.delete_commitment(w, one), _("Commitment deleted"))
        )
        self.documents.ticked.connect(self.receive)
        self.documents.added.connect(self._ask_for)
        self.documents.removed.connect(
            lambda one: self._write(lambda w: edits.delete_document(w, one), _("Document deleted"))
        )
        for part in (self.commitments, self.documents):
            self.column.addSpacing(S1)
            self.column.addWidget(part)

    def _make_body(self) -> None:
        self.files = ServiceFiles(self._context)
        self.column.addSpacing(S1)
        self.column.addWidget(Line())
        self.column.addWidget(self.fields_part)
        self.column.addWidget(self.files)

    def _make_buttons(self) -> None:
        self.complete_button = Button(lambda: _("Completed today"))
        self.complete_button.clicked.connect(self.complete)
        self.reopen_button = Button(lambda: _("Open again"))
        self.reopen_button.clicked.connect(self.reopen)
        self.print_button = Button(lambda: _("Notice…"), icon="printer")
        self.print_button.clicked.connect(self.print_notice)
        self.delete_button = Button("", Kind.PLAIN, icon="trash-2", name=lambda: _("Delete request"))
        self.delete_button.clicked.connect(self.delete)
        row = horizontal(gap=S2)
        for button in (self.complete_button, self.reopen_button, self.print_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        self.column.addSpacing(S2)
        self.column.addLayout(row)

    # --- what it does

    def tick(self, commitment: object, on: bool) -> None:
        """A commitment is kept as of today, or is open again."""
        day = self._context.workspace.clock.today() if on else None
        said = _("Commitment kept") if on else _("Open again")
        if isinstance(commitment, bytes):
            self._write(lambda w: edits.tick_commitments(w, [Id(commitment)], day), said)

    def receive(self, document: object, on: bool) -> None:
        """A document came today, or is missing after all."""
        day = self._context.workspace.clock.today() if on else None
        said = _("Document received") if on else _("Document missing")
        if isinstance(document, bytes):
            self._write(lambda w: edits.receive_documents(w, [Id(document)], day), said)

    def pass_on_today(self) -> None:
        """The fault was passed to those in charge today."""
        view = self._view
        if view is None:
            return
        to = view.line.request.passed_to or "\n".join(view.proposed)
        values = {"passed_to": to, "passed_on": self._context.workspace.clock.today()}
        self._save_values("passed_to", values, said=_("Fault passed on"))

    def complete(self) -> None:
        """The request is completed today; until when to call is said at once."""
        view = self._view
        if view is None:
            return
        request, today = view.line.request, self._context.workspace.clock.today()

        def work(workspace: Workspace, _job: object) -> tuple[ChangeSummary, str]:
            summary = edits.complete_service(workspace, request.id, today)
            call = edits.call_owed(workspace, request.account_id, request.id)
            if call is None:
                return summary, _("Service saved")
            day = format_date(call.due_on, weekday=True)
            return summary, _("Saved. Call until {date}").format(date=day)

        self._context.change(
            work,
            lambda result: result[0],
            said=lambda result: result[1],
            on_done=lambda _result: self.refresh(),
        )

    def reopen(self) -> None:
        """The request is open again."""
        view = self._view
        if view is not None:
            self._write(lambda w: edits.complete_service(w, view.line.request.id, None), _("Open again"))

    def called(self) -> None:
        """The call after the request was made today."""
        view = self._view
        if view is not None:
            self._write(lambda w: record_follow_up(w, view.line.account.id), _("Follow-up call noted"))

    def complain(self) -> None:
        """A complaint comes out of the request, and is gone to."""
        view = self._view
        if view is None:
            return
        self._context.save(
            lambda workspace: edits.complain_of(workspace, view.line.request.id),
            said=_("Complaint taken down"),
            on_done=lambda summary: self.complaint_requested.emit(next(iter(summary.touched["complaint"]))),
        )

    def delete(self) -> None:
        """Take the request away; Undo brings it back."""
        view = self._view
        if view is not None:
            self._context.save(
                lambda workspace: edits.delete_service(workspace, view.line.request.id),
                said=_("Service deleted"),
                on_done=lambda _summary: self.close_pane(),
            )

    def print_notice(self) -> None:
        """Preview the one-time notice, as the customer gets it."""
        view = self._view
        if view is None:
            return
        service_id, number = view.line.request.id, view.line.request.number

        def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Any:
            # Loaded by the worker: what makes papers takes longer to load than a page.
            from workbench.services.service_papers import print_notice

            return print_notice(workspace, service_id, profile=profile, paper_size=size, in_language=code)

        preview_paper(
            self._context,
            self,
            lambda: _("One-time notice"),
            " ".join(part for part in (_("One-time notice"), number) if part),
            make,
            reader=Profile.CUSTOMER,
        )

    # --- saving

    def _promise(self, text: str, days: str) -> None:
        service_id = self._wanted
        if service_id is not None:
            self._write(
                lambda w: edits.add_commitment(w, service_id, text, int(days)),
                _("Commitment added"),
                self.commitments,
            )

    def _ask_for(self, name: str, _days: str) -> None:
        service_id = self._wanted
        if service_id is not None:
            self._write(
                lambda w: edits.add_document(w, service_id, name), _("Document added"), self.documents
            )

    def _save_values(self, name: str, values: Mapping[str, Any], *, said: str = "") -> None:
        view = self._view
        if view is None:
            return
        request, field = view.line.request, self.fields_part.fields().get(name)

        def done() -> None:
            if field is not None:
                field.set_error("")
                if isinstance(field.control, InPlaceField):
                    field.control.show_saved()
            self.refresh()

        self._context.save(
            lambda workspace: edits.save_service(workspace, request.account_id, values, request.id),
            said=said,
            on_done=lambda _summary: done(),
            on_error=lambda error: self.fields_part.fail(error, name),
        )

    def _write(self, work: Any, said: str, part: Checklist | None = None) -> None:
        def done() -> None:
            if part is not None:
                part.end()
            self.refresh()

        self._context.save(work, said=said, on_done=lambda _summary: done())

    def _leave_request(self) -> None:
        """What was being typed belongs to the request that is left: it is saved by leaving the field."""
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held):
            held.clearFocus()
        self.fields_part.leave()
        self.commitments.end()
        self.documents.end()
