"""P3: opening the account on which everything happens, against its queries run bare on the driver."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.figures import Figure, figure
from benchmarks.workspaces import make_workspace
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_view import get_account_view
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace

_TODAY = date(2026, 11, 17)
_ACCOUNTS = 300
_YEARS = (5, 10)
_GOAL = 3.0
# What happens with a strategic account in a year.
_VISITS, _SALES, _PROMISES, _COMPLAINTS, _EDITS = 104, 1_200, 40, 12, 60
_PEOPLE, _SITES, _VERIFIED_EACH = 30, 12, 8
_ROUNDS = 15
_REPORT = "希望把三张订单合为一张，交期缩短一周；二期产线的减速机仍在比价。" * 4


def busy_account(workspace: Workspace, years: int) -> Id:
    """An account with ``years`` years of everything in a file of others."""
    account_id = derived_id("account", "busy")
    start = _TODAY - timedelta(days=365 * years)
    with workspace.change("import", "Busy") as change:
        change.create("account", {"name": "澜川精密机械（苏州）有限公司", "tier": "strategic"}, account_id)
        for number in range(_SITES):
            site = {"name": f"澜川精密 {number} 厂", "parent_id": account_id}
            change.create("account", site, derived_id("account", "site", str(number)))
        people = [derived_id("contact", "busy", str(number)) for number in range(_PEOPLE)]
        for number, person in enumerate(people):
            known: dict[str, Any] = {"account_id": account_id, "influence": number % 5 + 1}
            change.create("contact", {**known, "name": f"顾 {number}"}, person)
        for on in _days(start, _VISITS * years):
            visit = {"account_id": account_id, "kind": "field", "state": "done", "on_day": on}
            change.create("visit", {**visit, "findings": _REPORT, "met": [people[on.day % _PEOPLE].hex()]})
        for on in _days(start, _PROMISES * years):
            change.create("action", {"account_id": account_id, "text": "补交检测报告", "due_on": on})
        for on in _days(start, _COMPLAINTS * years):
            change.create("complaint", {"account_id": account_id, "received_on": on, "text": _REPORT})
        change.add_sales(
            account_id,
            [
                SaleRecord(on, 1_000_000 + number, f"N{number}", "1", "减速机")
                for number, on in enumerate(_days(start, _SALES * years))
            ],
        )
    for number in range(_EDITS * years):
        with workspace.change("edit_account", "Edit") as change:
            values: dict[str, Any] = {"current_activity": str(number)}
            if number % _VERIFIED_EACH == 0:
                values["trade_verified_on"] = start + timedelta(days=number)
            change.set("account", account_id, values)
    return account_id


def queries_of(workspace: Workspace, account_id: Id) -> list[tuple[str, Any]]:
    """The queries that opening the account sends, with their parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, *_rest: Any) -> None:
        if text.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((text, values))

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        get_account_view(workspace, account_id)
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)
    return sent


def best_of_both(workspace: Workspace, account_id: Id) -> tuple[float, float]:
    """The least seconds of the processor for opening the account and for its bare queries, in turns."""
    sent = queries_of(workspace, account_id)
    ours, floor = [], []
    connection = workspace.engine.raw_connection()
    with closing(connection):
        cursor = connection.cursor()
        # As in the program, where garbage is collected in the pauses of the window only.
        with without_garbage_collection():
            for _round in range(_ROUNDS):
                start = time.process_time()
                get_account_view(workspace, account_id)
                ours.append(time.process_time() - start)
                start = time.process_time()
                for text, values in sent:
                    cursor.execute(text, values)
                    cursor.fetchall()
                floor.append(time.process_time() - start)
    return min(ours), min(floor)


def figures() -> list[Figure]:
    """Seconds at five and at ten years; the number of queries must be the same at both."""
    found: list[Figure] = []
    counts: list[int] = []
    clock = FixedClock(_TODAY)
    for years in _YEARS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "many.workbench"
            make_workspace(path, accounts=_ACCOUNTS, years=years, clock=clock)
            with closing(open_workspace(path, clock=clock, author="Rep")) as workspace:
                account_id = busy_account(workspace, years)
                counts.append(len(queries_of(workspace, account_id)))
                ours, floor = best_of_both(workspace, account_id)
        found.append(
            figure(
                "P3",
                f"open an account (years; {counts[-1]} queries)",
                years,
                ours,
                floor,
                _GOAL,
                smaller=found[-1] if found else None,
                also=len(set(counts)) == 1,
            )
        )
    return found


def _days(start: date, count: int) -> Iterator[date]:
    days = (_TODAY - start).days
    return (start + timedelta(days=number * days // count) for number in range(count))
