"""Backups of the open file: which there are, making one, putting one back, and a second place for them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workbench.domain.backup_rotation import BEFORE_KEPT, DAYS_KEPT, MONTHS_KEPT, WEEKS_KEPT
from workbench.foundation.i18n import _, format_date, format_number, format_size, format_time, ngettext
from workbench.services.backups import (
    Backup,
    BackupKind,
    SecondPlace,
    backup_folder,
    backup_workspace,
    copy_backups,
    list_backups,
    second_place,
    set_second_place,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.prompts import FileKind
from workbench.ui.screens.settings.restore_pane import RestorePane
from workbench.ui.screens.settings.section import Section

_SHOWN = 40


class BackupsSection(Section):
    """A click on a backup looks inside."""

    def __init__(self, context: Context, pane: RestorePane, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Backups"), parent)
        self._pane = pane
        self._all = False
        self._found: Sequence[Backup] = ()
        self._folder = backup_folder(context.workspace)
        self.note(_rule_words)
        self._make_list()
        self._make_second_place()

    def refresh(self, topics: frozenset[str] | None) -> None:
        super().refresh(topics)
        if topics is None:
            self._list_backups()
            self._tell_place(None)

    def close_innermost(self) -> bool:
        if self._pane.isHidden():
            return False
        self._pane.close_pane()
        return True

    def back_up(self) -> None:
        """Make a backup now."""
        self.backup_button.setEnabled(False)
        workspace = self.context.workspace

        def failed(error: Exception) -> None:
            self.backup_button.setEnabled(True)
            self.context.show_error(error)

        def work(_job: object) -> SecondPlace | None:
            backup_workspace(workspace)
            return copy_backups(workspace)

        def done(place: SecondPlace | None) -> None:
            self.backup_button.setEnabled(True)
            self.context.notifier.show_message(_("Backed up"))
            self._list_backups()
            self._tell_place(place)

        self.context.tasks.run_write(work, done, failed, label=_("Backing up"))

    def restore_other(self) -> None:
        """Look into a backup that lies elsewhere, on a stick perhaps."""
        kinds = (FileKind(_("Workspaces"), ("*.workbench",)),)
        start = second_place(self.context.workspace.path) or self._folder
        path = self.context.prompts.ask_open_file(_("Look into a backup"), kinds, start)
        if path is not None:
            self._pane.look_into(path)

    def choose_place(self) -> None:
        """Have backups copied to another folder too."""
        folder = self.context.prompts.ask_folder(_("Second place for backups"))
        if folder is not None:
            self._set_place(folder)

    def forget_place(self) -> None:
        """Copy no more; what lies there stays."""
        self._set_place(None)

    def _make_list(self) -> None:
        self.backups = ItemList(lambda: _("Backups"), fit=True, padding=0)
        self.backups.opened.connect(self._open)
        self.backups.action_requested.connect(self._open)
        self.put(self.backups)
        self.more_button = Button("", Kind.LINK)
        self.more_button.clicked.connect(self._show_all)
        self.put_left(self.more_button)
        self.more_button.hide()
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.backup_button = Button(lambda: _("Back up now"), icon="shield-check")
        self.backup_button.clicked.connect(self.back_up)
        self.other_button = Button(lambda: _("Look into another file…"), icon="search")
        self.other_button.clicked.connect(self.restore_other)
        folder_button = Button(lambda: _("Show the folder"), Kind.PLAIN, icon="folder-open")
        folder_button.clicked.connect(self._show_folder)
        for button in (self.backup_button, self.other_button, folder_button):
            row.addWidget(button)
        row.addStretch(1)
        self.put(buttons)
        self.put(
            Label(
                lambda: _("They lie in {folder}").format(folder=self._folder),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
                selectable=True,
            )
        )

    def _make_second_place(self) -> None:
        self.part(
            lambda: _("Second place"),
            lambda: _(
                "A folder on another disk or on a stick, to which every backup is copied. If the stick is "
                "not there, what it lacks is copied when it is back."
            ),
        )
        self.place = Label(wrap=True, selectable=True)
        self.put(self.place)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.place_button = Button(lambda: _("Choose a folder…"), icon="folder-open")
        self.place_button.clicked.connect(self.choose_place)
        self.forget_button = Button(lambda: _("Copy there no more"), Kind.PLAIN)
        self.forget_button.clicked.connect(self.forget_place)
        row.addWidget(self.place_button)
        row.addWidget(self.forget_button)
        row.addStretch(1)
        self.put(buttons)
        self._tell_place(None)

    def _set_place(self, folder: Path | None) -> None:
        workspace = self.context.workspace

        def work(_job: object) -> SecondPlace | None:
            set_second_place(workspace.path, folder)
            return copy_backups(workspace)

        self.context.tasks.run_write(
            work, self._tell_place, self.context.show_error, label=_("Copying the backups")
        )

    def _tell_place(self, place: SecondPlace | None) -> None:
        folder = place.folder if place else second_place(self.context.workspace.path)
        self.forget_button.setVisible(folder is not None)
        if folder is None:
            self.place.say(lambda: _("None is chosen."))
        elif place is None:
            self.place.say(str(folder))
        elif not place.there:
            self.place.say(lambda: _("{folder} is not there at the moment.").format(folder=folder))
        else:
            self.place.say(lambda: _place_words(place))

    def _open(self, key: object) -> None:
        if isinstance(key, Path):
            self._pane.look_into(key)

    def _show_all(self) -> None:
        self._all = True
        self._show_backups(self._found)

    def _show_folder(self) -> None:
        there = self._folder if self._folder.exists() else self._folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))

    def _list_backups(self) -> None:
        self.context.read(list_backups, self._show_backups, key="backups")

    def _show_backups(self, found: Sequence[Backup]) -> None:
        self._found = found
        shown = found if self._all else found[:_SHOWN]
        rest = len(found) - len(shown)
        self.backups.set_items([_item(one) for one in shown] or [Item(None, _("No backup yet"))])
        self.more_button.setVisible(rest > 0)
        if rest:
            self.more_button.say(lambda: _("Show {count} more").format(count=format_number(rest)))


def _item(one: Backup) -> Item:
    damaged = one.kind is BackupKind.DAMAGED
    return Item(
        key=one.path,
        title=f"{format_date(one.at.date())} {format_time(one.at)}",
        note=one.kind.label,
        right=format_size(one.size),
        right_mark=CAUTION if damaged else None,
        action=_("Look inside…"),
        tooltip=one.path.name,
    )


def _rule_words() -> str:
    return _(
        "One is made every day. Of the last {days} days all are kept, then one a week for {weeks} weeks and "
        "one a month for {months} months; of those made before an import, a merge, a restore, a repair or "
        "another passphrase the last {before} of each; those you make yourself as long as you like."
    ).format(days=DAYS_KEPT, weeks=WEEKS_KEPT, months=MONTHS_KEPT, before=BEFORE_KEPT)


def _place_words(place: SecondPlace) -> str:
    if not place.copied:
        return _("{folder}: everything is there.").format(folder=place.folder)
    told = ngettext(
        "{folder}: {count} backup was copied there.",
        "{folder}: {count} backups were copied there.",
        place.copied,
    )
    return told.format(folder=place.folder, count=format_number(place.copied))
