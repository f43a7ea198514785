"""The guests of a gathering: invite them, note their answers, mark who came."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.gatherings import GatheringState, Invitation, InvitationState
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.gathering_guests import Guest, answer, invite, suggest_guests, uninvite
from workbench.services.gatherings import GatheringView
from workbench.services.search import search
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.suggest_field import SuggestField, Suggestion
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone

HITS = 16


class GuestList(QWidget):
    """A tick says that a guest came; the buttons note the answer of the one that is chosen."""

    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: GatheringView | None = None
        self._came: set[Id] = set()
        self._hits: dict[Id, Guest] = {}
        column = vertical(self, gap=S2)
        column.addWidget(SectionHeader(lambda: _("Guests")))
        self.count = Label(size=SMALL, tone=Tone.TEXT2)
        column.addWidget(self.count)
        self.list = ItemList(lambda: _("Guests"), fit=True, padding=0, pane=True)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._open)
        column.addWidget(self.list)
        row = horizontal(gap=S1)
        self.accept_button = Button(lambda: InvitationState.ACCEPTED.label, small=True)
        self.accept_button.clicked.connect(lambda: self._answer(InvitationState.ACCEPTED))
        self.decline_button = Button(lambda: InvitationState.DECLINED.label, small=True)
        self.decline_button.clicked.connect(lambda: self._answer(InvitationState.DECLINED))
        self.remove_button = Button(lambda: _("Take back"), Kind.PLAIN, small=True)
        self.remove_button.clicked.connect(self._remove)
        for button in (self.accept_button, self.decline_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.who = SuggestField(hint=lambda: _("Invite: a person or an account"))
        name_widget(self.who, lambda: _("Invite"))
        self.who.asked.connect(self._search)
        self.who.taken.connect(self._take)
        column.addWidget(self.who)
        self.due_button = Button(lambda: _("Invite those it is due for"), small=True, icon="users")
        self.due_button.clicked.connect(self._invite_due)
        due = horizontal()
        due.addWidget(self.due_button)
        due.addStretch(1)
        column.addLayout(due)

    def show_view(self, view: GatheringView) -> None:
        """Show the guests of this gathering."""
        is_other = self._view is None or view.gathering.id != self._view.gathering.id
        self._view = view
        planned = view.gathering.state is GatheringState.PLANNED
        known = {one.id for one in view.invitations}
        came = {one.id for one in view.invitations if one.state is InvitationState.CAME}
        # Who said they would come is marked before anybody looks.
        expected = {one.id for one in view.invitations if one.state is InvitationState.ACCEPTED}
        self._came = came or expected if is_other or not planned else (self._came | expected) & known
        self._fill()
        for widget in (self.who, self.due_button, self.remove_button):
            widget.setVisible(planned)
        for button in (self.accept_button, self.decline_button):
            button.setVisible(planned)
            button.setEnabled(bool(view.invitations))
        self.remove_button.setEnabled(bool(view.invitations))

    def marked(self) -> Sequence[Id]:
        """The invitations of those who are marked as having come."""
        return tuple(self._came)

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        planned = view.gathering.state is GatheringState.PLANNED
        self.list.set_items([self._item(view, one, planned) for one in view.invitations])
        accounts = len({one.account_id for one in view.invitations})
        self.count.say(
            ngettext(
                "{guests} invited of {count} account",
                "{guests} invited of {count} accounts",
                accounts,
            ).format(guests=format_number(len(view.invitations)), count=format_number(accounts))
            if view.invitations
            else _("Nobody is invited yet.")
        )

    def _item(self, view: GatheringView, one: Invitation, planned: bool) -> Item:
        account = view.accounts.get(one.account_id)
        name = view.guest_name(one)
        short = account.short if account else ""
        return Item(
            key=one.id,
            title=name or short,
            second=short if name else "",
            right=one.state.label,
            checked=one.id in self._came if planned else None,
        )

    def _tick(self, key: Id, came: bool) -> None:
        self._came = self._came | {key} if came else self._came - {key}
        self._fill()

    def _open(self, key: object) -> None:
        view = self._view
        one = next((item for item in view.invitations if item.id == key), None) if view else None
        if one is not None:
            self.account_requested.emit(one.account_id)

    def _chosen(self) -> Id | None:
        key = self.list.current_key()
        return key if isinstance(key, bytes) else None  # type: ignore[return-value]

    def _answer(self, state: InvitationState) -> None:
        key, view = self._chosen(), self._view
        if key is None or view is None:
            return
        self._came -= {key}
        self._context.save(lambda workspace: answer(workspace, view.gathering.id, [key], state))

    def _remove(self) -> None:
        key, view = self._chosen(), self._view
        if key is not None and view is not None:
            self._context.save(
                lambda workspace: uninvite(workspace, view.gathering.id, [key]),
                said=_("Invitation taken back"),
            )

    def _search(self, text: str) -> None:
        self._context.read(
            lambda workspace: search(workspace, text, HITS, kinds=("account", "contact")),
            self._show_hits,
            key="gathering-guests",
        )

    def _show_hits(self, hits: object) -> None:
        self._hits = {}
        found = []
        for hit in hits if isinstance(hits, tuple | list) else ():
            is_person = hit.account_id is not None
            self._hits[hit.id] = Guest(hit.account_id or hit.id, hit.id if is_person else None)
            found.append(Suggestion(hit.id, hit.label, hit.account if is_person else hit.detail))
        self.who.set_suggestions(found)

    def _take(self, key: object) -> None:
        guest, view = self._hits.get(key), self._view  # type: ignore[call-overload]
        self.who.setText("")
        if guest is not None and view is not None:
            self._context.save(lambda workspace: invite(workspace, view.gathering.id, [guest]))

    def _invite_due(self) -> None:
        view = self._view
        if view is None:
            return
        gathering = view.gathering.id

        def taken(guests: tuple[Guest, ...]) -> None:
            if not guests:
                self._context.notifier.show_message(_("Every account it is due for is invited."))
                return
            self._context.save(
                lambda workspace: invite(workspace, gathering, guests),
                said=ngettext("{count} account invited", "{count} accounts invited", len(guests)).format(
                    count=format_number(len(guests))
                ),
            )

        self._context.read(lambda workspace: suggest_guests(workspace, gathering), taken, key="gathering-due")
