"""Protection of the open file: its passphrase, the recovery code on paper, and locking by itself."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.foundation.errors import BadInput, WrongPassphrase
from workbench.foundation.i18n import _, ngettext
from workbench.services.recovery import check_passphrase, print_recovery
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.labels import Label
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.printing import ask_pdf_path, preview_paper
from workbench.ui.screens.settings.section import Section

MINUTES = (0, 5, 10, 15, 30)


class ProtectionSection(Section):
    """Whether the file has a passphrase, and giving it another one; what stands in for it; when it locks."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Protection"), parent)
        self.preview: PrintPreview | None = None
        self._make_passphrase()
        self._make_recovery()
        self._make_locking()

    def set_passphrase(self) -> None:
        """Put the file under a passphrase, or under another one."""
        old: str | None = None
        if self.context.workspace.encrypted:
            old = self._ask_old()
            if old is None:
                return
            message = _(
                "Recovery codes printed before no longer open the file: print a new one. Backups and files "
                "exported before keep the passphrase they have."
            )
        else:
            message = _(
                "Whoever forgets it needs the recovery code, which you can print here; nobody else can help. "
                "Backups made before stay without a passphrase."
            )
        new = self.context.prompts.ask_passphrase(_("New passphrase"), message, new=True)
        if new is not None:
            self.context.session.change_passphrase(old, new, self._passphrase_failed)

    def remove_passphrase(self) -> None:
        """Take the passphrase away."""
        if not self.context.prompts.confirm(
            _("Remove the passphrase?"),
            _("Whoever gets the file, from a lost stick or a stolen laptop, can then read everything in it."),
            _("Remove the passphrase"),
            danger=True,
        ):
            return
        old = self._ask_old()
        if old is not None:
            self.context.session.change_passphrase(old, None, self._passphrase_failed)

    def print_code(self) -> None:
        """Show the sheet with the recovery code to who enters the passphrase again."""
        typed = self.context.prompts.ask_passphrase(
            _("Recovery code"), _("Enter the passphrase of this file again.")
        )
        if typed is None:
            return

        def work(workspace: Workspace) -> str:
            check_passphrase(workspace, typed)
            return typed

        self.context.read(work, self._show_code, key="recovery", on_error=self._code_refused)

    def _show_code(self, typed: str) -> None:
        self.recovery_error.hide()
        self.preview = preview_paper(
            self.context,
            self,
            lambda: _("Recovery code"),
            _("Recovery code"),
            lambda workspace, _profile, size, language: print_recovery(
                workspace, typed, paper_size=size, in_language=language
            ),
            for_readers=False,
            ask_path=self._ask_path,
        )
        self.preview.tell(
            _("Best printed and not saved. A saved sheet beside the file protects nothing."), Tone.WARN
        )

    def _ask_path(self, proposed: str) -> Path | None:
        path = ask_pdf_path(self.context, proposed)
        beside = path is not None and path.parent.resolve() == self.context.workspace.path.parent.resolve()
        if beside and not self.context.prompts.confirm(
            _("Save it beside the file?"),
            _("Whoever gets the folder gets both, and can read everything in the file."),
            _("Save it here"),
            danger=True,
        ):
            return None
        return path

    def _code_refused(self, error: Exception) -> None:
        self._say(self.recovery_error, error)

    def _make_passphrase(self) -> None:
        encrypted = self.context.workspace.encrypted
        self.part(lambda: _("Passphrase"))
        self.protection = Label(
            (lambda: _("The file is encrypted; without the passphrase nobody can read it."))
            if encrypted
            else lambda: _("The file has no passphrase: whoever has it can read it."),
            wrap=True,
        )
        self.put(self.protection)
        self.passphrase_button = Button(
            (lambda: _("Change the passphrase…")) if encrypted else (lambda: _("Set a passphrase…")),
            icon="key-round",
        )
        self.passphrase_button.clicked.connect(self.set_passphrase)
        self.remove_button = Button(lambda: _("Remove the passphrase…"), Kind.PLAIN)
        self.remove_button.clicked.connect(self.remove_passphrase)
        self._put_row(self.passphrase_button, self.remove_button)
        self.remove_button.setVisible(encrypted)
        self.passphrase_error = self._error_line()

    def _make_recovery(self) -> None:
        encrypted = self.context.workspace.encrypted
        self.part(
            lambda: _("Recovery code"),
            (
                lambda: _(
                    "A sheet of paper that opens this file and its backups where the passphrase is "
                    "forgotten. Changing the passphrase makes it void."
                )
            )
            if encrypted
            else lambda: _("Only a file with a passphrase needs one."),
        )
        self.recovery_button = Button(lambda: _("Print the recovery code…"), icon="printer")
        self.recovery_button.clicked.connect(self.print_code)
        self.recovery_button.setEnabled(encrypted)
        self._put_row(self.recovery_button)
        self.recovery_error = self._error_line()

    def _make_locking(self) -> None:
        encrypted = self.context.workspace.encrypted
        self.part(
            lambda: _("Lock without use"),
            (
                lambda: _(
                    "The window is covered and the key forgotten; what you were typing is kept. Holds for "
                    "every file with a passphrase on this computer."
                )
            )
            if encrypted
            else lambda: _("Only a file with a passphrase can be locked."),
        )
        self.minutes = Choices(
            Look.SEGMENTS, [Choice(one, _minutes(one)) for one in MINUTES], name=lambda: _("Lock without use")
        )
        self.minutes.choose(self.context.session.lock_after())
        self.minutes.chosen.connect(lambda minutes: self.context.session.lock_after(minutes))
        self.minutes.setEnabled(encrypted)
        self.put_left(self.minutes)
        self.lock_button = Button(lambda: _("Lock now"), icon="lock")
        self.lock_button.clicked.connect(self.context.session.lock)
        self.lock_button.setEnabled(encrypted)
        self._put_row(self.lock_button)

    def _put_row(self, *buttons: Button) -> None:
        holder = QWidget()
        row = horizontal(holder, gap=S2)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.put(holder)

    def _error_line(self) -> Label:
        line = Label(tone=Tone.DANGER, size=SMALL, wrap=True)
        self.put(line)
        line.hide()
        return line

    def _ask_old(self) -> str | None:
        return self.context.prompts.ask_passphrase(
            _("Present passphrase"), _("The passphrase that the file has now.")
        )

    def _passphrase_failed(self, error: Exception) -> None:
        self._say(self.passphrase_error, error)

    def _say(self, line: Label, error: Exception) -> None:
        if isinstance(error, WrongPassphrase | BadInput):
            line.say(error.message)
            line.show()
        else:
            self.context.show_error(error)


def _minutes(count: int) -> Text:
    if not count:
        return lambda: _("Never")
    return lambda: ngettext("{count} minute", "{count} minutes", count).format(count=count)
