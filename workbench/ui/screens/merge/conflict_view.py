"""One record in conflict: its values as large cells, what differs in long texts, and the keys."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _
from workbench.services.conflicts import ConflictField, ConflictRecord, can_be_typed
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choice_cells import LABEL_WIDTH, ChoiceRow
from workbench.ui.kit.difference_label import DifferenceLabel
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Scroll, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S1, S2, S3, S4, S6, SMALL, Tone
from workbench.ui.screens.merge.conflict_rows import Question, choice_rows
from workbench.ui.screens.merge.conflict_words import difference


class ConflictView(Scroll):
    """``current`` follows the keyboard; ``decided`` carries a question and what was taken for it."""

    current = Signal(object)
    decided = Signal(object, object)
    left = Signal(int)
    typing_requested = Signal()
    account_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S4, S6, S6), gap=S3, parent=parent)
        self.rows: dict[Question, ChoiceRow] = {}
        self.record: ConflictRecord | None = None
        head = horizontal(gap=S2)
        self.name = Label(size=LARGE, bold=True, wrap=True)
        self.kind = Label(tone=Tone.TEXT2)
        self.open_button = Button(lambda: _("Open account"), Kind.LINK)
        self.open_button.clicked.connect(self._open_account)
        head.addWidget(self.name, 1)
        head.addWidget(self.kind)
        head.addWidget(self.open_button)
        self.column.addLayout(head)
        self.flag = Label(wrap=True)
        self.column.addWidget(self.flag)
        self._titles = QWidget()
        titles = horizontal(self._titles, gap=S2)
        space = QWidget()
        space.setFixedWidth(LABEL_WIDTH)
        titles.addWidget(space)
        for text in (lambda: _("Before"), lambda: _("Mine"), lambda: _("Theirs")):
            titles.addWidget(Label(text, bold=True), 1)
        self.column.addWidget(self._titles)
        self._cells = vertical(gap=S2)
        self.column.addLayout(self._cells)
        keys = horizontal(gap=S3)
        keys.addWidget(
            Label(
                lambda: _("← → choose · ↑ ↓ another one · Enter decides and goes on to the next"),
                size=SMALL,
                tone=Tone.TEXT2,
            )
        )
        self.type_button = Button(lambda: _("Another value…"), Kind.LINK, hint="F2")
        self.type_button.clicked.connect(self.typing_requested)
        keys.addWidget(self.type_button)
        keys.addStretch(1)
        self.column.addLayout(keys)
        self.column.addWidget(
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
        self.column.addStretch(1)

    def show_record(self, record: ConflictRecord) -> None:
        """Show another record."""
        self.record = record
        self.name.say(record.label)
        of = record.account if record.account != record.label else ""
        self.kind.say(lambda: " · ".join(filter(None, (records_label(record.kind), of))))
        self.open_button.setVisible(record.account_id is not None)
        self.flag.say(lambda: record.flag_text)
        self.flag.setVisible(bool(record.flag))
        self._titles.setVisible(bool(record.fields))
        clear_layout(self._cells)
        self.rows = choice_rows(record)
        fields = {field.field: field for field in record.fields}
        for question, row in self.rows.items():
            self._add(question, row, fields)

    def show_current(self, question: Question) -> None:
        """Mark the row that Enter decides."""
        for known, row in self.rows.items():
            row.set_current(known == question)
        field = self.field_of(question)
        self.type_button.setVisible(
            self.record is not None and field is not None and can_be_typed(self.record.kind, field)
        )

    def field_of(self, question: Question | None) -> ConflictField | None:
        """The field that a question is about; ``None`` for the record as a whole."""
        fields = self.record.fields if self.record is not None else ()
        return next((one for one in fields if question is not None and one.field == question.field), None)

    def focus_row(self, question: Question | None) -> None:
        """Give the keyboard to the row of a question, and bring it into sight."""
        row = self.rows.get(question) if question is not None else None
        if row is not None:
            row.setFocus()
            self.ensureWidgetVisible(row)

    def _add(self, question: Question, row: ChoiceRow, fields: Mapping[str, ConflictField]) -> None:
        self._cells.addWidget(row)
        pieces = difference(fields[question.field]) if question.field else []
        if pieces:
            line = horizontal(margins=(LABEL_WIDTH + S2, 0, 0, S1), gap=S2)
            line.addWidget(Label(lambda: _("From mine to theirs:"), size=SMALL, tone=Tone.TEXT2))
            line.addWidget(DifferenceLabel(pieces), 1)
            self._cells.addLayout(line)
        row.focused.connect(lambda: self.current.emit(question))
        row.decided.connect(lambda key: self.decided.emit(question, key))
        row.left.connect(self.left)

    def _open_account(self) -> None:
        if self.record is not None:
            self.account_requested.emit(self.record.account_id)
