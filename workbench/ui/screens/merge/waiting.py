"""The files that wait to be merged: each is looked into in the background, one after the other."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _
from workbench.services.merges import FileLook, MergeOutcome, look_into
from workbench.ui.context import Context


class WaitingFiles(QObject):
    """Files by path, each with what was found in it; ``None`` while it is being looked at."""

    changed = Signal()
    looked = Signal(object)
    """The path of a file that has been looked into."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looks: dict[Path, FileLook | None] = {}
        self.passphrases: list[str] = []

    @property
    def looks(self) -> Mapping[Path, FileLook | None]:
        """What was found, in the order in which the files came."""
        return self._looks

    @property
    def busy(self) -> bool:
        """Whether a file is still being looked into."""
        return None in self._looks.values()

    def ready(self) -> list[Path]:
        """The files that can be merged."""
        return [path for path, look in self._looks.items() if look is not None and look.receipt is not None]

    def add(self, paths: Sequence[Path]) -> None:
        """Let files wait, and look into them; one that waits already is looked into anew."""
        for path in paths:
            self._looks[path] = None
            self._look(path)
        self.changed.emit()

    def remove(self, path: Path) -> None:
        """Take a file off the list."""
        self._looks.pop(path, None)
        self.changed.emit()

    def clear(self) -> None:
        """Take all files off the list."""
        self._looks.clear()
        self.changed.emit()

    def take_merged(self, outcome: MergeOutcome) -> None:
        """Take those off the list that have been merged; the others stay with their reason."""
        for one in outcome.files:
            if one.error is None:
                self._looks.pop(one.file, None)
        self.changed.emit()

    def look_again(self) -> None:
        """What a file would bring depends on what is here: look into those that can be merged again."""
        for path in self.ready():
            self._look(path)

    def enter_passphrase(self, path: Path) -> None:
        """Ask for the passphrase of a file; it is tried on the others that are closed too."""
        look = self._looks.get(path)
        message = look.error.message if look is not None and look.error is not None else ""
        passphrase = self._context.prompts.ask_passphrase(path.name, message)
        if passphrase is None:
            return
        self.passphrases.insert(0, passphrase)
        closed = (one for one in self._looks.values() if one is not None)
        self.add([one.path for one in closed if isinstance(one.error, WrongPassphrase)])

    def _look(self, path: Path) -> None:
        workspace, passphrases = self._context.workspace, tuple(self.passphrases)
        # The dry run asks for the right to write, so it waits in the row of the writes.
        self._context.tasks.run_write(
            lambda _job: look_into(workspace, path, passphrases),
            self._take,
            self._context.show_error,
            label=_("Looking into {file}").format(file=path.name),
        )

    def _take(self, look: FileLook) -> None:
        if look.path in self._looks:
            self._looks[look.path] = look
            self.changed.emit()
            self.looked.emit(look.path)
