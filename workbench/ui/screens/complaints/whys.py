"""Five whys 五个为什么: each asks from the answer before; the chain goes on as far as it leads."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import ElidedLabel, Label
from workbench.ui.kit.texts import say
from workbench.ui.kit.tokens import S2, S3, Tone

COUNT = 5


class Whys(QWidget):
    """Five answers under each other; the question of each is the answer above it."""

    textChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S3)
        grid.setVerticalSpacing(S2)
        grid.setColumnMinimumWidth(0, 12)
        grid.setColumnStretch(1, 9)
        grid.setColumnStretch(2, 20)
        self.questions: list[ElidedLabel] = []
        self.answers: list[TextField] = []
        for at in range(COUNT):
            question = ElidedLabel(tone=Tone.TEXT2)
            question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            answer = TextField()
            say(answer, answer.setAccessibleName, partial(_number_word, at + 1))
            answer.textChanged.connect(self._changed)
            grid.addWidget(Label(str(at + 1), tone=Tone.TEXT2), at, 0)
            grid.addWidget(question, at, 1)
            grid.addWidget(answer, at, 2)
            self.questions.append(question)
            self.answers.append(answer)
        last = self.answers[-1]
        say(last, last.setPlaceholderText, lambda: _("Leave it empty if it goes no deeper"))
        self.setFocusProxy(self.answers[0])
        self._ask()

    def ask_about(self, what: str) -> None:
        """What the first question is about."""
        self._asked = what
        self._ask()

    def set_answers(self, answers: Sequence[str]) -> None:
        """Show these answers."""
        for at, field in enumerate(self.answers):
            field.setText(answers[at] if at < len(answers) else "")

    def texts(self) -> list[str]:
        """The answers, the empty ones too."""
        return [field.text().strip() for field in self.answers]

    def retranslate(self) -> None:
        """Ask in the language in force."""
        self._ask()

    def _changed(self) -> None:
        self._ask()
        self.textChanged.emit()

    def _ask(self) -> None:
        before = self._asked
        for question, answer in zip(self.questions, self.answers, strict=True):
            about = before.strip().rstrip("。.?？!！")
            question.say(_("Why: {what}?").format(what=about) if about else _("Why?"))
            before = answer.text()


def _number_word(number: int) -> str:
    return _("Why {number}").format(number=number)
