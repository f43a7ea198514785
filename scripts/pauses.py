"""How long each screen keeps the window from answering: every page and all that opens on it, twice.

scripts/pauses                  every page, every section of an account, all that opens on them
    --file crowded              sample, empty or crowded: what is in the workspace
    --only WORD                 only screens with all these words in their names
    --alone NAME                only this one, as the first place gone to in a fresh program
    --kept DIR                  keep what was put into the workspace there, and take it from there
    --over 100                  tell pauses above so many milliseconds of the processor
    --stacks                    and what was under way in each of them

Counted is the processor's time of the window's thread between two looks at its events. A page is arrived at
for the first time, left, and arrived at again; other scenes are acted out, closed, and acted out again.
"""

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from scenes import Act, scenes
from screenshots import DAY, PAGES, close_all, make_file

from benchmarks.p3_account import busy_account
from workbench.app import Program
from workbench.foundation.clock import DayClock, FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.sections import Section

PEOPLE, COMPLAINTS, CALLS = 60, 1_000, 300
Scene = tuple[Destination, Act | None]
LOOKS_EACH = 0.004
QUESTION_MS = 300
DEEPEST = 14


class Pauses:
    """The longest stretch of the window's thread, in ms of the processor, and what ran in it."""

    def __init__(self, over: float) -> None:
        self.longest = 0.0
        self.seen: Counter[str] = Counter()
        self._over, self._began = over, 0.0
        self._round: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._on = False
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._look)
        dispatcher.aboutToBlock.connect(self._look)

    @contextmanager
    def watched(self, *, stacks: bool) -> Iterator[None]:
        """Watch from here to the end of the block, which handles events."""
        self.longest, self._began = 0.0, time.thread_time()
        self.seen.clear()
        self._round.clear()
        self._on = True
        if stacks:
            threading.Thread(target=self._sample, daemon=True).start()
        yield
        self._look()
        self._on = False

    def _look(self) -> None:
        now = time.thread_time()
        spent, self._began = (now - self._began) * 1000, now
        if self._on and spent > self.longest:
            self.longest = spent
            if spent > self._over:
                self.seen = self._round
        self._round = Counter()

    def _sample(self) -> None:
        while self._on:
            time.sleep(LOOKS_EACH)
            frame = sys._current_frames().get(self._thread)
            lines = traceback.extract_stack(frame)[-DEEPEST:]
            at = [f"{Path(one.filename).stem}:{one.lineno} {one.name}" for one in lines]
            self._round[" > ".join(at)] += 1


def crowd(workspace: Workspace) -> Id:
    """An account with five years of everything, sixty people in one tree, and a thousand complaints."""
    account = busy_account(workspace, 5)
    people = [derived_id("contact", "crowd", str(number)) for number in range(PEOPLE)]
    with workspace.change("import", "Crowd") as change:
        for number, person in enumerate(people):
            row = {
                "account_id": account,
                "name": f"王{number}",
                "title": "采购经理",
                "influence": number % 5 + 1,
            }
            change.create("contact", row, person)
            if number:
                link = {"from_contact_id": person, "to_contact_id": people[(number - 1) // 6]}
                change.create("contact_link", {**link, "kind": "reports_to"})
        change.create_many(
            "complaint",
            (
                (
                    derived_id("complaint", "crowd", str(number)),
                    {
                        "account_id": account,
                        "received_on": DAY - timedelta(days=number % 400),
                        "kind": "late_delivery",
                        "text": f"到货比约定晚了四天 {number}",
                    },
                )
                for number in range(COMPLAINTS)
            ),
        )
    return account


def places(account: Id, home: Path) -> dict[str, Scene]:
    """Every page, every section of the account, every scene, by name."""
    return {
        **{page.value: (Destination(page), None) for page in PAGES},
        **{
            f"account-{one.value}": (Destination(PageId.ACCOUNT, subject=account, view=one), None)
            for one in Section
        },
        **scenes(account, home),
    }


def run(program: Program) -> None:
    """Handle events until nothing is under way and all is painted."""
    loop = QEventLoop()
    QTimer.singleShot(0, lambda: program.when_settled(loop.quit))
    loop.exec()
    QApplication.processEvents()


def visit(program: Program, pauses: Pauses, name: str, scene: Scene, wanted: argparse.Namespace) -> None:
    """Arrive, act, leave; the same again; tell what took long: first time, second time, in ms."""
    place, act = scene
    away = Destination(PageId.ACCOUNTS if name == "today" else PageId.TODAY)
    found = []
    for _time in range(2):
        if act is None:
            if name != "today" or _time:
                program.window.go(away)
                run(program)
            with pauses.watched(stacks=wanted.stacks):
                program.window.go(place)
                run(program)
        else:
            program.window.go(place)
            run(program)
            with pauses.watched(stacks=wanted.stacks):
                # A question waits inside the act.
                QTimer.singleShot(QUESTION_MS, lambda: _close_question(program))
                act(program.window.page(), program)
                run(program)
                run(program)
        found.append((pauses.longest, Counter(pauses.seen)))
        if act is not None:
            close_all(program)
            run(program)
    if max(one for one, _seen in found) > wanted.over:
        sys.stdout.write(f"{name:40} {found[0][0]:6.0f} {found[1][0]:6.0f}\n")
        for _longest, seen in found:
            for stack, count in seen.most_common(6) if wanted.stacks else ():
                sys.stdout.write(f"    {count:4} {stack}\n")
    sys.stdout.flush()


def _close_question(program: Program) -> None:
    if QApplication.activeModalWidget():
        close_all(program)


def main() -> int:
    """Visit what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--file", default="sample", choices=("sample", "empty", "crowded"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--over", type=float, default=100)
    parser.add_argument("--stacks", action="store_true")
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--alone", default="")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["WORKBENCH_HOME"] = home
        path = Path(home) / "East.workbench"
        app = QApplication(sys.argv[:1])
        kept: Path | None = wanted.kept
        if kept is not None and (kept / path.name).exists():
            shutil.copytree(kept, home, dirs_exist_ok=True)
            account = Id(bytes.fromhex((kept / "account").read_text("ascii")))
        else:
            account = make_file(path, wanted.file, doubled=True)
            if wanted.file == "crowded":
                with closing(open_workspace(path, clock=FixedClock(DAY - timedelta(days=1)))) as workspace:
                    account = crowd(workspace)
            if kept is not None:
                shutil.copytree(home, kept, dirs_exist_ok=True)
                (kept / "account").write_text(account.hex(), "ascii")
        save_settings(Settings(author="张蔚", language="en", theme="light"))
        program = Program(app, DayClock(DAY))
        program.window.resize(1366, 768)
        pauses = Pauses(wanted.over)
        with pauses.watched(stacks=wanted.stacks):
            program.start(path)
            run(program)
        sys.stdout.write(f"{'start':40} {pauses.longest:6.0f}\n")
        time.sleep(0.3)
        run(program)
        for name, scene in places(account, Path(home)).items():
            if name == wanted.alone or (not wanted.alone and all(word in name for word in wanted.only)):
                visit(program, pauses, name, scene, wanted)
        program.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
