"""Which column of the sheet is which field: guessed, shown with the first values, corrected by choice."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from workbench.domain.import_columns import COLUMNS
from workbench.domain.imports import Column, ImportKind
from workbench.foundation.i18n import _, format_number, in_this_writing, is_chinese, ngettext
from workbench.services.imports import SheetView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import ElidedLabel, Label, SectionHeader
from workbench.ui.kit.surfaces import Scroll, clear_layout, horizontal, tab_where, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, S4, SMALL, Tone

COMBO_WIDTH = 168
_SAMPLES = 3


def column_name(column: Column) -> str:
    """What a field of a sheet is called, as in the templates."""
    return in_this_writing(column.chinese) if is_chinese() else column.field.replace("_", " ").capitalize()


class MappingPane(Scroll):
    """One line per heading; ``mapping_changed`` tells that the user chose another field."""

    mapping_changed = Signal()
    forget_requested = Signal()
    """The user wants the columns as they are guessed, not as they were chosen before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S4, S3, S4, S4), gap=S2, parent=parent)
        self.setMinimumWidth(360)
        self._header = SectionHeader(lambda: _("Columns"))
        self.column.addWidget(self._header)
        self._hint = Label(
            lambda: _("Each column of the sheet, and the field it is read as."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.column.addWidget(self._hint)
        self.remembered = Label(size=SMALL, wrap=True)
        self.column.addWidget(self.remembered)
        self.forget_link = Button(lambda: _("Use the guessed columns"), Kind.LINK)
        self.forget_link.clicked.connect(self.forget_requested)
        row = horizontal(gap=0)
        row.addWidget(self.forget_link)
        row.addStretch(1)
        self.column.addLayout(row)
        self._lines = vertical(gap=S2)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)
        self._combos: dict[str, ComboBox] = {}
        self._chosen: dict[str, str] = {}

    def show_view(self, view: SheetView) -> None:
        """Show the headings of another sheet, or of the same one read as another kind."""
        focus = QApplication.focusWidget()
        was_here = focus is not None and self.isAncestorOf(focus)
        self._chosen.clear()
        self._combos.clear()
        clear_layout(self._lines)
        for place, header in enumerate(view.headers):
            if header and header not in self._combos:
                self._add(header, place, view)
        tab_where(self, self._combos.values())
        if was_here:
            self.focus_first()
        self.show_columns(view.columns)
        count = len(view.remembered)
        self.remembered.say(
            lambda: (
                ngettext(
                    "{count} column is read as you chose when such a sheet came in before.",
                    "{count} columns are read as you chose when such a sheet came in before.",
                    count,
                ).format(count=format_number(count))
                if count
                else ""
            )
        )
        self.remembered.setVisible(bool(count))
        self.forget_link.setVisible(bool(count))

    def show_columns(self, columns: Mapping[str, str]) -> None:
        """Show what is in force: field → heading."""
        fields = {header: field for field, header in columns.items()}
        for header, combo in self._combos.items():
            combo.choose(fields.get(header, ""))
        self._header.note.say(
            lambda: _("{known} of {all} in use").format(
                known=sum(bool(combo.key()) for combo in self._combos.values()), all=len(self._combos)
            )
        )

    def chosen(self) -> dict[str, str]:
        """What the user decided: heading → field, an empty field leaves the column out."""
        return dict(self._chosen)

    def combo(self, header: str) -> ComboBox:
        """The choice beside a heading."""
        return self._combos[header]

    def focus_first(self) -> None:
        """Put the focus on the first choice."""
        for combo in self._combos.values():
            combo.setFocus()
            return

    def _add(self, header: str, place: int, view: SheetView) -> None:
        line = QWidget()
        row = horizontal(line, gap=S3)
        words = vertical(gap=0)
        title = ElidedLabel(header, bold=True)
        sample = ElidedLabel(_samples(row[place] for row in view.first_rows if place < len(row)))
        sample.set_tone(Tone.TEXT2)
        for label in (title, sample):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
        row.addLayout(words, 1)
        combo = ComboBox(_choices(view.kind))
        combo.setFixedWidth(COMBO_WIDTH)
        combo.setAccessibleName(header)
        combo.picked.connect(lambda field: self._pick(header, field))
        row.addWidget(combo)
        line.setContentsMargins(0, S1, 0, 0)
        self._lines.addWidget(line)
        self._combos[header] = combo

    def _pick(self, header: str, field: str) -> None:
        self._chosen[header] = field
        for other, combo in self._combos.items():
            # A field is read from one column; the other gives it up.
            if field and other != header and combo.key() == field:
                combo.choose("")
                self._chosen[other] = ""
        self.mapping_changed.emit()


def _choices(kind: ImportKind) -> list[tuple[str, Text]]:
    leave_out: tuple[str, Text] = ("", lambda: _("Leave out"))
    fields = [(column.field, partial(column_name, column)) for column in COLUMNS[kind]]
    return [leave_out, *fields]


def _samples(values: Iterable[str]) -> str:
    found: list[str] = []
    for value in values:
        if value and value not in found:
            found.append(value)
        if len(found) == _SAMPLES:
            break
    return " · ".join(found) or _("empty")
