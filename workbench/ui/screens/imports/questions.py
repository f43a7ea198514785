"""Rows that may mean several records: each with its candidates to choose from, before anything is written."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.imports import Answer, Question
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import ElidedLabel, Label, SectionHeader
from workbench.ui.kit.surfaces import Scroll, clear_layout, horizontal, tab_where, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, S4, S6, SMALL, Tone

COMBO_WIDTH = 260
MOST_SHOWN = 50
_HIGHEST = 232
_LINE_HEIGHT = 44


class QuestionsPane(QWidget):
    """``answered`` tells that the user chose; unanswered rows are left out. Hidden where nothing is asked."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, margins=(0, 0, 0, S3), gap=S2)
        head = horizontal(margins=(S6, 0, S4, 0))
        self._header = SectionHeader(lambda: _("Which one is meant?"))
        head.addWidget(self._header)
        column.addLayout(head)
        self._scroll = Scroll(margins=(S6, 0, S4, 0), gap=S2)
        column.addWidget(self._scroll)
        self._more = Label(size=SMALL, tone=Tone.TEXT2)
        self._more.setContentsMargins(S6, 0, S6, 0)
        column.addWidget(self._more)
        self._combos: dict[str, ComboBox] = {}
        self._answers: dict[str, Id | Answer] = {}
        self._choices: tuple[object, ...] = ()
        self.hide()

    def forget(self) -> None:
        """Another file: its questions are others."""
        self._answers.clear()
        self.show_questions(())

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show what is asked, with the answers given so far."""
        shown = questions[:MOST_SHOWN]
        choices = tuple((one.key, one.candidates, one.may_be_new) for one in shown)
        if choices != self._choices:
            # Made anew only where other things are asked: else the choice just made would lose the focus.
            self._choices = choices
            self._combos.clear()
            clear_layout(self._scroll.column)
            for one in shown:
                self._add(one)
            self._scroll.column.addStretch(1)
            tab_where(self, self._combos.values())
        for one in shown:
            self._combos[one.key].choose(one.answer)
        left = sum(one.answer is None for one in questions)
        self._header.note.say(
            lambda: (
                ngettext("{count} open", "{count} open", left).format(count=format_number(left))
                if left
                else _("all answered")
            )
        )
        hidden = len(questions) - len(shown)
        self._more.say(lambda: _("{count} more follow.").format(count=format_number(hidden)))
        self._more.setVisible(hidden > 0)
        self._scroll.setFixedHeight(min(_HIGHEST, _LINE_HEIGHT * len(shown) + S1))
        self.setVisible(bool(shown))

    def answers(self) -> Mapping[str, Id | Answer]:
        """What was chosen, by the keys of the questions."""
        return dict(self._answers)

    def combo(self, key: str) -> ComboBox:
        """The choice of a question."""
        return self._combos[key]

    def _add(self, one: Question) -> None:
        line = QWidget()
        row = horizontal(line, gap=S3)
        words = vertical(gap=0)
        title = ElidedLabel(one.text, bold=True)
        place = ElidedLabel(partial(_place_text, one))
        place.set_tone(Tone.TEXT2)
        for label in (title, place):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
        row.addLayout(words, 1)
        choices: list[tuple[object, Text]] = [(None, lambda: _("Leave out"))]
        choices += [(each.id, each.label) for each in one.candidates]
        if one.may_be_new:
            choices.append((Answer.NEW, lambda: pgettext("import", "Create a new one")))
        combo = ComboBox(choices)
        combo.setFixedWidth(COMBO_WIDTH)
        combo.setAccessibleName(f"{one.text}, {_place_text(one)}")
        combo.picked.connect(lambda answer: self._answer(one.key, answer))
        row.addWidget(combo)
        self._scroll.column.addWidget(line)
        self._combos[one.key] = combo

    def _answer(self, key: str, answer: Id | Answer | None) -> None:
        self._answers.pop(key, None)
        if answer is not None:
            self._answers[key] = answer
        self.answered.emit()


def _place_text(one: Question) -> str:
    if one.rows == 1:
        return _("Row {row}, {column}").format(row=format_number(one.row), column=one.column)
    told = ngettext("{column}, {count} row", "{column}, {count} rows", one.rows)
    return told.format(column=one.column, count=format_number(one.rows))
