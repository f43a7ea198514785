"""The constructed account plans as PDFs and as their texts, each made once for all tests."""

from functools import cache

from tests.documents import plans
from tests.documents.reading import pages_text, whole_text
from workbench.documents.account_plan import account_plan_pdf
from workbench.domain.papers import Paper, PaperSize, Profile


@cache
def plan_pdf(
    name: str,
    language: str = "en",
    profile: Profile = Profile.INTERNAL,
    size: PaperSize = PaperSize.A4,
) -> Paper:
    """The plan of that name in ``plans.ALL``."""
    return account_plan_pdf(plans.ALL[name](), language=language, paper_size=size, profile=profile)


@cache
def plan_text(name: str, language: str = "en", profile: Profile = Profile.INTERNAL) -> str:
    """All its text on A4, squeezed."""
    return whole_text(plan_pdf(name, language, profile).content)


@cache
def plan_pages(name: str) -> list[str]:
    """The text of each page of the internal copy in English on A4."""
    return pages_text(plan_pdf(name).content)
