"""For whom a file is: for anybody, for who knows a passphrase, or for chosen recipients alone."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.recipients import Recipient, list_recipients
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone


class Audience(Enum):
    """Who can read the file."""

    ANYBODY = "anybody"
    PASSPHRASE = "passphrase"
    RECIPIENTS = "recipients"


class AudiencePart(QWidget):
    """``changed`` tells that somebody else is chosen."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: tuple[Recipient, ...] = ()
        self._ticked: set[Id] = set()
        column = vertical(self, gap=S2)
        column.addWidget(Label(lambda: _("Who can read it"), size=SMALL, tone=Tone.TEXT2))
        self.audience = Choices(
            Look.SEGMENTS,
            [
                Choice(Audience.ANYBODY, lambda: _("Anybody")),
                Choice(Audience.PASSPHRASE, lambda: _("Passphrase")),
                Choice(Audience.RECIPIENTS, lambda: _("Recipients")),
            ],
            name=lambda: _("Who can read it"),
        )
        self.audience.choose(Audience.ANYBODY)
        self.audience.chosen.connect(lambda _key: self._show())
        column.addWidget(self.audience)
        self.list = ItemList(lambda: _("Recipients"), fit=True, padding=2, pane=True)
        self.list.ticked.connect(self.tick)
        column.addWidget(self.list)
        self.advice = Label(self._advice, size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.advice)
        self._show()

    def begin(self) -> None:
        """Read for whom files can be written."""
        self._context.read(list_recipients, self._show_recipients, key="export-recipients")

    def chosen(self) -> Audience:
        """Who can read the file."""
        key = self.audience.current()
        return key if isinstance(key, Audience) else Audience.ANYBODY

    def choose(self, audience: Audience) -> None:
        """Let these read the file."""
        self.audience.choose(audience)
        self._show()

    def recipients(self) -> Sequence[Recipient]:
        """Those ticked, where the file is for recipients."""
        if self.chosen() is not Audience.RECIPIENTS:
            return ()
        return tuple(one for one in self._known if one.id in self._ticked)

    def is_complete(self) -> bool:
        """Whether somebody can read the file."""
        return self.chosen() is not Audience.RECIPIENTS or bool(self.recipients())

    def tick(self, recipient_id: object, on: bool) -> None:
        """Let a recipient read the file, or not."""
        if isinstance(recipient_id, bytes):
            self._ticked = self._ticked | {Id(recipient_id)} if on else self._ticked - {recipient_id}
        self._show()

    def _show_recipients(self, known: tuple[Recipient, ...]) -> None:
        self._known = known
        self._ticked &= {one.id for one in known}
        if len(known) == 1:
            # There is nobody else to choose.
            self._ticked = {known[0].id}
        self._show()

    def _show(self) -> None:
        self.list.set_items(
            [
                Item(
                    key=one.id,
                    title=one.name,
                    checked=one.id in self._ticked,
                    note=one.note,
                    chip=_("this file") if one.own else "",
                    tooltip=one.public_key,
                )
                for one in self._known
            ]
        )
        self.list.setVisible(self.chosen() is Audience.RECIPIENTS and bool(self._known))
        self.advice.say(self._advice)
        self.changed.emit()

    def _advice(self) -> str:
        if self.chosen() is Audience.PASSPHRASE:
            return _("Tell the passphrase by another way than the file. Without it nobody can open it.")
        if self.chosen() is Audience.ANYBODY:
            return _("Whoever finds the file can read it. On a stick or in a mail, protect it.")
        if not self._known:
            return _(
                "Nobody has handed out a receiving key yet. Keys are made and noted in Settings, under "
                "Receiving files; the key of the head office comes with its files."
            )
        if any(one.own for one in self.recipients()):
            return _("Nobody else can read it. No passphrase has to be told.")
        return _("Nobody else can read it, not even you. No passphrase has to be told.")
