"""The open file closed and opened again as another: under another passphrase, or as a backup has it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.foundation.errors import Damaged, NotAWorkspace, WorkbenchError, WrongPassphrase
from workbench.foundation.i18n import _, clauses, format_date, format_number, format_time, ngettext
from workbench.ui.kit.leaving import leave_all
from workbench.ui.navigation import Destination, PageId, Part

if TYPE_CHECKING:
    from workbench.app import Program
    from workbench.services.restoring import Restored, RestorePreview
    from workbench.services.workspaces import PassphraseChange, Workspace
    from workbench.storage.salvage import Salvage


class Reopening:
    """Nothing may read or write the file meanwhile, so the window waits."""

    def __init__(self, program: "Program") -> None:
        self._program = program

    def change_passphrase(
        self, old: str | None, new: str | None, on_error: Callable[[Exception], object]
    ) -> None:
        """See ``Session``."""
        program = self._program
        if program.context is None or not self._is_quiet():
            return
        workspace = program.context.workspace

        def work(job: object) -> "PassphraseChange":
            from workbench.services.workspaces import change_passphrase

            return change_passphrase(workspace, old, new)

        def failed(error: Exception) -> None:
            program.window.setEnabled(True)
            on_error(error)
            self._open_again(workspace)

        def done(changed: "PassphraseChange") -> None:
            program.window.setEnabled(True)
            program.opened(changed.workspace)
            # Where the recovery code waits to be printed.
            program.window.go(Destination(PageId.SETTINGS, view=Part.PROTECTION))
            if changed.error is not None:
                program.prompts.show_error(changed.error)
            else:
                said = _("The passphrase is set.") if new else _("The file has no passphrase any more.")
                program.window.toast.show_message(said)

        program.window.setEnabled(False)
        program.tasks.run_write(work, done, failed, label=_("Changing the passphrase"))

    def restore_backup(self, backup: Path, passphrases: Sequence[str]) -> None:
        """See ``Session``."""
        program = self._program
        if program.context is None or not self._is_quiet():
            return
        workspace = program.context.workspace

        def work(job: object) -> "Restored":
            from workbench.services.restoring import restore_backup

            return restore_backup(
                workspace, backup, passphrases, clock=program.clock, author=workspace.author
            )

        def failed(error: Exception) -> None:
            program.window.setEnabled(True)
            program.prompts.show_error(error)
            self._open_again(workspace)

        program.window.setEnabled(False)
        program.tasks.run_write(work, self._restored, failed, label=_("Restoring"))

    def offer_backup(self, path: Path, passphrase: str | None, error: Exception) -> None:
        """``path`` could not be opened: where it is damaged, offer the latest whole backup of it instead."""
        program = self._program
        if not isinstance(error, Damaged | NotAWorkspace):
            program.not_opened(error)
            return

        def find(job: object) -> "RestorePreview | None":
            from workbench.services.restoring import latest_good

            return latest_good(path, [passphrase] if passphrase else [])

        def found(preview: "RestorePreview | None") -> None:
            if preview is None and isinstance(error, Damaged):
                self._offer_rest(path, passphrase, error)
                return
            if preview is None or not program.prompts.confirm(
                _("“{file}” cannot be opened").format(file=path.name),
                _offer_words(error, preview),
                _("Open the backup"),
            ):
                program.not_opened(None if preview is not None else error)
                return
            program.tasks.run_write(
                lambda _job: put(preview.backup), self._restored, program.not_opened, label=_("Restoring")
            )

        def put(backup: Path) -> "Restored":
            from workbench.services.restoring import restore_backup

            return restore_backup(path, backup, [passphrase] if passphrase else [], clock=program.clock)

        def failed(refused: Exception) -> None:
            again = (
                program.prompts.ask_passphrase(
                    path.name, _("This file is damaged. Its latest backup has a passphrase.")
                )
                if isinstance(refused, WrongPassphrase)
                else None
            )
            if again is None:
                program.not_opened(error)
            else:
                self.offer_backup(path, again, error)

        program.tasks.run_write(find, found, failed, label=_("Looking for a backup"))

    def _offer_rest(self, path: Path, passphrase: str | None, error: Damaged) -> None:
        """There is no whole backup of ``path``: offer to go on with what can still be read of it."""
        program = self._program
        words = _(
            "There is no whole backup of it. What can still be read can be put into a file of its own, which "
            "then opens; the damaged one is not touched."
        )
        title = _("“{file}” cannot be opened").format(file=path.name)
        if not program.prompts.confirm(title, f"{error.message}\n\n{words}", _("Read what is left")):
            program.not_opened(None)
            return

        def read(job: object) -> "Salvage":
            from workbench.services.restoring import salvage_file

            return salvage_file(path, [passphrase] if passphrase else [], clock=program.clock)

        def done(rest: "Salvage") -> None:
            told = ngettext("{count} change was read", "{count} changes were read", rest.changes)
            lost = _("{count} are lost").format(count=format_number(rest.lost)) if rest.lost else ""
            told = clauses(told.format(count=format_number(rest.changes)), lost)
            program.prompts.show_message(rest.file.name, told)
            program.load(rest.file, make=False)

        program.tasks.run_write(read, done, lambda _refused: program.not_opened(error), label=_("Reading"))

    def _restored(self, done: "Restored") -> None:
        program = self._program
        program.window.setEnabled(True)
        program.opened(done.workspace)
        if done.error is not None:
            program.prompts.show_error(done.error)
            return
        said = _("Restored. What was there before is kept as {file}.") if done.kept else _("Restored")
        program.window.toast.show_message(said.format(file=done.kept.name if done.kept else ""))

    def _open_again(self, workspace: "Workspace") -> None:
        """Where a file was closed and could not be opened again, ask for it as at the start."""
        try:
            workspace.check_open()
        except WorkbenchError:
            self._program.context = None
            self._program.load(workspace.path, make=False)

    def _is_quiet(self) -> bool:
        context = self._program.context
        if context is not None and context.workspace.look_only:
            self._program.window.toast.show_message(_("This file is open only to be looked at."), icon="info")
            return False
        leave_all(self._program.window)
        if self._program.tasks.wait_idle():
            return True
        self._program.window.toast.show_message(
            _("Something is still under way; try again then."), icon="info"
        )
        return False


def _offer_words(error: WorkbenchError, preview: "RestorePreview") -> str:
    at = preview.changed_at.astimezone() if preview.changed_at else None
    when = f"{format_date(at.date())} {format_time(at)}" if at else preview.backup.name
    return "\n\n".join(
        (
            error.message,
            _("The latest whole backup of it holds everything up to {when}.").format(when=when),
            _("The damaged file is kept as it is, beside the backups."),
        )
    )
