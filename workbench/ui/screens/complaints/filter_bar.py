"""The strip over the board and the list: search, whose, which kind, how grave, what is late."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.complaints import ComplaintKind, ComplaintSeverity
from workbench.domain.search_text import folded
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.surfaces import Toolbar, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.complaints.words import answerable_words


class Which(Enum):
    """Which complaints are looked at."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    SEVERE = "severe"
    WAITING = "waiting"


class FilterBar(Toolbar):
    """``changed`` tells that other complaints are to be shown."""

    changed = Signal()

    def __init__(self, me: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._me = me
        self._searched: Mapping[Id, str] = {}
        self.account_id: Id | None = None
        self.search = SearchField(lambda: _("Number, account, words"), small=True)
        self.search.setFixedWidth(216)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.row.addWidget(self.search)
        self.row.addSpacing(S2)
        self.which = Choices(Look.PILLS, _choices(), name=lambda: _("Which complaints"))
        self.which.chosen.connect(lambda _key: self.changed.emit())
        self.row.addWidget(self.which)
        self.row.addStretch(1)
        self.account = self._combo(lambda: _("Account"), [(None, lambda: _("All accounts"))])
        self.account.setMaximumWidth(176)
        self.kind = self._combo(
            lambda: _("Kind"),
            [(None, lambda: _("All kinds")), *((one, _label_of(one)) for one in ComplaintKind)],
        )
        self.answerable = self._combo(lambda: _("Answerable"), [(None, lambda: _("Everybody"))])
        self.answerable.setMaximumWidth(160)

    def _combo(self, name: Text, choices: Sequence[tuple[Any, Text]]) -> ComboBox:
        box = ComboBox(choices, small=True)
        box.fit_choices()
        name_widget(box, name)
        box.picked.connect(lambda _key: self.changed.emit())
        self.row.addWidget(box)
        return box

    def offer(self, lines: Sequence[ComplaintLine], searched: Mapping[Id, str]) -> None:
        """Let the accounts and people of these complaints be chosen, and count them.

        ``searched``: of each the words that are searched, as ``searched_words`` gives them.
        """
        self._searched = searched
        accounts = sorted({(one.account.short, one.account.id) for one in lines})
        self.account.set_choices(
            [(None, lambda: _("All accounts")), *((key, name) for name, key in accounts)]
        )
        people = sorted({answerable_words(one.answerable) for one in lines} - {""})
        self.answerable.set_choices([(None, lambda: _("Everybody")), *((one, one) for one in people)])
        self.count(lines)

    def count(self, lines: Sequence[ComplaintLine]) -> None:
        """Say behind each choice how many of these it leaves."""
        beside = [one for one in lines if self._passes_beside(one)]
        for which in Which:
            count = sum(self._is(one, which) for one in beside)
            self.which.set_count(which, str(count) if count else "")

    def choose_account(self, account_id: Id | None) -> None:
        """Look at one account's complaints."""
        self.account.choose(account_id)

    def passes(self, line: ComplaintLine) -> bool:
        """Whether a complaint is looked at."""
        which = self.which.current()
        return (not isinstance(which, Which) or self._is(line, which)) and self._passes_beside(line)

    def is_clear(self) -> bool:
        """Whether nothing is filtered."""
        boxes = (self.account, self.kind, self.answerable)
        return (
            not self.search.text()
            and self.which.current() is Which.ALL
            and all(box.key() is None for box in boxes)
        )

    def clear(self) -> bool:
        """Filter nothing any more; False if nothing was filtered."""
        if self.is_clear():
            return False
        was = self.blockSignals(True)
        self.search.clear()
        self.which.choose(Which.ALL)
        for box in (self.account, self.kind, self.answerable):
            box.choose(None)
        self.blockSignals(was)
        self.changed.emit()
        return True

    def _is(self, line: ComplaintLine, which: Which) -> bool:
        if which is Which.MINE:
            return bool(self._me) and self._me in (line.answerable.person, line.complaint.taken_by)
        if which is Which.LATE:
            return line.is_overdue
        if which is Which.SEVERE:
            return line.complaint.severity is not ComplaintSeverity.NORMAL
        return which is Which.ALL or line.is_waiting

    def _passes_beside(self, line: ComplaintLine) -> bool:
        account, kind, who = self.account.key(), self.kind.key(), self.answerable.key()
        if account is not None and line.account.id != account:
            return False
        if kind is not None and line.complaint.kind is not kind:
            return False
        if who is not None and answerable_words(line.answerable) != who:
            return False
        wanted = folded(self.search.text()).split()
        known = self._searched.get(line.complaint.id, "") if wanted else ""
        return all(word in known for word in wanted)


def searched_words(lines: Sequence[ComplaintLine]) -> dict[Id, str]:
    """What is searched of each complaint: number, account, product and what was said; fit for any thread."""
    found = {}
    for line in lines:
        one, account = line.complaint, line.account
        parts = (one.number, account.name, account.short, one.product, one.text, one.demand, one.complainant)
        found[one.id] = folded(" ".join(parts))
    return found


def _choices() -> Sequence[Choice]:
    return (
        Choice(Which.ALL, lambda: pgettext("complaints", "All")),
        Choice(Which.MINE, lambda: pgettext("complaints", "Mine")),
        Choice(Which.LATE, lambda: pgettext("complaints", "Overdue"), tone=Tone.DANGER),
        Choice(Which.SEVERE, lambda: pgettext("complaints", "Severe")),
        Choice(Which.WAITING, lambda: pgettext("complaints", "Waiting")),
    )


def _label_of(kind: ComplaintKind) -> Text:
    return lambda: kind.label
