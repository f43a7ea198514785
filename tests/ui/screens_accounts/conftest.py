"""A file with four accounts, people, visits and sales; today is Tuesday, 15 September 2026."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ready_made import put_ready_made
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.page import AccountsPage

TODAY = date(2026, 9, 15)
YUAN = 100


def account_id(code: str) -> Id:
    """The id of the account with that code."""
    return derived_id("account", code)


def workspace_of(program: Program) -> Workspace:
    """The file that is open."""
    assert program.context is not None
    return program.context.workspace


def accounts_page(program: Program) -> AccountsPage:
    """Go to the list."""
    program.window.go(Destination(PageId.ACCOUNTS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, AccountsPage)
    return page


def account_page(program: Program, code: str = "A") -> AccountPage:
    """Go to the page of an account."""
    program.window.go(Destination(PageId.ACCOUNT, subject=account_id(code)))
    settle(program)
    return shown_account(program)


def shown_account(program: Program) -> AccountPage:
    """The account page, which must be what is shown."""
    page = page_of(program)
    assert isinstance(page, AccountPage)
    return page


def _fill(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        manager = change.create("manager", {"name": "乔屿"}, derived_id("manager", "乔屿"))
        for code, name, short, tier, city in (
            ("A", "澜川精密机械（苏州）有限公司", "澜川精密", "strategic", "苏州"),
            ("B", "谷屿电子有限公司", "谷屿电子", "focus", "昆山"),
            ("C", "Harbor & Sons", "", "general", "Ningbo"),
            ("D", "望嵩阀门有限公司", "望嵩阀门", None, "杭州"),
        ):
            row = {"code": code, "name": name, "short_name": short, "tier": tier, "city": city}
            change.create("account", {**row, "manager_id": manager}, account_id(code))
        person = change.create(
            "contact",
            {
                "account_id": account_id("A"),
                "name": "顾承远",
                "title": "总经理",
                "roles": ["economic"],
                "influence": 5,
                "support": 1,
            },
        )
        # A was visited as its tier asks for, twice a month and once a half-year by the boss; B never.
        done = [(date(2026, month, day), "field") for month in range(4, 9) for day in (5, 20)]
        done += [(date(2026, 6, 10), "executive"), (date(2026, 9, 1), "field")]
        for on, kind in done:
            change.create(
                "visit",
                {
                    "account_id": account_id("A"),
                    "kind": kind,
                    "state": "done",
                    "on_day": on,
                    "findings": "要求单价降 3%",
                    "met": [person.hex()],
                },
            )
        # B was visited once, long ago: what nobody has begun would be due, not overdue.
        change.create(
            "visit",
            {"account_id": account_id("B"), "kind": "field", "state": "done", "on_day": date(2026, 2, 10)},
        )
        change.create(
            "visit",
            {"account_id": account_id("A"), "kind": "field", "state": "agreed", "on_day": date(2026, 9, 25)},
        )
        change.create(
            "action", {"account_id": account_id("A"), "text": "补交检测报告", "due_on": date(2026, 9, 10)}
        )
        change.create(
            "contract",
            {
                "account_id": account_id("A"),
                "title": "年度框架合同",
                "signed_on": date(2025, 12, 1),
                "ends_on": date(2026, 12, 1),
            },
        )
        # What the tiers rest on: B has outgrown nothing, C has the sales of a major account.
        for code, yuan in (("A", 40_000_000), ("B", 30_000_000), ("C", 6_000_000)):
            change.add_sales(account_id(code), [SaleRecord(date(2026, 8, 1), yuan * YUAN, "N", "1")])


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    """The program on that file."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"

    def make(new: Path) -> None:
        made = new_workspace(new, clock=clock, author="张蔚")
        _fill(made)
        made.close()

    put_ready_made(path, "accounts", make)
    save_settings(Settings(author="张蔚", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def empty_program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The program on a file without accounts."""
    clock = FixedClock(TODAY)
    path = tmp_path / "empty.workbench"
    new_workspace(path, clock=clock, author="张蔚").close()
    with running(app, clock, prompts, path) as program:
        yield program
