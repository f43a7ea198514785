"""One service request: what presses, what was promised, the documents, and its fields edited in place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.service_requests import ServiceKind, ServiceOutcome
from workbench.domain.service_stand import ServiceState
from workbench.domain.service_types import shown_text
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_date, in_a_row, pgettext
from workbench.foundation.ids import Id
from workbench.services import service_edits as edits
from workbench.services.projects import record_follow_up
from workbench.services.service_papers import print_notice
from workbench.services.service_requests import ServiceView, get_service_view
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.known_field import KnownField
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import MarkView
from workbench.ui.kit.surfaces import Banner, Facts, SidePane, horizontal
from workbench.ui.kit.tokens import S1, S2, Tone
from workbench.ui.printing import preview_paper
from workbench.ui.service_requests.checklist import (
    Checklist,
    commitment_items,
    document_items,
    missing_words,
)
from workbench.ui.service_requests.fields import NAMES, Made, make_fields, show_request
from workbench.ui.service_requests.words import STATE_MARKS, STATE_TONES, call_words

WIDTH = 376
_FIRST = ("type", "contact_id", "asker", "requested_on", "requested_time", "assigned_to")


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
        self._kinds: dict[ServiceKind, Made] = {}
        self._make_head()
        self._make_asking()
        self._make_lists()
        self._make_fields()
        self._make_buttons()
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
        self.text.fields["text"].control.setFocus()

    def fields(self) -> Mapping[str, Field[Any]]:
        """All fields of the request shown, by name."""
        kind = self._view.line.request.kind if self._view else ServiceKind.OTHER
        return {**self.text.fields, **self.first.fields, **self._about(kind).fields, **self.last.fields}

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
        self._show_facts(view)
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
        self._show_fields(view)
        is_completed = request.completed_on is not None
        self.complete_button.setVisible(not is_completed)
        self.reopen_button.setVisible(is_completed)

    def _show_facts(self, view: ServiceView) -> None:
        line, request = view.line, view.line.request
        self.facts.clear()
        account = Button(line.account.short, Kind.LINK)
        account.clicked.connect(lambda: self.account_requested.emit(line.account.id))
        self.facts.add(lambda: _("Account"), _at_left(account))
        if request.taken_by:
            self.facts.add(lambda: _("Taken by"), request.taken_by)
        complaint = view.complaint
        if complaint is not None:
            link = Button(complaint.number or complaint.kind.label, Kind.LINK)
            link.clicked.connect(lambda: self.complaint_requested.emit(complaint.id))
        else:
            link = Button(lambda: _("Take down a complaint"), Kind.LINK)
            link.clicked.connect(self.complain)
        self.facts.add(lambda: _("Complaint"), _at_left(link))
        need = view.need
        if need is not None:
            opener = Button(lambda: need.answer.label, Kind.LINK)
            opener.clicked.connect(lambda: self.need_requested.emit(need.account_id, need.id))
            self.facts.add(lambda: _("Need"), _at_left(opener))
        words, tone = call_words(line, self._context.workspace.clock.today())
        if request.completed_on is not None:
            self.facts.add(lambda: _("Completed"), format_date(request.completed_on))
        if words:
            self.facts.add(lambda: pgettext("service", "Call"), words, tone=tone)

    def _show_fields(self, view: ServiceView) -> None:
        request = view.line.request
        for kind, made in self._kinds.items():
            made.form.setVisible(kind is request.kind and bool(made.fields))
        about = self._about(request.kind)
        about.form.setVisible(bool(about.fields))
        types = [(one.name, shown_text(one.name)) for one in view.types]
        if request.type not in [name for name, _label in types]:
            types.insert(0, (request.type, view.line.type_label))
        self.type.set_choices(types)
        self.person.set_choices(
            [
                (None, lambda: pgettext("service", "Nobody on file")),
                *((one.id, one.name) for one in view.contacts),
            ]
        )
        self.assigned.set_known([one.name for one in view.managers])
        fields = self.fields()
        show_request(fields, request)
        self.assigned.set_text(request.assigned_to)
        fields["asker"].setVisible(request.contact_id is None)
        if "outcome_reason" in fields:
            fields["outcome_reason"].setVisible(request.outcome is ServiceOutcome.REFUSED)
        if "bought_on" in fields:
            self._show_limit(view, fields)

    def _show_limit(self, view: ServiceView, fields: Mapping[str, Field[Any]]) -> None:
        limit, request = view.line.limit, view.line.request
        told, tone = self._about(request.kind).limit, Tone.TEXT2
        if limit is not None:
            told.say(lambda: limit.words)
            tone = Tone.OK if limit.is_inside else Tone.DANGER
        elif view.line.account.return_days is None:
            told.say(lambda: _("No limit for returns is set for this account."))
        else:
            told.say(lambda: _("Give the day of purchase to compare it with the limit."))
        told.set_tone(tone)
        fields["sale_number"].set_warning(in_a_row(*view.doubts))

    # --- making

    def _make_head(self) -> None:
        row = horizontal(gap=S2)
        self.state_mark = MarkView(STATE_MARKS[ServiceState.OPEN], "")
        self.state = Label(bold=True)
        row.addWidget(self.state_mark)
        row.addWidget(self.state)
        row.addStretch(1)
        self.column.addLayout(row)
        self.text = make_fields(("text",), self._context.workspace.clock.today, self._save, {})
        self.column.addWidget(self.text.form)
        self.facts = Facts(84)
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

    def _make_fields(self) -> None:
        self.type, self.person = ComboBox(), ComboBox()
        for name, combo in (("type", self.type), ("contact_id", self.person)):
            combo.setProperty("resting", True)
            combo.picked.connect(lambda key, name=name: self._save(name, key))
        self.assigned = KnownField(hint="–")
        self.assigned.setProperty("resting", True)
        self.assigned.left.connect(lambda text: self._save("assigned_to", text))
        self.assigned.taken.connect(lambda text: self._save("assigned_to", text))
        chosen: dict[str, QWidget] = {
            "type": self.type,
            "contact_id": self.person,
            "assigned_to": self.assigned,
        }
        today = self._context.workspace.clock.today
        self.first = make_fields(_FIRST, today, self._save, chosen)
        self.last = make_fields(("note",), today, self._save, {})
        self.column.addSpacing(S1)
        self.column.addWidget(Line())
        self.column.addWidget(self.first.form)
        self._about_row = horizontal(gap=0)
        self.column.addLayout(self._about_row)
        self.column.addWidget(self.last.form)

    def _about(self, kind: ServiceKind) -> Made:
        """The fields of a kind, made when they are first needed."""
        if kind not in self._kinds:
            made = make_fields(NAMES[kind], self._context.workspace.clock.today, self._save, {})
            self._kinds[kind] = made
            self._about_row.addWidget(made.form)
        return self._kinds[kind]

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

    def _save(self, name: str, value: Any) -> None:
        fields = self.fields()
        if name == "outcome" and value is ServiceOutcome.REFUSED:
            # A refusal is kept with its reason, or not at all.
            fields["outcome_reason"].setVisible(True)
            fields["outcome_reason"].control.setFocus()
            return
        values = {name: value.value if isinstance(value, ServiceOutcome) else value}
        if name == "outcome_reason" and value:
            values["outcome"] = ServiceOutcome.REFUSED.value
        self._save_values(name, values)

    def _save_values(self, name: str, values: Mapping[str, Any], *, said: str = "") -> None:
        view = self._view
        if view is None:
            return
        request, field = view.line.request, self.fields().get(name)

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
            on_error=lambda error: self._fail(error, name),
        )

    def _write(self, work: Any, said: str, part: Checklist | None = None) -> None:
        def done() -> None:
            if part is not None:
                part.end()
            self.refresh()

        self._context.save(work, said=said, on_done=lambda _summary: done())

    def _fail(self, error: Exception, name: str) -> None:
        fields = self.fields()
        field = fields.get(getattr(error, "where", "")) or fields.get(name)
        if field is None or not isinstance(error, WorkbenchError):
            self._context.show_error(error)
            return
        field.set_error(in_a_row(error.message, error.hint))

    def _leave_request(self) -> None:
        """What was being typed belongs to the request that is left: it is saved by leaving the field."""
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held):
            held.clearFocus()
        for field in self.fields().values():
            field.set_error("")
            if isinstance(field.control, TextArea):
                field.control.setText("")
        self.commitments.end()
        self.documents.end()


def _at_left(button: Button) -> QWidget:
    holder = QWidget()
    row = horizontal(holder, gap=0)
    row.addWidget(button)
    row.addStretch(1)
    return holder
