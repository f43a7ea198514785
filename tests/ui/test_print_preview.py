"""The preview before printing: another choice makes the paper anew, saving writes what is shown."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from workbench.foundation.errors import NotAllowed
from workbench.ui.kit.print_preview import PrintChoice, PrintPreview
from workbench.ui.tasks import Tasks

CHOICES = (
    PrintChoice("size", "Paper", (("a4", "A4"), ("letter", "Letter")), "a4"),
    PrintChoice("language", "Language", (("en", "English"), ("zh_CN", "简体中文")), "zh_CN"),
)
SIZES = {"a4": (595.0, 842.0), "letter": (612.0, 792.0)}


def paper(chosen: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZES[chosen["size"]])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class Desk:
    """A preview with a place to save to, and a maker that can refuse."""

    def __init__(self, tasks: Tasks, place: Path | None) -> None:
        self.asked: list[str] = []
        self.made: list[dict[str, Any]] = []
        self.refuse = False
        self._tasks, self._place = tasks, place
        self.preview = PrintPreview(
            "Account plan", "plan.pdf", CHOICES, make=self.make, run=self.run, ask_path=self.ask
        )

    def run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._tasks.run_read(lambda job: work(), on_done)

    def make(
        self,
        chosen: dict[str, Any],
        on_done: Callable[[bytes], object],
        on_error: Callable[[Exception], object],
    ) -> None:
        self.made.append(chosen)
        if self.refuse:
            on_error(NotAllowed("There is nothing to print yet."))
        else:
            self._tasks.run_read(lambda job: paper(chosen), on_done, on_error)

    def ask(self, proposed: str) -> Path | None:
        self.asked.append(proposed)
        return self._place


@pytest.fixture
def desk(app: QApplication, tasks: Tasks, qtbot: QtBot, tmp_path: Path) -> Desk:
    desk = Desk(tasks, tmp_path / "saved.pdf")
    qtbot.addWidget(desk.preview)
    desk.preview.show()
    assert tasks.wait_idle()
    return desk


def test_the_paper_is_made_for_the_first_choices(desk: Desk) -> None:
    assert desk.made == [{"size": "a4", "language": "zh_CN"}]
    assert desk.preview.view.page_count() == 1


def test_another_choice_makes_the_paper_anew(desk: Desk, tasks: Tasks) -> None:
    before = desk.preview.view.data()
    desk.preview.choose("size", "letter")
    assert tasks.wait_idle()
    assert desk.made[-1] == {"size": "letter", "language": "zh_CN"}
    assert desk.preview.view.data() != before


def test_saving_writes_what_is_shown_under_the_proposed_name(desk: Desk, tasks: Tasks) -> None:
    desk.preview.save()
    assert tasks.wait_idle()
    assert desk.asked == ["plan.pdf"]
    assert Path(desk._place or "").read_bytes() == desk.preview.view.data()
    assert desk.preview.note.text() == "Saved: saved.pdf"


def test_a_refusal_is_said_beside_the_choices(desk: Desk, tasks: Tasks) -> None:
    desk.refuse = True
    desk.preview.choose("language", "en")
    assert desk.preview.note.text() == "There is nothing to print yet."


def test_after_a_refusal_nothing_made_before_can_be_saved(desk: Desk, tasks: Tasks) -> None:
    desk.refuse = True
    desk.preview.choose("language", "en")
    assert desk.preview.view.page_count() == 0
    desk.preview.save()
    assert desk.asked == []


def test_while_another_paper_is_made_the_one_in_sight_cannot_be_saved(desk: Desk, tasks: Tasks) -> None:
    desk.preview.choose("size", "letter")
    assert desk.preview.view.page_count() == 1
    desk.preview.save()
    assert desk.asked == []
    assert tasks.wait_idle()
    desk.preview.save()
    assert desk.asked == ["plan.pdf"]
    assert tasks.wait_idle()


def test_closing_while_the_file_is_written_still_saves_it(
    app: QApplication, tasks: Tasks, tmp_path: Path
) -> None:
    desk = Desk(tasks, tmp_path / "saved.pdf")
    assert tasks.wait_idle()
    desk.preview.save()
    shiboken6.delete(desk.preview)
    assert tasks.wait_idle()
    assert (tmp_path / "saved.pdf").read_bytes().startswith(b"%PDF")


def test_what_takes_long_to_make_says_so_until_it_is_there(desk: Desk, tasks: Tasks) -> None:
    preview = desk.preview
    preview.choose("size", "letter")
    preview._slow.timeout.emit()
    assert preview.note.text() == "Making the pages…"
    assert not preview.making.isHidden()
    assert tasks.wait_idle()
    QApplication.processEvents()
    assert tasks.wait_idle()
    assert preview.making.isHidden()
    assert preview.note.text() == ""
    desk.refuse = True
    preview.choose("size", "a4")
    assert "nothing to print" in preview.note.text()
    assert not preview._slow.isActive()
