"""A file with one account of a whole profile, our company, and the sample templates."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.our_company import OurCompany
from workbench.domain.policies import COMPANY
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.contract_samples import complete_samples
from workbench.services.policies import save_policy
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.contracts.page import ContractsPage

TODAY = date(2026, 11, 17)
ACCOUNT = derived_id("account", "acme")


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="Zhang Wei")
    with made.change("test", "Test") as change:
        values = {
            "code": "A1",
            "name": "Acme Drives",
            "address": "1 Mill Lane",
            "legal_representative": "Jo Miller",
            "signer": "Jo Miller",
            "credit_limit_fen": 900_000_000,
        }
        change.create("account", values, ACCOUNT)
    save_policy(made, COMPANY, OurCompany("Shuoyun Drives", "Suzhou", "Lu Qi", "Lu Qi"))
    complete_samples(made)
    made.close()
    save_settings(Settings(author="Zhang Wei", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def page(program: Program) -> ContractsPage:
    program.window.go(Destination(PageId.CONTRACTS))
    settle(program)
    found = page_of(program)
    assert isinstance(found, ContractsPage)
    return found
