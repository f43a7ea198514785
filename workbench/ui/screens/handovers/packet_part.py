"""The packet of a handover: protection, place, progress, and what was written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from workbench.foundation.errors import Cancelled, WorkbenchError
from workbench.foundation.i18n import _, format_number, in_a_row, ngettext
from workbench.foundation.ids import Id
from workbench.services.handover_packet import (
    PacketReceipt,
    check_packet_place,
    proposed_packet_name,
    write_packet,
)
from workbench.services.handover_receiving import HandoverView, get_handover_view
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, Facts, horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.prompts import FileKind


class PacketPart(QWidget):
    """Writes the packet of one handover, as often as wished."""

    written = Signal(object)
    """The ``PacketReceipt``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._handover: Id | None = None
        self._folder: Path | None = None
        self._name = ""
        self._digest = ""
        column = vertical(self, gap=S2)
        self.write_button = Button(lambda: _("Write the packet…"), icon="download")
        self.write_button.clicked.connect(self.write)
        column.addWidget(self.write_button)
        column.addWidget(
            Label(
                lambda: _(
                    "One encrypted file with these accounts and all that belongs to them, and the book as a "
                    "PDF beside it. Tell the passphrase by another way than the file."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.error = Banner(mark=SEVERE)
        column.addWidget(self.error)
        self.progress = ProgressRow()
        column.addWidget(self.progress)
        self.result = QWidget()
        below = vertical(self.result, gap=S2)
        below.addWidget(Label(lambda: _("The packet is written"), bold=True))
        self.facts = Facts(name_width=96)
        below.addWidget(self.facts)
        row = horizontal(gap=S2)
        self.copy_button = Button(lambda: _("Copy the SHA-256"), Kind.LINK)
        self.copy_button.clicked.connect(self._copy)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        below.addLayout(row)
        column.addWidget(self.result)
        self.result.hide()

    def show_handover(self, view: HandoverView) -> None:
        """Write the packet of this one from now on."""
        self._handover, self._name = view.id, proposed_packet_name(view)
        self.error.show_text("")
        self.result.hide()

    def keep(self, handover_id: Id, name: str) -> None:
        """As ``show_handover``, where only its id and the name of the packet are known."""
        self._handover, self._name = handover_id, name

    def write(self) -> None:
        """Ask for the passphrase and the place, and write packet and book."""
        if self._handover is not None and (asked := self.ask(self._name)) is not None:
            self.start(self._handover, *asked)

    def ask(self, name: str) -> tuple[Path, str] | None:
        """Where the packet goes and under what passphrase; ``None`` if the user changed their mind."""
        prompts, workspace = self._context.prompts, self._context.workspace
        passphrase = prompts.ask_passphrase(
            _("Passphrase of the packet"), _("Whoever receives the accounts must know it."), new=True
        )
        if passphrase is None:
            return None
        folder = self._folder or workspace.path.parent
        kinds = (FileKind(_("Workspaces"), ("*.workbench",)),)
        path = prompts.ask_save_file(_("Write the packet"), kinds, folder / name)
        if path is None:
            return None
        try:
            check_packet_place(workspace, path)
        except WorkbenchError as error:
            self.error.show_text(in_a_row(error.message, error.hint))
            return None
        self._folder = path.parent
        return path, passphrase

    def start(self, handover_id: Id, path: Path, passphrase: str) -> None:
        """Write in the background; progress and what came of it are shown here."""
        self._handover = handover_id
        self.error.show_text("")
        self.result.hide()
        self.write_button.setEnabled(False)
        workspace = self._context.workspace
        job = self._context.tasks.run_write(
            lambda job: write_packet(workspace, handover_id, path, passphrase, on_step=job.progress),
            self._done,
            self._failed,
            label=_("Writing the packet"),
            on_progress=self.progress.show_progress,
        )
        self.progress.begin(lambda: _("Writing the packet"), job.cancel)

    def name_of(self, handover_id: Id, then: Callable[[str], object]) -> None:
        """Find out what the packet of a handover is to be called."""
        self._context.read(
            lambda workspace: proposed_packet_name(get_handover_view(workspace, handover_id)),
            then,
            key="packet-name",
        )

    def _done(self, receipt: PacketReceipt) -> None:
        self._end()
        self._digest = receipt.export.sha256
        self.facts.clear()
        self.facts.add(lambda: _("File"), receipt.file.name)
        self.facts.add(lambda: _("Book"), receipt.book.name)
        pages = receipt.pages
        self.facts.add(
            lambda: _("Pages"),
            lambda: ngettext("{count} page", "{count} pages", pages).format(count=format_number(pages)),
        )
        self.facts.add(lambda: _("Folder"), str(receipt.file.parent))
        entries = receipt.export.entries
        self.facts.add(lambda: _("Entries"), lambda: format_number(entries))
        # In groups, so that two people can compare it aloud and a line can break.
        groups = " ".join(self._digest[at : at + 8] for at in range(0, len(self._digest), 8))
        self.facts.add("SHA-256", groups)
        self.result.show()
        self.write_button.say(lambda: _("Write the packet again…"))
        self._context.notifier.show_message(_("Packet written: {file}").format(file=receipt.file.name))
        self.written.emit(receipt)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.error.show_text(lambda: _("Stopped: no packet was written."))
        elif isinstance(error, WorkbenchError):
            self.error.show_text(in_a_row(error.message, error.hint))
        else:
            self._context.show_error(error)

    def _end(self) -> None:
        self.progress.end()
        self.write_button.setEnabled(True)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._digest)
        self._context.notifier.show_message(_("Copied"))
