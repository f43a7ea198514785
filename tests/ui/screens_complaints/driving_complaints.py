"""A workspace with an account and a person there, and the keys of whoever takes complaints down."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import page_of, settle
from workbench.app import Program
from workbench.domain.complaints import ComplaintEvent, ComplaintEventKind, Outcome
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.complaints import record_complaint, take_step
from workbench.services.workspaces import Workspace, new_workspace
from workbench.storage.queries.complaints import list_complaint_events
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.complaints.complaint_page import ComplaintPage

TODAY = date(2026, 9, 15)
ACCOUNT = derived_id("account", "A")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_Kind = ComplaintEventKind
TO_EVALUATE: tuple[tuple[ComplaintEventKind, dict[str, Any]], ...] = (
    (_Kind.JUDGED, {"outcome": Outcome.VALID}),
    (_Kind.ASSIGNED, {"department": "Quality"}),
    (_Kind.TAKEN_OVER, {}),
    (_Kind.ANALYSED, {"cause": "process", "post": "Packer", "whys": ["Wrong label"]}),
    (_Kind.PROPOSED, {"text": "Exchange"}),
    (_Kind.DECIDED, {"outcome": Outcome.APPROVED, "person": "Lu"}),
    (_Kind.OFFERED, {"text": "Exchange"}),
    (_Kind.ANSWERED, {"outcome": Outcome.ACCEPTED}),
    (_Kind.IMPLEMENTED, {"text": "Exchanged"}),
    (_Kind.EVALUATED, {"text": "Done", "prevention": "Check", "handling": "Talk"}),
)


def make_file(path: Path) -> None:
    """Two accounts, one with a person."""
    made = new_workspace(path, clock=FixedClock(TODAY), author="Zhang Wei")
    with made.change("test", "Test") as change:
        for code in ("A", "B"):
            change.create("account", {"code": code, "name": f"Account {code}"}, derived_id("account", code))
        change.create("contact", {"account_id": ACCOUNT, "name": "Wang Qiang"}, derived_id("contact", "wang"))
    made.close()


def workspace_of(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def record(program: Program, steps: int = 0, **values: Any) -> Id:
    """A complaint so many steps on its way."""
    workspace = workspace_of(program)
    given = {"account_id": ACCOUNT, "text": "Wrong reducers arrived", "kind": "quality", **values}
    (complaint,) = record_complaint(workspace, given).touched["complaint"]
    for kind, said in TO_EVALUATE[:steps]:
        take_step(workspace, complaint, kind, said)
    return complaint


def open_one(program: Program, complaint: Id) -> ComplaintPage:
    program.window.go(Destination(PageId.COMPLAINT, subject=complaint))
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintPage)
    return page


def events_of(program: Program, complaint: Id) -> list[ComplaintEvent]:
    with workspace_of(program).read() as session:
        return list_complaint_events(session, complaint)[complaint]


def kinds_of(program: Program, complaint: Id) -> list[ComplaintEventKind]:
    return [one.kind for one in events_of(program, complaint)]


class Keys:
    """Types wherever the cursor is."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self._program, self._qtbot = program, qtbot

    def held(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, *texts: str) -> None:
        """Each text into a field, and Tab between them; an empty one passes the field over."""
        for place, text in enumerate(texts):
            if place:
                self.tab()
            held = self.held()
            if isinstance(held, SuggestField):
                # A list that opens over a window without a screen grabs the keys.
                held.insert(text)
            else:
                self._qtbot.keyClicks(held, text)

    def tab(self, times: int = 1) -> None:
        for _time in range(times):
            self._qtbot.keyClick(self.held(), Qt.Key.Key_Tab)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.held(), key, held)
        settle(self._program)

    def submit(self) -> None:
        """Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, CONTROL)
