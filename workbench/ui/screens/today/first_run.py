"""Today of a file without accounts: three ways to begin, and where the road leads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import Tile
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.tokens import FIGURE, S2, S4, S6, SMALL, Tone
from workbench.ui.screens.today.name_field import NameField

WIDTH = 936


class FirstRun(Scroll):
    """Says what the page will answer later, and offers the first step: import, a file, sample data."""

    import_requested = Signal()
    templates_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        body = QWidget()
        body.setMaximumWidth(WIDTH)
        column = vertical(body, gap=S2)
        column.addWidget(Label(lambda: _("Bring your accounts in first"), size=FIGURE, bold=True))
        column.addWidget(
            Label(
                lambda: _(
                    "From then on this page answers every morning: whom to see, why, what to know before "
                    "going in, and what was promised."
                ),
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        column.addSpacing(S2)
        self.name = NameField()
        column.addWidget(self.name)
        column.addSpacing(S2)
        column.addLayout(self._tiles())
        column.addSpacing(S2)
        notes = horizontal(gap=S6)
        for text in (
            lambda: _("A file can also be dragged into the window."),
            lambda: _("Your data stay in one file on this computer; the program never goes online."),
        ):
            notes.addWidget(Label(text, size=SMALL, tone=Tone.TEXT2, wrap=True), 1)
        column.addLayout(notes)
        column.addSpacing(S6)
        column.addWidget(Line())
        column.addSpacing(S4)
        column.addLayout(self._steps())
        self.column.addStretch(1)
        row = horizontal()
        row.addStretch(1)
        # As wide as it likes to be while there is room, narrower in a small window.
        row.addWidget(body, 1000)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(2)

    def _tiles(self) -> QLayout:
        choose = Button(lambda: _("Choose a file…"), Kind.PRIMARY)
        choose.clicked.connect(self.import_requested)
        templates = Button(lambda: _("Empty template"), Kind.LINK)
        templates.clicked.connect(self.templates_requested)
        other = Button(lambda: _("Open a .workbench file…"))
        other.clicked.connect(self.open_requested)
        sample = Button(lambda: _("Load the sample data"))
        sample.clicked.connect(self.sample_requested)
        self.first_button = choose
        self.sample_button = sample
        row = horizontal(gap=S4)
        row.addWidget(
            Tile(
                "file-spreadsheet",
                lambda: _("Import a spreadsheet"),
                lambda: _(
                    "Accounts, contacts, sales records. Excel or CSV; columns are matched by name, shown "
                    "before anything is written, and the whole import can be undone."
                ),
                (choose, templates),
                chosen=True,
            ),
            1,
        )
        row.addWidget(
            Tile(
                "folder-open",
                lambda: _("Open another file"),
                lambda: _(
                    "Go on with another workspace: your own from another computer, or one "
                    "that was handed to you."
                ),
                (other,),
            ),
            1,
        )
        row.addWidget(
            Tile(
                "flask-conical",
                lambda: _("Look around with sample data"),
                lambda: _(
                    "About 60 invented accounts with two years of visits and sales. Kept in a file of "
                    "their own; one click takes them away again."
                ),
                (sample,),
            ),
            1,
        )
        return row

    def _steps(self) -> QLayout:
        row = horizontal(gap=S4)
        steps = (
            (lambda: _("Import accounts and sales"), lambda: _("about five minutes")),
            (lambda: _("Confirm the tiers"), lambda: _("suggested from sales, confirmed by you")),
            (lambda: _("Plan the next quarter"), lambda: _("one click, shown as a difference first")),
            (lambda: _("Go out with a brief"), lambda: _("one page before each visit")),
        )
        for number, (title, note) in enumerate(steps, 1):
            cell = vertical(gap=2)
            head = horizontal(gap=S2)
            head.addWidget(Label(str(number), tone=Tone.ACCENT, bold=True))
            head.addWidget(Label(title, bold=True, wrap=True), 1)
            cell.addLayout(head)
            cell.addWidget(Label(note, size=SMALL, tone=Tone.TEXT2, wrap=True))
            cell.addStretch(1)
            row.addLayout(cell, 1)
        return row
