"""Who of ours deals with whom of theirs: the links that the KAM level follows from (2-rules §5)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact, Manager
from workbench.domain.relationship import Function
from workbench.foundation.i18n import _, listed, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.relationship import (
    RelationshipView,
    TieLine,
    set_tie_strength,
    tie_people,
    untie_people,
)
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2

STRENGTHS = (1, 2, 3)


class TiesPart(QWidget):
    """A click on a link makes it stronger, round and round; two people are linked by choosing both."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: RelationshipView | None = None
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("Who deals with whom"), link=lambda: _("Link two people"))
        self.title.link_requested.connect(self.begin)
        column.addWidget(self.title)
        self.form = InlineForm(3)
        self.theirs: Field[ComboBox] = self.form.add(lambda: _("Of theirs"), ComboBox())
        self.ours: Field[ComboBox] = self.form.add(lambda: _("Of ours"), ComboBox())
        self.strength: Field[ComboBox] = self.form.add(
            lambda: _("How close"), ComboBox([(one, _strength_text(one)) for one in STRENGTHS])
        )
        self.save_button = self.form.add_buttons(lambda: _("Link them"))
        self.form.submitted.connect(self.save)
        column.addWidget(self.form)
        self.list = ItemList(lambda: _("Who deals with whom"), fit=True, padding=0)
        self.list.opened.connect(self._strengthen)
        self.list.action_requested.connect(self._untie)
        column.addWidget(self.list)
        column.addStretch(1)

    def show_relationship(self, view: RelationshipView) -> None:
        """Show another account, or the same one changed."""
        if self._view is not None and self._view.account.id != view.account.id:
            self.form.hide()
        self._view = view
        count = len(view.ties)
        self.title.note.say(str(count) if count else "")
        self.title.link.setVisible(bool(view.contacts and view.managers))
        nobody = (
            _("Nobody is linked yet. Link the people who deal with each other; the KAM level follows.")
            if view.contacts
            else _("Enter people of theirs first, under People.")
        )
        self.list.set_items([_item(one) for one in view.ties] or [Item(key=None, title=nobody)])
        self.theirs.control.set_choices([(one.id, person_text(one)) for one in view.contacts])
        self.ours.control.set_choices([(one.id, person_text(one)) for one in view.managers])

    def begin(self) -> None:
        """Link two people."""
        if self._view is not None:
            self.ours.control.choose(self._view.account.manager_id)
            self.form.show()
            self.theirs.control.setFocus()

    def save(self) -> None:
        """Keep the link."""
        contact, manager = self.theirs.control.key(), self.ours.control.key()
        strength = self.strength.control.key()
        if contact is not None and manager is not None:
            self._context.save(
                lambda workspace: tie_people(workspace, contact, manager, strength),
                said=_("Linked"),
                on_done=lambda _summary: self.form.hide(),
            )

    def _strengthen(self, tie_id: Id | None) -> None:
        line = next((one for one in self._view.ties if one.tie.id == tie_id), None) if self._view else None
        if line is not None:
            stronger = (line.tie.strength or 0) % len(STRENGTHS) + 1
            known = line.tie.id
            self._context.save(lambda workspace: set_tie_strength(workspace, known, stronger))

    def _untie(self, tie_id: Id) -> None:
        self._context.save(lambda workspace: untie_people(workspace, tie_id), said=_("Link removed"))


def person_text(one: Contact | Manager) -> str:
    """A person with what they do."""
    return _with_function(one.name, one.function, one.title)


def _with_function(name: str, function: Function | None, title: str) -> str:
    what = function.label if function else title
    return f"{name} · {what}" if what else name


def _strength_text(strength: int) -> Text:
    return lambda: _strength_word(strength)


def _strength_word(strength: int) -> str:
    return {
        1: pgettext("tie", "Know each other"),
        2: pgettext("tie", "Work together"),
        3: pgettext("tie", "Trust each other"),
    }[strength]


def _item(line: TieLine) -> Item:
    missing = [one.name for one in (line.contact, line.manager) if one.function is None]
    strength = line.tie.strength
    text = _strength_word(strength) if strength else _("How close?")
    return Item(
        key=line.tie.id,
        title=f"{person_text(line.contact)}  —  {person_text(line.manager)}",
        second=ngettext("No function known: {names}", "No functions known: {names}", len(missing)).format(
            names=listed(missing)
        )
        if missing
        else line.tie.note or text,
        right=text if missing or line.tie.note else "",
        action=_("Remove"),
        tooltip=_("A click makes the link closer."),
    )
