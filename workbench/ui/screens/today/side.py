"""The right column of Today: visits due, promises, complaints, services, contracts, birthdays."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account
from workbench.domain.alarms import Alarm, AlarmKey, AlarmKind, AlarmState
from workbench.domain.new_year import last_day
from workbench.domain.slots import Slot
from workbench.foundation.i18n import _, format_number, format_short_date, ngettext, weekday_name
from workbench.services.alarms import AlarmBoard
from workbench.services.new_year import NewYear
from workbench.services.today import TodayView
from workbench.ui.alarm_items import alarm_item, page_of_alarm
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Scroll
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, S4, SMALL, Tone
from workbench.ui.navigation import ComplaintsPart, Destination, PageId, Part
from workbench.ui.record_items import complaint_item, contract_item, handover_item, service_duty_item
from workbench.ui.screens.today.brief_card import due_words, whose
from workbench.ui.tier_marks import TIER_MARKS

SHOWN = 4
WIDTH, NARROW = 376, 304
"""Beside a roomy agenda, and beside one on a small screen."""
# What has a group of its own here: an alarm of it comes after its equals.
_TOLD_HERE = frozenset({AlarmKind.VISIT_OVERDUE, AlarmKind.CONTRACT, AlarmKind.COMPLAINT})


class Group(QWidget):
    """A heading with its count over a list; hidden while there is nothing in it."""

    def __init__(self, title: Text, link: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from workbench.ui.kit.surfaces import vertical

        column = vertical(self, gap=S2)
        self.header = SectionHeader(title, link=link)
        self.header.setContentsMargins(S4, 0, S4, 0)
        self.list = ItemList(title, fit=True, pane=True)
        column.addWidget(self.header)
        column.addWidget(self.list)
        column.addWidget(Line())

    def show_items(self, items: Sequence[Item], count: int) -> None:
        """Show ``items``; ``count`` is how many there are in all."""
        self.setVisible(bool(items))
        self.header.note.say(format_number(count))
        self.list.set_items(items)


class Side(Scroll):
    """What waits, each line with its reason or date at the right edge."""

    account_requested = Signal(object)
    destination_requested = Signal(object)
    """A ``Destination``: the page of a complaint, a request or a contract."""
    place_requested = Signal(object)
    promise_ticked = Signal(object, bool)
    calendar_requested = Signal()
    new_year_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(pane=True, margins=(0, S4, 0, S4), gap=S2, parent=parent)
        self.setFixedWidth(WIDTH)
        self._alarms: dict[AlarmKey, Alarm] = {}
        self._is_quiet = False
        self.visits = Group(lambda: _("Due and overdue visits"), lambda: _("Calendar"))
        self.visits.header.link_requested.connect(self.calendar_requested)
        self.visits.list.opened.connect(lambda key: self.account_requested.emit(key[0]))
        self.visits.list.action_requested.connect(lambda key: self.place_requested.emit(key))
        self.new_year = Group(lambda: _("Gifts and demand"), lambda: _("Open the list"))
        self.new_year.header.link_requested.connect(self.new_year_requested)
        self.new_year.list.opened.connect(lambda _key: self.new_year_requested.emit())
        self.handovers = Group(lambda: _("Accounts handed over"), lambda: _("All handovers"))
        self.handovers.header.link_requested.connect(
            lambda: self.destination_requested.emit(Destination(PageId.HANDOVERS))
        )
        self.handovers.list.opened.connect(
            lambda key: self.destination_requested.emit(Destination(PageId.HANDOVERS, item=key))
        )
        self.promises = Group(lambda: _("Promises due"), lambda: _("All promises"))
        self.promises.header.link_requested.connect(
            lambda: self.destination_requested.emit(Destination(PageId.PROMISES))
        )
        self.promises.list.ticked.connect(self.promise_ticked)
        self.promises.list.opened.connect(
            lambda key: self.destination_requested.emit(Destination(PageId.PROMISES, item=key))
        )
        self.alarms = Group(lambda: _("New alarms"), lambda: _("All alarms"))
        self.alarms.header.link_requested.connect(
            lambda: self.destination_requested.emit(Destination(PageId.ALARMS))
        )
        self.alarms.list.opened.connect(self._open_alarm)
        self.complaints = Group(lambda: _("Open complaints"), lambda: _("All complaints"))
        self.complaints.header.link_requested.connect(
            lambda: self.destination_requested.emit(Destination(PageId.COMPLAINTS))
        )
        self.complaints.list.opened.connect(
            lambda key: self.destination_requested.emit(Destination(PageId.COMPLAINT, subject=key))
        )
        self.services = Group(lambda: _("Promised with services"))
        self.services.list.opened.connect(
            lambda key: self.destination_requested.emit(
                Destination(PageId.COMPLAINTS, view=ComplaintsPart.SERVICE, item=key)
            )
        )
        self.contracts = Group(lambda: _("Contracts to see to"), lambda: _("All contracts"))
        self.contracts.header.link_requested.connect(
            lambda: self.destination_requested.emit(Destination(PageId.CONTRACTS))
        )
        self.contracts.list.opened.connect(
            lambda key: self.destination_requested.emit(Destination(PageId.CONTRACTS, item=key))
        )
        self.birthdays = Group(lambda: _("Birthdays"))
        self.birthdays.list.opened.connect(lambda key: self.account_requested.emit(key[0]))
        self.reviews = Group(lambda: _("Personal data"), lambda: _("To review"))
        self.reviews.header.link_requested.connect(self._open_reviews)
        self.reviews.list.opened.connect(lambda _key: self._open_reviews())
        self.nothing = Label(
            lambda: _("Nothing is due within a week."), tone=Tone.TEXT2, size=SMALL, wrap=True
        )
        self.nothing.setContentsMargins(S4, 0, S4, 0)
        groups = (
            *(self.handovers, self.visits, self.new_year, self.promises),
            *(self.complaints, self.services, self.contracts, self.alarms, self.birthdays, self.reviews),
        )
        self.alarms.hide()
        for group in groups:
            self.column.addWidget(group)
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    def show_view(self, view: TodayView) -> None:
        """Show another day."""
        today, accounts = view.today, view.accounts
        late = [(item.slot, item.days_late) for item in view.overdue]
        due = [(duty.slot, 0) for duty in view.due]
        visits = [
            _due_item(slot, days, accounts[slot.account_id], view) for slot, days in (*late, *due)[:SHOWN]
        ]
        self.visits.show_items(visits, len(late) + len(due))
        self.handovers.show_items([handover_item(one) for one in view.handovers[:SHOWN]], len(view.handovers))
        self.promises.show_items(
            [
                Item(
                    key=action.id,
                    title=action.text,
                    second=" · ".join((accounts[action.account_id].short, whose(action))),
                    checked=False,
                    right=due_words(action, today),
                    right_tone=Tone.DANGER if action.is_overdue(today) else Tone.TEXT2,
                    tooltip=action.text,
                )
                for action in view.promises[:SHOWN]
            ],
            len(view.promises),
        )
        self.complaints.show_items(
            [complaint_item(line, with_account=True) for line in view.complaints[:SHOWN]],
            len(view.complaints),
        )
        self.services.show_items(
            [service_duty_item(duty) for duty in view.services[:SHOWN]], len(view.services)
        )
        self.contracts.show_items(
            [contract_item(row, with_account=True) for row in view.contracts[:SHOWN]],
            len(view.contracts),
        )
        self.birthdays.show_items(
            [
                Item(
                    key=(item.contact.account_id, item.contact.id),
                    title=item.contact.name,
                    note=accounts[item.contact.account_id].short,
                    right=_("today") if item.on == today else format_short_date(item.on),
                    mark=Mark("cake"),
                )
                for item in view.birthdays[:SHOWN]
            ],
            len(view.birthdays),
        )
        self.reviews.show_items([_review_item(view.reviews)] if view.reviews else [], view.reviews)
        waiting = (view.handovers, view.complaints, view.services, view.contracts)
        shown = (visits, view.promises, *waiting, view.birthdays)
        task = view.new_year if view.new_year is not None and view.new_year.left else None
        self.new_year.show_items([_new_year_item(task)] if task else [], task.left if task else 0)
        self._is_quiet = not any(shown) and task is None and not view.reviews
        self.nothing.setVisible(self._is_quiet and not self._alarms)

    def show_alarms(self, board: AlarmBoard) -> None:
        """Show the new alarms by severity; those of what stands here already come after their equals."""
        new = [line for line in board.alarms if line.state is AlarmState.NEW]
        new.sort(key=lambda line: (line.alarm.severity.rank, line.alarm.kind in _TOLD_HERE))
        self._alarms = {line.alarm.key: line.alarm for line in new}
        self.alarms.show_items(
            [alarm_item(line, board.looked_on, with_account=True) for line in new[:SHOWN]], len(new)
        )
        self.nothing.setVisible(self._is_quiet and not new)

    def _open_alarm(self, key: AlarmKey) -> None:
        if key in self._alarms:
            self.destination_requested.emit(page_of_alarm(self._alarms[key]))

    def _open_reviews(self) -> None:
        self.destination_requested.emit(Destination(PageId.SETTINGS, view=Part.PERSONAL_DATA))


def _review_item(count: int) -> Item:
    told = ngettext("{count} person is due for review", "{count} people are due for review", count)
    return Item(key=0, title=told.format(count=format_number(count)), mark=Mark("lock"))


def day_to_put(view: TodayView) -> date:
    """Today, or on a day off the next working day."""
    return view.today if view.is_workday or not view.next_workdays else view.next_workdays[0]


def put_words(view: TodayView) -> str:
    """What putting a visit on that day is called."""
    day = day_to_put(view)
    return _("Put on today") if day == view.today else _("Put on {day}").format(day=weekday_name(day))


def _due_item(slot: Slot, days_late: int, account: Account, view: TodayView) -> Item:
    if days_late:
        when = ngettext("{days} day late", "{days} days late", days_late).format(days=days_late)
    else:
        when = _("by {date}").format(date=format_short_date(slot.due_on))
    why = slot.required.label
    return Item(
        key=(slot.account_id, slot.kind),
        title=account.short,
        bold=True,
        second=f"{why} · {account.city}" if account.city else why,
        right=when,
        right_tone=Tone.DANGER if days_late else Tone.TEXT2,
        mark=TIER_MARKS[account.tier] if account.tier else None,
        action=put_words(view),
        tooltip=slot.required.reason(),
    )


def _new_year_item(task: NewYear) -> Item:
    late = task.days_late
    if late:
        when = ngettext("{days} day late", "{days} days late", late).format(days=late)
    else:
        when = _("by {date}").format(date=format_short_date(last_day(task.year)))
    told = ngettext("{done} of {count} account done", "{done} of {count} accounts done", len(task.lines))
    return Item(
        key=task.year,
        title=_("New-Year gifts sent, demand asked"),
        second=told.format(done=task.done, count=len(task.lines)),
        right=when,
        right_tone=Tone.DANGER if late else Tone.TEXT2,
    )
