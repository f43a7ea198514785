"""Printing a paper for many accounts: made with progress, looked at as one, printed or saved one by one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import LANGUAGES, _, clauses, labelled, language, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.batch_papers import Batch, BatchPaper, print_batch, save_batch
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.pdf_joining import joined_pdf
from workbench.ui.kit.print_preview import PrintChoice, PrintPreview
from workbench.ui.printing import ask_pdf_path, run_away
from workbench.ui.tasks import Job

KEY = "print-batch"
_FAILED_TOLD = 5


def preview_batch(
    context: Context, parent: QWidget, account_ids: Sequence[Id], paper: BatchPaper
) -> PrintPreview:
    """Open the preview of the papers of these accounts over the window of ``parent``."""
    return _Batch(context, account_ids, paper).open(parent)


class _Batch:
    """One preview of many papers; the preview keeps it alive."""

    def __init__(self, context: Context, account_ids: Sequence[Id], paper: BatchPaper) -> None:
        self._context, self._accounts, self._paper = context, tuple(account_ids), paper
        self._batch = Batch(())
        self._preview: PrintPreview | None = None
        self._job: Job | None = None

    def open(self, parent: QWidget) -> PrintPreview:
        count = len(self._accounts)
        title = ngettext("{paper}, {count} account", "{paper}, {count} accounts", count).format(
            paper=self._paper.label, count=count
        )
        preview = PrintPreview(
            title,
            f"{self._paper.label}.pdf",
            (
                PrintChoice("language", lambda: _("Language"), tuple(LANGUAGES.items()), language()),
                PrintChoice(
                    "profile",
                    lambda: _("For whom"),
                    [(one, one.label) for one in Profile],
                    Profile.INTERNAL,
                ),
                PrintChoice(
                    "paper", lambda: _("Paper"), [(one, one.label) for one in PaperSize], PaperSize.A4
                ),
            ),
            make=self._make,
            run=lambda work, on_done: run_away(self._context, work, on_done),
            ask_path=lambda proposed: ask_pdf_path(self._context, proposed),
            parent=parent.window(),
        )
        self._preview = preview
        self._each = Button(lambda: _("Save each into a folder…"), icon="folder-open")
        self._each.clicked.connect(self._save_each)
        preview.add_button(self._each)
        self._show_waiting(preview)
        preview.finished.connect(lambda _result: self._stop())
        preview.open()
        return preview

    def _make(
        self,
        chosen: dict[str, Any],
        on_done: Callable[[bytes], object],
        on_error: Callable[[Exception], object],
    ) -> None:
        def work(job: Job) -> tuple[Batch, bytes]:
            batch = print_batch(
                self._context.workspace,
                self._accounts,
                self._paper,
                profile=chosen["profile"],
                paper_size=chosen["paper"],
                in_language=chosen["language"],
                progress=job.progress,
            )
            return batch, joined_pdf([one.content for _name, one in batch.papers])

        def done(result: tuple[Batch, bytes]) -> None:
            preview = self._open_preview()
            if preview is not None:
                self._batch, whole = result
                preview.progress.end()
                self._each.setEnabled(bool(self._batch.papers))
                if whole:
                    on_done(whole)
                else:
                    preview.view.show_nothing()
                preview.tell(_told(self._batch))

        def failed(error: Exception) -> None:
            preview = self._open_preview()
            if preview is not None:
                preview.progress.end()
                if isinstance(error, Cancelled):
                    preview.view.show_nothing()
                    preview.tell(_("Stopped. Choose anything to begin again."))
                else:
                    on_error(error)

        def show(made: int, total: int) -> None:
            preview = self._open_preview()
            if preview is not None:
                preview.progress.label.say(f"{made}/{total}")
                preview.progress.show_progress(made, total)

        # Made for another choice, neither what is there nor what is under way is of use any more.
        self._batch = Batch(())
        self._job = self._context.tasks.run_read(
            work, done, failed, key=KEY, label=_("Printing"), on_progress=show
        )
        if self._preview is not None:
            self._show_waiting(self._preview)

    def _show_waiting(self, preview: PrintPreview) -> None:
        preview.progress.begin("", self._stop)
        self._each.setEnabled(False)

    def _save_each(self) -> None:
        folder = (
            self._context.prompts.ask_folder(_("Save each into a folder")) if self._batch.papers else None
        )
        if folder is not None:
            self._save_into(folder, self._batch)

    def _save_into(self, folder: Path, batch: Batch) -> None:
        def done(count: int) -> None:
            preview = self._open_preview()
            if preview is not None:
                saved = ngettext("{count} file saved in {folder}", "{count} files saved in {folder}", count)
                preview.tell(saved.format(count=count, folder=folder.name))

        self._context.tasks.run_read(lambda _job: save_batch(batch, folder), done, self._context.show_error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _open_preview(self) -> PrintPreview | None:
        return self._preview if self._preview is not None and isValid(self._preview) else None


def _told(batch: Batch) -> str:
    count = len(batch.papers)
    parts = [
        clauses(
            ngettext("{count} paper", "{count} papers", count).format(count=count),
            ngettext("{count} page", "{count} pages", batch.pages).format(count=batch.pages),
        )
    ]
    if batch.failed:
        told = listed(labelled(name, why) for name, why in batch.failed[:_FAILED_TOLD])
        more = len(batch.failed)
        parts.append(
            ngettext("{count} could not be made: {told}", "{count} could not be made: {told}", more).format(
                count=more, told=told
            )
        )
    return "\n".join(parts)
