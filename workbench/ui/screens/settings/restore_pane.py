"""A backup beside the present file: what restoring it would mean, before anything is touched."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.errors import Damaged, WorkbenchError, WrongPassphrase
from workbench.foundation.i18n import (
    _,
    format_date,
    format_number,
    format_size,
    format_time,
    listed,
    ngettext,
)
from workbench.services.restoring import (
    BeyondOther,
    RestorePreview,
    Salvage,
    preview_restore,
    salvage_file,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts, SidePane
from workbench.ui.kit.tokens import S2, SMALL, Tone

_NAME_WIDTH = 92
_KINDS_SHOWN = 8


class RestorePane(SidePane):
    """When the backup was changed last and by whom, what came since, and what only it has."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Look inside"), width=360, parent=parent)
        self._context = context
        self._path: Path | None = None
        self._passphrases: list[str] = []
        self.state = Label(wrap=True, tone=Tone.TEXT2)
        self.facts = Facts(name_width=_NAME_WIDTH)
        self.since_title = Label(bold=True, wrap=True)
        self.since = Facts(name_width=_NAME_WIDTH)
        self.back_title = Label(bold=True, wrap=True)
        self.back = Facts(name_width=_NAME_WIDTH)
        self.note = Label(wrap=True, size=SMALL, tone=Tone.TEXT2)
        self.passphrase_button = Button(lambda: _("Enter the passphrase…"), icon="key-round")
        self.passphrase_button.clicked.connect(self.ask_passphrase)
        self.salvage_button = Button(lambda: _("Merge what can be read…"), icon="git-merge")
        self.salvage_button.clicked.connect(self.salvage)
        self.restore_button = Button(lambda: _("Restore"), Kind.PRIMARY, icon="rotate-ccw")
        self.restore_button.clicked.connect(self.restore)
        self.hint = Label(
            lambda: _(
                "If single things are missing, merge the backup instead: it brings back what is lost, and "
                "what you did since stays."
            ),
            wrap=True,
            size=SMALL,
            tone=Tone.TEXT2,
        )
        self.merge_button = Button(lambda: _("Merge it instead…"), icon="git-merge")
        self.merge_button.clicked.connect(self._merge)
        widgets: tuple[QWidget, ...] = (
            *(self.state, self.facts, self.since_title, self.since, self.back_title, self.back),
            *(self.note, self.passphrase_button, self.salvage_button, self.restore_button),
            *(self.hint, self.merge_button),
        )
        for widget in widgets:
            self.column.addWidget(widget)
            if widget is self.back:
                self.column.addSpacing(S2)
        self.column.addStretch(1)

    def look_into(self, path: Path) -> None:
        """Show another backup."""
        self._path, self._passphrases = path, []
        self.title.say(path.name)
        self._look()

    def ask_passphrase(self) -> None:
        """The backup has another passphrase than the file."""
        if self._path is None:
            return
        typed = self._context.prompts.ask_passphrase(self._path.name, _("This backup has a passphrase."))
        if typed is not None:
            self._passphrases = [typed]
            self._look()

    def restore(self) -> None:
        """Put the backup in the place of the file."""
        if self._path is not None and self._context.prompts.confirm(
            _("Restore this backup?"),
            _("The file as it is now is kept as a backup first; nothing is lost."),
            _("Restore"),
        ):
            self._context.session.restore_backup(self._path, self._passphrases)

    def salvage(self) -> None:
        """Read what can be read of a damaged file, and show it where it can be merged."""
        path, passphrases, context = self._path, tuple(self._passphrases), self._context
        if path is None:
            return
        clock = context.workspace.clock
        self.salvage_button.setEnabled(False)

        def done(found: Salvage) -> None:
            self.salvage_button.setEnabled(True)
            told = ngettext(
                "{count} change can be read", "{count} changes can be read", found.changes
            ).format(count=format_number(found.changes))
            lost = _("{count} are lost").format(count=format_number(found.lost)) if found.lost else ""
            context.session.merge_file(found.file)
            context.notifier.show_message(listed(filter(None, (told, lost))))

        def failed(error: Exception) -> None:
            self.salvage_button.setEnabled(True)
            self._refuse(path, error)

        context.tasks.run_write(
            lambda _job: salvage_file(path, passphrases, clock=clock), done, failed, label=_("Reading")
        )

    def _merge(self) -> None:
        if self._path is not None:
            self._context.session.merge_file(self._path)

    def _look(self) -> None:
        path, passphrases = self._path, tuple(self._passphrases)
        assert path is not None
        self._clear()
        self.state.say(lambda: _("Looking into it…"))
        self.state.show()
        self.show()
        self._context.read(
            lambda workspace: preview_restore(workspace, path, passphrases),
            partial(self._show, path),
            key="restore-preview",
            on_error=partial(self._refuse, path),
        )

    def _clear(self) -> None:
        for facts in (self.facts, self.since, self.back):
            facts.clear()
        for widget in (
            self.since_title,
            self.back_title,
            self.note,
            self.passphrase_button,
            self.salvage_button,
            self.restore_button,
            self.hint,
            self.merge_button,
        ):
            widget.hide()

    def _refuse(self, path: Path, error: Exception) -> None:
        if path != self._path:
            return
        self._clear()
        if not isinstance(error, WorkbenchError):
            self.close_pane()
            self._context.show_error(error)
            return
        self.state.say("\n".join(filter(None, (error.message, error.hint))))
        self.passphrase_button.setVisible(isinstance(error, WrongPassphrase))
        self.salvage_button.setVisible(isinstance(error, Damaged))

    def _show(self, path: Path, found: RestorePreview) -> None:
        if path != self._path:
            return
        self._clear()
        self.state.hide()
        if found.changed_at is not None:
            self.facts.add(lambda: _("Last change"), _moment(found.changed_at))
        if found.author:
            self.facts.add(lambda: _("Changed by"), found.author)
        self.facts.add(lambda: _("Changes"), format_number(found.transactions))
        self.facts.add(lambda: _("Entries"), format_number(found.entries))
        self.facts.add(lambda: _("Size"), format_size(found.size))
        if found.since is not None:
            self._tell(self.since_title, self.since, found.since, _since_words(found.since.changes))
        if found.back is not None and found.back.changes:
            self._tell(self.back_title, self.back, found.back, _back_words(found.back.changes))
        notes = _notes(found)
        self.note.say("\n".join(notes))
        self.note.setVisible(bool(notes))
        same = found.since is not None and not found.since.changes and not (found.back and found.back.changes)
        self.restore_button.setVisible(not same)
        worth_merging = found.back is not None and bool(found.back.changes)
        self.hint.setVisible(worth_merging)
        self.merge_button.setVisible(worth_merging)

    def _tell(self, title: Label, facts: Facts, found: BeyondOther, words: str) -> None:
        title.say(words)
        title.show()
        if not found.changes:
            return
        if found.first is not None and found.last is not None:
            span = [_moment(found.first), _moment(found.last)]
            facts.add(lambda: _("When"), " – ".join(dict.fromkeys(span)))
        people = sorted(found.by_author.items(), key=lambda one: (-one[1], one[0]))
        facts.add(
            lambda: _("Changed by"),
            listed([f"{name or _('Unnamed')} ({format_number(count)})" for name, count in people]),
        )
        kinds = sorted(found.by_kind.items(), key=lambda one: (-one[1], one[0]))
        for kind, count in kinds[:_KINDS_SHOWN]:
            facts.add(records_label(kind), format_number(count))
        rest = sum(count for _kind, count in kinds[_KINDS_SHOWN:])
        if rest:
            facts.add(lambda: _("Others"), format_number(rest))


def _since_words(count: int) -> str:
    if not count:
        return _("The file has nothing that this backup lacks.")
    told = ngettext(
        "{count} change since this backup would be taken out of the file",
        "{count} changes since this backup would be taken out of the file",
        count,
    )
    return told.format(count=format_number(count))


def _back_words(count: int) -> str:
    told = ngettext(
        "{count} change that only the backup has would come back",
        "{count} changes that only the backup has would come back",
        count,
    )
    return told.format(count=format_number(count))


def _notes(found: RestorePreview) -> list[str]:
    notes = []
    if found.since is not None and found.since.changes:
        notes.append(_("The file as it is now is kept as a backup first, so this can be taken back."))
    if found.older_format:
        notes.append(_("An older version of the program wrote it; it is brought up to date on the way."))
    if found.erased:
        told = ngettext(
            "{count} record was erased since. It is erased from the restored file too.",
            "{count} records were erased since. They are erased from the restored file too.",
            found.erased,
        )
        notes.append(told.format(count=format_number(found.erased)))
    return notes


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{format_date(local.date())} {format_time(local)}"
