"""Keeping what a table shows under a name, and letting a view go again; saved views are no business data."""

from collections.abc import Callable

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, in_a_row
from workbench.services.saved_views import delete_view, rename_view, save_view
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context


class ViewKeeper:
    """Of one ``table``; ``changed`` is called once the views are other ones."""

    def __init__(self, context: Context, table: str, changed: Callable[[], object]) -> None:
        self._context, self._table, self._changed = context, table, changed

    def save(self, state: str) -> None:
        """Ask for a name, and keep ``state`` under it."""
        name = self._context.prompts.ask_text(_("Save as view"), _("Name"), action=_("Save"))
        if name is not None:
            self._change(lambda workspace: save_view(workspace, self._table, name, state))

    def rename(self, old: str) -> None:
        """Ask for another name of a view."""
        name = self._context.prompts.ask_text(_("Rename the view"), _("Name"), old, action=_("Rename"))
        if name is not None:
            self._change(lambda workspace: rename_view(workspace, self._table, old, name))

    def delete(self, name: str, state: str) -> None:
        """Forget a view; the message brings it back."""
        self._change(lambda workspace: delete_view(workspace, self._table, name))
        self._context.notifier.show_message(
            _("The view “{name}” is deleted").format(name=name),
            action=_("Undo"),
            run=lambda: self._change(lambda workspace: save_view(workspace, self._table, name, state)),
        )

    def _change(self, work: Callable[[Workspace], None]) -> None:
        context = self._context

        def failed(error: Exception) -> None:
            if isinstance(error, WorkbenchError):
                context.notifier.show_message(in_a_row(error.message, error.hint), icon="triangle-alert")
            else:
                context.show_error(error)

        context.tasks.run_write(lambda _job: work(context.workspace), lambda _done: self._changed(), failed)
