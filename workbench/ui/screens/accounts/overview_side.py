"""Beside the overview: key people, how fresh profile and tier are, group and sites, how to reach them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.profile import ProfilePart
from workbench.foundation.i18n import _, format_date, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_profile import AccountProfile
from workbench.services.account_view import AccountView
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Facts, Scroll, Surface, vertical
from workbench.ui.kit.tokens import S2, S4, SMALL, Tone
from workbench.ui.screens.accounts.family_list import family_items, family_note
from workbench.ui.screens.accounts.looks import last_met, person_item
from workbench.ui.screens.accounts.part_state import part_item
from workbench.ui.screens.accounts.wallet_words import wallet_source, wallet_text

WIDTH, PEOPLE_SHOWN = 340, 8


class OverviewSide(Surface):
    """People first: with whom one will sit at the table."""

    people_requested = Signal()
    profile_requested = Signal()
    verify_requested = Signal(object)
    """A part of the profile."""
    account_opened = Signal(object)
    """The id of another account."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("side", parent)
        self.setFixedWidth(WIDTH)
        self._account: Id | None = None
        body = Scroll(pane=True, margins=(S4, S4, S4, S4), gap=S2)
        vertical(self, margins=(1, 0, 0, 0)).addWidget(body)
        self._people_title = SectionHeader(lambda: _("Key people"), link=lambda: _("All people"))
        self._people_title.link_requested.connect(self.people_requested)
        self.people = ItemList(lambda: _("Key people"), fit=True, padding=0, pane=True)
        self.people.opened.connect(lambda _key: self.people_requested.emit())
        self._profile_title = SectionHeader(lambda: _("Profile"), link=lambda: _("Edit"))
        self._profile_title.link_requested.connect(self.profile_requested)
        self.facts = Facts(88)
        self._parts_title = SectionHeader(lambda: _("Profile verified"), link=lambda: _("Edit"))
        self._parts_title.link_requested.connect(self.profile_requested)
        self.parts = ItemList(lambda: _("Profile verified"), fit=True, padding=0, pane=True)
        self.parts.action_requested.connect(self._verify)
        self.parts.opened.connect(lambda _part: self.profile_requested.emit())
        self._family = QWidget()
        family = vertical(self._family, gap=S2)
        self._family_title = SectionHeader(lambda: _("Group and sites"))
        self.family = ItemList(lambda: _("Group and sites"), fit=True, padding=0, pane=True)
        self.family.opened.connect(self._open_relative)
        family.addWidget(self._family_title)
        family.addWidget(self.family)
        family.addWidget(Line())
        self._last_line = Line()
        self._tier_title = SectionHeader(lambda: _("Tier"))
        self._tier = Label(wrap=True)
        self._tier_reason = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        for widget in (
            self._people_title,
            self.people,
            Line(),
            self._parts_title,
            self.parts,
            Line(),
            self._family,
            self._tier_title,
            self._tier,
            self._tier_reason,
            self._last_line,
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
        profile = view.overview.profile
        days = profile.parts[0].stale_after_days
        self._parts_title.note.say(
            ngettext("valid for {days} day", "valid for {days} days", days).format(days=days)
        )
        self.parts.set_items([part_item(state) for state in profile.parts])
        self._account = account.id
        self._family.setVisible(profile.tree is not None)
        if profile.tree is not None:
            self._family_title.note.say(family_note(profile.tree))
            self.family.set_items(family_items(profile.tree))
        self.facts.clear()
        known = False
        for name, value in (
            (_("Code"), account.code),
            (_("Kind"), account.kind.label if account.kind else ""),
            (_("Industry"), account.industry),
            (
                _("Where"),
                account.place or account.province,
            ),
            (_("Phone"), listed(phone.told() for phone in profile.phones["phone"])),
            (_("Website"), account.website),
            (_("Share of wallet"), _wallet(profile)),
            (_("Credit grade"), account.credit_grade.label if account.credit_grade else ""),
            (_("Note"), account.note),
        ):
            if value:
                self.facts.add(name, value)
                known = True
        for widget in (self._last_line, self._profile_title):
            widget.setVisible(known)

    def _verify(self, part: object) -> None:
        if isinstance(part, ProfilePart):
            self.verify_requested.emit(part)

    def _open_relative(self, account_id: object) -> None:
        if isinstance(account_id, bytes) and account_id != self._account:
            self.account_opened.emit(Id(account_id))


def _wallet(profile: AccountProfile) -> str:
    if profile.wallet is None:
        return ""
    return f"{wallet_text(profile.wallet)} · {wallet_source(profile.wallet)}"
