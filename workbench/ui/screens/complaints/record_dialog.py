"""Taking a complaint down from anywhere in the window, in under a minute (2-rules §8)."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from workbench.domain.accounts import Account, Contact
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.journal import ChangeSummary
from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.ids import Id
from workbench.services.complaint_start import (
    ComplaintStart,
    SimilarComplaint,
    similar_complaints,
    start_complaint,
)
from workbench.services.complaints import number_of, record_complaint
from workbench.services.contact_log import list_people
from workbench.services.drafts import NEW_COMPLAINT, drop_draft, keep_draft
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kept_files import dropped_paths
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.leaving import DraftTimer
from workbench.ui.kit.surfaces import clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.complaints.files import ComplaintFiles
from workbench.ui.screens.complaints.record_form import RecordForm
from workbench.ui.screens.complaints.words import REPEATS

WIDTH, AROUND, DRAFT_AFTER_MS, ASK_AFTER_MS = 620, 152, 400, 250
Go = Callable[[Destination], object]


class RecordDialog(Dialog):
    """Begins with the account looked at. What is typed is kept through a crash, until it is recorded."""

    def __init__(self, context: Context, go: Go, parent: QWidget | None = None) -> None:
        """``go`` opens what was recorded, if the user wants that."""
        super().__init__(
            lambda: _("Record a complaint"),
            accept=lambda: _("Record it"),
            reject=lambda: _("Later"),
            width=WIDTH,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("help_topic", "complaints")
        self.setAcceptDrops(True)
        self._context, self._go = context, go
        self._start: ComplaintStart | None = None
        self._make_body()
        self.form.account_taken.connect(self._load_people)
        self.form.changed.connect(self._changed)
        self.form.files_wanted.connect(lambda: self.form.add_files(self.files.choose()))
        self._draft_timer = DraftTimer(self, DRAFT_AFTER_MS, self._keep)
        self._ask_timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._ask_timer.timeout.connect(self._ask_similar)
        for button in (self.accept_button, self.reject_button):
            button.setAutoDefault(False)
            button.setDefault(False)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)

    def _make_body(self) -> None:
        context = self._context
        self.files = ComplaintFiles(context)
        self.draft_note = QWidget()
        row = horizontal(self.draft_note, gap=S2)
        row.addWidget(
            Label(lambda: _("Your unfinished record has been brought back."), size=SMALL, tone=Tone.OK)
        )
        self.anew = Button(lambda: _("Begin anew"), Kind.LINK)
        self.anew.clicked.connect(self._begin_anew)
        row.addWidget(self.anew)
        row.addStretch(1)
        self.draft_note.hide()
        self._recent = QWidget()
        recent = horizontal(self._recent, gap=S2)
        recent.addWidget(Label(lambda: _("Dealt with lately"), size=SMALL, tone=Tone.TEXT2))
        self.recent_row = horizontal(gap=S2)
        recent.addLayout(self.recent_row)
        recent.addStretch(1)
        self._recent.hide()
        self.form = RecordForm(context)
        suggest_accounts(context, self.form.account.control, key="complaint-accounts")
        self.similar_note = Label(lambda: _("Similar complaints"), size=SMALL, tone=Tone.WARN)
        self.similar = ItemList(lambda: _("Similar complaints"), fit=True, padding=S1)
        self.similar.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.similar.opened.connect(self._open_similar)
        body = QWidget()
        column = vertical(body, gap=S2)
        for widget in (self.draft_note, self._recent, self.form, self.similar_note, self.similar):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        self._area = area
        self.column.addWidget(area, 1)
        self._show_similar(())

    # --- beginning

    def begin(self, subject: Id | None) -> None:
        """Start a record; ``subject`` is the account, visit or complaint that the user looks at."""
        self._context.read(
            lambda workspace: start_complaint(workspace, subject), self._begin, key="complaint-start"
        )

    def _begin(self, start: ComplaintStart) -> None:
        self._start = start
        self.form.show_managers(start.managers)
        if start.draft is not None:
            self._fill(start, dict(start.draft))
        else:
            self._fill(start, {})
        self.draft_note.setVisible(start.draft is not None)
        clear_layout(self.recent_row)
        room = WIDTH - 200
        for one in start.recent:
            button = Button(one.short, Kind.SECONDARY, small=True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            room -= button.sizeHint().width() + S2
            if room < 0:
                button.deleteLater()
                break
            button.clicked.connect(partial(self._take, one))
            self.recent_row.addWidget(button)
        self._recent.setVisible(bool(start.recent) and self.form.account_id is None)
        self.open()

    def _fill(self, start: ComplaintStart, draft: dict[str, object]) -> None:
        was = self.form.blockSignals(True)
        self.form.fill({"received_on": start.on, "received_time": start.at, **draft})
        if start.account is not None and not draft.get("account"):
            self.form.show_account(start.account)
        self.form.blockSignals(was)
        if self.form.account_id is not None:
            self._load_people(self.form.account_id)
        self._ask_similar()

    def _begin_anew(self) -> None:
        start, workspace = self._start, self._context.workspace
        self._draft_timer.stop()
        if start is not None:
            self._context.tasks.run_write(
                lambda _job: drop_draft(workspace, NEW_COMPLAINT), lambda _nothing: None
            )
            self._fill(start, {})
            self.draft_note.hide()
            self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._focus_first()

    def _fit(self) -> None:
        """Be as high as what is asked, as far as the screen goes, with the buttons on it."""
        body, screen = self._area.widget(), self.screen().availableGeometry()
        if body is not None and self.isVisible():
            wanted = body.sizeHint().height() + AROUND
            self.resize(WIDTH + 48, min(max(wanted, self.height()), screen.height() - 24))
            over = self.frameGeometry().bottom() - screen.bottom()
            if over > 0:
                self.move(self.x(), max(screen.top(), self.y() - over))

    def _focus_first(self) -> None:
        form = self.form
        first = form.complainant if form.account_id is not None else form.account
        first.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, account: Account) -> None:
        self.form.show_account(account)
        self.form.take_account(account.id)

    def _load_people(self, account_id: object) -> None:
        self._recent.hide()

        def show(people: Sequence[Contact]) -> None:
            if self.form.account_id == account_id:
                self.form.show_people(people)

        if isinstance(account_id, bytes):
            wanted = Id(account_id)
            self._context.read(lambda workspace: list_people(workspace, wanted), show, key="complaint-people")

    # --- recording

    def accept(self) -> None:
        """Record it, or say beside the field what is missing."""
        if not self.accept_button.isEnabled() or not self.form.is_ready():
            return
        self.accept_button.setEnabled(False)
        self._draft_timer.stop()
        values = self.form.values()
        self._context.save(
            lambda workspace: record_complaint(workspace, values),
            on_done=self._recorded,
            on_error=self._failed,
        )

    def _recorded(self, summary: ChangeSummary) -> None:
        (complaint_id,) = summary.touched["complaint"]
        account, paths, go = self.form.account_id, list(self.form.paths), self._go
        if account is not None:
            self.files.add(account, Id(complaint_id), ComplaintStep.RECORD.value, paths)
        notifier = self._context.notifier

        def tell(number: str) -> None:
            # The customer on the telephone asks for it.
            notifier.show_message(
                _("Complaint {number} is recorded").format(number=number),
                action=_("Open it"),
                run=lambda: go(Destination(PageId.COMPLAINT, subject=Id(complaint_id))),
            )

        self._context.read(
            lambda workspace: number_of(workspace, Id(complaint_id)), tell, key="recorded-complaint"
        )
        super().accept()

    def _failed(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        self._keep()
        if not self.form.show_error(error):
            self._context.show_error(error)

    def reject(self) -> None:
        """Close; what was typed waits for the next time."""
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._keep()
        super().reject()

    # --- while typing

    def _changed(self) -> None:
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._ask_timer.start()

    def _keep(self) -> None:
        fields, workspace = self.form.fields(), self._context.workspace
        self._context.tasks.run_write(
            lambda _job: keep_draft(workspace, NEW_COMPLAINT, fields), lambda _nothing: None
        )

    def _ask_similar(self) -> None:
        form, account = self.form, self.form.account_id
        if account is None:
            self._show_similar(())
            return
        kind, product = form.kind.control.key(), form.product.control.text()
        self._context.read(
            lambda workspace: similar_complaints(workspace, account, kind, product),
            self._show_similar,
            key="complaint-similar",
        )

    def _show_similar(self, found: Sequence[SimilarComplaint]) -> None:
        self.similar_note.setVisible(bool(found))
        self.similar.setVisible(bool(found))
        self.similar.set_items([_item(one) for one in found])
        self._fit()

    def _open_similar(self, complaint_id: Id) -> None:
        self.reject()
        self._go(Destination(PageId.COMPLAINT, subject=complaint_id))

    # --- files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths: Sequence[Path] = dropped_paths(event)
        self.form.add_files(paths)


def _item(one: SimilarComplaint) -> Item:
    complaint = one.complaint
    return Item(
        complaint.id,
        " ".join(filter(None, (complaint.number, complaint.kind.label))),
        note=" · ".join(filter(None, (one.account, one.reason))),
        mark=REPEATS,
        right=format_short_date(complaint.received_on, year=True),
        tooltip=complaint.text,
    )
