"""The account plan 客户计划 as a PDF: cover, contents, and six sections that fill themselves (2-rules §17).

The customer's copy is made from ``for_customer`` of the data: what a customer must not read is gone
before the first block is built.
"""

from reportlab.platypus.doctemplate import CondPageBreak

from workbench.documents.account_plan_analysis import analysis, shared_facts
from workbench.documents.account_plan_cover import Cover
from workbench.documents.account_plan_definition import definition, facts, summary
from workbench.documents.account_plan_design import design, promises
from workbench.documents.account_plan_measures import measurement
from workbench.documents.account_plan_people import people
from workbench.documents.account_plan_verification import sources, verification
from workbench.documents.account_plan_work import visits
from workbench.documents.base import Furniture, build, frame_size
from workbench.documents.layout import Together
from workbench.documents.outline import Contents, Outline
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import SECTION
from workbench.documents.wording import clipped, paper_date
from workbench.domain.account_plan import AccountPlanPaper, for_customer
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.plan_stand import PlanState
from workbench.foundation.i18n import _, is_chinese, pgettext, use_language

_LEAST_ROOM_FOR_A_SECTION = 150.0


def account_plan_pdf(
    data: AccountPlanPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The plan as a PDF in ``language``. Parts without data say so and what to do about it."""
    with use_language(language):
        internal = profile is Profile.INTERNAL
        paper = data if internal else for_customer(data)
        name = paper.account.short
        title = _("Account plan {year}: {account}").format(year=paper.year, account=paper.account.name)
        furniture = Furniture(
            title=title,
            author=paper.author,
            subject=_("Account plan"),
            head_left=_("{account} · account plan {year}").format(account=clipped(name, 28), year=paper.year),
            head_right=pgettext("paper", "Internal") if internal else paper.company,
            foot_left=_foot(paper, internal=internal),
            made_on=paper.today,
            language=language,
            size=paper_size,
            has_cover=True,
        )
        outline = Outline()
        return build(
            _blocks(paper, outline, frame_size(paper_size)[0], internal=internal), furniture, outline
        )


def _blocks(paper: AccountPlanPaper, outline: Outline, width: float, *, internal: bool) -> list[Block]:
    if internal:
        sections = [
            summary(paper, outline),
            definition(paper, outline),
            measurement(paper, outline, internal=True),
            analysis(paper, outline),
            people(paper, outline, width),
            design(paper, outline),
            visits(paper, outline, internal=True),
            verification(paper, outline),
        ]
    else:
        sections = [
            measurement(paper, outline, internal=False),
            shared_facts(paper, outline),
            promises(paper, outline),
            visits(paper, outline, internal=False),
            sources(paper, outline),
        ]
    contents = [Text(_("Contents"), SECTION), Contents(outline)] if outline.entries else []
    account = Together([Text(_("The account"), SECTION), facts(paper)])
    blocks: list[Block] = [Cover(paper, internal=internal), *contents, account]
    for section in sections:
        if section:
            blocks += [CondPageBreak(_LEAST_ROOM_FOR_A_SECTION), *section]
    return blocks


def _foot(paper: AccountPlanPaper, *, internal: bool) -> str:
    """Which version, made when, from records up to when."""
    facts = [paper_date(paper.today)]
    if internal:
        version = _("Version {number}").format(number=len(paper.versions))
        is_version = paper.versions and not paper.changed_since
        facts.insert(0, version if is_version else PlanState.DRAFT.label)
    if paper.sales.as_of:
        facts.append(_("data up to {date}").format(date=paper_date(paper.sales.as_of)))
    return (" · " if not is_chinese() else "·").join(facts)
