"""Ctrl+K on the real program: what is found, what is shown of it, and where it leads."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.item_paint import Item
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.files_section import FilesSection
from workbench.ui.screens.accounts.needs_section import NeedsSection
from workbench.ui.screens.accounts.overview import Overview
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.shell.command_palette import CommandPalette
from workbench.ui.shell.hits import Hit
from workbench.ui.tasks import Tasks

CLOCK = FixedClock(date(2026, 9, 15))
ACCOUNT, PERSON, VISIT = (derived_id(kind, "one") for kind in ("account", "contact", "visit"))


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The program on a file with an account, a person, a visit and the papers of an account."""
    path = tmp_path / "East.workbench"
    made = new_workspace(path, clock=CLOCK, author="张蔚")
    own = {"account_id": ACCOUNT}
    with made.change("create", "All") as change:
        values = {"name": "澜川精密机械", "short_name": "澜川", "city": "苏州", "traits": "五轴转台"}
        change.create("account", values, ACCOUNT)
        change.create("contact", own | {"name": "顾承远", "mobile": "13912345678"}, PERSON)
        visit = {"on_day": date(2026, 9, 1), "state": "done", "kind": "field", "findings": "希望缩短交期"}
        change.create("visit", own | visit, VISIT)
        change.create("need", own | {"text": "更短的周期"})
        change.create("contract", own | {"number": "HT-7", "title": "供货合同"})
        change.create("complaint", own | {"text": "漆面划伤", "received_on": date(2026, 8, 1)})
        change.create("attachment", own | {"name": "报价单.pdf"})
        change.create("action", own | {"text": "寄样品"})
    made.close()
    with running(app, CLOCK, prompts, path) as program:
        yield program


def typed(program: Program, text: str) -> CommandPalette:
    """The palette with the answer to ``text``."""
    program.window.open_palette()
    palette = program.window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    palette.field.setText(text)
    settle(program)
    return palette


def lines(palette: CommandPalette) -> list[Item]:
    return list(palette.list.items_model.items)


@pytest.mark.parametrize(
    ("text", "title", "second", "right"),
    [
        ("瀾川", "澜川精密机械", "", ""),
        ("lcjm", "澜川精密机械", "", "Pinyin initials"),
        ("转台", "澜川精密机械", "五轴转台", "Traits"),
        ("9123", "顾承远", "13912345678", "Mobile"),
        ("交期", "希望缩短交期", "", "Findings"),
        ("报价", "报价单.pdf", "", ""),
        ("ht7", "供货合同", "HT-7", "Number"),
    ],
)
def test_a_line_says_what_was_found_and_where(
    program: Program, text: str, title: str, second: str, right: str
) -> None:
    first = lines(typed(program, text))[0]
    assert (first.title, first.second, first.right) == (title, second, right)
    shown, marks = (first.second, first.second_marks) if second else (first.title, first.title_marks)
    assert bool(marks) == (text != "lcjm")
    assert all(shown[start:end] for start, end in marks)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("澜川", Section.OVERVIEW),
        ("转台", Section.PROFILE),
        ("顾承", Section.PEOPLE),
        ("周期", Section.NEEDS),
        ("报价", Section.FILES),
        ("样品", Section.OVERVIEW),
    ],
)
def test_enter_goes_to_the_account_and_there_to_what_was_found(
    program: Program, qtbot: QtBot, text: str, section: Section
) -> None:
    palette = typed(program, text)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle(program)
    page = page_of(program)
    assert isinstance(page, AccountPage)
    assert page.title() == "澜川"
    assert page.sections.current() is section
    if section is Section.PEOPLE:
        person = page.sections.people().current()
        assert person is not None
        assert person.id == PERSON
    current = page.sections.section(section)
    if isinstance(current, NeedsSection):
        assert current.needs.pane.text.control.text() == "更短的周期"
    elif isinstance(current, FilesSection):
        assert current.pane.title.accessibleName() == "报价单.pdf"
    elif isinstance(current, Overview) and text == "样品":
        assert "样品" in current.promises.items_model.items[0].title
        assert current.promises.current_key() is not None


@pytest.mark.parametrize(("text", "page"), [("供货", PageId.CONTRACTS), ("漆面", PageId.COMPLAINT)])
def test_enter_goes_to_the_page_of_a_contract_and_of_a_complaint(
    program: Program, qtbot: QtBot, text: str, page: PageId
) -> None:
    qtbot.keyClick(typed(program, text).field, Qt.Key.Key_Return)
    settle(program)
    assert page_of(program).page_id is page


def test_a_person_is_shown_on_the_page_that_is_open_already(program: Program, qtbot: QtBot) -> None:
    program.window.go(Destination(PageId.ACCOUNT, subject=ACCOUNT))
    settle(program)
    qtbot.keyClick(typed(program, "guchengyuan").field, Qt.Key.Key_Return)
    settle(program)
    page = page_of(program)
    assert isinstance(page, AccountPage)
    assert page.sections.people().current() is not None


def test_a_visit_is_shown_in_the_calendar(program: Program, qtbot: QtBot) -> None:
    qtbot.keyClick(typed(program, "交期").field, Qt.Key.Key_Return)
    settle(program)
    assert page_of(program).page_id is PageId.CALENDAR


def test_without_an_answer_a_new_account_is_offered_under_that_name(program: Program, qtbot: QtBot) -> None:
    palette = typed(program, "新月材料")
    assert [line.title for line in lines(palette)] == ["New account “新月材料”"]
    assert not palette.hint.isHidden()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle(program)
    page = page_of(program)
    assert isinstance(page, AccountsPage)
    assert page.new_pane.name.control.text() == "新月材料"


def test_enter_on_the_name_of_a_command_runs_it_and_makes_no_account(program: Program, qtbot: QtBot) -> None:
    palette = typed(program, "Account plans")
    assert [line.title for line in lines(palette)] == ["Account plans", "New account “Account plans”"]
    assert palette.hint.isHidden()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle(program)
    assert page_of(program).page_id is PageId.PLANS


def test_an_empty_field_says_what_can_be_found(program: Program) -> None:
    palette = typed(program, "")
    assert "pinyin" in palette.hint.text()
    assert lines(palette)


def test_hits_stand_over_commands(program: Program) -> None:
    found = lines(typed(program, "s"))
    headings = [line.title for line in found if line.heading]
    assert headings in (["Commands"], [])


@pytest.fixture
def slow(tasks: Tasks, qtbot: QtBot) -> tuple[CommandPalette, Callable[[], None], list[Id]]:
    """A palette whose search waits until it is let go; where it went."""
    go, visited = Event(), list[Id]()

    def search(text: str, limit: int) -> Sequence[Hit]:
        go.wait(10)
        return [Hit(text, lambda: Destination(PageId.ACCOUNT, subject=ACCOUNT))]

    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 600)
    palette = CommandPalette(over, tasks, (), search)
    palette.destination_chosen.connect(lambda where: visited.append(where.subject))
    over.show()
    palette.open_over()
    return palette, go.set, visited


def test_enter_before_the_answer_waits_for_it(
    slow: tuple[CommandPalette, Callable[[], None], list[Id]], tasks: Tasks, qtbot: QtBot
) -> None:
    palette, let_go, visited = slow
    palette.field.setText("lcjm")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert visited == []
    let_go()
    assert tasks.wait_idle()
    assert visited == [ACCOUNT]


def test_only_the_answer_to_the_last_letters_is_shown(
    slow: tuple[CommandPalette, Callable[[], None], list[Id]], tasks: Tasks
) -> None:
    palette, let_go, _visited = slow
    for text in ("l", "lc", "lcj"):
        palette.field.setText(text)
    let_go()
    assert tasks.wait_idle()
    assert [line.title for line in lines(palette)] == ["lcj"]


def test_a_command_that_bears_what_was_typed_comes_before_records_that_only_resemble_it(
    program: Program,
) -> None:
    found = [
        Hit("Diane Ltd", lambda: Destination(PageId.TODAY), why="Similar spelling", is_guess=True),
        Hit("Dion Ltd", lambda: Destination(PageId.TODAY), why="Similar spelling", is_guess=True),
    ]
    palette = typed(program, "")
    palette.field.setText("diagn")
    settle(program)
    palette._found(found)
    titles = [one.title for one in lines(palette)]
    assert titles[0] == "Log and diagnosis"
    assert titles[-3:] == ["Similar names", "Diane Ltd", "Dion Ltd"]
    palette._found([*found, Hit("Diagnostics Ltd", lambda: Destination(PageId.TODAY))])
    assert lines(palette)[0].title == "Diane Ltd"
