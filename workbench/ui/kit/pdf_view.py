"""A preview of PDF bytes: pages drawn away from the GUI thread, zoom, printing, saving.

The kit owns no threads: whoever makes the view hands in a ``Runner`` that runs a function elsewhere
and brings the result back on the GUI thread.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Toolbar, vertical
from workbench.ui.kit.texts import say
from workbench.ui.kit.tokens import S4, SMALL, Tone, tokens

POINT = 1 / 72
PRINT_DPI = 300
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
# So many pages either side of those in sight keep their picture: a batch may have thousands.
_KEPT = 8

# PDFium keeps global state: two documents must not be worked on at once, whatever the threads.
PDFIUM = threading.Lock()


class Runner(Protocol):
    """Runs ``work`` away from the GUI thread and calls ``on_done`` with its result on it."""

    def __call__(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None: ...


@dataclass(frozen=True)
class Sheet:
    """The size of a page, in points."""

    width: float
    height: float


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    # Read in with the first paper: 6 MB that many a day never needs.
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def read_sheets(data: bytes) -> list[Sheet]:
    """The sizes of the pages of a PDF."""
    with _opened(data) as document:
        return [Sheet(*document.get_page_size(at)) for at in range(len(document))]


def read_bookmarks(data: bytes) -> list[tuple[str, int]]:
    """The bookmarks of a PDF in their order: title, and page from 0."""
    found = []
    with _opened(data) as document:
        for bookmark in document.get_toc():
            dest = bookmark.get_dest()
            at = dest.get_index() if dest is not None else None
            if at is not None:
                found.append((bookmark.get_title(), at))
    return found


def draw_page(data: bytes, at: int, scale: float) -> QImage:
    """Page ``at`` at ``scale`` pixels per point."""
    with _opened(data) as document:
        bitmap = document[at].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return image.copy()


class _Pages(QWidget):
    """The pages one under the other; asks for those in sight."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._run = runner
        self._data = b""
        self.sheets: list[Sheet] = []
        self._images: dict[int, tuple[float, QImage]] = {}
        self._asked: dict[int, float] = {}
        self._generation = 0
        self._tops: list[int] = []
        self._near = range(0)
        self.scale = 1.0

    def show_pdf(self, data: bytes, sheets: list[Sheet]) -> None:
        self._data, self.sheets, self._tops = data, sheets, []
        self._generation += 1
        self._images.clear()
        self._asked.clear()
        self.setAccessibleName(_("Preview, {count} pages").format(count=len(sheets)))

    def set_scale(self, scale: float) -> None:
        self.scale = scale
        self._tops, top = [], S4
        for sheet in self.sheets:
            self._tops.append(top)
            top += round(sheet.height * scale) + S4
        width = max((round(sheet.width * scale) for sheet in self.sheets), default=0) + 2 * S4
        # At least: where the view is higher, its ground is painted too.
        self.setMinimumHeight(top)
        self.setMinimumWidth(width)
        self.update()

    def page_at(self, y: int) -> int:
        """The page at that height, or the one above where none is; 0 above the first."""
        return max(bisect_right(self._tops, y) - 1, 0)

    def box(self, at: int) -> QRect:
        """Where page ``at`` lies."""
        sheet = self.sheets[at]
        width, height = round(sheet.width * self.scale), round(sheet.height * self.scale)
        return QRect((self.width() - width) // 2, self._tops[at], width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().rail))
        if not self._tops:
            return
        first, last = self.page_at(event.rect().top()), self.page_at(event.rect().bottom())
        self._forget_beyond(range(first - _KEPT, last + _KEPT + 1))
        for at in range(first, last + 1):
            box = self.box(at)
            wanted = self.scale * self.devicePixelRatioF()
            have = self._images.get(at)
            if have is None or have[0] != wanted:
                self._ask(at, wanted)
            painter.fillRect(box, QColor("#FFFFFF"))
            if have is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(box, have[1])
            painter.setPen(QColor(tokens().line_strong))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def _forget_beyond(self, near: range) -> None:
        """Keep pictures of these pages only; what is asked for of others is not drawn any more."""
        self._near = near
        for at in [one for one in self._asked if one not in near]:
            del self._asked[at]
            self._images.pop(at, None)

    def _ask(self, at: int, scale: float) -> None:
        if self._asked.get(at) == scale:
            return
        self._asked[at] = scale
        data, generation = self._data, self._generation

        def draw() -> QImage | None:
            return draw_page(data, at, scale) if at in self._near else None

        def take(image: QImage | None) -> None:
            if isValid(self) and generation == self._generation and self._asked.get(at) == scale:
                if image is None:
                    del self._asked[at]
                else:
                    self._images[at] = (scale, image)
                self.update()

        self._run(draw, take)


class PdfView(QWidget):
    """The preview with its toolbar: page count, zoom, print, save. Fits the width until zoomed."""

    save_requested = Signal()
    printed = Signal(int)
    """So many pages went to the printer."""

    laid_out = Signal()
    """The pages of what was shown last stand."""

    def __init__(self, runner: Runner, *, outputs: bool = True, parent: QWidget | None = None) -> None:
        """``outputs`` offers to save and print; without it the view only shows."""
        super().__init__(parent)
        self._run = runner
        self._data = b""
        self._outputs = outputs
        self._zoom: float | None = None
        self._held = False
        self._pages = _Pages(runner)
        column = vertical(self)
        column.addWidget(self._make_toolbar())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        say(self._area, self._area.setAccessibleName, lambda: _("Preview of the paper"))
        self._area.setWidget(self._pages)
        self._area.verticalScrollBar().valueChanged.connect(self._tell_page)
        column.addWidget(self._area, 1)

    def _make_toolbar(self) -> Toolbar:
        bar = Toolbar()
        self._count = Label(size=SMALL, tone=Tone.TEXT2)
        out = Button("", Kind.PLAIN, icon="zoom-out", name=lambda: _("Zoom out"), small=True)
        out.clicked.connect(lambda: self._step_zoom(-1))
        into = Button("", Kind.PLAIN, icon="zoom-in", name=lambda: _("Zoom in"), small=True)
        into.clicked.connect(lambda: self._step_zoom(1))
        fit = Button(lambda: _("Fit width"), Kind.PLAIN, small=True)
        fit.clicked.connect(self.fit_width)
        save = Button(lambda: _("Save as…"), icon="download", small=True)
        save.clicked.connect(self.save_requested)
        printer = Button(lambda: _("Print…"), icon="printer", small=True)
        printer.clicked.connect(self.ask_and_print)
        self._output_buttons = (save, printer)
        for widget in (self._count, out, into, fit):
            bar.row.addWidget(widget)
        bar.row.addStretch(1)
        for widget in self._output_buttons:
            bar.row.addWidget(widget)
            widget.setEnabled(False)
            # Only ever hidden here: shown before it has a parent it would flash as a window of its own.
            if not self._outputs:
                widget.hide()
        return bar

    def show_pdf(self, data: bytes) -> None:
        """Show another document at the place where one is; it appears when its page sizes are known."""
        self._data = data
        self._held = False

        def take(sheets: list[Sheet]) -> None:
            if isValid(self) and data is self._data:
                self._pages.show_pdf(data, sheets)
                self._apply_zoom()
                self.laid_out.emit()
                self._offer_output()

        self._run(lambda: read_sheets(data), take)

    def hold(self) -> None:
        """Another document is on its way: the one shown stays in sight, but is not given out any more."""
        self._held = True
        self._offer_output()

    def show_nothing(self) -> None:
        """Show no document."""
        self._data = b""
        self._pages.show_pdf(b"", [])
        self._pages.set_scale(self._pages.scale)
        self._count.say("")
        self._offer_output()

    def _offer_output(self) -> None:
        for button in self._output_buttons:
            button.setEnabled(not self._held and bool(self._pages.sheets))

    def data(self) -> bytes:
        """The document shown; empty while another one is on its way."""
        return b"" if self._held else self._data

    def page_count(self) -> int:
        """How many pages are laid out; 0 until they are known."""
        return len(self._pages.sheets)

    def go_to_page(self, at: int) -> None:
        """Scroll to page ``at``, counted from 0; the last one where there are fewer."""
        if self._pages.sheets:
            top = self._pages.box(min(at, len(self._pages.sheets) - 1)).top()
            self._area.verticalScrollBar().setValue(max(top - S4, 0))

    def page(self) -> int:
        """The page looked at, counted from 0."""
        middle = self._area.verticalScrollBar().value() + self._area.height() // 3
        return self._pages.page_at(middle)

    def fit_width(self) -> None:
        """Make the widest page as wide as the view."""
        self._zoom = None
        self._apply_zoom()

    def _step_zoom(self, by: int) -> None:
        now = self._pages.scale / (96 * POINT)
        steps = [z for z in _ZOOMS if (z > now + 0.01 if by > 0 else z < now - 0.01)]
        if steps:
            self._zoom = steps[0] if by > 0 else steps[-1]
            self._apply_zoom()

    def _apply_zoom(self) -> None:
        sheets = self._pages.sheets
        if not sheets:
            return
        if self._zoom is None:
            room = self._area.width() - self._area.verticalScrollBar().sizeHint().width() - 2 * S4
            self._pages.set_scale(max(room, 100) / max(sheet.width for sheet in sheets))
        else:
            self._pages.set_scale(self._zoom * 96 * POINT)
        self._tell_page()

    def _tell_page(self) -> None:
        count = len(self._pages.sheets)
        self._count.say(_("Page {page} of {count}").format(page=self.page() + 1, count=count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._apply_zoom()

    def sizeHint(self) -> QSize:
        return QSize(640, 720)

    def ask_and_print(self) -> None:
        """Ask for a printer and print all pages."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if self._pages.sheets and dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: Any) -> None:
        """Send all pages to a ``QPrinter``, one after the other, each drawn away from the GUI thread."""
        sheets, data, painter = self._pages.sheets, self._data, QPainter()
        printer.setFullPage(True)
        printer.setResolution(min(printer.resolution(), PRINT_DPI))
        if not sheets or not painter.begin(printer):
            return
        scale = printer.resolution() * POINT

        def take(at: int, image: QImage) -> None:
            if not isValid(self):
                painter.end()
                return
            if at:
                printer.newPage()
            room = QRectF(printer.pageRect(printer.Unit.DevicePixel))
            size = image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(room.topLeft(), size), image)
            if at + 1 == len(sheets):
                painter.end()
                self.printed.emit(len(sheets))
            else:
                draw(at + 1)

        def draw(at: int) -> None:
            self._run(lambda: draw_page(data, at, scale), lambda image: take(at, image))

        draw(0)
