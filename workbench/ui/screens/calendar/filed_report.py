"""A visit that is over: its locked report and who unlocked it, or why it was not made and what came next."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import VisitState
from workbench.foundation.i18n import _, format_date, format_time, listed
from workbench.foundation.ids import Id
from workbench.services.drafts import drop_draft
from workbench.services.visit_life import take_back
from workbench.services.visit_reports import lock_report, unlock_report
from workbench.services.visit_sheet import VisitSheetView
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone
from workbench.ui.screens.calendar.report_fields import AREAS

_DRAFT_TEXTS = (*(area.name for area in AREAS), "next_step")


class FiledReport(QWidget):
    """Read-only until it is unlocked with a reason; a draft that was never filed is shown beneath."""

    print_requested = Signal()
    change_requested = Signal()
    visit_requested = Signal(object)
    draft_dropped = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sheet: VisitSheetView | None = None
        column = vertical(self, gap=S3)
        buttons = horizontal(gap=S2)
        self.print_button = Button(lambda: _("Print report"), icon="printer")
        self.print_button.clicked.connect(self.print_requested)
        self.change_button = Button(lambda: _("Change report"), Kind.PRIMARY, icon="pencil", hint="F4")
        self.change_button.clicked.connect(self.change_requested)
        self.unlock_button = Button(lambda: _("Unlock…"), icon="lock")
        self.unlock_button.clicked.connect(self.ask_reason)
        self.lock_button = Button(lambda: _("Lock again"), icon="lock")
        self.lock_button.clicked.connect(lambda: self._save(lock_report, _("Report locked")))
        self.back_button = Button(lambda: _("Take back"), icon="undo-2")
        self.back_button.clicked.connect(lambda: self._save(take_back, _("Planned again")))
        for button in (
            self.change_button,
            self.lock_button,
            self.print_button,
            self.unlock_button,
            self.back_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.reason: Field[TextField] = Field(lambda: _("Why the report has to be changed"), TextField())
        self.reason.control.returnPressed.connect(self.unlock)
        self.confirm_button = Button(lambda: _("Unlock"), Kind.PRIMARY)
        self.confirm_button.clicked.connect(self.unlock)
        column.addWidget(self.reason)
        column.addWidget(self.confirm_button)
        self._body = QWidget()
        self._texts = vertical(self._body, gap=S2)
        column.addWidget(self._body)

    def show_sheet(self, sheet: VisitSheetView) -> None:
        """Show another visit that is over."""
        self._sheet = sheet
        visit = sheet.visit
        done = visit.state is VisitState.DONE
        self.print_button.setVisible(done)
        self.unlock_button.setVisible(done and not visit.is_unlocked)
        self.change_button.setVisible(done and visit.is_unlocked)
        self.lock_button.setVisible(done and visit.is_unlocked)
        self.back_button.setVisible(not done)
        self._show_reason(False)
        clear_layout(self._texts)
        if sheet.draft is not None and not visit.is_unlocked:
            self._show_draft(sheet.draft, done=done)
        if done:
            self._show_report(sheet)
        self._show_way(sheet)

    def ask_reason(self) -> None:
        """Ask why the report has to be changed."""
        self._show_reason(self.reason.isHidden())
        self.reason.control.setFocus()

    def unlock(self) -> None:
        """Unlock the report for the reason typed, or say that one is missing."""
        reason = self.reason.control.text()
        self._save(lambda workspace, visit: unlock_report(workspace, visit, reason), _("Report unlocked"))

    def _show_reason(self, on: bool) -> None:
        self.reason.control.clear()
        self.reason.set_error("")
        self.reason.setVisible(on)
        self.confirm_button.setVisible(on)

    def _show_report(self, sheet: VisitSheetView) -> None:
        visit = sheet.visit
        names = {one.id: one.name for one in sheet.view.contacts}
        names |= {one.id: one.name for one in sheet.managers}
        self._add(_("Met"), listed(names[one] for one in visit.met if one in names))
        self._add(
            _("Came along from our side"), listed(names[one] for one in visit.our_people if one in names)
        )
        for area in AREAS:
            if area.name == "problems":
                self._add(_("Problems we can solve"), "\n".join(sheet.problems))
            else:
                self._add(area.label() if callable(area.label) else area.label, getattr(visit, area.name))
        self._add(_("Next step"), visit.next_step)
        if sheet.view.promises:
            self._texts.addWidget(Label(_("Promises"), size=SMALL, tone=Tone.TEXT2))
            promises = ItemList(lambda: _("Promises"), fit=True, padding=2, pane=True)
            promises.set_items(
                [
                    Item(
                        key=one.id,
                        title=one.text,
                        right=" ".join(part for part in (one.side.label, one.owner) if part),
                        tooltip=one.text,
                    )
                    for one in sheet.view.promises
                ]
            )
            self._texts.addWidget(promises)
        for one in sheet.unlockings:
            day = one.at.astimezone()
            told = _("Unlocked by {name} on {date} at {time}: {reason}")
            text = told.format(
                name=one.author, date=format_date(day.date()), time=format_time(one.at), reason=one.reason
            )
            self._texts.addWidget(Label(text, size=SMALL, tone=Tone.TEXT2, wrap=True, selectable=True))

    def _show_way(self, sheet: VisitSheetView) -> None:
        for other, text in (
            (sheet.replaced_by, _("In its place: {date}")),
            (sheet.replaces, _("In place of the visit on {date}")),
        ):
            if other is not None:
                link = Button(text.format(date=format_date(other.on, weekday=True)), Kind.LINK)
                link.clicked.connect(lambda _on=False, one=other.id: self.visit_requested.emit(one))
                self._texts.addWidget(link)

    def _show_draft(self, draft: Mapping[str, object], *, done: bool) -> None:
        note = (
            _("This visit was reported meanwhile. What you had typed is kept here:")
            if done
            else _("What you had typed for this visit is kept here:")
        )
        self._texts.addWidget(Label(note, tone=Tone.WARN, wrap=True))
        typed = [str(draft.get(name, "")).strip() for name in _DRAFT_TEXTS]
        promises = draft.get("promises")
        if isinstance(promises, list):
            typed += [str(row[0]) for row in promises if isinstance(row, list) and row]
        text = "\n".join(one for one in typed if one)
        self._texts.addWidget(Label(text, wrap=True, selectable=True))
        how = (
            _("Unlock the report to add it, or throw it away.")
            if done
            else _("Take the visit back to go on with it, or throw it away.")
        )
        self._texts.addWidget(Label(how, size=SMALL, tone=Tone.TEXT2, wrap=True))
        throw = Button(_("Throw the draft away"), small=True, icon="trash-2")
        throw.clicked.connect(self.throw_draft)
        self._texts.addWidget(throw)

    def throw_draft(self) -> None:
        """Forget what was typed and never filed."""
        if self._sheet is not None:
            visit_id, workspace = self._sheet.visit.id, self._context.workspace
            self._context.tasks.run_write(
                lambda _job: drop_draft(workspace, visit_id), lambda _nothing: self.draft_dropped.emit()
            )

    def _add(self, title: str, text: str) -> None:
        if text:
            self._texts.addWidget(Label(title, size=SMALL, tone=Tone.TEXT2))
            self._texts.addWidget(Label(text, wrap=True, selectable=True))

    def _save(self, work: Callable[[Workspace, Id], ChangeSummary], said: str) -> None:
        if self._sheet is None:
            return
        visit_id = self._sheet.visit.id

        def failed(error: Exception) -> None:
            self._context.show_error(error, {"reason": self.reason})

        self._context.save(lambda workspace: work(workspace, visit_id), said=said, on_error=failed)
