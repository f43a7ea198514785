"""A thousand complaints, most of them open: no pause of the window above 100 ms."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep, somebody
from tests.journeys.test_pauses import LONGEST_MS, TRIES, Watchdog
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import settle
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.complaints import ComplaintEventKind, ComplaintKind, ComplaintSeverity
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.screens.complaints.complaint_page import ComplaintPage
from workbench.ui.screens.complaints.filter_bar import Which
from workbench.ui.screens.complaints.page import ComplaintsPage

__all__ = ["app", "prompts"]

TODAY, COUNT, ACCOUNTS = date(2026, 9, 15), 1_000, 100
_Kind = ComplaintEventKind
STEPS = (
    (_Kind.JUDGED, {"outcome": "valid"}),
    (_Kind.ASSIGNED, {"department": "质量部", "person": "冯一舟"}),
    (_Kind.TAKEN_OVER, {"department": "质量部", "person": "冯一舟"}),
    (_Kind.ANALYSED, {"cause": "process", "post": "包装", "whys": ["标签拿错", "模板旧"]}),
    (_Kind.PROPOSED, {"text": "更换并说明原因", "cost_fen": 120_000}),
    (_Kind.DECIDED, {"outcome": "approved", "person": "陆启明"}),
    (_Kind.OFFERED, {"text": "告知方案"}),
    (_Kind.ANSWERED, {"outcome": "accepted"}),
    (_Kind.IMPLEMENTED, {"text": "已更换"}),
)


def fill(workspace: Workspace) -> None:
    """Complaints of sixty days in every step, of a hundred accounts."""
    kinds, grades = list(ComplaintKind), list(ComplaintSeverity)
    with workspace.change("test", "Test") as change:
        for place in range(ACCOUNTS):
            row = {"code": f"A{place}", "name": f"澜川精密机械（苏州）有限公司 {place}"}
            change.create("account", row, derived_id("account", str(place)))
        complaints, events = [], []
        for place in range(COUNT):
            complaint, on = derived_id("complaint", str(place)), TODAY - timedelta(days=place % 60)
            values = {
                "account_id": derived_id("account", str(place % ACCOUNTS)),
                "number": f"2026-{place:04}",
                "received_on": on,
                "kind": kinds[place % len(kinds)].value,
                "severity": grades[place % len(grades)].value,
                "text": f"到货 12 台中有 2 台铭牌为 RV-20E，与订单不符 {place}",
                "product": f"RV-{place % 40}",
                "taken_by": "张蔚",
            }
            complaints.append((complaint, values))
            said = ((_Kind.RECORDED, {}), *STEPS[: place % (len(STEPS) + 1)])
            for sequence, (kind, more) in enumerate(said, start=1):
                event = {"complaint_id": complaint, "sequence": sequence, "kind": kind.value, "on_day": on}
                events.append((derived_id("event", f"{place}-{sequence}"), {**event, **more}))
        change.create_many("complaint", complaints)
        change.create_many("complaint_event", events)


def work_through(rep: Rep) -> dict[str, float]:
    """Board, filters, list, one complaint; the longest pause of each step."""
    dog, program = Watchdog(), rep.program
    # The first arrival loads modules, as on every page.
    program.window.go(Destination(PageId.COMPLAINTS))
    settle(program)
    page = rep.page(ComplaintsPage)

    def step(name: str, act: Callable[[], object]) -> None:
        with dog.during(name):
            act()
            settle(program)

    step("read the board", lambda: page.refresh(None))
    step("search", lambda: page.bar.search.setText("RV-20"))
    step("all again", page.close_innermost)
    step("overdue", lambda: page.show_which(Which.LATE))
    step("all", page.close_innermost)
    cards = page.board.board.cards_of(ComplaintStep.PROPOSE)
    assert cards.card_model.rowCount() > COUNT / 10
    step("scroll", lambda: cards.verticalScrollBar().setValue(5_000))
    step("list", lambda: page.show_part(ComplaintsPart.LIST))
    assert page.list.table.model.rowCount() == COUNT
    step("sort", lambda: page.list.table.sort_by("left"))
    step("search the list", lambda: page.bar.search.setText("RV-20"))
    page.close_innermost()
    one, other = derived_id("complaint", "4"), derived_id("complaint", "14")
    program.window.go(Destination(PageId.COMPLAINT, subject=one))
    settle(program)
    step("another complaint", lambda: program.window.go(Destination(PageId.COMPLAINT, subject=other)))
    step("a reply", lambda: rep.page(ComplaintPage).begin_step(_Kind.REPLIED))
    step("back", program.window.go_back)
    return dog.longest


@pytest.mark.slow
def test_a_thousand_complaints_do_not_stop_the_window_for_more_than_a_tenth_of_a_second(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    best: dict[str, float] = {}
    too_long: list[str] = []
    for number in range(TRIES):
        # Other programs of the machine stop the thread too: a pause that is ours comes every time.
        path = tmp_path / f"{number}.workbench"
        made = new_workspace(path, clock=FixedClock(TODAY), author="张蔚")
        fill(made)
        made.close()
        save_settings(Settings(author="张蔚", language="en", theme="light"))
        with somebody(app, FixedClock(TODAY), prompts, qtbot, path) as rep:
            found = work_through(rep)
        best = {name: min(pause, best.get(name, pause)) for name, pause in found.items()}
        too_long = [f"{name} {pause:.0f} ms" for name, pause in best.items() if pause > LONGEST_MS]
        if not too_long:
            break
    assert too_long == []
