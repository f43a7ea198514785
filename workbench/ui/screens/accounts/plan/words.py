"""The chapters of a plan, what each part asks of whoever writes it, and how long an answer reads well."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import PartStand
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.ui.kit.marks import CAUTION, DISC, HALF, RING, Mark
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone

SWOT = (PlanPart.STRENGTHS, PlanPart.WEAKNESSES, PlanPart.OPPORTUNITIES, PlanPart.THREATS)
# Parts that data and lines fill; a text there is only a remark.
REMARKED = frozenset(
    {
        PlanPart.OBJECTIVES,
        PlanPart.VISITS,
        PlanPart.TEAM,
        PlanPart.RISKS,
        PlanPart.REVIEWS,
    }
)


@dataclass(frozen=True)
class Chapter:
    """A step of the plan with its parts, in the order of the paper."""

    title: Text
    parts: tuple[PlanPart, ...]


CHAPTERS = (
    Chapter(lambda: pgettext("plan chapter", "Overview"), (PlanPart.SUMMARY, PlanPart.VISION)),
    Chapter(
        lambda: pgettext("plan chapter", "Definition"),
        (PlanPart.WHY, PlanPart.WHO, PlanPart.WANT, PlanPart.MANAGED, PlanPart.KEPT),
    ),
    Chapter(lambda: pgettext("plan chapter", "Measurement"), (PlanPart.MEASUREMENT,)),
    Chapter(
        lambda: pgettext("plan chapter", "Analysis"),
        (
            PlanPart.ENVIRONMENT,
            *SWOT,
            PlanPart.COMPETITORS,
            PlanPart.NEEDS,
            PlanPart.WHITESPACE,
            PlanPart.PEOPLE,
        ),
    ),
    Chapter(
        lambda: pgettext("plan chapter", "Design"),
        (PlanPart.STRATEGY, PlanPart.OBJECTIVES, PlanPart.VISITS, PlanPart.TEAM),
    ),
    Chapter(lambda: pgettext("plan chapter", "Verification"), (PlanPart.RISKS, PlanPart.REVIEWS)),
)

_PROMPTS: Mapping[PlanPart, Text] = {
    PlanPart.SUMMARY: lambda: _(
        "Where do we stand with them, what do we want this year, what do we need for it?"
    ),
    PlanPart.VISION: lambda: _("What are we to them in three years, and they to us?"),
    PlanPart.WHY: lambda: _(
        "Why is this a key account? Name what counts: sales, potential, reputation, technology."
    ),
    PlanPart.WHO: lambda: _("Who are they: business, markets, size, who decides?"),
    PlanPart.WANT: lambda: _("What do they want of a supplier, and what of us?"),
    PlanPart.MANAGED: lambda: _("Who looks after them, how often, at which levels?"),
    PlanPart.KEPT: lambda: _("What keeps them for long: contracts, joint work, people?"),
    PlanPart.MEASUREMENT: lambda: _("What do the figures say, and what do they not say?"),
    PlanPart.ENVIRONMENT: lambda: _("What changes around them: market, law, technology, prices?"),
    PlanPart.STRENGTHS: lambda: _("What do we do better for them than others?"),
    PlanPart.WEAKNESSES: lambda: _("What do others do better for them?"),
    PlanPart.OPPORTUNITIES: lambda: _("What opens up with them?"),
    PlanPart.THREATS: lambda: _("What could cost us business with them?"),
    PlanPart.COMPETITORS: lambda: _("Who else sells there, where are they strong, what are they up to?"),
    PlanPart.NEEDS: lambda: _("Which needs count most this year, and how do we answer them?"),
    PlanPart.WHITESPACE: lambda: _("What could they buy of us and do not: where do we begin?"),
    PlanPart.PEOPLE: lambda: _("Who decides, who stands with us, whom must we win?"),
    PlanPart.STRATEGY: lambda: _("By which way do we get there, and what do we leave?"),
}

_LENGTHS: Mapping[PlanPart, int] = {
    PlanPart.SUMMARY: 600,
    PlanPart.VISION: 200,
    PlanPart.STRATEGY: 600,
    PlanPart.ENVIRONMENT: 400,
    **dict.fromkeys(SWOT, 240),
}


def prompt_of(part: PlanPart) -> Text:
    """What an empty part asks."""
    return _PROMPTS.get(part, lambda: _("A remark, if there is one"))


def length_of(part: PlanPart) -> int:
    """So many characters read well on paper."""
    return _LENGTHS.get(part, 300)


def part_label(part: PlanPart) -> Text:
    """The name of a part."""
    return lambda: part.label


def stand_mark(stand: PartStand, *, written: bool) -> Mark:
    """The state of a part: stale, filled, filled by the data alone, empty."""
    if stand.is_stale:
        return CAUTION
    if not stand.is_filled:
        return Mark(RING, Tone.TEXT3)
    return Mark(DISC, Tone.OK) if written else Mark(HALF, Tone.ACCENT)


def stand_word(stand: PartStand, *, written: bool) -> str:
    """The same in words."""
    if stand.is_stale:
        return _("Stale")
    if not stand.is_filled:
        return _("Empty")
    return _("Filled") if written else _("From the data alone")


def stand_sentence(stand: PartStand) -> str:
    """As of when its data are, and who confirmed it when."""
    found = []
    if stand.data_as_of is not None:
        found.append(_("data as of {date}").format(date=format_date(stand.data_as_of)))
    if stand.confirmed_on is not None:
        by = f" · {stand.confirmed_by}" if stand.confirmed_by else ""
        found.append(_("confirmed {date}").format(date=format_date(stand.confirmed_on)) + by)
    return " · ".join(found)
