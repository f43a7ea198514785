"""The account list says how many alarms each account has."""

from datetime import date

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.account_alarms import as_before, with_alarms
from workbench.services.account_list import list_account_lines, with_overdue
from workbench.services.alarms import add_major_event, end_major_event, list_major_events
from workbench.services.history import record_history
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
A, B = derived_id("account", "A"), derived_id("account", "B")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


def test_alarms_are_counted_by_severity_and_go_when_they_end(workspace: Workspace) -> None:
    with workspace.change("test", "test") as change:
        change.create("account", {"name": "A"}, A)
        change.create("account", {"name": "B"}, B)
    add_major_event(workspace, A, {"kind": "insolvency"})
    add_major_event(workspace, A, {"kind": "theft"})
    add_major_event(workspace, A, {"kind": "theft"})

    def counted() -> dict[str, tuple[int, int, int]]:
        lines = with_alarms(workspace, list_account_lines(workspace)).lines
        return {one.name: (one.severe, one.warnings, one.alarm_notes) for one in lines}

    assert counted() == {"A": (1, 2, 0), "B": (0, 0, 0)}
    for event in list_major_events(workspace, A):
        end_major_event(workspace, event.id, TODAY)
    assert counted() == {"A": (0, 0, 0), "B": (0, 0, 0)}


def test_until_alarms_are_read_anew_the_list_tells_those_known_before(workspace: Workspace) -> None:
    with workspace.change("test", "test") as change:
        change.create("account", {"name": "A"}, A)
    add_major_event(workspace, A, {"kind": "insolvency"})
    before = with_alarms(workspace, list_account_lines(workspace))
    with workspace.change("test", "test") as change:
        change.set("account", A, {"segment": "East"})
        change.create("account", {"name": "B"}, B)
    bare = list_account_lines(workspace)
    shown = as_before(bare, before)
    assert [(one.segment, one.severe) for one in shown.lines] == [("East", 1), ("", 0)]
    assert with_alarms(workspace, with_overdue(workspace, shown)) == with_alarms(
        workspace, with_overdue(workspace, bare)
    )
    assert as_before(bare, None) == bare


def test_a_major_event_stands_in_the_history_of_its_account(workspace: Workspace) -> None:
    with workspace.change("test", "test") as change:
        change.create("account", {"name": "A"}, A)
    add_major_event(workspace, A, {"kind": "theft", "text": "仓库失窃"})
    first, *_rest = record_history(workspace, "accounts", "A")
    assert first.operation_text == "Theft: 仓库失窃"
