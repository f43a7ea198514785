"""What the sections of an account plan share: what was written, what is missing, and what a part rests on."""

from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import BODY, SECOND
from workbench.documents.wording import paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import PartStand
from workbench.domain.plan_texts import text_of
from workbench.foundation.i18n import _, in_a_row

STALE = "▲"


def part_heading(paper: AccountPlanPaper, outline: Outline, title: str, part: PlanPart) -> Heading:
    """A heading of the second level with who confirmed the part when, or that it is stale."""
    return Heading(outline.add(title, 1), confirmation(stand_of(paper, part)))


def stand_of(paper: AccountPlanPaper, part: PlanPart) -> PartStand | None:
    """What the plan knows of the part; nothing on a customer's copy."""
    return next((one for one in paper.parts if one.part is part), None)


def confirmation(stand: PartStand | None) -> str:
    """``confirmed by 张蔚 on 2026-11-04``, with a mark where the evidence is too old; empty if never."""
    if stand is None or stand.confirmed_on is None:
        return f"{STALE} " + _("stale") if stand and stand.is_stale else ""
    day = paper_date(stand.confirmed_on)
    text = _("confirmed {date}").format(date=day)
    if stand.confirmed_by:
        text = _("confirmed by {name} on {date}").format(name=stand.confirmed_by, date=day)
    return f"{STALE} {text}" if stand.is_stale else text


def written(paper: AccountPlanPaper, part: PlanPart) -> list[Block]:
    """The paragraphs a person wrote into the part."""
    text = paper.texts.get(part, "").strip()
    return [Text(text, BODY)] if text else []


def said_or_lacking(paper: AccountPlanPaper, part: PlanPart, to_do: str) -> list[Block]:
    """What was written, else what the data say, else one line that says what to do."""
    text = text_of(paper, part).strip()
    if text:
        return [Text(text, BODY)]
    stand = stand_of(paper, part)
    return [lacking(in_a_row(*stand.missing) if stand and stand.missing else to_do)]


def lacking(text: str) -> Text:
    """One line that says what is missing and what to do about it."""
    return Text(text, BODY.tinted(SECOND))
