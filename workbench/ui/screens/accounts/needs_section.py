"""What an account needs, noted in one line each, and its whitespace grid behind a second tab."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.needs import Need, NeedAnswer
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.needs import NeedLine, NeedsView, get_needs, note_need
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import DISC, DOT, HALF, RING, Mark
from workbench.ui.kit.surfaces import Toolbar, horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S1, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.accounts.need_pane import NeedPane, urgency_word
from workbench.ui.screens.accounts.whitespace_view import WhitespaceView

NEEDS, WHITESPACE = "needs", "whitespace"
URGENCY_MARKS = {
    3: Mark(DISC, Tone.DANGER),
    2: Mark(HALF, Tone.WARN),
    1: Mark(RING, Tone.TEXT2),
    None: Mark(DOT, Tone.TEXT3),
}
_ANSWER_TONES = {
    NeedAnswer.OPEN: (Tone.WARN, True),
    NeedAnswer.OFFERED: (Tone.ACCENT, True),
    NeedAnswer.AGREED: (Tone.ACCENT, False),
    NeedAnswer.DELIVERED: (Tone.OK, False),
    NeedAnswer.REFUSED: (Tone.TEXT2, False),
}


class NeedsSection(QWidget):
    """Needs and whitespace: what they want of us, and what they could."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self)
        bar = Toolbar()
        self.tabs = Choices(
            Look.SEGMENTS,
            (Choice(NEEDS, lambda: _("Needs")), Choice(WHITESPACE, lambda: _("Whitespace"))),
            name=lambda: _("Needs or whitespace"),
        )
        self.tabs.chosen.connect(self.show_part)
        bar.row.addWidget(self.tabs)
        bar.row.addStretch(1)
        self._totals = Label(size=SMALL, tone=Tone.TEXT2)
        bar.row.addWidget(self._totals)
        self.needs = NeedsList(context)
        self.whitespace = WhitespaceView(context)
        self.needs.counted.connect(self._tell)
        self.whitespace.counted.connect(self._tell)
        self._words = {NEEDS: "", WHITESPACE: ""}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.needs)
        self._stack.addWidget(self.whitespace)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        self.needs.show_account(view.account.id)
        self.whitespace.show_account(view.account.id)

    def show_part(self, part: object) -> None:
        """Show the needs, or the whitespace grid."""
        self.tabs.choose(part)
        self._stack.setCurrentWidget(self.whitespace if part == WHITESPACE else self.needs)
        self._totals.say(self._words[str(self.tabs.current())])

    def select(self, need_id: Id) -> None:
        """Open a need."""
        self.show_part(NEEDS)
        self.needs.select(need_id)

    def add(self) -> None:
        """Begin to note a need."""
        self.show_part(NEEDS)
        self.needs.quick.setFocus()

    def close_innermost(self) -> bool:
        """Close the pane; False if none is open."""
        shown = self._stack.currentWidget()
        return isinstance(shown, NeedsList | WhitespaceView) and shown.close_innermost()

    def _tell(self, part: str, words: str) -> None:
        self._words[part] = words
        self._totals.say(self._words[str(self.tabs.current())])


class NeedsList(QWidget):
    """A field that takes a need in one line, the needs under it, and the pane of one."""

    counted = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._view: NeedsView | None = None
        self._wanted: Id | None = None
        row = horizontal(self, gap=0)
        left = vertical()
        quick = vertical(margins=(S4, S3, S4, S2), gap=S1)
        self.quick = TextField(hint=lambda: _("Note a need and press Enter"))
        self.add_button = Button(lambda: _("Add"))
        self.add_button.clicked.connect(self.note)
        name_widget(self.quick, lambda: _("New need"))
        self.quick.returnPressed.connect(self.note)
        self._help = Label(
            lambda: _("!!! urgent · ? in front: hidden · #product #service #price · @name of the person"),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        self._error = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self._error.hide()
        line = horizontal(gap=S2)
        line.addWidget(self.quick, 1)
        line.addWidget(self.add_button)
        quick.addLayout(line)
        quick.addWidget(self._help)
        quick.addWidget(self._error)
        left.addLayout(quick)
        self.list = ItemList(lambda: _("Needs"), selectable=True)
        self.list.clicked.connect(lambda _index: self._open(self.list.current_key()))
        self.list.opened.connect(self._edit)
        first = Button(lambda: _("Note the first"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(lambda: self.quick.setFocus(Qt.FocusReason.OtherFocusReason))
        self.nothing = EmptyState(
            "target",
            lambda: _("No need is noted"),
            lambda: _(
                "What do they want of us, said or unsaid? The urgent ones stand in the brief and in the plan."
            ),
            (first,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        left.addWidget(self._stack, 1)
        row.addLayout(left, 1)
        self.pane = NeedPane(context)
        self.pane.hide()
        self.pane.closed.connect(self.list.setFocus)
        row.addWidget(self.pane)

    def show_account(self, account_id: Id) -> None:
        """Show the needs of this account."""
        if account_id != self._account:
            self._account, self._view = account_id, None
            self.pane.hide()
            self.quick.clear()
            self._error.hide()
        self._context.read(
            lambda workspace: get_needs(workspace, account_id), self._show, key="account-needs"
        )

    def select(self, need_id: Id) -> None:
        """Open a need, as soon as the needs have been read."""
        self._wanted = need_id
        if self._view is not None:
            self._show(self._view)

    def note(self) -> None:
        """Keep the line as a need, or say under it what is wrong."""
        account, line = self._account, self.quick.text()
        self._error.hide()
        if account is not None:
            self._context.save(
                lambda workspace: note_need(workspace, account, line),
                said=_("Need noted"),
                on_done=lambda _summary: self.quick.clear(),
                on_error=self._fail,
            )

    def close_innermost(self) -> bool:
        """Close the pane; False if it is not open."""
        if self.pane.isHidden():
            return False
        self.pane.close_pane()
        return True

    def _show(self, view: NeedsView) -> None:
        self._view = view
        self.list.set_items([_item(line) for line in view.lines])
        self._stack.setCurrentWidget(self.list if view.lines else self.nothing)
        waiting = sum(not line.need.answer.is_settled for line in view.lines)
        words = ngettext("{count} need, {open} open", "{count} needs, {open} open", len(view.lines))
        self.counted.emit(NEEDS, words.format(count=len(view.lines), open=waiting) if view.lines else "")
        if not self.pane.isHidden():
            line = self._line(self.pane.shown_id())
            if line is None:
                self.pane.close_pane()
            else:
                self.pane.begin(view, line)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.list.choose(wanted):
            self._open(wanted)

    def _line(self, key: object) -> NeedLine | None:
        lines = self._view.lines if self._view else ()
        return next((line for line in lines if line.need.id == key), None)

    def _open(self, key: object) -> None:
        line = self._line(key)
        if line is not None and self._view is not None:
            self.pane.begin(self._view, line)

    def _edit(self, key: object) -> None:
        self._open(key)
        if not self.pane.isHidden():
            self.pane.edit()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self._error.say(error.message)
            self._error.show()
            self.quick.setFocus()
        else:
            self._context.show_error(error)


def _item(line: NeedLine) -> Item:
    need: Need = line.need
    tone, outline = _ANSWER_TONES[need.answer]
    waiting = [one for one in line.measures if one.done_on is None]
    due = min((one.due_on for one in waiting if one.due_on is not None), default=None)
    if due is not None:
        right = _("due {date}").format(date=format_short_date(due))
    elif line.measures:
        right = _("{done} of {count} done").format(
            done=len(line.measures) - len(waiting), count=len(line.measures)
        )
    else:
        right = ""
    second = (
        urgency_word(need.urgency),
        need.kind.label if need.kind else "",
        _("hidden") if need.is_hidden else "",
        line.person,
        format_short_date(need.noted_on) if need.noted_on else "",
        need.answer_text,
    )
    return Item(
        key=need.id,
        title=need.text,
        mark=URGENCY_MARKS[None if need.answer.is_settled else need.urgency],
        second=" · ".join(part for part in second if part) or "–",
        chip=need.answer.label,
        chip_tone=tone,
        chip_outline=outline,
        right=right,
        tooltip=need.text,
    )
