"""The return way: a file for each of our people with what is theirs, into one folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, clauses, format_number, in_a_row, ngettext
from workbench.foundation.ids import Id
from workbench.services.returning import Protection, Returned, Returnee, list_returnees, return_files
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import SEVERE, Mark
from workbench.ui.kit.surfaces import Banner, SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.merge.export_pane import WIDTH
from workbench.ui.tasks import Job

_WRITTEN = Mark("circle-check", Tone.OK)


class ReturnPane(SidePane):
    """Whoever is ticked gets a file; a key of the same name protects it, else one passphrase for all."""

    returned = Signal(object)
    """The ``Returned`` of each file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Return files"), width=WIDTH, parent=parent)
        self._context = context
        self._job: Job | None = None
        self._people: tuple[Returnee, ...] = ()
        self._left_out: set[Id] = set()
        self._results: dict[Id, Returned] = {}
        self.column.addWidget(
            Label(
                lambda: _(
                    "Writes one file for each manager: their accounts with all that belongs to them, and the "
                    "policies all share. An account that went to somebody else is told as gone."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.list = ItemList(lambda: _("Managers with accounts"), fit=True, padding=2, pane=True)
        self.list.ticked.connect(self.tick)
        self.column.addWidget(self.list)
        self.nobody = Label(lambda: _("Nobody looks after an account yet."), tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.nobody)
        self.protect = CheckBox(lambda: _("A passphrase for those without a key"))
        self.protect.toggled.connect(lambda _on: self._show())
        self.column.addWidget(self.protect)
        self.advice = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.advice)
        row = horizontal(gap=S2)
        self.start_button = Button(lambda: _("Choose a folder…"), Kind.PRIMARY, icon="folder-open")
        self.start_button.clicked.connect(self.start)
        row.addStretch(1)
        row.addWidget(self.start_button)
        self.column.addLayout(row)
        self.error = Banner(mark=SEVERE)
        self.column.addWidget(self.error)
        self.progress = ProgressRow()
        self.column.addWidget(self.progress)
        self.summary = Label(bold=True, wrap=True)
        self.column.addWidget(self.summary)
        self.column.addStretch(1)

    def begin(self) -> None:
        """Open for another return."""
        if self._job is None:
            self._results = {}
            self.summary.say("")
            self.error.show_text("")
            self._context.read(list_returnees, self._show_people, key="returnees")
        self.show()
        self.list.setFocus()

    def tick(self, manager_id: object, on: bool) -> None:
        """Write a file for this person, or none."""
        if isinstance(manager_id, bytes) and self._job is None:
            self._left_out = self._left_out - {manager_id} if on else self._left_out | {Id(manager_id)}
        self._show()

    def start(self) -> None:
        """Ask for the folder, and for the passphrase if one is needed, and write the files."""
        people = self._chosen()
        if not people or self._job is not None:
            return
        passphrase: str | None = None
        if self.protect.isChecked() and any(one.recipient is None for one in people):
            passphrase = self._context.prompts.ask_passphrase(
                _("Passphrase of the files"), _("Each of those without a key must know it."), new=True
            )
            if passphrase is None:
                return
        folder = self._context.prompts.ask_folder(_("Folder for the files"))
        if folder is None:
            return
        protections = {
            one.id: Protection((one.recipient.public_key,))
            if one.recipient is not None
            else Protection(passphrase=passphrase)
            for one in people
        }
        workspace = self._context.workspace
        self._results = {}
        self.error.show_text("")
        self.summary.say("")
        self._job = self._context.tasks.run_write(
            lambda job: return_files(
                workspace,
                folder,
                protections,
                on_step=lambda done, total: None if job.cancelled else job.progress(done, total),
                stopped=lambda: job.cancelled,
            ),
            lambda results: self._done(results, folder, len(people)),
            self._failed,
            label=_("Returning files"),
            on_progress=self.progress.show_progress,
        )
        self.progress.begin(lambda: _("Returning files"), self.stop)
        self._show()

    def stop(self) -> None:
        """Ask the work under way to stop; files written until then stay."""
        if self._job is not None:
            self._job.cancel()

    def _chosen(self) -> Sequence[Returnee]:
        return [one for one in self._people if one.id not in self._left_out]

    def _show_people(self, people: tuple[Returnee, ...]) -> None:
        self._people = people
        self._show()

    def _show(self) -> None:
        self.list.set_items([self._item(one) for one in self._people])
        self.list.setVisible(bool(self._people))
        self.nobody.setVisible(not self._people)
        without = any(one.recipient is None for one in self._chosen())
        self.protect.setVisible(without)
        self.advice.say(self._advice)
        self.advice.setVisible(bool(self._people))
        self.start_button.setEnabled(bool(self._chosen()) and self._job is None)

    def _advice(self) -> str:
        if all(one.recipient is not None for one in self._chosen()):
            return _("Each file can be read by its receiver alone.")
        if self.protect.isChecked():
            return _("Tell the passphrase by another way than the files.")
        return _("Files without a key or a passphrase can be read by whoever finds them.")

    def _item(self, one: Returnee) -> Item:
        accounts = ngettext("{count} account", "{count} accounts", one.accounts)
        told = accounts.format(count=format_number(one.accounts))
        key = _("protected by their key") if one.recipient is not None else ""
        result = self._results.get(one.id)
        if result is not None and result.error is not None:
            second, mark = result.error.message, SEVERE
        elif result is not None:
            second, mark = result.file.name, _WRITTEN
        else:
            second, mark = clauses(told, key), None
        return Item(
            key=one.id,
            title=one.name,
            checked=one.id not in self._left_out,
            second=second,
            right_mark=mark,
            tooltip=result.error.hint if result is not None and result.error is not None else "",
        )

    def _done(self, results: tuple[Returned, ...], folder: Path, wanted: int) -> None:
        self._end()
        self._results = {one.manager_id: one for one in results}
        written = sum(one.receipt is not None for one in results)
        failed = next((one.error for one in results if one.error is not None), None)
        self.summary.say(
            lambda: " ".join(
                (
                    ngettext(
                        "{count} of {wanted} files is in the folder {folder}.",
                        "{count} of {wanted} files are in the folder {folder}.",
                        written,
                    ).format(count=format_number(written), wanted=format_number(wanted), folder=folder.name),
                    _("A stick can be removed now."),
                )
            )
        )
        if failed is not None:
            self.error.show_text(in_a_row(failed.message, failed.hint))
        self._show()
        self.returned.emit(results)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._context.show_error(error)

    def _end(self) -> None:
        with self.returning_to(self.start_button):
            self._job = None
            self.progress.end()
            self._show()
