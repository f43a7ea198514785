"""What the data say for each part of an account plan: short sentences, each with its number (2-rules §17)."""

from collections.abc import Callable, Mapping

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import (
    definition_takeaway,
    people_takeaway,
    product_takeaway,
    sales_takeaway,
    visits_takeaway,
)
from workbench.domain.influence_finding import Severity
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_summary import bare, objectives_in_short, sentence, summary, wallet_share
from workbench.domain.plan_swot import (
    contract_ends,
    finding_sentence,
    opportunities,
    strengths,
    threats,
    weaknesses,
)
from workbench.domain.risk_grid import by_weight, class_of
from workbench.domain.whitespace import CellState
from workbench.foundation.i18n import (
    _,
    format_date,
    format_percent_bp,
    in_a_row,
    listed,
    money_text,
    ngettext,
)

SHOWN = 3
PROSE = frozenset(
    {
        PlanPart.SUMMARY,
        PlanPart.WHY,
        PlanPart.WHO,
        PlanPart.MANAGED,
        PlanPart.KEPT,
        PlanPart.MEASUREMENT,
        PlanPart.PEOPLE,
        PlanPart.OBJECTIVES,
        PlanPart.VISITS,
        PlanPart.REVIEWS,
    }
)
"""Parts whose sentences follow one another; of the others each stands on a line of its own."""


def sentences_from_data(paper: AccountPlanPaper, part: PlanPart) -> tuple[str, ...]:
    """The sentences the data say for ``part``, in the user's language; none where only a person knows."""
    maker = _MAKERS.get(part)
    return tuple(one for one in maker(paper) if one) if maker else ()


def part_from_data(paper: AccountPlanPaper, part: PlanPart) -> str:
    """The same as one text; empty where the data say nothing."""
    found = sentences_from_data(paper, part)
    return in_a_row(*found) if part in PROSE else "\n".join(found)


def text_of(paper: AccountPlanPaper, part: PlanPart) -> str:
    """What the part reads: what a person wrote, else what the data say."""
    return paper.texts.get(part) or part_from_data(paper, part)


def _why(paper: AccountPlanPaper) -> tuple[str, ...]:
    account, found = paper.account, []
    if account.tier is not None:
        found.append(_("Tier: {tier}.").format(tier=account.tier.label))
        if account.tier_reason:
            found.append(sentence(account.tier_reason))
    elif paper.suggestion is not None and paper.suggestion.tier is not None:
        found.append(
            _("Suggested tier: {tier}; nobody has confirmed it yet.").format(tier=paper.suggestion.tier.label)
        )
    if paper.abc is not None and paper.rank is not None:
        found.append(definition_takeaway(paper))
    if account.standing is not None:
        found.append(_("Standing in its industry: {standing}.").format(standing=account.standing.label))
    card = paper.scorecard
    if card is not None and card.total_bp is not None:
        found.append(
            _("Scorecard: {share} of the points, {threshold}% are asked for.").format(
                share=format_percent_bp(card.total_bp), threshold=card.threshold
            )
        )
    if paper.evaluation_total is not None:
        found.append(_("Evaluation: {points} of 100 points.").format(points=paper.evaluation_total))
    return tuple(found)


def _who(paper: AccountPlanPaper) -> tuple[str, ...]:
    account, found = paper.account, []
    what = listed(
        one for one in (account.kind.label if account.kind else "", account.industry, account.city) if one
    )
    if what:
        found.append(_("{name}: {facts}.").format(name=account.name, facts=what))
    if paper.parent_name:
        found.append(_("Belongs to {parent}.").format(parent=paper.parent_name))
    if account.lines_of_business:
        found.append(sentence(account.lines_of_business))
    if account.founded_on is not None:
        found.append(_("Founded in {year}.").format(year=account.founded_on.year))
    if account.market_share_bp is not None:
        share = format_percent_bp(account.market_share_bp, digits=1)
        found.append(_("Its market share is {share}.").format(share=share))
    if account.first_trade_on is not None:
        found.append(_("Buys from us since {date}.").format(date=format_date(account.first_trade_on)))
    return tuple(found)


def _want(paper: AccountPlanPaper) -> tuple[str, ...]:
    return tuple(_need(one.text, one.urgency) for one in paper.needs[: SHOWN + 2])


def _managed(paper: AccountPlanPaper) -> tuple[str, ...]:
    found = []
    if paper.managers:
        found.append(_("Responsible: {names}.").format(names=listed(paper.managers)))
    if paper.kam is not None:
        found.append(_("KAM level {level}.").format(level=paper.kam.level.label))
        found.append(sentence(paper.kam.reason))
    found += [_("Required: {frequency}.").format(frequency=one.required.label) for one in paper.visit_records]
    return tuple(found)


def _kept(paper: AccountPlanPaper) -> tuple[str, ...]:
    found = []
    account = paper.account
    if account.stage is not None:
        found.append(_("Relationship stage: {stage}.").format(stage=account.stage.label))
        if account.stage_reason:
            found.append(sentence(account.stage_reason))
    running = [
        one
        for one in paper.contracts
        if one.signed_on is not None and one.ends_on is not None and one.ends_on >= paper.today
    ]
    if running:
        found.append(contract_ends(max(running, key=lambda one: one.ends_on or paper.today)))
    elif paper.sales.last_12m_fen > 0 and paper.contracts:
        found.append(_("No contract on file is in force."))
    if account.joint_teams:
        found.append(_("Joint teams: {teams}.").format(teams=bare(account.joint_teams)))
    return tuple(found)


def _measurement(paper: AccountPlanPaper) -> tuple[str, ...]:
    found = []
    if paper.sales.as_of is not None:
        found += [sales_takeaway(paper.sales), product_takeaway(paper.sales)]
    found.append(wallet_share(paper))
    value = paper.value
    if value is not None:
        if value.quadrant is not None:
            found.append(sentence(value.quadrant.cell.label))
        if value.lifetime is not None:
            years = len(value.lifetime.terms)
            what = ngettext("Lifetime value over {count} year", "Lifetime value over {count} years", years)
            found.append(
                _("{name}: {facts}.").format(
                    name=what.format(count=years), facts=money_text(value.lifetime.value_fen)
                )
            )
        if value.loss.total_fen is not None:
            found.append(_("Losing them would cost {money}.").format(money=money_text(value.loss.total_fen)))
    return tuple(found)


def _environment(paper: AccountPlanPaper) -> tuple[str, ...]:
    account = paper.account
    facts = (
        (_("Market: {text}."), account.market_area),
        (_("Position: {text}."), account.market_position),
        (_("Competitiveness: {text}."), account.competitiveness),
        (_("Their strategy: {text}."), account.their_strategy),
        (_("Outlook: {text}."), account.outlook),
        (_("Finances: {text}."), account.financial_state),
    )
    return tuple(words.format(text=bare(text)) for words, text in facts if text.strip())


def _competitors(paper: AccountPlanPaper) -> tuple[str, ...]:
    found = []
    for one in paper.competitors:
        if one.cells:
            products = listed(dict.fromkeys(product for _unit, product in one.cells))
            text = _("{name} supplies {products}.").format(name=one.name, products=products)
        else:
            text = _("{name} is a competitor there.").format(name=one.name)
        found.append(in_a_row(text, sentence(one.note)))
    found += [
        _("{date}: {text}").format(date=format_date(one.on), text=sentence(one.text))
        for one in paper.competitor_news[:SHOWN]
    ]
    return tuple(found)


def _needs(paper: AccountPlanPaper) -> tuple[str, ...]:
    return tuple(_need(one.text, one.urgency) for one in paper.needs)


def _whitespace(paper: AccountPlanPaper) -> tuple[str, ...]:
    grid = paper.whitespace
    if grid is None or not grid.cells:
        return ()
    totals, found = grid.totals, []
    if totals.cells > totals.by_state[CellState.UNKNOWN]:
        found.append(
            _("{ours} of {cells} cells are ours, {theirs} a competitor's, {unknown} not known.").format(
                ours=totals.by_state[CellState.US],
                cells=totals.cells,
                theirs=totals.by_state[CellState.COMPETITOR],
                unknown=totals.by_state[CellState.UNKNOWN],
            )
        )
    if totals.suggested:
        found.append(
            ngettext(
                "By the sales records {count} cell is ours that nobody has confirmed.",
                "By the sales records {count} cells are ours that nobody has confirmed.",
                totals.suggested,
            ).format(count=totals.suggested)
        )
    if totals.potential_fen:
        found.append(
            _("What is not ours could bring {money} a year.").format(money=money_text(totals.potential_fen))
        )
    return tuple(found)


def _people(paper: AccountPlanPaper) -> tuple[str, ...]:
    if not paper.contacts:
        return ()
    serious = [finding_sentence(one) for one in paper.findings if one.severity is Severity.HIGH]
    return (people_takeaway(paper, internal=True), *serious[:SHOWN])


def _objectives(paper: AccountPlanPaper) -> tuple[str, ...]:
    return (objectives_in_short(paper),)


def _visits(paper: AccountPlanPaper) -> tuple[str, ...]:
    if not paper.visits and not paper.visit_records:
        return ()
    return (visits_takeaway(paper, internal=True),)


def _team(paper: AccountPlanPaper) -> tuple[str, ...]:
    return tuple(
        _("{name}: {role}.").format(name=one.name, role=bare(one.role or one.reason))
        for one in paper.team
        if one.role or one.reason
    )


def _risks(paper: AccountPlanPaper) -> tuple[str, ...]:
    found = []
    for one in by_weight(paper.risks):
        judged = class_of(one)
        text = bare(one.text)
        found.append(
            _("{text} ({judged}).").format(text=text, judged=judged.label) if judged else sentence(one.text)
        )
    return tuple(found)


def _reviews(paper: AccountPlanPaper) -> tuple[str, ...]:
    if not paper.reviews:
        return ()
    last = paper.reviews[-1]
    verdict = last.verdict.label if last.verdict else _("no verdict")
    day = format_date(last.reviewed_on) if last.reviewed_on else _("without a day")
    return (_("Last review, {date}: {verdict}.").format(date=day, verdict=verdict), sentence(last.cause))


def _need(text: str, urgency: int | None) -> str:
    if urgency is None:
        return sentence(text)
    return _("{text} (urgency {urgency} of 3).").format(text=bare(text), urgency=urgency)


_MAKERS: Mapping[PlanPart, Callable[[AccountPlanPaper], tuple[str, ...]]] = {
    PlanPart.SUMMARY: summary,
    PlanPart.WHY: _why,
    PlanPart.WHO: _who,
    PlanPart.WANT: _want,
    PlanPart.MANAGED: _managed,
    PlanPart.KEPT: _kept,
    PlanPart.MEASUREMENT: _measurement,
    PlanPart.ENVIRONMENT: _environment,
    PlanPart.STRENGTHS: strengths,
    PlanPart.WEAKNESSES: weaknesses,
    PlanPart.OPPORTUNITIES: opportunities,
    PlanPart.THREATS: threats,
    PlanPart.COMPETITORS: _competitors,
    PlanPart.NEEDS: _needs,
    PlanPart.WHITESPACE: _whitespace,
    PlanPart.PEOPLE: _people,
    PlanPart.OBJECTIVES: _objectives,
    PlanPart.VISITS: _visits,
    PlanPart.TEAM: _team,
    PlanPart.RISKS: _risks,
    PlanPart.REVIEWS: _reviews,
}
