"""The open brief of the next visit: what to know before going in, promises, the last visits."""

from datetime import date

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import QLayout, QWidget

from workbench.domain.frequency import rule_text
from workbench.domain.person_coverage import suggested_people
from workbench.domain.visits import Action, VisitState
from workbench.foundation.i18n import _, bracketed, format_short_date, listed, ngettext
from workbench.services.briefs import Severity
from workbench.services.visit_brief import Brief
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Chip, ElidedLabel, Label, Line
from workbench.ui.kit.marks import CAUTION, DISC, NOTICE, SEVERE, Mark, MarkView
from workbench.ui.kit.narrowing import Narrowing
from workbench.ui.kit.surfaces import Card, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, SMALL, Tone
from workbench.ui.tier_marks import TIER_MARKS

_MARKS = {Severity.SEVERE: SEVERE, Severity.WARNING: CAUTION, Severity.INFO: NOTICE}
_LEAST, _NAME = 320, 160


class BriefCard(Card):
    """One visit, already open: nothing to click in the car park."""

    report_requested = Signal(object)
    print_requested = Signal(object)
    account_requested = Signal(object)
    promise_ticked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._brief: Brief | None = None
        column = vertical(self)
        column.addLayout(self._head())
        column.addWidget(Line())
        column.addLayout(self._body())
        column.addWidget(Line())
        foot = horizontal(margins=(S4, S2, S4, S2), gap=S2)
        self._why = ElidedLabel(size=SMALL, tone=Tone.TEXT2)
        foot.addWidget(self._why)
        foot.addStretch(1)
        self.open_button = Button(lambda: _("Open account"), Kind.LINK)
        self.open_button.clicked.connect(lambda: self._tell(self.account_requested))
        foot.addWidget(self.open_button)
        column.addLayout(foot)

    def minimumSizeHint(self) -> QSize:
        # Its head gives way where the page is narrow: it must be let.
        return QSize(_LEAST, super().minimumSizeHint().height())

    def show_brief(self, brief: Brief, today: date) -> None:
        """Show another visit."""
        self._brief = brief
        visit, account = brief.visit, brief.account
        self._at.setVisible(bool(visit.at))
        self._at.say(visit.at)
        self._name.say(account.short)
        # Of the head the name gives way last.
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), _NAME))
        self._tier_mark.setVisible(account.tier is not None)
        self._tier.say(account.tier.label if account.tier else "")
        if account.tier is not None:
            self._tier_mark.set_mark(TIER_MARKS[account.tier], account.tier.label)
        self.report_button.setEnabled(visit.on <= today)
        agreed = visit.state is VisitState.AGREED
        self._state.show_state(
            visit.state.label,
            tone=Tone.ACCENT if agreed else Tone.TEXT2,
            icon="handshake" if agreed else "",
            outline=not agreed,
        )
        people = listed(bracketed(contact.name, contact.title) for contact in brief.facts.attendees)
        facts = (
            visit.kind.label,
            _("with {people}").format(people=people) if people else "",
            account.address,
        )
        self._facts.say(" · ".join(fact for fact in facts if fact))
        self.notices.set_items(
            [
                Item(key=index, title=notice.text, right=notice.when, mark=_MARKS[notice.severity])
                for index, notice in enumerate(brief.notices)
            ]
            or [Item(key=None, title=_("Nothing special"))]
        )
        self.promises.set_items(
            [
                Item(
                    key=action.id,
                    title=action.text,
                    checked=False,
                    right=side_and_day(action, today),
                    right_tone=Tone.DANGER if action.is_overdue(today) else Tone.TEXT2,
                )
                for action in brief.facts.promises
            ]
        )
        self._promises_title.setVisible(bool(brief.facts.promises))
        self.earlier.set_items(
            [
                Item(
                    key=item.id,
                    lead=format_short_date(item.on),
                    title=item.findings or item.talking_points or item.purpose or item.kind.label,
                    tooltip=item.findings or item.talking_points,
                )
                for item in brief.facts.earlier
            ]
            or [Item(key=None, title=_("This is the first visit"))]
        )
        due = suggested_people(brief.facts.coverage)
        self.meet.set_items(
            [
                Item(
                    key=one.contact.id,
                    title=one.contact.name,
                    note=one.contact.title,
                    second=one.reason,
                    tooltip=one.reason,
                )
                for one in due
            ]
        )
        self._meet_title.setVisible(bool(due))
        self.meet.setVisible(bool(due))
        self._topic_title.setVisible(bool(visit.purpose))
        self._topic.setVisible(bool(visit.purpose))
        self._topic.say(visit.purpose)
        self._why.say(rule_text(visit.rule) if visit.rule else _("Scheduled by hand"))

    def _head(self) -> QLayout:
        row = horizontal(margins=(S4, S3, S3, S3), gap=S2)
        names = vertical(gap=2)
        first = horizontal(gap=S2)
        self._name = ElidedLabel(size=LARGE, bold=True)
        self._state = Chip("")
        self._at = Label(size=LARGE, bold=True, tone=Tone.TEXT2)
        first.addWidget(self._at)
        first.addWidget(self._name)
        self._tier_mark = MarkView(Mark(DISC), "")
        self._tier = Label(tone=Tone.TEXT2)
        first.addWidget(self._tier_mark)
        first.addWidget(self._tier)
        first.addWidget(self._state)
        first.addStretch(1)
        self._facts = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        names.addLayout(first)
        names.addWidget(self._facts)
        row.addLayout(names, 1)
        self.print_button = Button(lambda: _("Print brief"), Kind.PLAIN, icon="printer")
        self.print_button.clicked.connect(lambda: self._tell(self.print_requested))
        row.addWidget(self.print_button)
        self.report_button = Button(lambda: _("Write report"), hint="F4")
        self.report_button.clicked.connect(lambda: self._tell(self.report_requested))
        row.addWidget(self.report_button)
        Narrowing(self, row, lambda: (self.print_button, self.report_button))
        return row

    def _body(self) -> QLayout:
        row = horizontal(gap=0)
        left = vertical(margins=(0, S3, 0, S3), gap=S2)
        left.addLayout(_titled(lambda: _("To know before going in")))
        self.notices = ItemList(lambda: _("To know before going in"), fit=True)
        left.addWidget(self.notices)
        self._promises_title = Label(lambda: _("Promises"), size=SMALL, tone=Tone.TEXT2)
        self._promises_title.setContentsMargins(S4, 0, S4, 0)
        left.addWidget(self._promises_title)
        self.promises = ItemList(lambda: _("Promises"), fit=True)
        self.promises.ticked.connect(self.promise_ticked)
        left.addWidget(self.promises)
        left.addStretch(1)
        right = vertical(margins=(0, S3, 0, S3), gap=S2)
        right.addLayout(_titled(lambda: _("Last visits")))
        self.earlier = ItemList(lambda: _("Last visits"), fit=True)
        right.addWidget(self.earlier)
        self._meet_title = Label(lambda: _("Whom to meet"), size=SMALL, tone=Tone.TEXT2)
        self._meet_title.setContentsMargins(S4, 0, S4, 0)
        right.addWidget(self._meet_title)
        self.meet = ItemList(lambda: _("Whom to meet"), fit=True)
        right.addWidget(self.meet)
        self._topic_title = Label(lambda: _("Purpose of this visit"), size=SMALL, tone=Tone.TEXT2)
        self._topic_title.setContentsMargins(S4, 0, S4, 0)
        self._topic = Label(wrap=True)
        self._topic.setContentsMargins(S4, 0, S4, 0)
        right.addWidget(self._topic_title)
        right.addWidget(self._topic)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(Line(vertical=True))
        row.addLayout(right, 1)
        return row

    def _tell(self, signal: SignalInstance) -> None:
        if self._brief is not None:
            signal.emit(self._brief)


def _titled(text: Text) -> QLayout:
    row = horizontal(margins=(S4, 0, S4, 0))
    row.addWidget(Label(text, size=SMALL, tone=Tone.TEXT2))
    return row


def side_and_day(action: Action, today: date) -> str:
    """Whose promise it is and by when: ``Ours · 20 Nov``, ``Theirs 罗毓 · 5 days late``."""
    return " · ".join(filter(None, (whose(action), due_words(action, today))))


def whose(action: Action) -> str:
    """Whose promise it is: ``Ours``, ``Theirs 罗毓``."""
    return f"{action.side.label} {action.owner}" if action.owner else action.side.label


def due_words(action: Action, today: date) -> str:
    """By when it was promised, or how late it is; empty where nobody said."""
    if action.due_on is None:
        return ""
    late = (today - action.due_on).days
    if late > 0:
        return ngettext("{days} day late", "{days} days late", late).format(days=late)
    return _("today") if late == 0 else format_short_date(action.due_on)
