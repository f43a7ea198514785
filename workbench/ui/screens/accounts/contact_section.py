"""Calls and messages of an account, its projects and services, and the task of December."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contact_log import Channel
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.contact_log import ContactLog, get_contact_log, local_now
from workbench.services.projects import Work, get_work, record_follow_up
from workbench.ui.context import Context
from workbench.ui.kit.surfaces import Scroll, SidePane, horizontal
from workbench.ui.kit.tokens import S4
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.log_form import LogInput
from workbench.ui.screens.accounts.log_part import LogPane, LogPart
from workbench.ui.screens.accounts.new_year_part import NewYearPart
from workbench.ui.screens.accounts.projects_part import ProjectsPart
from workbench.ui.screens.accounts.work_panes import ProjectPane
from workbench.ui.service_requests.new_pane import NewServicePane
from workbench.ui.service_requests.pane import ServicePane

RIGHT_WIDTH = 420


class ContactSection(QWidget):
    """The log at the left, projects and services beside it; one pane at a time at the right edge."""

    navigation_requested = Signal(object)
    """A ``Destination`` to go to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._log: ContactLog | None = None
        self._work: Work | None = None
        self._wanted: Id | None = None
        row = horizontal(self, gap=0)
        left, right = Scroll(gap=S4), Scroll(pane=True, gap=S4)
        right.setFixedWidth(RIGHT_WIDTH)
        self.new_year = NewYearPart(context)
        self.log = LogPart()
        self.log.opened.connect(self._open_entry)
        self.log.add_requested.connect(self.add)
        self.work = ProjectsPart()
        self.work.project_opened.connect(self._open_project)
        self.work.service_opened.connect(self._open_service)
        self.work.call_made.connect(self._called)
        left.column.addWidget(self.new_year)
        left.column.addWidget(self.log)
        left.column.addStretch(1)
        right.column.addWidget(self.work)
        right.column.addStretch(1)
        row.addWidget(left, 1)
        row.addWidget(right)
        self.log_pane = LogPane(context)
        self.project_pane = ProjectPane(context)
        self.service_pane, self.new_service_pane = ServicePane(context), NewServicePane(context)
        self.new_service_pane.created.connect(self._open_service)
        self.service_pane.complaint_requested.connect(
            lambda complaint: self.navigation_requested.emit(Destination(PageId.COMPLAINT, subject=complaint))
        )
        self._panes: tuple[SidePane, ...] = (
            *(self.log_pane, self.project_pane),
            *(self.service_pane, self.new_service_pane),
        )
        for pane in self._panes:
            pane.hide()
            row.addWidget(pane)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed; what is being typed stays."""
        account_id = view.account.id
        if account_id != self._account:
            self._account, self._log, self._work = account_id, None, None
            self.close_innermost()
        self.new_year.show_task(view.new_year, view.today)
        self.log.show_last(view.last_contact, view.today)
        self._context.read(
            lambda workspace: (get_contact_log(workspace, account_id), get_work(workspace, account_id)),
            lambda found: self._show(*found),
            key="account-contact",
        )

    def add(self) -> None:
        """Begin to note a call."""
        if self._account is not None and self._log is not None:
            now = local_now(self._context.workspace)
            self._only(self.log_pane)
            given = LogInput(Channel.CALL, "", None, now.date(), f"{now:%H:%M}")
            self.log_pane.begin(self._account, self._log, given, None)

    def select(self, record_id: Id) -> None:
        """Open an entry, a project or a service, as soon as they have been read."""
        self._wanted = record_id
        if self._log is not None and self._work is not None:
            self._show(self._log, self._work)

    def close_innermost(self) -> bool:
        """Close the pane; False if none is open."""
        open_pane = next((pane for pane in self._panes if not pane.isHidden()), None)
        if open_pane is not None:
            open_pane.hide()
        return open_pane is not None

    def _show(self, log: ContactLog, work: Work) -> None:
        self._log, self._work = log, work
        self.log.show_log(log)
        self.work.show_work(work)
        self.service_pane.refresh()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._open_entry(wanted)
            self._open_project(wanted)
            if any(line.request.id == wanted for line in work.services):
                self._open_service(wanted)

    def _only(self, pane: SidePane) -> None:
        for one in self._panes:
            one.setHidden(one is not pane)

    def _open_entry(self, entry_id: Id) -> None:
        lines = self._log.lines if self._log else ()
        entry = next((line.entry for line in lines if line.entry.id == entry_id), None)
        if entry is not None and self._account is not None and self._log is not None:
            self._only(self.log_pane)
            given = LogInput(entry.channel, entry.text, entry.contact_id, entry.on, entry.at)
            self.log_pane.begin(self._account, self._log, given, entry.id)

    def _open_project(self, project_id: Id | None) -> None:
        projects = self._work.projects if self._work else ()
        project = next((one for one in projects if one.id == project_id), None)
        if self._account is not None and (project is not None or project_id is None):
            self._only(self.project_pane)
            self.project_pane.begin(self._account, project)

    def _open_service(self, service_id: Id | None) -> None:
        if self._account is None:
            return
        if service_id is None:
            self._only(self.new_service_pane)
            self.new_service_pane.begin(self._account)
            return
        self._only(self.service_pane)
        self.service_pane.open_service(service_id)

    def _called(self) -> None:
        account = self._account
        if account is not None:
            self._context.save(
                lambda workspace: record_follow_up(workspace, account), said=_("Follow-up call noted")
            )
