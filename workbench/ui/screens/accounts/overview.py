"""The overview of an account is its brief: what matters, promises, sales, what is due and why, visits."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from workbench.domain.frequency import RequiredFrequency
from workbench.domain.profile import ProfilePart
from workbench.domain.promises import pressing_now
from workbench.foundation.i18n import (
    _,
    format_money,
    format_percent_bp,
    month_name,
    ngettext,
    pgettext,
    weekday_name,
)
from workbench.foundation.ids import Id
from workbench.services.account_profile import verify_part
from workbench.services.account_view import AccountView, Expected
from workbench.services.visits import complete_action
from workbench.ui.context import Context
from workbench.ui.kit.bar_chart import BarChart, Series
from workbench.ui.kit.charts import Fill, Legend
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.tokens import S2, S4, S6, Tone
from workbench.ui.screens.accounts.alarms_part import AlarmsPart
from workbench.ui.screens.accounts.looks import day_word, notice_item, promise_item, visit_chip
from workbench.ui.screens.accounts.new_promise import NewPromise
from workbench.ui.screens.accounts.overview_side import OverviewSide

VISITS_SHOWN = 6
# Below this width of the body its halves stand one under the other, in pixels.
NARROW = 700
OWN_FREQUENCY = "own-frequency"


class Overview(QWidget):
    """Everything one has to know before going in, without opening anything."""

    visit_opened = Signal(object)
    all_visits_requested = Signal()
    people_requested = Signal()
    profile_requested = Signal()
    schedule_requested = Signal()
    frequency_requested = Signal(object)
    """The kind of visit whose frequency is to be this account's own; ``None`` for any."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: AccountView | None = None
        row = horizontal(self, gap=0)
        body = Scroll(gap=S4)
        row.addWidget(body, 1)
        self.alarms = AlarmsPart()
        body.column.addWidget(self.alarms)
        self._halves = (self._make_now(), self._make_sales())
        body.column.addLayout(self._halves[0])
        body.column.addWidget(Line())
        body.column.addLayout(self._halves[1])
        body.column.addWidget(Line())
        self._visits_title = SectionHeader(lambda: _("Visits"), link=lambda: _("All visits"))
        self._visits_title.link_requested.connect(self.all_visits_requested)
        self.visits = ItemList(lambda: _("Visits"), fit=True, padding=0)
        self.visits.opened.connect(self._open_visit)
        self.visits.action_requested.connect(self._open_visit)
        body.column.addLayout(_group(self._visits_title, self.visits))
        body.column.addStretch(1)
        self.side = OverviewSide()
        self.side.people_requested.connect(self.people_requested)
        self.side.profile_requested.connect(self.profile_requested)
        self.side.verify_requested.connect(self._verify)
        row.addWidget(self.side)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        self._view = view
        overview, today = view.overview, view.today
        self._notices_title.note.say(str(len(view.notices)) if view.notices else "")
        self.notices.set_items(
            [notice_item(place, notice) for place, notice in enumerate(view.notices)]
            or [Item(key=None, title=_("Nothing special"))]
        )
        actions = pressing_now(overview.open_actions, today)
        later = len(overview.open_actions) - len(actions)
        self._promises_title.note.say(str(len(actions)) if actions else "")
        items = [promise_item(action, today) for action in actions]
        if later:
            told = ngettext("{count} later in the account plan", "{count} later in the account plan", later)
            items.append(Item(key=None, title=told.format(count=later)))
        self.promises.set_items(items or [Item(key=None, title=_("No promise is open"))])
        self.new_promise.show_account(view.account.id)
        self._show_sales(view)
        self.expected.set_items(
            [
                *(_expected_item(one, view) for one in view.expected),
                Item(
                    key=OWN_FREQUENCY,
                    title=_("Own frequency…")
                    if view.expected
                    else _("No rule asks for visits. Own frequency…"),
                    mark=Mark("plus"),
                ),
            ]
        )
        self._show_visits(view)
        self.side.show_view(view)

    def select(self, action_id: Id) -> None:
        """Go to an open promise."""
        if self.promises.choose(action_id):
            self.promises.setFocus(Qt.FocusReason.OtherFocusReason)

    def note_promise(self) -> None:
        """Begin a new promise."""
        self.new_promise.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - (0 if self.side.isHidden() else self.side.width())
        across = QBoxLayout.Direction.LeftToRight if room >= NARROW else QBoxLayout.Direction.TopToBottom
        for half in self._halves:
            half.setDirection(across)

    def _make_now(self) -> QBoxLayout:
        row = horizontal(gap=S6)
        self._notices_title = SectionHeader(lambda: _("Matters now"))
        self.notices = ItemList(lambda: _("Matters now"), fit=True, padding=0)
        row.addLayout(_group(self._notices_title, self.notices), 1)
        self._promises_title = SectionHeader(lambda: _("Promises"), link=lambda: _("Note one"))
        self.promises = ItemList(lambda: _("Promises"), fit=True, padding=0)
        self.promises.ticked.connect(self._tick)
        self.new_promise = NewPromise(self._context)
        self._promises_title.link_requested.connect(self.new_promise.begin)
        row.addLayout(_group(self._promises_title, self.promises, self.new_promise), 1)
        return row

    def _make_sales(self) -> QBoxLayout:
        row = horizontal(gap=S6)
        self._sales_title = SectionHeader(lambda: _("Sales"))
        self._legend = Legend()
        self._sales_title.layout().addWidget(self._legend)  # type: ignore[union-attr]
        self.chart = BarChart(lambda: _("Sales by month, this year and the year before"))
        self._no_sales = Label(lambda: _("No sales in these two years are on record"), wrap=True)
        row.addLayout(_group(self._sales_title, self.chart, self._no_sales), 3)
        title = SectionHeader(lambda: _("Required visits"), link=lambda: _("Schedule visit"))
        title.link_requested.connect(self.schedule_requested)
        self.expected = ItemList(lambda: _("Required visits"), fit=True, padding=0)
        self.expected.opened.connect(self._open_expected)
        self.expected.why_requested.connect(self.frequency_requested)
        row.addLayout(_group(title, self.expected), 2)
        return row

    def _show_sales(self, view: AccountView) -> None:
        overview = view.overview
        now, before = overview.sales_this_year_fen, overview.sales_year_before_fen
        months = [month_name(int(month[5:])) for month in overview.months]
        words = _("12 months"), _("the 12 months before")
        sold = any(now) or any(before)
        self.chart.setVisible(sold)
        self._legend.setVisible(sold)
        self._no_sales.setVisible(not sold)
        self.chart.show_series(
            months,
            (Series(words[1], before, Fill.SOFT), Series(words[0], now, Fill.STRONG)),
            lambda fen: format_money(fen, short=True),
        )
        self._legend.show_entries(((words[0], Fill.STRONG), (words[1], Fill.SOFT)))
        parts = [format_money(overview.sales_12m_fen, short=True)] if sold else []
        growth = overview.growth_bp
        if growth is not None:
            parts.append(("▲ " if growth >= 0 else "▼ ") + format_percent_bp(abs(growth)))
        self._sales_title.note.say(" · ".join(parts))

    def _show_visits(self, view: AccountView) -> None:
        visits = view.overview.visits
        ahead = [visit for visit in visits if visit.state.is_open]
        past = [visit for visit in visits if not visit.state.is_open]
        shown = [*reversed(ahead[:3]), *reversed(past[-VISITS_SHOWN:])]
        self._visits_title.note.say(
            ngettext("{count} in all", "{count} in all", len(visits)).format(count=len(visits))
            if visits
            else ""
        )
        self._visits_title.link.setVisible(len(visits) > len(shown))
        items = []
        for visit in shown:
            word, tone, icon, outline = visit_chip(visit, view.today)
            items.append(
                Item(
                    key=visit.id,
                    lead=_dated(visit.on, view.today),
                    title=visit.kind.label,
                    chip=word,
                    chip_tone=tone,
                    chip_icon=icon,
                    chip_outline=outline,
                    note=visit.reason or visit.findings or visit.talking_points or visit.purpose,
                    tooltip=visit.findings or visit.talking_points,
                    action=_("Report") if visit.findings or visit.talking_points else _("Open"),
                )
            )
        self.visits.set_items(items or [Item(key=None, title=_("No visit yet"))])

    def _tick(self, action_id: Id, checked: bool) -> None:
        self._context.save(
            lambda workspace: complete_action(workspace, action_id, done=checked), said=_("Promise kept")
        )

    def _verify(self, part: ProfilePart) -> None:
        if self._view is not None:
            account_id = self._view.account.id
            self._context.save(
                lambda workspace: verify_part(workspace, account_id, part),
                said=_("{part} verified today").format(part=part.label),
            )

    def _open_expected(self, key: object) -> None:
        if key == OWN_FREQUENCY:
            self.frequency_requested.emit(None)
        else:
            self.schedule_requested.emit()

    def _open_visit(self, visit_id: Id | None) -> None:
        if visit_id is not None:
            self.visit_opened.emit(visit_id)


def _dated(day: date, today: date) -> str:
    words = {"date": day_word(day, today), "weekday": weekday_name(day)}
    return words["date"] if day == today else pgettext("day", "{weekday} {date}").format(**words)


def _expected_item(one: Expected, view: AccountView) -> Item:
    today = view.today
    if one.late is not None:
        days = one.late.days_late
        right = ngettext("{days} day late", "{days} days late", days).format(days=days)
    elif one.placed is not None:
        right = day_word(one.placed.on, today)
    elif one.duty is not None:
        right = _("by {date}").format(date=day_word(one.duty.due_on, today))
    else:
        right = _("done")
    return Item(
        key=one.kind,
        title=one.kind.label,
        second=one.required.rule,
        why=_("Change…") if isinstance(one.required, RequiredFrequency) else "",
        right=right,
        right_tone=Tone.DANGER if one.late else Tone.TEXT2,
        tooltip=one.duty.reason() if one.duty else one.required.reason(),
    )


def _group(*widgets: QWidget) -> QLayout:
    column = vertical(gap=S2)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column
