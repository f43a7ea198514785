"""What every page is given: the open workspace, and the ways to read, to change and to ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import Cancelled, FileLocked, WorkbenchError
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.workspaces import Workspace
from workbench.ui.kit.form import Field, show_beside
from workbench.ui.prompts import Prompts
from workbench.ui.signals import WorkspaceSignals
from workbench.ui.tasks import Job, Tasks, listens

T = TypeVar("T")


class Notifier(Protocol):
    """Says something at the bottom of the window, with a button if there is something to do about it."""

    def show_message(
        self,
        text: str,
        *,
        action: str = "",
        run: Callable[[], object] | None = None,
        icon: str = "circle-check",
    ) -> None: ...


class Session(Protocol):
    """What pages may ask of the program itself."""

    def open_file(self, path: Path) -> None:
        """Open another workspace file."""
        ...

    def open_recent(self, path: Path) -> None:
        """Open a file of late; where it is no longer there, offer to take it off the list."""
        ...

    def forget_recent(self, path: Path) -> None:
        """Take a file off the list of those opened lately; the file stays as it is."""
        ...

    def new_file(self, path: Path) -> None:
        """Make a workspace file and open it."""
        ...

    def ask_open(self) -> None:
        """Let the user choose another workspace file and open it."""
        ...

    def open_sample(self) -> None:
        """Open the sample data, in a file of their own."""
        ...

    def remove_sample(self) -> None:
        """Close the sample data, delete their file, and go back to the user's own."""
        ...

    def is_sample(self) -> bool:
        """Whether the sample data are what is open."""
        ...

    def change_passphrase(
        self, old: str | None, new: str | None, on_error: Callable[[Exception], object]
    ) -> None:
        """Put the open file under the passphrase ``new``, or none, and show it anew.

        ``on_error`` hears that ``old`` was wrong; the file is open as before then.
        """
        ...

    def lock_after(self, minutes: int | None = None) -> int:
        """Minutes without use after which a file with a passphrase is locked, 0 for never; set if given."""
        ...

    def lock(self) -> None:
        """Lock the open file until its passphrase is entered; says so where it has none."""
        ...

    def restore_backup(self, backup: Path, passphrases: Sequence[str]) -> None:
        """Put a backup in the place of the open file, which is kept as a backup, and show it anew."""
        ...

    def merge_file(self, path: Path) -> None:
        """Show a file on the page where it can be merged."""
        ...

    def switch_language(self, code: str) -> None:
        """Speak another language from now on."""
        ...

    def switch_theme(self, theme: str) -> None:
        """``light``, ``dark``, or empty to follow the system."""
        ...

    def undo(self, transaction_id: Id | None = None) -> None:
        """Take a change back; without an id the last one."""
        ...

    def is_open(self, workspace: Workspace) -> bool:
        """Whether this file is still the one that is open."""
        ...


@dataclass(frozen=True)
class Context:
    """Pages read with ``read``, change with ``change``; both answer on the GUI thread."""

    workspace: Workspace
    tasks: Tasks
    signals: WorkspaceSignals
    prompts: Prompts
    notifier: Notifier
    session: Session = field(repr=False)

    def read(
        self,
        work: Callable[[Workspace], T],
        on_done: Callable[[T], object],
        *,
        key: str,
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run ``work`` in the background; only the newest answer under ``key`` arrives.

        Neither an answer nor an error arrives once another file is open: nothing shows this one any more.
        """

        def done(result: T) -> None:
            if self._is_asked_by(on_done):
                on_done(result)

        def failed(error: Exception) -> None:
            told = on_error or self.show_error
            if self._is_asked_by(told):
                told(error)

        self.tasks.run_read(lambda _job: work(self.workspace), done, failed, key=key)

    def _is_asked_by(self, callback: Callable[..., object]) -> bool:
        return self.session.is_open(self.workspace) and listens(callback)

    def change(
        self,
        work: Callable[[Workspace, Job], T],
        summary_of: Callable[[T], ChangeSummary | None],
        *,
        said: Callable[[T], str] | None = None,
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        label: str = "",
    ) -> Job:
        """Run ``work`` as a change; after the commit tell every page and say so, with Undo.

        An error goes to ``on_error``, so that it can be shown beside its field, else to a message.
        """

        def done(result: T) -> None:
            summary = summary_of(result)
            if not self.session.is_open(self.workspace):
                # Saved, but another file is open by now: nothing here shows it any more.
                return
            if summary is not None and summary.touched:
                self.signals.workspace_changed.emit(summary)
            if on_done is not None:
                on_done(result)
            if said is not None:
                done_id = summary.transaction_id if summary is not None and summary.undoable else None
                self.notifier.show_message(
                    said(result),
                    action=_("Undo") if done_id is not None else "",
                    run=(lambda: self.session.undo(done_id)) if done_id is not None else None,
                )

        return self.tasks.run_write(
            lambda job: work(self.workspace, job),
            done,
            on_error or self.show_error,
            label=label,
            on_progress=on_progress,
        )

    def save(
        self,
        work: Callable[[Workspace], ChangeSummary],
        *,
        said: str = "",
        on_done: Callable[[ChangeSummary], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
    ) -> Job:
        """The usual change: one service call that answers with its ``ChangeSummary``."""
        return self.change(
            lambda workspace, _job: work(workspace),
            lambda summary: summary,
            said=(lambda _summary: said) if said else None,
            on_done=on_done,
            on_error=on_error,
        )

    def show_error(
        self,
        error: Exception,
        fields: Mapping[str, Field[Any]] | None = None,
        *,
        otherwise: Field[Any] | None = None,
        go: bool = True,
    ) -> None:
        """Say what went wrong, beside its field where there is one; being stopped is nothing to say."""
        if isinstance(error, Cancelled | FileLocked):
            return
        if show_beside(error, fields or {}, otherwise=otherwise, go=go):
            return
        if isinstance(error, WorkbenchError) and not error.hint:
            self.notifier.show_message(error.message, icon="triangle-alert")
            return
        self.prompts.show_error(error)
