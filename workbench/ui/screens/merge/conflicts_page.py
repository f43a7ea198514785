"""Conflicts: what two people set apart, value beside value, decided by the keyboard."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.services.conflict_details import conflict_detail
from workbench.services.conflicts import (
    ConflictRecord,
    Decision,
    Side,
    decide,
    decide_all,
    decide_presence,
    decide_side,
    decide_typed,
    list_conflict_records,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choice_cells import ChoiceRow
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.merge.conflict_rows import Question, following, questions_of
from workbench.ui.screens.merge.conflict_view import ConflictView
from workbench.ui.screens.merge.conflict_words import field_text, side_word, told
from workbench.ui.screens.merge.inbox_pane import InboxPane
from workbench.ui.screens.merge.origin_pane import OriginPane

WIDE = 1180
_DECIDED_SHOWN = 20


class ConflictsPage(Page):
    """The inbox at the left, the record of the current conflict, and at the right where it comes from."""

    page_id = PageId.CONFLICTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._records: tuple[ConflictRecord, ...] = ()
        self._shown: tuple[ConflictRecord, ...] = ()
        self._questions: list[Question] = []
        self._wanted: object = None
        self._most = 0
        self._decided: dict[Question, Item] = {}
        self.inbox, self.view, self.origin = InboxPane(), ConflictView(), OriginPane()
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        merge = Button(lambda: _("Merge files"), icon="git-merge")
        merge.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.MERGE)))
        self._empty = EmptyState(
            "circle-check",
            lambda: _("Nothing to decide"),
            lambda: _(
                "When a merge brings a change of something that was changed here too, both values wait here "
                "until somebody decides."
            ),
            (merge,),
        )
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._empty)
        self._inbox = self._make_inbox()
        self._stack.addWidget(self._inbox)
        self.all_button = Button(lambda: _("Keep all as shown"), Kind.PLAIN)
        self.all_button.clicked.connect(self.decide_all)
        self.alike_button = Button(lambda: _("Decide alike…"), Kind.PLAIN, icon="equal")
        self.alike_button.clicked.connect(self._show_alike)
        self.next_button = Button(lambda: _("Decide"), Kind.PRIMARY, icon="check", hint="Enter")
        self.next_button.clicked.connect(self._decide_current)
        self._tell()

    def title(self) -> str:
        return pgettext("page", "Conflicts")

    def subtitle(self) -> str:
        left = self._count()
        if not left:
            return ""
        told_left = ngettext("{count} left", "{count} left", left).format(count=format_number(left))
        decided = self._most - left
        if not decided:
            return told_left
        return _("{count} decided, {left}").format(count=format_number(decided), left=told_left)

    def header_actions(self) -> Sequence[QWidget]:
        return [self.all_button, self.alike_button, self.next_button]

    def open(self, destination: Destination) -> None:
        """Open at the conflicts of one record, if it has any."""
        self._wanted = destination.subject
        if self._wanted is not None:
            self.inbox.clear_filters()
            self._filter()

    def keys(self) -> Sequence[tuple[str, str]]:
        return (
            (_("Choose a value"), "← →"),
            (_("Another conflict"), "↑ ↓"),
            (_("Another value"), "F2"),
        )

    def refresh(self, summary: object | None) -> None:
        self._context.read(list_conflict_records, self._show, key="conflicts")

    def retranslate(self) -> None:
        self._show(self._records)

    def decide_all(self) -> None:
        """Let everything stand as it is shown now."""
        count = self._count()
        told_count = ngettext("{count} conflict decided", "{count} conflicts decided", count)
        self._context.save(decide_all, said=told_count.format(count=format_number(count)))

    def decide_alike(self, side: Side) -> None:
        """Give every field listed the value of one side, after one question."""
        count = sum(len(record.fields) for record in self._shown)
        if not count:
            return
        title = {
            Side.MINE: _("Take mine everywhere in the list?"),
            Side.THEIRS: _("Take theirs everywhere in the list?"),
            Side.BASE: _("Go back to the values before everywhere in the list?"),
        }[side]
        message = ngettext(
            "{count} field gets this value in one step that can be undone.",
            "{count} fields get these values in one step that can be undone.",
            count,
        ).format(count=format_number(count))
        if self._context.prompts.confirm(title, message, _("Decide")):
            fields = frozenset(
                (record.row_id, field.field) for record in self._shown for field in record.fields
            )
            said = ngettext("{count} conflict decided", "{count} conflicts decided", count)
            self._context.save(
                partial(decide_side, fields=fields, side=side), said=said.format(count=format_number(count))
            )

    def edit_thing(self) -> bool:
        """Ask for another value for the current conflict."""
        self.type_value()
        return bool(self._questions)

    def type_value(self) -> None:
        """Ask for another value than those that stand against each other."""
        question, record = self._current(), self.view.record
        field = self.view.field_of(question)
        if question is None or record is None or field is None or self.view.type_button.isHidden():
            return
        shown = field.mine if field.shown is Side.MINE else field.theirs
        text = self._context.prompts.ask_text(
            record.label, field_text(field), told(record.kind, shown), action=_("Decide"), optional=True
        )
        if text is None:
            return

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                self._context.notifier.show_message(error.message, icon="triangle-alert")
            else:
                self._context.show_error(error)

        self._note(question, record, None)
        self._context.save(
            partial(decide_typed, kind=record.kind, row_id=record.row_id, field=field.field, text=text),
            said=_("Decided: {label}").format(label=record.label),
            on_error=failed,
        )

    def row(self, field: str) -> ChoiceRow:
        """The row of a field of the record shown."""
        return next(row for question, row in self.view.rows.items() if question.field == field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.origin.setVisible(self.width() >= WIDE)

    def _make_inbox(self) -> QWidget:
        body = QWidget()
        row = horizontal(body, gap=0)
        self.list = self.inbox.list
        self.inbox.chosen.connect(self._show_question)
        self.inbox.opened.connect(lambda _key: self.view.focus_row(self._current()))
        self.inbox.filtered.connect(self._filter)
        row.addWidget(self.inbox)
        self.view.current.connect(self.inbox.choose)
        self.view.decided.connect(self._decide)
        self.view.left.connect(self._step)
        self.view.typing_requested.connect(self.type_value)
        self.view.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        row.addWidget(self.view, 1)
        row.addWidget(self.origin)
        return body

    def _count(self) -> int:
        return sum(len(record.fields) + bool(record.flag) for record in self._records)

    def _show(self, records: tuple[ConflictRecord, ...]) -> None:
        self._records = records
        left = self._count()
        self._most = max(self._most, left) if left else 0
        self.inbox.offer(records)
        if not left:
            self._decided.clear()
            self._questions, self._shown = [], ()
            self._stack.setCurrentWidget(self._empty)
            self._tell()
            return
        self._stack.setCurrentWidget(self._inbox)
        if not self.inbox.shown():
            # All that the filters let through is decided.
            self.inbox.clear_filters()
        self._list_shown()

    def _filter(self) -> None:
        if self._records:
            self._list_shown()

    def _list_shown(self) -> None:
        """List what passes the filters, and go to the conflict that is current or comes next."""
        # Before the rows go: the focus of one that goes wanders.
        is_typing = self.inbox.search.hasFocus()
        before, current = self._questions, self._current()
        self._shown = self.inbox.shown()
        after = self._questions = questions_of(self._shown)
        if self._decided:
            # What was taken back is to be decided again.
            for question in self._decided.keys() & set(questions_of(self._records)):
                del self._decided[question]
        self.inbox.show_records(self._shown, list(self._decided.values())[-_DECIDED_SHOWN:])
        self.view.setVisible(bool(after))
        self._tell()
        if not after:
            return
        target = next((one for one in after if one.row_id == self._wanted), None)
        target = target or following(before, current, after)
        self._wanted = None
        self.view.record = None
        self.inbox.choose(target)
        self._show_question(target)
        if self.isVisible() and not is_typing:
            self.view.focus_row(target)

    def _show_question(self, question: object) -> None:
        if not isinstance(question, Question):
            return
        record = next((one for one in self._shown if one.row_id == question.row_id), None)
        if record is None:
            return
        if record is not self.view.record:
            self.view.show_record(record)
        self.view.show_current(question)
        field = self.view.field_of(question)
        column = field.columns[0] if field is not None and len(field.columns) == 1 else ""
        today = self._context.workspace.clock.today()
        self._context.read(
            partial(conflict_detail, kind=record.kind, row_id=record.row_id, column=column, today=today),
            partial(self.origin.show_detail, record.kind, field),
            key="conflict-detail",
        )

    def take_keyboard(self) -> bool:
        self.view.focus_row(self._current())
        return self._current() in self.view.rows

    def _current(self) -> Question | None:
        key = self.list.current_key()
        return key if isinstance(key, Question) else None

    def _step(self, by: int) -> None:
        current = self._current()
        if current in self._questions:
            at = self._questions.index(current) + by
            if 0 <= at < len(self._questions):
                self.inbox.choose(self._questions[at])
                self.view.focus_row(self._current())

    def _decide_current(self) -> None:
        current = self._current()
        if current in self.view.rows:
            self.view.rows[current].decide()

    def _decide(self, question: Question, key: object) -> None:
        record = self.view.record
        if record is None or not isinstance(key, (Decision, Side)):
            return
        self._note(question, record, key)
        said = _("Decided: {label}").format(label=record.label)
        if isinstance(key, Decision):
            work = partial(decide_presence, kind=record.kind, row_id=record.row_id, decision=key)
        else:
            work = partial(decide, kind=record.kind, row_id=record.row_id, sides={question.field: key})
        self._context.save(work, said=said)

    def _note(self, question: Question, record: ConflictRecord, key: Side | Decision | None) -> None:
        """Keep in sight what was decided just now."""
        field = self.view.field_of(question)
        self._decided[question] = Item(
            key=("decided", question),
            title=record.label,
            note=field_text(field) if field is not None else "",
            right=side_word(key),
            mark=Mark("check", Tone.OK),
        )

    def _show_alike(self) -> None:
        menu = QMenu(self)
        for side, text in (
            (Side.MINE, _("Mine for all in the list")),
            (Side.THEIRS, _("Theirs for all in the list")),
            (Side.BASE, _("The value before for all in the list")),
        ):
            menu.addAction(text, partial(self.decide_alike, side))
        menu.popup(self.alike_button.mapToGlobal(QPoint(0, self.alike_button.height())))

    def _tell(self) -> None:
        some = bool(self._records)
        for button in (self.alike_button, self.next_button):
            button.setVisible(some)
        # It speaks of all there are, not of what is listed.
        self.all_button.setVisible(some and not self.inbox.is_narrowed())
        self.header_changed.emit()
