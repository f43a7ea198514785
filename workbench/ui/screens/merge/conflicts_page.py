"""Conflicts: what two people set apart, value beside value, decided by the keyboard."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.services.conflicts import (
    ConflictRecord,
    Decision,
    Side,
    decide,
    decide_all,
    decide_presence,
    list_conflict_records,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choice_cells import LABEL_WIDTH, ChoiceRow
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Scroll, Surface, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, S6, SMALL, Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.merge.conflict_rows import (
    Question,
    choice_rows,
    following,
    inbox_items,
    questions_of,
)

LIST_WIDTH = 264


class ConflictsPage(Page):
    """The inbox at the left, the record of the current conflict at the right; Enter goes on to the next."""

    page_id = PageId.CONFLICTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._records: tuple[ConflictRecord, ...] = ()
        self._most = 0
        self._rows: dict[Question, ChoiceRow] = {}
        self._shown: ConflictRecord | None = None
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
        self.next_button = Button(lambda: _("Decide"), Kind.PRIMARY, icon="check", hint="Enter")
        self.next_button.clicked.connect(self._decide_current)
        self._tell()

    def title(self) -> str:
        return pgettext("page", "Conflicts")

    def subtitle(self) -> str:
        left = len(self._questions())
        if not left:
            return ""
        told_left = ngettext("{count} left", "{count} left", left).format(count=format_number(left))
        decided = self._most - left
        if not decided:
            return told_left
        return _("{count} decided, {left}").format(count=format_number(decided), left=told_left)

    def header_actions(self) -> Sequence[QWidget]:
        return [self.all_button, self.next_button]

    def refresh(self, summary: object | None) -> None:
        self._context.read(list_conflict_records, self._show, key="conflicts")

    def retranslate(self) -> None:
        self._tell()

    def decide_all(self) -> None:
        """Let everything stand as it is shown now."""
        count = len(self._questions())
        told_count = ngettext("{count} conflict decided", "{count} conflicts decided", count)
        self._context.save(decide_all, said=told_count.format(count=format_number(count)))

    def row(self, field: str) -> ChoiceRow:
        """The row of a field of the record shown."""
        return next(row for question, row in self._rows.items() if question.field == field)

    def _make_inbox(self) -> QWidget:
        body = QWidget()
        row = horizontal(body, gap=0)
        left = Surface("left")
        left.setFixedWidth(LIST_WIDTH)
        self.list = ItemList(lambda: _("To decide"), selectable=True, pane=True)
        self.list.chosen.connect(self._show_question)
        self.list.opened.connect(lambda _key: self._focus_current())
        vertical(left, margins=(0, S3, 0, S3)).addWidget(self.list)
        row.addWidget(left)
        scroll = Scroll(margins=(S6, S4, S6, S6), gap=S3)
        head = horizontal(gap=S2)
        self.record = Label(size=LARGE, bold=True)
        self.kind = Label(tone=Tone.TEXT2)
        self.open_button = Button(lambda: _("Open the account"), Kind.LINK)
        self.open_button.clicked.connect(self._open_account)
        head.addWidget(self.record)
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(self.open_button)
        scroll.column.addLayout(head)
        self.flag = Label(wrap=True)
        scroll.column.addWidget(self.flag)
        self._titles = QWidget()
        titles = horizontal(self._titles, gap=S2)
        space = QWidget()
        space.setFixedWidth(LABEL_WIDTH)
        titles.addWidget(space)
        for text in (lambda: _("Before"), lambda: _("Mine"), lambda: _("Theirs")):
            titles.addWidget(Label(text, bold=True), 1)
        scroll.column.addWidget(self._titles)
        self._cells = vertical(gap=S2)
        scroll.column.addLayout(self._cells)
        scroll.column.addWidget(
            Label(
                lambda: _("← → choose · ↑ ↓ another field · Enter decides and goes on to the next"),
                size=SMALL,
                tone=Tone.TEXT2,
            )
        )
        scroll.column.addWidget(
            Label(
                lambda: _(
                    "Until you decide, the newer value is shown everywhere. A decision goes out with the "
                    "next export and holds for all who merge it."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        scroll.column.addStretch(1)
        row.addWidget(scroll, 1)
        return body

    def _questions(self) -> list[Question]:
        return questions_of(self._records)

    def _show(self, records: tuple[ConflictRecord, ...]) -> None:
        before = self._questions()
        current = self._current()
        self._records, self._shown = records, None
        after = self._questions()
        self._most = max(self._most, len(after)) if after else 0
        if not after:
            self._stack.setCurrentWidget(self._empty)
            self._tell()
            return
        self._stack.setCurrentWidget(self._inbox)
        target = following(before, current, after)
        self.list.set_items(inbox_items(records))
        self.list.choose(target)
        self._show_question(target)
        self._tell()
        if self.isVisible():
            self._focus_current()

    def _show_question(self, question: object) -> None:
        if not isinstance(question, Question):
            return
        record = next((one for one in self._records if one.row_id == question.row_id), None)
        if record is not None and record is not self._shown:
            self._show_record(record)
        for known, row in self._rows.items():
            row.set_current(known == question)

    def _show_record(self, record: ConflictRecord) -> None:
        self._shown = record
        self.record.say(record.label)
        self.kind.say(lambda: records_label(record.kind))
        self.open_button.setVisible(record.kind == "accounts")
        self.flag.say(lambda: record.flag_text)
        self.flag.setVisible(bool(record.flag))
        self._titles.setVisible(bool(record.fields))
        clear_layout(self._cells)
        self._rows = choice_rows(record)
        for question, row in self._rows.items():
            self._add(question, row)

    def _add(self, question: Question, row: ChoiceRow) -> None:
        self._cells.addWidget(row)
        row.focused.connect(lambda: self.list.choose(question))
        row.decided.connect(lambda key: self._decide(question, key))
        row.left.connect(self._step)

    def _current(self) -> Question | None:
        key = self.list.current_key()
        return key if isinstance(key, Question) else None

    def _step(self, by: int) -> None:
        questions, current = self._questions(), self._current()
        if current in questions:
            at = questions.index(current) + by
            if 0 <= at < len(questions):
                self.list.choose(questions[at])
                self._focus_current()

    def _focus_current(self) -> None:
        current = self._current()
        if current in self._rows:
            self._rows[current].setFocus()

    def _decide_current(self) -> None:
        current = self._current()
        if current in self._rows:
            self._rows[current].decide()

    def _decide(self, question: Question, key: object) -> None:
        record = self._shown
        if record is None:
            return
        said = _("Decided: {label}").format(label=record.label)
        if isinstance(key, Decision):
            self._context.save(
                partial(decide_presence, kind=record.kind, row_id=record.row_id, decision=key),
                said=said,
            )
        elif isinstance(key, Side):
            self._context.save(
                partial(decide, kind=record.kind, row_id=record.row_id, sides={question.field: key}),
                said=said,
            )

    def _open_account(self) -> None:
        if self._shown is not None:
            self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=self._shown.row_id))

    def _tell(self) -> None:
        some = bool(self._records)
        self.all_button.setVisible(some)
        self.next_button.setVisible(some)
        self.header_changed.emit()
