"""Duplicates: accounts that may be one company, compared side by side and made one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_merging import MergeProposal, merge_accounts, propose_merge
from workbench.services.duplicates import DuplicateList, DuplicatePair, list_duplicates, say_not_duplicate
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S6, SMALL, Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.duplicates.apart_form import ApartForm
from workbench.ui.screens.duplicates.pair_list import PairList
from workbench.ui.screens.duplicates.pair_view import PairView
from workbench.ui.screens.duplicates.waiting import Waiting

LIST_WIDTH = 336
TOPICS = frozenset({"account", "contact", "not_duplicate", "sales_batch"})


class DuplicatesPage(Page):
    """The pairs at the left, the current one side by side at the right."""

    page_id = PageId.DUPLICATES

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._waiting = Waiting()
        self._current: DuplicatePair | None = None
        column = vertical(self)
        self.progress = ProgressRow()
        # Indented like everything below the header.
        self.progress.setContentsMargins(S6, S2, S6, S2)
        column.addWidget(self.progress)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.empty = self._make_empty()
        self.stopped = self._make_stopped()
        self.work = self._make_work()
        for view in (QWidget(), self.empty, self.stopped, self.work):
            self._stack.addWidget(view)
        self.later_button = Button(lambda: _("Later"), Kind.PLAIN)
        self.later_button.clicked.connect(self.put_off)
        self.apart_button = Button(lambda: _("Not the same…"))
        self.apart_button.clicked.connect(self.ask_apart)
        self.merge_button = Button(lambda: _("Merge"), Kind.PRIMARY, icon="git-merge", hint="Enter")
        self.merge_button.clicked.connect(self.merge)
        self._tell()

    def title(self) -> str:
        return pgettext("page", "Duplicates")

    def subtitle(self) -> str:
        found = self._waiting.found
        if found is None or not found.total:
            return ""
        if len(found.pairs) < found.total:
            return _("the {shown} most likely of {total} pairs").format(
                shown=format_number(len(found.pairs)), total=format_number(found.total)
            )
        return ngettext("{count} pair", "{count} pairs", found.total).format(count=format_number(found.total))

    def header_actions(self) -> Sequence[QWidget]:
        return [self.later_button, self.apart_button, self.merge_button]

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self.look()

    def retranslate(self) -> None:
        self._show_items()
        self._tell()

    def close_innermost(self) -> bool:
        if self.apart.isVisible():
            self.apart.leave()
        elif self.progress.isVisible():
            self.progress.cancel()
        elif self.view.has_entered():
            self.list.setFocus()
        else:
            return False
        return True

    def look(self) -> None:
        """Look all accounts through."""
        workspace = self._context.workspace
        job = self._context.tasks.run_read(
            lambda job: list_duplicates(workspace, job.progress),
            self._show,
            self._fail,
            key="duplicates",
            label=_("Looking for duplicates"),
            on_progress=self.progress.show_progress,
        )
        self.progress.begin(lambda: _("Comparing the accounts …"), job.cancel)

    def merge(self) -> None:
        """Make the current pair one account, as it is chosen."""
        pair, proposal = self._current, self.view.shown
        if pair is None or proposal is None or self.apart.isVisible():
            return
        work = partial(
            merge_accounts,
            left=pair.left.id,
            right=pair.right.id,
            choices=self.view.choices(),
            people=self.view.people(),
        )
        said = _("{gone} went into {kept}.").format(gone=pair.right.short, kept=pair.left.short)
        # Asked for once: a second Enter must not find the pair that is on its way out.
        self._forget_current(gone=pair.right.id)
        self._context.save(work, said=said, on_error=self._refused)

    def ask_apart(self) -> None:
        """Ask why the two are two."""
        if self._current is not None:
            self.apart.begin()

    def say_apart(self, reason: str) -> None:
        """The two are two; nobody is asked again."""
        pair = self._current
        if pair is None:
            return
        work = partial(say_not_duplicate, one=pair.left.id, other=pair.right.id, reason=reason)
        self._forget_current()
        self._context.save(work, said=_("Noted: two accounts"), on_error=self._refused)

    def put_off(self) -> None:
        """Look at the current pair after all others."""
        pair = self._current
        if pair is None:
            return
        at = self._waiting.place(pair.ids)
        self._waiting.put_off(pair)
        self._show_items()
        self._choose_at(at)

    # --- making

    def _make_empty(self) -> EmptyState:
        accounts = Button(lambda: _("Show the accounts"), icon="building-2")
        accounts.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.ACCOUNTS)))
        return EmptyState(
            "circle-check",
            lambda: _("No duplicates"),
            lambda: _(
                "No two accounts look like one company by credit code, name, sound of the name, former name, "
                "phone or website."
            ),
            (accounts,),
        )

    def _make_stopped(self) -> EmptyState:
        again = Button(lambda: _("Look again"), Kind.PRIMARY, icon="search")
        again.clicked.connect(self.look)
        return EmptyState(
            "circle-x",
            lambda: _("Stopped"),
            lambda: _("The accounts have not all been compared yet."),
            (again,),
        )

    def _make_work(self) -> QWidget:
        body = QWidget()
        row = horizontal(body, gap=0)
        left = Surface("left")
        left.setFixedWidth(LIST_WIDTH)
        self.list = PairList()
        self.list.chosen.connect(self._choose)
        self.list.merge_requested.connect(self.merge)
        # One pixel is the hairline at the right.
        pane = vertical(left, margins=(0, S3, 1, S3), gap=S3)
        pane.addWidget(self.list, 1)
        keys = Label(
            lambda: _("↑ ↓ pairs · → fields, ← → choose · Enter merges"),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        keys.setContentsMargins(S3, 0, S3, 0)
        pane.addWidget(keys)
        row.addWidget(left)
        side = vertical()
        self.apart = ApartForm()
        self.apart.said.connect(self.say_apart)
        self.apart.closed.connect(self.list.setFocus)
        self.view = PairView()
        self.view.merge_requested.connect(self.merge)
        self.view.open_requested.connect(
            lambda account_id: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))
        )
        self.list.fields_requested.connect(self.view.enter)
        side.addWidget(self.apart)
        side.addWidget(self.view, 1)
        row.addLayout(side, 1)
        return body

    # --- showing

    def _show(self, found: DuplicateList) -> None:
        self.progress.end()
        current = self._current.ids if self._current else None
        at = self._waiting.place(current)
        self._waiting.found = found
        self._current = self._waiting.pair(current)
        self._show_items()
        if self._current is None:
            self._choose_at(at)
        else:
            self._read_current()

    def _show_items(self) -> None:
        if self._waiting.found is None:
            return
        self.list.set_items(self._waiting.items())
        self._stack.setCurrentWidget(self.work if self._waiting.pairs() else self.empty)
        self._tell()

    def _choose_at(self, at: int) -> None:
        pairs = self._waiting.pairs()
        if not pairs:
            self._current = None
            self.view.clear()
            self._tell()
            return
        self.list.choose(pairs[min(at, len(pairs) - 1)].ids)
        if self.isVisible():
            self.list.setFocus()

    def _choose(self, key: object) -> None:
        pair = self._waiting.pair(key)
        if pair is None or pair == self._current:
            return
        self._current = pair
        self.apart.hide()
        self._read_current()
        self._tell()

    def _read_current(self) -> None:
        pair = self._current
        if pair is not None:
            self._context.read(
                partial(propose_merge, left=pair.left.id, right=pair.right.id),
                self._show_proposal,
                key="duplicate-pair",
                on_error=self._gone,
            )

    def _show_proposal(self, proposal: MergeProposal) -> None:
        pair = self._current
        if pair is not None and pair.ids == (proposal.left, proposal.right):
            entered = self.view.has_entered()
            self.view.show_pair(pair, proposal)
            if entered:
                self.list.setFocus()
            self._tell()

    def _forget_current(self, gone: Id | None = None) -> None:
        """Take the pair out of the list at once, and all others of an account that is ``gone``.

        The next one is shown while the change is written.
        """
        pair = self._current
        if pair is None:
            return
        at = self._waiting.place(pair.ids)
        self._waiting.take_out(pair, gone)
        self._current = None
        self.view.clear()
        self._show_items()
        self._choose_at(at)

    def _refused(self, error: Exception) -> None:
        self._context.show_error(error)
        self.look()

    def _gone(self, error: Exception) -> None:
        # Changed by somebody since it was listed: the list that is being read tells what is left.
        self.view.clear()
        self._tell()

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        if self._waiting.found is None:
            self._stack.setCurrentWidget(self.stopped)
        if not isinstance(error, Cancelled):
            self._context.show_error(error)

    def _tell(self) -> None:
        some = self._current is not None
        for button in (self.later_button, self.apart_button, self.merge_button):
            button.setVisible(some)
        self.merge_button.setEnabled(self.view.shown is not None)
        self.header_changed.emit()
