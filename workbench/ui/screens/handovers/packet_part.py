"""The packet of a handover: who can read it, place, progress, what was written; the book on the screen."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.errors import Cancelled, WorkbenchError
from workbench.foundation.i18n import _, format_number, in_a_row, ngettext
from workbench.foundation.ids import Id
from workbench.services.handover_packet import PacketReceipt, check_packet_place, proposed_name, write_packet
from workbench.services.handover_receiving import HandoverView
from workbench.services.recipients import Recipient, list_recipients
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, Facts, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.printing import preview_paper
from workbench.ui.prompts import FileKind


@dataclass(frozen=True)
class PacketPlace:
    """Where the packet goes, and how it is protected."""

    path: Path
    passphrase: str | None = field(repr=False)
    recipients: tuple[str, ...] = ()


class PacketPart(QWidget):
    """Writes the packet of one handover, as often as wished."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._handover: Id | None = None
        self._folder: Path | None = None
        self._name = ""
        self._digest = ""
        column = vertical(self, gap=S2)
        self.readers: Field[ComboBox] = Field(
            lambda: _("Who can read the packet"), ComboBox([("", _by_passphrase)])
        )
        self.readers.control.picked.connect(lambda _key: self._say_advice())
        column.addWidget(self.readers)
        self.advice = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.advice)
        self.buttons = QWidget()
        row = horizontal(self.buttons, gap=S2)
        self.book_button = Button(lambda: _("Open the book"), icon="printer", small=True)
        self.book_button.clicked.connect(self.print_book)
        self.write_button = Button(lambda: _("Write the packet…"), icon="download", small=True)
        self.write_button.clicked.connect(self.write)
        row.addWidget(self.book_button)
        row.addWidget(self.write_button)
        row.addStretch(1)
        column.addWidget(self.buttons)
        self.error = Banner(mark=SEVERE)
        column.addWidget(self.error)
        self.progress = ProgressRow()
        column.addWidget(self.progress)
        self.result = QWidget()
        below = vertical(self.result, gap=S2)
        below.addWidget(Label(lambda: _("The packet is written"), bold=True))
        self.facts = Facts(name_width=96)
        below.addWidget(self.facts)
        self.copy_button = Button(lambda: _("Copy the SHA-256"), Kind.LINK)
        self.copy_button.clicked.connect(self._copy)
        below.addWidget(self.copy_button)
        below.addWidget(
            Label(
                lambda: _("Undo takes the handover back; the packet and the book stay where they are."),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        column.addWidget(self.result)
        self.result.hide()
        self._say_advice()

    def begin(self) -> None:
        """Nothing is handed over yet: only ask who is to read the packet."""
        self._handover = None
        self._clear()
        self.buttons.hide()
        self.readers.control.choose("")
        self._read_recipients()

    def show_handover(self, view: HandoverView) -> None:
        """Write the packet of this handover from now on."""
        self._clear()
        self.keep(view.id, proposed_name(view.handover.handed_on, view.giver, view.receiver))
        self.readers.control.choose("")
        self._read_recipients()

    def keep(self, handover_id: Id, name: str) -> None:
        """It is handed over now; ``name`` is what its packet is to be called."""
        self._handover, self._name = handover_id, name
        self.buttons.show()

    def write(self) -> None:
        """Ask for the passphrase and the place, and write packet and book."""
        if self._handover is not None and (place := self.ask(self._name)) is not None:
            self.start(place)

    def ask(self, name: str) -> PacketPlace | None:
        """Where the packet goes and under what; ``None`` if the user changed their mind."""
        prompts, workspace = self._context.prompts, self._context.workspace
        key: str = self.readers.control.key() or ""
        passphrase: str | None = None
        if not key:
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
        return PacketPlace(path, passphrase, (key,) if key else ())

    def start(self, place: PacketPlace) -> None:
        """Write in the background; progress and what came of it are shown here."""
        handover_id, workspace = self._handover, self._context.workspace
        if handover_id is None:
            return
        self.error.show_text("")
        self.result.hide()
        self.write_button.setEnabled(False)
        job = self._context.tasks.run_write(
            lambda job: write_packet(
                workspace,
                handover_id,
                place.path,
                place.passphrase,
                recipients=place.recipients,
                on_step=job.progress,
            ),
            self._done,
            self._failed,
            label=_("Writing the packet"),
            on_progress=self.progress.show_progress,
        )
        self.progress.begin(lambda: _("Writing the packet"), job.cancel)

    def print_book(self) -> None:
        """Preview the book as things are now."""
        handover_id = self._handover
        if handover_id is None:
            return

        def make(workspace: Workspace, _profile: Profile, size: PaperSize, code: str) -> Paper:
            # Loaded by the worker: what makes papers takes longer to load than a page.
            from workbench.services.handover_papers import print_handover

            return print_handover(workspace, handover_id, paper_size=size, in_language=code)

        preview_paper(
            self._context,
            self,
            lambda: _("Handover of accounts"),
            Path(self._name).stem,
            make,
            for_readers=False,
        )

    def _read_recipients(self) -> None:
        self._context.read(list_recipients, self._show_recipients, key=f"packet-recipients-{id(self)}")

    def _show_recipients(self, recipients: tuple[Recipient, ...]) -> None:
        control = self.readers.control
        chosen = control.key()
        others = [one for one in recipients if not one.own]
        control.set_choices([("", _by_passphrase), *((one.public_key, _only(one.name)) for one in others)])
        control.choose(chosen)
        self._say_advice()

    def _say_advice(self) -> None:
        if self.readers.control.key():
            self.advice.say(lambda: _("Only their workspace can open it; there is no passphrase to tell."))
        else:
            self.advice.say(lambda: _("Tell the passphrase by another way than the file."))

    def _clear(self) -> None:
        self.error.show_text("")
        self.result.hide()
        self.write_button.say(lambda: _("Write the packet…"))

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
        self.write_button.say(lambda: _("Write again…"))
        self._context.notifier.show_message(_("Packet written: {file}").format(file=receipt.file.name))

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


def _by_passphrase() -> str:
    return _("Whoever knows its passphrase")


def _only(name: str) -> Text:
    return lambda: _("Only {name}").format(name=name)
