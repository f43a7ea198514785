"""The strip over an import: which file, read as what, from which sheet, in which encoding."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.import_columns import JOINABLE
from workbench.domain.imports import ImportKind
from workbench.foundation.i18n import _
from workbench.services.imports import SheetView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import ElidedLabel, Label
from workbench.ui.kit.surfaces import Toolbar, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S3, SMALL, Tone

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "cp1252")


def _label_of(kind: ImportKind) -> str:
    return kind.label


def _spoken(encoding: str) -> str:
    return encoding.upper().replace("-LE", " LE").replace("-BE", " BE")


class SourceBar(Toolbar):
    """Kind, sheet and encoding are guessed; choosing another reads the file anew."""

    kind_picked = Signal(object)
    sheet_picked = Signal(str)
    encoding_picked = Signal(str)
    join_requested = Signal()
    another_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[ComboBox, Label] = {}
        self.file = ElidedLabel(bold=True)
        another = Button(lambda: _("Another file…"), Kind.LINK)
        another.clicked.connect(self.another_requested)
        self.row.addWidget(self.file)
        self.row.addWidget(another)
        self.row.addStretch(1)
        self.join_button = Button("", Kind.SECONDARY, icon="link", small=True)
        self.join_button.clicked.connect(self.join_requested)
        self.row.addWidget(self.join_button)
        self.kind = self._combo(lambda: _("Rows are"), self.kind_picked.emit)
        self.kind.set_choices([(kind, partial(_label_of, kind)) for kind in ImportKind])
        self.sheet = self._combo(lambda: _("Sheet"), self.sheet_picked.emit)
        self.encoding = self._combo(lambda: _("Encoding"), self.encoding_picked.emit)

    def show_view(self, view: SheetView, join: Path | None) -> None:
        """Show what the file was read as."""
        self.file.say(view.path.name)
        self.kind.choose(view.kind)
        self.sheet.set_choices([(name, name) for name in view.sheets])
        self.sheet.choose(view.sheet)
        self._show(self.sheet, len(view.sheets) > 1)
        known = dict.fromkeys((view.encoding, *_ENCODINGS))
        choices: list[tuple[str, Text]] = [(name, _spoken(name)) for name in known if name]
        self.encoding.set_choices(choices)
        self.encoding.choose(view.encoding)
        self._show(self.encoding, bool(view.encoding))
        self.join_button.setVisible(view.kind in JOINABLE)
        if join is None:
            self.join_button.say(lambda: _("Document heads in a second file…"))
        else:
            name = join.name
            self.join_button.say(lambda: _("Joined with {file}").format(file=name))

    def _combo(self, label: Text, picked: Callable[[object], object]) -> ComboBox:
        shown = Label(label, size=SMALL, tone=Tone.TEXT2)
        combo = ComboBox(small=True)
        combo.setMinimumWidth(112)
        name_widget(combo, label)
        combo.picked.connect(picked)
        shown.setBuddy(combo)
        self.row.addSpacing(S3)
        self.row.addWidget(shown)
        self.row.addWidget(combo)
        self._labels[combo] = shown
        return combo

    def _show(self, combo: ComboBox, visible: bool) -> None:
        combo.setVisible(visible)
        self._labels[combo].setVisible(visible)
