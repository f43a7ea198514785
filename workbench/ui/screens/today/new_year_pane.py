"""The task of December for all accounts: gifts ticked off, also many at once, and answers noted in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.new_year import NewYearStep
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.new_year import NewYear, NewYearLine, note_demand, tick_gifts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import SearchField, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal, name_widget
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.tier_marks import TIER_MARKS

WIDTH = 376
LEFT, ALL = "left", "all"


class NewYearPane(SidePane):
    """Space or the box ticks a gift; the field under the list takes what the chosen account answered."""

    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Gifts and demand"), width=WIDTH, parent=parent)
        self._context = context
        self._view: NewYear | None = None
        self._shown: Sequence[NewYearLine] = ()
        self.counts = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.which = Choices(
            Look.SEGMENTS,
            (Choice(LEFT, lambda: _("Left to do")), Choice(ALL, lambda: _("All"))),
            name=lambda: _("Which accounts"),
        )
        self.which.chosen.connect(lambda _key: self._fill())
        self.filter = SearchField(lambda: _("Name, city or manager"))
        name_widget(self.filter, lambda: _("Filter"))
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.all_button = Button("", Kind.SECONDARY, small=True, icon="check")
        self.all_button.clicked.connect(self._tick_all)
        self.list = ItemList(lambda: _("Gifts and demand"), selectable=True, padding=S2, pane=True)
        self.list.setMinimumHeight(240)
        self.list.ticked.connect(self._tick)
        self.list.chosen.connect(lambda _key: self._show_answer())
        self.list.opened.connect(self.account_requested)
        self.answer: Field[TextField] = Field(
            lambda: NewYearStep.DEMAND.label,
            TextField(hint=lambda: _("What they answered; Enter keeps it")),
        )
        self.answer.control.returnPressed.connect(self.save_answer)
        row = horizontal(gap=S2)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.all_button)
        self.column.addWidget(self.counts)
        self.column.addLayout(row)
        self.column.addWidget(self.filter)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.answer)

    def show_task(self, view: NewYear | None) -> None:
        """Show how the task stands; where there is none the pane closes."""
        self._view = view
        if view is None:
            self.close_pane()
            return
        self._fill()

    def save_answer(self) -> None:
        """Keep what the chosen account answered, and go on to the next."""
        line = self._line(self.list.current_key())
        if line is None:
            return
        account, year, text = line.account.id, line.task.year, self.answer.control.text()
        self._context.save(
            lambda workspace: note_demand(workspace, account, year, text),
            said=_("Answer of {name} noted").format(name=line.account.short),
        )

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        told = ngettext("{done} of {count} account done", "{done} of {count} accounts done", len(view.lines))
        words = [told.format(done=view.done, count=len(view.lines))]
        if view.days_late and view.left:
            late = ngettext("{days} day late", "{days} days late", view.days_late)
            words.append(late.format(days=view.days_late))
        self.counts.say(" · ".join(words))
        self.counts.set_tone(Tone.DANGER if view.days_late and view.left else Tone.TEXT2)
        wanted = self.filter.text().strip().casefold()
        self._shown = [
            line
            for line in view.lines
            if (self.which.current() == ALL or not line.task.is_done) and wanted in _searched(line)
        ]
        current = self.list.current_key()
        nothing = _("Everything is done") if not wanted else _("No account fits")
        self.list.set_items([_item(line) for line in self._shown] or [Item(key=None, title=nothing)])
        if not self.list.choose(current) and self._shown:
            self.list.choose(self._shown[0].account.id)
        count = sum(line.task.gift_on is None for line in self._shown)
        self.all_button.say(
            ngettext("Sent to this {count}", "Sent to these {count}", count).format(count=count)
        )
        self.all_button.setVisible(count > 0)
        self._show_answer()

    def _show_answer(self) -> None:
        line = self._line(self.list.current_key())
        self.answer.setVisible(line is not None)
        if line is None:
            return
        self.answer.label.say(_("Next year's demand of {name}").format(name=line.account.short))
        if not (self.answer.control.hasFocus() and self.answer.control.isModified()):
            self.answer.control.setText(line.task.demand)

    def _line(self, key: object) -> NewYearLine | None:
        return next((line for line in self._shown if line.account.id == key), None)

    def _tick(self, account_id: Id, sent: bool) -> None:
        self._send([account_id], sent=sent)

    def _tick_all(self) -> None:
        self._send([line.account.id for line in self._shown if line.task.gift_on is None], sent=True)

    def _send(self, accounts: Sequence[Id], *, sent: bool) -> None:
        if self._view is None or not accounts:
            return
        year, count = self._view.year, len(accounts)
        said = ngettext("Gift to {count} account noted", "Gifts to {count} accounts noted", count)
        self._context.save(
            lambda workspace: tick_gifts(workspace, accounts, year, sent=sent),
            said=said.format(count=count) if sent else _("Gift taken back"),
        )


def _searched(line: NewYearLine) -> str:
    account = line.account
    return "\n".join((account.name, account.short, account.code, account.city, line.manager)).casefold()


def _item(line: NewYearLine) -> Item:
    account, task = line.account, line.task
    return Item(
        key=account.id,
        title=account.short,
        second=task.demand or _("demand not asked yet"),
        checked=task.gift_on is not None,
        mark=TIER_MARKS[account.tier] if account.tier else None,
        right=line.manager,
        tooltip=account.name,
    )
