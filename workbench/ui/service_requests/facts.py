"""What a request belongs to: its account, who took it, the complaint and the need that came out of it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date, pgettext
from workbench.services.service_requests import ServiceView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.surfaces import Facts, horizontal
from workbench.ui.service_requests.words import call_words

NAME_WIDTH = 84


class ServiceFacts(Facts):
    """Each link tells where it leads."""

    account_requested = Signal(object)
    complaint_requested = Signal(object)
    complain_requested = Signal()
    need_requested = Signal(object, object)
    """The account and its need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(NAME_WIDTH, parent)

    def show_view(self, view: ServiceView, today: date) -> None:
        """Show these of a request."""
        line, request = view.line, view.line.request
        self.clear()
        account = Button(line.account.short, Kind.LINK)
        account.clicked.connect(lambda: self.account_requested.emit(line.account.id))
        self.add(lambda: _("Account"), _at_left(account))
        if request.taken_by:
            self.add(lambda: _("Taken by"), request.taken_by)
        complaint = view.complaint
        if complaint is not None:
            link = Button(complaint.number or complaint.kind.label, Kind.LINK)
            link.clicked.connect(lambda: self.complaint_requested.emit(complaint.id))
        else:
            link = Button(lambda: _("Take down a complaint"), Kind.LINK)
            link.clicked.connect(self.complain_requested)
        self.add(lambda: _("Complaint"), _at_left(link))
        need = view.need
        if need is not None:
            opener = Button(lambda: need.answer.label, Kind.LINK)
            opener.clicked.connect(lambda: self.need_requested.emit(need.account_id, need.id))
            self.add(lambda: _("Need"), _at_left(opener))
        words, tone = call_words(line, today)
        if request.completed_on is not None:
            self.add(lambda: _("Completed"), format_date(request.completed_on))
        if words:
            self.add(lambda: pgettext("service", "Call"), words, tone=tone)


def _at_left(button: Button) -> QWidget:
    holder = QWidget()
    row = horizontal(holder, gap=0)
    row.addWidget(button)
    row.addStretch(1)
    return holder
