"""Two accounts side by side: why they may be one, what to choose, which people are one, what agrees."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.account_merging import Choice, Question, SamePerson
from workbench.domain.duplicates import Reason
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_merging import MergeProposal
from workbench.services.duplicates import DuplicatePair, DuplicateSide
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.choice_cells import LABEL_WIDTH
from workbench.ui.kit.labels import Chip, Label, SectionHeader
from workbench.ui.kit.surfaces import Scroll, clear_layout, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S1, S2, S3, S4, S6, SMALL, Tone
from workbench.ui.screens.duplicates.field_rows import FieldRow
from workbench.ui.screens.duplicates.words import moving_words, question_text, side_words, value_words


class PairView(Scroll):
    """One pair. Shows itself anew for each; what is chosen is asked with ``choices`` and ``people``."""

    merge_requested = Signal()
    open_requested = Signal(object)
    """The id of an account to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S4, S6, S6), gap=S3, parent=parent)
        self.rows: list[FieldRow] = []
        self.boxes: dict[tuple[Id, Id], CheckBox] = {}
        self.shown: MergeProposal | None = None
        self._body = vertical(gap=S3)
        self.column.addLayout(self._body)
        self.column.addStretch(1)

    def clear(self) -> None:
        """Show nothing."""
        self.shown = None
        self.rows, self.boxes = [], {}
        clear_layout(self._body)

    def show_pair(self, pair: DuplicatePair, proposal: MergeProposal) -> None:
        """Show two accounts and what is proposed of them."""
        self.clear()
        self.shown = proposal
        self._add_head(pair)
        self.moving = Label(lambda: moving_words(proposal, pair.left.name), wrap=True)
        self._body.addWidget(self.moving)
        asked = [one for one in proposal.questions if not one.agree]
        self._add_rows([one for one in asked if not one.one_sided])
        self._add_people(proposal)
        self._add_quiet(
            lambda: _("Known to one of them, and taken over"), [one for one in asked if one.one_sided]
        )
        agreed = [one for one in proposal.questions if one.agree and not one.empty]
        self._add_quiet(lambda: _("Both agree"), agreed)
        self.verticalScrollBar().setValue(0)

    def choices(self) -> dict[str, Choice]:
        """What is chosen of each field that differs."""
        return {row.asked.field: row.choice for row in self.rows}

    def people(self) -> list[tuple[Id, Id]]:
        """The people that are ticked as one."""
        return [pair for pair, box in self.boxes.items() if box.isChecked()]

    def row(self, field: str) -> FieldRow:
        """The row of a field that differs."""
        return next(row for row in self.rows if row.asked.field == field)

    def enter(self) -> bool:
        """Go into the first field; False where none differs."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.rows)

    def has_entered(self) -> bool:
        """Whether the keyboard is in one of the fields."""
        return any(row.hasFocus() for row in self.rows)

    def _add_head(self, pair: DuplicatePair) -> None:
        chips = horizontal(gap=S2)
        score = Label(lambda: _("{score} of 100").format(score=pair.score), bold=True)
        chips.addWidget(score)
        for reason in pair.reasons:
            chips.addWidget(_chip(reason))
        chips.addStretch(1)
        self._body.addLayout(chips)
        heads = horizontal(gap=S2)
        space = QWidget()
        space.setFixedWidth(LABEL_WIDTH)
        heads.addWidget(space)
        for side in (pair.left, pair.right):
            heads.addWidget(self._side(side), 1)
        self._body.addLayout(heads)

    def _side(self, side: DuplicateSide) -> QWidget:
        card = QWidget()
        column = vertical(card, margins=(0, 0, S3, 0), gap=2)
        first = horizontal(gap=S2)
        name = Label(side.name, size=LARGE, bold=True, wrap=True)
        first.addWidget(name, 1)
        link = Button(lambda: _("Open"), Kind.LINK)
        link.clicked.connect(lambda: self.open_requested.emit(side.id))
        first.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(Label(lambda: side_words(side), size=SMALL, tone=Tone.TEXT2, wrap=True))
        column.addStretch(1)
        return card

    def _add_rows(self, asked: Sequence[Question]) -> None:
        if not asked or self.shown is None:
            return
        self._body.addWidget(SectionHeader(lambda: _("To choose"), note=str(len(asked))))
        column = vertical(gap=S1)
        for one in asked:
            row = FieldRow(one, self.shown.left_words, self.shown.right_words)
            row.left.connect(lambda by, row=row: self._step(row, by))
            row.focused.connect(lambda row=row: self.ensureWidgetVisible(row, 0, S6))
            row.merge_requested.connect(self.merge_requested)
            self.rows.append(row)
            column.addWidget(row)
        self._body.addLayout(column)
        if any(one.field in ("name", "code", "phone") and not one.one_sided for one in asked):
            self._body.addWidget(
                Label(
                    lambda: _(
                        "A name, code or phone that is not chosen stays as a former name, a further code or "
                        "phone."
                    ),
                    size=SMALL,
                    tone=Tone.TEXT2,
                    wrap=True,
                )
            )

    def _add_people(self, proposal: MergeProposal) -> None:
        if not proposal.people:
            return
        self._body.addWidget(SectionHeader(lambda: _("The same person in both?")))
        column = vertical(gap=S1)
        for person in proposal.people:
            box = CheckBox(partial(_person_words, person))
            box.setChecked(person.sure)
            self.boxes[person.left, person.right] = box
            column.addWidget(box)
        self._body.addLayout(column)

    def _add_quiet(self, title: Text, asked: Sequence[Question]) -> None:
        if not asked or self.shown is None:
            return
        self._body.addWidget(SectionHeader(title, note=str(len(asked))))
        column = vertical(gap=S1)
        for one in asked:
            line = horizontal(gap=S2)
            field = Label(partial(question_text, one), tone=Tone.TEXT2, wrap=True)
            field.setFixedWidth(LABEL_WIDTH)
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
            for told in (self.shown.left_words, self.shown.right_words):
                value = Label(partial(value_words, one, told, none=""), tone=Tone.TEXT2, wrap=True)
                value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                # As far in as the words in the cells above.
                value.setContentsMargins(S3, 0, S3, 0)
                line.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
        self._body.addLayout(column)

    def _step(self, row: FieldRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _chip(reason: Reason) -> Chip:
    return Chip(lambda: reason.label, tone=Tone.WARN if reason.against else Tone.ACCENT)


def _person_words(person: SamePerson) -> str:
    if person.left_name == person.right_name:
        return _("Make {name} one person").format(name=person.left_name)
    return _("Make {one} and {other} one person").format(one=person.left_name, other=person.right_name)
