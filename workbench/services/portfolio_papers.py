"""The portfolio on paper: all accounts by value, or one account over five years (2-rules §3)."""

from collections.abc import Collection
from datetime import date

from workbench.documents.portfolio import (
    PortfolioPaper,
    PortfolioPaperLine,
    account_portfolio_pdf,
    portfolio_pdf,
)
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.periods import twelve_months
from workbench.domain.value_points import axes_chart, quadrant_chart, risk_chart
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _, format_number, language, use_language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.account_plans import get_plan
from workbench.services.portfolio import ValueLine, axis_entries, get_value_board
from workbench.services.risks import list_risks
from workbench.storage.workspace import Workspace


def print_portfolio(
    workspace: Workspace,
    *,
    first: date | None = None,
    last: date | None = None,
    chosen: Collection[Id] = (),
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """All accounts over those days, the last twelve months if none are given; ``chosen`` ones stand out."""
    today = workspace.clock.today()
    usual = twelve_months(today)
    with use_language(in_language or language()):
        board = get_value_board(workspace, first or usual[0], last or usual[1])
        risks = list_risks(workspace, open_only=True)
        names = {line.account_id: line.name for line in board.lines}
        paper = PortfolioPaper(
            company=load_settings().company,
            author=workspace.author,
            printed_on=today,
            first=board.first,
            last=board.last,
            quadrant=quadrant_chart(board.quadrant, chosen),
            axes=axes_chart(axis_entries(board.lines), chosen),
            risks=risk_chart(risks, names),
            lines=tuple(_line(line, is_chosen=line.account_id in chosen) for line in board.lines),
            without_profit=len(board.quadrant.without_profit),
            others=board.others,
        )
        return portfolio_pdf(paper, language=language(), paper_size=paper_size)


def print_account_portfolio(
    workspace: Workspace,
    account_id: Id,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """What one account is worth. Raises ``NotFound``, and ``NotAllowed`` for a customer's copy."""
    if profile is Profile.CUSTOMER:
        raise NotAllowed(
            _("What an account is worth to us is not for the customer."), hint=_("Print it as internal.")
        )
    with use_language(in_language or language()):
        plan = get_plan(workspace, account_id)
        return account_portfolio_pdf(plan, language=language(), paper_size=paper_size)


def _line(line: ValueLine, *, is_chosen: bool) -> PortfolioPaperLine:
    risks = ""
    if line.open_risks:
        worst = line.worst_risk.label if line.worst_risk else _("not judged")
        risks = _("{count}, {worst}").format(count=format_number(line.open_risks), worst=worst)
    return PortfolioPaperLine(
        name=line.name,
        tier=line.tier,
        manager=line.manager,
        sales_fen=line.sales_fen,
        profit_fen=line.profit_fen,
        margin_bp=line.margin_bp,
        attractiveness=line.attractiveness.points,
        strength=line.strength.points,
        cell=line.cell.label if line.cell else "",
        lifetime_fen=line.lifetime_fen,
        loss_fen=line.loss_fen,
        risks=risks,
        is_chosen=is_chosen,
    )
