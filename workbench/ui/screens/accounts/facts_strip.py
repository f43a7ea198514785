"""The strip under the title of an account: who and when, at one glance."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.relationship import Stage
from workbench.domain.visits import VisitState
from workbench.foundation.i18n import _, format_number, listed, ngettext
from workbench.services.account_view import AccountView
from workbench.services.alarms import AlarmBoard
from workbench.ui.alarm_items import SEVERITY_MARKS
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import ElidedLabel, Label, Line
from workbench.ui.kit.marks import MarkView
from workbench.ui.kit.surfaces import Surface, clear_layout, horizontal
from workbench.ui.kit.tokens import S2, S4, S6, SMALL, Tone
from workbench.ui.screens.accounts.looks import day_word, due_facts
from workbench.ui.tier_marks import TIER_MARKS

HEIGHT = 40
_STAYS = 9


class FactsStrip(Surface):
    """Tier, stage, KAM level, who looks after it, last and next visit.

    Where there is no room for all, what the page says elsewhere too gives way as a whole: half a date says
    nothing.
    """

    alarms_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page", parent)
        self.setFixedHeight(HEIGHT)
        self._row = horizontal(self, margins=(S6, 0, S6, 0), gap=S4)
        self._facts: list[tuple[int, Surface]] = []
        self._view: AccountView | None = None
        self._alarms: AlarmBoard | None = None

    def show_alarms(self, board: AlarmBoard) -> None:
        """Say how many alarms there are, the gravest by its symbol and word."""
        self._alarms = board
        if self._view is not None:
            self._show()

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        if self._view is not None and self._view.account.id != view.account.id:
            self._alarms = None
        self._view = view
        self._show()

    def _show(self) -> None:
        assert self._view is not None
        clear_layout(self._row)
        self._facts = []
        view = self._view
        account, overview = view.account, view.overview
        if account.tier is not None:
            first = Surface("page")
            tier = horizontal(first, gap=S2)
            tier.addWidget(MarkView(TIER_MARKS[account.tier], ""))
            tier.addWidget(Label(account.tier.label))
            self._put(first, _STAYS)
        else:
            self._add("", _("No tier"), tone=Tone.TEXT2)
        if self._alarms is not None and self._alarms.alarms:
            self._put_alarms(self._alarms)
        stage = account.stage
        self._add(
            _("Stage"),
            stage.label if stage else _("not known"),
            tone=Tone.DANGER if stage is Stage.INTERRUPTED else Tone.TEXT if stage else Tone.TEXT2,
            rank=_STAYS if stage is Stage.INTERRUPTED else 2,
        )
        self._add("", view.kam_level.label, why=view.account.kam_reason or view.kam.reason, rank=1)
        people = [one.name for one in (overview.manager, overview.second_manager) if one is not None]
        nobody = overview.manager is None
        self._add(
            _("Manager"),
            listed(people) if not nobody else " · ".join((_("nobody yet"), *people)),
            tone=Tone.WARN if nobody else Tone.TEXT,
            rank=_STAYS if nobody else 3,
        )
        done = [one.on for one in overview.visits if one.state is VisitState.DONE]
        last = view.last_contact
        told = _("Last contact: {day}").format(day=day_word(last, view.today)) if last else ""
        self._add(_("Last visit"), day_word(max(done), view.today) if done else _("never"), why=told, rank=4)
        for fact in due_facts(view):
            self._add(fact.name, fact.text, tone=fact.tone, bold=fact.tone is not Tone.TEXT2, why=fact.why)
        if overview.parent:
            self._add(_("Belongs to"), overview.parent, rank=0)
        self._row.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(
        self,
        name: str,
        value: str,
        *,
        tone: Tone = Tone.TEXT,
        bold: bool = False,
        why: str = "",
        rank: int = _STAYS,
    ) -> None:
        fact = Surface("page")
        row = horizontal(fact, gap=S2)
        if self._facts:
            line = Line(vertical=True)
            line.setFixedHeight(20)
            row.addWidget(line)
            row.addSpacing(S4 - S2)
        if name:
            row.addWidget(Label(name, size=SMALL, tone=Tone.TEXT2))
        shown = ElidedLabel(value, tone=tone, bold=bold)
        shown.explain(why)
        row.addWidget(shown)
        self._put(fact, rank)

    def _put_alarms(self, board: AlarmBoard) -> None:
        worst = min((line.alarm.severity for line in board.alarms), key=lambda one: one.rank)
        same = sum(line.alarm.severity is worst for line in board.alarms)
        fact = Surface("page")
        row = horizontal(fact, gap=S2)
        line = Line(vertical=True)
        line.setFixedHeight(20)
        row.addWidget(line)
        row.addSpacing(S4 - S2)
        row.addWidget(MarkView(SEVERITY_MARKS[worst], _("Alarms")))
        count = len(board.alarms)
        words = ngettext("{count} alarm", "{count} alarms", count).format(count=format_number(count))
        self.alarms_button = Button(words, Kind.LINK)
        self.alarms_button.setToolTip(f"{worst.label} {format_number(same)}")
        self.alarms_button.clicked.connect(self.alarms_requested)
        row.addWidget(self.alarms_button)
        self._put(fact, _STAYS)

    def _put(self, fact: Surface, rank: int) -> None:
        self._facts.append((rank, fact))
        self._row.addWidget(fact)

    def _fit(self) -> None:
        """Leave out whole facts, the least important first, until the rest stands in full."""
        room = self.width() - 2 * S6
        needed = sum(fact.sizeHint().width() + S4 for _rank, fact in self._facts)
        for rank, fact in sorted(self._facts, key=lambda one: one[0]):
            is_left_out = needed > room and rank < _STAYS
            if is_left_out:
                needed -= fact.sizeHint().width() + S4
            fact.setHidden(is_left_out)
