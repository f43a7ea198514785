"""What the draft would bring, beside it: visits and hours, people, weeks, accounts, and what would fit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.domain.visit_policy import PolicyChange
from workbench.domain.what_if import FrequencyChange, Lever
from workbench.foundation.i18n import _, format_date, format_number, ngettext
from workbench.services.what_if import WhatIf
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Facts, SidePane
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.screens.policy.plan_through import PlanThroughBlock
from workbench.ui.screens.policy.words import arrow, change_item, lever_item, person_item, week_item

WIDTH = 372
WEEKS_SHOWN = 12


class WhatIfPane(SidePane):
    """``lever_requested`` carries a ``Lever`` to try, ``change_requested`` a ``FrequencyChange`` to list."""

    lever_requested = Signal(object)
    change_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("What if"), width=WIDTH, closable=False, parent=parent)
        self._levers: dict[object, Lever] = {}
        self._changes: Sequence[FrequencyChange] = ()
        self.about = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.facts = Facts(name_width=128)
        self.draft_title, self.draft = self._list(lambda: _("Not saved yet"))
        self.levers_title, self.levers = self._list(lambda: _("What would fit"))
        self.levers.action_requested.connect(self._try)
        self.levers.opened.connect(self._try)
        self.people_title, self.people = self._list(lambda: _("People"))
        self.weeks_title, self.weeks = self._list(lambda: _("Overloaded weeks"))
        self.weeks_note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.accounts_title, self.accounts = self._list(lambda: _("Accounts that change"))
        self.accounts.opened.connect(self._show_change)
        self.plan = PlanThroughBlock(context)
        for widget in (
            *(self.about, self.progress, self.facts, self.draft_title, self.draft, self.accounts_title),
            *(self.accounts, self.levers_title, self.levers, self.people_title, self.people),
            *(self.weeks_title, self.weeks, self.weeks_note, Line(), self.plan),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._parts = (
            *(self.draft_title, self.draft, self.accounts_title, self.accounts, self.levers_title),
            *(self.levers, self.people_title, self.people, self.weeks_title, self.weeks, self.weeks_note),
            self.plan,
        )
        self.show_waiting(())

    def show_waiting(self, changes: Sequence[PolicyChange]) -> None:
        """Say that it is being worked out; what is not saved stands there at once."""
        self._show_draft(changes)
        self.progress.setRange(0, 0)
        self.progress.show()

    def show_progress(self, done: int, total: int) -> None:
        """How far working it out is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_found(self, found: WhatIf) -> None:
        """Show what a draft would bring."""
        self.progress.hide()
        self._show_draft(found.changes)
        if not found.ground.known.accounts:
            self._show_nothing()
            return
        quarter = _("{start} to {end}").format(
            start=format_date(found.ground.start), end=format_date(found.ground.end)
        )
        self.about.say(
            lambda: (
                _("What the draft asks for, beside what is in force. Places are those of {quarter}.")
                if found.changes
                else _("What is in force asks for this. Change something: the difference appears here.")
            ).format(quarter=quarter)
        )
        self._show_totals(found)
        self._changes = found.accounts
        items = [change_item(place, change) for place, change in enumerate(found.accounts)]
        self._fill(self.accounts_title, self.accounts, items)
        changed = sum(len(change.account_ids) for change in found.accounts)
        self.accounts_title.note.say(str(changed) if changed else "")
        if found.changes and not found.accounts:
            self._fill(
                self.accounts_title,
                self.accounts,
                [Item(key=None, title=_("No account is visited more or less often"))],
            )
        self._levers = {(one.rule.id, one.frequency): one for one in found.levers}
        self._fill(self.levers_title, self.levers, [lever_item(one) for one in found.levers])
        people = sorted(
            found.people,
            key=lambda one: (not one.overloaded(one.then), one.now == one.then, one.manager.name),
        )
        self._fill(self.people_title, self.people, [person_item(found, one) for one in people])
        self._show_weeks(found)
        self.plan.show_found(found)
        self.plan.show()

    def _show_totals(self, found: WhatIf) -> None:
        now, then = found.total_now, found.total_then
        self.facts.clear()
        self.facts.add(lambda: _("Visits a quarter"), arrow(now.visits, then.visits))
        self.facts.add(lambda: _("Calls a quarter"), arrow(now.calls, then.calls))
        self.facts.add(lambda: _("Hours a quarter"), arrow(now.hours, then.hours))
        over = sum(one.overloaded(one.then) for one in found.people)
        self.facts.add(
            lambda: _("People overloaded"),
            _("{count} of {total}").format(count=over, total=len(found.people)),
            tone=Tone.DANGER if over else Tone.TEXT,
        )

    def _show_weeks(self, found: WhatIf) -> None:
        weeks, before = found.overloaded_weeks, found.overloaded_weeks_now
        items = [week_item(found, week) for week in weeks[:WEEKS_SHOWN]]
        if len(weeks) > WEEKS_SHOWN:
            more = len(weeks) - WEEKS_SHOWN
            items.append(
                Item(key=None, title=ngettext("{count} more", "{count} more", more).format(count=more))
            )
        self._fill(self.weeks_title, self.weeks, items or [Item(key=None, title=_("No week is overloaded"))])
        same = len(weeks) == len(before)
        self.weeks_title.note.say(str(len(weeks)) if same else f"{len(before)} → {len(weeks)}")
        late = found.then.late
        self.weeks_note.say(lambda: _weeks_note(late))

    def _show_draft(self, changes: Sequence[PolicyChange]) -> None:
        items = [
            Item(key=place, title=one.name, second=one.detail, tooltip=f"{one.name}\n{one.detail}")
            for place, one in enumerate(changes)
        ]
        self._fill(self.draft_title, self.draft, items)
        self.draft_title.note.say(str(len(changes)) if changes else "")

    def _show_nothing(self) -> None:
        self.about.say(
            lambda: _("There is no account yet. As soon as there are, what the policy asks for stands here.")
        )
        self.facts.clear()
        for part in self._parts:
            if part not in (self.draft_title, self.draft):
                part.hide()

    def _list(self, name: Text) -> tuple[SectionHeader, ItemList]:
        return SectionHeader(name), ItemList(name, fit=True, padding=0, pane=True)

    def _fill(self, title: SectionHeader, shown: ItemList, items: Sequence[Item]) -> None:
        shown.set_items(items)
        title.setVisible(bool(items))
        shown.setVisible(bool(items))

    def _try(self, key: object) -> None:
        lever = self._levers.get(key)
        if lever is not None:
            self.lever_requested.emit(lever)

    def _show_change(self, place: object) -> None:
        if isinstance(place, int):
            self.change_requested.emit(self._changes[place])


def _weeks_note(late: int) -> str:
    text = _("By the ideal dates; planning spreads them as far as the days allow.")
    if not late:
        return text
    more = ngettext(
        "{count} visit from before is late already and comes on top.",
        "{count} visits from before are late already and come on top.",
        late,
    ).format(count=format_number(late))
    return f"{text} {more}"
