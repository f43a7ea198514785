"""An account with two people, and steps that carry its complaints along."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from workbench.domain.complaint_workflow import ComplaintProgress, progress_of
from workbench.domain.complaints import ComplaintEventKind, Outcome
from workbench.foundation.ids import Id, derived_id
from workbench.services.complaints import record_complaint, take_step
from workbench.services.exchange import export_workspace, merge_files
from workbench.storage.queries.complaints import get_complaint, list_complaint_events
from workbench.storage.workspace import Workspace

A, B = (derived_id("account", code) for code in "AB")
ME, DEPUTY = (derived_id("manager", name) for name in ("Li Lei", "Han Mei"))
WANG = derived_id("contact", "王工")

K = ComplaintEventKind
ALL_THE_WAY: Final[tuple[tuple[ComplaintEventKind, Mapping[str, Any]], ...]] = (
    (K.JUDGED, {"outcome": Outcome.VALID}),
    (K.ASSIGNED, {"department": "质量部", "person": "冯一舟"}),
    (K.TAKEN_OVER, {}),
    (K.ANALYSED, {"cause": "labelling", "post": "包装组", "whys": ["拿错", "标签没有减速比"]}),
    (K.PROPOSED, {"text": "换新标签"}),
    (K.DECIDED, {"outcome": Outcome.APPROVED, "person": "陆启明"}),
    (K.OFFERED, {}),
    (K.ANSWERED, {"outcome": Outcome.ACCEPTED}),
    (K.IMPLEMENTED, {"text": "已换"}),
    (K.EVALUATED, {"text": "有效", "prevention": "变更通知发包装组", "handling": "培训"}),
    (K.REPLIED, {"text": "已解决", "is_conclusive": True}),
    (K.CLOSED, {}),
)


def people(workspace: Workspace, account: Id = A) -> None:
    """The account 澜川 with its manager Li Lei, the second one Han Mei, and 王工."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Li Lei", "daily_visits": 2, "active": True}, ME)
        change.create("manager", {"name": "Han Mei", "daily_visits": 2, "active": True}, DEPUTY)
        values = {"code": "A", "name": "澜川精密", "manager_id": ME, "second_manager_id": DEPUTY}
        change.create("account", values, account)
        change.create("contact", {"account_id": account, "name": "王工"}, WANG)


def another_account(workspace: Workspace, code: str = "B", name: str = "祁衡动力") -> Id:
    with workspace.change("test", "Test") as change:
        return change.create("account", {"code": code, "name": name}, derived_id("account", code))


def recorded(workspace: Workspace, text: str = "到货型号不符", **values: Any) -> Id:
    """A complaint of A."""
    summary = record_complaint(workspace, {"account_id": A, "text": text, **values})
    (found,) = summary.touched["complaint"]
    return found


def carry_on(workspace: Workspace, complaint_id: Id, to: ComplaintEventKind = K.CLOSED) -> None:
    """Take the steps that are left up to ``to``."""
    done = {event.kind for event in progress(workspace, complaint_id).steps[0].events}
    for kind, values in ALL_THE_WAY:
        if kind not in done:
            take_step(workspace, complaint_id, kind, values)
        if kind is to:
            return


def progress(workspace: Workspace, complaint_id: Id) -> ComplaintProgress:
    with workspace.read() as session:
        events = list_complaint_events(session, complaint_id).get(complaint_id, [])
        return progress_of(get_complaint(session, complaint_id), events)


def share(one: Workspace, other: Workspace, folder: Path) -> None:
    """Each takes in what the other knows."""
    for number, (giver, taker) in enumerate(((one, other), (other, one))):
        path = folder / f"{number}-{len(list(folder.iterdir()))}.workbench"
        export_workspace(giver, path)
        merge_files(taker, [path])


def visit(workspace: Workspace, on: date, **values: Any) -> Id:
    """A field visit to A."""
    told = {"account_id": A, "manager_id": ME, "kind": "field", "state": "planned", "on_day": on}
    with workspace.change("test", "Test") as change:
        return change.create("visit", {**told, **values})
