"""Protection of the open file: its passphrase."""

from PySide6.QtWidgets import QWidget

from workbench.foundation.errors import BadInput, WrongPassphrase
from workbench.foundation.i18n import _
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.settings.section import Section


class ProtectionSection(Section):
    """Whether the file has a passphrase, and giving it another one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Protection"), parent)
        self._make_passphrase()

    def set_passphrase(self) -> None:
        """Put the file under a passphrase, or under another one."""
        old: str | None = None
        if self.context.workspace.encrypted:
            old = self._ask_old()
            if old is None:
                return
        new = self.context.prompts.ask_passphrase(
            _("New passphrase"),
            _("Whoever forgets it cannot open the file again; nobody can help. Backups keep the old one."),
            new=True,
        )
        if new is not None:
            self.context.session.change_passphrase(old, new, self._passphrase_failed)

    def remove_passphrase(self) -> None:
        """Take the passphrase away."""
        old = self._ask_old()
        if old is not None:
            self.context.session.change_passphrase(old, None, self._passphrase_failed)

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
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.passphrase_button = Button(
            (lambda: _("Change the passphrase…")) if encrypted else (lambda: _("Set a passphrase…")),
            icon="key-round",
        )
        self.passphrase_button.clicked.connect(self.set_passphrase)
        self.remove_button = Button(lambda: _("Remove the passphrase…"), Kind.PLAIN)
        self.remove_button.clicked.connect(self.remove_passphrase)
        row.addWidget(self.passphrase_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.remove_button.setVisible(encrypted)
        self.put(buttons)
        self.passphrase_error = Label(tone=Tone.DANGER, size=SMALL, wrap=True)
        self.put(self.passphrase_error)
        self.passphrase_error.hide()

    def _ask_old(self) -> str | None:
        return self.context.prompts.ask_passphrase(
            _("Present passphrase"), _("The passphrase that the file has now.")
        )

    def _passphrase_failed(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase | BadInput):
            self.passphrase_error.say(error.message)
            self.passphrase_error.show()
        else:
            self.context.show_error(error)
