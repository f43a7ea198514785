"""The preview of papers."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from workbench.ui.kit.buttons import Button
from workbench.ui.kit.pdf_joining import joined_pdf
from workbench.ui.kit.pdf_view import PdfView, draw_page, read_sheets
from workbench.ui.tasks import Tasks

A4 = (595.0, 842.0)


def paper(pages: int) -> bytes:
    """Pages with a black square in the upper left corner."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(pages):
        canvas.rect(0, A4[1] - 100, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(app: QApplication, tasks: Tasks, qtbot: QtBot) -> PdfView:
    view = PdfView(lambda work, on_done: tasks.run_read(lambda job: work(), on_done) and None)
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    return view


def test_sizes_and_pictures_of_pages_are_read() -> None:
    data = paper(2)
    assert [(sheet.width, sheet.height) for sheet in read_sheets(data)] == [A4, A4]
    image = draw_page(data, 1, 0.5)
    assert (image.width(), image.height()) in [(297, 421), (298, 421)]
    assert image.pixelColor(5, 5).lightness() < 10
    assert image.pixelColor(200, 200).lightness() == 255


def test_pages_are_laid_out_and_drawn_in_the_background(view: PdfView, tasks: Tasks, qtbot: QtBot) -> None:
    view.show_pdf(paper(3))
    assert view.page_count() == 0
    assert tasks.wait_idle()
    assert view.page_count() == 3
    view.grab()
    assert tasks.wait_idle()
    image = view.grab().toImage()
    dark = sum(image.pixelColor(x, 100).lightness() < 10 for x in range(image.width()))
    assert dark > 30
    assert view._count.text() == "Page 1 of 3"


def test_the_page_fits_the_width_until_it_is_zoomed(view: PdfView, tasks: Tasks) -> None:
    view.show_pdf(paper(1))
    assert tasks.wait_idle()
    fitted = view._pages.box(0).width()
    assert fitted < view.width()
    assert fitted > view.width() * 0.8
    view._step_zoom(1)
    zoomed = view._pages.box(0).width()
    view.fit_width()
    assert view._pages.box(0).width() == fitted
    assert zoomed != fitted


def test_a_newer_paper_wins_over_a_late_one(view: PdfView, tasks: Tasks) -> None:
    view.show_pdf(paper(5))
    view.show_pdf(paper(2))
    assert tasks.wait_idle()
    assert view.page_count() == 2


def test_all_pages_are_printed(view: PdfView, tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> None:
    view.show_pdf(paper(2))
    assert tasks.wait_idle()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printed: list[int] = []
    view.printed.connect(printed.append)
    view.print_on(printer)
    assert tasks.wait_idle()
    assert printed == [2]
    document = pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))
    assert len(document) == 2
    document.close()


def outputs(view: PdfView) -> set[bool]:
    buttons = {button.accessibleName(): button for button in view.findChildren(Button)}
    return {buttons[name].isEnabled() for name in ("Save as…", "Print…")}


def test_a_paper_is_given_out_only_while_it_is_the_one_asked_for(view: PdfView, tasks: Tasks) -> None:
    assert outputs(view) == {False}
    view.show_pdf(paper(2))
    assert outputs(view) == {False}
    assert tasks.wait_idle()
    assert outputs(view) == {True}
    view.hold()
    assert outputs(view) == {False}
    assert view.data() == b""
    assert view.page_count() == 2
    view.show_nothing()
    assert view.page_count() == 0
    view.grab()
    view.show_pdf(paper(1))
    assert tasks.wait_idle()
    assert outputs(view) == {True}


def test_a_paper_that_is_read_late_does_not_end_the_wait_for_the_next(view: PdfView, tasks: Tasks) -> None:
    view.show_pdf(paper(2))
    view.hold()
    assert tasks.wait_idle()
    assert outputs(view) == {False}


def test_of_very_many_pages_only_those_near_keep_their_picture(view: PdfView, tasks: Tasks) -> None:
    view.show_pdf(paper(60))
    assert tasks.wait_idle()
    for at in (0, 30, 59):
        view.go_to_page(at)
        view.grab()
        assert tasks.wait_idle()
        assert at in view._pages._images
        assert all(abs(one - at) <= 10 for one in view._pages._images)
    assert view.page() == 59


def test_pages_scrolled_past_are_not_drawn(view: PdfView, tasks: Tasks, qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []
    view._pages._run = lambda work, on_done: waiting.append(lambda: on_done(work()))
    view.show_pdf(paper(60))
    assert tasks.wait_idle()
    view.grab()
    view.go_to_page(50)
    view.grab()
    assert len(waiting) >= 2
    for answer in tuple(waiting):
        answer()
    assert view._pages._images
    assert min(view._pages._images) >= 40
    view.go_to_page(0)
    view.grab()
    waiting[-1]()
    assert 0 in view._pages._images or 1 in view._pages._images


def test_saving_is_asked_for(view: PdfView, tasks: Tasks, qtbot: QtBot) -> None:
    view.show_pdf(paper(1))
    assert tasks.wait_idle()
    buttons = {button.accessibleName(): button for button in view.findChildren(Button)}
    assert {"Save as…", "Print…", "Zoom in", "Zoom out", "Fit width"} <= set(buttons)
    with qtbot.waitSignal(view.save_requested):
        buttons["Save as…"].click()


def test_papers_are_joined_in_their_order() -> None:
    assert joined_pdf([]) == b""
    one = paper(1)
    assert joined_pdf([one]) is one
    assert len(read_sheets(joined_pdf([one, paper(3), paper(2)]))) == 6


def test_a_paper_is_drawn_and_others_joined_at_the_same_time() -> None:
    parts = [paper(2)] * 30
    with ThreadPoolExecutor(3) as pool:
        joined = [pool.submit(joined_pdf, parts) for _ in range(2)]
        drawn = [pool.submit(draw_page, parts[0], 0, 0.3) for _ in range(60)]
        assert {len(read_sheets(one.result())) for one in joined} == {60}
        assert not any(one.result().isNull() for one in drawn)


def test_the_ground_is_painted_where_no_page_lies(view: PdfView, tasks: Tasks) -> None:
    ground = view.grab().toImage().pixelColor(250, 500)
    view.show_pdf(paper(3))
    assert tasks.wait_idle()
    view.show_nothing()
    assert view.grab().toImage().pixelColor(250, 500) == ground
