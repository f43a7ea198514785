"""The one-time notice of a service request, printed (2-rules §9)."""

from workbench.documents.one_time_notice import (
    NoticeCommitment,
    NoticeDocument,
    NoticePaper,
    one_time_notice_pdf,
)
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.service_types import shown_text
from workbench.foundation.i18n import language, use_language
from workbench.foundation.ids import Id
from workbench.services.contract_reading import read_our_company
from workbench.services.service_requests import get_service_view
from workbench.storage.workspace import Workspace


def print_notice(
    workspace: Workspace,
    service_id: Id,
    *,
    profile: Profile = Profile.CUSTOMER,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The notice of one request as a PDF; raises ``NotFound``."""
    view = get_service_view(workspace, service_id)
    line, request = view.line, view.line.request
    taker = next((one for one in view.managers if one.id == request.taken_by_id), None)
    with workspace.read() as session:
        company = read_our_company(session).name
    with use_language(in_language or language()):
        paper = NoticePaper(
            company=company,
            author=workspace.author,
            printed_on=workspace.clock.today(),
            number=request.number,
            type=line.type_label,
            account=line.account.name,
            asker=line.asker,
            requested_on=request.requested_on,
            text=request.text,
            product=request.product,
            answerable=taker.name if taker else request.taken_by,
            phone=taker.phone if taker else "",
            documents=tuple(NoticeDocument(shown_text(one.name), one.received_on) for one in view.documents),
            commitments=tuple(
                NoticeCommitment(
                    shown_text(one.commitment.text),
                    one.commitment.workdays,
                    one.due_on,
                    one.commitment.done_on,
                    one.commitment.done_by,
                )
                for one in line.stand.commitments
            ),
            note=request.note,
        )
        return one_time_notice_pdf(paper, language=language(), paper_size=paper_size, profile=profile)
