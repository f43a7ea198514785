"""What of an account plan is there, what is missing, and how fresh its evidence is (2-rules §17)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import WHOLE_BP, Missing, PartStand
from workbench.domain.plan_texts import sentences_from_data
from workbench.foundation.i18n import N_, _, format_date

_WHAT_IS_MISSING: Mapping[PlanPart, str] = {
    PlanPart.SUMMARY: N_("Nothing is known of this account yet: write the summary."),
    PlanPart.VISION: N_("Write where this account shall be in some years."),
    PlanPart.WHY: N_("Say why this is a key account: confirm its tier, or write it."),
    PlanPart.WHO: N_("Say who they are: fill the profile, or write it."),
    PlanPart.WANT: N_("Say what they want: note their needs, or write it."),
    PlanPart.MANAGED: N_("Say how they are managed: name the responsible manager, or write it."),
    PlanPart.KEPT: N_("Say how they are kept for long: enter the relationship stage, or write it."),
    PlanPart.MEASUREMENT: N_("Import the sales records, or type the years of the portfolio."),
    PlanPart.ENVIRONMENT: N_("Describe their market: in the profile, or here."),
    PlanPart.STRENGTHS: N_("Write our strengths there."),
    PlanPart.WEAKNESSES: N_("Write our weaknesses there."),
    PlanPart.OPPORTUNITIES: N_("Write the opportunities."),
    PlanPart.THREATS: N_("Write the threats."),
    PlanPart.COMPETITORS: N_("Name their other suppliers, or write that there is none."),
    PlanPart.NEEDS: N_("Note what they need."),
    PlanPart.WHITESPACE: N_("Say in the whitespace grid from whom they get what."),
    PlanPart.PEOPLE: N_("Add the people who decide, use and advise."),
    PlanPart.STRATEGY: N_("Write how we want to get there."),
    PlanPart.OBJECTIVES: N_("Set an objective for the year."),
    PlanPart.VISITS: N_("Plan the visits of the year."),
    PlanPart.TEAM: N_("Name who of ours works on this account."),
    PlanPart.RISKS: N_("Note what may go wrong, or write that nothing is in sight."),
    PlanPart.REVIEWS: N_("Set the day of the next review."),
}

_HALF_OF_HALF = 91
_NUMBER = re.compile(r"\d[\d.,]*")


def part_stands(
    paper: AccountPlanPaper,
    written_on: Mapping[PlanPart, date],
    data_on: Mapping[PlanPart, date],
    touched: frozenset[PlanPart],
) -> tuple[PartStand, ...]:
    """Every part in its order.

    ``written_on`` and ``data_on`` are when its text and the data behind it were changed last; ``touched``
    are the parts whose data were changed after the text was written.
    """
    return tuple(_stand(paper, part, written_on.get(part), data_on.get(part), touched) for part in PlanPart)


def _stand(
    paper: AccountPlanPaper,
    part: PlanPart,
    written: date | None,
    data: date | None,
    touched: frozenset[PlanPart],
) -> PartStand:
    text = paper.texts.get(part, "")
    said = sentences_from_data(paper, part)
    # Objectives are what is measured and acted on: a text about them is not one.
    is_filled = (bool(text) and part is not PlanPart.OBJECTIVES) or _has_data(paper, part, said)
    kept = paper.written.get(part)
    confirmed = kept.confirmed_on if kept is not None else None
    dates = [one for one in (written if text else None, data if said or not text else None, confirmed) if one]
    newest = max(dates, default=None)
    is_stale = is_filled and newest is not None and paper.today - newest > timedelta(days=paper.stale_days)
    missing = [] if is_filled else [_what_is_missing(paper, part)]
    if is_stale and newest is not None:
        missing.append(
            _("The evidence is of {date}: look at it, and confirm the part.").format(date=format_date(newest))
        )
    return PartStand(
        part,
        is_filled,
        data,
        confirmed,
        kept.confirmed_by if kept is not None else "",
        is_stale,
        tuple(missing),
        part in touched and _say_otherwise(said, text),
    )


def _say_otherwise(said: tuple[str, ...], text: str) -> bool:
    """Whether a text that holds sentences of the data lacks some that they say now.

    A sentence was theirs if it stands in the text, at least with other numbers; a text that is wholly a
    person's own is never contradicted.
    """
    plain = _NUMBER.sub("#", text)
    return any(_NUMBER.sub("#", one) in plain for one in said) and any(one not in text for one in said)


def _has_data(paper: AccountPlanPaper, part: PlanPart, said: tuple[str, ...]) -> bool:
    """Whether the data fill a part by themselves, without a text."""
    if part is PlanPart.REVIEWS:
        return not review_is_overdue(paper)
    if part is PlanPart.OBJECTIVES:
        return bool(paper.objectives)
    if part is PlanPart.VISITS:
        return bool(paper.coming_visits) or any(one.on.year == paper.year for one in paper.visits)
    if part is PlanPart.TEAM:
        return bool(paper.team)
    if part is PlanPart.MEASUREMENT:
        typed = paper.value is not None and not paper.value.portfolio.is_empty
        return (paper.sales.as_of is not None and any(one.amount_fen for one in paper.sales.months)) or typed
    return bool(said)


def _what_is_missing(paper: AccountPlanPaper, part: PlanPart) -> str:
    if part is PlanPart.REVIEWS and paper.review_on is not None:
        return _("The review of {date} is due.").format(date=format_date(paper.review_on))
    return _(_WHAT_IS_MISSING[part])


def review_is_overdue(paper: AccountPlanPaper) -> bool:
    """Whether the day of the review has passed without one."""
    return paper.review_on is not None and paper.review_on < paper.today


def missing_of(paper: AccountPlanPaper, parts: Iterable[PartStand]) -> tuple[Missing, ...]:
    """All that keeps the plan from being complete, in the order of its parts."""
    return tuple(_missing(paper, parts))


def _missing(paper: AccountPlanPaper, parts: Iterable[PartStand]) -> Iterator[Missing]:
    for stand in parts:
        for text in stand.missing:
            yield Missing(stand.part, text)
        if stand.part is PlanPart.OBJECTIVES:
            for one in paper.objectives:
                if not one.is_served:
                    text = _("“{objective}” needs an action with a date.").format(
                        objective=one.objective.text
                    )
                    yield Missing(PlanPart.OBJECTIVES, text, one.objective.id)


def completeness_bp(paper: AccountPlanPaper, parts: Iterable[PartStand]) -> int:
    """How much of the plan is there: 10,000 exactly where nothing is missing.

    Each part counts twice, once for being there and once for evidence that is fresh; the dated actions of
    the objectives together as much as one part is worth for being there.
    """
    stands = tuple(parts)
    there = sum(one.is_filled for one in stands) + sum(one.is_filled and not one.is_stale for one in stands)
    served = [one.is_served for one in paper.objectives]
    share = sum(served) * WHOLE_BP // len(served) if served else 0
    return (there * WHOLE_BP + share) // (2 * len(stands) + 1)


def with_parts(paper: AccountPlanPaper, parts: tuple[PartStand, ...]) -> AccountPlanPaper:
    """The paper with how its parts stand, how complete it is, and what is missing."""
    return replace(
        paper,
        parts=parts,
        completeness_bp=completeness_bp(paper, parts),
        missing=missing_of(paper, parts),
    )


def next_review(year: int, begun_on: date, last_review: date | None) -> date | None:
    """The proposed day of the next review: the end of the half-year that is to be looked at.

    A review shortly before or after the end of a half-year was that half-year's; ``None`` after the last.
    """
    for end in (date(year, 6, 30), date(year, 12, 31)):
        reviewed = last_review is not None and last_review > end - timedelta(days=_HALF_OF_HALF)
        if end >= begun_on and not reviewed:
            return end
    return None
