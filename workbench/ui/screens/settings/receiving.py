"""Receiving files: this file's own key to hand out, and the keys of those for whom files are written."""

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from workbench.domain.journal import ChangeSummary
from workbench.foundation.i18n import _, clauses
from workbench.foundation.ids import Id
from workbench.services.receiving import make_receiving_key, receiving_key, save_key_file
from workbench.services.recipients import (
    LONGEST_NAME,
    Recipient,
    add_recipient,
    edit_recipient,
    list_recipients,
    publish_own_key,
    remove_recipient,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Banner, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.prompts import FileKind
from workbench.ui.screens.settings.section import Section

_SHOWN_OF_KEY = 16


@dataclass(frozen=True)
class _Keys:
    own: str | None
    recipients: tuple[Recipient, ...]


def _load(workspace: Workspace) -> _Keys:
    return _Keys(receiving_key(workspace), list_recipients(workspace))


class ReceivingSection(Section):
    """The key of this file, and the list of recipients with the one chosen as a form."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Receiving files"), parent)
        self._own: str | None = None
        self._recipients: tuple[Recipient, ...] = ()
        self._chosen: Id | None = None
        self._make_own()
        self._make_recipients()

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or "recipient" in topics:
            self.context.read(_load, self._show, key="settings-receiving")

    def new_thing(self) -> bool:
        """Begin a new recipient."""
        self._chosen = None
        self.list.clearSelection()
        self._fill(None)
        self.name.control.setFocus()
        return True

    def make_key(self) -> None:
        """Make a key, or after a question another one."""
        anew = self._own is not None
        if anew and not self.context.prompts.confirm(
            _("Make a new key?"),
            _(
                "Hand the new one out to everybody. Files that were written for the old key can still be "
                "read here."
            ),
            _("Make a new key"),
        ):
            return
        self.context.change(
            lambda workspace, _job: make_receiving_key(workspace, anew=anew),
            lambda _key: None,
            on_done=lambda _key: self.refresh(None),
        )

    def copy_key(self) -> None:
        """Put the public half on the clipboard."""
        if self._own:
            QApplication.clipboard().setText(self._own)
            self.context.notifier.show_message(_("Copied"))

    def save_key(self) -> None:
        """Write the public half into a small file to hand out."""
        kinds = (FileKind(_("Text"), ("*.txt",)),)
        proposed = self.context.workspace.path.with_name(_("receiving key") + ".txt")
        path = self.context.prompts.ask_save_file(_("Save the public key"), kinds, proposed)
        if path is not None:
            self.context.change(
                lambda workspace, _job: save_key_file(workspace, path),
                lambda _path: None,
                said=lambda file: _("Saved as {file}").format(file=file.name),
            )

    def publish(self) -> None:
        """Let the own key travel to everyone as a recipient."""
        # Its button goes, and the focus must not land on the one that replaces the key.
        self.copy_button.setFocus()
        self.context.save(publish_own_key, said=_("Everyone gets the key with the next file"))

    def save(self) -> None:
        """Keep the recipient in the form, or say beside the field what is wrong."""
        self.form.clear_errors()
        name, key, note = (field.control.text() for field in (self.name, self.key, self.remark))
        chosen = self._chosen

        def work(workspace: Workspace) -> ChangeSummary:
            if chosen is None:
                return add_recipient(workspace, name, key, note)
            return edit_recipient(workspace, chosen, name=name, note=note)

        self.context.save(work, said=_("Saved"), on_done=lambda _done: self._saved(), on_error=self._fail)

    def remove(self, recipient_id: object) -> None:
        """Take a recipient off the list."""
        if isinstance(recipient_id, bytes):
            wanted = Id(recipient_id)
            self.context.save(
                lambda workspace: remove_recipient(workspace, wanted), said=_("Recipient removed")
            )

    def _make_own(self) -> None:
        self.part(
            lambda: _("The key of this file"),
            lambda: _(
                "Whoever has the public half can write files that only this file can read. The other half "
                "never leaves it. A key saves telling passphrases on the telephone."
            ),
        )
        self.warning = Banner()
        self.put(self.warning)
        self.none_yet = Label(lambda: _("There is no key yet."), tone=Tone.TEXT2)
        self.put(self.none_yet)
        self.own_key: Field[TextField] = Field(lambda: _("Public half"), TextField())
        self.own_key.control.setReadOnly(True)
        self.put(self.own_key)
        row = QWidget()
        line = horizontal(row, gap=S2)
        self.make_button = Button(lambda: _("Make a key"), Kind.PRIMARY, icon="key-round")
        self.make_button.clicked.connect(self.make_key)
        self.copy_button = Button(lambda: _("Copy"), icon="copy")
        self.copy_button.clicked.connect(self.copy_key)
        self.save_key_button = Button(lambda: _("Save as a file…"), icon="download")
        self.save_key_button.clicked.connect(self.save_key)
        self.publish_button = Button(lambda: _("Give it to everyone"), icon="users")
        self.publish_button.clicked.connect(self.publish)
        self.anew_button = Button(lambda: _("Make a new key"), Kind.PLAIN)
        self.anew_button.clicked.connect(self.make_key)
        self._with_key = (self.copy_button, self.save_key_button, self.publish_button, self.anew_button)
        for button in (self.make_button, *self._with_key):
            line.addWidget(button)
        line.addStretch(1)
        self.put(row)
        self.published = Label(
            lambda: _("It stands among the recipients below, and goes to everyone with the next file."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.put(self.published)

    def _make_recipients(self) -> None:
        self.part(
            lambda: _("Recipients"),
            lambda: _(
                "For them files can be written that nobody else can read. Names and public keys go along "
                "with files, so that everyone knows them. A file returned to somebody of the same name is "
                "protected by their key."
            ),
        )
        self.list = ItemList(lambda: _("Recipients"), selectable=True, fit=True)
        self.list.chosen.connect(self._choose)
        self.list.action_requested.connect(self.remove)
        self.put(self.list)
        form = self.form = Form()
        self.name: Field[TextField] = form.add(lambda: _("Name"), TextField())
        self.name.control.setMaxLength(LONGEST_NAME)
        self.remark: Field[TextField] = form.add(lambda: _("Note"), TextField())
        self.key: Field[TextField] = form.add(
            lambda: _("Public key"), TextField(hint=lambda: _("age1…")), span=2
        )
        # On a low screen the page scrolls; its fields are not pressed together.
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.put(form)
        row = QWidget()
        line = horizontal(row, gap=S2)
        self.save_button = Button("", Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.new_button = Button(lambda: _("New recipient"), Kind.PLAIN, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)
        line.addWidget(self.save_button)
        line.addWidget(self.new_button)
        line.addStretch(1)
        self.put(row)
        self._fill(None)

    def _show(self, keys: _Keys) -> None:
        self._own, self._recipients = keys.own, keys.recipients
        has_key = keys.own is not None
        self.none_yet.setVisible(not has_key)
        self.own_key.setVisible(has_key)
        self.own_key.control.setText(keys.own or "")
        self.own_key.control.setCursorPosition(0)
        self.make_button.setVisible(not has_key)
        for button in self._with_key:
            button.setVisible(has_key)
        is_known = any(one.own for one in keys.recipients)
        self.publish_button.setVisible(has_key and not is_known)
        self.published.setVisible(is_known)
        open_file = has_key and not self.context.workspace.encrypted
        self.warning.show_text(
            (lambda: _("This file has no passphrase: whoever gets hold of it has the other half of the key."))
            if open_file
            else ""
        )
        self.list.set_items([_item(one) for one in keys.recipients])
        self.list.setVisible(bool(keys.recipients))
        known = next((one for one in keys.recipients if one.id == self._chosen), None)
        if self._chosen is not None:
            if known is None:
                self._chosen = None
                self._fill(None)
            else:
                self.list.choose(known.id)

    def _choose(self, recipient_id: object) -> None:
        found = next((one for one in self._recipients if one.id == recipient_id), None)
        if found is not None and found.id != self._chosen:
            self._chosen = found.id
            self._fill(found)

    def _fill(self, one: Recipient | None) -> None:
        self.form.clear_errors()
        self.name.control.setText(one.name if one else "")
        self.remark.control.setText(one.note if one else "")
        self.key.control.setText(one.public_key if one else "")
        self.key.control.setCursorPosition(0)
        self.key.control.setReadOnly(one is not None)
        self.save_button.say((lambda: _("Save")) if one else (lambda: _("Add recipient")))
        self.new_button.setVisible(one is not None)

    def _saved(self) -> None:
        if self._chosen is None:
            self._fill(None)

    def _fail(self, error: Exception) -> None:
        if "AGE-SECRET-KEY-" in self.key.control.text().upper():
            # It must not stand on the screen, nor wait to be saved again.
            self.key.control.clear()
        fields = {"name": self.name, "public_key": self.key, "note": self.remark}
        self.context.show_error(error, fields)


def _item(one: Recipient) -> Item:
    key = f"{one.public_key[:_SHOWN_OF_KEY]}…{one.public_key[-4:]}"
    return Item(
        key=one.id,
        title=one.name,
        avatar=one.name[:1],
        second=clauses(key, one.note),
        chip=_("this file") if one.own else "",
        action=_("Remove"),
        tooltip=one.public_key,
    )
