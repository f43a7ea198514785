"""Judging accounts in the real window: a review of tiers, a nomination, a measure, the analysis."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep, somebody
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import page_of, settle
from workbench.domain.accounts import Tier
from workbench.domain.sales import SaleRecord
from workbench.domain.value import AbcClass
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.accounts import find_account
from workbench.services.records import list_records
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.accounts.relationship_section import RelationshipSection
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.analysis.page import AnalysisPage

__all__ = ["app", "prompts"]

TODAY = date(2026, 11, 17)
YUAN = 100


@pytest.fixture
def rep(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Rep]:
    """A file with three accounts whose tiers nobody has set: 25, 6 and 1 million in the last year."""
    save_settings(Settings(author="张蔚", language="en"))
    clock, path = FixedClock(TODAY), tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "Test") as change:
        manager = change.create("manager", {"name": "张蔚"}, derived_id("manager", "张蔚"))
        for code, yuan in (("BIG", 25_000_000), ("MID", 6_000_000), ("OLD", 1_000_000)):
            row = {"code": code, "name": code, "manager_id": manager}
            row_id = change.create("account", row, derived_id("account", code))
            change.add_sales(row_id, [SaleRecord(date(2026, 5, 1), yuan * YUAN, "N", "1")])
    made.close()
    with somebody(app, clock, prompts, qtbot, path) as rep:
        yield rep


def test_from_the_yearly_review_to_a_strategic_account_with_a_measure(rep: Rep) -> None:
    review_the_tiers(rep)
    nominate(rep, "BIG")
    take_a_measure(rep)
    look_at_class_a(rep)
    assert rep.prompts.errors == []


def review_the_tiers(rep: Rep) -> None:
    rep.program.window.go(Destination(PageId.ACCOUNTS))
    settle(rep.program)
    page = rep.page(AccountsPage)
    rep.click(page.review_button)
    review = page.review
    assert len(review.table.model.shown_rows()) == 3
    review.table.select(derived_id("account", "OLD"))
    rep.prompts.answers = ["They were bought up", "陈总"]
    rep.click(review.refuse_button)
    rep.click(review.all_button)
    rep.click(review.finish_button)
    tiers = {row["code"]: row["tier"] for row in list_records(rep.workspace, "accounts").rows}
    assert tiers == {"BIG": "focus", "MID": "major", "OLD": None}
    (finished,) = list_records(rep.workspace, "tier-reviews").rows
    assert (finished["approved_by"], finished["accepted"], finished["refused"]) == ("陈总", 2, 1)
    (refusal,) = list_records(rep.workspace, "tier-refusals").rows
    assert (refusal["account_code"], refusal["reason"]) == ("OLD", "They were bought up")


def nominate(rep: Rep, code: str) -> None:
    rep.program.window.go(
        Destination(PageId.ACCOUNT, subject=derived_id("account", code), view=Section.RELATIONSHIP)
    )
    settle(rep.program)
    page = rep.page(AccountPage)
    section = page.sections.section(Section.RELATIONSHIP)
    assert isinstance(section, RelationshipSection)
    section.scorecard.grid.setFocus()
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_3):
        rep.press(key)
    settle(rep.program)
    assert section.scorecard.total.text() == "80.0%"
    page.sections.go_to(Section.PROFILE)
    settle(rep.program)
    form = page.sections.profile().tier
    form.tier.control.choose(Tier.STRATEGIC)
    form.reason.control.setText("Leads its trade")
    form.approved_by.control.setText("陈总")
    form.approved_on.control.set_day(TODAY)
    rep.click(form.save_button)
    assert find_account(rep.workspace, code).tier is Tier.STRATEGIC


def take_a_measure(rep: Rep) -> None:
    page = rep.page(AccountPage)
    page.sections.go_to(Section.RELATIONSHIP)
    settle(rep.program)
    section = page.sections.section(Section.RELATIONSHIP)
    assert isinstance(section, RelationshipSection)
    section.playbook.key_list.opened.emit("key_account.supply")
    settle(rep.program)
    (action,) = list_records(rep.workspace, "actions").rows
    assert (action["origin"], action["owner"]) == ("playbook:key_account.supply", "张蔚")
    rep.press(Qt.Key.Key_Z, control=True)
    assert list_records(rep.workspace, "actions").total == 0


def look_at_class_a(rep: Rep) -> None:
    rep.program.window.go(Destination(PageId.ANALYSIS))
    settle(rep.program)
    page = rep.page(AnalysisPage)
    page.abc.show_class(AbcClass.A)
    (line,) = page.abc.table.model.shown_rows()
    assert (line.code, line.tier) == ("BIG", Tier.STRATEGIC)
    page.abc.table.row_activated.emit(line)
    settle(rep.program)
    assert page_of(rep.program).title() == "BIG"
