"""The files that wait to be merged: each is looked into in the background, one after the other."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _
from workbench.services.merges import FileLook, MergeOutcome, look_into
from workbench.ui.context import Context

# More than these are not looked into again after each change: what they bring is checked when they merge.
_FEW = 5


class WaitingFiles(QObject):
    """Files by path, each with what was found in it; ``None`` while it has not been looked into."""

    changed = Signal()
    looked = Signal(object)
    """The path of a file that has been looked into."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looks: dict[Path, FileLook | None] = {}
        self._queue: dict[Path, None] = {}
        self._current: Path | None = None
        self.passphrases: list[str] = []

    @property
    def looks(self) -> Mapping[Path, FileLook | None]:
        """What was found, in the order in which the files came."""
        return self._looks

    @property
    def current(self) -> Path | None:
        """The file that is being looked into."""
        return self._current

    @property
    def busy(self) -> bool:
        """Whether files are still being looked into."""
        return self._current is not None

    def ready(self) -> list[Path]:
        """The files that can be merged; one that nobody looked into is checked when it merges."""
        return [path for path, look in self._looks.items() if look is None or look.receipt is not None]

    def add(self, paths: Sequence[Path]) -> None:
        """Let files wait, and look into them; one that waits already is looked into anew."""
        for path in paths:
            self._looks[path] = None
            self._queue[path] = None
        self.changed.emit()
        self._go_on()

    def stop(self) -> None:
        """Look into no more of them; those left can still be merged."""
        self._queue.clear()
        self.changed.emit()

    def remove(self, path: Path) -> None:
        """Take a file off the list."""
        self._looks.pop(path, None)
        self._queue.pop(path, None)
        self.changed.emit()

    def clear(self) -> None:
        """Take all files off the list."""
        self._looks.clear()
        self._queue.clear()
        self.changed.emit()

    def take_merged(self, outcome: MergeOutcome) -> None:
        """Take those off the list that have been merged; the others stay with their reason."""
        for one in outcome.files:
            if one.error is None:
                self._looks.pop(one.file, None)
            elif self._looks.get(one.file) is None:
                self._looks[one.file] = FileLook(one.file, error=one.error)
        self.changed.emit()

    def look_again(self) -> None:
        """What a file would bring depends on what is here: look into a few that can be merged again."""
        ready = [path for path in self.ready() if self._looks[path] is not None]
        if len(ready) <= _FEW:
            self._queue |= dict.fromkeys(ready)
            self._go_on()

    def know_passphrase(self, passphrase: str) -> None:
        """Try ``passphrase`` first on files that are closed."""
        self.passphrases.insert(0, passphrase)

    def enter_passphrase(self, path: Path) -> None:
        """Ask for the passphrase of a file; it is tried on the others that are closed too."""
        look = self._looks.get(path)
        message = look.error.message if look is not None and look.error is not None else ""
        passphrase = self._context.prompts.ask_passphrase(path.name, message)
        if passphrase is None:
            return
        self.know_passphrase(passphrase)
        closed = (one for one in self._looks.values() if one is not None)
        self.add([one.path for one in closed if isinstance(one.error, WrongPassphrase)])

    def _go_on(self) -> None:
        """Look into the next file. One at a time: what is saved meanwhile need not wait for all of them."""
        if self._current is not None or not self._queue:
            return
        path = next(iter(self._queue))
        del self._queue[path]
        self._current = path
        workspace, passphrases = self._context.workspace, tuple(self.passphrases)
        # The dry run asks for the right to write, so it waits in the row of the writes.
        self._context.tasks.run_write(
            lambda _job: look_into(workspace, path, passphrases),
            self._take,
            self._failed,
            label=_("Looking into {file}").format(file=path.name),
        )

    def _take(self, look: FileLook) -> None:
        self._current = None
        if look.path in self._looks:
            self._looks[look.path] = look
            self.changed.emit()
            self.looked.emit(look.path)
        self._go_on()
        if self._current is None:
            self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._current = None
        self._queue.clear()
        self.changed.emit()
        self._context.show_error(error)
