"""Files of colleagues, and what is opened where they come in, before a picture is taken."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from workbench.app import Program
from workbench.foundation.clock import DayClock
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import create_account, delete_account, edit_account, find_account
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.workspaces import Workspace, open_workspace
from workbench.ui.navigation import Destination, PageId

Act = Callable[[Any, Program], object]

_DAY = date(2026, 11, 17)
_NOTES = ("备件到厂要求 24 小时", "下周一前给出二期报价", "采购换人，先约设备部")


def make_colleagues(workspace: Workspace, folder: Path) -> None:
    """A merged file with conflicts, files that wait to be merged, and something in the bin."""
    folder.mkdir()
    lines = [line.id for line in list_account_lines(workspace).lines]
    base = folder / "base.workbench"
    export_workspace(workspace, base)
    theirs = folder / "方淮-2026-W47.workbench"
    with closing(open_workspace(base, clock=DayClock(_DAY), author="方淮")) as other:
        for place, note in enumerate(_NOTES):
            edit_account(other, lines[place], {"note": note, "phone": f"021-5550 {7100 + place}"})
        delete_account(other, lines[9])
        export_workspace(other, theirs)
    for place in range(len(_NOTES)):
        edit_account(workspace, lines[place], {"note": f"本周已电话沟通（{place + 1}）"})
    edit_account(workspace, lines[9], {"industry": "港口机械"})
    merge_files(workspace, [theirs])
    friday = folder / "friday"
    friday.mkdir()
    for number, name in enumerate(("乔屿", "施岚", "莫一川", "韦青")):
        own = folder / f"{name}.workbench"
        shutil.copyfile(base, own)
        with closing(open_workspace(own, clock=DayClock(_DAY), author=name)) as other:
            for place in range(12):
                edit_account(other, lines[10 + place], {"note": f"{name} {place}"})
            create_account(other, {"code": f"KX{number}01", "name": f"{name}新开发的客户（苏州）有限公司"})
            export_workspace(other, friday / f"{name}-2026-W47.workbench")
    (friday / "旧电脑上的.workbench").write_bytes(base.read_bytes()[:5000])
    (friday / "说明.txt").write_text("read me", "utf-8")
    delete_account(workspace, find_account(workspace, "KA1044").id)


def exchange_scenes(folder: Path) -> dict[str, tuple[Destination, Act]]:
    """Where to go and what to do there, by the name of the picture; ``make_colleagues`` filled ``folder``."""
    merge, settings = Destination(PageId.MERGE), Destination(PageId.SETTINGS)
    handovers = Destination(PageId.HANDOVERS)
    friday = folder / "friday"
    return {
        "merge-preview": (
            merge,
            lambda page, _run: page.add_files([friday / "乔屿-2026-W47.workbench"]),
        ),
        "merge-folder": (merge, lambda page, _run: page.add_files([friday])),
        "merge-export": (merge, lambda page, _run: page.new_thing()),
        "conflicts": (Destination(PageId.CONFLICTS), lambda _page, _run: None),
        "bin": (Destination(PageId.BIN), lambda page, _run: page.table.view.selectRow(0)),
        "handovers-open": (
            handovers,
            lambda page, _run: page.table.row_activated.emit(page.table.model.row(0)),
        ),
        "handovers-give": (handovers, _hand_over),
        "locked": (settings, lambda _page, run: run.lock()),
    }


def _hand_over(page: Any, run: Program) -> None:
    assert run.context is not None
    page.begin([line.id for line in list_account_lines(run.context.workspace).lines[:2]])
