"""The paper of an account plan as it would be with what is just being typed (2-rules §17)."""

from collections.abc import Mapping
from dataclasses import replace

from workbench.documents.account_plan import account_plan_pdf
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.plan_records import PlanPart
from workbench.foundation.i18n import language


def preview_plan_paper(
    paper: AccountPlanPaper, typed: Mapping[PlanPart, str], *, paper_size: PaperSize = PaperSize.A4
) -> Paper:
    """The internal PDF of a plan that was read, with ``typed`` in place of what is stored; reads nothing."""
    texts = {part: text for part, text in {**paper.texts, **typed}.items() if text.strip()}
    return account_plan_pdf(
        replace(paper, texts=texts), language=language(), paper_size=paper_size, profile=Profile.INTERNAL
    )
