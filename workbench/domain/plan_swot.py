"""Strengths, weaknesses, opportunities and threats as far as the data know them (2-rules §17)."""

from datetime import timedelta

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.contracts import Contract
from workbench.domain.influence_finding import Finding, FindingCode, Severity
from workbench.domain.influence_support import INFLUENTIAL
from workbench.domain.needs import MOST_URGENT
from workbench.domain.relationship import KamLevel, Stage
from workbench.domain.risk_grid import RiskClass, class_of
from workbench.domain.risks import RiskSource
from workbench.domain.visits import Side
from workbench.domain.whitespace import CellState
from workbench.foundation.i18n import _, format_date, format_percent_bp, listed, money_text, ngettext

HIGH_WALLET_BP, LOW_WALLET_BP = 4_000, 2_000
CLEAR_CHANGE_BP = 500
"""A change of sales that is worth a sentence."""
RECENT_DAYS = 180
QUIET_DAYS = 365
SHOWN = 3
_STRONG_LEVELS = (KamLevel.PARTNERSHIP, KamLevel.SYNERGISTIC)
_OF_PEOPLE = (
    FindingCode.NO_ECONOMIC_BUYER,
    FindingCode.INFLUENTIAL_BLOCKER,
    FindingCode.ONE_THREAD,
    FindingCode.ECONOMIC_BUYER_NEVER_MET,
    FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY,
    FindingCode.PHASE_WITHOUT_SUPPORTER,
    FindingCode.LEVEL_GAP,
)
# Findings whose message says what the title says.
_SAYS_ALL = (FindingCode.NO_ECONOMIC_BUYER, FindingCode.INFLUENTIAL_BLOCKER, FindingCode.ONE_THREAD)


def strengths(paper: AccountPlanPaper) -> tuple[str, ...]:
    """What speaks for us there."""
    found = []
    wallet, growth = paper.wallet, paper.sales.growth_bp
    if wallet is not None and wallet.bp >= HIGH_WALLET_BP:
        share = format_percent_bp(wallet.bp, digits=1)
        found.append(_("Our share of their spend is {share}.").format(share=share))
    if growth is not None and growth >= CLEAR_CHANGE_BP:
        found.append(
            _("Sales are {percent} up on the 12 months before.").format(percent=format_percent_bp(growth))
        )
    if paper.account.stage in (Stage.MIDDLE, Stage.PARTNER):
        found.append(_("The relationship is at the stage {stage}.").format(stage=paper.account.stage.label))
    if paper.kam is not None and paper.kam.level in _STRONG_LEVELS:
        reason = _short(paper.kam.reason)
        found.append(_("{level}: {reason}.").format(level=paper.kam.level.label, reason=reason))
    friends = [
        one for one in paper.contacts if (one.support or 0) > 0 and (one.influence or 0) >= INFLUENTIAL
    ]
    if friends:
        names = listed(
            _("{name} (influence {influence})").format(name=one.name, influence=one.influence)
            for one in sorted(friends, key=lambda one: -(one.influence or 0))[:SHOWN]
        )
        found.append(_("Influential people support us: {names}.").format(names=names))
    required = sum(record.required_count for record in paper.visit_records)
    done = sum(min(record.done_count, record.required_count) for record in paper.visit_records)
    if required and done == required:
        found.append(
            ngettext(
                "The {count} visit required this year so far was made.",
                "All {count} visits required this year so far were made.",
                required,
            ).format(count=required)
        )
    if paper.sales.last_12m_fen > 0 and not _recent_complaints(paper):
        found.append(_("No complaint in the last 12 months."))
    return tuple(found)


def weaknesses(paper: AccountPlanPaper) -> tuple[str, ...]:
    """Where we are weak there."""
    found = []
    wallet, growth = paper.wallet, paper.sales.growth_bp
    if wallet is not None and wallet.bp < LOW_WALLET_BP:
        share = format_percent_bp(wallet.bp, digits=1)
        found.append(_("Our share of their spend is only {share}.").format(share=share))
    if growth is not None and growth <= -CLEAR_CHANGE_BP:
        found.append(
            _("Sales are {percent} down on the 12 months before.").format(percent=format_percent_bp(-growth))
        )
    found += [
        finding_sentence(one)
        for one in paper.findings
        if one.code in _OF_PEOPLE and one.severity is not Severity.INFO
    ][:SHOWN]
    late = sum(one.side is Side.OURS for one in paper.overdue_actions)
    if late:
        found.append(
            ngettext(
                "{count} action of ours is overdue.", "{count} actions of ours are overdue.", late
            ).format(count=late)
        )
    missed = sum(record.overdue_count for record in paper.visit_records)
    if missed:
        found.append(
            ngettext(
                "{count} visit required this year was not made.",
                "{count} visits required this year were not made.",
                missed,
            ).format(count=missed)
        )
    return tuple(found)


def opportunities(paper: AccountPlanPaper) -> tuple[str, ...]:
    """Where there is more for us."""
    found = []
    account, grid = paper.account, paper.whitespace
    if grid is not None:
        open_cells = sorted(
            (one for one in grid.cells.values() if one.state is not CellState.US and one.potential_fen),
            key=lambda one: -(one.potential_fen or 0),
        )
        found += [
            _("{product} for {unit} could bring {money} a year.").format(
                product=one.product, unit=one.unit, money=money_text(one.potential_fen or 0)
            )
            for one in open_cells[:SHOWN]
        ]
    if account.potential_fen and account.potential_fen > paper.sales.last_12m_fen:
        potential = money_text(account.potential_fen)
        sold = money_text(max(paper.sales.last_12m_fen, 0))
        found.append(
            _("They could buy {potential} a year; in the last 12 months it was {sold}.").format(
                potential=potential, sold=sold
            )
        )
    elif paper.wallet is not None and paper.wallet.spend_fen and not paper.wallet.exceeds_spend:
        rest = paper.wallet.spend_fen - max(paper.wallet.sales_fen, 0)
        if rest > 0:
            found.append(
                _("They spend {money} a year with others on what we sell.").format(money=money_text(rest))
            )
    urgent = [one for one in paper.needs if one.urgency == MOST_URGENT]
    if urgent:
        found.append(
            ngettext(
                "{count} urgent need is open: {texts}.",
                "{count} urgent needs are open: {texts}.",
                len(urgent),
            ).format(count=len(urgent), texts=listed(_short(one.text) for one in urgent[:SHOWN]))
        )
    return tuple(found)


def threats(paper: AccountPlanPaper) -> tuple[str, ...]:
    """What could take business from us."""
    found = []
    for one in sorted(paper.competitors, key=lambda one: (-one.potential_fen, -len(one.cells), one.name)):
        if one.cells:
            what = listed(dict.fromkeys(product for _unit, product in one.cells))
            where = listed(dict.fromkeys(unit for unit, _product in one.cells))
            found.append(
                _("{competitor} supplies {products} to {units}.").format(
                    competitor=one.name, products=what, units=where
                )
            )
    del found[SHOWN:]
    since = paper.today - timedelta(days=RECENT_DAYS)
    found += [
        _("{date}, heard of competitors: {text}.").format(date=format_date(one.on), text=_short(one.text))
        for one in paper.competitor_news
        if one.on >= since
    ][:1]
    found += [contract_ends(one) for one in paper.ending_contracts[:1]]
    recent = _recent_complaints(paper)
    if recent:
        found.append(
            ngettext(
                "{count} complaint in the last 12 months.",
                "{count} complaints in the last 12 months.",
                recent,
            ).format(count=recent)
        )
    found += [
        _("Risk: {text} ({judged}).").format(text=_short(one.text), judged=judged.label)
        for one in paper.risks
        if (judged := class_of(one)) in (RiskClass.SIGNIFICANT, RiskClass.STOPPER)
        and one.source is not RiskSource.SUPPLIER
    ][:SHOWN]
    return tuple(found)


def finding_sentence(finding: Finding) -> str:
    """What was found among the people, as one sentence."""
    if finding.code in _SAYS_ALL:
        return _("{text}.").format(text=finding.message)
    return _("{title}: {message}.").format(title=finding.title, message=finding.message)


def contract_ends(contract: Contract) -> str:
    """That a contract ends, and when."""
    name = contract.title or contract.number or _("in force")
    day = format_date(contract.ends_on) if contract.ends_on else ""
    return _("The contract {name} ends on {date}.").format(name=name, date=day)


def _recent_complaints(paper: AccountPlanPaper) -> int:
    return sum(0 <= (paper.today - one.received_on).days <= QUIET_DAYS for one in paper.all_complaints)


def _short(text: str) -> str:
    """The first line without its full stop: it becomes part of a sentence."""
    return text.strip().partition("\n")[0].rstrip("。.;；")
