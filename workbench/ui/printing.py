"""Printing from any page: the preview of a paper with language, sheet and reader to choose."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import LANGUAGES, _, language
from workbench.services.outputs import check_output
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.texts import Text
from workbench.ui.prompts import FileKind

if TYPE_CHECKING:
    from workbench.ui.kit.print_preview import PrintPreview

MakePaper = Callable[[Workspace, Profile, PaperSize, str], Paper]


def preview_paper(
    context: Context,
    parent: QWidget,
    title: Text,
    file_name: str,
    make: MakePaper,
    *,
    for_readers: bool = True,
    reader: Profile = Profile.INTERNAL,
    for_languages: bool = True,
    ask_path: Callable[[str], Path | None] | None = None,
) -> "PrintPreview":
    """Open the preview over the window of ``parent``; ``make`` runs in the background.

    ``file_name`` is proposed when saving, without its ending. ``for_readers`` asks for whom the paper is,
    proposing ``reader``; ``for_languages`` in which language. ``ask_path`` asks where to save it instead of
    ``ask_pdf_path``.
    """
    from workbench.ui.kit.print_preview import PrintChoice, PrintPreview

    def make_bytes(
        chosen: dict[str, Any],
        on_done: Callable[[bytes], object],
        on_error: Callable[[Exception], object],
    ) -> None:
        profile, size = chosen.get("profile", Profile.INTERNAL), chosen["paper"]
        code = chosen.get("language", language())
        context.read(
            lambda workspace: make(workspace, profile, size, code).content,
            on_done,
            key="print-preview",
            on_error=on_error,
        )

    readers = (PrintChoice("profile", lambda: _("For whom"), [(one, one.label) for one in Profile], reader),)
    spoken = (PrintChoice("language", lambda: _("Language"), tuple(LANGUAGES.items()), language()),)
    preview = PrintPreview(
        title,
        _safe(file_name) + ".pdf",
        (
            *(spoken if for_languages else ()),
            *(readers if for_readers else ()),
            PrintChoice("paper", lambda: _("Paper"), [(one, one.label) for one in PaperSize], PaperSize.A4),
        ),
        make=make_bytes,
        run=lambda work, on_done: run_away(context, work, on_done),
        ask_path=ask_path or (lambda proposed: ask_pdf_path(context, proposed)),
        parent=parent.window(),
    )
    preview.open()
    return preview


def ask_pdf_path(context: Context, proposed: str) -> Path | None:
    """Where to save a PDF; ``None`` if nowhere, or where nothing may be written over."""
    kinds = (FileKind(_("PDF documents"), ("*.pdf",)),)
    path = context.prompts.ask_save_file(_("Save as"), kinds, Path.home() / proposed)
    try:
        if path is not None:
            check_output(path, inputs=[context.workspace.path])
    except NotAllowed as error:
        context.show_error(error)
        return None
    return path


def run_away(context: Context, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
    """Run ``work`` away from the GUI thread for a preview."""
    context.tasks.run_read(lambda _job: work(), on_done, context.show_error)


def _safe(name: str) -> str:
    """``name`` without the characters that some file system refuses."""
    return "".join("-" if one in '<>:"/\\|?*' or ord(one) < 32 else one for one in name).strip(" .")
