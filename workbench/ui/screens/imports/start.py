"""Before a file is chosen: what can be imported, the two ways to begin, and the imports of the past."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from workbench.domain.imports import ImportKind
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.services.import_history import PastImport
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import ElidedLabel, Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Scroll, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, S6, SMALL, Tone

WIDTH = 640
PAST_SHOWN = 5


class StartView(QWidget):
    """Choose a file, take an empty sheet with the columns of a kind, or take an earlier import back."""

    choose_requested = Signal()
    template_requested = Signal(object)
    """The ``ImportKind`` whose columns are wanted."""
    undo_requested = Signal(object)
    """The transaction of the import to take back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose_button = Button(lambda: _("Choose a file…"), Kind.PRIMARY, icon="file-spreadsheet")
        self.choose_button.clicked.connect(self.choose_requested)
        self.template_button = Button(lambda: _("Save an empty template…"), icon="file-down")
        self.template_button.clicked.connect(self._offer_templates)
        empty = EmptyState(
            "file-spreadsheet",
            lambda: _("Import a spreadsheet"),
            lambda: _(
                "Accounts, contacts, links between people, sales, visits, complaints or contracts from Excel "
                "or CSV, contacts also from address cards (.vcf); a file can also be dragged here. Columns "
                "are matched by name. You see what would change before anything is written, and the whole "
                "import can be undone."
            ),
            (self.choose_button, self.template_button),
        )
        self._body = Scroll(margins=(0, 0, 0, 0), gap=0)
        vertical(self).addWidget(self._body)
        column = self._body.column
        column.addWidget(empty, 3)
        self._past = QWidget()
        self._past.setFixedWidth(WIDTH)
        past = vertical(self._past, margins=(0, 0, 0, S6), gap=S2)
        past.addWidget(SectionHeader(lambda: _("Imports so far")))
        self._lines = vertical(gap=S2)
        past.addLayout(self._lines)
        middle = horizontal(margins=(S4, 0, S4, 0), gap=0)
        middle.addStretch(1)
        middle.addWidget(self._past)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        self._past.hide()
        self.undo_buttons: dict[object, Button] = {}

    def show_past(self, imports: Sequence[PastImport]) -> None:
        """Show the latest imports, each with the way back while it stands."""
        self.undo_buttons.clear()
        clear_layout(self._lines)
        for one in imports[:PAST_SHOWN]:
            self._add(one)
        self._past.setVisible(bool(imports))

    def template_menu(self) -> QMenu:
        """The kinds of templates."""
        menu = QMenu(self)
        for kind in ImportKind:
            entry = menu.addAction(kind.label)
            entry.triggered.connect(lambda _checked, kind=kind: self.template_requested.emit(kind))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, one: PastImport) -> None:
        self._lines.addWidget(Line())
        line = QWidget()
        row = horizontal(line, gap=S3)
        label = ElidedLabel(one.label)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        row.addWidget(
            Label(lambda: f"{one.author} · {format_date(one.at.date())}", size=SMALL, tone=Tone.TEXT2)
        )
        if one.undone:
            row.addWidget(Label(lambda: pgettext("import", "Taken back"), size=SMALL, tone=Tone.TEXT2))
        else:
            button = Button(lambda: _("Undo"), Kind.LINK)
            button.setAccessibleName(_("Undo: {label}").format(label=one.label))
            button.clicked.connect(lambda: self.undo_requested.emit(one.transaction))
            row.addWidget(button)
            self.undo_buttons[one.transaction] = button
        self._lines.addWidget(line)

    def _offer_templates(self) -> None:
        button = self.template_button
        self.template_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
