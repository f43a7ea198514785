"""The portfolio on paper: all accounts or one, literal, and never the customer's."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.documents.reading import page_sizes, whole_text
from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.errors import NotAllowed
from workbench.foundation.ids import Id
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
