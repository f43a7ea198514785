"""The four numbers on the account plan's cover (mockup 11)."""

from dataclasses import dataclass

from workbench.documents.wording import money_unit, signed_percent
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import share_text
from workbench.domain.objectives import Figure as MeasuredFigure
from workbench.domain.share_of_wallet import WalletSource
from workbench.foundation.i18n import _, format_number, format_percent_bp, ngettext


@dataclass(frozen=True)
class CoverFigure:
    """A number with its label, its unit and a note below."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


def cover_figures(paper: AccountPlanPaper, *, internal: bool) -> list[CoverFigure]:
    """The four numbers: sales, our share, visits, and the target of the year or what is open."""
    sales = paper.sales
    unit = money_unit(sales.last_12m_fen, sales.currency, compact=True)
    growth = sales.growth_bp
    change = ""
    if growth is not None:
        change = _("{change} on the year before").format(change=signed_percent(growth))
    figures = [
        CoverFigure(
            _("Sales, last 12 months"),
            unit.text(sales.last_12m_fen) if sales.as_of else "–",
            unit.name if sales.as_of else "",
            change,
        )
    ]
    if internal:
        figures.append(_share_of_wallet(paper) or _share(paper))
    done = sum(visit.on.year == paper.today.year for visit in paper.done_visits)
    if internal and paper.visit_records:
        required = sum(record.required_count for record in paper.visit_records)
        made = sum(record.done_count for record in paper.visit_records)
        figures.append(
            CoverFigure(
                _("Visits due this year"),
                format_number(made),
                _("of {count}").format(count=required),
                _late(paper),
            )
        )
    else:
        figures.append(CoverFigure(_("Visits made this year"), format_number(done)))
    target = _sales_target(paper) if internal else None
    if target:
        return [*figures, target]
    overdue = len(paper.overdue_actions)
    figures.append(
        CoverFigure(
            _("Open actions") if internal else _("Open promises"),
            format_number(len(paper.actions)),
            note=ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue)
            if overdue
            else "",
        )
    )
    if not internal:
        figures.append(CoverFigure(_("Open complaints"), format_number(len(paper.complaints))))
    return figures


def _share(paper: AccountPlanPaper) -> CoverFigure:
    if paper.abc is None:
        return CoverFigure(_("Share of our sales"), "–")
    note = _("class {abc}").format(abc=paper.abc.abc_class)
    if paper.rank:
        note = _("class {abc}, place {rank} of {ranked}").format(
            abc=paper.abc.abc_class, rank=paper.rank, ranked=paper.ranked
        )
    share = share_text(paper.abc.share_bp).removesuffix("%")
    return CoverFigure(_("Share of our sales"), share, "%", note)


def _late(paper: AccountPlanPaper) -> str:
    late = sum(record.overdue_count for record in paper.visit_records)
    return ngettext("{count} overdue", "{count} overdue", late).format(count=late) if late else ""


def _share_of_wallet(paper: AccountPlanPaper) -> CoverFigure | None:
    if paper.wallet is None:
        return None
    share = share_text(paper.wallet.bp).removesuffix("%")
    note = _("estimated") if paper.wallet.source is WalletSource.ESTIMATE else ""
    return CoverFigure(_("Our share of their spend"), share, "%", note)


def _sales_target(paper: AccountPlanPaper) -> CoverFigure | None:
    """What the sales of the plan's year are to be, where an objective says so."""
    stands = (stand for one in paper.objectives for stand in one.measures)
    found = next(
        (one for one in stands if one.measure.figure is MeasuredFigure.SALES and one.measure.target_value),
        None,
    )
    if found is None:
        return None
    target = found.measure.target_value or 0
    unit = money_unit(target, "CNY", compact=True)
    note = ""
    if found.attained_bp is not None:
        note = _("{percent} of the way made").format(percent=format_percent_bp(found.attained_bp))
    return CoverFigure(_("Target {year}").format(year=paper.year), unit.text(target), unit.name, note)
