"""Papers about complaints: the record of one, and the service report of a month (2-rules §8)."""

from calendar import monthrange
from datetime import date

from workbench.documents.complaint_record import ComplaintPaper, complaint_record_pdf
from workbench.documents.service_report import (
    ComplaintEntry,
    ServiceEntry,
    ServiceReportPaper,
    service_report_pdf,
)
from workbench.domain.complaint_statistics import first_reply_on
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import language, use_language
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine, list_complaint_lines
from workbench.services.complaint_statistics import get_complaint_statistics
from workbench.services.complaint_view import get_complaint_view
from workbench.services.contract_reading import read_our_company
from workbench.services.service_requests import ServiceLine, list_service_lines
from workbench.storage.workspace import Workspace


def print_complaint(
    workspace: Workspace,
    complaint_id: Id,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The record of a complaint, with all that happened until now; raises ``NotFound``."""
    view = get_complaint_view(workspace, complaint_id)
    paper = ComplaintPaper(
        company=_company(workspace),
        author=workspace.author,
        printed_on=workspace.clock.today(),
        progress=view.progress,
        account=view.account,
        contact=view.contact,
        taken_by=_taken_by(view.line, {one.id: one.name for one in view.managers}),
        deadline=view.deadline,
        used_days=view.used_days,
        files=tuple(one.name for one in view.files),
    )
    code = in_language or language()
    return complaint_record_pdf(paper, language=code, paper_size=paper_size, profile=profile)


def print_service_report(
    workspace: Workspace,
    month: date,
    *,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """Complaints and service requests of the month of ``month``, and those that are still open."""
    first = month.replace(day=1)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    code = in_language or language()
    with use_language(code):
        lines = list_complaint_lines(workspace)
        services = list_service_lines(workspace)
        paper = ServiceReportPaper(
            company=_company(workspace),
            author=workspace.author,
            printed_on=workspace.clock.today(),
            figures=get_complaint_statistics(workspace, first, last),
            complaints=tuple(_complaint(one) for one in lines if _belongs(one, first, last)),
            services=tuple(_service(one) for one in services if _was_asked(one, first, last)),
            services_open=sum(one.request.completed_on is None for one in services),
            services_overdue=sum(
                one.request.completed_on is None and bool(one.stand.overdue) for one in services
            ),
        )
        return service_report_pdf(paper, language=code, paper_size=paper_size)


def _company(workspace: Workspace) -> str:
    with workspace.read() as session:
        return read_our_company(session).name


def _taken_by(line: ComplaintLine, names: dict[Id, str]) -> str:
    complaint = line.complaint
    return names.get(complaint.taken_by_id or Id(b""), complaint.taken_by)


def _belongs(line: ComplaintLine, first: date, last: date) -> bool:
    """Received or closed in the month, or received before its end and still open."""
    closed_on = line.progress.closed_on
    received_on = line.complaint.received_on
    was_closed = closed_on is not None and first <= closed_on <= last
    return first <= received_on <= last or was_closed or (line.is_open and received_on <= last)


def _was_asked(line: ServiceLine, first: date, last: date) -> bool:
    asked, completed = line.request.requested_on, line.request.completed_on
    was_completed = completed is not None and first <= completed <= last
    was_asked = asked is not None and first <= asked <= last
    return was_asked or was_completed or (completed is None and (asked is None or asked <= last))


def _complaint(line: ComplaintLine) -> ComplaintEntry:
    complaint, deadline = line.complaint, line.deadline
    answerable = line.answerable
    return ComplaintEntry(
        number=complaint.number,
        account=line.account.short,
        kind=complaint.kind.label,
        text=complaint.text,
        received_on=complaint.received_on,
        state=line.state.label,
        answerable=(answerable.person or answerable.department) if line.is_open else "",
        replied_on=first_reply_on(line.progress),
        closed_on=line.progress.closed_on,
        days_late=deadline.days_late if deadline else 0,
    )


def _service(line: ServiceLine) -> ServiceEntry:
    request, following = line.request, line.stand.next
    return ServiceEntry(
        number=request.number,
        account=line.account.short,
        type=line.type_label,
        text=request.text,
        requested_on=request.requested_on,
        completed_on=request.completed_on,
        next_due_on=following.due_on if following else None,
        is_late=bool(line.stand.overdue),
    )
