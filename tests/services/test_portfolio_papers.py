"""The portfolio on paper: all accounts or one, literal, and never the customer's."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pypdfium2
import pytest

from tests.documents.reading import page_sizes, pages_text, whole_text
from workbench.documents.portfolio import PortfolioPaper, PortfolioPaperLine, portfolio_pdf
from workbench.domain.attractiveness import AxisCell
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.risk_grid import RiskClass
from workbench.domain.sales import SaleRecord
from workbench.domain.value_points import axes_chart, quadrant_chart, risk_chart
from workbench.domain.value_quadrant import value_quadrant
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import format_number
from workbench.foundation.ids import Id
from workbench.services.portfolio import get_value_board
from workbench.services.portfolio_papers import print_account_portfolio, print_portfolio
from workbench.services.risks import add_risk
from workbench.storage.workspace import Workspace


def make(workspace: Workspace, entity: str, values: Mapping[str, Any]) -> Id:
    with workspace.change("test", entity) as change:
        return change.create(entity, values)


def test_a_file_without_accounts_says_so(workspace: Workspace) -> None:
    assert "Therearenoaccountshereyet." in whole_text(print_portfolio(workspace, in_language="en").content)


def test_accounts_without_sales_are_listed_and_what_is_missing_is_told(workspace: Workspace) -> None:
    account = make(workspace, "account", {"name": "<b>Zhou</b> & Sons"})
    add_risk(workspace, account, {"text": "x", "probability": "high", "impact": "high"})
    paper = print_portfolio(workspace, paper_size=PaperSize.LETTER, in_language="en")
    text = whole_text(paper.content)
    for told in ("<b>Zhou</b>&Sons", "Noprofitisknown", "Showstopper", "1risk"):
        assert told in text
    assert set(page_sizes(paper.content)) == {(792, 612)}


def test_sales_in_another_currency_are_told_not_dropped_in_silence(workspace: Workspace) -> None:
    account = make(workspace, "account", {"name": "Lanchuan"})
    day = workspace.clock.today()
    with workspace.change("test", "sales") as change:
        change.add_sales(account, [SaleRecord(day, 1_234_500, "N", "1", currency="EUR")])
    text = whole_text(print_portfolio(workspace, in_language="en").content)
    assert "OnlysalesinCNYcount.Leftout:" in text
    assert "12,345" in text


@pytest.mark.parametrize("size", PaperSize)
def test_no_word_of_the_table_is_broken_in_english(size: PaperSize) -> None:
    charts = quadrant_chart(value_quadrant([])), axes_chart([]), risk_chart([], {})
    day = date(2026, 1, 1)
    lines = tuple(
        PortfolioPaperLine("Lanchuan", None, "Li Lei", 1, 1, 1, 1, 1, cell.label, 1, 1, f"3, {risk.label}")
        for cell, risk in zip(AxisCell, RiskClass, strict=False)
    )
    paper = PortfolioPaper("", "", day, day, day, *charts, lines)
    pages = pages_text(portfolio_pdf(paper, language="en", paper_size=size).content)
    words = set("\n".join(pages).partition("Accounts by value")[2].split())
    assert {"Significant", "Attractive", "Strength", "Lifetime", "value"} <= words
    assert {"development", "Maintenance", "Opportunistic"} <= words


def test_the_table_of_accounts_says_what_the_data_say(workspace: Workspace) -> None:
    day = workspace.clock.today()
    for name, yuan, cost in (("Lanchuan", 80_000, 60_000), ("Guyu", 7_000, None)):
        account = make(workspace, "account", {"name": name, "acquisition_cost_fen": 900_000})
        cost_fen = None if cost is None else cost * 100
        with workspace.change("test", "sales") as change:
            change.add_sales(account, [SaleRecord(day, yuan * 100, "N", "1", cost_fen=cost_fen)])
    pages = pages_text(print_portfolio(workspace, in_language="en").content)
    told = " ".join("\n".join(pages).split())
    assert "The profit of 1 account is not known" in told
    rows = told.partition("Accounts by value")[2]
    assert re.search(r"Lanchuan.*?80.*?20.*?25\.0%", rows)
    (board,) = [one for one in get_value_board(workspace, day, day).lines if one.name == "Lanchuan"]
    assert board.lifetime_fen != board.loss_fen
    assert board.lifetime_fen is not None
    assert board.loss_fen is not None
    lifetime, loss = (format_number(round(fen / 100)) for fen in (board.lifetime_fen, board.loss_fen))
    assert re.search(rf"Lanchuan.*?{lifetime} {loss} ", rows), (rows, lifetime, loss)


def bold_words(content: bytes) -> str:
    """The text set in the bold face."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(
            one.extract()
            for page in document
            for one in page.get_objects(
                filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()
            )
            if "Bold" in one.get_font().get_base_name()
        )
    finally:
        document.close()


def test_the_accounts_chosen_stand_out(workspace: Workspace) -> None:
    first, _second = (make(workspace, "account", {"name": name}) for name in ("Lanchuan", "Guyu"))
    printed = bold_words(print_portfolio(workspace, chosen=[first], in_language="en").content)
    assert "Lanchuan" in printed
    assert "Guyu" not in printed


def test_one_account_is_printed_with_its_five_years(workspace: Workspace) -> None:
    account = make(workspace, "account", {"name": "Lanchuan"})
    make(workspace, "portfolio_year", {"account_id": account, "year": 2026, "revenue_fen": 123_456_700})
    text = whole_text(print_account_portfolio(workspace, account, in_language="en").content)
    for told in ("Lanchuan", "Fiveyears", "2028", "Costofloss"):
        assert told.casefold() in text.casefold()


def test_what_an_account_is_worth_is_not_for_the_customer(workspace: Workspace) -> None:
    account = make(workspace, "account", {"name": "Lanchuan"})
    with pytest.raises(NotAllowed):
        print_account_portfolio(workspace, account, profile=Profile.CUSTOMER)
