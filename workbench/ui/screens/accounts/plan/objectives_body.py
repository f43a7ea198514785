"""The objectives of the plan one under the other, and the line that takes a new one."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_stand import ObjectiveStand
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.plan_actions import edit_action
from workbench.services.plan_objectives import save_objective
from workbench.services.visits import complete_action
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.looks import promise_item
from workbench.ui.screens.accounts.plan.objective_card import ObjectiveCard, People, Step
from workbench.ui.screens.accounts.plan.pending_line import EntryField, store_entry

LOOSE_SHOWN, LONGEST = 8, 60


class ObjectivesBody(QWidget):
    """Cards, a line for the next objective, and open actions that serve none of them."""

    suggestions_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._plan: tuple[Id, int] | None = None
        self.cards: dict[Id, ObjectiveCard] = {}
        self._people: People = []
        self._known: tuple[object, ...] = ()
        self._objectives: list[tuple[Id, str]] = []
        column = vertical(self, gap=S2)
        self._cards = vertical(gap=S2)
        column.addLayout(self._cards)
        self.entry = EntryField(
            lambda: _("New objective"), lambda: _("Note an objective and press Enter (Ctrl+N)")
        )
        self.entry.entered.connect(self.add)
        column.addWidget(self.entry)
        self.fault = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)
        self.loose_part = QWidget()
        loose = vertical(self.loose_part, gap=S1)
        loose.addWidget(SectionHeader(lambda: _("Open actions that serve no objective")))
        self.loose = ItemList(lambda: _("Open actions that serve no objective"), fit=True, padding=0)
        self.loose.ticked.connect(self._tick)
        self.loose.action_requested.connect(self._offer_objectives)
        loose.addWidget(self.loose)
        self.more = Label(size=SMALL, tone=Tone.TEXT2)
        loose.addWidget(self.more)
        column.addWidget(self.loose_part)

    def show_paper(self, paper: AccountPlanPaper) -> list[Step]:
        """Bring the cards up to date in steps; what is being typed stays."""
        plan = (paper.account.id, paper.year)
        if plan != self._plan:
            self._plan = plan
            for objective in list(self.cards):
                self._let_go(objective)
        self._offer_people(paper)
        there = {one.objective.id for one in paper.objectives}
        for objective in [one for one in self.cards if one not in there]:
            self._let_go(objective)
        self._show_loose(paper)
        return [partial(self._show_card, place, stand, paper) for place, stand in enumerate(paper.objectives)]

    def add(self, text: str) -> None:
        """Note an objective; the cursor stays for the next one."""
        if self._plan is None:
            return
        account, year = self._plan
        store_entry(
            self._context,
            self.entry,
            text,
            lambda workspace: save_objective(workspace, account, year, {"text": text}),
        )

    def card_of(self, objective_id: Id) -> ObjectiveCard | None:
        """The card of an objective, if it stands."""
        return self.cards.get(objective_id)

    def _show_card(self, place: int, stand: ObjectiveStand, paper: AccountPlanPaper) -> list[Step]:
        objective = stand.objective
        card = self.cards.get(objective.id)
        if card is None:
            names = sorted({*paper.managers, *(one.name for one in paper.team)})
            card = ObjectiveCard(
                self._context, paper.account.id, paper.year, objective.id, names, self._people
            )
            card.suggestions_requested.connect(self.suggestions_requested)
            self.cards[objective.id] = card
        if self._cards.indexOf(card) != place:
            self._cards.insertWidget(place, card)
        return card.show_stand(place + 1, stand, self._people)

    def _offer_people(self, paper: AccountPlanPaper) -> None:
        known = tuple((one.id, one.name, one.title) for one in paper.contacts)
        if known != self._known or not self._people:
            self._known = known
            people: People = [(None, lambda: _("Person"))]
            people += [
                (one.id, " · ".join(part for part in (one.name, one.title) if part)) for one in paper.contacts
            ]
            self._people = people

    def _show_loose(self, paper: AccountPlanPaper) -> None:
        actions = paper.loose_actions
        self.loose_part.setVisible(bool(actions))
        self._objectives = [(one.objective.id, one.objective.text) for one in paper.objectives]
        action = _("Assign…") if self._objectives else ""
        self.loose.set_items(
            [replace(promise_item(one, paper.today), action=action) for one in actions[:LOOSE_SHOWN]]
        )
        more = len(actions) - LOOSE_SHOWN
        self.more.setVisible(more > 0)
        self.more.say(ngettext("and {count} more", "and {count} more", more).format(count=more))

    def _tick(self, action_id: Id, done: bool) -> None:
        self._context.save(
            lambda workspace: complete_action(workspace, action_id, done=done),
            said=_("Done") if done else _("Open again"),
        )

    def _offer_objectives(self, action_id: Id) -> None:
        menu = QMenu(self)
        for number, (objective, text) in enumerate(self._objectives, 1):
            words = f"{number}  {' '.join(text.split())[:LONGEST]}".replace("&", "&&")
            menu.addAction(words).triggered.connect(
                lambda _checked=False, one=objective: self.assign(action_id, one)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def assign(self, action_id: Id, objective_id: Id) -> None:
        """Put an open action under an objective."""
        self._context.save(
            lambda workspace: edit_action(workspace, action_id, {"objective_id": objective_id}),
            said=_("Assigned"),
        )

    def _let_go(self, objective: Id) -> None:
        card = self.cards.pop(objective)
        card.hide()
        card.deleteLater()
