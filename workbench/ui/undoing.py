"""Ctrl+Z, Ctrl+Shift+Z and the Undo of a toast: what was taken back, and in words what stayed."""

from collections.abc import Callable
from dataclasses import replace

from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.import_history import KeptLine, UndoneImport, redo_with_words, undo_with_words
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context

_LINES_SHOWN = 20


def undo(context: Context, transaction_id: Id | None = None) -> None:
    """Take a change back; without an id the last one."""
    _step(
        context,
        lambda workspace: undo_with_words(workspace, transaction_id),
        lambda label: _("Undone: {label}").format(label=label),
    )


def redo(context: Context) -> None:
    """Do again what was undone last."""
    _step(context, redo_with_words, lambda label: _("Done again: {label}").format(label=label))


def _step(context: Context, step: Callable[[Workspace], UndoneImport], said: Callable[[str], str]) -> None:
    def tell(result: UndoneImport) -> None:
        text, kept = said(result.summary.label), kept_texts(result.kept)
        if not kept:
            context.notifier.show_message(text)
            return
        stays = ngettext(
            "{count} thing stays as it was changed since",
            "{count} things stay as they were changed since",
            len(kept),
        ).format(count=len(kept))
        context.notifier.show_message(
            f"{text}. {stays}.",
            action=_("What stays"),
            run=lambda: context.prompts.show_message(text, _shown(kept)),
            icon="info",
        )

    def failed(problem: Exception) -> None:
        if isinstance(problem, NotFound):
            context.notifier.show_message(problem.message, icon="info")
        else:
            context.show_error(problem)

    context.change(
        lambda workspace, _job: step(workspace),
        lambda result: replace(result.summary, undoable=False),
        on_done=tell,
        on_error=failed,
    )


def kept_texts(kept: tuple[KeptLine, ...]) -> tuple[str, ...]:
    """A line for each record or field that stayed, with the reason; the same one stands once."""
    told = ((f"{one.record}: {one.field}" if one.field else one.record, one.reason) for one in kept)
    return tuple(dict.fromkeys(_("{what} – {why}").format(what=what, why=why) for what, why in told))


def _shown(lines: tuple[str, ...]) -> str:
    more = len(lines) - _LINES_SHOWN
    rest = [_("… and {count} more").format(count=more)] if more > 0 else []
    return "\n".join([*lines[:_LINES_SHOWN], *rest])
