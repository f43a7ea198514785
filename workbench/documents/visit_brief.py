"""The brief of a visit on exactly one page: what does not fit is counted, never dropped (3-features C7).

The customer's copy is set from a brief that holds only what a customer may read (``for_customer``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.platypus.doctemplate import PageBreak

from workbench.documents.base import Furniture, build, frame_size
from workbench.documents.brief_sections import Cut, page_blocks, section_names
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Text
from workbench.documents.pen import rule
from workbench.documents.styles import LINE, TextStyle
from workbench.documents.wording import paper_date
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.visit_brief import EARLIER_VISITS, VisitBrief, for_customer
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, pgettext, use_language

_RULE_APART = 22.0
_LEAST_FOR_NOTES = 60.0
_NOTES_HEAD = TextStyle(10, 15, bold=True, before=7)
_CHARS = (400, 360, 320, 280, 240, 210, 180, 150, 120, 100, 80, 60, 40, 30)


@dataclass(frozen=True)
class VisitBriefPaper:
    """One or more briefs to print, a page each. ``company`` is our own name."""

    company: str
    author: str
    printed_on: date
    briefs: tuple[VisitBrief, ...]


def visit_brief_pdf(
    data: VisitBriefPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The briefs as a PDF in ``language``, exactly one page each. Raises ``NotFound`` without any."""
    with use_language(language):
        if not data.briefs:
            raise NotFound(_("There is no visit to prepare on these days."))
        briefs = [one if profile is Profile.INTERNAL else for_customer(one) for one in data.briefs]
        first = briefs[0]
        is_one = len(briefs) == 1
        what = first.account.name if is_one else _days(briefs)
        furniture = Furniture(
            title=_("Visit brief: {account}").format(account=what),
            author=data.author,
            subject=_("Visit brief"),
            head_left=data.company,
            head_right=pgettext("paper", "Internal") if profile is Profile.INTERNAL else "",
            foot_left=_("Visit brief · {account} · printed {date}").format(
                account=first.account.short if is_one else what, date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        width, height = frame_size(paper_size)
        blocks: list[Any] = []
        for brief in briefs:
            if blocks:
                blocks.append(PageBreak())
            blocks.append(_one_page(brief, profile, width, height))
        return build(blocks, furniture)


def _days(briefs: Sequence[VisitBrief]) -> str:
    days = sorted({one.on for one in briefs})
    if len(days) == 1:
        return paper_date(days[0])
    return f"{paper_date(days[0])} – {paper_date(days[-1])}"


def _one_page(brief: VisitBrief, profile: Profile, width: float, height: float) -> Block:
    """The page at the most that fits, and lines to write on in what is left."""
    for cut in _cuts():
        page = Together(page_blocks(brief, profile, cut))
        used = page.wrap(width, height)[1]
        if used <= height - 1:
            left = height - used - 1
            if left < _LEAST_FOR_NOTES:
                return page
            head = Text(_("Notes"), _NOTES_HEAD)
            return Together([page, head, _Notes(left - _NOTES_HEAD.leading - _NOTES_HEAD.before)])
    raise AssertionError("the shortest cut always fits: its lines are counted and clipped")


def _cuts() -> Sequence[Cut]:
    """From everything to the least, a little less each time: first long lists, then long words."""
    names = section_names()
    return [
        Cut({**dict.fromkeys(names, lines), "earlier": EARLIER_VISITS, "people": max(2, lines)}, chars)
        for chars, lines in zip(_CHARS, range(len(_CHARS) - 1, -1, -1), strict=True)
    ]


class _Notes(Block):
    """Ruled lines to write on."""

    def __init__(self, height: float) -> None:
        super().__init__(before=4)
        self._room = height - 6

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self._room
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.5)
        top = self.height - _RULE_APART
        while top > 0:
            rule(self.canv, 0, self.width, top)
            top -= _RULE_APART
