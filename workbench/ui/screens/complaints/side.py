"""The right column of one complaint: its deadline and why, replies, containment, account, what is like it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.complaint_deadlines import DayReason, DeadlineDay, StepDeadline
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaints import ComplaintEvent, ComplaintEventKind
from workbench.domain.visits import Visit
from workbench.foundation.i18n import _, format_date, format_short_date, in_a_row, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_view import ComplaintView, RelatedComplaint
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.day_strip import DayLook, DayStrip, StripDay
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.marks import CAUTION, RING, Mark
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import FIGURE, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.complaints.words import (
    REPEATS,
    answerable_words,
    complainant_of,
    left_words,
    moment,
    working_days,
)
from workbench.ui.tier_marks import TIER_MARKS

WIDTH = 376
_ICONS = {"mail": ("mail", "邮"), "phone": ("phone", "telephone", "call", "电"), "users": ("visit", "拜访")}


class Group(QWidget):
    """A heading with a count and a link over a list, and a hairline under them."""

    def __init__(self, title: Text, link: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.header = SectionHeader(title, link=link)
        self.header.setContentsMargins(S4, 0, S4, 0)
        self.list = ItemList(title, fit=True, pane=True)
        column.addWidget(self.header)
        column.addWidget(self.list)
        self.below = vertical(margins=(S4, 0, S4, 0), gap=S2)
        column.addLayout(self.below)
        column.addWidget(Line())

    def show_items(self, items: Sequence[Item], count: int) -> None:
        """Show ``items`` under a count."""
        self.header.note.say(str(count) if count else "")
        self.list.set_items(items)


class ComplaintSide(Scroll):
    """``step_requested`` asks for the form of something that stands beside the steps."""

    step_requested = Signal(object)
    account_requested = Signal()
    visit_requested = Signal(object)
    visit_forward_requested = Signal()
    complaint_requested = Signal(object)
    file_requested = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(pane=True, margins=(0, S3, 0, S4), gap=S3, parent=parent)
        self._today = today
        self.setProperty("surface", "pane")
        self._make_deadline()
        kind = ComplaintEventKind
        self.replies = self._group(
            lambda: _("Replies to the customer"), lambda: _("Record a reply"), kind.REPLIED
        )
        self.containments = self._group(
            lambda: pgettext("complaint", "Containment"),
            lambda: pgettext("complaint", "Record"),
            kind.CONTAINED,
        )
        self.account = Group(lambda: _("Account"), lambda: _("Open account"))
        self.account.header.link_requested.connect(self.account_requested)
        self.account.list.opened.connect(self._account_opened)
        self.forward = Button("", Kind.SECONDARY, icon="calendar-plus", small=True)
        self.forward.clicked.connect(self.visit_forward_requested)
        self.forward_why = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        self.account.below.addWidget(self.forward_why)
        self.account.below.addWidget(self.forward)
        self.column.addWidget(self.account)
        self.effects = self._group(
            lambda: pgettext("complaint", "Effect"), lambda: _("Note the effect"), kind.EFFECT
        )
        self.repeats = Group(lambda: _("Similar complaints"))
        self.repeats.list.opened.connect(self.complaint_requested)
        self.column.addWidget(self.repeats)
        self.others = self._group(
            lambda: pgettext("complaint", "Also noted"), lambda: _("Add a note"), kind.NOTED
        )
        self.files = Group(lambda: _("Files"))
        self.files.list.opened.connect(self.file_requested)
        self.column.addWidget(self.files)
        self.column.addStretch(1)

    def _make_deadline(self) -> None:
        holder = QWidget()
        column = vertical(holder, margins=(S4, 0, S4, 0), gap=S2)
        self.deadline = SectionHeader(lambda: pgettext("complaint", "Deadline"))
        column.addWidget(self.deadline)
        row = horizontal(gap=S2)
        self.left = Label(size=FIGURE, bold=True)
        self.due = Label(tone=Tone.TEXT2)
        row.addWidget(self.left)
        row.addWidget(self.due)
        row.addStretch(1)
        column.addLayout(row)
        self.strip = DayStrip(lambda: _("The days of this step"))
        column.addWidget(self.strip)
        self.why = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.why)
        self.first_reply = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        column.addWidget(self.first_reply)
        self.tell = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        column.addWidget(self.tell)
        self.tell_link = Button(lambda: _("Record who was told"), Kind.LINK)
        self.tell_link.clicked.connect(lambda: self.step_requested.emit(ComplaintEventKind.TOLD))
        column.addWidget(self.tell_link)
        self.column.addWidget(holder)
        self.column.addWidget(Line())

    def _group(self, title: Text, link: Text, kind: ComplaintEventKind) -> Group:
        group = Group(title, link)
        group.header.link_requested.connect(lambda: self.step_requested.emit(kind))
        self.column.addWidget(group)
        return group

    # --- showing

    def show_view(self, view: ComplaintView) -> None:
        """Show what stands around the complaint."""
        self._show_deadline(view)
        progress = view.progress
        kinds = {move.kind for move in view.moves}
        self._show_replies(progress, may=ComplaintEventKind.REPLIED in kinds)
        self._show_events(self.containments, progress.containments, may=ComplaintEventKind.CONTAINED in kinds)
        self._show_account(view)
        may_effect = ComplaintEventKind.EFFECT in kinds
        self._show_events(
            self.effects, progress.effects, may=may_effect, empty=_("Nobody has asked yet whether it works")
        )
        self.effects.setVisible(may_effect or bool(progress.effects))
        self.repeats.setVisible(bool(view.repeats or view.twins))
        twins = [_related(one, _("bears the same number")) for one in view.twins]
        self.repeats.show_items(
            [*twins, *(_related(one) for one in view.repeats)], len(view.repeats) + len(view.twins)
        )
        told = (*progress.told_superiors, *progress.slips, *progress.waits, *progress.notes)
        ordered = sorted(told, key=lambda one: (one.sequence, one.on, one.at, one.id))
        self._show_events(self.others, ordered, may=ComplaintEventKind.NOTED in kinds)
        self.files.setVisible(bool(view.files))
        self.files.show_items(
            [
                Item(
                    file.id,
                    file.shown_name,
                    mark=Mark("paperclip"),
                    right=format_short_date(file.added_on) if file.added_on else "",
                    tooltip=file.shown_name,
                )
                for file in view.files
            ],
            len(view.files),
        )

    def _show_deadline(self, view: ComplaintView) -> None:
        deadline, progress = view.deadline, view.progress
        if deadline is None:
            closed = progress.closed_on
            self.deadline.right.say("")
            self.left.say(progress.state.label)
            self.left.set_tone(Tone.TEXT)
            self.due.say(format_date(closed) if closed else "")
            self.strip.set_days(())
            self.why.say("" if closed else _("Its clock begins when it is judged."))
        else:
            words, tone = left_words(deadline)
            self.deadline.right.say(_("{days} in all").format(days=working_days(deadline.days)))
            self.left.say(_("Waiting") if progress.is_waiting else words)
            self.left.set_tone(Tone.TEXT if tone is Tone.TEXT2 or progress.is_waiting else tone)
            self.due.say(format_date(deadline.due_on, weekday=True))
            self.strip.set_days([_strip_day(one, deadline, self._today()) for one in deadline.strip])
            self.why.say(_why(view, deadline))
        self.why.setVisible(bool(self.why.text()))
        first = view.acknowledgement
        self.first_reply.setVisible(first is not None)
        if first is not None:
            self.first_reply.say(_("First reply to the customer: {left}").format(left=left_words(first)[0]))
            self.first_reply.set_tone(left_words(first)[1])
        self.tell.setVisible(view.must_tell)
        self.tell_link.setVisible(view.must_tell)
        self.tell.say(_("A major matter: the general manager has to be told at once."))

    def _show_replies(self, progress: ComplaintProgress, *, may: bool) -> None:
        items = [_event_item(one, _channel_mark(one)) for one in progress.replies]
        if progress.is_open and not progress.has_conclusive_reply:
            missing = _("No conclusive reply yet: it cannot be closed")
            items.append(Item("missing", missing, mark=CAUTION, tooltip=missing))
        self.replies.header.link.setVisible(may)
        self.replies.show_items(items, len(progress.replies))

    def _show_events(
        self, group: Group, events: Sequence[ComplaintEvent], *, may: bool, empty: str = ""
    ) -> None:
        items = [_event_item(one, Mark("check" if one.outcome is None else RING)) for one in events]
        if not items and empty:
            items = [Item("none", empty, mark=CAUTION)]
        group.header.link.setVisible(may)
        group.show_items(items, len(events))
        group.setVisible(may or bool(events))

    def _show_account(self, view: ComplaintView) -> None:
        account, tier, answerable = view.account, view.account.tier, view.progress.answerable
        note = " · ".join(part for part in (tier.label if tier else "", account.city) if part)
        items = [
            Item("account", account.short, note=note, mark=TIER_MARKS[tier] if tier else Mark("building-2"))
        ]
        name = complainant_of(view)
        if name:
            items.append(
                Item("person", name, note=view.contact.title if view.contact else "", mark=Mark("user"))
            )
        who = answerable_words(answerable)
        if who and view.progress.is_open:
            role = _("asked first") if answerable.is_first_asked else _("responsible")
            items.append(Item("answerable", who, mark=Mark("briefcase"), right=role))
        if view.next_visit is not None:
            items.append(_visit_item(view.next_visit))
        self.account.show_items(items, 0)
        proposal = view.proposal
        self.forward.setVisible(proposal is not None)
        self.forward_why.setVisible(proposal is not None)
        if proposal is not None:
            day = format_date(proposal.on, weekday=True)
            words = _("Move the visit to {day}") if proposal.visit else _("Plan a visit for {day}")
            self.forward.say(words.format(day=day))
            full = "" if proposal.has_room else _("That day is full already.")
            self.forward_why.say(in_a_row(_("So grave a matter should not wait for the next visit."), full))

    def _account_opened(self, key: object) -> None:
        if key in ("account", "person"):
            self.account_requested.emit()
        elif isinstance(key, bytes):
            self.visit_requested.emit(Id(key))


def _event_item(event: ComplaintEvent, mark: Mark) -> Item:
    title = event.text or event.kind.label
    if event.kind is ComplaintEventKind.TOLD:
        title = " ".join(filter(None, (event.kind.label, event.person)))
    elif event.outcome is not None:
        title = f"{event.outcome.label} · {event.text}"
    elif event.kind not in (
        ComplaintEventKind.REPLIED,
        ComplaintEventKind.CONTAINED,
        ComplaintEventKind.NOTED,
        ComplaintEventKind.OFFERED,
    ):
        title = " · ".join(filter(None, (event.kind.label, event.text)))
    chip = _("conclusive") if event.is_conclusive else ""
    tip = "\n".join(filter(None, (event.kind.label, event.text, event.person or event.author)))
    return Item(event.id, title.replace("\n", " "), mark=mark, right=moment(event), chip=chip, tooltip=tip)


def _channel_mark(event: ComplaintEvent) -> Mark:
    word = event.channel.casefold()
    for icon, parts in _ICONS.items():
        if any(part in word for part in parts):
            return Mark(icon)
    return Mark("message-square-warning" if not word else "mail")


def _visit_item(visit: Visit) -> Item:
    when = " ".join(filter(None, (format_date(visit.on, weekday=True), visit.at)))
    return Item(visit.id, when, note=visit.kind.label, mark=Mark("calendar-days"), right=_("next visit"))


def _related(one: RelatedComplaint, reason: str = "") -> Item:
    complaint = one.complaint
    state = format_short_date(complaint.received_on, year=True)
    return Item(
        complaint.id,
        " ".join(filter(None, (complaint.number, complaint.kind.label))),
        second=" · ".join(filter(None, (one.account, reason or one.reason, one.progress.state.label))),
        mark=REPEATS,
        right=state,
        tooltip=complaint.text,
    )


def _strip_day(day: DeadlineDay, deadline: StepDeadline, today: date) -> StripDay:
    if day.number is None:
        look, label = DayLook.OFF, _day_word(day)
    else:
        label = pgettext("deadline day", "Day {number}").format(number=day.number)
        look = DayLook.COUNTED
        if day.on == deadline.due_on:
            look = DayLook.LAST
        elif day.on > deadline.due_on:
            look, label = DayLook.LATE, pgettext("deadline day", "Late")
    tip = f"{format_date(day.on, weekday=True)} · {day.why.label}"
    return StripDay(str(day.on.day), label, look, day.on == today, tip)


def _day_word(day: DeadlineDay) -> str:
    if day.why is not DayReason.WEEKEND:
        return day.why.label
    names = (pgettext("deadline day", "Sat"), pgettext("deadline day", "Sun"))
    return names[day.on.weekday() - 5] if day.on.weekday() >= 5 else day.why.label


def _why(view: ComplaintView, deadline: StepDeadline) -> str:
    """Why the limit ends when it does, and what follows if it is missed."""
    parts = [_("Counts from the day after {day}.").format(day=format_short_date(deadline.starts_on))]
    for span in view.progress.pauses:
        if span.end is not None and span.end <= deadline.starts_on:
            continue
        if span.end is None:
            since = format_short_date(span.start)
            parts.append(_("It has stood still since {day}, waiting for the customer.").format(day=since))
        elif span.end > span.start:
            dates = {"first": format_short_date(span.start), "last": format_short_date(span.end)}
            parts.append(_("From {first} to {last} it waited for the customer.").format(**dates))
    who = view.second_manager.name if view.second_manager else _("the second manager")
    if deadline.is_escalated:
        parts.append(_("Overdue so long that {name} is to decide.").format(name=who))
    else:
        days = view.complaint.days.escalate
        text = ngettext(
            "{count} working day after it is missed it goes to {name}.",
            "{count} working days after it is missed it goes to {name}.",
            days,
        )
        parts.append(text.format(count=days, name=who))
    if deadline.years_without_notice:
        years = ", ".join(str(year) for year in deadline.years_without_notice)
        parts.append(
            _("Holidays of {years} are not announced yet: only weekends are known.").format(years=years)
        )
    return in_a_row(*parts)
