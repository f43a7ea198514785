"""Three accounts of Li Lei with all that can be open, and the laptops of those who hand over and receive."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.workspaces import new_workspace
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

TODAY: Final = date(2026, 7, 1)
A, B, C = (derived_id("account", code) for code in "ABC")
ME, NA, ZHOU = (derived_id("manager", name) for name in ("Li Lei", "Han Mei", "Zhou"))
PASSPHRASE: Final = "seven small boats"


def fill(workspace: Workspace) -> None:
    """A, B and C of Li Lei, who gives; Han Mei, who receives; Zhou, who left."""
    with workspace.change("test", "Test") as change:
        for name, row_id, active in (("Li Lei", ME, True), ("Han Mei", NA, True), ("Zhou", ZHOU, False)):
            change.create("manager", {"name": name, "daily_visits": 4, "active": active}, row_id)
        for code, row_id in zip("ABC", (A, B, C), strict=True):
            add_account(change, code, row_id)


def add_account(change: Change, code: str, row_id: Id, manager: Id = ME) -> None:
    """An account with a promise of each side, a visit to come, a contract, a need, a risk, two people."""
    change.create(
        "account",
        {"name": f"{code} 公司", "code": code, "tier": "focus", "manager_id": manager, "city": "苏州"},
        row_id,
    )
    person = change.create("contact", {"account_id": row_id, "name": f"{code} 王工", "support": 1})
    change.create("contact", {"account_id": row_id, "name": f"{code} gone", "left_on": date(2026, 1, 1)})
    done = {"account_id": row_id, "manager_id": manager, "kind": "field", "state": "done"}
    change.create("visit", {**done, "on_day": date(2026, 6, 1), "findings": "要降价", "met": [person.hex()]})
    change.create(
        "visit", {**done, "state": "planned", "on_day": date(2026, 7, 9), "purpose": f"{code} 月度拜访"}
    )
    promise = {"account_id": row_id, "text": f"{code} 样品", "side": "ours", "owner": "Li Lei"}
    change.create("action", {**promise, "due_on": date(2026, 6, 20)})
    change.create(
        "action",
        {**promise, "text": f"{code} 付款", "side": "theirs", "owner": "", "due_on": date(2026, 7, 20)},
    )
    change.create(
        "contract",
        {
            "account_id": row_id,
            "number": f"HT-{code}",
            "title": f"{code} 框架协议",
            "signed_on": date(2026, 1, 1),
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 8, 1),
            "manager_id": manager,
        },
    )
    change.create("need", {"account_id": row_id, "text": f"{code} 备件", "urgency": 3})
    change.create("risk", {"account_id": row_id, "text": f"{code} 换供应商"})
    change.create(
        "complaint", {"account_id": row_id, "text": f"{code} 漏油", "received_on": date(2026, 6, 29)}
    )
    change.create("service_request", {"account_id": row_id, "text": f"{code} 检修"})


@contextmanager
def laptop(folder: Path, author: str) -> Iterator[Workspace]:
    """Another laptop of this day with an empty file."""
    opened = new_workspace(folder / f"{author}.workbench", clock=FixedClock(TODAY), author=author)
    try:
        yield opened
    finally:
        opened.close()


def send(source: Workspace, target: Workspace, folder: Path) -> None:
    """Everything of ``source`` into ``target``."""
    path = folder / f"{source.path.stem}-{target.path.stem}.workbench"
    path.unlink(missing_ok=True)
    export_workspace(source, path)
    (merged,) = merge_files(target, [path], with_backup=False).files
    assert merged.error is None, merged.error
