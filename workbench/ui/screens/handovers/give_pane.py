"""Handing accounts over: to whom and why, what goes along, and the packet for the other laptop."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_date, in_a_row
from workbench.foundation.ids import Id
from workbench.services.handover_packet import proposed_name
from workbench.services.handovers import HandoverPreview, hand_over, preview_handover
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.form import Form, show_beside
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Banner, Facts, SidePane, horizontal
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.handovers.packet_part import PacketPart, PacketPlace
from workbench.ui.screens.handovers.words import count_words, open_words, total_facts
from workbench.ui.tier_marks import TIER_MARKS

WIDTH = 376


class GivePane(SidePane):
    """Nothing is done before the button is pressed; afterwards the pane holds the receipt."""

    handed_over = Signal(object)
    """The id of the handover."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Hand over accounts"), width=WIDTH, parent=parent)
        self._context = context
        self._accounts: tuple[Id, ...] = ()
        self._preview: HandoverPreview | None = None
        self.giver = Label(tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.giver)
        self.error = Banner()
        self.column.addWidget(self.error)
        self.form = Form(1)
        self.to = self.form.add(lambda: _("To whom"), ComboBox())
        self.to.control.picked.connect(lambda _key: self._read())
        self.reason = self.form.add(lambda: _("Reason, for the history (may stay empty)"), TextField())
        self.note = self.form.add(lambda: _("What you want to say, for the book"), TextArea(lines=3))
        self.column.addWidget(self.form)
        self.remarks = Banner()
        self.column.addWidget(self.remarks)
        self.with_packet = CheckBox(lambda: _("Write a packet for the other laptop"))
        self.with_packet.setChecked(True)
        self.column.addWidget(self.with_packet)
        self.packet = PacketPart(context)
        self.with_packet.toggled.connect(self.packet.setVisible)
        self.column.addWidget(self.packet)
        row = horizontal(gap=S2)
        self.button = Button(lambda: _("Hand over"), Kind.PRIMARY, icon="repeat", hint="Ctrl Enter")
        self.button.clicked.connect(self.hand_over)
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(Line())
        self.along = SectionHeader(lambda: _("What goes along"))
        self.column.addWidget(self.along)
        self.totals = Facts(112)
        self.column.addWidget(self.totals)
        self.accounts = ItemList(lambda: _("Accounts to hand over"), fit=True, padding=0, pane=True)
        self.column.addWidget(self.accounts)
        self.column.addStretch(1)

    def begin(self, accounts: Sequence[Id]) -> None:
        """Ask to whom these accounts go."""
        self._accounts, self._preview = tuple(accounts), None
        for control in (self.reason.control, self.note.control):
            control.setText("")
        self.form.clear_errors()
        self.error.show_text("")
        self.remarks.show_text("")
        self.packet.begin()
        self._allow(False)
        for widget in (self.form, self.with_packet, self.button):
            widget.show()
        self.packet.setVisible(self.with_packet.isChecked())
        self.show()
        self._read()
        self.to.control.setFocus()

    def hand_over(self) -> None:
        """Give the accounts away in one change, and write the packet if it is wished."""
        preview, receiver = self._preview, self.to.control.key()
        if preview is None or not self.button.isEnabled():
            return
        self.form.clear_errors()
        if receiver is None:
            self.to.set_error(lambda: _("Choose who takes them over."))
            self.to.control.setFocus()
            return
        place: PacketPlace | None = None
        name = proposed_name(preview.today, preview.giver.name, self.to.control.currentText())
        if self.with_packet.isChecked():
            place = self.packet.ask(name)
            if place is None:
                return
        self._allow(False)
        reason, note, accounts = self.reason.control.text(), self.note.control.text(), self._accounts

        def done(made: tuple[Id, ChangeSummary]) -> None:
            self._done(made[0], name, place)

        self._context.change(
            lambda workspace, _job: hand_over(workspace, accounts, receiver, reason=reason, note=note),
            lambda made: made[1],
            said=lambda _made: _("{count} handed over to {name}").format(
                count=count_words(len(accounts)), name=self.to.control.currentText()
            ),
            on_done=done,
            on_error=self._fail,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.hand_over()
        else:
            super().keyPressEvent(event)

    def _done(self, handover_id: Id, name: str, place: PacketPlace | None) -> None:
        receiver = self.to.control.currentText()
        self.giver.say(
            _("Handed over to {name}, who is to confirm by {date}.").format(
                name=receiver, date=format_date(self._preview.due_on) if self._preview else ""
            )
        )
        for widget in (self.form, self.with_packet, self.button):
            widget.hide()
        self.remarks.show_text("")
        self.packet.show()
        self.packet.keep(handover_id, name)
        self.packet.book_button.setFocus()
        if place is not None:
            self.packet.start(place)
        self.handed_over.emit(handover_id)

    def _read(self) -> None:
        accounts, receiver = self._accounts, self.to.control.key()
        self._context.read(
            lambda workspace: preview_handover(workspace, accounts, receiver),
            self._show,
            key="handover-preview",
            on_error=self._fail,
        )

    def _show(self, preview: HandoverPreview) -> None:
        self._preview = preview
        chosen = self.to.control.key()
        self.error.show_text("")
        self.giver.say(
            _("{accounts} of {name}; to be confirmed by {date}.").format(
                accounts=count_words(preview.totals.accounts),
                name=preview.giver.name,
                date=format_date(preview.due_on),
            )
        )
        people = [(one.id, one.name) for one in preview.people]
        self.to.control.set_choices([(None, lambda: _("Choose …")), *people])
        self.to.control.choose(chosen)
        self.remarks.show_text("\n".join(preview.remarks))
        self.totals.clear()
        for name, value in total_facts(preview.totals):
            self.totals.add(name, value)
        self.along.note.say(count_words(preview.totals.accounts))
        self.accounts.set_items(
            [
                Item(
                    key=line.account.id,
                    title=line.account.short,
                    second=open_words(line.totals),
                    mark=TIER_MARKS[line.account.tier] if line.account.tier else None,
                    right=_("late") if line.totals.late else "",
                    right_tone=Tone.DANGER,
                    tooltip=line.account.name,
                )
                for line in preview.lines
            ]
        )
        self._allow(True)

    def _allow(self, on: bool) -> None:
        self.button.setEnabled(on)

    def _fail(self, error: Exception) -> None:
        if show_beside(error, {"to": self.to}):
            self._allow(True)
        elif isinstance(error, WorkbenchError):
            self._allow(self._preview is not None and self.button.isVisible())
            self.error.show_text(in_a_row(error.message, error.hint))
        else:
            self._context.show_error(error)
