"""Beside the overview: key people, where and how to reach them, how fresh the tier is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date
from workbench.services.account_view import AccountView
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Facts, Scroll, Surface, vertical
from workbench.ui.kit.tokens import S2, S4, SMALL, Tone
from workbench.ui.screens.accounts.looks import last_met, person_item

WIDTH, PEOPLE_SHOWN = 340, 8


class OverviewSide(Surface):
    """People first: with whom one will sit at the table."""

    people_requested = Signal()
    profile_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("side", parent)
        self.setFixedWidth(WIDTH)
        body = Scroll(pane=True, margins=(S4, S4, S4, S4), gap=S2)
        vertical(self, margins=(1, 0, 0, 0)).addWidget(body)
        self._people_title = SectionHeader(lambda: _("Key people"), link=lambda: _("All people"))
        self._people_title.link_requested.connect(self.people_requested)
        self.people = ItemList(lambda: _("Key people"), fit=True, padding=0, pane=True)
        self.people.opened.connect(lambda _key: self.people_requested.emit())
        self._profile_title = SectionHeader(lambda: _("Profile"), link=lambda: _("Edit"))
        self._profile_title.link_requested.connect(self.profile_requested)
        self.facts = Facts(88)
        self._tier_title = SectionHeader(lambda: _("Tier"))
        self._tier = Label(wrap=True)
        self._tier_reason = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        for widget in (
            self._people_title,
            self.people,
            Line(),
            self._tier_title,
            self._tier,
            self._tier_reason,
            Line(),
            self._profile_title,
            self.facts,
        ):
            body.column.addWidget(widget)
        body.column.addStretch(1)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        account, contacts = view.account, view.overview.contacts
        met = last_met(view)
        self._people_title.note.say(str(len(contacts)) if contacts else "")
        self._people_title.link.say(_("All people") if contacts else _("Add one"))
        self.people.set_items(
            [person_item(one, last_met=met.get(one.id), with_met=True) for one in contacts[:PEOPLE_SHOWN]]
            or [Item(key=None, title=_("No person is known here"))]
        )
        if account.tier is None:
            self._tier.say(_("Not set"))
        elif account.tier_confirmed_on is not None:
            self._tier.say(
                _("{tier}, confirmed on {date}").format(
                    tier=account.tier.label, date=format_date(account.tier_confirmed_on)
                )
            )
        else:
            self._tier.say(_("{tier}, not confirmed yet").format(tier=account.tier.label))
        self._tier_reason.say(account.tier_reason)
        self._tier_reason.setVisible(bool(account.tier_reason))
        self.facts.clear()
        for name, value in (
            (_("Code"), account.code),
            (_("Kind"), account.kind.label if account.kind else ""),
            (_("Industry"), account.industry),
            (
                _("Where"),
                account.address or " ".join(part for part in (account.province, account.city) if part),
            ),
            (_("Phone"), account.phone),
            (_("Website"), account.website),
            (_("Credit grade"), account.credit_grade.label if account.credit_grade else ""),
            (_("Note"), account.note),
        ):
            if value:
                self.facts.add(name, value)
