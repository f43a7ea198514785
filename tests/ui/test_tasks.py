"""Work away from the GUI thread."""

import gc
import threading
from typing import ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from workbench.foundation.errors import BadInput, Cancelled
from workbench.foundation.i18n import language, use_language
from workbench.ui.tasks import Job, Tasks


def test_work_runs_elsewhere_and_its_answer_arrives_on_the_gui_thread(tasks: Tasks) -> None:
    seen: list[object] = []
    tasks.run_read(lambda job: threading.get_ident(), lambda at: seen.append((at, threading.get_ident())))
    assert tasks.wait_idle()
    [(worker, receiver)] = seen
    assert worker != threading.get_ident()
    assert receiver == threading.get_ident()


def test_an_error_arrives_on_the_gui_thread(tasks: Tasks) -> None:
    seen: list[tuple[Exception, int]] = []

    def work(job: Job) -> None:
        raise BadInput("no date in row 3")

    tasks.run_read(work, lambda _answer: None, lambda e: seen.append((e, threading.get_ident())))
    assert tasks.wait_idle()
    [(error, thread)] = seen
    assert isinstance(error, BadInput)
    assert thread == threading.get_ident()


def test_an_error_nobody_takes_goes_out_by_signal(tasks: Tasks) -> None:
    seen: list[Exception] = []
    tasks.failed.connect(seen.append)

    def work(job: Job) -> None:
        raise ZeroDivisionError

    tasks.run_write(work, lambda _answer: None)
    assert tasks.wait_idle()
    assert isinstance(seen[0], ZeroDivisionError)


def test_a_late_answer_under_the_same_key_is_dropped(tasks: Tasks) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def slow(job: Job) -> str:
        gate.wait(10)
        return "old"

    tasks.run_read(slow, answers.append, key="list")
    tasks.run_read(lambda job: "new", answers.append, key="list")
    gate.set()
    assert tasks.wait_idle()
    assert answers == ["new"]


def test_a_dropped_key_answers_nothing(tasks: Tasks) -> None:
    answers: list[str] = []
    tasks.run_read(lambda job: "found", answers.append, key="search")
    tasks.drop("search")
    assert tasks.wait_idle()
    assert answers == []


def test_other_keys_do_not_disturb_each_other(tasks: Tasks) -> None:
    answers: list[str] = []
    tasks.run_read(lambda job: "one", answers.append, key="one")
    tasks.run_read(lambda job: "two", answers.append, key="two")
    assert tasks.wait_idle()
    assert sorted(answers) == ["one", "two"]


def test_writes_run_one_after_the_other_in_the_order_asked(tasks: Tasks) -> None:
    order: list[int] = []
    running: list[int] = []

    def write(number: int) -> None:
        running.append(number)
        assert len(running) == 1
        order.append(number)
        running.remove(number)

    for number in range(20):
        tasks.run_write(lambda job, number=number: write(number), lambda _answer: None)
    assert tasks.wait_idle()
    assert order == list(range(20))


def test_cancelled_work_stops_at_its_next_check(tasks: Tasks) -> None:
    started, gate = threading.Event(), threading.Event()
    errors: list[Exception] = []

    def work(job: Job) -> str:
        started.set()
        gate.wait(10)
        job.check()
        return "done"

    job = tasks.run_write(work, lambda _answer: pytest.fail("was cancelled"), errors.append)
    assert started.wait(10)
    job.cancel()
    gate.set()
    assert tasks.wait_idle()
    assert isinstance(errors[0], Cancelled)


def test_progress_is_told_with_the_label(tasks: Tasks) -> None:
    told: list[tuple[str, int, int]] = []
    mine: list[tuple[int, int]] = []
    tasks.progress.connect(lambda *values: told.append(values))

    def work(job: Job) -> None:
        job.progress(1, 3)
        job.progress(3, 3)

    tasks.run_read(work, lambda _answer: None, label="Importing", on_progress=lambda *v: mine.append(v))
    assert tasks.wait_idle()
    assert told == [("Importing", 1, 3), ("Importing", 3, 3)]
    assert mine == [(1, 3), (3, 3)]


def test_busy_is_told_once_at_each_end(tasks: Tasks) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(3):
        tasks.run_read(lambda job: None, lambda _answer: None)
    assert tasks.wait_idle()
    assert told == [True, False]


def test_the_language_in_force_goes_along_into_the_worker(tasks: Tasks) -> None:
    spoken: list[str] = []
    with use_language("zh_CN"):
        tasks.run_read(lambda job: language(), spoken.append)
    assert tasks.wait_idle()
    assert spoken == ["zh_CN"]


def test_a_handler_that_fails_does_not_leave_the_program_busy(tasks: Tasks, qtbot: QtBot) -> None:
    def handle(_answer: object) -> None:
        raise RuntimeError("handler")

    with qtbot.capture_exceptions() as caught:
        tasks.run_read(lambda job: 1, handle)
        assert tasks.wait_idle()
    assert caught[0][0] is RuntimeError
    assert not tasks.busy()


def test_waiting_gives_up_in_time(tasks: Tasks) -> None:
    gate = threading.Event()
    tasks.run_read(lambda job: gate.wait(10), lambda _answer: None)
    assert not tasks.wait_idle(timeout_ms=10)
    gate.set()
    assert tasks.wait_idle()


def test_a_widget_that_is_gone_is_not_called(tasks: Tasks) -> None:
    gate = threading.Event()
    label = QLabel()
    tasks.run_read(lambda job: gate.wait(10) and "text", label.setText)
    label.deleteLater()
    QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete)
    gate.set()
    assert tasks.wait_idle()


class Cyclic(QObject):
    """A part of Qt that only the cyclic collector can free; it tells where that happened."""

    freed_on: ClassVar[list[int]] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        Cyclic.freed_on.append(threading.get_ident())


def test_what_belongs_to_the_gui_is_never_freed_by_a_worker(tasks: Tasks) -> None:
    Cyclic.freed_on.clear()

    def allocate(job: Job) -> int:
        rings: list[list[object]] = []
        for _ in range(50_000):
            ring: list[object] = []
            ring.append(ring)
            rings.append(ring)
        return len(rings)

    for _ in range(20):
        Cyclic()
    tasks.run_read(allocate, lambda _count: None)
    assert tasks.wait_idle()
    gc.collect()
    assert set(Cyclic.freed_on) == {threading.get_ident()}
    assert len(Cyclic.freed_on) == 20


def test_the_collector_is_given_back_when_the_threads_end(app: QApplication) -> None:
    tasks = Tasks()
    assert not gc.isenabled()
    tasks.shut_down()
    assert gc.isenabled()


def test_garbage_is_collected_while_the_threads_live(tasks: Tasks) -> None:
    Cyclic.freed_on.clear()
    Cyclic()
    rings: list[object] = [[] for _ in range(5_000)]
    assert len(rings) == 5_000
    tasks._garbage.collect()
    assert Cyclic.freed_on == [threading.get_ident()]


def test_what_was_never_begun_is_answered_when_the_threads_end(app: QApplication) -> None:
    tasks = Tasks()
    gate = threading.Event()
    errors: list[Exception] = []
    for _ in range(4):
        tasks.run_read(lambda job: gate.wait(10), lambda _answer: None, errors.append)
    gate.set()
    tasks.shut_down()
    assert tasks.wait_idle()
    assert all(isinstance(error, Cancelled) for error in errors)


def test_many_quick_steps_are_not_all_told_but_the_last_is() -> None:
    told: list[tuple[int, int]] = []
    job = Job(lambda done, total: told.append((done, total)))
    for done in range(1, 1_001):
        job.progress(done, 1_000)
    assert told[0] == (1, 1_000)
    assert told[-1] == (1_000, 1_000)
    assert len(told) < 500


def test_what_was_typed_is_stored_although_all_is_to_stop(tasks: Tasks) -> None:
    begun, go_on, stored, errors = threading.Event(), threading.Event(), [], []

    def long(_job: Job) -> None:
        begun.set()
        go_on.wait(10)

    tasks.run_write(long, lambda _answer: None, label="Importing")
    tasks.run_write(lambda _job: stored.append("typed"), lambda _answer: None)
    tasks.run_write(lambda _job: stored.append("import"), lambda _answer: None, errors.append, label="Next")
    assert begun.wait(10)
    tasks.cancel_all()
    go_on.set()
    assert tasks.wait_idle()
    assert stored == ["typed"]
    assert [type(one) for one in errors] == [Cancelled]
