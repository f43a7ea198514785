"""The visit itself, by keyboard in the real window: agreed, reported in few keys, locked, moved, missed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.domain.visits import Cause, Side, VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.drafts import find_draft
from workbench.services.visit_life import drop_visit
from workbench.services.visit_reports import VisitReportInput, report_visit
from workbench.services.visit_sheet import get_visit_sheet
from workbench.services.visits import get_visit_view, list_visits_between, schedule_visit
from workbench.services.workspaces import Workspace, new_workspace, open_workspace
from workbench.ui.context import Context
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId, VisitDetail
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.calendar.visit_sheet import VisitSheet

TODAY = date(2026, 9, 15)
ACCOUNT = derived_id("account", "A")
HAN, YAO = derived_id("contact", "han"), derived_id("contact", "yao")
ROOT = Path(__file__).resolve().parents[3]
Tab, Enter = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The whole program on one account with two people, and two of ours."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        ours = [change.create("manager", {"name": name}) for name in ("张蔚", "高闻")]
        row = {"code": "A", "name": "澜川精密", "tier": "strategic", "address": "苏州"}
        change.create("account", {**row, "manager_id": ours[0], "second_manager_id": ours[1]}, ACCOUNT)
        change.create("contact", {"account_id": ACCOUNT, "name": "韩沛", "title": "采购总监"}, HAN)
        change.create("contact", {"account_id": ACCOUNT, "name": "姚季青", "roles": ["economic"]}, YAO)
    made.close()
    with running(app, clock, prompts, path) as program:
        yield program


def _workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def _scheduled(program: Program, on: date = TODAY, kind: VisitKind = VisitKind.FIELD) -> Id:
    schedule_visit(_workspace(program), ACCOUNT, on, kind=kind)
    return list_visits_between(_workspace(program), on, on)[0].id


def _sheet(program: Program, visit: Id, view: VisitDetail = VisitDetail.SHEET) -> VisitSheet:
    program.window.go(Destination(PageId.CALENDAR, subject=visit, view=view))
    settle(program)
    page = program.window.page()
    assert isinstance(page, CalendarPage)
    return page.sheet


class Typist:
    """Types into whatever has the focus, and counts the keys that are no text of the report."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self._qtbot, self._program, self.keys, self.tabs = qtbot, program, 0, 0

    def focused(self) -> QWidget:
        widget = self._program.window.focusWidget()
        assert widget is not None
        return widget

    def write(self, text: str) -> None:
        self._qtbot.keyClicks(self.focused(), text)

    def pick(self, letters: str) -> None:
        self._qtbot.keyClicks(self.focused(), letters)
        self.press(Enter)
        self.keys += len(letters)

    def press(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        self._qtbot.keyClick(self.focused(), key, modifier)
        self.keys += 1
        self.tabs += key == Tab

    def tab_to(self, wanted: QWidget, most: int = 30) -> None:
        for _step in range(most):
            if self.focused() is wanted:
                return
            self.press(Tab)
        raise AssertionError("Tab never reached the field")


def test_a_usual_report_takes_few_keys_beside_its_words(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit, VisitDetail.REPORT)
    form, typist = sheet.form, Typist(qtbot, program)
    assert typist.focused() is form.met.line
    typist.pick("hp")
    typist.pick("yao")
    typist.tab_to(form.areas["talking_points"].control)
    typist.write("Line two: cycle of 38 seconds")
    typist.press(Tab)
    typist.write("Equipment comes two weeks late")
    typist.tab_to(form.promises.rows[0].text)
    typist.write("Send the test report")
    typist.tab_to(form.promises.rows[0].due)
    typist.write("+5")
    typist.press(Enter)
    assert typist.focused() is form.promises.rows[1].text
    typist.write("Send the layout")
    typist.press(Enter)
    typist.tab_to(form.next_step.control)
    typist.write("Joint test")
    typist.tab_to(form.suggest_button)
    typist.press(Qt.Key.Key_Space)
    typist.press(Enter, ctrl=True)
    settle(program)
    view = get_visit_view(_workspace(program), visit)
    assert view.visit.state is VisitState.DONE
    assert view.visit.met == (HAN, YAO)
    assert view.visit.place == "苏州"
    assert {(one.text, one.due_on, one.promised_on) for one in view.promises} == {
        ("Send the test report", TODAY + timedelta(days=5), TODAY),
        ("Send the layout", None, TODAY),
    }
    following = list_visits_between(_workspace(program), TODAY + timedelta(days=1), date(2026, 12, 31))
    assert [one.purpose for one in following] == ["Joint test"]
    # Two minutes: at 40 keys a minute for what is no text, well under one of them.
    assert typist.keys <= 40
    assert typist.tabs <= 24


def test_every_field_of_the_form_is_reached_by_tab(program: Program, qtbot: QtBot) -> None:
    sheet = _sheet(program, _scheduled(program), VisitDetail.REPORT)
    form, typist = sheet.form, Typist(qtbot, program)
    form.on.control.setFocus()
    form.areas["needs"].control.setPlainText("x")
    seen = [typist.focused()]
    for _step in range(40):
        typist.press(Tab)
        if typist.focused() is form.on.control or not form.isAncestorOf(typist.focused()):
            break
        seen.append(typist.focused())
    wanted = [
        form.on.control,
        form.at.control,
        form.place.control,
        form.met.line,
        form.ours.line,
        *(area.control for name, area in form.areas.items() if name in ("purpose", "talking_points")),
        form.areas["findings"].control,
        form.areas["needs"].control,
        form.keep_needs,
        form.areas["competitor_news"].control,
        form.areas["operating_state"].control,
        form.areas["demand_forecast"].control,
        form.areas["problems"].control,
        form.promises.rows[0].text,
        form.next_step.control,
        form.next_on.control,
    ]
    assert [widget for widget in seen if widget in wanted] == wanted
    assert form.file_button in seen


def test_a_call_asks_only_for_what_a_call_needs(program: Program, qtbot: QtBot) -> None:
    sheet = _sheet(program, _scheduled(program, kind=VisitKind.TELEPHONE), VisitDetail.REPORT)
    form = sheet.form
    assert form.place.isHidden()
    assert form.ours.isHidden()
    assert [name for name, area in form.areas.items() if not area.isHidden()] == [
        "talking_points",
        "findings",
        "needs",
    ]
    qtbot.mouseClick(form.more_button, Qt.MouseButton.LeftButton)
    assert not any(area.isHidden() for area in form.areas.values())


def test_a_visit_is_agreed_with_time_and_length_by_keyboard(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program, TODAY + timedelta(days=1))
    sheet = _sheet(program, visit)
    typist = Typist(qtbot, program)
    sheet.steps.agree_button.setFocus()
    typist.press(Qt.Key.Key_Space)
    typist.write("1430")
    typist.press(Tab)
    typist.focused().selectAll()  # type: ignore[attr-defined]
    typist.write("45")
    typist.press(Enter)
    settle(program)
    agreed = get_visit_view(_workspace(program), visit).visit
    assert (agreed.state, agreed.at, agreed.minutes) == (VisitState.AGREED, "14:30", 45)


def test_a_wrong_time_is_said_beside_its_field(program: Program) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit)
    sheet.steps.agree_button.click()
    sheet.steps.time.control.setText("25 o'clock")
    sheet.steps.agree()
    settle(program)
    assert sheet.steps.time.has_error()
    assert get_visit_view(_workspace(program), visit).visit.state is VisitState.PLANNED


def test_a_visit_whose_day_passed_asks_and_moves_in_two_steps(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program, TODAY - timedelta(days=4))
    sheet = _sheet(program, visit)
    assert sheet.steps.passed.isVisible()
    qtbot.mouseClick(sheet.steps.move_button, Qt.MouseButton.LeftButton)
    sheet.steps.day.control.setText("2026-09-21")
    qtbot.keyClick(sheet.steps.day.control, Enter)
    settle(program)
    (new,) = list_visits_between(_workspace(program), date(2026, 9, 21), date(2026, 9, 21))
    assert new.replaces_id == visit
    assert get_visit_view(_workspace(program), visit).visit.state is VisitState.MISSED
    assert not sheet.report.isHidden()
    qtbot.mouseClick(sheet.report.back_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert get_visit_view(_workspace(program), visit).visit.state is VisitState.PLANNED


def test_a_missed_visit_takes_a_cause(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit)
    qtbot.mouseClick(sheet.steps.drop_button, Qt.MouseButton.LeftButton)
    sheet.steps.cause.control.choose(Cause.CUSTOMER_AWAY)
    qtbot.mouseClick(sheet.steps.missed_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert get_visit_view(_workspace(program), visit).visit.cause is Cause.CUSTOMER_AWAY


def test_one_click_puts_somebody_suggested_on_the_list_to_meet(program: Program) -> None:
    visit = _scheduled(program, TODAY + timedelta(days=1))
    sheet = _sheet(program, visit)
    first = sheet.brief.met.list.items_model.items[0]
    assert (first.title, first.second) == ("姚季青", "decides on money, never met")
    sheet.brief.met.ticked.emit(first.key, True)
    settle(program)
    assert get_visit_view(_workspace(program), visit).visit.met == (YAO,)
    ours = sheet.brief.ours.list.items_model.items[0]
    assert (ours.title, ours.second) == ("高闻", "second manager of this account")


def test_a_filed_report_is_unlocked_with_a_reason_changed_and_locked(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program)
    report_visit(_workspace(program), visit, VisitReportInput(on=TODAY, findings="38 s"))
    sheet = _sheet(program, visit)
    assert not sheet.write_report()
    qtbot.mouseClick(sheet.report.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(sheet.report.reason.control, Enter)
    settle(program)
    assert sheet.report.reason.has_error()
    qtbot.keyClicks(sheet.report.reason.control, "figures corrected")
    qtbot.keyClick(sheet.report.reason.control, Enter)
    settle(program)
    assert sheet.write_report()
    assert sheet.form.areas["findings"].control.text() == "38 s"
    sheet.form.areas["findings"].control.setText("36 s")
    sheet.form.file()
    settle(program)
    done = get_visit_sheet(_workspace(program), visit)
    assert (done.visit.findings, done.visit.is_unlocked) == ("36 s", False)
    assert [one.reason for one in done.unlockings] == ["figures corrected"]


def test_what_was_typed_for_a_visit_reported_meanwhile_is_shown_and_can_be_joined(
    program: Program, qtbot: QtBot
) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit, VisitDetail.REPORT)
    sheet.form.areas["findings"].control.setPlainText("what I saw")
    # As by a merge: the form does not know.
    report_visit(_workspace(program), visit, VisitReportInput(on=TODAY, findings="what the colleague saw"))
    sheet.form.file()
    settle(program)
    assert not sheet.report.isHidden()
    assert find_draft(_workspace(program), visit) is not None
    assert get_visit_view(_workspace(program), visit).visit.findings == "what the colleague saw"
    sheet.report.reason.control.setText("two of us were there")
    sheet.report.unlock()
    settle(program)
    sheet.write_report()
    assert sheet.form.areas["findings"].control.text() == "what the colleague saw\nwhat I saw"
    sheet.form.file()
    settle(program)
    assert find_draft(_workspace(program), visit) is None


def test_filing_twice_while_the_keys_are_held_down_files_once(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit, VisitDetail.REPORT)
    sheet.form.areas["findings"].control.setPlainText("once")
    refused: list[Exception] = []
    monkeypatch.setattr(Context, "show_error", lambda _self, error: refused.append(error))
    for _time in range(3):
        sheet.form.file()
    settle(program)
    assert get_visit_view(_workspace(program), visit).visit.findings == "once"
    assert find_draft(_workspace(program), visit) is None
    assert not refused


def test_a_draft_of_a_visit_that_was_dropped_meanwhile_can_be_thrown_away(program: Program) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit, VisitDetail.REPORT)
    sheet.form.areas["findings"].control.setPlainText("half")
    sheet.form.keep()
    settle(program)
    drop_visit(_workspace(program), visit, VisitState.CANCELLED, "no")
    sheet = _sheet(program, visit)
    sheet.report.throw_draft()
    settle(program)
    assert find_draft(_workspace(program), visit) is None


def test_the_brief_goes_from_a_click_to_a_pdf_of_one_page(
    program: Program, qtbot: QtBot, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    visit = _scheduled(program)
    sheet = _sheet(program, visit)
    qtbot.mouseClick(sheet.steps.brief_button, Qt.MouseButton.LeftButton)
    settle(program)
    preview = program.window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    target = tmp_path / "brief.pdf"
    prompts.answers.append(target)
    preview.save()
    settle(program)
    preview.close()
    document = pypdfium2.PdfDocument(target)
    try:
        assert len(document) == 1
        assert "澜川精密" in document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_a_promise_of_theirs_names_the_person(program: Program) -> None:
    visit = _scheduled(program)
    form = _sheet(program, visit, VisitDetail.REPORT).form
    form.areas["findings"].control.setPlainText("x")
    row = form.promises.rows[0]
    row.text.setText("reply")
    row.side.choose(Side.THEIRS)
    row.contact.choose(HAN)
    form.file()
    settle(program)
    (made,) = get_visit_view(_workspace(program), visit).promises
    assert (made.side, made.contact_id) == (Side.THEIRS, HAN)


_TYPING = """
import os, sys
from datetime import date
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.services.drafts import find_draft
from workbench.ui.navigation import Destination, PageId, VisitDetail

app = QApplication([])
visit = Id(bytes.fromhex(sys.argv[2]))
with running(app, FixedClock(date(2026, 9, 15)), ScriptedPrompts(), Path(sys.argv[1])) as program:
    program.window.go(Destination(PageId.CALENDAR, subject=visit, view=VisitDetail.REPORT))
    settle(program)
    area = program.window.page().sheet.form.areas["findings"].control
    for number in range(100_000):
        QTest.keyClicks(area, f"w{number} ")
        QTest.qWait(20)
        draft = find_draft(program.context.workspace, visit)
        if draft is not None:
            print(draft["findings"].split()[-1], flush=True)
"""


def test_kill_9_in_the_middle_of_typing_loses_only_the_last_moments(tmp_path: Path) -> None:
    path = tmp_path / "mine.workbench"
    clock = FixedClock(TODAY)
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        change.create("account", {"code": "A", "name": "澜川精密"}, ACCOUNT)
    schedule_visit(made, ACCOUNT, TODAY)
    visit = list_visits_between(made, TODAY, TODAY)[0].id
    made.close()
    typing = subprocess.Popen(
        [sys.executable, "-c", _TYPING, str(path), visit.hex()],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "WORKBENCH_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typing.stdout is not None
    last = ""
    for _line in range(3):
        last = typing.stdout.readline().strip() or last
    typing.send_signal(signal.SIGKILL)
    typing.wait()
    typing.stdout.close()
    opened = open_workspace(path, clock=clock, author="张蔚")
    draft = find_draft(opened, visit)
    opened.close()
    assert draft is not None
    words = draft["findings"].split()
    assert last in words
    assert words == [f"w{number}" for number in range(len(words))]
