"""The sample data: a workspace file of its own, made from sheets whose dates move to the present.

The sheets go through the ordinary import. What an import does not carry — promises, longer reports, the
visits that lie ahead, reasons of tiers — is added in one change after it.
"""

import csv
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from pathlib import Path

from workbench.domain.accounts import Account, Contact
from workbench.domain.import_words import choice_of
from workbench.domain.imports import ImportKind
from workbench.domain.visits import Side, Visit, VisitKind, VisitState
from workbench.foundation.clock import Clock
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.foundation.paths import resources_dir
from workbench.services.backups import BACKUP_FOLDER
from workbench.services.calendars import official_calendar
from workbench.services.imports import run_import
from workbench.services.sample_details import add_details, add_history
from workbench.services.sample_work import add_work, draft_contracts
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.lock import FileInUse
from workbench.storage.queries.accounts import list_accounts, list_contacts
from workbench.storage.queries.visits import list_visits
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

ANCHOR = date(2026, 11, 17)
"""The day that the dates of the sheets stand around (scripts/make_sample.py)."""

DETAILS, HISTORY, WORK = "details.json", "history.json", "work.json"
KNOWN_SINCE = timedelta(days=172)
_OF_PEOPLE = (ImportKind.ACCOUNTS, ImportKind.CONTACTS, ImportKind.LINKS)
# Who wrote it, where nobody is named: a manager of the sample, not the login of this computer.
_AUTHOR = "张蔚"
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SIDES = {"我方": Side.OURS, "对方": Side.THEIRS}
_STATES = {"已约定": VisitState.AGREED, "计划": VisitState.PLANNED}
_REPORT_COLUMNS = {
    "needs": "需求",
    "competitor_news": "竞品动态",
    "operating_state": "经营状况",
    "demand_forecast": "需求预测",
    "next_step": "下一步",
}

Rows = list[dict[str, str]]


def load_sample(path: Path, *, clock: Clock, author: str | None = None) -> Workspace:
    """Open the sample workspace at ``path``; made first, and put there whole, if it is not there yet.

    Raises what ``open_workspace`` raises, and ``NoSpace`` or ``ReadOnly`` where it cannot be made.
    """
    if not path.exists():
        with os_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".sample-") as folder:
                made = Path(folder) / path.name
                with closing(new_workspace(made, clock=clock, author=author or _AUTHOR)) as workspace:
                    _fill(workspace)
                os.replace(made, path)
    return open_workspace(path, clock=clock, author=author)


def remove_sample(path: Path) -> None:
    """Delete the sample workspace at ``path`` with its backups; there need not be one.

    Raises ``Locked`` while it is open, ``ReadOnly`` where it cannot be deleted.
    """
    if not path.exists():
        return
    held = FileInUse(path)
    with os_errors(path):
        path.unlink()
        for left in (path.parent / BACKUP_FOLDER).glob(f"{path.stem}.*"):
            left.unlink()
        with suppress(OSError):  # others may have backups there
            (path.parent / BACKUP_FOLDER).rmdir()
    held.release(remove=True)


@contextmanager
def sample_sheets(today: date) -> Iterator[Path]:
    """The sample sheets, their dates moved by whole weeks to ``today``, in a folder that goes afterwards."""
    moved = timedelta(weeks=(today - ANCHOR).days // 7)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        for sheet in [
            *(resources_dir() / "sample").glob("*.csv"),
            *(resources_dir() / "sample").glob("*.json"),
        ]:
            text = sheet.read_text("utf-8-sig")
            shifted = _DAY.sub(lambda found: (date.fromisoformat(found[0]) + moved).isoformat(), text)
            (Path(folder) / sheet.name).write_text(shifted, "utf-8")
        yield Path(folder)


def _fill(workspace: Workspace) -> None:
    now = workspace.clock
    with sample_sheets(now.today()) as folder:
        # People were known before anything was sold, or the map would have no past to look at.
        workspace.clock = _Earlier(now, KNOWN_SINCE)
        for kind in _OF_PEOPLE:
            run_import(workspace, kind, folder / f"{kind}.csv")
        for day, records in groupby(
            json.loads((folder / HISTORY).read_text("utf-8")), key=lambda one: one.pop("on")
        ):
            workspace.clock = _Earlier(now, now.today() - date.fromisoformat(day))
            with workspace.change("load_sample", _("Sample data")) as change:
                add_history(change, list(records), now.today())
        workspace.clock = now
        for kind in ImportKind:
            sheet = folder / f"{kind}.csv"
            # What the sample tells in another way has no sheet.
            if kind not in _OF_PEOPLE and sheet.exists():
                run_import(workspace, kind, sheet)
        with workspace.change("load_sample", _("Sample data")) as change:
            details = _Details(change, workspace.clock.today())
            details.confirm_tiers(_rows(folder, "tiers"))
            details.lengthen_reports(_rows(folder, "reports"))
            details.add_promises(_rows(folder, "promises"))
            details.add_agenda(_rows(folder, "agenda"))
            add_details(change, folder / DETAILS, now.today())
            add_work(change, folder / WORK)
        draft_contracts(workspace, folder / WORK)


def _rows(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class _Earlier:
    """Another clock, so much slow."""

    clock: Clock
    by: timedelta

    def now(self) -> datetime:
        return self.clock.now() - self.by

    def today(self) -> date:
        return self.clock.today() - self.by

    def zone(self) -> tzinfo:
        return self.clock.zone()


class _Details:
    """Adds to accounts and visits that the import has brought."""

    def __init__(self, change: Change, today: date) -> None:
        self._change = change
        self._today = today
        self._accounts: dict[str, Account] = {one.code: one for one in list_accounts(change.session)}
        self._contacts: dict[tuple[Id, str], Contact] = {
            (one.account_id, one.name): one for one in list_contacts(change.session)
        }
        self._visits: dict[tuple[Id, date], Visit] = {
            (one.account_id, one.on): one for one in list_visits(change.session)
        }

    def confirm_tiers(self, rows: Rows) -> None:
        for row in rows:
            account = self._accounts[row["客户"]]
            decision = {"tier_reason": row["理由"], "tier_confirmed_on": _day(row["确认日期"])}
            self._change.set("account", account.id, {"tier": account.tier, **decision})

    def lengthen_reports(self, rows: Rows) -> None:
        for row in rows:
            values = {name: row[header] for name, header in _REPORT_COLUMNS.items()}
            self._change.set("visit", self._visit_of(row).id, {**values, "next_on": _day(row["下一步日期"])})

    def add_promises(self, rows: Rows) -> None:
        for row in rows:
            visit = self._visit_of(row)
            self._change.create(
                "action",
                {
                    "account_id": visit.account_id,
                    "visit_id": visit.id,
                    "text": row["内容"],
                    "side": _SIDES[row["承诺方"]].value,
                    "owner": row["负责人"],
                    "due_on": _day(row["到期日"]),
                    "done_on": _day(row["完成日期"]),
                },
            )

    def add_agenda(self, rows: Rows) -> None:
        """Visits ahead are counted in working days, so that there is always something on."""
        calendar = official_calendar()
        for row in rows:
            account = self._accounts[row["客户"]]
            day = self._today
            while not calendar.is_workday(day):
                day += timedelta(days=1)
            met = [id_text(self._contacts[account.id, name].id) for name in _names(row["会见"])]
            self._change.create(
                "visit",
                {
                    "account_id": account.id,
                    "manager_id": account.manager_id,
                    "kind": str(choice_of(VisitKind, row["拜访类型"])),
                    "state": _STATES[row["状态"]].value,
                    "on_day": calendar.add_workdays(day, int(row["工作日"])),
                    "at_time": row["时间"],
                    "met": met,
                    "purpose": row["目的"],
                    "place": row["地点"],
                },
            )

    def _visit_of(self, row: dict[str, str]) -> Visit:
        return self._visits[self._accounts[row["客户"]].id, date.fromisoformat(row["拜访日期"])]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _names(text: str) -> list[str]:
    return [name for name in text.split("、") if name]
