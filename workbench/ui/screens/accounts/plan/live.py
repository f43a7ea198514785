"""What the data say about each part of the plan, as figures and lines with a way to where it is edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.influence_finding import Finding, Severity
from workbench.domain.needs import open_needs
from workbench.domain.plan_records import PlanPart
from workbench.domain.whitespace import CellState
from workbench.foundation.i18n import (
    _,
    format_date,
    format_money,
    format_percent_bp,
    format_short_date,
    listed,
    ngettext,
    pgettext,
)
from workbench.ui.kit.figure_row import NamedFigure
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION, DISC, DOT, HALF, NOTICE, RING, SEVERE, Mark
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone

LINES_SHOWN = 6
YEARS_SHOWN = 5
_FINDING_MARKS = {Severity.HIGH: SEVERE, Severity.WARN: CAUTION, Severity.INFO: NOTICE}
_URGENCY = {3: Mark(DISC, Tone.DANGER), 2: Mark(HALF, Tone.WARN), 1: Mark(RING, Tone.TEXT2)}


@dataclass(frozen=True)
class Live:
    """Figures over lines; ``nothing`` is said where there is neither. ``more`` lines are not shown."""

    figures: tuple[NamedFigure, ...] = ()
    lines: tuple[Item, ...] = ()
    more: int = 0
    nothing: str = ""
    years: tuple[tuple[int, int, int], ...] = ()
    """A calendar year, sold in it, and what is still expected of it, in fen."""


# Where the data of a part are edited: the name of the section, and the words of the link.
PLACES: Mapping[PlanPart, tuple[str, Text]] = {
    PlanPart.WHY: ("relationship", lambda: _("Relationship")),
    PlanPart.WHO: ("profile", lambda: _("Profile")),
    PlanPart.WANT: ("needs", lambda: _("Needs")),
    PlanPart.MANAGED: ("people", lambda: _("People & influence")),
    PlanPart.KEPT: ("relationship", lambda: _("Relationship")),
    PlanPart.MEASUREMENT: ("value", lambda: pgettext("section", "Value")),
    PlanPart.COMPETITORS: ("whitespace", lambda: _("Whitespace")),
    PlanPart.NEEDS: ("needs", lambda: _("Needs")),
    PlanPart.WHITESPACE: ("whitespace", lambda: _("Whitespace")),
    PlanPart.PEOPLE: ("people", lambda: _("People & influence")),
    PlanPart.VISITS: ("visits", lambda: _("Visits")),
    PlanPart.RISKS: ("value", lambda: pgettext("section", "Value")),
}


def live_of(paper: AccountPlanPaper, part: PlanPart) -> Live | None:
    """What the data say about ``part``; ``None`` for a part that only a person can fill."""
    maker = _MAKERS.get(part)
    return maker(paper) if maker else None


def _why(paper: AccountPlanPaper) -> Live:
    account, sales = paper.account, paper.sales
    card = paper.scorecard
    return Live(
        _figures(
            (_("Tier"), account.tier.label if account.tier else ""),
            (_("Scorecard"), _percent(card.total_bp) if card else ""),
            (
                _("Rank by sales"),
                _("{rank} of {count}").format(rank=paper.rank, count=paper.ranked) if paper.rank else "",
            ),
            (_("ABC class"), paper.abc.abc_class.value.upper() if paper.abc else ""),
            (_("Last 12 months"), _money(sales.last_12m_fen) if sales.as_of else ""),
            (pgettext("sales", "Change"), _change(sales.growth_bp)),
        ),
        nothing=_("No tier, no scorecard and no sales are on record."),
    )


def _who(paper: AccountPlanPaper) -> Live:
    account = paper.account
    return Live(
        _figures(
            (_("Industry"), account.industry),
            (_("City"), " ".join(part for part in (account.province, account.city) if part)),
            (_("Founded"), str(account.founded_on.year) if account.founded_on else ""),
            (_("Belongs to"), paper.parent_name),
            (_("Stage"), account.stage.label if account.stage else ""),
            (_("People on record"), str(len(paper.contacts)) if paper.contacts else ""),
        ),
        nothing=_("The profile is empty."),
    )


def _want(paper: AccountPlanPaper) -> Live:
    needs = sorted(open_needs(paper.needs), key=lambda one: -(one.urgency or 0))
    hidden = sum(one.is_hidden for one in needs)
    return Live(
        _figures(
            (_("Open needs"), str(len(needs)) if needs else ""),
            (_("Hidden among them"), str(hidden) if hidden else ""),
            (_("Wants most"), needs[0].text if needs else ""),
        ),
        nothing=_("No need is noted."),
    )


def _managed(paper: AccountPlanPaper) -> Live:
    done, coming = paper.done_visits, paper.coming_visits
    account = paper.account
    kam = account.kam_level or (paper.kam.level if paper.kam else None)
    return Live(
        _figures(
            (_("Managed by"), listed(paper.managers)),
            (_("KAM level"), kam.label if kam else ""),
            (_("Last visit"), format_short_date(done[0].on, year=True) if done else ""),
            (_("Next visit"), format_short_date(coming[0].on, year=True) if coming else ""),
        ),
        nothing=_("Nobody is responsible yet."),
    )


def _kept(paper: AccountPlanPaper) -> Live:
    account = paper.account
    ends = sorted(one.ends_on for one in paper.contracts if one.ends_on and one.ends_on >= paper.today)
    return Live(
        _figures(
            (_("Customer since"), _day(account.first_trade_on)),
            (_("Stage"), account.stage.label if account.stage else ""),
            (_("Contract until"), _day(ends[-1]) if ends else ""),
            (
                _("Evaluation"),
                f"{paper.evaluation_total} / 100" if paper.evaluation_total is not None else "",
            ),
            (_("Joint teams"), account.joint_teams),
        ),
        nothing=_("No contract, no evaluation and no stage are on record."),
    )


def _measurement(paper: AccountPlanPaper) -> Live:
    sales, wallet = paper.sales, paper.wallet
    costs = [one for one in sales.products if one.cost_fen is not None]
    sold = sum(one.amount_fen for one in costs)
    margin = (sold - sum(one.cost_fen or 0 for one in costs)) * 10_000 // sold if sold > 0 else None
    return Live(
        _figures(
            (_("Last 12 months"), _money(sales.last_12m_fen) if sales.as_of else ""),
            (pgettext("sales", "Change"), _change(sales.growth_bp)),
            (_("Gross margin rate"), _percent(margin)),
            (_("Share of wallet"), _percent(wallet.bp) if wallet else ""),
            (
                _("Could buy a year"),
                _money(paper.account.potential_fen) if paper.account.potential_fen else "",
            ),
        ),
        nothing=_("No sales are on record."),
        years=tuple((one.year, one.amount_fen, one.rest_fen) for one in sales.years(YEARS_SHOWN)),
    )


def _competitors(paper: AccountPlanPaper) -> Live:
    lines = [
        Item(
            key=None,
            title=one.name,
            note=one.note,
            mark=Mark(DOT, Tone.TEXT2),
            right=" · ".join(
                part
                for part in (
                    ngettext("{count} cell", "{count} cells", len(one.cells)).format(count=len(one.cells))
                    if one.cells
                    else "",
                    _money(one.potential_fen) if one.potential_fen else "",
                )
                if part
            ),
            tooltip="\n".join([one.name, *(f"{unit} · {product}" for unit, product in one.cells)]),
        )
        for one in paper.competitors
    ]
    lines += [
        Item(
            key=None,
            title=" ".join(one.text.split()),
            mark=Mark("message-square-warning", Tone.TEXT2),
            right=format_short_date(one.on, year=True),
            tooltip=one.text,
        )
        for one in paper.competitor_news
    ]
    return _cut(lines, _("No competitor is known: none in the whitespace grid, none heard of on a visit."))


def _needs(paper: AccountPlanPaper) -> Live:
    needs = sorted(open_needs(paper.needs), key=lambda one: -(one.urgency or 0))
    names = {one.id: one.name for one in paper.contacts}
    lines = [
        Item(
            key=one.id,
            title=one.text,
            mark=_URGENCY.get(one.urgency or 0, Mark(DOT, Tone.TEXT3)),
            note=names.get(one.contact_id, "") if one.contact_id else "",
            right=one.answer.label,
            tooltip=one.text,
        )
        for one in needs
    ]
    return _cut(lines, _("No need is noted."))


def _whitespace(paper: AccountPlanPaper) -> Live:
    grid = paper.whitespace
    if grid is None or not grid.cells:
        return Live(nothing=_("The grid of units and products is empty."))
    totals = grid.totals
    open_cells = [one for one in grid.cells.values() if one.state is not CellState.US and one.potential_fen]
    open_cells.sort(key=lambda one: -(one.potential_fen or 0))
    lines = [
        Item(
            key=None,
            title=f"{one.unit} · {one.product}",
            note=one.competitor,
            chip=one.state.label,
            chip_tone=Tone.TEXT2,
            right=_money(one.potential_fen or 0),
            tooltip=one.note,
        )
        for one in open_cells
    ]
    shown = _cut(lines, "")
    return Live(
        _figures(
            (pgettext("whitespace", "Ours"), str(totals.by_state[CellState.US])),
            (pgettext("whitespace", "With competitors"), str(totals.by_state[CellState.COMPETITOR])),
            (pgettext("whitespace", "Unknown"), str(totals.by_state[CellState.UNKNOWN])),
            (pgettext("whitespace", "Potential a year"), _money(totals.potential_fen)),
        ),
        shown.lines,
        shown.more,
    )


def _people(paper: AccountPlanPaper) -> Live:
    people, met = paper.contacts, paper.last_met
    stood = [one.support for one in people if one.support is not None]
    lines = [_finding_item(one) for one in paper.findings]
    shown = _cut(lines, "")
    return Live(
        _figures(
            (_("People"), str(len(people)) if people else ""),
            (_("Met"), str(sum(one.id in met for one in people)) if people else ""),
            (_("Supporters"), str(sum(one > 0 for one in stood)) if stood else ""),
            (_("Opponents"), str(sum(one < 0 for one in stood)) if stood else ""),
            (_("KAM level"), paper.kam.level.label if paper.kam and people else ""),
        ),
        shown.lines,
        shown.more,
        _("Nobody is on record."),
    )


def _finding_item(found: Finding) -> Item:
    return Item(
        key=None,
        title=found.title,
        note=found.message if found.message != found.title else "",
        mark=_FINDING_MARKS[found.severity],
        tooltip=found.message,
    )


_MAKERS: Mapping[PlanPart, Callable[[AccountPlanPaper], Live]] = {
    PlanPart.WHY: _why,
    PlanPart.WHO: _who,
    PlanPart.WANT: _want,
    PlanPart.MANAGED: _managed,
    PlanPart.KEPT: _kept,
    PlanPart.MEASUREMENT: _measurement,
    PlanPart.COMPETITORS: _competitors,
    PlanPart.NEEDS: _needs,
    PlanPart.WHITESPACE: _whitespace,
    PlanPart.PEOPLE: _people,
}


def _cut(lines: list[Item], nothing: str) -> Live:
    return Live((), tuple(lines[:LINES_SHOWN]), max(len(lines) - LINES_SHOWN, 0), nothing)


def _figures(*pairs: tuple[str, str]) -> tuple[NamedFigure, ...]:
    return tuple(NamedFigure(name, value) for name, value in pairs if value)


def _money(fen: int) -> str:
    return format_money(fen, short=True)


def _percent(bp: int | None) -> str:
    return "" if bp is None else format_percent_bp(bp)


def _change(bp: int | None) -> str:
    return "" if bp is None else ("▲ " if bp >= 0 else "▼ ") + format_percent_bp(abs(bp))


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
