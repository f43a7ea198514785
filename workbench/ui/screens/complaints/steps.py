"""The seven steps of one complaint under each other: past ones fold, the present one has its form."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.attachments import Attachment
from workbench.domain.complaint_deadlines import limit_of
from workbench.domain.complaint_moves import can_take_back
from workbench.domain.complaint_progress import StepStand
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import ComplaintEvent, ComplaintEventKind
from workbench.foundation.i18n import _, clauses, format_short_date, in_a_row, labelled, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_view import ComplaintView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Card, clear_layout, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.timeline import StepLook, TimelineStep
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.complaints.event_block import EventBlock
from workbench.ui.screens.complaints.files import ComplaintFiles
from workbench.ui.screens.complaints.record_part import RecordPart
from workbench.ui.screens.complaints.step_form import StepForm
from workbench.ui.screens.complaints.words import (
    answerable_words,
    complainant_of,
    left_words,
    moment,
    working_days,
)

_Kind = ComplaintEventKind
_HOME = {
    _Kind.JUDGED: ComplaintStep.JUDGE,
    _Kind.ASSIGNED: ComplaintStep.ASSIGN,
    _Kind.TAKEN_OVER: ComplaintStep.ASSIGN,
    _Kind.DECLINED: ComplaintStep.ASSIGN,
    _Kind.ANALYSED: ComplaintStep.ANALYSE,
    _Kind.PROPOSED: ComplaintStep.PROPOSE,
    _Kind.DECIDED: ComplaintStep.PROPOSE,
    _Kind.OFFERED: ComplaintStep.PROPOSE,
    _Kind.ANSWERED: ComplaintStep.PROPOSE,
    _Kind.IMPLEMENTED: ComplaintStep.IMPLEMENT,
    _Kind.EVALUATED: ComplaintStep.EVALUATE,
    _Kind.CLOSED: ComplaintStep.EVALUATE,
    _Kind.REOPENED: ComplaintStep.EVALUATE,
}
_FIRST_STATE = {state.step: state for state in reversed(ComplaintState) if state.is_open}


class Steps(QWidget):
    """``form`` is that of the present step; what it lacks stands under it."""

    take_back_requested = Signal(object)
    attach_requested = Signal()

    def __init__(self, context: Context, files: ComplaintFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._shown: Id | None = None
        self._under_way: ComplaintStep | None = None
        self._view: ComplaintView | None = None
        column = vertical(self)
        steps = list(ComplaintStep)
        self.steps: dict[ComplaintStep, TimelineStep] = {}
        for step in steps:
            shown = TimelineStep(step.number, _word(step), is_last=step is steps[-1])
            self.steps[step] = shown
            column.addWidget(shown)
        self.record = RecordPart(context)
        self.record.hide()
        self._pasts = {step: vertical(gap=S2) for step in steps}
        for step, shown in self.steps.items():
            shown.body.addLayout(self._pasts[step])
        self._make_record()
        self.card = self._make_card(context)
        self.card.hide()

    def _make_record(self) -> None:
        body = self.steps[ComplaintStep.RECORD].body
        self.text = Label(wrap=True, selectable=True)
        self.asked = Label(tone=Tone.TEXT2, wrap=True, selectable=True)
        self.details = Button(lambda: _("Correct the record"), Kind.LINK)
        self.details.clicked.connect(self.show_record)
        self.steps[ComplaintStep.RECORD].add_to_head(self.details)
        body.insertWidget(0, self.text)
        body.insertWidget(1, self.asked)
        body.addWidget(self.record)

    def _make_card(self, context: Context) -> Card:
        card = Card(parent=self)
        column = vertical(card, margins=(S4, S3, S4, S3), gap=S3)
        self.form = StepForm(context)
        self.form.changed.connect(self._tell_missing)
        column.addWidget(self.form)
        foot = horizontal(gap=S2)
        self._attached = horizontal(gap=S2)
        foot.addLayout(self._attached)
        self.attach = Button(lambda: _("Add files…"), Kind.LINK)
        self.attach.clicked.connect(self.attach_requested)
        foot.addWidget(self.attach)
        foot.addStretch(1)
        self.lacks = Label(size=SMALL, tone=Tone.TEXT2)
        foot.addWidget(self.lacks)
        self._links = horizontal(gap=S2)
        foot.addLayout(self._links)
        column.addLayout(foot)
        self.hindered = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        column.addWidget(self.hindered)
        return card

    # --- showing

    def show_view(self, view: ComplaintView) -> None:
        """Show the complaint as it stands; the form's alternatives are shown by whoever owns it."""
        is_other = self._shown != view.complaint.id
        self._shown, self._view = view.complaint.id, view
        struck = {one.of_id: one for one in view.progress.take_backs}
        for stand in view.progress.steps:
            self._show_step(view, stand, struck, is_other=is_other)
        self._under_way = view.progress.step
        self._show_record(view, is_other=is_other)
        self._show_card(view)

    def show_record(self) -> None:
        """Show, or hide, the fields of the record."""
        self.record.setVisible(self.record.isHidden())
        is_hidden = self.record.isHidden()
        self.details.say(lambda: _("Correct the record") if is_hidden else _("Hide the fields"))
        if not is_hidden:
            self.record.fields["complainant"].setFocus()

    def _show_record(self, view: ComplaintView, *, is_other: bool) -> None:
        complaint, step = view.complaint, self.steps[ComplaintStep.RECORD]
        self.text.setText(complaint.text or complaint.against)
        named = (
            (pgettext("complaint", "Against what"), complaint.against if complaint.text else ""),
            (_("Product"), complaint.product),
            (pgettext("complaint", "Demand"), complaint.demand),
            (_("Complainant"), complainant_of(view)),
            (_("Channel"), complaint.channel),
        )
        self.asked.setText(" · ".join(labelled(name, value) for name, value in named if value))
        self.asked.setVisible(bool(self.asked.text()))
        step.show_body(True)
        step.make_foldable(False)
        self.record.show_view(view)
        self.details.setVisible(view.progress.is_open)
        if is_other and not self.record.isHidden():
            self.show_record()

    def _show_step(
        self,
        view: ComplaintView,
        stand: StepStand,
        struck: Mapping[Id | None, ComplaintEvent],
        *,
        is_other: bool,
    ) -> None:
        shown, progress = self.steps[stand.step], view.progress
        late = stand.is_current and view.line.is_overdue
        done = stand.is_done or stand.step is ComplaintStep.RECORD
        look = StepLook.DONE if done else StepLook.TO_COME
        if stand.is_current:
            look = StepLook.LATE if late else StepLook.CURRENT
        shown.show_look(look)
        self._show_head(view, stand, look)
        shown_before = {*stand.events, *stand.also}
        beside = [
            one for one in (*progress.out_of_turn, *progress.taken_back) if _home(view, one) is stand.step
        ]
        events = sorted({*shown_before, *beside}, key=lambda one: (one.sequence, one.on, one.at, one.id))
        if stand.step is ComplaintStep.RECORD:
            events = [one for one in events if one.kind is not _Kind.RECORDED]
        past = self._pasts[stand.step]
        clear_layout(past)
        for event in events:
            past.addWidget(self._block(view, event, struck))
        files = [one for one in view.files if one.complaint_step == stand.step.value]
        if files and not stand.is_current:
            past.addWidget(self._file_row(files))
        odd = bool(beside)
        if stand.step is ComplaintStep.RECORD:
            return
        shown.make_foldable(not stand.is_current and bool(events or files))
        if stand.is_current:
            shown.show_body(True)
        elif is_other or stand.step is self._under_way or not (events or files):
            # What has just been finished folds too: it would push the form of the next step out of sight.
            shown.show_body(odd)

    def _block(
        self, view: ComplaintView, event: ComplaintEvent, struck: Mapping[Id | None, ComplaintEvent]
    ) -> QWidget:
        back, remark = struck.get(event.id), ""
        is_struck = event in view.progress.taken_back
        if is_struck:
            who = f"{back.person or back.author} {moment(back)}" if back else ""
            remark = " ".join(filter(None, (_("taken back"), who)))
        elif event in view.progress.out_of_turn:
            remark = _("out of turn, without effect")
        block = EventBlock(
            event,
            struck=is_struck,
            remark=remark,
            may_take_back=not is_struck and can_take_back(view.progress, event.id),
        )
        block.take_back_requested.connect(self.take_back_requested)
        if back is not None and back.text:
            block.column.addWidget(Label(back.text, size=SMALL, tone=Tone.WARN, wrap=True))
        return block

    def _show_head(self, view: ComplaintView, stand: StepStand, look: StepLook) -> None:
        shown, progress = self.steps[stand.step], view.progress
        shown.state.hide()
        shown.chip.hide()
        shown.right.say("")
        if look is StepLook.TO_COME:
            shown.facts.say(_ahead(view, stand.step))
            return
        if stand.is_current:
            shown.facts.say(answerable_words(progress.answerable) or progress.state.label)
            words, tone = left_words(view.deadline)
            if progress.is_waiting:
                paused = _("Paused") if progress.waiting_since else progress.state.label
                shown.state.show_state(paused, tone=Tone.TEXT2, icon="pause")
            elif view.deadline is not None:
                due = format_short_date(view.deadline.due_on)
                shown.state.show_state(clauses(words, due), tone=tone, icon="clock")
            shown.state.setVisible(progress.is_waiting or view.deadline is not None)
            return
        last = stand.events[-1] if stand.events else progress.recorded
        if stand.step is ComplaintStep.RECORD:
            complaint = view.complaint
            when = " ".join((format_short_date(complaint.received_on), complaint.received_time)).strip()
            shown.facts.say(" ".join(filter(None, (complaint.taken_by, when))))
        elif last is not None:
            who = " ".join(filter(None, (last.department, last.person or last.author)))
            shown.facts.say(" ".join(filter(None, (who, moment(last)))))
            if last.outcome is not None:
                shown.chip.show_state(last.outcome.label, tone=Tone.TEXT2)
                shown.chip.show()
        used = view.used_days.get(stand.step)
        if used is not None and stand.step is not ComplaintStep.RECORD:
            shown.right.say(
                _("took {days}").format(days=working_days(used)) if used else _("on the same day")
            )

    def _show_card(self, view: ComplaintView) -> None:
        if not view.progress.is_open:
            self.card.hide()
            return
        body = self.steps[view.progress.step].body
        if self.card.parentWidget() is not self.steps[view.progress.step].holder:
            body.addWidget(self.card)
        self.card.show()
        clear_layout(self._attached)
        files = [one for one in view.files if one.complaint_step == view.progress.step.value]
        for file in files[:4]:
            self._attached.addWidget(self._files.button(file))
        if len(files) > 4:
            self._attached.addWidget(Label(f"+{len(files) - 4}", size=SMALL, tone=Tone.TEXT2))
        self._tell_missing()

    def _file_row(self, files: Sequence[Attachment]) -> QWidget:
        holder = QWidget()
        row = horizontal(holder, gap=S2)
        for file in files:
            row.addWidget(self._files.button(file))
        row.addStretch(1)
        return holder

    def _tell_missing(self) -> None:
        missing, hindered = self.form.missing(), self.form.hindrances()
        clear_layout(self._links)
        self.lacks.say((lambda: _("Still missing:")) if missing else "")
        self.lacks.setVisible(bool(missing))
        for name, label in missing:
            link = Button(label, Kind.LINK)
            link.clicked.connect(lambda _checked, name=name: self.form.field(name).control.setFocus())
            self._links.addWidget(link)
        self.hindered.say(in_a_row(*hindered))
        self.hindered.setVisible(bool(hindered))


def _word(step: ComplaintStep) -> Text:
    return lambda: step.label


def _home(view: ComplaintView, event: ComplaintEvent) -> ComplaintStep:
    """The step under which an event is shown that has no effect."""
    known = _HOME.get(event.kind)
    if known is not None:
        return known
    before = [one for one in view.events if one.sequence <= event.sequence and one.kind in _HOME]
    return _HOME[before[-1].kind] if before else ComplaintStep.RECORD


def _ahead(view: ComplaintView, step: ComplaintStep) -> str:
    """What is said of a step to come: its limit, and what it brings."""
    if not view.progress.is_open:
        return ""
    limit = working_days(limit_of(view.complaint.days, _FIRST_STATE[step]))
    more = {
        ComplaintStep.PROPOSE: _("a manager decides, the customer accepts or negotiates"),
        ComplaintStep.EVALUATE: _("not closed without a conclusive reply to the customer"),
    }.get(step, "")
    return " · ".join(filter(None, (limit, more)))
