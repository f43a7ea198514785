"""The strip over the board and the list: search, whose, which kind, how grave, what is late."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.complaints import ComplaintKind, ComplaintSeverity
from workbench.domain.search_text import folded
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.surfaces import Toolbar, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.complaints.words import answerable_words

NARROW = 1_000


class Which(Enum):
    """Which complaints are looked at."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    SEVERE = "severe"
    WAITING = "waiting"


@dataclass(frozen=True)
class Traits:
    """What is asked of a complaint: the words searched, who is answerable, which choices it belongs to."""

    words: str
    answerable: str
    which: frozenset[Which]


class FilterBar(Toolbar):
    """``changed`` tells that other complaints are to be shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._traits: Mapping[Id, Traits] = {}
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
        self.answerable = self._combo(lambda: _("Responsible"), [(None, lambda: _("Everybody"))])
        self.answerable.setMaximumWidth(160)

    def _combo(self, name: Text, choices: Sequence[tuple[Any, Text]]) -> ComboBox:
        box = ComboBox(choices, small=True)
        box.fit_choices()
        name_widget(box, name)
        box.picked.connect(lambda _key: self.changed.emit())
        self.row.addWidget(box)
        return box

    def offer(self, lines: Sequence[ComplaintLine], traits: Mapping[Id, Traits]) -> None:
        """Let the accounts and people of these be chosen; ``traits_of`` gives ``traits``."""
        self._traits = traits
        accounts = sorted({(one.account.short, one.account.id) for one in lines})
        known = [(key, name) for name, key in accounts]
        self.account.set_choices([(None, lambda: _("All accounts")), *known])
        people = sorted({one.answerable for one in traits.values()} - {""})
        self.answerable.set_choices([(None, lambda: _("Everybody")), *((one, one) for one in people)])

    def sift(self, lines: Sequence[ComplaintLine]) -> list[ComplaintLine]:
        """Those of ``lines`` that are looked at; behind each choice is said how many it leaves."""
        beside = self._beside(lines)
        counts = Counter(which for one in beside for which in self._traits[one.complaint.id].which)
        for which in Which:
            self.which.set_count(which, format_number(counts[which]) if counts[which] else "")
        chosen = self.which.current()
        return [one for one in beside if chosen in self._traits[one.complaint.id].which]

    def _beside(self, lines: Sequence[ComplaintLine]) -> list[ComplaintLine]:
        """What the search and the lists at the right leave of ``lines``."""
        account, kind, who = self.account.key(), self.kind.key(), self.answerable.key()
        wanted, traits = folded(self.search.text()).split(), self._traits
        return [
            one
            for one in lines
            if (account is None or one.account.id == account)
            and (kind is None or one.complaint.kind is kind)
            and (who is None or traits[one.complaint.id].answerable == who)
            and all(word in traits[one.complaint.id].words for word in wanted)
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.search.setFixedWidth(128 if narrow else 216)
        self.answerable.setVisible(not narrow or self.answerable.key() is not None)
        self.kind.setVisible(not narrow or self.kind.key() is not None)

    def choose_account(self, account_id: Id | None) -> None:
        """Look at one account's complaints."""
        self.account.choose(account_id)

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


def traits_of(lines: Sequence[ComplaintLine], me: str) -> dict[Id, Traits]:
    """What is asked of each complaint while filtering; ``me`` works here. Fit for any thread."""
    found = {}
    for line in lines:
        one, account = line.complaint, line.account
        which = {Which.ALL}
        if me and me in (line.answerable.person, one.taken_by):
            which.add(Which.MINE)
        if line.is_overdue:
            which.add(Which.LATE)
        if one.severity is not ComplaintSeverity.NORMAL:
            which.add(Which.SEVERE)
        if line.is_open and line.is_waiting:
            which.add(Which.WAITING)
        parts = (one.number, account.name, account.short, one.product, one.text, one.demand, line.complainant)
        found[one.id] = Traits(folded(" ".join(parts)), answerable_words(line.answerable), frozenset(which))
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
