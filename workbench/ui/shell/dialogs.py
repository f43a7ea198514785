"""The questions of ``ui.prompts`` asked with real dialogs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from workbench.domain.passphrase_strength import Strength, judge_passphrase
from workbench.foundation.errors import Cancelled, WorkbenchError
from workbench.foundation.i18n import _
from workbench.foundation.logs import note_error
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.prompts import FileKind, Way
from workbench.ui.shell.ways_dialog import WaysDialog


class QtPrompts:
    """Asks over ``parent``. ``report`` takes errors that nobody foresaw."""

    def __init__(self, parent: QWidget, report: Callable[[Exception], object]) -> None:
        self._parent = parent
        self._report = report
        self._folder = Path.home()
        """Where the last file was opened or saved: the next one lies there, too, as a rule."""

    def ask_open_file(
        self, title: str, kinds: tuple[FileKind, ...], folder: Path | None = None
    ) -> Path | None:
        """See ``Prompts``."""
        name, _kind = QFileDialog.getOpenFileName(
            self._parent, title, str(folder or self._folder), _filters(kinds)
        )
        if not name:
            return None
        self._folder = Path(name).parent
        return Path(name)

    def ask_open_files(
        self, title: str, kinds: tuple[FileKind, ...], folder: Path | None = None
    ) -> tuple[Path, ...]:
        """See ``Prompts``."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._parent, title, str(folder or self._folder), _filters(kinds)
        )
        if names:
            self._folder = Path(names[0]).parent
        return tuple(Path(name) for name in names)

    def ask_save_file(self, title: str, kinds: tuple[FileKind, ...], proposed: Path) -> Path | None:
        """See ``Prompts``."""
        if proposed.parent == Path.home():
            proposed = self._folder / proposed.name
        name, _kind = QFileDialog.getSaveFileName(self._parent, title, str(proposed), _filters(kinds))
        if not name:
            return None
        path = Path(name)
        self._folder = path.parent
        ending = kinds[0].patterns[0].removeprefix("*") if kinds else ""
        return path if path.suffix or not ending else path.with_name(path.name + ending)

    def ask_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """See ``Prompts``."""
        name = QFileDialog.getExistingDirectory(self._parent, title, str(folder or self._folder))
        return Path(name) if name else None

    def ask_text(
        self, title: str, label: str, value: str = "", *, action: str = "", optional: bool = False
    ) -> str | None:
        """See ``Prompts``."""
        field = Field(label, TextField())
        field.control.setText(value)
        dialog = self._dialog(title, action=action or _("OK"))
        dialog.column.addWidget(field)
        if not optional:
            _need_text(dialog, field.control)
        return field.control.text().strip() if dialog.exec() else None

    def ask_passphrase(self, title: str, message: str, *, new: bool = False) -> str | None:
        """See ``Prompts``."""
        dialog = self._dialog(title, message, action=_("Set passphrase") if new else _("Open"))
        first = _secret(_("Passphrase") if new else _("Passphrase or recovery code"))
        dialog.column.addWidget(first)
        if new:
            first.control.textChanged.connect(lambda typed: _judge(first, typed))
            second = _secret(_("Passphrase again"))
            dialog.column.addWidget(second)

            def compare() -> None:
                same = first.control.text() == second.control.text()
                typed = bool(second.control.text())
                second.set_error("" if same or not typed else _("The two passphrases differ."))
                dialog.accept_button.setEnabled(same and typed)

            first.control.textChanged.connect(compare)
            second.control.textChanged.connect(compare)
            compare()
        else:
            _need_text(dialog, first.control)
        return first.control.text() if dialog.exec() else None

    def confirm(self, title: str, message: str, action: str, *, danger: bool = False) -> bool:
        """See ``Prompts``."""
        return bool(self._dialog(title, message, action=action, danger=danger).exec())

    def choose(self, title: str, message: str, ways: tuple[Way, ...]) -> str | None:
        """See ``Prompts``."""
        dialog = WaysDialog(title, message, ways, self._parent)
        return dialog.chosen if dialog.exec() else None

    def show_message(self, title: str, message: str) -> None:
        """See ``Prompts``."""
        Dialog(title, message, accept=_("Close"), parent=self._parent).exec()

    def show_error(self, error: Exception) -> None:
        """See ``Prompts``. Being cancelled is no error to the one who cancelled."""
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, WorkbenchError):
            self._report(error)
            return
        note_error(error)
        dialog = Dialog(error.message, error.hint, accept=_("Close"), parent=self._parent)
        if error.where:
            dialog.column.addWidget(
                Label(error.where, size=SMALL, tone=Tone.TEXT3, wrap=True, selectable=True)
            )
        dialog.exec()

    def _dialog(self, title: str, message: str = "", *, action: str, danger: bool = False) -> Dialog:
        return Dialog(title, message, accept=action, reject=_("Cancel"), danger=danger, parent=self._parent)


def _filters(kinds: tuple[FileKind, ...]) -> str:
    return ";;".join(f"{kind.name} ({' '.join(kind.patterns)})" for kind in kinds)


def _secret(label: str) -> Field[TextField]:
    field = Field(label, TextField())
    field.control.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _judge(field: Field[TextField], typed: str) -> None:
    """Say how hard the passphrase is to guess; weak ones are allowed, in sight."""
    found = judge_passphrase(typed)
    is_weak = bool(typed) and found.strength is Strength.WEAK
    field.set_note("" if is_weak or not typed else found.message)
    field.set_warning(found.message if is_weak else "")


def _need_text(dialog: Dialog, control: QLineEdit) -> None:
    def check() -> None:
        dialog.accept_button.setEnabled(bool(control.text().strip()))

    control.textChanged.connect(check)
    check()
