"""Papers: gather what one prints, and make the PDF (2-rules §17, §7.2)."""

from dataclasses import replace

from workbench.documents.account_plan import account_plan_pdf
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import language, use_language
from workbench.foundation.ids import Id
from workbench.services.account_plans import get_plan
from workbench.services.logo import load_logo
from workbench.storage.workspace import Workspace


def print_account_plan(
    workspace: Workspace,
    account_id: Id,
    *,
    year: int | None = None,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The account plan as a PDF, filled from what the workspace knows; raises ``NotFound``.

    Of ``year``, or of the year that is worked on. What the data propose is written in the paper's language.
    """
    chosen = in_language or language()
    with use_language(chosen):
        paper = replace(get_plan(workspace, account_id, year), logo=load_logo())
    return account_plan_pdf(paper, language=chosen, paper_size=paper_size, profile=profile)
