"""Ctrl+K: one field over actions, pages, accounts and people; Enter goes there."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from workbench.foundation.i18n import _
from workbench.services.word_search import in_every_language, name_score
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import LINE_HEIGHT, S2, S3, S4, SMALL, Tone
from workbench.ui.shell.actions import Action, run_action
from workbench.ui.shell.fuzzy import fuzzy_score
from workbench.ui.shell.hits import Hit, SearchProvider
from workbench.ui.tasks import Job, Tasks

WIDTH, LINES, HITS, ACTIONS = 600, 12, 20, 8


def matching_actions(actions: Sequence[Action], query: str) -> list[Action]:
    """Enabled actions that fit ``query`` in any language, by their words or in pinyin, best first."""
    scored: list[tuple[int, int, Action]] = []
    for place, action in enumerate(actions):
        if not action.in_palette or not action.enabled():
            continue
        words = " ".join(in_every_language(action.words)).split()
        names = in_every_language(action.text)
        scores = [fuzzy_score(query, name) for name in names]
        scores += [name_score(query, name, words) for name in names]
        best = max((score for score in scores if score is not None), default=None)
        if best is not None:
            scored.append((-best, place, action))
    return [action for _score, _place, action in sorted(scored, key=lambda entry: entry[:2])]


def _item(hit: Hit) -> Item:
    return Item(
        0,
        hit.title,
        note=hit.note,
        second=hit.second,
        right=hit.why,
        mark=hit.mark,
        title_marks=hit.title_marks,
        second_marks=hit.second_marks,
    )


class CommandPalette(Surface):
    """Lies over the window, top middle. Typing narrows, arrows choose, Enter runs, Esc closes."""

    destination_chosen = Signal(object)
    new_account_requested = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        actions: Sequence[Action],
        search: SearchProvider | None,
        offers: Callable[[], Sequence[Action]] = tuple,
    ) -> None:
        """``offers`` are the actions of the moment, asked whenever the palette is opened."""
        super().__init__("card", parent)
        self._over, self._tasks = parent, tasks
        self._lasting, self._search, self._offers = actions, search, offers
        self._actions = actions
        self._hits: Sequence[Hit] = ()
        # Whether an answer is still to come, and whether Enter was pressed before it came.
        self._waiting = self._wanted = False
        self._offered: list[Callable[[], object]] = []
        self._before: QWidget | None = None
        column = vertical(self, margins=(1, 1, 1, 1))
        top = horizontal(margins=(S3, S3, S3, S2))
        self.field = SearchField(lambda: _("Account, person, command"))
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        top.addWidget(self.field)
        column.addLayout(top)
        self.list = ItemList(lambda: _("Results"), selectable=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(self._take)
        self.list.clicked.connect(lambda _index: self._take(self.list.current_key()))
        column.addWidget(self.list)
        self.hint = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.hint.setContentsMargins(S4, 0, S4, S3)
        column.addWidget(self.hint)
        self.hide()

    def open_over(self) -> None:
        """Show the palette with an empty field."""
        self._before = self.window().focusWidget()
        # What the page shown can do comes first.
        offered = list(self._offers())
        said = {action.text() for action in offered}
        self._actions = [*offered, *(action for action in self._lasting if action.text() not in said)]
        self.field.clear()
        self._look("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_over(self) -> None:
        """Hide the palette and give the focus back."""
        self._tasks.drop("palette")
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self._before = None

    def _look(self, text: str) -> None:
        query = text.strip()
        self._tasks.drop("palette")
        search = self._search
        self._waiting = bool(query) and search is not None
        self._wanted = False
        if not self._waiting:
            self._hits = ()
        # What was found before stays until there is an answer: a list that blinks cannot be read.
        self._fill()
        if query and search is not None:

            def work(_job: Job) -> Sequence[Hit]:
                return search(query, HITS)

            self._tasks.run_read(work, self._found, self._failed, key="palette")

    def _found(self, hits: Sequence[Hit]) -> None:
        self._hits, self._waiting = hits, False
        self._fill()
        if self._wanted:
            self._take(self.list.current_key())

    def _failed(self, error: Exception) -> None:
        self._found(())
        self._tasks.failed.emit(error)

    def _fill(self) -> None:
        query = self.field.text().strip()
        actions = matching_actions(self._actions, query)[: ACTIONS if query else LINES]
        items: list[Item] = []
        self._offered = []

        def offer(run: Callable[[], object], item: Item) -> None:
            items.append(replace(item, key=len(self._offered)))
            self._offered.append(run)

        def offer_commands() -> None:
            for action in actions:
                mark = Mark(action.icon) if action.icon else None
                offer(
                    partial(run_action, action),
                    Item(0, action.text(), note=action.note(), right=action.shortcut_text(), mark=mark),
                )

        # A command that bears what was typed comes before records that only resemble it.
        typed = query.casefold()
        commands_first = all(hit.is_guess for hit in self._hits) and any(
            typed in action.text().casefold() for action in actions
        )
        if commands_first:
            offer_commands()
            if self._hits:
                items.append(Item("guesses", _("Similar names"), heading=True))
        for hit in self._hits:
            offer(partial(self._go_to, hit), _item(hit))
        if not commands_first:
            if items and actions:
                items.append(Item("commands", _("Commands"), heading=True))
            offer_commands()
        # Last: Enter on the name of a command runs it, and makes no account of that name.
        if query and not self._hits and not self._waiting and self._search is not None:
            name = _("New account “{name}”").format(name=query)
            offer(partial(self.new_account_requested.emit, query), Item(0, name, mark=Mark("plus")))
        self.list.set_items(items)
        self._say(query, is_command=bool(actions))
        heights = sum(item.height() for item in items)
        self.list.setFixedHeight(min(heights, LINES * LINE_HEIGHT) + (S2 if items else 0))
        if items and not self._waiting:
            self.list.choose(0)
        self._place()

    def _say(self, query: str, *, is_command: bool) -> None:
        is_searched = bool(query) and not self._waiting and self._search is not None
        nothing = is_searched and not self._hits and not is_command
        words = (
            _("Nothing found. Try pinyin, initials, a code or a phone number.")
            if nothing
            else _(
                "Finds names (also in pinyin, by initials, former ones), codes, phones, addresses, and what "
                "stands in profiles, notes, visits, needs, promises, contracts, complaints and attachments."
            )
        )
        self.hint.say(words)
        self.hint.setVisible(nothing or (not query and self._search is not None))

    def _go_to(self, hit: Hit) -> None:
        self.destination_chosen.emit(hit.destination())

    def _place(self) -> None:
        self.setFixedWidth(min(WIDTH, self._over.width() - 2 * S4))
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, 64)

    def _take(self, key: object) -> None:
        if not isinstance(key, int) or not self.isVisible():
            return
        run = self._offered[key]
        self.close_over()
        run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            current = self.list.current_key()
            if step and isinstance(current, int) and self._offered:
                self.list.choose((current + step) % len(self._offered))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._waiting:
                    self._wanted = True
                else:
                    self._take(current)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_over()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self._before = None
            self.close_over()
        return False
