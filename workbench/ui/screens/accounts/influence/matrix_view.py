"""Who of theirs deals with whom of ours, level by level or function by function; gaps and the KAM level."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workbench.domain.accounts import Contact
from workbench.domain.contact_levels import Level
from workbench.domain.contact_matrix import ContactMatrix, Grid, LevelGap, Mark, contact_matrix
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.relationship import Function
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import Chip, ElidedLabel, Label
from workbench.ui.kit.marks import CAUTION, MarkView
from workbench.ui.kit.surfaces import Card, Scroll, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S1, S2, S3, S4, S6, SMALL, Tone
from workbench.ui.screens.accounts.influence.closeness import closeness_word
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.tie_form import TieForm

TIES_SHOWN, GAPS_SHOWN = 6, 6
CELL_WIDTH = 196


class MatrixCellBox(Card):
    """The ties of one row and one column, and the way to add one."""

    person_requested = Signal(object)
    tie_requested = Signal()

    def __init__(self, grid: Grid, row: Mark, column: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setMinimumWidth(CELL_WIDTH)
        body = vertical(self, margins=(S2, S2, S2, S1), gap=2)
        cell = grid.cell(row, column)
        for one in cell.ties[:TIES_SHOWN]:
            line = horizontal(gap=S1)
            name = Button(_short(one.theirs.name), Kind.LINK, tone=Tone.TEXT)
            name.setToolTip(one.theirs.name)
            name.clicked.connect(lambda _on, who=one.theirs.id: self.person_requested.emit(who))
            other = ElidedLabel(one.ours.name, size=SMALL, tone=Tone.TEXT2)
            line.addWidget(name)
            line.addWidget(Label("–", size=SMALL, tone=Tone.TEXT2))
            line.addWidget(other)
            line.addStretch(1)
            word = closeness_word(one.tie.strength)
            if word:
                line.addWidget(Label(word, size=SMALL, tone=Tone.ACCENT if one.strength > 1 else Tone.TEXT2))
            body.addLayout(line)
        more = len(cell.ties) - TIES_SHOWN
        if more > 0:
            body.addWidget(Label(_("and {count} more").format(count=more), size=SMALL, tone=Tone.TEXT2))
        body.addStretch(1)
        foot = horizontal(gap=S1)
        if not cell.ties:
            foot.addWidget(Label(lambda: _("no tie"), size=SMALL, tone=Tone.TEXT3))
        foot.addStretch(1)
        self.add = Button("", Kind.PLAIN, icon="plus", name=lambda: _("Tie two people here"), small=True)
        self.add.clicked.connect(self.tie_requested)
        foot.addWidget(self.add)
        body.addLayout(foot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.tie_requested.emit()


class MatrixView(QWidget):
    """Rows are theirs, columns ours. ``person_requested`` asks for somebody of theirs on the map."""

    person_requested = Signal(object)
    people_requested = Signal()

    def __init__(self, edits: MapEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: InfluenceMap | None = None
        self._is_behind = False
        self._seen: tuple[ContactMatrix, bool, bool] | None = None
        self.matrix: ContactMatrix | None = None
        self.cells: dict[tuple[Mark, Mark], MatrixCellBox] = {}
        self.tools = QWidget()
        bar = horizontal(self.tools, gap=S3)
        self.by = Choices(
            Look.SEGMENTS,
            (Choice("levels", lambda: _("By level")), Choice("functions", lambda: _("By function"))),
            name=lambda: _("Rows and columns"),
        )
        self.by.chosen.connect(lambda _key: self._fill())
        self.tie_button = Button(lambda: _("Tie two people"), icon="link", small=True)
        self.tie_button.clicked.connect(lambda: self.begin_tie())
        bar.addWidget(self.by)
        bar.addStretch(1)
        bar.addWidget(self.tie_button)
        outer = horizontal(self, gap=0)
        self._body = Scroll(margins=(S6, S4, S6, S6), gap=S3)
        outer.addWidget(self._body, 1)
        self.form = TieForm(edits)
        self.form.hide()
        outer.addWidget(self.form)

    def show_map(self, shown: InfluenceMap) -> None:
        """Show another account, or the same one changed."""
        if self._map is not None and self._map.account.id != shown.account.id:
            self.form.hide()
        self._map, self._is_behind = shown, True
        if not self.form.isHidden():
            self.form.show_people(shown)
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def retranslate(self) -> None:
        """Another language: the words of levels and functions are said anew."""
        if self._map is not None:
            self._fill()

    def begin_tie(self, theirs: Sequence[Contact] = (), ours: Id | None = None) -> None:
        """Tie two people; ``theirs`` are offered first, ``ours`` is proposed."""
        if self._map is not None:
            self.form.begin(self._map, [one.id for one in theirs], ours)

    def close_innermost(self) -> bool:
        """Close the form; False if it is not open."""
        if self.form.isHidden():
            return False
        self.form.close_pane()
        return True

    def _catch_up(self) -> None:
        """Show what was read last, unless it is there: made anew the matrix would lose the focus."""
        shown = self._map
        if shown is None or not self._is_behind:
            return
        self._is_behind = False
        matrix = contact_matrix(shown)
        seen = (matrix, bool(shown.contacts), bool(shown.managers))
        if seen != self._seen:
            self.matrix, self._seen = matrix, seen
            self._fill()

    def _fill(self) -> None:
        shown, matrix, column = self._map, self.matrix, self._body.column
        clear_layout(column)
        self.cells = {}
        if shown is None or matrix is None:
            return
        self.tie_button.setVisible(bool(shown.contacts and shown.managers))
        if not shown.contacts or not shown.managers:
            column.addWidget(self._nothing(bool(shown.contacts)))
            return
        column.addWidget(self._kam(matrix))
        levels = self.by.current() == "levels"
        column.addWidget(self._table(matrix, matrix.levels if levels else matrix.functions, levels=levels))
        column.addStretch(1)

    def _nothing(self, has_people: bool) -> EmptyState:
        add = Button(lambda: _("New person"), Kind.PRIMARY, icon="plus")
        add.clicked.connect(self.people_requested)
        if has_people:
            return EmptyState(
                "users",
                lambda: _("Nobody of ours is known here"),
                lambda: _("Enter colleagues under Settings; then say who deals with whom."),
            )
        return EmptyState(
            "table-2",
            lambda: _("Who deals with whom"),
            lambda: _("Once people of theirs are known, this shows who of ours meets them, level by level."),
            (add,),
        )

    def _kam(self, matrix: ContactMatrix) -> QWidget:
        box = Card()
        body = vertical(box, margins=(S4, S3, S4, S3), gap=S1)
        row = horizontal(gap=S2)
        row.addWidget(Label(lambda: _("KAM level"), tone=Tone.TEXT2))
        row.addWidget(Label(matrix.kam.level.label, bold=True))
        row.addWidget(Chip(lambda: _("derived"), outline=True))
        row.addStretch(1)
        body.addLayout(row)
        body.addWidget(Label(matrix.kam.reason, wrap=True))
        following = matrix.next_level
        if matrix.lift and following is not None:
            text = _("For {level}: {what}").format(level=following.label, what=matrix.lift)
            body.addWidget(Label(text, tone=Tone.TEXT2, wrap=True))
        if matrix.kam.doubt:
            body.addWidget(Label(matrix.kam.doubt, size=SMALL, tone=Tone.WARN, wrap=True))
        return box

    def _table(self, matrix: ContactMatrix, grid: Grid, *, levels: bool) -> QWidget:
        box = QWidget()
        table = QGridLayout(box)
        table.setContentsMargins(0, 0, 0, 0)
        table.setSpacing(S2)
        table.addWidget(Label(lambda: _("Theirs ↓   ours →"), size=SMALL, tone=Tone.TEXT2), 0, 0)
        for place, column in enumerate(grid.columns, start=1):
            names = [one.name for one in grid.ours[column]]
            table.addWidget(_Head(mark_word(column), names), 0, place)
            table.setColumnStretch(place, 1)
        gaps: dict[Mark, list[LevelGap]] = {}
        for gap in matrix.gaps if levels else ():
            gaps.setdefault(gap.level, []).append(gap)
        last = len(grid.columns) + 1
        if gaps:
            table.addWidget(_Head(_("No counterpart"), []), 0, last)
        for line, row in enumerate(grid.rows, start=1):
            unreached = isinstance(row, Level) and row in matrix.unreached
            names = [one.name for one in grid.theirs[row]]
            table.addWidget(_Head(mark_word(row), names, unreached=unreached), line, 0)
            for place, column in enumerate(grid.columns, start=1):
                cell = MatrixCellBox(grid, row, column)
                cell.person_requested.connect(self.person_requested)
                cell.tie_requested.connect(
                    lambda row=row, column=column: self.begin_tie(
                        grid.theirs[row], next(iter(grid.ours[column])).id
                    )
                )
                self.cells[row, column] = cell
                table.addWidget(cell, line, place)
            if row in gaps:
                table.addWidget(self._gaps(gaps[row]), line, last)
        return box

    def _gaps(self, gaps: Sequence[LevelGap]) -> QWidget:
        box = Card(dashed=True)
        box.setMinimumWidth(CELL_WIDTH)
        body = vertical(box, margins=(S2, S2, S2, S2), gap=2)
        for gap in gaps[:GAPS_SHOWN]:
            row = horizontal(gap=S1)
            row.addWidget(MarkView(CAUTION, lambda: _("No counterpart")))
            name = Button(_short(gap.contact.name), Kind.LINK, tone=Tone.TEXT)
            name.clicked.connect(lambda _on, who=gap.contact.id: self.person_requested.emit(who))
            row.addWidget(name)
            row.addStretch(1)
            step = Button(lambda: _("Name one"), Kind.LINK)
            step.clicked.connect(lambda _on, who=gap.contact: self.begin_tie([who]))
            row.addWidget(step)
            body.addLayout(row)
        more = len(gaps) - GAPS_SHOWN
        if more > 0:
            body.addWidget(Label(_("and {count} more").format(count=more), size=SMALL, tone=Tone.TEXT2))
        body.addStretch(1)
        return box


class _Head(QWidget):
    """A level or a function, how many are there, and who."""

    def __init__(self, word: str, names: Sequence[str], *, unreached: bool = False) -> None:
        super().__init__()
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        body = vertical(self, margins=(0, S2, S2, S2), gap=2)
        body.addWidget(Label(word, bold=True, wrap=True))
        if names:
            count = ngettext("{count} person", "{count} people", len(names)).format(count=len(names))
            body.addWidget(Label(count, size=SMALL, tone=Tone.TEXT2))
        if unreached:
            row = horizontal(gap=S1)
            row.addWidget(MarkView(CAUTION, lambda: _("Nobody reached")))
            row.addWidget(Label(lambda: _("Nobody reached"), size=SMALL, tone=Tone.WARN))
            row.addStretch(1)
            body.addLayout(row)
        body.addStretch(1)
        self.setToolTip("\n".join(names[:30]))


def mark_word(mark: Mark) -> str:
    """The word of a level or a function; ``None`` is one that is not known."""
    if isinstance(mark, Level | Function):
        return mark.label
    return _("not known")


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15] + "…"
