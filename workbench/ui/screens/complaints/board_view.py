"""The board: open complaints by the step they are in; a card goes on where the workflow lets it."""

from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.complaint_moves import Move, hindrances, moves
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaint_transitions import STEP_KINDS, TRANSITIONS
from workbench.foundation.i18n import _, in_a_row, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine
from workbench.ui.kit.board import Board, BoardColumn, Targets
from workbench.ui.kit.board_cards import BoardCard
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.screens.complaints.words import (
    ESCALATED,
    REPEATS,
    SEVERITY_MARKS,
    WAITING,
    left_short,
    title_of,
)


class _End(StrEnum):
    """Where closed ones go; they are not kept on the board."""

    CLOSED = "closed"


_STEPS = tuple(step for step in ComplaintStep if step is not ComplaintStep.RECORD)


class BoardView(QWidget):
    """``opened`` gives the id of a complaint, ``move_wanted`` it and the ``Move`` that leads to a column."""

    opened = Signal(object)
    move_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Mapping[Hashable, ComplaintLine] = {}
        self._cards: Mapping[Id, BoardCard] = {}
        columns = [BoardColumn(step, _word(step), empty=_none) for step in _STEPS]
        end = BoardColumn(
            _End.CLOSED,
            lambda: pgettext("complaint board", "Closed"),
            empty=lambda: _("Closed complaints are in the list."),
            narrow=True,
        )
        self.board = Board(
            [*columns, end],
            name=lambda: _("Complaints by step"),
            targets=self._targets,
            hint=lambda: _("Drag a card to its next step, a click opens it · keys: arrows, Enter, M"),
            choose=lambda: _("Let go over a marked step"),
        )
        vertical(self).addWidget(self.board)
        self.board.opened.connect(self.opened)
        self.board.moved.connect(self._moved)

    def prepare(self, cards: Mapping[Id, BoardCard]) -> None:
        """These are the cards of all open complaints, in the order in which they stand in a column."""
        self._cards = cards

    def show_lines(self, lines: Sequence[ComplaintLine]) -> None:
        """Show the open ones of these."""
        self._lines = {one.complaint.id: one for one in lines}
        cards: dict[Hashable, list[BoardCard]] = {step: [] for step in _STEPS}
        for key, card in self._cards.items():
            line = self._lines.get(key)
            if line is not None:
                cards[line.step].append(card)
        self.board.set_cards(cards)

    def current(self) -> ComplaintLine | None:
        """The complaint that the cursor is on."""
        key = self.board.current_key()
        return self._lines.get(key) if key is not None else None

    def _targets(self, key: Hashable) -> Targets:
        line = self._lines.get(key)
        if line is None:
            return {}
        ways = _ways(line)
        found: dict[Hashable, str] = {}
        for column in (*_STEPS, _End.CLOSED):
            if column != line.step:
                found[column] = "" if column in ways else _refusal(line, column)
        return found

    def _moved(self, key: Hashable, column: Hashable) -> None:
        line = self._lines.get(key)
        way = _ways(line).get(column) if line is not None else None
        if line is not None and way is not None:
            self.move_wanted.emit(Id(line.complaint.id), way)


def cards_of(lines: Sequence[ComplaintLine]) -> dict[Id, BoardCard]:
    """The cards of the open ones, what is due first standing first; fit for any thread."""
    kept = sorted((one for one in lines if one.is_open), key=_urgency)
    return {one.complaint.id: _card(one) for one in kept}


def _ways(line: ComplaintLine) -> dict[Hashable, Move]:
    """The step that leads to each column that can be reached."""
    found: dict[Hashable, Move] = {}
    for move in moves(line.progress):
        if move.kind in STEP_KINDS:
            column = move.target.step if move.target.is_open else _End.CLOSED
            if column != line.step:
                found.setdefault(column, move)
    return found


def _refusal(line: ComplaintLine, column: Hashable) -> str:
    """Why it cannot go to that column now."""
    closes = [one for one in TRANSITIONS if one.state is line.state and not one.target.is_open]
    if column == _End.CLOSED and closes:
        return in_a_row(*(guard.label for guard in hindrances(line.progress, closes[0].kind)))
    if isinstance(column, ComplaintStep) and column.number < line.step.number:
        return _("A step is taken back on the page of the complaint, with the reason.")
    if line.state in _WITHIN:
        return _("Not yet, it is “{state}”: open it with a click.").format(state=line.state.label)
    return _("No step can be skipped.")


_WITHIN = frozenset(
    (
        ComplaintState.TO_ASSIGN,
        ComplaintState.TO_PROPOSE,
        ComplaintState.TO_DECIDE,
        ComplaintState.TO_OFFER,
        ComplaintState.TO_EVALUATE,
        ComplaintState.NOT_VALID,
    )
)


def _urgency(line: ComplaintLine) -> tuple[bool, bool, object, object]:
    """What is due first stands first; what waits for the customer, and what has no clock, last."""
    due = line.due_on
    return (line.is_waiting, due is None, due or line.complaint.received_on, line.complaint.number)


def _card(line: ComplaintLine) -> BoardCard:
    complaint = line.complaint
    left, tone = left_short(line)
    marks: list[Mark] = []
    if line.repeats:
        marks.append(REPEATS)
    if line.is_escalated:
        marks.append(ESCALATED)
    number = complaint.number.split("-", 1)[-1] if complaint.number else ""
    severe = complaint.severity is not type(complaint.severity).NORMAL
    return BoardCard(
        complaint.id,
        line.account.short,
        corner=number,
        second=" · ".join([complaint.severity.label] * severe + [complaint.kind.label]),
        foot=line.answerable.person or line.answerable.department or line.state.label,
        right=left,
        right_tone=tone,
        right_icon=WAITING.shape if line.is_waiting else "clock" if left else "",
        mark=SEVERITY_MARKS[complaint.severity] if severe else None,
        marks=tuple(marks),
        tooltip=_tooltip(line, title_of(complaint)),
    )


def _tooltip(line: ComplaintLine, title: str) -> str:
    complaint = line.complaint
    parts = [
        f"{complaint.number} {line.account.name}".strip(),
        title,
        f"{complaint.severity.label} · {line.state.label}",
    ]
    if line.repeats:
        parts.append(_("Similar ones lately: {count}").format(count=line.repeats))
    if line.is_escalated:
        parts.append(_("Overdue so long that the second manager is to decide"))
    return "\n".join(parts)


def _none() -> str:
    return pgettext("complaints", "None")


def _word(step: ComplaintStep) -> Text:
    words = {
        ComplaintStep.JUDGE: lambda: pgettext("complaint board", "Judge"),
        ComplaintStep.ASSIGN: lambda: pgettext("complaint board", "Assign"),
        ComplaintStep.ANALYSE: lambda: pgettext("complaint board", "Analyse"),
        ComplaintStep.PROPOSE: lambda: pgettext("complaint board", "Propose"),
        ComplaintStep.IMPLEMENT: lambda: pgettext("complaint board", "Implement"),
        ComplaintStep.EVALUATE: lambda: pgettext("complaint board", "Evaluate"),
    }
    return words[step]
