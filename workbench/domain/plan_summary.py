"""The summary of an account plan, written from the data (2-rules §17)."""

from collections.abc import Sequence

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import sales_takeaway
from workbench.domain.influence_finding import Severity
from workbench.domain.plan_stand import ObjectiveStand, Track
from workbench.domain.plan_swot import contract_ends, finding_sentence
from workbench.domain.risk_grid import by_weight, class_of
from workbench.foundation.i18n import _, format_date, format_percent_bp, listed, ngettext

SHOWN = 3


def summary(paper: AccountPlanPaper) -> tuple[str, ...]:
    """Sales, share, relation, objectives, what presses most, what comes next."""
    return (
        sales_takeaway(paper.sales) if paper.sales.as_of else "",
        wallet_share(paper),
        _relation(paper),
        objectives_in_short(paper),
        _most_pressing(paper),
        _next_step(paper),
    )


def wallet_share(paper: AccountPlanPaper) -> str:
    """Our share of their spend; empty where it is not known."""
    if paper.wallet is None:
        return ""
    share = format_percent_bp(paper.wallet.bp, digits=1)
    return _("Our share of their spend is {share}.").format(share=share)


def _relation(paper: AccountPlanPaper) -> str:
    stage = paper.account.stage
    if stage is not None and paper.kam is not None:
        return _("The relationship is at the stage {stage}, {level}.").format(
            stage=stage.label, level=paper.kam.level.label
        )
    if stage is not None:
        return _("The relationship is at the stage {stage}.").format(stage=stage.label)
    return ""


def objectives_in_short(paper: AccountPlanPaper) -> str:
    """How many there are, the first of them, and how many are attained or behind, as one sentence."""
    found = paper.objectives
    if not found:
        return ""
    told = ngettext(
        "{count} objective for {year}: {texts}", "{count} objectives for {year}: {texts}", len(found)
    ).format(count=len(found), year=paper.year, texts=_names(found))
    attained = [one for one in found if one.track is Track.ATTAINED]
    behind = [one for one in found if one.track is Track.BEHIND]
    if attained:
        words = ngettext("{count} is attained", "{count} are attained", len(attained))
        told += _("; ") + words.format(count=len(attained))
    if behind:
        words = ngettext("{count} is behind: {texts}", "{count} are behind: {texts}", len(behind))
        told += _("; ") + words.format(count=len(behind), texts=_names(behind))
    return sentence(told)


def _names(found: Sequence[ObjectiveStand]) -> str:
    return listed(bare(one.objective.text) for one in found[:SHOWN])


def _most_pressing(paper: AccountPlanPaper) -> str:
    """The worst risk that was judged, else the most serious finding, else a contract that ends."""
    judged = [one for one in by_weight(paper.risks) if class_of(one) is not None]
    if judged:
        return _("The most pressing risk: {text}.").format(text=bare(judged[0].text))
    serious = [one for one in paper.findings if one.severity is Severity.HIGH]
    if serious:
        return finding_sentence(serious[0])
    return contract_ends(paper.ending_contracts[0]) if paper.ending_contracts else ""


def _next_step(paper: AccountPlanPaper) -> str:
    """The next visit, else the action due next; that nothing is planned is worth saying too."""
    if paper.coming_visits:
        return _("The next visit is on {date}.").format(date=format_date(paper.coming_visits[0].on))
    ahead = [one for one in paper.actions if one.due_on is not None and one.due_on >= paper.today]
    if ahead:
        first = min(ahead, key=lambda one: one.due_on or paper.today)
        return _("Next, by {date}: {text}.").format(
            date=format_date(first.due_on or paper.today), text=bare(first.text)
        )
    return _("No visit is planned.")


def bare(text: str) -> str:
    """One line without its full stop: it becomes part of a sentence."""
    return " ".join(text.split()).rstrip("。.;；")


def sentence(text: str) -> str:
    """One line with its full stop; empty for nothing."""
    plain = bare(text)
    return _("{text}.").format(text=plain) if plain else ""
