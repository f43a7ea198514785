"""The only place with threads: reads in a small pool, writes in a row, answers on the GUI thread."""

import contextvars
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from workbench.foundation.errors import Cancelled
from workbench.ui.garbage import GuiGarbage

T = TypeVar("T")
READERS = 2
# Each report waits its turn for the interpreter: told at every step, they would pile up in the window.
REPORT_SECONDS = 0.05
# For so long a worker keeps the interpreter while the window waits. Every call into Qt may wait once,
# so Python's own 5 ms add up to a stutter.
TURN_SECONDS = 0.0005


class Job:
    """What the work itself sees: whether it should stop, and where to report how far it is."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._stop = threading.Event()
        self._report = report
        self._reported_at = float("-inf")

    def cancel(self) -> None:
        """Ask the work to stop at its next check; safe from any thread."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise ``Cancelled`` if the work should stop."""
        if self._stop.is_set():
            raise Cancelled("")

    def progress(self, done: int, total: int) -> None:
        """Report how far the work is, and stop here if asked to. Callable from the worker.

        Of steps that follow each other quickly only some are told, the last one always.
        """
        self.check()
        now = time.monotonic()
        if 0 < total <= done or now - self._reported_at >= REPORT_SECONDS:
            self._reported_at = now
            self._report(done, total)


@dataclass(eq=False)
class _Call:
    """A call under way: what to run afterwards, and whether its answer still counts."""

    label: str
    key: str
    write: bool
    on_done: Callable[[Any], object]
    on_error: Callable[[Exception], object] | None
    on_progress: Callable[[int, int], object] | None
    generation: int = 0
    job: Job = field(default_factory=lambda: Job(lambda done, total: None))


def listens(callback: Callable[..., object]) -> bool:
    """Whether the widget whose method ``callback`` is still exists; true of plain functions."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Tasks(QObject):
    """Runs functions away from the GUI thread.

    ``work`` gets a ``Job`` and returns a frozen value. With a ``key`` only the answer of the newest
    call counts: an older one is cancelled and dropped in silence. Errors go to ``on_error`` or, if
    there is none, out through ``failed``. A cancelled call answers with ``Cancelled`` unless dropped.
    A method of a widget that is gone by then is not called.
    """

    busy_changed = Signal(bool)
    progress = Signal(str, int, int)
    """Label, done, total of a call that reports."""
    failed = Signal(object)

    _arrived = Signal(object, object, object)
    _reported = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_SECONDS)
        self._reads = ThreadPoolExecutor(READERS, thread_name_prefix="read")
        self._writes = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._garbage = GuiGarbage(self)
        self.busy_changed.connect(self._garbage.set_busy)
        self._calls: list[_Call] = []
        self._held: list[tuple[ThreadPoolExecutor, Callable[[Job], Any], _Call]] | None = None
        self._generations: dict[str, int] = {}
        # Queued, whatever thread emits: answers are handled between two events of the GUI thread.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)

    def run_read(
        self,
        work: Callable[[Job], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        key: str = "",
        label: str = "",
        on_progress: Callable[[int, int], object] | None = None,
    ) -> Job:
        """Run ``work`` beside other reads. ``label`` is what the status bar calls it."""
        return self._run(self._reads, work, _Call(label, key, False, on_done, on_error, on_progress))

    def run_write(
        self,
        work: Callable[[Job], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        label: str = "",
        on_progress: Callable[[int, int], object] | None = None,
        even_held: bool = False,
    ) -> Job:
        """Run ``work`` after all writes asked for before. Its answer always comes: no commit is silent.

        ``even_held``: also while all others are held back.
        """
        call = _Call(label, "", True, on_done, on_error, on_progress)
        return self._run(self._writes, work, call, even_held=even_held)

    def hold(self) -> None:
        """From here on nothing new begins, what is asked for waits for ``release``; what runs goes on."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Begin what was asked for meanwhile, in its order."""
        held, self._held = self._held, None
        for pool, work, call in held or ():
            self._begin(pool, work, call)

    def drop(self, key: str) -> None:
        """Cancel the calls under ``key`` and ignore what they answer."""
        self._generations[key] = self._generations.get(key, 0) + 1
        for call in self._calls:
            if call.key == key:
                call.job.cancel()

    def cancel_all(self) -> None:
        """Ask everything under way to stop."""
        for call in self._calls:
            call.job.cancel()

    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._calls)

    def labels(self) -> list[str]:
        """What is under way, by name."""
        return [call.label for call in self._calls if call.label]

    def wait_idle(self, timeout_ms: int = 10_000) -> bool:
        """Handle events until nothing is under way; False if that took longer than ``timeout_ms``."""
        loop, late = QEventLoop(), QTimer(singleShot=True)
        late.timeout.connect(loop.quit)
        self.busy_changed.connect(loop.quit)
        late.start(timeout_ms)
        while self._calls and late.isActive():
            loop.exec()
        self.busy_changed.disconnect(loop.quit)
        return not self._calls

    def shut_down(self) -> None:
        """Cancel reads, let writes finish, and end the threads."""
        for call in self._calls:
            if not call.write:
                call.job.cancel()
        held, self._held = self._held, None
        for pool, work, call in held or ():
            if call.write:
                self._begin(pool, work, call)
        self._reads.shutdown(wait=True)
        self._writes.shutdown(wait=True)
        self._garbage.stop()

    def _run(
        self, pool: ThreadPoolExecutor, work: Callable[[Job], Any], call: "_Call", *, even_held: bool = False
    ) -> Job:
        if call.key:
            self.drop(call.key)
            call.generation = self._generations[call.key]
        call.job = Job(lambda done, total: self._reported.emit(call, done, total))
        if self._held is None or even_held:
            self._begin(pool, work, call)
        else:
            self._held.append((pool, work, call))
        return call.job

    def _begin(self, pool: ThreadPoolExecutor, work: Callable[[Job], Any], call: "_Call") -> None:
        if not self._counts(call):
            return
        self._calls.append(call)
        if len(self._calls) == 1:
            self.busy_changed.emit(True)
        # The language in force here is the language of the answer.
        context = contextvars.copy_context()
        pool.submit(context.run, self._work, call, work)

    def _work(self, call: _Call, work: Callable[[Job], Any]) -> None:
        """In the worker: nothing may escape, and nothing here touches a widget."""
        try:
            # What a person typed is stored even if all is to stop; only what has a name takes so long.
            if call.label or not call.write:
                call.job.check()
            result, error = work(call.job), None
        except Exception as caught:
            result, error = None, caught
        self._arrived.emit(call, result, error)

    def _tell_progress(self, call: _Call, done: int, total: int) -> None:
        if call in self._calls and self._counts(call):
            self.progress.emit(call.label, done, total)
            if call.on_progress:
                call.on_progress(done, total)

    def _counts(self, call: _Call) -> bool:
        return not call.key or self._generations.get(call.key, 0) == call.generation

    def _deliver(self, call: _Call, result: Any, error: Exception | None) -> None:
        self._calls.remove(call)
        try:
            if not self._counts(call):
                return
            # A page may have been thrown away while its question was under way.
            if error is None:
                if listens(call.on_done):
                    call.on_done(result)
            elif call.on_error:
                if listens(call.on_error):
                    call.on_error(error)
            elif not isinstance(error, Cancelled):
                self.failed.emit(error)
        finally:
            if not self._calls:
                self.busy_changed.emit(False)
