"""People whose personal data should be looked at, and what asks for it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.personal_data import Concern
from workbench.domain.record_words import field_label
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.personal_data import ReviewLine, list_reviews
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, NOTICE, Mark
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.screens.settings.section import Section

SHOWN = 200


class PersonalSection(Section):
    """Each line leads to the account at which the person is."""

    account_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Personal data"), parent)
        self.note(
            lambda: _(
                "What goes beyond a business card needs a purpose and a lawful basis, and is looked at again "
                "now and then. Choose a person, then “Why we keep it…” in their form."
            )
        )
        self.part(lambda: _("To review"))
        self._count = Label(size=SMALL, tone=Tone.TEXT2)
        self.put(self._count)
        self.people = ItemList(lambda: _("People to review"), fit=True, padding=0)
        self.people.opened.connect(self._open)
        self.put(self.people)
        self._accounts: dict[Id, Id] = {}

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or topics & {"contact", "personal_basis", "account", "policy"}:
            self.context.read(list_reviews, self._show, key="personal-reviews")

    def _show(self, lines: Sequence[ReviewLine]) -> None:
        self._accounts = {one.review.contact.id: one.review.contact.account_id for one in lines}
        count = ngettext("{count} person", "{count} people", len(lines))
        self._count.say(count.format(count=format_number(len(lines))) if lines else "")
        self._count.setVisible(bool(lines))
        items = [_item(one) for one in lines[:SHOWN]]
        if len(lines) > SHOWN:
            more = format_number(len(lines) - SHOWN)
            items.append(Item(key=None, title=_("… and {count} more").format(count=more)))
        everything = Item(key=None, title=_("Everything has its reason"), mark=Mark("circle-check", Tone.OK))
        self.people.set_items(items or [everything])

    def _open(self, contact_id: Id | None) -> None:
        account = self._accounts.get(contact_id) if contact_id is not None else None
        if account is not None:
            self.account_opened.emit(account)


def _item(line: ReviewLine) -> Item:
    contact, concerns = line.review.contact, line.review.concerns
    fields = ", ".join(field_label(field) for field in concerns)
    found = list(concerns.values())
    if Concern.LEFT in found:
        why = _("left long ago")
    elif Concern.NO_BASIS in found:
        why = _("no reason yet")
    else:
        why = _("due for review")
    return Item(
        key=contact.id,
        title=contact.name,
        note=line.account,
        second=fields,
        mark=CAUTION if Concern.LEFT in found else NOTICE,
        right=why,
        tooltip=f"{contact.name}, {line.account}\n{fields}",
    )
