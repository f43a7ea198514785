"""Erasing a person for ever: what goes, what stays, and the name typed as the one question asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.record_words import field_label
from workbench.foundation.i18n import _, format_date, listed
from workbench.foundation.ids import Id
from workbench.services.person_erasure import Erasure, erase_person, preview_erasure
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Facts, SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone


class ErasePane(SidePane):
    """Nothing happens before the name stands in the field exactly as in the list."""

    visit_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Erase a person"), width=376, parent=parent)
        self._context = context
        self._erasure: Erasure | None = None
        self._person: Id | None = None
        self.column.addWidget(
            Label(
                lambda: _("This is the one thing that Undo cannot bring back."), tone=Tone.DANGER, wrap=True
            )
        )
        self.column.addWidget(SectionHeader(lambda: _("This goes, with its whole history")))
        self.facts = Facts(112)
        self.column.addWidget(self.facts)
        self.column.addWidget(Line())
        title = SectionHeader(lambda: _("This stays: texts with the name in them"))
        self._mentions_note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.mentions = ItemList(lambda: _("Texts that name the person"), fit=True, padding=0, pane=True)
        self.mentions.opened.connect(self._open)
        for widget in (title, self._mentions_note, self.mentions, Line()):
            self.column.addWidget(widget)
        self.column.addWidget(
            Label(
                lambda: _(
                    "Not reached: backups, files exported before, and what colleagues hold. "
                    "When their file is merged the person stays erased here."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.name: Field[TextField] = Field(lambda: _("Type the name to erase the person"), TextField())
        self.name.control.textChanged.connect(lambda _text: self._check())
        self.name.control.returnPressed.connect(self.erase)
        self.erase_button = Button(lambda: _("Erase for ever"), Kind.PRIMARY)
        self.erase_button.clicked.connect(self.erase)
        cancel = Button(lambda: _("Cancel"))
        cancel.clicked.connect(self.close_pane)
        row = horizontal(gap=S2)
        row.addWidget(self.erase_button)
        row.addWidget(cancel)
        row.addStretch(1)
        self.column.addWidget(self.name)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, contact_id: Id) -> None:
        """Show what erasing this person would take away."""
        self._person, self._erasure = contact_id, None
        self.name.control.clear()
        self._check()
        self._context.read(
            lambda workspace: preview_erasure(workspace, contact_id), self._show, key="erasure"
        )

    def shown_id(self) -> Id | None:
        """Who would be erased."""
        return self._person

    def erase(self) -> None:
        """Erase the person if the name was typed."""
        erasure = self._erasure
        if erasure is None or not self._is_confirmed():
            return
        contact_id = erasure.contact.id
        self.erase_button.setEnabled(False)
        self._context.save(
            lambda workspace: erase_person(workspace, contact_id),
            said=_("The person is erased"),
            on_done=self._erased,
            on_error=self._fail,
        )

    def _open(self, key: tuple[Id | None, *tuple[object, ...]]) -> None:
        """Only visits lead somewhere; where the others stand is told."""
        if key[0] is not None:
            self.visit_opened.emit(key[0])

    def _erased(self, _summary: ChangeSummary) -> None:
        self.close_pane()

    def _fail(self, error: Exception) -> None:
        self._check()
        self._context.show_error(error)

    def _is_confirmed(self) -> bool:
        erasure = self._erasure
        return erasure is not None and self.name.control.text().strip() == erasure.contact.name.strip()

    def _check(self) -> None:
        self.erase_button.setEnabled(self._is_confirmed())

    def _show(self, erasure: Erasure) -> None:
        if erasure.contact.id != self._person:
            return
        self._erasure = erasure
        self.title.say(_("Erase {name}").format(name=erasure.contact.name))
        self.facts.clear()
        self.facts.add(_("The person"), erasure.contact.name)
        for name, count in (
            (_("Reasons"), erasure.grounds),
            (_("Links to others"), erasure.links),
            (_("Among those met"), erasure.visits),
            (_("Their needs"), erasure.needs),
            (_("Calls and messages"), erasure.log),
            (_("Promises with them"), erasure.promises),
            (_("Invitations"), erasure.invitations),
            (_("Objectives"), erasure.objectives),
            (_("Complaints"), erasure.complaints),
            (_("Service requests"), erasure.services),
        ):
            if count:
                self.facts.add(name, str(count))
        staying = (
            erasure.needs,
            erasure.log,
            erasure.promises,
            erasure.invitations,
            erasure.objectives,
            erasure.complaints,
            erasure.services,
        )
        if any(staying):
            told = _("What they had a part in stays, as the account's.")
            self.facts.add("", told, tone=Tone.TEXT2)
        if erasure.files:
            self.facts.add(_("Files"), listed(erasure.files))
        told = _("Read them, and take the name out where it should not stand.")
        named = erasure.mentions or erasure.elsewhere
        self._mentions_note.say(told if named else _("No text names this person."))
        self.mentions.set_items(
            [
                Item(
                    key=(one.visit_id, one.field),
                    title=f"{format_date(one.on)} · {field_label(one.field)}",
                    second=one.snippet,
                    tooltip=f"{one.account}\n{one.snippet}",
                )
                for one in erasure.mentions
            ]
            + [
                Item(
                    key=(None, one.row_id, one.field),
                    title=" · ".join(filter(None, (one.kind, one.record, field_label(one.field)))),
                    second=one.snippet,
                    tooltip=one.snippet,
                )
                for one in erasure.elsewhere
            ]
        )
        self._check()
