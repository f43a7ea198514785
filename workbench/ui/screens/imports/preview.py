"""What the import would do: counts, the problems by row, and the rows that cannot be taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.import_currency import CURRENCIES
from workbench.domain.imports import Problem
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_money, format_number, in_a_row, listed, ngettext
from workbench.services.imports import ImportPreview
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.counts import Count, CountRow, ProgressRow
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, horizontal, name_widget, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import S2, S3, S4, S6, SMALL, Tone
from workbench.ui.screens.imports.questions import QuestionsPane


class PreviewPane(QWidget):
    """Nothing is written yet; ``rejects_requested`` asks for the rejected rows as a file."""

    rejects_requested = Signal()
    currency_picked = Signal(object)
    """What the amounts are in whose rows name no currency."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self)
        self.error = Banner(mark=SEVERE)
        column.addWidget(self.error)
        head = vertical(margins=(S6, S4, S6, S3), gap=S3)
        self.created = Count(lambda: _("New"))
        self.updated = Count(lambda: _("Changed"))
        self.unchanged = Count(lambda: _("Unchanged"))
        self.rejected = Count(lambda: _("Rejected"))
        self.amount = Count(lambda: _("Amount"))
        head.addWidget(CountRow(self.created, self.updated, self.unchanged, self.rejected, self.amount))
        self.progress = ProgressRow()
        head.addWidget(self.progress)
        self.note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        head.addWidget(self.note)
        row = horizontal(gap=S2)
        self._no_currency = Label(size=SMALL, tone=Tone.TEXT2)
        self.currency = ComboBox([(code, code) for code in CURRENCIES], small=True)
        self.currency.picked.connect(self.currency_picked)
        row.addWidget(self._no_currency)
        row.addWidget(self.currency)
        row.addStretch(1)
        head.addLayout(row)
        column.addLayout(head)
        self.questions = QuestionsPane()
        column.addWidget(self.questions)
        row = horizontal(margins=(S6, 0, S4, S2), gap=S2)
        self._title = SectionHeader(lambda: _("Problems"))
        self.rejects_button = Button(
            lambda: _("Save rejected rows…"), Kind.SECONDARY, icon="file-down", small=True
        )
        self.rejects_button.clicked.connect(self.rejects_requested)
        row.addWidget(self._title, 1)
        row.addWidget(self.rejects_button)
        column.addLayout(row)
        self.problems: Table[Problem] = Table(
            [
                Column(
                    "row",
                    lambda: _("Row"),
                    lambda one: format_number(one.row),
                    lambda one: one.row,
                    width=72,
                    right=True,
                ),
                Column("column", lambda: _("Column"), lambda one: one.column, width=160),
                Column(
                    "message",
                    lambda: _("Problem"),
                    lambda one: Cell(one.message, tooltip=one.message),
                    stretch=True,
                ),
            ],
            key=id,
            name=lambda: _("Problems"),
        )
        column.addWidget(self.problems, 1)
        self._none = Label(lambda: _("Every row can be taken."), tone=Tone.TEXT2)
        self._none.setContentsMargins(S6, 0, S6, 0)
        column.addWidget(self._none)
        column.addStretch(0)
        self._column = column
        self.clear()

    def clear(self) -> None:
        """Show that nothing is known yet."""
        for count in (self.created, self.updated, self.unchanged, self.rejected):
            count.show_value("")
        self.amount.hide()
        self._show_currency("", 0)
        self.error.show_text("")
        self.note.say("")
        self._show_problems(())
        self._none.hide()

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what an import would do."""
        self.error.show_text("")
        for count, value in (
            (self.created, preview.created),
            (self.updated, preview.updated),
            (self.unchanged, preview.unchanged),
        ):
            count.show_value(format_number(value))
        self.rejected.show_value(
            format_number(preview.rejected), Tone.DANGER if preview.rejected else Tone.TEXT
        )
        self.amount.setVisible(bool(preview.amounts))
        self.amount.show_value(
            " + ".join(format_money(amount, currency) for currency, amount in preview.amounts.items())
        )
        self._show_currency(preview.currency, preview.no_currency)
        self.note.say(_("Not used: {names}").format(names=listed(preview.unknown)) if preview.unknown else "")
        self.note.setVisible(bool(preview.unknown))
        self.questions.show_questions(preview.questions)
        self._show_problems(preview.problems)
        self.rejects_button.setVisible(bool(preview.rejected))

    def show_error(self, error: WorkbenchError) -> None:
        """Say why the sheet cannot be read this way."""
        self.clear()
        self.questions.hide()
        self.error.show_text(in_a_row(error.message, error.hint))

    def _show_currency(self, currency: str, rows: int) -> None:
        """Say in what the amounts are taken that name no currency, and let it be another."""
        told = ngettext(
            "{count} row names no currency; its amount is taken as",
            "{count} rows name no currency; their amounts are taken as",
            rows,
        ).format(count=format_number(rows))
        self._no_currency.say(told)
        name_widget(self.currency, told)
        codes = dict.fromkeys((*CURRENCIES, currency)) if currency else CURRENCIES
        self.currency.set_choices([(code, code) for code in codes])
        self.currency.choose(currency)
        for widget in (self._no_currency, self.currency):
            widget.setVisible(rows > 0)

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems.set_rows(problems)
        self._title.setVisible(bool(problems))
        self._title.note.say(format_number(len(problems)) if problems else "")
        self.problems.setVisible(bool(problems))
        self._none.setVisible(not problems)
        self.rejects_button.hide()
        # Without problems the counts stand at the top all the same.
        self._column.setStretch(self._column.count() - 1, 0 if problems else 1)
