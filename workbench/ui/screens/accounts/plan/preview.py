"""The page of the paper one edits, made anew in the background after a pause in typing."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.foundation.i18n import _
from workbench.ui.context import Context
from workbench.ui.kit.pdf_view import PdfView, read_bookmarks
from workbench.ui.kit.surfaces import Surface, name_widget, vertical
from workbench.ui.screens.accounts.plan.words import CHAPTERS, SWOT

PAUSE_MS = 700


class PlanPreview(Surface):
    """Shows the paper at the part in focus; while it is hidden nothing is made."""

    made = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("side", parent)
        self._context = context
        self._paper: AccountPlanPaper | None = None
        self._typed: Callable[[], Mapping[PlanPart, str]] = dict
        self._part: PlanPart | None = None
        self._followed: PlanPart | None = None
        self._pages: dict[str, int] = {}
        self._is_due = False
        column = vertical(self, margins=(1, 0, 0, 0))
        self.view = PdfView(self._run, outputs=False)
        name_widget(self.view, lambda: _("Preview of the paper"))
        self.view.laid_out.connect(self._follow)
        column.addWidget(self.view)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.make)

    def follow(self, typed: Callable[[], Mapping[PlanPart, str]]) -> None:
        """Where to ask for what is typed and not stored."""
        self._typed = typed

    def show_paper(self, paper: AccountPlanPaper) -> None:
        """Another plan was read, or the same one changed."""
        is_first = self._paper is None or self._paper.account.id != paper.account.id
        if paper != self._paper:
            self._paper = paper
            self._is_due = True
            self._timer.start(0 if is_first else PAUSE_MS)

    def typed(self) -> None:
        """Something is being typed: wait for the pause."""
        self._is_due = True
        self._timer.start(PAUSE_MS)

    def show_part(self, part: PlanPart) -> None:
        """Go to the page where ``part`` stands."""
        self._part = part
        page = page_of(part, self._pages)
        if page is None or not self.view.page_count():
            return
        self._followed = part
        if page != self.view.page():
            self.view.go_to_page(page)

    def make(self) -> None:
        """Make the paper now, unless nobody looks."""
        paper = self._paper
        if paper is None or not self.isVisible() or not self._is_due:
            return
        self._is_due = False
        typed = dict(self._typed())

        def work() -> tuple[bytes, dict[str, int]]:
            # Loaded by the worker: what makes papers takes longer to load than a page.
            from workbench.services.plan_preview import preview_plan_paper

            data = preview_plan_paper(paper, typed).content
            pages: dict[str, int] = {}
            for title, at in read_bookmarks(data):
                pages.setdefault(_key(title), at)
            return data, pages

        self._context.read(lambda _workspace: work(), self._show, key="plan-preview", on_error=self._fail)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_due:
            self._timer.start(0)

    def _show(self, made: tuple[bytes, dict[str, int]]) -> None:
        data, self._pages = made
        self.view.show_pdf(data)
        self.made.emit()

    def _follow(self) -> None:
        """Go where one writes, unless one has looked there since: then the page stays as it is."""
        if self._part is not None and self._part is not self._followed:
            self.show_part(self._part)

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error)

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._context.tasks.run_read(lambda _job: work(), on_done, self._context.show_error)


def page_of(part: PlanPart, pages: Mapping[str, int]) -> int | None:
    """The page of a part by the bookmarks: its own, else that of the part before it in the paper."""
    found: int | None = None
    for chapter in CHAPTERS:
        for one in chapter.parts:
            title = _key(one.label)
            at = pages.get(title)
            if at is None and one in SWOT:
                at = pages.get("swot")
            if at is None:
                at = next((page for name, page in pages.items() if title in name), None)
            found = at if at is not None else found
            if one is part:
                return found
    return found


def _key(title: str) -> str:
    return "".join(title.split()).casefold()
